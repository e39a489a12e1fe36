package markdown

import (
	"bytes"
	"slices"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/manuscript/prose"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// table is a GFM table. goldmark's own parser drops the cells of a row that is longer than the header;
// here they widen the table, and a message says so.
type table struct {
	ast.BaseBlock
	aligns []book.Align
	wide   int // offset of the first row that is too long, or -1
}

// tableCell holds a cell's text. Its parent is a tableRow.
type (
	tableRow  struct{ ast.BaseBlock }
	tableCell struct{ ast.BaseBlock }
)

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
		t := &table{aligns: aligns, wide: -1}
		first := lines.At(i - 1)
		first = first.TrimLeftSpace(src)
		t.SetPos(first.Start)
		t.add(header)
		end := i + 1
		for ; end < lines.Len(); end++ {
			row := lines.At(end)
			if prose.CaptionPrefix(row.Value(src)) > 0 || prose.StartsSource(row.Value(src)) {
				break
			}
			cells := splitRow(row, src)
			if len(cells) > len(aligns) && t.wide < 0 {
				t.wide = cells[len(aligns)].Start
			}
			t.add(cells)
		}
		t.replace(p, src, [2]int{i - 1, end})
		return
	}
}

// tableCells is how many cells the table has whose delimiter row is a line of a paragraph: every row as many as its
// longest. Rows are short of cells by a slip, and a wide header over many short rows is their product.
func tableCells(lines *text.Segments, src []byte, delimiters, width int) int {
	for i := delimiters + 1; i < lines.Len(); i++ {
		line := lines.At(i)
		width = max(width, bytes.Count(line.Value(src), []byte("|")))
	}
	return width * (lines.Len() - delimiters)
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
	}
	lines.SetSliced(0, start)
	if start == 0 {
		parent.RemoveChild(parent, p)
		return
	}
	last := lines.At(start - 1)
	lines.Set(start-1, last.WithStop(last.Stop-1)) // the line end is no longer a soft break
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
		a := book.AlignDefault
		switch left, right := cell[0] == ':', cell[len(cell)-1] == ':'; {
		case left && right:
			a = book.AlignCenter
		case left:
			a = book.AlignLeft
		case right:
			a = book.AlignRight
		}
		out = append(out, a)
	}
	return out
}

// table lowers a table, with the caption and source line beside it.
func (l *lowering) table(n *table) book.Block {
	t := &book.Table{Head: l.head(n), Aligns: n.aligns}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells book.Row
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, book.Cell{Content: l.inlines(c, leaf{cell: true}), Range: l.Place(c.Pos())})
		}
		if t.Header == nil {
			t.Header = []book.Row{cells}
		} else {
			t.Body = append(t.Body, cells)
		}
	}
	prose.Square(t)
	if n.wide >= 0 {
		l.Report(prose.TableWide, n.wide)
		t.Fault = prose.TableWide.ID
	}
	l.furnish(t, n)
	return t
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

// furnish gives a table its caption, from the paragraph after or before it, and a table or figure its
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
	var source []book.Inline
	if line := l.lineStart(next); line != nil && !l.claimed[next] && prose.StartsSource(line) {
		l.claimed[next] = true
		source = l.inlines(next, leaf{})
	}
	l.Furnish(b, source)
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
