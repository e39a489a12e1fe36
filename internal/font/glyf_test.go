package font

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// A simple glyph says of each point in which of three forms each coordinate is, and rows of points may share their
// flags. Glyphs in random forms are read as the points that they were made of.
func TestEveryFormOfAPointIsRead(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 400 {
		var ends []int
		for total := 0; len(ends) < 1+random.IntN(3); {
			total += 1 + random.IntN(9)
			ends = append(ends, total-1)
		}
		n := ends[len(ends)-1] + 1
		points := make([]outlinePoint, n)
		var flags, xs, ys []byte
		x, y := 0, 0
		coordinate := func(at *int, out *[]byte, short, same byte) (flag byte) {
			d := 0
			switch random.IntN(4) {
			case 0:
				return same
			case 1:
				d, flag = random.IntN(256), short|same
				*out = append(*out, byte(d))
			case 2:
				d, flag = -random.IntN(256), short
				*out = append(*out, byte(-d))
			case 3:
				d = random.IntN(1000) - 500
				*out = append(*out, words(d)...)
			}
			*at += d
			return flag
		}
		for i := range points {
			on := byte(random.IntN(2))
			flags = append(flags, on|coordinate(&x, &xs, 2, 16)|coordinate(&y, &ys, 4, 32))
			points[i] = outlinePoint{Point{float64(x), float64(y)}, on == 1, false}
		}
		glyph := words(len(ends), 0, 0, 0, 0)
		for _, e := range ends {
			glyph = append(glyph, words(e)...)
			points[e].last = true
		}
		instructions := random.IntN(4)
		glyph = append(append(glyph, words(instructions)...), bytes.Repeat([]byte{0xAA}, instructions)...)
		for i := 0; i < n; {
			k := 1
			for i+k < n && flags[i+k] == flags[i] {
				k++
			}
			if k > 1 && random.IntN(2) == 0 {
				glyph = append(glyph, flags[i]|8, byte(k-1))
			} else {
				glyph = append(glyph, flags[i:i+k]...)
			}
			i += k
		}
		glyph = append(append(glyph, xs...), ys...)
		if got := simplePoints(glyph); fmt.Sprint(got) != fmt.Sprint(points) {
			t.Fatalf("% x:\n got %v\nwant %v", glyph, got, points)
		}
		for cut := 10; cut < len(glyph)-len(xs)-len(ys); cut++ { // before the last flag: no points
			if got := simplePoints(glyph[:cut]); got != nil && cut < 10+2*len(ends)+2+instructions {
				t.Fatalf("% x cut to %d bytes: %v", glyph, cut, got)
			}
		}
	}
	if got := simplePoints(words(0, 0, 0, 0, 0)); got != nil {
		t.Errorf("no contours: %v", got)
	}
	if got := simplePoints(append(words(1, 0, 0, 0, 0, 2, 0), 1|16|32)); got != nil {
		t.Errorf("one flag for three points: %v", got)
	}
	// A row of flags that is longer than the glyph ends with it.
	if got := simplePoints(append(words(1, 0, 0, 0, 0, 1, 0), 1|8|16|32, 200)); len(got) != 2 {
		t.Errorf("a row of flags behind the end: %v", got)
	}
	// A contour that ends behind the last point has no end.
	if got := simplePoints(append(words(2, 0, 0, 0, 0, 5, 1, 0), 49, 49)); len(got) != 2 || got[0].last || !got[1].last {
		t.Errorf("a contour that ends behind the points: %v", got)
	}
}

