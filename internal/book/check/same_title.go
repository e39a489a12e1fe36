package check

import (
	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/source"
)

var sameTitleFound = diag.NewKind("same-title", diag.Warning,
	"the chapter has the same title as %s: %q", "本章标题与 %s 相同：“%s”",
	"give one of them another title", "请为其中一章另取标题")

// sameTitle finds chapters of one title, often a copied file. A title over chapters is no file; a list may give it to the
// first chapter below it, too.
func sameTitle(ed *book.Edition) (ms []diag.Message) {
	first := map[string]string{}
	for _, ch := range chapters(ed) {
		title := book.Plain(ch.Title)
		if title == "" || ch.Source == nil {
			continue
		}
		if file, ok := first[title]; ok {
			ms = append(ms, sameTitleFound.At(ch.At(source.Range{}), file, title))
			continue
		}
		first[title] = ch.File()
	}
	return ms
}
