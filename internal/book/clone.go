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

func cloneHead(h Head) Head {
	h.Classes, h.Attrs = slices.Clone(h.Classes), slices.Clone(h.Attrs)
	if h.Twin != nil {
		t := *h.Twin
		h.Twin = &t
	}
	return h
}

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
	var c Block
	switch b := b.(type) {
	case *Heading:
		d := *b
		d.Content = cloneRun(b.Content)
		c = &d
	case *Paragraph:
		d := *b
		d.Content = cloneRun(b.Content)
		c = &d
	case *List:
		d := *b
		d.Items = make([]*Item, len(b.Items))
		for i, item := range b.Items {
			d.Items[i] = cloneBlock(item).(*Item)
		}
		c = &d
	case *Item:
		d := *b
		d.Blocks = cloneBlocks(b.Blocks)
		c = &d
	case *Quote:
		d := *b
		d.Blocks = cloneBlocks(b.Blocks)
		c = &d
	case *Callout:
		d := *b
		d.Title, d.Blocks = cloneRun(b.Title), cloneBlocks(b.Blocks)
		c = &d
	case *CodeBlock:
		d := *b
		c = &d
	case *Table:
		d := *b
		d.Caption, d.Source, d.Notes = cloneRun(b.Caption), cloneRun(b.Source), cloneRuns(b.Notes)
		d.Columns, d.Groups = cloneColumns(b.Columns), cloneGroups(b.Groups)
		c = &d
	case *Figure:
		d := *b
		d.Caption, d.Source = cloneRun(b.Caption), cloneRun(b.Source)
		c = &d
	case *ThematicBreak:
		d := *b
		c = &d
	case *DefinitionList:
		d := *b
		d.Items = make([]Definition, len(b.Items))
		for i, item := range b.Items {
			for _, term := range item.Terms {
				d.Items[i].Terms = append(d.Items[i].Terms, cloneRun(term))
			}
			for _, body := range item.Bodies {
				d.Items[i].Bodies = append(d.Items[i].Bodies, cloneBlocks(body))
			}
		}
		c = &d
	case *Div:
		d := *b
		d.Blocks = cloneBlocks(b.Blocks)
		c = &d
	case *HTMLBlock:
		d := *b
		d.Blocks = cloneBlocks(b.Blocks)
		c = &d
	default:
		panic("book: a block type without a copy") // a new type is caught by the first test that has one
	}
	*c.Common() = cloneHead(*c.Common())
	return c
}

func cloneColumns(columns []Column) []Column {
	out := slices.Clone(columns)
	for i := range out {
		out[i].Classes = slices.Clone(out[i].Classes)
	}
	return out
}

func cloneGroups(groups []Group) []Group {
	out := slices.Clone(groups)
	for g := range out {
		rows := slices.Clone(out[g].Rows)
		for i, row := range rows {
			rows[i] = slices.Clone(row)
			for j := range row {
				c := &rows[i][j]
				c.Content, c.Blocks = cloneRun(c.Content), cloneBlocks(c.Blocks)
			}
		}
		out[g].Rows = rows
	}
	return out
}

func cloneRuns(runs [][]Inline) [][]Inline {
	out := slices.Clone(runs)
	for i := range out {
		out[i] = cloneRun(out[i])
	}
	return out
}

func cloneRun(run []Inline) []Inline {
	if run == nil {
		return nil
	}
	out := make([]Inline, len(run))
	for i, in := range run {
		out[i] = cloneInline(in)
	}
	return out
}

func cloneInline(in Inline) Inline {
	switch n := in.(type) {
	case *Text:
		d := *n
		return &d
	case *Emph:
		return &Emph{cloneRun(n.Content), n.Range}
	case *Strong:
		return &Strong{cloneRun(n.Content), n.Range}
	case *Strike:
		return &Strike{cloneRun(n.Content), n.Range}
	case *CodeSpan:
		d := *n
		return &d
	case *Link:
		d := *n
		d.Content = cloneRun(n.Content)
		return &d
	case *Image:
		d := *n
		d.Attrs = slices.Clone(n.Attrs)
		return &d
	case *NoteRef:
		d := *n
		return &d
	case *HardBreak:
		d := *n
		return &d
	case *Ruby:
		d := *n
		return &d
	case *Span:
		d := *n
		d.Classes, d.Attrs, d.Content = slices.Clone(n.Classes), slices.Clone(n.Attrs), cloneRun(n.Content)
		return &d
	case *RawHTML:
		d := *n
		if n.As != nil {
			d.As = cloneInline(n.As)
		}
		return &d
	case *Ref:
		d := *n
		return &d
	case *Quantity:
		d := *n
		return &d
	case *Fault:
		d := *n
		d.Content = cloneRun(n.Content)
		return &d
	}
	panic("book: an inline type without a copy")
}
