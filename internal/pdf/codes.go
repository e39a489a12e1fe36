package pdf

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"slices"
	"strings"
	"unicode/utf8"

	"keben/internal/font"
)

// typeface is the assignment of character codes to a face. It depends on the face alone.
//
// The code of a glyph with its own character is the glyph's number in the face. A glyph with another text has one of
// the spare codes. They are the codes above the last glyph or, where fewer codes are left there than the face has
// glyphs, those of a second font, so that every glyph can have at least one other text.
type typeface struct {
	face   *font.Face
	name   string // of its font in the resources
	own    []rune // by glyph: the character it stands for, or 0
	widths []int  // by glyph: in thousandths of the size
	first  int    // of the spare codes
	count  int
	apart  bool // the spare codes are of a second font
}

// newTypeface returns the typeface of face with at most so many spare codes; 0 means as many as there are.
func newTypeface(face *font.Face, most int) *typeface {
	t := &typeface{face: face, name: fontName(face), own: face.Characters(), first: max(face.NumGlyphs, 1)}
	t.count = 0x10000 - t.first
	if t.count < t.first {
		t.apart, t.first, t.count = true, 1, 0xFFFF
	}
	if most > 0 {
		t.count = min(t.count, most)
	}
	t.widths = make([]int, face.NumGlyphs)
	for g := range t.widths {
		t.widths[g] = width(face, font.GlyphID(g))
	}
	return t
}

// fontName names the font of a face in the resources. The name depends on the face and not on the rest of the file: it
// is made from the face's name, its size, its table directory, which has a checksum per table (OpenType, "Table
// Directory"), and a sum of all.
func fontName(face *font.Face) string {
	b := append([]byte(face.PostScriptName), face.Data[:min(len(face.Data), 12+16*40)]...)
	b = binary.BigEndian.AppendUint64(b, uint64(len(face.Data)))
	b = binary.BigEndian.AppendUint32(b, crc32.Checksum(face.Data, crc32.MakeTable(crc32.Castagnoli)))
	sum := sha256.Sum256(b)
	return "F" + hex.EncodeToString(sum[:5])
}

// spareName names the second font of a face.
const spareName = "s"

// pair is a glyph with a text that is not its own.
type pair struct {
	glyph font.GlyphID
	text  string
}

func comparePairs(a, b pair) int {
	return cmp.Or(cmp.Compare(a.glyph, b.glyph), strings.Compare(a.text, b.text))
}

// isOwn reports whether text is the character that g stands for by itself.
func (t *typeface) isOwn(g font.GlyphID, text string) bool {
	if int(g) >= len(t.own) || t.own[g] == 0 {
		return false
	}
	r, n := utf8.DecodeRuneInString(text)
	return r == t.own[g] && n == len(text)
}

// width returns the advance of a glyph in thousandths of the size.
func (t *typeface) width(g font.GlyphID) int {
	if int(g) >= len(t.widths) {
		return 0
	}
	return t.widths[g]
}

// preferred is the code that a pair gets unless another pair of the document has the same: an FNV-1a hash.
func (t *typeface) preferred(p pair) uint16 {
	h := uint64(0xcbf29ce484222325)
	mix := func(b byte) { h = (h ^ uint64(b)) * 0x100000001b3 }
	mix(byte(p.glyph >> 8))
	mix(byte(p.glyph))
	for i := range len(p.text) {
		mix(p.text[i])
	}
	return uint16(t.first + int((h^h>>32)%uint64(t.count)))
}

// uses are the glyphs of a face that a part, or the running heads and folios, show.
type uses struct {
	*typeface
	glyphs []uint64 // a bit for each glyph that stands for its own character
	pairs  []pair   // the others, in the order of their first use
	index  map[pair]int32
}

func newUses(t *typeface) *uses {
	return &uses{typeface: t, glyphs: make([]uint64, (len(t.own)+63)/64), index: map[pair]int32{}}
}

// code returns the code for a glyph with a text, and the index of the pair, or -1.
func (u *uses) code(g font.GlyphID, text string) (uint16, int32) {
	if u.isOwn(g, text) {
		u.glyphs[g/64] |= 1 << (g % 64)
		return uint16(g), -1
	}
	p := pair{g, text}
	i, ok := u.index[p]
	if !ok {
		i = int32(len(u.pairs))
		p.text = strings.Clone(text) // or the whole manuscript would stay in memory
		u.index[p] = i
		u.pairs = append(u.pairs, p)
	}
	return u.preferred(p), i
}

