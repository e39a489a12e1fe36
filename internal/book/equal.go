package book

import (
	"reflect"
	"slices"
)

// Equal reports whether two chapters say the same, down to places and what collation set. It is what tells
// whether a chapter that was collated again has to be set again, and a hundred times as fast as
// reflect.DeepEqual. Their files must have the same text, since a range is on another line when a comment has grown by one. Types it does not know are never equal.
func Equal(a, b *Chapter) bool {
	if a == b || a == nil || b == nil {
		return a == b
	}
	return a.Slug == b.Slug && a.Lang == b.Lang && a.Source.Equal(b.Source) && a.CLC == b.CLC && a.DocumentCode == b.DocumentCode &&
		a.ArticleID == b.ArticleID && a.Signed == b.Signed && a.Date == b.Date && a.Unnumbered == b.Unnumbered &&
		EqualInlines(a.Title, b.Title) && EqualInlines(a.Subtitle, b.Subtitle) && EqualInlines(a.Funding, b.Funding) &&
		slices.Equal(a.Authors, b.Authors) && slices.Equal(a.Keywords, b.Keywords) &&
		equalBlocks(a.Abstract, b.Abstract) && equalInEnglish(a.InEnglish, b.InEnglish) && sameParams(a.Params, b.Params) &&
		equalBlocks(a.Blocks, b.Blocks) && slices.EqualFunc(a.Notes, b.Notes, equalNote)
}

// sameParams is quick when collation passed them on.
func sameParams(a, b map[string]any) bool {
	return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b)
}

func equalInEnglish(a, b *InEnglish) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Title == b.Title && slices.Equal(a.Authors, b.Authors) && equalBlocks(a.Abstract, b.Abstract) && a.Keywords == b.Keywords
}

func equalNote(a, b Note) bool {
	return a.Label == b.Label && a.Number == b.Number && a.Range == b.Range && equalBlocks(a.Blocks, b.Blocks)
}

func equalHead(a, b *Head) bool {
	return a.ID == b.ID && a.Explicit == b.Explicit && a.Lang == b.Lang && a.Range == b.Range && a.Fault == b.Fault &&
		a.State == b.State && a.Lacking == b.Lacking &&
		slices.Equal(a.Classes, b.Classes) && slices.Equal(a.Attrs, b.Attrs) &&
		sameTwin(a.Twin, b.Twin)
}

// sameTwin does not ask where the twins stand: nothing is made of that, and it moves with every letter that is typed
// before them in another file.
func sameTwin(a, b *Twin) bool {
	return a == b || a != nil && b != nil && a.Lang == b.Lang && a.ID == b.ID && a.Place.Name() == b.Place.Name()
}

func equalBlocks(a, b []Block) bool { return slices.EqualFunc(a, b, equalBlock) }

func equalBlock(x, y Block) bool {
	if !equalHead(x.Common(), y.Common()) {
		return false
	}
	switch a := x.(type) {
	case *Heading:
		b, ok := y.(*Heading)
		return ok && a.Level == b.Level && a.Depth == b.Depth && a.Number == b.Number && a.Unnumbered == b.Unnumbered && EqualInlines(a.Content, b.Content)
	case *Paragraph:
		b, ok := y.(*Paragraph)
		return ok && EqualInlines(a.Content, b.Content)
	case *List:
		b, ok := y.(*List)
		return ok && a.Ordered == b.Ordered && a.Tight == b.Tight && a.Start == b.Start && a.Delim == b.Delim &&
			slices.EqualFunc(a.Items, b.Items, func(i, j *Item) bool { return equalBlock(i, j) })
	case *Item:
		b, ok := y.(*Item)
		return ok && a.Task == b.Task && equalBlocks(a.Blocks, b.Blocks)
	case *Quote:
		b, ok := y.(*Quote)
		return ok && equalBlocks(a.Blocks, b.Blocks)
	case *Callout:
		b, ok := y.(*Callout)
		return ok && a.Kind == b.Kind && EqualInlines(a.Title, b.Title) && equalBlocks(a.Blocks, b.Blocks)
	case *CodeBlock:
		b, ok := y.(*CodeBlock)
		return ok && a.Language == b.Language && a.Info == b.Info && a.Text == b.Text
	case *Table:
		b, ok := y.(*Table)
		return ok && a.Number == b.Number && EqualInlines(a.Caption, b.Caption) && EqualInlines(a.Source, b.Source) &&
			slices.EqualFunc(a.Notes, b.Notes, EqualInlines) && slices.EqualFunc(a.Columns, b.Columns, equalColumn) &&
			slices.EqualFunc(a.Groups, b.Groups, equalGroup)
	case *Figure:
		b, ok := y.(*Figure)
		return ok && a.Number == b.Number && a.Src == b.Src && a.Alt == b.Alt && a.Missing == b.Missing &&
			EqualInlines(a.Caption, b.Caption) && EqualInlines(a.Source, b.Source)
	case *ThematicBreak:
		_, ok := y.(*ThematicBreak)
		return ok
	case *DefinitionList:
		b, ok := y.(*DefinitionList)
		return ok && slices.EqualFunc(a.Items, b.Items, func(i, j Definition) bool {
			return slices.EqualFunc(i.Terms, j.Terms, EqualInlines) && slices.EqualFunc(i.Bodies, j.Bodies, equalBlocks)
		})
	case *Div:
		b, ok := y.(*Div)
		return ok && equalBlocks(a.Blocks, b.Blocks)
	case *HTMLBlock:
		b, ok := y.(*HTMLBlock)
		return ok && a.Text == b.Text && a.Open == b.Open && a.Encloses == b.Encloses && equalBlocks(a.Blocks, b.Blocks)
	}
	return false
}

