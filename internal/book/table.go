package book

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"keben/internal/budget"
	"keben/internal/source"
)

// Table is a grid of cells with a caption above and notes and a source line below. A reader gives it rows of cells with
// spans and calls Form, which gives every cell its row and column; nobody else counts cells.
type Table struct {
	Head
	Number  string // "表 1-1" without caption, set by collation
	Caption []Inline
	Columns []Column
	Groups  []Group    // at most one head, which is the first; at most one foot, which is the last
	Notes   [][]Inline // paragraphs below it, label and all
	Source  []Inline   // the line that says where the data come from, label and all
}

// Column has the properties of a column. Share is its part of the table's width in thousandths, if the author gave it;
// with 0 it depends on the content of the cells.
type Column struct {
	Align   Align
	Share   int
	Classes []string
}

// Group is a run of rows that belong together; no cell reaches from one into another.
type Group struct {
	Part Part
	Rows []Row
}

// Part says what the rows of a group are for. Head rows are repeated where a table goes on on the next page.
type Part uint8

// The parts of a table.
const (
	BodyPart Part = iota
	HeadPart
	FootPart
)

// Row has the cells that begin in a row, by column. A row into which cells from above reach has fewer cells than the
// table has columns, or none.
type Row []Cell

// Cell is a table cell. It holds running text or, in tables whose cells are boxes of text, blocks; never both.
type Cell struct {
	Content []Inline
	Blocks  []Block
	Row     int // where it begins in the table, from 0
	Col     int
	Rows    int // how many it covers; 0 means 1 until Form is called
	Cols    int
	Scope   Scope // of a head
	Align   Align // AlignDefault: see Table.AlignOf
	source.Range
}

// ToEnd is a cell's Rows when it reaches to the end of its group (HTML's rowspan="0").
const ToEnd = -1

// Scope says which cells a head is the head of. The zero value is no head.
type Scope uint8

// The scopes of heads: the column below, the row behind it, or all rows of its group.
const (
	NoHead Scope = iota
	ColumnHead
	RowHead
	GroupHead
)

// Align is the alignment of a table column.
type Align int

// The alignments; AlignDefault leaves the choice to the theme (numbers on the decimal point).
const (
	AlignDefault Align = iota
	AlignLeft
	AlignCenter
	AlignRight
)

// Bottom is the row behind the cell's last one.
func (c *Cell) Bottom() int { return c.Row + c.Rows }

// Right is the column behind the cell's last one.
func (c *Cell) Right() int { return c.Col + c.Cols }

// Spans reports whether the cell covers more than one place of the grid.
func (c *Cell) Spans() bool { return c.Rows > 1 || c.Cols > 1 }

// Empty reports whether the cell has no content.
func (c *Cell) Empty() bool { return len(c.Content) == 0 && len(c.Blocks) == 0 }

// Runs calls f with the runs of running text in the cell, in reading order.
func (c *Cell) Runs(f func([]Inline)) {
	if len(c.Content) > 0 {
		f(c.Content)
	}
	if len(c.Blocks) > 0 {
		Walk(c.Blocks, Visitor{Run: func(_ Block, run []Inline) { f(run) }})
	}
}

// Rows yields the rows of the table from its head to its foot, each with the part it belongs to.
func (t *Table) Rows() iter.Seq2[Part, Row] {
	return func(yield func(Part, Row) bool) {
		for _, g := range t.Groups {
			for _, row := range g.Rows {
				if !yield(g.Part, row) {
					return
				}
			}
		}
	}
}

// Cells yields the cells in reading order: row by row, each once. They may be changed.
func (t *Table) Cells() iter.Seq[*Cell] {
	return func(yield func(*Cell) bool) {
		for _, row := range t.Rows() {
			for i := range row {
				if !yield(&row[i]) {
					return
				}
			}
		}
	}
}

// Height is the number of rows.
func (t *Table) Height() (n int) {
	for _, g := range t.Groups {
		n += len(g.Rows)
	}
	return n
}

// HeadRows is the number of rows of the head.
func (t *Table) HeadRows() int {
	if len(t.Groups) > 0 && t.Groups[0].Part == HeadPart {
		return len(t.Groups[0].Rows)
	}
	return 0
}

// AlignOf is the alignment of a cell: its own, or that of its column if it is in one column only.
func (t *Table) AlignOf(c *Cell) Align {
	if c.Align == AlignDefault && c.Cols < 2 && c.Col < len(t.Columns) {
		return t.Columns[c.Col].Align
	}
	return c.Align
}

