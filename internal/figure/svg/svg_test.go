package svg

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/golden"
	"keben/internal/source"
	"keben/templates"
)

func load(t testing.TB, name string) *font.Face {
	t.Helper()
	data, err := templates.FS.ReadFile("fonts/" + name + ".ttf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := font.Parse(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// faces offers Source Sans and Hei; bold and not.
func faces(t testing.TB) func(FontRequest) []*font.Face {
	regular := []*font.Face{load(t, "KebenSans-Regular"), load(t, "KebenHei-Medium")}
	bold := []*font.Face{load(t, "KebenSans-SemiBold"), load(t, "KebenHei-Bold")}
	return func(r FontRequest) []*font.Face {
		if slices.Contains(r.Families, "none") {
			return nil
		}
		if r.Weight >= 600 {
			return bold
		}
		return regular
	}
}

func TestGolden(t *testing.T) {
	offer := faces(t)
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		pic, messages := Parse(source.New("in.svg", a.Input("in.svg")), Options{Fonts: offer, Lang: "zh-Hans"})
		var b strings.Builder
		if pic != nil {
			if err := draw.DumpPicture(&b, pic); err != nil {
				t.Fatal(err)
			}
		}
		a.Want("picture", b.String())
		b.Reset()
		for _, m := range messages {
			fmt.Fprintf(&b, "%s %s [%s]\n", m.Place, m.Text("en"), m.Kind.ID)
			if zh := m.Text("zh"); strings.Contains(zh, "%!") || strings.Contains(m.Text("en"), "%!") {
				t.Errorf("a message is not formatted: %s", zh)
			}
		}
		a.Want("messages", b.String())
	})
}

func parse(t *testing.T, body string) *draw.Picture {
	t.Helper()
	pic, messages := Parse(source.New("in.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">`+body+`</svg>`)), Options{Fonts: faces(t)})
	for _, m := range messages {
		t.Log(m.Text("en"))
	}
	if pic == nil {
		t.Fatal("no picture")
	}
	return pic
}

func TestTransformsApplyFromTheRight(t *testing.T) {
	for _, c := range []struct {
		list string
		x, y float64 // where (1, 0) goes
	}{
		{"translate(10,20) scale(2)", 12, 20}, {"scale(2) translate(10,20)", 22, 40}, {"rotate(90)", 0, 1}, {"rotate(90 1 1)", 2, 1},
		{"matrix(1 0 0 1 5 6)", 6, 6}, {"scale(2), skewX(45)", 2, 0}, {"skewY(45)", 1, 1}, {"translate(3) nonsense(1) scale(9)", 4, 0}, {"", 1, 0},
	} {
		x, y := parseTransform(c.list).Apply(1, 0)
		if dx, dy := x-c.x, y-c.y; dx*dx+dy*dy > 1e-18 {
			t.Errorf("%q maps (1, 0) to (%g, %g), want (%g, %g)", c.list, x, y, c.x, c.y)
		}
	}
}

func TestAPathOfTooManySegmentsIsNamedAndNotDrawn(t *testing.T) {
	long := `<path d="M0 0` + strings.Repeat("h1v1", budget.DrawingSegments.Max/2+1) + `"/>`
	for name, body := range map[string]string{"alone": long, "then another": long + `<path d="M0 0h1"/>`} {
		if testing.Short() && name == "alone" {
			continue // the other begins the same way
		}
		pic, messages := Parse(source.New("in.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">`+body+`</svg>`)), Options{})
		if len(messages) != 1 || messages[0].Kind != budget.DrawingSegments.Kind || len(pic.Ops) > 0 {
			t.Errorf("%s: %d operations, %v", name, len(pic.Ops), messages)
		}
	}
}

func TestEntitiesThatAreLeftOutAreTold(t *testing.T) {
	for subset, told := range map[string]bool{
		`<!ENTITY a "x">`: false, `<!ENTITY a "x"><!ENTITY b "&a;&a;">`: true, `<!ENTITY a SYSTEM "f">`: true, strings.Repeat(`<!ENTITY a "x">`, 3): false,
	} {
		_, messages := Rebuild(source.New("in.svg", []byte(`<!DOCTYPE svg [`+subset+`]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`)))
		if (len(messages) > 0) != told {
			t.Errorf("%s: %v", subset, messages)
		}
	}
}

func TestNumbersNeedNoSeparators(t *testing.T) {
	if got := numbers("1-2.5.5e1,+3e-1 4em"); !slices.Equal(got, []float64{1, -2.5, 5, 0.3, 4}) {
		t.Errorf("%v", got)
	}
	if v, ok := (measure{em: 10, full: 200}).length("25%"); !ok || v != 50 {
		t.Errorf("25%% of 200 is %v", v)
	}
	if _, ok := (measure{}).length("12furlongs"); ok {
		t.Error("furlongs are a unit")
	}
}

