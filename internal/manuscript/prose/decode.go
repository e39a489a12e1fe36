package prose

import (
	"bytes"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"keben/internal/book"
)

// Unescape appends s to dst with backslash escapes and character references resolved (CommonMark 2.4
// and 2.5) and NUL replaced (2.3).
func Unescape(dst, s []byte) []byte {
	for {
		i := bytes.IndexAny(s, "\\&\x00")
		if i < 0 {
			return append(dst, s...)
		}
		dst = append(dst, s[:i]...)
		s = s[i:]
		n := 1
		switch s[0] {
		case 0:
			dst = utf8.AppendRune(dst, utf8.RuneError)
		case '\\':
			if len(s) > 1 && ASCIIPunct(s[1]) {
				dst, n = append(dst, s[1]), 2
			} else {
				dst = append(dst, '\\')
			}
		default:
			dst, n = characterReference(dst, s)
		}
		s = s[n:]
	}
}

// characterReference appends what the entity or numeric reference at the beginning of s stands for,
// returning its length; '&' itself when it is none.
func characterReference(dst, s []byte) ([]byte, int) {
	end := bytes.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return append(dst, '&'), 1
	}
	name := string(s[1:end])
	if name[0] != '#' {
		if strings.ContainsAny(name, `&\`) {
			return append(dst, '&'), 1 // another one, or an escape, begins before this one ends
		}
		typed := string(s[:end+1])
		if known := html.UnescapeString(typed); known != typed && (known == ";" || !strings.HasSuffix(known, ";")) {
			// A name with a rest, &notit;, is no reference.
			return append(dst, known...), end + 1
		}
		return append(dst, '&'), 1
	}
	digits, base, limit := name[1:], 10, 7
	if strings.HasPrefix(digits, "x") || strings.HasPrefix(digits, "X") {
		digits, base, limit = digits[1:], 16, 6
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > limit {
		return append(dst, '&'), 1
	}
	r := rune(n)
	if n < ' ' && n != '\t' && n != '\n' && n != '\r' || !utf8.ValidRune(r) {
		r = utf8.RuneError // CommonMark says so of U+0000 only; no output may hold the other controls (XML 1.0 §2.2)
	}
	return utf8.AppendRune(dst, r), end + 1
}

// A sentinel is an index between these two characters, which no author can type.
const (
	SentinelOpen  = "\U000F0000"
	SentinelClose = "\U000F0001"
)

// longestSentinel is what a sentinel has at most, in bytes.
const longestSentinel = 20

// Sentinel reads the mark of an insert at the beginning of s, returning its index and length in bytes;
// a length of 0 when there is none.
func Sentinel(s []byte, inserts []Insert) (index, length int) {
	if !bytes.HasPrefix(s, []byte(SentinelOpen)) {
		return 0, 0
	}
	rest := s[len(SentinelOpen):]
	end := bytes.Index(rest[:min(len(rest), longestSentinel-len(SentinelOpen))], []byte(SentinelClose))
	if end <= 0 {
		return 0, 0
	}
	index, err := strconv.Atoi(string(rest[:end]))
	if err != nil || index < 0 || index >= len(inserts) {
		return 0, 0
	}
	return index, len(SentinelOpen) + end + len(SentinelClose)
}

// Plain replaces the sentinels in s by the text of their inserts, where nothing but text can stand: in
// code, addresses and attributes.
func (l *Reading) Plain(s string) string {
	if !strings.Contains(s, SentinelOpen) {
		return s
	}
	t := l.NewTyped()
	t.Add(s, 0)
	return t.String()
}

// insertText is an insert as plain text: the inline's, or the cells of a table.
func insertText(in Insert) string {
	if in.Inline != nil {
		return book.Plain([]book.Inline{in.Inline})
	}
	return blockText(in.Block)
}

// blockText is the text of a block that stands where no block can.
func blockText(b book.Block) string {
	var words []string
	add := func(ins []book.Inline) {
		if s := book.Plain(ins); s != "" {
			words = append(words, s)
		}
	}
	switch n := b.(type) {
	case *book.Table:
		add(n.Caption)
		for cell := range n.Cells() {
			cell.Runs(add)
		}
		for _, note := range n.Notes {
			add(note)
		}
		add(n.Source)
	case *book.Figure:
		add(n.Caption)
		add(n.Source)
	case *book.Paragraph:
		add(n.Content)
	}
	return strings.Join(words, " ")
}

// Nulls replaces NUL, which no text may hold (CommonMark 2.3).
func Nulls(s []byte) []byte {
	if bytes.IndexByte(s, 0) < 0 {
		return s
	}
	return bytes.ReplaceAll(s, []byte{0}, []byte("\uFFFD"))
}

// Clean makes a text safe to parse without moving any offset of valid text: a lone CR is a line end
// (CommonMark 2.1), and parsers only know LF; invalid UTF-8, which the manuscript reader has refused
// already, is replaced.
func Clean(src []byte) []byte {
	if !utf8.Valid(src) {
		src = bytes.ToValidUTF8(src, []byte("\uFFFD"))
	}
	if i := bytes.IndexByte(src, '\r'); i >= 0 {
		out := bytes.Clone(src)
		for ; i < len(out); i++ {
			if out[i] == '\r' && (i+1 == len(out) || out[i+1] != '\n') {
				out[i] = '\n'
			}
		}
		src = out
	}
	return src
}

// CodeEnd returns the offset after the run of exactly n backticks that closes a code span, or 0.
func CodeEnd(src []byte, from, n int) int {
	for i := from; i < len(src); i++ {
		if src[i] == '`' {
			k := Count(src[i:], '`')
			if k == n {
				return i + k
			}
			i += k - 1
		}
	}
	return 0
}

// Count is the length of the run of c at the beginning of s.
func Count(s []byte, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}
