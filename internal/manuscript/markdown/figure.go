package markdown

import (
	"keben/internal/book"
	"keben/internal/manuscript/prose"

	"github.com/yuin/goldmark/ast"
)

// paragraph lowers a paragraph, which may turn out to be a figure or an insert.
func (l *lowering) paragraph(out []book.Block, n ast.Node) []book.Block {
	if l.CommonMark {
		return append(out, &book.Paragraph{Head: l.head(n), Content: l.inlines(n, leaf{})})
	}
	if img := onlyImage(n); img != nil {
		return append(out, l.figure(n, img))
	}
	content := l.inlines(n, leaf{split: true})
	if len(content) == 0 {
		return out // of comments only
	}
	if closesNothing(content) {
		l.Report(divUnopened, l.line(start(n)))
		return append(out, &book.Paragraph{Head: l.faulty(n, divUnopened.ID), Content: content})
	}
	p := &book.Paragraph{Head: l.faulted(n), Content: content}
	if !l.HasBlocks() {
		return append(out, p)
	}
	return append(out, l.Cut(p, func(b book.Block) { l.furnish(b, n) })...)
}

// onlyImage returns the image that a paragraph consists of, with or without attributes behind it, or nil.
func onlyImage(n ast.Node) *ast.Image {
	img, ok := n.FirstChild().(*ast.Image)
	if !ok {
		return nil
	}
	rest := img.NextSibling()
	if isAttributes(rest) {
		rest = rest.NextSibling()
	}
	if rest != nil {
		return nil
	}
	return img
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
	return ok && len(t.Value) >= 3 && prose.Count([]byte(t.Value), ':') == len(t.Value)
}

// figure lowers a paragraph that is one image: ![caption](file){#fig-x}, Pandoc's implicit_figures.
func (l *lowering) figure(n ast.Node, img *ast.Image) book.Block {
	attrs := l.following(img)
	f := &book.Figure{Head: l.head(n), Src: l.address(img.Destination), Caption: l.inlines(img, leaf{})}
	attrs.Set(&f.Head)
	if title := l.address(img.Title); title != "" {
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
	img := &book.Image{Src: r.address(n.Destination), Title: r.address(n.Title), Alt: alt, Range: r.written(n)}
	r.following(n).SetImage(img)
	return img
}

// plainImage is the text of an image, read apart from its line.
func (r *inliner) plainImage(n ast.Node) []book.Inline {
	inner := inliner{lowering: r.lowering, Run: r.Apart()}
	return inner.inside(n)
}
