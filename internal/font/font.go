// Package font reads OpenType faces: what a typesetter must know of one (metrics, coverage) and the
// subsets that are embedded in PDF and web pages.
package font

// GlyphID numbers a glyph in its face.
type GlyphID uint16

// Face is one parsed face. It is immutable and safe for concurrent use.
// Metrics are in font units, UnitsPerEm to the em, y upwards.
type Face struct {
	PostScriptName string
	UnitsPerEm     int
	Ascent         int // typographic ascender (OS/2 sTypoAscender)
	Descent        int // typographic descender, negative
	CapHeight      int
	XHeight        int
	ItalicAngle    float64 // degrees, negative when leaning right
	Weight         int     // 400 regular, 700 bold
	BBox           [4]int
	FixedPitch     bool
	Serif          bool
	CFF            bool   // outlines are CFF, not glyf
	Data           []byte // the whole face as a single-face OpenType file
}
