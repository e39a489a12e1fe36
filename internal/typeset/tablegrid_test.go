package typeset

import (
	"testing"

	"keben/internal/book"
	"keben/internal/forme/bound"
	"keben/internal/geom"
)

// where is the place of the run with a text.
func where(t *testing.T, d *bound.Document, text string) geom.Point {
	t.Helper()
	for _, p := range d.Pages {
		for _, op := range p.Ops {
			if op.Run != nil && op.Run.Text() == text {
				return op.At
			}
		}
	}
	t.Fatalf("%s is not set", text)
	return geom.Point{}
}

func TestListsOneBelowTheOtherInACellAreAsWideAsOne(t *testing.T) {
	at := func(lists int) geom.Length {
		ed := sample{lang: "zh", chapters: []string{"题\n| 甲 | 乙 |\n|:--|:--|\n| 列 | 旁 |\n"}}.edition(t)
		for _, s := range ed.Sections {
			book.Walk(s.Chapter.Blocks, book.Visitor{Block: func(b book.Block) bool {
				if table, ok := b.(*book.Table); ok {
					cell := &table.Groups[1].Rows[0][0]
					cell.Content = nil
					for range lists {
						p := &book.Paragraph{Content: []book.Inline{&book.Text{Value: "行走"}}}
						cell.Blocks = append(cell.Blocks, &book.List{Delim: '-', Tight: true, Items: []*book.Item{{Blocks: []book.Block{p}}}})
					}
				}
				return true
			}})
		}
		return where(t, bound.Of(set(t, ed, "32开").Document), "旁").X
	}
	if one, three := at(1), at(3); one != three {
		t.Errorf("the next column is at %s beside one list, at %s beside three", one, three)
	}
}
