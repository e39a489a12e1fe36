package markdown

import (
	"keben/internal/book"
	"keben/internal/manuscript/prose"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// index is a subscript, H~2~O, or a superscript, x^2^, as in Pandoc. There is no markup in it.
type index struct {
	ast.BaseInline
	raised bool
	text   text.Segment
}

var kindIndex = ast.NewNodeKind("Index")

func (*index) Kind() ast.NodeKind { return kindIndex }
func (n *index) Dump(source []byte, level int) {
	dumpText("Index", level, string(n.text.Value(source)))
}

type indexParser struct{}

func (indexParser) Trigger() []byte { return []byte{'~', '^'} }

func (indexParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, at := block.PeekLine()
	raised, n := line[0] == '^', 0
	if raised {
		n = prose.Superscript(line)
	} else {
		n = prose.Subscript(block.PrecendingCharacter(), line)
	}
	if n == 0 {
		return nil
	}
	block.Advance(n)
	return &index{raised: raised, text: text.NewSegment(at.Start+1, at.Start+n-1)}
}

func (r *inliner) index(n *index) {
	text := func() { r.Text(n.text.Value(r.src), n.text.Start) }
	content := r.Inside(text, text)
	if n.raised {
		r.Append(&book.Superscript{Content: content, Range: r.written(n)})
	} else {
		r.Append(&book.Subscript{Content: content, Range: r.written(n)})
	}
}
