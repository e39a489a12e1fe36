package press

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/forme"
	"keben/internal/project"
	"keben/internal/snapshot"
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
	res := Result{Dir: filepath.Clean(o.Dir)}
	root, err := os.OpenRoot(res.Dir)
	if err != nil {
		res.Messages = []diag.Message{noFolder.At(source.Place{}, res.Dir, err)}
		return res, nil
	}
	defer root.Close()
	w := newWork(Options{Dir: o.Dir, Editions: o.Editions}, snapshot.Folder(root))
	good := false
	w.steadily(ctx, func() { good = w.read(ctx) && w.asked() })
	if good {
		err = w.dump(ctx, out, o)
	}
	if err == nil {
		err = ctx.Err()
	}
	res.Title, res.Messages = w.title(), diag.Sort(w.explained(slices.Clone(w.messages)))
	return res, err
}

func (w *work) dump(ctx context.Context, out io.Writer, o DumpOptions) error {
	switch o.Stage {
	case "ranges":
		return w.dumpRanges(out)
	case "twins":
		return w.alignment.Dump(out, outlined(w.text))
	}
	var paged project.PDF
	if o.Stage != "book" {
		i := slices.IndexFunc(w.project.Outputs.PDF, func(p project.PDF) bool { return o.Variant == "" || p.Variant == o.Variant })
		if i < 0 {
			w.report([]diag.Message{noVariant.At(source.Whole(w.project.File), o.Variant)})
			return nil
		}
		paged = w.project.Outputs.PDF[i]
	}
	for _, ed := range w.editions {
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
		brief := w.brief(ed, paged)
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

// dumpRanges writes for every chapter what was typed for its blocks and inlines.
func (w *work) dumpRanges(out io.Writer) error {
	for _, tag := range w.text.Languages {
		for _, slug := range w.text.Slugs() {
			ch := w.text.Chapters[tag][slug]
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
