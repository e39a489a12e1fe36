package markdown

import (
	"bytes"

	"keben/internal/manuscript/prose"

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
		if head = prose.SchemeLength(back); head > 0 && bytes.HasPrefix(line, []byte("://")) {
			tail = prose.URLLength(line, pc.IsInLinkLabel())
			if tail <= len("://") {
				tail = 0
			}
		}
	case '.':
		if bytes.HasSuffix(back, []byte("www")) && !prose.WordBefore(back, 3) {
			head, scheme = 3, "http://"
			tail = prose.URLLength(line, pc.IsInLinkLabel())
			if bytes.IndexByte(line[1:max(tail, 1)], '.') <= 0 {
				tail = 0
			}
		}
	case '@':
		if head = prose.LocalLength(back); head > 0 {
			scheme, tail = "mailto:", prose.DomainLength(line)
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
