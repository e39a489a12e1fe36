package typeset

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// Costs of ending a page, in the unit of package page: one empty line costs 100, two cost 400.
const (
	widowCost  = page.Forbidden // before the last line of a paragraph (rule Q2)
	orphanCost = 900            // after the first line of a paragraph of three lines or more (rule Q3)
	hyphenCost = 300            // after a hyphen (rule S1)
)

// setting says how a sequence of blocks is set: the room, the style of running text, the parent element, the depth of
// nesting.
type setting struct {
	frame
	style  string
	parent int32
	depth  int
	tight  bool
	plain  bool // paragraphs have no first-line indent
	notes  bool // inside a note
}

// stack is a pile of items to which blocks are added.
type stack struct {
	pile
	c     *section
	after bool // the last block was a heading: the next two lines stay with it
	first bool // no text since the last heading: English does not indent the paragraph
	shown bool // the last block was a display: a sentence that goes on after it is not a new paragraph
}

// thousandths returns n thousandths of a body line, the unit of the white above and below a style.
func (c *spec) thousandths(n int) geom.Length { return c.master.pitch.Mul(int64(n), 1000) }

// blocks sets blocks onto a stack.
func (s *stack) blocks(bs []book.Block, at setting) {
	for _, b := range book.Printed(bs) {
		s.block(b, at)
	}
}

func (s *stack) block(b book.Block, at setting) {
	from, element := len(s.items), len(s.c.part.Elements)
	heading := false
	switch n := b.(type) {
	case *book.Heading:
		s.heading(n, at)
		heading = true
	case *book.Paragraph:
		s.paragraph(n.Content, at)
	case *book.List:
		s.list(n, at)
	case *book.Quote:
		s.quote(n, at)
	case *book.Callout:
		s.callout(n, at)
	case *book.CodeBlock:
		s.code(n, at)
	case *book.Table:
		s.table(n, at)
	case *book.Figure:
		s.figure(n, at)
	case *book.ThematicBreak:
		s.rule(at)
	case *book.DefinitionList:
		s.definitions(n, at)
	case *book.Div:
		s.div(n, at)
	case *book.HTMLBlock:
		s.blocks(n.Blocks, at)
	}
	if !heading && len(s.items) > from {
		s.after, s.first = false, false
	}
	if _, text := b.(*book.Paragraph); len(s.items) > from {
		s.shown = !text && !heading
	}
	for elements := s.c.part.Elements; element < len(elements); element++ {
		// The caption of a figure and the source of a table are beside the block's own element and belong to it, too.
		if e := &elements[element]; e.Parent == at.parent && e.Block == "" {
			e.Block = b.Common().ID
		}
	}
	s.anchor(b.Common(), from)
}

// anchor names the block's items and makes it a destination.
func (s *stack) anchor(h *book.Head, from int) {
	for i := from; i < len(s.items); i++ {
		if s.items[i].Block == "" {
			s.items[i].Block = h.ID
		}
	}
	if h.ID == "" {
		return
	}
	name := s.c.dest(s.c.slug, h.ID)
	for i := from; i < len(s.items); i++ {
		if k := s.items[i].Kind; k == page.Line || k == page.Float {
			s.items[i].Dests = append(s.items[i].Dests, page.Dest{Name: name})
			return
		}
	}
}

// set sets pieces as a paragraph of a style and returns its lines as items.
func (c *section) set(pieces []paragraph.Piece, st design.Style, f frame) []page.Item {
	return c.items(c.lay(pieces, c.paragraphStyle(st, f)), st)
}

