package font

import "math"

// Verb says what a Segment does.
type Verb uint8

// The verbs take one, one, three and no points.
const (
	MoveTo Verb = iota
	LineTo
	CubicTo
	Close
)

// Point is a place in font units, y upwards. Scaled components and CFF have fractions.
type Point struct{ X, Y float64 }

// Segment is a step of an outline; P holds the control points before the end point.
type Segment struct {
	Verb Verb
	P    [3]Point
}

// Bounds on composite glyphs, because a hostile file could nest and repeat them without end.
const (
	maxDepth  = 8
	maxPoints = 100_000
)

// glyph returns the bytes of glyph g in glyf, nil when it is empty or broken.
func (f *Face) glyph(g GlyphID) []byte {
	if int(g) >= f.NumGlyphs {
		return nil
	}
	loca := f.tables["loca"]
	var from, to int
	if f.longLoca {
		from, to = u32(loca, 4*int(g)), u32(loca, 4*int(g)+4)
	} else {
		from, to = 2*u16(loca, 2*int(g)), 2*u16(loca, 2*int(g)+2)
	}
	return slice(f.tables["glyf"], from, to-from)
}

// outlinePoint is a point of a quadratic outline; last ends its contour.
type outlinePoint struct {
	Point
	on, last bool
}

// Flags of a component (OpenType, table "glyf", Composite Glyph Description).
const (
	argsAreWords      = 0x0001
	argsAreXY         = 0x0002
	haveScale         = 0x0008
	moreComponents    = 0x0020
	haveXYScale       = 0x0040
	haveTwoByTwo      = 0x0080
	scaledOffset      = 0x0800
	unscaledOffset    = 0x1000
	componentHeadSize = 4
)

// component is one part of a composite glyph.
type component struct {
	glyph      GlyphID
	at         int // offset of the glyph index in the composite's bytes
	flags      int
	arg1, arg2 int
	m          [4]float64 // x' = m0·x + m2·y, y' = m1·x + m3·y
}

// components lists the parts of a composite glyph; nil for a simple one.
func components(b []byte) []component {
	if len(b) < 10 || i16(b, 0) >= 0 {
		return nil
	}
	var out []component
	for i := 10; i+componentHeadSize <= len(b); {
		c := component{flags: u16(b, i), glyph: GlyphID(u16(b, i+2)), at: i + 2, m: [4]float64{1, 0, 0, 1}}
		i += componentHeadSize
		xy := c.flags&argsAreXY != 0
		switch words := c.flags&argsAreWords != 0; {
		case words && xy:
			c.arg1, c.arg2 = i16(b, i), i16(b, i+2)
		case words:
			c.arg1, c.arg2 = u16(b, i), u16(b, i+2)
		case xy:
			c.arg1, c.arg2 = int(int8(u8(b, i))), int(int8(u8(b, i+1)))
		default:
			c.arg1, c.arg2 = u8(b, i), u8(b, i+1)
		}
		i += 2
		if c.flags&argsAreWords != 0 {
			i += 2
		}
		f2dot14 := func(at int) float64 { return float64(i16(b, at)) / 16384 }
		switch {
		case c.flags&haveScale != 0:
			c.m[0] = f2dot14(i)
			c.m[3] = c.m[0]
			i += 2
		case c.flags&haveXYScale != 0:
			c.m[0], c.m[3] = f2dot14(i), f2dot14(i+2)
			i += 4
		case c.flags&haveTwoByTwo != 0:
			c.m = [4]float64{f2dot14(i), f2dot14(i + 2), f2dot14(i + 4), f2dot14(i + 6)}
			i += 8
		}
		out = append(out, c)
		if c.flags&moreComponents == 0 {
			break
		}
	}
	return out
}

