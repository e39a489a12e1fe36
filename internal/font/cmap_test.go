package font

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/font/sfnt"
)

// words are 16-bit numbers, big-endian.
func words(v ...int) (b []byte) {
	for _, x := range v {
		b = append(b, byte(x>>8), byte(x))
	}
	return b
}

// cmapOf is a cmap of subtables, each with its platform and encoding.
func cmapOf(subtables ...struct {
	platform, encoding int
	t                  []byte
}) []byte {
	b := make([]byte, 4+8*len(subtables))
	put16(b, 2, len(subtables))
	for i, s := range subtables {
		put16(b, 4+8*i, s.platform)
		put16(b, 6+8*i, s.encoding)
		put32(b, 8+8*i, len(b))
		b = append(b, s.t...)
	}
	return b
}

// Of the subtables of a cmap the one with the most characters is read, and of two alike the first.
func TestTheBestSubtableOfACmapIsRead(t *testing.T) {
	type kind struct{ platform, encoding, rank int }
	kinds := []kind{
		{3, 10, 7}, {0, 4, 6}, {0, 6, 6}, {3, 1, 5}, {0, 0, 4}, {0, 1, 4}, {0, 2, 4}, {0, 3, 4}, {3, 0, 3}, {1, 0, 2},
		{0, 5, 0}, {0, 7, 0}, {1, 1, 0}, {2, 0, 0}, {3, 2, 0}, {3, 4, 0}, {3, 9, 0}, {4, 10, 0}, {1, 10, 0}, {2, 1, 0},
	}
	sub := func(g int) []byte { return words(6, 12, 0, 'A', 1, g) }
	type entry = struct {
		platform, encoding int
		t                  []byte
	}
	for _, a := range kinds {
		for _, b := range kinds {
			m := readCmap(cmapOf(entry{a.platform, a.encoding, sub(1)}, entry{b.platform, b.encoding, sub(2)}), 100)
			want := GlyphID(1)
			if b.rank > a.rank {
				want = 2
			}
			if a.rank == 0 && b.rank == 0 {
				want = 0
			}
			if got := m.lookup('A'); got != want {
				t.Errorf("%v before %v: the glyph is that of subtable %d, want %d", a, b, got, want)
			}
		}
	}
	for format := range 16 { // one whose format is not known is passed over
		t1 := sub(1)
		put16(t1, 0, format)
		m := readCmap(cmapOf(entry{3, 10, t1}, entry{3, 1, sub(2)}), 100)
		known := format == 0 || format == 4 || format == 6 || format == 10 || format == 12 || format == 13
		if got := m.lookup('A'); (got == 2) == known {
			t.Errorf("format %d: glyph %d", format, got)
		}
	}
	cut := cmapOf(entry{3, 1, sub(1)})
	put16(cut, 2, 9) // records that are not there
	if m := readCmap(cut, 100); m.lookup('A') != 1 {
		t.Error("a cmap with fewer records than it says is not read")
	}
	if m := readCmap(cut[:11], 100); m != nil {
		t.Error("half a record is read")
	}
}

// Symbol faces have their ASCII from U+F020 on.
func TestSymbolFacesHaveTheirASCII(t *testing.T) {
	sub := words(6, 0, 0, 0xF01F, 97)
	for g := 1; g <= 97; g++ {
		sub = append(sub, words(g)...)
	}
	type entry = struct {
		platform, encoding int
		t                  []byte
	}
	symbol, unicode := readCmap(cmapOf(entry{3, 0, sub}), 1000), readCmap(cmapOf(entry{3, 1, sub}), 1000)
	for r := rune(0); r < 0x100; r++ {
		want := GlyphID(0)
		if r >= 0x20 && r <= 0x7E {
			want = GlyphID(r - 0x1E)
		}
		if got := symbol.lookup(r); got != want {
			t.Errorf("%U is glyph %d, want %d", r, got, want)
		}
		if got := unicode.lookup(r); got != 0 {
			t.Errorf("%U is glyph %d in a face that is none of symbols", r, got)
		}
	}
	both := words(4, 40, 0, 6, 0, 0, 0, 'A', 0xF041, 0xFFFF, 0, 'A', 0xF041, 0xFFFF, (7-'A')&0xFFFF, (8-0xF041)&0xFFFF, 1, 0, 0, 0)
	if m := readCmap(cmapOf(entry{3, 0, both}), 1000); m.lookup('A') != 7 || m.lookup(0xF041) != 8 {
		t.Errorf("A is glyph %d, U+F041 %d: a symbol face may have both", m.lookup('A'), m.lookup(0xF041))
	}
}

