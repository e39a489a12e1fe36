package markdown

import (
	"keben/internal/manuscript/prose"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// ruby is {汉字|hàn zì}: base text with its reading.
type ruby struct {
	ast.BaseInline
	base, reading []byte
}

var kindRuby = ast.NewNodeKind("Ruby")

func (*ruby) Kind() ast.NodeKind         { return kindRuby }
func (n *ruby) Dump(_ []byte, level int) { dumpText("Ruby", level, string(n.base)) }

type rubyParser struct{}

func (rubyParser) Trigger() []byte { return []byte{'{'} }

func (rubyParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	base, reading, n := prose.ParseRuby(line)
	if n == 0 {
		return nil
	}
	block.Advance(n)
	return &ruby{base: base, reading: reading}
}
