// Package markdown reads manuscripts: Markdown text becomes blocks and inlines of the document model.
//
// goldmark parses; everything after its tree is done here, once, while the tree is lowered to package
// book, so that the website, the PDF and the checks see the same text. What authors of Pandoc and Quarto
// manuscripts type beyond CommonMark is one file a construct: note.go, div.go, span.go, callout.go, …
package markdown

import (
	"bytes"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Options says what is read and how.
type Options struct {
	Text []byte // UTF-8 without front matter; never changed
	File string // for messages, relative to the book's folder
	Lang string // tag of the text's language: line breaks, emphasis and mixed quotation marks depend on it

	// Pos maps a byte offset of Text to a place in the file. Nil means that Text is the whole file.
	Pos func(offset int) diag.Pos

	// Inserts are what the sentinels in Text stand for: "\U000F0000" + decimal index + "\U000F0001".
	Inserts []Insert

	// CommonMark reads the plain dialect of the CommonMark specification: no extension, no tailoring
	// for Chinese, soft line breaks kept as "\n".
	CommonMark bool
}

// Insert is the value of a template function: an inline or a block, never both. A sentinel in running
// text becomes Inline, a paragraph that is only a sentinel becomes Block.
type Insert struct {
	Inline book.Inline
	Block  book.Block
}

// Document is a chapter's text. Notes are in the order in which they begin in the source; inline notes
// have labels that no author can type.
type Document struct {
	Blocks []book.Block
	Notes  []book.Note
}

// Read reads a chapter. It accepts any text; what it could not take as meant is in the messages, and
// stands in the document as it was typed.
func Read(o Options) (Document, []diag.Message) {
	p := chapterParser
	if o.CommonMark {
		p = plainParser
	}
	l := newLowering(o)
	root := l.parse(p())
	l.define(root)
	doc := Document{Blocks: l.blocks(root, nil)}
	l.finish()
	doc.Notes = l.notes
	return doc, l.messages
}

// Inline reads a title or another single line: block syntax has no meaning in it, so that "1. 总论" is
// not a list. Footnote marks are kept without a check, because their definitions stand in the chapter.
func Inline(o Options) ([]book.Inline, []diag.Message) {
	l := newLowering(o)
	l.title = true
	root := l.parse(titleParser())
	var out []book.Inline
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if _, ok := n.(*fragment); ok {
			continue
		}
		if len(out) > 0 {
			out = append(out, &book.HardBreak{})
		}
		out = append(out, l.inlines(n, leaf{})...)
	}
	l.finish()
	return out, l.messages
}

// parse runs goldmark over the text and leaves its source, cleaned, in l.src.
func (l *lowering) parse(p parser.Parser) ast.Node {
	l.src = clean(l.Text)
	pc := parser.NewContext()
	l.state = &parsing{chinese: l.chinese, brackets: map[int]int{}}
	pc.Set(stateKey, l.state)
	return p.Parse(text.NewReader(l.src), parser.WithContext(pc))
}

// clean makes the text safe to parse without moving any offset of valid text: a lone CR is a line end
// (CommonMark 2.1), and goldmark only knows LF; invalid UTF-8, which the manuscript reader has refused
// already, is replaced.
func clean(src []byte) []byte {
	if !utf8.Valid(src) {
		src = bytes.ToValidUTF8(src, []byte("\uFFFD"))
	}
	if i := bytes.IndexByte(src, '\r'); i >= 0 {
		out := bytes.Clone(src)
		for ; i < len(out); i++ {
			if out[i] == '\r' && (i+1 == len(out) || out[i+1] != '\n') {
				out[i] = '\n'
			}
		}
		src = out
	}
	return src
}
