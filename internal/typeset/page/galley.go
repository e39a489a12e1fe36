// Package page makes pages up out of galleys: where each page ends, what stands at its foot, what floats.
// It knows nothing of books, chapters or themes; its input is a list of set material with costs.
package page

import (
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
)

// Forbidden is a penalty at which a page never ends; Eject one at which it always does. Costs between
// are in the unit of cost: one empty line at the foot of a page squared costs 100.
const (
	Forbidden = 1 << 20
	Eject     = -1 << 20
)

// Kind says what an Item is.
type Kind uint8

// A Line is material with its advance; a Space is white that vanishes at the top of a page; Snap moves
// to the next line of the grid and vanishes likewise; a Float may move to the top of the next page
// while the text after it goes on.
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
	Repeat  *Item    // set again, as an artifact, above this item when it is the first of a page
	Block   string   // id of the block it belongs to
	Text    string   // what stands on the line, for dumps
}

// Dest names the place Y below the item's top.
type Dest struct {
	Name string
	Y    geom.Length
}

// Mark says that op Op of the item is the mark of note Note.
type Mark struct{ Note, Op int }

// Running is what running heads show.
type Running struct{ Chapter, Section string }

// Note is a footnote set to the measure. Op Label of its first item is its number.
type Note struct {
	Items []Item
	Label int  // -1: none
	Fixed bool // has a mark of its own (*) and does not count
}

// Galley is material set in one endless column, with its notes.
type Galley struct {
	Items []Item
	Notes []Note
	// Renumber returns the mark or label op rewritten to say n, where notes are numbered by page; nil
	// where they carry numbers of their own.
	Renumber func(op draw.Op, n int) draw.Op
}

// Area is the type area a galley is made up into. Lines lines of Pitch each; Foot is what separates the
// notes from the text: its height is taken from the page when there is a note.
type Area struct {
	Pitch geom.Length
	Lines int
	Foot  Item
}

// Height is the height of the area.
func (a Area) Height() geom.Length { return a.Pitch * geom.Length(a.Lines) }

// Sheet is a page's worth of set material, placed from the top left corner of the type area, without
// running head and folio: those depend on the side and the number, which are given when all is known.
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

// Row tells what stands where: the line of the page dump.
type Row struct {
	Y     geom.Length
	Block string
	Text  string
}
