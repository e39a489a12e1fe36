package website

import (
	"bytes"
	"reflect"

	"keben/internal/book"
)

// Cache keeps what one build of a site came to for the next, so that a page is written again only when
// something on it is different. A page remembers what it was made from and every question that was asked while
// it was written; it is kept when the answers are the same. What is kept never changes. The zero value is
// ready; one build at a time may use it.
type Cache struct {
	templates *pageTemplates
	plates    map[string]keptPlate    // by source
	chapters  map[string]*keptChapter // by output path, as the next three
	pages     map[string]keptPage
	contents  map[string]keptContents // by edition
}

// keptPlate is a picture in the site and the bytes it was made of.
type keptPlate struct {
	data  []byte
	plate plate
}

// keptChapter is a chapter as its page shows it.
type keptChapter struct {
	chapter     *book.Chapter
	section     book.Section
	raw         bool
	kind        book.Kind
	questions   []question
	view        *Chapter
	description string
}

// question is something that was asked while a chapter was written, with the answer.
type question struct {
	about  string // "href", "asset" or "size"
	a, b   string
	answer any
}

// keptPage is a page before and after its template.
type keptPage struct {
	template string
	page     *Page
	data     []byte
}

// keptContents are the contents of an edition as written beside its pages.
type keptContents struct {
	contents []Group
	shut     []shut
	open     map[string]string
}

// begin returns the cache for one build and what it found: only what the build uses goes on to the next.
func (c *Cache) begin(t *pageTemplates) (before Cache) {
	before = *c
	if before.templates != t {
		before.pages, before.contents = nil, nil
	}
	*c = Cache{templates: t, plates: map[string]keptPlate{}, chapters: map[string]*keptChapter{}, pages: map[string]keptPage{}, contents: map[string]keptContents{}}
	return before
}

// sameBytes is quick when two slices are one: whoever keeps files between builds keeps their slices.
func sameBytes(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || bytes.Equal(a, b))
}

// ask answers what the writer of a chapter asks, and remembers it.
func (e *edition) ask(slug string, q question) any {
	switch q.about {
	case "href":
		return e.within(slug, q.a, q.b)
	case "asset":
		return e.site.picture(q.a)
	}
	width, height := e.site.assets.size(q.a)
	return [2]int{width, height}
}

// recall returns what is kept of a chapter, when it would be written the same.
func (e *edition) recall(pg *page) *keptChapter {
	k := e.site.before.chapters[e.path(pg.file)]
	s := pg.section
	if k == nil || k.chapter != s.Chapter || k.raw != e.site.in.AllowRawHTML || k.kind != e.Kind ||
		k.section.Slug != s.Slug || k.section.Number != s.Number || k.section.Role != s.Role || !book.EqualInlines(k.section.Title, s.Title) {
		return nil
	}
	for _, q := range k.questions {
		if e.ask(s.Slug, q) != q.answer {
			return nil
		}
	}
	return k
}

// execute writes a page, unless it is kept.
func (s *site) execute(path, template string, p *Page) ([]byte, bool) {
	k, ok := s.before.pages[path]
	if !ok || k.template != template || !reflect.DeepEqual(k.page, p) {
		var data []byte
		if data, ok = s.templates.execute(template, p); !ok {
			return nil, false
		}
		k = keptPage{template, p, data}
	}
	s.in.Cache.pages[path] = k
	return k.data, true
}
