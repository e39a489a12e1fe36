package typeset

import (
	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

var tableTooWide = diag.NewKind("table-too-wide", diag.Warning,
	"the table is too wide for the page even in the smallest type", "表格过宽，用最小字号也排不进版心",
	"delete a column, or shorten the text of the cells", "请减少列数，或缩短单元格文字")

// grid is a table being set.
type grid struct {
	c       *section
	table   *book.Table
	at      setting
	tag     int32        // of the Table
	caption int32        // element of the caption, if any
	style   design.Style // of body cells
	head    design.Style
	gutter  geom.Length
	left    geom.Length
	width   geom.Length
	room    geom.Length // height of a page: a band that is lower is kept together
	rows    [][]cell    // by the row in which they begin
	cols    []column
}

// table sets a table: caption above, three rules, notes and source below. It breaks between rows and repeats its head;
// a row that is higher than a page breaks, too. A table that is too wide for the page is turned.
func (s *stack) table(n *book.Table, at setting) {
	c := s.c
	g := &grid{c: c, table: n, at: at, left: at.left, width: c.master.measure - at.left - at.right, room: c.master.area.Height()}
	g.tag = c.part.Add(forme.Element{Role: "Table", Parent: at.parent})
	if n.Number != "" || len(n.Caption) > 0 {
		g.caption = c.element("Caption", g.tag)
	}
	switch {
	case g.fit():
	case !at.notes && s.turned(g):
		return
	default:
		// In columns that are too narrow words are broken anywhere.
		c.messages = append(c.messages, tableTooWide.At(c.at(n.Range).Chars(1)))
		c.setter.Crowded = true
		defer func() { c.setter.Crowded = false }()
		if !at.notes {
			s.lying(g)
			return
		}
		g.attempt(smallest)
	}
	s.padded(g.set())
}

// set returns the table with its caption, notes and source.
func (g *grid) set() []page.Item {
	in := g.c.stack()
	in.caption(g.table.Number, g.table.Caption, captioned{at: g.at, tag: g.caption, keep: true})
	g.place()
	in.add(g.lines()...)
	for _, note := range g.table.Notes {
		in.keep()
		in.source(note, g.at, g.tag)
	}
	if len(g.table.Source) > 0 {
		in.keep()
		in.source(g.table.Source, g.at, g.tag)
	}
	return in.items
}

// captioned says how a caption is set.
type captioned struct {
	at   setting
	tag  int32 // its element
	keep bool  // with what follows
}

// caption sets the number and the caption of a table or figure.
func (s *stack) caption(number string, ins []book.Inline, k captioned) {
	if number == "" && len(ins) == 0 {
		return
	}
	c, tag := s.c, k.tag
	st := c.style("caption")
	var pieces []paragraph.Piece
	if number != "" {
		pieces = append(pieces, c.plain(number, st, face{bold: true}, tag))
		if len(ins) > 0 {
			pieces = append(pieces, c.gap(st, 1000, tag))
		}
	}
	pieces = append(pieces, c.pieces(ins, st, tag)...)
	items := c.set(pieces, st, k.at.frame)
	if k.keep {
		for i := range items {
			items[i].Penalty = page.Forbidden
		}
	}
	s.add(items...)
	if k.keep {
		s.space(c.details().Tables.CaptionGap)
	}
}

// source sets a line below a table or figure: a note, or where the data come from.
func (s *stack) source(ins []book.Inline, at setting, parent int32) {
	st := s.c.style("source")
	tag := s.c.element("P", s.c.part.Elements[parent].Parent)
	s.space(s.c.details().Tables.SourceGap)
	s.add(s.c.set(s.c.pieces(ins, st, tag), st, at.frame)...)
}

// smallest is the smallest type of a table, in hundredths of the size of its cells' style.
const smallest = 68

// fit makes the cells and finds column widths, in smaller and smaller type while the table is too wide. It reports
// whether the table fits; if not, the attempts are undone.
func (g *grid) fit() bool {
	for _, percent := range [...]int64{100, 92, 84, 76, smallest} {
		before := g.c.state()
		if g.attempt(percent) {
			return true
		}
		g.c.restore(before)
	}
	return false
}

// attempt makes the cells in a share of their size and reports whether the table fits.
func (g *grid) attempt(percent int64) bool {
	g.style, g.head = g.c.style("cell"), g.c.style("cell-head")
	for _, st := range [...]*design.Style{&g.style, &g.head} {
		st.Size, st.Leading = st.Size.Mul(percent, 100), st.Leading.Mul(percent, 100)
	}
	g.gutter = g.c.details().Tables.Gutter.Of(g.style.Size)
	g.cells(g.tag)
	return g.widths()
}

// state are the lengths of the lists to which setting text appends.
type state struct{ elements, links, notes, lines int }

func (c *section) state() state {
	return state{len(c.part.Elements), len(c.links), len(c.galley.Notes), len(c.record.lines)}
}

// restore undoes an attempt, with the notes that it was the first to set.
func (c *section) restore(s state) {
	c.part.Elements, c.links, c.record.lines = c.part.Elements[:s.elements], c.links[:s.links], c.record.lines[:s.lines]
	c.galley.Notes = c.galley.Notes[:s.notes]
	for label, index := range c.notes {
		if index >= s.notes {
			delete(c.notes, label)
		}
	}
}
