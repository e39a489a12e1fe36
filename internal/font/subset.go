package font

import (
	"errors"
	"fmt"
)

// Subset is a face cut down to some glyphs, as a font file for a PDF.
type Subset struct {
	// Data is a TrueType file for FontFile2 (the descendant is a CIDFontType2) or, when CFF is set, a bare
	// CID-keyed CFF font for FontFile3 with Subtype CIDFontType0C (ISO 32000-1 §9.9, Table 126). In
	// both a CID is the glyph's number in the subset, so CIDToGIDMap is Identity.
	Data []byte
	CFF  bool
	// Widths holds the advances in font units of glyph 0 (.notdef) and of the glyphs asked for.
	Widths []int
}

// ErrTooMany says that a subset would have more glyphs than a font can number.
var ErrTooMany = errors.New("more than 65535 glyphs in one font")

// Subset returns the face with only the given glyphs, numbered 1, 2, … in their order; 0 is .notdef. A
// glyph may be given twice and then has two numbers: a PDF writer gives each pair of glyph and text
// a code of its own, so that copied text is right. The same glyphs give the same bytes. The error is
// ErrTooMany or names a glyph the face does not have.
func (f *Face) Subset(glyphs []GlyphID) (*Subset, error) {
	if len(glyphs) > 0xFFFE {
		return nil, ErrTooMany
	}
	s := &Subset{CFF: f.CFF, Widths: make([]int, 1, len(glyphs)+1)}
	s.Widths[0] = f.Advance(0)
	for _, g := range glyphs {
		if int(g) >= f.NumGlyphs {
			return nil, fmt.Errorf("%s has no glyph %d", f.PostScriptName, g)
		}
		s.Widths = append(s.Widths, f.Advance(g))
	}
	all := append([]GlyphID{0}, glyphs...)
	var err error
	if f.CFF {
		s.Data = f.cff.subset(f.PostScriptName, all)
	} else {
		s.Data, err = f.trueTypeSubset(all)
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// trueTypeSubset writes the TrueType file. Parts of composite glyphs come after the glyphs asked for.
func (f *Face) trueTypeSubset(glyphs []GlyphID) ([]byte, error) {
	place := make(map[GlyphID]int, len(glyphs))
	for i, g := range glyphs {
		if _, ok := place[g]; !ok {
			place[g] = i
		}
	}
	var glyf []byte
	loca := make([]int, 0, len(glyphs)+1)
	for i := 0; i < len(glyphs); i++ {
		loca = append(loca, len(glyf))
		b := f.glyph(glyphs[i])
		start := len(glyf)
		glyf = append(glyf, b...)
		for _, c := range components(b) {
			part := c.glyph
			if int(part) >= f.NumGlyphs {
				part = 0
			}
			n, ok := place[part]
			if !ok {
				n = len(glyphs)
				place[part] = n
				if glyphs = append(glyphs, part); len(glyphs) > 0xFFFF {
					return nil, ErrTooMany
				}
			}
			put16(glyf, start+c.at, n)
		}
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	loca = append(loca, len(glyf))

	n := len(glyphs)
	locations := make([]byte, 4*len(loca))
	for i, at := range loca {
		put32(locations, 4*i, at)
	}
	metrics := make([]byte, 4*n)
	for i, g := range glyphs {
		lsb, ok := f.sideBearing(g)
		if b := f.glyph(g); !ok && len(b) >= 10 {
			lsb = i16(b, 2)
		}
		put16(metrics, 4*i, f.Advance(g))
		put16(metrics, 4*i+2, lsb)
	}
	head := resized(f.tables["head"], 54)
	put16(head, 50, 1) // indexToLocFormat: long
	hhea := resized(f.tables["hhea"], 36)
	put16(hhea, 34, n)
	maxp := resized(f.tables["maxp"], 32)
	put16(maxp, 4, n)
	tables := tableSet{
		"head": head, "hhea": hhea, "maxp": maxp, "hmtx": metrics, "loca": locations, "glyf": glyf,
		"cmap": emptyCmap(nil), "post": f.plainPost(), "name": writeNameTable(f.subsetNames()),
	}
	// The hinting programs belong to the glyphs' own instructions.
	for _, tag := range [...]string{"cvt ", "fpgm", "prep", "OS/2"} {
		if t := f.tables[tag]; t != nil {
			tables[tag] = t
		}
	}
	return assemble(versionTrueType, tables), nil
}

// resized returns a copy of b that is n bytes long.
func resized(b []byte, n int) []byte {
	out := make([]byte, n)
	copy(out, b)
	return out
}

// emptyCmap maps no character: a PDF addresses glyphs by number, and a shaping engine asks the face; yet readers
// of font files want the table. It may have a subtable of variation sequences, which comes first.
func emptyCmap(variations []byte) []byte {
	const header, record, format4 = 4, 8, 24
	n := 1
	if variations != nil {
		n = 2
	}
	at := header + n*record
	b := make([]byte, at+format4)
	put16(b, 2, n)
	if variations != nil {
		put16(b, 6, 5) // Unicode, variation sequences
		put32(b, 8, at+format4)
	}
	rec := b[header+(n-1)*record:] // Windows, Unicode BMP
	put16(rec, 0, 3)
	put16(rec, 2, 1)
	put32(rec, 4, at)
	t := b[at:]
	put16(t, 0, 4) // format 4, one segment FFFF-FFFF that maps to glyph 0
	put16(t, 2, format4)
	put16(t, 6, 2)
	put16(t, 8, 2)
	put16(t, 14, 0xFFFF)
	put16(t, 18, 0xFFFF)
	put16(t, 20, 1)
	return append(b, variations...)
}

// plainPost is a post table of version 3: metrics without glyph names.
func (f *Face) plainPost() []byte {
	post := resized(f.tables["post"], 32)
	put32(post, 0, 0x00030000)
	return post
}

func (f *Face) subsetNames() []nameRecord {
	return []nameRecord{
		windowsName(nameFamily, f.PostScriptName),
		windowsName(nameSubfamily, "Regular"),
		windowsName(nameUnique, f.PostScriptName),
		windowsName(nameFull, f.PostScriptName),
		windowsName(namePostScript, f.PostScriptName),
	}
}
