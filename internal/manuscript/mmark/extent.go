package mmark

import (
	"keben/internal/source"

	"github.com/gomarkdown/markdown/ast"
	"github.com/gomarkdown/markdown/parser"
)

// measured is f with a record of the piece of text from which each node was made, because gomarkdown keeps no places.
func (r *reader) measured(f parser.InlineParser) parser.InlineParser {
	if f == nil {
		return nil
	}
	return func(p *parser.Parser, data []byte, offset int) (int, ast.Node) {
		n, node := f(p, data, offset)
		if node != nil && n > 0 && offset+n <= len(data) {
			r.pieces[node] = data[offset : offset+n]
		}
		return n, node
	}
}

// written is where an inline was written; as a last resort, where the text before it ends.
func (r *inliner) written(n ast.Node) source.Range {
	if from, to, ok := r.extent(n); ok {
		return r.Range(from, to)
	}
	if leaf := n.AsLeaf(); leaf != nil && len(leaf.Literal) > 0 {
		return r.Place(r.offset(leaf.Literal))
	}
	return r.Place(r.here())
}

// extent returns the range of an inline in the text. Emphasis that contains only emphasis shares one piece with it.
func (r *inliner) extent(n ast.Node) (from, to int, ok bool) {
	if piece, measured := r.pieces[n]; measured {
		return r.where.span(piece)
	}
	marks := 0
	switch n := n.(type) {
	case *ast.Emph:
		marks = 1
	case *ast.Strong, *ast.Del:
		marks = 2
	case *ast.Text:
		return r.where.span(n.Literal)
	}
	children := n.GetChildren()
	if marks == 0 || len(children) == 0 {
		return 0, 0, false
	}
	from, _, first := r.extent(children[0])
	_, to, last := r.extent(children[len(children)-1])
	return max(from-marks, 0), to + marks, first && last
}