// items turns lines into items of the style's leading. Characters are in the middle of their line; the baseline is 0.88
// em below the top of the em box (the fonts' typographic ascender).
func (c *section) items(lines []paragraph.Line, st design.Style) []page.Item {
	base := (st.Leading-st.Size)/2 + st.Size.Em(880)
	items := make([]page.Item, len(lines))
	for i := range lines {
		l := &lines[i]
		height, drop := st.Leading, base
		if more := l.Above - base; more > 0 {
			height, drop = height+more, base+more
		}
		if more := l.Below - (st.Leading - base); more > 0 {
			height += more
		}
		it := page.Item{Height: height, Ops: draw.Move(l.Ops, geom.Point{Y: drop}), Text: l.Breaks.Text}
		for _, m := range l.Marks {
			it.Marks = append(it.Marks, page.Mark{Note: int(m.Note), Op: m.Op})
		}
		for _, a := range l.Links {
			k := c.links[a.Link-1]
			it.Links = append(it.Links, forme.Link{Tag: k.tag, Area: a.Area.Move(geom.Point{Y: drop}), Dest: k.dest, URI: k.uri, Text: k.text})
		}
		switch {
		case i == len(lines)-2:
			it.Penalty = widowCost
		case i == 0 && len(lines) > 2:
			it.Penalty = orphanCost
		}
		if l.Breaks.Why == "hyphen" && it.Penalty < hyphenCost {
			it.Penalty = hyphenCost
		}
		items[i] = it
	}
	if c.record.wanted {
		c.record.lines = append(c.record.lines, lines...)
	}
	return items
}

// paragraph sets running text.
func (s *stack) paragraph(ins []book.Inline, at setting) {
	s.text(ins, at, s.c.element("P", at.parent))
}

func (s *stack) text(ins []book.Inline, at setting, tag int32) {
	c := s.c
	st := c.style(at.style)
	if at.plain || verse(ins) || s.shown && carriesOn(ins) || c.lang.Indents == lang.ButFirst && s.first && at.style == "body" {
		st.Indent = -1
	}
	items := c.set(c.pieces(ins, st, tag), st, at.frame)
	if s.after && len(items) > 1 {
		items[0].Penalty = page.Forbidden // K4: two lines below a heading
	}
	s.space(c.thousandths(st.Above))
	s.add(items...)
	s.space(c.thousandths(st.Below))
}

// carriesOn reports whether a paragraph after a display continues the sentence before it (rule I4): it begins with a
// small letter, or with the words that explain a formula. Program text has small letters wherever it stands: it says
// nothing.
func carriesOn(ins []book.Inline) bool {
	if len(ins) > 0 {
		if _, code := ins[0].(*book.CodeSpan); code {
			return false
		}
	}
	text := book.Plain(ins)
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(first) || strings.HasPrefix(text, "式中")
}

// verse reports whether the author breaks the lines. If so, no line is indented.
func verse(ins []book.Inline) bool {
	return slices.ContainsFunc(ins, func(in book.Inline) bool { _, ok := in.(*book.HardBreak); return ok })
}

// heading sets a heading with the height of a whole number of body lines (rule K1); the next lines stay with it.
func (s *stack) heading(n *book.Heading, at setting) { s.headed(n, at, nil) }

// headed sets a heading with lines that belong to it, such as a subtitle.
func (s *stack) headed(n *book.Heading, at setting, below func() []page.Item) {
	c := s.c
	depth := min(max(c.depth+n.Depth, 1), 5)
	st := c.style("h" + strconv.Itoa(min(depth+1, 4)))
	if n.Class("letter") {
		st = c.letter()
	}
	tag := c.element("H"+strconv.Itoa(min(depth+1, 6)), at.parent)
	st.Lines = max(st.Lines, 1)
	pieces := s.numbered(n.Number, c.pieces(n.Content, st, tag), st, tag)
	items := c.set(pieces, st, at.frame)
	if below != nil {
		items = append(items, below()...)
	}
	var h geom.Length
	for i := range items {
		h += items[i].Height
		items[i].Penalty = page.Forbidden
	}
	pitch := c.master.pitch
	extra := (st.Leading + pitch - 1) / pitch * geom.Length(max(len(items)-1, 0))
	total := pitch*geom.Length(st.Lines) + pitch*extra
	white := max(total-h, 0)
	if depth == 1 {
		if len(items) > 0 {
			items[0].Running = &page.Running{Chapter: c.title, Section: strings.TrimSpace(n.Number + " " + book.Plain(n.Content))}
		}
	}
	s.snap()
	s.space(white * 11 / 20)
	s.add(items...)
	s.space(white * 9 / 20)
	s.keep()
	s.snap()
	s.after, s.first = true, true
}

