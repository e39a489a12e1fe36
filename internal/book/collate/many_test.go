package collate

import (
	"fmt"
	"testing"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/source"
)

func TestHeadingsOfOneTextAreNumberedInOnePass(t *testing.T) {
	// The slow twin tries every number.
	slow := func(given map[string]bool, id string) string {
		unique := id
		for n := 2; given[unique]; n++ {
			unique = fmt.Sprintf("%s-%d", id, n)
		}
		given[unique] = true
		return unique
	}
	fast, given := taken{}, map[string]bool{}
	fast.add("a-3")
	given["a-3"] = true
	for _, id := range []string{"a", "a", "a-2", "a", "a-3", "a", "a", "a-2", "a-2-2", "a", "b", "a-5", "a"} {
		if got, want := fast.free(id), slow(given, id); got != want {
			t.Fatalf("%s: %s, want %s", id, got, want)
		}
	}
	many := taken{}
	for i := range 200_000 {
		if got := many.free("文"); i > 0 && got != fmt.Sprintf("文-%d", i+1) {
			t.Fatal(got)
		}
	}
}

// In a book of 200 chapters with 20 wrong links each, every link is compared with the headings of its own chapter.
func TestWrongLinksAreComparedWithTheirOwnChapter(t *testing.T) {
	b := &book.Book{Languages: []string{"zh"}, Chapters: map[string]map[string]*book.Chapter{"zh": {}}}
	for i := range 200 {
		slug := fmt.Sprintf("c%d", i)
		ch := &book.Chapter{Slug: slug, Lang: "zh", Source: source.New("content/zh/"+slug+".md", nil), Title: text(slug)}
		for k := range 20 {
			ch.Blocks = append(ch.Blocks,
				&book.Heading{Level: 2, Content: text(fmt.Sprintf("heading %d of %d", k, i))},
				&book.Paragraph{Content: []book.Inline{&book.Link{Target: fmt.Sprintf("#headin-%d-of-%d", k, i), Content: text("文")}}})
		}
		b.Chapters["zh"][slug] = ch
		b.Outline = append(b.Outline, book.OutlineEntry{Slug: slug, Role: book.RoleChapter})
	}
	allocated := testing.AllocsPerRun(1, func() {
		_, ms := Edition(b, "zh", twins.Align(b, twins.Known{}))
		if len(ms) != 4000 {
			t.Fatalf("%d messages", len(ms))
		}
		for _, m := range ms {
			if m.Kind != deadLinkNear {
				t.Fatal(m.Text("en"))
			}
		}
	})
	if allocated > 3_000_000 {
		t.Errorf("%.0f allocations", allocated)
	}
}
