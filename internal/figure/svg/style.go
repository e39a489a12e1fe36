package svg

import (
	"strings"

	"keben/internal/draw"
	"keben/internal/geom"
)

// style are the properties that an element passes on to its children. Its own opacity is multiplied into theirs.
type style struct {
	matrix     geom.Matrix // from user units to points
	width      float64     // of the viewport in user units
	height     float64
	color      draw.Color
	fill       shade
	fillNone   bool
	fillAlpha  float64
	evenOdd    bool
	stroke     shade
	strokeNone bool
	lineAlpha  float64
	lineWidth  float64
	steady     bool // the stroke is not scaled (vector-effect)
	dash       []float64
	cap, join  int
	opacity    float64
	hidden     bool
	size       float64 // of the font, in user units
	families   []string
	weight     int
	italic     bool
	anchor     string
	baseline   string
	spacing    float64
	preserve   bool
	lang       string
	markers    [3]string // start, mid, end
	depth      int       // of use elements, since they can contain themselves
}

func (p *painter) rootStyle() style {
	return style{
		matrix: geom.Matrix{A: pixel, D: pixel}, color: p.opts.Color, fill: shade{alpha: 1}, fillAlpha: 1,
		strokeNone: true, lineAlpha: 1, lineWidth: 1, opacity: 1, size: 16, weight: 400, lang: p.opts.Lang,
	}
}

// diagonal is the measure of percentages without a direction (SVG 2 §8.9).
func (s *style) diagonal() measure {
	return measure{s.size, geomMean(s.width, s.height)}
}

// styled returns the style inside e, and whether anything of it is shown.
func (p *painter) styled(e *element, s style) (style, bool) {
	get := func(name string) (string, bool) {
		v, ok := p.doc.property(e, name)
		return v, ok && v != "inherit"
	}
	if v, _ := get("display"); v == "none" {
		return s, false
	}
	if v, ok := get("color"); ok {
		if c, ok := parseColor(v, s.color); ok {
			s.color = c.Color
		}
	}
	p.paintStyle(e, &s, get)
	p.textStyle(e, &s, get)
	if v, ok := get("opacity"); ok {
		s.opacity *= share(v)
	}
	if v, ok := get("visibility"); ok {
		s.hidden = v != "visible"
	}
	if v, ok := get("transform"); ok {
		s.matrix = parseTransform(v).Then(s.matrix)
	}
	for _, name := range [...]string{"clip-path", "mask", "filter"} {
		if v, ok := get(name); ok && v != "none" {
			p.tell(unsupported, name, e)
		}
	}
	return s, true
}

func (p *painter) paintStyle(e *element, s *style, get func(string) (string, bool)) {
	if v, ok := get("fill"); ok {
		s.fill, s.fillNone = p.paintOf(e, v, s)
	}
	if v, ok := get("stroke"); ok {
		s.stroke, s.strokeNone = p.paintOf(e, v, s)
	}
	if v, ok := get("fill-opacity"); ok {
		s.fillAlpha = share(v)
	}
	if v, ok := get("stroke-opacity"); ok {
		s.lineAlpha = share(v)
	}
	if v, ok := get("fill-rule"); ok {
		s.evenOdd = v == "evenodd"
	}
	if v, ok := get("stroke-width"); ok {
		if w, ok := s.diagonal().length(v); ok && w >= 0 {
			s.lineWidth = w
		}
	}
	if v, ok := get("stroke-linecap"); ok {
		s.cap = map[string]int{"round": 1, "square": 2}[v]
	}
	if v, ok := get("stroke-linejoin"); ok {
		s.join = map[string]int{"round": 1, "bevel": 2}[v]
	}
	if v, ok := get("stroke-dasharray"); ok {
		s.dash = dashes(v, s.diagonal())
	}
	v, _ := get("vector-effect")
	s.steady = v == "non-scaling-stroke"
	if v, ok := get("marker"); ok {
		s.markers = [3]string{v, v, v}
	}
	for i, name := range [...]string{"marker-start", "marker-mid", "marker-end"} {
		if v, ok := get(name); ok {
			s.markers[i] = v
		}
	}
}

// dashes reads a dash array; an odd number of lengths is repeated (SVG 2 §13.5.6). nil means solid.
func dashes(v string, m measure) []float64 {
	var out []float64
	sum := 0.0
	for _, w := range strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' }) {
		d, ok := m.length(w)
		if !ok || d < 0 || len(out) > 32 {
			return nil
		}
		sum += d
		out = append(out, d)
	}
	if sum == 0 {
		return nil
	}
	if len(out)%2 == 1 {
		out = append(out, out...)
	}
	return out
}

