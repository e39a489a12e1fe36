package typeset

import (
	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/source"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// contentsGalley sets the table of contents, or a list of figures or tables.
func (c *section) contentsGalley(sec *book.Section, tag int32, l list) *page.Galley {
	s := titling{c.begin(sec, tag)}
	s.blank(int(c.details().Openings.Contents.Of(geom.Length(c.master.area.Lines))))
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
	if sec.Role != book.RoleContents {
		form := c.listForm(l.entries)
		for i := range l.entries {
			s.add(c.entry(&l.entries[i], toc, l.folios[i], form)...)
		}
		return c.end(s.stack)
	}
	for i := range l.entries {
		e := &l.entries[i]
		if e.Depth <= 1 && (i > 0 || l.spaced) {
			s.space(c.details().Openings.ChapterSpace.Of(c.master.pitch))
		}
		items := c.entry(e, toc, l.folios[i], entryForm{style: c.entryStyle(e.Depth)})
		if n := len(items); n > 0 && e.Depth <= 1 {
			items[n-1].Penalty = page.Forbidden // a chapter's line stays with its first section
		}
		s.add(items...)
	}
	return c.end(s.stack)
}

// entryStyle is the style of entries of a depth.
func (c *section) entryStyle(depth int) design.Style {
	st := c.style("contents" + string(rune('0'+min(max(depth, 1), 2))))
	st.Lines = 1
	st.Align = "left" // the leader fills the last line
	return st
}

// entryForm says how the entries of a late section are set.
type entryForm struct {
	style design.Style
	hang  geom.Length // indent of the title's later lines: the column of numbers with the white after it, or less
}

// listForm is the form of a list of figures or tables: like the contents, but without bold type or levels, and with a
// column of numbers. Where the column leaves too little room for captions, these follow their numbers and hang by two
// ems.
func (c *section) listForm(entries []book.Entry) entryForm {
	f := entryForm{style: c.entryStyle(1)}
	f.style.Bold = false
	for i := range entries {
		f.hang = max(f.hang, c.width(entries[i].Number, f.style))
	}
	f.hang += f.style.Size
	if c.inset(frame{}, f.hang, 0).left < f.hang {
		f.hang = c.inset(frame{}, 2*f.style.Size, 0).left
	}
	return f
}

// width is how wide a text is on one line.
func (c *section) width(s string, st design.Style) geom.Length {
	ps := *c.paragraphStyle(st, frame{})
	_, w := c.setter.Natural([]paragraph.Piece{c.plain(s, st, face{}, 0)}, &ps)
	return w
}

// entry sets one line of a late section: number and title, authors in Kai, leader, page.
func (c *section) entry(e *book.Entry, toc int32, folio string, form entryForm) []page.Item {
	st, hang := form.style, form.hang
	item := c.element("TOCI", toc)
	ref := c.element("Reference", item)
	in := &inliner{c: c, style: st}
	t := in.linked(link{dest: c.dest(e.Slug, e.ID), text: c.lang.Join(e.Number, book.Plain(e.Title))}, text{tag: ref})
	if e.Number != "" {
		in.text(e.Number, t, source.Range{})
		if c.lang.Gap(e.Number) != "" || hang > 0 {
			gap := c.gap(st, 1000, t.tag)
			gap.Box.Size.W = max(gap.Box.Size.W, hang-c.width(e.Number, st))
			in.out = append(in.out, gap)
		}
	}
	titled := t
	if e.Lang != "" {
		titled.tag, titled.face.lang = c.element("Span", t.tag), e.Lang
		c.part.Elements[titled.tag].Lang = lang.Of(e.Lang).BCP47
	}
	in.all(e.Title, titled)
	if len(e.Authors) > 0 {
		quiet := st
		quiet.Bold, quiet.Family, quiet.Italic = false, "quote", c.lang.Emphasis == lang.Italic
		in.out = append(in.out, c.gap(quiet, 1000, t.tag), c.plain(c.lang.Authors(e.Authors), quiet, face{}, t.tag))
	}
	f := c.inset(frame{left: hang}, 0, 2*st.Size) // no title reaches into the column of folios
	in.out = append(in.out, c.leader(st, t.tag, f.right))
	number := st
	number.Bold = false
	in.out = append(in.out, paragraph.Piece{
		Kind: paragraph.Text, Text: folio, Look: c.look(number, face{tabular: true}), Tag: t.tag, Link: t.link,
	})
	ps := *c.paragraphStyle(st, f)
	ps.Indent -= hang
	items := c.items(c.setter.Set(in.out, &ps), st)
	for i := range items {
		items[i].Penalty = page.Forbidden
	}
	if n := len(items); n > 0 {
		items[n-1].Penalty = 0
	}
	return items
}

// leader is a row of fine dots, widely spaced, at half the height of the character in Chinese and on the baseline in
// English. It fills the rest of the line, and beyond the right edge as far as the line may reach.
func (c *spec) leader(st design.Style, tag int32, beyond geom.Length) paragraph.Piece {
	dots := &c.details().Leaders
	d := dots.Dot.Rounded(st.Size)
	rise := d / 2
	if c.lang.Script.Han() {
		rise = dots.Rise.Rounded(st.Size)
	}
	return paragraph.Piece{Kind: paragraph.Fill, Look: c.look(st, face{}), Tag: tag, Leader: &paragraph.Leader{
		Diameter: d, Pitch: dots.Pitch.Rounded(st.Size), Rise: rise, Beyond: beyond, Color: c.color("second"),
	}}
}
