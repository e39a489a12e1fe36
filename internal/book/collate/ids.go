package collate

import (
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/book/address"
	"keben/internal/book/twins"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/source"
)

var duplicateID = diag.NewKind("duplicate-id", diag.Warning,
	"the id %q is used twice in this chapter", "本章中标识 %q 重复",
	"give the second another id", "请为第二处另取标识")

// top is the section id of the blocks before a chapter's first heading.
const top = "top"

// taken are the ids given so far in a chapter, each with the number at which the search for the next free one begins,
// so that a thousand headings with one text are numbered in a thousand steps and not in half a million.
type taken map[string]int

func (t taken) has(id string) bool { return t[id] > 0 }

func (t taken) add(id string) { t[id] = max(t[id], 2) }

// free returns id, or id-2, id-3 … when it is taken, and takes it.
func (t taken) free(id string) string {
	if !t.has(id) {
		t.add(id)
		return id
	}
	for n := t[id]; ; n++ {
		if unique := id + "-" + strconv.Itoa(n); !t.has(unique) {
			t.add(unique)
			t[id] = n + 1
			return unique
		}
	}
}

// blockIDs gives the blocks of a chapter their ids, in all its languages at once, so that twins share theirs and
// collisions are resolved alike. The headings that open sections come first, because the other blocks are named after
// them: <section id>-p<n>, where n counts the blocks of the section in the first language that has the chapter, and
// then those that only later languages have. t has the explicit ids.
func (c *collator) blockIDs(slug string, t taken) map[book.Block]string {
	ids := map[book.Block]string{}
	give := func(b book.Block, id string) {
		ids[b] = id
		for _, twin := range c.align.SetOf(b) {
			ids[twin] = id
		}
	}
	for _, set := range c.align.Sets(slug) {
		if id, own := c.opening(slug, set); own != "" {
			if id == "" {
				id = t.free(address.Slug(own))
			}
			for _, b := range set {
				ids[b] = id
			}
		}
	}
	counts := map[string]int{}
	for _, l := range c.book.Languages {
		ch := c.book.Chapters[l][slug]
		if ch == nil {
			continue
		}
		source := len(counts) == 0
		openings := c.openings(ch)
		sections(ch, func(base string, b book.Block) string {
			h, isHeading := b.(*book.Heading)
			id, known := ids[b]
			switch {
			case isHeading && openings[h]:
				counts[id] += 0
				return id
			case isHeading && !known && explicitID(c.align.SetOf(b)) == "" && !b.Common().Explicit:
				give(b, t.free(address.Slug(book.Plain(h.Content))))
				return base
			}
			if source || !known {
				counts[base]++
			}
			if known {
				return base
			}
			if id = explicitID(c.align.SetOf(b)); id == "" && b.Common().Explicit {
				id = b.Common().ID
			}
			if id == "" {
				id = t.free(base + "-p" + strconv.Itoa(counts[base]))
			}
			give(b, id)
			return base
		})
	}
	for b := range ids {
		if h := b.Common(); h.Explicit {
			ids[b] = h.ID // whatever its twins are called
		}
	}
	return ids
}

// IDs gives the blocks of a chapter of b, in all its languages, the ids that they have in their editions unless one
// comes twice.
func IDs(b *book.Book, a *twins.Alignment, slug string) map[book.Block]string {
	c := &collator{book: b, align: a, opens: map[*book.Chapter]map[*book.Heading]bool{}}
	return c.blockIDs(slug, c.explicitIDs(slug))
}

// opening returns the explicit id of a set of headings that open a section in any language, and the text that an
// id would be made of: the first in Latin letters, else that of the first language. Other sets have no text.
func (c *collator) opening(slug string, set twins.Set) (id, text string) {
	spelt := false // text is in Latin letters
	for _, l := range c.book.Languages {
		h, ok := set[l].(*book.Heading)
		if !ok || !c.openings(c.book.Chapters[l][slug])[h] {
			continue
		}
		if h.Explicit && id == "" {
			id = h.ID
		}
		if latin := !lang.Of(l).Script.Han(); text == "" || latin && !spelt {
			spelt = latin
			text = book.Plain(h.Content)
			if text == "" {
				text = " " // an empty heading opens a section too
			}
		}
	}
	return id, text
}

// openings returns the headings that open a chapter's sections.
func (c *collator) openings(ch *book.Chapter) map[*book.Heading]bool {
	if in, ok := c.opens[ch]; ok {
		return in
	}
	in := map[*book.Heading]bool{}
	for _, h := range book.Headings(ch.Blocks) {
		in[h] = true
	}
	c.opens[ch] = in
	return in
}

