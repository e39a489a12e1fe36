package draw

import "keben/internal/geom"

// Scale returns ops enlarged by num/den about the origin. The operands are copied. Where den is not above 0, ops are
// returned as they are.
func Scale(ops []Op, num, den geom.Length) []Op {
	if den <= 0 {
		return ops
	}
	l := func(v geom.Length) geom.Length { return v.Mul(int64(num), int64(den)) }
	pt := func(p geom.Point) geom.Point { return geom.Point{X: l(p.X), Y: l(p.Y)} }
	out := make([]Op, len(ops))
	for i, op := range ops {
		op.At = pt(op.At)
		if op.Run != nil {
			r := *op.Run
			r.Size = l(r.Size)
			r.Glyphs = make([]Glyph, len(op.Run.Glyphs))
			for k, g := range op.Run.Glyphs {
				g.X, g.Y, g.Advance = l(g.X), l(g.Y), l(g.Advance)
				r.Glyphs[k] = g
			}
			op.Run = &r
		}
		if op.Path != nil {
			p := *op.Path
			p.LineWidth = l(p.LineWidth)
			p.Segments = make([]Segment, len(op.Path.Segments))
			for k, s := range op.Path.Segments {
				for j := range s.P {
					s.P[j] = pt(s.P[j])
				}
				p.Segments[k] = s
			}
			p.Dash = nil
			for _, d := range op.Path.Dash {
				p.Dash = append(p.Dash, l(d))
			}
			op.Path = &p
		}
		if op.Image != nil {
			m := *op.Image
			m.Size = geom.Size{W: l(m.Size.W), H: l(m.Size.H)}
			op.Image = &m
		}
		out[i] = op
	}
	return out
}
