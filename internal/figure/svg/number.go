package svg

import (
	"math"
	"strconv"
	"strings"

	"keben/internal/geom"
)

// pixel is a user unit of the outermost drawing in points: 96 of them are an inch (CSS Values 4 §6.2).
const pixel = 0.75

// limit bounds coordinates, in points, so that sums of lengths do not overflow: 10 million points are 3.5 km.
const limit = 1e7

func clamp(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return max(-limit, min(v, limit))
}

// scanner reads numbers and letters from attribute values.
type scanner struct {
	s string
	i int
}

func (s *scanner) space() {
	for s.i < len(s.s) && strings.IndexByte(" \t\r\n\f", s.s[s.i]) >= 0 {
		s.i++
	}
}

// separator skips space and one comma.
func (s *scanner) separator() {
	s.space()
	if s.i < len(s.s) && s.s[s.i] == ',' {
		s.i++
		s.space()
	}
}

func (s *scanner) done() bool {
	s.space()
	return s.i >= len(s.s)
}

// number reads one number (SVG 2 §9.3.9): a sign or a second point begins the next one.
func (s *scanner) number() (float64, bool) {
	s.space()
	start := s.i
	digits := func() (n int) {
		for s.i < len(s.s) && s.s[s.i] >= '0' && s.s[s.i] <= '9' {
			s.i++
			n++
		}
		return n
	}
	if s.i < len(s.s) && (s.s[s.i] == '+' || s.s[s.i] == '-') {
		s.i++
	}
	n := digits()
	if s.i < len(s.s) && s.s[s.i] == '.' {
		s.i++
		n += digits()
	}
	if n == 0 {
		s.i = start
		return 0, false
	}
	if mark := s.i; s.i < len(s.s) && (s.s[s.i] == 'e' || s.s[s.i] == 'E') {
		s.i++
		if s.i < len(s.s) && (s.s[s.i] == '+' || s.s[s.i] == '-') {
			s.i++
		}
		if digits() == 0 { // "em" and "ex" are units
			s.i = mark
		}
	}
	v, _ := strconv.ParseFloat(s.s[start:s.i], 64)
	return clamp(v), true
}

// flag reads a flag of an arc, which may be followed by the next number without a space.
func (s *scanner) flag() (bool, bool) {
	s.space()
	if s.i < len(s.s) && (s.s[s.i] == '0' || s.s[s.i] == '1') {
		s.i++
		return s.s[s.i-1] == '1', true
	}
	return false, false
}

// numbers reads a list of numbers.
func numbers(s string) []float64 {
	var out []float64
	sc := &scanner{s: s}
	for {
		v, ok := sc.number()
		if !ok {
			return out
		}
		out = append(out, v)
		sc.separator()
	}
}

// measure are the lengths to which relative lengths refer.
type measure struct {
	em   float64 // font size in user units
	full float64 // the length of 100%
}

// length reads a length in user units.
func (m measure) length(s string) (float64, bool) {
	sc := &scanner{s: s}
	v, ok := sc.number()
	if !ok {
		return 0, false
	}
	unit := strings.ToLower(strings.TrimSpace(sc.s[sc.i:]))
	// CSS allows only the number and its unit.
	if i := strings.IndexAny(unit, " ,\t\n\r"); i >= 0 {
		unit = unit[:i]
	}
	switch unit {
	case "", "px":
	case "pt":
		v *= 4.0 / 3
	case "pc":
		v *= 16
	case "in":
		v *= 96
	case "cm":
		v *= 96 / 2.54
	case "mm":
		v *= 96 / 25.4
	case "q":
		v *= 96 / 101.6
	case "em":
		v *= m.em
	case "rem":
		v *= 16
	case "ex", "ch":
		v *= m.em / 2
	case "%":
		v *= m.full / 100
	default:
		return 0, false
	}
	return clamp(v), true
}

