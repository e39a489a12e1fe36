package typeset

import (
	"strings"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/draw"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/script"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// begin starts a section's galley.
func (c *compositor) begin(slug string, chapter *book.Chapter, section int32) *stack {
	c.slug, c.chapter, c.section = slug, chapter, section
	c.file = nil
	if chapter != nil {
		c.file = chapter.Source
	}
	c.galley = &page.Galley{}
	if c.perPage() {
		c.galley.Renumber = c.renumber
	}
	c.links, c.notes, c.lines, c.head = nil, map[string]int{}, nil, ""
	return &stack{c: c}
}

// end closes the section's galley.
func (c *compositor) end(s *stack) *page.Galley {
	c.galley.Items = s.items
	c.galleys = append(c.galleys, Galley{Slug: c.slug, Lines: c.lines})
	return c.galley
}

// running is the text of the running head of the section being set.
func (c *compositor) running() string {
	if c.head != "" { // asked for by every heading of the section
		return c.head
	}
	for i := range c.Edition.Sections {
		s := &c.Edition.Sections[i]
		if s.Slug == c.slug {
			c.head = heading(c, s)
			return c.head
		}
	}
	return ""
}

func heading(c *compositor, s *book.Section) string {
	title := book.Plain(s.Title)
	if s.Number == "" {
		return title
	}
	return c.lang.Join(s.Number, title)
}

// sectionGalley sets a chapter or an unnumbered piece of front or back matter.
func (c *compositor) sectionGalley(sec *book.Section, tag int32) *page.Galley {
	s := c.begin(sec.Slug, sec.Chapter, tag)
	if c.Edition.Kind == book.KindArticle && sec.Role == book.RoleChapter {
		s.articleHead(sec)
	} else {
		s.opening(sec)
	}
	for i := range s.items {
		s.items[i].Block = "opening" // pairs with the opening of the twin
	}
	s.blocks(sec.Chapter.Blocks, setting{style: "body", parent: tag})
	s.unmarked(sec.Chapter, tag)
	s.signature(sec.Chapter, tag)
	if c.Edition.Kind == book.KindArticle {
		s.inEnglish(sec.Chapter, tag)
	}
	return c.end(s)
}

// opening sets the head of a chapter: a third down the page, the number in Kai after a fish-tail, the
// title, the authors, the abstract between rules (LOOK "The page").
func (s *stack) opening(sec *book.Section) {
	c, ch := s.c, sec.Chapter
	sink := c.master.area.Lines / 5
	if sec.Number == "" {
		sink = c.master.area.Lines / 7
	}
	if c.second && c.Parallel == Interlinear {
		sink = 1 // the first language has sunk already
	}
	s.blank(sink)
	tag := c.element("H1", c.section)
	c.doc.Structure.Elements[tag].Block = sec.Slug
	if sec.Number != "" {
		st := c.style("chapter-number")
		st.Lines = 1
		f := face{color: "red"}
		pieces := []paragraph.Piece{c.plain(sec.Number, st, f, tag)}
		if c.lang.Openings == lang.FishTail {
			pieces = append([]paragraph.Piece{c.fishTailPiece(st, tag)}, pieces...)
		}
		s.fixed(c.set(pieces, st, frame{}))
	}
	st := c.style("chapter")
	st.Lines = 1
	items := c.set(c.spaced(c.pieces(sec.Title, st, tag), st, tag), st, frame{})
	if len(items) > 0 {
		items[0].Running = &page.Running{Chapter: c.running()}
		items[0].Dests = append(items[0].Dests, page.Dest{Name: c.dest(sec.Slug, "")})
	}
	s.fixed(items)
	if len(ch.Subtitle) > 0 {
		st := c.style("subtitle")
		s.fixed(c.set(c.pieces(ch.Subtitle, st, c.element("P", c.section)), st, frame{}))
	}
	if names := c.names(ch.Authors); names != "" {
		st := c.style("byline")
		s.blank(1)
		s.fixed(c.set([]paragraph.Piece{c.plain(names, st, face{}, c.element("P", c.section))}, st, frame{}))
	}
	s.snap()
	if len(ch.Abstract) > 0 || len(ch.Keywords) > 0 {
		s.abstract(ch)
	}
	s.blank(2)
	s.after, s.first = true, true
}

// fixed appends lines that stay together and with what follows.
func (s *stack) fixed(items []page.Item) {
	for i := range items {
		items[i].Penalty = page.Forbidden
	}
	s.add(items...)
}

// blank appends white that does not vanish at the top of a page.
func (s *stack) blank(lines int) {
	if lines > 0 {
		s.add(page.Item{Height: s.c.master.pitch * geom.Length(lines), Penalty: page.Forbidden})
	}
}

func (c *compositor) fishTailPiece(st design.Style, tag int32) paragraph.Piece {
	w := st.Size * 6 / 10
	op := draw.Op{Tag: draw.Artifact, At: geom.Point{X: w / 2, Y: -st.Size.Em(380)}, Path: fishTail(st.Size/2, c.color("red"))}
	return paragraph.Piece{
		Kind: paragraph.Boxed, Look: c.look(st, face{}), Tag: tag, Box: &paragraph.Box{Size: geom.Size{W: w + st.Size.Em(400)}, Ops: []draw.Op{op}},
	}
}

// spaced sets a title of two Han characters apart, as 前　言, by layout only (typography.md K7, I8).
func (c *compositor) spaced(pieces []paragraph.Piece, st design.Style, tag int32) []paragraph.Piece {
	if len(pieces) != 1 || pieces[0].Kind != paragraph.Text || utf8.RuneCountInString(pieces[0].Text) != 2 {
		return pieces
	}
	rs := []rune(pieces[0].Text)
	if !script.Han(rs[0]) || !script.Han(rs[1]) {
		return pieces
	}
	a, b := pieces[0], pieces[0]
	a.Text, b.Text = string(rs[0]), string(rs[1])
	gap := paragraph.Piece{Kind: paragraph.Boxed, Look: a.Look, Tag: tag, Box: &paragraph.Box{Size: geom.Size{W: st.Size}}}
	return []paragraph.Piece{a, gap, b}
}

func (c *compositor) names(people []book.Person) string {
	var names []string
	for _, p := range people {
		names = append(names, p.Name)
	}
	return c.lang.Authors(names)
}

// abstract sets abstract and keywords between two hairlines.
func (s *stack) abstract(ch *book.Chapter) {
	c := s.c
	st := c.style("abstract")
	left, right := st.Size.Em(int64(st.Left)), st.Size.Em(int64(st.Right))
	hair := func(below geom.Length) page.Item {
		area := geom.Rect{X: left, W: c.master.measure - left - right, H: geom.Pt / 2}
		return page.Item{Height: below, Penalty: page.Forbidden, Ops: []draw.Op{{Tag: draw.Artifact, Path: draw.Rectangle(area, c.color("rule"))}}}
	}
	s.blank(1)
	s.add(hair(c.master.pitch / 2))
	s.labelled(ch.Abstract, c.lang.Words.Abstract(), "abstract")
	s.keywords(ch.Keywords, "abstract")
	s.add(page.Item{Height: c.master.pitch / 4, Penalty: page.Forbidden}, hair(0))
	s.snap()
}

// labelled sets paragraphs, the first behind a label.
func (s *stack) labelled(bs []book.Block, label, style string) {
	c := s.c
	for i, b := range bs {
		p, ok := b.(*book.Paragraph)
		if !ok || i > 0 {
			s.block(b, setting{style: style, parent: c.section})
			continue
		}
		st := c.style(style)
		tag := c.element("P", c.section)
		s.add(c.set(append(c.runIn(label, st, tag), c.pieces(p.Content, st, tag)...), st, frame{})...)
	}
}

// runIn is a run-in label: bold, followed by a colon in the habits of the language.
func (c *compositor) runIn(label string, st design.Style, tag int32) []paragraph.Piece {
	return []paragraph.Piece{c.plain(label+c.lang.Words.Colon(), st, face{bold: true}, tag)}
}

func (s *stack) keywords(words []string, style string) {
	if len(words) == 0 {
		return
	}
	c := s.c
	st := c.style(style)
	tag := c.element("P", c.section)
	text := strings.Join(words, c.lang.Words.KeywordSep())
	s.add(c.set(append(c.runIn(c.lang.Words.Keywords(), st, tag), c.plain(text, st, face{}, tag)), st, frame{})...)
}

// signature sets the name and date below a preface: in Kai, to the right, two characters in.
func (s *stack) signature(ch *book.Chapter, parent int32) {
	if ch.Signed == "" && ch.Date == "" {
		return
	}
	c := s.c
	st := c.style("signed")
	s.keep()
	s.space(c.master.pitch)
	for _, text := range []string{ch.Signed, c.lang.Date(ch.Date)} {
		if text == "" {
			continue
		}
		s.keep()
		s.add(c.set([]paragraph.Piece{c.plain(text, st, face{}, c.element("P", parent))}, st, frame{})...)
	}
}
