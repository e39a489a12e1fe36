package font

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// Appendix B of #5176 says of every code which string names its glyph; the archive has it in words.
func TestStandardEncodingIsThatOfPostScript(t *testing.T) {
	text, err := os.ReadFile("testdata/StandardEncoding.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, sid := map[int]int{}, 0
	for line := range strings.Lines(string(text)) {
		if line[0] == '#' {
			continue
		}
		sid++
		var code int
		if _, err := fmt.Sscan(line, &code); err != nil {
			t.Fatal(err)
		}
		want[code] = sid
	}
	if sid != 149 {
		t.Fatalf("%d glyphs", sid)
	}
	for code := -1; code < 300; code++ {
		if got := standardSID(code); got != want[code] {
			t.Errorf("code %d is string %d, want %d", code, got, want[code])
		}
	}
}

// An INDEX is read as it was written, whatever the size of its offsets, and what follows it begins where it ends.
func TestIndexesAreReadWhole(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for _, total := range []int{0, 1, 40, 250, 254, 255, 256, 65534, 65535, 70000, 1 << 24} {
		for _, count := range []int{1, 2, 7, 300} {
			items := make([][]byte, count)
			rest := total
			for i := range items {
				n := rest
				if i < count-1 {
					n = random.IntN(rest + 1)
				}
				items[i] = bytes.Repeat([]byte{byte(i + 1)}, n)
				rest -= n
			}
			at := random.IntN(4)
			b := append(appendIndex(make([]byte, at), items), 1, 2, 3)
			idx, next, err := readIndex(b, at)
			if err != nil || idx.count != count || next != len(b)-3 {
				t.Fatalf("%d bytes in %d: %d objects, then byte %d of %d, %v", total, count, idx.count, next, len(b), err)
			}
			for i, want := range items {
				if !bytes.Equal(idx.get(i), want) {
					t.Fatalf("%d bytes in %d: object %d is another one", total, count, i)
				}
			}
			if idx.get(-1) != nil || idx.get(count) != nil {
				t.Errorf("%d bytes in %d: there is an object before the first, or after the last", total, count)
			}
			if least := 1 + b2i(total > 254) + b2i(total > 65534) + b2i(total > 1<<24-2); idx.offSize != least {
				t.Errorf("%d bytes: offsets of %d bytes, %d suffice", total, idx.offSize, least)
			}
		}
	}
	if idx, next, err := readIndex([]byte{9, 0, 0, 9}, 1); idx.count != 0 || next != 3 || err != nil {
		t.Errorf("an empty index: %d objects, then byte %d, %v", idx.count, next, err)
	}
}

func b2i(v bool) int {
	if v {
		return 1
	}
	return 0
}

// A damaged CFF table is refused with the place of the damage, or read without what is damaged.
func TestDamagedCFFTables(t *testing.T) {
	whole := handmade()
	topAt := len(appendIndex([]byte{1, 0, 4, 4}, [][]byte{[]byte("Handmade")}))
	operand := func(op byte, v int) []byte { // an offset of the top DICT becomes v
		b := slices.Clone(whole)
		for i := topAt; i < len(b); i++ {
			if b[i] == 29 && b[i+5] == op {
				put32(b, i+1, v)
				return b
			}
		}
		t.Fatalf("no operator %d", op)
		return nil
	}
	sized := slices.Clone(whole)
	sized[6] = 5
	none := slices.Clone(whole)
	none[6] = 0
	array := bytes.Index(keyed(3), []byte{12, 36}) - 4 // the offset of FDArray
	without := append(keyed(3), 0, 0)
	put32(without, array, len(without)-2)
	beyond := keyed(3)
	put32(beyond, array, 1<<20)
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"empty":                       {nil, "the CFF index at byte 0 is outside the table"},
		"cut after the names":         {whole[:topAt], fmt.Sprintf("the CFF index at byte %d is outside the table", topAt)},
		"cut within the names":        {whole[:8], "the CFF index at byte 4 is cut short"},
		"offsets of five bytes":       {sized, "CFF offsets of 5 bytes"},
		"offsets of no bytes":         {none, "CFF offsets of 0 bytes"},
		"glyphs beyond the end":       {operand(opCharStrings, 1<<20), "the CFF index at byte 1048576 is outside the table"},
		"glyphs before the beginning": {operand(opCharStrings, -1), "the CFF index at byte -1 is outside the table"},
		"no dictionaries":             {without, "its CFF table has no font dictionaries"},
		"dictionaries beyond the end": {beyond, "the CFF index at byte 1048576 is outside the table"},
		"no glyphs":                   {append(operand(opCharStrings, len(whole)), 0, 0), "its CFF table has no glyphs"},
	} {
		_, err := parseCFF(c.b)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	for name, b := range map[string][]byte{"charset": operand(opCharset, 1<<20), "a predefined charset": operand(opCharset, 2)} {
		if c, err := parseCFF(b); err != nil || c.charset != nil {
			t.Errorf("%s: %v, %v", name, c, err)
		}
	}
	if c, err := parseCFF(operand(opCharset, 3)); err != nil || len(c.charset) != len(whole)-3 {
		t.Errorf("a charset at byte 3: %v", err)
	}
	if c, err := parseCFF(whole[:len(whole)-1]); err != nil || c.fonts[0].subrs.get(1) == nil || c.fonts[0].subrs.get(2) != nil {
		t.Errorf("the last subroutine is cut short: %v", err)
	}
}

// keyed is a CID-keyed font with fonts dictionaries, each with a local subroutine that draws a line as long as the
// dictionary's number, and 3*fonts glyphs that call it: glyph g belongs to dictionary (g/2)%fonts.
func keyed(fonts int) []byte {
	count := 3 * fonts
	c := &cffFont{top: readDict(nil), cidKeyed: true}
	var glyphs []Coded
	var charStrings [][]byte
	selected := make([]int, count)
	for g := range count {
		glyphs = append(glyphs, Coded{uint16(g), GlyphID(g)})
		charStrings = append(charStrings, join(n(0), n(0), op(21), n(-107), op(10), op(14)))
		selected[g] = g / 2 % fonts
	}
	head := appendIndex([]byte{1, 0, 4, 4}, [][]byte{[]byte("Keyed")})
	base := len(head) + len(appendIndex(nil, [][]byte{c.topDict(count, [4]int{})}))
	tail := appendIndex(appendIndex(nil, [][]byte{[]byte("Adobe"), []byte("Identity"), []byte("Keyed")}), nil)
	at := [4]int{base + len(tail)}
	tail = appendCharset(tail, glyphs)
	at[1] = base + len(tail)
	tail = appendSelect(tail, selected)
	at[2] = base + len(tail)
	tail = appendIndex(tail, charStrings)
	var dicts [][]byte
	for i := range fonts {
		private := appendOp(appendInt(nil, 6), opSubrs)
		dicts = append(dicts, appendOp(appendInt(appendInt(nil, len(private)), base+len(tail)), opPrivate))
		tail = appendIndex(append(tail, private...), [][]byte{join(n(i+1), op(6), op(11))})
	}
	at[3] = base + len(tail)
	tail = appendIndex(tail, dicts)
	return append(appendIndex(head, [][]byte{c.topDict(count, at)}), tail...)
}

func TestEveryGlyphOfACIDKeyedFontHasItsDictionary(t *testing.T) {
	for _, fonts := range []int{1, 2, 5} {
		c, err := parseCFF(keyed(fonts))
		if err != nil || len(c.fonts) != fonts || !c.cidKeyed {
			t.Fatalf("%d dictionaries: %v", fonts, err)
		}
		subset, err := parseCFF(c.subset("Sub", inOrder([]GlyphID{0, 2, 3, 2})))
		if err != nil {
			t.Fatal(err)
		}
		for g := range 3 * fonts {
			if want := float64(g/2%fonts + 1); c.outline(GlyphID(g))[1].P[0].X != want {
				t.Errorf("%d dictionaries: glyph %d is %v, want a line of %v", fonts, g, c.outline(GlyphID(g)), want)
			}
		}
		for i, g := range []GlyphID{0, 2, 3, 2} {
			if !sameSegments(subset.outline(GlyphID(i)), c.outline(g)) {
				t.Errorf("%d dictionaries: glyph %d of the subset is %v", fonts, i, subset.outline(GlyphID(i)))
			}
		}
	}
}

// FDSelect has two formats (§19): a number for each glyph, or ranges.
func TestBothFormatsOfFDSelectAreRead(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	for range 200 {
		selected := make([]int, 1+random.IntN(40))
		for i := range selected {
			if i > 0 && random.IntN(3) > 0 {
				selected[i] = selected[i-1]
			} else {
				selected[i] = random.IntN(5)
			}
		}
		table := []byte{0}
		for _, fd := range selected {
			table = append(table, byte(fd))
		}
		flat := &cffFont{fonts: make([]cffPrivate, 5), fdSelect: table}
		ranges := &cffFont{fonts: make([]cffPrivate, 5), fdSelect: appendSelect(nil, selected)}
		for g, fd := range selected {
			if flat.fontOf(GlyphID(g)) != fd || ranges.fontOf(GlyphID(g)) != fd {
				t.Fatalf("%v: glyph %d has dictionary %d and %d", selected, g, flat.fontOf(GlyphID(g)), ranges.fontOf(GlyphID(g)))
			}
		}
		few := &cffFont{fonts: make([]cffPrivate, 2), fdSelect: table} // one that the font lacks is the first
		for g, fd := range selected {
			if want := fd * b2i(fd < 2); few.fontOf(GlyphID(g)) != want {
				t.Fatalf("%v of two: glyph %d has dictionary %d", selected, g, few.fontOf(GlyphID(g)))
			}
		}
	}
}

// A charset names glyphs one by one, or in ranges (§13); without one, the glyphs are named in the order of the strings.
func TestGlyphsAreFoundByNameInEveryCharset(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	for range 200 {
		count := 2 + random.IntN(60)
		sids := []int{0}
		for next := 1; len(sids) < count; next++ {
			if random.IntN(3) == 0 {
				next += random.IntN(400)
			}
			sids = append(sids, next)
		}
		formats := [][]byte{{0}, {1}, {2}}
		for i := 1; i < count; {
			k := 1
			for i+k < count && sids[i+k] == sids[i]+k {
				k++
			}
			formats[1] = append(formats[1], byte(sids[i]>>8), byte(sids[i]), byte(k-1))
			formats[2] = append(formats[2], byte(sids[i]>>8), byte(sids[i]), byte((k-1)>>8), byte(k-1))
			i += k
		}
		for _, sid := range sids[1:] {
			formats[0] = append(formats[0], byte(sid>>8), byte(sid))
		}
		for format, charset := range formats {
			// What follows the charset does not belong to it.
			c := &cffFont{charStrings: cffIndex{count: count}, charset: append(charset, 0x70, 1, 0x70, 2)}
			for sid := 1; sid < sids[count-1]+5; sid++ {
				g, ok := c.glyphNamed(sid)
				if want := slices.Index(sids, sid); ok != (want > 0) || ok && int(g) != want {
					t.Fatalf("format %d, %v: string %d names glyph %d, %v", format, sids, sid, g, ok)
				}
			}
			if g, ok := c.glyphNamed(0x7001); ok {
				t.Fatalf("format %d, %v: what follows names glyph %d", format, sids, g)
			}
		}
		standard := &cffFont{charStrings: cffIndex{count: count}}
		for sid := range count + 2 {
			if g, ok := standard.glyphNamed(sid); ok != (sid < count) || ok && int(g) != sid {
				t.Fatalf("of %d glyphs: string %d names glyph %d, %v", count, sid, g, ok)
			}
		}
	}
	long := &cffFont{charStrings: cffIndex{count: 700}, charset: []byte{2, 0, 10, 2, 0}} // a range of 513
	if g, ok := long.glyphNamed(522); !ok || g != 513 {
		t.Errorf("string 522 names glyph %d, %v", g, ok)
	}
	if g, ok := long.glyphNamed(523); ok {
		t.Errorf("string 523 names glyph %d", g)
	}
	if g, ok := (&cffFont{charStrings: cffIndex{count: 5}, charset: []byte{1, 0, 10, 200}}).glyphNamed(14); ok {
		t.Errorf("glyph %d of 5", g)
	}
	if _, ok := (&cffFont{charStrings: cffIndex{count: 5}, charset: []byte{7, 0, 10, 0, 11}}).glyphNamed(10); ok {
		t.Error("an unknown format has names")
	}
}

// Packed decimals have two figures in a byte (§4, Table 5).
func TestRealNumbersOfDicts(t *testing.T) {
	for _, c := range []struct {
		hex  []byte
		want float64
	}{
		{[]byte{0xe2, 0xa2, 0x5f}, -2.25}, {[]byte{0x0a, 0x14, 0x05, 0x41, 0xc3, 0xff}, 0.140541e-3}, // the examples of the note
		{[]byte{0x1f}, 1}, {[]byte{0x9b, 0x2f}, 900}, {[]byte{0xff}, 0}, {[]byte{0x1a, 0xa2, 0xff}, 0}, {[]byte{0x1b, 0x99, 0x9f}, 0}, {[]byte{0xf0}, 0},
		{[]byte{0x12}, 0}, {[]byte{0x1d, 0x2f}, 12}, {nil, 0},
	} {
		d := readDict(append(append([]byte{30}, c.hex...), 5))
		if len(c.hex) > 0 && c.hex[len(c.hex)-1] == 0x12 || c.hex == nil {
			if v, _ := readReal(c.hex, 0); v != 0 { // without an end
				t.Errorf("% x is %v", c.hex, v)
			}
			continue
		}
		if len(d) != 1 || len(d[0].args) != 1 || d[0].args[0] != c.want || d[0].op != 5 {
			t.Errorf("% x is %v, want %v", c.hex, d, c.want)
		}
	}
}

func TestDictsAreReadInBounds(t *testing.T) {
	d := readDict([]byte{140, 12, 7, 141, 142, 5, 255, 31, 143, 12})
	want := []dictEntry{{0x0C07, []float64{1}, []byte{140, 12, 7}}, {5, []float64{2, 3}, []byte{141, 142, 5}}, {0x0C00, []float64{4}, []byte{255, 31, 143, 12}}}
	if fmt.Sprint(d) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", d, want)
	}
	if args, ok := find(d, 5, 1); !ok || len(args) != 2 || args[1] != 3 {
		t.Errorf("%v, %v", args, ok)
	}
	if args, ok := find(d, 5, 4); !ok || !slices.Equal(args, []float64{2, 3, 0, 0}) {
		t.Errorf("%v, %v", args, ok)
	}
	if args, ok := find(d, 6, 2); ok || !slices.Equal(args, []float64{0, 0}) {
		t.Errorf("%v, %v", args, ok)
	}
	for v, want := range map[float64]int{-1: -1, 0: 0, 1: 1, 70000: 70000, 1 << 31: 1 << 31, 1<<31 + 1: -1} {
		if got := offsetOf(v); got != want {
			t.Errorf("offset %v is %d, want %d", v, got, want)
		}
	}
}

