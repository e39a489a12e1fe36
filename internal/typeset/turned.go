package typeset

import (
	"slices"
	"strings"

	"keben/internal/draw"
	"keben/internal/geom"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// sideways is how many quarter turns a table makes: its head is at the left edge of the page and its foot at the right,
// on rectos and versos alike (卧排表: 顶左底右).
const sideways = 1

// turned sets a table that is too wide for the measure sideways, on pages of its own. It reports whether the table
// fits; if not, the attempt is undone.
func (s *stack) turned(g *grid) bool {
	c, before, outer := s.c, s.c.state(), g.at.frame
	restore := func() bool {
		c.restore(before)
		g.at.frame, g.left, g.width = outer, outer.left, c.master.measure-outer.left-outer.right
		g.room = c.master.area.Height()
		return false
	}
	room := c.master.area.Height()
	if g.across(room); !g.fit() {
		return restore()
	}
	if foot := c.footOf(g); foot > 0 {
		// The notes stay upright at the foot of the page.
		c.restore(before)
		room -= foot
		room -= room % c.master.pitch
		if g.across(room); !g.fit() {
			return restore()
		}
	}
	s.sheets(g, room)
	return true
}

// lying sets a table sideways that is too wide even for that.
func (s *stack) lying(g *grid) {
	before, room := s.c.state(), s.c.master.area.Height()
	g.across(room)
	g.attempt(smallest)
	if foot := s.c.footOf(g); foot > 0 {
		s.c.restore(before)
		room = max(room-foot, room/2)
		room -= room % s.c.master.pitch
		g.across(room)
		g.attempt(smallest)
	}
	s.sheets(g, room)
}

// across makes the table as wide as the page is high.
func (g *grid) across(height geom.Length) {
	g.at.frame = frame{right: g.c.master.measure - height} // negative: it goes beyond the measure
	g.left, g.width, g.room = 0, height, g.c.master.measure
}

// sheets adds a table that has been fitted as turned pages. The width of the table is the height room.
func (s *stack) sheets(g *grid, room geom.Length) {
	c := s.c
	items := g.set()
	sheets := page.Make(page.Area{Pitch: geom.Pt, Lines: int(c.master.measure / geom.Pt)}, &page.Galley{Items: unmarked(items)})
	marks := marksOf(items)
	s.snap()
	for i := range sheets {
		left := geom.Length(0)
		if len(sheets) == 1 {
			left = max(0, c.master.measure-sheets[i].Used) / 2
		}
		it := onItsSide(&sheets[i], geom.Point{X: left, Y: room})
		it.Height = room
		it.Kind = page.Float
		if g.at.depth > 0 {
			it.Kind = page.Line
		}
		for k, op := range it.Ops {
			if note, ok := marks[op.Run]; ok && op.Run != nil && op.Tag != draw.Artifact {
				it.Marks = append(it.Marks, page.Mark{Note: note, Op: k})
			}
		}
		s.add(it)
	}
}

// footOf is the height of the notes of a table's cells, and of the notes in those, with their rule.
func (c *section) footOf(g *grid) geom.Length {
	var notes []int
	call := func(n int) {
		if !slices.Contains(notes, n) {
			notes = append(notes, n)
		}
	}
	for _, r := range g.rows {
		for _, cl := range r {
			for _, p := range cl.pieces {
				if p.Kind == paragraph.Mark {
					call(int(p.Note))
				}
			}
		}
	}
	var h geom.Length
	for i := 0; i < len(notes); i++ { // the loop appends to notes
		for _, it := range c.galley.Notes[notes[i]].Items {
			h += it.Height
			for _, m := range it.Marks {
				call(m.Note)
			}
		}
	}
	if h > 0 {
		h += c.master.area.Foot.Height
	}
	return h
}

// marksOf maps the runs of note marks to their notes. Every mark has a run of its own, so its address identifies it.
func marksOf(items []page.Item) map[*draw.Run]int {
	out := map[*draw.Run]int{}
	for _, it := range items {
		for _, m := range it.Marks {
			out[it.Ops[m.Op].Run] = m.Note
		}
	}
	return out
}

// unmarked returns items without their note marks, for notes that are set elsewhere.
func unmarked(items []page.Item) []page.Item {
	out := slices.Clone(items)
	for i := range out {
		out[i].Marks = nil
	}
	return out
}

// onItsSide returns a sheet turned, its top left corner at the given point.
func onItsSide(sheet *page.Sheet, at geom.Point) page.Item {
	it := page.Item{Ops: draw.Move(draw.Turn(sheet.Ops, sideways), at)}
	for _, l := range sheet.Links {
		l.Area = draw.TurnRect(l.Area, sideways).Move(at)
		it.Links = append(it.Links, l)
	}
	for _, f := range sheet.Figures {
		f.Area = draw.TurnRect(f.Area, sideways).Move(at)
		it.Figures = append(it.Figures, f)
	}
	for _, d := range sheet.Dests {
		it.Dests = append(it.Dests, page.Dest{Name: d.Name})
	}
	var rows []string
	for _, r := range sheet.Rows {
		if r.Text != "" {
			rows = append(rows, r.Text)
		}
	}
	it.Text = strings.Join(rows, " / ")
	return it
}
