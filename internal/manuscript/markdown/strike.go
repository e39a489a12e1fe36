package markdown

import (
	"keben/internal/book"
	"keben/internal/source"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// strike is ~~deleted~~ text. GFM also takes a single tilde; Chinese text uses it for ranges
// (5~10天，15~20天), so here it is a tilde.
type strike struct{ ast.BaseInline }

var kindStrike = ast.NewNodeKind("Strike")

func (*strike) Kind() ast.NodeKind              { return kindStrike }
func (s *strike) Dump(source []byte, level int) { ast.DumpHelper(s, source, level, nil, nil) }

func (*strike) marks() int         { return len("~~") }
func (*strike) markup() MarkupKind { return StrikeMarkup }
func (*strike) made(content []book.Inline, at source.Range) book.Inline {
	return &book.Strike{Content: content, Range: at}
}

type strikeDelimiters struct{}

func (strikeDelimiters) IsDelimiter(c byte) bool { return c == '~' }

func (strikeDelimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (strikeDelimiters) OnMatch(int) ast.Node { return &strike{} }

type strikeParser struct{}

func (strikeParser) Trigger() []byte { return []byte{'~'} }

func (strikeParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if block.PrecendingCharacter() == '~' {
		return nil // inside a run that was looked at, and is not to be counted again from each of its marks
	}
	d := scan(block, pc, strikeDelimiters{})
	if d.OriginalLength != 2 {
		return nil
	}
	return push(d, parent, block, pc)
}
