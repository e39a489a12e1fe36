package book

import (
	"slices"

	"keben/internal/source"
)

// Visitor is what Walk calls. Either function may be nil.
type Visitor struct {
	// Block is called for every block before what is inside it; false skips the inside.
	Block func(Block) bool
	// Run is called for every run of running text that a block holds itself: content, a title, a caption,
	// a cell, a note or source line, a term. owner is nil for a chapter's own title matter.
	Run func(owner Block, run []Inline)
}

// Walk visits blocks and the runs inside them in reading order. Item is visited as a block.
func Walk(blocks []Block, v Visitor) {
	for _, b := range blocks {
		if v.Block != nil && !v.Block(b) {
			continue
		}
		run := func(in []Inline) {
			if v.Run != nil && len(in) > 0 {
				v.Run(b, in)
			}
		}
		switch b := b.(type) {
		case *Heading:
			run(b.Content)
		case *Paragraph:
			run(b.Content)
		case *List:
			for _, item := range b.Items {
				Walk([]Block{item}, v)
			}
		case *Item:
			Walk(b.Blocks, v)
		case *Quote:
			Walk(b.Blocks, v)
		case *Callout:
			run(b.Title)
			Walk(b.Blocks, v)
		case *Table:
			run(b.Caption)
			for cell := range b.Cells() {
				run(cell.Content)
				Walk(cell.Blocks, v)
			}
			for _, note := range b.Notes {
				run(note)
			}
			run(b.Source)
		case *Figure:
			run(b.Caption)
			run(b.Source)
		case *DefinitionList:
			for _, d := range b.Items {
				for _, term := range d.Terms {
					run(term)
				}
				for _, body := range d.Bodies {
					Walk(body, v)
				}
			}
		case *Div:
			Walk(b.Blocks, v)
		case *HTMLBlock:
			Walk(b.Blocks, v)
		}
	}
}

// Walk visits all of a chapter in the order in which it is printed: title matter, abstract, text, English
// title matter. Notes are not visited: their place is that of their marks.
func (c *Chapter) Walk(v Visitor) {
	for _, run := range [...][]Inline{c.Title, c.Subtitle, c.Funding} {
		if v.Run != nil && len(run) > 0 {
			v.Run(nil, run)
		}
	}
	Walk(c.Abstract, v)
	Walk(c.Blocks, v)
	if c.InEnglish != nil {
		Walk(c.InEnglish.Abstract, v)
	}
}

// WalkInlines calls f for every inline of a run in reading order, the outer before the inner.
func WalkInlines(run []Inline, f func(Inline)) {
	for _, in := range run {
		f(in)
		WalkInlines(Children(in), f)
	}
}

// Headings returns the headings that divide a text into sections: those at its top level and inside
// divisions, in order. A heading inside a quotation, callout, list or note belongs to what it stands in.
func Headings(blocks []Block) []*Heading {
	var hs []*Heading
	Walk(blocks, Visitor{Block: func(b Block) bool {
		switch b := b.(type) {
		case *Heading:
			hs = append(hs, b)
		case *Div:
			return true
		}
		return false
	}})
	return hs
}

// Printed returns blocks as print has them: in the place of raw HTML stands what it says. A <details> that begins in
// one block of HTML and ends in another has what stands between inside it.
func Printed(blocks []Block) []Block {
	if !slices.ContainsFunc(blocks, func(b Block) bool { _, ok := b.(*HTMLBlock); return ok }) {
		return blocks
	}
	var out []Block
	for i := 0; i < len(blocks); i++ {
		n, ok := blocks[i].(*HTMLBlock)
		if !ok {
			out = append(out, blocks[i])
			continue
		}
		end := min(i+1+n.Encloses, len(blocks))
		if n.Open == 0 {
			end = i + 1
		}
		out = append(out, enclose(n.Blocks, n.Open, blocks[i+1:end])...)
		i = end - 1
	}
	return out
}

// enclose puts more behind the blocks inside the last of blocks, depth levels down.
func enclose(blocks []Block, depth int, more []Block) []Block {
	out := slices.Clone(blocks)
	if depth == 0 || len(out) == 0 {
		return append(out, more...)
	}
	switch last := out[len(out)-1].(type) {
	case *Callout:
		c := *last
		c.Blocks = enclose(last.Blocks, depth-1, more)
		out[len(out)-1] = &c
	case *Quote:
		q := *last
		q.Blocks = enclose(last.Blocks, depth-1, more)
		out[len(out)-1] = &q
	default:
		out = append(out, more...)
	}
	return out
}

// Begins is where the text of a run begins, as far as that is known.
func Begins(run []Inline) (at source.Range) {
	WalkInlines(run, func(in Inline) {
		if t, ok := in.(*Text); ok && !at.Known() {
			at = t.Range
		}
	})
	return at
}
