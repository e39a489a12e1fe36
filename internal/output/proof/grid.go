package proof

import (
	"keben/internal/geom"
	"keben/internal/source"
)

// The padding of cells, and the narrowest column. A table whose columns do not fit is shown row by row.
const (
	padding      = 4 * geom.Pt
	leastColumn  = 9 * geom.Mm
	ruleWidth    = geom.Pt / 3
	longestWords = 200 // characters of a cell by which a column's width is found
)

// grid sets the cells of a table: in a grid with rules, or, if its columns do not fit, each row as a line of text.
func (s *setter) grid(it *item, left geom.Length, numbered bool) {
	columns := len(it.cells.Columns)
	room := textLeft + textWidth - left
	if columns == 0 || geom.Length(columns)*leastColumn > room || !it.formed() {
		s.inRows(it, left, numbered)
		return
	}
	g := tableGrid{setter: s, it: it, look: looks[it.look], widths: s.columnWidths(it, room)}
	g.fill()
	g.set(left, numbered)
}

// formed reports whether every cell has its place: one of a table that is too large has none.
func (it *item) formed() bool {
	for i, row := range it.rows {
		for _, c := range row {
			if c.of.Row != i || c.of.Rows < 1 || c.of.Cols < 1 {
				return false
			}
		}
	}
	return true
}

// inRows sets each row of a table as a paragraph with a hanging indent, with bars after its cells. Only a cell that is
// longer than a line is broken.
func (s *setter) inRows(it *item, left geom.Length, numbered bool) {
	look := looks[it.look]
	m := measure{width: textLeft + textWidth - left, hang: step, size: look.size, role: prose, han: it.lang.Script.Han(), place: source.Place{File: it.file, Range: it.at}}
	for _, row := range it.rows {
		var text []span
		for i, c := range row {
			if i > 0 {
				text = append(text, span{text: " |", style: made | joined}, span{text: " ", style: made})
			}
			for _, sp := range c.text {
				sp.style |= joined
				text = append(text, sp)
			}
		}
		for i, words := range s.breaker.lines(text, m) {
			at := left
			if i > 0 {
				at += m.hang
			}
			s.line(line{change: it.change, words: shift(words, at), grey: !numbered}, look.leading, numbered)
		}
	}
}

// columnWidths divides the room among the columns: each gets the width of its widest text, and if that is too much the
// wide ones are reduced.
func (s *setter) columnWidths(it *item, room geom.Length) []geom.Length {
	n := len(it.cells.Columns)
	want := make([]geom.Length, n)
	m := measure{width: 1 << 40, size: looks[it.look].size, role: prose, han: it.lang.Script.Han()}
	for _, row := range it.rows {
		for _, c := range row {
			if c.of.Cols != 1 || c.of.Col >= n {
				continue
			}
			for _, words := range s.breaker.lines(beginning(c.text), m) {
				want[c.of.Col] = max(want[c.of.Col], wide(words)+2*padding)
			}
		}
	}
	var sum geom.Length
	for i := range want {
		want[i] = max(want[i], leastColumn)
		sum += want[i]
	}
	if sum <= room {
		return want
	}
	// Columns up to an equal share keep their width; the others divide the rest in proportion.
	for range n {
		var kept, wish geom.Length
		wideOnes := 0
		share := room / geom.Length(n)
		for _, w := range want {
			if w <= share {
				kept += w
			} else {
				wish += w
				wideOnes++
			}
		}
		if wideOnes == 0 {
			break
		}
		for i, w := range want {
			if w > share {
				want[i] = max(w.Mul(int64(room-kept), int64(wish)), leastColumn)
			}
		}
		if kept+wish <= room {
			break
		}
	}
	sum = 0
	for _, w := range want {
		sum += w
	}
	if sum > room {
		for i := range want {
			want[i] = want[i].Mul(int64(room), int64(sum))
		}
	}
	return want
}

