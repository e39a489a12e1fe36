package yaml

import (
	"strings"
	"unicode/utf8"

	"keben/internal/script"
)

// unfold takes out the spaces that YAML has put for line breaks where the text of a chapter has none (script.Spaced):
// between Han characters, and beside full-width marks. A space that the author typed is in the file as it is; one that
// does not was a line break.
func (p *parser) unfold(value string) string {
	if !strings.ContainsFunc(value, mayJoin) {
		return value
	}
	if p.typed == nil {
		p.typed = typedSpaces(p.text)
	}
	chinese := isChinese(value)
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] == ' ' {
			around := neighbours(value, i)
			if around != "" && !p.typed[around] && !script.Spaced(script.Tail(value[:i], script.Edge{}), script.Head(value[i+1:]), chinese) {
				continue
			}
		}
		b.WriteByte(value[i])
	}
	return b.String()
}

// isChinese reports whether a text has more Chinese than English words: the one has some two characters, the other
// some six letters.
func isChinese(s string) bool {
	han, latin := 0, 0
	for _, r := range s {
		switch {
		case script.Han(r):
			han++
		case script.Latin(r):
			latin++
		}
	}
	return 3*han >= latin
}

// typedSpaces are the spaces beside wide characters that a file has, each with the two characters. They are found
// once: a folded text asks for every one of its line ends.
func typedSpaces(file []byte) map[string]bool {
	typed := map[string]bool{}
	text := string(file)
	for i := 0; i < len(text); i++ {
		if text[i] == ' ' {
			if around := neighbours(text, i); around != "" {
				typed[around] = true
			}
		}
	}
	return typed
}

// neighbours is the space at an offset with the characters on both sides of it, or "" where neither asks for a line
// break to be nothing.
func neighbours(s string, i int) string {
	before, n := utf8.DecodeLastRuneInString(s[:i])
	after, m := utf8.DecodeRuneInString(s[i+1:])
	if !mayJoin(before) && !mayJoin(after) || before == ' ' || after == ' ' {
		return ""
	}
	return s[i-n : i+1+m]
}

// mayJoin reports whether a line break beside r may be nothing.
func mayJoin(r rune) bool { return script.Wide(r) || script.Shared(r) }
