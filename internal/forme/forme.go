// Package forme has the finished pages of an edition, with their logical structure, links and bookmarks. In a printing
// house a forme is the made-up pages locked together, ready for the press. Package typeset makes a [Document], package
// pdf writes it, and [Dump] prints it as text.
//
// Lengths are 1/65536 pt from the top left corner of the trimmed page, or of the type area in a part. Roles of elements
// are the standard structure types of PDF (ISO 32000-1 §14.8.4), because a reader of PDF knows no others.
//
// A document is made of parts: a [Part] is a chapter, a title page or the contents, with the content of its pages and
// the [Element]s that say what each operation belongs to. A part refers to nothing outside it, so that after an edit
// only one part must be set and written again. A [Page] places a part's body and adds the running head and the folio.
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

// Part is a piece of a document that depends on nothing outside it: neither on the numbers of its pages nor on the text
// before. It is never changed once a document has it, so that results made from it can be kept by its address.
type Part struct {
	// Elements are the part's own piece of the logical tree (ISO 32000-1 §14.7). Operations and links refer to them by
	// their index. Those with Parent -1 are children of the Document element, the root, which no part has.
	//
	// The children of an element that has only elements are in the order of this slice, which is reading order; the
	// children of an element that has text are in painting order.
	Elements []Element
	Bodies   []Body // the content of its pages
}

// Body is the content of one page of a part, placed from the top left corner of the type area.
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

// Page is one page of the document.
type Page struct {
	Trim   geom.Size
	Label  string     // the printed folio: "iv", "12"; a page without a printed one still counts
	Part   *Part      // the part whose body it shows; nil for a blank page
	Body   int        // index into Part.Bodies
	At     geom.Point // the top left corner of the type area, from that of the trimmed page
	Around []draw.Op  // running head and folio, artifacts, from that corner; painted after the body
}

// Link is an active area. Tag is an element of role Link that also encloses the text of the link. A link to a
// destination that the document lacks is printed as text.
type Link struct {
	Tag  int32
	Area geom.Rect
	Dest string // a named destination, or
	URI  string // an address
	Text string // for screen readers: the annotation's Contents
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
	Block      string  // id of the block of the manuscript, to which a click leads
}

// Add appends an element and returns its index, the Tag for operations and links.
func (p *Part) Add(e Element) int32 {
	p.Elements = append(p.Elements, e)
	return int32(len(p.Elements) - 1)
}

// Ops returns the operations of a page, in painting order, placed from the top left corner of the trimmed page. Tags
// are indexes in the page's part.
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