// Plain reports whether every cell is one place of the grid.
func (t *Table) Plain() bool {
	for c := range t.Cells() {
		if c.Spans() {
			return false
		}
	}
	return true
}

// Slip is an error in the form of a table that Form corrected. No text is lost by it.
type Slip struct {
	Kind SlipKind
	source.Range
	N int // of Beyond and Covered: how many columns or rows were left out
}

// SlipKind is the kind of an error.
type SlipKind uint8

// The slips. A cell that lies over another is made narrower or goes to the next free place; one that reaches below its
// group ends with the group; columns and rows in which no cell begins are left out; a row that is too short gets empty
// cells; one that is longer than the head adds columns.
const (
	Overlap SlipKind = iota
	PastEnd
	Beyond
	Covered
	Short
	Long
)

// The largest spans of HTML (WHATWG HTML §4.9.11); wider ones are cut before any cell is made for them.
const (
	maxColSpan = 1000
	maxRowSpan = 65534
)

// Form gives every cell its row and column by the rules of HTML (WHATWG HTML §4.9.12, "forming a table"), and beyond
// them makes sure that cells never overlap, that no cell reaches below its group, that a cell begins in every row and
// column, and that every place is covered, by an empty cell if need be. It returns what it had to change. False means
// that the table would have more places than the limit: it has all its cells, but they have no places.
func (t *Table) Form() ([]Slip, bool) {
	t.arrange()
	f := former{table: t}
	if !f.place() {
		return nil, false
	}
	f.compress()
	f.dropRows()
	if budget.TableCells.Over(t.Height() * f.width) {
		return nil, false
	}
	f.fill()
	for len(t.Columns) < f.width {
		t.Columns = append(t.Columns, Column{})
	}
	return f.slips, true
}

// arrange puts the head first and the foot last. A second head is a part of the body, as in browsers. The first rows
// of a table without a head are one when they have only heads in them.
func (t *Table) arrange() {
	var head, foot *Group
	var bodies []Group
	for _, g := range t.Groups {
		switch {
		case len(g.Rows) == 0:
		case g.Part == HeadPart && head == nil:
			head = &g
		case g.Part == FootPart && foot == nil:
			foot = &g
		default:
			if g.Part == HeadPart {
				setScope(g.Rows, ColumnHead)
			}
			bodies = append(bodies, Group{Rows: g.Rows})
		}
	}
	if head == nil && len(bodies) > 0 {
		rows := bodies[0].Rows
		if n := leadingHeads(rows); n > 0 {
			head = &Group{Part: HeadPart, Rows: rows[:n:n]}
			if bodies[0].Rows = rows[n:]; n == len(rows) {
				bodies = bodies[1:]
			}
		}
	}
	t.Groups = nil
	if head != nil {
		setScope(head.Rows, ColumnHead)
		t.Groups = append(t.Groups, *head)
	}
	t.Groups = append(t.Groups, bodies...)
	if foot != nil {
		t.Groups = append(t.Groups, *foot)
	}
}

func setScope(rows []Row, s Scope) {
	for _, row := range rows {
		for i := range row {
			row[i].Scope = s
		}
	}
}

// leadingHeads is how many rows at the beginning have only heads, which reach into no other row. If all rows are such,
// only the first can be the head.
func leadingHeads(rows []Row) int {
	best, reach := 0, 0
	for n, row := range rows {
		if len(row) == 0 || slices.ContainsFunc(row, func(c Cell) bool { return c.Scope == NoHead }) {
			return best
		}
		for _, c := range row {
			if reach = max(reach, n+max(c.Rows, 1)); c.Rows == ToEnd || reach > len(rows) {
				reach = len(rows)
			}
		}
		if reach <= n+1 && (n == 0 || n+1 < len(rows)) {
			best = n + 1
		}
	}
	return min(best, 1)
}

// former forms one table.
type former struct {
	table  *Table
	starts map[int]bool // the columns in which cells begin
	width  int
	above  []reach      // cells of rows above that reach into the row, by column
	last   source.Range // of the last cell found that reaches down
	slips  []Slip
	told   [Long + 1]bool
	steps  int // places and cells looked at: bounded, and counted by the tests
}

// reach is a cell that reaches down: the columns from and up to to are taken before row until.
type reach struct{ from, to, until int }

// slip notes the first slip of a kind.
func (f *former) slip(k SlipKind, at source.Range, n int) {
	if !f.told[k] {
		f.told[k] = true
		f.slips = append(f.slips, Slip{Kind: k, Range: at, N: n})
	}
}

