package draw

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"keben/internal/geom"
)

// Dump writes a document as text, one operation a line: the form of the page stage in golden files. Lengths
// are points from the top left corner of the trimmed page; a path also tells its number of segments and its box
// from its own origin.
//
//	page 3 "1" 524.41×737.01
//	  65.2,80.12 H1 22pt KebenSong-Bold zh-Hans "第一章"
//	  65.2,700 Artifact path 5 0,0 300×0.5
//	  link 65.2,90 120×16 → zh/trade
func Dump(w io.Writer, d *Document) error {
	b := bufio.NewWriter(w)
	for i := range d.Pages {
		p := &d.Pages[i]
		fmt.Fprintf(b, "page %d %q %s\n", i+1, p.Label, extent(p.Trim.W, p.Trim.H))
		for _, op := range p.Ops {
			fmt.Fprintf(b, "  %s,%s%s %s %s\n", op.At.X, op.At.Y, op.turn(), d.role(op.Tag), describe(op))
		}
		for _, l := range p.Links {
			to := l.Dest
			if to == "" {
				to = l.URI
			}
			fmt.Fprintf(b, "  link %s,%s %s → %s\n", l.Area.X, l.Area.Y, extent(l.Area.W, l.Area.H), to)
		}
	}
	for _, m := range d.Outline {
		fmt.Fprintf(b, "bookmark %s%q → %s\n", strings.Repeat("  ", m.Depth), m.Title, m.Dest)
	}
	return b.Flush()
}

// turn is written after a place only where something is turned.
func (op Op) turn() string {
	if op.Turn == 0 {
		return ""
	}
	return fmt.Sprintf(" turned %d°", int(op.Turn)*90)
}

func extent(w, h geom.Length) string { return w.String() + "×" + h.String() }

// role is the structure role of an operation's element, and the block it stands for.
func (d *Document) role(tag int32) string {
	if tag < 0 || int(tag) >= len(d.Structure.Elements) {
		return "Artifact"
	}
	e := d.Structure.Elements[tag]
	if e.Block == "" {
		return e.Role
	}
	return e.Role + "#" + e.Block
}

func describe(op Op) string {
	switch {
	case op.Run != nil:
		var text strings.Builder
		for _, g := range op.Run.Glyphs {
			text.WriteString(g.Text)
		}
		name := "?"
		if op.Run.Face != nil {
			name = op.Run.Face.PostScriptName
		}
		return fmt.Sprintf("%spt %s %s %q", op.Run.Size, name, op.Run.Lang, text.String())
	case op.Path != nil:
		box := op.Path.bounds()
		return fmt.Sprintf("path %d %s,%s %s", len(op.Path.Segments), box.X, box.Y, extent(box.W, box.H))
	case op.Image != nil:
		return fmt.Sprintf("image %s %s", op.Image.Image.Format, extent(op.Image.Size.W, op.Image.Size.H))
	}
	return "nothing"
}

// bounds is the box of a path's points, control points included.
func (p *Path) bounds() geom.Rect {
	var lo, hi geom.Point
	first := true
	for _, s := range p.Segments {
		for _, q := range s.P[:s.Verb.points()] {
			if first {
				lo, hi, first = q, q, false
				continue
			}
			lo = geom.Point{X: min(lo.X, q.X), Y: min(lo.Y, q.Y)}
			hi = geom.Point{X: max(hi.X, q.X), Y: max(hi.Y, q.Y)}
		}
	}
	return geom.Rect{X: lo.X, Y: lo.Y, W: hi.X - lo.X, H: hi.Y - lo.Y}
}

func (v Verb) points() int { return [...]int{MoveTo: 1, LineTo: 1, CubicTo: 3, Close: 0}[v] }
