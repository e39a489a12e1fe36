package svg

import (
	"encoding/base64"
	"errors"
	"math"
	"net/url"
	"strings"

	"keben/internal/budget"
	"keben/internal/draw"
	"keben/internal/figure/raster"
	"keben/internal/geom"
)

// The size of a drawing that states none: the default of replaced elements (CSS 2 §10.3.2), in user units.
const (
	defaultWidth  = 300
	defaultHeight = 150
)

func geomMean(w, h float64) float64 { return math.Sqrt((w*w + h*h) / 2) }

// paint paints the document and returns the size of the picture.
func (p *painter) paint() geom.Size {
	root := p.doc.root
	box, boxed := viewBox(root)
	w, h := float64(defaultWidth), float64(defaultHeight)
	if boxed {
		w, h = box[2], box[3]
	}
	// A percentage refers to a page that is not known here.
	own := func(name string) (float64, bool) {
		v := root.attrs[name]
		if strings.HasSuffix(strings.TrimSpace(v), "%") {
			return 0, false
		}
		l, ok := measure{em: 16}.length(v)
		return l, ok && l > 0
	}
	ow, okW := own("width")
	oh, okH := own("height")
	switch {
	case okW && okH:
		w, h = ow, oh
	case okW:
		w, h = ow, h*ow/w
	case okH:
		w, h = w*oh/h, oh
	}
	s := p.rootStyle()
	p.picture = geom.Size{W: length(w * pixel), H: length(h * pixel)}
	if p.picture.W <= 0 || p.picture.H <= 0 {
		return geom.Size{}
	}
	p.viewport(root, s, [2]float64{w, h})
	if !boxed {
		// On the web a drawing without a size is cut off at 300 × 150 pixels. Here its size is the box of its
		// operations.
		drawn := draw.Bounds(p.ops)
		if right := drawn.X + drawn.W; !okW && right > 0 {
			p.picture.W = right
		}
		if bottom := drawn.Y + drawn.H; !okH && bottom > 0 {
			p.picture.H = bottom
		}
	}
	return p.picture
}

func length(points float64) geom.Length { return geom.FromPoints(clamp(points)) }

// viewport paints the children of an svg or symbol element of the given size, with its corner at the origin of s.
func (p *painter) viewport(e *element, s style, size [2]float64) {
	if box, ok := viewBox(e); ok {
		s.matrix = fitted(box, size[0], size[1], e.attrs["preserveAspectRatio"]).Then(s.matrix)
		size = [2]float64{box[2], box[3]}
	}
	s.width, s.height = size[0], size[1]
	// The transform attribute of the element itself should apply outside its viewBox. It is rare and applied inside.
	if s, ok := p.styled(e, s); ok {
		p.kids(e, s)
	}
}

func (p *painter) kids(e *element, s style) {
	for _, k := range e.kids {
		p.element(k, s)
	}
}

// silent are elements that draw nothing themselves.
var silent = map[string]bool{
	"": true, "defs": true, "symbol": true, "title": true, "desc": true, "metadata": true, "style": true,
	"linearGradient": true, "radialGradient": true, "pattern": true, "clipPath": true, "mask": true, "marker": true,
	"filter": true, "view": true, "cursor": true, "font": true, "color-profile": true,
}

// over reports whether n is over a limit. The drawing then takes no more elements, and a message says so.
func (p *painter) over(l *budget.Limit, n int, e *element) bool {
	if !l.Over(n) {
		return false
	}
	p.full = true
	p.messages = append(p.messages, l.At(p.src.Point(e.offset)))
	return true
}

func (p *painter) element(e *element, s style) {
	if silent[e.name] || p.full {
		return
	}
	p.visits++
	if p.over(budget.DrawingParts, p.visits, e) {
		return
	}
	s, shown := p.styled(e, s)
	if !shown {
		return
	}
	switch e.name {
	case "g", "a":
		p.kids(e, s)
	case "svg":
		p.nested(e, s)
	case "switch":
		p.choose(e, s)
	case "use":
		p.use(e, s)
	case "text":
		p.text(e, s)
		p.over(budget.DrawingSegments, p.segments, e)
	case "image":
		p.image(e, s)
	case "path", "rect", "circle", "ellipse", "line", "polyline", "polygon":
		o := p.shape(e, s)
		if p.segments += len(o.segments); p.over(budget.DrawingSegments, p.segments, e) {
			return
		}
		p.stroke(o, e.name, s)
	case "script", "animate", "animateTransform", "animateMotion", "set", "discard":
		// A page does not move.
	default:
		p.tell(unsupported, "<"+e.name+">", e)
	}
}

