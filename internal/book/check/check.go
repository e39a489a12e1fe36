// Package check looks for what is likely a slip though it can be built as it stands: one check a file, one
// row a check. What must be marked in the outputs, such as a dead link, is found where it is resolved, in
// collate.
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

// Edition checks a collated edition; a check that breaks leaves the others be. The messages come in reading order of each check.
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

// chapters returns the chapters of an edition in reading order.
func chapters(ed *book.Edition) (chs []*book.Chapter) {
	for i := range ed.Sections {
		if ch := ed.Sections[i].Chapter; ch != nil {
			chs = append(chs, ch)
		}
	}
	return chs
}
