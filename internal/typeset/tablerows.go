package typeset

import (
	"cmp"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/draw"
	"keben/internal/geom"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// place sets the text of every cell to the width of its columns.
func (g *grid) place() {
	for k := range g.rows {
		for i := range g.rows[k] {
			cl := &g.rows[k][i]
			if len(cl.pieces) == 0 && len(cl.Blocks) == 0 {
				continue
			}
			st := g.styleOf(cl)
			first, last := g.cols[cl.Col], g.cols[cl.Right()-1]
			st.Align = g.align(cl)
			f := frame{left: first.x, right: g.c.master.measure - last.x - last.width}
			if len(cl.Blocks) > 0 {
				cl.items = g.blocks(cl, st, f)
				continue
			}
			if first.numeric && cl.whole > 0 {
				st.Align = "left"
				f.left += max(0, (first.width-first.whole-first.part)/2+first.whole-cl.whole)
			}
			cl.items = g.c.set(cl.pieces, st, f)
		}
	}
}

// blocks sets a cell of blocks. White inside a cell is not dropped at the top of a page.
func (g *grid) blocks(cl *cell, st design.Style, f frame) []page.Item {
	outer := g.c.cell
	g.c.cell = &st
	defer func() { g.c.cell = outer }()
	s := g.c.stack()
	s.blocks(cl.Blocks, setting{frame: f, style: "cell", parent: cl.tag, plain: true, notes: true, depth: g.at.depth + 1})
	items := trimmed(s.items)
	for i := range items {
		switch items[i].Kind {
		case page.Snap:
			items[i].Height = 0
		case page.Space:
			items[i].Height = min(items[i].Height, st.Leading/4)
		}
		items[i].Kind = page.Line
	}
	return items
}

// rule is a rule of width w across the table, with white above and below.
func (g *grid) rule(w, above, below geom.Length) page.Item {
	return page.Item{Height: above + w + below, Penalty: page.Forbidden, Ops: []draw.Op{g.line(g.left, above, geom.Size{W: g.width, H: w})}}
}

func (g *grid) line(x, y geom.Length, s geom.Size) draw.Op {
	return draw.Op{Tag: draw.Artifact, Path: draw.Rectangle(geom.Rect{X: x, Y: y, W: s.W, H: s.H}, draw.Color{})}
}

// lines returns the set table as items: line by line, each with the lines of all its cells.
func (g *grid) lines() []page.Item {
	d := &g.c.details().Tables
	pad := d.Pad.Rounded(g.style.Size)
	out := []page.Item{g.rule(d.ThickRule, 0, pad)} // a three-line table (三线表): thick, thin, thick
	header := g.table.HeadRows()
	if header > 0 {
		out = append(out, g.headLines(header)...)
		out = append(out, g.rule(d.ThinRule, pad, pad))
	}
	// A head higher than half a page is neither repeated nor kept on one page.
	repeat := &page.Item{}
	if height(out) <= g.room/2 {
		for i := range out {
			out[i].Penalty = page.Forbidden
		}
		repeat = merged(append(g.again(), out...))
	}
	k := header
	for i, group := range g.table.Groups {
		if group.Part == book.HeadPart {
			continue
		}
		if i > 0 && group.Part == book.FootPart && k > header {
			out[len(out)-1].Penalty = page.Forbidden
			out = append(out, g.rule(d.ThinRule, 0, pad))
		} else if k > header {
			out[len(out)-1].Height += pad // between groups of rows
		}
		for end := k + len(group.Rows); k < end; {
			b := g.band(k, pad, g.room-repeat.Height)
			for j := range b.items {
				it := &b.items[j]
				if repeat.Height > 0 && (k > header || j > 0) {
					it.Repeat = repeat
					if r := b.again[j]; r != nil {
						it.Repeat = resumed(repeat, r)
					}
				}
			}
			k = b.end
			// Two rows stay together at either end of the table.
			if last := &b.items[len(b.items)-1]; b.first == header || k >= len(g.rows)-1 || b.label {
				last.Penalty = page.Forbidden
			}
			out = append(out, b.items...)
		}
	}
	end := g.rule(d.ThickRule, 0, 0)
	end.Penalty = 0
	return append(out, end)
}

// again is the line above a table that continues on another page: its number and 续表 (CY/T 170).
func (g *grid) again() []page.Item {
	if g.table.Number == "" {
		return nil
	}
	c, st, lines := g.c, g.c.style("caption"), len(g.c.record.lines)
	defer func() { c.record.lines = c.record.lines[:lines] }() // the galley does not have this line
	return c.set([]paragraph.Piece{c.plain(c.house.Continued(g.table.Number), st, face{}, g.tag)}, st, g.at.frame)
}

// headLines sets the rows of the head. Below a head over several columns a rule joins them.
func (g *grid) headLines(rows int) []page.Item {
	thin, pad := g.c.details().Tables.ThinRule, g.c.details().Tables.HeadPad.Rounded(g.style.Size)
	b := band{end: rows}
	joined := make([][]draw.Op, rows) // the rules below each row
	for k := range rows {
		b.rows = append(b.rows, g.row(k))
		for i := range g.rows[k] {
			if cl := &g.rows[k][i]; cl.Cols > 1 && cl.Bottom() < rows {
				first, last := g.cols[cl.Col], g.cols[cl.Right()-1]
				joined[cl.Bottom()-1] = append(joined[cl.Bottom()-1], g.line(first.x, pad, geom.Size{W: last.x + last.width - first.x, H: thin}))
			}
		}
		if len(joined[k]) > 0 {
			b.rows[k] = append(b.rows[k], page.Item{Height: pad + thin + pad, Ops: joined[k]})
		}
	}
	g.reachDown(&b, false)
	b.flatten()
	return b.items
}

// band is a group of rows that are joined by cells over several rows. No cell reaches from one band into the next.
type band struct {
	first, end int
	pad        geom.Length        // white below a row
	rows       [][]page.Item      // each has one line at least
	items      []page.Item        // those of all rows
	starts     []int              // the first item of each row, and behind the last
	again      map[int]*page.Item // by item: the head that is repeated where a page begins at it
	label      bool               // one cell across the table: the title of the rows below
}

func (b *band) flatten() {
	for _, row := range b.rows {
		b.starts = append(b.starts, len(b.items))
		b.items = append(b.items, row...)
	}
	b.starts = append(b.starts, len(b.items))
}

// band sets the rows from k on that are joined by cells. If they fit on a page, whose height is room, no page ends
// within them.
func (g *grid) band(k int, pad, room geom.Length) band {
	b := band{first: k, end: k + 1, pad: pad}
	for r := k; r < b.end; r++ {
		for i := range g.rows[r] {
			b.end = max(b.end, g.rows[r][i].Bottom())
		}
	}
	b.label = b.end == k+1 && len(g.rows[k]) == 1 && len(g.cols) > 1 && g.rows[k][0].Cols == len(g.cols)
	g.fillBand(&b, false)
	if b.end == k+1 {
		return b
	}
	if height(b.items) > room {
		g.fillBand(&b, true)
		g.continued(&b)
		return b
	}
	for i := range b.items[:len(b.items)-1] {
		b.items[i].Penalty = page.Forbidden
	}
	return b
}

func (g *grid) fillBand(b *band, broken bool) {
	b.rows, b.items, b.starts = nil, nil, nil
	for r := b.first; r < b.end; r++ {
		row := g.row(r)
		row[len(row)-1].Height += b.pad
		b.rows = append(b.rows, row)
	}
	g.reachDown(b, broken)
	for _, row := range b.rows {
		for i := range row {
			row[i].Penalty = 2500
		}
		row[len(row)-1].Penalty = 0
	}
	b.flatten()
}

func height(items []page.Item) (h geom.Length) {
	for _, it := range items {
		h += it.Height
	}
	return h
}

// reachDown sets the second and later lines of cells over several rows; the first is in the row where the cell begins.
// The lines follow each other closely, or, in a band that is broken across pages, are beside the lines of the rows. A
// cell that is longer than its rows makes the last row longer.
func (g *grid) reachDown(b *band, broken bool) {
	var tall []*cell
	for r := b.first; r < b.end; r++ {
		for i := range g.rows[r] {
			if cl := &g.rows[r][i]; cl.Rows > 1 && len(cl.items) > 1 {
				tall = append(tall, cl)
			}
		}
	}
	slices.SortStableFunc(tall, func(x, y *cell) int { return cmp.Compare(x.Bottom(), y.Bottom()) })
	for _, cl := range tall {
		if broken {
			b.byLines(cl)
		} else {
			b.evenly(cl)
		}
	}
}

// byLines sets a line of the cell beside each line of its rows.
func (b *band) byLines(cl *cell) {
	r, j := cl.Row-b.first, 0
	last := cl.Bottom() - b.first - 1
	for _, line := range cl.items[1:] {
		j++
		if j == len(b.rows[r]) && r < last {
			r, j = r+1, 0
		}
		if j == len(b.rows[r]) {
			b.rows[r][j-1].Height -= b.pad
			b.rows[r] = append(b.rows[r], page.Item{Height: line.Height + b.pad})
		}
		overlay(&b.rows[r][j], line, 0)
	}
}

// evenly sets the lines of the cell one below the other.
func (b *band) evenly(cl *cell) {
	r, j := cl.Row-b.first, 0
	last := cl.Bottom() - b.first - 1
	y := cl.items[0].Height // the next line's distance from the top of item j of row r
	for _, line := range cl.items[1:] {
		for y >= b.rows[r][j].Height && (r < last || j < len(b.rows[r])-1) {
			y -= b.rows[r][j].Height
			if j++; j == len(b.rows[r]) {
				r, j = r+1, 0
			}
		}
		it := &b.rows[r][j]
		overlay(it, line, y)
		y += line.Height
		if r == last && j == len(b.rows[r])-1 {
			it.Height = max(it.Height, y+b.pad)
		}
	}
}

// continued repeats, at the top of a page, the text of cells over several rows whose text is on the page before.
func (g *grid) continued(b *band) {
	b.again = map[int]*page.Item{}
	var open []*cell
	for r := b.first; r < b.end; r++ {
		open = slices.DeleteFunc(open, func(cl *cell) bool { return cl.Bottom() <= r })
		for j := b.starts[r-b.first]; j < b.starts[r-b.first+1]; j++ {
			var again page.Item
			for _, cl := range open {
				if j-b.starts[cl.Row-b.first] >= len(cl.items) {
					overlay(&again, cl.items[0], 0)
				}
			}
			if len(again.Ops) > 0 {
				b.again[j] = &again
			}
		}
		for i := range g.rows[r] {
			if cl := &g.rows[r][i]; cl.Rows > 1 && len(cl.items) > 0 {
				open = append(open, cl)
			}
		}
	}
}

// resumed is the repeated head with the cells that continue beside the rows below it.
func resumed(head, again *page.Item) *page.Item {
	out := *head
	out.Ops = append(slices.Clone(head.Ops), draw.Move(again.Ops, geom.Point{Y: head.Height})...)
	return &out
}

// row joins the cells that begin in row k line by line. Of a cell over several rows it has only the first line.
func (g *grid) row(k int) []page.Item {
	var out []page.Item
	for i := range g.rows[k] {
		cl := &g.rows[k][i]
		items := cl.items
		switch {
		case cl.Rows > 1:
			items = items[:min(1, len(items))]
		case len(cl.Blocks) > 0:
			continue
		}
		for j, it := range items {
			if j >= len(out) {
				out = append(out, page.Item{})
			}
			join(&out[j], it)
		}
	}
	for i := range g.rows[k] {
		if cl := &g.rows[k][i]; len(cl.Blocks) > 0 && cl.Rows == 1 {
			out = stacked(out, cl.items)
		}
	}
	if len(out) == 0 {
		out = []page.Item{{Height: g.style.Leading}}
	}
	return out
}

// stacked sets the items of a cell of blocks beside those of a row. It does not pair them line by line, because blocks
// have lines of different heights.
func stacked(row, items []page.Item) []page.Item {
	j, y := 0, geom.Length(0) // the next item is y below the top of item j
	for _, it := range items {
		for j < len(row) && y >= row[j].Height {
			y -= row[j].Height
			j++
		}
		if j == len(row) {
			row, y = append(row, page.Item{}), 0
		}
		overlay(&row[j], it, y)
		if y += it.Height; j == len(row)-1 {
			row[j].Height = max(row[j].Height, y)
		}
	}
	return row
}

// join adds the content of b to a.
func join(a *page.Item, b page.Item) {
	overlay(a, b, 0)
	a.Height = max(a.Height, b.Height)
}

// overlay adds the content of b to a, y below its top.
func overlay(a *page.Item, b page.Item, y geom.Length) {
	for _, m := range b.Marks {
		m.Op += len(a.Ops)
		a.Marks = append(a.Marks, m)
	}
	below := geom.Point{Y: y}
	if y == 0 {
		a.Ops = append(a.Ops, b.Ops...)
	} else {
		a.Ops = append(a.Ops, draw.Move(b.Ops, below)...)
	}
	for _, l := range b.Links {
		l.Area = l.Area.Move(below)
		a.Links = append(a.Links, l)
	}
	for _, d := range b.Dests {
		d.Y += y
		a.Dests = append(a.Dests, d)
	}
	for _, f := range b.Figures {
		f.Area = f.Area.Move(below)
		a.Figures = append(a.Figures, f)
	}
	a.Text = strings.TrimSpace(a.Text + "  " + b.Text)
}

// merged returns one item with the content of several, one below the other.
func merged(items []page.Item) *page.Item {
	out := &page.Item{}
	for _, it := range items {
		h := out.Height
		overlay(out, it, h)
		out.Height = h + it.Height
	}
	return out
}
