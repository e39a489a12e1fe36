package paragraph

import (
	"keben/internal/draw"
	"keben/internal/geom"
	"keben/internal/typeset/linebreak"
)

// circleHandle is the length of the handles of a cubic curve that draws a quarter circle, in thousandths of the radius.
const circleHandle = 552

// decorator draws marks under and over the text of a line. A rule spans the whole part of a piece that is on the line,
// with the spaces between its words. The line is nearer to the text and the dot is below it (rule M4).
type decorator struct {
	piece int32
	decor Decor
	x     [2]geom.Length
	open  bool
}

// unit adds unit u, which reaches from x[0] to x[1].
func (d *decorator) unit(m *maker, u *unit, p *Piece, x [2]geom.Length) {
	if d.open && d.piece != u.piece {
		d.close(m)
	}
	if p.Look == nil || p.Look.Decor == 0 || u.kind == empty || u.kind == leader {
		return
	}
	size := &p.Look.Decoration
	centre := size.DotDrop
	if p.Look.Decor&(Underline|ProperName|BookTitle) != 0 {
		centre = size.DotBelow
	}
	if p.Look.Decor&EmphasisDot != 0 && u.kind == wide && u.first == linebreak.Han {
		radius := geom.Ratio{Num: size.Dot.Num, Den: 2 * size.Dot.Den}.Rounded(u.em)
		m.decorate(draw.Op{Tag: draw.Artifact, At: geom.Point{X: (x[0] + x[1]) / 2, Y: centre.Rounded(u.em) - p.Look.Rise}, Path: dot(radius, p.Look.Color)})
	}
	if p.Look.Decor&^EmphasisDot == 0 {
		return
	}
	if !d.open {
		d.open, d.piece, d.decor, d.x = true, u.piece, p.Look.Decor, x
	}
	d.x[1] = x[1]
}

// finish draws the marks that are still open at the end of the line.
func (d *decorator) finish(m *maker) {
	if d.open {
		d.close(m)
	}
}

func (d *decorator) close(m *maker) {
	d.open = false
	l := m.pieces[d.piece].Look
	thick, drop, inset := l.Decoration.Thickness.Rounded(l.Size), l.Decoration.Drop.Rounded(l.Size), l.Decoration.Apart.Rounded(l.Size)
	rule := func(y geom.Length, inset geom.Length) {
		box := geom.Rect{X: d.x[0] + inset, Y: y - thick/2 - l.Rise, W: d.x[1] - d.x[0] - 2*inset, H: thick}
		if box.W > 0 {
			m.decorate(draw.Op{Tag: draw.Artifact, Path: draw.Rectangle(box, l.Color)})
		}
	}
	if d.decor&Underline != 0 {
		rule(drop, 0)
	}
	if d.decor&ProperName != 0 {
		rule(drop, inset)
	}
	if d.decor&BookTitle != 0 {
		m.decorate(draw.Op{Tag: draw.Artifact, At: geom.Point{X: d.x[0] + inset, Y: drop - l.Rise}, Path: ripple(d.x[1]-d.x[0]-2*inset, l)})
	}
	if d.decor&Strikeout != 0 {
		rule(-l.Decoration.Strike.Rounded(l.Size), 0)
	}
	if d.decor&FaultMark != 0 {
		m.decorate(draw.Op{Tag: draw.Artifact, At: geom.Point{X: d.x[0], Y: drop - l.Rise}, Path: wave(d.x[1]-d.x[0], l)})
	}
}

// decorate adds an operation without ending the current run, which is found by its index.
func (m *maker) decorate(op draw.Op) { m.out.Ops = append(m.out.Ops, op) }

// dot is a filled circle of radius r round the origin.
func dot(r geom.Length, c draw.Color) *draw.Path {
	h := r.Em(circleHandle)
	p := func(v ...geom.Length) (q [3]geom.Point) {
		for i := 0; i+1 < len(v); i += 2 {
			q[i/2] = geom.Point{X: v[i], Y: v[i+1]}
		}
		return q
	}
	return &draw.Path{Fill: &c, Segments: []draw.Segment{
		{Verb: draw.MoveTo, P: p(r, 0)},
		{Verb: draw.CubicTo, P: p(r, h, h, r, 0, r)},
		{Verb: draw.CubicTo, P: p(-h, r, -r, h, -r, 0)},
		{Verb: draw.CubicTo, P: p(-r, -h, -h, -r, 0, -r)},
		{Verb: draw.CubicTo, P: p(h, -r, r, -h, r, 0)},
		{Verb: draw.Close},
	}}
}

// ripple is a wavy line of the given width about y 0: the mark of a book title. It is cut off at the width rather than
// fitted to it, so that all waves of a book have one length.
func ripple(width geom.Length, l *Look) *draw.Path {
	path := &draw.Path{Stroke: &l.Color, LineWidth: l.Decoration.Thickness.Rounded(l.Size), Cap: 1, Join: 1, Segments: []draw.Segment{{Verb: draw.MoveTo}}}
	half := max(l.Decoration.Wave.Rounded(l.Size)/2, 1)
	bend := l.Decoration.WaveHeight.Rounded(l.Size) * 4 / 3 // a cubic reaches three quarters of its handles' height
	for x, sign := geom.Length(0), geom.Length(-1); x < width; x, sign = x+half, -sign {
		step := min(half, width-x)
		y := sign * bend.Mul(int64(step), int64(half))
		path.Segments = append(path.Segments, draw.Segment{Verb: draw.CubicTo, P: [3]geom.Point{
			{X: x + step/3, Y: y}, {X: x + step*2/3, Y: y}, {X: x + step}}})
	}
	return path
}

// wave is a zigzag of the given width: the mark of a fault.
func wave(width geom.Length, l *Look) *draw.Path {
	path := &draw.Path{Stroke: &l.Color, LineWidth: l.Decoration.Thickness.Rounded(l.Size)}
	step, height := max(l.Decoration.Fault.Rounded(l.Size), 1), l.Decoration.FaultHeight.Rounded(l.Size)
	y := geom.Length(0)
	path.Segments = append(path.Segments, draw.Segment{Verb: draw.MoveTo})
	for x := step; x < width+step; x += step {
		y = height - y
		path.Segments = append(path.Segments, draw.Segment{Verb: draw.LineTo, P: [3]geom.Point{{X: min(x, width), Y: y}}})
	}
	return path
}