// parseTransform reads a transform list (SVG 2 §8.5); what follows a fault is dropped.
func parseTransform(s string) geom.Matrix {
	m := geom.Identity
	for {
		name, rest, ok := strings.Cut(s, "(")
		if !ok {
			return m
		}
		args, rest, ok := strings.Cut(rest, ")")
		if !ok {
			return m
		}
		s = rest
		t, ok := transform(strings.Trim(name, " \t\r\n\f,"), angleFree(args))
		if !ok {
			return m
		}
		// The list is applied from the right: the last transformation first.
		m = t.Then(m)
	}
}

// angleFree drops the units that CSS transforms carry.
func angleFree(s string) []float64 {
	return numbers(strings.NewReplacer("deg", "", "px", "").Replace(s))
}

func transform(name string, v []float64) (geom.Matrix, bool) {
	arg := func(i int, otherwise float64) float64 {
		if i < len(v) {
			return v[i]
		}
		return otherwise
	}
	if len(v) == 0 {
		return geom.Identity, false
	}
	switch name {
	case "matrix":
		if len(v) < 6 {
			return geom.Identity, false
		}
		return geom.Matrix{A: v[0], B: v[1], C: v[2], D: v[3], E: v[4], F: v[5]}, true
	case "translate":
		return geom.Matrix{A: 1, D: 1, E: v[0], F: arg(1, 0)}, true
	case "translateX":
		return geom.Matrix{A: 1, D: 1, E: v[0]}, true
	case "translateY":
		return geom.Matrix{A: 1, D: 1, F: v[0]}, true
	case "scale":
		return geom.Matrix{A: v[0], D: arg(1, v[0])}, true
	case "rotate":
		sin, cos := math.Sincos(v[0] * math.Pi / 180)
		r := geom.Matrix{A: cos, B: sin, C: -sin, D: cos}
		x, y := arg(1, 0), arg(2, 0)
		return geom.Matrix{A: 1, D: 1, E: -x, F: -y}.Then(r).Then(geom.Matrix{A: 1, D: 1, E: x, F: y}), true
	case "skewX":
		return geom.Matrix{A: 1, C: math.Tan(v[0] * math.Pi / 180), D: 1}, true
	case "skewY":
		return geom.Matrix{A: 1, B: math.Tan(v[0] * math.Pi / 180), D: 1}, true
	}
	return geom.Identity, false
}

// scaleOf returns how much m enlarges lengths, on average over the directions.
func scaleOf(m geom.Matrix) float64 { return math.Sqrt(math.Abs(m.A*m.D - m.B*m.C)) }

// fitted returns the map from a viewBox to a viewport by preserveAspectRatio (SVG 2 §8.6, §8.7).
func fitted(box [4]float64, w, h float64, rule string) geom.Matrix {
	if box[2] <= 0 || box[3] <= 0 {
		return geom.Identity
	}
	sx, sy := w/box[2], h/box[3]
	words := strings.Fields(strings.TrimPrefix(rule, "defer "))
	align, mode := "xMidYMid", "meet"
	if len(words) > 0 {
		align = words[0]
	}
	if len(words) > 1 {
		mode = words[1]
	}
	var dx, dy float64
	if align != "none" {
		s := min(sx, sy)
		if mode == "slice" {
			s = max(sx, sy)
		}
		sx, sy = s, s
		spare := func(mid, end string, room float64) float64 {
			switch {
			case strings.Contains(align, mid):
				return room / 2
			case strings.Contains(align, end):
				return room
			}
			return 0
		}
		dx, dy = spare("xMid", "xMax", w-box[2]*s), spare("YMid", "YMax", h-box[3]*s)
	}
	return geom.Matrix{A: sx, D: sy, E: dx - box[0]*sx, F: dy - box[1]*sy}
}

// viewBox reads the attribute of that name.
func viewBox(e *element) (box [4]float64, ok bool) {
	v := numbers(e.attrs["viewBox"])
	if len(v) != 4 || v[2] <= 0 || v[3] <= 0 {
		return box, false
	}
	return [4]float64(v), true
}