// The ranges of formats 4, 12 and 13 ascend; what does not is read from where it does. Arrays are read as far as there
// are bytes.
func TestEveryFormatOfACmapIsReadInBounds(t *testing.T) {
	long := func(v ...int) (b []byte) {
		for _, x := range v {
			b = append(b, words(x>>16, x)...)
		}
		return b
	}
	for _, c := range []struct {
		name string
		t    []byte
		want string
	}{
		{"0", append(words(0, 262, 0), make([]byte, 97)...)[:6+97], ""},
		{"0 with A", append(append(words(0, 262, 0), make([]byte, 65)...), 9), "A=9"},
		{"4, deltas", words(4, 0, 0, 4, 0, 0, 0, 'C', 'F', 0, 'A', 'E', 1, 0x10000-60, 0, 0), "A=66 B=67 C=68 E=9 F=10"},
		{"4, segments that overlap", words(4, 0, 0, 4, 0, 0, 0, 'C', 'E', 0, 'A', 'B', 1, 2, 0, 0), "A=66 B=67 C=68 D=70 E=71"},
		{"4, segments that descend", words(4, 0, 0, 4, 0, 0, 0, 'E', 'C', 0, 'D', 'A', 1, 2, 0, 0), "D=69 E=70"},
		{"4, an array with deltas", words(4, 0, 0, 2, 0, 0, 0, 'C', 0, 'A', 5, 2, 10, 0, 12), "A=15 C=17"},
		{"4, an array and an offset of FFFF", words(4, 0, 0, 4, 0, 0, 0, 'B', 'C', 0, 'A', 'C', 0, 1, 4, 0xFFFF, 8, 9), "A=8 B=9 C=68"},
		{"4, an array behind the end", words(4, 0, 0, 2, 0, 0, 0, 'C', 0, 'A', 0, 2, 10), "A=10"},
		{"4, cut before the last offset", words(4, 0, 0, 4, 0, 0, 0, 'A', 'C', 0, 'A', 'C', 1, 1, 0), "A=66"},
		{"4, a delta that wraps", words(4, 0, 0, 2, 0, 0, 0, 'A', 0, 'A', 0x10000-'A'+3, 0), "A=3"},
		{"6", words(6, 0, 0, 'B', 3, 7, 0, 8), "B=7 D=8"},
		{"6, cut", words(6, 0, 0, 'B', 3, 7), "B=7"},
		{"10", append(long(10<<16, 0, 0, 'B', 3), words(7, 0, 8)...), "B=7 D=8"},
		{"10, beyond Unicode", append(long(10<<16, 0, 0, 0x10FFFE, 4), words(7, 8, 9, 10)...), "U+10FFFE=7 U+10FFFF=8"},
		{"12", long(12<<16, 0, 0, 2, 'A', 'B', 7, 'D', 'D', 3), "A=7 B=8 D=3"},
		{"12, ranges that overlap", long(12<<16, 0, 0, 2, 'A', 'C', 7, 'B', 'D', 20), "A=7 B=8 C=9 D=22"},
		{"12, beyond Unicode", long(12<<16, 0, 0, 1, 0x10FFFF, 0x110004, 7), "U+10FFFF=7"},
		{"12, fewer than it says", long(12<<16, 0, 0, 9, 'A', 'A', 7), "A=7"},
		{"12, half a range", long(12<<16, 0, 0, 2, 'A', 'A', 7, 'D', 'D'), "A=7"},
		{"13", long(13<<16, 0, 0, 2, 'A', 'B', 7, 'B', 'D', 3), "A=7 B=7 C=3 D=3"},
	} {
		got := ""
		readSubtable(c.t, func(r, g int) {
			if g != 0 {
				if got != "" {
					got += " "
				}
				if r < 0x80 {
					got += fmt.Sprintf("%c=%d", r, g)
				} else {
					got += fmt.Sprintf("%U=%d", r, g)
				}
			}
		})
		if got != c.want {
			t.Errorf("format %s: %s, want %s", c.name, got, c.want)
		}
	}
}

// A map of pages is a map.
func TestCharactersAreFoundOnTheirPages(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	var m charMap
	want := map[rune]GlyphID{}
	edges := []rune{0, 0xFE, 0xFF, 0x100, 0x101, 0x1FF, 0x4E00, 0xFFFF, 0x10000, 0x10FFFF}
	for range 300 {
		r := edges[random.IntN(len(edges))]
		if random.IntN(2) == 0 {
			r = rune(random.IntN(0x3000))
		}
		g := 1 + random.IntN(0xFFFF)
		m.set(int(r), g)
		want[r] = GlyphID(g)
	}
	for r := rune(-3); r <= 0x110010; r++ {
		if m.lookup(r) != want[r] {
			t.Fatalf("%U is glyph %d, want %d", r, m.lookup(r), want[r])
		}
	}
	if m.lookup(-1<<31) != 0 {
		t.Error("there is a glyph of a negative number")
	}
}

// A cmap that is written is read by golang.org/x/image as it is here.
func TestOthersReadTheCmapOfASubset(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	face, err := Parse(builtIn(t, "KebenSerif-Regular"), 0)
	if err != nil {
		t.Fatal(err)
	}
	for range 12 {
		var chars []rune
		for r := rune(0x20); r < 0x250; r++ {
			if random.IntN(1+random.IntN(9)) == 0 {
				chars = append(chars, r)
			}
		}
		chars = append(chars, 0xFFFE, 0xFFFF, 0x10000, -1)
		data, err := face.SubsetChars(chars)
		if err != nil {
			t.Fatal(err)
		}
		ours, err := Parse(data, 0)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		var b sfnt.Buffer
		in := map[rune]bool{}
		for _, r := range chars[:len(chars)-4] {
			in[r] = true
		}
		for r := rune(0); r < 0x300; r++ {
			old, has := face.GID(r)
			g, ok := ours.GID(r)
			if ok != (has && in[r]) || ok && ours.Advance(g) != face.Advance(old) {
				t.Fatalf("%c is glyph %d, %v", r, g, ok)
			}
			if i, err := theirs.GlyphIndex(&b, r); err != nil || i != sfnt.GlyphIndex(g) {
				t.Fatalf("%c is glyph %d to x/image, %d here, %v", r, i, g, err)
			}
		}
		table := ours.Table("cmap")
		// The numbers by which old programs search (OpenType, "cmap", format 4): of n segments 2·2^k bytes with the
		// largest power of two, k, and the rest.
		n, k := u16(table, 12+6)/2, u16(table, 12+10)
		if 1<<k > n || 2<<k <= n || u16(table, 12+8) != 2<<k || u16(table, 12+12) != 2*n-2<<k || u16(table, 14) != len(table)-12 {
			t.Fatalf("%d segments: range %d, selector %d, shift %d", n, u16(table, 12+8), k, u16(table, 12+12))
		}
	}
}
