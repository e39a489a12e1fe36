package mmark

import (
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/golden"
	"keben/internal/source"
)

// TestRanges shows for every block and inline what was typed for it. The ranges of blocks are found again in the text,
// so one may end too early where a line has odd blanks.
func TestRanges(t *testing.T) {
	golden.Run(t, "testdata/ranges/*.txtar", func(t *testing.T, a *golden.Archive) {
		typed, wrong := ranges(a.Input("in.mmark"))
		a.Want("want", typed)
		if wrong > 0 {
			t.Errorf("%d ranges cannot be right", wrong)
		}
	})
}

func ranges(text []byte) (typed string, wrong int) {
	src := source.New("", text)
	doc, _ := Read(Options{Text: text, Source: src, Lang: "zh"})
	var b strings.Builder
	wrong = book.DumpRanges(&b, src, doc.Blocks, doc.Notes)
	return b.String(), wrong
}
