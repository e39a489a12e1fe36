package shape

import (
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"keben/internal/font"
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

var (
	han   = Options{Script: "Hani", Lang: "zh-Hans"}
	latin = Options{Script: "Latn", Lang: "en"}
)

func with(o Options, tags ...string) Options {
	for _, tag := range tags {
		o.Features = append(o.Features, Feature{tag, 1})
	}
	return o
}

func TestChineseDashIsOneGlyphOfTwoEms(t *testing.T) {
	song := load(t, "KebenSong-Regular")
	g := NewShaper(nil).Shape(song, "——", han)
	if len(g) != 1 || g[0].Advance != 2000 || g[0].Start != 0 || g[0].End != 6 {
		t.Errorf("—— in Hani zh-Hans is %+v, want one glyph of 2000 for bytes 0 to 6", g)
	}
	if g := NewShaper(nil).Shape(song, "——", Options{Script: "Zyyy"}); len(g) == 1 && g[0].Advance == 2000 {
		t.Errorf("—— without script and language is %+v, want the Latin dashes", g)
	}
}

func TestWidthsOfMarksDependOnTheFace(t *testing.T) {
	s := NewShaper(nil)
	for _, c := range []struct {
		face, text string
		opts       Options
		want       int
	}{
		{"KebenSong-Regular", "·", han, 327},
		{"KebenHei-Medium", "·", han, 1000},
		{"KebenKai-Regular", "·", han, 350},
		{"KebenSong-Regular", "“", han, 1000},
		{"KebenSong-Regular", "”", latin, 1000},
		{"KebenKai-Regular", "“", han, 350},
		{"KebenSong-Regular", "，", han, 1000},
		{"KebenSong-Regular", "国", han, 1000},
	} {
		g := s.Shape(load(t, c.face), c.text, c.opts)
		if len(g) != 1 || g[0].Advance != c.want {
			t.Errorf("%s in %s: %+v, want one glyph of %d", c.text, c.face, g, c.want)
		}
	}
	if g := s.Shape(load(t, "KebenSerif-Regular"), "“", latin); g[0].Advance >= 600 {
		t.Errorf("the Latin quote is %d wide", g[0].Advance)
	}
}

func TestFeaturesChangeGlyphs(t *testing.T) {
	s, serif := NewShaper(nil), load(t, "KebenSerif-Regular")
	plain := s.Shape(serif, "2025 Word", latin)
	for _, tag := range []string{"onum", "smcp"} {
		g := s.Shape(serif, "2025 Word", with(latin, tag))
		same := true
		for i := range g {
			same = same && g[i].ID == plain[i].ID
		}
		if same {
			t.Errorf("%s changes no glyph", tag)
		}
	}
	if g := s.Shape(serif, "ab", with(latin, "toolong", "x")); len(g) != 2 {
		t.Errorf("unknown features: %+v", g)
	}
}

func TestKerningPullsTogether(t *testing.T) {
	s, serif := NewShaper(nil), load(t, "KebenSerif-Regular")
	width := func(text string, o Options) (w int) {
		for _, g := range s.Shape(serif, text, o) {
			w += g.Advance
		}
		return w
	}
	off := latin
	off.Features = []Feature{{"kern", 0}}
	if on, off := width("AV", latin), width("AV", off); on >= off {
		t.Errorf("AV is %d wide with kerning and %d without", on, off)
	}
}

func TestLigatureCoversItsCharacters(t *testing.T) {
	g := NewShaper(nil).Shape(load(t, "KebenSerif-Regular"), "office", latin)
	clusters := ""
	for _, x := range g {
		clusters += "office"[x.Start:x.End] + "|"
	}
	if clusters != "o|ffi|c|e|" && clusters != "o|f|fi|c|e|" && clusters != "o|ff|i|c|e|" {
		t.Errorf("clusters of office: %s", clusters)
	}
	if g := NewShaper(nil).Shape(load(t, "KebenSerif-Regular"), "ﬁn fin", latin); len(g) < 5 {
		t.Errorf("fi: %+v", g)
	}
}

func TestClustersCoverTheTextInOrder(t *testing.T) {
	s := NewShaper(nil)
	faces := []*font.Face{load(t, "KebenSong-Regular"), load(t, "KebenSerif-Regular"), load(t, "KebenMono-Regular")}
	for _, text := range []string{
		"e\u0301a\u0302\u0301o", "\u0301x", "𠮷野家𪚥", "a\u00ADb", "\xff\xfea", "नमस्ते क्षि", "👨‍👩‍👧x", "שלום", "a\r\nb", "葛\U000E0100城", "가각",
		"“你好，世界！”——（Go 1.26）……", "ﷺ", "f\u200Cfi",
	} {
		for _, o := range []Options{han, latin, {Script: "Deva", Lang: "hi"}, {Script: "Hebr", Lang: "he"}, {}} {
			for _, face := range faces {
				covered := make([]int, len(text))
				for i, g := range s.Shape(face, text, o) {
					if g.Start > g.End || g.Start < 0 || g.End > len(text) {
						t.Fatalf("%q glyph %d: cluster %d to %d", text, i, g.Start, g.End)
					}
					for k := g.Start; k < g.End; k++ {
						covered[k]++
					}
				}
				for k, n := range covered {
					if n != 1 {
						t.Fatalf("%q %+v: byte %d is in %d clusters", text, o, k, n)
					}
				}
			}
		}
	}
}

func TestTextFromRightToLeftBeginsWithTheGlyphOfItsLastLetter(t *testing.T) {
	g := NewShaper(nil).Shape(load(t, "KebenSerif-Regular"), "שלום", Options{Script: "Hebr", Lang: "he"})
	if len(g) != 4 {
		t.Fatalf("%d glyphs", len(g))
	}
	for i, x := range g {
		if x.Start != 6-2*i || x.End != 8-2*i {
			t.Errorf("glyph %d has the bytes %d to %d", i, x.Start, x.End)
		}
	}
}

func TestAccentComposesInOneCluster(t *testing.T) {
	g := NewShaper(nil).Shape(load(t, "KebenSerif-Regular"), "e\u0301", latin)
	if g[0].Start != 0 || g[0].End != 3 {
		t.Errorf("%+v", g)
	}
	for _, x := range g[1:] {
		if x.Start != x.End {
			t.Errorf("a later glyph of the cluster has text: %+v", g)
		}
	}
}

func TestCacheReturnsTheSameGlyphs(t *testing.T) {
	s, serif := NewShaper(nil), load(t, "KebenSerif-Regular")
	a := s.Shape(serif, "word", with(latin, "onum"))
	b := s.Shape(serif, "word", with(latin, "onum"))
	if &a[0] != &b[0] {
		t.Error("a run is shaped twice")
	}
	for i := range 3 * maxRuns {
		s.Shape(serif, strconv.Itoa(i%(2*maxRuns)), latin)
	}
	if n := len(s.young) + len(s.old); n > 2*maxRuns {
		t.Errorf("%d runs are kept", n)
	}
}

func TestCachedShapeAllocatesNothing(t *testing.T) {
	s, serif := NewShaper(nil), load(t, "KebenSerif-Regular")
	o := with(latin, "onum")
	s.Shape(serif, "word", o)
	if n := testing.AllocsPerRun(100, func() { s.Shape(serif, "word", o) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestAgreesWithHarfBuzz compares with the original, where it is installed.
func TestAgreesWithHarfBuzz(t *testing.T) {
	tool, err := exec.LookPath("hb-shape")
	if err != nil {
		t.Skip("hb-shape is not installed (Debian: libharfbuzz-bin)")
	}
	s := NewShaper(nil)
	for _, c := range []struct {
		face, text string
		opts       Options
	}{
		{"KebenSong-Regular", "“一带一路”——（数据）……2025年，Go·语言。", han},
		{"KebenHei-Bold", "第一章　总论：《数据》", with(han, "halt")},
		{"KebenKai-Regular", "他说：“好。”", han},
		{"KebenSerif-Regular", "The AVAT office, 1,234.50 “fine”—e\u0301", with(latin, "onum")},
		{"KebenSans-SemiBold", "Waffle To 3/4", with(latin, "frac")},
		{"KebenMono-Regular", "func f() { return x != y }", latin},
	} {
		args := []string{"--no-glyph-names", "--no-clusters", "--script=" + c.opts.Script, "--language=" + c.opts.Lang, "--direction=ltr"}
		for _, f := range c.opts.Features {
			args = append(args, "--features="+f.Tag)
		}
		args = append(args, filepath.Join("../../templates/fonts", c.face+".ttf"), c.text)
		out, err := exec.Command(tool, args...).Output()
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Trim(strings.TrimSpace(string(out)), "[]")
		var got []string
		for _, g := range s.Shape(load(t, c.face), c.text, c.opts) {
			w := strconv.Itoa(int(g.ID))
			if g.XOffset != 0 || g.YOffset != 0 {
				w += "@" + strconv.Itoa(g.XOffset) + "," + strconv.Itoa(g.YOffset)
			}
			got = append(got, w+"+"+strconv.Itoa(g.Advance))
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.face, c.text, g, want)
		}
	}
}

func BenchmarkShapeHan(b *testing.B) {
	face, s := load(b, "KebenSong-Regular"), NewShaper(nil)
	for b.Loop() {
		clear(s.young)
		s.Shape(face, "共建“一带一路”倡议源自中国，更属于世界；根植于历史，更面向未来。", han)
	}
}

func BenchmarkOpenFace(b *testing.B) {
	face := load(b, "KebenSong-Regular")
	for name, text := range map[string]string{"plain": "国", "marks": "e\u0301"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				NewShaper(nil).Shape(face, text, han)
			}
		})
	}
}

func FuzzShape(f *testing.F) {
	faces := []*font.Face{load(f, "KebenSerif-Regular"), load(f, "KebenKai-Regular")}
	for _, s := range []string{"office ——", "e\u0301\u0301 \u202e\u05d0", "क्षि\u200d", "\xff👨‍👩‍👧", "𠮷\uFE00"} {
		f.Add(s, "Latn", "en")
	}
	f.Add("——", "Hani", "zh-Hans")
	f.Add("שָׁלוֹם", "Hebr", "he")
	s := NewShaper(nil)
	f.Fuzz(func(t *testing.T, text, script, lang string) {
		for _, face := range faces {
			covered := 0
			for _, g := range s.Shape(face, text, Options{Script: script, Lang: lang}) {
				if g.Start > g.End || g.Start < 0 || g.End > len(text) {
					t.Fatalf("%q: cluster %d to %d", text, g.Start, g.End)
				}
				covered += g.End - g.Start
			}
			if covered != len(text) {
				t.Fatalf("%q: %d of %d bytes are in a cluster", text, covered, len(text))
			}
		}
	})
}
