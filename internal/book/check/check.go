// Package check finds likely slips in a book that can be built in spite of them: one file per check, one row per check
// in the tables of check.go and proof.go. Faults that outputs must mark, such as a dead link, are found by package
// collate.
//
// A check reads a text as a string (passage) in bytes and leads every place back to the source; limits are in
// characters or words and say so.
//
// The rules of Chinese text are those of GB/T 15834—2011 (punctuation), GB/T 15835—2011 (numbers) and clreq, those of
// English of the Chicago Manual of Style; each check names its clause. Ids such as O9 are the rules of ARCHITECTURE.md,
// "Typographic rules".
//
// A check rather misses a slip than doubts a correct text, because authors ignore checks that are often wrong. Whatever
// it cannot decide it leaves alone. An author can answer a message for good by a comment: see Silence.
package check

import (
	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/crew"
	"keben/internal/diag"
)

// editionChecks look at the book in one language.
var editionChecks = []func(*book.Edition) []diag.Message{
	pictureText,
	headingStop,
	typedNumber,
	sameTitle,
}

// bookChecks look at the languages side by side.
var bookChecks = []func(*book.Book, *twins.Alignment) []diag.Message{
	headingTwin,
}

// Edition checks a collated edition. A check that panics does not stop the others. The messages of each check are in
// reading order.
func Edition(ed *book.Edition) (ms []diag.Message) {
	for _, f := range editionChecks {
		if fault := crew.Do(func() { ms = append(ms, f(ed)...) }); fault != nil {
			ms = append(ms, fault.On(ed.Name))
		}
	}
	return ms
}

// Book checks what can only be seen across languages.
func Book(b *book.Book, a *twins.Alignment) (ms []diag.Message) {
	for _, f := range bookChecks {
		if fault := crew.Do(func() { ms = append(ms, f(b, a)...) }); fault != nil {
			ms = append(ms, fault.On(""))
		}
	}
	return ms
}

// chapters returns the chapters of an edition in reading order. One that is not translated is looked at in the source's
// edition only.
func chapters(ed *book.Edition) (chs []*book.Chapter) {
	for i := range ed.Sections {
		if s := &ed.Sections[i]; s.Chapter != nil && !ed.Untranslated(s) {
			chs = append(chs, s.Chapter)
		}
	}
	return chs
}
