package svg

import (
	"math"
	"strconv"

	"keben/internal/draw"
	"keben/internal/font"
)

// steps writes path data (SVG 2 §9.3) in whole numbers. Every point is rounded and then written relative to the rounded
// one before, so that numbers are short and rounding errors do not add up.
type steps struct {
	buf  []byte
	at   [2]int64
	from [2]int64 // where the subpath began
	last byte     // the command whose letter need not be written again

	open, moved bool // there is a subpath; it is still to be begun
}

// segments writes the path of an operation in page coordinates.
func (s *steps) segments(op draw.Op) {
	point := func(seg draw.Segment, i int) [2]int64 {
		p := op.Place(seg.P[i])
		return [2]int64{units(p.X), units(p.Y)}
	}
	for _, seg := range op.Path.Segments {
		switch seg.Verb {
		case draw.MoveTo:
			s.move(point(seg, 0))
		case draw.LineTo:
			s.line(point(seg, 0))
		case draw.CubicTo:
			s.curve('c', point(seg, 0), point(seg, 1), point(seg, 2))
		case draw.Close:
			s.close()
		}
	}
}

// outline writes the contours of a glyph, y downwards. Curves that were quadratic in the face are written as quadratic,
// which is a third shorter.
func (s *steps) outline(contours []font.Segment) {
	point := func(p font.Point) [2]int64 { return [2]int64{whole(p.X), whole(-p.Y)} }
	var pen font.Point
	for _, seg := range contours {
		switch seg.Verb {
		case font.MoveTo:
			s.move(point(seg.P[0]))
			pen = seg.P[0]
		case font.LineTo:
			s.line(point(seg.P[0]))
			pen = seg.P[0]
		case font.CubicTo:
			if q, ok := quadratic(pen, seg.P); ok {
				s.curve('q', point(q), point(seg.P[2]))
			} else {
				s.curve('c', point(seg.P[0]), point(seg.P[1]), point(seg.P[2]))
			}
			pen = seg.P[2]
		case font.Close:
			s.close()
		}
	}
}

// quadratic returns the control point of the quadratic curve that equals a cubic one, if there is one.
func quadratic(p0 font.Point, p [3]font.Point) (q font.Point, ok bool) {
	a := font.Point{X: (3*p[0].X - p0.X) / 2, Y: (3*p[0].Y - p0.Y) / 2}
	b := font.Point{X: (3*p[1].X - p[2].X) / 2, Y: (3*p[1].Y - p[2].Y) / 2}
	const same = 1.0 / 16
	return a, math.Abs(a.X-b.X) < same && math.Abs(a.Y-b.Y) < same
}

// move begins a subpath. The move is written when something is drawn in the subpath.
func (s *steps) move(p [2]int64) { s.from, s.moved, s.open = p, true, true }

// draws writes the pending move before something is drawn. It reports false where no subpath has begun.
func (s *steps) draws() bool {
	if s.moved {
		s.letter('m')
		s.pair(s.from)
		s.at, s.moved = s.from, false
	}
	return s.open
}

func (s *steps) line(p [2]int64) {
	if !s.draws() {
		return
	}
	switch d := [2]int64{p[0] - s.at[0], p[1] - s.at[1]}; {
	case d[1] == 0 && d[0] != 0:
		s.letter('h')
		s.number(d[0])
	case d[0] == 0 && d[1] != 0:
		s.letter('v')
		s.number(d[1])
	default:
		s.letter('l')
		s.pair(p)
	}
	s.at = p
}

func (s *steps) curve(letter byte, ps ...[2]int64) {
	if !s.draws() {
		return
	}
	s.letter(letter)
	for _, p := range ps {
		s.pair(p)
	}
	s.at = ps[len(ps)-1]
}

func (s *steps) close() {
	if !s.open || s.moved || s.last == 'z' {
		return
	}
	s.buf = append(s.buf, 'z')
	s.at, s.last = s.from, 'z'
}

func (s *steps) letter(c byte) {
	if s.last != c {
		s.buf = append(s.buf, c)
	}
	s.last = c
}

// pair writes a point as its distance from the pen.
func (s *steps) pair(p [2]int64) {
	s.number(p[0] - s.at[0])
	s.number(p[1] - s.at[1])
}

func (s *steps) number(v int64) {
	if n := len(s.buf); v >= 0 && n > 0 && s.buf[n-1] >= '0' && s.buf[n-1] <= '9' {
		s.buf = append(s.buf, ' ')
	}
	s.buf = strconv.AppendInt(s.buf, v, 10)
}
