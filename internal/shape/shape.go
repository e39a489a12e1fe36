// Package shape turns text into positioned glyphs with HarfBuzz. The script and the language are always
// explicit: —— is one 2-em dash only in script Hani and language zh-Hans.
package shape

import "keben/internal/font"

// Feature switches an OpenType feature, as {"onum", 1}.
type Feature struct {
	Tag   string
	Value uint32
}

// Glyph is a shaped glyph; lengths are in font units, y upwards. Start and End delimit the cluster in
// bytes of the text; of a cluster's glyphs only the first has Start < End.
type Glyph struct {
	ID               font.GlyphID
	Start, End       int
	Advance          int
	XOffset, YOffset int
}
