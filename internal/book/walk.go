package book

import "keben/internal/source"

// Visitor is what Walk calls. Either function may be nil.
type Visitor struct {
	// Block is called for every block before its inside; false skips the inside.
	Block func(Block) bool
	// Run is called for every run of running text that a block holds itself: content, a title, a caption,
	// a cell, a note or source line, a term. owner is nil for a chapter's own title matter.
	Run func(owner Block, run []Inline)
}

// Walk visits blocks and the runs inside them in reading order. Item is visited as a block.
func Walk(blocks []Block, v Visitor) {
	w := walker{Visitor: v}
	for _, b := range blocks {
		w.block(b)
	}
}

// walker keeps the pieces of all blocks it is in in one slice.
type walker struct {
	Visitor
	pieces []Piece
}

func (w *walker) block(b Block) {
	if w.Block != nil && !w.Block(b) {
		return
	}
	if p, ok := b.(*Paragraph); ok { // as most blocks are: it needs no list of pieces
		if w.Run != nil && len(p.Content) > 0 {
			w.Run(b, p.Content)
		}
		return
	}
	outer := len(w.pieces)
	w.pieces = b.inside(w.pieces)
	for i := outer; i < len(w.pieces); i++ {
		switch p := w.pieces[i]; {
		case p.Item != nil:
			w.block(p.Item)
		case p.Blocks != nil:
			for _, inner := range *p.Blocks {
				w.block(inner)
			}
		case w.Run != nil && len(*p.Run) > 0:
			w.Run(b, *p.Run)
		}
	}
	w.pieces = w.pieces[:outer]
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

// Headings returns the headings that divide a text into sections: those at its top level and inside divisions, in
// order. A heading inside a quotation, callout, list or note is not one of them.
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

// Begins is the beginning of the text of a run, or the zero Range.
func Begins(run []Inline) (at source.Range) {
	WalkInlines(run, func(in Inline) {
		if t, ok := in.(*Text); ok && !at.Known() {
			at = t.Range
		}
	})
	return at
}
