package font

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// What a subset must have besides its glyphs (ISO 32000-1 §9.9): metrics, an empty cmap, a name, and the programs that
// the instructions of its glyphs call.
func TestTheTablesOfASubset(t *testing.T) {
	face, err := Parse(builtIn(t, "KebenSerif-Regular"), 0)
	if err != nil {
		t.Fatal(err)
	}
	for tag, b := range map[string][]byte{"cvt ": {1, 2}, "fpgm": {3}, "prep": {4}, "GSUB": {5}} {
		face.tables[tag] = b
	}
	a, _ := face.GID('A')
	s, err := face.Subset([]Coded{{CID: 3, Glyph: a}, {CID: 9, Glyph: a}})
	if err != nil {
		t.Fatal(err)
	}
	version, tables := readDirectory(s.Data, 0)
	tags := ""
	for _, tag := range []string{"OS/2", "cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "prep", "GSUB"} {
		if tables[tag] != nil {
			tags += tag + " "
		}
	}
	if version != versionTrueType || tags != "OS/2 cmap cvt  fpgm glyf head hhea hmtx loca maxp name post prep " {
		t.Errorf("version %x with %s", version, tags)
	}
	small, err := Parse(s.Data, 0)
	if err != nil || small.NumGlyphs != 2 || small.PostScriptName != face.PostScriptName || small.Family != face.PostScriptName || !small.longLoca || small.longMetrics != 2 {
		t.Fatalf("%+v, %v", small, err)
	}
	if !bytes.Equal(s.Map, words(0, 0, 0, 1, 0, 0, 0, 0, 0, 1)) {
		t.Errorf("the codes are mapped to % x", s.Map)
	}
	if post := tables["post"]; u32(post, 0) != 0x00030000 || len(post) != 32 || !bytes.Equal(post[4:16], face.tables["post"][4:16]) {
		t.Errorf("post is % x", post)
	}
	var names []string
	for _, r := range readNameTable(tables["name"]) {
		names = append(names, fmt.Sprintf("%d=%s", r.id, r.decode()))
	}
	if got := strings.Join(names, " "); got != "1=KebenSerif-Regular 2=Regular 3=KebenSerif-Regular 4=KebenSerif-Regular 6=KebenSerif-Regular" {
		t.Errorf("the names are %s", got)
	}
	if got := len(tables["loca"]); got != 12 || u32(tables["loca"], 8) != len(tables["glyf"]) || len(tables["glyf"])%4 != 0 {
		t.Errorf("loca has %d bytes and ends at %d of %d", got, u32(tables["loca"], 8), len(tables["glyf"]))
	}
}

// The errors of a subset name the face, and what is wrong with its codes.
func TestWhyThereIsNoSubset(t *testing.T) {
	f := outlined(t, square(10), square(20))
	f.PostScriptName = "Two"
	for _, c := range []struct {
		codes []Coded
		want  string
	}{
		{[]Coded{{1, 1}, {2, 2}}, "Two has no glyph 2"},
		{[]Coded{{5, 1}, {4, 1}, {5, 0}}, "glyphs 1 and 0 of Two have one code, 5"},
		{[]Coded{{0, 1}}, "glyphs 0 and 1 of Two have one code, 0"},
	} {
		if _, err := f.Subset(c.codes); err == nil || err.Error() != c.want {
			t.Errorf("%v: %v, want %s", c.codes, err, c.want)
		}
	}
	otf, err := Parse(wrapped(handmade(), 5), 0)
	if err != nil {
		t.Fatal(err)
	}
	codes := make([]Coded, 0xFFFF)
	for i := range codes {
		codes[i].CID = uint16(i + 1)
	}
	if _, err := otf.Subset(codes); !errors.Is(err, ErrTooMany) {
		t.Errorf("65,535 codes and .notdef: %v", err)
	}
	if s, err := otf.Subset(codes[:0xFFFE]); err != nil {
		t.Error(err)
	} else if c, err := parseCFF(s.Data); err != nil || c.charStrings.count != 0xFFFF {
		t.Errorf("65,534 codes: %v", err)
	}
}

// Which subroutines are kept: all that are called, in their places; the others are empty, and cut off at the end as far
// as the number that is added to an operand stays the same.
func TestKeptSubroutinesHaveTheirNumbers(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, count := range []int{1, 2, 1239, 1240, 1241, 33899, 33900, 34000} {
		items := make([][]byte, count)
		for i := range items {
			items[i] = []byte{byte(139 + i%100), 11}
		}
		x, _, err := readIndex(appendIndex(nil, items), 0)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			used := map[int]bool{}
			for range 1 + random.IntN(5) {
				used[random.IntN(min(count, 1+random.IntN(count)))] = true
			}
			kept := keepUsed(x, used)
			if subrBias(len(kept)) != subrBias(count) {
				t.Fatalf("%d of %d are kept: their numbers change", len(kept), count)
			}
			last := 0
			for i, b := range kept {
				want := []byte{11}
				if used[i] {
					want, last = items[i], i
				}
				if !bytes.Equal(b, want) {
					t.Fatalf("%d of %d: subroutine %d is % x", len(kept), count, i, b)
				}
			}
			if len(kept) > last+1 && subrBias(len(kept)-1) == subrBias(count) {
				t.Fatalf("%d of %d are kept, %d suffice", len(kept), count, last+1)
			}
		}
	}
}

// A drawing is written with the errors of rounding of its points only.
func TestDrawingsAreWrittenAsCharstrings(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	coordinate := func() float64 {
		if random.IntN(2) == 0 {
			return float64(random.IntN(4000) - 2000)
		}
		return random.Float64()*400 - 200
	}
	at := func() Point { return Point{coordinate(), coordinate()} }
	for range 100 {
		s := &charString{hasWidth: random.IntN(2) == 0, width: float64(random.IntN(3000)-1500) / 4}
		for range 1 + random.IntN(3) {
			s.out = append(s.out, Segment{Verb: MoveTo, P: [3]Point{at()}})
			for range random.IntN(5) {
				if random.IntN(2) == 0 {
					s.out = append(s.out, Segment{Verb: LineTo, P: [3]Point{at()}})
				} else {
					s.out = append(s.out, Segment{CubicTo, [3]Point{at(), at(), at()}})
				}
			}
			s.out = append(s.out, Segment{Verb: Close})
		}
		again := &charString{font: &cffFont{}}
		again.exec(encodeOutline(s))
		if again.hasWidth != s.hasWidth || s.hasWidth && again.width != s.width || len(again.out) != len(s.out) || !again.done {
			t.Fatalf("width %v of %v, %d segments of %d", again.width, s.width, len(again.out), len(s.out))
		}
		for i := range s.out {
			for k, p := range s.out[i].P {
				if q := again.out[i].P[k]; p.X-q.X > 1e-5 || q.X-p.X > 1e-5 || p.Y-q.Y > 1e-5 || q.Y-p.Y > 1e-5 {
					t.Fatalf("%s\n%s", printed(s.out), printed(again.out))
				}
			}
		}
	}
}
