package press

import (
	"bytes"
	"context"
	"sync"

	"keben/internal/book"
	"keben/internal/design"
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

// print sets an edition and writes its PDF. An error means that a font of the theme cannot be had or the file cannot be
// written, or is that of ctx.
//
// Each part is painted as soon as it is set, on the same goroutine; what nobody keeps is let go then.
func (k *pressed) print(ctx context.Context, o typeset.Options) ([]byte, *typeset.Result, error) {
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
		return nil, nil, err
	}
	var out bytes.Buffer
	err = pdf.Write(&out, set.Document, pdf.Options{Kept: plates})
	return out.Bytes(), set, err
}

func pdfPath(ed *book.Edition, p project.PDF) string {
	return "pdf/" + ed.Name + "-" + p.Variant + ".pdf"
}

// brief says how an edition is set for one of the book's PDFs.
func (w *work) brief(ed *book.Edition, p project.PDF) typeset.Options {
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
		Templates: w.Looks, Pictures: w.Pictures.In(lang.Of(ed.Lang).BCP47),
		Progress: func(pages int) {
			w.set(pdfPath(ed, p), pages)
			w.tell(Event{Stage: Typesetting, Edition: ed.Name, Variant: p.Variant})
		},
	}
}
