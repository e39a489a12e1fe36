package markdown

import (
	"slices"

	"keben/internal/budget"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// columnParser reads Pandoc's simple and multiline tables: a line of dashes in groups says where the columns are. In a
// simple table every line is a row; in one with blank lines between its rows, text goes on from line to line.
//
//	  Right     Left        ---------------------
//	-------     ------       Centred   Left
//	     12     12           Header    Aligned
//	                        --------- -----------
//	                         First     row that
//	                                   goes on
//
//	                         Second    row
//	                        ---------------------
type columnParser struct{}

func (columnParser) Trigger() []byte             { return []byte{'-'} }
func (columnParser) CanInterruptParagraph() bool { return true }
func (columnParser) CanAcceptIndentedLine() bool { return false }

func (columnParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if pc.BlockOffset() < 0 {
		return nil, parser.NoChildren
	}
	d := newDrawing(reader, pc)
	first, _ := d.line()
	groups := dashGroups(first, d.src)
	if len(groups) == 0 {
		return nil, parser.NoChildren
	}
	state := parser.State(parser.NoChildren)
	c := &columns{drawing: d}
	if p, ok := pc.LastOpenedBlock().Node.(*ast.Paragraph); ok {
		// The paragraph of one line above is the head of a simple table.
		if p.Parent() != parent || p.Lines().Len() != 1 || len(groups) < 2 || !c.headed(p, groups) {
			return nil, parser.NoChildren
		}
		state |= parser.RequireParagraph
	} else if !c.bare(groups) {
		return nil, parser.NoChildren
	}
	if rows := len(c.rows) + 1; budget.TableCells.Over(rows * len(c.groups)) {
		stateOf(pc).exceed(budget.TableCells, first.start, nil)
		return nil, parser.NoChildren
	}
	t := c.table()
	t.drawn = d.next
	if state&parser.RequireParagraph != 0 {
		t.above = pc.LastOpenedBlock().Node
	}
	reader.AdvanceToEOL()
	return t, state
}

func (columnParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	return node.(*table).takes(reader)
}

func (columnParser) Close(node ast.Node, _ text.Reader, _ parser.Context) {
	if t := node.(*table); t.above != nil && t.above.Parent() != nil {
		t.above.Parent().RemoveChild(t.above.Parent(), t.above)
	}
}

// dashes are the columns of a group of dashes: from is the first, to the one after the last.
type dashes struct{ from, to int }

// dashGroups reads a line of dashes: groups of two or more, nothing else. Other lines give nil.
func dashGroups(l drawnLine, src []byte) (out []dashes) {
	s := l.text(src)
	for i := 0; i < len(s); {
		n := 0
		for i+n < len(s) && s[i+n] == '-' {
			n++
		}
		if n < 2 {
			return nil
		}
		out = append(out, dashes{i, i + n})
		for i += n; i < len(s) && s[i] == ' '; i++ {
		}
	}
	return out
}

// columns is a simple or multiline table.
type columns struct {
	*drawing
	groups []dashes
	head   []drawnLine   // of the head, or none
	rows   [][]drawnLine // of each row
	multi  bool
}

// headed reads a simple table whose head is a paragraph of one line. It ends before a blank line, or with a line of
// dashes.
func (c *columns) headed(p *ast.Paragraph, groups []dashes) bool {
	head, ok := c.lineAt(p.Lines().At(0).Start)
	if !ok {
		return false
	}
	c.groups, c.head = groups, []drawnLine{head}
	for {
		at := c.next
		l, ok := c.line()
		if !ok || l.blank() {
			c.next = at
			return len(c.rows) > 0
		}
		if len(dashGroups(l, c.src)) > 0 {
			return len(c.rows) > 0
		}
		c.rows = append(c.rows, []drawnLine{l})
	}
}

// bare reads a table that begins with a line of dashes: one of a multiline table with a head is not divided, and the
// divided one comes below the head; else that line is the first of a table without a head. It must end with a line of
// dashes, and a blank line.
func (c *columns) bare(first []dashes) bool {
	c.groups = first
	if len(first) == 1 {
		c.groups = nil
		for c.groups == nil {
			l, ok := c.line()
			if !ok || l.blank() {
				return false
			}
			if c.groups = dashGroups(l, c.src); c.groups == nil {
				c.head = append(c.head, l)
			}
		}
		if len(c.groups) < 2 || len(c.head) == 0 {
			return false
		}
	}
	var lines []drawnLine
	for {
		l, ok := c.line()
		if !ok || len(lines) == 0 && l.blank() {
			return false
		}
		if len(dashGroups(l, c.src)) > 0 {
			break
		}
		c.multi = c.multi || l.blank()
		lines = append(lines, l)
	}
	at := c.next
	if l, ok := c.line(); ok && !l.blank() {
		return false
	}
	c.next = at
	if c.crossed(lines) {
		return false // prose between two breaks
	}
	c.divide(lines)
	return len(c.rows) > 0
}

// crossed reports whether words cross the gaps between columns in more than every fourth line.
func (c *columns) crossed(lines []drawnLine) bool {
	n := 0
	for i := range lines {
		l := &lines[i]
		c.measure(l, 2)
		for _, g := range c.groups[1:] {
			if at, _ := slices.BinarySearch(l.columns, g.from); at < len(l.columns) && !white(c.src[l.start+at-1]) && !white(c.src[l.start+at]) {
				n++
				break
			}
		}
	}
	return 4*n > len(lines)
}

// divide makes rows of lines: at blank lines, or where there are none every line is one.
func (c *columns) divide(lines []drawnLine) {
	open := false
	for _, l := range lines {
		switch {
		case l.blank():
			open = false
		case open && c.multi:
			c.rows[len(c.rows)-1] = append(c.rows[len(c.rows)-1], l)
		default:
			c.rows = append(c.rows, []drawnLine{l})
			open = true
		}
	}
}

// table makes the node of the table, its rows and its cells.
func (c *columns) table() *table {
	t := &table{}
	t.SetPos(c.lines[0].start)
	flush := c.head
	if len(c.head) > 0 {
		t.SetPos(c.head[0].start)
		t.head = 1
	} else {
		flush = c.rows[0][:1]
	}
	for i := range c.groups {
		t.aligns = append(t.aligns, alignOf(c.flush(flush, i)))
		if c.multi {
			t.widths = append(t.widths, c.groups[i].to-c.groups[i].from)
		}
	}
	if len(c.head) > 0 {
		c.row(t, c.head)
	}
	for _, lines := range c.rows {
		c.row(t, lines)
	}
	return t
}

// row adds a row of cells.
func (c *columns) row(t *table, typed []drawnLine) {
	row := &tableRow{}
	for i := range typed {
		c.measure(&typed[i], 2)
	}
	for i := range c.groups {
		cell := &tableCell{drawn: true}
		inside, _ := slices.BinarySearch(typed[0].columns, c.groups[i].from)
		cell.SetPos(min(typed[0].start+inside, typed[0].stop))
		lines := text.NewSegments()
		for k := range typed {
			from, to := c.bounds(i, typed[k].width)
			start, stop := typed[k].cut(c.src, from, to)
			if start == stop {
				continue
			}
			if lines.Len() == 0 {
				cell.SetPos(start)
			}
			lines.Append(text.NewSegment(start, stop))
		}
		if lines.Len() > 1 {
			cell.box = lines
		} else {
			cell.SetLines(lines)
		}
		row.AppendChild(row, cell)
	}
	t.AppendChild(t, row)
}

// bounds are where the text of column i begins and ends: at the next column, or at the end of the line for the last.
func (c *columns) bounds(i, width int) (from, to int) {
	from, to = c.groups[i].from, max(width, c.groups[i].from)
	if i == 0 {
		from = 0
	}
	if i+1 < len(c.groups) {
		to = c.groups[i+1].from
	}
	return from, to
}

// flush returns the alignment of a column, as colons at its left and right would give it. As in Pandoc, dashes that begin
// before the text but end with it align it right, dashes that only go on after it left, and dashes that do both centre it.
func (c *columns) flush(lines []drawnLine, i int) (left, right bool) {
	least, most, any := 0, 0, false
	for k := range lines {
		l := &lines[k]
		c.measure(l, 2)
		from, to := c.bounds(i, l.width)
		start, stop := l.cut(c.src, from, to)
		if start == stop {
			continue
		}
		begin, end := l.columns[start-l.start], l.width
		if stop-l.start < len(l.columns) {
			end = l.columns[stop-l.start]
		}
		if !any || begin < least {
			least = begin
		}
		if !any || end > most {
			most = end
		}
		any = true
	}
	if !any {
		return false, false
	}
	out, over := least > c.groups[i].from, most < c.groups[i].to
	switch {
	case out && over:
		return true, true // in the middle
	case out:
		return false, true
	case over:
		return true, false
	}
	return false, false
}
