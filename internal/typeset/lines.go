package typeset

import (
	"slices"

	"keben/internal/draw"
	"keben/internal/typeset/paragraph"
)

// lineStore has the lines of the paragraphs of a section, by their text, for the next time that the section is set.
// Numbers of elements, links and notes are counted from the first one of each paragraph, because a new paragraph
// changes those of all that follow. The zero value keeps nothing.
type lineStore struct {
	before map[string][]keptParagraph // of the last time
	now    map[string][]keptParagraph // of this time; nil if they are not to be kept
}

// keptParagraph is a paragraph with its lines.
type keptParagraph struct {
	pieces  []paragraph.Piece
	style   paragraph.Style
	crowded bool
	lines   []paragraph.Line
}

// origin are the numbers from which those of a paragraph are counted.
type origin struct{ tag, link, note int32 }

// lay returns the lines of a paragraph: the kept ones, or new ones. A paragraph with findings is not kept, because
// setting it again is what repeats its messages.
func (c *section) lay(pieces []paragraph.Piece, style *paragraph.Style) []paragraph.Line {
	if c.store.now == nil {
		return c.setter.Set(pieces, style)
	}
	p, from, plain := relative(pieces)
	if !plain {
		return c.setter.Set(pieces, style)
	}
	p.style, p.crowded = *style, c.setter.Crowded
	key := p.text()
	for _, old := range c.store.before[key] {
		if old.same(&p) {
			c.store.now[key] = append(c.store.now[key], old)
			return moved(old.lines, from, 1)
		}
	}
	found := c.setter.Found()
	lines := c.setter.Set(pieces, style)
	if c.setter.Found() == found {
		p.lines = moved(lines, from, -1)
		c.store.now[key] = append(c.store.now[key], p)
	}
	return lines
}

// relative returns pieces with numbers counted from their own origin. They are not plain, and not kept, if a box among
// them has operations, whose numbers it does not change.
func relative(pieces []paragraph.Piece) (p keptParagraph, from origin, plain bool) {
	const none = 1<<31 - 1
	from = origin{none, none, none}
	for i := range pieces {
		q := &pieces[i]
		if q.Box != nil && len(q.Box.Ops) > 0 {
			return p, from, false
		}
		if q.Tag >= 0 {
			from.tag = min(from.tag, q.Tag)
		}
		if q.Link > 0 {
			from.link = min(from.link, q.Link)
		}
		if q.Kind == paragraph.Mark {
			from.note = min(from.note, q.Note)
		}
	}
	p.pieces = slices.Clone(pieces)
	for i := range p.pieces {
		q := &p.pieces[i]
		q.Place.File = nil // the place changes with every letter before it
		q.Place.Range.From, q.Place.Range.To = 0, 0
		if q.Tag >= 0 {
			q.Tag -= from.tag
		}
		if q.RubyTag > 0 {
			q.RubyTag += 1 - from.tag
		}
		if q.Link > 0 {
			q.Link -= from.link - 1
		}
		if q.Kind == paragraph.Mark {
			q.Note -= from.note
		}
	}
	return p, from, true
}

func (p *keptParagraph) text() string {
	n := 0
	for i := range p.pieces {
		n += len(p.pieces[i].Text)
	}
	b := make([]byte, 0, n)
	for i := range p.pieces {
		b = append(b, p.pieces[i].Text...)
	}
	return string(b)
}

func (p *keptParagraph) same(o *keptParagraph) bool {
	return p.style == o.style && p.crowded == o.crowded && slices.EqualFunc(p.pieces, o.pieces, func(a, b paragraph.Piece) bool {
		if a.Box != nil && b.Box != nil && (a.Box.Size != b.Box.Size || a.Box.Depth != b.Box.Depth) || (a.Box == nil) != (b.Box == nil) {
			return false
		}
		if a.Leader != nil && b.Leader != nil && *a.Leader != *b.Leader || (a.Leader == nil) != (b.Leader == nil) {
			return false
		}
		a.Box, b.Box, a.Leader, b.Leader = nil, nil, nil, nil
		return a == b
	})
}

// moved returns lines with their numbers counted from an origin (by 1), or from their own (by −1).
func moved(lines []paragraph.Line, from origin, by int32) []paragraph.Line {
	out := slices.Clone(lines)
	for i := range out {
		l := &out[i]
		l.Ops, l.Marks, l.Links = slices.Clone(l.Ops), slices.Clone(l.Marks), slices.Clone(l.Links)
		for k := range l.Ops {
			if l.Ops[k].Tag != draw.Artifact {
				l.Ops[k].Tag += by * from.tag
			}
		}
		for k := range l.Marks {
			m := &l.Marks[k]
			m.Note += by * from.note
			// Equal paragraphs may have marks of different notes, and marksOf tells notes by the addresses of runs.
			if run := l.Ops[m.Op].Run; run != nil {
				own := *run
				l.Ops[m.Op].Run = &own
			}
		}
		for k := range l.Links {
			l.Links[k].Link += by * (from.link - 1)
			l.Links[k].Tag += by * from.tag
		}
	}
	return out
}
