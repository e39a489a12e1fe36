package check_test

import (
	"fmt"

	"keben/internal/book"
	"keben/internal/book/check"
	"keben/internal/diag"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
)

// chapter reads a chapter's text.
func chapter(lang, text string) *book.Chapter {
	file := source.New("content/"+lang+"/trade.md", []byte(text))
	doc, _ := markdown.Read(markdown.Options{Text: file.Text, Source: file, Lang: lang})
	return &book.Chapter{Slug: "trade", Lang: lang, Source: file, Blocks: doc.Blocks, Notes: doc.Notes}
}

// A book is proofread in each language, and a translation against what it translates.
func ExampleProofread() {
	b := &book.Book{Languages: []string{"zh", "en"}, Outline: []book.OutlineEntry{{Slug: "trade"}}, Chapters: map[string]map[string]*book.Chapter{
		"zh": {"trade": chapter("zh", "该地区的的人口为250万。\n")},
		"en": {"trade": chapter("en", "The region has 2.6 million inhabitants.\n")},
	}}
	for _, m := range diag.Sort(check.Proofread(check.Proof{Book: b})) {
		fmt.Println(m.Place, m.Kind.ID)
	}
	// Output:
	// content/en/trade.md:1:16 number-mismatch
	// content/zh/trade.md:1:4 doubled-word
}
