package draw

import "keben/internal/geom"

// Bounds is a box around operations. The box of a path is that of its points and control points; the box of text has
// the width of its advances and the height of its type size. Without operations it has no size.
func Bounds(ops []Op) geom.Rect {
	var b hull
	for _, op := range ops {
		cover := func(r geom.Rect) {
			b.add(op.Place(geom.Point{X: r.X, Y: r.Y}))
			b.add(op.Place(geom.Point{X: r.X + r.W, Y: r.Y + r.H}))
		}
		switch {
		case op.Run != nil:
			for _, g := range op.Run.Glyphs {
				cover(geom.Rect{X: g.X, Y: g.Y - op.Run.Size*4/5, W: g.Advance, H: op.Run.Size})
			}
		case op.Path != nil:
			cover(op.Path.bounds())
		case op.Image != nil:
			cover(geom.Rect{W: op.Image.Size.W, H: op.Image.Size.H})
		}
	}
	return b.rect()
}

// bounds is the box of a path's points, control points too.
func (p *Path) bounds() geom.Rect {
	var b hull
	for _, s := range p.Segments {
		for _, q := range s.P[:s.Verb.points()] {
			b.add(q)
		}
	}
	return b.rect()
}

// hull is the smallest box around the points added to it.
type hull struct {
	lo, hi geom.Point
	any    bool
}

func (b *hull) add(p geom.Point) {
	if !b.any {
		b.lo, b.hi, b.any = p, p, true
	}
	b.lo = geom.Point{X: min(b.lo.X, p.X), Y: min(b.lo.Y, p.Y)}
	b.hi = geom.Point{X: max(b.hi.X, p.X), Y: max(b.hi.Y, p.Y)}
}

func (b *hull) rect() geom.Rect {
	return geom.Rect{X: b.lo.X, Y: b.lo.Y, W: b.hi.X - b.lo.X, H: b.hi.Y - b.lo.Y}
}

func (v Verb) points() int { return [...]int{MoveTo: 1, LineTo: 1, CubicTo: 3, Close: 0}[v] }