// choose paints the first child of a switch that can be painted (SVG 2 §5.7): programs put an HTML label first
// and a plain text after it.
func (p *painter) choose(e *element, s style) {
	for _, k := range e.kids {
		if lang := k.attrs["systemLanguage"]; lang != "" && !strings.HasPrefix(strings.ToLower(s.lang), strings.ToLower(lang)) {
			continue
		}
		if k.name == "" || k.name == "foreignObject" || k.attrs["requiredExtensions"] != "" {
			continue
		}
		p.element(k, s)
		return
	}
}

// across, down and either read a length attribute whose percentages refer to the width, the height or the diagonal.
func (s *style) across(e *element, name string) float64 {
	v, _ := measure{s.size, s.width}.length(e.attrs[name])
	return v
}

func (s *style) down(e *element, name string) float64 {
	v, _ := measure{s.size, s.height}.length(e.attrs[name])
	return v
}

func (s *style) moved(x, y float64) style {
	out := *s
	out.matrix = geom.Matrix{A: 1, D: 1, E: x, F: y}.Then(s.matrix)
	return out
}

func (p *painter) nested(e *element, s style) {
	size := [2]float64{s.width, s.height}
	if v, ok := (measure{s.size, s.width}).length(e.attrs["width"]); ok {
		size[0] = v
	}
	if v, ok := (measure{s.size, s.height}).length(e.attrs["height"]); ok {
		size[1] = v
	}
	in := s.moved(s.across(e, "x"), s.down(e, "y"))
	if box, ok := viewBox(e); ok {
		in.matrix = fitted(box, size[0], size[1], e.attrs["preserveAspectRatio"]).Then(in.matrix)
		size = [2]float64{box[2], box[3]}
	}
	in.width, in.height = size[0], size[1]
	p.kids(e, in)
}

func (p *painter) use(e *element, s style) {
	id, ok := strings.CutPrefix(e.attrs["href"], "#")
	target := p.doc.ids[id]
	if !ok || target == nil {
		p.tell(unsupported, "<use>", e)
		return
	}
	if s.depth++; s.depth > 20 { // it contains itself
		return
	}
	in := s.moved(s.across(e, "x"), s.down(e, "y"))
	switch target.name {
	case "symbol", "svg":
		size := [2]float64{in.width, in.height}
		for i, name := range [...]string{"width", "height"} {
			for _, from := range [...]*element{target, e} {
				if v, ok := (measure{in.size, size[i]}).length(from.attrs[name]); ok {
					size[i] = v
				}
			}
		}
		if p.visits++; !p.over(budget.DrawingParts, p.visits, target) {
			p.viewport(target, in, size)
		}
	default:
		p.element(target, in)
	}
}

// shape returns the outline of a basic shape or path.
func (p *painter) shape(e *element, s style) *outline {
	o := &outline{}
	diagonal := func(name string) (float64, bool) {
		v, ok := s.diagonal().length(e.attrs[name])
		return v, ok && v >= 0
	}
	switch e.name {
	case "path":
		d := e.attrs["d"]
		if v, ok := p.doc.property(e, "d"); ok && d == "" { // a CSS property in SVG 2
			d = strings.Trim(strings.TrimSuffix(strings.TrimPrefix(v, "path("), ")"), `"'`)
		}
		if i := o.pathData(d); i >= 0 {
			p.messages = append(p.messages, badPath.At(p.src.Point(e.offset), excerpt(d, i)))
		}
	case "rect":
		o.rect(e, &s)
	case "circle":
		if r, ok := diagonal("r"); ok && r > 0 {
			o.ellipse(s.across(e, "cx"), s.down(e, "cy"), r, r)
		}
	case "ellipse":
		rx, okX := (measure{s.size, s.width}).length(e.attrs["rx"])
		ry, okY := (measure{s.size, s.height}).length(e.attrs["ry"])
		if !okX { // auto
			rx = ry
		}
		if !okY {
			ry = rx
		}
		if rx > 0 && ry > 0 {
			o.ellipse(s.across(e, "cx"), s.down(e, "cy"), rx, ry)
		}
	case "line":
		o.move(point{s.across(e, "x1"), s.down(e, "y1")})
		o.line(point{s.across(e, "x2"), s.down(e, "y2")})
	case "polyline", "polygon":
		v := numbers(e.attrs["points"])
		for i := 0; i+1 < len(v); i += 2 {
			if i == 0 {
				o.move(point{v[0], v[1]})
			} else {
				o.line(point{v[i], v[i+1]})
			}
		}
		if e.name == "polygon" {
			o.close()
		}
	}
	return o
}

