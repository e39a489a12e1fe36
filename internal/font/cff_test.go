package font

import (
	"bytes"
	"compress/zlib"
	"math/rand/v2"
	"slices"
	"testing"

	"keben/templates"
)

// op, n and charstring write Type 2 charstrings by hand.
func n(v int) []byte { return appendFixed(nil, v<<16) }

func op(code ...byte) []byte { return code }

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// handmade is a name-keyed CFF font that uses what real ones do: widths, hints and masks, local and global
// subroutines, every curve operator, arithmetic, flex, and an accented character.
func handmade() []byte {
	square := join(n(100), op(6), n(100), op(7), n(-100), op(6)) // a global subroutine without return: hlineto, …
	global := [][]byte{append(square, 11), op(11)}
	local := [][]byte{op(11), join(n(10), n(20), op(21), op(11)), op(11)}
	call := func(i int, code byte) []byte { return join(n(i-107), op(code)) }
	glyphs := [][]byte{
		op(14), // .notdef
		// A: width 500 as the difference to nominal, a move by a local subroutine, a square by a global one.
		join(n(-50), call(1, 10), call(0, 29), op(14)),
		// acute: stems and a mask whose byte must be skipped, every curve.
		join(n(1), n(2), n(3), n(4), op(18), n(5), n(6), op(19), op(0xE0),
			n(300), n(400), op(21),
			n(10), n(20), n(30), n(40), n(50), n(60), op(8),
			n(5), n(10), n(20), n(30), n(40), op(26),
			n(5), n(10), n(20), n(30), n(40), op(27),
			n(10), n(20), n(30), n(40), n(7), op(30),
			n(10), n(20), n(30), n(40), op(31),
			n(1), n(2), n(3), n(4), n(5), n(6), n(7), n(8), op(24),
			n(1), n(2), n(3), n(4), n(5), n(6), n(7), n(8), op(25),
			n(1), n(2), n(3), n(4), n(5), n(6), n(7), op(12, 34),
			n(1), n(2), n(3), n(4), n(5), n(6), n(7), n(8), n(9), n(10), n(11), n(12), n(50), op(12, 35),
			n(1), n(2), n(3), n(4), n(5), n(6), n(7), n(8), n(9), op(12, 36),
			n(1), n(2), n(3), n(4), n(5), n(6), n(7), n(8), n(9), n(10), n(11), op(12, 37),
			n(6), n(3), op(12, 12), n(1), op(12, 10), op(22), // hmoveto by 6/3+1
			op(14)),
		// Aacute: A with acute at (70, 80), by their codes in StandardEncoding.
		join(n(70), n(80), n(65), n(194), op(14)),
		// A subroutine that calls itself.
		join(call(2, 10), op(14)),
	}
	local[2] = join(call(2, 10), op(11))

	private := join(n2(400), op(20), n2(550), op(21)) // defaultWidthX, nominalWidthX
	private = append(private, appendOp(appendInt(nil, len(private)+6), opSubrs)...)

	head := []byte{1, 0, 4, 4}
	head = appendIndex(head, [][]byte{[]byte("Handmade")})
	tail := appendIndex(nil, nil) // strings
	tail = appendIndex(tail, global)
	top := func(base, size int) []byte {
		b := appendOp(appendInt(nil, base), opCharset)
		b = appendOp(appendInt(b, base+1+2*4), opCharStrings)
		charStrings := len(appendIndex(nil, glyphs))
		return appendOp(appendInt(appendInt(b, size), base+1+2*4+charStrings), opPrivate)
	}
	base := len(head) + len(appendIndex(nil, [][]byte{top(0, 0)})) + len(tail)
	head = appendIndex(head, [][]byte{top(base, len(private))})
	head = append(head, tail...)
	head = append(head, 0, 0, 34, 0, 125, 0, 171, 0, 35) // charset: A, acute, Aacute, B
	head = appendIndex(head, glyphs)
	head = append(head, private...)
	return appendIndex(head, local)
}

// n2 writes a DICT integer.
func n2(v int) []byte { return appendInt(nil, v) }

// wrapped puts a CFF table into an OpenType file.
func wrapped(cff []byte, glyphs int) []byte {
	head := make([]byte, 54)
	put16(head, 18, 1000)
	hhea := make([]byte, 36)
	put16(hhea, 34, glyphs)
	maxp := make([]byte, 6)
	put32(maxp, 0, 0x5000)
	put16(maxp, 4, glyphs)
	return assemble(versionCFF, tableSet{"head": head, "hhea": hhea, "maxp": maxp, "hmtx": make([]byte, 4*glyphs), "cmap": emptyCmap(nil), "CFF ": cff})
}

