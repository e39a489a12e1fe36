// Package bound joins the parts of a document, so that tests can look at all its pages and elements at once. What is
// printed goes part by part and needs no copy of everything.
//
// Package pdf writes a document part by part and never needs it as one. Tests do, because what they ask (which text is in
// which element, in what order) crosses parts. It costs a copy of everything. Lengths are 1/65536 pt from the top left
// corner of the trimmed page.
package bound

import (
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
)

// Document is a document looked at as one: its elements in one list, from the Document at 0, and pages whose operations
// and links name them by their place in it.
type Document struct {
	*forme.Document
	Elements []forme.Element
	Boxes    map[int32]geom.Rect // of Figure elements, each on its page
	Pages    []Page
}

// Page is a page of a Document, everything placed from the top left corner of the trimmed page.
type Page struct {
	*forme.Page
	Ops   []draw.Op
	Links []forme.Link
}

// Of returns a document as one.
func Of(d *forme.Document) *Document {
	w := &Document{Document: d, Elements: []forme.Element{{Role: "Document", Parent: -1, Lang: d.Lang}}, Boxes: map[int32]geom.Rect{}}
	first := map[*forme.Part]int32{}
	for _, p := range d.Parts {
		base := int32(len(w.Elements))
		first[p] = base
		for _, e := range p.Elements {
			if e.Parent < 0 {
				e.Parent = 0
			} else {
				e.Parent += base
			}
			heads := e.Headers
			e.Headers = nil
			for _, h := range heads {
				e.Headers = append(e.Headers, h+base)
			}
			w.Elements = append(w.Elements, e)
		}
	}
	for i := range d.Pages {
		p := &d.Pages[i]
		base := first[p.Part]
		page := Page{Page: p, Ops: append([]draw.Op(nil), p.Ops()...), Links: p.Links()}
		for k := range page.Ops {
			if page.Ops[k].Tag != draw.Artifact {
				page.Ops[k].Tag += base
			}
		}
		for k := range page.Links {
			page.Links[k].Tag += base
		}
		if p.Part != nil {
			for _, b := range p.Part.Bodies[p.Body].Boxes {
				w.Boxes[b.Tag+base] = b.Area.Move(p.At)
			}
		}
		w.Pages = append(w.Pages, page)
	}
	return w
}