// TestArcsLieOnTheirEllipse samples arcs: every point must satisfy the circle's equation.
func TestArcsLieOnTheirEllipse(t *testing.T) {
	for _, d := range []string{"M10 0A10 10 0 0 1 0 10", "M10 0A10 10 0 1 1 0 10", "M10 0A10 10 0 1 0 0 10", "M10 0A10 10 0 0 0 0 10", "M10 0a10 10 0 01-20 0"} {
		o := &outline{}
		if i := o.pathData(d); i >= 0 {
			t.Fatalf("%s: fault at %d", d, i)
		}
		// The two centres an arc of radius 10 between these points may have.
		centres := []point{{0, 0}, {10, 10}}
		at := o.segments[0].p[0]
		worst := []float64{0, 0}
		for _, s := range o.segments[1:] {
			for i := range 11 {
				u := float64(i) / 10
				v := 1 - u
				x := v*v*v*at.x + 3*v*v*u*s.p[0].x + 3*v*u*u*s.p[1].x + u*u*u*s.p[2].x
				y := v*v*v*at.y + 3*v*v*u*s.p[0].y + 3*v*u*u*s.p[1].y + u*u*u*s.p[2].y
				for k, c := range centres {
					e := (x-c.x)*(x-c.x) + (y-c.y)*(y-c.y) - 100
					worst[k] = max(worst[k], e, -e)
				}
			}
			at = s.p[2]
		}
		if min(worst[0], worst[1]) > 0.1 {
			t.Errorf("%s strays from its circle: %v", d, worst)
		}
	}
}

func TestFaultyPathIsDrawnUpToItsFault(t *testing.T) {
	for d, want := range map[string]int{"M0 0L10 10L20": 2, "L1 1": 0, "M1 1 2 2 3 3": 3, "M0 0Zm1 1": 3, "M0 0h1v1H0V0z M": 6, "": 0, "M0,0c1": 1} {
		o := &outline{}
		o.pathData(d)
		if len(o.segments) != want {
			t.Errorf("%q: %d segments, want %d", d, len(o.segments), want)
		}
	}
}

func TestColors(t *testing.T) {
	cur := draw.Color{R: 1, G: 2, B: 3}
	for s, want := range map[string]shade{
		"#f00": {draw.Color{R: 255}, 1}, "#00ff0080": {draw.Color{G: 255}, 128.0 / 255}, "Red": {draw.Color{R: 255}, 1},
		"rgb(1, 2,3)": {cur, 1}, "rgb(100% 0% 0% / 50%)": {draw.Color{R: 255}, 0.5}, "hsl(120, 100%, 50%)": {draw.Color{G: 255}, 1},
		"currentColor": {cur, 1}, "rgba(0,0,0,.25)": {draw.Color{}, 0.25}, "transparent": {},
	} {
		if got, ok := parseColor(s, cur); !ok || got != want {
			t.Errorf("%s: %+v, want %+v", s, got, want)
		}
	}
	for _, s := range []string{"", "#12", "#xyzxyz", "reddish", "rgb(1,2)", "lab(1 2 3)", "rgb("} {
		if c, ok := parseColor(s, cur); ok {
			t.Errorf("%q is the colour %+v", s, c)
		}
	}
}

func TestUprightTextStaysTextAndTurnedTextIsDrawn(t *testing.T) {
	pic := parse(t, `<text x="10" y="20">Trade 贸易</text><text transform="rotate(-90)" x="-50" y="20">Axis</text>`)
	text := ""
	paths := 0
	for _, op := range pic.Ops {
		if op.Run != nil {
			text += op.Run.Text()
		}
		if op.Path != nil {
			paths++
		}
	}
	if text != "Trade 贸易" || paths != 1 {
		t.Errorf("text %q and %d paths", text, paths)
	}
}

func TestAnchoredTextEndsAndCentres(t *testing.T) {
	start := func(anchor string) (geom.Length, geom.Length) {
		pic := parse(t, `<text x="50" y="20" font-size="10" text-anchor="`+anchor+`">Anchor</text>`)
		op := pic.Ops[0]
		last := op.Run.Glyphs[len(op.Run.Glyphs)-1]
		return op.At.X, op.At.X + last.X + last.Advance
	}
	x := geom.FromPoints(50 * pixel)
	s0, s1 := start("start")
	m0, m1 := start("middle")
	e0, e1 := start("end")
	near := func(a, b geom.Length) bool { return a-b < 100 && b-a < 100 }
	if s0 != x || !near(e1, x) || !near((m0+m1)/2, x) || !near(s1-s0, e1-e0) {
		t.Errorf("start %s %s, middle %s %s, end %s %s", s0, s1, m0, m1, e0, e1)
	}
}

func TestUseThatContainsItselfEnds(t *testing.T) {
	parse(t, `<g id="a"><use href="#b"/><rect width="1" height="1"/></g><g id="b"><use href="#a"/></g>`)
	// Ten levels of ten uses: ten thousand million rectangles, if they were counted.
	var b strings.Builder
	b.WriteString(`<rect id="l0" width="1" height="1"/>`)
	for i := 1; i <= 10; i++ {
		fmt.Fprintf(&b, `<g id="l%d">%s</g>`, i, strings.Repeat(fmt.Sprintf(`<use href="#l%d"/>`, i-1), 10))
	}
	if n := len(parse(t, b.String()).Ops); budget.DrawingParts.Over(n) {
		t.Errorf("%d operations", n)
	}
}

func TestEntitiesDoNotMultiply(t *testing.T) {
	src := `<!DOCTYPE svg [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect id="&a;" width="5" height="5"/><text>&b;</text></svg>`
	pic, _ := Parse(source.New("in.svg", []byte(src)), Options{Fonts: faces(t)})
	for _, op := range pic.Ops {
		if op.Run != nil && len(op.Run.Text()) > 10 {
			t.Errorf("the entity became %q", op.Run.Text())
		}
	}
}

func TestWhatIsNoDrawingIsSaid(t *testing.T) {
	for _, s := range []string{"", "<html/>", "plain", "<svg", `<?xml version="1.0" encoding="gb2312"?><svg/>`, "\x1f\x8b\x08"} {
		pic, messages := Parse(source.New("in.svg", []byte(s)), Options{})
		if pic != nil || len(messages) != 1 || messages[0].Kind.ID != "svg-unreadable" {
			t.Errorf("%q: picture %v, %d messages", s, pic, len(messages))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`<svg viewBox="0 0 10 10"><path d="M1 1a3 3 0 01 4 5zq1 2 3 4t5 6"/><text x="1 2 3">a<tspan dy="1em">贸</tspan></text></svg>`)
	f.Add(`<svg width="1e9" height="-5"><style>a .b>c{fill:url(#g)}</style><g class="b" style="fill:hsl(1,2%,3%)"><use xlink:href="#g"/></g></svg>`)
	f.Add(`<svg width="10"><linearGradient id="g" href="#g"><stop offset="1e40"/></linearGradient><marker id="m" orient="auto"><path d="M0 0h1"/></marker><line marker-end="url(#m)" stroke="red" x2="1e30"/><image href="data:;base64,AAAA"/></svg>`)
	f.Add(`<svg><rect width="5" height="5" rx="9" stroke="red" stroke-dasharray="1 0 -1" transform="matrix(0 0 0 0 0 0)"/></svg>`)
	offer := faces(f)
	f.Fuzz(func(t *testing.T, s string) {
		pic, messages := Parse(source.New("in.svg", []byte(s)), Options{Fonts: offer})
		if pic == nil && len(messages) == 0 {
			t.Error("nothing drawn and nothing said")
		}
		for _, m := range messages {
			if strings.Contains(m.Text("zh"), "%!") || !utf8.ValidString(m.Kind.ID) {
				t.Error(m.Text("zh"))
			}
		}
		if pic == nil {
			return
		}
		for _, op := range pic.Ops {
			if op.Run == nil && op.Path == nil && op.Image == nil {
				t.Error("an operation without content")
			}
			if op.Path != nil && (op.Path.LineWidth < 0 || op.Path.Fill == nil && op.Path.Stroke == nil) {
				t.Errorf("%+v", op.Path)
			}
		}
	})
}

func TestDrawingThatDoesNotSayItsSizeIsAsLargeAsWhatItShows(t *testing.T) {
	for text, want := range map[string]string{
		`<svg xmlns="http://www.w3.org/2000/svg"><rect width="400" height="300"/></svg>`:             "300×225",
		`<svg xmlns="http://www.w3.org/2000/svg" width="200"><rect width="400" height="300"/></svg>`: "150×225",
		`<svg xmlns="http://www.w3.org/2000/svg"/>`:                                                  "225×112.5",
	} {
		p, ms := Parse(source.New("a.svg", []byte(text)), Options{})
		if got := p.Size.W.String() + "×" + p.Size.H.String(); got != want || len(ms) > 0 {
			t.Errorf("%s: %s, want %s; %v", text, got, want, ms)
		}
	}
}

func TestACharacterThatOnlyTheFallbackHasIsSetInItAndTold(t *testing.T) {
	song := load(t, "KebenSong-Regular")
	opts := Options{Fonts: faces(t), Fallback: func() *font.Face { return song }, Lang: "zh-Hant"}
	pic, ms := Parse(source.New("in.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="100" height="20"><text y="10">機☃機</text></svg>`)), opts)
	var said []string
	for _, m := range ms {
		said = append(said, m.Kind.ID+": "+m.Text(diag.English))
	}
	want := []string{
		"svg-fallback-face: KebenHei-Medium lacks a character of the drawing that is set in KebenSong-Regular: 機",
		"svg-no-glyph: no font has the character '☃' (U+2603) of the drawing",
	}
	if !slices.Equal(said, want) {
		t.Errorf("%q", said)
	}
	var b strings.Builder
	if err := draw.DumpPicture(&b, pic); err != nil || !strings.Contains(b.String(), "KebenSong-Regular 12 zh-Hant") {
		t.Error(b.String(), err)
	}
}
