package typeset

import (
	"keben/internal/book"
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// parallelSection sets a section in both languages, as the edition's arrangement has it.
func (c *compositor) parallelSection(g gathering) gathering {
	t := c.twin
	g.twinTag = c.sect(t)
	first := c.sectionGalley(g.section, g.tag)
	second := t.untranslated(g.section, g.twinTag)
	if twin := t.sectionOf(g.section.Slug); twin != nil && twin.Chapter != nil {
		second = t.sectionGalley(twin, g.twinTag)
	}
	return c.join(g, first, second)
}

// parallelContents sets the contents in both languages.
func (c *compositor) parallelContents(g gathering, folio func(string) string) gathering {
	t := c.twin
	first := c.contentsGalley(g.section, g.tag, folio)
	second := t.untranslated(g.section, g.twinTag)
	if twin := t.sectionOf(g.section.Slug); twin != nil {
		second = t.contentsGalley(twin, g.twinTag, folio)
	}
	return c.join(g, first, second)
}

// sect adds the element of a section in the second language.
func (c *compositor) sect(t *compositor) int32 {
	return c.doc.Structure.Add(forme.Element{Role: "Sect", Parent: 0, Lang: t.lang.BCP47})
}

func (c *compositor) sectionOf(slug string) *book.Section {
	for i := range c.Edition.Sections {
		if c.Edition.Sections[i].Slug == slug {
			return &c.Edition.Sections[i]
		}
	}
	return nil
}

// untranslated is the galley that stands opposite to a section the second language has not.
func (c *compositor) untranslated(sec *book.Section, tag int32) *page.Galley {
	s := c.begin(sec.Slug, nil, tag)
	st := c.style("source")
	s.blank(c.master.area.Lines / 5)
	s.add(c.set([]paragraph.Piece{c.plain(c.lang.Words.NotTranslated(), st, face{}, c.element("P", tag))}, st, frame{})...)
	return c.end(s)
}

// join makes two galleys up into the sheets of one gathering.
func (c *compositor) join(g gathering, first, second *page.Galley) gathering {
	t := c.twin
	g.sheets, g.by = nil, nil
	// The baselines of both languages are to meet: the body of the second is moved by what its place in the
	// line differs.
	drop := c.baseline() - t.baseline()
	switch c.Parallel {
	case Interlinear:
		g.sheets = page.Make(c.master.area, page.Interleave(first, second, c.master.pitch/2))
	case Columns:
		made := page.Make(c.master.area, first, second)
		across := geom.Point{X: c.master.measure + c.gutter(), Y: drop}
		for i := 0; i+1 < len(made); i += 2 {
			g.sheets = append(g.sheets, beside(made[i], made[i+1], across))
		}
	default:
		g.opens = verso
		for i, s := range page.Make(c.master.area, first, second) {
			by := c
			if i%2 == 1 {
				by = t
				s = beside(page.Sheet{Running: s.Running, Opens: s.Opens, Used: s.Used}, s, geom.Point{Y: drop})
			}
			g.sheets, g.by = append(g.sheets, s), append(g.by, by)
		}
	}
	return g
}

// baseline is how far below the top of its line the body's baseline is.
func (c *compositor) baseline() geom.Length {
	return (c.body.Leading-c.body.Size)/2 + c.body.Size.Em(880)
}

// beside puts sheet b, moved, onto sheet a.
func beside(a, b page.Sheet, by geom.Point) page.Sheet {
	a.Ops = append(a.Ops[:len(a.Ops):len(a.Ops)], draw.Move(b.Ops, by)...)
	for _, l := range b.Links {
		l.Area = l.Area.Move(by)
		a.Links = append(a.Links, l)
	}
	for _, d := range b.Dests {
		a.Dests = append(a.Dests, page.Dest{Name: d.Name, Y: d.Y + by.Y})
	}
	for _, f := range b.Figures {
		a.Figures = append(a.Figures, page.FigureBox{Tag: f.Tag, Area: f.Area.Move(by)})
	}
	for _, r := range b.Rows {
		r.Y += by.Y
		a.Rows = append(a.Rows, r)
	}
	a.Notes = append(a.Notes, b.Notes...)
	return a
}
