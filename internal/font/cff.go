package font

import (
	"math"
	"strconv"
)

// cffFont is a parsed "CFF " table with one font in it (Technical Note #5176).
type cffFont struct {
	name        []byte
	top         []dictEntry
	strings     cffIndex
	globalSubrs cffIndex
	charStrings cffIndex
	fonts       []cffPrivate // one for a name-keyed font, the FDArray for a CID-keyed one
	cidKeyed    bool
	fdSelect    []byte
	charset     []byte // for the base and accent of endchar with four operands; nil when predefined
}

// cffPrivate is a Font DICT with its Private DICT and local subroutines.
type cffPrivate struct {
	dict    []dictEntry // the Font DICT; nil in a name-keyed font
	private []dictEntry
	subrs   cffIndex
}

// Operators of DICTs; two-byte operators 12 n are 0x0C00 | n.
const (
	opCharset     = 15
	opEncoding    = 16
	opCharStrings = 17
	opPrivate     = 18
	opSubrs       = 19
	opFontMatrix  = 0x0C07
	opROS         = 0x0C1E
	opFDArray     = 0x0C24
	opFDSelect    = 0x0C25
	opFontName    = 0x0C26
)

// cffIndex is an INDEX: count objects of varying length.
type cffIndex struct {
	count   int
	offSize int
	offsets []byte
	data    []byte // object i is data[offset(i)-1 : offset(i+1)-1]
}

// readIndex reads the INDEX at at and returns where the bytes after it begin.
func readIndex(b []byte, at int) (idx cffIndex, next int, err error) {
	if slice(b, at, 2) == nil {
		return idx, 0, damaged("the CFF index at byte %d is outside the table", "第 %d 字节处的 CFF 索引越界", at)
	}
	idx.count = u16(b, at)
	if idx.count == 0 {
		return idx, at + 2, nil
	}
	idx.offSize = u8(b, at+2)
	if idx.offSize < 1 || idx.offSize > 4 {
		return idx, 0, damaged("CFF offsets of %d bytes", "CFF 偏移量为 %d 字节", idx.offSize)
	}
	size := (idx.count + 1) * idx.offSize
	if idx.offsets = slice(b, at+3, size); idx.offsets == nil {
		return idx, 0, damaged("the CFF index at byte %d is cut short", "第 %d 字节处的 CFF 索引不完整", at)
	}
	start := at + 3 + size
	idx.data = b[start:]
	return idx, start + idx.offset(idx.count) - 1, nil
}

func (x cffIndex) offset(i int) int {
	switch x.offSize {
	case 1:
		return u8(x.offsets, i)
	case 2:
		return u16(x.offsets, 2*i)
	case 3:
		return u24(x.offsets, 3*i)
	}
	return u32(x.offsets, 4*i)
}

// get returns object i, or nil when there is none.
func (x cffIndex) get(i int) []byte {
	if i < 0 || i >= x.count {
		return nil
	}
	from, to := x.offset(i)-1, x.offset(i+1)-1
	return slice(x.data, from, to-from)
}

// dictEntry is an operator of a DICT with its operands, read and as they were written.
type dictEntry struct {
	op   int
	args []float64
	raw  []byte // operands and operator
}

func readDict(b []byte) []dictEntry {
	var out []dictEntry
	var args []float64
	start := 0
	for i := 0; i < len(b); {
		c := int(b[i])
		i++
		switch {
		case c <= 21:
			op := c
			if c == 12 {
				op = 0x0C00 | u8(b, i)
				i++
			}
			end := min(i, len(b))
			out = append(out, dictEntry{op, args, b[start:end]})
			args, start = nil, end
		case c == 28:
			args = append(args, float64(i16(b, i)))
			i += 2
		case c == 29:
			args = append(args, float64(int32(u32(b, i))))
			i += 4
		case c == 30:
			var v float64
			v, i = readReal(b, i)
			args = append(args, v)
		case c >= 32 && c <= 246:
			args = append(args, float64(c-139))
		case c >= 247 && c <= 250:
			args = append(args, float64((c-247)*256+u8(b, i)+108))
			i++
		case c >= 251 && c <= 254:
			args = append(args, float64(-(c-251)*256-u8(b, i)-108))
			i++
		}
	}
	return out
}

// readReal reads a packed decimal number (#5176 §4, Table 5).
func readReal(b []byte, i int) (float64, int) {
	var s []byte
	for i < len(b) {
		c := b[i]
		i++
		for _, n := range [2]byte{c >> 4, c & 15} {
			switch {
			case n <= 9:
				s = append(s, '0'+n)
			case n == 10:
				s = append(s, '.')
			case n == 11:
				s = append(s, 'E')
			case n == 12:
				s = append(s, "E-"...)
			case n == 14:
				s = append(s, '-')
			case n == 15:
				v, err := strconv.ParseFloat(string(s), 64)
				if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
					v = 0
				}
				return v, i
			}
		}
	}
	return 0, i
}

// find returns the entry for op; its args are padded with zeros to n.
func find(dict []dictEntry, op, n int) ([]float64, bool) {
	for _, e := range dict {
		if e.op == op {
			args := make([]float64, max(n, len(e.args)))
			copy(args, e.args)
			return args, true
		}
	}
	return make([]float64, n), false
}

