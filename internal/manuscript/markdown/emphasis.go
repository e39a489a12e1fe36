package markdown

import (
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/manuscript/prose"
	"keben/internal/script"
	"keben/internal/source"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// marked is text between two rows of marks. A new kind of it needs a parser and nothing else in this package.
type marked interface {
	ast.Node
	marks() int // of each row, in bytes
	made(content []book.Inline, at source.Range) book.Inline
	markup() MarkupKind
}

// scan takes the run of one character at the reader's place.
func scan(block text.Reader, pc parser.Context, p parser.DelimiterProcessor) *parser.Delimiter {
	line, segment := block.PeekLine()
	c, n := line[0], 1
	for n < len(line) && line[n] == c {
		n++
	}
	var after rune
	if n < len(line) {
		after, _ = utf8.DecodeRune(line[n:])
	}
	before := preceding(block)
	left, right := prose.Flanking(before, after, stateOf(pc).chinese)
	open, closing := left, right
	if c == '_' {
		// Inside a word an underscore is a letter: snake_case.
		open = left && (!right || script.Punct(before))
		closing = right && (!left || script.Punct(after))
	}
	d := parser.NewDelimiter(open, closing, n, c, p)
	d.Segment = segment.WithStop(segment.Start + n)
	return d
}

// preceding is the character before the reader's place, looking through variation selectors.
func preceding(block text.Reader) rune {
	r := block.PrecendingCharacter()
	if !script.Variation(r) {
		return r
	}
	_, at := block.Position()
	src := block.Source()[:at.Start]
	for len(src) > 0 {
		r, size := utf8.DecodeLastRune(src)
		if !script.Variation(r) {
			return r
		}
		src = src[:len(src)-size]
	}
	return 0
}

type emphasisDelimiters struct{}

func (emphasisDelimiters) IsDelimiter(c byte) bool { return c == '*' || c == '_' }

func (emphasisDelimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (emphasisDelimiters) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// emphasisParser reads *emphasis* and **strong** text.
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_'} }

func (emphasisParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	return push(scan(block, pc, emphasisDelimiters{}), parent, block, pc)
}

// push puts a delimiter on the stack and moves past it.
func push(d *parser.Delimiter, parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if s := stateOf(pc); s.marks.next(parent) > maxMarks {
		s.exceed(budget.ParagraphMarks, d.Segment.Start, parent)
		return nil
	}
	block.Advance(d.OriginalLength)
	pc.PushDelimiter(d)
	return d
}
