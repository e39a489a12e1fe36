package markdown

import (
	"os"
	"strings"
	"testing"

	"keben/internal/book"
)

func TestTry(t *testing.T) {
	src, err := os.ReadFile("/tmp/try.md")
	if err != nil {
		t.Skip()
	}
	doc, ms := Read(Options{Text: src, Lang: "zh", File: "try.md"})
	var b strings.Builder
	book.DumpBlocks(&b, doc.Blocks, doc.Notes)
	t.Log("\n" + b.String())
	for _, m := range ms {
		t.Log(m.Pos, m.Text("zh"), m.Hint("zh"))
	}
}
