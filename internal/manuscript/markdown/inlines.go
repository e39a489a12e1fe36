package markdown

import (
	"bytes"
	"slices"

	"keben/internal/book"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// leaf says how the inlines of a block are lowered.
type leaf struct {
	skip  int  // bytes at the beginning that are syntax, such as the ": " of a caption
	tail  bool // an attribute list at the end belongs to the block
	split bool // block inserts may stand here, and the paragraph is cut at them
	cell  bool // of a table: \| in code is a bar
}

// inliner lowers the inlines of one block. Text is gathered in buf until something else comes, so that
// what goldmark has cut into many nodes becomes one book.Text, and line breaks see their neighbours
// across every boundary of emphasis and links.
type inliner struct {
	*lowering
	leaf
	out   []book.Inline
	buf   []byte
	at    int // offset of buf's first byte in the source
	last  edge
	brk   lineBreak
	gaps  bool // an empty Text stands somewhere
	depth int
	attrs *attributes // taken at the end
}

// lineBreak is a line end whose right side is not yet known.
type lineBreak struct {
	open  bool
	left  edge
	right edge
	text  *book.Text // nil: in the inliner's buf
	at    int        // offset in either
}

// inlines lowers the inlines of a block.
func (l *lowering) inlines(n ast.Node, o leaf) []book.Inline {
	out, _ := l.leaf(n, o)
	return out
}

// leaf lowers the inlines of a block and returns the attributes at its end when o asks for them.
func (l *lowering) leaf(n ast.Node, o leaf) ([]book.Inline, *attributes) {
	r := inliner{lowering: l, leaf: o, depth: l.depth}
	r.children(n)
	r.flush()
	if r.brk.open {
		r.settle()
	}
	if r.gaps {
		r.out = prune(r.out)
	}
	if o.tail || r.attrs != nil {
		r.out = trimRight(r.out)
	}
	return r.out, r.attrs
}

// trimRight removes the blank between a title and the attribute list taken from its end.
func trimRight(ins []book.Inline) []book.Inline {
	if t, ok := last(ins).(*book.Text); ok {
		if t.Value = string(bytes.TrimRight([]byte(t.Value), " \t")); t.Value == "" {
			return ins[:len(ins)-1]
		}
	}
	return ins
}

// prune removes empty texts, the places of line breaks that turned out to be nothing.
func prune(ins []book.Inline) []book.Inline {
	return slices.DeleteFunc(ins, func(in book.Inline) bool {
		switch n := in.(type) {
		case *book.Text:
			return n.Value == ""
		case *book.Emph:
			n.Content = prune(n.Content)
		case *book.Strong:
			n.Content = prune(n.Content)
		case *book.Strike:
			n.Content = prune(n.Content)
		case *book.Link:
			n.Content = prune(n.Content)
		case *book.Span:
			n.Content = prune(n.Content)
		case *book.Fault:
			n.Content = prune(n.Content)
		}
		return false
	})
}

// children lowers the children of n into out.
func (r *inliner) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.node(c)
	}
}

// inside lowers the children of n into a list of their own.
func (r *inliner) inside(n ast.Node) []book.Inline {
	r.flush()
	outer, split := r.out, r.split
	r.out, r.split = nil, false
	r.depth++
	if r.depth > maxInlines {
		r.flat(n)
	} else {
		r.children(n)
	}
	r.depth--
	r.flush()
	inner := r.out
	r.out, r.split = outer, split
	return inner
}

// flat takes the texts below n without their markup, for nesting that no author writes and no stack
// holds. It does not recurse.
func (r *inliner) flat(n ast.Node) {
	for c := next(n, n); c != nil; c = next(n, c) {
		switch t := c.(type) {
		case *ast.Text:
			r.text(t.Segment.Value(r.src), t.Segment.Start)
		case *ast.AutoLink:
			r.verbatim(t.Label(r.src), t.Pos())
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
			r.verbatim(t.value.Value(r.src), t.value.Start)
		case *ruby:
			r.text(t.base, t.at)
		case *reference:
			r.verbatim([]byte("@"+t.target), t.at)
		case *noteMark:
			r.noteMark(t)
		case *attributeList:
			r.verbatim(t.raw, t.segment.Start)
		}
	}
}

