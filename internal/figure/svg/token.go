package svg

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"keben/internal/script"
)

// tokenKind is a kind of token of CSS (CSS Syntax 3 §4).
type tokenKind int

const (
	identToken tokenKind = iota
	functionToken
	atToken
	hashToken // #name
	idToken   // #name where name is an identifier
	stringToken
	urlToken
	numberToken // with its unit, or %
	spaceToken
	commentToken
	delimToken // one character, brackets and punctuation too
	badToken   // a string or an address that does not end
)

// cssToken is a token with its escapes resolved.
type cssToken struct {
	kind tokenKind
	text string // of a number its digits
	unit string
}

func (t cssToken) is(delim byte) bool {
	return t.kind == delimToken && len(t.text) == 1 && t.text[0] == delim
}

// tokenizer divides a style sheet as a browser does (CSS Syntax 3), so that we check the tokens that the browser sees.
type tokenizer struct {
	s string
	i int
}

// cssTokens divides CSS into tokens.
func cssTokens(s string) (out []cssToken) {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\x00", "\uFFFD").Replace(s)
	z := &tokenizer{s: s}
	for z.i < len(z.s) {
		out = append(out, z.next())
	}
	return out
}

func (z *tokenizer) at(n int) byte {
	if z.i+n < len(z.s) {
		return z.s[z.i+n]
	}
	return 0
}

func (z *tokenizer) next() cssToken {
	c := z.at(0)
	switch {
	case c == '/' && z.at(1) == '*':
		end := strings.Index(z.s[z.i+2:], "*/")
		if end < 0 {
			z.i = len(z.s)
		} else {
			z.i += end + 4
		}
		return cssToken{kind: commentToken}
	case cssSpace(c):
		for z.i < len(z.s) && cssSpace(z.s[z.i]) {
			z.i++
		}
		return cssToken{kind: spaceToken}
	case c == '"' || c == '\'':
		return z.quoted(c)
	case c == '#' && (nameByte(z.at(1)) || z.escape(1)):
		z.i++
		kind := hashToken
		if z.ident() {
			kind = idToken
		}
		return cssToken{kind: kind, text: z.name()}
	case z.number():
		return z.numeric()
	case c == '@':
		z.i++
		if z.ident() {
			return cssToken{kind: atToken, text: z.name()}
		}
		return cssToken{kind: delimToken, text: "@"}
	case z.ident():
		return z.word()
	}
	_, n := utf8.DecodeRuneInString(z.s[z.i:])
	z.i += n
	return cssToken{kind: delimToken, text: z.s[z.i-n : z.i]}
}

func cssSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

func nameStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= utf8.RuneSelf
}

func nameByte(c byte) bool { return nameStart(c) || script.ASCIIDigit(c) || c == '-' }

// escape reports whether an escape begins n bytes on.
func (z *tokenizer) escape(n int) bool {
	return z.at(n) == '\\' && z.i+n+1 < len(z.s) && z.at(n+1) != '\n'
}

// ident reports whether an identifier begins here.
func (z *tokenizer) ident() bool {
	switch c := z.at(0); {
	case c == '-':
		return nameStart(z.at(1)) || z.at(1) == '-' || z.escape(1)
	case c == '\\':
		return z.escape(0)
	default:
		return nameStart(c)
	}
}

// number reports whether a number begins here.
func (z *tokenizer) number() bool {
	n := 0
	if c := z.at(0); c == '+' || c == '-' {
		n = 1
	}
	return script.ASCIIDigit(z.at(n)) || z.at(n) == '.' && script.ASCIIDigit(z.at(n+1))
}

func (z *tokenizer) name() string {
	var b strings.Builder
	for z.i < len(z.s) {
		switch c := z.s[z.i]; {
		case nameByte(c):
			b.WriteByte(c)
			z.i++
		case z.escape(0):
			z.i++
			b.WriteRune(z.escaped())
		default:
			return b.String()
		}
	}
	return b.String()
}

// escaped reads the rest of an escape, whose backslash has been read.
func (z *tokenizer) escaped() rune {
	n := 0
	for n < 6 && z.i+n < len(z.s) && strings.IndexByte("0123456789abcdefABCDEF", z.s[z.i+n]) >= 0 {
		n++
	}
	if n == 0 {
		r, size := utf8.DecodeRuneInString(z.s[z.i:])
		z.i += size
		return r
	}
	v, _ := strconv.ParseUint(z.s[z.i:z.i+n], 16, 32)
	z.i += n
	if z.i < len(z.s) && cssSpace(z.s[z.i]) {
		z.i++
	}
	if v == 0 || v > utf8.MaxRune || 0xD800 <= v && v < 0xE000 {
		return utf8.RuneError
	}
	return rune(v)
}

func (z *tokenizer) quoted(quote byte) cssToken {
	z.i++
	var b strings.Builder
	for z.i < len(z.s) {
		switch c := z.s[z.i]; {
		case c == quote:
			z.i++
			return cssToken{kind: stringToken, text: b.String()}
		case c == '\n':
			return cssToken{kind: badToken}
		case c == '\\' && z.at(1) == '\n':
			z.i += 2
		case z.escape(0):
			z.i++
			b.WriteRune(z.escaped())
		default:
			b.WriteByte(c)
			z.i++
		}
	}
	return cssToken{kind: stringToken, text: b.String()}
}

