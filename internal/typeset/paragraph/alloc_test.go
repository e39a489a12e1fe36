//go:build !race

// Under the race detector a sync.Pool forgets at random, so that counts of allocations say nothing.

package paragraph

import (
	"strings"
	"testing"
)

// What a paragraph allocates grows with its lines, never with its glyphs.
func TestSettingAllocatesByTheLine(t *testing.T) {
	for _, c := range []struct {
		pieces []Piece
		style  *Style
	}{
		{plain(t, "zh", strings.Repeat(chineseText, 4)), chinese(38)},
		{plain(t, "en", strings.Repeat(englishText+" ", 4)), english(340)},
	} {
		s := newSetter()
		lines := len(s.Set(c.pieces, c.style))
		if n := testing.AllocsPerRun(10, func() { s.Set(c.pieces, c.style) }); n > float64(20*lines) {
			t.Errorf("%v allocations for %d lines", n, lines)
		}
	}
}
