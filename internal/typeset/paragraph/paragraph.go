// Package paragraph sets one paragraph: styled text of any mix of scripts becomes lines of positioned glyphs. Where
// lines end is decided by package linebreak, by total fit (Knuth and Plass, "Breaking Paragraphs into Lines", 1981).
// This package makes the boxes and the glue for it and the operations from its result. It knows nothing of books, pages
// or themes.
//
// Widths are computed in thousandths of an em or in font units and set in [geom.Length] (1/65536 pt). Places in text
// are counted in characters (runes) of the paragraph, and in bytes where they lead back to the manuscript.
//
// Full-width marks follow clreq and GB/T 15834—2011: the program gives each mark its width by the position of its ink,
// because only some fonts have the features chws or halt. A word is shaped whole and then divided, so that kerning and
// ligatures across the joint are right; only the two parts at the ends of a line are shaped again. Ids of rules such as
// F2 are those of ARCHITECTURE.md, "Typographic rules".
//
// A [Setter] keeps its buffers and what it has shaped from paragraph to paragraph, because a book sets thousands.
package paragraph

import (
	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/shape"
	"keben/internal/source"
	"keben/internal/typeset/linebreak"
)

// Look is how a run of text is set. A Look is immutable and compared by pointer.
type Look struct {
	Han        []*font.Face // in order of preference, for Han and full-width marks
	Latin      []*font.Face // for everything else
	Size       geom.Length  // of Han characters
	LatinSize  geom.Length
	Lang       string // "zh" or "en": the language of the run, not of its neighbours (rule O3)
	Color      draw.Color
	Rise       geom.Length     // of the baseline, upwards
	Features   []shape.Feature // for Latin glyphs: onum, smcp, …
	NoHyphen   bool            // headings, names, code
	Solid      bool            // code: no Han–Latin space, no squeeze, spaces kept, breaks anywhere if it must
	Decor      Decor
	Spread     geom.Length // between Latin letters: small capitals (rule S6)
	Readings   Readings
	Decoration Decoration
}

// Readings are the sizes and places of readings (ruby, pinyin), as shares of the size of their base.
type Readings struct {
	Size     geom.Ratio // of the reading
	Rise     geom.Ratio // of its baseline above that of the base
	Gap      geom.Ratio // the least between two readings (rule N2)
	Overhang geom.Ratio // how far a reading may reach over a neighbour that has none (N2)
	Height   geom.Ratio // what a line with readings takes above its baseline
}

// Decoration is the sizes and places of what is drawn below and through text, as shares of the Han size. Places are
// distances from the baseline. A Han character reaches from 0.12 below the baseline to 0.88 above it, so that what is
// nearer than 0.12 touches the characters.
type Decoration struct {
	Dot         geom.Ratio // diameter of an emphasis dot (M1)
	DotDrop     geom.Ratio // of its centre
	DotBelow    geom.Ratio // of the centre of a dot that has a line above it (M4)
	Drop        geom.Ratio // of the middle of a line
	Strike      geom.Ratio // height of the line through struck text
	Thickness   geom.Ratio // of all lines
	Apart       geom.Ratio // by which the line of a name is shorter at each end, so that adjacent names have lines of their own (M2)
	Wave        geom.Ratio // length of a wave of a book title's line
	WaveHeight  geom.Ratio // of its crests
	Fault       geom.Ratio // length of a stroke of the zigzag under a fault
	FaultHeight geom.Ratio
}

// Decor is a mark that follows the text.
type Decor uint8

// The decorations may be combined.
const (
	EmphasisDot Decor = 1 << iota // 着重号 under each Han (clreq; rule M1)
	Underline
	Strikeout
	FaultMark  // a visible mark of something wrong in the manuscript
	ProperName // 专名号, a line of its own under each name (M2)
	BookTitle  // 书名号甲式, a wavy line (M2)
)

