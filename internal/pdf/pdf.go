// Package pdf writes a finished paged document as a PDF 1.7 file (ISO 32000-1) that claims, and is built
// for, PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).
//
// # Parts
//
// What belongs to a part of the document depends on that part and on where it is put, so that after an edit a session
// makes the one part again and takes the others from a [Kept]. A part becomes a plate, all its pages painted and
// compressed, by itself: codes are glyph numbers of the faces, resources are named by their content, sequences are
// numbered by page. A page's content is three streams: where the body stands, the body, running head and folio. In the
// file the objects of a part have a range of numbers of their own and refer to nothing outside but a few fixed ones.
// Plates are made side by side; the file does not depend on which was first.
//
// # Text
//
// Every different pair of glyph and text in a face has its own character code, so that each code has
// exactly one text in the ToUnicode map, and 一 and ⼀ stay apart even where they share an outline. The code of a glyph
// with the character that the face has it for is its number; other pairs have codes above the numbers of the face, found
// by a hash. Where two pairs of a document want one code, one moves, and the streams that show it are patched.
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
	// Kept, when it is not nil, has what the writing before made of the same file, and takes up what this one makes.
	Kept *Kept
}

// Producer is the name of this program in the metadata.
const Producer = "Keben"

// Write writes doc to w. The same document gives the same bytes.
//
// The error is that of w, or says what in doc cannot be written: no pages, a body that no page shows, an operation whose
// Tag is not an element, a bookmark to nowhere, a damaged image. Nothing useful has been written then. A link to a
// destination that doc has not is no error: it has no annotation.
func Write(w io.Writer, doc *forme.Document, opt Options) error {
	if doc == nil || len(doc.Pages) == 0 {
		return errors.New("pdf: a document needs at least one page")
	}
	if err := check(doc); err != nil {
		return err
	}
	k := opt.Kept
	if k == nil {
		k = &Kept{}
	}
	k.writing.Lock()
	defer k.writing.Unlock()
	j := &job{doc: doc, kept: k, plain: opt.Plain, out: newObjects(w, opt.Plain)}
	if err := j.write(); err != nil {
		return err
	}
	if !opt.Plain {
		k.sweep(j.sections, j.books)
	}
	return nil
}
