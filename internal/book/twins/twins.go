// Package twins aligns the languages of a book: which block of one is which of another.
//
// For now it pairs headings by their place in the skeleton of the chapter. It will grow into the alignment
// of every block — by ids, kinds, numbers, names and length, after Gale and Church — and the record of what
// each translation was made from; its callers already ask for twins and not for positions.
package twins

import (
	"strings"

	"keben/internal/book"
)

// Set is one heading in all the languages that have it, by language. The headings are those of the book that
// was aligned.
type Set map[string]*book.Heading

// Alignment says which blocks are twins. It is immutable.
type Alignment struct {
	headings map[string][]Set // by slug
	sets     map[*book.Heading]Set
}

// Align pairs the headings of every chapter that exists in more than one language.
func Align(b *book.Book) *Alignment {
	a := &Alignment{headings: map[string][]Set{}, sets: map[*book.Heading]Set{}}
	source := map[string]string{} // by slug: the first language that has the chapter
	for _, lang := range b.Languages {
		for slug, ch := range b.Chapters[lang] {
			if source[slug] == "" {
				source[slug] = lang
			}
			hs := book.Headings(ch.Blocks)
			pairs := match(a.headings[slug], source[slug], hs)
			for _, h := range hs {
				set := pairs[h]
				if set == nil {
					set = Set{}
					a.headings[slug] = append(a.headings[slug], set)
				}
				set[lang] = h
				a.sets[h] = set
			}
		}
	}
	return a
}

// Headings returns the headings of a chapter in all its languages: those of the book's first language in its
// order, then those that only a later language has.
func (a *Alignment) Headings(slug string) []Set { return a.headings[slug] }

// Twin returns the twin of h, a heading of the aligned book, in another language, or nil.
func (a *Alignment) Twin(h *book.Heading, lang string) *book.Heading { return a.sets[h][lang] }

// match finds for each of hs its twin among the headings of the source language. A twin that is wrong sends a
// reader to the wrong place, so headings stay alone where there is doubt.
func match(known []Set, source string, hs []*book.Heading) map[*book.Heading]Set {
	m := matcher{source: source, of: map[*book.Heading]Set{}, pairs: map[*book.Heading]Set{}, taken: map[*book.Heading]bool{}}
	var firsts []*book.Heading
	for _, set := range known {
		if h := set[source]; h != nil {
			m.of[h] = set
			firsts = append(firsts, h)
		}
	}
	byID := map[string]*book.Heading{}
	for _, h := range firsts {
		if h.Explicit && byID[h.ID] == nil {
			byID[h.ID] = h
		}
	}
	for _, h := range hs {
		if first := byID[h.ID]; h.Explicit && first != nil && !m.taken[first] {
			m.pair(first, h)
		}
	}
	m.children(skeleton(firsts), skeleton(hs))
	return m.pairs
}

type matcher struct {
	source string
	of     map[*book.Heading]Set // those of the source language
	pairs  map[*book.Heading]Set // the new ones that have a twin
	taken  map[*book.Heading]bool
}

func (m *matcher) pair(known, h *book.Heading) {
	m.pairs[h] = m.of[known]
	m.taken[known] = true
}

// children pairs the sections of two sections, and then theirs. Sections with the same id, or titled alike
// (names, code), are anchors; between two anchors sections are paired in order when there are equally many.
func (m *matcher) children(known, hs []node) {
	i, j := 0, 0
	for j2 := 0; j2 <= len(hs); j2++ {
		i2 := len(known)
		if j2 < len(hs) {
			if i2 = m.anchor(known[i:], hs[j2]); i2 < 0 {
				continue
			}
			i2 += i
		}
		if i2-i == j2-j {
			for k := range i2 - i {
				m.inOrder(known[i+k], hs[j+k])
			}
		}
		if j2 < len(hs) {
			if m.pairs[hs[j2].heading] == nil {
				m.pair(known[i2].heading, hs[j2].heading)
			}
			m.children(known[i2].children, hs[j2].children)
			i, j = i2+1, j2+1
		}
	}
}

func (m *matcher) inOrder(known, h node) {
	if m.taken[known.heading] || m.pairs[h.heading] != nil {
		return // one of them has its twin elsewhere
	}
	if known.heading.Explicit && h.heading.Explicit {
		return // the author gave them different ids
	}
	m.pair(known.heading, h.heading)
	m.children(known.children, h.children)
}

// anchor returns which of known is certainly the twin of h, or -1.
func (m *matcher) anchor(known []node, h node) int {
	set := m.pairs[h.heading]
	for i, k := range known {
		if set != nil {
			if m.of[k.heading][m.source] == set[m.source] {
				return i
			}
			continue
		}
		if !m.taken[k.heading] && !(k.heading.Explicit && h.heading.Explicit) &&
			alike(k.heading, h.heading) {
			return i
		}
	}
	return -1
}

// alike reports whether two headings have the same text: names, code, what was left untranslated.
func alike(a, b *book.Heading) bool {
	return strings.EqualFold(strings.TrimSpace(book.Plain(a.Content)), strings.TrimSpace(book.Plain(b.Content)))
}

// node is a section: its heading and the sections inside it.
type node struct {
	heading  *book.Heading
	children []node
}

// skeleton nests headings by their levels; a level that is skipped makes no section of its own.
func skeleton(hs []*book.Heading) []node {
	var nodes []node
	for i := 0; i < len(hs); {
		end := i + 1
		for end < len(hs) && hs[end].Level > hs[i].Level {
			end++
		}
		nodes = append(nodes, node{hs[i], skeleton(hs[i+1 : end])})
		i = end
	}
	return nodes
}
