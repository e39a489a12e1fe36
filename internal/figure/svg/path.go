package svg

import (
	"math"

	"keben/internal/budget"
	"keben/internal/draw"
)

// point is a place in user units.
type point struct{ x, y float64 }

// step of an outline in user units; p holds the control points before the end point.
type segment struct {
	verb draw.Verb
	p    [3]point
}

// outline builds contours.
type outline struct {
	segments  []segment
	at, start point
	open      bool
}

func (o *outline) move(p point) {
	o.segments = append(o.segments, segment{draw.MoveTo, [3]point{p}})
	o.at, o.start, o.open = p, p, true
}

// begin opens a contour after a close: the next one starts where the last one did.
func (o *outline) begin() {
	if !o.open {
		o.move(o.at)
	}
}

func (o *outline) line(p point) {
	o.begin()
	o.segments = append(o.segments, segment{draw.LineTo, [3]point{p}})
	o.at = p
}

func (o *outline) cubic(a, b, p point) {
	o.begin()
	o.segments = append(o.segments, segment{draw.CubicTo, [3]point{a, b, p}})
	o.at = p
}

func (o *outline) quadratic(q, p point) {
	a := o.at
	o.cubic(point{a.x + (q.x-a.x)*2/3, a.y + (q.y-a.y)*2/3}, point{p.x + (q.x-p.x)*2/3, p.y + (q.y-p.y)*2/3}, p)
}

func (o *outline) close() {
	if o.open {
		o.segments = append(o.segments, segment{verb: draw.Close})
		o.at, o.open = o.start, false
	}
}

// arcing are the parameters of an elliptical arc (SVG 2 §9.3.8).
type arcing struct {
	rx, ry, turn float64 // turn in degrees
	large, sweep bool
}

// arc draws an elliptical arc to p by cubic curves of at most a quarter turn (SVG 2 §B.2).
func (o *outline) arc(a arcing, p point) {
	from := o.at
	rx, ry := math.Abs(a.rx), math.Abs(a.ry)
	if from == p {
		return
	}
	if rx == 0 || ry == 0 {
		o.line(p)
		return
	}
	sin, cos := math.Sincos(a.turn * math.Pi / 180)
	dx, dy := (from.x-p.x)/2, (from.y-p.y)/2
	x1, y1 := cos*dx+sin*dy, -sin*dx+cos*dy
	// Radii too small to reach are enlarged.
	if l := x1*x1/(rx*rx) + y1*y1/(ry*ry); l > 1 {
		rx, ry = rx*math.Sqrt(l), ry*math.Sqrt(l)
	}
	num := rx*rx*ry*ry - rx*rx*y1*y1 - ry*ry*x1*x1
	den := rx*rx*y1*y1 + ry*ry*x1*x1
	f := 0.0
	if den > 0 {
		f = math.Sqrt(max(0, num/den))
	}
	if a.large == a.sweep {
		f = -f
	}
	cx1, cy1 := f*rx*y1/ry, -f*ry*x1/rx
	cx, cy := cos*cx1-sin*cy1+(from.x+p.x)/2, sin*cx1+cos*cy1+(from.y+p.y)/2
	t1 := math.Atan2((y1-cy1)/ry, (x1-cx1)/rx)
	t2 := math.Atan2((-y1-cy1)/ry, (-x1-cx1)/rx)
	d := t2 - t1
	if a.sweep && d < 0 {
		d += 2 * math.Pi
	} else if !a.sweep && d > 0 {
		d -= 2 * math.Pi
	}
	n := max(1, int(math.Ceil(math.Abs(d)/(math.Pi/2)-1e-9)))
	step := d / float64(n)
	k := 4.0 / 3 * math.Tan(step/4)
	at := func(u, v float64) point { return point{cx + rx*u*cos - ry*v*sin, cy + rx*u*sin + ry*v*cos} }
	for i := range n {
		s1, c1 := math.Sincos(t1 + float64(i)*step)
		s2, c2 := math.Sincos(t1 + float64(i+1)*step)
		end := at(c2, s2)
		if i == n-1 {
			end = p
		}
		o.cubic(at(c1-k*s1, s1+k*c1), at(c2+k*s2, s2-k*c2), end)
	}
}

