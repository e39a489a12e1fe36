package typeset

import (
	"strings"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/source"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// articleHead sets the head of a journal article (GB/T 7713.2): title, authors with their note at the foot of the page,
// abstract, keywords and classification.
func (s titling) articleHead(sec *book.Section) {
	c, ch := s.c, sec.Chapter
	s.blank(2)
	st := c.style("chapter")
	st.Align, st.Size, st.Lines = "center", c.details().Openings.Article.Rounded(st.Size), 1
	tag := c.element("H1", c.root)
	items := c.set(c.pieces(sec.Title, st, tag), st, frame{})
	if len(items) > 0 {
		items[0].Running = &page.Running{Chapter: book.Plain(sec.Title)}
		items[0].Dests = append(items[0].Dests, page.Dest{Name: c.dest(sec.Slug, "")})
	}
	s.fixed(items)
	if len(ch.Subtitle) > 0 {
		st := c.style("subtitle")
		st.Align = "center"
		s.fixed(c.set(c.pieces(ch.Subtitle, st, c.element("P", c.root)), st, frame{}))
	}
	s.blank(1)
	s.bylineWithNotes(ch)
	s.blank(1)
	s.labelled(ch.Abstract, c.lang.Words.Abstract(), "abstract")
	s.keywords(ch.Keywords, "abstract")
	s.classification(ch)
	s.snap()
	s.blank(1)
	s.after, s.first = true, true
}

// bylineWithNotes sets the authors, with a mark after each who has a note. The funding is printed in the first note.
func (s titling) bylineWithNotes(ch *book.Chapter) {
	c := s.c
	st := c.style("byline")
	st.Align = "center"
	tag := c.element("P", c.root)
	var pieces []paragraph.Piece
	funding := ""
	if len(ch.Funding) > 0 {
		funding = c.lang.Words.Funding() + c.lang.Words.Colon() + book.Plain(ch.Funding)
	}
	star := ""
	mark := func(paragraphs ...string) {
		if funding != "" {
			paragraphs = append(paragraphs, funding)
			funding = ""
		}
		star += "*"
		index := c.authorNote(star, paragraphs)
		pieces = append(pieces, paragraph.Piece{
			Kind: paragraph.Mark, Text: star, Look: c.look(st, face{raised: true}), Tag: c.element("Reference", tag), Note: int32(index),
		})
	}
	for i, p := range ch.Authors {
		if i > 0 {
			pieces = append(pieces, c.plain(c.lang.Words.AuthorSep(), st, face{}, tag))
		}
		pieces = append(pieces, c.plain(p.Name, st, face{}, tag))
		if p.Note != "" {
			mark(p.Name + c.lang.Words.Comma() + p.Note)
		}
	}
	if funding != "" {
		mark()
	}
	s.fixed(c.set(pieces, st, frame{}))
}

// classification sets 中图分类号, 文献标识码 and 文章编号, as far as they are given.
func (s titling) classification(ch *book.Chapter) {
	c := s.c
	st := c.style("abstract")
	tag := c.element("P", c.root)
	var pieces []paragraph.Piece
	w := c.lang.Words
	for _, f := range [...]struct{ word, value string }{
		{w.CLC(), ch.CLC}, {w.DocumentCode(), ch.DocumentCode}, {w.ArticleID(), ch.ArticleID},
	} {
		if f.value == "" {
			continue
		}
		if len(pieces) > 0 {
			pieces = append(pieces, c.gap(st, 1000, tag))
		}
		pieces = append(pieces, c.runIn(f.word, st, tag)...)
		pieces = append(pieces, c.plain(f.value, st, face{}, tag))
	}
	if len(pieces) > 0 {
		s.add(c.set(pieces, st, frame{})...)
	}
}

// inEnglish sets the English title, authors, abstract and keywords that a Chinese article ends with.
func (s titling) inEnglish(ch *book.Chapter, parent int32) {
	e := ch.InEnglish
	if e == nil {
		return
	}
	c := s.c
	tag := c.element("Sect", parent)
	c.part.Elements[tag].Lang = lang.English.BCP47
	line := func(st design.Style, f face, role, text string) {
		f.lang = lang.English.Tag
		s.add(c.set([]paragraph.Piece{c.plain(text, st, f, c.element(role, tag))}, st, frame{})...)
	}
	s.snap()
	s.space(2 * c.master.pitch)
	if e.Title != "" {
		st := c.style("subtitle")
		st.Align, st.Lines = "center", 1
		from := len(s.items)
		line(st, face{}, "P", e.Title)
		s.items = append(s.items[:from:from], kept(s.items[from:], c.details().Openings.TitleGap)...)
	}
	if len(e.Authors) > 0 {
		st := c.style("byline")
		st.Align = "center"
		line(st, face{italic: true}, "P", strings.Join(e.Authors, ", "))
		s.keep()
		s.space(c.details().Openings.AuthorsGap.Of(c.master.pitch))
	}
	st := c.style("abstract")
	st.Indent, st.Squeeze = -1, "plain"
	for i, b := range e.Abstract {
		p, ok := b.(*book.Paragraph)
		if !ok {
			s.block(b, setting{style: "abstract", parent: tag})
			continue
		}
		el := c.element("P", tag)
		in := &inliner{c: c, style: st}
		if i == 0 {
			in.text(english(lang.Words.Abstract), text{face: face{bold: true, lang: lang.English.Tag}, tag: el}, source.Range{})
		}
		in.all(p.Content, text{face: face{lang: lang.English.Tag}, tag: el})
		s.add(c.setEnglish(in.out, st)...)
	}
	if e.Keywords != "" {
		el := c.element("P", tag)
		in := &inliner{c: c, style: st}
		in.text(english(lang.Words.Keywords), text{face: face{bold: true, lang: lang.English.Tag}, tag: el}, source.Range{})
		in.text(e.Keywords, text{face: face{lang: lang.English.Tag}, tag: el}, source.Range{})
		s.add(c.setEnglish(in.out, st)...)
	}
}

// english is a word of the English title matter with its colon.
func english(word func(lang.Words) string) string {
	w := lang.English.Words
	return word(w) + w.Colon()
}

// setEnglish sets a paragraph by English rules in a book of another language.
func (c *section) setEnglish(pieces []paragraph.Piece, st design.Style) []page.Item {
	ps := *c.paragraphStyle(st, frame{})
	ps.Lang = lang.English.Tag
	return c.items(c.lay(pieces, &ps), st)
}

// kept returns items after none of which a page may end, with white of a height below them.
func kept(items []page.Item, white geom.Length) []page.Item {
	for i := range items {
		items[i].Penalty = page.Forbidden
	}
	return append(items, page.Item{Kind: page.Space, Height: white})
}
