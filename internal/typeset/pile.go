package typeset

import (
	"keben/internal/geom"
	"keben/internal/typeset/page"
)

// pile is a column of items. Its methods add white, return to the grid and forbid page ends.
type pile struct {
	items []page.Item
	pitch geom.Length // of the grid
}

// add appends items.
func (s *pile) add(items ...page.Item) {
	s.items = append(s.items, items...)
}

// space appends white; of two adjacent whites the larger one stays.
func (s *pile) space(h geom.Length) {
	if h <= 0 {
		return
	}
	if n := len(s.items); n > 0 && s.items[n-1].Kind == page.Space {
		s.items[n-1].Height = max(s.items[n-1].Height, h)
		return
	}
	s.add(page.Item{Kind: page.Space, Height: h})
}

// snap returns to the grid.
func (s *pile) snap() {
	if n := len(s.items); n > 0 && s.items[n-1].Kind != page.Snap {
		s.add(page.Item{Kind: page.Snap})
	}
}

// padded appends items that are not on the grid, with equal white above and below: at least half a line, and so much
// that the text after them is on the grid again.
func (s *pile) padded(items []page.Item) {
	var h geom.Length
	for _, it := range items {
		h += it.Height
	}
	white := s.pitch + (s.pitch-h%s.pitch)%s.pitch
	s.snap()
	s.space(white / 2)
	s.add(items...)
	s.space(white - white/2)
	s.snap()
}

// keep forbids a page end after the last item.
func (s *pile) keep() {
	for i := len(s.items) - 1; i >= 0; i-- {
		if s.items[i].Kind == page.Line {
			s.items[i].Penalty = page.Forbidden
			return
		}
	}
}

// fixed appends lines that stay together and with the next one.
func (s *pile) fixed(items []page.Item) {
	for i := range items {
		items[i].Penalty = page.Forbidden
	}
	s.add(items...)
}

// blank appends white that is not dropped at the top of a page.
func (s *pile) blank(lines int) {
	if lines > 0 {
		s.add(page.Item{Height: s.pitch * geom.Length(lines), Penalty: page.Forbidden})
	}
}
