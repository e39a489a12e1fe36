package typeset

import (
	"strconv"

	"keben/internal/book"
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/shape"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// perPage reports whether notes are numbered ① ② ③ anew on every page, as in Chinese books (rule L1). English books
// number them through the chapter (Chicago 14.20).
func (c *spec) perPage() bool { return c.house.Notes == lang.ByPage }

func (c *section) noteDest(i int) string { return c.dest(c.slug, "fn-"+strconv.Itoa(i-c.before+1)) }

// note sets the note of a label and returns its index in the galley.
func (c *section) note(label string) (int, bool) {
	for i := range c.chapter.Notes {
		n := &c.chapter.Notes[i]
		if n.Label != label {
			continue
		}
		// The index is taken before the blocks are set, because a note may have notes, or even its own mark.
		index := len(c.galley.Notes)
		c.galley.Notes = append(c.galley.Notes, page.Note{Label: -1})
		c.notes[label] = index
		tag := c.part.Add(forme.Element{Role: "Note", Parent: c.root, ID: "note-" + c.dest(c.slug, strconv.Itoa(index-c.before+1))})
		number := c.counted + n.Number
		if c.perPage() {
			number = 1 // package page writes the real number
		}
		mark := c.house.NoteMark(number)
		if !c.perPage() {
			mark += "."
		}
		items := c.noteItems(mark, tag, func(s *stack, at setting) { s.blocks(n.Blocks, at) })
		items[0].Dests = append(items[0].Dests, page.Dest{Name: c.noteDest(index)})
		c.galley.Notes[index] = page.Note{Items: items, Label: -1}
		if c.perPage() {
			c.galley.Notes[index].Label = 0 // the mark, which hang made the first operation
		}
		return index, true
	}
	return 0, false
}

// noteItems sets a note with its label hanging before it.
func (c *section) noteItems(label string, tag int32, body func(*stack, setting)) []page.Item {
	st := c.style("note")
	s := c.stack()
	lbl := c.element("Lbl", tag)
	indent := c.details().Notes.Indent.Of(st.Size)
	at := setting{frame: frame{left: indent}, style: "note", parent: tag, plain: true, notes: true}
	body(s, at)
	s.hang(label, lbl, hanging{style: st, indent: indent})
	items := trimmed(s.items)
	// White inside a note is not dropped at the top of a page.
	for i := range items {
		items[i].Penalty = 0
		switch items[i].Kind {
		case page.Snap:
			items[i].Height = 0
		case page.Space:
			items[i].Height = min(items[i].Height, st.Leading/2)
		}
		items[i].Kind = page.Line
	}
	if len(items) == 0 {
		items = []page.Item{{Height: st.Leading}}
	}
	return items
}

// unmarked sets the notes that have no mark in the chapter: at its end, because they belong to no page.
func (s titling) unmarked(ch *book.Chapter, parent int32) {
	for i := range ch.Notes {
		if n := &ch.Notes[i]; !s.c.called(n.Label) {
			s.space(s.c.details().Notes.Space.Of(s.c.master.pitch))
			s.blocks(n.Blocks, setting{style: "note", parent: parent, plain: true})
		}
	}
}

func (c *section) called(label string) bool { _, ok := c.notes[label]; return ok }

// noteRule separates the notes from the text: a rule that is shorter than the measure (rule L3).
func (c *spec) noteRule() page.Item {
	pitch, d := c.master.pitch, &c.details().Notes
	return page.Item{Height: pitch, Ops: []draw.Op{{
		Tag: draw.Artifact, Path: draw.Rectangle(geom.Rect{Y: d.RuleDrop.Of(pitch), W: d.RuleLength.Of(c.master.measure), H: d.Rule}, draw.Color{}),
	}}}
}

// renumber returns a mark with the number n, no wider than the mark.
func (c *section) renumber(op draw.Op, n int) draw.Op {
	if op.Run == nil || len(op.Run.Glyphs) == 0 {
		return op
	}
	old := op.Run
	text := c.house.NoteMark(n)
	if _, ok := old.Face.GID([]rune(text)[0]); !ok || len([]rune(text)) > 1 {
		text = strconv.Itoa(n)
	}
	run := *old
	var room, width geom.Length
	for _, g := range old.Glyphs {
		room += g.Advance
	}
	run.Glyphs = nil
	units := int64(old.Face.UnitsPerEm)
	for _, g := range c.shaper.Shape(old.Face, text, shape.Options{Script: "Hani", Lang: c.lang.BCP47}) {
		run.Glyphs = append(run.Glyphs, draw.Glyph{
			ID: g.ID, X: width, Y: old.Glyphs[0].Y, Advance: old.Size.Mul(int64(g.Advance), units), Text: text[g.Start:g.End],
		})
		width += old.Size.Mul(int64(g.Advance), units)
	}
	if width > room && width > 0 {
		// The number is wider than the mark with which the line was broken, and set smaller so that nothing moves.
		run.Size = run.Size.Mul(int64(room), int64(width))
		for i := range run.Glyphs {
			run.Glyphs[i].X = run.Glyphs[i].X.Mul(int64(room), int64(width))
			run.Glyphs[i].Advance = run.Glyphs[i].Advance.Mul(int64(room), int64(width))
		}
		width = room
	}
	shift := old.Glyphs[0].X + (room-width)/2
	for i := range run.Glyphs {
		run.Glyphs[i].X += shift
	}
	op.Run = &run
	return op
}

// authorNote sets the note about an author that an article prints at the foot of its first page.
func (c *section) authorNote(mark string, paragraphs []string) int {
	index := len(c.galley.Notes)
	tag := c.part.Add(forme.Element{Role: "Note", Parent: c.root, ID: "note-" + c.dest(c.slug, "author-"+strconv.Itoa(index))})
	items := c.noteItems(mark, tag, func(s *stack, at setting) {
		st := c.style("note")
		for _, text := range paragraphs {
			s.add(c.set([]paragraph.Piece{c.plain(text, st, face{}, c.element("P", tag))}, st, at.frame)...)
		}
	})
	c.galley.Notes = append(c.galley.Notes, page.Note{Items: items, Label: -1, Fixed: true})
	return index
}
