package pdf

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
)

func TestWidthsAreWrittenOnce(t *testing.T) {
	for _, c := range []struct {
		widths []int // by glyph
		codes  string
		common int
		w      string
	}{
		{[]int{500}, "", 0, "0 [500]"},
		{[]int{1000, 1000, 1000}, "1 2", 1000, ""},
		{[]int{500, 1000, 1000, 300, 400, 1000}, "1 2 3 4 5", 1000, "0 [500] 3 [300 400]"},
		{[]int{1000, 1000, 7, 7, 7, 8, 9, 1000, 1000, 1000}, "1 2 3 4 5 6 7 8 9", 1000, "2 4 7 5 [8 9]"},
		{[]int{0, 1000, 1000, 1000, 1000, 5, 7, 7, 7}, "1 2 3 4 5 6 7 8", 1000, "0 [0] 5 [5] 6 8 7"},
		{[]int{0, 2, 1}, "1 2", 1, "0 [0 2]"},
		{[]int{1, 1, 7, 7, 7, 7, 7, 1, 1, 1, 1, 1}, "1 2 3 5 6 7 8 9 10 11", 1, "2 [7 7] 5 [7 7]"}, // code 4 is not used
	} {
		var list []coded
		for code := range strings.FieldsSeq(c.codes) {
			list = append(list, coded{Coded: font.Coded{CID: uint16(atoi(code)), Glyph: font.GlyphID(atoi(code))}})
		}
		common, w := compactWidths(&typeface{widths: c.widths}, list)
		if common != c.common || string(w) != c.w {
			t.Errorf("%v: %d, %s; want %d, %s", c.widths, common, w, c.common, c.w)
		}
	}
}

func TestFontIsDescribedByItsFace(t *testing.T) {
	b := newBuilder(t)
	b.page("1")
	p := b.element(-1, "P")
	b.line(p, "书")
	b.font = "Serif-BoldItalic"
	b.line(p, "book")
	b.font = "Mono-Regular"
	b.line(p, "code")
	f := read(t, b.write(Options{}))
	for name, want := range map[string]string{
		"KebenSong-Regular":     `/Flags 6 .*/ItalicAngle 0 /Ascent \d+ /Descent -\d+ /CapHeight \d+ /XHeight \d+ /StemV 88 /FontFile2 `,
		"KebenSerif-BoldItalic": `/Flags 70 .*/ItalicAngle -\d+(\.\d+)? .*/StemV 166 `,
		"KebenMono-Regular":     `/Flags 5 .*/StemV 88 `,
	} {
		var body string
		for _, o := range f.objects {
			if strings.Contains(o, "/FontDescriptor /FontName") && strings.Contains(o, "+"+name+" ") {
				body = o
			}
		}
		if !regexp.MustCompile(`/FontName /[A-Z]{6}\+` + name + " " + want).MatchString(body) {
			t.Errorf("%s: %s", name, body)
		}
	}
	song := fontName(face(t, "Song-Regular"))
	first := f.follow(f.follow(f.pages()[0], "Resources"), "Font <<.*/"+song)
	if got := f.objects[first]; !regexp.MustCompile(`/Subtype /Type0 /BaseFont /[A-Z]{6}\+KebenSong-Regular /Encoding /Identity-H `).MatchString(got) {
		t.Error(got)
	}
	if got := f.objects[f.kids(first, "DescendantFonts")[0]]; !strings.Contains(got, "/Subtype /CIDFontType2") || !regexp.MustCompile(`/CIDToGIDMap \d+ 0 R`).MatchString(got) ||
		!strings.Contains(got, "/Ordering (Identity)") {
		t.Error(got)
	}
}

func TestSubsetTagDependsOnTheGlyphs(t *testing.T) {
	tag := func(text string) string {
		b := newBuilder(t)
		b.page("1")
		b.line(b.element(-1, "P"), text)
		return regexp.MustCompile(`[A-Z]{6}\+`).FindString(string(b.write(Options{Plain: true})))
	}
	if one, same, other := tag("书"), tag("书"), tag("册"); one != same || one == other {
		t.Error(one, same, other)
	}
}

func TestCFFFaceIsEmbeddedAsCIDFontType0C(t *testing.T) {
	// From golang.org/x/image/font/testdata, under its licence (BSD-3-Clause).
	data, err := os.ReadFile("testdata/CFFTest.otf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := font.Parse(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	b := newBuilder(t)
	b.page("1")
	run := &draw.Run{Face: f, Size: 10 * geom.Pt, Lang: "zh-Hans"}
	for g := 1; g < min(f.NumGlyphs, 5); g++ {
		run.Glyphs = append(run.Glyphs, draw.Glyph{ID: font.GlyphID(g), X: geom.Length(g) * 10 * geom.Pt, Text: string(rune('a' + g))})
	}
	b.op(draw.Op{Tag: b.element(-1, "P"), At: geom.Point{X: 40 * geom.Pt, Y: 50 * geom.Pt}, Run: run})
	file := read(t, b.write(Options{}))
	file.find("/Subtype /CIDFontType0C")
	if got := file.objects[file.find("/Subtype /CIDFontType0 ")]; strings.Contains(got, "CIDToGIDMap") {
		t.Error(got)
	}
	if got := file.objects[file.find("/FontDescriptor /FontName")]; !strings.Contains(got, "/FontFile3 ") {
		t.Error(got)
	}
	m := machine{file: file}
	if got := textOf(m.glyphs(file.pages()[0])); got != "bcde" {
		t.Errorf("text %q", got)
	}
}
