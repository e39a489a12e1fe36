// Package pdfbook makes the PDF of an edition: package typeset makes the pages, package pdf the file.
package pdfbook

import (
	"bytes"
	"context"
	"io/fs"
	"sync"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/forme"
	"keben/internal/lang"
	"keben/internal/output"
	"keben/internal/pdf"
	"keben/internal/typeset"
)

// Picture is a figure's content.
type Picture = typeset.Picture

// Foundry holds the faces of a book, shared by all its editions.
type Foundry = typeset.Foundry

// NewFoundry makes a foundry of the faces under fonts/ of fsys.
func NewFoundry(fsys fs.FS) *Foundry { return typeset.NewFoundry(fsys) }

// Input says which edition is to be made into a PDF, and how.
type Input struct {
	Edition   *book.Edition
	Theme     *design.Theme
	Variant   string // "print" or "screen"
	Trim      design.Trim
	TrimName  string // the theme's master is chosen by it
	Foundry   *Foundry
	Templates fs.FS // print/*.txt
	Pictures  func(src string) (Picture, bool)
	Progress  func(pages int)
	Kept      *Kept // from the last time; may be nil
	Dump      bool  // the galleys are wanted
}

// Kept is what making a PDF leaves for the next time. It is of one edition in one variant; its pages may be set for a file and for
// a screen at the same time, and one waits for the other.
type Kept struct {
	setting  sync.Mutex // guards sections
	sections typeset.Kept
	plates   pdf.Kept
}

// Book is a finished PDF.
type Book struct {
	File  output.File
	Pages int
}

// Build makes the PDF. Its path is pdf/<edition>-<variant>.pdf. An error means that a font of the theme
// cannot be had or the file cannot be written, or is that of ctx.
//
// Each part is painted as soon as it is set, on the same goroutine; what nobody keeps is let go then.
func Build(ctx context.Context, in Input) (Book, []diag.Message, error) {
	plates, passing := &pdf.Kept{}, in.Kept == nil
	if !passing {
		plates = &in.Kept.plates
	}
	language := lang.Of(in.Edition.Lang).BCP47
	set, err := compose(ctx, in, func(p *forme.Part) {
		plates.Plate(p, language)
		for i := 0; passing && i < len(p.Bodies); i++ {
			p.Bodies[i].Ops = nil
		}
	})
	if err != nil {
		return Book{}, nil, err
	}
	var out bytes.Buffer
	if err := pdf.Write(&out, set.Document, pdf.Options{Kept: plates}); err != nil {
		return Book{}, set.Messages, err
	}
	return Book{
		File:  output.File{Path: "pdf/" + in.Edition.Name + "-" + in.Variant + ".pdf", Data: out.Bytes()},
		Pages: len(set.Document.Pages),
	}, set.Messages, nil
}

// Set makes the pages only.
func Set(ctx context.Context, in Input) (*typeset.Result, error) { return compose(ctx, in, nil) }

func compose(ctx context.Context, in Input, made func(*forme.Part)) (*typeset.Result, error) {
	o := typeset.Options{
		Edition: in.Edition, Twin: in.Edition.Twin,
		Brief: typeset.Brief{
			Theme: in.Theme, Trim: in.Trim, TrimName: in.TrimName, Screen: in.Variant == "screen", Foundry: in.Foundry,
			Parallel: typeset.Parallel(in.Edition.Parallel),
		},
		Templates: in.Templates, Pictures: in.Pictures, Progress: in.Progress, Made: made, Dump: in.Dump,
	}
	if in.Kept != nil {
		in.Kept.setting.Lock()
		defer in.Kept.setting.Unlock()
		o.Kept = &in.Kept.sections
	}
	return typeset.Edition(ctx, o)
}
