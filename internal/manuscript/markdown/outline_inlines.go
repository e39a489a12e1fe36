package markdown

import (
	"cmp"
	"slices"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// marker finds the inline markup of one text. goldmark keeps where an inline begins and not where it ends; but
// inlines leave no gap, so each ends where the next begins, and the last where what is around it closes.
type marker struct {
	*outliner
	text     *Text
	brackets map[int]int // '[' to its ']'
}

func (o *outliner) markup(t *Text, n ast.Node) {
	s := &parsing{brackets: map[int]int{}, codes: o.codes}
	s.pair(o.masked, t.Start(), t.Stop())
	m := &marker{outliner: o, text: t, brackets: s.brackets}
	m.inside(n, t.Start(), t.Stop())
	slices.SortStableFunc(t.Markup, func(a, b Markup) int { return cmp.Compare(a.Open.Start, b.Open.Start) })
	t.settle()
}

// settle leaves out markup that does not nest: what could not be told apart stays text.
func (t *Text) settle() {
	stop := 0
	var open []int // where the marks now open close
	t.Markup = slices.DeleteFunc(t.Markup, func(m Markup) bool {
		for len(open) > 0 && m.Open.Start >= open[len(open)-1] {
			open = open[:len(open)-1]
		}
		last := m.Open.Stop
		if !m.Alone() {
			last = m.Close.Stop
		}
		bad := m.Open.Start < stop || m.Open.Start >= m.Open.Stop || m.Open.Stop > len(t.Typed) || last > len(t.Typed) ||
			len(open) > 0 && last > open[len(open)-1] || !m.Alone() && (m.Close.Start < m.Open.Stop || m.Close.Start >= m.Close.Stop)
		if !bad {
			stop = m.Open.Stop
			if !m.Alone() {
				open = append(open, m.Close.Start)
			}
		}
		return bad
	})
}

// offset turns an offset of the source into one of Typed. What stands before a line belongs to its beginning.
func (t *Text) offset(at int) int {
	n := 0
	for i, r := range t.Lines {
		if i > 0 {
			n++ // the line end
		}
		switch {
		case at < r.Start && i > 0 && at < t.Lines[i-1].Stop+1:
			return n - 1
		case at <= r.Start:
			return n
		case at <= r.Stop:
			return n + at - r.Start
		}
		n += r.Stop - r.Start
	}
	return n
}

func (m *marker) add(kind MarkupKind, open, close Range) {
	a := Markup{Kind: kind, Open: Range{m.text.offset(open.Start), m.text.offset(open.Stop)}}
	if (close != Range{}) {
		a.Close = Range{m.text.offset(close.Start), m.text.offset(close.Stop)}
	}
	m.text.Markup = append(m.text.Markup, a)
}

func (m *marker) alone(kind MarkupKind, at, stop int) { m.add(kind, Range{at, stop}, Range{}) }

// begin is where an inline begins, or -1.
func begin(n ast.Node) int {
	switch n := n.(type) {
	case *ast.Text:
		return n.Segment.Start
	case *ast.Emphasis:
		return before(n.FirstChild(), n.Level)
	case *strike:
		return before(n.FirstChild(), 2)
	case *attributeList:
		return n.segment.Start
	case *ast.String:
		return -1
	}
	return n.Pos()
}

func before(n ast.Node, by int) int {
	if n == nil {
		return -1
	}
	if at := begin(n); at >= 0 {
		return at - by
	}
	return -1
}

// inside takes the children of n, which stand from one offset to another.
func (m *marker) inside(n ast.Node, from, to int) {
	c := n.FirstChild()
	for ; c != nil && c.Type() == ast.TypeBlock; c = c.NextSibling() {
	}
	for c != nil {
		next := c.NextSibling()
		for attachable(c) && isAttributes(next) {
			next = next.NextSibling()
			break
		}
		for next != nil && (next.Type() == ast.TypeBlock || begin(next) < 0) {
			next = next.NextSibling()
		}
		stop := to
		if next != nil {
			stop = min(begin(next), to)
		}
		if at := begin(c); at >= from && stop > at {
			m.inline(c, at, stop)
		}
		c = next
	}
}

func isAttributes(n ast.Node) bool { _, ok := n.(*attributeList); return ok }

func (m *marker) inline(n ast.Node, at, stop int) {
	switch n := n.(type) {
	case *ast.Text:
		m.literal(n, at, stop)
	case *ast.Emphasis:
		kind := EmphMarkup
		if n.Level == 2 {
			kind = StrongMarkup
		}
		m.around(n, kind, [4]int{at, at + n.Level, stop - n.Level, stop})
	case *strike:
		m.around(n, StrikeMarkup, [4]int{at, at + 2, stop - 2, stop})
	case *ast.Link:
		m.bracketed(n, LinkMarkup, [3]int{at, at + 1, stop})
	case *ast.Image:
		m.bracketed(n, ImageMarkup, [3]int{at, at + 2, stop})
	case *span:
		m.bracketed(n.content, SpanMarkup, [3]int{at, at + 1, stop})
	case *inlineNote:
		m.bracketed(n.content, NoteMarkup, [3]int{at, at + 2, stop})
	case *group:
		if n.content == nil {
			m.alone(CitationMarkup, at, stop)
		} else {
			m.alone(RefMarkup, at, stop)
		}
	case *extast.TaskCheckBox:
		// It stands before the text.
	default:
		if kind, ok := aloneKind(n); ok {
			m.alone(kind, at, stop)
		}
	}
}

func aloneKind(n ast.Node) (MarkupKind, bool) {
	switch n.(type) {
	case *ast.CodeSpan:
		return CodeMarkup, true
	case *noteMark:
		return MarkMarkup, true
	case *ruby:
		return RubyMarkup, true
	case *reference:
		return RefMarkup, true
	case *maths:
		return MathsMarkup, true
	case *ast.AutoLink, *bareLink:
		return AddressMarkup, true
	case *ast.RawHTML:
		return HTMLMarkup, true
	case *attributeList:
		return SpanMarkup, true
	}
	return "", false
}

// around takes marks of known length; at is where the first begins and ends, and where the second does.
func (m *marker) around(n ast.Node, kind MarkupKind, at [4]int) {
	if at[2] < at[1] || at[3] > len(m.src) || m.src[at[0]] != m.src[at[2]] {
		return
	}
	m.add(kind, Range{at[0], at[1]}, Range{at[2], at[3]})
	m.inside(n, at[1], at[2])
}

// bracketed takes what stands in brackets; at is where it begins, where its text begins, and where it ends.
func (m *marker) bracketed(n ast.Node, kind MarkupKind, at [3]int) {
	end, ok := m.brackets[at[1]-1]
	if !ok || end >= at[2] || end < at[1] {
		m.alone(kind, at[0], at[2])
		return
	}
	if end == at[1] { // an empty link, whose text is the title of what it leads to
		m.alone(kind, at[0], at[2])
		return
	}
	m.add(kind, Range{at[0], at[1]}, Range{end, at[2]})
	m.inside(n, at[1], end)
}

// literal takes the actions in a text, and the line break at its end.
func (m *marker) literal(n *ast.Text, at, stop int) {
	i, _ := slices.BinarySearchFunc(m.actions, at, func(r Range, at int) int { return cmp.Compare(r.Start, at) })
	for ; i < len(m.actions) && m.actions[i].Start < stop; i++ {
		m.alone(ActionMarkup, m.actions[i].Start, min(m.actions[i].Stop, stop))
	}
	if n.HardLineBreak() && n.Segment.Stop < stop {
		m.alone(BreakMarkup, n.Segment.Stop, stop)
	}
}
