package twins

import (
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/source"
)

// Kind says what a unit is. Units of different kinds are hardly ever twins.
type Kind string

// The kinds of units.
const (
	Title       Kind = "title" // of the chapter
	Heading     Kind = "heading"
	Paragraph   Kind = "paragraph"
	List        Kind = "list"
	Item        Kind = "item"
	Quote       Kind = "quote"
	Callout     Kind = "callout"
	Code        Kind = "code"
	Table       Kind = "table"
	Row         Kind = "row"
	Figure      Kind = "figure"
	Break       Kind = "break"
	Definitions Kind = "definitions"
	Definition  Kind = "definition"
	Div         Kind = "div"
	HTML        Kind = "html"
	Note        Kind = "note"
)

// Unit is what is aligned: a block, or one of the parts of a chapter that carry no head of their own, which
// are its title, a note, a row of a table and an entry of a definition list.
type Unit struct {
	Kind  Kind
	Block book.Block // nil for a title, a note, a row and a definition
	Lang  string
	Place source.Place

	chapter *book.Chapter
	id      string // the author's
	parent  *Unit  // the list, quotation, item, note … it stands in
	kids    []*Unit
	pair    *Pair
	pointed string  // of a note: in which pair its mark stands
	apart   float64 // how likely it has no twin, when it has none
	content
}

// Parent returns the unit that u stands in, or nil. A division is no parent: it is transparent.
func (u *Unit) Parent() *Unit { return u.parent }

// Chapter returns the chapter that u stands in.
func (u *Unit) Chapter() *book.Chapter { return u.chapter }

// parts are the sequences of a chapter that are aligned one by one, each with its counterpart.
type parts struct {
	title    *Unit
	abstract []*Unit
	text     []*Unit
	notes    []*Unit
	all      []*Unit // in reading order, the outer before the inner
}

// settle makes the contents of all units complete: what is inside comes after what it stands in.
func (p *parts) settle() {
	for _, u := range slices.Backward(p.all) {
		u.settle(u.kids)
	}
}

// reset forgets the pairs.
func (p *parts) reset() {
	for _, u := range p.all {
		u.pair, u.apart = nil, 1
	}
}

// surveyor walks a chapter and makes its units.
type surveyor struct {
	chapter *book.Chapter
	words   *vocabulary
	parts
}

// survey makes the units of a chapter. Nil gives none.
func survey(ch *book.Chapter, words *vocabulary) *parts {
	s := &surveyor{chapter: ch, words: words}
	if ch == nil {
		return &s.parts
	}
	if len(ch.Title) > 0 {
		s.title = s.unit(Title, nil, nil)
		s.title.Place.Range = book.Begins(ch.Title)
		s.title.reader(words).run(ch.Title)
	}
	s.abstract = s.blocks(nil, ch.Abstract)
	s.text = s.blocks(nil, ch.Blocks)
	for i := range ch.Notes {
		n := &ch.Notes[i]
		u := s.unit(Note, nil, nil)
		u.Place.Range = n.Range
		u.kids = s.blocks(u, n.Blocks)
		if label := noteLabel(n.Label); label != "" {
			u.add(words.anchor(markAnchor, label))
		}
		s.notes = append(s.notes, u)
	}
	s.settle()
	return &s.parts
}

func (s *surveyor) unit(kind Kind, b book.Block, parent *Unit) *Unit {
	u := &Unit{Kind: kind, Block: b, Lang: s.chapter.Lang, Place: source.Place{File: s.chapter.Source}, chapter: s.chapter, parent: parent}
	if b != nil {
		h := b.Common()
		u.Place.Range = h.Range
		if h.Explicit {
			u.id = h.ID
		}
	}
	s.all = append(s.all, u)
	return u
}

// blocks makes the units of blocks that stand in parent.
func (s *surveyor) blocks(parent *Unit, blocks []book.Block) (units []*Unit) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *book.Div:
			// A division is a mark in the sequence and what is in it follows: a language that lacks the
			// division still has the text.
			units = append(units, s.unit(Div, b, parent))
			units = append(units, s.blocks(parent, b.Blocks)...)
			continue
		case *book.Heading:
			units = append(units, s.leaf(Heading, b, parent))
		case *book.Paragraph:
			units = append(units, s.leaf(Paragraph, b, parent))
		case *book.CodeBlock:
			units = append(units, s.leaf(Code, b, parent))
		case *book.Figure:
			units = append(units, s.leaf(Figure, b, parent))
		case *book.ThematicBreak:
			units = append(units, s.leaf(Break, b, parent))
		case *book.HTMLBlock:
			units = append(units, s.leaf(HTML, b, parent))
		case *book.Quote:
			units = append(units, s.container(Quote, b, parent, b.Blocks))
		case *book.Callout:
			units = append(units, s.container(Callout, b, parent, b.Blocks))
		case *book.List:
			u := s.unit(List, b, parent)
			for _, item := range b.Items {
				u.kids = append(u.kids, s.container(Item, item, u, item.Blocks))
			}
			units = append(units, u)
		case *book.Table:
			units = append(units, s.table(b, parent))
		case *book.DefinitionList:
			u := s.unit(Definitions, b, parent)
			for _, d := range b.Items {
				u.kids = append(u.kids, s.definition(d, u))
			}
			units = append(units, u)
		}
	}
	return units
}

func (s *surveyor) leaf(kind Kind, b book.Block, parent *Unit) *Unit {
	u := s.unit(kind, b, parent)
	u.reader(s.words).block(b)
	return u
}

func (s *surveyor) container(kind Kind, b book.Block, parent *Unit, blocks []book.Block) *Unit {
	u := s.unit(kind, b, parent)
	u.kids = s.blocks(u, blocks)
	if c, ok := b.(*book.Callout); ok {
		u.reader(s.words).run(c.Title)
		u.add(s.words.anchor(kindAnchor, c.Kind))
	}
	return u
}

func (s *surveyor) table(b *book.Table, parent *Unit) *Unit {
	u := s.unit(Table, b, parent)
	r := u.reader(s.words)
	r.run(b.Caption)
	r.run(b.Source)
	for _, rows := range [...][]book.Row{b.Header, b.Body} {
		for _, row := range rows {
			k := s.unit(Row, nil, u)
			k.Place.Range = b.Range
			for i, cell := range row {
				if i == 0 && cell.Known() {
					k.Place.Range = cell.Range
				}
				k.reader(s.words).run(cell.Content)
			}
			u.kids = append(u.kids, k)
		}
	}
	return u
}

func (s *surveyor) definition(d book.Definition, parent *Unit) *Unit {
	u := s.unit(Definition, nil, parent)
	u.Place.Range = parent.Place.Range
	for i, term := range d.Terms {
		if at := book.Begins(term); i == 0 && at.Known() {
			u.Place.Range = at
		}
		u.reader(s.words).run(term)
	}
	for _, body := range d.Bodies {
		u.kids = append(u.kids, s.blocks(u, body)...)
	}
	return u
}

// noteLabel returns a label that says something: a number shifts when a note is put in before it, and an inline
// note has no label of its author's.
func noteLabel(label string) string {
	if strings.HasPrefix(label, "^") || strings.Trim(label, "0123456789") == "" {
		return ""
	}
	return label
}
