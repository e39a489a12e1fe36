// Package forme holds the finished work: pages made up from operations, with all that a page alone does not say.
//
// A forme, to a printer, is made-up pages locked together, ready for the press. Here it is a [Document]. It is made of
// parts: a [Part] is a chapter, a title page or the contents, complete in itself, with what each of its pages shows
// and the [Element]s that say what each operation belongs to. A [Page] puts a part's body in its place and the running head
// and the folio around it. Package typeset makes a Document up, package pdf writes it, and [Dump] prints it as text.
package forme

import (
	"keben/internal/draw"
	"keben/internal/geom"
)

// Document is a finished paged work.
type Document struct {
	Title, Subject string
	Authors        []string
	Keywords       []string
	Lang           string  // BCP 47
	Date           string  // ISO 8601, reduced precision allowed; "" means the file carries no date
	Parts          []*Part // in reading order
	Pages          []Page
	Outline        []Bookmark
	Dests          map[string]Dest // named destinations
}

// Part is a piece of a work in which nothing depends on what is outside it: neither on the numbers of its pages nor on
// what stands before. It is never changed once a document has it, so that what was made of a part may be kept by its address.
type Part struct {
	// Elements are the part's own piece of the logical tree (ISO 32000-1 §14.7). Operations and links name them by their
	// index here; those with Parent -1 hang from the Document, the root, which no part has.
	//
	// The kids of an element that holds only elements come in the order of this slice, which is reading order; the kids
	// of an element that holds text come in painting order.
	Elements []Element
	Bodies   []Body // what it shows, page by page
}

// Body is what a part shows on one page, placed from the top left corner of the type area.
type Body struct {
	Ops   []draw.Op
	Links []Link
	Boxes []Box
}

// Box is the area of a Figure element, for the BBox attribute.
type Box struct {
	Tag  int32
	Area geom.Rect
}

// Page is a sheet side.
type Page struct {
	Trim   geom.Size
	Label  string     // the printed folio: "iv", "12"; a page without a printed one still counts
	Part   *Part      // whose body it shows; nil for a blank
	Body   int        // which of them
	At     geom.Point // where the type area begins, from the top left corner of the trimmed page
	Around []draw.Op  // running head and folio, artifacts, from that corner; painted after the body
}

// Link is an active area. Tag is an element of role Link that also encloses the text of the link. A link to a
// destination that the document has not is no link: its text is text.
type Link struct {
	Tag  int32
	Area geom.Rect
	Dest string // a named destination, or
	URI  string // an address
	Text string // what a screen reader says: the annotation's Contents
}

// Dest is a place to jump to.
type Dest struct {
	Page int        // index into Pages
	At   geom.Point // from the top left corner of the trimmed page
}

// Bookmark is an entry of the outline, nested by Depth from 0.
type Bookmark struct {
	Title string
	Depth int
	Dest  string
}

// Element is a node of the logical tree.
type Element struct {
	Role       string // a standard structure type: P, H1, L, LI, Lbl, LBody, Table, TR, TH, TD, Note…
	Parent     int32  // an element before it in the part, or -1: the Document
	Lang       string // BCP 47, when it differs from the parent's
	Title, Alt string
	ActualText string
	ID         string  // unique in the document; required for Note
	Scope      string  // of TH: "Column" or "Row"
	Headers    []int32 // of a cell: the elements that are its heads, which need an ID each
	ColSpan    int     // of a cell: how many columns it covers; 0 means 1
	RowSpan    int     // and how many rows
	List       string  // of L: "Decimal", "Disc", "None"
	Block      string  // id of the block this element stands for: click-to-source
}

// Add appends an element and returns its index, the Tag for operations and links.
func (p *Part) Add(e Element) int32 {
	p.Elements = append(p.Elements, e)
	return int32(len(p.Elements) - 1)
}

// Ops returns all that is painted on a page, in painting order, from the top left corner of the trimmed page. The tags
// are of the page's part.
func (p *Page) Ops() []draw.Op {
	if p.Part == nil {
		return p.Around
	}
	return append(draw.Move(p.Part.Bodies[p.Body].Ops, p.At), p.Around...)
}

// Links returns the links of a page, from the same corner.
func (p *Page) Links() []Link {
	if p.Part == nil {
		return nil
	}
	var links []Link
	for _, l := range p.Part.Bodies[p.Body].Links {
		l.Area = l.Area.Move(p.At)
		links = append(links, l)
	}
	return links
}

// Element returns the element of an operation on the page, or nil for an artifact.
func (p *Page) Element(tag int32) *Element {
	if p.Part == nil || tag < 0 || int(tag) >= len(p.Part.Elements) {
		return nil
	}
	return &p.Part.Elements[tag]
}
