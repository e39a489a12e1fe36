package font

import "math"

// layoutTables are the tables of OpenType and AAT layout, and the axes that GDEF counts.
var layoutTables = [...]string{"GDEF", "GSUB", "GPOS", "kern", "morx", "kerx", "ankr", "feat", "ltag", "fvar"}

// Layout returns a font file with the tables of a face that a shaping engine reads: the layout tables, unchanged, and
// checked metrics. Its cmap has no characters but only the variation sequences (葛 with U+E0100), because the engine
// asks GID for characters. With boxes, every glyph is an empty drawing with the ink box of the real one, from which an
// engine places a combining mark for which the face has no rule.
func (f *Face) Layout(boxes bool) []byte {
	head := resized(f.tables["head"], 54)
	put16(head, 50, 1) // indexToLocFormat: long
	hhea := resized(f.tables["hhea"], 36)
	long := min(f.longMetrics, f.NumGlyphs)
	put16(hhea, 34, long)
	maxp := make([]byte, 6) // version 0.5
	put32(maxp, 0, 0x00005000)
	put16(maxp, 4, f.NumGlyphs)
	tables := tableSet{
		"head": head, "hhea": hhea, "maxp": maxp, "hmtx": resized(f.metrics, 4*long+2*(f.NumGlyphs-long)),
		"cmap": emptyCmap(variations(f.tables["cmap"])),
	}
	for _, tag := range layoutTables {
		if t := f.tables[tag]; t != nil {
			tables[tag] = t
		}
	}
	if boxes {
		f.addBoxes(tables)
	}
	return assemble(versionTrueType, tables)
}

// addBoxes adds the tables glyf and loca with glyphs that have a box but no contours. Readers take the left edge from
// hmtx, so it is corrected for CFF faces, where it may be wrong.
func (f *Face) addBoxes(tables tableSet) {
	const size = 12 // a header, and the length of no instructions
	var glyf []byte
	loca := make([]byte, 4*(f.NumGlyphs+1))
	steps := 0
	for g := range f.NumGlyphs {
		var box [size]byte
		ok := false
		switch {
		case !f.CFF:
			if b := slice(f.glyph(GlyphID(g)), 0, 10); b != nil {
				copy(box[2:], b[2:])
				ok = true
			}
		case steps < maxBoxSteps:
			s := f.cff.run(GlyphID(g), nil, nil)
			steps += s.steps
			var edges [4]int
			edges[0], edges[1], edges[2], edges[3], ok = boundsOf(polygon(s.out))
			for k, v := range edges {
				put16(box[:], 2+2*k, max(math.MinInt16, min(v, math.MaxInt16)))
			}
		}
		if f.CFF {
			copy(tables["hmtx"][f.sideBearingAt(GlyphID(g)):], box[2:4])
		}
		if ok {
			glyf = append(glyf, box[:]...)
		}
		put32(loca, 4*(g+1), len(glyf))
	}
	tables["glyf"], tables["loca"] = glyf, loca
}

// polygon joins the points of an outline, control points too, by lines. HarfBuzz takes its box for that of a CFF
// glyph.
func polygon(outline []Segment) []Segment {
	var out []Segment
	for _, s := range outline {
		if s.Verb != CubicTo {
			out = append(out, s)
			continue
		}
		for _, p := range s.P {
			out = append(out, Segment{Verb: LineTo, P: [3]Point{p}})
		}
	}
	return out
}

// maxBoxSteps bounds the steps of all charstrings of a face together: several times those of 65,535 ordinary glyphs.
// Glyphs beyond it have no box.
const maxBoxSteps = 1 << 26

// variations returns the subtable of variation sequences (cmap format 14), or nil. Selectors may share a list, so that
// a hostile table could repeat a long one; a table that lists more entries than it has bytes is ignored.
func variations(cmap []byte) []byte {
	for i := range u16(cmap, 2) {
		rec := slice(cmap, 4+8*i, 8)
		if rec == nil {
			return nil
		}
		at := u32(rec, 4)
		if u16(rec, 0) != 0 || u16(rec, 2) != 5 || u16(cmap, at) != 14 {
			continue
		}
		t := slice(cmap, at, u32(cmap, at+2))
		listed := 0
		for k := range min(u32(t, 6), len(t)) {
			selector := slice(t, 10+11*k, 11)
			if selector == nil {
				return nil
			}
			for _, list := range [...]int{u32(selector, 3), u32(selector, 7)} {
				n := 0
				if list != 0 {
					n = u32(t, list)
				}
				if listed += n; n < 0 || n > len(t) || listed > len(t) {
					return nil
				}
			}
		}
		return t
	}
	return nil
}
