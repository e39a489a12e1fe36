package source

import "sort"

// Map leads the ranges of a text back to the text it was made from. A nil Map is for a text that was not changed.
type Map struct {
	pieces []piece // in order of their offsets
	before *Map    // of the old text
}

// piece is a run of the new text from offset at on: either the bytes of the old text from was.From on, or a text that
// replaces the whole of was.
type piece struct {
	at   int32
	was  Range
	same bool
}

// Tail is the Map of the text that is left when the first n bytes of another have been taken off.
func Tail(n int) *Map { return &Map{pieces: []piece{{was: Span(n, n), same: true}}} }

// Fixed is the Map of a text that as a whole replaces one range, such as a value with escapes.
func Fixed(r Range) *Map { return &Map{pieces: []piece{{was: r}}} }

// After returns m for a text whose old text was made from another one, with the Map before.
func (m *Map) After(before *Map) *Map {
	switch {
	case m == nil:
		return before
	case before == nil:
		return m
	}
	return &Map{pieces: m.pieces, before: m.before.After(before)}
}

// Range returns the origin of a range of the new text. If it begins or ends inside a replaced text, so does the origin,
// at the beginning or end of the old one. An empty range leads to an empty one.
func (m *Map) Range(r Range) Range {
	for ; m != nil; m = m.before {
		r = m.step(r)
	}
	return r
}

func (m *Map) step(r Range) Range {
	first := m.piece(r.From)
	if r.To <= r.From {
		at := first.from(r.From)
		return Range{at, at}
	}
	last := m.piece(r.To - 1)
	from, to := first.from(r.From), last.was.To
	if last.same {
		to = last.from(r.To)
	}
	return Range{from, max(from, to)}
}

// Offset returns the origin of an offset of the new text.
func (m *Map) Offset(offset int) int { return int(m.Range(Span(offset, offset)).From) }

// piece is the one in which an offset lies.
func (m *Map) piece(offset int32) piece {
	i := sort.Search(len(m.pieces), func(i int) bool { return m.pieces[i].at > offset }) - 1
	if i < 0 {
		return piece{}
	}
	return m.pieces[i]
}

func (p piece) from(offset int32) int32 {
	if p.same {
		return p.was.From + offset - p.at
	}
	return p.was.From
}

// Editor makes a text from an old one, piece by piece, and records the origin of each piece.
type Editor struct {
	old    []byte
	text   []byte
	pieces []piece
}

// Edit begins a new text. Old is not changed.
func Edit(old []byte) *Editor { return &Editor{old: old} }

// Keep copies a range of the old text.
func (e *Editor) Keep(r Range) {
	if r.From < r.To {
		e.pieces = append(e.pieces, piece{int32(len(e.text)), r, true})
		e.text = append(e.text, r.Of(e.old)...)
	}
}

// Put writes a text that replaces a range of the old text, which may be empty.
func (e *Editor) Put(s []byte, r Range) {
	if len(s) > 0 {
		e.pieces = append(e.pieces, piece{int32(len(e.text)), r, false})
		e.text = append(e.text, s...)
	}
}

// Text returns what has been written.
func (e *Editor) Text() []byte { return e.text }

// Len is the number of bytes written.
func (e *Editor) Len() int { return len(e.text) }

// Map leads from what has been written to the old text.
func (e *Editor) Map() *Map { return &Map{pieces: e.pieces} }
