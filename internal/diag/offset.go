package diag

import "unicode/utf8"

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
	for col := 1; col < p.Col && offset < end; col++ {
		_, size := utf8.DecodeRune(s.Text[offset:end])
		offset += size
	}
	return offset, true
}

// Edit is a correction that is safe to make without thinking: the Message's Len characters at its Pos, which
// read Old, become New.
type Edit struct{ Old, New string }
