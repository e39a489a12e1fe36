package pdf

import (
	"fmt"
	"strings"

	"keben/internal/draw"
)

// roles are the standard structure types of ISO 32000-1 §14.8.4. Others would need a role map, and what
// a reader would make of them would be a guess.
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

// check finds what the passes rely on and would otherwise stumble over.
func check(doc *document) error {
	if err := checkStructure(doc.Structure.Elements); err != nil {
		return err
	}
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
		if err := checkPage(doc, i); err != nil {
			return fmt.Errorf("pdf: page %d: %w", i, err)
		}
	}
	return nil
}

func checkStructure(elements []flatElement) error {
	ids := map[string]bool{}
	for i, e := range elements {
		switch {
		case !roles[e.Role]:
			return fmt.Errorf("pdf: element %d: %q is not a standard structure type", i, e.Role)
		case i == 0 && e.Role != "Document":
			return fmt.Errorf("pdf: element 0 is %s, not Document", e.Role)
		case i > 0 && (e.Parent < 0 || int(e.Parent) >= i):
			return fmt.Errorf("pdf: element %d (%s): its parent %d does not come before it", i, e.Role, e.Parent)
		case e.Role == "Note" && e.ID == "":
			return fmt.Errorf("pdf: element %d: a Note needs an ID (ISO 14289-1 §7.9)", i)
		case e.ID != "" && ids[e.ID]:
			return fmt.Errorf("pdf: element %d (%s): the ID %q is taken", i, e.Role, e.ID)
		}
		if e.ID != "" {
			ids[e.ID] = true
		}
	}
	return nil
}

func checkPage(doc *document, i int) error {
	page, elements := &doc.Pages[i], doc.Structure.Elements
	if page.Trim.W <= 0 || page.Trim.H <= 0 {
		return fmt.Errorf("its size is %v × %v pt", page.Trim.W, page.Trim.H)
	}
	for k, op := range page.Ops {
		if op.Tag != draw.Artifact && (op.Tag < 0 || int(op.Tag) >= len(elements)) {
			return fmt.Errorf("operation %d has the tag %d of %d elements", k, op.Tag, len(elements))
		}
		if r := op.Run; r != nil && len(r.Glyphs) > 0 && (r.Face == nil || milli(r.Size) <= 0) {
			return fmt.Errorf("operation %d is text without a face or of size %v pt", k, r.Size)
		}
		if op.Image != nil && op.Image.Image == nil {
			return fmt.Errorf("operation %d places no image", k)
		}
	}
	for k, l := range page.Links {
		switch _, known := doc.Dests[l.Dest]; {
		case l.Tag < 0 || int(l.Tag) >= len(elements):
			return fmt.Errorf("link %d has the tag %d of %d elements", k, l.Tag, len(elements))
		case elements[l.Tag].Role != "Link":
			return fmt.Errorf("link %d belongs to an element %s, not Link", k, elements[l.Tag].Role)
		case l.Dest != "" && !known:
			return fmt.Errorf("link %d leads to %q, which is no destination", k, l.Dest)
		case l.Dest == "" && l.URI == "":
			return fmt.Errorf("link %d leads nowhere", k)
		}
	}
	return nil
}
