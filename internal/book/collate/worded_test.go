package collate

import (
	"testing"

	"keben/internal/book"
)

func TestWordsTypedAroundReferencesAreNotPrintedTwice(t *testing.T) {
	ref := func(id string, group bool) *book.Ref { return &book.Ref{Target: id, Group: group} }
	text := func(s string) *book.Text { return &book.Text{Value: s} }
	figure := func(id string) book.Block {
		return &book.Figure{Head: book.Head{ID: id, Explicit: true}, Caption: t1("x")}
	}
	for _, c := range []struct {
		lang string
		run  []book.Inline
		want string
	}{
		{"zh", []book.Inline{text("见"), ref("fig-a", true)}, "见图 1-1"},
		{"zh", []book.Inline{text("见-"), ref("fig-a", true)}, "见1-1"},
		{"zh", []book.Inline{text("见-"), ref("fig-a", false)}, "见-图 1-1"},
		{"zh", []book.Inline{ref("fig-a", true), text("; "), ref("fig-b", true)}, "图 1-1、图 1-2"},
		{"zh", []book.Inline{ref("fig-a", false), text("；"), ref("fig-b", false)}, "图 1-1；图 1-2"},
		{"zh", []book.Inline{text("图 "), ref("fig-a", true)}, "图 1-1"},
		{"zh", []book.Inline{text("地图"), ref("fig-a", false)}, "地图图 1-1"},
		{"en", []book.Inline{text("see figure "), ref("fig-a", true)}, "see figure 1.1"},
		{"en", []book.Inline{text("configure "), ref("fig-a", true)}, "configure Figure 1.1"},
		{"en", []book.Inline{ref("fig-a", true), text("; "), ref("fig-b", true)}, "Figure 1.1, Figure 1.2"},
	} {
		b := made("humanities", chapter(c.lang, "a", "A", par(c.run...), figure("fig-a"), figure("fig-b")))
		ed, _ := edition(b, c.lang)
		if got := book.Plain(section(t, ed, "a").Chapter.Blocks[0].(*book.Paragraph).Content); got != c.want {
			t.Errorf("%s: %q, want %q", c.lang, got, c.want)
		}
	}
}
