package markdown

import (
	"strings"

	"keben/internal/book"

	"github.com/yuin/goldmark/ast"
)

// paragraph lowers a paragraph, which may turn out to be a figure or an insert.
func (l *lowering) paragraph(out []book.Block, n ast.Node) []book.Block {
	if l.CommonMark {
		return append(out, &book.Paragraph{Head: l.head(n), Content: l.inlines(n, leaf{})})
	}
	if img, ok := n.FirstChild().(*ast.Image); ok {
		rest := img.NextSibling()
		if _, ok := rest.(*attributeList); ok {
			rest = rest.NextSibling()
		}
		if rest == nil {
			return append(out, l.figure(n, img))
		}
	}
	content := l.inlines(n, leaf{split: true})
	if len(content) == 0 {
		return out // of comments only
	}
	if closesNothing(content) {
		l.report(divUnopened, start(n))
		return append(out, &book.Paragraph{Head: l.faulty(n, divUnopened.ID), Content: content})
	}
	if len(l.blocked) == 0 {
		return append(out, &book.Paragraph{Head: l.head(n), Content: content})
	}
	return l.cutAtInserts(out, n, content)
}

func (l *lowering) faulty(n ast.Node, id string) book.Head {
	h := l.head(n)
	h.Fault = id
	return h
}

// closesNothing reports whether a paragraph is only the fence of a division.
func closesNothing(content []book.Inline) bool {
	if len(content) != 1 {
		return false
	}
	t, ok := content[0].(*book.Text)
	return ok && len(t.Value) >= 3 && count([]byte(t.Value), ':') == len(t.Value)
}

// cutAtInserts makes blocks of the block inserts in a paragraph, and paragraphs of the text between.
func (l *lowering) cutAtInserts(out []book.Block, n ast.Node, content []book.Inline) []book.Block {
	from := 0
	text := func(end int) {
		part := content[from:end]
		if !blank(part) {
			out = append(out, &book.Paragraph{Head: l.head(n), Content: part})
		}
		from = end + 1
	}
	for i, in := range content {
		f, ok := in.(*book.Fault)
		if !ok {
			continue
		}
		if index, ok := l.blocked[f]; ok {
			delete(l.blocked, f)
			text(i)
			b := withHead(l.Inserts[index].Block, l.head(n))
			if from == len(content) || blank(content[from:]) {
				l.furnish(b, n)
			}
			out = append(out, b)
		}
	}
	text(len(content))
	return out
}

func blank(ins []book.Inline) bool {
	for _, in := range ins {
		if t, ok := in.(*book.Text); !ok || strings.TrimSpace(t.Value) != "" {
			return false
		}
	}
	return true
}

// withHead is an insert's block with the place of its sentinel; inserts themselves are never changed.
func withHead(b book.Block, h book.Head) book.Block {
	set := func(c *book.Head) {
		c.Pos = h.Pos
		if c.Lang == "" {
			c.Lang = h.Lang
		}
	}
	switch n := b.(type) {
	case *book.Table:
		c := *n
		set(&c.Head)
		return &c
	case *book.Figure:
		c := *n
		set(&c.Head)
		return &c
	case *book.Paragraph:
		c := *n
		set(&c.Head)
		return &c
	case *book.Div:
		c := *n
		set(&c.Head)
		return &c
	case *book.List:
		c := *n
		set(&c.Head)
		return &c
	}
	return b
}

// figure lowers a paragraph that is one image: ![caption](file){#fig-x}, Pandoc's implicit_figures.
func (l *lowering) figure(n ast.Node, img *ast.Image) book.Block {
	attrs := l.following(img)
	r := inliner{lowering: l}
	f := &book.Figure{Head: l.head(n), Src: r.address(img.Destination), Caption: l.inlines(img, leaf{})}
	attrs.set(&f.Head)
	if title := r.address(img.Title); title != "" {
		f.Attrs = append(f.Attrs, book.Attr{Key: "title", Value: title})
	}
	for _, key := range [...]string{"alt", "fig-alt"} {
		if f.Alt == "" {
			f.Alt = f.Attr(key)
		}
	}
	if f.Alt == "" {
		f.Alt = book.Plain(f.Caption)
	}
	l.furnish(f, n)
	return f
}

// image lowers an image in the line.
func (r *inliner) image(n *ast.Image) book.Inline {
	alt := book.Plain(r.plainImage(n))
	img := &book.Image{Src: r.address(n.Destination), Title: r.address(n.Title), Alt: alt, Pos: r.pos(n.Pos())}
	if a := r.following(n); a != nil {
		if a.id != "" {
			img.Attrs = append(img.Attrs, book.Attr{Key: "id", Value: a.id})
		}
		for _, c := range a.classes {
			img.Attrs = append(img.Attrs, book.Attr{Key: "class", Value: c})
		}
		img.Attrs = append(img.Attrs, a.pairs...)
	}
	return img
}

// plainImage is an image's text apart from the line it stands in.
func (r *inliner) plainImage(n ast.Node) []book.Inline {
	inner := inliner{lowering: r.lowering, depth: r.depth}
	return inner.inside(n)
}
