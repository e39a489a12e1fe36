package markdown

import (
	"bytes"

	"keben/internal/book"
	"keben/internal/hypertext"
	"keben/internal/manuscript/prose"
	"keben/internal/source"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// leaf says how the inlines of a block are lowered.
type leaf struct {
	skip  int  // bytes at the beginning that are syntax, such as the ": " of a caption
	tail  bool // an attribute list at the end belongs to the block
	split bool // block inserts are allowed here, and the paragraph is cut at them
	cell  bool // of a table: \| in code is a bar
}

// inliner lowers the inlines of one block into a run.
type inliner struct {
	*lowering
	*prose.Run
	leaf
	attrs   *prose.Attributes // taken at the end
	inGroup bool              // inside brackets of references
}

// inlines lowers the inlines of a block.
func (l *lowering) inlines(n ast.Node, o leaf) []book.Inline {
	out, _ := l.leaf(n, o)
	return out
}

// leaf lowers the inlines of a block and returns the attributes at its end when o asks for them.
func (l *lowering) leaf(n ast.Node, o leaf) ([]book.Inline, *prose.Attributes) {
	r := inliner{lowering: l, Run: l.NewRun(), leaf: o}
	r.Split = o.split
	r.children(n)
	return r.End(o.tail || r.attrs != nil), r.attrs
}

// children lowers the children of n into out.
func (r *inliner) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.node(c)
	}
}

// inside lowers the children of n into a list of their own.
func (r *inliner) inside(n ast.Node) []book.Inline {
	return r.Inside(func() { r.children(n) }, func() { r.flat(n) })
}

// flat takes the texts below n without their markup, for nesting that no author writes and no stack
// holds. It does not recurse.
func (r *inliner) flat(n ast.Node) {
	for c := next(n, n); c != nil; c = next(n, c) {
		switch t := c.(type) {
		case *ast.Text:
			r.Text(t.Segment.Value(r.src), t.Segment.Start)
		case *ast.AutoLink:
			r.Verbatim(t.Label(r.src), t.Pos())
		case *span:
			r.raw(t.content)
		case *inlineNote:
			r.raw(t.content)
		case *group:
			if t.content != nil {
				r.raw(t.content)
			}
			r.segments(t.citation)
		case *maths:
			r.segments(t.pieces)
		case *bareLink:
			r.Verbatim(t.value.Value(r.src), t.value.Start)
		case *ruby:
			r.Text(t.base, r.extent(t).from+len("{"))
		case *reference:
			r.Verbatim([]byte("@"+t.target), r.extent(t).from)
		case *noteMark:
			r.NoteMark(t.label, t.at)
		case *index:
			r.Text(t.text.Value(r.src), t.text.Start)
		case *attributeList:
			r.Verbatim(t.raw, t.segment.Start)
		}
	}
}

// segments takes pieces of the source as they were typed.
func (r *inliner) segments(pieces []text.Segment) {
	for _, s := range pieces {
		r.Verbatim(s.Value(r.src), s.Start)
	}
}

// raw takes the source of a block as text.
func (r *inliner) raw(n ast.Node) {
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		r.Text(bytes.TrimRight(s.Value(r.src), "\r\n"), s.Start)
	}
}

func (r *inliner) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		r.literal(n)
	case *ast.CodeSpan:
		r.Add(r.attributed(n, &book.CodeSpan{Text: r.code(n), Range: r.written(n)}))
	case *ast.Emphasis:
		content := r.inside(n)
		if n.Level == 1 {
			r.Append(&book.Emph{Content: content, Range: r.written(n)})
		} else {
			r.Append(&book.Strong{Content: content, Range: r.written(n)})
		}
	case marked:
		r.Append(n.made(r.inside(n), r.written(n)))
	case *index:
		r.index(n)
	case *ast.Link:
		link := &book.Link{Target: r.address(n.Destination), Title: r.address(n.Title), Range: r.written(n)}
		link.Content = r.inside(n)
		r.Append(r.attributed(n, link))
	case *ast.Image:
		r.Add(r.image(n))
	case *ast.AutoLink:
		r.autoLink(n)
	case *ast.RawHTML:
		r.rawHTML(n)
	case *extast.TaskCheckBox:
		// The item knows it.
	case *bareLink:
		r.bare(n)
	case *noteMark:
		r.NoteMark(n.label, n.at)
	case *inlineNote:
		r.inlineNote(n)
	case *span:
		a := r.Resolve(n.attrs)
		r.Append(&book.Span{ID: a.ID, Classes: a.Classes, Attrs: a.Pairs, Content: r.inside(n.content), Range: r.written(n)})
	case *ruby:
		base, reading := string(prose.Unescape(nil, n.base)), string(prose.Unescape(nil, n.reading))
		r.Add(&book.Ruby{Base: r.Plain(base), Reading: r.Plain(reading), Range: r.written(n)})
	case *reference:
		r.Add(&book.Ref{Target: n.target, Group: r.inGroup, Range: r.written(n)})
	case *group:
		r.group(n)
	case *maths:
		r.Formulas.Add(r.written(n))
		r.segments(n.pieces)
	case *attributeList:
		r.attributeList(n)
	default:
		r.children(n)
	}
}

