// Package pdf writes a finished paged document as a PDF 1.7 file (ISO 32000-1) that claims to be PDF/UA-1
// (ISO 14289-1) and PDF/A-2a (ISO 19005-2). A § alone in a comment of this package is one of ISO 32000-1.
//
// # Units
//
// Lengths come in 1/65536 pt from the top left corner of the page. The file has thousandths of a point from the bottom
// left corner, and glyph widths in thousandths of the type size (§9.7.4.3). Positions are computed in integers, from
// the rounded numbers that a reader will use, so that rounding errors do not add up along a line (textState).
//
// # Parts
//
// The objects of a part depend on that part and on its place in the document only, so that after an edit a session
// makes one part again and takes the others from a [Kept]. A part is first made into a plate: all its pages painted and
// compressed. A plate knows nothing of the document, because character codes are glyph numbers of the faces, resources
// are named by a hash of their content, and marked-content sequences are numbered per page. The content of a page is
// three streams: the position of the body, the body, and running head with folio. In the file the objects of a part
// have a range of numbers of their own and refer to nothing outside it but a few objects with fixed numbers. Plates are
// made side by side; the file does not depend on which was ready first.
//
// # Text
//
// Every different pair of glyph and text in a face has its own character code, so that each code has exactly one text
// in the ToUnicode map (§9.10.3), and 一 and ⼀ are copied as themselves even where they share an outline. A glyph with
// the character that the face maps to it has its glyph number as code; other pairs have codes above the last glyph,
// chosen by a hash. Where two pairs of a document have one hash, one pair gets the next free code, and the streams that
// show it are patched.
//
// A cluster is a glyph with text and the glyphs without text that follow it. When a cluster has no more glyphs than
// characters, its glyphs get its characters in order. When it has more, the surplus glyphs have the text U+2060 WORD
// JOINER and the cluster is enclosed in ActualText (§14.9.4). A cluster set as a column of upright characters is
// enclosed, too, because programs that extract text take each height for a line. Glyphs without text at the beginning
// of a run are drawn and not read.
//
// # Marked content
//
// Marked-content sequences (§14.6) of elements are never nested: a change of element, of language or of ActualText ends
// one and begins another, because poppler 22.12 takes the end of an inner one for the end of the outer. Consecutive
// operations of one element in its own language share a sequence. An artifact cannot have ActualText, so it encloses a
// Span that has.
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
	// Kept has the results of the last writing of the same file and receives those of this one. It may be nil.
	Kept *Kept
}

// Producer is the name of this program in the metadata.
const Producer = "Keben"

// Write writes doc to w. The same document gives the same bytes.
//
// The error is that of w, or says what in doc cannot be written: no pages, a body that no page shows, an operation
// whose Tag is not an element, a bookmark to nowhere, a damaged image. After an error the output is not a PDF. A link
// to a destination that doc lacks is not an error: it gets no annotation.
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
