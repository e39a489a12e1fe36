package typeset

import (
	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/lang"
	"keben/internal/source"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// contentsGalley sets the table of contents.
func (c *section) contentsGalley(sec *book.Section, tag int32, l list) *page.Galley {
	s := titling{c.begin(sec, tag)}
	s.blank(c.master.area.Lines / 9)
	head := c.style("contents-head")
	head.Lines = 1
	if c.lang.Openings == lang.FishTail {
		head.Align = "center"
	}
	h := c.element("H1", tag)
	items := c.set(c.spaced(c.pieces(sec.Title, head, h), head, h), head, frame{})
	if len(items) > 0 {
		items[0].Running = &page.Running{Chapter: book.Plain(sec.Title)}
		items[0].Dests = append(items[0].Dests, page.Dest{Name: c.dest(sec.Slug, "")})
	}
	s.fixed(items)
	s.snap()
	s.blank(1)
	toc := c.element("TOC", tag)
	for i := range l.entries {
		e := &l.entries[i]
		if e.Depth <= 1 && (i > 0 || l.spaced) {
			s.space(c.master.pitch / 4)
		}
		s.entry(e, toc, l.folios[i])
	}
	return c.end(s.stack)
}

// entry sets one line of the contents: number and title, authors in Kai, leader, page.
func (s titling) entry(e *book.Entry, toc int32, folio string) {
	c := s.c
	st := c.style("contents" + string(rune('0'+min(max(e.Depth, 1), 2))))
	st.Lines = 1
	st.Align = "left" // the leader takes up the rest of the last line
	item := c.element("TOCI", toc)
	ref := c.element("Reference", item)
	in := &inliner{c: c, style: st}
	t := in.linked(link{dest: c.dest(e.Slug, e.ID), text: c.lang.Join(e.Number, book.Plain(e.Title))}, text{tag: ref})
	if e.Number != "" {
		in.text(e.Number, t, source.Range{})
		if c.lang.Gap(e.Number) != "" {
			in.out = append(in.out, c.gap(st, 1000, t.tag))
		}
	}
	in.all(e.Title, t)
	if len(e.Authors) > 0 {
		quiet := st
		quiet.Bold, quiet.Family, quiet.Italic = false, "quote", c.lang.Emphasis == lang.Italic
		in.out = append(in.out, c.gap(quiet, 1000, t.tag), c.plain(c.lang.Authors(e.Authors), quiet, face{}, t.tag))
	}
	in.out = append(in.out, c.leader(st, t.tag))
	number := st
	number.Bold = false
	in.out = append(in.out, paragraph.Piece{
		Kind: paragraph.Text, Text: folio, Look: c.look(number, face{tabular: true}), Tag: t.tag, Link: t.link,
	})
	items := c.set(in.out, st, frame{right: 0})
	for i := range items {
		items[i].Penalty = page.Forbidden
	}
	if n := len(items); n > 0 {
		items[n-1].Penalty = 0
		if e.Depth <= 1 {
			items[n-1].Penalty = page.Forbidden // a chapter's line stays with its first section
		}
	}
	s.add(items...)
}

// leader is a row of fine dots, wide-spaced, half way up the character in Chinese and on the baseline in
// English; it takes up what is left of the line.
func (c *spec) leader(st design.Style, tag int32) paragraph.Piece {
	d := st.Size.Em(70)
	rise := d / 2
	if c.lang.Script.Han() {
		rise = st.Size.Em(345)
	}
	return paragraph.Piece{Kind: paragraph.Fill, Look: c.look(st, face{}), Tag: tag, Leader: &paragraph.Leader{
		Diameter: d, Pitch: st.Size.Em(500), Rise: rise, Color: c.color("second"),
	}}
}
