package font

import "math"

// standardStrings is how many strings every CFF font has (#5176 Appendix A); the font's own begin at this SID.
const standardStrings = 391

// copiedOps are the operators that are copied into the subset: those without strings and offsets.
var copiedOps = map[int]bool{
	5:      true, // FontBBox
	0x0C01: true, // isFixedPitch
	0x0C02: true, // ItalicAngle
	0x0C03: true, // UnderlinePosition
	0x0C04: true, // UnderlineThickness
	0x0C05: true, // PaintType
	0x0C06: true, // CharstringType
	0x0C07: true, // FontMatrix
	0x0C08: true, // StrokeWidth
}

// subset writes a CID-keyed CFF font of the glyphs with their CIDs, which ascend from 0. Charstrings are copied as they
// are; subroutines that none of them calls become a single return, so that the numbers of the others stay.
func (c *cffFont) subset(name string, glyphs []Coded) []byte {
	usedG := map[int]bool{}
	usedL := map[int]map[int]bool{} // by font dictionary
	place := map[int]int{}          // font dictionary → its number in the subset
	var fds []int
	selected := make([]int, len(glyphs))
	charStrings := make([][]byte, len(glyphs))
	for i, coded := range glyphs {
		g := coded.Glyph
		fd := c.fontOf(g)
		if _, ok := place[fd]; !ok {
			place[fd] = len(fds)
			fds = append(fds, fd)
			usedL[fd] = map[int]bool{}
		}
		selected[i] = place[fd]
		charStrings[i] = c.charStrings.get(int(g))
		if s := c.run(g, nil, nil); s.accented || len(charStrings[i]) == 0 {
			// An accented character finds its two parts by name, and a CID-keyed font has no names.
			charStrings[i] = encodeOutline(s)
			continue
		}
		c.run(g, usedG, usedL[fd])
	}

	head := []byte{1, 0, 4, 4}
	head = appendIndex(head, [][]byte{[]byte(name)})
	tail := appendIndex(nil, [][]byte{[]byte("Adobe"), []byte("Identity"), []byte(name)})
	tail = appendIndex(tail, keepUsed(c.globalSubrs, usedG))

	// The offsets in the top DICT take five bytes whatever their value, so its size is known before they are.
	topAt := len(head)
	cids := int(glyphs[len(glyphs)-1].CID) + 1
	base := topAt + len(appendIndex(nil, [][]byte{c.topDict(cids, [4]int{})}))
	var at [4]int
	at[0] = base + len(tail)
	tail = appendCharset(tail, glyphs)
	at[1] = base + len(tail)
	tail = appendSelect(tail, selected)
	at[2] = base + len(tail)
	tail = appendIndex(tail, charStrings)
	dicts := make([][]byte, len(fds))
	for i, fd := range fds {
		p := c.fonts[fd]
		private := p.privateDict(usedL[fd])
		dicts[i] = p.fontDict(len(private), base+len(tail))
		tail = append(tail, private...)
		if subrs := keepUsed(p.subrs, usedL[fd]); subrs != nil {
			tail = appendIndex(tail, subrs)
		}
	}
	at[3] = base + len(tail)
	tail = appendIndex(tail, dicts)

	head = appendIndex(head, [][]byte{c.topDict(cids, at)})
	return append(head, tail...)
}

// topDict returns the top DICT; at holds the offsets of charset, FDSelect, CharStrings and FDArray.
func (c *cffFont) topDict(cids int, at [4]int) []byte {
	var b []byte
	for _, v := range [...]int{standardStrings, standardStrings + 1, 0} {
		b = appendInt(b, v)
	}
	b = appendOp(b, opROS) // must come first (#5176 §9)
	for _, e := range c.top {
		if copiedOps[e.op] {
			b = append(b, e.raw...)
		}
	}
	b = appendOp(appendInt(b, cids), 0x0C22) // CIDCount
	for i, op := range [...]int{opCharset, opFDSelect, opCharStrings, opFDArray} {
		b = appendOp(appendInt(b, at[i]), op)
	}
	return b
}

func (p cffPrivate) fontDict(size, at int) []byte {
	b := appendOp(appendInt(nil, standardStrings+2), opFontName)
	for _, e := range p.dict {
		if copiedOps[e.op] {
			b = append(b, e.raw...)
		}
	}
	return appendOp(appendInt(appendInt(b, size), at), opPrivate)
}

// privateDict returns the Private DICT; its subroutines follow it directly.
func (p cffPrivate) privateDict(used map[int]bool) []byte {
	var b []byte
	for _, e := range p.private {
		if e.op != opSubrs {
			b = append(b, e.raw...)
		}
	}
	if keepUsed(p.subrs, used) != nil {
		b = appendOp(appendInt(b, len(b)+6), opSubrs)
	}
	return b
}

// keepUsed returns the subroutines of x with the unused ones stubbed and, as far as the bias stays the
// same, the unused end cut off; nil when none is used.
func keepUsed(x cffIndex, used map[int]bool) [][]byte {
	last := -1
	for i := range used {
		last = max(last, i)
	}
	if last < 0 {
		return nil
	}
	n := last + 1
	for _, lowest := range [...]int{1240, 33900} { // where subrBias steps
		if x.count >= lowest {
			n = max(n, lowest)
		}
	}
	out := make([][]byte, n)
	for i := range out {
		out[i] = []byte{11} // return
		if used[i] {
			out[i] = x.get(i)
		}
	}
	return out
}

func appendIndex(b []byte, items [][]byte) []byte {
	b = append(b, byte(len(items)>>8), byte(len(items)))
	if len(items) == 0 {
		return b
	}
	end := 1
	for _, it := range items {
		end += len(it)
	}
	size := 1
	for end>>(8*size) != 0 {
		size++
	}
	b = append(b, byte(size))
	offset := 1
	put := func() {
		for k := size - 1; k >= 0; k-- {
			b = append(b, byte(offset>>(8*k)))
		}
	}
	put()
	for _, it := range items {
		offset += len(it)
		put()
	}
	for _, it := range items {
		b = append(b, it...)
	}
	return b
}

// appendInt writes a DICT integer in five bytes.
func appendInt(b []byte, v int) []byte {
	return append(b, 29, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}

func appendOp(b []byte, op int) []byte {
	if op >= 0x0C00 {
		return append(b, 12, byte(op))
	}
	return append(b, byte(op))
}

// appendCharset writes format 2 (#5176 §13): ranges of CIDs of consecutive glyphs, without glyph 0, which is CID 0.
func appendCharset(b []byte, glyphs []Coded) []byte {
	if len(glyphs) < 2 {
		return append(b, 0)
	}
	b = append(b, 2)
	for i := 1; i < len(glyphs); {
		first := glyphs[i].CID
		n := 1
		for i+n < len(glyphs) && int(glyphs[i+n].CID) == int(first)+n {
			n++
		}
		b = append(b, byte(first>>8), byte(first), byte((n-1)>>8), byte(n-1))
		i += n
	}
	return b
}

// appendSelect writes FDSelect format 3: ranges of glyphs of one font dictionary.
func appendSelect(b []byte, selected []int) []byte {
	at := len(b)
	b = append(b, 3, 0, 0)
	n := 0
	for i, fd := range selected {
		if i == 0 || fd != selected[i-1] {
			b = append(b, byte(i>>8), byte(i), byte(fd))
			n++
		}
	}
	put16(b, at+1, n)
	return append(b, byte(len(selected)>>8), byte(len(selected)))
}

// encodeOutline writes a drawing as a charstring without hints, with the width s found.
func encodeOutline(s *charString) []byte {
	var b []byte
	if s.hasWidth {
		b = appendOperand(b, s.width)
	}
	// Points are rounded, not steps, so that errors do not add up.
	fixed := func(v float64) int { return int(math.Round(v * 65536)) }
	x, y := 0, 0
	step := func(p Point) {
		b = appendFixed(b, fixed(p.X)-x)
		b = appendFixed(b, fixed(p.Y)-y)
		x, y = fixed(p.X), fixed(p.Y)
	}
	for _, seg := range s.out {
		switch seg.Verb {
		case MoveTo:
			step(seg.P[0])
			b = append(b, 21) // rmoveto
		case LineTo:
			step(seg.P[0])
			b = append(b, 5) // rlineto
		case CubicTo:
			step(seg.P[0])
			step(seg.P[1])
			step(seg.P[2])
			b = append(b, 8) // rrcurveto
		}
	}
	return append(b, 14) // endchar
}

func appendOperand(b []byte, v float64) []byte {
	return appendFixed(b, int(math.Round(v*65536)))
}

// appendFixed writes a 16.16 number as a charstring operand, whole ones in three bytes.
func appendFixed(b []byte, v int) []byte {
	if v&0xFFFF == 0 {
		return append(b, 28, byte(v>>24), byte(v>>16))
	}
	return append(b, 255, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}
