package mmark

import (
	"bytes"
	"sort"
)

// trace finds the place of a node's text in the source. gomarkdown hands out copies of the text, line by line, without
// indentation and marks but otherwise unchanged, and visits nodes in the order of the source. So each line is searched
// from the end of the last one, never backwards, and within the node's top-level block, whose extent is known.
type trace struct {
	text []byte
	at   int // after the last text found
	end  int // of the top-level block
	work int // bytes that searches may still look at

	first int // the first text found in the container being read, or -1
}

func newTrace(text []byte) trace { return trace{text: text, work: 64*len(text) + 1<<20, first: -1} }

// window moves to the next top-level block.
func (t *trace) window(start, end int) { t.at, t.end = max(t.at, start), end }

// ending is what may follow a line of text in the source.
type ending int

const (
	toLineEnd ending = iota // nothing but blanks
	toMarkup                // closing marks, as after a heading
	toBar                   // the bar of a table
	anything
)

// find returns the offset of a line's text, and moves past it. The same text is often found elsewhere ("1" in "1. 1"),
// so only marks may precede it on its line, and it must be followed by the given ending.
func (t *trace) find(line []byte, e ending) (int, bool) {
	if len(line) == 0 || t.work <= 0 {
		return t.at, false
	}
	first := -1
	for from := t.at; from < t.end; {
		i := bytes.Index(t.text[from:t.end], line)
		if i < 0 {
			t.work -= t.end - from
			break
		}
		t.work -= i + len(line)
		i += from
		if first < 0 {
			first = i
		}
		if t.fits(i, i+len(line), e) {
			return t.found(i, len(line)), true
		}
		if t.work <= 0 {
			break
		}
		from = i + 1
	}
	if first < 0 {
		return t.at, false
	}
	return t.found(first, len(line)), true
}

func (t *trace) found(at, length int) int {
	if t.first < 0 {
		t.first = at
	}
	t.at = at + length
	return at
}

func (t *trace) fits(start, stop int, e ending) bool {
	if e == anything {
		return true
	}
	from := t.lineStart(start)
	before := t.text[from:start]
	after := t.text[stop : stop+bytes.IndexByte(t.text[stop:], '\n')]
	rest := bytes.TrimLeft(after, " \t")
	switch e {
	case toBar:
		lead := bytes.TrimRight(before, " ")
		return (len(rest) == 0 || rest[0] == '|') && (markup(before) == len(before) || lead[len(lead)-1] == '|')
	case toMarkup:
		if !(len(rest) == 0 || len(rest) < len(after) || rest[0] == '{' || rest[0] == '#') {
			return false
		}
	default:
		if len(rest) > 0 {
			return false
		}
	}
	return markup(before) == len(before)
}

func (t *trace) lineStart(at int) int { return bytes.LastIndexByte(t.text[:at], '\n') + 1 }

// skipLines moves past n more lines.
func (t *trace) skipLines(n int) {
	for ; n > 0 && t.at < t.end; n-- {
		t.at += bytes.IndexByte(t.text[t.at:], '\n') + 1
	}
}

// rowStart is where the row of a table begins in which the last text was found.
func (t *trace) rowStart() int {
	from := t.lineStart(t.at)
	for from < t.at {
		n := oneMark(t.text[from:])
		if n == 0 || t.text[from] == '|' {
			break
		}
		from += n
	}
	return from
}

// emptyLine finds the next line that has marks and no text, an empty item or quotation, moves to its end
// and returns that place.
func (t *trace) emptyLine() int {
	for from := t.at; from < t.end; {
		end := from + bytes.IndexByte(t.text[from:], '\n')
		if start := t.lineStart(from); start == from || from > t.at {
			if n := markup(t.text[from : end+1]); n > 0 && blank(t.text[from+n:end]) && !blank(t.text[from:end]) {
				t.at = end
				return end
			}
			if !blank(t.text[from:end]) {
				break
			}
		}
		from = end + 1
	}
	return t.at
}

// lastMark returns the offset of the last mark before at, on its line, for which is returns true, or -1.
func (t *trace) lastMark(at int, is func(mark []byte) bool) int {
	from, found := t.lineStart(at), -1
	for from < at {
		n := oneMark(t.text[from:])
		if n == 0 {
			break
		}
		if is(t.text[from : from+n]) {
			found = from
		}
		from += n
	}
	return found
}

// locateFrom maps a piece of a line whose beginning has been found.
func (t *trace) locateFrom(piece []byte, line int) *stretch {
	at := line
	if i := bytes.Index(t.text[line:t.end], piece); i >= 0 {
		at = line + i
	}
	t.at = max(t.at, at+len(piece))
	return &stretch{content: piece, lines: []int{0}, places: []int{at}}
}

// stretch maps the text of one node to the source, line by line.
type stretch struct {
	content []byte
	lines   []int // offsets in content at which lines begin
	places  []int // and where these are in the source
}

// locate finds the lines of a node's text.
func (t *trace) locate(content []byte, e ending) *stretch {
	s := &stretch{content: content}
	for from := 0; from < len(content); {
		end := len(content)
		if i := bytes.IndexByte(content[from:], '\n'); i >= 0 {
			end = from + i + 1
		}
		line := content[from:end]
		lead := len(line) - len(bytes.TrimLeft(line, blanks))
		if text := bytes.Trim(line, blanks); len(text) > 0 {
			at, _ := t.find(text, e)
			s.lines = append(s.lines, from+lead)
			s.places = append(s.places, at)
		}
		from = end
	}
	if len(s.lines) == 0 {
		s.lines, s.places = []int{0}, []int{t.at}
	}
	return s
}

// start is where the text begins in the source.
func (s *stretch) start() int { return s.places[0] }

// source turns an offset of the content into one of the source.
func (s *stretch) source(offset int) int {
	i := max(sort.SearchInts(s.lines, offset+1)-1, 0)
	return max(s.places[i]+offset-s.lines[i], 0)
}

// of returns the place of a piece of the content. A slice that gomarkdown cuts from a text shares its memory, and its
// capacity tells where in the text it begins; text that gomarkdown made has no place.
func (s *stretch) of(piece []byte) (int, bool) {
	offset := cap(s.content) - cap(piece)
	if len(piece) == 0 || offset < 0 || offset >= len(s.content) || &s.content[offset] != &piece[0] {
		return 0, false
	}
	return s.source(offset), true
}

// span returns where a piece of the content begins and ends.
func (s *stretch) span(piece []byte) (from, to int, ok bool) {
	from, ok = s.of(piece)
	if !ok {
		return 0, 0, false
	}
	return from, s.source(cap(s.content)-cap(piece)+len(piece)-1) + 1, true
}
