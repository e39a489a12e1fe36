package check

import (
	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/diag"
	"keben/internal/lang"
)

var headingAlone = diag.NewKind("heading-twin", diag.Note,
	"the heading %q has no counterpart in %[2]s", "标题“%s”在%[3]s中没有对应的标题",
	"give both the same id: {#sec-…}", "请为两处标题写上相同的标识：{#sec-…}")

// headingTwin finds the first heading of a chapter that has no counterpart: those after it are often alone because of
// it. A counterpart in doubt is told by twins.
func headingTwin(b *book.Book, a *twins.Alignment) (ms []diag.Message) {
	for _, slug := range b.Slugs() {
		for _, l := range b.Languages {
			ch := b.Chapters[l][slug]
			for _, other := range b.Languages {
				if ch == nil || l == other || b.Chapters[other][slug] == nil {
					continue
				}
				if h := loneHeading(a, ch, other); h != nil {
					ms = append(ms, headingAlone.At(ch.At(h.Range), book.Plain(h.Content),
						lang.Of(other).EnglishName, lang.Of(other).ChineseName))
				}
			}
		}
	}
	return ms
}

// loneHeading is the first heading of a chapter that has no counterpart in a language, or nil.
func loneHeading(a *twins.Alignment, ch *book.Chapter, other string) *book.Heading {
	for _, h := range book.Headings(ch.Blocks) {
		if a.Twin(h, other) == nil {
			return h
		}
	}
	return nil
}
