package draw

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"keben/internal/geom"
)

// DumpPicture prints a picture in full, one operation a line, where the dump of a page has only what Op.String
// writes: kind, origin, then
//
//	run   face, size, colour, language, width as set, text
//	path  rect and its size where it is one, else its steps; fill, stroke, opacity
//	image its size, format, pixels
//
// Lengths are in points; a run that is black does not say its colour.
func DumpPicture(w io.Writer, p *Picture) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "picture %s\n", p.Size)
	for _, op := range p.Ops {
		at := op.Origin()
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

// Origin writes the place of the operation's origin and, if it is turned, the angle: "65.2,80.12 turned 90°".
func (op Op) Origin() string {
	if op.Turn == 0 {
		return op.At.String()
	}
	return fmt.Sprintf("%s turned %d°", op.At, int(op.Turn)*90)
}

// String writes what the operation shows in a few words: of a run its size, face, language and text, of a path
// its number of segments and its box from its own origin, of an image its format and size.
func (op Op) String() string {
	switch {
	case op.Run != nil:
		return fmt.Sprintf("%spt %s %s %q", op.Run.Size, op.Run.face(), op.Run.Lang, op.Run.Text())
	case op.Path != nil:
		box := op.Path.bounds()
		return fmt.Sprintf("path %d %s %s", len(op.Path.Segments), geom.Point{X: box.X, Y: box.Y}, geom.Size{W: box.W, H: box.H})
	case op.Image != nil:
		return fmt.Sprintf("image %s %s", op.Image.Image.Format, op.Image.Size)
	}
	return "nothing"
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

// face is the name of the run's face, for dumps.
func (r *Run) face() string {
	if r.Face == nil {
		return "?"
	}
	return r.Face.PostScriptName
}

func (r *Run) line() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", r.face(), r.Size)
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
		fmt.Fprintf(&b, " rect %s %s", geom.Point{X: r.X, Y: r.Y}, geom.Size{W: r.W, H: r.H})
	} else {
		for _, s := range p.Segments {
			switch s.Verb {
			case MoveTo:
				fmt.Fprintf(&b, " M %s", s.P[0])
			case LineTo:
				fmt.Fprintf(&b, " L %s", s.P[0])
			case CubicTo:
				fmt.Fprintf(&b, " C %s %s %s", s.P[0], s.P[1], s.P[2])
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
	s := p.Size.String()
	if p.Image != nil {
		s += fmt.Sprintf(" %s %d×%d", p.Image.Format, p.Image.Width, p.Image.Height)
	}
	return s
}
