package typeset

import (
	"strings"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/figure/draw"
	"keben/internal/geom"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// tabStop is the distance of tab stops in columns.
const tabStop = 4

// code sets preformatted text: mono between two hairlines (LOOK: no grey slab). Each source line is a
// paragraph of its own; one too long for the measure goes on in the next.
func (s *stack) code(n *book.CodeBlock, at setting) {
	c := s.c
	st := c.style("code")
	tag := c.doc.Structure.Add(draw.Element{Role: "Code", Parent: c.element("P", at.parent)})
	hair := func(y geom.Length) draw.Op {
		w := c.master.measure - at.left - at.right
		return draw.Op{Tag: draw.Artifact, Path: draw.Rectangle(geom.Rect{X: at.left, Y: y, W: w, H: geom.Pt / 4}, c.color("rule"))}
	}
	in := &stack{c: c}
	in.add(page.Item{Height: geom.Pt * 3, Ops: []draw.Op{hair(0)}, Penalty: page.Forbidden})
	lines := strings.Split(n.Text, "\n")
	for len(lines) > 1 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	for len(lines) > 1 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	f := frame{at.left + st.Size/2, at.right}
	for i, l := range lines {
		items := c.codeLine(expandTabs(l), tag, f)
		if i == 0 || i == len(lines)-2 {
			items[len(items)-1].Penalty = page.Forbidden
		}
		in.add(items...)
	}
	in.keep()
	in.add(page.Item{Height: geom.Pt * 3, Ops: []draw.Op{hair(geom.Pt * 3)}})
	s.padded(in.items)
}

// codeLine sets one line of code.
func (c *compositor) codeLine(l string, tag int32, f frame) []page.Item {
	st := c.style("code")
	var items []page.Item
	if l != "" {
		items = c.set([]paragraph.Piece{c.plain(l, st, face{code: true}, tag)}, st, f)
	}
	if len(items) == 0 {
		return []page.Item{{Height: st.Leading}}
	}
	for i := range items {
		items[i].Penalty = 0
	}
	return items
}

// expandTabs replaces tabs by spaces up to the next stop, columns counted in characters, wide ones twice.
func expandTabs(l string) string {
	if !strings.Contains(l, "\t") {
		return l
	}
	var b strings.Builder
	col := 0
	for _, r := range l {
		if r == '\t' {
			n := tabStop - col%tabStop
			b.WriteString(strings.Repeat(" ", n))
			col += n
			continue
		}
		b.WriteRune(r)
		col++
		if utf8.RuneLen(r) == 3 && r >= 0x2E80 {
			col++
		}
	}
	return b.String()
}
