package font

import (
	"errors"
	"fmt"
	"slices"
)

// Coded is a glyph with one of its codes: the CID in a CID-keyed font (ISO 32000-1 §9.7.4.2).
type Coded struct {
	CID   uint16 // never 0, which is .notdef
	Glyph GlyphID
}

// Subset is a face cut down to some glyphs, as a font file for a PDF.
type Subset struct {
	// Data is a TrueType file for FontFile2 (the descendant is a CIDFontType2) or, when CFF is set, a bare
	// CID-keyed CFF font for FontFile3 with Subtype CIDFontType0C (ISO 32000-1 §9.9, Table 126).
	Data []byte
	CFF  bool
	// Map is, for TrueType, the CIDToGIDMap stream (§9.7.4.2): the number of the glyph in the file for each CID up to
	// the last, in two bytes. A CFF font says in its charset which CID its glyphs have.
	Map []byte
}

// ErrTooMany says that a subset would have more glyphs than a font can number.
var ErrTooMany = errors.New("more than 65535 glyphs in one font")

// Subset returns the face with only the given glyphs; glyph 0, .notdef, comes with every subset. A glyph may have
// several codes: a PDF writer gives each pair of glyph and text a code of its own, so that copied text is right. The
// same codes, in whatever order, give the same bytes. The error is ErrTooMany, or names a code that two glyphs have or
// a glyph the face does not have.
func (f *Face) Subset(codes []Coded) (*Subset, error) {
	codes = slices.Clone(codes)
	slices.SortFunc(codes, func(a, b Coded) int { return int(a.CID) - int(b.CID) })
	last := Coded{}
	for _, c := range codes {
		if int(c.Glyph) >= f.NumGlyphs {
			return nil, fmt.Errorf("%s has no glyph %d", f.PostScriptName, c.Glyph)
		}
		if c.CID == last.CID {
			return nil, fmt.Errorf("glyphs %d and %d of %s have one code, %d", last.Glyph, c.Glyph, f.PostScriptName, c.CID)
		}
		last = c
	}
	if f.CFF {
		if len(codes) > 0xFFFE {
			return nil, ErrTooMany
		}
		return &Subset{CFF: true, Data: f.cff.subset(f.PostScriptName, append([]Coded{{}}, codes...))}, nil
	}
	glyphs := []GlyphID{0}
	place := map[GlyphID]int{0: 0}
	mapping := make([]byte, 2*(int(last.CID)+1))
	for _, c := range codes {
		n, ok := place[c.Glyph]
		if !ok {
			n = len(glyphs)
			place[c.Glyph] = n
			glyphs = append(glyphs, c.Glyph)
		}
		put16(mapping, 2*int(c.CID), n)
	}
	return &Subset{Data: f.trueTypeSubset(glyphs, place), Map: mapping}, nil
}

// trueTypeSubset writes the TrueType file of glyphs; place has their numbers. Parts of composite glyphs come after the
// glyphs asked for. No glyph has two numbers, so there are never more than in the face.
func (f *Face) trueTypeSubset(glyphs []GlyphID, place map[GlyphID]int) []byte {
	size := 0
	for _, g := range glyphs {
		size += len(f.glyph(g)) + 3
	}
	glyf := make([]byte, 0, size)
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
				glyphs = append(glyphs, part)
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
	// The instructions of the glyphs need these hinting programs.
	for _, tag := range [...]string{"cvt ", "fpgm", "prep", "OS/2"} {
		if t := f.tables[tag]; t != nil {
			tables[tag] = t
		}
	}
	return assemble(versionTrueType, tables)
}

// resized returns a copy of b that is n bytes long.
func resized(b []byte, n int) []byte {
	out := make([]byte, n)
	copy(out, b)
	return out
}

// emptyCmap maps no character, because a PDF addresses glyphs by number and a shaping engine asks the face; but readers
// of font files require the table. It may have a subtable of variation sequences, which comes first.
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
