package website

import (
	"bytes"
	"maps"
	"reflect"
	"slices"

	"keben/internal/book"
	"keben/internal/highlight"
	"keben/internal/memory"
	"keben/internal/output/html"
	"keben/internal/source"
)

// Cache keeps what one build of a site came to for the next, so that a page is written again only when
// something on it is different. What is kept never changes. The zero value is ready; one build at a time may use it.
type Cache struct {
	templates memory.Memo[map[string]*source.File, *pageTemplates]
	plates    memory.Shelf[string, []byte, plate]                  // by source, of its bytes
	chapters  memory.Shelf[string, chapterOrigin, *writtenChapter] // by output path, as the next two
	parallels memory.Shelf[string, parallelOrigin, *Parallel]
	pages     memory.Shelf[string, pageOrigin, writtenPage]
	contents  memory.Shelf[string, contentsOrigin, writtenContents] // by edition
}

// begin begins a build: only what it uses goes on to the next.
func (c *Cache) begin() {
	c.plates.Begin()
	c.chapters.Begin()
	c.parallels.Begin()
	c.pages.Begin()
	c.contents.Begin()
}

// questions are what the writer of a page asked of the site. The page is written anew when an answer is another one.
type questions struct {
	links     memory.Notes[link, string]
	alone     memory.Notes[spot, string]
	elsewhere memory.Notes[string, []html.Place] // by the id of a heading
	pictures  memory.Notes[string, plate]        // by source
	files     memory.Notes[string, string]       // by path
	programs  map[program][]highlight.Token      // which have one answer only
}

// link leads to a place of the edition, in its second language or not.
type link struct {
	second   bool
	slug, id string
}

// spot is a place of a chapter in one language.
type spot struct{ lang, id string }

// program is a piece of program text.
type program struct{ language, text string }

// chapterOrigin is what the text of a chapter's page is made from.
type chapterOrigin struct {
	section book.Section
	raw     bool
	kind    book.Kind
	asked   *questions
}

// writtenChapter is a chapter as its page shows it.
type writtenChapter struct {
	view        *Chapter
	description string
}

// parallelOrigin is what the text of a page in two languages is made from.
type parallelOrigin struct {
	sections [2]*book.Section // as they were; nil where a language lacks the chapter
	raw      bool
	asked    *questions
}

// pageOrigin is a page before its template.
type pageOrigin struct {
	templates *pageTemplates
	name      string
	page      *Page
}

// writtenPage is a page after its template, unless that failed.
type writtenPage struct {
	data []byte
	ok   bool
}

// contentsOrigin is what the contents beside the pages of an edition are made from.
type contentsOrigin struct {
	templates *pageTemplates
	contents  []Group
}

// writtenContents are the contents of an edition, and as they are written beside its pages.
type writtenContents struct {
	contents []Group
	shut     []shut
	open     map[string]string
}

// sameBytes is quick when two slices are one: whoever keeps files between builds keeps their slices.
func sameBytes(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || bytes.Equal(a, b))
}

func same[A comparable](a, b A) bool { return a == b }

// sameSection reports whether two sections are of the same chapter and named the same.
func sameSection(a, b *book.Section) bool {
	return a.Chapter == b.Chapter && a.Slug == b.Slug && a.Number == b.Number && a.Role == b.Role && a.Lacking == b.Lacking &&
		book.EqualInlines(a.Title, b.Title)
}

// answeredAlike reports whether what was asked for the page of slug has the answers that it had. If not, the page is to
// be written anew, with the programs that it had.
func (e *edition) answeredAlike(slug string, asked *questions) bool {
	if asked.links.Hold(func(l link) string { return e.follow(slug, l) }, same) &&
		asked.alone.Hold(func(p spot) string { return e.alone(slug, p) }, same) &&
		asked.elsewhere.Hold(func(id string) []html.Place { return e.elsewhere(slug, id) }, slices.Equal) &&
		asked.pictures.Hold(e.site.assets.picture, same) && asked.files.Hold(e.site.assets.download, same) {
		return true
	}
	maps.Copy(e.site.tokens, asked.programs)
	return false
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

// execute writes a page, unless it is kept.
func (s *site) execute(path, template string, p *Page) ([]byte, bool) {
	now := pageOrigin{s.templates, template, p}
	w, _ := s.in.Cache.pages.At(path).Recall(func(was pageOrigin) bool {
		return was.templates == now.templates && was.name == now.name && reflect.DeepEqual(was.page, now.page)
	}, func() (w writtenPage, _ pageOrigin) {
		w.data, w.ok = s.templates.execute(template, p)
		return w, now
	})
	return w.data, w.ok
}