// excerpt is the part of path data that a message shows.
func excerpt(d string, i int) string {
	d = d[i:]
	if len(d) > 20 {
		return strings.ToValidUTF8(d[:20], "") + "…"
	}
	return d
}

func (o *outline) rect(e *element, s *style) {
	x, y, w, h := s.across(e, "x"), s.down(e, "y"), s.across(e, "width"), s.down(e, "height")
	if w <= 0 || h <= 0 {
		return
	}
	rx, okX := measure{s.size, s.width}.length(e.attrs["rx"])
	ry, okY := measure{s.size, s.height}.length(e.attrs["ry"])
	okX, okY = okX && rx >= 0, okY && ry >= 0
	switch {
	case !okX && !okY:
		rx, ry = 0, 0
	case !okX:
		rx = ry
	case !okY:
		ry = rx
	}
	rx, ry = min(rx, w/2), min(ry, h/2)
	if rx == 0 || ry == 0 {
		o.move(point{x, y})
		o.line(point{x + w, y})
		o.line(point{x + w, y + h})
		o.line(point{x, y + h})
		o.close()
		return
	}
	a := arcing{rx: rx, ry: ry, sweep: true}
	o.move(point{x + rx, y})
	o.line(point{x + w - rx, y})
	o.arc(a, point{x + w, y + ry})
	o.line(point{x + w, y + h - ry})
	o.arc(a, point{x + w - rx, y + h})
	o.line(point{x + rx, y + h})
	o.arc(a, point{x, y + h - ry})
	o.line(point{x, y + ry})
	o.arc(a, point{x + rx, y})
	o.close()
}

// stroke paints an outline: fill, then stroke, then markers.
func (p *painter) stroke(o *outline, name string, s style) {
	if len(o.segments) == 0 {
		return
	}
	fill, line := s.opacity*s.fillAlpha*s.fill.alpha, s.opacity*s.lineAlpha*s.stroke.alpha
	filled := !s.fillNone && fill > 0 && name != "line"
	lined := !s.strokeNone && line > 0 && s.lineWidth > 0
	if !s.hidden && (filled || lined) {
		path := draw.Path{Segments: mapped(o.segments, s.matrix), EvenOdd: s.evenOdd}
		if lined {
			c := s.stroke.Color
			path.Stroke, path.Cap, path.Join = &c, s.cap, s.join
			scale := scaleOf(s.matrix)
			if s.steady {
				scale = pixel
			}
			path.LineWidth = length(s.lineWidth * scale)
			for _, d := range s.dash {
				path.Dash = append(path.Dash, length(d*scale))
			}
		}
		if filled {
			c := s.fill.Color
			path.Fill = &c
		}
		// One operation has one opacity.
		if filled && lined && opacity(fill) != opacity(line) {
			under := path
			under.Stroke, under.LineWidth, under.Dash = nil, 0, nil
			under.Opacity = opacity(fill)
			p.add(draw.Op{Path: &under})
			path.Fill = nil
		}
		if path.Opacity = opacity(line); path.Stroke == nil {
			path.Opacity = opacity(fill)
		}
		p.add(draw.Op{Path: &path})
	}
	switch name {
	case "path", "line", "polyline", "polygon":
		p.marks(o, s)
	}
}

// opacity is a share as draw.Path has it, where 0 means opaque.
func opacity(v float64) uint8 {
	if v >= 0.998 {
		return 0
	}
	return uint8(max(1, math.Round(v*255)))
}

// add appends an operation, unless it is wholly outside the picture: a page does not clip, so it would be printed over
// the text around.
func (p *painter) add(op draw.Op) {
	if op.Path != nil {
		lo, hi := op.Path.Segments[0].P[0], op.Path.Segments[0].P[0]
		for _, s := range op.Path.Segments {
			n := [...]int{draw.MoveTo: 1, draw.LineTo: 1, draw.CubicTo: 3, draw.Close: 0}[s.Verb]
			for _, q := range s.P[:n] {
				lo.X, lo.Y = min(lo.X, q.X), min(lo.Y, q.Y)
				hi.X, hi.Y = max(hi.X, q.X), max(hi.Y, q.Y)
			}
		}
		w := op.Path.LineWidth / 2
		if hi.X+w < 0 || hi.Y+w < 0 || lo.X-w > p.picture.W || lo.Y-w > p.picture.H {
			return
		}
	}
	op.Tag = draw.Artifact // a page gives the picture's operations its Figure element
	p.ops = append(p.ops, op)
}

