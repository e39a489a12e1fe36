// Package font reads OpenType faces for a typesetter (metrics, coverage, ink boxes, outlines) and makes the subsets
// that are embedded in a PDF.
//
// It reads TrueType and CFF outlines from .ttf, .otf, .ttc, .otc and WOFF 1.0 files. A variable face is its default
// instance. Layout tables (GSUB, GPOS) are not interpreted here but by package shape.
//
// Lengths are in units of the face, UnitsPerEm to the em, y upwards. A glyph is known by its number in the face.
//
// Rules are those of the OpenType specification 1.9 (ISO/IEC 14496-22), of Adobe Technical Notes #5176 (CFF) and #5177
// (Type 2 charstrings), and of ISO 32000-1 §9.9 for font files in a PDF. Fonts in the wild break them, so every value
// is read within bounds: a damaged face gives wrong glyphs or an error, never a panic.
//
// Faces are read here and not by go-text, because that decodes all outlines at once and does not bound what a face may
// ask for: ARCHITECTURE.md has the figures. Subsets need a walk through glyphs and charstrings in any case.
package font

// GlyphID numbers a glyph in its face.
type GlyphID uint16

// Face is one parsed face. It is immutable and safe for concurrent use.
// Metrics are in font units, UnitsPerEm to the em, y upwards.
type Face struct {
	PostScriptName string // of characters that a PDF name may have, never empty
	Family         string // typographic family, for people; may be empty
	UnitsPerEm     int
	Ascent         int // typographic ascender (OS/2 sTypoAscender)
	Descent        int // typographic descender, negative
	CapHeight      int
	XHeight        int
	ItalicAngle    float64 // degrees, negative when leaning right
	Weight         int     // 400 regular, 700 bold
	BBox           [4]int  // xMin, yMin, xMax, yMax of all glyphs
	FixedPitch     bool
	Serif          bool
	CFF            bool   // outlines are CFF, not glyf
	Restricted     bool   // the maker forbids embedding (OS/2 fsType bit 1)
	NumGlyphs      int    // glyph 0 is .notdef
	Data           []byte // the whole face as a single-face OpenType file

	tables      tableSet
	chars       charMap
	metrics     []byte // hmtx
	longMetrics int    // number of full records at the head of hmtx; the rest repeat the last advance
	longLoca    bool
	cff         *cffFont
}

// Table returns the bytes of the table named tag ("GSUB", "OS/2"), or nil. The bytes are shared: do not
// write to them.
func (f *Face) Table(tag string) []byte { return f.tables[tag] }

// GID returns the glyph for the character r by the face's cmap, and whether there is one.
func (f *Face) GID(r rune) (GlyphID, bool) {
	g := f.chars.lookup(r)
	return g, g != 0
}

// Advance returns how far glyph g moves the pen, in font units; 0 for a glyph the face does not have.
func (f *Face) Advance(g GlyphID) int {
	if int(g) >= f.NumGlyphs || f.longMetrics == 0 {
		return 0
	}
	return u16(f.metrics, 4*min(int(g), f.longMetrics-1))
}

// sideBearing returns the left side bearing of g (hmtx), if there is one.
func (f *Face) sideBearing(g GlyphID) (int, bool) {
	at := f.sideBearingAt(g)
	return i16(f.metrics, at), at+2 <= len(f.metrics)
}

// sideBearingAt is where in hmtx the left side bearing of g is.
func (f *Face) sideBearingAt(g GlyphID) int {
	if int(g) < f.longMetrics {
		return 4*int(g) + 2
	}
	return 4*f.longMetrics + 2*(int(g)-f.longMetrics)
}

// shift is how far the outline b of glyph g moves so that its left edge is at the side bearing, as rasterizers do
// (OpenType, "Glyph phantom points"). In most faces it is 0.
func (f *Face) shift(g GlyphID, b []byte) int {
	if lsb, ok := f.sideBearing(g); ok {
		return lsb - i16(b, 2)
	}
	return 0
}

// Bounds returns the ink box of glyph g in font units; ok is false for a glyph without ink.
func (f *Face) Bounds(g GlyphID) (xMin, yMin, xMax, yMax int, ok bool) {
	if f.CFF {
		return boundsOf(f.Outline(g))
	}
	b := f.glyph(g)
	if len(b) < 10 {
		return 0, 0, 0, 0, false
	}
	d := f.shift(g, b)
	return i16(b, 2) + d, i16(b, 4), i16(b, 6) + d, i16(b, 8), true
}

// Outline returns the contours of glyph g, to be filled by the non-zero winding rule; nil when it has no ink. Quadratic
// curves become cubic ones, so that callers have one kind of curve.
func (f *Face) Outline(g GlyphID) []Segment {
	if f.CFF {
		return f.cff.outline(g)
	}
	return f.trueTypeOutline(g)
}