// The width comes before the operands of the first operator that clears the stack, and only there (#5177 §3.1).
func TestTheWidthComesBeforeTheFirstOperator(t *testing.T) {
	for name, c := range map[string]struct {
		operands []int // without the width
		op       []byte
	}{
		"hstem": {[]int{1, 2}, op(1)}, "vstem": {[]int{1, 2}, op(3)}, "hstemhm": {[]int{1, 2, 3, 4}, op(18)}, "vstemhm": {[]int{1, 2}, op(23)},
		"hintmask": {[]int{1, 2}, op(19, 0)}, "cntrmask": {nil, op(20)}, "rmoveto": {[]int{1, 2}, op(21)}, "hmoveto": {[]int{1}, op(22)},
		"vmoveto": {[]int{1}, op(4)}, "endchar": {nil, op(14)}, "endchar with an accent": {[]int{1, 2, 0, 0}, op(14)},
	} {
		for _, width := range []bool{false, true} {
			s := &charString{font: &cffFont{}}
			code := numbers(c.operands...)
			if width {
				code = join(n(33), code)
			}
			// A second operator with one operand more than it takes has no width.
			s.exec(join(code, c.op, n(44), n(5), op(22), op(14)))
			if s.hasWidth != width || width && s.width != 33 {
				t.Errorf("%s, width given %v: %v, %v", name, width, s.hasWidth, s.width)
			}
			if s.stems > 2 || strings.Contains(name, "stem") && s.stems != len(c.operands)/2 {
				t.Errorf("%s: %d stems", name, s.stems)
			}
		}
	}
}

