package check

import (
	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/source"
)

var sameTitleFound = diag.NewKind("same-title", diag.Warning,
	"the chapter has the title of %s: %q", "本章标题与 %s 相同：“%s”",
	"give one of them another title: readers of the contents cannot tell them apart", "请改换其中一章的标题，以便读者在目录中区分")

// sameTitle finds chapters of one title, often a copied file.
func sameTitle(ed *book.Edition) (ms []diag.Message) {
	first := map[string]string{}
	for _, ch := range chapters(ed) {
		title := book.Plain(ch.Title)
		if title == "" {
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
