// Package proof sets proof sheets (校样): an edition on A4 for editors who read on paper, with wide margins, a number
// before every line, and beside every block its id, the state of its translation and the messages about it. The sheets
// are plain and made in seconds; they show the text and not the book's pages, which are package typeset's.
//
// An edition becomes items, one per paragraph, heading, caption or table (items.go), in which the changes since an
// earlier edition or the translation record are marked (since.go, pair.go). Items become sheets: lines of words with
// positions (sheet.go, margin.go, lines.go, grid.go), which tests read. Sheets become a PDF by fpdf (paint.go).
//
// Lengths are 1/65536 pt from the top left corner of the sheet; ids and heads are clipped by columns, of which a Han
// character takes two; likenesses of texts are from 0 to 1 (Dice). Lines break where package linebreak allows (UAX #14,
// clreq), greedily and ragged, because editors need no even margin.
//
// fpdf and not package pdf writes the file, because a sheet needs only text, lines and pictures, without tags or
// shaping. fpdf reads TrueType outlines and characters of the basic plane only, and is slow with large faces. So every
// face is reduced to the characters of the proof first (faces.go), and a character beyond the plane, or one that no
// face has, is shown by its number: [U+20BB7].
package proof

import (
	"fmt"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/lang"
	"keben/internal/source"
)

// Input is the input of Set.
type Input struct {
	Edition  *book.Edition
	Messages []diag.Message // about the edition's texts, and about the whole book
	Tongue   diag.Language  // of the messages
	Marks    []Mark         // states of translations

	Twin  *book.Edition // shown under each block; nil: none
	Since *Since        // the edition to compare with, or nil

	Original bool // the edition is in the language of the source

	Faces   Faces // of the theme
	Builtin Faces // used instead of faces that cannot be used
	Picture func(src string) (draw.Figure, bool)
}

// Mark is the state of a block's translation, in the edition of the source or of the translation.
type Mark struct {
	Place    source.Place
	Lang     string // the other language
	Source   bool   // the block is the source, and the other language has its translation
	State    book.State
	New      bool   // it came after the record
	Was, Now string // of a stale one: the source that was translated, and the source as it is
}

// Since is the past with which an edition is compared.
type Since struct {
	Name    string          // in the words of the edition's language
	Edition *book.Edition   // the former one; nil with a record
	Unread  map[string]bool // the slugs of chapters whose former text cannot be read: nothing is marked in them
	Record  bool            // changes are taken from Marks
	Gone    []Gone          // with a record: texts that the source no longer has
}

// Gone is a text that has been removed.
type Gone struct {
	After source.Place // of the block that it followed; unknown: at the beginning of its file
	Lang  string       // of the source
	Text  string
}

// Faces are faces by their use; any may be nil.
type Faces struct {
	Latin, LatinBold, LatinItalic, LatinBoldItalic *font.Face
	Han, HanBold, HanEmphasis                      *font.Face
	Code, CodeBold                                 *font.Face
	Small, SmallHan                                *font.Face // of the margin and of headings
}

// Proof is the result of Set.
type Proof struct {
	Data     []byte
	Sheets   int
	Messages []diag.Message // about the sheets themselves: characters and faces
}

var (
	missing = diag.NewKind("proof-character", diag.Warning,
		"characters that the font of the proof sheets lacks are shown by number (%d): %s", "校样所用字体没有这些字，以编码代替（%d 个）：%s",
		"check these characters in the pages of the book", "请在成书版面中核对这些字")
	beyond = diag.NewKind("proof-character", diag.Warning,
		"characters beyond U+FFFF are shown by number (%d): %s", "校样无法显示 U+FFFF 以外的字，以编码代替（%d 个）：%s",
		"check these characters in the pages of the book", "请在成书版面中核对这些字")
	unusable = diag.NewKind("proof-font", diag.Note,
		"the proof sheets are set in a built-in font instead of %s, which %[2]s; the pages of the book are not affected", "校样改用内置字体，未用 %[1]s：%[3]s；成书版面不受影响")
	unshown = diag.NewKind("proof-picture", diag.Warning,
		"the proof sheets cannot show the picture %s", "校样无法显示图片 %s",
		"check the picture in the pages of the book", "请在成书版面中核对该图")
)

// Set makes the sheets of an edition and writes them as a PDF.
func Set(in Input) (*Proof, error) {
	s := sheetsOf(in)
	data, err := s.paint()
	if err != nil {
		return nil, fmt.Errorf("proof: %w", err)
	}
	return &Proof{Data: data, Sheets: len(s.sheets), Messages: s.messages()}, nil
}

// sheetsOf sets the sheets.
func sheetsOf(in Input) *setter {
	if in.Picture == nil {
		in.Picture = func(string) (draw.Figure, bool) { return draw.Figure{}, false }
	}
	s := newSetter(in)
	s.compare()
	s.annotate()
	s.place()
	return s
}

// dated is the date on the sheets, or "": that of the book, because with the clock's every proof would be another file.
func dated(e *book.Edition) string {
	if e.Date == "" {
		return ""
	}
	return lang.Of(e.Lang).Date(e.Date)
}

// clean is a text on one line.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }
