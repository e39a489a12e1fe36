package diag

import (
	"sort"
	"unicode/utf8"
)

// Offset turns a position into a byte offset; a column past the end of its line is the line's end. It reports
// false when there is no such line.
func (s *Source) Offset(p Pos) (int, bool) {
	if p.Line < 1 || p.Line > len(s.rows) {
		return 0, false
	}
	offset, end := s.rows[p.Line-1], len(s.Text)
	if p.Line < len(s.rows) {
		end = s.rows[p.Line] - 1
	}
	return min(s.Forward(offset, p.Col-1), end), true
}

// Forward returns the offset of the character that comes n characters after the one at offset, or the end of the
// text. It looks at no more than a stride of bytes however long the line is.
func (s *Source) Forward(offset, n int) int {
	if n <= 0 || offset >= len(s.Text) {
		return min(offset, len(s.Text))
	}
	want := s.characters(offset) + n
	k := max(sort.SearchInts(s.wide, want+1)-1, 0) // the last stride with no more characters before it
	at, have := k*stride, s.wide[k]
	if at < offset {
		at, have = offset, want-n
	}
	for ; at < len(s.Text); at++ {
		if utf8.RuneStart(s.Text[at]) {
			if have == want {
				return at
			}
			have++
		}
	}
	return len(s.Text)
}

// Edit is a correction that is safe to make without thinking: the Message's Len characters at its Pos, which
// read Old, become New.
type Edit struct{ Old, New string }
