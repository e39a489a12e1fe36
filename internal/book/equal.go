package book

import (
	"reflect"
	"slices"
	"sync"
)

// Equal reports whether two chapters are equal, with their places and the fields that collation sets. It decides
// whether a chapter that was collated again must be set again, and is a hundred times as fast as reflect.DeepEqual.
// Their files must have the same text, because a longer comment moves ranges to other lines.
func Equal(a, b *Chapter) bool {
	if a == b || a == nil || b == nil {
		return a == b
	}
	c := comparers.Get().(*comparer)
	defer c.putAway()
	return a.Slug == b.Slug && a.Lang == b.Lang && a.Source.Equal(b.Source) && a.CLC == b.CLC && a.DocumentCode == b.DocumentCode &&
		a.ArticleID == b.ArticleID && a.Signed == b.Signed && a.Date == b.Date && a.Unnumbered == b.Unnumbered &&
		EqualInlines(a.Title, b.Title) && sameTitleHead(a.TitleHead, b.TitleHead) && EqualInlines(a.Subtitle, b.Subtitle) && EqualInlines(a.Funding, b.Funding) &&
		slices.Equal(a.Authors, b.Authors) && slices.Equal(a.Keywords, b.Keywords) && slices.Equal(a.Addresses, b.Addresses) &&
		c.blocks(a.Abstract, b.Abstract) && c.inEnglish(a.InEnglish, b.InEnglish) && sameParams(a.Params, b.Params) &&
		c.blocks(a.Blocks, b.Blocks) && slices.EqualFunc(a.Notes, b.Notes, c.note)
}

func sameTitleHead(a, b *Head) bool { return a == b || a != nil && b != nil && equalHead(a, b) }

// sameParams is quick when collation passed them on.
func sameParams(a, b map[string]any) bool {
	return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b)
}

func (c *comparer) inEnglish(a, b *InEnglish) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Title == b.Title && slices.Equal(a.Authors, b.Authors) && c.blocks(a.Abstract, b.Abstract) && a.Keywords == b.Keywords
}

func (c *comparer) note(a, b Note) bool {
	return a.Label == b.Label && a.Number == b.Number && a.Range == b.Range && c.blocks(a.Blocks, b.Blocks)
}

func equalHead(a, b *Head) bool {
	return a.ID == b.ID && a.Explicit == b.Explicit && a.Lang == b.Lang && a.Range == b.Range && a.Fault == b.Fault &&
		a.State == b.State && a.Lacking == b.Lacking &&
		slices.Equal(a.Classes, b.Classes) && slices.Equal(a.Attrs, b.Attrs) &&
		sameTwin(a.Twin, b.Twin)
}

// sameTwin does not compare the places of twins: no output uses them, and every letter typed before them in the other
// file changes them.
func sameTwin(a, b *Twin) bool {
	return a == b || a != nil && b != nil && a.Lang == b.Lang && a.ID == b.ID && a.Place.Name() == b.Place.Name()
}

// comparer keeps the pieces of all blocks it is in in one slice for each side.
type comparer struct{ a, b []Piece }

// comparers are pooled, because most of the time of a comparison would be spent on allocating their lists.
var comparers = sync.Pool{New: func() any { return new(comparer) }}

// putAway clears the lists, so that they do not keep a chapter in memory, and returns c to the pool.
func (c *comparer) putAway() {
	clear(c.a[:cap(c.a)])
	clear(c.b[:cap(c.b)])
	comparers.Put(c)
}

func (c *comparer) blocks(a, b []Block) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !c.block(a[i], b[i]) {
			return false
		}
	}
	return true
}

func (c *comparer) block(a, b Block) bool {
	if !a.says(b) || !equalHead(a.Common(), b.Common()) {
		return false
	}
	if p, ok := a.(*Paragraph); ok { // as most blocks are: it needs no list of pieces
		return EqualInlines(p.Content, b.(*Paragraph).Content)
	}
	m, n := len(c.a), len(c.b)
	c.a, c.b = a.inside(c.a), b.inside(c.b)
	count := len(c.a) - m
	same := len(c.b)-n == count
	for i := 0; same && i < count; i++ {
		same = c.piece(c.a[m+i], c.b[n+i])
	}
	c.a, c.b = c.a[:m], c.b[:n]
	return same
}

// piece compares two pieces. A cell that holds text is never equal to one that holds blocks.
func (c *comparer) piece(p, q Piece) bool {
	switch {
	case p.Run != nil && q.Run != nil:
		return EqualInlines(*p.Run, *q.Run)
	case p.Blocks != nil && q.Blocks != nil:
		return c.blocks(*p.Blocks, *q.Blocks)
	}
	return p.Item != nil && q.Item != nil && c.block(p.Item, q.Item)
}

// EqualInlines is Equal for a run.
func EqualInlines(a, b []Inline) bool {
	if len(a) != len(b) {
		return false
	}
	for i, in := range a {
		if t, ok := in.(*Text); ok { // as most inlines are
			if u, ok := b[i].(*Text); !ok || *t != *u {
				return false
			}
			continue
		}
		if !in.says(b[i]) {
			return false
		}
		if run := in.inside(); run != nil && !EqualInlines(*run, *b[i].inside()) {
			return false
		}
	}
	return true
}
