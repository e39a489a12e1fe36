package pdf

import (
	"image"
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
)

// painted returns the operators of a page on which nothing but artifacts is, without the sequence they are in.
func painted(t *testing.T, ops ...draw.Op) string {
	t.Helper()
	b := newBuilder(t)
	b.doc.Pages = []forme.Page{{Trim: geom.Size{W: 200 * geom.Pt, H: 100 * geom.Pt}, Around: ops}}
	f := read(t, b.write(Options{Plain: true}))
	_, s, _ := strings.Cut(f.content(f.pages()[0]), "/Artifact BMC\n")
	return strings.TrimSuffix(strings.TrimSpace(s), "\nEMC")
}

func line() []draw.Segment {
	return []draw.Segment{{Verb: draw.MoveTo}, {Verb: draw.LineTo, P: [3]geom.Point{{X: 10 * geom.Pt, Y: -geom.Pt / 4}}}}
}

func TestPathOperators(t *testing.T) {
	black, red := &draw.Color{}, &draw.Color{R: 255}
	at := geom.Point{X: 5 * geom.Pt, Y: 20 * geom.Pt}
	const drawn = "5 80 m\n15 80.25 l\n"
	for _, c := range []struct {
		name string
		path draw.Path
		want string
	}{
		{"fill", draw.Path{Fill: black}, drawn + "f"},
		{"even-odd", draw.Path{Fill: red, EvenOdd: true}, "1 0 0 rg\n" + drawn + "f*"},
		{"stroke", draw.Path{Stroke: black, LineWidth: geom.Pt / 4}, "q\n0 G\n0.25 w 0 J 0 j\n" + drawn + "S\nQ"},
		{"both", draw.Path{Fill: red, Stroke: black, EvenOdd: true, Cap: 2, Join: 1}, "q\n1 0 0 rg\n0 G\n0 w 2 J 1 j\n" + drawn + "B*\nQ"},
		{"dashes", draw.Path{Stroke: red, LineWidth: geom.Pt, Dash: []geom.Length{geom.Pt, 3 * geom.Pt / 2}}, "q\n1 0 0 RG\n1 w 0 J 0 j\n[1 1.5] 0 d\n" + drawn + "S\nQ"},
		{"no pattern", draw.Path{Stroke: red, Dash: []geom.Length{0, 0}}, "q\n1 0 0 RG\n0 w 0 J 0 j\n" + drawn + "S\nQ"},
		{"impossible values", draw.Path{Stroke: red, LineWidth: -1, Cap: 9, Join: -1, Dash: []geom.Length{-1}}, "q\n1 0 0 RG\n0 w 2 J 0 j\n" + drawn + "S\nQ"},
		{"opacity", draw.Path{Fill: red, Opacity: 51}, "q\n/A51 gs\n1 0 0 rg\n" + drawn + "f\nQ"},
	} {
		c.path.Segments = line()
		if got := painted(t, draw.Op{Tag: draw.Artifact, At: at, Path: &c.path}); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestColourIsSetAgainAfterAnIsolatedPath(t *testing.T) {
	red := draw.Color{R: 255}
	faint := draw.Op{Tag: draw.Artifact, Path: &draw.Path{Segments: line(), Fill: &red, Opacity: 51}}
	solid := draw.Op{Tag: draw.Artifact, Path: &draw.Path{Segments: line(), Fill: &red}}
	got := painted(t, faint, solid, solid)
	if want := "Q\n1 0 0 rg\n0 100 m\n10 100.25 l\nf\n0 100 m\n"; !strings.Contains(got, want) {
		t.Error(got)
	}
}

func TestOpacityIsAGraphicsState(t *testing.T) {
	b := newBuilder(t)
	b.page("1")
	for _, a := range []uint8{255, 51, 51} {
		b.op(draw.Op{Tag: draw.Artifact, Path: &draw.Path{Segments: line(), Fill: &draw.Color{}, Opacity: a}})
	}
	f := read(t, b.write(Options{}))
	f.find("/ExtGState <</A51 <</Type /ExtGState /ca 0.2 /CA 0.2>> /A255 <</Type /ExtGState /ca 1 /CA 1>>>>")
}

func TestTurnedPathsAndPicturesStandOnTheirPoint(t *testing.T) {
	black := &draw.Color{}
	at := geom.Point{X: 50 * geom.Pt, Y: 60 * geom.Pt}
	img := &draw.Placed{Image: encoded(t, image.NewGray(image.Rect(0, 0, 1, 1))), Size: geom.Size{W: 20 * geom.Pt, H: 10 * geom.Pt}}
	for _, c := range []struct {
		turn        uint8
		line, image string
	}{
		{0, "50 40 m\n60 40.25 l", "20 0 0 10 50 30 cm"},
		{1, "50 40 m\n49.75 50 l", "0 20 -10 0 60 40 cm"},
		{2, "50 40 m\n40 39.75 l", "-20 0 0 -10 50 50 cm"},
		{3, "50 40 m\n50.25 30 l", "0 -20 10 0 40 40 cm"},
	} {
		got := painted(t,
			draw.Op{Tag: draw.Artifact, At: at, Turn: c.turn, Path: &draw.Path{Segments: line(), Fill: black}},
			draw.Op{Tag: draw.Artifact, At: at, Turn: c.turn, Image: img})
		if !strings.Contains(got, c.line) || !strings.Contains(got, c.image) {
			t.Errorf("turned %d: %s", c.turn, got)
		}
	}
}
