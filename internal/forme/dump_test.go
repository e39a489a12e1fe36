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
	root := d.Structure.Add(Element{Role: "Document", Parent: -1})
	p := d.Structure.Add(Element{Role: "P", Parent: root, Block: "trade-p1"})
	run := &draw.Run{Face: &font.Face{PostScriptName: "Song"}, Size: 10 * geom.Pt, Lang: "zh-Hans", Glyphs: []draw.Glyph{{Text: "贸"}, {Text: "易"}}}
	d.Pages = []Page{{
		Trim: geom.Size{W: 100 * geom.Pt, H: 200 * geom.Pt}, Label: "iv",
		Ops: []draw.Op{
			{Tag: p, At: geom.Point{X: 5 * geom.Pt, Y: 6 * geom.Pt}, Run: run},
			{Tag: draw.Artifact, Path: draw.Rectangle(geom.Rect{W: 30 * geom.Pt, H: geom.Pt / 2}, draw.Color{})},
			{Tag: root, Image: &draw.Placed{Image: &draw.Image{Format: "png"}, Size: geom.Size{W: geom.Pt, H: geom.Pt}}},
		},
		Links: []Link{{Dest: "trade", Area: geom.Rect{W: geom.Pt, H: geom.Pt}}},
	}}
	want := `page 1 "iv" 100×200
  5,6 P#trade-p1 10pt Song zh-Hans "贸易"
  0,0 Artifact path 5 0,0 30×0.5
  0,0 Document image png 1×1
  link 0,0 1×1 → trade
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
