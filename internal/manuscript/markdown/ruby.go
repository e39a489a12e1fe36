package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// ruby is {汉字|hàn zì}: base text with its reading. In a table cell the bar is written \|. The base
// must hold a CJK character: {a|b} in a text about programs is {a|b}.
type ruby struct {
	ast.BaseInline
	base, reading []byte
	at            int
}

var kindRuby = ast.NewNodeKind("Ruby")

func (*ruby) Kind() ast.NodeKind         { return kindRuby }
func (n *ruby) Dump(_ []byte, level int) { dumpText("Ruby", level, string(n.base)) }

type rubyParser struct{}

func (rubyParser) Trigger() []byte { return []byte{'{'} }

func (rubyParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	// A reading is short, and looking farther for every brace would be quadratic.
	end := bytes.IndexAny(line[1:min(len(line), 400)], "{}\n")
	if end < 0 || line[1+end] != '}' {
		return nil
	}
	base, reading, ok := bytes.Cut(line[1:1+end], []byte("|"))
	base, reading = bytes.TrimSpace(bytes.TrimSuffix(base, []byte(`\`))), bytes.TrimSpace(reading)
	if !ok || len(reading) == 0 || bytes.IndexByte(reading, '|') >= 0 || !bytes.ContainsFunc(base, wide) {
		return nil
	}
	block.Advance(end + 2)
	return &ruby{base: base, reading: reading, at: segment.Start}
}
