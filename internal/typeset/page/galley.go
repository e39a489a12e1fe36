// Package page makes up pages from galleys: it decides where each page ends, which notes are at its foot and where
// figures float to. It knows nothing of books, chapters or themes: a [Galley] is a list of set items with costs.
//
// Lengths are 1/65536 pt, y downwards. Costs are the squares of empty lines at the foot of a page times 100, so that a
// penalty of 900 is worth three empty lines.
//
// Page ends are found by total fit over a whole galley (Plass, "Optimal pagination techniques for automatic typesetting
// systems", 1981), because the best end of one page depends on the notes and figures of the next. Which ends are good
// is clreq's affair ("Handling of Widows and Orphans") and comes as penalties from package typeset.
//
// A parallel edition has two galleys, made up in step: [Pair] gives them equal heights first.
package page

import (
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
)

// After an item with the penalty Forbidden a page never ends, after one with Eject always. The unit is that of costs: n
// empty lines at the foot of a page cost 100·n².
const (
	Forbidden = 1 << 20
	Eject     = -1 << 20
)

// Kind says what an Item is.
type Kind uint8

// A Line is set material; a Space is white that is dropped at the top of a page; a Snap moves to the next line of the
// grid and is dropped likewise; a Float may move to the top of the next page while the text after it goes on.
const (
	Line Kind = iota
	Space
	Snap
	Float
)

// Item is one entry of a galley. Ops, Links, Dests and Figures are placed from the item's top left
// corner; x 0 is the left edge of the type area.
type Item struct {
	Kind    Kind
	Height  geom.Length
	Ops     []draw.Op
	Links   []forme.Link
	Dests   []Dest
	Figures []forme.Box
	Marks   []Mark
	Running *Running // takes effect on the running heads from this page on
	Penalty int      // cost of ending a page after this item
	Repeat  *Item    // the head of a table: set above this item, as an artifact, when it is the first of a page
	Block   string   // id of the block it belongs to
	Text    string   // of the line, for dumps
}

// Dest is a destination Y below the item's top.
type Dest struct {
	Name string
	Y    geom.Length
}

// Mark says that op Op of the item is the mark of note Note.
type Mark struct{ Note, Op int }

// Running are the titles that running heads show.
type Running struct{ Chapter, Section string }

// Note is a footnote, set in lines. Label is the index of the operation of its first item that shows its number.
type Note struct {
	Items []Item
	Label int  // -1: none
	Fixed bool // has a mark of its own (*) and does not count
}

// Galley is material set in one endless column, with its notes.
type Galley struct {
	Items []Item
	Notes []Note
	// Renumber returns a mark or label with the number n. It is nil where notes are not numbered by page.
	Renumber func(op draw.Op, n int) draw.Op
}

// Area is the type area of a page: so many Lines of Pitch each. Foot is the rule between text and notes; a page with
// notes loses its height.
type Area struct {
	Pitch geom.Length
	Lines int
	Foot  Item
}

// Height is the height of the area.
func (a Area) Height() geom.Length { return a.Pitch * geom.Length(a.Lines) }

// Sheet is the content of one page, placed from the top left corner of the type area. It has neither running head nor
// folio, because they depend on the side and the number of the page, which are known when the whole book is set.
type Sheet struct {
	Ops     []draw.Op
	Links   []forme.Link
	Dests   []Dest // Y from the top of the type area
	Figures []forme.Box
	Running *Running    // the last set on or before this sheet; nil when none was
	Opens   *Running    // the first set on this sheet
	Used    geom.Length // height of the text, notes apart
	Notes   []int       // notes that begin here
	Rows    []Row
}

// Row is a line of the page dump.
type Row struct {
	Y     geom.Length
	Block string
	Text  string
}
