package draw

import "keben/internal/geom"

// Turn returns ops turned by quarter turns against the clock about the origin. The operands are shared, not
// copied.
func Turn(ops []Op, quarters uint8) []Op {
	out := make([]Op, len(ops))
	for i, op := range ops {
		op.At = turned(op.At, quarters)
		op.Turn = (op.Turn + quarters) % 4
		out[i] = op
	}
	return out
}

// Place returns the place on the page of a point in the operation's own coordinates.
func (op Op) Place(p geom.Point) geom.Point { return op.At.Add(turned(p, op.Turn)) }

// TurnRect returns the box that r becomes when it is turned about the origin.
func TurnRect(r geom.Rect, quarters uint8) geom.Rect {
	a := turned(geom.Point{X: r.X, Y: r.Y}, quarters)
	b := turned(geom.Point{X: r.X + r.W, Y: r.Y + r.H}, quarters)
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return geom.Rect{X: x, Y: y, W: max(a.X, b.X) - x, H: max(a.Y, b.Y) - y}
}

func turned(p geom.Point, quarters uint8) geom.Point {
	for range quarters % 4 {
		p = geom.Point{X: p.Y, Y: -p.X}
	}
	return p
}
