package draw

import (
	"testing"

	"keben/internal/geom"
)

func TestEveryThingThatIsSeenIsInTheDigest(t *testing.T) {
	red := Color{R: 200}
	make := func() []Op {
		return []Op{
			{Tag: 1, Run: &Run{Size: geom.Pt, Lang: "zh", Glyphs: []Glyph{{ID: 1, Advance: geom.Pt, Text: "一"}, {ID: 2, X: geom.Pt}}}},
			{Tag: 2, Path: &Path{Segments: []Segment{{Verb: MoveTo}, {Verb: LineTo, P: [3]geom.Point{{X: 1}}}}, Dash: []geom.Length{1}}},
			{Tag: 3, Image: &Placed{Image: &Image{Key: "a"}, Size: geom.Size{W: 1, H: 1}}},
		}
	}
	of := func(tag int32) string { return string('a' + tag%10) }
	seen := map[[32]byte]string{}
	for name, change := range map[string]func(ops []Op){
		"nothing":   func([]Op) {},
		"block":     func(ops []Op) { ops[0].Tag = 5 },
		"place":     func(ops []Op) { ops[1].At.Y = 1 },
		"turn":      func(ops []Op) { ops[2].Turn = 1 },
		"size":      func(ops []Op) { ops[0].Run.Size++ },
		"colour":    func(ops []Op) { ops[0].Run.Color = red },
		"language":  func(ops []Op) { ops[0].Run.Lang = "en" },
		"glyph":     func(ops []Op) { ops[0].Run.Glyphs[1].ID = 3 },
		"advance":   func(ops []Op) { ops[0].Run.Glyphs[1].Advance = 3 },
		"text":      func(ops []Op) { ops[0].Run.Glyphs[1].Text = "二" },
		"fill":      func(ops []Op) { ops[1].Path.Fill = &red },
		"stroke":    func(ops []Op) { ops[1].Path.Stroke = &red },
		"both":      func(ops []Op) { ops[1].Path.Fill, ops[1].Path.Stroke = &red, &red },
		"even-odd":  func(ops []Op) { ops[1].Path.EvenOdd = true },
		"width":     func(ops []Op) { ops[1].Path.LineWidth = 1 },
		"dash":      func(ops []Op) { ops[1].Path.Dash = nil },
		"dashes":    func(ops []Op) { ops[1].Path.Dash[0] = 2 },
		"cap":       func(ops []Op) { ops[1].Path.Cap = 1 },
		"join":      func(ops []Op) { ops[1].Path.Join = 1 },
		"opacity":   func(ops []Op) { ops[1].Path.Opacity = 9 },
		"verb":      func(ops []Op) { ops[1].Path.Segments[1].Verb = MoveTo },
		"point":     func(ops []Op) { ops[1].Path.Segments[1].P[0].Y = 1 },
		"image":     func(ops []Op) { ops[2].Image.Image.Key = "b" },
		"no image":  func(ops []Op) { ops[2].Image.Image = nil },
		"its width": func(ops []Op) { ops[2].Image.Size.W = 2 },
		"order":     func(ops []Op) { ops[0], ops[1] = ops[1], ops[0] },
	} {
		ops := make()
		change(ops)
		sum := Digest(ops, of)
		if other, taken := seen[sum]; taken {
			t.Errorf("%s is not told from %s", name, other)
		}
		seen[sum] = name
	}
	renumbered := make()
	for i := range renumbered {
		renumbered[i].Tag += 10
	}
	if seen[Digest(renumbered, of)] != "nothing" {
		t.Error("other tags of the same blocks make a difference")
	}
}
