package yaml

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// unfold takes out the spaces that YAML has put for line breaks between Han characters or full-width marks:
// there a line break is nothing (clreq "Line breaking"; as in the text of chapters). A space the author
// typed stands in the file as it is; one that does not was a line break.
func (p *parser) unfold(value string) string {
	if !strings.Contains(value, " ") {
		return value
	}
	if p.typed == nil {
		p.typed = typedSpaces(p.text)
	}
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] != ' ' {
			b.WriteByte(value[i])
			continue
		}
		if around := spaced(value, i); around != "" && !p.typed[around] {
			continue
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// typedSpaces are the spaces between wide characters that a file has, each with the two characters. They are found
// once: a folded text asks for every one of its line ends.
func typedSpaces(file []byte) map[string]bool {
	typed := map[string]bool{}
	text := string(file)
	for i := 0; i < len(text); i++ {
		if text[i] == ' ' {
			if around := spaced(text, i); around != "" {
				typed[around] = true
			}
		}
	}
	return typed
}

// spaced is the space at an offset with the wide characters on both sides of it, or "".
func spaced(s string, i int) string {
	before, n := utf8.DecodeLastRuneInString(s[:i])
	after, m := utf8.DecodeRuneInString(s[i+1:])
	if !wide(before) || !wide(after) {
		return ""
	}
	return s[i-n : i+1+m]
}

// wide reports whether r is Han or a mark as wide as Han; the curly quotation marks count, as they are in
// Chinese text.
func wide(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '…', '—', '·':
		return true
	}
	return unicode.Is(unicode.Han, r) || r >= 0x3001 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60
}
