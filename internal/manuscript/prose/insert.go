package prose

import (
	"strings"

	"keben/internal/book"
	"keben/internal/source"
)

// insert takes the value of a template function.
func (r *Run) insert(index int, written source.Range) {
	l := r.reading
	in := l.Inserts[index]
	if in.Inline != nil {
		r.Add(placed(in.Inline, written))
		return
	}
	if in.Block == nil {
		return
	}
	f := &book.Fault{Range: written}
	if r.Split {
		l.blocked[f] = index
	} else {
		l.Report(insertMisplaced, written)
		f.ID = insertMisplaced.ID
		f.Content = Literal(blockText(in.Block), written)
	}
	r.Append(f)
}

// placed gives an insert the place of its sentinel; inserts themselves are never changed.
func placed(in book.Inline, at source.Range) book.Inline {
	switch n := in.(type) {
	case *book.Quantity:
		c := *n
		c.Range = at
		return &c
	case *book.Text:
		c := *n
		c.Range = at
		return &c
	}
	return in
}

// HasBlocks reports whether a paragraph just read holds block inserts, at which it has to be cut.
func (r *Reading) HasBlocks() bool { return len(r.blocked) > 0 }

// Cut makes blocks of the block inserts in a paragraph, and paragraphs of the text between. An insert
// that ends the paragraph is given to furnish, since its caption may follow.
func (r *Reading) Cut(p *book.Paragraph, furnish func(book.Block)) []book.Block {
	var out []book.Block
	content, from := p.Content, 0
	text := func(end int) {
		part := content[from:end]
		if !Blank(part) {
			out = append(out, &book.Paragraph{Head: p.Head, Content: part})
		}
		from = end + 1
	}
	for i, in := range content {
		f, ok := in.(*book.Fault)
		if !ok {
			continue
		}
		if index, ok := r.blocked[f]; ok {
			delete(r.blocked, f)
			text(i)
			b := withHead(r.Inserts[index].Block, p.Head)
			if from == len(content) || Blank(content[from:]) {
				furnish(b)
			}
			out = append(out, b)
		}
	}
	text(len(content))
	return out
}

// Blank reports whether inlines show nothing.
func Blank(ins []book.Inline) bool {
	for _, in := range ins {
		if t, ok := in.(*book.Text); !ok || strings.TrimSpace(t.Value) != "" {
			return false
		}
	}
	return true
}

// withHead is an insert's block with the place of the paragraph that its sentinel was in; inserts themselves are never
// changed.
func withHead(b book.Block, h book.Head) book.Block {
	set := func(c *book.Head) {
		c.Range = h.Range
		if c.Lang == "" {
			c.Lang = h.Lang
		}
	}
	switch n := b.(type) {
	case *book.Table:
		c := n.Clone()
		set(&c.Head)
		return c
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
