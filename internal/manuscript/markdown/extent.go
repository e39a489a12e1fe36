package markdown

import (
	"bytes"

	"keben/internal/source"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// extent is the place of a node in the parsed text: from the first byte of its markup to the byte after the last.
// goldmark keeps the beginnings of some nodes and no ends.
type extent struct{ from, to int }

// unknownExtent is the extent of a node without a place in the text.
var unknownExtent = extent{-1, -1}

// measured is a parser of inlines that records the extents of its nodes.
type measured struct{ parser.InlineParser }

func (m measured) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, before := block.Position()
	n := m.InlineParser.Parse(parent, block, pc)
	if n != nil {
		_, after := block.Position()
		stateOf(pc).extents[n] = extent{before.Start, after.Start}
	}
	return n
}

// measuredLinks is measured for the parser of links, which has something to do at the end of a block. A link is made
// at the bracket that closes it.
type measuredLinks struct {
	measured
	parser.CloseBlocker
}

// measure wraps a parser of inlines.
func measure(p parser.InlineParser) parser.InlineParser {
	if c, ok := p.(parser.CloseBlocker); ok {
		return measuredLinks{measured{p}, c}
	}
	return measured{p}
}

// written is where an inline was written.
func (l *lowering) written(n ast.Node) source.Range {
	e := l.extent(n)
	return l.Range(e.from, e.to)
}

// extent returns the range of an inline in the text.
func (l *lowering) extent(n ast.Node) extent { return l.state.extent(n) }

func (s *parsing) extent(n ast.Node) extent {
	switch n := n.(type) {
	case *ast.Text:
		return s.textExtent(n)
	case *bareLink:
		return extent{n.value.Start, n.value.Stop}
	case *noteMark:
		return extent{n.at, s.extents[n].to} // an exclamation before it was taken for text
	case *ast.Link, *ast.Image:
		return extent{n.Pos(), s.extents[n].to}
	case *ast.Emphasis:
		return s.around(n, n.Level)
	case marked:
		return s.around(n, n.marks())
	}
	if e, ok := s.extents[n]; ok {
		return e
	}
	return unknownExtent
}

// textExtent is the extent of a text. When a longer row of marks has closed emphasis, the marks left over come after
// those that closed it; goldmark takes them for the first of the row.
func (s *parsing) textExtent(n *ast.Text) extent {
	e := extent{n.Segment.Start, n.Segment.Stop}
	switch before := n.PreviousSibling().(type) {
	case *ast.Emphasis, marked:
		if over := s.extent(before).to - e.from; over > 0 {
			e = extent{e.from + over, e.to + over}
		}
	}
	return e
}

// around is the extent of a node between two rows of so many marks, which touch its content.
func (s *parsing) around(n ast.Node, marks int) extent {
	if e, ok := s.extents[n]; ok {
		return e
	}
	e := unknownExtent
	if n.HasChildren() {
		if first, last := s.extent(n.FirstChild()), s.extent(n.LastChild()); first.from >= marks && last.to >= 0 {
			e = extent{first.from - marks, last.to + marks}
		}
	}
	s.extents[n] = e
	return e
}

// blockExtent is the range of a block in the text, without blanks at its end.
func (l *lowering) blockExtent(n ast.Node) extent {
	from := start(n)
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		from = min(from, n.Lines().At(0).Start) // goldmark counts a tab as more than the byte that it is
	}
	if from < 0 {
		return unknownExtent
	}
	return extent{from, max(l.trimmed(l.end(n)), from)}
}

// line is the rest of the line from an offset on, without the blank at its end.
func (l *lowering) line(at int) source.Range {
	return l.Range(at, max(l.trimmed(l.lineEnd(at)), at))
}

// trimmed goes back over the blank before an offset.
func (l *lowering) trimmed(at int) int {
	for at > 0 && at <= len(l.src) && bytes.IndexByte([]byte(" \t\r\n"), l.src[at-1]) >= 0 {
		at--
	}
	return at
}

// lineEnd is the end of the line of an offset.
func (l *lowering) lineEnd(at int) int {
	if at < 0 || at >= len(l.src) {
		return len(l.src)
	}
	if i := bytes.IndexByte(l.src[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(l.src)
}

// end is where a block ends, or what follows its last line begins.
func (l *lowering) end(n ast.Node) int {
	switch n := n.(type) {
	case *ast.Heading:
		end := l.lineEnd(start(n))
		if lines := n.Lines(); lines.Len() > 0 {
			end = l.lineEnd(lines.At(lines.Len() - 1).Start)
		}
		if l.src[start(n)] != '#' {
			end = l.lineEnd(end + 1) // the line of = or - below it
		}
		return end
	case *ast.FencedCodeBlock:
		return l.fenced(n, lastLine(n, l.lineEnd(start(n))))
	case *div:
		return l.fenced(n, l.lastChild(n))
	case *ast.HTMLBlock:
		if n.HasClosure() {
			return n.ClosureLine.Stop
		}
	case *table:
		return max(n.end, n.drawn)
	}
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		return lastLine(n, 0)
	}
	return l.lastChild(n)
}

// closedKey is the attribute of a block that has a closing fence: where the fence ends.
var closedKey = []byte("closed")

// closes notes that a block ends with the line that begins at a place.
func closes(n ast.Node, src []byte, at text.Segment) {
	n.SetAttribute(closedKey, at.Start+len(bytes.TrimRight(at.Value(src), "\r\n"))-at.Padding)
}

// closed reports whether a block has a closing fence.
func closed(n ast.Node) bool {
	_, ok := n.Attribute(closedKey)
	return ok
}

func (l *lowering) fenced(n ast.Node, otherwise int) int {
	if at, ok := n.Attribute(closedKey); ok {
		return at.(int)
	}
	return otherwise
}

func lastLine(n ast.Node, otherwise int) int {
	if lines := n.Lines(); lines.Len() > 0 {
		return lines.At(lines.Len() - 1).Stop
	}
	return otherwise
}

// lastChild is the end of the last block in n. The text of a marker line is kept as a fragment after the blocks.
func (l *lowering) lastChild(n ast.Node) int {
	end := l.lineEnd(start(n))
	for c := n.LastChild(); c != nil && c.Type() == ast.TypeBlock; c = c.PreviousSibling() {
		if _, ok := c.(*fragment); !ok {
			return max(end, l.end(c))
		}
	}
	return end
}
