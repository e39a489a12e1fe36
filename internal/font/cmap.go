package font

// charMap maps characters to glyphs in pages of 256 characters; a page without glyphs is nil.
type charMap [][]GlyphID

const pageSize = 256

func (m charMap) lookup(r rune) GlyphID {
	if r < 0 || int(r/pageSize) >= len(m) {
		return 0
	}
	page := m[r/pageSize]
	if page == nil {
		return 0
	}
	return page[r%pageSize]
}

func (m *charMap) set(r, g int) {
	p := r / pageSize
	for len(*m) <= p {
		*m = append(*m, nil)
	}
	if (*m)[p] == nil {
		(*m)[p] = make([]GlyphID, pageSize)
	}
	(*m)[p][r%pageSize] = GlyphID(g)
}

// readCmap decodes the best subtable of the cmap: one of all Unicode before one of its basic plane, Unicode before
// symbol and Macintosh encodings. Glyphs that the face lacks are left out.
func readCmap(t []byte, glyphs int) charMap {
	best, rank := -1, 0
	symbol := false
	for i := range u16(t, 2) {
		rec := slice(t, 4+8*i, 8)
		if rec == nil {
			break
		}
		platform, encoding, at := u16(rec, 0), u16(rec, 2), u32(rec, 4)
		r := 0
		switch {
		case platform == 3 && encoding == 10:
			r = 6
		case platform == 0 && (encoding == 4 || encoding == 6):
			r = 5
		case platform == 3 && encoding == 1:
			r = 4
		case platform == 0 && encoding < 4:
			r = 3
		case platform == 3 && encoding == 0:
			r = 2
		case platform == 1 && encoding == 0:
			r = 1
		}
		switch u16(t, at) {
		case 0, 4, 6, 10, 12, 13:
		default:
			continue
		}
		if r > rank {
			best, rank, symbol = at, r, r == 2
		}
	}
	if best < 0 || best > len(t) {
		return nil
	}
	// A Macintosh encoding agrees with Unicode in ASCII only.
	limit := 0x10FFFF
	if rank == 1 {
		limit = 0x7E
	}
	var m charMap
	readSubtable(t[best:], func(r, g int) {
		if g == 0 || g >= glyphs || r > limit {
			return
		}
		m.set(r, g)
		// Symbol faces keep their ASCII in the private use area (Microsoft's convention).
		if symbol && r >= 0xF020 && r <= 0xF07E && m.lookup(rune(r-0xF000)) == 0 {
			m.set(r-0xF000, g)
		}
	})
	return m
}

// readSubtable calls set for each mapping. Every loop is bounded by the number of bytes or, because ranges must ascend,
// of characters.
func readSubtable(t []byte, set func(r, g int)) {
	switch u16(t, 0) {
	case 0:
		for r := range 256 {
			set(r, u8(t, 6+r))
		}
	case 4:
		n := u16(t, 6) / 2
		ends, starts, deltas, offsets := 14, 16+2*n, 16+4*n, 16+6*n
		next := 0
		for i := range n {
			if offsets+2*i+2 > len(t) {
				return
			}
			start, end := u16(t, starts+2*i), u16(t, ends+2*i)
			delta, offset := u16(t, deltas+2*i), u16(t, offsets+2*i)
			for r := max(start, next); r <= end; r++ {
				g := r
				if offset != 0 && offset != 0xFFFF {
					if g = u16(t, offsets+2*i+offset+2*(r-start)); g == 0 {
						continue
					}
				}
				set(r, (g+delta)&0xFFFF)
			}
			next = max(next, end+1)
		}
	case 6:
		first := u16(t, 6)
		for i := range u16(t, 8) {
			set(first+i, u16(t, 10+2*i))
		}
	case 10:
		first := u32(t, 12)
		for i := range min(u32(t, 16), len(t)/2) {
			if first+i > 0x10FFFF {
				return
			}
			set(first+i, u16(t, 20+2*i))
		}
	case 12, 13:
		step := 1
		if u16(t, 0) == 13 {
			step = 0
		}
		next := 0
		for i := range min(u32(t, 12), len(t)/12) {
			rec := slice(t, 16+12*i, 12)
			if rec == nil {
				return
			}
			start, end, g := u32(rec, 0), min(u32(rec, 4), 0x10FFFF), u32(rec, 8)
			for r := max(start, next); r <= end; r++ {
				set(r, g+step*(r-start))
			}
			next = max(next, end+1)
		}
	}
}
