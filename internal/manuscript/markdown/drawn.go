package markdown

import (
	"bytes"
	"unicode/utf8"

	"keben/internal/script"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Tables that are drawn, Pandoc's grid, simple and multiline tables, are read when their first line is met: whether
// lines are one can be told only from all of them. Their cells are cut out of the lines; see plant.

// drawnLine is a line of a drawn table behind what contains the table: the quotation marks and the indentation.
type drawnLine struct {
	start, stop int   // in the source, without white at the end
	columns     []int // the column of every byte on a screen of characters of one width; filled when asked for
	width       int
}

func (l drawnLine) blank() bool { return l.start >= l.stop }

func (l drawnLine) text(src []byte) []byte { return src[l.start:l.stop] }

// measure finds the columns. wide is how many a full-width character takes.
func (l *drawnLine) measure(src []byte, wide int) {
	l.columns, l.width = make([]int, 0, l.stop-l.start), 0
	for rest := l.text(src); len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		for range size {
			l.columns = append(l.columns, l.width)
		}
		switch {
		case r == '\t':
			l.width += tabStop - l.width%tabStop
		case script.Wide(r):
			l.width += wide
		case !script.Variation(r):
			l.width++
		}
		rest = rest[size:]
	}
}

const tabStop = 4

// cut returns the offsets of the bytes that stand in columns from and up to to, without the white around them.
func (l *drawnLine) cut(src []byte, from, to int) (start, stop int) {
	at := func(col int) int {
		lo, hi := 0, len(l.columns)
		for lo < hi {
			if mid := (lo + hi) / 2; l.columns[mid] < col {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		return l.start + lo
	}
	start, stop = at(from), at(to)
	stop = start + len(bytes.TrimRight(src[start:stop], " \t"))
	return start + leadingWhite(src[start:stop]), stop
}

func leadingWhite(s []byte) int { return len(s) - len(bytes.TrimLeft(s, " \t")) }

// drawing is the source from a line on, as a table of it would be in the same container.
type drawing struct {
	src    []byte
	prefix []byte // what stands before the first line: each of its bytes but > may be a space in the others
	next   int    // offset of the line to come
	lines  []drawnLine
}

// newDrawing begins at the line of the reader.
func newDrawing(reader text.Reader, pc parser.Context) *drawing {
	src := reader.Source()
	_, seg := reader.PeekLine()
	at := seg.Start + max(pc.BlockOffset(), 0)
	line := bytes.LastIndexByte(src[:at], '\n') + 1
	return &drawing{src: src, prefix: src[line:at], next: line}
}

// line reads one line more. It reports whether there is one in the container.
func (d *drawing) line() (drawnLine, bool) {
	if d.next >= len(d.src) {
		return drawnLine{}, false
	}
	stop := len(d.src)
	if i := bytes.IndexByte(d.src[d.next:], '\n'); i >= 0 {
		stop = d.next + i
	}
	l, ok := d.inside(d.next, stop)
	if ok {
		d.next = stop + 1
		d.lines = append(d.lines, l)
	}
	return l, ok
}

// inside is a line without what contains the table.
func (d *drawing) inside(start, stop int) (drawnLine, bool) {
	row := bytes.TrimRight(d.src[start:stop], " \t\r")
	first := len(d.lines) == 0
	n := 0
	for n < len(d.prefix) && n < len(row) {
		if c := row[n]; c != ' ' && c != '\t' && !(c == '>' && d.prefix[n] == '>') && !first {
			break
		}
		n++
	}
	if n < len(d.prefix) && (n < len(row) || bytes.IndexByte(d.prefix[n:], '>') >= 0) {
		return drawnLine{}, false
	}
	return drawnLine{start: start + n, stop: start + len(row)}, true
}

// plant makes a line of a cell end where its text does. The parser takes the text up to a line end: the byte behind
// the text, which is white or a bar, becomes one. That is why the source is a copy.
func plant(src []byte, start, stop int) text.Segment {
	if stop < len(src) {
		src[stop] = '\n'
		stop++
	}
	return text.NewSegment(start, stop)
}
