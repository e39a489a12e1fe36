package forme

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"keben/internal/geom"
)

// Dump writes a document as text, one operation a line: the form of the page stage in golden files. Lengths are points
// from the top left corner of the trimmed page; the form of an operation is that of draw.Op.String.
//
//	page 3 "1" 524.41×737.01
//	  65.2,80.12 H1 22pt KebenSong-Bold zh-Hans "第一章"
//	  65.2,700 Artifact path 5 0,0 300×0.5
//	  link 65.2,90 120×16 → zh/trade
func Dump(w io.Writer, d *Document) error {
	b := bufio.NewWriter(w)
	for i := range d.Pages {
		p := &d.Pages[i]
		fmt.Fprintf(b, "page %d %q %s\n", i+1, p.Label, p.Trim)
		for _, op := range p.Ops() {
			fmt.Fprintf(b, "  %s %s %s\n", op.Origin(), p.role(op.Tag), op)
		}
		for _, l := range p.Links() {
			to := l.Dest
			if to == "" {
				to = l.URI
			}
			fmt.Fprintf(b, "  link %s %s → %s\n", geom.Point{X: l.Area.X, Y: l.Area.Y}, geom.Size{W: l.Area.W, H: l.Area.H}, to)
		}
	}
	for _, m := range d.Outline {
		fmt.Fprintf(b, "bookmark %s%q → %s\n", strings.Repeat("  ", m.Depth), m.Title, m.Dest)
	}
	return b.Flush()
}

// role is the structure role of an operation's element, and its block.
func (p *Page) role(tag int32) string {
	switch e := p.Element(tag); {
	case e == nil:
		return "Artifact"
	case e.Block == "":
		return e.Role
	default:
		return e.Role + "#" + e.Block
	}
}
