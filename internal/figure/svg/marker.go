package svg

import (
	"math"

	"keben/internal/draw"
	"keben/internal/geom"
)

// vertex is a point of an outline at which a marker may be drawn, with the directions into and out of it.
type vertex struct {
	at      point
	in, out point // zero where there is none
}

// marks paints the markers of an outline: arrowheads, mostly (SVG 2 §13.7).
func (p *painter) marks(o *outline, s style) {
	if s.markers == ([3]string{}) || s.depth > 20 {
		return
	}
	vs := vertices(o.segments)
	for i, v := range vs {
		which := 1
		switch i {
		case 0:
			which = 0
		case len(vs) - 1:
			which = 2
		}
		if id, _, ok := reference(s.markers[which]); ok {
			if m := p.doc.ids[id]; m != nil && m.name == "marker" {
				p.mark(m, v, marking{s, which == 0})
			}
		}
	}
}

// marking is the place of a marker.
type marking struct {
	style style
	start bool
}

func (p *painter) mark(m *element, v vertex, where marking) {
	s := where.style
	angle := v.angle()
	switch orient := m.attrs["orient"]; orient {
	case "auto":
	case "auto-start-reverse":
		if where.start {
			angle += math.Pi
		}
	default:
		angle = 0
		if n := numbers(orient); len(n) > 0 {
			angle = n[0] * math.Pi / 180
		}
	}
	scale := s.lineWidth
	if m.attrs["markerUnits"] == "userSpaceOnUse" {
		scale = 1
	}
	w, okW := measure{em: s.size, full: s.width}.length(m.attrs["markerWidth"])
	h, okH := measure{em: s.size, full: s.height}.length(m.attrs["markerHeight"])
	if !okW {
		w = 3
	}
	if !okH {
		h = 3
	}
	inner := geom.Identity
	if box, ok := viewBox(m); ok {
		inner = fitted(box, w, h, m.attrs["preserveAspectRatio"])
	}
	refX, _ := measure{em: s.size, full: w}.length(m.attrs["refX"])
	refY, _ := measure{em: s.size, full: h}.length(m.attrs["refY"])
	rx, ry := inner.Apply(refX, refY)
	sin, cos := math.Sincos(angle)
	place := inner.
		Then(geom.Matrix{A: 1, D: 1, E: -rx, F: -ry}).
		Then(geom.Matrix{A: scale, D: scale}).
		Then(geom.Matrix{A: cos, B: sin, C: -sin, D: cos}).
		Then(geom.Matrix{A: 1, D: 1, E: v.at.x, F: v.at.y})
	// A marker inherits from its own place in the tree, not from the path.
	in := p.rootStyle()
	in.color, in.opacity, in.depth = s.color, s.opacity, s.depth+1
	in.width, in.height, in.size, in.lang = s.width, s.height, s.size, s.lang
	in.matrix = place.Then(s.matrix)
	in, shown := p.styled(m, in)
	if shown {
		in.markers = [3]string{}
		p.kids(m, in)
	}
}

// angle is the direction of a marker: along the path, at a corner halfway between in and out.
func (v vertex) angle() float64 {
	unit := func(d point) point {
		if l := math.Hypot(d.x, d.y); l > 0 {
			return point{d.x / l, d.y / l}
		}
		return point{}
	}
	a, b := unit(v.in), unit(v.out)
	return math.Atan2(a.y+b.y, a.x+b.x)
}

func vertices(segments []segment) []vertex {
	var out []vertex
	var start int
	var at point
	minus := func(a, b point) point { return point{a.x - b.x, a.y - b.y} }
	arrive := func(to, in, leave point) {
		if n := len(out); n > 0 {
			out[n-1].out = leave
		}
		out = append(out, vertex{at: to, in: in})
		at = to
	}
	for _, s := range segments {
		switch s.verb {
		case draw.MoveTo:
			start = len(out)
			out = append(out, vertex{at: s.p[0]})
			at = s.p[0]
		case draw.LineTo:
			d := minus(s.p[0], at)
			arrive(s.p[0], d, d)
		case draw.CubicTo:
			leave, in := minus(s.p[0], at), minus(s.p[2], s.p[1])
			if leave == (point{}) {
				leave = minus(s.p[1], at)
			}
			if in == (point{}) {
				in = minus(s.p[2], s.p[0])
			}
			arrive(s.p[2], in, leave)
		case draw.Close:
			if start < len(out) {
				d := minus(out[start].at, at)
				arrive(out[start].at, d, d)
				out[start].in = d
			}
		}
	}
	return out
}
