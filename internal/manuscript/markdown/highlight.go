package markdown

import (
	"keben/internal/book"
	"keben/internal/script"
	"keben/internal/source"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// highlight is ==marked== text, as in Pandoc and Obsidian. Programmers write a == b and a==b: beside a blank or a
// letter of ASCII the sign is one of comparison.
type highlight struct{ ast.BaseInline }

var kindHighlight = ast.NewNodeKind("Highlight")

func (*highlight) Kind() ast.NodeKind              { return kindHighlight }
func (n *highlight) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

func (*highlight) marks() int         { return len("==") }
func (*highlight) markup() MarkupKind { return HighlightMarkup }
func (*highlight) made(content []book.Inline, at source.Range) book.Inline {
	return &book.Highlight{Content: content, Range: at}
}

type highlightDelimiters struct{}

func (highlightDelimiters) IsDelimiter(c byte) bool { return c == '=' }

func (highlightDelimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (highlightDelimiters) OnMatch(int) ast.Node { return &highlight{} }

type highlightParser struct{}

func (highlightParser) Trigger() []byte { return []byte{'='} }

func (highlightParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	if before == '=' {
		return nil
	}
	line, _ := block.PeekLine()
	d := scan(block, pc, highlightDelimiters{})
	if d.OriginalLength != 2 {
		return nil
	}
	after := byte(' ')
	if len(line) > 2 {
		after = line[2]
	}
	d.CanOpen = d.CanOpen && !wordly(before)
	d.CanClose = d.CanClose && !wordly(rune(after))
	if !d.CanOpen && !d.CanClose {
		return nil
	}
	return push(d, parent, block, pc)
}

// wordly reports whether a character is a letter or digit of ASCII.
func wordly(c rune) bool {
	return c < 0x80 && (script.ASCIILetter(byte(c)) || script.ASCIIDigit(byte(c)))
}
