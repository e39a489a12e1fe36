package markdown

import (
	"bytes"
	"regexp"
	"slices"

	"keben/internal/book"
	"keben/internal/budget"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// gridParser reads Pandoc's grid tables: cells are boxes drawn with +, - and |, a line of = ends the head, another
// before the last line the body. Boxes may be as wide and as high as several others, and hold any blocks.
type gridParser struct{}

func (gridParser) Trigger() []byte             { return []byte{'+'} }
func (gridParser) CanInterruptParagraph() bool { return false }
func (gridParser) CanAcceptIndentedLine() bool { return false }

var gridTop = regexp.MustCompile(`^\+(?:[-=:]+\+)+$`)

func (gridParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if pc.BlockOffset() < 0 {
		return nil, parser.NoChildren
	}
	d := newDrawing(reader, pc)
	top, _ := d.line()
	if !gridTop.Match(top.text(d.src)) {
		return nil, parser.NoChildren
	}
	for {
		at := d.next
		l, ok := d.line()
		if ok && !l.blank() && (d.src[l.start] == '+' || d.src[l.start] == '|') {
			continue
		}
		if ok {
			d.lines, d.next = d.lines[:len(d.lines)-1], at
		}
		break
	}
	if len(d.lines) < 3 || d.src[d.lines[1].start] != '|' {
		return nil, parser.NoChildren
	}
	s := stateOf(pc)
	g, trouble := newGrid(d, 2)
	if trouble >= 0 {
		if other, worse := newGrid(d, 1); worse < 0 { // full-width characters typed as if they were narrow
			g, trouble = other, worse
		}
	}
	if trouble >= 0 {
		s.faults = append(s.faults, fault{gridBroken, trouble})
		s.broken[top.start] = gridBroken.ID
		return nil, parser.NoChildren
	}
	if budget.TableCells.Over((len(g.xs) - 1) * (len(g.ys) - 1)) {
		s.exceed(budget.TableCells, top.start, nil)
		return nil, parser.NoChildren
	}
	t := g.table()
	t.drawn = d.next
	reader.AdvanceToEOL()
	return t, parser.NoChildren
}

func (gridParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	return node.(*table).takes(reader)
}

func (gridParser) Close(ast.Node, text.Reader, parser.Context) {}

// grid is a grid table as it is drawn: a plane of characters, each line as wide as the first.
type grid struct {
	*drawing
	wide          int
	plane         [][]byte // by line, then column; 0 is the second half of a full-width character
	across, along [][]int  // how many border characters end here, counted along the line and down the column
	boxes         []box
	xs, ys        []int // columns and lines of borders, in order
	heads         []int // lines of =
}

// box is a cell: the columns and lines of its borders.
type box struct{ left, top, right, bottom int }

// newGrid finds the boxes. The offset tells where they do not meet; it is negative when they do.
func newGrid(d *drawing, wide int) (*grid, int) {
	g := &grid{drawing: d, wide: wide}
	for i := range d.lines {
		l := &d.lines[i]
		d.measure(l, wide)
		if l.width != d.lines[0].width {
			return nil, l.start
		}
		row := make([]byte, l.width)
		for k, c := range l.text(d.src) {
			if k == 0 || l.columns[k] != l.columns[k-1] {
				row[l.columns[k]] = c
			}
		}
		if bytes.ContainsRune(row, '=') && len(bytes.Trim(row, "+=:")) == 0 && row[0] == '+' {
			g.heads = append(g.heads, i)
			row = bytes.ReplaceAll(row, []byte("="), []byte("-"))
		}
		g.plane = append(g.plane, row)
	}
	if at := g.colons(); at >= 0 {
		return nil, at
	}
	g.count()
	if !g.trace() || !g.whole() {
		return nil, g.trouble()
	}
	return g, -1
}

// aligned is the index of the line whose colons align the columns: the one below the head, or the first.
func (g *grid) aligned() int {
	if len(g.heads) > 0 && g.heads[0] < len(g.lines)-1 {
		return g.heads[0]
	}
	return 0
}

// colons turns the colons that align columns into border. If one is not at an end of a column, it returns the offset of
// the line; otherwise the offset is negative.
func (g *grid) colons() int {
	i := g.aligned()
	for x, c := range g.plane[i] {
		if c != ':' {
			continue
		}
		row := g.plane[i]
		if x == 0 || x == len(row)-1 || row[x-1] != '+' && row[x+1] != '+' {
			return g.lines[i].start
		}
	}
	g.plane[i] = bytes.ReplaceAll(g.plane[i], []byte(":"), []byte("-"))
	return -1
}

// count fills across and along.
func (g *grid) count() {
	for y, row := range g.plane {
		across, along := make([]int, len(row)), make([]int, len(row))
		for x, c := range row {
			if c == '+' || c == '-' {
				if across[x] = 1; x > 0 {
					across[x] += across[x-1]
				}
			}
			if c == '+' || c == '|' {
				if along[x] = 1; y > 0 {
					along[x] += g.along[y-1][x]
				}
			}
		}
		g.across, g.along = append(g.across, across), append(g.along, along)
	}
}

// trace finds boxes from corner to corner: the top left one of a box is known, and the first box that closes is it. So
// a table inside a box is its text. It reports whether that took no more steps than a drawing of that size may.
func (g *grid) trace() bool {
	height, width := len(g.plane), len(g.plane[0])
	steps := 32*height*width + 1000
	corners := [][2]int{{0, 0}}
	seen := map[[2]int]bool{}
	for len(corners) > 0 {
		c := corners[len(corners)-1]
		corners = corners[:len(corners)-1]
		y, x := c[0], c[1]
		if seen[c] || y == height-1 || x == width-1 || g.plane[y][x] != '+' {
			continue
		}
		seen[c] = true
		b, ok := g.from(y, x, &steps)
		if steps < 0 {
			return false
		}
		g.state.steps++
		if !ok {
			continue
		}
		g.boxes = append(g.boxes, b)
		corners = append(corners, [2]int{b.bottom, x}, [2]int{y, b.right})
	}
	return true
}

// from is the smallest box with its top left corner here.
func (g *grid) from(y, x int, steps *int) (box, bool) {
	row := g.plane[y]
	for right := x + 1; right < len(row) && g.across[y][right] > right-x; right++ {
		*steps--
		if row[right] != '+' {
			continue
		}
		for bottom := y + 1; bottom < len(g.plane) && g.along[bottom][right] > bottom-y && *steps >= 0; bottom++ {
			*steps--
			if g.plane[bottom][right] == '+' && g.plane[bottom][x] == '+' && g.across[bottom][right] > right-x && g.along[bottom][x] > bottom-y {
				return box{x, y, right, bottom}, true
			}
		}
	}
	return box{}, false
}

// whole finds the rows and columns and reports whether the boxes cover the table, each place once.
func (g *grid) whole() bool {
	for _, b := range g.boxes {
		g.xs, g.ys = append(g.xs, b.left, b.right), append(g.ys, b.top, b.bottom)
	}
	slices.Sort(g.xs)
	slices.Sort(g.ys)
	g.xs, g.ys = slices.Compact(g.xs), slices.Compact(g.ys)
	if len(g.xs) < 2 || g.xs[0] != 0 || g.ys[0] != 0 || g.xs[len(g.xs)-1] != len(g.plane[0])-1 || g.ys[len(g.ys)-1] != len(g.plane)-1 {
		return false
	}
	area := 0
	for _, b := range g.boxes {
		area += (b.right - b.left) * (b.bottom - b.top)
	}
	if area != (len(g.plane[0])-1)*(len(g.plane)-1) {
		return false
	}
	for _, y := range append([]int{0, len(g.plane) - 1}, g.heads...) {
		for x, c := range g.plane[y] {
			if _, used := slices.BinarySearch(g.xs, x); c == '+' && !used {
				return false // no line goes up or down from here
			}
		}
	}
	slices.SortFunc(g.boxes, func(a, b box) int {
		if a.top != b.top {
			return a.top - b.top
		}
		return a.left - b.left
	})
	return g.apart()
}

// apart reports whether no two boxes overlap: going down, the boxes that begin on one line fill the free columns.
func (g *grid) apart() bool {
	bottoms := make([]int, len(g.xs)-1) // of the box above, by column
	for _, b := range g.boxes {
		from, _ := slices.BinarySearch(g.xs, b.left)
		to, _ := slices.BinarySearch(g.xs, b.right)
		for x := from; x < to; x++ {
			if bottoms[x] > b.top {
				return false
			}
			bottoms[x] = b.bottom
		}
	}
	return true
}

// trouble is where the drawing goes wrong: the first line on which a box should begin or end and none does.
func (g *grid) trouble() int {
	bottom := 0
	for _, b := range g.boxes {
		bottom = max(bottom, b.top)
	}
	return g.lines[min(bottom, len(g.lines)-1)].start
}

// table makes the node of the table, its rows and its cells.
func (g *grid) table() *table {
	head, foot := g.parts()
	t := &table{aligns: g.aligns(), head: head, foot: foot}
	t.SetPos(g.lines[0].start)
	rows := make([]*tableRow, len(g.ys)-1)
	for i := range rows {
		rows[i] = &tableRow{}
		t.AppendChild(t, rows[i])
	}
	wrapped := false
	for _, b := range g.boxes {
		y, _ := slices.BinarySearch(g.ys, b.top)
		bottom, _ := slices.BinarySearch(g.ys, b.bottom)
		x, _ := slices.BinarySearch(g.xs, b.left)
		right, _ := slices.BinarySearch(g.xs, b.right)
		c := &tableCell{box: text.NewSegments(), cols: right - x, rows: bottom - y}
		g.fill(c, b)
		wrapped = wrapped || c.box.Len() > 1
		rows[y].AppendChild(rows[y], c)
	}
	if wrapped { // the author chose where lines end, and so how wide the columns are
		for i := 1; i < len(g.xs); i++ {
			t.widths = append(t.widths, g.xs[i]-g.xs[i-1])
		}
	}
	return t
}

// parts is how many rows belong to the head and to the foot. Lines of = enclose a foot, which is at the very bottom.
func (g *grid) parts() (head, foot int) {
	row := func(line int) int { i, _ := slices.BinarySearch(g.ys, line); return i }
	heads, last := g.heads, len(g.plane)-1
	if n := len(heads); n > 1 && heads[n-1] == last {
		foot = len(g.ys) - 1 - row(heads[n-2])
		heads = heads[:n-2]
	} else if n == 1 && heads[0] == last {
		heads = nil
	}
	if len(heads) > 0 && heads[0] > 0 {
		head = row(heads[0])
	}
	return head, foot
}

// aligns reads the colons. The line has nothing but borders, of a byte a column.
func (g *grid) aligns() []book.Align {
	line := g.lines[g.aligned()].text(g.src)
	out := make([]book.Align, len(g.xs)-1)
	for i := range out {
		out[i] = alignOf(line[g.xs[i]+1] == ':', line[g.xs[i+1]-1] == ':')
	}
	return out
}

// fill gives a cell its lines, without the white that they all begin with and blank lines at either end.
func (g *grid) fill(c *tableCell, b box) {
	type span struct{ start, stop, lead int }
	var lines []span
	margin := -1
	first := &g.lines[b.top+1]
	inside, _ := slices.BinarySearch(first.columns, b.left+1)
	c.SetPos(first.start + inside)
	for y := b.top + 1; y < b.bottom; y++ {
		l := &g.lines[y]
		from, _ := slices.BinarySearch(l.columns, b.left+1)
		to, _ := slices.BinarySearch(l.columns, b.right)
		inner := g.src[l.start+from : l.start+to]
		stop := l.start + from + len(bytes.TrimRight(inner, " \t"))
		lead := leadingWhite(inner)
		start := min(l.start+from+lead, stop)
		if start == stop {
			lines = append(lines, span{start, stop, -1})
			continue
		}
		if margin < 0 {
			c.SetPos(start)
		}
		if margin < 0 || lead < margin {
			margin = lead
		}
		lines = append(lines, span{start, stop, lead})
	}
	for len(lines) > 0 && lines[len(lines)-1].lead < 0 {
		lines = lines[:len(lines)-1]
	}
	for i, s := range lines {
		if s.lead < 0 {
			if i > 0 && c.box.Len() > 0 {
				c.box.Append(text.NewSegment(s.start, s.start))
			}
			continue
		}
		c.box.Append(text.NewSegment(s.start-s.lead+margin, s.stop))
	}
}

// parseCells parses the text of boxed cells below n, which becomes their children. It is done when all else is parsed,
// so that links find their addresses wherever those are; cells of tables in cells come after them.
func parseCells(n ast.Node, p parser.Parser, src []byte, pc parser.Context) {
	s := stateOf(pc)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Type() != ast.TypeBlock {
			continue
		}
		if cell, ok := c.(*tableCell); ok && cell.box != nil && cell.box.Len() > 0 {
			lines := planted(cell.box, src)
			s.outer, s.cell = ancestors(cell), lines
			root := p.Parse(text.NewBlockReader(src, lines), parser.WithContext(pc))
			s.outer, s.cell = 0, nil
			for b := root.FirstChild(); b != nil; {
				next := b.NextSibling()
				cell.AppendChild(cell, b)
				b = next
			}
		}
		parseCells(c, p, src, pc)
	}
}

// ancestors is how many nodes a node is in.
func ancestors(n ast.Node) (d int) {
	for n = n.Parent(); n != nil; n = n.Parent() {
		d++
	}
	return d
}
