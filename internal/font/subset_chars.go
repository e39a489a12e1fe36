package font

import (
	"errors"
	"slices"
)

// ErrOutlines says that a face has no TrueType outlines, which SubsetChars needs.
var ErrOutlines = errors.New("the outlines are not TrueType")

// SubsetChars returns the face with only the glyphs of the given characters, as a TrueType file whose cmap has them,
// for a program that addresses a face by characters. The characters must be sorted and below U+FFFF, because the cmap
// has format 4; one that the face lacks gets .notdef. The table OS/2 is left out, so the caller must heed Restricted.
// The error is ErrOutlines for a CFF face, or that of Subset.
func (f *Face) SubsetChars(chars []rune) ([]byte, error) {
	if f.CFF {
		return nil, ErrOutlines
	}
	chars = slices.DeleteFunc(slices.Clone(chars), func(r rune) bool { return r < 0 || r >= 0xFFFF })
	slices.Sort(chars)
	chars = slices.Compact(chars)
	codes := make([]Coded, len(chars))
	for i, r := range chars {
		codes[i].CID = uint16(i + 1)
		codes[i].Glyph, _ = f.GID(r)
	}
	s, err := f.Subset(codes)
	if err != nil {
		return nil, err
	}
	version, tables := readDirectory(s.Data, 0)
	delete(tables, "OS/2")
	tables["cmap"] = characterMap(chars, func(i int) int { return u16(s.Map, 2*(i+1)) })
	return assemble(version, tables), nil
}

// characterMap maps sorted characters to glyphs in a subtable of format 4, with one segment per row of consecutive
// characters that have consecutive glyphs.
func characterMap(chars []rune, glyph func(i int) int) []byte {
	type segment struct{ from, to, glyph int }
	var segments []segment
	for i, r := range chars {
		if n := len(segments); n > 0 {
			if last := &segments[n-1]; last.to+1 == int(r) && last.glyph+int(r)-last.from == glyph(i) {
				last.to++
				continue
			}
		}
		segments = append(segments, segment{int(r), int(r), glyph(i)})
	}
	segments = append(segments, segment{0xFFFF, 0xFFFF, 0})
	n := len(segments)
	const header = 4 + 8
	size := 16 + 8*n
	b := make([]byte, header+size)
	put16(b, 2, 1) // one subtable: Windows, Unicode BMP
	put16(b, 4, 3)
	put16(b, 6, 1)
	put32(b, 8, header)
	t := b[header:]
	put16(t, 0, 4)
	put16(t, 2, size)
	put16(t, 6, 2*n)
	search, selector := 1, 0
	for search*2 <= n {
		search, selector = search*2, selector+1
	}
	put16(t, 8, 2*search)
	put16(t, 10, selector)
	put16(t, 12, 2*(n-search))
	for i, s := range segments {
		put16(t, 14+2*i, s.to)
		put16(t, 16+2*n+2*i, s.from)
		put16(t, 16+4*n+2*i, (s.glyph-s.from)&0xFFFF)
	}
	return b
}