// explicitID returns the id that an author gave a block or one of its twins, the first of the sorted ones, or "".
func explicitID(set twins.Set) (id string) {
	for _, b := range set {
		if h := b.Common(); h.Explicit && (id == "" || h.ID < id) {
			id = h.ID
		}
	}
	return id
}

// sections calls f with the blocks of a chapter in the order in which they are counted, and the id of the section
// each stands in; f returns the section's id from there on. The abstract, the English abstract and each note are
// sections of their own.
func sections(ch *book.Chapter, f func(base string, b book.Block) string) {
	part := func(base string, blocks []book.Block) {
		book.Walk(blocks, book.Visitor{Block: func(b book.Block) bool {
			base = f(base, b)
			return true
		}})
	}
	part("abstract", ch.Abstract)
	part(top, ch.Blocks)
	if ch.InEnglish != nil {
		part("in-english", ch.InEnglish.Abstract)
	}
	for _, note := range ch.Notes {
		if n, inline := strings.CutPrefix(note.Label, "^"); inline {
			part("inline-note-"+address.Slug(n), note.Blocks)
		} else {
			part("note-"+address.Slug(note.Label), note.Blocks)
		}
	}
}

// explicitIDs returns the ids that the author wrote in a chapter, in any language.
func (c *collator) explicitIDs(slug string) taken {
	t := taken{}
	for _, l := range c.book.Languages {
		if ch := c.book.Chapters[l][slug]; ch != nil {
			eachPlace(ch, func(b book.Block, span *book.Span) {
				if span != nil {
					t.add(span.ID)
				} else if h := b.Common(); h.Explicit {
					t.add(h.ID)
				}
			})
		}
	}
	return t
}

// eachPlace calls f with every block, and with every span that has an id, of a chapter and its notes.
func eachPlace(ch *book.Chapter, f func(book.Block, *book.Span)) {
	v := book.Visitor{
		Block: func(b book.Block) bool { f(b, nil); return true },
		Run: func(_ book.Block, run []book.Inline) {
			book.WalkInlines(run, func(in book.Inline) {
				if s, ok := in.(*book.Span); ok && s.ID != "" {
					f(nil, s)
				}
			})
		},
	}
	walk(ch, v)
}

// walk visits a chapter and then its notes.
func walk(ch *book.Chapter, v book.Visitor) {
	ch.Walk(v)
	for _, n := range ch.Notes {
		book.Walk(n.Blocks, v)
	}
}

// identify gives every block of a chapter, a copy of original, its id and, if the edition's language has the chapter,
// its twin.
func (c *collator) identify(ch, original *book.Chapter) {
	t := c.explicitIDs(ch.Slug)
	ids := c.blockIDs(ch.Slug, t)
	own := taken{} // the ids that the author wrote in the original's language
	eachPlace(original, func(b book.Block, span *book.Span) {
		if span != nil {
			own.add(span.ID)
		} else if h := b.Common(); h.Explicit {
			own.add(h.ID)
		}
	})
	var blocks []book.Block // of the original, in the order of the copies
	walk(original, book.Visitor{Block: func(b book.Block) bool { blocks = append(blocks, b); return true }})

	seen := taken{}
	explicit := func(id string, pos source.Range) string {
		if seen.has(id) {
			c.messages = append(c.messages, duplicateID.At(ch.At(pos), id))
			return t.free(id)
		}
		seen.add(id)
		return id
	}
	next := 0
	block := func(b book.Block) bool {
		source := blocks[next]
		next++
		head, id := b.Common(), ids[source]
		if head.Lang == "" {
			head.Lang = ch.Lang
		}
		switch {
		case head.Explicit:
			id = explicit(head.ID, head.Range)
		case seen.has(id) || own.has(id): // its twin's id, which another block has here
			id = t.free(id)
		}
		seen.add(id)
		if head.ID = id; ch.Lang != c.tag {
			return true
		}
		head.Twin = c.twinOf(source, ch.Slug, ids)
		if state := c.align.State(source); state == book.Stale || state == book.Unsure {
			head.State = state
		}
		head.Lacking = c.align.Lacking(source)
		return true
	}
	run := func(_ book.Block, run []book.Inline) {
		book.WalkInlines(run, func(in book.Inline) {
			if s, ok := in.(*book.Span); ok && s.ID != "" {
				s.ID = explicit(s.ID, book.Begins(s.Content))
			}
		})
	}
	walk(ch, book.Visitor{Block: block, Run: run})
}

func (c *collator) twinOf(b book.Block, slug string, ids map[book.Block]string) *book.Twin {
	for _, l := range c.ed.Others {
		if t := c.align.Twin(b, l); t != nil {
			return &book.Twin{Lang: l, Place: c.book.Chapters[l][slug].At(t.Common().Range), ID: ids[t]}
		}
	}
	return nil
}
