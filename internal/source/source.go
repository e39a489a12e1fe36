// Package source has the texts that authors write and the places in them.
//
// A [File] is a text with a name. A [Range] is a piece of it, in bytes; every block, inline and value has one. A
// [Place] is a range with its file, to which a message points. Lines and columns, in characters from 1, are computed
// only when a place is printed, because edits before a place change them and most places are never printed.
//
// A text is often changed before it is parsed: templates run, the syntax of another tool is rewritten, line ends are
// made uniform. An [Editor] makes such a text from another and yields a [Map], which leads a range of the new text back
// to the old one. Maps are chained, so that a parser's range leads to the file after any number of changes. Offsets are
// kept rather than searched for, because a text may repeat itself.
//
// [Overlay] is the folder of a book as an editor sees it, with texts that are not saved yet.
package source

import (
	"bytes"
	"fmt"
	"sort"
	"unicode/utf8"
)

// File is a text and its name. It is made by New and never changes.
type File struct {
	Name string // slash-separated, relative to the book's folder
	Text []byte // UTF-8, without a byte order mark; not to be changed

	rows []int32 // byte offset at which each line begins
	wide []int32 // characters before each stride of bytes, so that counting in a long line is fast
}

// Equal reports whether two files have the same name and the same text.
func (f *File) Equal(g *File) bool {
	return f == g || f != nil && g != nil && f.Name == g.Name && bytes.Equal(f.Text, g.Text)
}

// stride is the distance in bytes between counts of characters.
const stride = 512

// New names a text. Lines end at LF; a CR before it belongs to the line. A text has less than 2 GiB.
func New(name string, text []byte) *File {
	f := &File{Name: name, Text: text, rows: []int32{0}}
	for i, c := range text {
		if c == '\n' {
			f.rows = append(f.rows, int32(i+1))
		}
	}
	n := 0
	for i := 0; i < len(text); i += stride {
		f.wide = append(f.wide, int32(n))
		n += starts(text[i:min(i+stride, len(text))])
	}
	return f
}

// Position is a place as people name it. Line and Col count from 1, Col in characters; zero is unknown.
type Position struct{ Line, Col int }

// Position turns a byte offset into a position; offsets past either end are moved to it.
func (f *File) Position(offset int) Position {
	offset = min(max(offset, 0), len(f.Text))
	row := sort.Search(len(f.rows), func(i int) bool { return int(f.rows[i]) > offset }) - 1
	return Position{Line: row + 1, Col: f.characters(offset) - f.characters(int(f.rows[row])) + 1}
}

// Offset turns a position into a byte offset; a column past the end of its line is the line's end. It reports false
// when there is no such line.
func (f *File) Offset(p Position) (int, bool) {
	if !f.has(p.Line) {
		return 0, false
	}
	line := f.line(p.Line)
	return min(f.Forward(int(line.From), p.Col-1), int(line.To)), true
}

// Forward returns the offset of the character that comes n characters after the one at offset, or the end of the
// text. It looks at no more than a stride of bytes however long the line is.
func (f *File) Forward(offset, n int) int {
	if n <= 0 || offset >= len(f.Text) {
		return min(offset, len(f.Text))
	}
	want := f.characters(offset) + n
	k := max(sort.Search(len(f.wide), func(i int) bool { return int(f.wide[i]) > want })-1, 0) // the last stride that begins before
	at, have := k*stride, int(f.wide[k])
	for ; at < len(f.Text); at++ {
		if utf8.RuneStart(f.Text[at]) {
			if have == want {
				return at
			}
			have++
		}
	}
	return len(f.Text)
}

// Characters counts the characters of a range.
func (f *File) Characters(r Range) int {
	r = f.clip(r)
	return f.characters(int(r.To)) - f.characters(int(r.From))
}

