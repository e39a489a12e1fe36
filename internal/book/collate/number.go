package collate

import (
	"keben/internal/book"
	"keben/internal/lang"
)

// series are the values from which the numbers inside a chapter, and inside the chapters nested in it, are made.
type series struct {
	headings bool   // they have numbers
	chapter  int    // the chapter's number; 0 for an appendix and in an article
	short    string // the chapter's number in labels: "1", "A"; "" when it has none
	open     []open // the sections that the next heading may be in, the chapter first
}

// open is a section that is not finished.
type open struct {
	level    int // of its heading, as written; of a nested chapter 0
	n        int // how many numbered sections are in it so far
	numbered bool
}

// number sets the number of a nested chapter, and the depths and numbers of the headings, figures and tables of any.
func (c *collator) number(s *book.Section, in *series) {
	ch := s.Chapter
	if s.Depth == 0 {
		in.open = []open{{numbered: in.headings}}
	} else {
		in.open = in.open[:min(len(in.open), s.Depth)]
		s.Number = c.enter(in, open{numbered: !ch.Unnumbered})
	}
	c.numberHeadings(book.Headings(ch.Blocks), in)
	eachCountable(ch, func(b book.Block) {
		switch b := b.(type) {
		case *book.Figure:
			c.figures[in.short]++
			b.Number = c.lang.Figure(in.short, c.figures[in.short])
		case *book.Table:
			c.tables[in.short]++
			b.Number = c.lang.Table(in.short, c.tables[in.short])
		}
	})
}

// enter opens a section in the innermost open one and returns its number. A section in an unnumbered one has no number
// either, because the first part of it would be missing.
func (c *collator) enter(in *series, o open) (number string) {
	parent := &in.open[len(in.open)-1]
	if o.numbered = o.numbered && parent.numbered; o.numbered {
		parent.n++
		path := []int{in.chapter}
		for _, o := range in.open {
			path = append(path, o.n)
		}
		number = c.lang.Heading(c.scheme, path)
		if c.scheme == lang.Science && in.chapter == 0 && in.short != "" {
			number = in.short + "." + number
		}
	}
	in.open = append(in.open, o)
	return number
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
// tagged PDF (ISO 14289-1 §7.4.2) and readers of outlines need that.
func (c *collator) numberHeadings(hs []*book.Heading, in *series) {
	own := len(in.open) // the sections that the chapter itself is in, and the chapter
	for _, h := range hs {
		for len(in.open) > own && in.open[len(in.open)-1].level >= h.Level {
			in.open = in.open[:len(in.open)-1]
		}
		h.Unnumbered = h.Unnumbered || h.Class("unnumbered")
		h.Number = c.enter(in, open{level: h.Level, numbered: !h.Unnumbered})
		h.Depth = len(in.open) - own
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
	for i := range ch.Notes { // a note that nothing marks may mark others
		if ch.Notes[i].Number == 0 {
			book.Walk(ch.Notes[i].Blocks, v)
		}
	}

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
