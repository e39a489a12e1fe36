package book

import "keben/internal/source"

// Visitor is what Walk calls. Either function may be nil.
type Visitor struct {
	// Block is called for every block before what is inside it; false skips the inside.
	Block func(Block) bool
	// Run is called for every run of running text that a block holds itself: content, a title, a caption,
	// a cell, a source line, a term. owner is nil for a chapter's own title matter.
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
			for _, rows := range [...][]Row{b.Header, b.Body} {
				for _, row := range rows {
					for _, cell := range row {
						run(cell.Content)
					}
				}
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

// Begins is where the text of a run begins, as far as that is known.
func Begins(run []Inline) (at source.Range) {
	WalkInlines(run, func(in Inline) {
		if t, ok := in.(*Text); ok && !at.Known() {
			at = t.Range
		}
	})
	return at
}
