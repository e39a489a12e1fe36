package pdf

import (
	"slices"

	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
)

// document is a Document whose parts are put together: one tree of elements, and pages of operations in their places.
type document struct {
	Title, Subject string
	Authors        []string
	Keywords       []string
	Lang           string // BCP 47
	Date           string // ISO 8601, reduced precision allowed; "" means the file carries no date
	Pages          []flatPage
	Structure      flatStructure
	Outline        []flatBookmark
	Dests          map[string]flatDest // named destinations
}

// flatPage is a page. Its operations are placed from the top left corner of the trimmed page.
type flatPage struct {
	Trim  geom.Size
	Label string // the printed folio: "iv", "12"; a page without a printed one still counts
	Ops   []draw.Op
	Links []flatLink
}

// flatLink is an active area. Tag is an element of role Link that also encloses the text of the link.
type flatLink struct {
	Tag  int32
	Area geom.Rect
	Dest string // a named destination, or
	URI  string // an address
	Text string // what a screen reader says: the annotation's Contents
}

// flatDest is a place to jump to.
type flatDest struct {
	Page int // index into Pages
	At   geom.Point
}

// flatBookmark is an entry of the outline, nested by Depth from 0.
type flatBookmark struct {
	Title string
	Depth int
	Dest  string
}

// flatStructure is the logical tree of the document (ISO 32000-1 §14.7). Element 0 is the Document.
//
// The kids of an element that holds only elements come in the order of the Elements slice, which is
// reading order; the kids of an element that holds text come in painting order.
type flatStructure struct{ Elements []flatElement }

// flatElement is a node of the logical tree.
type flatElement struct {
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
func (s *flatStructure) Add(e flatElement) int32 {
	s.Elements = append(s.Elements, e)
	return int32(len(s.Elements) - 1)
}

// flatten puts the parts of a document together.
func flatten(d *forme.Document) *document {
	o := &document{Title: d.Title, Subject: d.Subject, Authors: d.Authors, Keywords: d.Keywords, Lang: d.Lang, Date: d.Date, Dests: map[string]flatDest{}}
	o.Structure.Add(flatElement{Role: "Document", Parent: -1})
	base := map[*forme.Part]int32{}
	for _, p := range d.Parts {
		b := int32(len(o.Structure.Elements))
		base[p] = b
		for _, e := range p.Elements {
			n := flatElement{Role: e.Role, Parent: e.Parent + b, Lang: e.Lang, Title: e.Title, Alt: e.Alt, ActualText: e.ActualText, ID: e.ID, Scope: e.Scope, ColSpan: e.ColSpan, RowSpan: e.RowSpan, List: e.List, Block: e.Block}
			if e.Parent < 0 {
				n.Parent = 0
			}
			for _, h := range e.Headers {
				n.Headers = append(n.Headers, h+b)
			}
			o.Structure.Elements = append(o.Structure.Elements, n)
		}
	}
	for k, v := range d.Dests {
		o.Dests[k] = flatDest{v.Page, v.At}
	}
	for _, m := range d.Outline {
		o.Outline = append(o.Outline, flatBookmark{m.Title, m.Depth, m.Dest})
	}
	for i := range d.Pages {
		p := &d.Pages[i]
		b := base[p.Part]
		n := flatPage{Trim: p.Trim, Label: p.Label, Ops: slices.Clone(p.Ops())}
		for k := range n.Ops {
			if n.Ops[k].Tag >= 0 {
				n.Ops[k].Tag += b
			}
		}
		for _, l := range p.Links() {
			if _, ok := d.Dests[l.Dest]; l.Dest != "" && !ok {
				continue
			}
			n.Links = append(n.Links, flatLink{l.Tag + b, l.Area, l.Dest, l.URI, l.Text})
		}
		if p.Part != nil {
			for _, x := range p.Part.Bodies[p.Body].Boxes {
				o.Structure.Elements[x.Tag+b].Box = x.Area.Move(p.At)
			}
		}
		o.Pages = append(o.Pages, n)
	}
	return o
}