func equalColumn(a, b Column) bool {
	return a.Align == b.Align && a.Share == b.Share && slices.Equal(a.Classes, b.Classes)
}

func equalGroup(a, b Group) bool {
	return a.Part == b.Part && slices.EqualFunc(a.Rows, b.Rows, func(r, s Row) bool { return slices.EqualFunc(r, s, equalCell) })
}

func equalCell(a, b Cell) bool {
	return a.Row == b.Row && a.Col == b.Col && a.Rows == b.Rows && a.Cols == b.Cols && a.Scope == b.Scope && a.Align == b.Align &&
		a.Range == b.Range && EqualInlines(a.Content, b.Content) && equalBlocks(a.Blocks, b.Blocks)
}

// EqualInlines is Equal for a run.
func EqualInlines(a, b []Inline) bool { return slices.EqualFunc(a, b, equalInline) }

func equalInline(x, y Inline) bool {
	switch a := x.(type) {
	case *Text:
		return equalLeaf(a, y)
	case *Emph:
		b, ok := y.(*Emph)
		return ok && a.Range == b.Range && EqualInlines(a.Content, b.Content)
	case *Strong:
		b, ok := y.(*Strong)
		return ok && a.Range == b.Range && EqualInlines(a.Content, b.Content)
	case *Strike:
		b, ok := y.(*Strike)
		return ok && a.Range == b.Range && EqualInlines(a.Content, b.Content)
	case *CodeSpan:
		return equalLeaf(a, y)
	case *Link:
		b, ok := y.(*Link)
		return ok && a.Target == b.Target && a.Title == b.Title && a.Slug == b.Slug && a.ID == b.ID && a.Dead == b.Dead &&
			a.Auto == b.Auto && a.Range == b.Range && EqualInlines(a.Content, b.Content)
	case *Image:
		b, ok := y.(*Image)
		return ok && a.Src == b.Src && a.Alt == b.Alt && a.Title == b.Title && a.Missing == b.Missing && a.Range == b.Range && slices.Equal(a.Attrs, b.Attrs)
	case *NoteRef:
		return equalLeaf(a, y)
	case *HardBreak:
		return equalLeaf(a, y)
	case *Ruby:
		return equalLeaf(a, y)
	case *Span:
		b, ok := y.(*Span)
		return ok && a.ID == b.ID && a.Range == b.Range && slices.Equal(a.Classes, b.Classes) && slices.Equal(a.Attrs, b.Attrs) && EqualInlines(a.Content, b.Content)
	case *RawHTML:
		b, ok := y.(*RawHTML)
		return ok && a.Text == b.Text && a.Range == b.Range && a.Encloses == b.Encloses && EqualInlines(Children(a), Children(b))
	case *Ref:
		return equalLeaf(a, y)
	case *Quantity:
		return equalLeaf(a, y)
	case *Fault:
		b, ok := y.(*Fault)
		return ok && a.ID == b.ID && a.Range == b.Range && EqualInlines(a.Content, b.Content)
	}
	return false
}

// equalLeaf compares inlines that hold nothing but plain values.
func equalLeaf[T comparable](a *T, y Inline) bool {
	b, ok := y.(any).(*T)
	return ok && *a == *b
}