func (f *Face) trueTypeOutline(g GlyphID) []Segment {
	budget := maxPoints
	pts := f.points(g, 0, &budget)
	if b := f.glyph(g); len(b) >= 10 {
		if d := float64(f.shift(g, b)); d != 0 {
			for i := range pts {
				pts[i].X += d
			}
		}
	}
	return fromQuadratic(pts)
}

func (f *Face) points(g GlyphID, depth int, budget *int) []outlinePoint {
	b := f.glyph(g)
	if len(b) < 10 || depth > maxDepth || *budget <= 0 {
		return nil
	}
	if i16(b, 0) >= 0 {
		pts := simplePoints(b)
		*budget -= len(pts) + 1
		return pts
	}
	var out []outlinePoint
	for _, c := range components(b) {
		part := f.points(c.glyph, depth+1, budget)
		var dx, dy float64
		for i := range part {
			p := &part[i]
			p.X, p.Y = c.m[0]*p.X+c.m[2]*p.Y, c.m[1]*p.X+c.m[3]*p.Y
		}
		switch {
		case c.flags&argsAreXY != 0:
			dx, dy = float64(c.arg1), float64(c.arg2)
			if c.flags&scaledOffset != 0 && c.flags&unscaledOffset == 0 {
				dx *= math.Hypot(c.m[0], c.m[1])
				dy *= math.Hypot(c.m[2], c.m[3])
			}
		case c.arg1 < len(out) && c.arg2 < len(part): // a point of the part is aligned with one of the whole
			dx, dy = out[c.arg1].X-part[c.arg2].X, out[c.arg1].Y-part[c.arg2].Y
		}
		for i := range part {
			part[i].X += dx
			part[i].Y += dy
		}
		out = append(out, part...)
		if *budget -= 1; *budget <= 0 {
			break
		}
	}
	return out
}

// simplePoints decodes a simple glyph (OpenType, table "glyf", Simple Glyph Description).
func simplePoints(b []byte) []outlinePoint {
	contours := i16(b, 0)
	if contours == 0 {
		return nil
	}
	n := u16(b, 10+2*(contours-1)) + 1
	i := 10 + 2*contours
	i += 2 + u16(b, i) // instructions
	if i >= len(b) {
		return nil
	}
	flags := make([]byte, 0, n)
	for len(flags) < n {
		if i >= len(b) {
			return nil
		}
		fl := b[i]
		i++
		flags = append(flags, fl)
		if fl&8 != 0 {
			for k := u8(b, i); k > 0 && len(flags) < n; k-- {
				flags = append(flags, fl)
			}
			i++
		}
	}
	pts := make([]outlinePoint, n)
	coordinate := func(short, same byte, set func(p *outlinePoint, v int)) {
		v := 0
		for k, fl := range flags {
			switch {
			case fl&short != 0:
				d := u8(b, i)
				if fl&same == 0 {
					d = -d
				}
				v += d
				i++
			case fl&same == 0:
				v += i16(b, i)
				i += 2
			}
			set(&pts[k], v)
		}
	}
	coordinate(2, 16, func(p *outlinePoint, v int) { p.X = float64(v) })
	coordinate(4, 32, func(p *outlinePoint, v int) { p.Y = float64(v) })
	for k, fl := range flags {
		pts[k].on = fl&1 != 0
	}
	for c := range contours {
		if end := u16(b, 10+2*c); end < n {
			pts[end].last = true
		}
	}
	return pts
}

// fromQuadratic turns TrueType contours into segments: between two off-curve points lies an implied
// on-curve one.
func fromQuadratic(pts []outlinePoint) []Segment {
	var out []Segment
	for len(pts) > 0 {
		n := 0
		for n < len(pts)-1 && !pts[n].last {
			n++
		}
		out = appendContour(out, pts[:n+1])
		pts = pts[n+1:]
	}
	return out
}

