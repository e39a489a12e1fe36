package twins

import (
	"maps"
	"reflect"
	"slices"

	"keben/internal/book"
)

// Renew aligns b, a later state of the book that a aligned. It aligns only the chapters that differ, with the
// statistics of a, and is about ten times as fast as Align. The result may differ from that of Align where the lexicon
// would differ, so it is for previews. Chapters are the same when they are the same pointers. a does not change.
func (a *Alignment) Renew(b *book.Book, records map[string]*Record) *Alignment {
	now := newAlignment(b, records)
	now.learned = a.learned
	// Anchors of the chapters that are kept have their numbers; new ones come after.
	now.words = &vocabulary{ids: maps.Clone(a.words.ids), class: slices.Clone(a.words.class), terms: a.words.terms, finders: maps.Clone(a.words.finders)}
	var kept, fresh []*Chapter
	eachPair(b, func(c *Chapter) {
		r := records[c.B.File()]
		if before := a.find(c); before != nil && reflect.DeepEqual(r, a.records[c.B.File()]) {
			c = before
			kept = append(kept, c)
		} else {
			now.align(c, r)
			fresh = append(fresh, c)
		}
		now.chapters[c.Slug] = append(now.chapters[c.Slug], c)
	})
	for _, slug := range chapters(b) {
		now.gather(b, slug)
	}
	for _, c := range kept {
		now.adopt(c, a)
	}
	for _, c := range fresh {
		now.judge(c, records[c.B.File()])
	}
	return now
}

// find returns the alignment of the same two chapters, or nil.
func (a *Alignment) find(c *Chapter) *Chapter {
	for _, k := range a.chapters[c.Slug] {
		if k.A == c.A && k.B == c.B {
			return k
		}
	}
	return nil
}

// align is alignGroup for one chapter, with the statistics of the others.
func (a *Alignment) align(c *Chapter, r *Record) {
	c.a, c.b = survey(c.A, a.words), survey(c.B, a.words)
	l := a.learned[c.languages()]
	if l.lex != nil {
		l.lex.note(c.a, l.lex.a)
		l.lex.note(c.b, l.lex.b)
	}
	m := newModel(a.words, c.a, c.b)
	m.drift = l.ratio
	c.Pairs = match(m, c.a, c.b, r.confirmed(c))
}

// adopt copies the states of a kept chapter.
func (a *Alignment) adopt(c *Chapter, before *Alignment) {
	for _, u := range c.b.all {
		if state, ok := before.states[u.Block]; ok && u.Block != nil {
			a.states[u.Block] = state
		}
		if n, ok := before.lacking[u.Block]; ok && u.Block != nil {
			a.lacking[u.Block] = n
		}
	}
}