// place gives every cell a row, a column and spans. It reports whether the table is within its limit.
func (f *former) place() bool {
	f.starts = map[int]bool{}
	row := 0
	for _, g := range f.table.Groups {
		f.above = f.above[:0]
		end := row + len(g.Rows)
		for _, cells := range g.Rows {
			f.row(cells, row, end)
			if row++; budget.TableCells.Over(f.steps) {
				return false
			}
		}
	}
	return true
}

// row places the cells of a row of a group that ends before end: each in the next column that is free.
func (f *former) row(cells []Cell, row, end int) {
	f.above = slices.DeleteFunc(f.above, func(r reach) bool { return r.until <= row })
	f.steps += len(f.above) + len(cells)
	var down []reach
	col, next := 0, 0 // next is the first of above that may be at col or behind it
	for i := range cells {
		c := &cells[i]
		for next < len(f.above) && f.above[next].from <= col {
			col = max(col, f.above[next].to)
			next++
		}
		c.Row, c.Col = row, col
		c.Cols = min(max(c.Cols, 1), maxColSpan)
		if next < len(f.above) && col+c.Cols > f.above[next].from {
			c.Cols = f.above[next].from - col
			f.slip(Overlap, c.Range, 0)
		}
		if c.Rows == ToEnd {
			c.Rows = end - row
		}
		if c.Rows = min(max(c.Rows, 1), maxRowSpan); row+c.Rows > end {
			c.Rows = end - row
			f.slip(PastEnd, c.Range, 0)
		}
		if c.Rows > 1 {
			down = append(down, reach{col, col + c.Cols, row + c.Rows})
		}
		f.starts[col] = true
		col += c.Cols
	}
	if len(down) > 0 {
		f.above = append(f.above, down...)
		slices.SortFunc(f.above, func(a, b reach) int { return a.from - b.from })
	}
}

// compress leaves out the columns in which no cell begins, and narrows the cells that span them.
func (f *former) compress() {
	starts := slices.Sorted(maps.Keys(f.starts))
	f.width = len(starts)
	index := func(col int) int { i, _ := slices.BinarySearch(starts, col); return i }
	out := 0
	var at source.Range
	for c := range f.table.Cells() {
		f.steps++
		from, to := index(c.Col), index(c.Right())
		if more := c.Cols - (to - from); more > out {
			out, at = more, c.Range
		}
		c.Col, c.Cols = from, to-from
	}
	if out > 0 {
		f.slip(Beyond, at, out)
	}
	var columns []Column
	for i, c := range f.table.Columns {
		if f.starts[i] {
			columns = append(columns, c)
		}
	}
	f.table.Columns = columns
}

// dropRows leaves out rows that have no cell of their own because cells of rows above cover them.
func (f *former) dropRows() {
	var at []int // new numbers of the rows, and of the one behind the last
	row, kept := 0, 0
	var pos source.Range
	for i := range f.table.Groups {
		g := &f.table.Groups[i]
		f.above = f.above[:0]
		rows := g.Rows[:0:0]
		for _, cells := range g.Rows {
			at = append(at, kept)
			if len(cells) > 0 || f.covered(row) < f.width {
				rows = append(rows, cells)
				kept++
			} else if !pos.Known() {
				pos = f.last
			}
			f.reachFrom(cells)
			row++
		}
		g.Rows = rows
	}
	if kept == row {
		return
	}
	f.table.Groups = slices.DeleteFunc(f.table.Groups, func(g Group) bool { return len(g.Rows) == 0 })
	if kept == 0 {
		f.table.Groups = nil
		return // no row has a cell
	}
	f.slip(Covered, pos, row-kept)
	at = append(at, kept)
	for c := range f.table.Cells() {
		bottom := at[c.Bottom()]
		c.Row = at[c.Row]
		c.Rows = bottom - c.Row
	}
}

// covered is how many columns of a row are taken by cells of rows above.
func (f *former) covered(row int) (n int) {
	f.above = slices.DeleteFunc(f.above, func(r reach) bool { return r.until <= row })
	f.steps += len(f.above)
	for _, r := range f.above {
		n += r.to - r.from
	}
	return n
}

// reachFrom adds the cells of a row that reach down to those of rows above.
func (f *former) reachFrom(cells []Cell) {
	n := len(f.above)
	for i := range cells {
		if c := &cells[i]; c.Rows > 1 {
			f.above = append(f.above, reach{c.Col, c.Right(), c.Bottom()})
			f.last = c.Range
		}
	}
	if len(f.above) > n {
		slices.SortFunc(f.above, func(a, b reach) int { return a.from - b.from })
	}
}

