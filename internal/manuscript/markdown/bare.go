package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// bareLink is an address in running text, GFM's extended autolink. goldmark's own parser wants a space
// before it, which Chinese text does not have, so this one starts at the ':' of a URL, the '.' of
// www. and the '@' of an e-mail address, and looks back. An address is of ASCII characters and ends
// before a Han character or a full-width mark; a longer one is written <…>.
type bareLink struct {
	ast.BaseInline
	scheme string // what Target has before the text
	value  text.Segment
}

var kindBareLink = ast.NewNodeKind("BareLink")

func (*bareLink) Kind() ast.NodeKind { return kindBareLink }
func (n *bareLink) Dump(src []byte, level int) {
	dumpText("BareLink", level, string(n.value.Value(src)))
}

type bareLinkParser struct{}

func (bareLinkParser) Trigger() []byte { return []byte{':', '.', '@'} }

func (bareLinkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	before, ok := parent.LastChild().(*ast.Text)
	if !ok || at.Padding != 0 || before.Segment.Stop != at.Start || before.SoftLineBreak() || before.HardLineBreak() {
		return nil
	}
	back := before.Segment.Value(block.Source())
	var head, tail int // bytes of the address before and from the trigger on
	scheme := ""
	switch line[0] {
	case ':':
		if head = schemeLength(back); head > 0 && bytes.HasPrefix(line, []byte("://")) {
			tail = urlLength(line, pc.IsInLinkLabel())
			if tail <= len("://") {
				tail = 0
			}
		}
	case '.':
		if bytes.HasSuffix(back, []byte("www")) && !wordBefore(back, 3) {
			head, scheme = 3, "http://"
			tail = urlLength(line, pc.IsInLinkLabel())
			if bytes.IndexByte(line[1:max(tail, 1)], '.') <= 0 {
				tail = 0
			}
		}
	case '@':
		if head = localLength(back); head > 0 {
			scheme, tail = "mailto:", domainLength(line)
		}
	}
	if head == 0 || tail == 0 {
		return nil
	}
	start := at.Start - head
	before.Segment = before.Segment.WithStop(start)
	if before.Segment.IsEmpty() {
		parent.RemoveChild(parent, before)
	}
	block.Advance(tail)
	n := &bareLink{scheme: scheme, value: text.NewSegment(start, at.Start+tail)}
	n.SetPos(start)
	return n
}

// schemeLength is the length of the scheme at the end of s.
func schemeLength(s []byte) int {
	for _, scheme := range [...]string{"https", "http", "ftp"} {
		n := len(scheme)
		if len(s) >= n && bytes.EqualFold(s[len(s)-n:], []byte(scheme)) && !wordBefore(s, n) {
			return n
		}
	}
	return 0
}

// wordBefore reports whether a letter or digit stands before the last n bytes of s.
func wordBefore(s []byte, n int) bool { return len(s) > n && letterOrDigit(s[len(s)-n-1]) }

// urlLength is how far an address reaches from its ':' or '.' on, without the punctuation that ends
// the sentence (GFM 6.9). In a link's text a ']' ends it.
func urlLength(s []byte, inLabel bool) int {
	n, depth := 0, 0
scan:
	for n < len(s) {
		switch c := s[n]; c {
		case '<', '>', '"', '`', '|', '\\', '^', '{', '}':
			break scan
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				break scan
			}
		case ']':
			if inLabel {
				break scan
			}
		default:
			if c <= ' ' || c >= 0x7F {
				break scan
			}
		}
		n++
	}
	for n > 0 && bytes.IndexByte([]byte("?!.,:;*_~'[]"), s[n-1]) >= 0 {
		n--
	}
	return n
}

// localLength is the length of the part of an e-mail address before '@' at the end of s.
func localLength(s []byte) int {
	i := len(s)
	for i > 0 && (letterOrDigit(s[i-1]) || bytes.IndexByte([]byte("._+-"), s[i-1]) >= 0) {
		i--
	}
	for i < len(s) && !letterOrDigit(s[i]) {
		i++
	}
	return len(s) - i
}

// domainLength is the length of '@' and a domain with at least one dot, or 0.
func domainLength(s []byte) int {
	n, dot := 1, 0
	for n < len(s) && (letterOrDigit(s[n]) || n > 1 && (s[n] == '-' || s[n] == '.')) {
		if s[n] == '.' {
			dot = n
		}
		n++
	}
	for n > 1 && !letterOrDigit(s[n-1]) {
		n--
		if dot >= n {
			dot = bytes.LastIndexByte(s[:n], '.')
		}
	}
	if dot < 2 || dot+1 >= n {
		return 0
	}
	return n
}
