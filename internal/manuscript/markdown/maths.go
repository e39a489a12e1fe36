package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// maths is $…$ or $$…$$ in a paragraph. Its text is kept from every other construct.
type maths struct {
	ast.BaseInline
	pieces []text.Segment
	at     int
}

var kindMaths = ast.NewNodeKind("Maths")

func (*maths) Kind() ast.NodeKind         { return kindMaths }
func (n *maths) Dump(_ []byte, level int) { dumpText("Maths", level, n.at) }

type mathsParser struct{}

func (mathsParser) Trigger() []byte { return []byte{'$'} }

// Parse follows Pandoc's tex_math_dollars, so that prices stay prices: an opening dollar has a
// character directly to its right, and the next dollar closes or there is no formula; it has a
// character directly to its left and no digit to its right.
func (mathsParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	display := len(line) > 1 && line[1] == '$'
	if !display && (len(line) < 2 || space(rune(line[1]))) {
		return nil
	}
	row, at := block.Position()
	stop := mathsEnd(block, display)
	block.SetPosition(row, at)
	if stop < 0 {
		return nil
	}
	return &maths{pieces: cut(block, stop), at: segment.Start}
}

// mathsEnd returns the offset after the closing dollar, or -1.
func mathsEnd(block text.Reader, display bool) int {
	from := 1
	if display {
		from = 2
	}
	before := byte('$')
	for {
		line, seg := block.PeekLine()
		if line == nil {
			return -1
		}
		for i := from; i < len(line); i++ {
			c := line[i]
			after := byte(' ')
			if i+1 < len(line) {
				after = line[i+1]
			}
			switch {
			case c == '\\':
				i++
			case c != '$':
			case display && after == '$':
				return seg.Start + i + 2 - seg.Padding
			case display:
			case space(rune(before)) || '0' <= after && after <= '9':
				return -1
			default:
				return seg.Start + i + 1 - seg.Padding
			}
			before = c
		}
		from = 0
		block.AdvanceLine()
	}
}

// mathsBlock is a paragraph that is $$…$$ on lines of its own. Without it a line of a formula that
// begins with - or = would be a list or a heading.
type mathsBlock struct {
	ast.BaseBlock
	closed bool
}

var kindMathsBlock = ast.NewNodeKind("MathsBlock")

func (*mathsBlock) Kind() ast.NodeKind              { return kindMathsBlock }
func (*mathsBlock) IsRaw() bool                     { return true }
func (n *mathsBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type mathsBlockParser struct{}

func (mathsBlockParser) Trigger() []byte             { return []byte{'$'} }
func (mathsBlockParser) CanInterruptParagraph() bool { return false }
func (mathsBlockParser) CanAcceptIndentedLine() bool { return false }

func (mathsBlockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || !bytes.HasPrefix(line[pos:], []byte("$$")) {
		return nil, parser.NoChildren
	}
	// A formula that ends on its first line is the inline parser's.
	if bytes.Contains(line[pos+2:], []byte("$$")) {
		return nil, parser.NoChildren
	}
	n := &mathsBlock{}
	n.Lines().Append(segment)
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (mathsBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	n := node.(*mathsBlock)
	line, segment := reader.PeekLine()
	if n.closed || util.IsBlank(line) {
		return parser.Close
	}
	n.Lines().Append(segment)
	n.closed = bytes.Contains(line, []byte("$$"))
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Close gives back what turned out to be no formula as a paragraph.
func (mathsBlockParser) Close(node ast.Node, reader text.Reader, _ parser.Context) {
	n := node.(*mathsBlock)
	lines := n.Lines()
	for i := range lines.Len() {
		s := lines.At(i)
		lines.Set(i, s.TrimLeftSpace(reader.Source()))
	}
	last := lines.At(lines.Len() - 1)
	lines.Set(lines.Len()-1, last.TrimRightSpace(reader.Source()))
	if !n.closed {
		p := ast.NewParagraph()
		p.SetLines(lines)
		p.SetBlankPreviousLines(n.HasBlankPreviousLines())
		n.Parent().ReplaceChild(n.Parent(), n, p)
	}
}
