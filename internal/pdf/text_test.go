package pdf

import (
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/forme"
	"keben/internal/geom"
)

func TestEveryGlyphStandsWhereItWasPut(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	length := func(points float64) geom.Length {
		return geom.Length((random.Float64() - .25) * points * float64(geom.Pt))
	}
	b := newBuilder(t)
	b.page("1")
	p := b.element(-1, "P")
	type place struct {
		glyph draw.Glyph
		op    draw.Op
	}
	var want []place
	for range 200 {
		b.font = []string{"Song-Regular", "Serif-Regular", "Mono-Regular"}[random.IntN(3)]
		b.size = geom.FromPoints(4 + random.Float64()*40)
		run := b.run("天地玄黄 Ever efficient, 一二三")
		run.Color = []draw.Color{{}, {R: 200}}[random.IntN(2)]
		stretch, raise := length(3), geom.Length(0)
		for i := range run.Glyphs {
			if random.IntN(9) == 0 {
				raise = length(8)
			}
			run.Glyphs[i].X += geom.Length(i) * stretch
			run.Glyphs[i].Y = raise
		}
		at := geom.Point{X: length(300), Y: length(500)}
		op := draw.Op{Tag: p, At: at, Turn: uint8(max(0, random.IntN(6)-2)), Run: run}
		b.op(op)
		for _, g := range run.Glyphs {
			want = append(want, place{g, op})
		}
	}
	f := read(t, b.write(Options{}))
	m := machine{file: f}
	got := m.glyphs(f.pages()[0])
	if len(got) != len(want) {
		t.Fatalf("%d glyphs of %d", len(got), len(want))
	}
	height := b.doc.Pages[0].Trim.H.Points()
	for i, w := range want {
		p := w.op.Place(geom.Point{X: w.glyph.X, Y: w.glyph.Y})
		x, y := p.X.Points(), height-p.Y.Points()
		if g := got[i]; math.Abs(g.x-x) > .01 || math.Abs(g.y-y) > .01 || g.text != w.glyph.Text {
			t.Fatalf("glyph %d: %q at %.4f, %.4f; want %q at %.4f, %.4f", i, g.text, g.x, g.y, w.glyph.Text, x, y)
		}
	}
}

// textOf is what a reader extracts from a page: ActualText where there is one, else each glyph's text.
func textOf(glyphs []shown) string {
	var b strings.Builder
	var before *string
	for _, g := range glyphs {
		switch {
		case g.actual == nil:
			b.WriteString(g.text)
		case g.actual != before:
			b.WriteString(*g.actual)
		}
		before = g.actual
	}
	return b.String()
}

func TestExtractedTextIsTheSource(t *testing.T) {
	const gid = 40
	cluster := func(texts ...string) []draw.Glyph {
		var out []draw.Glyph
		for i, s := range texts {
			out = append(out, draw.Glyph{ID: font.GlyphID(gid + i), X: geom.Length(i) * 5 * geom.Pt, Text: s})
		}
		return out
	}
	for _, c := range []struct {
		name   string
		glyphs []draw.Glyph
		text   string
		plain  string // without ActualText
	}{
		{"LigatureHasItsLetters", cluster("e", "ffi", "c"), "effic", "effic"},
		{"SoftHyphenStaysSoft", cluster("f", "\u00ad"), "f\u00ad", "f\u00ad"},
		{"SupplementaryPlane", cluster("𠮷", "𪚥"), "𠮷𪚥", "𠮷𪚥"},
		{"ClusterDealsOutItsCharacters", cluster("e\u0301", ""), "e\u0301", "e\u0301"},
		{"LastGlyphTakesTheRest", cluster("abcd", ""), "abcd", "abcd"},
		{"MoreGlyphsThanCharacters", cluster("a", "é", "", "b"), "aéb", "aé\u2060b"},
		{"DrawnMarksAreNotRead", cluster("", "", "字"), "字", "\u2060\u2060字"},
		{"EqualSpellingsStayApart", append(cluster("é", ""), cluster("é", "")...), "éé", "é\u2060é\u2060"},
		{"PrivateUseIsSpelled", cluster("\ue000"), "\ue000", "\ue000"},
		{"ForbiddenCharactersAreReplaced", cluster("\x00", "\ufeff", "x\ufffe"), "\ufffd\u2060x\ufffd", "\ufffd\u2060x\ufffd"},
		{"BrokenUTF8IsReplaced", cluster("\xff"), "\ufffd", "\ufffd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, tag := range []int32{0, draw.Artifact} {
				b := newBuilder(t)
				b.page("1")
				b.element(-1, "P")
				b.op(draw.Op{Tag: tag, Run: &draw.Run{Face: face(t, "Serif-Regular"), Size: 10 * geom.Pt, Glyphs: c.glyphs}})
				f := read(t, b.write(Options{}))
				m := machine{file: f}
				got := m.glyphs(f.pages()[0])
				if s := textOf(got); s != c.text {
					t.Errorf("tag %d: extracted %q, want %q", tag, s, c.text)
				}
				plain := ""
				for _, g := range got {
					plain += g.text
				}
				if plain != c.plain {
					t.Errorf("tag %d: codes say %q, want %q", tag, plain, c.plain)
				}
			}
		})
	}
}

