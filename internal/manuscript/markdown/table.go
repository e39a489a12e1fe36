package markdown

import (
	"bytes"
	"slices"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/manuscript/prose"
	"keben/internal/source"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// table is a table of any notation. goldmark's own parser of GFM tables drops the cells of a row that is longer than
// the header; here they widen the table, and a message says so.
type table struct {
	ast.BaseBlock
	aligns     []book.Align
	widths     []int    // of the columns as drawn, or nil
	head, foot int      // rows of the head and the foot
	end        int      // the offset after the last line of a GFM table
	drawn      int      // the offset after the last line of a drawn table; 0 for a GFM table
	above      ast.Node // the paragraph that is the head of a simple table
}

// tableCell holds a cell's text. Its parent is a tableRow. The text of a boxed one is parsed as blocks.
type (
	tableRow  struct{ ast.BaseBlock }
	tableCell struct {
		ast.BaseBlock
		cols, rows int
		drawn      bool
		box        *text.Segments // the lines of a boxed one, or nil
	}
)

// takes goes over the lines of a drawn table, which are known since its first.
func (n *table) takes(reader text.Reader) parser.State {
	if _, seg := reader.PeekLine(); seg.Start >= n.drawn {
		return parser.Close
	}
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

var (
	kindTable     = ast.NewNodeKind("Table")
	kindTableRow  = ast.NewNodeKind("TableRow")
	kindTableCell = ast.NewNodeKind("TableCell")
)

func (*table) Kind() ast.NodeKind                  { return kindTable }
func (*tableRow) Kind() ast.NodeKind               { return kindTableRow }
func (*tableCell) Kind() ast.NodeKind              { return kindTableCell }
func (n *table) Dump(source []byte, level int)     { ast.DumpHelper(n, source, level, nil, nil) }
func (n *tableRow) Dump(source []byte, level int)  { ast.DumpHelper(n, source, level, nil, nil) }
func (n *tableCell) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// tableTransformer finds the delimiter row in a finished paragraph. The line above it is the header and
// must have as many cells; lines before that stay a paragraph (GFM 4.10).
type tableTransformer struct{}

func (tableTransformer) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, src := p.Lines(), reader.Source()
	for i := 1; i < lines.Len(); i++ {
		delimiters := lines.At(i)
		aligns := parseAligns(delimiters.Value(src))
		if aligns == nil {
			continue
		}
		header := splitRow(lines.At(i-1), src)
		if len(header) != len(aligns) {
			continue
		}
		if cells := tableCells(lines, src, i, len(aligns)); budget.TableCells.Over(cells) {
			stateOf(pc).exceed(budget.TableCells, lines.At(i-1).Start, p)
			return
		}
		t := &table{aligns: aligns, head: 1}
		first := lines.At(i - 1)
		first = first.TrimLeftSpace(src)
		t.SetPos(first.Start)
		t.add(header)
		end := i + 1
		for ; end < lines.Len(); end++ {
			row := lines.At(end)
			if labelled(row, src) {
				break
			}
			t.add(splitRow(row, src))
		}
		t.end = lines.At(end - 1).Stop
		t.replace(p, src, [2]int{i - 1, end})
		return
	}
}

// tableCells is how many cells the table has whose delimiter row is a line of a paragraph: every row as many as its
// longest. Rows are short of cells by a slip, and a wide header over many short rows is their product.
func tableCells(lines *text.Segments, src []byte, delimiters, width int) int {
	for i := delimiters + 1; i < lines.Len(); i++ {
		line := lines.At(i)
		width = max(width, cellsOf(line.Value(src)))
	}
	return width * (lines.Len() - delimiters)
}

// cellsOf is how many cells a line is cut into at most.
func cellsOf(line []byte) int {
	line = bytes.TrimSpace(line)
	n := bytes.Count(line, []byte("|")) + 1
	if bytes.HasPrefix(line, []byte("|")) {
		n--
	}
	if bytes.HasSuffix(line, []byte("|")) {
		n--
	}
	return n
}

// replace puts the table in the place of a range of lines of p, the rest staying paragraphs.
func (t *table) replace(p *ast.Paragraph, src []byte, span [2]int) {
	lines, parent, start := p.Lines(), p.Parent(), span[0]
	after := slices.Clone(lines.Sliced(span[1], lines.Len()))
	t.SetBlankPreviousLines(start > 0 || p.HasBlankPreviousLines())
	parent.InsertAfter(parent, p, t)
	if len(after) > 0 {
		for i := range after {
			after[i] = after[i].TrimLeftSpace(src)
		}
		after[len(after)-1] = after[len(after)-1].TrimRightSpace(src)
		rest := ast.NewParagraph()
		rest.Lines().AppendAll(after)
		parent.InsertAfter(parent, t, rest)
		divideBelow(rest, src)
	}
	lines.SetSliced(0, start)
	if start == 0 {
		parent.RemoveChild(parent, p)
		return
	}
	last := lines.At(start - 1)
	lines.Set(start-1, last.WithStop(last.Stop-1)) // the line end is no longer a soft break
}

// belowTransformer divides a paragraph that belongs to the table above it where a note or the source line begins.
type belowTransformer struct{}

func (belowTransformer) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	src := reader.Source()
	if startsBelow(p, src) && ofTable(p.PreviousSibling(), src) {
		divideBelow(p, src)
	}
}

