package manuscript

import (
	"strings"

	"keben/internal/script"
)

// partScanner finds the parts of a block of HTML one after another. The expression htmlParts says what they are;
// searching with it looks at all of the text for every mark that nothing closes. Here what has been looked for in
// vain is not looked for again.
type partScanner struct {
	text    string
	lower   string         // made when first asked for
	missing map[string]int // closers, and from where on there is none
	left    int            // bytes that tags without an end may still cost
	steps   int            // bytes looked at, for the tests
}

func newPartScanner(text string) *partScanner {
	return &partScanner{text: text, missing: map[string]int{}, left: 32*len(text) + 1<<16}
}

// next returns where the first part begins and ends from an offset on.
func (s *partScanner) next(at int) (from, to int, ok bool) {
	for {
		i := strings.IndexByte(s.text[at:], '<')
		if i < 0 {
			return 0, 0, false
		}
		at += i
		if end := s.part(at); end > 0 {
			return at, end, true
		}
		at++
	}
}

// part returns the end of the part that begins at an offset, or 0.
func (s *partScanner) part(at int) int {
	rest := s.text[at:]
	switch {
	case strings.HasPrefix(rest, "<!"):
		if strings.HasPrefix(rest, "<!--") {
			if end := s.find(s.text, "-->", at+4); end >= 0 {
				return end + 3
			}
		}
		if end := s.find(s.text, ">", at+2); end >= 0 {
			return end + 1
		}
		return 0
	case strings.HasPrefix(rest, "<?"):
		if end := s.find(s.text, "?>", at+2); end >= 0 {
			return end + 2
		}
		return 0
	}
	i := 1
	if strings.HasPrefix(rest, "</") {
		i = 2
	}
	if i >= len(rest) || !script.ASCIILetter(rest[i]) || s.left <= 0 {
		return 0
	}
	for i < len(rest) {
		switch c := rest[i]; c {
		case '>':
			s.steps += i
			return at + i + 1
		case '"', '\'':
			n := strings.IndexByte(rest[i+1:], c)
			if n < 0 {
				n = len(rest)
			}
			i += n + 1
		}
		i++
	}
	s.left -= len(rest)
	s.steps += len(rest)
	return 0
}

// find returns the offset of what closes something, from an offset on, or -1.
func (s *partScanner) find(text, closer string, at int) int {
	if from, known := s.missing[closer]; known && at >= from {
		return -1
	}
	i := strings.Index(text[at:], closer)
	if i < 0 {
		s.steps += len(text) - at
		s.missing[closer] = at
		return -1
	}
	s.steps += i
	return at + i
}

// closer returns where the closing tag of an element begins, or -1.
func (s *partScanner) closer(name string, at int) int {
	if s.lower == "" {
		s.lower = lowerASCII(s.text)
	}
	return s.find(s.lower, "</"+name, at)
}

// lowerASCII keeps every offset, which strings.ToLower does not.
func lowerASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// withoutParts leaves out the tags and comments of a text.
func withoutParts(text string) string {
	var b strings.Builder
	scan := newPartScanner(text)
	for at := 0; ; {
		from, to, ok := scan.next(at)
		if !ok {
			b.WriteString(text[at:])
			return b.String()
		}
		b.WriteString(text[at:from])
		at = to
	}
}
