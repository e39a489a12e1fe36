package markdown

import (
	"bytes"
	"slices"
	"sort"
	"unicode/utf8"

	"keben/internal/manuscript/prose"
	"keben/internal/script"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Drawn tables (Pandoc's grid, simple and multiline tables) are read as a whole when their first line is met, because
// only all lines together show whether they are a table. Their cells are cut out of the lines and parsed after all
// other text.

// drawnLine is a line of a drawn table, after the quotation marks and the indentation of its container.
type drawnLine struct {
	start, stop int   // in the source, without white at the end
	columns     []int // the column of every byte on a screen of characters of one width; filled when asked for
	width       int
}

func (l drawnLine) blank() bool { return l.start >= l.stop }

func (l drawnLine) text(src []byte) []byte { return src[l.start:l.stop] }

// measure finds the columns of a line. wide is how many a full-width character takes. What a template function has put
// in takes those of the action that the author typed.
func (d *drawing) measure(l *drawnLine, wide int) {
	l.columns, l.width = make([]int, 0, l.stop-l.start), 0
	for at := l.start; at < l.stop; {
		r, size := utf8.DecodeRune(d.src[at:l.stop])
		width := columnsOf(r, l.width, wide)
		if d.state.typed != nil && bytes.HasPrefix(d.src[at:l.stop], []byte(prose.SentinelOpen)) {
			if end := bytes.Index(d.src[at:l.stop], []byte(prose.SentinelClose)); end > 0 {
				size, width = end+len(prose.SentinelClose), 0
				for _, r := range string(d.state.typed(at, at+size)) {
					width += columnsOf(r, l.width+width, wide)
				}
			}
		}
		for range size {
			l.columns = append(l.columns, l.width)
		}
		at, l.width = at+size, l.width+width
	}
}

// columnsOf is how many columns a character takes that begins in a column.
func columnsOf(r rune, col, wide int) int {
	switch {
	case r == '\t':
		return tabStop - col%tabStop
	case script.Wide(r):
		return wide
	case script.Variation(r):
		return 0
	}
	return 1
}

// cut returns the offsets of the bytes in the columns from (included) to to (excluded), without the white around them.
// A word belongs to the column that it begins in.
func (l *drawnLine) cut(src []byte, from, to int) (start, stop int) {
	start, stop = l.at(src, from), l.at(src, to)
	stop = start + len(bytes.TrimRight(src[start:stop], " \t"))
	return start + leadingWhite(src[start:stop]), stop
}

// at is the offset of the first word that does not begin before a column.
func (l *drawnLine) at(src []byte, col int) int {
	i, _ := slices.BinarySearch(l.columns, col)
	i += l.start
	if i == l.start || i >= l.stop || white(src[i-1]) {
		return i
	}
	for i < l.stop && !white(src[i]) {
		i++
	}
	return i
}

func white(c byte) bool { return c == ' ' || c == '\t' }

func leadingWhite(s []byte) int { return len(s) - len(bytes.TrimLeft(s, " \t")) }

// drawing is the text from a line on, as a table in it would be in the same container.
type drawing struct {
	src    []byte
	state  *parsing
	cell   *text.Segments // the lines of the cell that is parsed, or nil
	prefix []byte         // of the first line, before the table; in the other lines each of its bytes but > is a space
	next   int            // offset of the line to come
	lines  []drawnLine
}

// newDrawing begins at the line of the reader.
func newDrawing(reader text.Reader, pc parser.Context) *drawing {
	d := &drawing{src: reader.Source(), state: stateOf(pc), cell: stateOf(pc).cell}
	_, seg := reader.PeekLine()
	at := seg.Start + max(pc.BlockOffset(), 0)
	d.next = bytes.LastIndexByte(d.src[:at], '\n') + 1
	if d.cell != nil {
		d.next = d.cell.At(d.index(at)).Start
	}
	d.prefix = d.src[d.next:at]
	return d
}

// index is the line of the cell that an offset is on.
func (d *drawing) index(at int) int {
	return sort.Search(d.cell.Len(), func(i int) bool { return d.cell.At(i).Stop > at })
}

// raw is the line to come with all that is on it, and where the one after it begins.
func (d *drawing) raw() (start, stop, next int, ok bool) {
	if d.cell != nil {
		i := d.index(d.next)
		if i == d.cell.Len() {
			return 0, 0, 0, false
		}
		s := d.cell.At(i)
		if next = s.Stop; i+1 < d.cell.Len() {
			next = d.cell.At(i + 1).Start
		}
		return s.Start, s.Stop, next, true
	}
	if d.next >= len(d.src) {
		return 0, 0, 0, false
	}
	stop = len(d.src)
	if i := bytes.IndexByte(d.src[d.next:], '\n'); i >= 0 {
		stop = d.next + i
	}
	return d.next, stop, stop + 1, true
}

// line reads one line more. It reports whether there is one in the container.
func (d *drawing) line() (drawnLine, bool) {
	start, stop, next, ok := d.raw()
	if !ok {
		return drawnLine{}, false
	}
	l := drawnLine{start: start + len(d.prefix), stop: stop}
	if len(d.lines) > 0 {
		if l, ok = d.inside(start, stop); !ok {
			return drawnLine{}, false
		}
	}
	l = d.trimmed(l)
	d.next = next
	d.state.steps += stop - start
	d.lines = append(d.lines, l)
	return l, true
}

// lineAt is the line that an offset before the table is on.
func (d *drawing) lineAt(at int) (drawnLine, bool) {
	next := d.next
	if d.next = bytes.LastIndexByte(d.src[:at], '\n') + 1; d.cell != nil {
		d.next = d.cell.At(d.index(at)).Start
	}
	start, stop, _, _ := d.raw()
	d.next = next
	l, ok := d.inside(start, stop)
	return d.trimmed(l), ok
}

// trimmed is a line without the white at its end.
func (d *drawing) trimmed(l drawnLine) drawnLine {
	l.stop = l.start + len(bytes.TrimRight(d.src[l.start:max(l.start, l.stop)], " \t\r\n"))
	return l
}

// inside is a line without what contains the table.
func (d *drawing) inside(start, stop int) (drawnLine, bool) {
	row := d.src[start:stop]
	n := 0
	for n < len(d.prefix) && n < len(row) && (row[n] == ' ' || row[n] == '\t' || row[n] == '>' && d.prefix[n] == '>') {
		n++
	}
	if blank := len(bytes.TrimSpace(row[n:])) == 0; n < len(d.prefix) && (!blank || bytes.IndexByte(d.prefix[n:], '>') >= 0) {
		return drawnLine{}, false
	}
	return drawnLine{start: start + n, stop: stop}, true
}

// tabStop is the distance of tab stops in columns, as in Pandoc.
const tabStop = 4

// planted returns the lines of a cell, each with a line end for the parser: the byte after the text, which is white
// space or a bar, is replaced by one. So the source must be a copy, and all lines must have been read.
func planted(lines *text.Segments, src []byte) *text.Segments {
	out := text.NewSegments()
	for i := range lines.Len() {
		s := lines.At(i)
		if s.Stop < len(src) && bytes.IndexByte([]byte(" \t|\n\r"), src[s.Stop]) >= 0 {
			src[s.Stop] = '\n'
			s.Stop++
		} else {
			s.ForceNewline = true // the next cell begins at once
		}
		out.Append(s)
	}
	return out
}