// Piece is a part of a paragraph. Kind says what it is and which fields it has.
type Piece struct {
	Kind PieceKind
	Look *Look
	Text string // Kind Text, Mark; the base of Ruby
	Ruby string // Kind Ruby: the reading, syllables separated by spaces
	// RubyTag is the element of the reading; 0 makes it an artifact, which is not part of the text.
	RubyTag int32
	Tag     int32        // element of the document structure
	Link    int32        // 0: none; else 1 + index of a link of the document, whose areas Set reports
	Note    int32        // Kind Mark: index of the note, reported by the line it falls on
	Box     *Box         // Kind Boxed
	Leader  *Leader      // Kind Fill; nil leaves the space blank
	Place   source.Place // where Text begins in the manuscript
}

// PieceKind says what a Piece is.
type PieceKind uint8

// Text is characters; Mark a footnote mark, which never starts a line (rule B12); Boxed a
// picture in the line; Break a forced line break; Fill a leader or space that takes up what is left of
// the line; Ruby a base with its reading.
const (
	Text PieceKind = iota
	Mark
	Boxed
	Break
	Fill
	Ruby
)

// Leader is a row of round dots. The dots of all lines are on one grid, counted from the right edge of the measure, so
// that they are under one another.
type Leader struct {
	Diameter geom.Length
	Pitch    geom.Length // from dot to dot
	Rise     geom.Length // of the centres over the baseline
	Beyond   geom.Length // how far its line reaches over the right edge
	Color    draw.Color
}

// beyond is how far the line of a Fill reaches over the right edge.
func (p *Piece) beyond() geom.Length {
	if p.Leader == nil {
		return 0
	}
	return p.Leader.Beyond
}

// Box is an unbreakable picture in the line, standing on the baseline less Depth.
type Box struct {
	Size  geom.Size
	Depth geom.Length
	Ops   []draw.Op
}

// Align is how lines stand in the measure.
type Align uint8

// The alignments.
const (
	Justify Align = iota
	Left
	Center
	Right
)

// Style is how a paragraph is set. Immutable and compared by pointer.
type Style struct {
	Measure      geom.Length
	Indent       geom.Length // of the first line; negative hangs
	Left, Right  geom.Length // taken from the measure on every line
	Align        Align
	Lang         string // "zh" or "en": of the paragraph
	Rules        linebreak.Rules
	Em           geom.Length // size of the body Han (or Latin in English): the unit of gaps
	LastMin      int         // characters the last line should have at least (rules Q1, S10)
	HyphenBefore int         // letters before a hyphen; 0: no hyphenation
	HyphenAfter  int
}

// Line is a set line. Ops are placed from the left edge of the measure (not of the indent), baseline at y 0.
type Line struct {
	Ops     []draw.Op
	Width   geom.Length // of the set material from its first to its last ink edge or glue, indent excluded
	Start   geom.Length // x of the first glyph from the left edge of the measure
	Above   geom.Length // height over the baseline, with ruby, boxes and tall glyphs
	Below   geom.Length
	Marks   []LineMark
	Links   []LinkArea
	Breaks  Report
	Place   source.Place // of the first character
	HanLast bool
}

// LineMark says which of Ops is a footnote mark, so that the page stage can write the number that
// depends on the page.
type LineMark struct {
	Note int32
	Op   int // index into Ops
}

// LinkArea is a part of a line that belongs to a link.
type LinkArea struct {
	Link int32 // as in Piece.Link
	Tag  int32
	Area geom.Rect // from the left edge of the measure and the baseline
}

// Report says how a line was justified: a line of the galley dump.
type Report struct {
	Text    string      // of the line
	Natural geom.Length // width before justification
	Target  geom.Length // width after justification
	Glue    []Glue      // the changed spaces, by class, in the order in which they were changed
	Why     string      // "end", "forced", "fit", "hyphen", "emergency"
	Full    bool        // whether the line had to be as wide as Target
	Room    geom.Length // how much further the steps before tracking could have stretched
}

// Glue says by how much each space of one class was changed on a line, and how many there are.
type Glue struct {
	Class  string
	Places int
	Each   geom.Length
}
