package forme

import (
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
)

func TestDumpShowsEveryKindOfOperation(t *testing.T) {
	d := &Document{Outline: []Bookmark{{Title: "贸易", Dest: "trade"}}}
	part := &Part{}
	sect := part.Add(Element{Role: "Sect", Parent: -1})
	p := part.Add(Element{Role: "P", Parent: sect, Block: "trade-p1"})
	run := &draw.Run{Face: &font.Face{PostScriptName: "Song"}, Size: 10 * geom.Pt, Lang: "zh-Hans", Glyphs: []draw.Glyph{{Text: "贸"}, {Text: "易"}}}
	part.Bodies = []Body{{}, {
		Ops: []draw.Op{
			{Tag: p, At: geom.Point{Y: geom.Pt}, Run: run},
			{Tag: sect, Image: &draw.Placed{Image: &draw.Image{Format: "png"}, Size: geom.Size{W: geom.Pt, H: geom.Pt}}},
		},
		Links: []Link{{Dest: "trade", Area: geom.Rect{W: geom.Pt, H: geom.Pt}}},
	}}
	size := geom.Size{W: 100 * geom.Pt, H: 200 * geom.Pt}
	d.Pages = []Page{
		{Trim: size, Label: "iii"}, // a blank
		{
			Trim: size, Label: "iv", Part: part, Body: 1, At: geom.Point{X: 5 * geom.Pt, Y: 6 * geom.Pt},
			Around: []draw.Op{{Tag: draw.Artifact, Path: draw.Rectangle(geom.Rect{W: 30 * geom.Pt, H: geom.Pt / 2}, draw.Color{})}},
		},
	}
	want := `page 1 "iii" 100×200
page 2 "iv" 100×200
  5,7 P#trade-p1 10pt Song zh-Hans "贸易"
  5,6 Sect image png 1×1
  0,0 Artifact path 5 0,0 30×0.5
  link 5,6 1×1 → trade
bookmark "贸易" → trade
`
	var b strings.Builder
	if err := Dump(&b, d); err != nil {
		t.Fatal(err)
	}
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
