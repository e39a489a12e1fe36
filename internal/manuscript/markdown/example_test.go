package markdown_test

import (
	"fmt"
	"os"

	"keben/internal/book"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
)

// A chapter's text becomes blocks, each with the range that was typed for it.
func ExampleRead() {
	text := []byte("## 走廊 {#corridors}\n\n一段*要紧*的话[^a]。\n\n[^a]: 注文。\n")
	doc, messages := markdown.Read(markdown.Options{Text: text, Lang: "zh"})
	book.DumpBlocks(os.Stdout, nil, doc.Blocks, doc.Notes)
	fmt.Printf("%d messages; the paragraph is %q\n", len(messages), source.New("a.md", text).Text[doc.Blocks[1].Common().Range.From:doc.Blocks[1].Common().Range.To])
	// Output:
	// heading 2 #corridors
	//   text "走廊"
	// paragraph
	//   text "一段"
	//   emph
	//     text "要紧"
	//   text "的话"
	//   note-mark "a"
	//   text "。"
	// note "a"
	//   paragraph
	//     text "注文。"
	// 0 messages; the paragraph is "一段*要紧*的话[^a]。"
}