// The contours of TrueType as lines and cubic curves: between two control points there is a point on the curve.
func TestContoursBecomeSegments(t *testing.T) {
	on := func(x, y float64) outlinePoint { return outlinePoint{Point{x, y}, true, false} }
	off := func(x, y float64) outlinePoint { return outlinePoint{Point{x, y}, false, false} }
	end := func(p outlinePoint) outlinePoint { p.last = true; return p }
	for name, c := range map[string]struct {
		points []outlinePoint
		want   string
	}{
		"nothing":                   {nil, ""},
		"one point":                 {[]outlinePoint{end(on(1, 2))}, ""},
		"two points":                {[]outlinePoint{on(0, 0), end(on(3, 0))}, "M 0,0 L 3,0 Z"},
		"a triangle":                {[]outlinePoint{on(0, 0), on(3, 0), end(on(0, 3))}, "M 0,0 L 3,0 L 0,3 Z"},
		"two contours":              {[]outlinePoint{on(0, 0), end(on(3, 0)), on(5, 5), on(6, 6)}, "M 0,0 L 3,0 Z M 5,5 L 6,6 Z"},
		"a point between contours":  {[]outlinePoint{on(0, 0), end(on(3, 0)), end(on(9, 9)), on(5, 5), end(on(6, 6))}, "M 0,0 L 3,0 Z M 5,5 L 6,6 Z"},
		"a curve":                   {[]outlinePoint{on(0, 0), off(3, 3), end(on(6, 0))}, "M 0,0 C 2,2 4,2 6,0 Z"},
		"a curve to the start":      {[]outlinePoint{on(0, 0), on(6, 0), end(off(3, 3))}, "M 0,0 L 6,0 C 4,2 2,2 0,0 Z"},
		"two control points":        {[]outlinePoint{on(0, 0), off(0, 6), off(12, 6), end(on(12, 0))}, "M 0,0 C 0,4 2,6 6,6 C 10,6 12,4 12,0 Z"},
		"begins with a control":     {[]outlinePoint{off(0, 6), on(6, 6), on(6, 0), end(on(0, 0))}, "M 6,6 L 6,0 L 0,0 C 0,4 2,6 6,6 Z"},
		"begins with two":           {[]outlinePoint{off(0, 6), off(6, 6), on(6, 0), end(on(0, 0))}, "M 6,0 L 0,0 C 0,4 1,6 3,6 C 5,6 6,4 6,0 Z"},
		"control points alone":      {[]outlinePoint{off(0, 0), off(6, 0), off(6, 6), end(off(0, 6))}, "M 0,3 C 0,1 1,0 3,0 C 5,0 6,1 6,3 C 6,5 5,6 3,6 C 1,6 0,5 0,3 Z"},
		"two control points, alone": {[]outlinePoint{off(0, 0), end(off(6, 0))}, "M 3,0 C 1,0 1,0 3,0 C 5,0 5,0 3,0 Z"},
	} {
		if got := printed(fromQuadratic(c.points)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// printed writes an outline as a path of SVG.
func printed(outline []Segment) (text string) {
	for i, s := range outline {
		if i > 0 {
			text += " "
		}
		text += "MLCZ"[s.Verb : s.Verb+1]
		for _, p := range s.P[:[...]int{1, 1, 3, 0}[s.Verb]] {
			text += fmt.Sprintf(" %v,%v", math.Round(p.X*1000)/1000, math.Round(p.Y*1000)/1000)
		}
	}
	return text
}

// part is a component of a composite glyph: its flags, its glyph, then its numbers in words.
func part(flags, glyph int, numbers ...int) []byte {
	return words(append([]int{flags, glyph}, numbers...)...)
}

// The parts of a composite glyph are scaled, turned, moved, or put with one of their points on one of the whole
// (OpenType, "glyf", composite glyphs).
func TestPartsAreScaledAndPlaced(t *testing.T) {
	const half, whole, minus = 0x2000, 0x4000, 0xC000
	head := words(0xFFFF, 0, 0, 0, 0)
	for name, c := range map[string]struct {
		parts []byte
		want  string
	}{
		"moved":           {part(argsAreXY|argsAreWords, 1, 100, 0x10000-7), "M 100,-7 L 110,-7 L 110,3 L 100,3 Z"},
		"halved, moved":   {part(argsAreXY|argsAreWords|haveScale, 1, 100, 8, half), "M 100,8 L 105,8 L 105,13 L 100,13 Z"},
		"moved by a half": {part(argsAreXY|argsAreWords|haveScale|scaledOffset, 1, 100, 8, half), "M 50,4 L 55,4 L 55,9 L 50,9 Z"},
		"moved, whole":    {part(argsAreXY|argsAreWords|haveScale|scaledOffset|unscaledOffset, 1, 100, 8, half), "M 100,8 L 105,8 L 105,13 L 100,13 Z"},
		"two scales":      {part(argsAreXY|argsAreWords|haveXYScale|scaledOffset, 1, 100, 8, half, minus), "M 50,8 L 55,8 L 55,-2 L 50,-2 Z"},
		"turned":          {part(argsAreXY|argsAreWords|haveTwoByTwo, 1, 100, 8, 0, whole, minus, 0), "M 100,8 L 100,18 L 90,18 L 90,8 Z"},
		"slanted":         {part(argsAreXY|argsAreWords|haveTwoByTwo|scaledOffset, 1, 100, 8, 0, half, whole, 0), "M 50,8 L 50,13 L 60,13 L 60,8 Z"},
		"by points": {append(part(argsAreXY|argsAreWords|moreComponents, 1, 100, 8), part(argsAreWords, 2, 2, 1)...),
			"M 100,8 L 110,8 L 110,18 L 100,18 Z M 90,18 L 110,18 L 110,38 L 90,38 Z"},
		"by the first and the last": {append(part(argsAreXY|argsAreWords|moreComponents, 1, 100, 8), part(argsAreWords, 2, 0, 3)...),
			"M 100,8 L 110,8 L 110,18 L 100,18 Z M 100,-12 L 120,-12 L 120,8 L 100,8 Z"},
		"by points that are not there": {append(part(argsAreXY|argsAreWords|moreComponents, 1, 100, 8), append(part(argsAreWords|moreComponents, 2, 4, 1), part(argsAreWords, 2, 1, 4)...)...),
			"M 100,8 L 110,8 L 110,18 L 100,18 Z M 0,0 L 20,0 L 20,20 L 0,20 Z M 0,0 L 20,0 L 20,20 L 0,20 Z"},
		"cut short": {append(part(argsAreXY|argsAreWords|moreComponents, 1, 100, 8), 0, 1, 0), "M 100,8 L 110,8 L 110,18 L 100,18 Z"},
	} {
		f := outlined(t, nil, square(10), square(20), append(bytes.Clone(head), c.parts...))
		if got := printed(f.Outline(3)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	// A part of a part, eight deep.
	for depth := 1; depth <= 10; depth++ {
		glyphs := [][]byte{square(10)}
		for i := range depth {
			glyphs = append(glyphs, append(bytes.Clone(head), part(argsAreXY|argsAreWords, i, 1, 0)...))
		}
		f := outlined(t, glyphs...)
		if got := f.Outline(GlyphID(depth)); (got != nil) != (depth <= 8) || got != nil && got[0].P[0].X != float64(depth) {
			t.Errorf("%d deep: %s", depth, printed(got))
		}
	}
}

// A composite of many parts has as many points as are allowed, whatever it asks for.
func TestCompositeGlyphsHaveBoundedPoints(t *testing.T) {
	many := func(glyph, count int) []byte {
		b := words(0xFFFF, 0, 0, 0, 0)
		for i := range count {
			flags := argsAreXY | argsAreWords
			if i < count-1 {
				flags |= moreComponents
			}
			b = append(b, part(flags, glyph, 0, 0)...)
		}
		return b
	}
	f := outlined(t, square(10), many(0, 200), many(1, 200), many(2, 200))
	if got := len(f.Outline(2)); got < 4*16_000 || got > 5*20_100 { // a square takes four points and one
		t.Errorf("40,000 squares are %d segments", got)
	}
	if got := len(f.Outline(1)); got != 5*200 {
		t.Errorf("200 squares are %d segments", got)
	}
	f.Outline(3)
}

// The location of a glyph is in halves of bytes, or in bytes; where it is not in the table the glyph is empty.
func TestGlyphsAreWhereTheTableSays(t *testing.T) {
	for _, long := range []bool{false, true} {
		f := &Face{NumGlyphs: 4, longLoca: long, tables: tableSet{"glyf": []byte("abcdefgh")}}
		at := []int{0, 4, 4, 8, 10}
		loca := []byte{}
		for _, v := range at {
			if long {
				loca = append(loca, words(0, v)...)
			} else {
				loca = append(loca, words(v/2)...)
			}
		}
		f.tables["loca"] = loca
		for g, want := range []string{"abcd", "", "efgh", "", "", ""} {
			if got := string(f.glyph(GlyphID(g))); got != want {
				t.Errorf("long %v: glyph %d is %q, want %q", long, g, got, want)
			}
		}
	}
}

// Outlines stand at their side bearing, and so do their boxes (OpenType, "Glyph phantom points").
func TestGlyphsStandAtTheirSideBearing(t *testing.T) {
	f := outlined(t, square(10), square(20), square(30))
	f.metrics = words(500, 7, 600, 0x10000-3, 4) // two full records, then one bearing
	f.longMetrics = 2
	for g, want := range []struct{ advance, left int }{{500, 7}, {600, -3}, {600, 4}} {
		x0, y0, x1, y1, ok := f.Bounds(GlyphID(g))
		side := 10 * (g + 1)
		if f.Advance(GlyphID(g)) != want.advance || !ok || [4]int{x0, y0, x1, y1} != [4]int{want.left, 0, want.left + side, side} {
			t.Errorf("glyph %d: advance %d, box %d %d %d %d", g, f.Advance(GlyphID(g)), x0, y0, x1, y1)
		}
		if got := f.Outline(GlyphID(g))[0].P[0].X; got != float64(want.left) {
			t.Errorf("glyph %d begins at %v", g, got)
		}
	}
	f.metrics = f.metrics[:8] // the last bearing is missing: the glyph stays where it is drawn
	if x0, _, _, _, _ := f.Bounds(2); x0 != 0 || f.Advance(2) != 600 {
		t.Errorf("without a bearing: at %d, advance %d", x0, f.Advance(2))
	}
	if f.Advance(3) != 0 {
		t.Error("a glyph that is not there has an advance")
	}
	if f.longMetrics = 0; f.Advance(0) != 0 {
		t.Error("a face without metrics has advances")
	}
}

// The box of an outline is that of very many points of its curves.
func TestBoxesAreThoseOfTheCurves(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	at := func() Point { return Point{float64(random.IntN(201) - 100), float64(random.IntN(201) - 100)} }
	for i := range 300 {
		outline := []Segment{{Verb: MoveTo, P: [3]Point{at()}}}
		for range 1 + random.IntN(3) {
			s := Segment{Verb: LineTo, P: [3]Point{at()}}
			if random.IntN(4) > 0 {
				s = Segment{CubicTo, [3]Point{at(), at(), at()}}
				if i%3 == 0 { // a quadratic curve, whose cubic has no third power
					q, from, to := s.P[0], outline[len(outline)-1], s.P[2]
					start := from.P[[...]int{0, 0, 2}[from.Verb]]
					s.P[0] = Point{(start.X + 2*q.X) / 3, (start.Y + 2*q.Y) / 3}
					s.P[1] = Point{(to.X + 2*q.X) / 3, (to.Y + 2*q.Y) / 3}
				}
			}
			outline = append(outline, s)
		}
		lo, hi := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
		p := outline[0].P[0]
		for _, s := range outline[1:] {
			end := s.P[0]
			if s.Verb == CubicTo {
				end = s.P[2]
			}
			for k := range 1001 {
				u := float64(k) / 1000
				q := Point{p.X + u*(end.X-p.X), p.Y + u*(end.Y-p.Y)}
				if s.Verb == CubicTo { // de Casteljau
					mix := func(a, b Point) Point { return Point{a.X + u*(b.X-a.X), a.Y + u*(b.Y-a.Y)} }
					a, b, c := mix(p, s.P[0]), mix(s.P[0], s.P[1]), mix(s.P[1], s.P[2])
					q = mix(mix(a, b), mix(b, c))
				}
				lo, hi = Point{min(lo.X, q.X), min(lo.Y, q.Y)}, Point{max(hi.X, q.X), max(hi.Y, q.Y)}
			}
			p = end
		}
		x0, y0, x1, y1, ok := boundsOf(append(outline, Segment{Verb: Close}))
		for _, c := range [][2]float64{{lo.X, float64(x0)}, {lo.Y, float64(y0)}, {-hi.X, -float64(x1)}, {-hi.Y, -float64(y1)}} {
			if !ok || c[1] > c[0]+1e-9 || c[1] < c[0]-1.01 {
				t.Fatalf("%s: the box is %d %d %d %d, the points lie in %v %v", printed(outline), x0, y0, x1, y1, lo, hi)
			}
		}
	}
	if _, _, _, _, ok := boundsOf([]Segment{{Verb: MoveTo}, {Verb: Close}}); ok {
		t.Error("a move alone has ink")
	}
}

// A table of variation sequences is used only if it is whole and no longer than it looks.
func TestVariationSequencesAreCheckedForLength(t *testing.T) {
	table := func(selectors ...[3]int) []byte { // selector, lists of defaults and others
		t := words(14, 0, 0, 0, len(selectors))
		for _, s := range selectors {
			t = append(t, byte(s[0]>>16), byte(s[0]>>8), byte(s[0]))
			t = append(t, words(0, s[1], 0, s[2])...)
		}
		return t
	}
	cmap := func(platform, encoding int, sub []byte) []byte {
		put32(sub, 2, len(sub))
		b := append(words(0, 2, 3, 1, 0, 20, platform, encoding, 0, 20), sub...)
		return b
	}
	good := append(table([3]int{0xE0100, 32, 36}, [3]int{0xE0101, 0, 32}), words(0, 2, 0, 3)...)
	at := func(sub []byte, i, v int) []byte { put32(sub, i, v); return sub }
	for name, c := range map[string]struct {
		sub  []byte
		want bool
	}{
		"good":                 {bytes.Clone(good), true},
		"no selectors":         {table(), true},
		"more than there are":  {at(bytes.Clone(good), 6, 9), false},
		"a list too long":      {at(bytes.Clone(good), 32, 41), false},
		"lists too long":       {at(bytes.Clone(good), 32, 19), false},
		"lists just so long":   {at(at(bytes.Clone(good), 32, 18), 36, 4), true},
		"lists one longer":     {at(at(bytes.Clone(good), 32, 18), 36, 5), false},
		"a list that wraps":    {at(bytes.Clone(good), 36, -1), false},
		"a list that is large": {at(bytes.Clone(good), 36, 1<<31-1), false},
	} {
		got := variations(cmap(0, 5, c.sub))
		if (got != nil) != c.want || got != nil && !bytes.Equal(got, c.sub) {
			t.Errorf("%s: % x", name, got)
		}
	}
	for _, other := range [][2]int{{3, 5}, {0, 4}, {3, 1}} {
		if variations(cmap(other[0], other[1], bytes.Clone(good))) != nil {
			t.Errorf("platform %d, encoding %d has variation sequences", other[0], other[1])
		}
	}
	format := bytes.Clone(good)
	put16(format, 0, 12)
	if variations(cmap(0, 5, format)) != nil {
		t.Error("a table of format 12 has variation sequences")
	}
	if whole := cmap(0, 5, bytes.Clone(good)); variations(whole[:len(whole)-1]) != nil || variations(whole[:15]) != nil || variations(nil) != nil {
		t.Error("a table that is cut short has variation sequences")
	}
}