func TestColumnOfCharactersIsOneText(t *testing.T) {
	b := newBuilder(t)
	b.page("1")
	run := b.run("共同现代化")
	for i := range run.Glyphs {
		run.Glyphs[i].X, run.Glyphs[i].Y, run.Glyphs[i].Text = 0, geom.Length(i)*12*geom.Pt, ""
	}
	run.Glyphs[0].Text = "共同现代化"
	b.op(draw.Op{Tag: b.element(-1, "P"), Run: run})
	f := read(t, b.write(Options{}))
	m := machine{file: f}
	got := m.glyphs(f.pages()[0])
	if s := textOf(got); s != "共同现代化" || got[0].actual == nil || got[1].text != "同" || got[4].y >= got[3].y {
		t.Errorf("text %q, glyphs %+v", s, got)
	}
}

func TestOneGlyphWithTwoTextsHasTwoCodes(t *testing.T) {
	b := newBuilder(t)
	b.page("1")
	p := b.element(-1, "P")
	one, _ := face(t, "Song-Regular").GID('一')
	b.op(draw.Op{Tag: p, Run: &draw.Run{Face: face(t, "Song-Regular"), Size: 10 * geom.Pt,
		Glyphs: []draw.Glyph{{ID: one, Text: "一"}, {ID: one, X: 10 * geom.Pt, Text: "⼀"}, {ID: one, X: 20 * geom.Pt, Text: "一"}, {ID: one, X: 30 * geom.Pt, Text: "⼀"}}}})
	f := read(t, b.write(Options{Plain: true}))
	second := newTypeface(face(t, "Song-Regular"), 0).preferred(pair{one, "⼀"})
	if s, want := f.content(f.pages()[0]), fmt.Sprintf("[<%04X%04X%04X%04X>]TJ", one, second, one, second); !strings.Contains(s, want) || int(second) < face(t, "Song-Regular").NumGlyphs {
		t.Errorf("no %s:\n%s", want, s)
	}
}

func TestLanguageIsDeclaredOnlyWhereItDiffersAndIsSpoken(t *testing.T) {
	for _, c := range []struct {
		element, run, text string
		declared           bool
	}{
		{"", "en", "growth", true},
		{"", "en", " 2024: 5% ", false},
		{"", "zh-Hans", "增长", false},
		{"", "zh", "增长", false},
		{"en", "en", "growth", false},
		{"en-GB", "en", "growth", false},
		{"en", "zh-Hans", "增长", true},
		{"en", "eng", "growth", true},
		{"", "", "growth", false},
	} {
		b := newBuilder(t)
		b.page("1")
		// Languages are inherited.
		p := b.element(b.add(-1, forme.Element{Role: "Sect", Lang: c.element}), "P")
		run := b.run(c.text)
		run.Lang = c.run
		b.op(draw.Op{Tag: p, Run: run})
		f := read(t, b.write(Options{Plain: true}))
		s := f.content(f.pages()[0])
		if strings.Contains(s, "/Span <</MCID 0 /Lang ("+c.run+")>> BDC") != c.declared {
			t.Errorf("%+v:\n%s", c, s)
		}
	}
}

func TestNeutralColoursAreGrey(t *testing.T) {
	for c, want := range map[draw.Color]string{
		{}: "0 g\n", {R: 255, G: 255, B: 255}: "1 g\n", {R: 51, G: 51, B: 51}: "0.2 g\n", {R: 255, B: 51}: "1 0 0.2 rg\n",
	} {
		if got := string(appendColor(nil, c, fillColor)); got != want {
			t.Errorf("%v: %q, want %q", c, got, want)
		}
	}
}

func TestMarkedContentIsFlatAndComplete(t *testing.T) {
	for _, doc := range []*forme.Document{sample(t), longBook(t, 2)} {
		b := builder{t: t, doc: doc}
		f := read(t, b.write(Options{Plain: true}))
		painting := regexp.MustCompile(`(TJ|Do|\n[fSB]\*?)$`)
		for i, page := range f.pages() {
			depth, next := 0, 0
			var text bool
			for line := range strings.SplitSeq(f.content(page), "\n") {
				switch {
				case strings.HasSuffix(line, "BDC") || strings.HasSuffix(line, "BMC"):
					if depth++; text {
						t.Errorf("page %d: a sequence begins inside a text object", i)
					}
					if _, id, ok := strings.Cut(line, "/MCID "); ok {
						if atoi(number.FindString(id)) != next {
							t.Errorf("page %d: %s comes after %d sequences", i, line, next)
						}
						next++
					}
				case line == "EMC":
					depth--
				case line == "BT":
					text = true
				case line == "ET":
					text = false
				case painting.MatchString("\n"+line) && depth != 1:
					t.Errorf("page %d: %q inside %d sequences", i, line, depth)
				}
				if depth < 0 || depth > 1 {
					t.Fatalf("page %d: %d sequences are open at %q", i, depth, line)
				}
			}
			if depth != 0 || text {
				t.Errorf("page %d ends inside a sequence", i)
			}
		}
	}
}

func TestAGapBetweenColoursIsKept(t *testing.T) {
	b := newBuilder(t)
	b.page("1")
	p := b.element(-1, "P")
	run := b.run("天")
	at := geom.Point{X: 40 * geom.Pt, Y: 40 * geom.Pt}
	b.op(draw.Op{Tag: p, At: at, Run: run})
	red := b.run("地")
	red.Color = draw.Color{R: 200}
	next := at.X + run.Glyphs[0].Advance + geom.Pt
	b.op(draw.Op{Tag: p, At: geom.Point{X: next, Y: at.Y}, Run: red})
	f := read(t, b.write(Options{}))
	m := machine{file: f}
	got := m.glyphs(f.pages()[0])
	if len(got) != 2 || math.Abs(got[1].x-next.Points()) > .01 {
		t.Errorf("%+v, want the second at %.4f", got, next.Points())
	}
}
