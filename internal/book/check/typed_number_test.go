package check

import (
	"testing"

	"keben/internal/book"
	"keben/internal/source"
)

func TestANumberInATitleIsUnderlined(t *testing.T) {
	src := source.New("a.md", []byte("title: '一、总论'\n\n## 第二节 口岸\n"))
	words := func(value, typed string) []book.Inline {
		from := len(src.Text) - len(typed)
		for string(src.Text[from:from+len(typed)]) != typed {
			from--
		}
		return []book.Inline{&book.Text{Value: value, Range: source.Span(from, from+len(typed))}}
	}
	ch := &book.Chapter{Slug: "a", Lang: "zh", Source: src, Blocks: []book.Block{
		&book.Heading{Level: 2, Number: "一、", Content: words("第二节 口岸", "第二节 口岸")},
	}}
	ed := &book.Edition{Lang: "zh", Sections: []book.Section{{Slug: "a", Number: "第一章", Title: words("一、总论", "'一、总论'"), Chapter: ch}}}
	for i, m := range typedNumber(ed) {
		if want := []string{"'一、总论'", "第二节 "}[i]; m.Place.Text() != want {
			t.Errorf("%s: %q is underlined, want %q", m.Place, m.Place.Text(), want)
		}
	}
	if n := len(typedNumber(ed)); n != 2 {
		t.Errorf("%d messages", n)
	}
}
