package press

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"sync"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/forme"
	"keben/internal/lang"
	"keben/internal/pdf"
	"keben/internal/project"
	"keben/internal/typeset"
)

// pressed is what making the PDF of one edition in one variant leaves for the next time. Its pages may be set for a
// file and for a screen at the same time: one waits for the other.
type pressed struct {
	setting  sync.Mutex // guards sections
	sections typeset.Kept
	plates   pdf.Kept
}

// compose sets an edition; k has the results of the last time, or is nil.
func (k *pressed) compose(ctx context.Context, o typeset.Options) (*typeset.Result, error) {
	if k != nil {
		k.setting.Lock()
		defer k.setting.Unlock()
		o.Kept = &k.sections
	}
	return typeset.Edition(ctx, o)
}

// pdfs are the PDFs of the book, in its order.
func (w *work) pdfs() (items []item) {
	for _, ed := range w.Manuscript.Editions {
		for _, p := range w.Project.Outputs.PDF {
			items = append(items, item{
				Product: Product{Output: PDF, Edition: ed.Name, Variant: p.Variant, Path: pdfPath(ed, p)},
				from:    w.ordered(ed, p),
				make: func(ctx context.Context, s supply) (filled, error) {
					return s.pressed.print(ctx, w.brief(ed, p, s))
				},
			})
		}
	}
	return items
}

// editionOfPDF reads the name of an edition, which may have hyphens, and of a variant, which has none.
func editionOfPDF(name string) string { return name[:max(strings.LastIndexByte(name, '-'), 0)] }

// printable reports whether PDFs can be made: all fonts of the theme must be there. A refused translation does not stop
// them, so that their messages come too.
func (w *work) printable() ([]diag.Message, bool) {
	missing := w.fonts()
	return slices.Concat(w.refused(), missing), len(missing) == 0
}

// print sets an edition and writes its PDF. An error means that a font of the theme cannot be read or the file cannot
// be written, or is that of ctx.
//
// Each part is painted as soon as it is set, on the same goroutine, and freed then unless a session keeps it.
func (k *pressed) print(ctx context.Context, o typeset.Options) (filled, error) {
	plates, passing := &pdf.Kept{}, k == nil
	if !passing {
		plates = &k.plates
	}
	language := lang.Of(o.Edition.Lang).BCP47
	o.Made = func(p *forme.Part) {
		plates.Plate(p, language)
		for i := 0; passing && i < len(p.Bodies); i++ {
			p.Bodies[i].Ops = nil
		}
	}
	set, err := k.compose(ctx, o)
	if err != nil {
		return filled{}, err
	}
	var out bytes.Buffer
	if err := pdf.Write(&out, set.Document, pdf.Options{Kept: plates}); err != nil {
		return filled{}, err
	}
	return filled{out.Bytes(), len(set.Document.Pages), set.Messages}, nil
}

func pdfPath(ed *book.Edition, p project.PDF) string {
	return "pdf/" + ed.Name + "-" + p.Variant + ".pdf"
}

// brief says how an edition is set for one of the book's PDFs.
func (w *work) brief(ed *book.Edition, p project.PDF, s supply) typeset.Options {
	trim := design.Trim{Width: p.Trim.Width, Height: p.Trim.Height}
	if named, ok := w.Theme.Print.Trims[p.Trim.Name]; ok && p.Trim.Name != "" {
		trim = named
	}
	return typeset.Options{
		Edition: ed, Twin: ed.Twin,
		Brief: typeset.Brief{
			Theme: w.Theme, Trim: trim, TrimName: p.Trim.Name, Screen: p.Variant == "screen", Foundry: w.Foundry,
			Parallel: typeset.Parallel(ed.Parallel),
		},
		Templates: s.looks, Pictures: s.pictures.In(lang.Of(ed.Lang).BCP47),
		Progress: func(pages int) {
			w.set(pdfPath(ed, p), pages)
			w.tell(Event{Stage: Typesetting, Edition: ed.Name, Variant: p.Variant})
		},
	}
}
