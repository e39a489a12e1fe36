package check

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/manuscript/prose"
	"keben/internal/script"
)

// fullMark reports whether r is punctuation of Chinese text whatever is beside it.
func fullMark(r rune) bool {
	m, onlyInChinese := script.MarkOf(r)
	return m.Punctuation() && !onlyInChinese
}

func before(s string, at int) rune {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return r
}

func after(s string, at int) rune {
	if at >= len(s) {
		return utf8.RuneError
	}
	r, _ := utf8.DecodeRuneInString(s[at:])
	return r
}

// letters counts Han characters and Latin letters.
func letters(s string) (h, l int) {
	for _, r := range s {
		switch {
		case script.Han(r):
			h++
		case unicode.IsLetter(r):
			l++
		}
	}
	return h, l
}

// wordCount counts the words of a text in letters.
func wordCount(s string) int {
	n, in := 0, false
	for _, r := range s {
		letter := unicode.IsLetter(r) && !script.Han(r) || unicode.IsDigit(r) || in && (r == '\'' || r == '’' || r == '-')
		if letter && !in {
			n++
		}
		in = letter
	}
	return n
}

var (
	web      = regexp.MustCompile(`(?:https?://|www\.)[^\s）)》”，。；]+|[\w.+-]+@[\w-]+\.[\w.]+`)
	citation = regexp.MustCompile(`\[[^\]\n]*@[A-Za-z][^\]\n]*\]`)
	action   = regexp.MustCompile(`\{\{[^{}]*\}?\}?`)
)

// places returns the places of a form in a text, with those of its groups. Every match must have one of the characters
// of has. They are looked for first, which takes a tenth of the time, because most texts have none.
func places(form *regexp.Regexp, s, has string) [][]int {
	if !strings.ContainsAny(s, has) {
		return nil
	}
	return form.FindAllStringSubmatchIndex(s, -1)
}

// hidden replaces, byte for byte, formulas, addresses, citations and template actions in a text.
const hidden = "\x1a"

// mask replaces formulas, addresses, citations and template actions by hidden, so that places stay the same. An action is
// in a text only if it could not be run, which package manuscript reports.
func mask(s string) string {
	b := []byte(s)
	hide := func(at, end int) {
		for i := at; i < end; i++ {
			b[i] = hidden[0]
		}
	}
	for i := 0; i < len(b); i++ {
		if b[i] == '$' {
			if n := prose.MathsLength(b[i:min(len(b), i+prose.MaxAhead)]); n > 0 {
				hide(i, i+n)
				i += n - 1
			}
		}
	}
	for _, re := range [...]struct {
		form *regexp.Regexp
		has  string // one of these is in every match
	}{{web, "@:w"}, {citation, "@"}, {action, "{"}} {
		if bytes.ContainsAny(b, re.has) {
			for _, m := range re.form.FindAllIndex(b, -1) {
				hide(m[0], m[1])
			}
		}
	}
	return string(b)
}

// excerpt shortens a text for a message.
func excerpt(s string) string {
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == object || r == 0x1a {
			return '…'
		}
		return r
	}, s))
	const most = 24
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return s[:forward(s, 0, len(s), most)] + "…"
}

// clauses divides a text at its marks; each clause is given by its place.
func (p *passage) clauses() (out [][2]int) {
	s, at := p.text, 0
	for i, r := range s {
		if strings.ContainsRune("，。；：！？,;!?\n", r) && !p.shows(i) {
			if i > at {
				out = append(out, [2]int{at, i})
			}
			at = i + utf8.RuneLen(r)
		}
	}
	if at < len(s) {
		out = append(out, [2]int{at, len(s)})
	}
	return out
}
