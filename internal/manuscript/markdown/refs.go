package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"keben/internal/manuscript/prose"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// reference is @fig-x, @tbl-x or @sec-x, Quarto's cross-references.
type reference struct {
	ast.BaseInline
	target string
}

var kindReference = ast.NewNodeKind("Reference")

func (*reference) Kind() ast.NodeKind         { return kindReference }
func (n *reference) Dump(_ []byte, level int) { dumpText("Reference", level, n.target) }

var refPrefixes = [...]string{"fig-", "tbl-", "sec-"}

// referenceAt reads @fig-x at the beginning of s, returning the target and the length in bytes, 0 when
// there is none. An identifier in running text is of ASCII letters, because 见@fig-trade所示 has no space after
// it; any other is written in braces, @{fig-贸易}, as in Pandoc.
func referenceAt(s []byte) (string, int) {
	if len(s) < 2 || s[0] != '@' {
		return "", 0
	}
	if s[1] == '{' {
		n := prose.NameLength(s[2:])
		if n == 0 || 2+n >= len(s) || s[2+n] != '}' || !refersTo(s[2:2+n]) {
			return "", 0
		}
		return string(s[2 : 2+n]), n + 3
	}
	n := 1
	for n < len(s) && (prose.LetterOrDigit(s[n]) || n > 1 && bytes.IndexByte([]byte("-_.:"), s[n]) >= 0) {
		n++
	}
	for n > 1 && !prose.LetterOrDigit(s[n-1]) {
		n-- // punctuation at the end is the sentence's
	}
	if !refersTo(s[1:n]) {
		return "", 0
	}
	return string(s[1:n]), n
}

func refersTo(id []byte) bool {
	for _, p := range refPrefixes {
		if len(id) > len(p) && string(id[:len(p)]) == p {
			return true
		}
	}
	return false
}

// refersInHan reports whether an id after @ goes on in other letters than ASCII's: fig-贸易.
func refersInHan(id []byte) bool {
	for _, p := range refPrefixes {
		if rest, ok := bytes.CutPrefix(id, []byte(p)); ok && len(rest) > 0 && rest[0] >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

type refParser struct{}

func (refParser) Trigger() []byte { return []byte{'@'} }

func (refParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	target, n := referenceAt(line)
	if n == 0 {
		return nil
	}
	if before := block.PrecendingCharacter(); before < utf8.RuneSelf && prose.LetterOrDigit(byte(before)) {
		return nil // an e-mail address
	}
	block.Advance(n)
	return &reference{target: target}
}

// group is a bracket that holds references or citations: [@fig-a; @fig-b], [see @key, p. 3]. References
// are read as running text without the brackets. Citations are shown as they were typed.
type group struct {
	ast.BaseInline
	content  *fragment // of references
	citation []text.Segment
}

var kindGroup = ast.NewNodeKind("Group")

func (*group) Kind() ast.NodeKind         { return kindGroup }
func (n *group) Dump(_ []byte, level int) { dumpText("Group", level, n.citation) }

// parseGroup reads the bracket from the reader's place to end. It is a group if an @key in it is one for Pandoc too:
// not inside a word.
func parseGroup(parent ast.Node, block text.Reader, end int, pc parser.Context) ast.Node {
	_, segment := block.PeekLine()
	open := segment.Start
	inner := block.Source()[open+1 : end]
	refs, keys := 0, 0
	for i := 0; i < len(inner); i++ {
		if inner[i] != '@' || i > 0 && (prose.LetterOrDigit(inner[i-1]) || inner[i-1] == '\\') {
			continue
		}
		if _, n := referenceAt(inner[i:]); n > 0 {
			refs++
			continue
		}
		r, _ := utf8.DecodeRune(inner[i+1:])
		if refersInHan(inner[i+1:]) {
			continue // it is told that it wants braces
		}
		if i+1 < len(inner) && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '{') {
			keys++
		}
	}
	switch {
	case keys > 0:
		return &group{citation: cut(block, end+1)}
	case refs == 0:
		stateOf(pc).spend(parent, 2*len(inner))
	default:
		block.Advance(1)
		content := cut(block, end)
		block.Advance(1)
		return &group{content: queue(parent, content...)}
	}
	return nil
}
