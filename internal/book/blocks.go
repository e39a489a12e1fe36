package book

import (
	"fmt"
	"slices"
	"strconv"
)

// This file has the methods of every type of block except Table, whose methods are in table.go.

func (b *Heading) name() string              { return "heading" }
func (b *Heading) inside(to []Piece) []Piece { return append(to, Piece{Run: &b.Content}) }
func (b *Heading) detached() Block           { c := *b; return &c }
func (b *Heading) says(o Block) bool {
	c, ok := o.(*Heading)
	return ok && b.Level == c.Level && b.Depth == c.Depth && b.Number == c.Number && b.Unnumbered == c.Unnumbered
}
func (b *Heading) words() []string {
	depth := ""
	if b.Depth > 0 {
		depth = fmt.Sprintf("depth=%d", b.Depth)
	}
	return []string{strconv.Itoa(b.Level), depth, quoted("number", b.Number), flag("unnumbered", b.Unnumbered)}
}

func (b *Paragraph) name() string              { return "paragraph" }
func (b *Paragraph) inside(to []Piece) []Piece { return append(to, Piece{Run: &b.Content}) }
func (b *Paragraph) detached() Block           { c := *b; return &c }
func (b *Paragraph) says(o Block) bool         { _, ok := o.(*Paragraph); return ok }
func (b *Paragraph) words() []string           { return nil }

func (b *List) name() string { return "list" }
func (b *List) inside(to []Piece) []Piece {
	for _, item := range b.Items {
		to = append(to, Piece{Item: item})
	}
	return to
}
func (b *List) detached() Block {
	c := *b
	c.Items = make([]*Item, len(b.Items))
	for i, item := range b.Items {
		d := *item
		c.Items[i] = &d
	}
	return &c
}
func (b *List) says(o Block) bool {
	c, ok := o.(*List)
	return ok && b.Ordered == c.Ordered && b.Tight == c.Tight && b.Start == c.Start && b.Delim == c.Delim
}
func (b *List) words() []string {
	start := ""
	if b.Ordered {
		start = fmt.Sprintf("start=%d", b.Start)
	}
	return []string{start, strconv.QuoteRune(rune(b.Delim)), flag("tight", b.Tight)}
}

func (b *Item) name() string              { return "item" }
func (b *Item) inside(to []Piece) []Piece { return append(to, Piece{Blocks: &b.Blocks}) }
func (b *Item) detached() Block           { c := *b; return &c }
func (b *Item) says(o Block) bool         { c, ok := o.(*Item); return ok && b.Task == c.Task }
func (b *Item) words() []string {
	return []string{[...]string{"", "open", "done"}[b.Task]}
}

func (b *Quote) name() string              { return "quote" }
func (b *Quote) inside(to []Piece) []Piece { return append(to, Piece{Blocks: &b.Blocks}) }
func (b *Quote) detached() Block           { c := *b; return &c }
func (b *Quote) says(o Block) bool         { _, ok := o.(*Quote); return ok }
func (b *Quote) words() []string           { return nil }

func (b *Callout) name() string { return "callout" }
func (b *Callout) inside(to []Piece) []Piece {
	return append(to, Piece{Kind: TitlePiece, Run: &b.Title}, Piece{Blocks: &b.Blocks})
}
func (b *Callout) detached() Block   { c := *b; return &c }
func (b *Callout) says(o Block) bool { c, ok := o.(*Callout); return ok && b.Kind == c.Kind }
func (b *Callout) words() []string   { return []string{b.Kind} }

func (b *CodeBlock) name() string              { return "code" }
func (b *CodeBlock) inside(to []Piece) []Piece { return to }
func (b *CodeBlock) detached() Block           { c := *b; return &c }
func (b *CodeBlock) says(o Block) bool {
	c, ok := o.(*CodeBlock)
	return ok && b.Language == c.Language && b.Info == c.Info && b.Text == c.Text
}
func (b *CodeBlock) words() []string {
	return []string{quoted("language", b.Language), quoted("info", b.Info)}
}

func (b *Figure) name() string { return "figure" }
func (b *Figure) inside(to []Piece) []Piece {
	return append(to, Piece{Kind: CaptionPiece, Run: &b.Caption}, Piece{Kind: SourcePiece, Run: &b.Source})
}
func (b *Figure) detached() Block { c := *b; return &c }
func (b *Figure) says(o Block) bool {
	c, ok := o.(*Figure)
	return ok && b.Number == c.Number && b.Src == c.Src && b.Alt == c.Alt && b.Missing == c.Missing
}
func (b *Figure) words() []string {
	return []string{strconv.Quote(b.Src), quoted("alt", b.Alt), quoted("number", b.Number), flag("missing", b.Missing)}
}

func (b *ThematicBreak) name() string              { return "thematic-break" }
func (b *ThematicBreak) inside(to []Piece) []Piece { return to }
func (b *ThematicBreak) detached() Block           { c := *b; return &c }
func (b *ThematicBreak) says(o Block) bool         { _, ok := o.(*ThematicBreak); return ok }
func (b *ThematicBreak) words() []string           { return nil }

func (b *DefinitionList) name() string { return "definitions" }
func (b *DefinitionList) inside(to []Piece) []Piece {
	for i := range b.Items {
		d := &b.Items[i]
		for k := range d.Terms {
			to = append(to, Piece{Kind: TermPiece, Run: &d.Terms[k]})
		}
		for k := range d.Bodies {
			to = append(to, Piece{Kind: BodyPiece, Blocks: &d.Bodies[k]})
		}
	}
	return to
}
func (b *DefinitionList) detached() Block {
	c := *b
	c.Items = slices.Clone(b.Items)
	for i := range c.Items {
		d := &c.Items[i]
		d.Terms, d.Bodies = slices.Clone(d.Terms), slices.Clone(d.Bodies)
	}
	return &c
}
func (b *DefinitionList) says(o Block) bool {
	c, ok := o.(*DefinitionList)
	return ok && slices.EqualFunc(b.Items, c.Items, func(i, j Definition) bool {
		return len(i.Terms) == len(j.Terms) && len(i.Bodies) == len(j.Bodies)
	})
}
func (b *DefinitionList) words() []string { return nil }

func (b *Div) name() string              { return "div" }
func (b *Div) inside(to []Piece) []Piece { return append(to, Piece{Blocks: &b.Blocks}) }
func (b *Div) detached() Block           { c := *b; return &c }
func (b *Div) says(o Block) bool         { _, ok := o.(*Div); return ok }
func (b *Div) words() []string           { return nil }

func (b *HTMLBlock) name() string              { return "html" }
func (b *HTMLBlock) inside(to []Piece) []Piece { return append(to, Piece{Blocks: &b.Blocks}) }
func (b *HTMLBlock) detached() Block           { c := *b; return &c }
func (b *HTMLBlock) says(o Block) bool {
	c, ok := o.(*HTMLBlock)
	return ok && b.Text == c.Text && b.Open == c.Open && b.Encloses == c.Encloses
}
func (b *HTMLBlock) words() []string { return nil }
