package twins

import (
	"fmt"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
)

// TestPairs aligns the two files of each archive.
func TestPairs(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		b := &book.Book{Languages: []string{"zh", "en"}, Outline: []book.OutlineEntry{{Slug: "c"}}, Chapters: map[string]map[string]*book.Chapter{}}
		for _, lang := range b.Languages {
			file := lang + ".md"
			doc, _ := markdown.Read(markdown.Options{Text: a.Input(file), Source: source.New(file, a.Input(file)), Lang: lang})
			b.Chapters[lang] = map[string]*book.Chapter{"c": {Slug: "c", Lang: lang, Source: source.New(file, a.Input(file)), Blocks: doc.Blocks, Notes: doc.Notes}}
		}
		align := Align(b, Known{})
		var pairs, messages strings.Builder
		if err := align.Dump(&pairs, []string{"c"}); err != nil {
			t.Fatal(err)
		}
		a.Want("pairs", pairs.String())
		for _, lang := range []diag.Language{"en", "zh"} {
			for _, m := range diag.Sort(align.Messages()) {
				fmt.Fprintf(&messages, "%v %v: %s [%s]\n  %s\n", m.Place, m.Kind.Severity.In(lang), m.Text(lang), m.Kind.ID, m.Hint(lang))
			}
		}
		a.Want("messages", messages.String())
	})
}
