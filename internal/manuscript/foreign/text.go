package foreign

import (
	"bytes"
	"regexp"
	"strings"
)

// line is a line of the text without its end; next is where the following one begins.
type line struct{ start, stop, next int }

func linesOf(text []byte) (out []line) {
	for at := 0; at < len(text); {
		l := line{start: at, stop: len(text), next: len(text)}
		if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
			l.stop, l.next = at+i, at+i+1
		}
		if l.stop > at && text[l.stop-1] == '\r' {
			l.stop--
		}
		out = append(out, l)
		at = l.next
	}
	return out
}

// lines are some lines of a text, which begin at column strip because a construct around them indents them.
type lines struct {
	src     []byte
	all     []line
	strip   int
	outer   []int // by line, the nearest one above with less indent, or -1; nil until it is asked for
	partner []int // by line that opens a division, the one that ends it, or -1; nil until it is asked for
}

// line is the text of a line without the white around it.
func (l *lines) line(at int) string {
	return strings.TrimSpace(string(l.src[l.all[at].start:l.all[at].stop]))
}

// typed is the text of a line behind the columns.
func (l *lines) typed(at int) string { return string(l.src[l.after(at):l.all[at].stop]) }

func (l *lines) blank(at int) bool {
	return len(bytes.TrimSpace(l.src[l.all[at].start:l.all[at].stop])) == 0
}

// after is the offset in a line after the white of strip columns.
func (l *lines) after(at int) int {
	from := l.all[at].start
	for n := 0; n < l.strip && from < l.all[at].stop; from++ {
		if c := l.src[from]; c == '\t' {
			n = n/4*4 + 4
		} else if c == ' ' {
			n++
		} else {
			break
		}
	}
	return from
}

// inList reports whether an indented line continues a list item: the nearest line above with less indent is one.
func (l *lines) inList(at int) bool {
	if l.outer == nil {
		l.nest()
	}
	outer := l.outer[at]
	return outer >= 0 && listItem.MatchString(l.line(outer))
}

// nest finds for every line the nearest one above with less indent, in one pass.
func (l *lines) nest() {
	l.outer = make([]int, len(l.all))
	var open, indents []int
	for i := range l.all {
		s := l.typed(i)
		body := strings.TrimLeft(s, " \t")
		indent := columns(s[:len(s)-len(body)])
		for n := len(open); n > 0 && body != "" && indents[n-1] >= indent; n-- {
			open, indents = open[:n-1], indents[:n-1]
		}
		if l.outer[i] = -1; len(open) > 0 {
			l.outer[i] = open[len(open)-1]
		}
		if body != "" {
			open, indents = append(open, i), append(indents, indent)
		}
	}
}

var listItem = regexp.MustCompile(`^(?:[-*+]|\d+[.)])(?:[ \t]|$)`)

func columns(indent string) (n int) {
	for _, r := range indent {
		if n++; r == '\t' {
			n = (n + 3) / 4 * 4
		}
	}
	return n
}

var (
	divisionStart = regexp.MustCompile(`^:::+[ \t]*[^:\s]`)
	divisionEnd   = regexp.MustCompile(`^:::+$`)
)

// division is the line that ends the division which a line begins, or -1. All are paired like brackets in one pass.
func (l *lines) division(at int) int {
	if l.partner == nil {
		l.partner = make([]int, len(l.all))
		var open []int
		fence := ""
		for i := range l.all {
			l.partner[i] = -1
			switch body := l.line(i); {
			case fence != "":
				if ends(body, fence) {
					fence = ""
				}
			case fenceOf(body) != "":
				fence = fenceOf(body)
			case divisionStart.MatchString(body):
				open = append(open, i)
			case divisionEnd.MatchString(body) && len(open) > 0:
				l.partner[open[len(open)-1]] = i
				open = open[:len(open)-1]
			}
		}
	}
	return l.partner[at]
}
