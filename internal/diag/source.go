package diag

import (
	"sort"
	"unicode/utf8"
)

// Source is a file's text with an index of its lines, so that byte offsets become positions.
type Source struct {
	Name string // slash-separated, relative to the book's folder
	Text []byte
	rows []int // byte offset at which each line begins
	wide []int // characters before each stride of bytes: long lines stay cheap to count in
}

// stride is the distance in bytes between counts of characters.
const stride = 512

// NewSource indexes text. Lines end at LF; a CR before it belongs to the line.
func NewSource(name string, text []byte) *Source {
	s := &Source{Name: name, Text: text, rows: []int{0}}
	for i, c := range text {
		if c == '\n' {
			s.rows = append(s.rows, i+1)
		}
	}
	n := 0
	for i := 0; i < len(text); i += stride {
		s.wide = append(s.wide, n)
		n += starts(text[i:min(i+stride, len(text))])
	}
	return s
}

// Pos turns a byte offset into a position; offsets past either end are moved to it.
func (s *Source) Pos(offset int) Pos {
	offset = min(max(offset, 0), len(s.Text))
	row := sort.SearchInts(s.rows, offset+1) - 1
	return Pos{File: s.Name, Line: row + 1, Col: s.characters(offset) - s.characters(s.rows[row]) + 1}
}

// characters counts the characters that begin before offset.
func (s *Source) characters(offset int) int {
	k := min(offset/stride, len(s.wide)-1)
	if k < 0 {
		return 0
	}
	return s.wide[k] + starts(s.Text[k*stride:offset])
}

// starts counts the bytes that begin a character: all but the continuation bytes of UTF-8.
func starts(b []byte) (n int) {
	for _, c := range b {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return n
}

// Line returns the text of line n (from 1) without its line end, or "" when there is no such line.
func (s *Source) Line(n int) string {
	if n < 1 || n > len(s.rows) {
		return ""
	}
	end := len(s.Text)
	if n < len(s.rows) {
		end = s.rows[n] - 1
	}
	line := s.Text[s.rows[n-1]:end]
	if k := len(line); k > 0 && line[k-1] == '\r' {
		line = line[:k-1]
	}
	return string(line)
}