func appendContour(out []Segment, c []outlinePoint) []Segment {
	if len(c) < 2 { // a lone point is an anchor, not ink
		return out
	}
	// Begin at an on-curve point, or between two off-curve ones.
	first := 0
	for first < len(c) && !c[first].on {
		first++
	}
	var start Point
	if first == len(c) {
		first = 0
		start = middle(c[len(c)-1].Point, c[0].Point)
	} else {
		start = c[first].Point
		first++
	}
	out = append(out, Segment{Verb: MoveTo, P: [3]Point{start}})
	at := start
	var control *Point
	curve := func(end Point) {
		q := *control
		out = append(out, Segment{CubicTo, [3]Point{
			{at.X + (q.X-at.X)*2/3, at.Y + (q.Y-at.Y)*2/3},
			{end.X + (q.X-end.X)*2/3, end.Y + (q.Y-end.Y)*2/3},
			end,
		}})
		at, control = end, nil
	}
	rest := len(c)
	if c[(first+len(c)-1)%len(c)].on { // the start itself is one of the points
		rest--
	}
	for k := range rest {
		p := c[(first+k)%len(c)]
		switch {
		case p.on && control != nil:
			curve(p.Point)
		case p.on:
			out = append(out, Segment{Verb: LineTo, P: [3]Point{p.Point}})
			at = p.Point
		default:
			if control != nil {
				curve(middle(*control, p.Point))
			}
			q := p.Point
			control = &q
		}
	}
	if control != nil {
		curve(start)
	}
	return append(out, Segment{Verb: Close})
}

func middle(a, b Point) Point { return Point{(a.X + b.X) / 2, (a.Y + b.Y) / 2} }

// boundsOf returns the smallest whole-unit box around an outline, curves by their true extremes.
func boundsOf(segments []Segment) (xMin, yMin, xMax, yMax int, ok bool) {
	lo, hi := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	add := func(p Point) {
		lo.X, lo.Y = min(lo.X, p.X), min(lo.Y, p.Y)
		hi.X, hi.Y = max(hi.X, p.X), max(hi.Y, p.Y)
		ok = true
	}
	var at Point
	for _, s := range segments {
		switch s.Verb {
		case MoveTo:
			at = s.P[0]
		case LineTo:
			add(at)
			add(s.P[0])
			at = s.P[0]
		case CubicTo:
			add(at)
			add(s.P[2])
			for _, t := range extremes(at.X, s.P[0].X, s.P[1].X, s.P[2].X) {
				add(Point{cubicAt(t, at.X, s.P[0].X, s.P[1].X, s.P[2].X), s.P[2].Y})
			}
			for _, t := range extremes(at.Y, s.P[0].Y, s.P[1].Y, s.P[2].Y) {
				add(Point{s.P[2].X, cubicAt(t, at.Y, s.P[0].Y, s.P[1].Y, s.P[2].Y)})
			}
			at = s.P[2]
		}
	}
	if !ok {
		return 0, 0, 0, 0, false
	}
	return int(math.Floor(lo.X)), int(math.Floor(lo.Y)), int(math.Ceil(hi.X)), int(math.Ceil(hi.Y)), true
}

// extremes returns where in (0, 1) the derivative of a cubic Bézier coordinate is zero.
func extremes(p0, p1, p2, p3 float64) []float64 {
	a, b, c := -p0+3*p1-3*p2+p3, p0-2*p1+p2, p1-p0
	var ts []float64
	keep := func(t float64) {
		if t > 0 && t < 1 {
			ts = append(ts, t)
		}
	}
	if a == 0 {
		if b != 0 {
			keep(-c / (2 * b))
		}
		return ts
	}
	if d := b*b - a*c; d >= 0 {
		keep((-b + math.Sqrt(d)) / a)
		keep((-b - math.Sqrt(d)) / a)
	}
	return ts
}

func cubicAt(t, p0, p1, p2, p3 float64) float64 {
	u := 1 - t
	return u*u*u*p0 + 3*u*u*t*p1 + 3*u*t*t*p2 + t*t*t*p3
}
