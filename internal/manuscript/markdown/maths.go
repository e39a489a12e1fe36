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

func (mathsParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	_, segment := block.PeekLine()
	n := mathsLength(ahead(block))
	if n == 0 {
		return nil
	}
	row, at := block.Position()
	block.Advance(n)
	_, end := block.Position()
	block.SetPosition(row, at)
	return &maths{pieces: cut(block, end.Start), at: segment.Start}
}

// mathsLength is the length of the formula at the beginning of s, 0 when there is none. The rule is
// Pandoc's tex_math_dollars, so that prices stay prices: an opening dollar has a character directly to
// its right, and the next dollar closes or there is no formula; it has a character directly to its left
// and no digit to its right. Nor may a word begin there with a capital or go on for three letters, which
// keeps $GOPATH/pkg/$GOOS but not the $n$th.
func mathsLength(s []byte) int {
	if len(s) > 1 && s[1] == '$' {
		for i := 2; i+1 < len(s); i++ {
			switch {
			case s[i] == '\\':
				i++
			case s[i] == '$' && s[i+1] == '$':
				return i + 2
			}
		}
		return 0
	}
	if len(s) < 3 || space(rune(s[1])) {
		return 0
	}
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] != '$':
		case space(rune(s[i-1])) || startsWord(s[i+1:]):
			return 0
		default:
			return i + 1
		}
	}
	return 0
}

func startsWord(s []byte) bool {
	n := 0
	for n < len(s) && n < 3 && (letterOrDigit(s[n]) || s[n] == '_') {
		n++
	}
	return n == 3 || n > 0 && s[0] <= 'Z'
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
