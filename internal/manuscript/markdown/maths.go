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

// mathsFailure remembers that no closing dollar follows in a block: none follows from a later place
// either, so that a page of prices is not searched again for each of them.
type mathsFailure struct {
	block           ast.Node
	inline, display bool
}

type mathsParser struct{}

func (mathsParser) Trigger() []byte { return []byte{'$'} }

func (mathsParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	failed := &stateOf(pc).noMaths
	if failed.block != parent {
		*failed = mathsFailure{block: parent}
	}
	display := len(line) > 1 && line[1] == '$'
	if display && failed.display || !display && failed.inline {
		return nil
	}
	// Pandoc's tex_math_dollars: the opening dollar has a character directly to its right, so that
	// prices stay prices.
	if !display && (len(line) < 2 || space(rune(line[1]))) {
		return nil
	}
	row, at := block.Position()
	stop := mathsEnd(block, display)
	block.SetPosition(row, at)
	if stop < 0 {
		failed.inline = failed.inline || !display
		failed.display = failed.display || display
		return nil
	}
	return &maths{pieces: cut(block, stop), at: segment.Start}
}

// mathsEnd returns the offset after the closing dollar, or -1. A closing single dollar has a character
// directly to its left and no digit to its right.
func mathsEnd(block text.Reader, display bool) int {
	from := 1
	if display {
		from = 2
	}
	var before byte
	for {
		line, seg := block.PeekLine()
		if line == nil {
			return -1
		}
		for i := from; i < len(line); i++ {
			switch c := line[i]; {
			case c == '\\':
				i++
				before = c
			case c != '$':
				before = c
			case display && i+1 < len(line) && line[i+1] == '$':
				return seg.Start + i + 2 - seg.Padding
			case !display && before != 0 && !space(rune(before)) && !(i+1 < len(line) && '0' <= line[i+1] && line[i+1] <= '9'):
				return seg.Start + i + 1 - seg.Padding
			default:
				before = c
			}
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
