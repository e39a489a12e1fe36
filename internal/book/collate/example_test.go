package collate_test

import (
	"fmt"

	"keben/internal/book"
	"keben/internal/book/collate"
	"keben/internal/book/twins"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
)

// A book becomes an edition in one language: chapters numbered, every block with an id, references worded.
func ExampleEdition() {
	chapters := map[string]*book.Chapter{}
	b := &book.Book{Languages: []string{"zh"}, Numbering: "humanities", Chapters: map[string]map[string]*book.Chapter{"zh": chapters}}
	for slug, text := range map[string]string{"trade": "## 走廊\n\n见[下一章](rail.md)。\n", "rail": "铁路。\n"} {
		file := source.New("content/zh/"+slug+".md", []byte(text))
		doc, _ := markdown.Read(markdown.Options{Text: file.Text, Source: file, Lang: "zh"})
		chapters[slug] = &book.Chapter{Slug: slug, Lang: "zh", Source: file, Blocks: doc.Blocks, Title: []book.Inline{&book.Text{Value: map[string]string{"trade": "贸易", "rail": "铁路"}[slug]}}}
	}
	for _, slug := range []string{"trade", "rail"} {
		b.Outline = append(b.Outline, book.OutlineEntry{Role: book.RoleChapter, Matter: book.Main, Slug: slug})
	}
	ed, messages := collate.Edition(b, "zh", twins.Align(b, twins.Known{}))
	for _, s := range ed.Sections {
		fmt.Print(s.Number, " ", book.Plain(s.Title), ":")
		book.Walk(s.Chapter.Blocks, book.Visitor{Block: func(b book.Block) bool { fmt.Print(" ", b.Common().ID); return true }})
		fmt.Println()
	}
	fmt.Println(len(messages), "messages")
	// Output:
	// 第一章 贸易: 走廊 走廊-p1
	// 第二章 铁路: top-p1
	// 0 messages
}
