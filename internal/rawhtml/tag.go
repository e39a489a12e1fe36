package rawhtml

import (
	"html"
	"strings"

	"keben/internal/script"
)

// tag is a start tag or an end tag.
type tag struct {
	name    string // in lower case
	closing bool
	attrs   []attribute
}

// attribute is an attribute with its references resolved.
type attribute struct{ name, value string }

// readTag reads the tag that s begins with, as HTML §13.2.5 reads one, and returns its length: 0 when s begins with
// none, or with one that does not end.
func readTag(s string) (t tag, length int) {
	i := 1
	if i < len(s) && s[i] == '/' {
		t.closing = true
		i++
	}
	if i >= len(s) || !script.ASCIILetter(s[i]) {
		return tag{}, 0
	}
	start := i
	for i < len(s) && !blank(s[i]) && s[i] != '/' && s[i] != '>' {
		i++
	}
	t.name = strings.ToLower(s[start:i])
	for {
		for i < len(s) && (blank(s[i]) || s[i] == '/') {
			i++
		}
		switch {
		case i >= len(s):
			return tag{}, 0
		case s[i] == '>':
			return t, i + 1
		}
		var a attribute
		if a, i = readAttribute(s, i); a.name != "" {
			t.attrs = append(t.attrs, a)
		}
	}
}

func readAttribute(s string, i int) (a attribute, next int) {
	start := i
	if s[i] == '=' { // it begins a name
		i++
	}
	for i < len(s) && !blank(s[i]) && s[i] != '/' && s[i] != '>' && s[i] != '=' {
		i++
	}
	a.name = strings.ToLower(s[start:i])
	j := i
	for j < len(s) && blank(s[j]) {
		j++
	}
	if j >= len(s) || s[j] != '=' {
		return a, i
	}
	for j++; j < len(s) && blank(s[j]); j++ {
	}
	if j >= len(s) {
		return a, j
	}
	if quote := s[j]; quote == '"' || quote == '\'' {
		end := strings.IndexByte(s[j+1:], quote)
		if end < 0 {
			return a, len(s)
		}
		a.value = html.UnescapeString(s[j+1 : j+1+end])
		return a, j + end + 2
	}
	start = j
	for j < len(s) && !blank(s[j]) && s[j] != '>' {
		j++
	}
	a.value = html.UnescapeString(s[start:j])
	return a, j
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }
