package svg

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math"
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/golden"
	"keben/internal/source"
)

// slowly is what a picture shows as paths, one a glyph, in points: the plain reading that Write is compared with.
func slowly(ops []draw.Op) []draw.Op {
	var out []draw.Op
	for _, op := range ops {
		switch {
		case op.Run != nil && op.Run.Face != nil:
			c := op.Run.Color
			for _, g := range op.Run.Glyphs {
				scale := op.Run.Size.Points() / float64(op.Run.Face.UnitsPerEm)
				path := &draw.Path{Fill: &c}
				for _, s := range op.Run.Face.Outline(g.ID) {
					seg := draw.Segment{Verb: draw.Verb(s.Verb)}
					for i, p := range s.P {
						seg.P[i] = op.Place(geom.Point{X: g.X + geom.FromPoints(p.X*scale), Y: g.Y - geom.FromPoints(p.Y*scale)})
					}
					path.Segments = append(path.Segments, seg)
				}
				if len(path.Segments) > 0 {
					out = append(out, draw.Op{Path: path})
				}
			}
		case op.Path != nil && (op.Path.Fill != nil || op.Path.Stroke != nil):
			path := *op.Path
			path.Segments = nil
			for _, s := range op.Path.Segments {
				for i := range s.P {
					s.P[i] = op.Place(s.P[i])
				}
				path.Segments = append(path.Segments, s)
			}
			out = append(out, draw.Op{Path: &path})
		case op.Image != nil:
			out = append(out, op)
		}
	}
	return out
}

// flat is a path as points: every curve by four of them, so that a curve may be written in another way.
func flat(p *draw.Path) (out []geom.Point) {
	var pen, from geom.Point
	drawn := false
	for _, s := range p.Segments {
		switch s.Verb {
		case draw.MoveTo:
			pen, from, drawn = s.P[0], s.P[0], false
			continue
		case draw.LineTo:
			out = append(out, pen, s.P[0])
			pen = s.P[0]
		case draw.CubicTo:
			for i := range 5 {
				t := float64(i) / 4
				at := func(a, b, c, d geom.Length) geom.Length {
					u := 1 - t
					return geom.Length(u*u*u*float64(a) + 3*u*u*t*float64(b) + 3*u*t*t*float64(c) + t*t*t*float64(d))
				}
				out = append(out, geom.Point{X: at(pen.X, s.P[0].X, s.P[1].X, s.P[2].X), Y: at(pen.Y, s.P[0].Y, s.P[1].Y, s.P[2].Y)})
			}
			pen = s.P[2]
		case draw.Close:
			if drawn {
				out = append(out, pen, from)
			}
			pen = from
		}
		drawn = true
	}
	return out
}

// differs says how two pictures differ by more than slack points.
func differs(want, got []draw.Op, slack float64) string {
	if len(want) != len(got) {
		return fmt.Sprintf("%d operations, want %d", len(got), len(want))
	}
	near := func(a, b geom.Length) bool { return math.Abs((a - b).Points()) <= slack }
	for i := range want {
		a, b := want[i], got[i]
		switch {
		case a.Image != nil:
			if b.Image == nil || !near(a.At.X, b.At.X) || !near(a.At.Y, b.At.Y) || !near(a.Image.Size.W, b.Image.Size.W) || !near(a.Image.Size.H, b.Image.Size.H) {
				return fmt.Sprintf("image %d: %v, want %v", i, b, a)
			}
		case b.Path == nil:
			return fmt.Sprintf("operation %d is no path", i)
		default:
			p, q := a.Path, b.Path
			if (p.Fill == nil) != (q.Fill == nil) || p.Fill != nil && *p.Fill != *q.Fill || p.Fill != nil && p.EvenOdd != q.EvenOdd {
				return fmt.Sprintf("fill %d: %v, want %v", i, q, p)
			}
			if (p.Stroke == nil) != (q.Stroke == nil) || p.Stroke != nil && (*p.Stroke != *q.Stroke || !near(p.LineWidth, q.LineWidth) || max(p.Cap, 0) != q.Cap || max(p.Join, 0) != q.Join || len(p.Dash) != len(q.Dash)) {
				return fmt.Sprintf("stroke %d: %v, want %v", i, q, p)
			}
			if alpha := func(v uint8) int { return (int(v) + 254) % 255 }; alpha(p.Opacity) != alpha(q.Opacity) {
				return fmt.Sprintf("opacity %d: %d, want %d", i, q.Opacity, p.Opacity)
			}
			x, y := flat(p), flat(q)
			if len(x) != len(y) {
				return fmt.Sprintf("path %d: %d points, want %d\n%v\n%v", i, len(y), len(x), q.Segments, p.Segments)
			}
			for k := range x {
				if !near(x[k].X, y[k].X) || !near(x[k].Y, y[k].Y) {
					return fmt.Sprintf("path %d, point %d: %s, want %s", i, k, y[k], x[k])
				}
			}
		}
	}
	return ""
}

func dot(t testing.TB, w, h int) *draw.Image {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return &draw.Image{Key: "k", Format: "png", Data: b.Bytes(), Width: w, Height: h}
}

// setIn sets a text in a face, character by character.
func setIn(f *font.Face, size geom.Length, text string) *draw.Run {
	r := &draw.Run{Face: f, Size: size, Lang: "en"}
	x := geom.Length(0)
	for _, c := range text {
		id, _ := f.GID(c)
		w := size.Mul(int64(f.Advance(id)), int64(f.UnitsPerEm))
		r.Glyphs = append(r.Glyphs, draw.Glyph{ID: id, X: x, Advance: w, Text: string(c)})
		x += w
	}
	return r
}

// album is a picture with one of everything.
func album(t testing.TB) *draw.Picture {
	serif, song := load(t, "KebenSerif-Regular"), load(t, "KebenSong-Regular")
	red, blue := draw.Color{R: 149, G: 42, B: 27}, draw.Color{B: 255}
	p := func(x, y geom.Length) geom.Point { return geom.Point{X: x * geom.Pt / 4, Y: y * geom.Pt / 4} }
	path := func(ps ...geom.Point) []draw.Segment {
		s := []draw.Segment{{Verb: draw.MoveTo, P: [3]geom.Point{ps[0]}}}
		for _, q := range ps[1:] {
			s = append(s, draw.Segment{Verb: draw.LineTo, P: [3]geom.Point{q}})
		}
		return s
	}
	curve := []draw.Segment{{Verb: draw.MoveTo, P: [3]geom.Point{p(0, 0)}}, {Verb: draw.CubicTo, P: [3]geom.Point{p(10, -40), p(33, 71), p(40, 0)}}, {Verb: draw.Close}}
	raised := setIn(serif, 10*geom.Pt, "2nd")
	raised.Glyphs[1].Y, raised.Glyphs[2].Y, raised.Color = -3*geom.Pt, -3*geom.Pt, red
	return &draw.Picture{Size: geom.Size{W: 300 * geom.Pt, H: 200 * geom.Pt}, Ops: []draw.Op{
		{Tag: 1, At: p(100, 100), Run: setIn(song, 21*geom.Pt/2, "路与账")},
		{Tag: 1, At: p(240, 100), Run: setIn(serif, 10*geom.Pt, "“Road” & <Account>")},
		{Tag: 2, At: p(100, 200), Run: raised},
		{Tag: 2, At: p(100, 260), Turn: 1, Run: setIn(serif, 8*geom.Pt, "up")},
		{Tag: draw.Artifact, At: p(100, 300), Path: draw.Rectangle(geom.Rect{W: 200 * geom.Pt, H: geom.Pt / 2}, draw.Color{})},
		{Tag: 3, At: p(500, 300), Turn: 3, Path: &draw.Path{Segments: curve, Fill: &blue, EvenOdd: true, Opacity: 77}},
		{Tag: 3, At: p(600, 300), Path: &draw.Path{Segments: path(p(0, 0), p(40, 0), p(40, 40)), Stroke: &red, LineWidth: geom.Pt / 3, Dash: []geom.Length{2 * geom.Pt, geom.Pt}, Cap: 1, Join: 2}},
		{Tag: 3, At: p(700, 300), Path: &draw.Path{Segments: curve, Fill: &blue, Stroke: &red, LineWidth: geom.Pt, Opacity: 200}},
		{Tag: 4, At: p(800, 400), Image: &draw.Placed{Image: dot(t, 3, 2), Size: geom.Size{W: 30 * geom.Pt, H: 20 * geom.Pt}}},
		{Tag: 1, At: p(100, 500), Run: setIn(song, 21*geom.Pt/2, "账")},
	}}
}

func TestAWrittenPictureReadsBackAsTheSame(t *testing.T) {
	p := album(t)
	data := Write(p, Written{})
	again, ms := Parse(source.New("a.svg", data), Options{})
	if len(ms) > 0 || again == nil {
		t.Fatalf("%v\n%s", ms, data)
	}
	if again.Size != p.Size {
		t.Errorf("%s, want %s", again.Size, p.Size)
	}
	if what := differs(slowly(p.Ops), again.Ops, 0.02); what != "" {
		t.Errorf("%s\n%s", what, data)
	}
	// The text over the outlines is not seen.
	withText, _ := Parse(source.New("a.svg", Write(p, Written{Text: true})), Options{Fonts: faces(t)})
	if what := differs(again.Ops, withText.Ops, 0); what != "" {
		t.Errorf("with text: %s", what)
	}
	if !bytes.Equal(data, Write(p, Written{})) {
		t.Error("not the same bytes again")
	}
}

func TestAWrittenPictureIsHarmlessAndKeepsItsPolicy(t *testing.T) {
	hostile := "\"><script>alert(1)</script>\x00\x1b]]>&\uFFFE</text>\xff"
	p := album(t)
	p.Ops = append(p.Ops, draw.Op{Tag: 9, Run: &draw.Run{Face: load(t, "KebenSans-Regular"), Size: geom.Pt, Lang: hostile, Glyphs: []draw.Glyph{{ID: 1, Text: hostile}}}})
	p.Ops = append(p.Ops, draw.Op{Image: &draw.Placed{Image: &draw.Image{Format: hostile}, Size: geom.Size{W: geom.Pt, H: geom.Pt}}})
	how := Written{
		Block: func(tag int32) string {
			if tag == 9 {
				return hostile
			}
			return ""
		},
		Text: true, Title: hostile, Lang: hostile,
	}
	data := string(Write(p, how))
	if what := harm(data); what != "" {
		t.Errorf("%s\n%s", what, data)
	}
	for _, no := range []string{"style=", "<script", "<style", "]]>"} {
		if strings.Contains(data, no) {
			t.Errorf("has %s", no)
		}
	}
	if _, ms := Rebuild(source.New("a.svg", Write(album(t), Written{}))); len(ms) > 0 {
		t.Errorf("cannot be published: %v", ms)
	}
}

func TestABrokenFaceIsWrittenWithoutItsGlyphs(t *testing.T) {
	broken := &font.Face{NumGlyphs: 5, UnitsPerEm: 1000}
	none := &font.Face{}
	p := &draw.Picture{Size: geom.Size{W: geom.Pt, H: geom.Pt}}
	for _, f := range []*font.Face{nil, none, broken} {
		p.Ops = append(p.Ops, draw.Op{Run: &draw.Run{Face: f, Size: 10 * geom.Pt, Glyphs: []draw.Glyph{{ID: 3, Text: "a"}, {ID: 40000, Text: "b"}}}})
	}
	p.Ops = append(p.Ops, draw.Op{}, draw.Op{Image: &draw.Placed{}}, draw.Op{Path: &draw.Path{Fill: &draw.Color{}, Segments: []draw.Segment{{Verb: draw.LineTo}, {Verb: draw.Close}, {Verb: draw.MoveTo}, {Verb: draw.Close}}}})
	data := string(Write(p, Written{Text: true}))
	if what := harm(data); what != "" || strings.Contains(data, "<use") || strings.Contains(data, "<path") || !strings.Contains(data, ">ab<") {
		t.Errorf("%s\n%s", what, data)
	}
}

func TestWrittenPictures(t *testing.T) {
	golden.Run(t, "testdata/written/*.txtar", func(t *testing.T, a *golden.Archive) {
		p := album(t)
		p.Ops = p.Ops[1:8:8]
		how := Written{Lang: "zh-Hans", Image: func(img *draw.Image) string { return "pictures/" + img.Key }}
		switch a.Name {
		case "page":
			how.Text = true
			how.Block = func(tag int32) string { return []string{"", "a", "b & c", "", ""}[max(tag, 0)] }
		default:
			how.Title = "Roads"
		}
		// One element a line, so that a difference can be read.
		a.Want("svg", strings.ReplaceAll(string(Write(p, how)), "><", ">\n<"))
	})
}

func FuzzWrite(f *testing.F) {
	f.Add([]byte("\x00\x01\x02\x03\x10\x20\x30\x40aAbB\xff\x80"), "block")
	f.Add(bytes.Repeat([]byte{1, 200, 3, 90, 7}, 40), `"<&`)
	serif := load(f, "KebenSerif-Regular")
	photo := dot(f, 2, 2)
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		next := func() int {
			if len(data) == 0 {
				return 0
			}
			v := int(data[0])
			data = data[1:]
			return v
		}
		side := func() geom.Length { return geom.Length(next()*251+next()) * geom.Pt / 977 }
		point := func() geom.Point { return geom.Point{X: side(), Y: side()} }
		p := &draw.Picture{Size: geom.Size{W: 300 * geom.Pt, H: 300 * geom.Pt}}
		middle := geom.Point{X: 120 * geom.Pt, Y: 120 * geom.Pt} // all is on the page: the reader leaves out what is not
		for len(data) > 0 && len(p.Ops) < 50 {
			op := draw.Op{Tag: int32(next() % 3), At: point().Add(middle), Turn: uint8(next() % 4)}
			switch next() % 3 {
			case 0:
				op.Run = &draw.Run{Face: serif, Size: geom.Pt + side()/8, Lang: text, Color: draw.Color{R: uint8(next())}}
				for range next() % 6 {
					op.Run.Glyphs = append(op.Run.Glyphs, draw.Glyph{ID: font.GlyphID(next() * 3), X: side(), Y: -side(), Text: text})
				}
			case 1:
				c := draw.Color{G: uint8(next())}
				op.Path = &draw.Path{EvenOdd: next()%2 == 0, Opacity: uint8(next())}
				if kind := next() % 3; kind != 0 {
					op.Path.Fill = &c
				} else {
					op.Path.Stroke, op.Path.LineWidth, op.Path.Cap, op.Path.Join = &c, geom.Pt/10+side()/100, next()%3, next()%3
				}
				op.Path.Segments = []draw.Segment{{Verb: draw.MoveTo, P: [3]geom.Point{point()}}}
				for range next() % 8 {
					op.Path.Segments = append(op.Path.Segments, draw.Segment{Verb: draw.Verb(next() % 4), P: [3]geom.Point{point(), point(), point()}})
				}
			default:
				op.Turn, op.Image = 0, &draw.Placed{Image: photo, Size: geom.Size{W: geom.Pt + side(), H: geom.Pt + side()}}
			}
			p.Ops = append(p.Ops, op)
		}
		for _, how := range []Written{{}, {Text: true, Title: text, Lang: text, Block: func(tag int32) string { return text[:min(int(tag), len(text))] }}} {
			out := Write(p, how)
			if what := harm(string(out)); what != "" {
				t.Fatalf("%s\n%s", what, out)
			}
			again, _ := Parse(source.New("a.svg", out), Options{})
			if again == nil {
				t.Fatalf("cannot be read\n%s", out)
			}
			if what := differs(shown(slowly(p.Ops)), shown(again.Ops), 0.05); what != "" {
				t.Fatalf("%s\n%s", what, out)
			}
		}
	})
}

// shown are the operations that can be seen at all: the writer leaves out paths in which nothing is drawn.
func shown(ops []draw.Op) (out []draw.Op) {
	for _, op := range ops {
		if op.Path == nil || len(flat(op.Path)) > 0 {
			out = append(out, op)
		}
	}
	return out
}
