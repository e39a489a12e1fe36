// Package typeset turns an edition into pages. It is the only package of the typesetter that knows what a
// chapter is.
//
// It has three rooms. What is true of all of an edition in one language is its specification ([spec]: styles, faces,
// the page, words), which nothing changes once it is made. A [section] is set from its blocks and the specification
// alone, on any core, into a [composed] one: pages, notes, and a piece of the logical tree of its own (package paragraph sets
// the text, package page makes up the pages). The [assembly] puts the composed sections in order, numbers pages, has the
// sections set that need those numbers, and puts running heads and folios around the pages.
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

// Options say what to set and how.
type Options struct {
	Edition *book.Edition
	Twin    *book.Edition // the second language of a parallel edition, or nil
	Brief
	Templates fs.FS                                // print/*.txt
	Pictures  func(src string) (draw.Figure, bool) // may be called from several goroutines
	Progress  func(pages int)                      // called as sections are set, from one goroutine at a time; may be nil
	Kept      *Kept                                // from the last time, and for the next; may be nil
	Made      func(part *forme.Part)               // called as soon as a part is final, from several goroutines; may be nil
	Dump      bool                                 // the galleys are wanted
}

// Brief is what a publisher decides about the form of a book.
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

// The arrangements: the first language on versos and the second on rectos, paired blocks beginning on the
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

// Galley is a section in one endless column, for the dump of that stage.
type Galley struct {
	Slug  string
	Lines []paragraph.Line
}

// Edition sets an edition. An error means that a face of the theme cannot be had, or is that of ctx.
//
// The same edition gives the same document on any number of processors, with or without what was kept.
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
