package typeset

import (
	"slices"
	"strconv"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// list sets a list: labels hang in front of their items (clreq 凸排; rule I7).
func (s *stack) list(n *book.List, at setting) {
	c := s.c
	st := c.style(at.style)
	kind := "Disc"
	if n.Ordered {
		kind = "Decimal"
	}
	tag := c.part.Add(forme.Element{Role: "L", Parent: at.parent, List: kind})
	labels := make([]string, len(n.Items))
	var width geom.Length
	for i, it := range n.Items {
		labels[i] = c.label(n, i, it.Task, at.depth)
		_, w := c.setter.Natural([]paragraph.Piece{c.plain(labels[i], st, face{tabular: true}, 0)}, c.paragraphStyle(st, at.frame))
		width = max(width, w)
	}
	// The indent is a whole number of half ems, and at least the label and a gap.
	half := st.Size / 2
	indent := (width + c.details().Lists.LabelGap.Rounded(st.Size) + half - 1) / half * half
	if c.lang.Indents == lang.EveryParagraph && at.depth == 0 && at.style == "body" && !n.Ordered {
		indent = max(indent, 2*st.Size)
	}
	in := at
	in.frame = c.inset(at.frame, indent, 0)
	in.depth++
	in.tight = n.Tight
	in.plain = true
	for i, it := range n.Items {
		li := c.element("LI", tag)
		lbl := c.element("Lbl", li)
		in.parent = c.element("LBody", li)
		from := len(s.items)
		s.blocks(it.Blocks, in)
		s.hang(labels[i], lbl, hanging{from: from, style: st, left: at.left, indent: in.left - at.left})
		if !n.Tight && i < len(n.Items)-1 {
			s.space(c.details().Lists.Space.Of(c.master.pitch))
		}
		s.anchor(&it.Head, from)
	}
	if !n.Tight {
		s.snap()
	}
}

// label is the number, bullet or check box before an item.
func (c *spec) label(n *book.List, i int, task book.Task, depth int) string {
	switch {
	case task == book.TaskDone:
		return "☑"
	case task == book.TaskOpen:
		return "☐"
	case n.Ordered && n.Delim == ')':
		return strconv.Itoa(n.Start+i) + ")"
	case n.Ordered:
		return strconv.Itoa(n.Start+i) + "."
	}
	return [...]string{"•", "–", "·"}[depth%3]
}

// hanging is the place of a label.
type hanging struct {
	from         int // first item it may stand on
	style        design.Style
	left, indent geom.Length
}

// hang puts a label on the first line from h.from on, right-aligned before the text. If the item has no line, or there
// is no room beside it, the label gets a line of its own.
func (s *stack) hang(label string, tag int32, h hanging) {
	c := s.c
	st := h.style
	st.Align, st.Indent = "left", -1
	ps := *c.paragraphStyle(st, frame{})
	piece := c.plain(label, st, face{tabular: true}, tag)
	_, w := c.setter.Natural([]paragraph.Piece{piece}, &ps)
	x := h.left + max(0, h.indent-w-c.details().Lists.LabelGap.Rounded(st.Size))
	lines := c.lay([]paragraph.Piece{piece}, &ps)
	items := c.items(lines, st)
	if len(items) == 0 {
		return
	}
	if h.indent < w { // there is no room beside the text: see leastMeasure
		s.items = slices.Insert(s.items, h.from, items[0])
		return
	}
	ops := draw.Move(items[0].Ops, geom.Point{X: x})
	for i := h.from; i < len(s.items); i++ {
		if s.items[i].Kind == page.Line {
			it := &s.items[i]
			for k := range it.Marks {
				it.Marks[k].Op += len(ops)
			}
			it.Ops = append(ops, it.Ops...)
			it.Text = label + " " + it.Text
			return
		}
	}
	items[0].Ops = ops
	s.add(items[0])
}

// definitions sets terms in bold with their definitions indented below.
func (s *stack) definitions(n *book.DefinitionList, at setting) {
	c := s.c
	tag := c.part.Add(forme.Element{Role: "L", Parent: at.parent, List: "None"})
	st := c.style(at.style)
	if n.Class("glossary") {
		s.glossary(n, at, tag)
		return
	}
	for _, d := range n.Items {
		li := c.element("LI", tag)
		for _, term := range d.Terms {
			bold := st
			bold.Bold, bold.Indent, bold.Align = true, -1, "left"
			items := c.set(c.pieces(term, bold, c.element("Lbl", li)), bold, at.frame)
			for i := range items {
				items[i].Penalty = page.Forbidden
			}
			s.add(items...)
		}
		in := at
		in.plain = true
		in.frame = c.inset(at.frame, 2*st.Size, 0)
		for _, body := range d.Bodies {
			in.parent = c.element("LBody", li)
			s.blocks(body, in)
		}
	}
}

// callout sets an aside with a hairline at its left and a small label, without box or icon.
func (s *stack) callout(n *book.Callout, at setting) {
	c := s.c
	s.lined(at, func(inner *stack, in setting) {
		head := c.style("cell-head")
		head.Leading = c.master.pitch
		tag := c.element("P", in.parent)
		title := c.pieces(n.Title, head, tag)
		if len(title) == 0 {
			title = []paragraph.Piece{c.plain(c.lang.Callout(n.Kind), head, face{}, tag)}
		}
		items := c.set(title, head, in.frame)
		for i := range items {
			items[i].Penalty = page.Forbidden
		}
		inner.add(items...)
		inner.blocks(n.Blocks, in)
	})
}

// lined sets blocks with a hairline at their left.
func (s *stack) lined(at setting, set func(*stack, setting)) {
	c := s.c
	d := &c.details().Callouts
	inner := c.stack()
	in := at
	in.parent = c.part.Add(forme.Element{Role: "Div", Parent: at.parent})
	in.frame = c.inset(at.frame, d.Indent.Of(c.body.Size), 0)
	in.plain = true
	in.depth++
	set(inner, in)
	s.space(d.Space.Of(c.master.pitch))
	x := at.left + d.RuleAt.Of(c.body.Size)
	for _, it := range trimmed(inner.items) {
		if it.Kind == page.Space {
			it.Kind = page.Line // the hairline goes on beside white
			it.Penalty = 0
		}
		if it.Kind == page.Line && in.left > at.left { // otherwise the line would be on that of the callout around this one
			line := draw.Rectangle(geom.Rect{X: x, W: d.Rule, H: it.Height}, c.color("red"))
			it.Ops = append(it.Ops[:len(it.Ops):len(it.Ops)], draw.Op{Tag: draw.Artifact, Path: line})
		}
		s.add(it)
	}
	s.space(d.Space.Of(c.master.pitch))
	s.snap()
}

// trimmed returns items without white at the beginning and the end.
func trimmed(items []page.Item) []page.Item {
	white := func(it page.Item) bool { return it.Kind == page.Space || it.Kind == page.Snap }
	for len(items) > 0 && white(items[0]) {
		items = items[1:]
	}
	for len(items) > 0 && white(items[len(items)-1]) {
		items = items[:len(items)-1]
	}
	return items
}
