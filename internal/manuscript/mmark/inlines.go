package mmark

import (
	"bytes"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/hypertext"
	"keben/internal/manuscript/prose"

	"github.com/gomarkdown/markdown/ast"
)

// inliner lowers the inlines of one block into a run.
type inliner struct {
	*reader
	*prose.Run
	where *stretch
	cell  bool // of a table: \| in code is a bar
}

func (r *reader) inliner(where *stretch) *inliner {
	return &inliner{reader: r, Run: r.NewRun(), where: where}
}

// inlines lowers the text of a block.
func (r *reader) inlines(where *stretch) []book.Inline { return r.inlinesFrom(where, 0) }

// inlinesFrom leaves out the first bytes, which are syntax.
func (r *reader) inlinesFrom(where *stretch, skip int) []book.Inline {
	in := r.inliner(where)
	in.children(r.parse(where.content[min(skip, len(where.content)):]))
	return in.End(true)
}

// parse has gomarkdown read the inlines of a text. When it panics the text is kept without markup.
func (r *reader) parse(content []byte) (nodes []ast.Node) {
	outer, pairs, nesting := r.content, r.pairs, r.nesting
	r.content, r.pairs, r.nesting = content, nil, 0
	defer func() {
		r.content, r.pairs, r.nesting = outer, pairs, nesting
		if recover() != nil {
			r.report(unread, r.trace.at)
			r.renew()
			nodes = []ast.Node{&ast.Code{Leaf: ast.Leaf{Literal: content}}}
		}
	}()
	holder := &ast.Paragraph{}
	r.parser.Inline(holder, bytes.TrimRight(content, " \t\n"))
	return holder.Children
}

// offset is the offset of a piece of the text in the author's file.
func (r *inliner) offset(piece []byte) int {
	if at, ok := r.where.of(piece); ok {
		return at
	}
	return r.here()
}

// here is the best guess for a node without a place: after the text before it.
func (r *inliner) here() int { return max(r.Here(), r.where.start()) }

func (r *inliner) children(nodes []ast.Node) {
	nodes = slices.DeleteFunc(slices.Clone(nodes), emptyText)
	for i, n := range nodes {
		var next ast.Node
		if i+1 < len(nodes) {
			next = nodes[i+1]
		}
		if _, ok := n.(*attributed); ok && i > 0 && takesAttributes(nodes[i-1]) {
			continue
		}
		r.node(n, next)
	}
}

// emptyText reports whether a node is one of those that gomarkdown puts between any two others.
func emptyText(n ast.Node) bool {
	t, ok := n.(*ast.Text)
	return ok && len(t.Literal) == 0
}

func takesAttributes(n ast.Node) bool {
	switch n.(type) {
	case *ast.Link, *ast.Image, *ast.Code, *address:
		return true
	}
	return false
}

// following returns the attributes directly after an inline.
func (r *inliner) following(next ast.Node) *prose.Attributes {
	if list, ok := next.(*attributed); ok {
		return r.Resolve(list.attrs)
	}
	return nil
}

// attributed puts the attributes directly after an inline on it: a link, an address and code get a span around them.
func (r *inliner) attributed(next ast.Node, in book.Inline) book.Inline {
	attrs := r.following(next)
	if attrs == nil {
		return in
	}
	return attrs.Wrap(in, r.written(next))
}

func (r *inliner) inside(nodes []ast.Node) []book.Inline {
	return r.Inside(func() { r.children(nodes) }, func() { r.flat(nodes) })
}

// flat takes texts without their markup, for nesting that no author writes.
func (r *inliner) flat(nodes []ast.Node) {
	for _, n := range nodes {
		if note, ok := n.(*inlineNote); ok {
			r.typedNote(note)
			continue
		}
		if leaf := n.AsLeaf(); leaf != nil {
			if shown := typed(leaf.Literal); len(shown) > 0 && &shown[0] != &leaf.Literal[0] {
				r.Text(shown, r.offset(leaf.Literal))
			} else {
				r.text(leaf.Literal)
			}
		}
		r.flat(n.GetChildren())
	}
}

