package press

import (
	"bytes"
	"embed"
	"io/fs"
	"maps"
	"reflect"
	"slices"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/dataset"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/figure/library"
	"keben/internal/manuscript"
	"keben/internal/memory"
	"keben/internal/output/website"
	"keben/internal/project"
	"keben/internal/snapshot"
	"keben/internal/terms"
	"keben/internal/typeset"
	"keben/templates"
)

// keep has the values that one build leaves for the next. All are immutable. A clean build is one with an empty keep:
// there is no other way to build, so that kept values cannot change the result.
type keep struct {
	snapshot *snapshot.Snapshot
	project  stage[*project.Project]
	data     stage[*dataset.Dataset]
	theme    stage[*design.Theme]
	terms    stage[*terms.List]
	foundry  stage[*typeset.Foundry]
	chapters snapshot.Shelf[manuscript.Source, brought, *book.Chapter]
	aligned  Aligned
	editions memory.Shelf[string, struct{}, *book.Edition] // by name
	site     website.Cache
	files    snapshot.Shelf[string, ordered, []byte]   // PDFs made on demand, by path
	printed  snapshot.Shelf[string, ordered, *Printed] // by edition
	pressed  memory.Shelf[string, struct{}, *pressed]  // by the path of the PDF: the file and its view on screen share it
	darkroom library.Darkroom
}

// stage keeps the value of a stage whose only input is the folder.
type stage[V any] = snapshot.Memo[struct{}, V]

// brought is the input of a chapter that does not come from the folder.
type brought struct {
	project *project.Project
	data    *dataset.Dataset // nil when the chapter has no template
}

func newKeep(fsys fs.FS) *keep {
	k := &keep{snapshot: snapshot.New(fsys)}
	k.project.Same, k.data.Same = alike[*project.Project], alike[*dataset.Dataset]
	k.theme.Same, k.terms.Same = alike[*design.Theme], alike[*terms.List]
	k.chapters.Same, k.editions.Same = book.Equal, retain
	return k
}

func alike[V any](a, b V) bool { return reflect.DeepEqual(a, b) }

func readTheme(fsys fs.FS) (*design.Theme, []diag.Message) { return design.Read(templates.FS, fsys) }

// Builtin is what a book has that says nothing of its looks.
func Builtin() (*design.Theme, *typeset.Foundry) {
	theme, _ := readTheme(embed.FS{})
	return theme, typeset.NewFoundry(templates.FS)
}

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

// through returns each chapter from the cache, if it would be read the same.
func (k *keep) through(p *project.Project, d *dataset.Dataset) manuscript.Through {
	k.chapters.Begin()
	texts := k.snapshot.View()
	return func(src manuscript.Source, read manuscript.Reader) (*book.Chapter, []diag.Message) {
		given := brought{project: p}
		if text, _ := snapshot.Bytes(texts, src.File); bytes.Contains(text, []byte("{{")) {
			given.data = d // nothing else brings data into a chapter
		}
		return snapshot.Recall(k.chapters.At(src), snapshot.From(k.snapshot, given), read)
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
func (k *keep) align(b *book.Book, known twins.Known, quick bool) *twins.Alignment {
	last := k.aligned
	switch {
	case last.alignment != nil && sameText(last.text, b) && last.known.Terms == known.Terms && reflect.DeepEqual(last.known.Records, known.Records):
	case last.alignment != nil && quick:
		k.aligned = Aligned{text: b, known: known, alignment: last.alignment.Renew(b, known.Records)}
	default:
		k.aligned = Aligned{text: b, known: known, alignment: twins.Align(b, known), exact: true}
	}
	return k.aligned.alignment
}

// sameText reports whether two books are made of the very same chapters.
func sameText(a, b *book.Book) bool {
	return slices.Equal(a.Languages, b.Languages) && slices.EqualFunc(a.Outline, b.Outline, sameEntry) &&
		maps.EqualFunc(a.Chapters, b.Chapters, func(x, y map[string]*book.Chapter) bool { return maps.Equal(x, y) })
}

// sameEntry reports whether two entries of an outline are the same, wherever book.yaml has them.
func sameEntry(a, b book.OutlineEntry) bool {
	return a.Role == b.Role && a.Matter == b.Matter && a.Slug == b.Slug && a.Depth == b.Depth && maps.Equal(a.Title, b.Title)
}

// edition returns the edition before in the place of one that is no different.
func (k *keep) edition(ed *book.Edition) *book.Edition {
	never := func(struct{}) bool { return false } // it was collated already: retain decides
	ed, _ = k.editions.At(ed.Name).Recall(never, func() (*book.Edition, struct{}) { return ed, struct{}{} })
	return ed
}

// retain puts the chapters of the edition before in the place of those that collation left as they were, and reports
// whether nothing in the edition is different.
func retain(before, now *book.Edition) bool {
	share(before, now)
	return same(before, now)
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
