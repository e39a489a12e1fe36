package prose

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/script"
	"keben/internal/source"
)

// Attributes are what braces hold: {#id .class key=value}, Pandoc's link_attributes, header_attributes,
// fenced_code_attributes and bracketed_spans in one.
type Attributes struct {
	ID      string
	Classes []string
	Pairs   []book.Attr
}

// Value returns the value of a key, or "".
func (a *Attributes) Value(key string) string {
	for _, p := range a.Pairs {
		if p.Key == key {
			return p.Value
		}
	}
	return ""
}

// Resolve replaces the sentinels in values by their text.
func (r *Reading) Resolve(a *Attributes) *Attributes {
	if a != nil {
		for i := range a.Pairs {
			a.Pairs[i].Value = r.Plain(a.Pairs[i].Value)
		}
	}
	return a
}

// Set puts the attributes on a block; lang and title and the like stay among the pairs.
func (a *Attributes) Set(h *book.Head) {
	if a == nil {
		return
	}
	if a.ID != "" {
		h.ID, h.Explicit = a.ID, true
	}
	h.Classes = append(h.Classes, a.Classes...)
	h.Attrs = append(h.Attrs, a.Pairs...)
	if lang := a.Value("lang"); lang != "" {
		h.Lang = lang
	}
}

// ParseAttributes reads an attribute list at the beginning of s, returning its length in bytes, 0 when
// there is none. The list is {}-bracketed, not empty, and nothing in it may be out of place: braces
// that hold anything else are text. Identifiers and classes may be Chinese; values may stand in
// straight or curly quotation marks, since Chinese input methods type the latter.
func ParseAttributes(s []byte) (*Attributes, int) {
	if len(s) < 3 || s[0] != '{' {
		return nil, 0
	}
	a := &Attributes{}
	i := 1
	for {
		for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r') {
			i++
		}
		if i >= len(s) || i >= MaxAhead {
			return nil, 0
		}
		switch c := s[i]; {
		case c == '}':
			if a.ID == "" && a.Classes == nil && a.Pairs == nil {
				return nil, 0
			}
			return a, i + 1
		case c == '#' || c == '.' || c == '=':
			n := NameLength(s[i+1:])
			if n == 0 {
				return nil, 0
			}
			switch name := string(s[i+1 : i+1+n]); c {
			case '#':
				a.ID = name
			case '.':
				a.Classes = append(a.Classes, name)
			default: // {=html}: Pandoc's raw attribute
				a.Pairs = append(a.Pairs, book.Attr{Key: "=", Value: name})
			}
			i += 1 + n
		case c == '-' && i+1 < len(s) && (s[i+1] == '}' || s[i+1] == ' '):
			a.Classes = append(a.Classes, "unnumbered")
			i++
		default:
			n := NameLength(s[i:])
			if n == 0 || i+n >= len(s) || s[i+n] != '=' {
				return nil, 0
			}
			key := string(s[i : i+n])
			value, m := attributeValue(s[i+n+1:])
			if m < 0 {
				return nil, 0
			}
			i += n + 1 + m
			if key == "class" {
				a.Classes = append(a.Classes, strings.Fields(value)...)
			} else if key == "id" {
				a.ID = value
			} else {
				a.Pairs = append(a.Pairs, book.Attr{Key: key, Value: value})
			}
		}
	}
}

// NameLength is the length of an identifier, class or key at the beginning of s.
func NameLength(s []byte) int {
	i := 0
	for i < len(s) {
		r, size := utf8.DecodeRune(s[i:])
		if !(unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || i > 0 && (r == '.' || r == '/') || r == '-' || r == '_' || r == ':') {
			break
		}
		i += size
	}
	return i
}

var quotePairs = [...][2]string{{`"`, `"`}, {`'`, `'`}, {"“", "”"}, {"‘", "’"}}

// attributeValue reads a quoted or bare value, returning its length or -1.
func attributeValue(s []byte) (string, int) {
	for _, q := range quotePairs {
		if !bytes.HasPrefix(s, []byte(q[0])) {
			continue
		}
		var b strings.Builder
		for i := len(q[0]); i < len(s); i++ {
			switch {
			case s[i] == '\\' && i+1 < len(s) && ASCIIPunct(s[i+1]):
				i++
				b.WriteByte(s[i])
			case bytes.HasPrefix(s[i:], []byte(q[1])):
				return b.String(), i + len(q[1])
			case s[i] == '\n':
				b.WriteByte(' ')
			default:
				b.WriteByte(s[i])
			}
			if i > MaxAhead {
				break
			}
		}
		return "", -1
	}
	i := 0
	for i < len(s) && s[i] != '}' && s[i] != ' ' && s[i] != '\t' && s[i] != '\n' && s[i] != '\r' && s[i] != '"' && s[i] != '\'' {
		i++
	}
	if i == 0 {
		return "", -1
	}
	return string(s[:i]), i
}

// LetterOrDigit reports whether c is an ASCII letter or digit.
func LetterOrDigit(c byte) bool { return script.ASCIILetter(c) || script.ASCIIDigit(c) }

// ASCIIPunct reports whether c is ASCII punctuation (CommonMark 2.1).
func ASCIIPunct(c byte) bool { return c > ' ' && c < 0x7F && !LetterOrDigit(c) }

// Wrap puts attributes, which are written directly behind an inline, on one that has no room for them: a span around
// it.
func (a *Attributes) Wrap(in book.Inline, written source.Range) book.Inline {
	return &book.Span{ID: a.ID, Classes: a.Classes, Attrs: a.Pairs, Content: []book.Inline{in}, Range: in.Written().Through(written)}
}

// SetImage puts the attributes on an image in the line, which keeps all of them as pairs.
func (a *Attributes) SetImage(img *book.Image) {
	if a == nil {
		return
	}
	if a.ID != "" {
		img.Attrs = append(img.Attrs, book.Attr{Key: "id", Value: a.ID})
	}
	for _, c := range a.Classes {
		img.Attrs = append(img.Attrs, book.Attr{Key: "class", Value: c})
	}
	img.Attrs = append(img.Attrs, a.Pairs...)
}

// CouldBeAttributes is a quick look at s, which begins with '{', so that braces in text cost nothing.
func CouldBeAttributes(s []byte) bool {
	s = bytes.TrimLeft(s[1:], " \t")
	if len(s) == 0 {
		return false
	}
	return s[0] == '#' || s[0] == '.' || s[0] == '-' || s[0] == '\n' || s[0] == '=' ||
		bytes.IndexByte(s[:min(len(s), 200)], '=') > 0
}

// CodeInfo reads an info string: go, go {#id}, {.go #id}, and Quarto's {go}.
func CodeInfo(info string) (language string, attrs *Attributes) {
	if i := strings.IndexByte(info, '{'); i >= 0 {
		var n int
		if attrs, n = ParseAttributes([]byte(info[i:])); n > 0 {
			language, _, _ = strings.Cut(info[:i], " ")
			if language == "" && len(attrs.Classes) > 0 {
				language, attrs.Classes = attrs.Classes[0], attrs.Classes[1:]
			}
			return language, attrs
		}
	}
	language, _, _ = strings.Cut(info, " ")
	return strings.Trim(language, "{}"), nil
}