// literal takes a text node and its line end.
func (r *inliner) literal(n *ast.Text) {
	s, at := n.Segment.Value(r.src), r.state.textExtent(n).from
	if r.skip > 0 {
		k := min(r.skip, len(s))
		r.skip -= k
		s, at = s[k:], at+k
		if r.skip == 0 {
			k = util.TrimLeftSpaceLength(s)
			s, at = s[k:], at+k
		}
	}
	if n.IsRaw() {
		r.Verbatim(s, at)
	} else {
		r.Text(s, at)
	}
	switch {
	case n.HardLineBreak():
		r.HardBreak(r.Range(n.Segment.Stop, r.lineEnd(n.Segment.Stop)+1))
	case n.SoftLineBreak():
		r.SoftBreak()
	}
}

// code is the text of a code span: line ends are spaces, and in a table cell \| is a bar.
func (r *inliner) code(n *ast.CodeSpan) string {
	var b []byte
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b = append(b, prose.Nulls(t.Segment.Value(r.src))...)
		}
	}
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte(" "))
	b = bytes.ReplaceAll(b, []byte("\n"), []byte(" "))
	if r.cell {
		b = bytes.ReplaceAll(b, []byte(`\|`), []byte("|"))
	}
	return r.Plain(string(b))
}

// address is a link's destination or title without its escapes.
func (l *lowering) address(s []byte) string { return l.Plain(string(prose.Unescape(nil, s))) }

// attributed takes the attribute list directly after n. A link and code have no room for one, so they
// get a span around them.
func (r *inliner) attributed(n ast.Node, in book.Inline) book.Inline {
	attrs := r.following(n)
	if attrs == nil {
		return in
	}
	return attrs.Wrap(in, r.written(n.NextSibling()))
}

// following returns the attributes directly after n and takes them from the text.
func (l *lowering) following(n ast.Node) *prose.Attributes {
	list, ok := n.NextSibling().(*attributeList)
	if !ok {
		return nil
	}
	list.attached = true
	return l.Resolve(list.attrs)
}

// attributeList takes a list that belongs to no inline: it is the block's, when it ends one that can
// have attributes, and else text.
func (r *inliner) attributeList(n *attributeList) {
	switch {
	case n.attached:
	case r.tail && n.NextSibling() == nil && n.Parent().Type() == ast.TypeBlock:
		r.attrs = r.Resolve(n.attrs)
	default:
		r.Verbatim(n.raw, n.segment.Start)
	}
}

func (r *inliner) autoLink(n *ast.AutoLink) {
	label := string(n.Label(r.src))
	if !r.CommonMark && insideLink(n) {
		r.Verbatim([]byte(label), n.Pos()+1)
		return
	}
	target := r.Plain(string(n.URL(r.src)))
	if n.AutoLinkType == ast.AutoLinkEmail {
		target = "mailto:" + target
	}
	e := r.extent(n)
	r.autoLinked(target, label, r.Range(e.from, e.to), r.Range(e.from+1, e.to-1))
}

func (r *inliner) bare(n *bareLink) {
	label := n.value.Value(r.src)
	if insideLink(n) {
		r.Text(label, n.value.Start)
		return
	}
	s := string(prose.Unescape(nil, label))
	written := r.written(n)
	r.autoLinked(n.scheme+s, s, written, written)
}

func (r *inliner) autoLinked(target, label string, link, text source.Range) {
	r.Add(&book.Link{Target: target, Auto: true, Range: link, Content: prose.Literal(r.Plain(label), text)})
}

// insideLink reports whether n is part of a link's text: links do not nest.
func insideLink(n ast.Node) bool {
	for p := n.Parent(); p != nil && p.Type() == ast.TypeInline; p = p.Parent() {
		switch p.(type) {
		case *ast.Link, *ast.Image:
			return true
		}
	}
	return false
}

var comment = []byte("<!--")

// rawHTML keeps an inline tag. Comments are dropped; <br> is what authors write for a line break in a
// table cell, and becomes one.
func (r *inliner) rawHTML(n *ast.RawHTML) {
	s := n.Segments.Value(r.src)
	switch {
	case r.CommonMark:
	case bytes.HasPrefix(s, comment):
		return
	case hypertext.IsLineBreak(string(s)):
		r.HardBreak(r.written(n))
		return
	}
	r.Append(&book.RawHTML{Text: r.Plain(string(prose.Nulls(s))), Range: r.written(n)})
}

func (r *inliner) group(n *group) {
	if n.content != nil {
		r.inGroup = true
		r.Deeper(func() { r.children(n.content) }, func() { r.raw(n.content) })
		r.inGroup = false
		return
	}
	r.Cited.Add(r.written(n))
	r.segments(n.citation)
}
