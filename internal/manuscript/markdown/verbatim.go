package markdown

import (
	"bytes"
	"cmp"
	"slices"

	"keben/internal/manuscript/prose"
	"keben/internal/source"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Verbatim returns the places of a manuscript that are code or formulas, in order and apart from each
// other: what template expansion must leave alone. They are found by the reader's own parser, so that
// the two can't disagree. A backtick or dollar inside a template action, {{ printf `x` }}, is the
// action's.
func Verbatim(src []byte) []source.Range {
	src = prose.Clean(src)
	pc := parser.NewContext()
	pc.Set(stateKey, newParsing(src, false))
	root := chapterParser().Parse(text.NewReader(src), parser.WithContext(pc))
	var out []source.Range
	add := func(s text.Segment) {
		if s.Start < s.Stop && !inAction(src, s.Start) {
			out = append(out, source.Span(s.Start, s.Stop))
		}
	}
	for n := next(root, root); n != nil; n = next(root, n) {
		switch t := n.(type) {
		case *ast.CodeBlock, *ast.FencedCodeBlock, *mathsBlock:
			for i := range n.Lines().Len() {
				add(n.Lines().At(i))
			}
		case *ast.CodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					add(t.Segment)
				}
			}
		case *maths:
			for _, s := range t.pieces {
				add(s)
			}
		}
	}
	slices.SortFunc(out, func(a, b source.Range) int { return cmp.Compare(a.From, b.From) })
	return out
}

// next is the node after n in document order, nil after the last below root.
func next(root, n ast.Node) ast.Node {
	if c := n.FirstChild(); c != nil {
		return c
	}
	for ; n != root; n = n.Parent() {
		if s := n.NextSibling(); s != nil {
			return s
		}
	}
	return nil
}

// inAction reports whether a template action is open on the line before offset.
func inAction(src []byte, offset int) bool {
	line := src[:offset]
	line = line[max(len(line)-prose.MaxAhead, 0):] // first, because a text may be one line
	line = line[bytes.LastIndexByte(line, '\n')+1:]
	open := bytes.LastIndex(line, []byte("{{"))
	return open >= 0 && !bytes.Contains(line[open:], []byte("}}"))
}
