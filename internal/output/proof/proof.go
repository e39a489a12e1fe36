// Package proof sets proof sheets: an edition on A4 for editors who read on paper, with wide margins, a number before
// every line, and beside every block its id, the state of its translation and what the checks say of it. They are
// plain on purpose and come in seconds; the book's own pages are typeset's work.
//
// The work goes through three values. An edition becomes items, one for each thing that an editor calls out (items.go);
// what an earlier edition or the translation record says is marked in them (since.go, pair.go). Items become Sheets: lines
// of words at their places (sheet.go, margin.go, lines.go, grid.go), which is what tests read. Sheets become a PDF by fpdf (paint.go),
// whose text by UTF-8 fonts, pictures and lines are all that such a page asks for.
//
// fpdf takes TrueType outlines and characters of the basic plane only, and is slow with large faces. So every face is
// cut down to the characters of the proof before fpdf sees it (faces.go), and a character beyond the plane, or one that
// no face has, is shown by its number: [U+20BB7].
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

// Input is what a proof is made of.
type Input struct {
	Edition  *book.Edition
	Messages []diag.Message // of the edition's texts and of what belongs to no text
	Tongue   diag.Language  // of the messages
	Marks    []Mark         // how translations stand

	Twin  *book.Edition // shown under each block; nil: none
	Since *Since        // what to compare with; nil: nothing

	Original bool // the edition is in the language of the source

	Faces   Faces // of the theme
	Builtin Faces // that take the place of those that cannot be used
	Picture func(src string) (draw.Figure, bool)
}

// Mark is how a block of the edition stands to its source, or to its translation.
type Mark struct {
	Place    source.Place
	Lang     string // the other language
	Source   bool   // the block is the source, and the other language has its translation
	State    book.State
	New      bool   // it came after the record
	Was, Now string // of a stale one: the source that was translated, and the source as it is
}

// Since is what an edition is compared with.
type Since struct {
	Name    string          // in the words of the edition's language
	Edition *book.Edition   // as it was; nil with a record
	Unread  map[string]bool // the slugs of chapters that cannot be read as they were: nothing is marked in them
	Record  bool            // the marks say what has changed
	Gone    []Gone          // with a record: what it has and the source no longer
}

// Gone is a text that is no longer there.
type Gone struct {
	After source.Place // of the block behind which it stood; unknown: at the beginning of its file
	Lang  string       // of the source
	Text  string
}

// Faces are faces by what they are for; any may be nil.
type Faces struct {
	Latin, LatinBold, LatinItalic, LatinBoldItalic *font.Face
	Han, HanBold, HanEmphasis                      *font.Face
	Code, CodeBold                                 *font.Face
	Small, SmallHan                                *font.Face // of the margin and of headings
}

// Proof is a proof as made.
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

// dated is the day that the sheets bear, or "": that of the book, since a clock would make every proof another file.
func dated(e *book.Edition) string {
	if e.Date == "" {
		return ""
	}
	return lang.Of(e.Lang).Date(e.Date)
}

// clean is a text on one line.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }
