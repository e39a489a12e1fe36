package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"strconv"

	"keben/internal/font"
)

// width returns an advance in thousandths of the size, rounded. It may differ from the font program's by one (ISO
// 19005-2 §6.2.11.5); the pen advances by the rounded width, because readers do so.
func width(face *font.Face, g font.GlyphID) int { return scaled(face, face.Advance(g)) }

func scaled(face *font.Face, units int) int {
	return int(divide(int64(units)*1000, int64(max(face.UnitsPerEm, 1))))
}

// fontFile is a font as the file has it: a subset of a face, with a text for every code.
type fontFile struct {
	face    *font.Face
	base    string // BaseFont
	cff     bool
	length  int // of the program, before it is compressed
	program blob
	mapping blob // CIDToGIDMap, of TrueType
	unicode blob
	common  int    // the default width (DW)
	widths  []byte // the W array of the others
	err     error
}

// fontObjects is how many objects a font takes.
const fontObjects = 6

// font returns the font of some codes of a face: the kept one, or a new one.
func (j *job) font(t *typeface, name string, list []coded) *fontFile {
	h := sha256.New()
	var b []byte
	for _, c := range list {
		b = binary.BigEndian.AppendUint16(b[:0], c.CID)
		b = binary.BigEndian.AppendUint16(b, uint16(c.Glyph))
		b = binary.AppendUvarint(b, uint64(len(c.text)))
		h.Write(append(b, c.text...))
	}
	h.Write([]byte(name))
	sum := [sha256.Size]byte(h.Sum(nil))
	if j.plain {
		return j.newFont(t, sum, list)
	}
	return j.kept.fonts.get(sum, func() *fontFile { return j.newFont(t, sum, list) })
}

// newFont makes the font of some codes; sum is a hash of the face and the codes.
func (j *job) newFont(t *typeface, sum [sha256.Size]byte, list []coded) *fontFile {
	codes := make([]font.Coded, len(list))
	for i, c := range list {
		codes[i] = c.Coded
	}
	subset, err := t.face.Subset(codes)
	if err != nil {
		return &fontFile{err: fmt.Errorf("pdf: %s: %w", t.face.PostScriptName, err)}
	}
	f := &fontFile{face: t.face, cff: subset.CFF, length: len(subset.Data)}
	f.base = pdfName(subsetTag(sum) + "+" + t.face.PostScriptName)
	f.common, f.widths = compactWidths(t, list)
	f.program, f.mapping, f.unicode = newBlob(j.long(subset.Data)), newBlob(j.long(subset.Map)), newBlob(j.long(toUnicode(list)))
	return f
}

// write writes the font's objects (ISO 32000-1 §9.7), numbered from r, which is the Type0 font.
func (f *fontFile) write(o *objects, b *bundle, r ref) {
	const descendant, descriptor, program, unicode, mapping = 1, 2, 3, 4, 5
	filter := " /Filter /FlateDecode"
	if o.plain {
		filter = ""
	}
	kind, key, more := "CIDFontType2", "FontFile2", fmt.Sprintf(" /CIDToGIDMap %v", r+mapping)
	head := "/Length1 " + strconv.Itoa(f.length)
	if f.cff {
		kind, key, more, head = "CIDFontType0", "FontFile3", "", "/Subtype /CIDFontType0C"
	} else {
		o.content(r+mapping, f.mapping)
	}
	o.verbatim(r+program, head+filter, f.program)
	o.content(r+unicode, f.unicode)
	b.put(r, fmt.Sprintf("<</Type /Font /Subtype /Type0 /BaseFont %s /Encoding /Identity-H /DescendantFonts [%v] /ToUnicode %v>>",
		f.base, r+descendant, r+unicode))
	b.put(r+descendant, fmt.Sprintf("<</Type /Font /Subtype /%s /BaseFont %s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "+
		"/FontDescriptor %v /DW %d /W [%s]%s>>", kind, f.base, r+descriptor, f.common, f.widths, more))
	b.put(r+descriptor, f.descriptor(fmt.Sprintf("/%s %v", key, r+program)))
}

// The flags of a font descriptor (ISO 32000-1 Table 123).
const (
	fixedPitch = 1 << 0
	serif      = 1 << 1
	symbolic   = 1 << 2 // glyphs outside the standard Latin set
	italic     = 1 << 6
)

func (f *fontFile) descriptor(file string) string {
	face := f.face
	flags := symbolic
	if face.FixedPitch {
		flags |= fixedPitch
	}
	if face.Serif {
		flags |= serif
	}
	if face.ItalicAngle != 0 {
		flags |= italic
	}
	var box [4]int
	for i, v := range face.BBox {
		box[i] = scaled(face, v)
	}
	// No OpenType table holds the width of stems. Readers use it only to imitate a font that is not
	// embedded; the formula gives 88 for regular and 166 for bold.
	stem := 50 + int(math.Round(float64(face.Weight*face.Weight)/(65*65)))
	return fmt.Sprintf("<</Type /FontDescriptor /FontName %s /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle %s "+
		"/Ascent %d /Descent %d /CapHeight %d /XHeight %d /StemV %d %s>>",
		f.base, flags, box[0], box[1], box[2], box[3], decimal(int64(math.Round(face.ItalicAngle*1000))),
		scaled(face, face.Ascent), scaled(face, face.Descent), scaled(face, face.CapHeight), scaled(face, face.XHeight), stem, file)
}

// subsetTag returns six capitals that depend on the subset alone (ISO 32000-1 §9.6.4).
func subsetTag(sum [sha256.Size]byte) string {
	var tag [6]byte
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag[:])
}

// compactWidths returns the commonest width, which need not be listed, and the W array of the other codes
// (ISO 32000-1 §9.7.4.3): lists of different widths, ranges of equal ones. Code 0 is .notdef.
func compactWidths(t *typeface, list []coded) (common int, w []byte) {
	count := map[int]int{}
	best := 0
	for _, c := range list {
		v := t.width(c.Glyph)
		count[v]++
		if n := count[v]; n > best || n == best && v < common {
			common, best = v, n
		}
	}
	var codes, widths []int // those that are listed
	for _, c := range append([]coded{{}}, list...) {
		if v := t.width(c.Glyph); v != common {
			codes, widths = append(codes, int(c.CID)), append(widths, v)
		}
	}
	number := func(n int) { w = strconv.AppendInt(w, int64(n), 10) }
	for i := 0; i < len(codes); {
		if i > 0 {
			w = append(w, ' ')
		}
		number(codes[i])
		w = append(w, ' ')
		if n := equalFrom(codes, widths, i); n >= 3 {
			number(codes[i+n-1])
			w = append(w, ' ')
			number(widths[i])
			i += n
			continue
		}
		w = append(w, '[')
		for {
			number(widths[i])
			i++
			if i == len(codes) || codes[i] != codes[i-1]+1 || equalFrom(codes, widths, i) >= 3 {
				break
			}
			w = append(w, ' ')
		}
		w = append(w, ']')
	}
	return common, w
}

// equalFrom counts the consecutive codes of one width that begin at i.
func equalFrom(codes, widths []int, i int) int {
	n := 1
	for i+n < len(codes) && widths[i+n] == widths[i] && codes[i+n] == codes[i]+n {
		n++
	}
	return n
}
