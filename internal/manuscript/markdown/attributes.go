package markdown

import (
	"bytes"

	"keben/internal/manuscript/prose"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// attributeList is a list met in running text. What it belongs to is decided while lowering: the link,
// image or code directly before it, the heading or caption it ends, or nothing; then it is text.
type attributeList struct {
	ast.BaseInline
	segment  text.Segment
	raw      []byte
	attrs    *prose.Attributes
	attached bool
}

var kindAttributes = ast.NewNodeKind("Attributes")

func (*attributeList) Kind() ast.NodeKind         { return kindAttributes }
func (n *attributeList) Dump(_ []byte, level int) { dumpText("Attributes", level, string(n.raw)) }

type attributeParser struct{}

func (attributeParser) Trigger() []byte { return []byte{'{'} }

func (attributeParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !prose.CouldBeAttributes(line) {
		return nil
	}
	raw := line[:min(len(line), prose.MaxAhead)]
	if bytes.IndexByte(raw, '}') < 0 {
		raw = ahead(block)
	}
	attrs, n := prose.ParseAttributes(raw)
	if n == 0 {
		return nil
	}
	block.Advance(n)
	return &attributeList{segment: segment, raw: bytes.Clone(raw[:n]), attrs: attrs}
}

// ahead is the block's text from the reader's place on, as far as anything looks ahead.
func ahead(block text.Reader) []byte {
	row, at := block.Position()
	defer block.SetPosition(row, at)
	var out []byte
	for len(out) < prose.MaxAhead {
		line, _ := block.PeekLine()
		if line == nil {
			break
		}
		out = append(out, line[:min(len(line), prose.MaxAhead)]...)
		block.AdvanceLine()
	}
	return out[:min(len(out), prose.MaxAhead)]
}