// Masks have a bit for each stem, also for those that are named by operands before the mask alone.
func TestMasksAreAsLongAsThereAreStems(t *testing.T) {
	for stems := range 20 {
		for _, before := range []int{0, stems / 2, stems} {
			code := join(numbers(make([]int, 2*before)...), op(18), numbers(make([]int, 2*(stems-before))...), op(19))
			code = append(code, bytes.Repeat([]byte{14}, (stems+7)/8)...)
			if got := drawn(code, numbers(7, 8), op(21)); len(got) != 1 || got[0] != (Point{7, 8}) {
				t.Errorf("%d stems, %d of them before the mask: %v", stems, before, got)
			}
		}
	}
}

// What a charstring must not have is read as every rasterizer reads it.
func TestBrokenCharstringsAreForgiven(t *testing.T) {
	full := &charString{}
	if full.exec(bytes.Repeat(n(1), 600)); len(full.stack) != 513 {
		t.Errorf("the stack holds %d operands, CFF2 allows 513", len(full.stack))
	}
	for name, c := range map[string]struct {
		code []byte
		want string
	}{
		"a line without a move":     {join(n(5), op(6)), "[{0 0} {5 0}]"},
		"a curve without a move":    {join(numbers(1, 2, 3, 4, 5, 6), op(8)), "[{0 0} {1 2} {4 6} {9 12}]"},
		"a move without operands":   {op(21), "[{0 0}]"},
		"a line after the end":      {join(n(5), op(14), n(1), op(6)), "[]"},
		"a number is cut":           {join(n(1), n(2), op(21), op(28, 1)), "[{1 2}]"},
		"division by nothing":       {join(n(4), n(0), op(12, 12), op(22)), "[{0 0}]"},
		"division by one":           {join(n(4), n(1), op(12, 12), op(22)), "[{4 0}]"},
		"a root of less":            {join(n(-4), op(12, 26), op(22)), "[{0 0}]"},
		"get outside":               {join(n(7), n(32), op(12, 20), n(32), op(12, 21), op(22)), "[{0 0}]"},
		"get before":                {join(n(7), n(-1), op(12, 20), n(-1), op(12, 21), op(22)), "[{0 0}]"},
		"get the last":              {join(n(7), n(31), op(12, 20), n(31), op(12, 21), op(22)), "[{7 0}]"},
		"get the first":             {join(n(7), n(0), op(12, 20), n(0), op(12, 21), op(22)), "[{7 0}]"},
		"ifelse of equals":          {join(numbers(1, 2, 3, 3), op(12, 22), op(22)), "[{1 0}]"},
		"random":                    {join(op(12, 23), op(22)), "[{0.5 0}]"},
		"index of the top":          {join(numbers(3, 4, 0), op(12, 29), n(1), op(12, 29), op(12, 10), op(21)), "[{4 8}]"},
		"index beyond":              {join(numbers(3, 5), op(12, 29), op(21)), "[{3 0}]"},
		"index before":              {join(numbers(3, -5), op(12, 29), op(21)), "[{3 3}]"},
		"roll down":                 {join(numbers(1, 2, 3, 3, -1), op(12, 30), op(12, 18), op(21)), "[{2 3}]"},
		"roll around":               {join(numbers(1, 2, 3, 3, 7), op(12, 30), op(12, 18), op(21)), "[{3 1}]"},
		"roll too many":             {join(numbers(1, 2, 3, 1), op(12, 30), op(21)), "[{1 2}]"},
		"roll none":                 {join(numbers(1, 2, 0, 1), op(12, 30), op(21)), "[{1 2}]"},
		"or of nothing":             {join(numbers(0, 0), op(12, 4), op(22)), "[{0 0}]"},
		"or of the other":           {join(numbers(0, 2), op(12, 4), op(22)), "[{1 0}]"},
		"and of both":               {join(numbers(3, 2), op(12, 3), op(22)), "[{1 0}]"},
		"and of the other":          {join(numbers(0, 2), op(12, 3), op(22)), "[{0 0}]"},
		"a reserved operator":       {join(numbers(1, 2), op(12, 99), op(21)), "[{0 0}]"},
		"hlineto begins with width": {join(n(0), op(22), numbers(1, 2, 3), op(6)), "[{0 0} {1 0} {1 2} {4 2}]"},
		"vlineto":                   {join(n(0), op(22), numbers(1, 2, 3), op(7)), "[{0 0} {0 1} {2 1} {2 4}]"},
		"rlineto with one too many": {join(n(0), op(22), numbers(1, 2, 3), op(5)), "[{0 0} {1 2}]"},
	} {
		s := &charString{font: &cffFont{}}
		s.exec(c.code)
		got := []Point{}
		for _, seg := range s.out {
			switch seg.Verb {
			case CubicTo:
				got = append(got, seg.P[:]...)
			case MoveTo, LineTo:
				got = append(got, seg.P[0])
			}
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}

// A subroutine's number is biased by how many there are (#5177 §4.7); calls may nest ten deep.
func TestSubroutinesAreCalledByTheirNumber(t *testing.T) {
	for _, count := range []int{1, 1239, 1240, 33899, 33900, 40000} {
		bias := 107
		if count >= 1240 {
			bias = 1131
		}
		if count >= 33900 {
			bias = 32768
		}
		subrs := make([][]byte, count)
		for _, i := range []int{0, count / 2, count - 1} {
			subrs[i] = join(n(i%1000), n(i/1000), op(21), op(11))
		}
		idx, _, err := readIndex(appendIndex(nil, subrs), 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range []int{0, count / 2, count - 1, count, -1} {
			used := map[int]bool{}
			s := &charString{font: &cffFont{}, local: idx, usedL: used}
			s.exec(join(n(i-bias), op(10)))
			if i < 0 || i >= count {
				if len(s.out) > 0 || len(used) > 0 {
					t.Errorf("%d subroutines: there is one with number %d", count, i)
				}
				continue
			}
			if len(s.out) != 1 || s.out[0].P[0] != (Point{float64(i % 1000), float64(i / 1000)}) || len(used) != 1 || !used[i] {
				t.Errorf("%d subroutines: number %d draws %v, used are %v", count, i, s.out, used)
			}
		}
	}
	// Subroutine i calls i+1; the last one moves.
	for depth := 1; depth <= 12; depth++ {
		subrs := make([][]byte, depth)
		for i := range subrs {
			subrs[i] = join(n(i+1-107), op(10))
		}
		subrs[depth-1] = join(n(5), op(22), op(11))
		idx, _, _ := readIndex(appendIndex(nil, subrs), 0)
		s := &charString{font: &cffFont{}, local: idx}
		s.exec(join(n(-107), op(10), n(6), op(22)))
		if moves := strings.Count(fmt.Sprint(s.out), "{0 ["); moves != 2*b2i(depth <= 10) {
			t.Errorf("%d calls deep: %v", depth, s.out)
		}
	}
}

// A charstring that multiplies its own calls ends after a million steps.
func TestCharstringsEnd(t *testing.T) {
	subrs := make([][]byte, 10)
	for i := range subrs {
		subrs[i] = bytes.Repeat(join(n(i+1-107), op(10)), 12)
	}
	subrs[9] = op(11)
	idx, _, _ := readIndex(appendIndex(nil, subrs), 0)
	s := &charString{font: &cffFont{}, local: idx}
	s.exec(join(n(-107), op(10)))
	if s.steps != maxSteps+1 || !s.done {
		t.Errorf("%d steps", s.steps)
	}
}