func mapped(segments []segment, m geom.Matrix) []draw.Segment {
	out := make([]draw.Segment, len(segments))
	for i, s := range segments {
		out[i].Verb = s.verb
		for k, q := range s.p {
			x, y := m.Apply(q.x, q.y)
			out[i].P[k] = geom.Point{X: length(x), Y: length(y)}
		}
		if s.verb != draw.CubicTo {
			out[i].P[1], out[i].P[2] = geom.Point{}, geom.Point{}
		}
		if s.verb == draw.Close {
			out[i].P[0] = geom.Point{}
		}
	}
	return out
}

var (
	errOutside = errors.New("not a data: address")
	errData    = errors.New("the data cannot be decoded")
)

// image sets an embedded image. A turned image is set upright in the box that it would cover.
func (p *painter) image(e *element, s style) {
	if s.hidden || s.opacity <= 0 {
		return
	}
	img, err := p.embedded(e.attrs["href"])
	if err != nil {
		pos, href := p.src.Point(e.offset), e.attrs["href"]
		switch {
		case errors.Is(err, errOutside):
			p.messages = append(p.messages, outsideImage.At(pos, excerpt(href, 0)))
		case errors.Is(err, errData):
			p.messages = append(p.messages, badImage.At(pos))
		default:
			p.messages = append(p.messages, raster.Explain(err, pos))
		}
		return
	}
	w, okW := measure{s.size, s.width}.length(e.attrs["width"])
	h, okH := measure{s.size, s.height}.length(e.attrs["height"])
	iw, ih := float64(img.Width), float64(img.Height)
	switch {
	case !okW && !okH:
		w, h = iw, ih
	case !okW:
		w = iw * h / ih
	case !okH:
		h = ih * w / iw
	}
	if w <= 0 || h <= 0 {
		return
	}
	rule := strings.TrimSuffix(e.attrs["preserveAspectRatio"], "slice") // without clipping, the whole image is shown
	m := fitted([4]float64{0, 0, iw, ih}, w, h, rule).Then(s.moved(s.across(e, "x"), s.down(e, "y")).matrix)
	if m.B != 0 || m.C != 0 || m.A < 0 || m.D < 0 {
		p.tell(unsupported, "turned <image>", e)
	}
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, c := range [...]point{{0, 0}, {iw, 0}, {0, ih}, {iw, ih}} {
		x, y := m.Apply(c.x, c.y)
		x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
	}
	p.add(draw.Op{
		At:    geom.Point{X: length(x0), Y: length(y0)},
		Image: &draw.Placed{Image: img, Size: geom.Size{W: length(x1 - x0), H: length(y1 - y0)}},
	})
}

// embedded returns the picture of a data: address, decoded once however often it is used. All pictures of a drawing
// together may have as many pixels as one alone.
func (p *painter) embedded(href string) (*draw.Image, error) {
	if img := p.images[href]; img != nil {
		return img, nil
	}
	if budget.PicturePixels.Over(p.pixels) {
		return nil, raster.ErrTooLarge
	}
	img, err := inline(href)
	if err != nil {
		return nil, err
	}
	if p.images == nil {
		p.images = map[string]*draw.Image{}
	}
	p.images[href] = img
	p.pixels += img.Width * img.Height
	return img, nil
}

// inline decodes a data: address (RFC 2397).
func inline(href string) (*draw.Image, error) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(href), "data:")
	if !ok {
		return nil, errOutside
	}
	head, body, ok := strings.Cut(rest, ",")
	if !ok {
		return nil, errData
	}
	var data []byte
	if strings.HasSuffix(head, ";base64") {
		if strings.Contains(body, "%") {
			if plain, err := url.PathUnescape(body); err == nil {
				body = plain
			}
		}
		clean := strings.Map(func(r rune) rune {
			if r <= ' ' || r == '=' {
				return -1
			}
			return r
		}, body)
		var err error
		if data, err = base64.RawStdEncoding.DecodeString(clean); err != nil {
			return nil, errData
		}
	} else {
		plain, err := url.PathUnescape(body)
		if err != nil {
			return nil, errData
		}
		data = []byte(plain)
	}
	return raster.Decode(data)
}
