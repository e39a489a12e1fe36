package pdf

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"keben/internal/draw"
	"keben/internal/forme"
)

// roles are the standard structure types (§14.8.4). Other types are refused, because they would need a role map.
var roles = set("Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private " +
	"P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot " +
	"Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP " +
	"Figure Formula Form")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// check returns an error when the document, its parts apart, cannot be written. The rest of the package relies on it.
func check(doc *forme.Document) error {
	if _, _, err := dates(doc.Date); err != nil {
		return err
	}
	for name, d := range doc.Dests {
		if d.Page < 0 || d.Page >= len(doc.Pages) {
			return fmt.Errorf("pdf: destination %q is on page %d of %d", name, d.Page, len(doc.Pages))
		}
	}
	for _, b := range doc.Outline {
		if _, ok := doc.Dests[b.Dest]; b.Dest != "" && !ok {
			return fmt.Errorf("pdf: bookmark %q leads to %q, which is no destination", b.Title, b.Dest)
		}
	}
	for i := range doc.Pages {
		page := &doc.Pages[i]
		if page.Trim.W <= 0 || page.Trim.H <= 0 {
			return fmt.Errorf("pdf: page %d: its size is %v × %v pt", i, page.Trim.W, page.Trim.H)
		}
		if err := checkAround(page); err != nil {
			return fmt.Errorf("pdf: page %d: %w", i, err)
		}
	}
	return nil
}

// checkAround refuses operations around a body that belong to an element: only artifacts may be outside parts.
func checkAround(page *forme.Page) error {
	for k, op := range page.Around {
		if op.Tag != draw.Artifact {
			return fmt.Errorf("operation %d around the body has the tag %d: nothing but artifacts may be there", k, op.Tag)
		}
		if err := checkOp(op); err != nil {
			return fmt.Errorf("operation %d around the body %w", k, err)
		}
	}
	return nil
}

// checkSection returns an error when a part cannot be written; ids are the element ids of the parts before it.
func checkSection(s *section, ids map[string]bool) error {
	if s.plate.err != nil {
		return s.plate.err
	}
	for i, p := range s.pages {
		if p < 0 {
			return fmt.Errorf("no page shows its body %d", i)
		}
	}
	for i := range s.part.Elements {
		id := s.part.Elements[i].ID
		if id == "" {
			continue
		}
		if ids[id] {
			return fmt.Errorf("element %d (%s): the ID %q is taken", i, s.part.Elements[i].Role, id)
		}
		ids[id] = true
	}
	return nil
}

// checkPart returns an error when a part cannot be painted.
func checkPart(part *forme.Part) error {
	for i, e := range part.Elements {
		switch {
		case !roles[e.Role] || e.Role == "Document":
			return fmt.Errorf("element %d: %q is not a standard structure type below Document", i, e.Role)
		case e.Parent < -1 || int(e.Parent) >= i:
			return fmt.Errorf("element %d (%s): its parent %d does not come before it", i, e.Role, e.Parent)
		case e.Role == "Note" && e.ID == "":
			return fmt.Errorf("element %d: a Note needs an ID (ISO 14289-1 §7.9)", i)
		}
		for _, h := range e.Headers {
			if h < 0 || int(h) >= len(part.Elements) {
				return fmt.Errorf("element %d (%s): its head %d is not one of %d elements", i, e.Role, h, len(part.Elements))
			}
		}
	}
	for i := range part.Bodies {
		if err := checkBody(part, i); err != nil {
			return fmt.Errorf("body %d: %w", i, err)
		}
	}
	return nil
}

func checkBody(part *forme.Part, i int) error {
	body, n := &part.Bodies[i], len(part.Elements)
	for k, op := range body.Ops {
		if op.Tag != draw.Artifact && (op.Tag < 0 || int(op.Tag) >= n) {
			return fmt.Errorf("operation %d has the tag %d of %d elements", k, op.Tag, n)
		}
		if err := checkOp(op); err != nil {
			return fmt.Errorf("operation %d %w", k, err)
		}
	}
	for k, l := range body.Links {
		switch {
		case l.Tag < 0 || int(l.Tag) >= n:
			return fmt.Errorf("link %d has the tag %d of %d elements", k, l.Tag, n)
		case part.Elements[l.Tag].Role != "Link":
			return fmt.Errorf("link %d belongs to an element %s, not Link", k, part.Elements[l.Tag].Role)
		case cmp.Or(l.Dest, l.URI) == "":
			return fmt.Errorf("link %d leads nowhere", k)
		}
	}
	for k, b := range body.Boxes {
		if b.Tag < 0 || int(b.Tag) >= n {
			return fmt.Errorf("box %d has the tag %d of %d elements", k, b.Tag, n)
		}
	}
	return nil
}

func checkOp(op draw.Op) error {
	if r := op.Run; r != nil && len(r.Glyphs) > 0 && (r.Face == nil || milli(r.Size) <= 0) {
		return fmt.Errorf("is text without a face or of size %v pt", r.Size)
	}
	if r := op.Run; r != nil {
		for i := range r.Glyphs {
			if g := r.Glyphs[i].ID; int(g) >= r.Face.NumGlyphs {
				return fmt.Errorf("is text in %s, which has no glyph %d", r.Face.PostScriptName, g)
			}
		}
	}
	if op.Image != nil && op.Image.Image == nil {
		return errors.New("places no image")
	}
	return nil
}
