package book

import "slices"

// Clone returns a copy of c that shares nothing that collation sets, so that a cached chapter never changes. Params,
// which only templates read, is shared.
func (c *Chapter) Clone() *Chapter {
	d := *c
	d.Title, d.Subtitle, d.Funding = cloneRun(c.Title), cloneRun(c.Subtitle), cloneRun(c.Funding)
	d.Authors, d.Keywords = slices.Clone(c.Authors), slices.Clone(c.Keywords)
	d.Abstract, d.Blocks = cloneBlocks(c.Abstract), cloneBlocks(c.Blocks)
	d.Notes = slices.Clone(c.Notes)
	for i := range d.Notes {
		d.Notes[i].Blocks = cloneBlocks(d.Notes[i].Blocks)
	}
	if c.InEnglish != nil {
		e := *c.InEnglish
		e.Authors, e.Abstract = slices.Clone(e.Authors), cloneBlocks(e.Abstract)
		d.InEnglish = &e
	}
	return &d
}

// CloneInlines returns a deep copy of a run.
func CloneInlines(run []Inline) []Inline { return cloneRun(run) }

// Clone returns a deep copy.
func (t *Table) Clone() *Table { return cloneBlocks([]Block{t})[0].(*Table) }

func cloneBlocks(blocks []Block) []Block { return (&cloner{}).blocks(blocks) }

// cloner keeps the pieces of all blocks it is in in one slice.
type cloner struct{ pieces []Piece }

func (c *cloner) blocks(blocks []Block) []Block {
	if blocks == nil {
		return nil
	}
	out := make([]Block, len(blocks))
	for i, b := range blocks {
		out[i] = b.detached()
		c.own(out[i])
	}
	return out
}

// own replaces whatever a detached block still shares with copies.
func (c *cloner) own(b Block) {
	h := b.Common()
	h.Classes, h.Attrs = slices.Clone(h.Classes), slices.Clone(h.Attrs)
	if h.Twin != nil {
		t := *h.Twin
		h.Twin = &t
	}
	outer := len(c.pieces)
	c.pieces = b.inside(c.pieces)
	for i := outer; i < len(c.pieces); i++ {
		switch p := c.pieces[i]; {
		case p.Run != nil:
			*p.Run = cloneRun(*p.Run)
		case p.Blocks != nil:
			*p.Blocks = c.blocks(*p.Blocks)
		default:
			c.own(p.Item)
		}
	}
	c.pieces = c.pieces[:outer]
}

func cloneRun(run []Inline) []Inline {
	if run == nil {
		return nil
	}
	out := make([]Inline, len(run))
	for i, in := range run {
		out[i] = in.detached()
		if c := out[i].inside(); c != nil {
			*c = cloneRun(*c)
		}
	}
	return out
}
