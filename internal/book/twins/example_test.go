package twins_test

import (
	"fmt"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
)

// chapter reads a chapter's text.
func chapter(lang, text string) *book.Chapter {
	file := source.New("content/"+lang+"/trade.md", []byte(text))
	doc, _ := markdown.Read(markdown.Options{Text: file.Text, Source: file, Lang: lang})
	return &book.Chapter{Slug: "trade", Lang: lang, Source: file, Blocks: doc.Blocks, Notes: doc.Notes}
}

// The blocks of a text and of its translation are paired by what both have: figures, words of the book, order and
// length. Here one paragraph has become two.
func ExampleAlign() {
	b := &book.Book{Languages: []string{"zh", "en"}, Outline: []book.OutlineEntry{{Slug: "trade"}}, Chapters: map[string]map[string]*book.Chapter{
		"zh": {"trade": chapter("zh", "铁路长300公里，用了12亿美元。港口2017年开工。\n\n学校一年收480名学生。\n")},
		"en": {"trade": chapter("en", "The railway is 300 kilometres long and took US$1.2 billion.\n\nThe port was begun in 2017.\n\nThe school takes 480 students a year.\n")},
	}}
	for _, p := range twins.Align(b, twins.Known{}).Chapters("trade")[0].Pairs {
		fmt.Println(len(p.A), "and", len(p.B))
	}
	// Output:
	// 1 and 2
	// 1 and 1
}