// offsetOf turns a DICT operand into an offset, or -1 if it cannot be one.
func offsetOf(v float64) int {
	if v < 0 || v > 1<<31 {
		return -1
	}
	return int(v)
}

func parseCFF(b []byte) (*cffFont, error) {
	c := &cffFont{}
	names, at, err := readIndex(b, u8(b, 2))
	if err != nil {
		return nil, err
	}
	tops, at, err := readIndex(b, at)
	if err != nil {
		return nil, err
	}
	if c.strings, at, err = readIndex(b, at); err != nil {
		return nil, err
	}
	if c.globalSubrs, _, err = readIndex(b, at); err != nil {
		return nil, err
	}
	c.name, c.top = names.get(0), readDict(tops.get(0))
	args, _ := find(c.top, opCharStrings, 1)
	if c.charStrings, _, err = readIndex(b, offsetOf(args[0])); err != nil {
		return nil, err
	}
	if c.charStrings.count == 0 {
		return nil, damaged("its CFF table has no glyphs", "CFF 表中没有字形")
	}
	// Charsets 0 to 2 are predefined.
	if args, _ := find(c.top, opCharset, 1); offsetOf(args[0]) > 2 && offsetOf(args[0]) < len(b) {
		c.charset = b[offsetOf(args[0]):]
	}
	if _, c.cidKeyed = find(c.top, opROS, 3); !c.cidKeyed {
		c.fonts = []cffPrivate{readPrivate(b, c.top)}
		return c, nil
	}
	args, _ = find(c.top, opFDArray, 1)
	fds, _, err := readIndex(b, offsetOf(args[0]))
	if err != nil {
		return nil, err
	}
	for i := range min(fds.count, 256) {
		dict := readDict(fds.get(i))
		p := readPrivate(b, dict)
		p.dict = dict
		c.fonts = append(c.fonts, p)
	}
	if len(c.fonts) == 0 {
		return nil, damaged("its CFF table has no font dictionaries", "CFF 表中没有字体字典")
	}
	if args, _ = find(c.top, opFDSelect, 1); offsetOf(args[0]) > 0 && offsetOf(args[0]) < len(b) {
		c.fdSelect = b[offsetOf(args[0]):]
	}
	return c, nil
}

func readPrivate(b []byte, dict []dictEntry) (p cffPrivate) {
	args, _ := find(dict, opPrivate, 2)
	size, at := offsetOf(args[0]), offsetOf(args[1])
	p.private = readDict(slice(b, at, size))
	if args, ok := find(p.private, opSubrs, 1); ok && offsetOf(args[0]) > 0 {
		// A broken index leaves the font without local subroutines.
		p.subrs, _, _ = readIndex(b, at+offsetOf(args[0]))
	}
	return p
}

// fontOf returns which of c.fonts glyph g belongs to (#5176 §19, FDSelect).
func (c *cffFont) fontOf(g GlyphID) int {
	fd := 0
	switch u8(c.fdSelect, 0) {
	case 0:
		fd = u8(c.fdSelect, 1+int(g))
	case 3:
		lo, hi := 0, u16(c.fdSelect, 1)
		for lo < hi { // the last range whose first glyph is not after g
			mid := (lo + hi) / 2
			if u16(c.fdSelect, 3+3*mid) > int(g) {
				hi = mid
			} else {
				lo = mid + 1
			}
		}
		fd = u8(c.fdSelect, 3+3*(lo-1)+2)
	}
	if fd >= len(c.fonts) {
		return 0
	}
	return fd
}

// glyphNamed returns the glyph whose name has string identifier sid.
func (c *cffFont) glyphNamed(sid int) (GlyphID, bool) {
	n := c.charStrings.count
	if c.charset == nil { // ISOAdobe: glyph i is SID i
		return GlyphID(sid), sid < n
	}
	switch format := u8(c.charset, 0); format {
	case 0:
		for g := 1; g < n; g++ {
			if u16(c.charset, 1+2*(g-1)) == sid {
				return GlyphID(g), true
			}
		}
	case 1, 2:
		for g, at := 1, 1; g < n && at < len(c.charset); {
			first, left := u16(c.charset, at), u8(c.charset, at+2)
			at += 3
			if format == 2 {
				left = left<<8 | u8(c.charset, at)
				at++
			}
			if sid >= first && sid <= first+left && g+sid-first < n {
				return GlyphID(g + sid - first), true
			}
			g += left + 1
		}
	}
	return 0, false
}

// standardSID returns the string identifier of a code of StandardEncoding (#5176 Appendix B). The identifiers are in
// the order of the codes, without the gaps.
func standardSID(code int) int {
	for _, r := range [...]struct{ from, to, sid int }{
		{32, 126, 1}, {161, 175, 96}, {177, 180, 111}, {182, 189, 115}, {191, 191, 123}, {193, 200, 124},
		{202, 203, 132}, {205, 208, 134}, {225, 225, 138}, {227, 227, 139}, {232, 235, 140},
		{241, 241, 144}, {245, 245, 145}, {248, 251, 146},
	} {
		if code >= r.from && code <= r.to {
			return r.sid + code - r.from
		}
	}
	return 0
}
