package press

import (
	"context"
	"fmt"
	"io"
	"slices"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/forme"
	"keben/internal/project"
	"keben/internal/source"
	"keben/internal/typeset"
	"keben/internal/typeset/paragraph"
)

// DumpOptions say which stage of which edition to print.
type DumpOptions struct {
	Dir      string
	Stage    string   // one of DumpStages
	Editions []string // empty means all
	Variant  string   // "" means the book's first PDF
}

// DumpStages are the stages that can be printed, in the order of the work.
func DumpStages() []string { return []string{"ranges", "twins", "book", "galley", "page"} }

var noVariant = diag.NewKind("unknown-variant", diag.Error,
	"the book has no PDF called %q", "本书没有名为 %q 的 PDF")

// Dump writes a stage of a book as text. The result holds the messages up to that stage; text is written
// even when some are errors, since that is when one looks.
func Dump(ctx context.Context, out io.Writer, o DumpOptions) (Result, error) {
	return reading(ctx, Options{Dir: o.Dir, Editions: o.Editions}, func(w *work, res *Result) error {
		err := w.dump(ctx, out, o)
		res.Messages = w.told()
		return err
	})
}

func (w *work) dump(ctx context.Context, out io.Writer, o DumpOptions) error {
	switch o.Stage {
	case "ranges":
		return w.dumpRanges(out)
	case "twins":
		return w.Alignment.Dump(out, w.Text.Slugs())
	}
	var paged project.PDF
	if o.Stage != "book" {
		i := slices.IndexFunc(w.Project.Outputs.PDF, func(p project.PDF) bool { return o.Variant == "" || p.Variant == o.Variant })
		if i < 0 {
			w.report([]diag.Message{noVariant.At(source.Whole(w.Project.File), o.Variant)})
			return nil
		}
		paged = w.Project.Outputs.PDF[i]
	}
	for _, ed := range w.Manuscript.Editions {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !w.wantsEdition(ed.Name) {
			continue
		}
		if o.Stage == "book" {
			book.DumpEdition(out, ed)
			continue
		}
		brief := w.brief(ed, paged, w.supply())
		brief.Dump = o.Stage == "galley"
		set, err := typeset.Edition(ctx, brief)
		if err != nil {
			return err
		}
		w.report(set.Messages)
		if o.Stage == "page" {
			if err := forme.Dump(out, set.Document); err != nil {
				return err
			}
			continue
		}
		for _, g := range set.Galleys {
			if _, err := fmt.Fprintf(out, "galley %s/%s\n", ed.Name, g.Slug); err != nil {
				return err
			}
			if err := paragraph.Dump(out, g.Lines); err != nil {
				return err
			}
		}
	}
	return nil
}

// dumpRanges writes the source text of every block and inline, chapter by chapter.
func (w *work) dumpRanges(out io.Writer) error {
	for _, tag := range w.Text.Languages {
		for _, slug := range w.Text.Slugs() {
			ch := w.Text.Chapters[tag][slug]
			if ch == nil {
				continue
			}
			if _, err := fmt.Fprintf(out, "chapter %s\n", ch.File()); err != nil {
				return err
			}
			book.DumpRanges(out, ch.Source, ch.Blocks, ch.Notes)
		}
	}
	return nil
}