// paintOf reads a fill or stroke; none says that nothing is painted.
func (p *painter) paintOf(e *element, v string, s *style) (c shade, none bool) {
	v = strings.TrimSpace(v)
	if v == "none" || v == "" {
		return shade{}, true
	}
	id, fallback, ok := reference(v)
	if !ok {
		c, ok = parseColor(v, s.color)
		return c, !ok
	}
	if server := p.doc.ids[id]; server != nil {
		switch server.name {
		case "linearGradient", "radialGradient":
			if c, ok := p.doc.mean(server, s.color); ok {
				if !p.doc.uniform(server) {
					p.tell(approximated, "gradient", e)
				}
				return c, false
			}
			return shade{}, true
		case "pattern":
			// A pattern is texture, neither ink nor paper: a middle grey keeps the shape visible.
			p.tell(approximated, "pattern", e)
			if c, ok := parseColor(fallback, s.color); ok {
				return c, false
			}
			return shade{draw.Color{R: 0xb0, G: 0xb0, B: 0xb0}, 1}, false
		}
	}
	c, ok = parseColor(fallback, s.color)
	return c, !ok
}

// uniform reports whether a gradient has one stop only: some programs name colours so.
func (d *document) uniform(e *element) bool {
	n := 0
	for range 10 {
		for _, k := range e.kids {
			if k.name == "stop" {
				n++
			}
		}
		from := d.ids[strings.TrimPrefix(e.attrs["href"], "#")]
		if n > 0 || from == nil {
			break
		}
		e = from
	}
	return n < 2
}

// reference reads url(#id), and returns the text after it, too.
func reference(v string) (id, rest string, ok bool) {
	inner, ok := strings.CutPrefix(v, "url(")
	if !ok {
		return "", "", false
	}
	inner, rest, ok = strings.Cut(inner, ")")
	return strings.TrimPrefix(strings.Trim(inner, ` "'`), "#"), strings.TrimSpace(rest), ok
}

func (p *painter) textStyle(e *element, s *style, get func(string) (string, bool)) {
	if v, ok := get("font"); ok {
		s.font(v)
	}
	if v, ok := get("font-size"); ok {
		s.setSize(v)
	}
	if v, ok := get("font-family"); ok {
		s.families = familyList(v)
	}
	if v, ok := get("font-weight"); ok {
		s.setWeight(v)
	}
	if v, ok := get("font-style"); ok {
		s.italic = strings.HasPrefix(v, "italic") || strings.HasPrefix(v, "oblique")
	}
	if v, ok := get("text-anchor"); ok {
		s.anchor = v
	}
	for _, name := range [...]string{"alignment-baseline", "dominant-baseline"} {
		if v, ok := get(name); ok {
			s.baseline = v
		}
	}
	if v, ok := get("letter-spacing"); ok {
		s.spacing, _ = measure{s.size, s.size}.length(v)
	}
	if v, ok := e.attrs["xml:space"]; ok {
		s.preserve = v == "preserve"
	}
	if v, ok := get("white-space"); ok {
		s.preserve = strings.HasPrefix(v, "pre")
	}
	for _, name := range [...]string{"lang", "xml:lang"} {
		if v := e.attrs[name]; v != "" {
			s.lang = v
		}
	}
}

// font reads the shorthand: style and weight, then size/leading, then families.
func (s *style) font(v string) {
	words := strings.Fields(v)
	s.italic, s.weight = false, 400
	for i, w := range words {
		size, _, _ := strings.Cut(w, "/")
		if w != "" && w[0] >= '0' && w[0] <= '9' && !isWeight(w) {
			s.setSize(size)
			s.families = familyList(strings.Join(words[i+1:], " "))
			return
		}
		switch w {
		case "italic", "oblique":
			s.italic = true
		default:
			s.setWeight(w)
		}
	}
}

func isWeight(w string) bool { return len(w) == 3 && w[1:] == "00" }

var fontSizes = map[string]float64{
	"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32,
}

func (s *style) setSize(v string) {
	switch {
	case fontSizes[v] != 0:
		s.size = fontSizes[v]
	case v == "smaller":
		s.size /= 1.2
	case v == "larger":
		s.size *= 1.2
	default:
		if l, ok := (measure{s.size, s.size}).length(v); ok && l >= 0 {
			s.size = l
		}
	}
}

func (s *style) setWeight(v string) {
	switch v {
	case "normal":
		s.weight = 400
	case "bold":
		s.weight = 700
	case "bolder":
		s.weight = min(900, max(700, s.weight+300))
	case "lighter":
		s.weight = max(100, min(400, s.weight-300))
	default:
		if n := numbers(v); len(n) == 1 && n[0] >= 1 && n[0] <= 1000 {
			s.weight = int(n[0])
		}
	}
}

func familyList(v string) []string {
	var out []string
	for _, f := range strings.Split(v, ",") {
		if f = strings.Trim(strings.TrimSpace(f), `"'`); f != "" {
			out = append(out, f)
		}
	}
	return out
}
