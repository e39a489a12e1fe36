package markdown

import (
	"bytes"

	"keben/internal/budget"
	"keben/internal/manuscript/prose"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// span is [text]{.class key=value}, Pandoc's bracketed_spans.
type span struct {
	ast.BaseInline
	content *fragment
	attrs   *prose.Attributes
}

var kindSpan = ast.NewNodeKind("Span")

func (*span) Kind() ast.NodeKind         { return kindSpan }
func (n *span) Dump(_ []byte, level int) { dumpText("Span", level, n.attrs) }

// spanParser reads what a '[' may begin besides a link: a span, and the groups of refs.go.
type spanParser struct{}

func (spanParser) Trigger() []byte { return []byte{'['} }

func (spanParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, segment := block.PeekLine()
	open := segment.Start
	if tooDeep(parent) {
		return nil
	}
	end, ok := closing(open, parent, block, pc)
	if !ok {
		return nil
	}
	src := block.Source()
	var next byte
	if lines := parent.Lines(); end+1 < lines.At(lines.Len()-1).Stop {
		next = src[end+1]
	}
	switch next {
	case '{':
		if !prose.CouldBeAttributes(src[end+1:]) {
			return nil
		}
		row, at := block.Position()
		block.Advance(1)
		content := cut(block, end)
		block.Advance(1)
		attrs, n := prose.ParseAttributes(ahead(block))
		if n == 0 {
			block.SetPosition(row, at)
			return nil
		}
		block.Advance(n)
		return &span{content: queue(parent, content...), attrs: attrs}
	case '(', '[', ':':
		return nil
	}
	s := stateOf(pc)
	if s.spent(parent) {
		s.exceed(budget.ParagraphScan, open, parent)
		return nil
	}
	if !bytes.Contains(src[open:end], []byte("@")) {
		s.spend(parent, (end-open)/16) // a search for one byte costs little, but it is one for each bracket
		return nil
	}
	return parseGroup(parent, block, end, pc)
}
