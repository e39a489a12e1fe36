package press

import (
	"fmt"
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/golden"
)

// A table that goes on has its number and its head again above the rows, and the text of a cell that reaches down over
// the page end again beside them; all of it is an artifact, so that it is heard once.
func TestATableThatGoesOnSaysWhatItIs(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\ntitle: 章\n---\n\n<table><caption>题名</caption><thead><tr><th>地区</th><th>值</th></tr></thead>\n")
	for i := range 120 {
		first := ""
		if i == 0 {
			first = "<td rowspan=120>东部</td>"
		}
		fmt.Fprintf(&b, "<tr>%s<td>第%d行</td></tr>\n", first, i)
	}
	b.WriteString("</table>\n")
	dir := golden.Folder(t, "book.yaml", "title: 书\nlanguages: [zh]\nchapters: [a]\noutputs: {pdf: {print: {trim: 32开}}}\n", "content/zh/a.md", b.String())
	doc := documentOf(t, dir)
	pages := 0
	for k, p := range doc.Pages {
		shown, heard := map[string]int{}, map[string]int{}
		for _, op := range p.Ops {
			switch {
			case op.Run == nil:
			case op.Tag == draw.Artifact:
				shown[op.Run.Text()]++
			default:
				heard[op.Run.Text()]++
			}
		}
		rows := false
		for text := range heard {
			rows = rows || strings.HasSuffix(text, "行")
		}
		if !rows {
			continue
		}
		if pages++; pages == 1 {
			if heard["东部"] != 1 || shown["续表"] > 0 {
				t.Errorf("page %d: %v, %v", k+1, heard, shown)
			}
			continue
		}
		if heard["东部"] > 0 || shown["东部"] != 1 || shown["地区"] != 1 || shown["续表 "] != 1 {
			t.Errorf("page %d: %v, %v", k+1, heard, shown)
		}
	}
	if pages < 3 {
		t.Errorf("%d pages of rows", pages)
	}
}
