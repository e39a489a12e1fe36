package draw

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"keben/internal/geom"
)

// DumpPicture prints a picture in full, one operation a line, where Dump tells a page's outline: kind, place of
// the origin, then
//
//	run   face, size, colour, language, width as set, text
//	path  rect and its size where it is one, else its steps; fill, stroke, opacity
//	image its size, format, pixels
//
// Lengths are in points; colours that are black are left out.
func DumpPicture(w io.Writer, p *Picture) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "picture %s\n", extent(p.Size.W, p.Size.H))
	for _, op := range p.Ops {
		at := pair(op.At) + op.turn()
		switch {
		case op.Run != nil:
			fmt.Fprintf(out, "run %s %s", at, op.Run.line())
		case op.Path != nil:
			fmt.Fprintf(out, "path %s%s", at, op.Path.line())
		case op.Image != nil:
			fmt.Fprintf(out, "image %s %s", at, op.Image.line())
		}
		out.WriteString("\n")
	}
	return out.Flush()
}

// String writes the colour as #RRGGBB.
func (c Color) String() string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

// Text returns the source text of the run.
func (r *Run) Text() string {
	var b strings.Builder
	for _, g := range r.Glyphs {
		b.WriteString(g.Text)
	}
	return b.String()
}

func (r *Run) line() string {
	var b strings.Builder
	name := "?"
	if r.Face != nil {
		name = r.Face.PostScriptName
	}
	fmt.Fprintf(&b, "%s %s", name, r.Size)
	if r.Color != (Color{}) {
		fmt.Fprintf(&b, " %s", r.Color)
	}
	var width geom.Length
	for _, g := range r.Glyphs {
		width = max(width, g.X+g.Advance)
	}
	fmt.Fprintf(&b, " %s %s %q", r.Lang, width, r.Text())
	return b.String()
}

func (p *Path) line() string {
	var b strings.Builder
	if r, ok := p.rectangle(); ok {
		fmt.Fprintf(&b, " rect %s %s×%s", pair(geom.Point{X: r.X, Y: r.Y}), r.W, r.H)
	} else {
		for _, s := range p.Segments {
			switch s.Verb {
			case MoveTo:
				fmt.Fprintf(&b, " M %s", pair(s.P[0]))
			case LineTo:
				fmt.Fprintf(&b, " L %s", pair(s.P[0]))
			case CubicTo:
				fmt.Fprintf(&b, " C %s %s %s", pair(s.P[0]), pair(s.P[1]), pair(s.P[2]))
			case Close:
				b.WriteString(" Z")
			}
		}
	}
	if p.Fill != nil {
		fmt.Fprintf(&b, " fill %s", *p.Fill)
		if p.EvenOdd {
			b.WriteString(" even-odd")
		}
	}
	if p.Stroke != nil {
		fmt.Fprintf(&b, " stroke %s %s", *p.Stroke, p.LineWidth)
		for i, d := range p.Dash {
			if i == 0 {
				b.WriteString(" dash ")
			} else {
				b.WriteString(",")
			}
			b.WriteString(d.String())
		}
		if p.Cap >= 0 && p.Cap < 3 {
			b.WriteString([...]string{"", " round-cap", " square-cap"}[p.Cap])
		}
		if p.Join >= 0 && p.Join < 3 {
			b.WriteString([...]string{"", " round-join", " bevel-join"}[p.Join])
		}
	}
	if p.Opacity != 0 && p.Opacity != 255 {
		fmt.Fprintf(&b, " opacity %d/255", p.Opacity)
	}
	return b.String()
}

// rectangle reports whether p is what Rectangle draws.
func (p *Path) rectangle() (geom.Rect, bool) {
	s := p.Segments
	if len(s) != 5 || s[0].Verb != MoveTo || s[4].Verb != Close {
		return geom.Rect{}, false
	}
	a, c := s[0].P[0], s[2].P[0]
	r := geom.Rect{X: a.X, Y: a.Y, W: c.X - a.X, H: c.Y - a.Y}
	want := Rectangle(r, Color{}).Segments
	for i := range want {
		if s[i].Verb != want[i].Verb || s[i].Verb != Close && s[i].P[0] != want[i].P[0] {
			return geom.Rect{}, false
		}
	}
	return r, true
}

func (p *Placed) line() string {
	s := fmt.Sprintf("%s×%s", p.Size.W, p.Size.H)
	if p.Image != nil {
		s += fmt.Sprintf(" %s %d×%d", p.Image.Format, p.Image.Width, p.Image.Height)
	}
	return s
}

func pair(p geom.Point) string { return p.X.String() + "," + p.Y.String() }
