// Package desk has the work of the commands on a manuscript that print nothing: it shows the states of translations and
// accepts them, exchanges texts with translators' tools, and corrects slips. In a publishing house this is done at a
// desk, before the press.
//
// It reads books by the stages of package press, so that a command sees the book that a build sees. It writes into the
// book's folder only changes that a person has been shown, each file by one rename (package publish). States and
// corrections are counted per block, places are byte ranges of files.
package desk

import (
	"context"
	"io/fs"
	"keben/internal/book"
	"keben/internal/book/collate"
	"keben/internal/book/twins"
	"keben/internal/press"
)

// Translation is the state of a book's translations.
type Translation struct {
	Languages []string // the first is the source
	Chapters  []*twins.Chapter
	Alone     []Alone

	ids map[book.Block]string
}

// Alone is a chapter that a language lacks.
type Alone struct {
	Chapter *book.Chapter
	Lacks   string // the language
}

// ID returns the id of a unit's block; a chapter's title is known as "title".
func (t *Translation) ID(u *twins.Unit) string {
	if u.Block == nil {
		return "title"
	}
	return t.ids[u.Block]
}

// Of returns the chapters that a file, or a slug, is a side of.
func (t *Translation) Of(file string) (found []*twins.Chapter) {
	for _, c := range t.Chapters {
		if c.A.File() == file || c.B.File() == file || c.Slug == file || twins.RecordFile(c.B.File()) == file {
			found = append(found, c)
		}
	}
	return found
}

// Status reads the book in dir and finds the state of its translations. It writes nothing. The translation is nil when
// the book could not be read.
func Status(ctx context.Context, dir string) (press.Result, *Translation, error) {
	var t *Translation
	res, err := press.Read(ctx, press.Options{Dir: dir}, func(m press.Manuscript, _ fs.FS, _ *press.Result) error {
		t = translation(m.Text, m.Alignment)
		return nil
	})
	return res, t, err
}

func translation(text *book.Book, alignment *twins.Alignment) *Translation {
	t := &Translation{Languages: text.Languages, ids: map[book.Block]string{}}
	for _, slug := range text.Slugs() {
		t.Chapters = append(t.Chapters, alignment.Chapters(slug)...)
		for b, id := range collate.IDs(text, alignment, slug) {
			t.ids[b] = id
		}
		var some *book.Chapter
		for _, lang := range text.Languages {
			if ch := text.Chapters[lang][slug]; ch != nil && some == nil {
				some = ch
			}
		}
		for _, lang := range text.Languages {
			if some != nil && text.Chapters[lang][slug] == nil {
				t.Alone = append(t.Alone, Alone{some, lang})
			}
		}
	}
	return t
}
