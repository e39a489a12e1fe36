package pdf

import (
	"crypto/sha256"
	"fmt"
	"math"
	"strconv"
	"strings"

	"keben/internal/font"
)

// fonts gives out character codes and remembers them for the subsets.
type fonts struct {
	list   []*pdfFont
	byFace map[*font.Face]*pdfFont // the one that still takes codes
	recent *pdfFont
}

// fullFont is how many codes a font takes before the face gets another: the parts of composite glyphs
// need numbers of their own in a subset of 65,535.
const fullFont = 60000

// pdfFont is a font of the file: a subset of a face with a text for every glyph. Codes are CIDs, and
// CIDs are the numbers of glyphs in the subset, from 1; 0 is .notdef and never used.
type pdfFont struct {
	name   string // in the resources of the pages
	face   *font.Face
	glyphs []font.GlyphID // by CID
	texts  []string
	widths []int // in thousandths of the size
	// first holds the first code of each glyph, by glyph number: nearly every glyph has one text, and
	// a slice answers faster than a map.
	first []uint16
	other map[glyphText]uint16
}

type glyphText struct {
	glyph font.GlyphID
	text  string
}

func newFonts() *fonts { return &fonts{byFace: map[*font.Face]*pdfFont{}} }

// code returns the font and the code of a glyph of face that stands for text.
func (fs *fonts) code(face *font.Face, g font.GlyphID, text string) (*pdfFont, uint16) {
	f := fs.recent
	if f == nil || f.face != face {
		if f = fs.byFace[face]; f == nil {
			f = fs.open(face)
		}
		fs.recent = f
	}
	if int(g) < len(f.first) && f.first[g] != 0 {
		if c := f.first[g]; f.texts[c] == text {
			return f, c
		}
		if c, ok := f.other[glyphText{g, text}]; ok {
			return f, c
		}
	}
	if len(f.glyphs) > fullFont {
		f = fs.open(face)
		fs.recent = f
	}
	return f, f.add(g, text)
}

func (fs *fonts) open(face *font.Face) *pdfFont {
	f := &pdfFont{
		name:   "F" + strconv.Itoa(len(fs.list)+1),
		face:   face,
		glyphs: []font.GlyphID{0},
		texts:  []string{""},
		widths: []int{width(face, 0)},
		other:  map[glyphText]uint16{},
	}
	fs.list = append(fs.list, f)
	fs.byFace[face] = f
	return f
}

func (f *pdfFont) add(g font.GlyphID, text string) uint16 {
	c := uint16(len(f.glyphs))
	f.glyphs = append(f.glyphs, g)
	f.texts = append(f.texts, text)
	f.widths = append(f.widths, width(f.face, g))
	for int(g) >= len(f.first) {
		f.first = append(f.first, make([]uint16, max(1024, len(f.first)))...)
	}
	if f.first[g] == 0 {
		f.first[g] = c
	} else {
		f.other[glyphText{g, text}] = c
	}
	return c
}

// width returns an advance in thousandths of the size, rounded: it may differ from the font program's
// by one (ISO 19005-2 §6.2.11.5), and the pen follows the rounded one, as readers do.
func width(face *font.Face, g font.GlyphID) int { return scaled(face, face.Advance(g)) }

func scaled(face *font.Face, units int) int {
	return int(divide(int64(units)*1000, int64(max(face.UnitsPerEm, 1))))
}

// write writes the font's objects (ISO 32000-1 §9.7) and returns the Type0 font.
func (f *pdfFont) write(o *objects) (ref, error) {
	subset, err := f.face.Subset(f.glyphs[1:])
	if err != nil {
		return 0, fmt.Errorf("pdf: %s: %w", f.face.PostScriptName, err)
	}
	base := name(subsetTag(subset.Data) + "+" + f.face.PostScriptName)

	file := o.reserve()
	kind, key, mapping := "CIDFontType2", "FontFile2", " /CIDToGIDMap /Identity"
	if subset.CFF {
		kind, key, mapping = "CIDFontType0", "FontFile3", ""
		o.stream(file, "/Subtype /CIDFontType0C", subset.Data)
	} else {
		o.stream(file, "/Length1 "+strconv.Itoa(len(subset.Data)), subset.Data)
	}
	descriptor := o.add(f.descriptor(base, fmt.Sprintf("/%s %v", key, file)))
	defaultWidth, widths := compactWidths(f.widths)
	descendant := o.add(fmt.Sprintf("<</Type /Font /Subtype /%s /BaseFont %s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "+
		"/FontDescriptor %v /DW %d /W [%s]%s>>", kind, base, descriptor, defaultWidth, widths, mapping))
	unicode := o.reserve()
	o.stream(unicode, "", toUnicode(f.texts))
	return o.add(fmt.Sprintf("<</Type /Font /Subtype /Type0 /BaseFont %s /Encoding /Identity-H /DescendantFonts [%v] /ToUnicode %v>>",
		base, descendant, unicode)), nil
}

// The flags of a font descriptor (ISO 32000-1 Table 123).
const (
	fixedPitch = 1 << 0
	serif      = 1 << 1
	symbolic   = 1 << 2 // glyphs outside the standard Latin set
	italic     = 1 << 6
)

func (f *pdfFont) descriptor(base, file string) string {
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
		base, flags, box[0], box[1], box[2], box[3], decimal(int64(math.Round(face.ItalicAngle*1000))),
		scaled(face, face.Ascent), scaled(face, face.Descent), scaled(face, face.CapHeight), scaled(face, face.XHeight), stem, file)
}

// subsetTag returns six capitals that depend on the subset alone (ISO 32000-1 §9.6.4).
func subsetTag(data []byte) string {
	sum := sha256.Sum256(data)
	var tag [6]byte
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag[:])
}

// compactWidths returns the commonest width, which need not be listed, and the W array of the others
// (ISO 32000-1 §9.7.4.3): lists of different widths, ranges of equal ones. widths[0] is .notdef.
func compactWidths(widths []int) (common int, w string) {
	count := map[int]int{}
	best := 0
	for _, v := range widths[min(1, len(widths)):] {
		count[v]++
		if n := count[v]; n > best || n == best && v < common {
			common, best = v, n
		}
	}
	var b strings.Builder
	for i := 0; i < len(widths); {
		if widths[i] == common {
			i++
			continue
		}
		if n := equalFrom(widths, i); n >= 3 {
			fmt.Fprintf(&b, "%d %d %d ", i, i+n-1, widths[i])
			i += n
			continue
		}
		fmt.Fprintf(&b, "%d [", i)
		for k := i; ; {
			fmt.Fprintf(&b, "%d", widths[k])
			k++
			if k == len(widths) || widths[k] == common || equalFrom(widths, k) >= 3 {
				i = k
				break
			}
			b.WriteByte(' ')
		}
		b.WriteString("] ")
	}
	return common, strings.TrimSuffix(b.String(), " ")
}

// equalFrom counts the equal widths that begin at i.
func equalFrom(widths []int, i int) int {
	n := 1
	for i+n < len(widths) && widths[i+n] == widths[i] {
		n++
	}
	return n
}
