package typeset

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/script"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// leaf is a chapter as one language sets it: its text or, if the language lacks it, a notice.
type leaf struct {
	sec   *book.Section
	lacks bool
}

// chapterGalley sets a chapter, or an unnumbered piece of front or back matter, and the chapters nested in it.
func (c *section) chapterGalley(leaves []leaf, tag int32) *page.Galley {
	head := *leaves[0].sec
	if leaves[0].lacks {
		head = book.Section{Slug: head.Slug}
	}
	s := titling{c.begin(&head, tag)}
	around := []int32{tag} // the elements of the chapters that the next one may be in, by depth
	for i, l := range leaves {
		if i > 0 {
			around = around[:min(l.sec.Depth, len(around))]
			tag = c.part.Add(forme.Element{Role: "Sect", Parent: around[len(around)-1], Block: l.sec.Slug})
			around = append(around, tag)
			s.nest(l, tag)
		}
		s.leaf(l, i == 0)
	}
	return c.end(s.stack)
}

// nest takes a nested chapter in hand.
func (s titling) nest(l leaf, tag int32) {
	if l.lacks {
		s.c.take(&book.Section{Slug: l.sec.Slug, Depth: l.sec.Depth}, tag)
		return
	}
	s.c.take(l.sec, tag)
	s.c.part.Elements[tag].Title = book.Plain(l.sec.Title)
}

// leaf sets the chapter in hand, which opens the section or is nested.
func (s titling) leaf(l leaf, opens bool) {
	c, from, pair := s.c, len(s.items), "opening" // of the twin, too
	switch {
	case l.lacks && opens:
		s.blank(c.master.area.Lines / 5)
		s.notice(c.lang.Words.NotTranslated())
		return
	case l.lacks:
		s.snap()
		s.space(c.master.pitch)
		s.notice(c.lang.Words.NotTranslated())
		s.space(c.master.pitch)
		s.snap()
	case c.kind == book.KindArticle && l.sec.Role == book.RoleChapter && opens:
		s.articleHead(l.sec)
	case opens:
		s.opening(l.sec)
	default:
		s.title(l.sec)
	}
	if !opens {
		pair += " " + l.sec.Slug
	}
	if c.lang != c.house {
		c.part.Elements[c.root].Lang = c.lang.BCP47
		s.notice(c.house.SourceFollows(c.lang))
		s.space(c.master.pitch)
		s.snap()
		s.after, s.first = false, true
	}
	for i := from; i < len(s.items); i++ {
		s.items[i].Block = pair
	}
	if l.lacks {
		return
	}
	ch, tag := l.sec.Chapter, c.root
	s.blocks(ch.Blocks, setting{style: "body", parent: tag})
	s.unmarked(ch, tag)
	s.signature(ch, tag)
	if c.kind == book.KindArticle && opens {
		s.inEnglish(ch, tag)
	}
}

// notice sets a line about the chapter in hand in the edition's language.
func (s titling) notice(text string) {
	c := s.c
	own := c.spec
	c.spec = c.edition
	defer func() { c.spec = own }()
	tag := c.element("P", c.root)
	if own.lang != c.lang {
		c.part.Elements[tag].Lang = c.lang.BCP47
	}
	st := c.style("source")
	items := c.set([]paragraph.Piece{c.plain(text, st, face{}, tag)}, st, frame{})
	if len(items) > 0 && c.chapter == nil {
		items[0].Dests = append(items[0].Dests, page.Dest{Name: c.dest(c.slug, "")}) // there is no title to lead to
	}
	s.add(items...)
}

// title sets the head of a nested chapter: the heading of its depth, with what belongs to a title below it.
func (s titling) title(sec *book.Section) {
	c, ch, from := s.c, sec.Chapter, len(s.items)
	var below func() []page.Item
	if len(ch.Subtitle) > 0 {
		below = func() []page.Item {
			st := c.style("subtitle")
			st.Align = c.style("h" + strconv.Itoa(min(c.depth+1, 4))).Align
			return c.set(c.pieces(ch.Subtitle, st, c.element("P", c.root)), st, frame{})
		}
	}
	s.headed(&book.Heading{Number: sec.Number, Content: sec.Title}, setting{style: "body", parent: c.root}, below)
	for i := from; i < len(s.items); i++ {
		if s.items[i].Kind == page.Line {
			s.items[i].Dests = append(s.items[i].Dests, page.Dest{Name: c.dest(sec.Slug, "")})
			break
		}
	}
	s.authors(ch, 0)
	s.after, s.first = true, true
}

// titling sets the head of a section and the matter below its last line.
type titling struct{ *stack }

// opening sets the head of a chapter: a third down the page, the number in Kai after a fish-tail, the title, the
// authors, the abstract between rules.
func (s titling) opening(sec *book.Section) {
	c, ch := s.c, sec.Chapter
	sink := c.master.area.Lines / 5
	if sec.Number == "" {
		sink = c.master.area.Lines / 7
	}
	if c.second && c.Parallel == Interlinear {
		sink = 1 // the first language has the white above already
	}
	s.blank(sink)
	tag := c.element("H1", c.root)
	c.part.Elements[tag].Block = sec.Slug
	if sec.Number != "" {
		st := c.style("chapter-number")
		st.Lines = 1
		f := face{color: "red"}
		pieces := []paragraph.Piece{c.plain(sec.Number, st, f, s.numbers(tag))}
		if c.house.Openings == lang.FishTail {
			pieces = append([]paragraph.Piece{c.fishTailPiece(st, tag)}, pieces...)
		}
		s.fixed(c.set(pieces, st, frame{}))
	}
	st := c.style("chapter")
	st.Lines = 1
	items := c.set(c.spaced(c.pieces(sec.Title, st, tag), st, tag), st, frame{})
	if len(items) > 0 {
		items[0].Running = &page.Running{Chapter: c.title}
		items[0].Dests = append(items[0].Dests, page.Dest{Name: c.dest(sec.Slug, "")})
	}
	s.fixed(items)
	if len(ch.Subtitle) > 0 {
		st := c.style("subtitle")
		s.fixed(c.set(c.pieces(ch.Subtitle, st, c.element("P", c.root)), st, frame{}))
	}
	s.authors(ch, 1)
	s.blank(2)
	s.after, s.first = true, true
}

