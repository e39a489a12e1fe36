package mmark

import (
	"bytes"
	"sort"
	"unicode"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/script"
)

// abbreviation is what *[HTML]: Hyper Text Markup Language says: every HTML in the text is given the
// long form as its title. gomarkdown has no such construct; older Mmark had.
type abbreviation struct{ short, long string }

// parseAbbreviation reads a definition at the beginning of s, returning its length with the line end.
func parseAbbreviation(s []byte) (short, long string, length int) {
	n := lineLength(s)
	line := s[:n]
	if !bytes.HasPrefix(line, []byte("*[")) {
		return "", "", 0
	}
	end := bytes.Index(line, []byte("]:"))
	if end < 3 || bytes.IndexByte(line[2:end], '[') >= 0 {
		return "", "", 0
	}
	short, long = string(bytes.TrimSpace(line[2:end])), string(bytes.TrimSpace(line[end+2:]))
	if short == "" || long == "" {
		return "", "", 0
	}
	return short, long, n
}

// findAbbreviations reads the definitions of a text, the longest first, so that HTML5 is not HTML and 5. A definition
// whose short form occurs nowhere else is a paragraph, because its long form would be lost.
func findAbbreviations(s *input) []abbreviation {
	var out []abbreviation
	known := map[string]bool{}
	for line := range bytes.Lines(s.text) {
		if len(line) < 6 || len(out) >= 1000 {
			continue
		}
		short, long, n := parseAbbreviation(line[markup(line):])
		if n > 0 && !known[short] && bytes.Count(s.text, []byte(short)) > 1 {
			known[short] = true
			out = append(out, abbreviation{short, long})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return len(out[i].short) > len(out[j].short) })
	return out
}

// expandable returns the first abbreviation in s and its offset. It must be a whole word; beside a Han character any
// place counts, since no space is typed there.
func (r *reader) expandable(s []byte) (a *abbreviation, at int) {
	at = len(s)
	for i := range r.abbrs {
		short := []byte(r.abbrs[i].short)
		for from := 0; from < at; {
			k := bytes.Index(s[from:min(len(s), at+len(short))], short)
			if k < 0 {
				break
			}
			k += from
			before, _ := utf8.DecodeLastRune(s[:k])
			after, _ := utf8.DecodeRune(s[k+len(short):])
			if k < at && !joins(before) && !joins(after) {
				a, at = &r.abbrs[i], k
				break
			}
			from = k + len(short)
		}
	}
	return a, at
}

func joins(c rune) bool {
	return c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c)) && !script.CJK(c)
}

// abbreviated is an abbreviation in the text.
func (r *inliner) abbreviated(a *abbreviation, at int) book.Inline {
	written := r.Range(at, at+len(a.short))
	return &book.Span{
		Classes: []string{"abbr"}, Attrs: []book.Attr{{Key: "title", Value: a.long}},
		Content: []book.Inline{&book.Text{Value: a.short, Range: written}}, Range: written,
	}
}