// ofTable reports whether a block is a table or follows one.
func ofTable(n ast.Node, src []byte) bool {
	for ; n != nil; n = n.PreviousSibling() {
		if _, ok := n.(*table); ok {
			return true
		}
		p, ok := n.(*ast.Paragraph)
		if !ok || !startsBelow(p, src) {
			return false
		}
	}
	return false
}

func startsBelow(p *ast.Paragraph, src []byte) bool {
	return p.Lines().Len() > 0 && labelled(p.Lines().At(0), src)
}

// labelled reports whether a line begins a caption, a note or a source line.
func labelled(s text.Segment, src []byte) bool {
	line := s.Value(src)
	return prose.CaptionPrefix(line) > 0 || prose.StartsSource(line) || prose.StartsNote(line)
}

func divideBelow(p *ast.Paragraph, src []byte) {
	for i := p.Lines().Len() - 1; i > 0; i-- {
		if !labelled(p.Lines().At(i), src) {
			continue
		}
		rest := ast.NewParagraph()
		rest.Lines().AppendAll(p.Lines().Sliced(i, p.Lines().Len()))
		first := rest.Lines().At(0)
		rest.Lines().Set(0, first.TrimLeftSpace(src))
		p.Lines().SetSliced(0, i)
		last := p.Lines().At(i - 1)
		p.Lines().Set(i-1, last.TrimRightSpace(src))
		p.Parent().InsertAfter(p.Parent(), p, rest)
	}
}

func (t *table) add(cells []text.Segment) {
	row := &tableRow{}
	for _, s := range cells {
		cell := &tableCell{}
		cell.SetPos(s.Start)
		if !s.IsEmpty() {
			cell.Lines().Append(s)
		}
		row.AppendChild(row, cell)
	}
	t.AppendChild(t, row)
}

// splitRow cuts a line at its bars.
func splitRow(line text.Segment, src []byte) []text.Segment {
	row := line.Value(src)
	base := line.Stop - len(row) // padding comes before the text
	var out []text.Segment
	for _, cell := range prose.SplitRow(row) {
		out = append(out, text.NewSegment(base+cell[0], base+cell[1]))
	}
	return out
}

// parseAligns reads a delimiter row such as |:--|--:|, or returns nil.
func parseAligns(line []byte) []book.Align {
	if w, _ := util.IndentWidth(line, 0); w > 3 {
		return nil
	}
	line = bytes.TrimSpace(line)
	if bytes.IndexByte(line, '-') < 0 || len(bytes.Trim(line, "-:| \t")) > 0 ||
		bytes.IndexByte(line, '|') < 0 && bytes.IndexByte(line, ':') < 0 {
		return nil
	}
	line = bytes.TrimPrefix(line, []byte("|"))
	line = bytes.TrimSuffix(line, []byte("|"))
	var out []book.Align
	for cell := range bytes.SplitSeq(line, []byte("|")) {
		cell = bytes.TrimSpace(cell)
		dashes := bytes.Trim(cell, ":")
		if len(dashes) == 0 || prose.Count(dashes, '-') != len(dashes) || len(cell)-len(dashes) > 2 {
			return nil
		}
		out = append(out, alignOf(cell[0] == ':', cell[len(cell)-1] == ':'))
	}
	return out
}

// alignOf is the alignment of a column that is marked at its left or right, by a colon or by flush text.
func alignOf(left, right bool) book.Align {
	switch {
	case left && right:
		return book.AlignCenter
	case left:
		return book.AlignLeft
	case right:
		return book.AlignRight
	}
	return book.AlignDefault
}

