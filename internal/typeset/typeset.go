// Package typeset turns an edition into pages. It is the only package of the typesetter that knows what a
// chapter is: it resolves styles, turns blocks into galleys (package paragraph sets the text), has them
// made up (package page), and puts front matter, running heads and folios around them.
package typeset

import (
	"io/fs"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/figure/draw"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/shape"
	"keben/internal/source"
	"keben/internal/typeset/linebreak"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// Picture is a figure's content: a raster image or a drawing.
type Picture struct {
	Image   *draw.Image
	Drawing *draw.Picture
}

// Options say what to set and how.
type Options struct {
	Edition   *book.Edition
	Theme     *design.Theme
	Trim      design.Trim
	TrimName  string // chooses the master
	Screen    bool   // coloured, and the same margins on every page
	Foundry   *Foundry
	Templates fs.FS // print/*.txt
	Pictures  func(src string) (Picture, bool)
	Progress  func(pages int) // called as sections are made up; may be nil
	Parallel  Parallel        // how Twin is set beside Edition
	Twin      *book.Edition   // the second language of a parallel edition, or nil
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
	Document *draw.Document
	Galleys  []Galley
	Messages []diag.Message
}

// Galley is a section in one endless column, for the dump of that stage.
type Galley struct {
	Slug  string
	Lines []paragraph.Line
}

// Edition sets an edition. An error means that a face of the theme cannot be had.
func Edition(o Options) (*Result, error) {
	doc := &draw.Document{
		Lang: lang.Of(o.Edition.Lang).BCP47, Title: o.Edition.Title, Subject: o.Edition.Summary,
		Authors: o.Edition.Authors, Date: o.Edition.Date, Dests: map[string]draw.Dest{},
	}
	doc.Structure.Add(draw.Element{Role: "Document", Parent: -1})
	c := newCompositor(o, o.Edition, doc)
	if o.Twin != nil {
		c.twin = newCompositor(o, o.Twin, doc)
		c.twin.second = true
		c.pitch = max(c.Theme.Print.Styles[o.Edition.Lang]["body"].Leading, c.Theme.Print.Styles[o.Twin.Lang]["body"].Leading)
		c.twin.pitch = c.pitch
		if err := c.twin.prepare(); err != nil {
			return nil, err
		}
	}
	if err := c.prepare(); err != nil {
		return nil, err
	}
	if t := c.twin; t != nil {
		// Both type areas begin at the same height and have the same lines.
		t.master.top = c.master.top
		c.master.area.Lines = min(c.master.area.Lines, t.master.area.Lines)
		t.master.area.Lines = c.master.area.Lines
	}
	c.assemble()
	for _, k := range []*compositor{c, c.twin} {
		if k != nil {
			k.messages = append(k.messages, k.setter.Messages()...)
		}
	}
	if c.twin != nil {
		c.messages = append(c.messages, c.twin.messages...)
		c.galleys = append(c.galleys, c.twin.galleys...)
	}
	return &Result{Document: c.doc, Galleys: c.galleys, Messages: c.messages}, nil
}

func newCompositor(o Options, ed *book.Edition, doc *draw.Document) *compositor {
	first := o.Edition.Lang
	o.Edition = ed
	shaper := shape.NewShaper(o.Foundry.shaped)
	return &compositor{
		Options: o,
		first:   first,
		lang:    lang.Of(ed.Lang),
		doc:     doc,
		setter:  paragraph.NewSetter(shaper),
		shaper:  shaper,
		looks:   map[lookKey]*paragraph.Look{},
		styles:  map[styleKey]*paragraph.Style{},
	}
}

// compositor is the state of one edition being set.
type compositor struct {
	Options
	twin     *compositor // of the second language of a parallel edition
	second   bool        // this is it
	first    string      // tag of the edition's first language
	leading  geom.Length // of the body in the theme
	pitch    geom.Length // of a parallel edition's common grid; 0: the style's own
	lang     *lang.Language
	doc      *draw.Document
	setter   *paragraph.Setter
	shaper   *shape.Shaper
	master   master
	body     design.Style
	looks    map[lookKey]*paragraph.Look
	styles   map[styleKey]*paragraph.Style
	words    *linebreak.Hyphenator // of the book; see hyphenator
	targets  map[string]bool       // destinations something points to
	cell     *design.Style         // of the cell of blocks being set
	links    []link                // of the section being set; Piece.Link is an index + 1
	galleys  []Galley
	messages []diag.Message

	file    *source.File // of the chapter being set, for messages
	slug    string
	section int32 // element of the section being set
	galley  *page.Galley
	notes   map[string]int // by label: index into galley.Notes
	chapter *book.Chapter
	lines   []paragraph.Line
	head    string            // running head of the section being set
	heads   map[string]string // running heads as they are shortened
}

// link is where a link of the section goes.
type link struct {
	dest, uri, text string
	tag             int32 // its element; what is in it may have elements of their own
}

func (c *compositor) report(k *diag.Kind, r source.Range, args ...any) {
	c.messages = append(c.messages, k.At(c.at(r), args...))
}

func (c *compositor) at(r source.Range) source.Place { return source.Place{File: c.file, Range: r} }