// segments takes pieces of the source as they were typed.
func (r *inliner) segments(pieces []text.Segment) {
	for _, s := range pieces {
		r.verbatim(s.Value(r.src), s.Start)
	}
}

// raw takes the source of a block as text.
func (r *inliner) raw(n ast.Node) {
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		r.text(bytes.TrimRight(s.Value(r.src), "\r\n"), s.Start)
	}
}

func (r *inliner) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		r.literal(n)
	case *ast.String:
		r.text(n.Value, r.at)
	case *ast.CodeSpan:
		r.add(r.attributed(n, &book.CodeSpan{Text: r.code(n), Pos: r.pos(n.Pos())}))
	case *ast.Emphasis:
		content := r.inside(n)
		if n.Level == 1 {
			r.out = append(r.out, &book.Emph{Content: content})
		} else {
			r.out = append(r.out, &book.Strong{Content: content})
		}
	case *strike:
		r.out = append(r.out, &book.Strike{Content: r.inside(n)})
	case *ast.Link:
		link := &book.Link{Target: r.address(n.Destination), Title: r.address(n.Title), Pos: r.pos(n.Pos())}
		link.Content = r.inside(n)
		r.out = append(r.out, r.attributed(n, link))
	case *ast.Image:
		r.add(r.image(n))
	case *ast.AutoLink:
		r.autoLink(n)
	case *ast.RawHTML:
		r.rawHTML(n)
	case *extast.TaskCheckBox:
		// The item knows it.
	case *bareLink:
		r.bare(n)
	case *noteMark:
		r.noteMark(n)
	case *inlineNote:
		r.inlineNote(n)
	case *span:
		a := r.resolve(n.attrs)
		s := &book.Span{ID: a.id, Classes: a.classes, Attrs: a.pairs}
		s.Content = r.inside(n.content)
		r.out = append(r.out, s)
	case *ruby:
		base, reading := string(unescape(nil, n.base)), string(unescape(nil, n.reading))
		r.add(&book.Ruby{Base: r.plain(base), Reading: r.plain(reading), Pos: r.pos(n.at)})
	case *reference:
		r.add(&book.Ref{Target: n.target, Pos: r.pos(n.at)})
	case *group:
		r.group(n)
	case *maths:
		r.formula.add(n.at)
		r.segments(n.pieces)
	case *attributeList:
		r.attributeList(n)
	default:
		r.children(n)
	}
}

// literal takes a text node and its line end.
func (r *inliner) literal(n *ast.Text) {
	s, at := n.Segment.Value(r.src), n.Segment.Start
	if r.skip > 0 {
		k := min(r.skip, len(s))
		r.skip -= k
		s, at = s[k:], at+k
		if r.skip == 0 {
			s = util.TrimLeftSpace(s)
		}
	}
	if n.IsRaw() {
		r.verbatim(s, at)
	} else {
		r.text(s, at)
	}
	switch {
	case n.HardLineBreak():
		r.flush()
		if r.brk.open {
			r.settle()
		}
		r.out = append(r.out, &book.HardBreak{})
		r.last = edge{}
	case n.SoftLineBreak():
		r.softBreak()
	}
}

// text takes source text with its escapes, references and inserts.
func (r *inliner) text(s []byte, at int) {
	for {
		i := bytes.Index(s, []byte(sentinelOpen))
		if i < 0 || len(r.Inserts) == 0 {
			r.write(s, at, true)
			return
		}
		index, n := sentinel(s[i:], r.Inserts)
		if n == 0 {
			n = len(sentinelOpen)
			r.write(s[:i+n], at, true)
		} else {
			r.write(s[:i], at, true)
			r.insert(index, at+i)
		}
		s, at = s[i+n:], at+i+n
	}
}

// verbatim takes source text as it was typed.
func (r *inliner) verbatim(s []byte, at int) {
	for {
		line, rest, more := bytes.Cut(s, []byte("\n"))
		r.write([]byte(r.plain(string(nulls(bytes.TrimSuffix(line, []byte("\r")))))), at, false)
		if !more {
			return
		}
		r.softBreak()
		at += len(line) + 1
		s = rest
	}
}

