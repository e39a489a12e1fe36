package typeset

import (
	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/typeset/page"
)

// together is the most lines of a glossary entry that stay on one page.
const together = 4

// glossary sets the entries of a glossary in two columns, terms and definitions side by side. Both are ragged, because
// the columns are too narrow to be justified. In the logical structure it is a list like any other.
func (s *stack) glossary(n *book.DefinitionList, at setting, list int32) {
	c := s.c
	st := c.style(at.style)
	st.Indent, st.Align = -1, "left"
	width := c.master.measure - at.left - at.right
	column := c.details().Glossary.Terms.Of(width) / st.Size * st.Size
	left, right := at.frame, at.frame
	left.right += width - column + st.Size
	right.left += column
	for _, d := range n.Items {
		li := c.element("LI", list)
		var terms, bodies []page.Item
		for _, term := range d.Terms {
			terms = append(terms, c.set(c.pieces(term, st, c.element("Lbl", li)), st, left)...)
		}
		in := at
		in.frame, in.parent, in.plain = right, c.element("LBody", li), true // an item has one body (ISO 32000-1 table 336)
		for _, body := range d.Bodies {
			bodies = append(bodies, c.definition(body, in, st)...)
		}
		items := sideBySide(terms, bodies)
		for i := range items {
			if i < len(items)-1 && len(items) <= together {
				items[i].Penalty = page.Forbidden
			}
		}
		s.add(items...)
	}
}

// letter is the style of the letters over groups of entries, which are no headings of the book.
func (c *spec) letter() design.Style {
	st := c.style("h4")
	st.Indent, st.Align, st.Lines, st.Bold, st.Italic = -1, "left", 2, true, false
	return st
}

// definition sets a definition, its paragraphs ragged.
func (c *section) definition(body []book.Block, at setting, st design.Style) []page.Item {
	in := c.stack()
	for _, b := range body {
		if p, ok := b.(*book.Paragraph); ok {
			in.add(c.set(c.pieces(p.Content, st, c.element("P", at.parent)), st, at.frame)...)
		} else {
			in.block(b, at)
		}
	}
	return in.items
}

// sideBySide sets two columns beside each other, line by line. Surplus lines of the longer one follow.
func sideBySide(a, b []page.Item) []page.Item {
	out := make([]page.Item, 0, max(len(a), len(b)))
	for _, it := range b {
		if it.Kind == page.Line && len(a) > 0 {
			it = joined(a[0], it)
			a = a[1:]
		}
		out = append(out, it)
	}
	return append(out, a...)
}

// joined returns one line with the content of two, which it does not change.
func joined(a, b page.Item) page.Item {
	it := b
	it.Ops = append(a.Ops[:len(a.Ops):len(a.Ops)], b.Ops...)
	it.Marks = append([]page.Mark(nil), a.Marks...)
	for _, m := range b.Marks {
		m.Op += len(a.Ops)
		it.Marks = append(it.Marks, m)
	}
	it.Links = append(a.Links[:len(a.Links):len(a.Links)], b.Links...)
	it.Dests = append(a.Dests[:len(a.Dests):len(a.Dests)], b.Dests...)
	it.Text = a.Text + " " + b.Text
	it.Height = max(a.Height, b.Height)
	return it
}
