package markdown

import (
	"cmp"
	"slices"
	"sort"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"keben/internal/source"
)

// marker finds the inline markup of one text, by the extents of inlines.
type marker struct {
	*outliner
	text   *Text
	starts []int // the offset in Typed of each line
}

func newMarker(o *outliner, t *Text) *marker {
	m := &marker{outliner: o, text: t}
	at := 0
	for _, r := range t.Lines {
		m.starts = append(m.starts, at)
		at += int(r.To-r.From) + 1
	}
	return m
}

func (o *outliner) markup(t *Text, n ast.Node) {
	m := newMarker(o, t)
	m.inside(n, extent{t.Start(), t.Stop()})
	slices.SortStableFunc(t.Markup, func(a, b Markup) int { return cmp.Compare(int(a.Open.From), int(b.Open.From)) })
	t.settle()
}

// settle leaves out markup that does not nest: what could not be told apart stays text.
func (t *Text) settle() {
	stop := 0
	var open []int // where the marks now open close
	t.Markup = slices.DeleteFunc(t.Markup, func(m Markup) bool {
		for len(open) > 0 && int(m.Open.From) >= open[len(open)-1] {
			open = open[:len(open)-1]
		}
		last := int(m.Open.To)
		if !m.Alone() {
			last = int(m.Close.To)
		}
		bad := int(m.Open.From) < stop || int(m.Open.From) >= int(m.Open.To) || int(m.Open.To) > len(t.Typed) || last > len(t.Typed) ||
			len(open) > 0 && last > open[len(open)-1] || !m.Alone() && (int(m.Close.From) < int(m.Open.To) || int(m.Close.From) >= int(m.Close.To))
		if !bad {
			stop = int(m.Open.To)
			if !m.Alone() {
				open = append(open, int(m.Close.From))
			}
		}
		return bad
	})
}

// offset turns an offset of the source into one of Typed. An offset before a line, in its indentation or quotation
// marks, becomes the beginning of the line.
func (m *marker) offset(at int) int {
	lines := m.text.Lines
	i := sort.Search(len(lines), func(i int) bool { return at <= int(lines[i].To) })
	if i == len(lines) {
		return len(m.text.Typed)
	}
	return m.starts[i] + max(0, at-int(lines[i].From))
}

func (m *marker) add(kind MarkupKind, open, close source.Range) {
	a := Markup{Kind: kind, Open: source.Span(m.offset(int(open.From)), m.offset(int(open.To)))}
	if close.Known() {
		a.Close = source.Span(m.offset(int(close.From)), m.offset(int(close.To)))
	}
	m.text.Markup = append(m.text.Markup, a)
}

func (m *marker) alone(kind MarkupKind, at, stop int) {
	m.add(kind, source.Span(at, stop), source.Range{})
}

// inside reads the children of n, which are within an extent. Attributes belong to the inline before them.
func (m *marker) inside(n ast.Node, within extent) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		e := m.state.extent(c)
		if attachable(c) && isAttributes(c.NextSibling()) {
			e.to = m.state.extent(c.NextSibling()).to
		} else if a := c.PreviousSibling(); isAttributes(c) && a != nil && attachable(a) {
			continue
		}
		if c.Type() == ast.TypeInline && e.from >= within.from && e.to <= within.to && e.to > e.from {
			m.inline(c, e)
		}
	}
}

func isAttributes(n ast.Node) bool { _, ok := n.(*attributeList); return ok }

func (m *marker) inline(n ast.Node, e extent) {
	switch n := n.(type) {
	case *ast.Text:
		m.literal(n, e)
	case *ast.Emphasis:
		kind := EmphMarkup
		if n.Level == 2 {
			kind = StrongMarkup
		}
		m.around(n, kind, e, extent{e.from + n.Level, e.to - n.Level})
	case marked:
		m.around(n, n.markup(), e, extent{e.from + n.marks(), e.to - n.marks()})
	case *ast.Link:
		m.bracketed(n, LinkMarkup, e, e.from+1)
	case *ast.Image:
		m.bracketed(n, ImageMarkup, e, e.from+2)
	case *span:
		m.bracketed(n.content, SpanMarkup, e, e.from+1)
	case *inlineNote:
		m.bracketed(n.content, NoteMarkup, e, e.from+2)
	case *group:
		if n.content == nil {
			m.alone(CitationMarkup, e.from, e.to)
		} else {
			m.alone(RefMarkup, e.from, e.to)
		}
	case *extast.TaskCheckBox:
		// It comes before the text.
	default:
		if kind, ok := aloneKind(n); ok {
			m.alone(kind, e.from, e.to)
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
	case *index:
		return IndexMarkup, true
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

// around takes the marks between an inline's extent and that of its text.
func (m *marker) around(n ast.Node, kind MarkupKind, e, text extent) {
	if text.to < text.from || m.src[e.from] != m.src[text.to] {
		return
	}
	m.add(kind, source.Span(e.from, text.from), source.Span(text.to, e.to))
	m.inside(n, text)
}

// bracketed reads an inline in brackets whose text begins at an offset. A link without text has the text of its target.
func (m *marker) bracketed(n ast.Node, kind MarkupKind, e extent, from int) {
	end := -1
	if f, ok := n.(*fragment); ok && f.Lines().Len() > 0 {
		end = lastLine(f, -1)
	} else if last := n.LastChild(); last != nil {
		end = m.state.extent(last).to
	}
	if end <= from || end >= e.to {
		m.alone(kind, e.from, e.to)
		return
	}
	m.add(kind, source.Span(e.from, from), source.Span(end, e.to))
	m.inside(n, extent{from, end})
}

// literal takes the actions in a text, and the line break at its end. An action on several lines is in a text on each.
func (m *marker) literal(n *ast.Text, e extent) {
	i := sort.Search(len(m.actions), func(i int) bool { return int(m.actions[i].To) > e.from })
	for ; i < len(m.actions) && int(m.actions[i].From) < e.to; i++ {
		m.alone(ActionMarkup, max(int(m.actions[i].From), e.from), min(int(m.actions[i].To), e.to))
	}
	if next := n.NextSibling(); n.HardLineBreak() && next != nil {
		if stop := m.state.extent(next).from; stop > e.to {
			m.alone(BreakMarkup, e.to, stop)
		}
	}
}
