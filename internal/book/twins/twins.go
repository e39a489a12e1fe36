// Package twins aligns the languages of a book: it finds for each block the block in another language that translates
// it. Authors do not number their paragraphs, so the program has to find out.
//
// Chapters pair by their slugs. Inside a chapter the units of alignment are its title, the blocks, and, inside paired
// blocks, list items, the paragraphs of a quotation or note, entries of a definition list and rows of a table. Cells of
// paired rows pair by column. A division is transparent. The text inside a block that is paired with one of another
// kind (a list that became a paragraph) is not aligned.
//
// Sizes are counted in Han characters, scores in natural logarithms of likelihood ratios, confidence from 0 to 1.
//
// The algorithm:
//
//  1. What is settled is paired first: blocks of the same explicit id, and those that a record says are source
//     and translation of each other. Blocks of different explicit ids are never paired.
//  2. The skeleton: headings are aligned by their depth, their text and the section below them, allowing missing
//     ones. Those that are certain, and the settled pairs that stand in order, cut the chapter.
//  3. Between two cuts blocks are aligned by dynamic programming over beads 1–1, 1–0, 0–1, 2–1 and 1–2, as Gale
//     and Church (1993) do with sentences. The score of a bead is a logarithm of likelihoods: of the bead, of the
//     kinds, of the sizes (Han characters, and words of other scripts at 1.7 each), and of anchors: numbers as
//     values, note marks, pictures, addresses, code, references, terms of the book, Latin words in Chinese text,
//     the sign at the end. An anchor counts the more, the rarer it is in the chapter.
//  4. What is inside pairs is aligned in the same way; then notes, in the order of their marks.
//  5. What is left over on both sides is paired by strong anchors regardless of order: moved blocks, and moved
//     headings with their sections (those of the same title before 3). A block left over on one side takes the
//     twin of another whom it fits nine times better.
//  6. From the confident pairs of the whole book a lexicon is learned, and steps 1 to 5 are done again with its
//     words as further anchors.
//
// The confidence of a pair is the posterior probability of its bead by the forward–backward algorithm: its share among
// all alignments of the stretch. So two blocks that could as well change places are unsure, however well either fits. A
// pair below floor is dropped, because a wrong twin leads a reader to the wrong place.
package twins

import (
	"keben/internal/book"
	"keben/internal/terms"
)

// Set is one block in all languages that have it, by language: the blocks that share an id. They are blocks of the book
// that was aligned. If two blocks together are the twin of one, the first is in the set.
type Set map[string]book.Block

// Alignment says which blocks are twins. It is immutable.
type Alignment struct {
	languages []string
	chapters  map[string][]*Chapter // by slug
	sets      map[string][]Set      // by slug
	set       map[book.Block]Set
	units     map[book.Block][]*Unit // one for each chapter it is aligned in
	states    map[book.Block]book.State
	lacking   map[book.Block]int

	// The state from which Renew continues.
	words   *vocabulary
	learned map[[2]string]learned // by the two languages
	records map[string]*Record
}

// learned has the statistics of all chapters in two languages, which help to align any one of them.
type learned struct {
	ratio float64
	lex   *lexicon
}

// Chapter is a chapter and its twin, aligned.
type Chapter struct {
	Slug  string
	A, B  *book.Chapter // A of the earlier language of the book
	Pairs []*Pair       // in the order of A's text, then what only B has

	Findings []*Finding // the states of those with a text, in the same order
	Lacking  int        // how many blocks at the beginning of A have no translation

	a, b    *parts
	record  *Record // nil if the translation has none
	orphans []Entry // lines of the record whose block is gone
}

// Known has what helps to align a book besides its text. It may be empty.
type Known struct {
	// Records of the translations, by the files of the translated chapters. A pair that a record confirms is settled.
	// The states of blocks follow from records.
	Records map[string]*Record
	// Terms are the words of the book for things, which serve as anchors; nil: none.
	Terms *terms.List
}

// Align pairs the blocks of every chapter that exists in more than one language.
func Align(b *book.Book, k Known) *Alignment {
	records := k.Records
	a := newAlignment(b, records)
	a.words.know(k.Terms)
	var order []*Chapter
	eachPair(b, func(c *Chapter) {
		c.a, c.b = survey(c.A, a.words), survey(c.B, a.words)
		a.chapters[c.Slug] = append(a.chapters[c.Slug], c)
		order = append(order, c)
	})
	for _, group := range byLanguages(order) {
		a.learned[group[0].languages()] = alignGroup(a.words, group, records)
	}
	for _, slug := range chapters(b) {
		a.gather(b, slug)
	}
	for _, c := range order {
		a.judge(c, records[c.B.File()])
	}
	return a
}

func newAlignment(b *book.Book, records map[string]*Record) *Alignment {
	return &Alignment{
		languages: b.Languages, chapters: map[string][]*Chapter{}, sets: map[string][]Set{}, set: map[book.Block]Set{},
		units: map[book.Block][]*Unit{}, states: map[book.Block]book.State{}, lacking: map[book.Block]int{},
		words: newVocabulary(), learned: map[[2]string]learned{}, records: records,
	}
}