func (r *inliner) write(s []byte, at int, escapes bool) {
	if !r.CommonMark && (r.brk.open && r.brk.right.facing == 0 || len(r.buf) == 0 && len(r.out) == 0 && r.depth == r.lowering.depth) {
		// The blank at the beginning of a paragraph is layout, not text (clreq, paragraph indent).
		for bytes.HasPrefix(s, []byte("\u3000")) {
			s, at = s[len("\u3000"):], at+len("\u3000")
		}
	}
	if len(s) == 0 {
		return
	}
	if len(r.buf) == 0 {
		r.at = at
	}
	from := len(r.buf)
	if escapes {
		r.buf = unescape(r.buf, s)
	} else {
		r.buf = append(r.buf, s...)
	}
	if r.brk.open {
		r.meet(r.buf[from:])
	}
}

// flush ends the text that is being gathered.
func (r *inliner) flush() {
	waiting := r.brk.open && r.brk.text == nil
	if len(r.buf) == 0 && !waiting {
		return
	}
	t := &book.Text{Value: string(r.buf)}
	if len(r.buf) > 0 {
		t.Pos = r.pos(r.at)
	}
	if waiting {
		r.brk.text = t
		r.gaps = r.gaps || len(r.buf) == 0
	}
	r.last = tail(r.buf, r.last)
	r.out = append(r.out, t)
	r.buf = r.buf[:0]
}

// add appends an inline that shows text of its own.
func (r *inliner) add(in book.Inline) {
	r.flush()
	visible := []byte(book.Plain([]book.Inline{in}))
	if len(visible) == 0 {
		visible = r.unknown(in)
	}
	if r.brk.open {
		r.meet(visible)
	}
	if r.brk.open {
		r.settle()
	}
	if len(visible) > 0 {
		r.last = tail(visible, edge{})
	}
	r.out = append(r.out, in)
}

// unknown stands for the text of an inline that has none yet: a picture, a reference before collation
// (图 1-1, Figure 1).
func (r *inliner) unknown(in book.Inline) []byte {
	switch in.(type) {
	case *book.Ref:
		if r.chinese {
			return []byte("图1")
		}
		return []byte("Figure 1")
	case *book.Image:
		if r.chinese {
			return []byte("图")
		}
		return []byte("x")
	}
	return nil
}

// softBreak notes a line end of the source.
func (r *inliner) softBreak() {
	if r.CommonMark {
		r.buf = append(r.buf, '\n')
		return
	}
	if r.brk.open {
		r.settle()
	}
	r.brk = lineBreak{open: true, left: tail(r.buf, r.last), at: len(r.buf)}
}

// meet shows an open break the text that follows it.
func (r *inliner) meet(s []byte) {
	e := head(s)
	if r.brk.right.facing == 0 {
		r.brk.right.facing = e.facing
	}
	if r.brk.right.firm = e.firm; e.firm != 0 {
		r.settle()
	}
}

// settle decides an open break.
func (r *inliner) settle() {
	b := r.brk
	r.brk = lineBreak{}
	if !spaced(b.left, b.right, r.chinese) {
		return
	}
	if b.text != nil {
		b.text.Value = b.text.Value[:b.at] + " " + b.text.Value[b.at:]
		return
	}
	r.buf = slices.Insert(r.buf, b.at, ' ')
}

// insert takes the value of a template function.
func (r *inliner) insert(index, at int) {
	in := r.Inserts[index]
	if in.Inline != nil {
		r.add(placed(in.Inline, r.pos(at)))
		return
	}
	if in.Block == nil {
		return
	}
	f := &book.Fault{}
	r.flush()
	if r.split {
		r.blocked[f] = index
	} else {
		r.report(insertMisplaced, at)
		f.ID = insertMisplaced.ID
		f.Content = r.lowering.text(blockText(in.Block), at)
	}
	r.out = append(r.out, f)
}

