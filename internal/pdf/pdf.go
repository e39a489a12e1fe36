// Package pdf writes a finished paged document as a PDF 1.7 file (ISO 32000-1) that claims, and is built
// for, PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).
//
// A file is made in two passes. The painting pass turns the operations of each page into a content
// stream on the canvas of package fpdf: text by glyph, as raw operators, since fpdf can address neither
// glyphs nor tags. The finishing pass takes the streams back and writes everything that holds a book
// together: fonts, images, structure tree, annotations, outline, page labels, metadata. It gives
// every object its final number, so nothing of fpdf's own dictionaries reaches the file.
//
// # Text
//
// Every different pair of glyph and text in a face has its own character code, so that each code has
// exactly one text in the ToUnicode map, and 一 and ⼀ stay apart even where they share an outline.
//
// A cluster is a glyph with text and the textless glyphs after it. When a cluster has no more glyphs
// than characters, its characters are dealt out to its glyphs in order. When it has more, the surplus
// glyphs stand for U+2060 WORD JOINER and the cluster is enclosed in ActualText; so is one set as a column,
// lest each height be taken for a line. Textless glyphs at the start of a run are a cluster of the empty
// text: drawn, never read.
//
// # Marked content
//
// Marked-content sequences of elements are never nested: a change of element, of language or of
// ActualText ends one and begins another (poppler 22.12 takes the end of an inner one for the end of the
// outer). Consecutive operations of one element in its own language share a sequence. An artifact has no
// place for ActualText of its own and encloses a Span that has.
package pdf

import (
	"errors"
	"io"

	"keben/internal/forme"
)

// Options are the choices about the form of the file; the zero value is right for readers and printers.
type Options struct {
	// Plain writes streams uncompressed, outside object streams and with a classic cross-reference
	// table, so that the file can be read with a text editor.
	Plain bool
}

// Producer is the name of this program in the metadata.
const Producer = "Keben"

// Write writes doc to w. The same document gives the same bytes.
//
// The error is that of w, or says what in doc cannot be written: no pages, an operation whose Tag is
// not an element, a link to nowhere, a damaged image. Nothing useful has been written then.
func Write(w io.Writer, doc *forme.Document, opt Options) error {
	if doc == nil {
		return write(w, nil, opt)
	}
	return write(w, flatten(doc), opt)
}

func write(w io.Writer, doc *document, opt Options) error {
	if doc == nil || len(doc.Pages) == 0 {
		return errors.New("pdf: a document needs at least one page")
	}
	if err := check(doc); err != nil {
		return err
	}
	p := newPainter(doc)
	streams, err := p.paint(opt.Plain)
	if err != nil {
		return err
	}
	f := newFinisher(w, p, opt)
	return f.finish(streams)
}
