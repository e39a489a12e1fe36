package forme

import (
	"keben/internal/draw"
	"keben/internal/geom"
)

// Whole is a document with all its elements in one list, with the Document at 0, and with pages whose tags are indexes
// in it. It is a copy of everything, for tests and dumps; package pdf writes a document part by part.
type Whole struct {
	*Document
	Elements []Element
	Boxes    map[int32]geom.Rect // of Figure elements, each on its page
	Pages    []WholePage
}

// WholePage is a page of a Whole, everything placed from the top left corner of the trimmed page.
type WholePage struct {
	*Page
	Ops   []draw.Op
	Links []Link
}

// AsWhole returns a document as one.
func AsWhole(d *Document) *Whole {
	w := &Whole{Document: d, Elements: []Element{{Role: "Document", Parent: -1, Lang: d.Lang}}, Boxes: map[int32]geom.Rect{}}
	first := map[*Part]int32{}
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
		page := WholePage{Page: p, Ops: append([]draw.Op(nil), p.Ops()...), Links: p.Links()}
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
