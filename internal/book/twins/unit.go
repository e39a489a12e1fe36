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

// Unit is the unit of alignment: a block, or a part of a chapter that is not a block: its title, a note, a row of a
// table, an entry of a definition list.
type Unit struct {
	Kind  Kind
	Block book.Block // nil for a title, a note, a row and a definition
	Cells book.Row   // of a row
	Lang  string
	Place source.Place

	chapter *book.Chapter
	id      string // the author's
	parent  *Unit  // the list, quotation, item, note … around it
	kids    []*Unit
	pair    *Pair
	pointed string  // of a note: the pair with its mark
	apart   float64 // the probability that it has no twin, when it has none
	content
}

// Parent returns the unit around u, or nil. A division is not a parent, because it is transparent.
func (u *Unit) Parent() *Unit { return u.parent }

// Chapter returns the chapter of u.
func (u *Unit) Chapter() *book.Chapter { return u.chapter }

// parts are the sequences of a chapter that are aligned one by one, each with its counterpart.
type parts struct {
	title    *Unit
	abstract []*Unit
	text     []*Unit
	notes    []*Unit
	all      []*Unit // in reading order, the outer before the inner
}

// settle adds the contents of inner units to those of the outer ones, which come before them in the list.
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

// kindOf is the kind of the unit that a block is.
func kindOf(b book.Block) Kind {
	if _, ok := b.(*book.ThematicBreak); ok {
		return Break
	}
	return Kind(book.Name(b))
}

// blocks makes the units of blocks that stand in parent.
func (s *surveyor) blocks(parent *Unit, blocks []book.Block) (units []*Unit) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *book.Div:
			// A division is one unit and its blocks follow it, because a language that lacks the division may still
			// have the text.
			units = append(units, s.unit(Div, b, parent))
			units = append(units, s.blocks(parent, b.Blocks)...)
		case *book.Table:
			units = append(units, s.table(b, parent))
		case *book.DefinitionList:
			u := s.unit(Definitions, b, parent)
			for _, d := range b.Items {
				u.kids = append(u.kids, s.definition(d, u))
			}
			units = append(units, u)
		default:
			units = append(units, s.block(b, parent))
		}
	}
	return units
}

// block makes the unit of a block, and those of the blocks inside.
func (s *surveyor) block(b book.Block, parent *Unit) *Unit {
	u := s.unit(kindOf(b), b, parent)
	r := u.reader(s.words)
	r.block(b)
	if u.Kind == HTML {
		return u // its blocks are for print; its twin is found by the HTML
	}
	for _, p := range book.Inside(b) {
		switch {
		case p.Run != nil:
			r.run(*p.Run)
		case p.Blocks != nil:
			u.kids = append(u.kids, s.blocks(u, *p.Blocks)...)
		default:
			u.kids = append(u.kids, s.block(p.Item, u))
		}
	}
	return u
}

func (s *surveyor) table(b *book.Table, parent *Unit) *Unit {
	u := s.unit(Table, b, parent)
	r := u.reader(s.words)
	r.run(b.Caption)
	r.run(b.Source)
	for _, note := range b.Notes {
		r.run(note)
	}
	for _, row := range b.Rows() {
		k := s.unit(Row, nil, u)
		k.Place.Range, k.Cells = b.Range, row
		if len(row) > 0 && row[0].Known() {
			k.Place.Range = row[0].Range
		}
		for i := range row {
			row[i].Runs(k.reader(s.words).run)
		}
		u.kids = append(u.kids, k)
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

// noteLabel returns the label of a note if it can identify the note in both languages: not a number, which changes when
// a note is inserted before, and not the made-up label of an inline note.
func noteLabel(label string) string {
	if strings.HasPrefix(label, "^") || strings.Trim(label, "0123456789") == "" {
		return ""
	}
	return label
}
