package book

import "slices"

// Clone returns a copy of c that shares nothing that collation sets: a chapter in a cache never changes.
// Params, which only templates read, is shared.
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
func (t *Table) Clone() *Table { return cloneBlock(t).(*Table) }

func cloneBlocks(blocks []Block) []Block {
	if blocks == nil {
		return nil
	}
	out := make([]Block, len(blocks))
	for i, b := range blocks {
		out[i] = cloneBlock(b)
	}
	return out
}

func cloneBlock(b Block) Block {
	c := b.detached()
	own(c)
	return c
}

// own gives a block that has been detached all that it still shares.
func own(b Block) {
	h := b.Common()
	h.Classes, h.Attrs = slices.Clone(h.Classes), slices.Clone(h.Attrs)
	if h.Twin != nil {
		t := *h.Twin
		h.Twin = &t
	}
	for _, p := range Inside(b) {
		switch {
		case p.Run != nil:
			*p.Run = cloneRun(*p.Run)
		case p.Blocks != nil:
			*p.Blocks = cloneBlocks(*p.Blocks)
		default:
			own(p.Item)
		}
	}
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