// characters counts the characters that begin before offset.
func (f *File) characters(offset int) int {
	k := min(offset/stride, len(f.wide)-1)
	if k < 0 {
		return 0
	}
	return int(f.wide[k]) + starts(f.Text[k*stride:offset])
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

// has reports whether there is a line n, from 1.
func (f *File) has(n int) bool {
	return n >= 1 && n <= len(f.rows)
}

// line is the range of line n with the CR that may end it.
func (f *File) line(n int) Range {
	if !f.has(n) {
		return Range{}
	}
	end := int32(len(f.Text))
	if n < len(f.rows) {
		end = f.rows[n] - 1
	}
	return Range{f.rows[n-1], end}
}

// Line returns the place of line n, from 1, without its line end. Without such a line it is the whole file.
func (f *File) Line(n int) Place {
	r := f.line(n)
	if r.To > r.From && f.Text[r.To-1] == '\r' {
		r.To--
	}
	return f.At(r)
}

// At is the place of a range, cut off at the ends of the text.
func (f *File) At(r Range) Place { return Place{f, f.clip(r)} }

func (f *File) clip(r Range) Range {
	n := int32(len(f.Text))
	r.From = min(max(r.From, 0), n)
	r.To = min(max(r.To, r.From), n)
	return r
}

// Point is the place of the character at an offset; offsets past either end are moved to it.
func (f *File) Point(offset int) Place {
	offset = min(max(offset, 0), len(f.Text))
	for offset > 0 && offset < len(f.Text) && !utf8.RuneStart(f.Text[offset]) {
		offset--
	}
	return f.At(Span(offset, f.Forward(offset, 1)))
}

// Range is a piece of a text: the bytes from From up to, not including, To. The zero Range means unknown, because
// nothing that was written is empty and at the beginning.
type Range struct{ From, To int32 }

// Span makes the range from one offset to another.
func Span(from, to int) Range { return Range{int32(from), int32(to)} }

// Known reports whether the range is not the zero Range.
func (r Range) Known() bool { return r != Range{} }

// Written returns r. It gives types that embed a Range a common method.
func (r Range) Written() Range { return r }

// Of returns the bytes of a text in the range, or nil if the range is not inside the text.
func (r Range) Of(text []byte) []byte {
	if r.From < 0 || r.To < r.From || int(r.To) > len(text) {
		return nil
	}
	return text[r.From:r.To]
}

// Through is the range from the beginning of r to the end of s. An unknown range adds nothing.
func (r Range) Through(s Range) Range {
	switch {
	case !r.Known():
		return s
	case !s.Known():
		return r
	}
	return Range{r.From, max(r.To, s.To)}
}

// Place is a range of a file. Without a range it is the whole file, without a file the whole book.
type Place struct {
	File *File
	Range
}

// Whole is the place of a file of which only the name is known.
func Whole(name string) Place { return Place{File: New(name, nil)} }

// Name is the name of the file, or "".
func (p Place) Name() string {
	if p.File == nil {
		return ""
	}
	return p.File.Name
}

// Within reports whether the place has a range in its file.
func (p Place) Within() bool { return p.File != nil && p.Known() }

// Position is where the place begins; zero when it is a whole file.
func (p Place) Position() Position {
	if !p.Within() {
		return Position{}
	}
	return p.File.Position(int(p.From))
}

// Line is the line on which the place begins, from 1; zero when it is a whole file.
func (p Place) Line() int { return p.Position().Line }

// Text is the text at the place.
func (p Place) Text() string {
	if !p.Within() {
		return ""
	}
	return string(p.Range.Of(p.File.Text))
}

// Chars is the place of n characters from the beginning of p; a whole file remains one.
func (p Place) Chars(n int) Place {
	if p.Within() {
		p.To = int32(p.File.Forward(int(p.From), n))
	}
	return p
}

// String writes "file:line:col", or the name of a whole file.
func (p Place) String() string {
	if at := p.Position(); at.Line > 0 {
		return fmt.Sprintf("%s:%d:%d", p.File.Name, at.Line, at.Col)
	}
	return p.Name()
}

// Compare orders places by name, then beginning, then end.
func (p Place) Compare(q Place) int {
	switch a, b := p.Name(), q.Name(); {
	case a < b:
		return -1
	case a > b:
		return 1
	case p.From != q.From:
		return int(p.From) - int(q.From)
	}
	return int(p.To) - int(q.To)
}