func TestCharstringsAreDrawn(t *testing.T) {
	f, err := Parse(wrapped(handmade(), 5), 0)
	if err != nil {
		t.Fatal(err)
	}
	a := f.Outline(1)
	want := []Segment{
		{Verb: MoveTo, P: [3]Point{{10, 20}}}, {Verb: LineTo, P: [3]Point{{110, 20}}}, {Verb: LineTo, P: [3]Point{{110, 120}}},
		{Verb: LineTo, P: [3]Point{{10, 120}}}, {Verb: Close},
	}
	if !sameSegments(a, want) {
		t.Errorf("A is %v", a)
	}
	if x0, y0, x1, y1, ok := f.Bounds(1); !ok || [4]int{x0, y0, x1, y1} != [4]int{10, 20, 110, 120} {
		t.Errorf("A lies in %d %d %d %d", x0, y0, x1, y1)
	}
	acute := f.Outline(2)
	curves := 0
	for _, s := range acute {
		if s.Verb == CubicTo {
			curves++
		}
	}
	if acute[0].P[0] != (Point{300, 400}) || curves != 15 {
		t.Errorf("acute begins at %v and has %d curves, want 15", acute[0].P[0], curves)
	}
	both := f.Outline(3)
	if len(both) != len(a)+len(acute) || both[len(a)].P[0] != (Point{370, 480}) {
		t.Errorf("Aacute has %d steps, want %d; its accent begins at %v", len(both), len(a)+len(acute), both[len(a)].P[0])
	}
	f.Outline(4) // ends
}

// A layout file has boxes and no contours, and the left edge of a box where a reader of glyf looks for it.
// drawn runs a charstring and returns the ends of its lines and curves.
func drawn(code ...[]byte) (ends []Point) {
	s := &charString{}
	s.exec(join(code...))
	for _, seg := range s.out {
		switch seg.Verb {
		case CubicTo:
			ends = append(ends, seg.P[:]...)
		case MoveTo, LineTo:
			ends = append(ends, seg.P[0])
		}
	}
	return ends
}

// Type 2 charstrings have five forms of numbers (The Type 2 Charstring Format, §3.2).
func TestNumbersOfCharstrings(t *testing.T) {
	for v := -1200; v <= 1200; v++ {
		var code []byte
		switch {
		case v >= -107 && v <= 107:
			code = []byte{byte(v + 139)}
		case v >= 108 && v <= 1131:
			code = []byte{byte(247 + (v-108)/256), byte((v - 108) % 256)}
		case v >= -1131 && v <= -108:
			code = []byte{byte(251 + (-v-108)/256), byte((-v - 108) % 256)}
		}
		for _, c := range [][]byte{code, {28, byte(v >> 8), byte(v)}, n(v)} {
			if c == nil {
				continue
			}
			if got := drawn(c, n(3), op(21), n(0), op(6)); len(got) == 0 || got[0] != (Point{float64(v), 3}) {
				t.Fatalf("%d as % x is %v", v, c, got)
			}
		}
	}
	if got := drawn([]byte{255, 0xff, 0xfe, 0x80, 0}, n(0), op(21), n(0), op(6)); got[0] != (Point{-1.5, 0}) {
		t.Errorf("-1.5 is %v", got)
	}
}

// A DICT has six forms of numbers (The Compact Font Format, §4, Table 3).
func TestNumbersOfDicts(t *testing.T) {
	for v := -1200; v <= 1200; v++ {
		var short []byte
		switch {
		case v >= -107 && v <= 107:
			short = []byte{byte(v + 139)}
		case v >= 108 && v <= 1131:
			short = []byte{byte(247 + (v-108)/256), byte((v - 108) % 256)}
		case v >= -1131 && v <= -108:
			short = []byte{byte(251 + (-v-108)/256), byte((-v - 108) % 256)}
		}
		for _, c := range [][]byte{short, {28, byte(v >> 8), byte(v)}, {29, byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)}} {
			if c == nil {
				continue
			}
			d := readDict(join(c, c, []byte{opPrivate}))
			if len(d) != 1 || d[0].op != opPrivate || len(d[0].args) != 2 || d[0].args[0] != float64(v) || d[0].args[1] != float64(v) {
				t.Fatalf("%d as % x is %v", v, c, d)
			}
		}
	}
}

// numbers are operands of a charstring.
func numbers(v ...int) (code []byte) {
	for _, x := range v {
		code = append(code, n(x)...)
	}
	return code
}

