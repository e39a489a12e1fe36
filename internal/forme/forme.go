// Package forme holds the finished work: pages made up from operations, with all that a page alone does not say.
//
// A forme, to a printer, is made-up pages locked together, ready for the press. Here it is a [Document]: [Page]
// by page what is seen and where (package draw), and beside it the [Structure], which says what each operation
// is a part of, the outline, and the places that links lead to. Package typeset makes a Document up, package pdf
// writes it, and [Dump] prints it as text.
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
	Lang           string // BCP 47
	Date           string // ISO 8601, reduced precision allowed; "" means the file carries no date
	Pages          []Page
	Structure      Structure
	Outline        []Bookmark
	Dests          map[string]Dest // named destinations
}

// Page is a sheet side. Ops are placed from the top left corner of the trimmed page.
type Page struct {
	Trim  geom.Size
	Label string // the printed folio: "iv", "12"; a page without a printed one still counts
	Ops   []draw.Op
	Links []Link
}

// Link is an active area. Tag is an element of role Link that also encloses the text of the link.
type Link struct {
	Tag  int32
	Area geom.Rect
	Dest string // a named destination, or
	URI  string // an address
	Text string // what a screen reader says: the annotation's Contents
}

// Dest is a place to jump to.
type Dest struct {
	Page int // index into Pages
	At   geom.Point
}

// Bookmark is an entry of the outline, nested by Depth from 0.
type Bookmark struct {
	Title string
	Depth int
	Dest  string
}

// Structure is the logical tree of the document (ISO 32000-1 §14.7). Element 0 is the Document.
//
// The kids of an element that holds only elements come in the order of the Elements slice, which is
// reading order; the kids of an element that holds text come in painting order.
type Structure struct{ Elements []Element }

// Element is a node of the logical tree.
type Element struct {
	Role       string // a standard structure type: P, H1, L, LI, Lbl, LBody, Table, TR, TH, TD, Note…
	Parent     int32
	Lang       string // BCP 47, when it differs from the parent's
	Title, Alt string
	ActualText string
	ID         string    // unique; required for Note
	Scope      string    // of TH: "Column" or "Row"
	Headers    []int32   // of a cell: the elements that are its heads, which need an ID each
	ColSpan    int       // of a cell: how many columns it covers; 0 means 1
	RowSpan    int       // and how many rows
	List       string    // of L: "Decimal", "Disc", "None"
	Box        geom.Rect // of Figure: the area on its page, for the BBox attribute
	Block      string    // id of the block this element stands for: click-to-source
}

// Add appends an element and returns its index, the Tag for operations and links.
func (s *Structure) Add(e Element) int32 {
	s.Elements = append(s.Elements, e)
	return int32(len(s.Elements) - 1)
}
