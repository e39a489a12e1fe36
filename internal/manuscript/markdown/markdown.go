// Package markdown reads Markdown into the blocks and inlines of the document model (package book).
//
// The syntax is CommonMark 0.31 with tables and strikethrough of GFM, Pandoc's notes, definition lists, attributes,
// divisions and drawn tables, Quarto's cross-references and callouts, and rules for CJK text (package prose). What goes
// beyond CommonMark is one file per construct: note.go, div.go, span.go, callout.go …
//
// goldmark parses. All rules of the book's language are applied once, when its tree is lowered to package book, so that
// the website, the PDF and the checks see the same text. Every node has its byte range in the source, which goldmark
// keeps only in part: see extent.go.
//
// Any text is read in time linear in its length. Where goldmark is not linear, wrappers around its parsers refuse the
// text first: see limits.go.
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

// The input and the output are the same for every notation.
type (
	Options  = prose.Options
	Insert   = prose.Insert
	Document = prose.Document
)

// Read reads a chapter. It accepts any text; a part that it cannot read is in the document as it was typed, with a
// message.
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

// Inline reads a title or another single line. Block syntax has no meaning in it, so that "1. 总论" is not a list.
// Footnote marks are kept without a check, because their definitions are in the chapter.
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
