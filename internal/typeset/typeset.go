// Package typeset turns an edition into pages. It is the only package of the typesetter that knows what a chapter is:
// package paragraph sets its text, package page makes up its pages.
//
// Lengths are 1/65536 pt; the theme's numbers without a unit are thousandths, of an em or of a body line. How a Chinese
// book looks follows clreq and, for tables and articles, CY/T 170 and GB/T 7713.2. An English one follows common
// practice (the Chicago Manual of Style for notes). Ids of rules such as K1 are those of ARCHITECTURE.md, "Typographic
// rules".
//
// The work has three steps, so that sections can be set on all cores and kept between builds:
//
//   - The specification ([spec]: styles, faces, the page, words) holds for a whole edition in one language. It is made
//     once and does not change.
//   - A [section] is set from its blocks and the specification alone. The result ([composed]) is pages and notes with
//     their own part of the logical structure.
//   - The [assembly] orders the composed sections, numbers the pages, sets the sections that print these numbers (the
//     contents), and adds running heads and folios.
package typeset

import (
	"context"
	"io/fs"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/typeset/paragraph"
)

// Options are the input of Edition.
type Options struct {
	Edition *book.Edition
	Twin    *book.Edition // the second language of a parallel edition, or nil
	Brief
	Templates fs.FS                                // print/*.txt
	Pictures  func(src string) (draw.Figure, bool) // may be called from several goroutines
	Progress  func(pages int)                      // called as sections are set, from one goroutine at a time; may be nil
	Kept      *Kept                                // from the last time, and for the next; may be nil
	Made      func(part *forme.Part)               // called as soon as a part is final, from several goroutines; may be nil
	Dump      bool                                 // return the galleys, too
}

// Brief has the choices of a publisher about the form of a book.
type Brief struct {
	Theme    *design.Theme
	Trim     design.Trim
	TrimName string // chooses the master
	Screen   bool   // coloured, and the same margins on every page
	Foundry  *Foundry
	Parallel Parallel // how Twin is set beside Edition
}

// Parallel is an arrangement of two languages.
type Parallel string

// The arrangements: the first language on left pages and the second on right pages, where paired blocks begin on the
// same line; two columns on every page; paragraph under paragraph.
const (
	Facing      Parallel = "facing"
	Columns     Parallel = "columns"
	Interlinear Parallel = "interlinear"
)

// Result is a set edition.
type Result struct {
	Document *forme.Document
	Galleys  []Galley
	Messages []diag.Message
}

// Galley is the dump of a section's galley.
type Galley struct {
	Slug  string
	Lines []paragraph.Line
}

// Edition sets an edition. An error is that of ctx, or means that a face of the theme cannot be read.
//
// The same edition gives the same document on any number of processors, with or without Kept.
func Edition(ctx context.Context, o Options) (*Result, error) {
	if o.Kept == nil {
		o.Kept = &Kept{}
	}
	specs, err := o.Kept.specs(o)
	if err != nil {
		return nil, err
	}
	a := &assembly{Options: o, ctx: ctx, specs: specs}
	a.compose()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	a.settle()
	a.bind()
	a.outline()
	o.Kept.sweep()
	return &Result{Document: a.doc, Galleys: a.galleys(), Messages: a.messages()}, nil
}
