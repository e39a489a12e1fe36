package pdf

import (
	"strconv"

	"keben/internal/draw"
	"keben/internal/geom"
)

// path paints an outline.
func (s *sheet) path(op draw.Op) {
	p := op.Path
	segments := p.Segments
	for len(segments) > 0 && segments[0].Verb != draw.MoveTo {
		segments = segments[1:] // a path begins with a move (§8.5.2)
	}
	if len(segments) == 0 || p.Fill == nil && p.Stroke == nil {
		return
	}
	s.begin(content{tag: op.Tag})
	s.endText()
	// All but the fill colour is restored at once, so that text finds the default state.
	saved := s.fill
	isolated := p.Stroke != nil || p.Opacity != 0
	if isolated {
		s.op("q")
	}
	if p.Opacity != 0 {
		s.setOpacity(p.Opacity)
	}
	if p.Fill != nil {
		s.setFill(*p.Fill)
	}
	if p.Stroke != nil {
		s.setStroke(p)
	}
	for _, g := range segments {
		s.segment(op, g)
	}
	s.op(paintOperator(p))
	if isolated {
		s.op("Q")
		s.fill = saved
	}
}

func (s *sheet) segment(op draw.Op, g draw.Segment) {
	points, operator := 0, "h"
	switch g.Verb {
	case draw.MoveTo:
		points, operator = 1, "m"
	case draw.LineTo:
		points, operator = 1, "l"
	case draw.CubicTo:
		points, operator = 3, "c"
	}
	for _, p := range g.P[:points] {
		p = op.Place(p)
		s.buf = append(appendMilli(s.buf, milli(p.X)), ' ')
		s.buf = append(appendMilli(s.buf, s.height-milli(p.Y)), ' ')
	}
	s.op(operator)
}

// paintOperator returns the path-painting operator (ISO 32000-1 §8.5.3).
func paintOperator(p *draw.Path) string {
	operator := "f"
	switch {
	case p.Fill == nil:
		return "S"
	case p.Stroke != nil:
		operator = "B"
	}
	if p.EvenOdd {
		operator += "*"
	}
	return operator
}

// setStroke sets everything a stroke depends on.
func (s *sheet) setStroke(p *draw.Path) {
	s.buf = appendColor(s.buf, *p.Stroke, strokeColor)
	s.buf = append(appendMilli(s.buf, max(milli(p.LineWidth), 0)), " w "...)
	s.buf = append(strconv.AppendInt(s.buf, int64(min(max(p.Cap, 0), 2)), 10), " J "...)
	s.buf = append(strconv.AppendInt(s.buf, int64(min(max(p.Join, 0), 2)), 10), " j\n"...)
	var sum int64
	for _, d := range p.Dash {
		if d < 0 {
			return
		}
		sum += milli(d)
	}
	if sum == 0 {
		return // a pattern without length is an error (§8.4.3.6)
	}
	s.buf = append(s.buf, '[')
	for i, d := range p.Dash {
		if i > 0 {
			s.buf = append(s.buf, ' ')
		}
		s.buf = appendMilli(s.buf, milli(d))
	}
	s.op("] 0 d")
}

func (s *sheet) setOpacity(alpha uint8) {
	s.alphas[alpha] = true
	s.op("/" + opacityName(alpha) + " gs")
}

func opacityName(alpha uint8) string { return "A" + strconv.Itoa(int(alpha)) }

// image paints a raster image into its box.
func (s *sheet) image(op draw.Op) {
	size := op.Image.Size
	if size.W <= 0 || size.H <= 0 {
		return
	}
	s.begin(content{tag: op.Tag})
	s.endText()
	s.op("q")
	// The image space is the unit square; its origin is the lower left corner.
	o, right, top := op.Place(geom.Point{Y: size.H}), op.Place(geom.Point{X: size.W, Y: size.H}), op.At
	for _, v := range [...]int64{
		milli(right.X - o.X), milli(o.Y - right.Y), milli(top.X - o.X), milli(o.Y - top.Y), milli(o.X), s.height - milli(o.Y),
	} {
		s.buf = append(appendMilli(s.buf, v), ' ')
	}
	s.op("cm")
	s.op("/" + s.imageName(op.Image.Image) + " Do")
	s.op("Q")
}
