package draw

import "keben/internal/geom"

// Bounds is the box of operations: of paths by their points, of text by its advances and its size.
func Bounds(ops []Op) geom.Rect {
	var lo, hi geom.Point
	first := true
	cover := func(op Op, r geom.Rect) {
		for _, p := range [...]geom.Point{{X: r.X, Y: r.Y}, {X: r.X + r.W, Y: r.Y + r.H}} {
			p = op.Place(p)
			if first {
				lo, hi, first = p, p, false
			}
			lo = geom.Point{X: min(lo.X, p.X), Y: min(lo.Y, p.Y)}
			hi = geom.Point{X: max(hi.X, p.X), Y: max(hi.Y, p.Y)}
		}
	}
	for _, op := range ops {
		switch {
		case op.Run != nil:
			for _, g := range op.Run.Glyphs {
				cover(op, geom.Rect{X: g.X, Y: g.Y - op.Run.Size*4/5, W: g.Advance, H: op.Run.Size})
			}
		case op.Path != nil:
			cover(op, op.Path.bounds())
		case op.Image != nil:
			cover(op, geom.Rect{W: op.Image.Size.W, H: op.Image.Size.H})
		}
	}
	return geom.Rect{X: lo.X, Y: lo.Y, W: hi.X - lo.X, H: hi.Y - lo.Y}
}

// bounds is the box of a path's points, control points included.
func (p *Path) bounds() geom.Rect {
	var lo, hi geom.Point
	first := true
	for _, s := range p.Segments {
		for _, q := range s.P[:s.Verb.points()] {
			if first {
				lo, hi, first = q, q, false
				continue
			}
			lo = geom.Point{X: min(lo.X, q.X), Y: min(lo.Y, q.Y)}
			hi = geom.Point{X: max(hi.X, q.X), Y: max(hi.Y, q.Y)}
		}
	}
	return geom.Rect{X: lo.X, Y: lo.Y, W: hi.X - lo.X, H: hi.Y - lo.Y}
}

func (v Verb) points() int { return [...]int{MoveTo: 1, LineTo: 1, CubicTo: 3, Close: 0}[v] }
