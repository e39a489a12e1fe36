package typeset

import (
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/highlight"
	"keben/internal/script"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// tabStop is the distance of tab stops in columns.
const tabStop = 4

// code sets preformatted text: in the monospaced face, between two hairlines. Each source line is a paragraph of its
// own; one that is too long for the measure continues on the next line.
func (s *stack) code(n *book.CodeBlock, at setting) {
	c := s.c
	st := c.style("code")
	tag := c.part.Add(forme.Element{Role: "Code", Parent: c.element("P", at.parent)})
	d := &c.details().Code
	hair := func(y geom.Length) draw.Op {
		w := c.master.measure - at.left - at.right
		return draw.Op{Tag: draw.Artifact, Path: draw.Rectangle(geom.Rect{X: at.left, Y: y, W: w, H: d.Rule}, c.color("rule"))}
	}
	in := c.stack()
	in.add(page.Item{Height: d.Pad, Ops: []draw.Op{hair(0)}, Penalty: page.Forbidden})
	lines := listing(n)
	set := codeSetter{c: c, style: st, tag: tag, frame: frame{at.left + d.Indent.Of(st.Size), at.right}}
	_, set.advance = c.setter.Natural([]paragraph.Piece{c.plain("0", st, face{code: true}, tag)}, c.paragraphStyle(st, frame{}))
	for i, l := range lines {
		items := set.line(l)
		if i < 2 || i >= len(lines)-3 && i < len(lines)-1 { // the first three and the last three lines stay together
			items[len(items)-1].Penalty = page.Forbidden
		}
		in.add(items...)
	}
	in.keep()
	in.add(page.Item{Height: d.Pad, Ops: []draw.Op{hair(d.Pad)}})
	s.padded(in.items)
}

// listing returns the lines of program text, without blank lines at the beginning and the end, and with tabs expanded.
func listing(n *book.CodeBlock) [][]highlight.Token {
	lines := highlight.Lines(highlight.Tokens(n.Language, n.Text))
	if strings.Contains(n.Text, "\t") {
		for _, l := range lines {
			expandTabs(l)
		}
	}
	blank := func(l []highlight.Token) bool {
		return !slices.ContainsFunc(l, func(t highlight.Token) bool { return strings.TrimSpace(t.Text) != "" })
	}
	for len(lines) > 1 && blank(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 1 && blank(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// codeSetter sets the lines of one listing.
type codeSetter struct {
	c       *section
	style   design.Style
	tag     int32
	frame   frame
	advance geom.Length // of a column
}

// line sets one line of code. One that is too long for the measure continues after a mark that says that the break is
// not the author's, indented by two columns more than its beginning.
func (s *codeSetter) line(l []highlight.Token) []page.Item {
	c, st := s.c, s.style
	var pieces []paragraph.Piece
	column := 0
	for i, t := range l {
		if i == 0 {
			column = len(t.Text) - len(strings.TrimLeft(t.Text, " "))
		}
		pieces = append(pieces, c.plain(t.Text, st, c.tokenFace(t.Kind), s.tag))
	}
	if len(pieces) == 0 {
		return []page.Item{{Height: st.Leading}}
	}
	// The first line begins to the left of the others.
	hang := min(s.advance*geom.Length(column+2), c.details().Code.Hang.Of(c.master.measure))
	ps := *c.paragraphStyle(st, s.frame)
	ps.Left, ps.Indent = ps.Left+hang, -hang
	items := c.items(c.lay(pieces, &ps), st)
	for i := range items {
		items[i].Penalty = 0
		if i > 0 {
			mark := goesOn(st.Size, c.color("second"))
			items[i].Ops = append(items[i].Ops, draw.Op{Tag: draw.Artifact, At: geom.Point{X: ps.Left - st.Size*3/4, Y: st.Leading / 2}, Path: mark})
			items[i-1].Penalty = page.Forbidden
		}
	}
	if len(items) == 0 {
		items = []page.Item{{Height: st.Leading}}
	}
	return items
}

// tokenFace is the face of a kind of token: in print of another weight or slope, on the screen in the colours of the
// site.
func (c *spec) tokenFace(k highlight.Kind) face {
	f := face{code: true}
	switch k {
	case highlight.Keyword:
		f.color, f.bold = "indigo", !c.Screen
	case highlight.String:
		f.color = "red"
	case highlight.Comment:
		f.color, f.italic = "second", true
	case highlight.Name:
		f.bold = c.Screen
	}
	return f
}

// goesOn is a small hook: down, then an arrow to the right.
func goesOn(size geom.Length, col draw.Color) *draw.Path {
	p := func(x, y geom.Length) [3]geom.Point { return [3]geom.Point{{X: x * size / 100, Y: y * size / 100}} }
	return &draw.Path{Stroke: &col, LineWidth: geom.Pt / 2, Join: 1, Cap: 1, Segments: []draw.Segment{
		{Verb: draw.MoveTo, P: p(0, -25)}, {Verb: draw.LineTo, P: p(0, 5)}, {Verb: draw.LineTo, P: p(40, 5)},
		{Verb: draw.MoveTo, P: p(25, -8)}, {Verb: draw.LineTo, P: p(40, 5)}, {Verb: draw.LineTo, P: p(25, 18)},
	}}
}

// expandTabs replaces the tabs of a line by spaces up to the next stop, columns counted in characters, wide ones
// twice.
func expandTabs(line []highlight.Token) {
	col := 0
	for i, t := range line {
		var b strings.Builder
		for _, r := range t.Text {
			switch {
			case r == '\t':
				n := tabStop - col%tabStop
				b.WriteString(strings.Repeat(" ", n))
				col += n
				continue
			}
			b.WriteRune(r)
			col += script.Columns(r)
		}
		line[i].Text = b.String()
	}
}
