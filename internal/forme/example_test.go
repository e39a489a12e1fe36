package forme_test

import (
	"fmt"
	"os"

	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
)

// A page with a paragraph, and the rule above its foot that is no part of the text.
func Example() {
	part := &forme.Part{}
	para := part.Add(forme.Element{Role: "P", Parent: -1, Block: "silk"})
	part.Bodies = []forme.Body{{Ops: []draw.Op{
		{Tag: para, Run: &draw.Run{Size: 10 * geom.Pt, Lang: "en", Glyphs: []draw.Glyph{{Text: "Si"}, {Text: "lk"}}}},
	}}}
	doc := &forme.Document{Title: "The Silk Road", Lang: "en", Parts: []*forme.Part{part}}
	doc.Pages = append(doc.Pages, forme.Page{
		Trim: geom.Size{W: 148 * geom.Pt, H: 210 * geom.Pt}, Label: "1",
		Part: part, At: geom.Point{X: 20 * geom.Pt, Y: 30 * geom.Pt},
		Around: []draw.Op{
			{Tag: draw.Artifact, At: geom.Point{X: 20 * geom.Pt, Y: 190 * geom.Pt}, Path: draw.Rectangle(geom.Rect{W: 108 * geom.Pt, H: geom.Pt / 2}, draw.Color{})},
		},
	})
	doc.Outline = []forme.Bookmark{{Title: "Silk", Dest: "silk"}}
	if err := forme.Dump(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// page 1 "1" 148×210
	//   20,30 P#silk 10pt ? en "Silk"
	//   20,190 Artifact path 5 0,0 108×0.5
	// bookmark "Silk" → silk
}
