// Package mmark reads manuscripts in Mmark 2 (files ending in .mmark), the Markdown of Internet-Drafts and technical
// books: matter divisions, asides, captions, call-outs, an index, a title block in TOML.
//
// gomarkdown, Mmark's own parser, parses. Its tree becomes the same blocks and inlines as in package markdown, by the
// same rules of package prose, so that both notations print alike. Offsets are bytes. This package adds what the parser
// lacks or does badly:
//
//   - Positions. The tree has none, so the text of every node is searched in the source, never going backwards:
//     place.go.
//   - One block at a time. A block that the parser cannot read (it may panic, hang or nest too deep) is kept as it was
//     typed, and the rest of the chapter is read: blocks.go.
//   - Notes, quotations and fenced code, because gomarkdown drops notes without marks, and looks for the end of quoted
//     code outside the quotation: container.go.
//   - Inline syntax beside Chinese, where there are no spaces to end it: inline.go.
//
// Where Mmark is silent, CommonMark 0.31 decides; its sections are cited by number.
package mmark

import (
	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/manuscript/prose"

	"github.com/gomarkdown/markdown/ast"
)

// The input and the output are the same for every notation.
type (
	Options  = prose.Options
	Insert   = prose.Insert
	Document = prose.Document
)

// Read reads a chapter without its title block: see ReadFront. It accepts any text; a part that it cannot read is in
// the document as it was typed, with a message. Options.CommonMark is ignored.
func Read(o Options) (Document, []diag.Message) {
	o.CommonMark = false
	r := newReader(o)
	doc := r.document(r.split())
	return doc, r.Messages
}

// document lowers the blocks of a text.
func (r *reader) document(blocks []topBlock) Document {
	r.define(blocks)
	var nodes []ast.Node
	for _, t := range blocks {
		for _, n := range t.nodes {
			r.extents[n] = span{t.at, t.end}
		}
		nodes = append(nodes, t.nodes...)
	}
	doc := Document{}
	doc.Blocks = r.blocks(nodes, func(m book.Matter, at int, before []book.Block) {
		doc.Divisions = append(doc.Divisions, prose.Division{Matter: m, At: len(before), Range: r.Place(at)})
	})
	r.Finish()
	doc.Notes, doc.Typed = r.Notes, r.Typed()
	return doc
}
