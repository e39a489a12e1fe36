package website

import (
	"fmt"
	"maps"
	"slices"

	"keben/internal/book"
	"keben/internal/output/html"
)

// appendWidths adds to a stylesheet a rule for every width that the book's authors gave a picture. They are gathered
// from the editions and not from the pages, because a page that is kept from an earlier build is not written again.
func appendWidths(css []byte, editions []*book.Edition) []byte {
	widths := map[string]string{}
	gather := func(attrs []book.Attr) {
		if class, width := html.WidthClass(attrs); class != "" {
			widths[class] = width
		}
	}
	v := book.Visitor{
		Block: func(bl book.Block) bool {
			if f, ok := bl.(*book.Figure); ok {
				gather(f.Attrs)
			}
			return true
		},
		Run: func(_ book.Block, run []book.Inline) {
			book.WalkInlines(run, func(in book.Inline) {
				if img, ok := in.(*book.Image); ok {
					gather(img.Attrs)
				}
			})
		},
	}
	seen := map[*book.Chapter]bool{}
	for _, ed := range editions {
		for _, sections := range [...][]book.Section{ed.Sections, twinSections(ed)} {
			for _, s := range sections {
				if s.Chapter == nil || seen[s.Chapter] {
					continue
				}
				seen[s.Chapter] = true
				v.Run(nil, s.Title)
				s.Chapter.Walk(v)
				for _, n := range s.Chapter.Notes {
					book.Walk(n.Blocks, v)
				}
			}
		}
	}
	for _, class := range slices.Sorted(maps.Keys(widths)) {
		css = fmt.Appendf(css, ".%s { width: %s; }\n", class, widths[class])
	}
	return css
}

func twinSections(ed *book.Edition) []book.Section {
	if ed.Twin == nil {
		return nil
	}
	return ed.Twin.Sections
}