// codebook has the codes that the pairs of a typeface got in one document.
type codebook struct {
	*typeface
	glyphs []uint64
	pairs  []pair          // in order
	codes  map[pair]uint16 // of all pairs
	moved  map[pair]uint16 // of those that did not get the code they prefer
	dumb   map[pair]bool   // those for which there was no code: they have that of another text of their glyph
}

// codebooks merges the uses of each face, in the order of the fonts' names.
func codebooks(all []*uses) []*codebook {
	byName := map[string]*codebook{}
	for _, u := range all {
		c := byName[u.name]
		if c == nil {
			c = &codebook{typeface: u.typeface, glyphs: make([]uint64, len(u.glyphs)), codes: map[pair]uint16{}}
			byName[u.name] = c
		}
		for i, bits := range u.glyphs {
			c.glyphs[i] |= bits
		}
		for _, p := range u.pairs {
			if _, known := c.codes[p]; !known {
				c.codes[p] = 0
				c.pairs = append(c.pairs, p)
			}
		}
	}
	var out []*codebook
	for _, c := range byName {
		c.settle()
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b *codebook) int { return strings.Compare(a.name, b.name) })
	return out
}

// settle gives each pair a code. The result depends on the set of pairs alone: the smallest of the pairs that prefer a
// code gets it, and each of the others, in order, the next free one. After tens of thousands of texts no code is left;
// such a pair has the code of the smallest text of its glyph and is copied as that text.
func (c *codebook) settle() {
	slices.SortFunc(c.pairs, comparePairs)
	taken := make([]bool, c.count)
	var rest []pair
	take := func(p pair, code int) {
		c.codes[p] = uint16(code)
		taken[code-c.first] = true
	}
	admitted := c.admitted()
	for _, p := range c.pairs {
		code := int(c.preferred(p))
		switch {
		case c.dumb[p]:
		case taken[code-c.first]:
			rest = append(rest, p)
		default:
			take(p, code)
		}
	}
	c.moved = map[pair]uint16{}
	for _, p := range rest {
		code := int(c.preferred(p)) - c.first
		for taken[code] {
			code = (code + 1) % c.count
		}
		take(p, code+c.first)
		c.moved[p] = c.codes[p]
	}
	for p := range c.dumb {
		c.codes[p] = c.codes[admitted[p.glyph]]
		c.moved[p] = c.codes[p]
	}
}

// admitted finds the pairs for which no code is left. It returns the smallest pair of each glyph, which always has one.
func (c *codebook) admitted() map[font.GlyphID]pair {
	if len(c.pairs) <= c.count {
		return nil
	}
	least := map[font.GlyphID]pair{}
	for _, p := range c.pairs {
		if _, ok := least[p.glyph]; !ok {
			least[p.glyph] = p
		}
	}
	c.dumb = map[pair]bool{}
	room := c.count - len(least)
	for _, p := range c.pairs {
		switch {
		case least[p.glyph] == p:
		case room > 0:
			room--
		default:
			c.dumb[p] = true
		}
	}
	return least
}

// coded is a code of a font with its glyph and text.
type coded struct {
	font.Coded
	text string
}

// fonts returns the codes of the typeface's font, and of its second font, if it has one, in the order of the codes.
func (c *codebook) fonts() (own, spare []coded) {
	for i, bits := range c.glyphs {
		for b := range 64 {
			if bits&(1<<b) != 0 {
				g := font.GlyphID(64*i + b)
				own = append(own, coded{font.Coded{CID: uint16(g), Glyph: g}, string(c.own[g])})
			}
		}
	}
	for _, p := range c.pairs {
		if !c.dumb[p] {
			spare = append(spare, coded{font.Coded{CID: c.codes[p], Glyph: p.glyph}, p.text})
		}
	}
	slices.SortFunc(spare, func(a, b coded) int { return cmp.Compare(a.CID, b.CID) })
	if !c.apart {
		return append(own, spare...), nil
	}
	return own, spare
}