// numbered puts a number before a heading: 一、 takes no gap, 第一节 or 1.1 an em (rule K6).
func (s *stack) numbered(number string, pieces []paragraph.Piece, st design.Style, tag int32) []paragraph.Piece {
	if number == "" {
		return pieces
	}
	c := s.c
	out := []paragraph.Piece{c.plain(number, st, face{}, s.numbers(tag))}
	if c.house.Gap(number) != "" {
		out = append(out, c.gap(st, 750, tag))
	}
	return append(out, pieces...)
}

// numbers returns the element of a number in the element tag: an own one where the number is in the edition's language
// and the text is not.
func (s *stack) numbers(tag int32) int32 {
	c := s.c
	if c.lang == c.house {
		return tag
	}
	own := c.element("Span", tag)
	c.part.Elements[own].Lang = c.house.BCP47
	return own
}

// gap is white, in thousandths of the style's em. It is copied as a space.
func (c *spec) gap(st design.Style, em int64, tag int32) paragraph.Piece {
	return paragraph.Piece{Kind: paragraph.Boxed, Look: c.look(st, face{}), Tag: tag, Text: " ", Box: &paragraph.Box{Size: geom.Size{W: st.Size.Em(em)}}}
}

// leastMeasure is the narrowest measure that indentation leaves, in ems of the body. Blocks nested deeper are not set
// narrower, because nobody can read a column of single characters.
const leastMeasure = 12

// inset returns a frame with larger indents, as far as leastMeasure allows.
func (c *spec) inset(f frame, left, right geom.Length) frame {
	room := max(0, c.master.measure-f.left-f.right-leastMeasure*c.body.Size)
	left = min(left, room)
	right = min(right, room-left)
	return frame{f.left + left, f.right + right}
}

// quote sets a quotation: its paragraphs in the quote style, with white before and after.
func (s *stack) quote(n *book.Quote, at setting) {
	c := s.c
	st := c.style("quote")
	em := st.Size
	in := at
	in.parent = c.element("BlockQuote", at.parent)
	in.frame = c.inset(at.frame, em.Em(int64(st.Left)), em.Em(int64(st.Right)))
	in.style = "quote-text"
	in.depth++
	if at.style == "note" {
		in.style = "note"
	}
	s.snap()
	s.space(c.thousandths(st.Above))
	s.after, s.first = false, true
	s.blocks(n.Blocks, in)
	s.space(c.thousandths(st.Below))
	s.snap()
}

// div sets a division. Only some classes have a style of their own; a division of another class is set as its blocks
// are.
func (s *stack) div(n *book.Div, at setting) {
	if n.Class("aside") {
		s.lined(at, func(inner *stack, in setting) { inner.blocks(n.Blocks, in) })
		return
	}
	in := at
	in.parent = s.c.element("Div", at.parent)
	if n.Class("center") || n.Class("right") {
		in.plain = true
		for _, name := range []string{"center", "right"} {
			if n.Class(name) {
				in.style = name
			}
		}
	}
	s.blocks(n.Blocks, in)
}

// rule sets a break between sections without a heading: one fish-tail.
func (s *stack) rule(at setting) {
	c := s.c
	pitch := c.master.pitch
	mid := at.left + (c.master.measure-at.left-at.right)/2
	s.snap()
	s.add(page.Item{Height: 2 * pitch, Penalty: page.Forbidden, Ops: []draw.Op{
		{Tag: draw.Artifact, At: geom.Point{X: mid, Y: pitch}, Path: fishTail(c.details().Ornament.Size.Of(c.body.Size), c.color("red"))},
	}})
	s.first = true
}

// fishTail is the wedge of a block-printed page (鱼尾), the only ornament of the built-in look. Its size is its height.
func fishTail(size geom.Length, col draw.Color) *draw.Path {
	p := func(x, y geom.Length) [3]geom.Point { return [3]geom.Point{{X: x, Y: y}} }
	w := size * 5 / 4
	return &draw.Path{Fill: &col, Segments: []draw.Segment{
		{Verb: draw.MoveTo, P: p(-w/2, -size/2)}, {Verb: draw.LineTo, P: p(w/2, -size/2)}, {Verb: draw.LineTo, P: p(w/2, size/2)},
		{Verb: draw.LineTo, P: p(0, 0)}, {Verb: draw.LineTo, P: p(-w/2, size/2)}, {Verb: draw.Close},
	}}
}
