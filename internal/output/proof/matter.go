package proof

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/source"
)

// frontMatter returns where the front matter of a chapter is in its file, between lines of --- or +++.
func frontMatter(text []byte) source.Range {
	for _, fence := range []string{"---\n", "+++\n"} {
		if rest, ok := bytes.CutPrefix(text, []byte(fence)); ok {
			if end := bytes.Index(rest, []byte("\n"+fence)); end >= 0 {
				return source.Span(len(fence), len(fence)+end)
			}
		}
	}
	return source.Range{}
}

// matter finds a text, such as a title, in the front matter, because such texts have no place of their own. The search
// begins after a key, or at the beginning for "".
func (r *reader) matter(key string, text []span) (source.Range, bool) {
	if r.ch == nil || r.ch.Source == nil {
		return source.Range{}, false
	}
	src := r.ch.Source.Text
	within := frontMatter(src)
	first := ""
	for _, sp := range text {
		if first = strings.TrimSpace(printedForm(sp)); first != "" {
			break
		}
	}
	if first == "" || !within.Known() {
		return source.Range{}, false
	}
	begin := []rune(first)
	start := []byte(string(begin[:min(len(begin), 12)]))
	at := int(within.From)
	if key != "" {
		i := bytes.Index(src[at:within.To], []byte(key))
		if i < 0 {
			return source.Range{}, false
		}
		at += i + len(key)
	}
	for {
		i := bytes.Index(src[at:within.To], start)
		if i < 0 {
			return source.Range{}, false
		}
		if at += i; begins(src[:at]) {
			return source.Span(at, along(src[:within.To], at, first)), true
		}
		at += len(start)
	}
}

// begins reports whether a value of YAML or TOML may begin after a text.
func begins(before []byte) bool {
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	line = bytes.TrimRight(line, " \t")
	return len(line) == 0 || bytes.IndexByte([]byte(`:-[{,"'=`), line[len(line)-1]) >= 0
}

// along returns the end of a text that may be folded over lines; if it is written differently, the end of its line.
func along(src []byte, at int, text string) int {
	for _, want := range text {
		if unicode.IsSpace(want) {
			continue
		}
		r, n := utf8.DecodeRune(src[at:])
		for n > 0 && unicode.IsSpace(r) {
			at += n
			r, n = utf8.DecodeRune(src[at:])
		}
		if r != want {
			if end := bytes.IndexByte(src[at:], '\n'); end >= 0 {
				return at + end
			}
			return len(src)
		}
		at += n
	}
	return at
}