func (r *inliner) node(n, next ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		r.text(n.Literal)
	case *ast.Emph:
		r.Append(&book.Emph{Content: r.inside(n.Children), Range: r.written(n)})
	case *ast.Strong:
		r.Append(&book.Strong{Content: r.inside(n.Children), Range: r.written(n)})
	case *ast.Del:
		r.Append(&book.Strike{Content: r.inside(n.Children), Range: r.written(n)})
	case *ast.Superscript:
		r.Append(&book.Superscript{Content: r.inside([]ast.Node{text(n.Literal)}), Range: r.written(n)})
	case *ast.Subscript:
		r.Append(&book.Subscript{Content: r.inside([]ast.Node{text(n.Literal)}), Range: r.written(n)})
	case *ast.Code:
		r.Add(r.attributed(next, &book.CodeSpan{Text: r.codeText(n.Literal), Range: r.written(n)}))
	case *ast.Link:
		link := &book.Link{Target: r.target(n.Destination), Title: r.target(n.Title), Range: r.written(n)}
		link.Content = r.inside(n.Children)
		r.Append(r.attributed(next, link))
	case *ast.Image:
		img := &book.Image{
			Src: r.target(n.Destination), Title: r.target(n.Title), Alt: book.Plain(r.altText(n, r.where)),
			Range: r.written(n),
		}
		r.following(next).SetImage(img)
		r.Add(img)
	case *address:
		s := r.plain(n.Literal)
		at := r.offset(n.Literal)
		link := &book.Link{Target: n.scheme + s, Auto: true, Range: r.written(n), Content: prose.Literal(s, r.Range(at, at+len(n.Literal)))}
		r.Add(r.attributed(next, link))
	case *ast.HTMLSpan:
		r.rawHTML(n)
	case *ast.Hardbreak:
		r.HardBreak(r.written(n))
	case *ast.NonBlockingSpace:
		r.Text([]byte("\u00a0"), r.here())
	case *ast.Math:
		at := r.offset(n.Literal)
		r.Formulas.Add(r.written(n))
		r.Verbatim(typed(n.Literal), at)
	case *ast.Callout:
		r.Verbatim([]byte(circled(string(n.ID))), r.offset(n.Literal))
	case *ast.CodeBlock: // a fence in the line
		r.Add(&book.CodeSpan{Text: r.codeText(n.Literal), Range: r.written(n)})
	default:
		r.own(n)
	}
}

// own lowers the inlines that are read here.
func (r *inliner) own(n ast.Node) {
	switch n := n.(type) {
	case *noteMark:
		r.NoteMark(n.label, r.offset(n.Literal))
	case *inlineNote:
		r.inlineNote(n)
	case *spanned:
		a := r.Resolve(n.attrs)
		r.Append(&book.Span{ID: a.ID, Classes: a.Classes, Attrs: a.Pairs, Content: r.inside(n.Children), Range: r.written(n)})
	case *attributed:
		r.Verbatim(typed(n.Literal), r.offset(n.Literal))
	case *ruby:
		base, reading := string(prose.Unescape(nil, n.base)), string(prose.Unescape(nil, n.reading))
		r.Add(&book.Ruby{Base: r.Plain(base), Reading: r.Plain(reading), Range: r.written(n)})
	case *crossRef:
		r.crossRef(n)
	case *indexEntry:
		r.indexEntry(n)
	case *citation:
		at := r.offset(n.Literal)
		r.Cited.Add(r.written(n))
		r.Verbatim(typed(n.Literal), at)
	default:
		r.children(n.GetChildren())
	}
}

// text takes source text; its line ends are soft breaks.
func (r *inliner) text(s []byte) {
	at := r.offset(s)
	for first := true; ; first = false {
		line, rest, more := bytes.Cut(s, []byte("\n"))
		if !first {
			lead := len(line) - len(bytes.TrimLeft(line, " \t"))
			line = line[lead:]
		}
		if more {
			line = bytes.TrimRight(line, " \t")
		}
		if len(line) > 0 {
			at = r.offset(line)
		}
		r.words(line, at)
		if !more {
			return
		}
		r.SoftBreak()
		s = rest
	}
}

