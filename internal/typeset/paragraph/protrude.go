package paragraph

import "keben/internal/geom"

// How far a character protrudes into the margin when it begins or ends an English line, in thousandths of its width, so
// that the margin looks straight (rule S7; Thành, "Micro-typographic extensions", 2000). On Chinese lines nothing
// protrudes, because marks at the edges are trimmed and flush already.
var (
	protrudeRight = map[rune]int64{
		'-': 600, '‐': 600, '.': 600, ',': 600, '–': 250, '—': 200, ';': 350, ':': 400, '!': 150, '?': 150,
		'”': 450, '’': 450, '"': 400, '\'': 450, ')': 80, '…': 150,
		'A': 50, 'F': 50, 'K': 30, 'L': 40, 'P': 40, 'R': 30, 'T': 50, 'V': 50, 'W': 40, 'X': 30, 'Y': 50, 'r': 30, 'v': 30, 'w': 30, 'y': 40,
	}
	protrudeLeft = map[rune]int64{
		'“': 450, '‘': 450, '"': 400, '\'': 450, '(': 80, '–': 250, '—': 200,
		'A': 50, 'J': 30, 'T': 50, 'V': 50, 'W': 40, 'X': 30, 'Y': 50, 'v': 30, 'w': 30, 'y': 30,
	}
)

func protrusion(table map[rune]int64, r rune, width geom.Length) geom.Length {
	return width.Em(table[r])
}
