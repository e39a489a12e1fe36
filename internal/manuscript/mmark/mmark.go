// Package mmark reads manuscripts in Mmark, the Markdown of Internet-Drafts and technical books (file
// name ending .mmark): matter divisions, asides, captions, call-outs, an index, a title block in TOML.
//
// gomarkdown parses. Its tree becomes the same blocks and inlines as package markdown makes, by the same
// rules of package prose; this package adds what the parser does not have or does not do well:
//
//   - Positions. The tree has none, so the text of every node is searched in the source, never going
//     backwards: place.go.
//   - One block at a time. A block that the parser cannot read (it may panic, hang or nest too deep) is
//     kept as it was typed, and the rest of the chapter is read: blocks.go.
//   - Notes, quotations and fenced code, because gomarkdown forgets notes that nothing marks, and looks
//     for the end of quoted code outside the quotation: container.go.
//   - Inline syntax beside Chinese, where there are no spaces to end it: inline.go.
package mmark

import (
	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/manuscript/prose"

	"github.com/gomarkdown/markdown/ast"
)

// What is read and what becomes of it is the same for every notation.
type (
	Options  = prose.Options
	Insert   = prose.Insert
	Document = prose.Document
)

// Read reads a chapter; its title block, if it has one, has been taken off by Front. It accepts any
// text; what it could not take as meant is in the messages, and stands in the document as it was typed.
// Options.CommonMark is of no effect.
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
		doc.Divisions = append(doc.Divisions, prose.Division{Matter: m, At: len(before), Range: r.place(at)})
	})
	r.Finish()
	doc.Notes, doc.Typed = r.Notes, r.Typed()
	return doc
}