// words takes text within a line, with its abbreviations.
func (r *inliner) words(s []byte, at int) {
	for len(s) > 0 {
		a, i := r.expandable(s)
		r.Text(s[:i], at)
		if a == nil {
			return
		}
		r.Add(r.abbreviated(a, at+i))
		s, at = s[i+len(a.short):], at+i+len(a.short)
	}
}

// codeText is the text of a code span: line ends are spaces, one space at each end may be layout
// (CommonMark 6.1), and in a table cell \| is a bar.
func (r *inliner) codeText(s []byte) string {
	s = bytes.ReplaceAll(s, []byte("\n"), []byte(" "))
	if n := len(s); n > 2 && s[0] == ' ' && s[n-1] == ' ' && !blank(s) {
		s = s[1 : n-1]
	}
	if r.cell {
		s = bytes.ReplaceAll(s, []byte(`\|`), []byte("|"))
	}
	return r.plain(s)
}

// target is an address or title without its escapes.
func (r *reader) target(s []byte) string { return r.Plain(string(prose.Unescape(nil, s))) }

// altText is the text of an image, read as the text of a link would be.
func (r *reader) altText(n *ast.Image, where *stretch) []book.Inline {
	t, ok := ast.GetFirstChild(n).(*ast.Text)
	if !ok {
		return nil
	}
	in := r.inliner(where)
	if r.images++; r.images > maxImages {
		in.text(t.Literal)
	} else {
		in.children(r.parse(t.Literal))
	}
	r.images--
	return in.End(false)
}

func (r *inliner) rawHTML(n *ast.HTMLSpan) {
	s := n.Literal
	switch {
	case bytes.HasPrefix(s, []byte("<!--")):
		return
	case hypertext.IsLineBreak(string(s)):
		r.HardBreak(r.written(n))
		return
	}
	r.Append(&book.RawHTML{Text: r.plain(s), Range: r.written(n)})
}

// inlineNote lowers ^[text]. Where no note is allowed, the text is kept in its brackets.
func (r *inliner) inlineNote(n *inlineNote) {
	if !r.TakesNotes() {
		r.typedNote(n)
		return
	}
	at := r.offset(n.inner)
	r.InlineNote(max(at-len("^["), 0), at+len(n.inner)+len("]"), func() []book.Inline {
		in := r.reader.inliner(r.where)
		in.children(r.parse(n.inner))
		return in.End(false)
	})
}

func (r *inliner) typedNote(n *inlineNote) {
	at := r.offset(n.inner)
	r.Verbatim([]byte("^["), max(at-len("^["), 0))
	r.text(n.inner)
	r.Verbatim([]byte("]"), at+len(n.inner))
}

// refPrefixes are the beginnings of ids that collation numbers.
var refPrefixes = [...]string{"fig-", "tbl-", "sec-"}

// crossRef lowers (#id) and (#id, text): a reference that collation names, or a link when it has a text
// or its id is not of a kind that is numbered.
func (r *inliner) crossRef(n *crossRef) {
	written := r.written(n)
	if n.text == "" {
		for _, prefix := range refPrefixes {
			if strings.HasPrefix(n.target, prefix) {
				r.Add(&book.Ref{Target: n.target, Range: written})
				return
			}
		}
	}
	shown := n.text
	if shown == "" {
		shown = n.target
	}
	r.Add(&book.Link{Target: "#" + n.target, Range: written, Content: prose.Literal(r.Plain(shown), written)})
}

// indexEntry lowers (!item, subitem): a span of class index that shows nothing.
func (r *inliner) indexEntry(n *indexEntry) {
	s := &book.Span{Range: r.written(n), Classes: []string{"index"}, Attrs: []book.Attr{{Key: "item", Value: r.Plain(n.item)}}}
	if n.sub != "" {
		s.Attrs = append(s.Attrs, book.Attr{Key: "subitem", Value: r.Plain(n.sub)})
	}
	if n.primary {
		s.Attrs = append(s.Attrs, book.Attr{Key: "primary", Value: "true"})
	}
	r.Append(s)
}