// table lowers a table, with the caption, notes and source line beside it.
func (l *lowering) table(n *table) book.Block {
	t := &book.Table{Head: l.head(n)}
	for _, a := range n.aligns {
		t.Columns = append(t.Columns, book.Column{Align: a})
	}
	var rows []book.Row
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells book.Row
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, l.tableCell(c.(*tableCell)))
		}
		rows = append(rows, cells)
	}
	foot := len(rows) - n.foot
	t.Groups = []book.Group{{Part: book.HeadPart, Rows: rows[:n.head]}, {Rows: rows[n.head:foot]}, {Part: book.FootPart, Rows: rows[foot:]}}
	l.Form(t)
	prose.SetShares(t, n.widths)
	l.furnish(t, n)
	return t
}

// cellRange is where the text of a cell was written; of an empty one, where it would be.
func (l *lowering) cellRange(n ast.Node) source.Range {
	if lines := n.Lines(); lines.Len() > 0 {
		return l.Range(lines.At(0).Start, lines.At(0).Stop)
	}
	return l.Place(n.Pos())
}

// tableCell lowers a cell. A box of one paragraph is a line of text.
func (l *lowering) tableCell(n *tableCell) book.Cell {
	c := book.Cell{Range: l.cellRange(n), Cols: n.cols, Rows: n.rows}
	if n.box == nil {
		c.Content = l.inlines(n, leaf{cell: !n.drawn})
		return c
	}
	c.Blocks = l.blocks(n, nil)
	if len(c.Blocks) == 1 {
		if p, ok := c.Blocks[0].(*book.Paragraph); ok && p.Fault == "" {
			c.Content, c.Blocks = p.Content, nil
		}
	}
	return c
}

// isTable reports whether a block is a table or the insert of one.
func (l *lowering) isTable(n ast.Node) bool {
	switch n := n.(type) {
	case *table:
		return true
	case *ast.Paragraph:
		if n.Lines().Len() != 1 || len(l.Inserts) == 0 {
			return false
		}
		line := n.Lines().At(0)
		s := bytes.TrimSpace(line.Value(l.src))
		if index, length := prose.Sentinel(s, l.Inserts); length > 0 && length == len(s) {
			_, ok := l.Inserts[index].Block.(*book.Table)
			return ok
		}
	}
	return false
}

// lineStart is the first line of a paragraph, nil for other blocks.
func (l *lowering) lineStart(n ast.Node) []byte {
	p, ok := n.(*ast.Paragraph)
	if !ok || p.Lines().Len() == 0 {
		return nil
	}
	s := p.Lines().At(0)
	return s.Value(l.src)
}

func (l *lowering) isCaption(n ast.Node) bool {
	line := l.lineStart(n)
	return line != nil && !l.claimed[n] && prose.CaptionPrefix(line) > 0
}

// furnish gives a table its caption, from the paragraph after or before it, and its notes, and a table or figure its
// source line. n is the block's node; the paragraphs taken are claimed, and skipped by blocks.
func (l *lowering) furnish(b book.Block, n ast.Node) {
	next := n.NextSibling()
	t, _ := b.(*book.Table)
	if t != nil && len(t.Caption) == 0 {
		caption := l.captions[n]
		if caption == nil && l.isCaption(next) {
			caption, next = next, next.NextSibling()
		}
		if caption != nil {
			l.claimed[caption] = true
			var attrs *prose.Attributes
			t.Caption, attrs = l.leaf(caption, leaf{skip: prose.CaptionPrefix(l.lineStart(caption)), tail: true})
			attrs.Set(&t.Head)
		}
	}
	var below prose.Below
	for line := l.lineStart(next); line != nil && !l.claimed[next]; line = l.lineStart(next) {
		switch {
		case len(below.Source) == 0 && prose.StartsSource(line):
			below.Source = l.inlines(next, leaf{})
		case t != nil && prose.StartsNote(line):
			below.Notes = append(below.Notes, l.inlines(next, leaf{}))
		default:
			l.Furnish(b, below)
			return
		}
		l.claimed[next] = true
		next = next.NextSibling()
	}
	l.Furnish(b, below)
}

// captionBefore reports whether a paragraph is the caption of the table after it, and leaves it for
// that table to find. It is not when the table before it has claimed it.
func (l *lowering) captionBefore(p ast.Node) bool {
	t := p.NextSibling()
	if t == nil || !l.isCaption(p) || !l.isTable(t) {
		return false
	}
	l.captions[t] = p
	return true
}
