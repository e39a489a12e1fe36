package mmark

import (
	"bytes"
	"slices"
	"sort"

	"keben/internal/budget"
	"keben/internal/manuscript/prose"
	"keben/internal/source"
)

// input is a manuscript in the form gomarkdown can take: every line ends with LF, the last one too, and
// the '[' of a note's definition is hidden from its parser of link references, which would take the
// note's text for an address and drop it.
type input struct {
	text   []byte
	from   *source.Map  // to what the author typed
	notes  []definition // in order
	fences []span       // of the fenced code that begins in the first column
	gaps   bool         // there are very long runs of white
	stops  []int        // where a block begins whatever is before it
	large  []span       // tables over the limit, which gomarkdown would fill with empty cells
}

// definition is the place of a [^label]:.
type definition struct {
	label string
	at    int
}

// longestGap is a run of white in a line from which on gomarkdown, looking for tables, takes too long: its time is
// quadratic in the length.
const longestGap = 1000

// hasLongGap reports whether a text has such a run.
func hasLongGap(text []byte) bool {
	n := 0
	for _, c := range text {
		switch c {
		case ' ', '\t', '\v', '\f', '\r':
			if n++; n >= longestGap {
				return true
			}
		default:
			n = 0
		}
	}
	return false
}

type span struct{ start, end int }

// hidden replaces the '[' of a definition. No text editor writes U+0001; one in the manuscript remains text, because no
// definition follows it.
const hidden = '\x01'

func newInput(typed []byte) *input {
	clean := prose.Clean(typed)
	e, at := source.Edit(clean), 0
	for i, c := range clean {
		if c == '\r' && i+1 < len(clean) && clean[i+1] == '\n' {
			e.Keep(source.Span(at, i))
			at = i + 1
		}
	}
	e.Keep(source.Span(at, len(clean)))
	if len(clean) == 0 || clean[len(clean)-1] != '\n' {
		e.Put([]byte{'\n'}, source.Span(len(clean), len(clean)))
	}
	text := e.Text()
	s := &input{text: text, from: e.Map()}
	s.gaps = hasLongGap(text)
	s.scan()
	s.stops = blockStarts(s.text)
	s.large = slices.DeleteFunc(largeTables(s.text), func(t span) bool {
		i := sort.Search(len(s.fences), func(i int) bool { return s.fences[i].end > t.start })
		return i < len(s.fences) && s.fences[i].start < t.end // it is shown as code
	})
	return s
}

// scan finds the fences and hides the definitions that are not inside one.
func (s *input) scan() {
	var marker []byte
	for at := 0; at < len(s.text); {
		end := at + bytes.IndexByte(s.text[at:], '\n') + 1
		line := s.text[at:end]
		switch {
		case marker != nil:
			if closesFence(line, marker) {
				s.fences[len(s.fences)-1].end = end
				marker = nil
			}
		case line[0] == '`' || line[0] == '~':
			if marker = fenceMarker(line); marker != nil {
				s.fences = append(s.fences, span{at, len(s.text)})
			}
		default:
			for lead := 0; ; { // a definition may begin with another one
				lead += markup(line[lead:])
				label, n := prose.NoteStart(line[lead:])
				if n == 0 {
					break
				}
				s.notes = append(s.notes, definition{string(label), at + lead})
				line[lead] = hidden
			}
		}
		at = end
	}
}

// blockStarts are the places after an empty line where no block continues: no indented text, list, quotation,
// definition or table.
func blockStarts(text []byte) []int {
	var out []int
	for at := 0; ; {
		gap := bytes.Index(text[at:], []byte("\n\n"))
		if gap < 0 {
			return out
		}
		at += gap + 2
		if at < len(text) && bytes.IndexByte([]byte(" \t\n:>|-+*0123456789"), text[at]) < 0 && text[at] != hidden {
			out = append(out, at)
		}
	}
}

