package collate

import (
	"keben/internal/book"
	"keben/internal/lang"
)

// series are the values from which the numbers inside a chapter are made.
type series struct {
	headings bool   // they have numbers
	chapter  int    // the chapter's number; 0 for an appendix and in an article
	short    string // the chapter's number in labels: "1", "A"; "" when it has none
}

// number sets the depths and numbers of a chapter's headings, figures and tables.
func (c *collator) number(ch *book.Chapter, s series) {
	c.numberHeadings(book.Headings(ch.Blocks), s)
	eachCountable(ch, func(b book.Block) {
		switch b := b.(type) {
		case *book.Figure:
			c.figures[s.short]++
			b.Number = c.lang.Figure(s.short, c.figures[s.short])
		case *book.Table:
			c.tables[s.short]++
			b.Number = c.lang.Table(s.short, c.tables[s.short])
		}
	})
}

// eachCountable calls f with the figures and tables of a chapter that have numbers, in the order of these.
func eachCountable(ch *book.Chapter, f func(book.Block)) {
	walk(ch, book.Visitor{Block: func(b book.Block) bool {
		switch n := b.(type) {
		case *book.HTMLBlock:
			return false // the website has the author's HTML, which has no numbers
		case *book.Figure:
			if countable(&n.Head, n.Caption) {
				f(b)
			}
		case *book.Table:
			if countable(&n.Head, n.Caption) {
				f(b)
			}
		}
		return true
	}})
}

// countable reports whether a figure or table has a number: only if it has a caption in which to print it, or an id by
// which the author can refer to it.
func countable(h *book.Head, caption []book.Inline) bool {
	return (len(caption) > 0 || h.Explicit) && !h.Class("unnumbered")
}

// numberHeadings gives headings their depths and numbers. Depths follow the nesting of levels and skip none, because
// tagged PDF (ISO 14289-1 §7.4.2) and readers of outlines need that. A heading below an unnumbered one has no number
// either, because the first part of it would be missing.
func (c *collator) numberHeadings(hs []*book.Heading, s series) {
	type open struct {
		level, n int
		numbered bool
	}
	stack := []open{{numbered: s.headings}} // the bottom is the chapter; n counts numbered headings inside
	for _, h := range hs {
		for len(stack) > 1 && stack[len(stack)-1].level >= h.Level {
			stack = stack[:len(stack)-1]
		}
		parent := &stack[len(stack)-1]
		h.Unnumbered = h.Unnumbered || h.Class("unnumbered")
		numbered := parent.numbered && !h.Unnumbered
		if numbered {
			parent.n++
			path := []int{s.chapter}
			for _, o := range stack {
				path = append(path, o.n)
			}
			h.Number = c.lang.Heading(c.scheme, path)
			if c.scheme == lang.Science && s.chapter == 0 && s.short != "" {
				h.Number = s.short + "." + h.Number
			}
		}
		stack = append(stack, open{level: h.Level, numbered: numbered})
		h.Depth = len(stack) - 1
	}
}

// numberNotes numbers a chapter's notes in the order of their first marks and sorts them so. A mark inside a note
// counts as if it were directly after the note's own mark. Notes without a mark come last and have no number.
func numberNotes(ch *book.Chapter) {
	byLabel := map[string]int{}
	for i := range ch.Notes {
		if _, ok := byLabel[ch.Notes[i].Label]; !ok {
			byLabel[ch.Notes[i].Label] = i
		}
	}
	var order []int
	var v book.Visitor
	v.Run = func(_ book.Block, run []book.Inline) {
		book.WalkInlines(run, func(in book.Inline) {
			ref, ok := in.(*book.NoteRef)
			if !ok {
				return
			}
			i, ok := byLabel[ref.Label]
			if !ok {
				return // package manuscript has reported and marked it
			}
			note := &ch.Notes[i]
			if note.Number == 0 {
				order = append(order, i)
				note.Number = len(order)
				book.Walk(note.Blocks, v)
			}
			ref.Number = note.Number
		})
	}
	for i := range ch.Notes {
		ch.Notes[i].Number = 0
	}
	ch.Walk(v)

	sorted := make([]book.Note, 0, len(ch.Notes))
	for _, i := range order {
		sorted = append(sorted, ch.Notes[i])
	}
	for _, n := range ch.Notes {
		if n.Number == 0 {
			sorted = append(sorted, n)
		}
	}
	ch.Notes = sorted
}
