package font

// Characters returns for each glyph its character according to the cmap, or 0. A glyph of several characters has the
// smallest one that is not a compatibility character, or else the smallest.
func (f *Face) Characters() []rune {
	out := make([]rune, f.NumGlyphs)
	for p, page := range f.chars {
		for i, g := range page {
			r := rune(p*pageSize + i)
			if g == 0 || int(g) >= len(out) || !typed(r) {
				continue
			}
			// Characters come in ascending order.
			if old := out[g]; old == 0 || compatible(old) && !compatible(r) {
				out[g] = r
			}
		}
	}
	return out
}

// typed reports whether r can be the text of a glyph: it is neither a control character nor one that a ToUnicode map
// must not have (ISO 14289-1 §7.21.7).
func typed(r rune) bool {
	return r >= 0x20 && (r < 0x7F || r >= 0xA0) && (r < 0xD800 || r > 0xDFFF) && r != 0xFEFF && r&0xFFFE != 0xFFFE
}

// compatible reports whether r is likely to be another form of some character: a compatibility character (Unicode
// §2.3), a radical, a stroke, or in private use. It goes by blocks, not by decompositions, because a wrong answer costs
// only a few bytes in the PDF.
func compatible(r rune) bool {
	switch {
	case r >= 0xFA0E && r <= 0xFA29: // twelve of these are unified ideographs
		switch r {
		case 0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29:
			return false
		}
		return true
	case r == 0xA0, r == 0xAD, r == 0xB5, r == 0x2011:
		return true
	}
	for _, b := range [...][2]rune{
		{0x2000, 0x200F}, {0x2028, 0x202F}, {0x205F, 0x206F}, // spaces and formats
		{0x2100, 0x214F}, {0x2460, 0x24FF}, // letter-like, enclosed
		{0x2E80, 0x2FDF}, {0x31C0, 0x31EF}, // radicals, strokes
		{0x3200, 0x33FF}, {0xE000, 0xFAFF}, {0xFB00, 0xFDFF}, {0xFE10, 0xFE4F}, {0xFE70, 0xFFEF},
		{0x1D400, 0x1D7FF}, {0x1F100, 0x1F2FF}, {0x2F800, 0x2FA1F}, {0xF0000, 0x10FFFF},
	} {
		if r >= b[0] && r <= b[1] {
			return true
		}
	}
	return false
}
