package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/book"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// attributes are what braces hold: {#id .class key=value}, Pandoc's link_attributes, header_attributes,
// fenced_code_attributes and bracketed_spans in one.
type attributes struct {
	id      string
	classes []string
	pairs   []book.Attr
}

func (a *attributes) value(key string) string {
	for _, p := range a.pairs {
		if p.Key == key {
			return p.Value
		}
	}
	return ""
}

// resolve replaces the sentinels in values by their text.
func (l *lowering) resolve(a *attributes) *attributes {
	if a != nil {
		for i := range a.pairs {
			a.pairs[i].Value = l.plain(a.pairs[i].Value)
		}
	}
	return a
}

// set puts the attributes on a block; lang and title and the like stay among the pairs.
func (a *attributes) set(h *book.Head) {
	if a == nil {
		return
	}
	if a.id != "" {
		h.ID, h.Explicit = a.id, true
	}
	h.Classes = append(h.Classes, a.classes...)
	h.Attrs = append(h.Attrs, a.pairs...)
	if lang := a.value("lang"); lang != "" {
		h.Lang = lang
	}
}

// parseAttributes reads an attribute list at the beginning of s, returning its length in bytes, 0 when
// there is none. The list is {}-bracketed, not empty, and nothing in it may be out of place: braces
// that hold anything else are text. Identifiers and classes may be Chinese; values may stand in
// straight or curly quotation marks, since Chinese input methods type the latter.
func parseAttributes(s []byte) (*attributes, int) {
	if len(s) < 3 || s[0] != '{' {
		return nil, 0
	}
	a := &attributes{}
	i := 1
	for {
		for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r') {
			i++
		}
		if i >= len(s) || i >= maxAhead {
			return nil, 0
		}
		switch c := s[i]; {
		case c == '}':
			if a.id == "" && a.classes == nil && a.pairs == nil {
				return nil, 0
			}
			return a, i + 1
		case c == '#' || c == '.' || c == '=':
			n := nameLength(s[i+1:])
			if n == 0 {
				return nil, 0
			}
			switch name := string(s[i+1 : i+1+n]); c {
			case '#':
				a.id = name
			case '.':
				a.classes = append(a.classes, name)
			default: // {=html}: Pandoc's raw attribute
				a.pairs = append(a.pairs, book.Attr{Key: "=", Value: name})
			}
			i += 1 + n
		case c == '-' && i+1 < len(s) && (s[i+1] == '}' || s[i+1] == ' '):
			a.classes = append(a.classes, "unnumbered")
			i++
		default:
			n := nameLength(s[i:])
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
				a.classes = append(a.classes, strings.Fields(value)...)
			} else if key == "id" {
				a.id = value
			} else {
				a.pairs = append(a.pairs, book.Attr{Key: key, Value: value})
			}
		}
	}
}

// nameLength is the length of an identifier, class or key at the beginning of s.
func nameLength(s []byte) int {
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
			case s[i] == '\\' && i+1 < len(s) && asciiPunct(s[i+1]):
				i++
				b.WriteByte(s[i])
			case bytes.HasPrefix(s[i:], []byte(q[1])):
				return b.String(), i + len(q[1])
			case s[i] == '\n':
				b.WriteByte(' ')
			default:
				b.WriteByte(s[i])
			}
			if i > maxAhead {
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

func asciiPunct(c byte) bool { return c > ' ' && c < 0x7F && !letterOrDigit(c) }

// attributeList is a list met in running text. What it belongs to is decided while lowering: the link,
// image or code directly before it, the heading or caption it ends, or nothing; then it is text.
type attributeList struct {
	ast.BaseInline
	segment  text.Segment
	raw      []byte
	attrs    *attributes
	attached bool
}

var kindAttributes = ast.NewNodeKind("Attributes")

func (*attributeList) Kind() ast.NodeKind         { return kindAttributes }
func (n *attributeList) Dump(_ []byte, level int) { dumpText("Attributes", level, string(n.raw)) }

type attributeParser struct{}

func (attributeParser) Trigger() []byte { return []byte{'{'} }

func (attributeParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !couldBeAttributes(line) {
		return nil
	}
	raw := line[:min(len(line), maxAhead)]
	if bytes.IndexByte(raw, '}') < 0 {
		raw = ahead(block)
	}
	attrs, n := parseAttributes(raw)
	if n == 0 {
		return nil
	}
	block.Advance(n)
	return &attributeList{segment: segment, raw: bytes.Clone(raw[:n]), attrs: attrs}
}

// couldBeAttributes is a quick look, so that braces in text cost nothing.
func couldBeAttributes(s []byte) bool {
	s = bytes.TrimLeft(s[1:], " \t")
	if len(s) == 0 {
		return false
	}
	return s[0] == '#' || s[0] == '.' || s[0] == '-' || s[0] == '\n' || s[0] == '=' ||
		bytes.IndexByte(s[:min(len(s), 200)], '=') > 0
}

// ahead is the block's text from the reader's place on, as far as anything looks ahead.
func ahead(block text.Reader) []byte {
	row, at := block.Position()
	defer block.SetPosition(row, at)
	var out []byte
	for len(out) < maxAhead {
		line, _ := block.PeekLine()
		if line == nil {
			break
		}
		out = append(out, line[:min(len(line), maxAhead)]...)
		block.AdvanceLine()
	}
	return out[:min(len(out), maxAhead)]
}
