// Package geom has the lengths and the plane geometry of all packages that make pages or drawings.
//
// A [Length] counts 1/65536 of a PDF point (1/72 inch, ISO 32000-1 §8.3.2.3), the resolution that TeX uses. The origin
// is the top left corner and y grows downwards, as in text, whereas PDF counts upwards; package pdf converts.
//
// Lengths are integers so that the same input gives the same bytes on every machine: a sum of floats depends on its
// order, a sum of integers does not. Only a [Matrix], which drawings need, has floats; its result is rounded once.
package geom

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Length is a distance in scaled points: 1/65536 of a PDF point. A printing press resolves about 2000 of them.
type Length int64

// Units. A millimetre is 72/25.4 points, rounded to the nearest scaled point.
const (
	ScaledPoint Length = 1
	Pt          Length = 65536
	Mm          Length = 185771
	Inch        Length = 72 * Pt
)

// Points returns l in PDF points.
func (l Length) Points() float64 { return float64(l) / float64(Pt) }

// Millimetres returns l in millimetres.
func (l Length) Millimetres() float64 { return l.Points() * 25.4 / 72 }

// FromPoints returns the length nearest to p points.
func FromPoints(p float64) Length { return Length(math.Round(p * float64(Pt))) }

// Mul returns l·num/den rounded to nearest, halves away from zero. den must be positive.
func (l Length) Mul(num, den int64) Length {
	n := int64(l) * num
	if n < 0 {
		return Length(-((-n + den/2) / den))
	}
	return Length((n + den/2) / den)
}

// Em returns thousandths of l: Em(size, 250) is a quarter em at that size.
func (l Length) Em(thousandths int64) Length { return l.Mul(thousandths, 1000) }

// String writes l in points with at most three decimals, trailing zeros removed: "10.5".
// It is the form of every dump.
func (l Length) String() string {
	s := strconv.FormatFloat(l.Points(), 'f', 3, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// ParseLength reads "10.5pt", "20mm", "1in", "2cm" (a space before the unit is allowed).
func ParseLength(s string) (Length, error) {
	t := strings.TrimSpace(s)
	for _, u := range [...]struct {
		name   string
		points float64
	}{{"pt", 1}, {"mm", 72 / 25.4}, {"cm", 720 / 25.4}, {"in", 72}} {
		num, ok := strings.CutSuffix(t, u.name)
		if !ok {
			continue
		}
		f, err := strconv.ParseFloat(strings.TrimSpace(num), 64)
		if err != nil || math.IsNaN(f) || math.Abs(f) > 1e6 {
			return 0, fmt.Errorf("%q is not a length", s)
		}
		return FromPoints(f * u.points), nil
	}
	return 0, fmt.Errorf("%q has no unit (pt, mm, cm, in)", s)
}

// Ratio is a share of a length, as it is typed: 5/8, 0.92, 2.
type Ratio struct{ Num, Den int64 }

// Of returns the share of l, cut to a whole scaled point. That of a Ratio that nobody has set is 0.
func (r Ratio) Of(l Length) Length {
	if r.Den == 0 {
		return 0
	}
	return l * Length(r.Num) / Length(r.Den)
}

// Rounded is Of to the nearest scaled point.
func (r Ratio) Rounded(l Length) Length {
	if r.Den == 0 {
		return 0
	}
	return l.Mul(r.Num, r.Den)
}

// Inverse is the ratio that undoes r.
func (r Ratio) Inverse() Ratio { return Ratio{r.Den, r.Num} }

// Float returns r as a number.
func (r Ratio) Float() float64 { return float64(r.Num) / float64(max(r.Den, 1)) }

// ParseRatio reads a number of at most six decimals, or a fraction of two whole numbers up to a million.
func ParseRatio(s string) (Ratio, bool) {
	num, den, fraction := strings.Cut(s, "/")
	if !fraction {
		var digits string
		num, digits, _ = strings.Cut(s, ".")
		num, den = num+digits, "1"+strings.Repeat("0", len(digits))
	}
	n, err := strconv.ParseInt(num, 10, 64)
	d, err2 := strconv.ParseInt(den, 10, 64)
	if err != nil || err2 != nil || d <= 0 || d > 1e6 || n > 1e9 || n < -1e9 {
		return Ratio{}, false
	}
	return Ratio{n, d}, true
}

// Point is a place on a page or in a picture. The origin is the top left corner and y grows downwards.
type Point struct{ X, Y Length }

// Add returns p moved by q.
func (p Point) Add(q Point) Point { return Point{p.X + q.X, p.Y + q.Y} }

// String writes p in points, as dumps do: "65.2,80.12".
func (p Point) String() string { return p.X.String() + "," + p.Y.String() }

// Size is the extent of a box.
type Size struct{ W, H Length }

// String writes s in points, as dumps do: "148×210".
func (s Size) String() string { return s.W.String() + "×" + s.H.String() }

// Rect is a box by its top left corner and extent.
type Rect struct{ X, Y, W, H Length }

// Move returns r moved by p.
func (r Rect) Move(p Point) Rect { return Rect{r.X + p.X, r.Y + p.Y, r.W, r.H} }

// Matrix is an affine map x' = A·x + C·y + E, y' = B·x + D·y + F, with E and F in points.
type Matrix struct{ A, B, C, D, E, F float64 }

// Identity maps every point to itself.
var Identity = Matrix{A: 1, D: 1}

// Then returns the map that applies m first and n second.
func (m Matrix) Then(n Matrix) Matrix {
	return Matrix{
		A: m.A*n.A + m.B*n.C, B: m.A*n.B + m.B*n.D,
		C: m.C*n.A + m.D*n.C, D: m.C*n.B + m.D*n.D,
		E: m.E*n.A + m.F*n.C + n.E, F: m.E*n.B + m.F*n.D + n.F,
	}
}

// Apply maps the point (x, y).
func (m Matrix) Apply(x, y float64) (float64, float64) {
	return m.A*x + m.C*y + m.E, m.B*x + m.D*y + m.F
}