// largeTables finds the runs of lines that are tables of more cells than the limit: every row gets as many as the
// longest.
func largeTables(text []byte) []span {
	var out []span
	for at := 0; at < len(text); {
		run := span{at, at}
		rows, width, table := 0, 0, false
		for run.end < len(text) {
			line := text[run.end : run.end+lineLength(text[run.end:])]
			run.end += len(line)
			if blank(line) {
				break
			}
			rows++
			bars := bytes.Count(line, []byte("|"))
			width = max(width, bars+1)
			table = table || bars > 0 && len(bytes.Trim(line, "|-:=>. \t\n")) == 0
		}
		if table && budget.TableCells.Over(rows*width) {
			out = append(out, run)
		}
		at = run.end
	}
	return out
}

// largeAt returns the first large table that ends after an offset.
func (s *input) largeAt(at int) (span, bool) {
	i := sort.Search(len(s.large), func(i int) bool { return s.large[i].end > at })
	if i == len(s.large) {
		return span{}, false
	}
	return s.large[i], true
}

// fenceMarker returns the run of backticks or tildes that a line opens code with, or nil. A line of
// backticks with another backtick in its info string is a code span (CommonMark 4.5).
func fenceMarker(line []byte) []byte {
	i := indent(line)
	if i > 3 || i >= len(line) || line[i] != '`' && line[i] != '~' {
		return nil
	}
	n := prose.Count(line[i:], line[i])
	if n < 3 || line[i] == '`' && bytes.IndexByte(line[i+n:], '`') >= 0 {
		return nil
	}
	return line[i : i+n]
}

// closesFence reports whether a line ends the code that marker began.
func closesFence(line, marker []byte) bool {
	i := indent(line)
	if i > 3 || i >= len(line) || line[i] != marker[0] {
		return false
	}
	n := prose.Count(line[i:], marker[0])
	return n >= len(marker) && blank(line[i+n:])
}

// indent is the number of spaces at the beginning of a line.
func indent(line []byte) int { return prose.Count(line, ' ') }

// blanks are what does not count at the ends of a line; U+3000 does, as it is the author's.
const blanks = " \t\n\v\f\r"

func blank(line []byte) bool { return len(bytes.Trim(line, blanks)) == 0 }

// typed is text as the author wrote it.
func typed(text []byte) []byte {
	if bytes.IndexByte(text, hidden) < 0 {
		return text
	}
	out := bytes.Clone(text)
	for i, c := range out {
		if c == hidden {
			shown := bytes.Clone(out[i:])
			shown[0] = '['
			if _, n := prose.NoteStart(shown); n > 0 {
				out[i] = '['
			}
		}
	}
	return out
}

// noteStart reads a definition at the beginning of a line.
func noteStart(line []byte) (label []byte, length int) {
	if len(line) == 0 || line[0] != hidden {
		return nil, 0
	}
	shown := append([]byte{'['}, line[1:min(len(line), 400)]...)
	return prose.NoteStart(shown)
}

// markup is the length of the syntax before the text of a line: quotation signs, list markers, number signs of
// headings, the marks of definitions and cells.
func markup(line []byte) int {
	i := 0
	for i < len(line) {
		n := oneMark(line[i:])
		if n == 0 {
			break
		}
		i += n
	}
	return i
}

// oneMark is the length of the mark at the beginning of s, with the space that makes it one.
func oneMark(s []byte) int {
	switch c := s[0]; {
	case c == ' ' || c == '\t' || c == '>' || c == '|':
		return 1
	case c == 'A' && len(s) > 1 && s[1] == '>':
		return 2
	case c == '.' && len(s) > 2 && s[1] == '#' && s[2] == ' ':
		return 3
	case c == '#':
		n := prose.Count(s, '#')
		if n <= 6 && n < len(s) && (s[n] == ' ' || s[n] == '\t') {
			return n + 1
		}
	case c == '-' || c == '*' || c == '+' || c == ':':
		if len(s) > 1 && (s[1] == ' ' || s[1] == '\t') {
			return 2
		}
	case '0' <= c && c <= '9':
		n := 1
		for n < len(s) && n < 10 && '0' <= s[n] && s[n] <= '9' {
			n++
		}
		if n+1 < len(s) && (s[n] == '.' || s[n] == ')') && (s[n+1] == ' ' || s[n+1] == '\t') {
			return n + 2
		}
	case c == '[':
		if _, ok := taskBox(s); ok {
			return 4
		}
	case c == hidden:
		_, n := noteStart(s)
		return n
	}
	return 0
}
