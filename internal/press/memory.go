package press

import (
	"bytes"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"sync"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/dataset"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/manuscript"
	"keben/internal/output/website"
	"keben/internal/project"
	"keben/internal/terms"
	"keben/internal/typeset"
	"keben/templates"
)

// memory is what one build leaves for the next. A build that finds nothing kept is a clean one: there is no other
// way to build, so that what is kept cannot make a difference. All values are immutable.
type memory struct {
	snapshot *snapshot
	project  memo[*project.Project]
	data     memo[*dataset.Dataset]
	theme    memo[*design.Theme]
	terms    memo[*terms.List]
	foundry  memo[*typeset.Foundry]
	chapters chapters
	aligned  Aligned
	editions map[string]*book.Edition // by name
	site     website.Cache
	pdfs     shelf[[]byte] // by path
	settings settings
	printed  shelf[*Printed] // by edition
	darkroom *darkroom
}

func newMemory(fsys fs.FS) *memory {
	return &memory{snapshot: newSnapshot(fsys), darkroom: newDarkroom()}
}

// memo is the last value of a stage, with what it was made from.
type memo[V any] struct {
	view     *view
	given    []any // compared by ==
	value    V
	messages []diag.Message
}

// recall returns the value of a stage: the kept one when the stage is given the same and would read the same,
// else a new one. A new one that comes to the same leaves the kept one in its place, so that later stages see no
// change.
func (m *memo[V]) recall(s *snapshot, stage func(fs.FS) (V, []diag.Message), given ...any) (V, []diag.Message) {
	if m.view != nil && slices.Equal(m.given, given) && m.view.holds() {
		return m.value, m.messages
	}
	v := s.view()
	value, ms := stage(v)
	if m.view != nil && equal(m.value, value) {
		value = m.value
	}
	*m = memo[V]{v, given, value, ms}
	return value, ms
}

func equal(a, b any) bool {
	switch a := a.(type) {
	case *book.Chapter:
		return book.Equal(a, b.(*book.Chapter))
	case *Printed:
		return false // no stage follows; its pages are told apart by their hashes
	}
	return reflect.DeepEqual(a, b)
}

func readTheme(fsys fs.FS) (*design.Theme, []diag.Message) { return design.Read(templates.FS, fsys) }

func newFoundry(fsys fs.FS) (*typeset.Foundry, []diag.Message) {
	return typeset.NewFoundry(looks(fsys)), nil
}

// looks is the templates tree, the book's files laid over the built-in ones.
func looks(fsys fs.FS) fs.FS {
	over, err := fs.Sub(fsys, "templates")
	if err != nil { // the name is valid
		return templates.FS
	}
	return website.Overlay(over, templates.FS)
}

// chapters keeps the chapters of the last build, and only those.
type chapters struct {
	mu          sync.Mutex
	last, fresh map[manuscript.Source]*memo[*book.Chapter]
}

// begin begins a build; what the one before did not use is forgotten.
func (c *chapters) begin() { c.last, c.fresh = c.fresh, map[manuscript.Source]*memo[*book.Chapter]{} }

// through gives each chapter from what is kept, where it would be read the same.
func (c *chapters) through(s *snapshot, p *project.Project, d *dataset.Dataset) manuscript.Through {
	return func(src manuscript.Source, read manuscript.Reader) (*book.Chapter, []diag.Message) {
		given := []any{p, d}
		if !bytes.Contains(s.ask(question{text, src.File}).data, []byte("{{")) {
			given = []any{p} // nothing else brings data into a chapter
		}
		c.mu.Lock()
		m := c.last[src]
		c.mu.Unlock()
		if m == nil {
			m = &memo[*book.Chapter]{}
		}
		ch, ms := m.recall(s, read, given...)
		c.mu.Lock()
		c.fresh[src] = m
		c.mu.Unlock()
		return ch, ms
	}
}

// Aligned says which blocks of the languages of a book are twins.
type Aligned struct {
	text      *book.Book
	known     twins.Known
	alignment *twins.Alignment
	exact     bool // as a clean build aligns it
	messages  []diag.Message
}

// align aligns the languages of b. When it may be quick, chapters that are the same keep their pairs, and what is
// learned from the book as a whole is not learned anew.
func (m *memory) align(b *book.Book, known twins.Known, quick bool) *twins.Alignment {
	last := m.aligned
	switch {
	case last.alignment != nil && sameText(last.text, b) && last.known.Terms == known.Terms && reflect.DeepEqual(last.known.Records, known.Records):
	case last.alignment != nil && quick:
		m.aligned = Aligned{text: b, known: known, alignment: last.alignment.Renew(b, known.Records)}
	default:
		m.aligned = Aligned{text: b, known: known, alignment: twins.Align(b, known), exact: true}
	}
	return m.aligned.alignment
}

// sameText reports whether two books are made of the very same chapters.
func sameText(a, b *book.Book) bool {
	return slices.Equal(a.Languages, b.Languages) && slices.EqualFunc(a.Outline, b.Outline, sameEntry) &&
		maps.EqualFunc(a.Chapters, b.Chapters, func(x, y map[string]*book.Chapter) bool { return maps.Equal(x, y) })
}

// sameEntry reports whether two entries of an outline are the same, wherever book.yaml has them.
func sameEntry(a, b book.OutlineEntry) bool {
	return a.Role == b.Role && a.Matter == b.Matter && a.Slug == b.Slug && maps.Equal(a.Title, b.Title)
}

// edition puts the chapters of the edition before in the place of those that collation left as they were, and
// the whole edition when nothing in it is different.
func (k *memory) edition(ed *book.Edition) *book.Edition {
	before := k.editions[ed.Name]
	if before == nil {
		return ed
	}
	share(before, ed)
	if same(before, ed) {
		return before
	}
	return ed
}

// same is reflect.DeepEqual, for editions whose chapters are shared; a large book has thousands of labels.
func same(a, b *book.Edition) bool {
	if a == nil || b == nil {
		return a == b
	}
	x, y := *a, *b
	x.Labels, y.Labels, x.Twin, y.Twin = nil, nil, nil, nil
	return maps.Equal(a.Labels, b.Labels) && same(a.Twin, b.Twin) && reflect.DeepEqual(x, y)
}

func share(before, now *book.Edition) {
	if before == nil || now == nil {
		return
	}
	bySlug := map[string]*book.Section{}
	for i := range before.Sections {
		bySlug[before.Sections[i].Slug] = &before.Sections[i]
	}
	for i := range now.Sections {
		s := &now.Sections[i]
		if old := bySlug[s.Slug]; old != nil && s.Chapter != nil && book.Equal(old.Chapter, s.Chapter) {
			s.Chapter = old.Chapter
			if book.EqualInlines(old.Title, s.Title) {
				s.Title = old.Title
			}
		}
	}
	share(before.Twin, now.Twin)
}