// placed gives an insert the place of its sentinel; inserts themselves are never changed.
func placed(in book.Inline, pos book.Pos) book.Inline {
	switch n := in.(type) {
	case *book.Quantity:
		c := *n
		c.Pos = pos
		return &c
	case *book.Text:
		c := *n
		c.Pos = pos
		return &c
	}
	return in
}

// code is the text of a code span: line ends are spaces, and in a table cell \| is a bar.
func (r *inliner) code(n *ast.CodeSpan) string {
	var b []byte
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b = append(b, nulls(t.Segment.Value(r.src))...)
		}
	}
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte(" "))
	b = bytes.ReplaceAll(b, []byte("\n"), []byte(" "))
	if r.cell {
		b = bytes.ReplaceAll(b, []byte(`\|`), []byte("|"))
	}
	return r.plain(string(b))
}

// address is a link's destination or title without its escapes.
func (r *inliner) address(s []byte) string { return r.plain(string(unescape(nil, s))) }

// attributed takes the attribute list directly after n. A link and code have no room for one, so they
// get a span around them.
func (r *inliner) attributed(n ast.Node, in book.Inline) book.Inline {
	a := r.following(n)
	if a == nil {
		return in
	}
	return &book.Span{ID: a.id, Classes: a.classes, Attrs: a.pairs, Content: []book.Inline{in}}
}

// following returns the attributes directly after n and takes them from the text.
func (l *lowering) following(n ast.Node) *attributes {
	list, ok := n.NextSibling().(*attributeList)
	if !ok {
		return nil
	}
	list.attached = true
	return l.resolve(list.attrs)
}

// attributeList takes a list that belongs to no inline: it is the block's, when it ends one that can
// have attributes, and else text.
func (r *inliner) attributeList(n *attributeList) {
	switch {
	case n.attached:
	case r.tail && n.NextSibling() == nil && n.Parent().Type() == ast.TypeBlock:
		r.attrs = r.resolve(n.attrs)
	default:
		r.verbatim(n.raw, n.segment.Start)
	}
}

func (r *inliner) autoLink(n *ast.AutoLink) {
	label := string(n.Label(r.src))
	if !r.CommonMark && insideLink(n) {
		r.verbatim([]byte(label), n.Pos()+1)
		return
	}
	target := r.plain(string(n.URL(r.src)))
	if n.AutoLinkType == ast.AutoLinkEmail {
		target = "mailto:" + target
	}
	r.autoLinked(target, label, n.Pos()+1)
}

func (r *inliner) bare(n *bareLink) {
	label := n.value.Value(r.src)
	if insideLink(n) {
		r.text(label, n.value.Start)
		return
	}
	s := string(unescape(nil, label))
	r.autoLinked(n.scheme+s, s, n.value.Start)
}

func (r *inliner) autoLinked(target, label string, at int) {
	label = r.plain(label)
	r.add(&book.Link{Target: target, Auto: true, Pos: r.pos(at), Content: r.lowering.text(label, at)})
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

var (
	comment    = []byte("<!--")
	lineBreaks = map[string]bool{"<br>": true, "<br/>": true, "<br />": true}
)

// rawHTML keeps an inline tag. Comments are dropped; <br> is what authors write for a line break in a
// table cell, and becomes one.
func (r *inliner) rawHTML(n *ast.RawHTML) {
	s := n.Segments.Value(r.src)
	switch {
	case r.CommonMark:
	case bytes.HasPrefix(s, comment):
		return
	case lineBreaks[string(bytes.ToLower(s))]:
		r.flush()
		if r.brk.open {
			r.settle()
		}
		r.out = append(r.out, &book.HardBreak{})
		r.last = edge{}
		return
	}
	r.flush()
	r.out = append(r.out, &book.RawHTML{Text: r.plain(string(nulls(s))), Pos: r.pos(n.Pos())})
}

func (r *inliner) group(n *group) {
	if n.content != nil {
		r.flush()
		r.depth++
		if r.depth > maxInlines {
			r.raw(n.content)
		} else {
			r.children(n.content)
		}
		r.depth--
		return
	}
	r.cited.add(n.at)
	r.segments(n.citation)
}
