package press

import (
	"slices"
	"strconv"

	"keben/internal/book"
	"keben/internal/source"
)

// Places returns the places of the blocks of a chapter in its file, by their names in an edition of the website; for a
// parallel edition, those of both languages. It is empty for a generated chapter.
func (p Preview) Places(edition, slug string) map[BlockKey]source.Place {
	out := map[BlockKey]source.Place{}
	ed := p.onSite(edition)
	for second := false; ed != nil; ed, second = ed.Twin, true {
		if sec := ed.Section(slug); sec != nil && sec.Chapter != nil && sec.Chapter.File() != "" {
			eachPlace(sec.Chapter, func(id string, at source.Range) {
				out[BlockKey{second, id}] = sec.Chapter.At(at)
			})
		}
	}
	return out
}

// onSite returns an edition of the website by its name.
func (p Preview) onSite(name string) *book.Edition {
	if p.work == nil {
		return nil
	}
	for _, ed := range slices.Concat(p.work.Views, p.work.Manuscript.Editions) {
		if ed.Name == name {
			return ed
		}
	}
	return nil
}

// eachPlace calls f for everything in a chapter that has an id and a place.
func eachPlace(ch *book.Chapter, f func(id string, at source.Range)) {
	opening := source.Span(0, 1) // without a title of its own, where the file begins
	book.WalkInlines(ch.Title, func(in book.Inline) {
		if r := in.Written(); r.Known() && opening == source.Span(0, 1) {
			opening = r
		}
	})
	f("", opening)
	ch.Walk(book.Visitor{Block: func(b book.Block) bool {
		if h := b.Common(); h.ID != "" && h.Known() {
			f(h.ID, h.Range)
		}
		return true
	}})
	for _, n := range ch.Notes {
		if n.Known() && n.Number > 0 {
			f("fn-"+strconv.Itoa(n.Number), n.Range)
		}
	}
}
