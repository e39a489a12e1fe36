package website

import (
	"bytes"
	"reflect"
	"slices"

	"keben/internal/book"
	"keben/internal/highlight"
	"keben/internal/output/html"
)

// Cache keeps what one build of a site came to for the next, so that a page is written again only when
// something on it is different. A page remembers what it was made from and every question that was asked while
// it was written; it is kept when the answers are the same. What is kept never changes. The zero value is
// ready; one build at a time may use it.
type Cache struct {
	templates *pageTemplates
	plates    map[string]keptPlate    // by source
	chapters  map[string]*keptChapter // by output path, as the next two
	parallels map[string]*keptParallel
	pages     map[string]keptPage
	contents  map[string]keptContents // by edition
}

// program is a piece of program text.
type program struct{ language, text string }

// keptPlate is a picture in the site and the bytes it was made of.
type keptPlate struct {
	data  []byte
	plate plate
}

// keptChapter is a chapter as its page shows it.
type keptChapter struct {
	section     book.Section
	raw         bool
	kind        book.Kind
	questions   []question
	view        *Chapter
	description string
}

// keptParallel is a chapter as its page in two languages shows it.
type keptParallel struct {
	sections  [2]*book.Section // as they were; nil where a language lacks the chapter
	raw       bool
	questions []question
	view      *Parallel
}

// question is something that was asked while a chapter was written, with the answer.
type question struct {
	about  string // "href", "href-second", "alone", "elsewhere", "asset", "size" or "tokens"
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
	*c = Cache{templates: t, plates: map[string]keptPlate{}, chapters: map[string]*keptChapter{}, parallels: map[string]*keptParallel{}, pages: map[string]keptPage{}, contents: map[string]keptContents{}}
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
	case "href-second":
		return e.within(slug, q.a, e.prefixed(q.b))
	case "elsewhere":
		return e.elsewhere(slug, q.a)
	case "alone":
		return e.alone(slug, q.a, q.b)
	case "asset":
		return e.site.picture(q.a)
	case "tokens":
		return e.site.divided(program{q.a, q.b})
	}
	width, height := e.site.assets.size(q.a)
	return [2]int{width, height}
}

// recall returns what is kept of a chapter, when it would be written the same.
func (e *edition) recall(pg *page) *keptChapter {
	k := e.site.before.chapters[e.path(pg.file)]
	s := pg.section
	if k == nil || k.raw != e.site.in.AllowRawHTML || k.kind != e.Kind || !sameSection(&k.section, s) || !e.stillTrue(s.Slug, k.questions) {
		if k != nil {
			e.site.learn(k.questions)
		}
		return nil
	}
	return k
}

// sameSection reports whether two sections are of the same chapter and named the same.
func sameSection(a, b *book.Section) bool {
	return a.Chapter == b.Chapter && a.Slug == b.Slug && a.Number == b.Number && a.Role == b.Role && a.Lacking == b.Lacking &&
		book.EqualInlines(a.Title, b.Title)
}

// stillTrue reports whether the questions asked for the page of slug have the answers they had.
func (e *edition) stillTrue(slug string, questions []question) bool {
	for _, q := range questions {
		if q.about == "tokens" {
			continue // there is only one answer
		}
		now := e.ask(slug, q)
		places, many := now.([]html.Place)
		if !many && now != q.answer || many && !slices.Equal(places, q.answer.([]html.Place)) {
			return false
		}
	}
	return true
}

// divided returns the tokens of a program.
func (s *site) divided(p program) []highlight.Token {
	tokens, known := s.tokens[p]
	if !known {
		tokens = highlight.Tokens(p.language, p.text)
		s.tokens[p] = tokens
	}
	return tokens
}

// learn takes the programs of a page that is to be written again from what was asked for it before.
func (s *site) learn(questions []question) {
	for _, q := range questions {
		if q.about == "tokens" {
			s.tokens[program{q.a, q.b}] = q.answer.([]highlight.Token)
		}
	}
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
