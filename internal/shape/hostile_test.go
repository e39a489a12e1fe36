package shape

import (
	"encoding/binary"
	"maps"
	"runtime"
	"slices"
	"testing"

	"keben/internal/font"
	"keben/templates"
)

// tables returns the tables of a font file that is no collection.
func tables(t testing.TB, name string) map[string][]byte {
	t.Helper()
	data, err := templates.FS.ReadFile("fonts/" + name + ".ttf")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		rec := data[12+16*i:][:16]
		at, n := binary.BigEndian.Uint32(rec[8:]), binary.BigEndian.Uint32(rec[12:])
		out[string(rec[:4])] = slices.Clone(data[at : at+n])
	}
	return out
}

// file puts tables into a TrueType file; nobody looks at its checksums.
func file(tables map[string][]byte) []byte {
	tags := slices.Sorted(maps.Keys(tables))
	out := make([]byte, 12+16*len(tags))
	copy(out, words(1, 0, len(tags)))
	for i, tag := range tags {
		rec := out[12+16*i:]
		copy(rec, tag)
		binary.BigEndian.PutUint32(rec[8:], uint32(len(out)))
		binary.BigEndian.PutUint32(rec[12:], uint32(len(tables[tag])))
		out = append(out, tables[tag]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}

// words writes 16-bit numbers.
func words(v ...int) (b []byte) {
	for _, x := range v {
		b = append(b, byte(x>>8), byte(x))
	}
	return b
}

// cmap writes a cmap of subtables, each with its platform and encoding.
func cmap(records ...any) []byte {
	n := len(records) / 3
	out := words(0, n)
	at := 4 + 8*n
	for i := range n {
		out = append(out, words(records[3*i].(int), records[3*i+1].(int), at>>16, at&0xFFFF)...)
		at += len(records[3*i+2].([]byte))
	}
	for i := range n {
		out = append(out, records[3*i+2].([]byte)...)
	}
	return out
}

// segments is a cmap of format 4 with n segments over the same characters, whose glyphs are in a list at offset.
func segments(n, glyphs int, offset func(i int) int) []byte {
	ends, starts, deltas, offsets := make([]int, n), make([]int, n), make([]int, n), make([]int, n)
	for i := range n {
		ends[i], offsets[i] = glyphs-1, offset(i)
	}
	out := words(4, 0, 0, 2*n, 0, 0, 0)
	out = append(out, words(ends...)...)
	out = append(out, 0, 0)
	out = append(out, words(starts...)...)
	out = append(out, words(deltas...)...)
	out = append(out, words(offsets...)...)
	return append(out, make([]byte, 2*glyphs)...)
}

// sequences is a cmap of format 14: n selectors, all with one list of glyphs.
func sequences(n int, glyphs ...int) []byte {
	out := words(14, 0, 0, 0, n)
	list := 10 + 11*n
	for i := range n {
		out = append(out, 0, 0xFE, byte(i), 0, 0, 0, 0)
		out = append(out, words(list>>16, list&0xFFFF)...)
	}
	out = append(out, words(0, len(glyphs))...)
	for i, g := range glyphs {
		out = append(out, 0, 0, byte('A'+i))
		out = append(out, words(g)...)
	}
	binary.BigEndian.PutUint32(out[2:], uint32(len(out)))
	return out
}

// Each of these makes the module that reads layout tables panic, or ask for memory without end, when it is given
// the whole face.
func TestABrokenFaceIsShapedWithinBounds(t *testing.T) {
	broken := map[string]func(map[string][]byte){
		"overlapping segments of the cmap": func(tables map[string][]byte) {
			s := segments(3000, 20000, func(i int) int { return 2 * (3000 - i) })
			tables["cmap"] = cmap(3, 1, s, 3, 1, s, 3, 1, s, 3, 1, s)
		},
		"segments before the list of glyphs": func(tables map[string][]byte) {
			tables["cmap"] = cmap(3, 1, segments(3000, 20000, func(int) int { return 2 }))
		},
		"one list for many selectors": func(tables map[string][]byte) {
			tables["cmap"] = cmap(0, 5, sequences(200, make([]int, 40000)...), 3, 1, tables["cmap"][:0])
		},
		"glyphs from back to front":  func(tables map[string][]byte) { copy(tables["loca"], words(0x7FFF, 0x7FFF)) },
		"more metrics than glyphs":   func(tables map[string][]byte) { copy(tables["hhea"][34:], words(0xFFFF)) },
		"no metrics":                 func(tables map[string][]byte) { tables["hmtx"] = []byte{0} },
		"layout tables of one byte":  func(tables map[string][]byte) { tables["GSUB"], tables["GPOS"] = []byte{0}, []byte{1} },
		"layout tables that overlap": func(tables map[string][]byte) { tables["GPOS"] = make([]byte, 1<<16) },
	}
	for name, breakIt := range broken {
		parts := tables(t, "KebenMono-Italic")
		breakIt(parts)
		face, err := font.Parse(file(parts), 0)
		if err != nil {
			continue // refused, which is as well
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for _, text := range []string{"office", "e\u0301x\u0323", "A\uFE00"} {
			covered := 0
			for _, g := range NewShaper(nil).Shape(face, text, latin) {
				covered += g.End - g.Start
				if int(g.ID) >= face.NumGlyphs {
					t.Errorf("%s: glyph %d of %d", name, g.ID, face.NumGlyphs)
				}
			}
			if covered != len(text) {
				t.Errorf("%s: %d of %d bytes of %q are in a cluster", name, covered, len(text), text)
			}
		}
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 20<<20 {
			t.Errorf("%s: %d MB", name, n>>20)
		}
	}
}

func TestVariationSequencesChooseTheirGlyph(t *testing.T) {
	parts := tables(t, "KebenMono-Italic")
	plain := words(6, 0, 0, 'A', 2, 40, 41)
	parts["cmap"] = cmap(0, 5, sequences(1, 50, 51), 3, 1, plain)
	face, err := font.Parse(file(parts), 0)
	if err != nil {
		t.Fatal(err)
	}
	g := NewShaper(nil).Shape(face, "AB\uFE00", latin)
	if len(g) < 2 || g[0].ID != 40 || g[1].ID != 51 {
		t.Errorf("A and a variant of B are %+v, want glyphs 40 and 51", g)
	}
}

// HarfBuzz and the choice of faces ask the same table: a character is set if and only if the face has it.
func TestShapingHasTheCharactersOfTheFace(t *testing.T) {
	parts := tables(t, "KebenMono-Italic")
	parts["cmap"] = cmap(3, 1, words(6, 0, 0, 'A', 2, 40, 0xFFF0))
	face, err := font.Parse(file(parts), 0)
	if err != nil {
		t.Fatal(err)
	}
	for i, g := range NewShaper(nil).Shape(face, "ABC", latin) {
		want, _ := face.GID(rune('A' + i))
		if g.ID != want {
			t.Errorf("%c is glyph %d, the face says %d", 'A'+i, g.ID, want)
		}
	}
}

// FuzzFace: whatever a font file holds, shaping ends, covers the text and names glyphs there are.
func FuzzFace(f *testing.F) {
	parts := tables(f, "KebenMono-Italic")
	for _, tag := range []string{"glyf", "loca"} { // the rest is small enough to be worth changing
		parts[tag] = parts[tag][:min(len(parts[tag]), 4096)]
	}
	f.Add(file(parts))
	parts["cmap"] = cmap(0, 5, sequences(2, 50, 51), 3, 1, words(6, 0, 0, 'A', 2, 40, 41))
	delete(parts, "GPOS")
	f.Add(file(parts))
	f.Fuzz(func(t *testing.T, data []byte) {
		face, err := font.Parse(data, 0)
		if err != nil {
			return
		}
		s := NewShaper(nil)
		for _, text := range []string{"office AB\uFE00", "e\u0301x\u0323\u0301"} {
			covered := 0
			for _, g := range s.Shape(face, text, latin) {
				covered += g.End - g.Start
				if int(g.ID) >= face.NumGlyphs {
					t.Fatalf("glyph %d of %d", g.ID, face.NumGlyphs)
				}
			}
			if covered != len(text) {
				t.Fatalf("%d of %d bytes of %q are in a cluster", covered, len(text), text)
			}
		}
	})
}
