package html

import (
	"strings"

	"keben/internal/book"
)

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escape makes s safe as text and as the value of a double-quoted attribute.
func escape(s string) string {
	if !strings.ContainsAny(s, `&<>"`) {
		return s
	}
	return escaper.Replace(s)
}

// attr is ` key="value"`.
func attr(key, value string) string { return " " + key + `="` + escape(value) + `"` }

// given is attr, or nothing for an empty value.
func given(key, value string) string {
	if value == "" {
		return ""
	}
	return attr(key, value)
}

// element are the attributes of a start tag.
type element struct {
	id      string
	classes []string
	attrs   []book.Attr
	fault   string
	lang    string
}

// open writes the start tag of an element with its attributes; extra is markup to go with them.
func (w *Writer) open(name string, e element, extra ...string) {
	w.put("<", name)
	if e.id != "" {
		w.put(attr("id", w.IDPrefix+e.id))
	}
	classes := e.classes
	if e.fault != "" {
		classes = append(classes[:len(classes):len(classes)], "fault")
	}
	if len(classes) > 0 {
		w.put(attr("class", strings.Join(classes, " ")))
	}
	if e.lang != "" && e.lang != w.lang {
		w.put(attr("lang", bcp47(e.lang)))
	}
	title := ""
	for _, a := range e.attrs {
		switch a.Key {
		case "title":
			title = a.Value
		case "dir":
			w.put(attr("dir", a.Value))
		case "lang", "source", "alt", "fig-alt", "width", "height", "=":
			// Taken by the block itself.
		default:
			if key := strings.TrimPrefix(a.Key, "data-"); dataName(key) {
				w.put(attr("data-"+key, a.Value))
			}
		}
	}
	if e.fault != "" {
		title = w.faultTitle(e.fault)
	}
	w.put(given("title", title))
	w.put(extra...)
	w.put(">")
}

func (w *Writer) faultTitle(id string) string {
	return w.words.Words.Fault() + w.words.Words.Colon() + id
}

// dataName reports whether an author's key can be the name of a data attribute.
func dataName(key string) bool {
	for i := range len(key) {
		c := key[i]
		if !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-') {
			return false
		}
	}
	return key != ""
}

func elementOf(h *book.Head, classes ...string) element {
	return element{id: h.ID, classes: append(classes, h.Classes...), attrs: h.Attrs, fault: h.Fault, lang: h.Lang}
}

// url percent-encodes the characters that an address may not have, except those that are encoded already, and escapes
// the result (CommonMark 6.3 leaves this to renderers; the set is that of its reference implementation).
func url(s string) string {
	const safe = "-_.+!*'(),%#@?=;:/&$~"
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	fragment := strings.IndexByte(s, '#')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '&':
			b.WriteString("&amp;")
		case c == '#' && i > fragment: // a fragment has none of its own (RFC 3986 §3.5)
			b.WriteString("%23")
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte(safe, c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		}
	}
	return b.String()
}

// scheme returns the scheme of an address in lower case, or "". Browsers skip control characters and
// blanks while they look for it, so this does too (WHATWG URL, basic URL parser).
func scheme(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c <= ' ' || c == 0x7F:
		case c == ':':
			return strings.ToLower(b.String())
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '+', c == '-', c == '.':
			b.WriteByte(c)
		default:
			return ""
		}
	}
	return ""
}

// dangerous reports whether following an address could run a script in the page.
func dangerous(s string) bool {
	switch scheme(s) {
	case "javascript", "vbscript", "livescript", "data", "file", "blob", "filesystem", "jar", "mhtml", "view-source":
		return true
	}
	return false
}

// length returns a CSS length for width=50% or width=8cm, and whether it is plain pixels.
func length(s string) (value string, pixels, ok bool) {
	digits := strings.TrimLeft(s, "0123456789.")
	number := s[:len(s)-len(digits)]
	if number == "" || len(number) > 8 || strings.Count(number, ".") > 1 {
		return "", false, false
	}
	switch digits {
	case "", "px":
		return number, !strings.Contains(number, "."), true
	case "%", "em", "rem", "cm", "mm", "in", "pt":
		return number + digits, false, true
	}
	return "", false, false
}