// authors sets the authors, after a number of blank lines, and the abstract.
func (s titling) authors(ch *book.Chapter, blank int) {
	c := s.c
	if names := c.names(ch.Authors); names != "" {
		st := c.style("byline")
		s.blank(blank)
		s.fixed(c.set([]paragraph.Piece{c.plain(names, st, face{}, c.element("P", c.root))}, st, frame{}))
	}
	s.snap()
	if len(ch.Abstract) > 0 || len(ch.Keywords) > 0 {
		s.abstract(ch)
	}
}

// partPage sets the opening of a part: its title inside the frame line.
func (c *section) partPage(sec *book.Section, root int32) page.Sheet {
	s := c.begin(sec, root)
	s.add(page.Item{Ops: c.frameLine()})
	s.blank(int(c.details().Openings.Part.Of(geom.Length(c.master.area.Lines))))
	h := c.element("H1", root)
	if sec.Number != "" {
		st := c.style("title-author")
		s.add(c.set([]paragraph.Piece{c.plain(sec.Number, st, face{color: "red"}, h)}, st, frame{})...)
		s.blank(1)
	}
	st := c.style("part")
	st.Lines = 1
	s.add(c.set(c.pieces(sec.Title, st, h), st, frame{})...)
	sheet := c.spread(s.items, -1)
	sheet.Dests = append(sheet.Dests, page.Dest{Name: c.dest(sec.Slug, "")})
	return sheet
}

func (c *spec) fishTailPiece(st design.Style, tag int32) paragraph.Piece {
	w := st.Size * 6 / 10
	op := draw.Op{Tag: draw.Artifact, At: geom.Point{X: w / 2, Y: -st.Size.Em(380)}, Path: fishTail(c.details().Openings.Mark.Of(st.Size), c.color("red"))}
	return paragraph.Piece{
		Kind: paragraph.Boxed, Look: c.look(st, face{}), Tag: tag, Box: &paragraph.Box{Size: geom.Size{W: w + st.Size.Em(400)}, Ops: []draw.Op{op}},
	}
}

// spaced puts a gap between the characters of a title of two Han, as in 前　言. The gap is layout; the text has no space
// (rules K7, I8).
func (c *spec) spaced(pieces []paragraph.Piece, st design.Style, tag int32) []paragraph.Piece {
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

func (c *spec) names(people []book.Person) string {
	var names []string
	for _, p := range people {
		names = append(names, p.Name)
	}
	return c.lang.Authors(names)
}

// abstract sets abstract and keywords between two hairlines.
func (s titling) abstract(ch *book.Chapter) {
	c := s.c
	st := c.style("abstract")
	d := &c.details().Openings
	left, right := st.Size.Em(int64(st.Left)), st.Size.Em(int64(st.Right))
	hair := func(below geom.Length) page.Item {
		area := geom.Rect{X: left, W: c.master.measure - left - right, H: d.AbstractRule}
		return page.Item{Height: below, Penalty: page.Forbidden, Ops: []draw.Op{{Tag: draw.Artifact, Path: draw.Rectangle(area, c.color("rule"))}}}
	}
	s.blank(1)
	s.add(hair(d.AbstractAbove.Of(c.master.pitch)))
	s.labelled(ch.Abstract, c.lang.Words.Abstract(), "abstract")
	s.keywords(ch.Keywords, "abstract")
	s.add(page.Item{Height: d.AbstractBelow.Of(c.master.pitch), Penalty: page.Forbidden}, hair(0))
	s.snap()
}

// labelled sets paragraphs, the first after a label.
func (s titling) labelled(bs []book.Block, label, style string) {
	c := s.c
	for i, b := range bs {
		p, ok := b.(*book.Paragraph)
		if !ok || i > 0 {
			s.block(b, setting{style: style, parent: c.root})
			continue
		}
		st := c.style(style)
		tag := c.element("P", c.root)
		s.add(c.set(append(c.runIn(label, st, tag), c.pieces(p.Content, st, tag)...), st, frame{})...)
	}
}

// runIn is a label at the beginning of a paragraph: bold, followed by the colon of the language.
func (c *spec) runIn(label string, st design.Style, tag int32) []paragraph.Piece {
	return []paragraph.Piece{c.plain(label+c.lang.Words.Colon(), st, face{bold: true}, tag)}
}

func (s titling) keywords(words []string, style string) {
	if len(words) == 0 {
		return
	}
	c := s.c
	st := c.style(style)
	tag := c.element("P", c.root)
	text := strings.Join(words, c.lang.Words.KeywordSep())
	s.add(c.set(append(c.runIn(c.lang.Words.Keywords(), st, tag), c.plain(text, st, face{}, tag)), st, frame{})...)
}

// signature sets the name and date below a preface: in Kai, to the right, two characters in.
func (s titling) signature(ch *book.Chapter, parent int32) {
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