// fill puts empty cells where a row has none, and finds rows that are shorter or longer than the others.
func (f *former) fill() {
	head := f.width
	if n := f.table.HeadRows(); n > 0 {
		head = 0
		for _, row := range f.table.Groups[0].Rows {
			for i := range row {
				head = max(head, row[i].Right())
			}
		}
	}
	row := 0
	for _, g := range f.table.Groups {
		f.above = f.above[:0]
		for i, cells := range g.Rows {
			for k := range cells {
				if cells[k].Col >= head {
					f.slip(Long, cells[k].Range, 0)
				}
			}
			g.Rows[i] = f.filled(cells, row, g.Part)
			row++
		}
	}
}

// filled is a row with an empty cell in every place that is not covered.
func (f *former) filled(cells []Cell, row int, part Part) []Cell {
	covered := f.covered(row)
	for i := range cells {
		covered += cells[i].Cols
	}
	if covered < f.width {
		at := source.Range{}
		if n := len(cells); n > 0 {
			at = cells[n-1].Range
		}
		f.slip(Short, at, 0)
		col := 0
		if n := len(cells); n > 0 {
			col = cells[n-1].Right()
		}
		for _, r := range append(f.above, reach{from: f.width}) {
			for ; col < r.from; col++ {
				c := Cell{Row: row, Col: col, Rows: 1, Cols: 1}
				if part == HeadPart {
					c.Scope = ColumnHead
				}
				cells = append(cells, c)
			}
			col = max(col, r.to)
		}
	}
	f.reachFrom(cells)
	return cells
}

func (t *Table) name() string { return "table" }

func (t *Table) inside(to []Piece) []Piece {
	to = append(to, Piece{Kind: CaptionPiece, Run: &t.Caption})
	for c := range t.Cells() {
		if len(c.Blocks) > 0 {
			to = append(to, Piece{Kind: CellPiece, Blocks: &c.Blocks, Cell: c})
		} else {
			to = append(to, Piece{Kind: CellPiece, Run: &c.Content, Cell: c})
		}
	}
	for i := range t.Notes {
		to = append(to, Piece{Kind: NotePiece, Run: &t.Notes[i]})
	}
	return append(to, Piece{Kind: SourcePiece, Run: &t.Source})
}

func (t *Table) detached() Block {
	c := *t
	c.Columns, c.Groups, c.Notes = slices.Clone(t.Columns), slices.Clone(t.Groups), slices.Clone(t.Notes)
	for i := range c.Columns {
		c.Columns[i].Classes = slices.Clone(c.Columns[i].Classes)
	}
	for i := range c.Groups {
		rows := slices.Clone(c.Groups[i].Rows)
		for k := range rows {
			rows[k] = slices.Clone(rows[k])
		}
		c.Groups[i].Rows = rows
	}
	return &c
}

func (t *Table) says(o Block) bool {
	c, ok := o.(*Table)
	return ok && t.Number == c.Number && len(t.Notes) == len(c.Notes) &&
		slices.EqualFunc(t.Columns, c.Columns, func(a, b Column) bool {
			return a.Align == b.Align && a.Share == b.Share && slices.Equal(a.Classes, b.Classes)
		}) &&
		slices.EqualFunc(t.Groups, c.Groups, func(a, b Group) bool {
			return a.Part == b.Part && slices.EqualFunc(a.Rows, b.Rows, func(r, s Row) bool { return slices.EqualFunc(r, s, sameCell) })
		})
}

// sameCell compares cells without their content.
func sameCell(a, b Cell) bool {
	return a.Row == b.Row && a.Col == b.Col && a.Rows == b.Rows && a.Cols == b.Cols && a.Scope == b.Scope && a.Align == b.Align && a.Range == b.Range
}

func (t *Table) words() []string {
	aligns := make([]byte, len(t.Columns))
	var columns string
	for i, c := range t.Columns {
		aligns[i] = "-lcr"[c.Align]
		if c.Share > 0 || len(c.Classes) > 0 {
			columns += fmt.Sprintf(" %d:%s%s", i, number(c.Share), attributes("", c.Classes, nil))
		}
	}
	return []string{"aligns=" + string(aligns), quoted("columns", strings.TrimSpace(columns)), quoted("number", t.Number)}
}
