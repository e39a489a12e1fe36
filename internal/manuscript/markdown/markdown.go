// Package markdown reads manuscripts: Markdown text becomes blocks and inlines of the document model.
//
// goldmark parses; everything after its tree is done here, once, while the tree is lowered to package
// book, so that the website, the PDF and the checks see the same text. What authors of Pandoc and Quarto
// manuscripts type beyond CommonMark is one file a construct: note.go, div.go, span.go, callout.go, …
package markdown

import (
	"bytes"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/manuscript/prose"
	"keben/internal/source"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// What is read and what becomes of it is the same for every notation.
type (
	Options  = prose.Options
	Insert   = prose.Insert
	Document = prose.Document
)

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
	l.Finish()
	doc.Notes, doc.Typed = l.Notes, l.Typed()
	return doc, l.Messages
}

// Inline reads a title or another single line: block syntax has no meaning in it, so that "1. 总论" is
// not a list. Footnote marks are kept without a check, because their definitions stand in the chapter.
func Inline(o Options) ([]book.Inline, []diag.Message) {
	l := newLowering(o)
	l.Title = true
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
	l.Finish()
	return out, l.Messages
}

// parse runs goldmark over the text and leaves its source, cleaned, in l.src.
func (l *lowering) parse(p parser.Parser) ast.Node {
	l.src = bytes.Clone(prose.Clean(l.Text)) // see planted
	pc := parser.NewContext()
	l.state = newParsing(l.src, l.Chinese)
	l.state.typed = func(from, to int) []byte { return l.Map.Range(source.Span(from, to)).Of(l.Source.Text) }
	pc.Set(stateKey, l.state)
	root := p.Parse(text.NewReader(l.src), parser.WithContext(pc))
	parseCells(root, p, l.src, pc)
	l.report(l.state)
	return root
}
