package markdown

import (
	"bytes"

	"keben/internal/manuscript/prose"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// maths is $…$ or $$…$$ in a paragraph. Its text is kept from every other construct.
type maths struct {
	ast.BaseInline
	pieces []text.Segment
}

var kindMaths = ast.NewNodeKind("Maths")

func (*maths) Kind() ast.NodeKind         { return kindMaths }
func (n *maths) Dump(_ []byte, level int) { dumpText("Maths", level, n.pieces) }

type mathsParser struct{}

func (mathsParser) Trigger() []byte { return []byte{'$'} }

func (mathsParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	n := prose.MathsLength(ahead(block))
	if n == 0 {
		return nil
	}
	row, at := block.Position()
	block.Advance(n)
	_, end := block.Position()
	block.SetPosition(row, at)
	return &maths{pieces: cut(block, end.Start)}
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
