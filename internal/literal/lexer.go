package literal

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// sort is what a token is.
type sort int

const (
	end sort = iota
	word
	text
	template // with ${…}: no literal
	number
	sign // a punctuator, of which only ..., => and ?. have more than one character
	pattern
)

type token struct {
	sort     sort
	from, to int
	line     bool // it is the first of its line
}

// lexer cuts a program into tokens (ECMA-262, clause 12).
type lexer struct {
	in   string
	at   int
	tok  token
	last token // the one before
}

func (l *lexer) is(s string) bool {
	return (l.tok.sort == sign || l.tok.sort == word) && l.in[l.tok.from:l.tok.to] == s
}

func (l *lexer) text() string { return l.in[l.tok.from:l.tok.to] }

// next reads the next token.
func (l *lexer) next() {
	l.last = l.tok
	line := l.space()
	from := l.at
	l.tok = token{sort: end, from: from, to: from, line: line || from == 0}
	if from >= len(l.in) {
		return
	}
	switch c := l.in[from]; {
	case c == '"' || c == '\'':
		l.tok.sort, l.at = text, l.quoted(from)
	case c == '`':
		l.template()
	case '0' <= c && c <= '9' || c == '.' && from+1 < len(l.in) && '0' <= l.in[from+1] && l.in[from+1] <= '9':
		l.tok.sort = number
		l.at = from + length(l.in[from:], func(c byte) bool { return named(c) || c == '.' })
	case named(c) || c == '#' || c == '@':
		l.tok.sort = word
		l.at = from + 1 + length(l.in[from+1:], named)
	case c == '/' && !l.value(l.last):
		l.tok.sort, l.at = pattern, l.pattern(from)
	default:
		l.tok.sort, l.at = sign, from+1
		for _, long := range []string{"...", "=>", "?."} {
			if strings.HasPrefix(l.in[from:], long) {
				l.at = from + len(long)
			}
		}
	}
	l.tok.to = l.at
}

// space passes over blanks and comments. It tells whether a line has begun.
func (l *lexer) space() (line bool) {
	for l.at < len(l.in) {
		rest := l.in[l.at:]
		switch c := rest[0]; {
		case c == '\n' || c == '\r':
			line = true
			l.at++
		case c == ' ' || c == '\t' || c == '\v' || c == '\f':
			l.at++
		case strings.HasPrefix(rest, "\u00a0"), strings.HasPrefix(rest, "\u3000"), strings.HasPrefix(rest, "\ufeff"):
			_, n := utf8.DecodeRuneInString(rest)
			l.at += n
		case strings.HasPrefix(rest, "//"), l.at == 0 && strings.HasPrefix(rest, "#!"):
			l.at += length(rest, func(c byte) bool { return c != '\n' })
		case strings.HasPrefix(rest, "/*"):
			if i := strings.Index(rest[2:], "*/"); i >= 0 {
				line = line || strings.Contains(rest[:i], "\n")
				l.at += i + 4
			} else {
				l.at = len(l.in)
			}
		default:
			return line
		}
	}
	return true
}

// named reports whether a byte may be in a name: all of what is not ASCII is taken so.
func named(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '$' || c >= utf8.RuneSelf
}

func length(s string, is func(byte) bool) (n int) {
	for n < len(s) && is(s[n]) {
		n++
	}
	return n
}

// value reports whether a token ends a value, so that / behind it divides and begins no regular expression.
func (l *lexer) value(t token) bool {
	switch t.sort {
	case word:
		switch l.in[t.from:t.to] {
		case "return", "typeof", "case", "in", "of", "new", "delete", "void", "throw", "else", "do":
			return false
		}
		return true
	case text, template, number, pattern:
		return true
	}
	return t.to > t.from && strings.Contains(")]}", l.in[t.from:t.to])
}

// quoted is the end of the text in quotation marks at i, or of its line.
func (l *lexer) quoted(i int) int {
	for j := i + 1; j < len(l.in); j++ {
		switch l.in[j] {
		case '\\':
			j++
		case l.in[i]:
			return j + 1
		case '\n':
			return j
		}
	}
	return len(l.in)
}

func (l *lexer) pattern(i int) int {
	class := false
	for j := i + 1; j < len(l.in); j++ {
		switch c := l.in[j]; {
		case c == '\\':
			j++
		case c == '\n':
			return j
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			return j + 1 + length(l.in[j+1:], named)
		}
	}
	return len(l.in)
}

// template reads a template with what is inside its ${…}, which may have templates again.
func (l *lexer) template() {
	l.tok.sort = text
	levels := []int{-1} // open things from the outside in: -1 a template, else ${ with so many open braces
	i := l.at + 1
	for ; i < len(l.in) && len(levels) > 0; i++ {
		top := &levels[len(levels)-1]
		switch c := l.in[i]; {
		case c == '\\':
			i++
		case c == '`' && *top < 0:
			levels = levels[:len(levels)-1]
		case c == '`':
			levels = append(levels, -1)
		case *top < 0 && c == '$' && i+1 < len(l.in) && l.in[i+1] == '{':
			l.tok.sort = template
			levels = append(levels, 0)
			i++
		case *top < 0:
		case c == '{':
			*top++
		case c == '}' && *top == 0:
			levels = levels[:len(levels)-1]
		case c == '}':
			*top--
		case c == '"' || c == '\'':
			i = l.quoted(i) - 1
		}
	}
	l.at = min(i, len(l.in))
}

// unquote undoes the escapes of a text in its marks (ECMA-262 §12.9.4).
func unquote(s string) string {
	mark := s[0]
	s = s[1:]
	if n := len(s); n > 0 && s[n-1] == mark {
		s = s[:n-1]
	}
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if j := strings.IndexByte("bfnrtv0", s[i]); j >= 0 {
			b.WriteByte("\b\f\n\r\t\v\x00"[j])
			continue
		}
		if s[i] == '\n' {
			continue
		}
		r, n := character(s[i:])
		if low, m := second(s[i+n:]); m > 0 && utf16.IsSurrogate(r) {
			r = utf16.DecodeRune(r, low)
			n += m
		}
		b.WriteRune(r)
		i += n - 1
	}
	return strings.ReplaceAll(b.String(), "\x00", string(utf8.RuneError))
}

// second is the other half of a character that is written as two escapes.
func second(s string) (r rune, n int) {
	if !strings.HasPrefix(s, `\u`) {
		return 0, 0
	}
	r, n = character(s[1:])
	if !utf16.IsSurrogate(r) {
		return 0, 0
	}
	return r, n + 1
}

// character reads x41, u0041, u{41} or any other character behind a backslash.
func character(s string) (r rune, n int) {
	digits, n := "", 1
	switch {
	case s[0] == 'x' && len(s) >= 3:
		digits, n = s[1:3], 3
	case strings.HasPrefix(s, "u{"):
		if i := strings.IndexByte(s[:min(len(s), 12)], '}'); i > 0 {
			digits, n = s[2:i], i+1
		}
	case s[0] == 'u' && len(s) >= 5:
		digits, n = s[1:5], 5
	}
	if code, err := strconv.ParseUint(digits, 16, 32); err == nil && code <= utf8.MaxRune {
		return rune(code), n
	}
	return utf8.DecodeRuneInString(s)
}