// ellipse adds a whole ellipse.
func (o *outline) ellipse(cx, cy, rx, ry float64) {
	const k = 0.5522847498 // of the radius, for a quarter circle
	o.move(point{cx + rx, cy})
	o.cubic(point{cx + rx, cy + k*ry}, point{cx + k*rx, cy + ry}, point{cx, cy + ry})
	o.cubic(point{cx - k*rx, cy + ry}, point{cx - rx, cy + k*ry}, point{cx - rx, cy})
	o.cubic(point{cx - rx, cy - k*ry}, point{cx - k*rx, cy - ry}, point{cx, cy - ry})
	o.cubic(point{cx + k*rx, cy - ry}, point{cx + rx, cy - k*ry}, point{cx + rx, cy})
	o.close()
}

// pathData reads path data (SVG 2 §9.3) up to the first fault and returns the index of the fault, or -1. It stops
// reading at the most segments that a drawing may have.
func (o *outline) pathData(d string) (fault int) {
	s := &scanner{s: d}
	var command byte
	var control point // of the curve before, for smooth ones
	var last byte
	for !s.done() && !budget.DrawingSegments.Over(len(o.segments)) {
		if c := s.s[s.i]; c >= 'A' && c <= 'z' && c != 'e' && c != 'E' {
			command = c
			s.i++
		} else if command == 0 || command == 'Z' || command == 'z' {
			return s.i
		}
		if len(o.segments) == 0 && command != 'M' && command != 'm' {
			return s.i
		}
		ok := true
		num := func() float64 {
			v, good := s.number()
			ok = ok && good
			s.separator()
			return v
		}
		lower := command | 0x20
		relative := command == lower
		pt := func() point {
			p := point{num(), num()}
			if relative {
				p.x, p.y = p.x+o.at.x, p.y+o.at.y
			}
			return point{clamp(p.x), clamp(p.y)}
		}
		// reflected is the control point of a smooth curve.
		reflected := func(a, b byte) point {
			if last == a || last == b {
				return point{2*o.at.x - control.x, 2*o.at.y - control.y}
			}
			return o.at
		}
		mark := s.i
		switch lower {
		case 'm':
			if p := pt(); ok {
				o.move(p)
				command -= 'm' - 'l' // further pairs are lines
			}
		case 'l':
			if p := pt(); ok {
				o.line(p)
			}
		case 'h', 'v':
			p := o.at
			v := num()
			switch {
			case lower == 'h' && relative:
				p.x = clamp(p.x + v)
			case lower == 'h':
				p.x = v
			case relative:
				p.y = clamp(p.y + v)
			default:
				p.y = v
			}
			if ok {
				o.line(p)
			}
		case 'c':
			if a, b, p := pt(), pt(), pt(); ok {
				o.cubic(a, b, p)
				control = b
			}
		case 's':
			a := reflected('c', 's')
			if b, p := pt(), pt(); ok {
				o.cubic(a, b, p)
				control = b
			}
		case 'q':
			if q, p := pt(), pt(); ok {
				o.quadratic(q, p)
				control = q
			}
		case 't':
			q := reflected('q', 't')
			if p := pt(); ok {
				o.quadratic(q, p)
				control = q
			}
		case 'a':
			a := arcing{rx: num(), ry: num(), turn: num()}
			var good bool
			a.large, good = s.flag()
			ok = ok && good
			s.separator()
			a.sweep, good = s.flag()
			ok = ok && good
			s.separator()
			if p := pt(); ok {
				o.arc(a, p)
			}
		case 'z':
			o.close()
			s.separator()
		default:
			return mark
		}
		if !ok {
			return mark
		}
		last = lower
	}
	return -1
}