// The operators of curves (§4.1): one more operand than fours is the other coordinate of the first point, or of the last.
func TestEveryOperatorOfCurvesHasItsPoints(t *testing.T) {
	for name, c := range map[string]struct {
		args []byte
		op   byte
		want []Point
	}{
		"rrcurveto":        {numbers(1, 2, 3, 4, 5, 6), 8, []Point{{1, 2}, {4, 6}, {9, 12}}},
		"rcurveline":       {numbers(1, 2, 3, 4, 5, 6, 7, 8), 24, []Point{{1, 2}, {4, 6}, {9, 12}, {16, 20}}},
		"rlinecurve":       {numbers(1, 2, 3, 4, 5, 6, 7, 8), 25, []Point{{1, 2}, {4, 6}, {9, 12}, {16, 20}}},
		"vvcurveto":        {numbers(1, 2, 3, 4), 26, []Point{{0, 1}, {2, 4}, {2, 8}}},
		"vvcurveto, twice": {numbers(9, 1, 2, 3, 4, 5, 6, 7, 8), 26, []Point{{9, 1}, {11, 4}, {11, 8}, {11, 13}, {17, 20}, {17, 28}}},
		"hhcurveto":        {numbers(1, 2, 3, 4), 27, []Point{{1, 0}, {3, 3}, {7, 3}}},
		"hhcurveto, twice": {numbers(9, 1, 2, 3, 4, 5, 6, 7, 8), 27, []Point{{1, 9}, {3, 12}, {7, 12}, {12, 12}, {18, 19}, {26, 19}}},
		"vhcurveto":        {numbers(1, 2, 3, 4), 30, []Point{{0, 1}, {2, 4}, {6, 4}}},
		"vhcurveto, five":  {numbers(1, 2, 3, 4, 5), 30, []Point{{0, 1}, {2, 4}, {6, 9}}},
		"hvcurveto, five":  {numbers(1, 2, 3, 4, 5), 31, []Point{{1, 0}, {3, 3}, {8, 7}}},
		"hvcurveto, twice": {numbers(1, 2, 3, 4, 5, 6, 7, 8), 31, []Point{{1, 0}, {3, 3}, {3, 7}, {3, 12}, {9, 19}, {17, 19}}},
	} {
		if got := drawn(n(0), n(0), op(21), c.args, op(c.op)); !slices.Equal(got, append([]Point{{}}, c.want...)) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// Each flex is two curves (§4.1): what is not given is 0, or leads back to where the first began.
func TestFlexesAreTwoCurves(t *testing.T) {
	for name, c := range map[string]struct {
		args []byte
		op   byte
		want []Point
	}{
		"flex":             {numbers(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 50), 35, []Point{{1, 2}, {4, 6}, {9, 12}, {16, 20}, {25, 30}, {36, 42}}},
		"hflex":            {numbers(1, 2, 3, 4, 5, 6, 7), 34, []Point{{1, 0}, {3, 3}, {7, 3}, {12, 3}, {18, 0}, {25, 0}}},
		"hflex1":           {numbers(1, 2, 3, 4, 5, 6, 7, 8, 9), 36, []Point{{1, 2}, {4, 6}, {9, 6}, {15, 6}, {22, 14}, {31, 0}}},
		"flex1, more wide": {numbers(10, 1, 10, 2, 10, 3, 10, 4, 10, 5, 7), 37, []Point{{10, 1}, {20, 3}, {30, 6}, {40, 10}, {50, 15}, {57, 0}}},
		"flex1, more high": {numbers(1, 10, 2, 10, 3, 10, 4, 10, 5, 10, 7), 37, []Point{{1, 10}, {3, 20}, {6, 30}, {10, 40}, {15, 50}, {0, 57}}},
	} {
		got := drawn(n(0), n(0), op(21), c.args, op(12, c.op))
		if len(got) != 7 {
			t.Errorf("%s: %v", name, got)
			continue
		}
		for i, p := range c.want {
			if got[i+1] != p {
				t.Errorf("%s: point %d is %v, want %v", name, i, got[i+1], p)
			}
		}
	}
}

// The arithmetic of charstrings (§4.5), each by what it leaves on the stack.
func TestArithmeticOfCharstrings(t *testing.T) {
	for name, c := range map[string]struct {
		code []byte
		want float64
	}{
		"abs":    {join(n(-7), op(12, 9)), 7},
		"add":    {join(n(5), n(-7), op(12, 10)), -2},
		"sub":    {join(n(5), n(7), op(12, 11)), -2},
		"div":    {join(n(9), n(6), op(12, 12)), 1.5},
		"neg":    {join(n(5), op(12, 14)), -5},
		"mul":    {join(n(5), n(-7), op(12, 24)), -35},
		"sqrt":   {join(n(16), op(12, 26)), 4},
		"eq":     {join(n(4), n(4), op(12, 15)), 1},
		"not eq": {join(n(4), n(5), op(12, 15)), 0},
		"and":    {join(n(4), n(0), op(12, 3)), 0},
		"or":     {join(n(4), n(0), op(12, 4)), 1},
		"not":    {join(n(4), op(12, 5)), 0},
		"dup":    {join(n(3), op(12, 27), op(12, 10)), 6},
		"exch":   {join(n(3), n(4), op(12, 28), op(12, 11)), 1},
		"drop":   {join(n(3), n(4), op(12, 18)), 3},
		"index":  {join(n(3), n(4), n(5), n(1), op(12, 29), op(12, 28), op(12, 18), op(12, 28), op(12, 18), op(12, 28), op(12, 18)), 4},
		"roll":   {join(n(1), n(2), n(3), n(3), n(1), op(12, 30), op(12, 18), op(12, 18)), 3},
		"put":    {join(n(9), n(2), op(12, 20), n(2), op(12, 21)), 9},
		"ifelse": {join(n(1), n(2), n(3), n(4), op(12, 22)), 1},
		"if not": {join(n(1), n(2), n(4), n(3), op(12, 22)), 2},
	} {
		if got := drawn(c.code, n(0), op(21), n(0), op(6)); len(got) == 0 || got[0].X != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestLayoutFileHasTheBoxesOfCFFGlyphs(t *testing.T) {
	f, err := Parse(wrapped(handmade(), 5), 0)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := Parse(f.Layout(false), 0)
	if err == nil || plain != nil {
		t.Error("a layout file without boxes has outlines")
	}
	l, err := Parse(f.Layout(true), 0)
	if err != nil {
		t.Fatal(err)
	}
	if x0, y0, x1, y1, ok := l.Bounds(1); !ok || [4]int{x0, y0, x1, y1} != [4]int{10, 20, 110, 120} {
		t.Errorf("A lies in %d %d %d %d", x0, y0, x1, y1)
	}
	for g := range GlyphID(5) {
		if l.Advance(g) != f.Advance(g) || l.Outline(g) != nil {
			t.Errorf("glyph %d: advance %d, outline %v", g, l.Advance(g), l.Outline(g))
		}
	}
}

func sameSegments(a, b []Segment) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// inOrder gives glyphs the codes 1, 2, …
func inOrder(glyphs []GlyphID) []Coded {
	var out []Coded
	for i, g := range glyphs {
		out = append(out, Coded{uint16(i + 1), g})
	}
	return out
}

// cids reads a charset of format 2 the slow way.
func cids(charset []byte, glyphs int) []uint16 {
	out := []uint16{0}
	for at := 1; len(out) < glyphs; at += 4 {
		for k := range u16(charset, at+2) + 1 {
			out = append(out, uint16(u16(charset, at)+k))
		}
	}
	return out
}

func TestCFFGlyphsHaveTheCodesTheyAreGiven(t *testing.T) {
	f, err := Parse(wrapped(handmade(), 5), 0)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		want := map[uint16]GlyphID{}
		var codes []Coded
		most := []int{12, 400, 65535}[random.IntN(3)]
		for range random.IntN(40) {
			c := Coded{uint16(1 + random.IntN(most)), GlyphID(random.IntN(5))}
			if _, ok := want[c.CID]; !ok {
				want[c.CID] = c.Glyph
				codes = append(codes, c)
			}
		}
		s, err := f.Subset(codes)
		if err != nil {
			t.Fatal(err)
		}
		c, err := parseCFF(s.Data)
		if err != nil || c.charStrings.count != len(codes)+1 {
			t.Fatalf("%v: %d glyphs, %v", codes, c.charStrings.count, err)
		}
		last := 0
		for i, cid := range cids(c.charset, c.charStrings.count) {
			if i > 0 {
				if g, ok := want[cid]; !ok || !sameSegments(c.outline(GlyphID(i)), f.Outline(g)) {
					t.Fatalf("%v: glyph %d with code %d is drawn otherwise", codes, i, cid)
				}
				delete(want, cid)
			}
			last = int(cid)
		}
		if count, _ := find(c.top, 0x0C22, 1); len(want) != 0 || int(count[0]) != last+1 {
			t.Fatalf("%v: without %v, CIDCount %v", codes, want, count)
		}
	}
}

func TestOrdinaryCharactersAreTypedBeforeTheirLikes(t *testing.T) {
	for _, c := range []struct {
		chars string
		want  rune
	}{
		{"⼀一", '一'}, {"⺟⽏母", '母'}, {"\uf900豈", '豈'}, {"\ufa0e", '\ufa0e'}, {"\u00a0 ", ' '}, {"\u00ad-", '-'}, {"\u2126Ω", 'Ω'}, {"ﬁ", 'ﬁ'},
		{"\ue000x", 'x'}, {"\ue000", '\ue000'}, {"\x00", 0}, {"\ufeff", 0}, {"\r", 0}, {"\u009f", 0}, {"\u00a0", '\u00a0'}, {"ba", 'a'},
	} {
		f := &Face{NumGlyphs: 2}
		for _, r := range c.chars {
			f.chars.set(int(r), 1)
		}
		if got := f.Characters()[1]; got != c.want {
			t.Errorf("%q: %q, want %q", c.chars, got, c.want)
		}
	}
}

// Boxes have no contours and no instructions, whatever the glyphs have; a glyph may be nothing but its header.
func TestLayoutFileHasTheBoxesOfTrueTypeGlyphs(t *testing.T) {
	header := []byte{0, 0, 0, 1, 0, 2, 0, 3, 0, 4}
	f := outlined(t, square(50), made(0), header)
	l, err := Parse(f.Layout(true), 0)
	if err != nil {
		t.Fatal(err)
	}
	for g := range GlyphID(3) {
		want := append([]byte{0, 0}, f.glyph(g)[2:10]...)
		if got := l.glyph(g); !bytes.Equal(got, append(want, 0, 0)) {
			t.Errorf("glyph %d is % x, want the box % x", g, got, want)
		}
	}
}

func TestAGlyphWithoutADrawingKeepsItsWidthInASubset(t *testing.T) {
	s := &charString{}
	s.exec(join(n(-50), op(14)))
	again := &charString{}
	again.exec(encodeOutline(s))
	if !again.hasWidth || again.width != -50 {
		t.Errorf("the width is %v, %v", again.width, again.hasWidth)
	}
}

func TestCFFSubsetIsCIDKeyedWithTheSameDrawings(t *testing.T) {
	f, err := Parse(wrapped(handmade(), 5), 0)
	if err != nil {
		t.Fatal(err)
	}
	ids := []GlyphID{3, 1, 1, 2, 4}
	s, err := f.Subset(inOrder(ids))
	if err != nil || !s.CFF {
		t.Fatal(err)
	}
	again, _ := f.Subset(inOrder(ids))
	if !bytes.Equal(s.Data, again.Data) {
		t.Error("the same glyphs give other bytes")
	}
	c, err := parseCFF(s.Data)
	if err != nil {
		t.Fatal(err)
	}
	if !c.cidKeyed || c.charStrings.count != len(ids)+1 {
		t.Fatalf("CID-keyed %v, %d glyphs", c.cidKeyed, c.charStrings.count)
	}
	for i, g := range ids {
		if !sameSegments(c.outline(GlyphID(i+1)), f.Outline(g)) {
			t.Errorf("glyph %d is drawn otherwise", g)
		}
		if w := c.run(GlyphID(i+1), nil, nil); w.width != f.cff.run(g, nil, nil).width {
			t.Errorf("glyph %d has another width", g)
		}
	}
	// A subset of a subset, now from a CID-keyed font.
	f2, err := Parse(wrapped(s.Data, len(ids)+1), 0)
	if err != nil {
		t.Fatal(err)
	}
	s2, err := f2.Subset(inOrder([]GlyphID{4, 1}))
	if err != nil {
		t.Fatal(err)
	}
	if c2, err := parseCFF(s2.Data); err != nil || !sameSegments(c2.outline(1), f.Outline(2)) || !sameSegments(c2.outline(2), f.Outline(3)) {
		t.Errorf("a subset of a subset is drawn otherwise: %v", err)
	}
	if len(s2.Data) >= len(s.Data) {
		t.Errorf("two glyphs take %d bytes, five take %d", len(s2.Data), len(s.Data))
	}
}

func TestUnusedSubroutinesAreCutOff(t *testing.T) {
	x, _, err := readIndex(appendIndex(nil, make([][]byte, 1500)), 0)
	if err != nil || x.count != 1500 {
		t.Fatal(x.count, err)
	}
	if got := len(keepUsed(x, map[int]bool{3: true})); got != 1240 {
		t.Errorf("%d subroutines are kept: the bias of 1500 must stay", got)
	}
	if got := keepUsed(x, nil); got != nil {
		t.Errorf("%d subroutines are kept, none is used", len(got))
	}
}

func TestStandardEncodingFollowsItsGaps(t *testing.T) {
	for code, sid := range map[int]int{'A': 34, ' ': 1, '~': 95, 161: 96, 194: 125, 193: 124, 200: 131, 207: 136, 208: 137, 225: 138, 251: 149, 0: 0, 192: 0} {
		if got := standardSID(code); got != sid {
			t.Errorf("code %d is SID %d, want %d", code, got, sid)
		}
	}
}

// collection puts faces into a TTC whose tables are not shared.
func collection(faces ...[]byte) []byte {
	out := make([]byte, 12+4*len(faces))
	copy(out, "ttcf\x00\x01\x00\x00")
	put32(out, 8, len(faces))
	for i, data := range faces {
		put32(out, 12+4*i, len(out))
		at := len(out)
		out = append(out, data...)
		for k := range u16(data, 4) {
			rec := at + 12 + 16*k
			put32(out, rec+8, u32(out, rec+8)+at)
		}
	}
	return out
}

// woff packs a face as WOFF 1.0.
func woff(t testing.TB, data []byte) []byte {
	version, tables := readDirectory(data, 0)
	out := make([]byte, 44+20*len(tables))
	copy(out, "wOFF")
	put32(out, 4, version)
	put16(out, 12, len(tables))
	i := 0
	for tag, table := range tables {
		var b bytes.Buffer
		w := zlib.NewWriter(&b)
		if _, err := w.Write(table); err != nil {
			t.Fatal(err)
		}
		w.Close()
		packed := b.Bytes()
		if len(packed) >= len(table) {
			packed = table
		}
		rec := out[44+20*i:]
		copy(rec, tag)
		put32(rec, 4, len(out))
		put32(rec, 8, len(packed))
		put32(rec, 12, len(table))
		out = append(out, packed...)
		i++
	}
	return out
}

func builtIn(t testing.TB, name string) []byte {
	data, err := templates.FS.ReadFile("fonts/" + name + ".ttf")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestCollectionsAndWOFFHoldTheSameFaces(t *testing.T) {
	mono, otf := builtIn(t, "KebenMono-Italic"), wrapped(handmade(), 5)
	both := collection(mono, otf)
	if Faces(both) != 2 {
		t.Fatalf("%d faces", Faces(both))
	}
	want, _ := Parse(mono, 0)
	first, err := Parse(both, 0)
	if err != nil || first.PostScriptName != want.PostScriptName || !sameSegments(first.Outline(40), want.Outline(40)) {
		t.Errorf("face 0: %v", err)
	}
	if alone, err := Parse(first.Data, 0); err != nil || alone.NumGlyphs != want.NumGlyphs {
		t.Errorf("face 0 as a file of its own: %v", err)
	}
	if second, err := Parse(both, 1); err != nil || !second.CFF {
		t.Errorf("face 1: %v", err)
	}
	packed, err := Parse(woff(t, mono), 0)
	if err != nil || packed.PostScriptName != want.PostScriptName || !sameSegments(packed.Outline(40), want.Outline(40)) {
		t.Errorf("WOFF: %v", err)
	}
}

func TestWOFFBombIsRefused(t *testing.T) {
	data := woff(t, builtIn(t, "KebenMono-Italic"))
	put32(data, 44+12, maxTable+1)
	if _, err := Parse(data, 0); err == nil {
		t.Error("a table of 64 MB was unpacked")
	}
}

// outlined is a face of the glyphs given, as they stand in the table glyf.
func outlined(t *testing.T, glyphs ...[]byte) *Face {
	t.Helper()
	head := make([]byte, 54)
	put16(head, 18, 1000)
	put16(head, 50, 1)
	hhea := make([]byte, 36)
	put16(hhea, 34, 1)
	maxp := make([]byte, 6)
	put16(maxp, 4, len(glyphs))
	loca := make([]byte, 4*len(glyphs)+4)
	var glyf []byte
	for i, g := range glyphs {
		glyf = append(glyf, g...)
		put32(loca, 4*i+4, len(glyf))
	}
	f, err := Parse(assemble(versionTrueType, tableSet{
		"head": head, "hhea": hhea, "maxp": maxp, "hmtx": make([]byte, 2+2*len(glyphs)), "cmap": emptyCmap(nil), "glyf": glyf, "loca": loca}), 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// square is a simple glyph with sides of a length below 256.
func square(side byte) []byte {
	onCurve, shortX, sameX, shortY, sameY := byte(1), byte(2), byte(16), byte(4), byte(32)
	return []byte{0, 1, 0, 0, 0, 0, 0, side, 0, side, 0, 3, 0, 0, // one contour, its box, its last point, no instructions
		onCurve | sameX | sameY, onCurve | shortX | sameX | sameY, onCurve | sameX | shortY | sameY, onCurve | shortX | sameY,
		side, side, side, 0}
}

// made is a composite glyph of parts.
func made(parts ...GlyphID) []byte {
	glyf := []byte{0xff, 0xff, 0, 0, 0, 0, 0, 9, 0, 9}
	for i, part := range parts {
		flags := byte(argsAreXY | moreComponents)
		if i == len(parts)-1 {
			flags = argsAreXY
		}
		glyf = append(glyf, 0, flags, byte(part>>8), byte(part), 1, 1)
	}
	return glyf
}

func TestAPartThatTheFaceHasNotIsTheMissingGlyphInASubset(t *testing.T) {
	f := outlined(t, square(50), square(70), made(1, 40), square(90))
	sub, err := f.Subset(inOrder([]GlyphID{0, 3, 2}))
	if err != nil {
		t.Fatal(err)
	}
	small, err := Parse(sub.Data, 0)
	if err != nil {
		t.Fatal(err)
	}
	parts := components(small.glyph(2))
	if len(parts) != 2 {
		t.Fatalf("%d parts", len(parts))
	}
	for i, want := range []byte{70, 50} {
		if got := small.glyph(parts[i].glyph); len(got) < 10 || !bytes.Equal(got[:10], square(want)[:10]) {
			t.Errorf("part %d is glyph %d: % x, want the square of %d", i, parts[i].glyph, got, want)
		}
	}
	if !sameSegments(small.Outline(1), f.Outline(3)) || len(small.Outline(1)) == 0 {
		t.Errorf("the square is drawn %v", small.Outline(1))
	}
}

// A part has offsets or points to match in bytes or in words, then one, two or four numbers for its scale in 2.14
// (OpenType, "glyf", composite glyphs); the next part follows at once.
func TestEveryFormOfAPartIsRead(t *testing.T) {
	half, whole, minus := []byte{0x20, 0}, []byte{0x40, 0}, []byte{0xC0, 0}
	for name, c := range map[string]struct {
		flags      int
		rest       []byte
		arg1, arg2 int
		m          [4]float64
	}{
		"offsets in bytes": {argsAreXY, []byte{0xff, 2}, -1, 2, [4]float64{1, 0, 0, 1}},
		"points in bytes":  {0, []byte{0xff, 2}, 255, 2, [4]float64{1, 0, 0, 1}},
		"offsets in words": {argsAreXY | argsAreWords, []byte{0xff, 0xfe, 1, 0}, -2, 256, [4]float64{1, 0, 0, 1}},
		"points in words":  {argsAreWords, []byte{0xff, 0xfe, 1, 0}, 65534, 256, [4]float64{1, 0, 0, 1}},
		"one scale":        {argsAreXY | haveScale, join([]byte{1, 2}, half), 1, 2, [4]float64{0.5, 0, 0, 0.5}},
		"two scales":       {argsAreXY | haveXYScale, join([]byte{1, 2}, half, minus), 1, 2, [4]float64{0.5, 0, 0, -1}},
		"a turn":           {argsAreXY | haveTwoByTwo, join([]byte{1, 2}, half, whole, minus, half), 1, 2, [4]float64{0.5, 1, -1, 0.5}},
	} {
		flags := c.flags | moreComponents
		glyph := join([]byte{0xff, 0xff, 0, 0, 0, 0, 0, 9, 0, 9}, []byte{byte(flags >> 8), byte(flags), 0, 7}, c.rest, []byte{0, argsAreXY, 0, 8, 3, 4})
		parts := components(glyph)
		if len(parts) != 2 {
			t.Errorf("%s: %d parts", name, len(parts))
			continue
		}
		if p := parts[0]; p.glyph != 7 || p.arg1 != c.arg1 || p.arg2 != c.arg2 || p.m != c.m {
			t.Errorf("%s: %+v", name, p)
		}
		if p := parts[1]; p.glyph != 8 || p.arg1 != 3 || p.arg2 != 4 || p.at != len(glyph)-4 {
			t.Errorf("%s: the next is %+v", name, p)
		}
	}
}

func TestALetterIsAsHighAsItsDrawing(t *testing.T) {
	f := outlined(t, square(90), square(50), square(1), square(0))
	for g, r := range " HIJ" {
		f.chars.set(int(r), g)
	}
	for r, want := range map[rune]int{'H': 50, 'I': 1, 'J': 700, 'K': 700} { // a drawing without height says nothing
		if got := f.heightOf(r, 700); got != want {
			t.Errorf("%c is %d high, want %d", r, got, want)
		}
	}
}

func TestCompositeGlyphsNestWithoutEnd(t *testing.T) {
	// Glyph 0 is made of itself, ten times.
	f := outlined(t, made(make([]GlyphID, 10)...))
	if got := f.Outline(0); got != nil {
		t.Errorf("%v", got)
	}
	if _, err := f.Subset(inOrder([]GlyphID{0, 0})); err != nil {
		t.Error(err)
	}
}

func TestCmapFormats(t *testing.T) {
	table := func(platform, encoding int, sub []byte) []byte {
		b := make([]byte, 12)
		put16(b, 2, 1)
		put16(b, 4, platform)
		put16(b, 6, encoding)
		put32(b, 8, 12)
		return append(b, sub...)
	}
	words := func(v ...int) (b []byte) {
		for _, x := range v {
			b = append(b, byte(x>>8), byte(x))
		}
		return b
	}
	format0 := append(words(0, 262, 0), make([]byte, 256)...)
	format0[6+'A'] = 5
	format0[6+0x80] = 6
	for name, c := range map[string]struct {
		t    []byte
		r    rune
		want GlyphID
	}{
		"0":          {table(1, 0, format0), 'A', 5},
		"Macintosh":  {table(1, 0, format0), 0x80, 0},
		"4 delta":    {table(3, 1, words(4, 32, 0, 4, 4, 1, 0, 'C', 0xFFFF, 0, 'A', 0xFFFF, -60&0xFFFF, 1, 0, 0)), 'B', 6},
		"4 offset":   {table(3, 1, words(4, 36, 0, 4, 4, 1, 0, 'B', 0xFFFF, 0, 'A', 0xFFFF, 0, 1, 4, 0, 7, 8)), 'B', 8},
		"6":          {table(0, 3, words(6, 14, 0, 'A', 2, 3, 4)), 'B', 4},
		"12":         {table(3, 10, words(12, 0, 0, 28, 0, 0, 0, 1, 2, 0x0BB7, 2, 0x0BB7, 0, 9)), 0x20BB7, 9},
		"13":         {table(3, 10, words(13, 0, 0, 28, 0, 0, 0, 1, 0, 'A', 0, 'Z', 0, 9)), 'Q', 9},
		"symbol":     {table(3, 0, words(6, 12, 0, 0xF041, 1, 3)), 'A', 3},
		"beyond":     {table(0, 3, words(6, 14, 0, 'A', 2, 3, 4000)), 'B', 0},
		"descending": {table(3, 10, words(12, 0, 0, 40, 0, 0, 0, 2, 0, 'M', 0, 'Z', 0, 1, 0, 'A', 0, 'Z', 0, 9)), 'B', 0},
	} {
		m := readCmap(c.t, 100)
		if got := m.lookup(c.r); got != c.want {
			t.Errorf("format %s: %c is glyph %d, want %d", name, c.r, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	face, err := Parse(builtIn(f, "KebenSerif-Regular"), 0)
	if err != nil {
		f.Fatal(err)
	}
	var ids []GlyphID
	for _, r := range "Aé½ﬁ" {
		g, _ := face.GID(r)
		ids = append(ids, g)
	}
	s, err := face.Subset(inOrder(ids))
	if err != nil {
		f.Fatal(err)
	}
	otf := wrapped(handmade(), 5)
	f.Add(s.Data)
	f.Add(otf)
	f.Add(collection(otf, s.Data))
	f.Add(woff(f, otf))
	f.Fuzz(func(t *testing.T, data []byte) {
		for i := range min(Faces(data), 2) {
			face, err := Parse(data, i)
			if err != nil {
				continue
			}
			var ids []GlyphID
			for g := range min(face.NumGlyphs, 12) {
				ids = append(ids, GlyphID(g))
				face.Advance(GlyphID(g))
				face.Bounds(GlyphID(g))
				face.Outline(GlyphID(g))
			}
			for r := rune(0); r < 0x3000; r += 61 {
				if g, ok := face.GID(r); ok && int(g) >= face.NumGlyphs {
					t.Fatalf("%c is glyph %d of %d", r, g, face.NumGlyphs)
				}
			}
			if s, err := face.Subset(inOrder(ids)); err != nil || !s.CFF && len(s.Map) != 2*len(ids)+2 {
				t.Fatalf("a map of %d bytes for %d glyphs: %v", len(s.Map), len(ids), err)
			}
			if n := len(face.Characters()); n != face.NumGlyphs {
				t.Fatalf("%d characters of %d glyphs", n, face.NumGlyphs)
			}
			if _, err := face.Rename(Naming{Family: "A", Style: "B"}); err != nil {
				t.Fatal(err)
			}
			if again, err := Parse(face.Layout(true), 0); err != nil || again.NumGlyphs != face.NumGlyphs {
				t.Fatalf("the layout file: %v", err)
			}
		}
	})
}