func (z *tokenizer) numeric() cssToken {
	start := z.i
	if c := z.at(0); c == '+' || c == '-' {
		z.i++
	}
	digits := func() {
		for script.ASCIIDigit(z.at(0)) {
			z.i++
		}
	}
	digits()
	if z.at(0) == '.' && script.ASCIIDigit(z.at(1)) {
		z.i++
		digits()
	}
	if c := z.at(0); c == 'e' || c == 'E' {
		n := 1
		if c := z.at(1); c == '+' || c == '-' {
			n = 2
		}
		if script.ASCIIDigit(z.at(n)) {
			z.i += n
			digits()
		}
	}
	t := cssToken{kind: numberToken, text: z.s[start:z.i]}
	switch {
	case z.at(0) == '%':
		z.i++
		t.unit = "%"
	case z.ident():
		t.unit = z.name()
	}
	return t
}

// word reads an identifier, a function or url(…).
func (z *tokenizer) word() cssToken {
	name := z.name()
	if z.at(0) != '(' {
		return cssToken{kind: identToken, text: name}
	}
	z.i++
	if !strings.EqualFold(name, "url") {
		return cssToken{kind: functionToken, text: name}
	}
	for z.i < len(z.s) && cssSpace(z.s[z.i]) {
		z.i++
	}
	if c := z.at(0); c == '"' || c == '\'' {
		return z.quotedURL(c)
	}
	var b strings.Builder
	for z.i < len(z.s) {
		switch c := z.s[z.i]; {
		case c == ')':
			z.i++
			return cssToken{kind: urlToken, text: b.String()}
		case cssSpace(c):
			for z.i < len(z.s) && cssSpace(z.s[z.i]) {
				z.i++
			}
			if z.at(0) != ')' && z.i < len(z.s) {
				return z.badURL()
			}
		case c == '"' || c == '\'' || c == '(' || c < ' ' || c == 0x7F || c == '\\' && !z.escape(0):
			return z.badURL()
		case c == '\\':
			z.i++
			b.WriteRune(z.escaped())
		default:
			b.WriteByte(c)
			z.i++
		}
	}
	return cssToken{kind: urlToken, text: b.String()}
}

// quotedURL reads url("…"), which in CSS is a function of one string. With more arguments it is a badToken.
func (z *tokenizer) quotedURL(quote byte) cssToken {
	t := z.quoted(quote)
	for z.i < len(z.s) && cssSpace(z.s[z.i]) {
		z.i++
	}
	if t.kind != stringToken || z.i < len(z.s) && z.at(0) != ')' {
		return z.badURL()
	}
	z.i++
	z.i = min(z.i, len(z.s))
	return cssToken{kind: urlToken, text: t.text}
}

func (z *tokenizer) badURL() cssToken {
	for z.i < len(z.s) {
		switch c := z.s[z.i]; {
		case c == ')':
			z.i++
			return cssToken{kind: badToken}
		case z.escape(0):
			z.i++
			z.escaped()
		default:
			z.i++
		}
	}
	return cssToken{kind: badToken}
}

// write writes a token so that it is read as the same one.
func (t cssToken) write(b *strings.Builder) {
	switch t.kind {
	case identToken:
		writeIdent(b, t.text)
	case functionToken:
		writeIdent(b, t.text)
		b.WriteByte('(')
	case atToken:
		b.WriteByte('@')
		writeIdent(b, t.text)
	case hashToken:
		b.WriteByte('#')
		writeName(b, t.text)
	case idToken:
		b.WriteByte('#')
		writeIdent(b, t.text)
	case stringToken:
		writeString(b, t.text)
	case urlToken:
		b.WriteString("url(")
		writeString(b, t.text)
		b.WriteByte(')')
	case numberToken:
		b.WriteString(t.text)
		switch {
		case t.unit == "%":
			b.WriteByte('%')
		case (t.unit == "e" || t.unit == "E") || len(t.unit) > 1 && (t.unit[0] == 'e' || t.unit[0] == 'E') && (script.ASCIIDigit(t.unit[1]) || t.unit[1] == '-'):
			// An e that begins a unit would be read as an exponent.
			b.WriteString(`\65 `)
			writeName(b, t.unit[1:])
		default:
			writeIdent(b, t.unit)
		}
	case spaceToken:
		b.WriteByte(' ')
	case commentToken:
		b.WriteString("/**/")
	case delimToken:
		b.WriteString(t.text)
	}
}

// writeIdent writes an identifier (CSSOM §2.1, serialize an identifier).
func writeIdent(b *strings.Builder, s string) {
	switch {
	case s == "":
		return
	case script.ASCIIDigit(s[0]):
		b.WriteString(`\3` + s[:1] + " ")
		s = s[1:]
	case s[0] == '-' && len(s) > 1 && script.ASCIIDigit(s[1]):
		b.WriteString(`-\3` + s[1:2] + " ")
		s = s[2:]
	case s == "-":
		b.WriteString(`\-`)
		return
	}
	writeName(b, s)
}

func writeName(b *strings.Builder, s string) {
	for _, r := range s {
		if r < utf8.RuneSelf && !nameByte(byte(r)) {
			b.WriteString(`\` + strconv.FormatInt(int64(r), 16) + " ")
		} else {
			b.WriteRune(r)
		}
	}
}

func writeString(b *strings.Builder, s string) {
	b.WriteByte('"')
	for _, r := range s {
		if r < ' ' || r == 0x7F || strings.ContainsRune(`"\<>&`, r) {
			b.WriteString(`\` + strconv.FormatInt(int64(r), 16) + " ")
		} else {
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
}