// eachPair calls f with every chapter and each of its twins in later languages, not yet aligned.
func eachPair(b *book.Book, f func(*Chapter)) {
	for _, slug := range chapters(b) {
		var source *book.Chapter
		for _, lang := range b.Languages {
			switch ch := b.Chapters[lang][slug]; {
			case ch == nil:
			case source == nil:
				source = ch
			default:
				f(&Chapter{Slug: slug, A: source, B: ch})
			}
		}
	}
}

func (c *Chapter) languages() [2]string { return [2]string{c.A.Lang, c.B.Lang} }

// byLanguages sorts chapters by the two languages they pair.
func byLanguages(chapters []*Chapter) (groups [][]*Chapter) {
	at := map[[2]string]int{}
	for _, c := range chapters {
		key := c.languages()
		i, ok := at[key]
		if !ok {
			i = len(groups)
			at[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], c)
	}
	return groups
}

// alignGroup aligns the chapters of two languages, learns their lexicon, and aligns them again.
func alignGroup(words *vocabulary, group []*Chapter, records map[string]*Record) learned {
	var texts [][2]*parts
	for _, c := range group {
		texts = append(texts, [2]*parts{c.a, c.b})
	}
	ratio := drift(texts)
	known := make([]map[*Unit]*Unit, len(group))
	for i, c := range group {
		known[i] = records[c.B.File()].confirmed(c)
	}
	pass := func() (all []*Pair) {
		for i, c := range group {
			m := newModel(words, c.a, c.b)
			m.drift = ratio
			c.Pairs = match(m, c.a, c.b, known[i])
			all = append(all, c.Pairs...)
		}
		return all
	}
	lex := learn(words, pass())
	if len(lex.a) == 0 {
		return learned{ratio, lex}
	}
	for _, c := range group {
		lex.note(c.a, lex.a)
		lex.note(c.b, lex.b)
	}
	pass()
	return learned{ratio, lex}
}

// gather makes the sets of a chapter: the blocks of its first language in reading order, then those that only
// a later language has.
func (a *Alignment) gather(b *book.Book, slug string) {
	for _, c := range a.chapters[slug] {
		for _, u := range append(c.a.all[:len(c.a.all):len(c.a.all)], c.b.all...) {
			if u.Block != nil {
				a.units[u.Block] = append(a.units[u.Block], u)
			}
		}
	}
	for _, lang := range b.Languages {
		ch := b.Chapters[lang][slug]
		if ch == nil {
			continue
		}
		eachBlock(ch, func(block book.Block) {
			if a.set[block] != nil {
				return
			}
			set := Set{lang: block}
			a.set[block] = set
			a.sets[slug] = append(a.sets[slug], set)
			for _, u := range a.units[block] {
				if p := u.pair; p != nil && len(p.A) > 0 && len(p.B) > 0 && p.A[0] == u && p.B[0].Block != nil {
					twin := p.B[0]
					set[twin.Lang] = twin.Block
					a.set[twin.Block] = set
				}
			}
		})
	}
}

// eachBlock calls f with every block of a chapter that can have a twin, in reading order, its notes last.
func eachBlock(ch *book.Chapter, f func(book.Block)) {
	v := book.Visitor{Block: func(b book.Block) bool { f(b); return true }}
	book.Walk(ch.Abstract, v)
	book.Walk(ch.Blocks, v)
	for _, n := range ch.Notes {
		book.Walk(n.Blocks, v)
	}
}

// Sets returns the blocks of a chapter in all its languages: those of the first language that has the chapter
// in reading order, notes last, then those that only a later language has.
func (a *Alignment) Sets(slug string) []Set { return a.sets[slug] }

// Chapters returns a chapter aligned with each of its twins in later languages.
func (a *Alignment) Chapters(slug string) []*Chapter { return a.chapters[slug] }

// SetOf returns the set that a block of the aligned book is in, or nil.
func (a *Alignment) SetOf(b book.Block) Set { return a.set[b] }

// Twin returns the twin of b, a block of the aligned book, in another language, or nil. Of two twins it is the
// first.
func (a *Alignment) Twin(b book.Block, lang string) book.Block {
	var back []*Unit
	for _, u := range a.units[b] {
		if t := u.twin(); t != nil {
			if t.Lang == lang {
				return t.Block
			}
			back = append(back, t)
		}
	}
	// From one translation to another through the source.
	for _, t := range back {
		for _, u := range a.units[t.Block] {
			if v := u.twin(); v != nil && v.Lang == lang && v.Block != b {
				return v.Block
			}
		}
	}
	return nil
}

// twin returns the first unit on the other side, or nil.
func (u *Unit) twin() *Unit {
	p := u.pair
	switch {
	case p == nil || len(p.A) == 0 || len(p.B) == 0:
		return nil
	case p.A[0].Lang == u.Lang:
		return p.B[0]
	}
	return p.A[0]
}

// chapters returns the slugs of the book's chapters: those of the outline, then those it does not list.
func chapters(b *book.Book) []string {
	out := b.Slugs()
	seen := map[string]bool{}
	for _, slug := range out {
		seen[slug] = true
	}
	for _, lang := range b.Languages {
		for _, slug := range sortedKeys(b.Chapters[lang]) {
			if !seen[slug] {
				seen[slug] = true
				out = append(out, slug)
			}
		}
	}
	return out
}