// beginning is the part of a text that decides the width of a column.
func beginning(text []span) (out []span) {
	n := 0
	for _, sp := range text {
		rs := []rune(sp.text)
		if n+len(rs) > longestWords {
			sp.text = string(rs[:longestWords-n])
			return append(out, sp)
		}
		n += len(rs)
		out = append(out, sp)
	}
	return out
}

// tableGrid is a table as lines in cells.
type tableGrid struct {
	*setter
	it      *item
	look    lookSheet
	widths  []geom.Length
	heights []int     // of each row, in lines
	cover   [][]*laid // row, column
}

// laid is a cell with its lines.
type laid struct {
	cell
	lines [][]word
}

// fill breaks the text of all cells and finds the heights of rows.
func (g *tableGrid) fill() {
	rows, columns := len(g.it.rows), len(g.widths)
	g.heights = make([]int, rows)
	g.cover = make([][]*laid, rows)
	for i := range g.cover {
		g.cover[i] = make([]*laid, columns)
		g.heights[i] = 1
	}
	var tall []*laid
	for _, row := range g.it.rows {
		for _, c := range row {
			var width geom.Length
			for k := c.of.Col; k < min(c.of.Right(), columns); k++ {
				width += g.widths[k]
			}
			m := measure{
				width: max(width-2*padding, geom.Pt), size: g.look.size, role: prose, han: g.it.lang.Script.Han(),
				place: source.Place{File: g.it.file, Range: g.it.at},
			}
			l := &laid{cell: c, lines: g.breaker.lines(c.text, m)}
			for i := c.of.Row; i < min(c.of.Bottom(), rows); i++ {
				for k := c.of.Col; k < min(c.of.Right(), columns); k++ {
					g.cover[i][k] = l
				}
			}
			if c.of.Rows == 1 {
				g.heights[c.of.Row] = max(g.heights[c.of.Row], len(l.lines))
			} else {
				tall = append(tall, l)
			}
		}
	}
	for _, l := range tall {
		have := 0
		last := min(l.of.Bottom(), rows) - 1
		for i := l.of.Row; i <= last; i++ {
			have += g.heights[i]
		}
		g.heights[last] += max(len(l.lines)-have, 0)
	}
}

// set puts the lines of the grid on the sheets. A row may continue on the next sheet.
func (g *tableGrid) set(left geom.Length, numbered bool) {
	at := make([]geom.Length, len(g.widths)+1)
	at[0] = left
	for i, w := range g.widths {
		at[i+1] = at[i] + w
	}
	begin := 0
	starts := make([]int, len(g.heights)) // the first line of each row
	for i, h := range g.heights {
		starts[i] = begin
		begin += h
	}
	for r, height := range g.heights {
		for k := range height {
			l := line{change: g.it.change, grey: !numbered}
			last := k == height-1
			for c := 0; c < len(g.widths); c++ {
				cell := g.cover[r][c]
				if cell == nil {
					continue
				}
				right := min(cell.of.Right(), len(g.widths))
				if n := starts[r] + k - starts[cell.of.Row]; n < len(cell.lines) {
					l.words = append(l.words, shift(cell.lines[n], at[cell.of.Col]+padding)...)
				}
				l.rules = append(l.rules, geom.Rect{X: at[c], W: ruleWidth, H: g.look.leading})
				if last && r == min(cell.of.Bottom(), len(g.heights))-1 {
					l.rules = append(l.rules, geom.Rect{X: at[c], Y: g.look.leading, W: at[right] - at[c], H: ruleWidth})
				}
				if r == 0 && k == 0 {
					l.rules = append(l.rules, geom.Rect{X: at[c], W: at[right] - at[c], H: ruleWidth})
				}
				c = right - 1
			}
			l.rules = append(l.rules, geom.Rect{X: at[len(g.widths)], W: ruleWidth, H: g.look.leading})
			g.line(l, g.look.leading, numbered)
		}
	}
	g.text.y += 3 * geom.Pt
}
