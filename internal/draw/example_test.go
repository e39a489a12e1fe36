package draw_test

import (
	"fmt"
	"os"

	"keben/internal/draw"
	"keben/internal/geom"
)

// A word above a rule, as it is and turned by a quarter, so that it runs up the page.
func Example() {
	ops := []draw.Op{
		{At: geom.Point{X: 10 * geom.Pt, Y: 20 * geom.Pt}, Run: &draw.Run{Size: 10 * geom.Pt, Lang: "en", Glyphs: []draw.Glyph{
			{Text: "Silk", Advance: 18 * geom.Pt},
		}}},
		{Tag: draw.Artifact, At: geom.Point{X: 10 * geom.Pt, Y: 24 * geom.Pt}, Path: draw.Rectangle(geom.Rect{W: 18 * geom.Pt, H: geom.Pt}, draw.Color{})},
	}
	for _, ops := range [][]draw.Op{ops, draw.Move(draw.Turn(ops, 1), geom.Point{Y: 40 * geom.Pt})} {
		box := draw.Bounds(ops)
		p := &draw.Picture{Size: geom.Size{W: box.X + box.W, H: box.Y + box.H}, Ops: ops}
		if err := draw.DumpPicture(os.Stdout, p); err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// picture 28×25
	// run 10,20 ? 10 en 18 "Silk"
	// path 10,24 rect 0,0 18×1 fill #000000
	// picture 25×30
	// run 20,30 turned 90° ? 10 en 18 "Silk"
	// path 24,30 turned 90° rect 0,0 18×1 fill #000000
}
