package paragraph

import (
	"math"
	"slices"
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/shape"
	"keben/internal/typeset/linebreak"
)

// ems is a length in ems of the tests' size, to the thousandth.
func ems(l geom.Length) float64 { return math.Round(float64(l)*1000/float64(em)) / 1000 }

// oneLine sets pieces on one line as long as it likes.
func oneLine(t testing.TB, s *Setter, pieces []Piece, squeeze linebreak.Squeeze) Line {
	t.Helper()
	st := chinese(1000)
	st.Align = Left
	st.Rules.Squeeze = squeeze
	lines := s.Set(pieces, st)
	if len(lines) != 1 {
		t.Fatalf("%d lines", len(lines))
	}
	return lines[0]
}

// midLine is the width text takes between two Han, in ems.
func midLine(t testing.TB, s *Setter, text string, squeeze linebreak.Squeeze) float64 {
	t.Helper()
	return ems(oneLine(t, s, plain(t, "zh", "中"+text+"中"), squeeze).Width - 2*em)
}

// glyphsOf returns the glyphs of a line with their places from the left edge of the measure.
func glyphsOf(l Line) (out []draw.Glyph) {
	for _, op := range l.Ops {
		if op.Run == nil || op.Tag == draw.Artifact {
			continue
		}
		for _, g := range op.Run.Glyphs {
			g.X += op.At.X
			g.Y += op.At.Y
			out = append(out, g)
		}
	}
	return out
}

// glyphAt returns the glyph of text and the ink box of it on its line.
func glyphAt(t testing.TB, l Line, text string) (g draw.Glyph, left, right float64, size geom.Length, f *font.Face) {
	t.Helper()
	for _, op := range l.Ops {
		if op.Run == nil {
			continue
		}
		for _, g := range op.Run.Glyphs {
			if g.Text == text {
				g.X += op.At.X
				x0, _, x1, _, _ := op.Run.Face.Bounds(g.ID)
				return g, ems(g.X + scale(op.Run.Face, op.Run.Size, x0)), ems(g.X + scale(op.Run.Face, op.Run.Size, x1)), op.Run.Size, op.Run.Face
			}
		}
	}
	t.Fatalf("no %q on the line %q", text, l.Breaks.Text)
	return
}

// Section D: widths of adjacent punctuation, by squeeze style.
func TestD_PunctuationWidths(t *testing.T) {
	s := newSetter()
	const quanjiao, kaiming, banjiao = linebreak.Quanjiao, linebreak.Kaiming, linebreak.Banjiao
	for _, c := range []struct {
		id, text string
		squeeze  linebreak.Squeeze
		want     float64
	}{
		{"D1", "甲，乙。丙", quanjiao, 5}, {"D1", "甲，乙。丙", kaiming, 4.5}, {"D1", "甲，乙。丙", banjiao, 4},
		{"D2", "他说：“好。”", quanjiao, 6}, {"D3", "《论语》《孟子》", quanjiao, 7.5}, {"D4", "（见《易·系辞》）。", quanjiao, 8.5},
		{"D5", "“‘甲’，乙”", quanjiao, 6}, {"D6", "什么？！", quanjiao, 3}, {"D7", "甲——乙", quanjiao, 4},
		{"D", "（《", quanjiao, 1.5}, {"D", "（）", quanjiao, 2}, {"D", "（·", quanjiao, 1.5},
		{"D", "》《", quanjiao, 1.5}, {"D", "）（", quanjiao, 1.5}, {"D", "》）", quanjiao, 1.5}, {"D", "”，", quanjiao, 1.5}, {"D", "）。", quanjiao, 1.5}, {"D", "》·", quanjiao, 1},
		{"D", "：“", quanjiao, 1.5}, {"D", "，《", quanjiao, 1.5}, {"D", "。“", quanjiao, 1.5}, {"D", "。”", quanjiao, 1.5}, {"D", "！）", quanjiao, 1.5}, {"D", "，·", quanjiao, 1},
		{"D", "·《", quanjiao, 1}, {"D", "·》", quanjiao, 1.5}, {"D", "·", quanjiao, 0.5}, {"D", "\u3000（", quanjiao, 1.5},
		{"D", "，《", linebreak.Hangmobanjiao, 2}, {"D", "）。", linebreak.Plain, 2}, {"D", "甲，乙", linebreak.Plain, 3},
		{"C1", "——", quanjiao, 2}, {"C1", "⸺", quanjiao, 2}, {"C2", "……", quanjiao, 2}, {"C3", "…………", quanjiao, 4}, {"C2", "⋯⋯", quanjiao, 2},
		{"C4", "？？", quanjiao, 1}, {"C4", "！！", quanjiao, 1}, {"C4", "？！", quanjiao, 1}, {"C4", "！？", quanjiao, 1},
		{"C5", "？？？", quanjiao, 2}, {"C5", "！！！", quanjiao, 2},
		{"A", "—", quanjiao, 1}, {"A", "～", quanjiao, 1}, {"O7", "一—九", quanjiao, 3},
	} {
		if got := midLine(t, s, c.text, c.squeeze); got != c.want {
			t.Errorf("%s %s in style %d: %v em, want %v", c.id, c.text, c.squeeze, got, c.want)
		}
	}
	for _, c := range []struct {
		id, text string
		want     float64 // alone on the line
	}{{"D2", "他说：“好。”", 5.5}, {"D3", "《论语》《孟子》", 6.5}, {"D4", "（见《易·系辞》）。", 7.5}} {
		if got := ems(oneLine(t, s, plain(t, "zh", c.text), quanjiao).Width); got != c.want {
			t.Errorf("%s %s alone: %v em, want %v", c.id, c.text, got, c.want)
		}
	}
}

func TestD8_LatinQuotesAreProportional(t *testing.T) {
	s := newSetter()
	st := english(1000)
	l := s.Set(plain(t, "en", "() “a”"), st)[0]
	for _, text := range []string{"“", "”", "("} {
		if g, _, _, _, f := glyphAt(t, l, text); g.Advance > em*6/10 || f != face(t, "KebenSerif-Regular") {
			t.Errorf("%s is %v wide", text, g.Advance)
		}
	}
}

// Pairs are trimmed across element borders: bold, links, footnote marks.
func TestD_SqueezeCrossesElements(t *testing.T) {
	s := newSetter()
	zh := look(t, "zh")
	bold := *zh
	bold.Han = []*font.Face{face(t, "KebenSong-Bold")}
	sup := *zh
	sup.Size, sup.LatinSize, sup.Rise = em*6/10, em*6/10, em/3
	for _, c := range []struct {
		name   string
		pieces []Piece
		want   float64
	}{
		{"bold", []Piece{{Look: zh, Text: "说："}, {Look: &bold, Text: "“好"}, {Look: zh, Text: "”。"}}, 4.5},
		{"link", []Piece{{Look: zh, Text: "见《论语》", Link: 1}, {Look: zh, Text: "《孟子》好", Link: 2}}, 9.5},
		{"mark before stop", []Piece{{Look: zh, Text: "好”"}, {Kind: Mark, Look: &sup, Text: "①"}, {Look: zh, Text: "，乙"}}, 4.1},
		{"mark in the blank of a stop", []Piece{{Look: zh, Text: "好。"}, {Kind: Mark, Look: &sup, Text: "①"}, {Look: zh, Text: "乙"}}, 3.1},
	} {
		if got := ems(oneLine(t, s, c.pieces, linebreak.Quanjiao).Width); math.Abs(got-c.want) > 0.002 {
			t.Errorf("%s: %v em, want %v", c.name, got, c.want)
		}
	}
}

func TestE_LineEdges(t *testing.T) {
	s := newSetter()
	// E1: the ink of 。 is within half an em of the measure and its advance is half an em.
	l := s.Set(plain(t, "zh", "今天天气很好，我说。今天天气"), chinese(9))[0]
	g, _, right, _, _ := glyphAt(t, l, "。")
	if ems(g.Advance) != 0.5 || right < 8.5 || right > 9 {
		t.Errorf("E1: 。 has advance %v and ends at %v of 9 em\n%s", ems(g.Advance), right, l.Breaks.Text)
	}
	// E2: an opening quote at the start of a line takes half an em.
	lines := s.Set(plain(t, "zh", "一二三四五“七八九十”一二三四"), chinese(5))
	for _, l := range lines {
		if strings.HasPrefix(l.Breaks.Text, "“") {
			g, left, _, _, _ := glyphAt(t, l, "“")
			if ems(g.Advance) != 0.5 || left < 0 || left > 0.2 {
				t.Errorf("E2: “ has advance %v, ink from %v", ems(g.Advance), left)
			}
		}
	}
	// E3, I1: after the indent of two ems the quote's ink begins at 2 em.
	st := chinese(10)
	st.Indent = 2 * em
	l = s.Set(plain(t, "zh", "“一二三四五”"), st)[0]
	if _, left, _, _, _ := glyphAt(t, l, "“"); left < 2 || left > 2.2 {
		t.Errorf("E3: ink begins at %v em", left)
	}
	// E4: a centred title is centred without its outer blanks.
	st = chinese(11)
	st.Align = Center
	l = s.Set(plain(t, "zh", "《论语》"), st)[0]
	_, left, _, _, _ := glyphAt(t, l, "《")
	_, _, right, _, _ = glyphAt(t, l, "》")
	if ems(l.Width) != 3 || ems(l.Start) != 4 || math.Abs(left+right-11) > 0.1 {
		t.Errorf("E4: %v em from %v; ink from %v to %v of 11", ems(l.Width), ems(l.Start), left, right)
	}
	// E5, F11: neither a space nor a gap at the edges of a line.
	for _, text := range []string{"我们都使用Go 语言", "我们都使用 Go语言"} {
		for _, l := range s.Set(plain(t, "zh", text), chinese(5)) {
			gs := glyphsOf(l)
			if last := gs[len(gs)-1]; last.Text == " " && last.Advance != 0 {
				t.Errorf("E5: a space of %v at the end of %q", last.Advance, l.Breaks.Text)
			}
			if gs[0].X < -em/10 || gs[0].X > em/20 {
				t.Errorf("E5: %q begins at %v", l.Breaks.Text, ems(gs[0].X))
			}
		}
	}
}

// gapAfter is the distance between the box of the glyph of a and that of b.
func gapAfter(t testing.TB, l Line, a, b string) float64 {
	t.Helper()
	gs := glyphsOf(l)
	at := -1
	for i := range gs {
		switch {
		case gs[i].Text == a:
			at = i
		case gs[i].Text == b && at >= 0:
			f, size := runOf(l, at)
			return ems(gs[i].X - gs[at].X - scale(f, size, f.Advance(gs[at].ID)))
		}
	}
	t.Fatalf("no %s before %s in %q", a, b, l.Breaks.Text)
	return 0
}

// runOf returns the face and size of the i-th glyph of the text.
func runOf(l Line, i int) (*font.Face, geom.Length) {
	for _, op := range l.Ops {
		if op.Run == nil || op.Tag == draw.Artifact {
			continue
		}
		if i < len(op.Run.Glyphs) {
			return op.Run.Face, op.Run.Size
		}
		i -= len(op.Run.Glyphs)
	}
	return nil, 0
}

func TestF_HanLatinSpace(t *testing.T) {
	s := newSetter()
	for _, c := range []struct {
		id, text, a, b string
		want           float64
	}{
		{"F1", "使用Go语言", "用", "G", .25}, {"F1", "使用Go语言", "o", "语", .25},
		{"F2", "使用 Go 语言", "用", "G", .25}, {"F2", "使用 Go 语言", "o", "语", .25}, {"F2", "使用  Go\n语言", "o", "语", .25},
		{"F3", "好（Go）好", "o", "）", 0}, {"F3", "好Go。好", "o", "。", 0}, {"F3", "好Go，好", "o", "，", 0}, {"F3", "Go 。好", "o", "。", 0},
		{"F4", "第3章", "第", "3", .25}, {"F4", "第3章", "3", "章", .25},
		{"F5", "占12%的", "占", "1", .25}, {"F5", "占12%的", "%", "的", .25},
		{"F6", "25℃时", "℃", "时", 0}, {"F6", "①甲", "①", "甲", 0},
		{"F10", "C++语言", "+", "语", .25}, {"F10", "甲A/B测试", "甲", "A", .25}, {"F10", "甲A/乙", "/", "乙", 0},
	} {
		l := oneLine(t, s, plain(t, "zh", c.text), linebreak.Quanjiao)
		if got := gapAfter(t, l, c.a, c.b); math.Abs(got-c.want) > 0.03 { // kerning inside words is not a gap
			t.Errorf("%s %s: %v em between %s and %s, want %v", c.id, c.text, got, c.a, c.b, c.want)
		}
	}
	zh := look(t, "zh")
	sup, bold, code := *zh, *zh, *zh
	sup.Rise = em / 3
	bold.Latin = []*font.Face{face(t, "KebenSerif-Bold")}
	code.Latin, code.Solid = []*font.Face{face(t, "KebenMono-Regular")}, true
	for _, c := range []struct {
		id     string
		pieces []Piece
		a, b   string
		want   float64
	}{
		{"F7", []Piece{{Look: zh, Text: "平方"}, {Look: &sup, Text: "2"}, {Look: zh, Text: "米"}}, "方", "2", 0},
		{"F7", []Piece{{Look: zh, Text: "结论"}, {Kind: Mark, Look: &sup, Text: "1"}, {Look: zh, Text: "米"}}, "1", "米", 0},
		{"F8", []Piece{{Look: zh, Text: "使用"}, {Look: &bold, Text: "Go"}, {Look: zh, Text: "语言"}}, "用", "G", .25},
		{"F8", []Piece{{Look: zh, Text: "使用"}, {Look: &code, Text: "f()"}, {Look: zh, Text: "函数"}}, ")", "函", .25},
		{"F8", []Piece{{Look: zh, Text: "使用"}, {Look: &code, Text: "f()"}, {Look: zh, Text: "函数"}}, "用", "f", .25},
	} {
		l := oneLine(t, s, c.pieces, linebreak.Quanjiao)
		if got := gapAfter(t, l, c.a, c.b); math.Abs(got-c.want) > 0.03 {
			t.Errorf("%s: %v em between %s and %s, want %v", c.id, got, c.a, c.b, c.want)
		}
	}
	// F9: the gap is layout only, and what was typed stays.
	for _, text := range []string{"使用Go语言", "使用 Go 语言"} {
		if got := textOf([]Line{oneLine(t, s, plain(t, "zh", text), linebreak.Quanjiao)}); got != text {
			t.Errorf("F9: %q became %q", text, got)
		}
	}
}

// Spaces that have a width of their own (Unicode, General Punctuation) keep it, whatever the faces have.
func TestF_FixedSpacesHaveTheirWidths(t *testing.T) {
	s := newSetter()
	for r, want := range map[rune]float64{
		'\u2000': .5, '\u2001': 1, '\u2002': .5, '\u2003': 1, '\u2004': .333, '\u2005': .25, '\u2006': .167,
		'\u2007': .5, '\u2008': .25, '\u2009': .2, '\u200a': .1, '\u202f': .2, '\u205f': .222, '\u3000': 1,
	} {
		l := oneLine(t, s, plain(t, "zh", "甲"+string(r)+"乙"), linebreak.Quanjiao)
		if got := gapAfter(t, l, "甲", "乙"); got < want-.001 || got > want+.001 {
			t.Errorf("%U is %.3f em wide, want %.3f", r, got, want)
		}
	}
}

func TestG_OrderOfJustification(t *testing.T) {
	s := newSetter()
	// G1, B8: a stop at position 31 of a line of 30 is pulled in when a comma can shrink.
	text := strings.Repeat("一二三四五", 2) + "，" + strings.Repeat("六七八九十", 3) + "甲乙丙丁。" + strings.Repeat("后文", 9)
	lines := s.Set(plain(t, "zh", text), chinese(30))
	if !strings.HasSuffix(lines[0].Breaks.Text, "丁。") || lines[0].Breaks.Glue[0].Class != "comma" {
		t.Errorf("G1:\n%s", dump(lines))
	}
	// G2, G3, G4, G5 on a real paragraph at many measures.
	st := *chinese(0)
	st.Indent = 2 * em
	var tracked, all int
	for n := int64(18); n <= 40; n++ {
		st.Measure = em * geom.Length(n)
		lines := s.Set(plain(t, "zh", strings.Repeat(chineseText, 2)), &st)
		for i, l := range lines {
			r := l.Breaks
			if i == len(lines)-1 {
				for _, g := range r.Glue {
					if g.Each > 0 {
						t.Errorf("G5: the last line is stretched: %s", dump(lines[i:]))
					}
				}
				continue
			}
			all++
			if r.Why != "fit" && r.Why != "hyphen" {
				t.Errorf("measure %d: %s", n, dump(lines[i:i+1]))
			}
			for k, g := range r.Glue {
				if g.Class != "tracking" {
					continue
				}
				tracked++
				if g.Each > em/6 {
					t.Errorf("G3: tracking %v em at measure %d: %s", ems(g.Each), n, r.Text)
				}
				for _, lower := range r.Glue[:k] {
					if lower.Each < 0 {
						t.Errorf("G2: tracking on a line that shrinks: %s", dump(lines[i:i+1]))
					}
				}
			}
		}
	}
	t.Logf("%d of %d lines are tracked", tracked, all)
	// G6: no punctuation, no tracking.
	for _, l := range s.Set(plain(t, "zh", strings.Repeat("天地玄黄宇宙洪荒", 12)), chinese(24)) {
		if len(l.Breaks.Glue) != 0 {
			t.Errorf("G6: %s", dump([]Line{l}))
		}
	}
}

func TestH2_MarksMayHang(t *testing.T) {
	s := newSetter()
	st := chinese(10)
	st.Rules.Hang = true
	l := s.Set(plain(t, "zh", "一二三四五六七八九十，一二三四"), st)[0]
	if l.Breaks.Text != "一二三四五六七八九十，" || len(l.Breaks.Glue) != 0 {
		t.Errorf("%s", dump([]Line{l}))
	}
	if g, _, _, _, _ := glyphAt(t, l, "，"); g.X != 10*em {
		t.Errorf("， stands at %v em", ems(g.X))
	}
}

func TestI_Paragraphs(t *testing.T) {
	s := newSetter()
	st := chinese(10)
	st.Indent = 2 * em
	lines := s.Set(plain(t, "zh", "一二三四五六七八九十一二三四"), st)
	if g := glyphsOf(lines[0])[0]; g.X != 2*em {
		t.Errorf("I1: begins at %v em", ems(g.X))
	}
	if g := glyphsOf(lines[1])[0]; g.X != 0 {
		t.Errorf("I1: the second line begins at %v em", ems(g.X))
	}
	if got := textOf(lines); strings.HasPrefix(got, "\u3000") {
		t.Error("I8: the indent is in the text")
	}
	// An indent typed as ideographic spaces takes no room of its own.
	lines = s.Set(plain(t, "zh", "　　一二三四五六七八九十"), st)
	if _, left, _, _, _ := glyphAt(t, lines[0], "一"); left < 2 || left > 2.2 {
		t.Errorf("I8: ink begins at %v em", left)
	}
	// I7: hanging.
	st.Indent, st.Left = -2*em, 2*em
	lines = s.Set(plain(t, "zh", "一二三四五六七八九十一二三四"), st)
	if a, b := glyphsOf(lines[0])[0].X, glyphsOf(lines[1])[0].X; a != 0 || b != 2*em {
		t.Errorf("I7: lines begin at %v and %v em", ems(a), ems(b))
	}
}

func TestM1_EmphasisDots(t *testing.T) {
	s := newSetter()
	l := *look(t, "zh")
	l.Decor = EmphasisDot
	line := oneLine(t, s, []Piece{{Look: &l, Text: "强调，Go重点"}}, linebreak.Quanjiao)
	var dots []geom.Length
	for _, op := range line.Ops {
		if op.Path != nil {
			dots = append(dots, op.At.X)
			if op.At.Y <= em.Em(120) || op.Tag != draw.Artifact {
				t.Errorf("a dot at %v, tag %d", op.At.Y, op.Tag)
			}
		}
	}
	g, _, _, _, _ := glyphAt(t, line, "重")
	if len(dots) != 4 || dots[0] != em/2 || dots[1] != em*3/2 || dots[2] != g.X+em/2 {
		t.Errorf("dots at %v", dots)
	}
}

func TestM2_AdjacentNamesKeepTheirLinesApart(t *testing.T) {
	s := newSetter()
	l := *look(t, "zh")
	l.Decor = ProperName
	line := oneLine(t, s, []Piece{{Look: &l, Text: "孔子"}, {Look: &l, Text: "孟子"}}, linebreak.Quanjiao)
	var rules []*draw.Path
	for _, op := range line.Ops {
		if op.Path != nil {
			rules = append(rules, op.Path)
		}
	}
	if len(rules) != 2 || rules[0].Segments[1].P[0].X >= rules[1].Segments[0].P[0].X {
		t.Errorf("%d rules", len(rules))
	}
}

func TestN_Readings(t *testing.T) {
	s := newSetter()
	zh := look(t, "zh")
	line := oneLine(t, s, []Piece{{Look: zh, Text: "甲"}, {Kind: Ruby, Look: zh, Text: "汉字", Ruby: "hàn zhuàng"}, {Look: zh, Text: "乙"}}, linebreak.Quanjiao)
	if got := textOf([]Line{line}); got != "甲汉字乙" {
		t.Errorf("text %q", got)
	}
	var centres []float64
	for _, op := range line.Ops {
		if op.Run != nil && op.Tag == draw.Artifact {
			if op.Run.Size != em/2 || op.At.Y > -em.Em(880) {
				t.Errorf("N1: size %v at %v", op.Run.Size, op.At.Y)
			}
			last := op.Run.Glyphs[len(op.Run.Glyphs)-1]
			centres = append(centres, ems(op.At.X+(last.X+last.Advance)/2))
		}
	}
	for i, han := range []string{"汉", "字"} {
		g, _, _, _, _ := glyphAt(t, line, han)
		if len(centres) != 2 || math.Abs(ems(g.X)+.5-centres[i]) > .002 {
			t.Errorf("N1: readings at %v, %s at %v", centres, han, ems(g.X))
		}
	}
	if ems(line.Width) <= 4 {
		t.Error("N1: a base narrower than its reading is not spaced")
	}
	// N6, C12: a group reading is not broken.
	for _, l := range s.Set([]Piece{{Look: zh, Text: "一二三"}, {Kind: Ruby, Look: zh, Text: "北京大学", Ruby: "PKU"}, {Look: zh, Text: "一二三"}}, chinese(5)) {
		if n := strings.Count(l.Breaks.Text, "北") - strings.Count(l.Breaks.Text, "学"); n != 0 {
			t.Errorf("N6: broken in %q", l.Breaks.Text)
		}
	}
}

func TestO_QuotesDashesEllipses(t *testing.T) {
	s := newSetter()
	han, latin := face(t, "KebenSong-Regular"), face(t, "KebenSerif-Regular")
	l := oneLine(t, s, plain(t, "zh", "中“don’t”中"), linebreak.Plain)
	for _, c := range []struct {
		id, text string
		face     *font.Face
	}{{"O1", "“", han}, {"O1", "”", han}, {"O3", "’", latin}} {
		g, _, _, _, f := glyphAt(t, l, c.text)
		if f != c.face || f == han && ems(g.Advance) != 1 || f == latin && ems(g.Advance) > .6 {
			t.Errorf("%s: %s is %v em from %s", c.id, c.text, ems(g.Advance), f.PostScriptName)
		}
	}
	for _, id := range []string{"KebenSong-Regular", "KebenHei-Medium", "KebenKai-Regular"} {
		look := *look(t, "zh")
		look.Han = []*font.Face{face(t, id)}
		l := oneLine(t, s, []Piece{{Look: &look, Text: "甲——乙……丙·丁“戊”"}}, linebreak.Quanjiao)
		// O8: the two dashes touch.
		var ink [][2]geom.Length
		for _, g := range glyphsOf(l) {
			x0, _, x1, _, _ := look.Han[0].Bounds(g.ID)
			if strings.Contains(g.Text, "—") || g.Text == "" && len(ink) == 1 {
				ink = append(ink, [2]geom.Length{g.X + scale(look.Han[0], em, x0), g.X + scale(look.Han[0], em, x1)})
			}
		}
		for i := 1; i < len(ink); i++ {
			if ink[i][0] > ink[i-1][1] {
				t.Errorf("O8: %s: a gap of %v em in the dash", id, ems(ink[i][0]-ink[i-1][1]))
			}
		}
		if n := len(ink); n == 0 || ems(ink[n-1][1]-ink[0][0]) < 1.8 {
			t.Errorf("O8: %s: the dash is short: %v", id, ink)
		}
		// C2: the dots of the ellipsis stand in the middle of the height.
		g, _, _, _, f := glyphAt(t, l, "…")
		_, y0, _, y1, _ := f.Bounds(g.ID)
		if mid := float64(y0+y1)/2/float64(f.UnitsPerEm) - ems(g.Y); mid < .25 || mid > .5 {
			t.Errorf("C2: %s: dots at %v em", id, mid)
		}
		// A: the interpunct stands in the middle of its half em.
		_, left, right, _, _ := glyphAt(t, l, "·")
		g, cell, _, _, _ := glyphAt(t, l, "丁")
		x0, _, _, _, _ := f.Bounds(g.ID)
		end := cell - ems(scale(f, em, x0))
		if mid := (left + right) / 2; math.Abs(mid-(end-.25)) > .01 {
			t.Errorf("A: %s: · at %v, its cell ends at %v", id, mid, end)
		}
		// Proportional quotes of a Kai face are put where full-width ones would be.
		_, _, right, _, _ = glyphAt(t, l, "“")
		if g, _, _, _, _ := glyphAt(t, l, "戊"); right > ems(g.X)+.001 || right < ems(g.X)-.25 {
			t.Errorf("D: %s: “ ends at %v, 戊 begins at %v", id, right, ems(g.X))
		}
	}
}

func TestQ1_LastLineHasTwoHan(t *testing.T) {
	s := newSetter()
	for n := 41; n < 62; n++ {
		text := string([]rune(strings.Repeat("天地玄黄，宇宙洪荒", 8))[:n]) + "。"
		lines := s.Set(plain(t, "zh", text), chinese(20))
		last := []rune(lines[len(lines)-1].Breaks.Text)
		han := 0
		for _, r := range last {
			if linebreak.ClassOf(r, true) == linebreak.Han {
				han++
			}
		}
		if han < 2 {
			t.Errorf("%d characters: the last line is %q", n, string(last))
		}
	}
}

func TestS_English(t *testing.T) {
	s := newSetter()
	text := strings.Repeat(englishText+" ", 3)
	for _, w := range []float64{260, 300, 340} {
		lines := s.Set(plain(t, "en", strings.TrimSpace(text)), english(w))
		run := 0
		for _, l := range lines {
			if strings.HasSuffix(l.Breaks.Text, "\u00ad") {
				run++
				frag := strings.TrimRight(l.Breaks.Text, "\u00ad")
				frag = frag[strings.LastIndexAny(frag, " —")+1:]
				if len(frag) < 2 {
					t.Errorf("S1: %q before a hyphen", frag)
				}
			} else {
				run = 0
			}
			if run > 2 {
				t.Errorf("S1: %d hyphens in a row", run)
			}
			for _, g := range l.Breaks.Glue {
				if g.Class == "word" && g.Each < -em.Em(50) {
					t.Errorf("S2: word spaces shrunk by %v em", ems(-g.Each))
				}
			}
		}
	}
	l := s.Set(plain(t, "en", "office efficient"), english(1000))[0]
	if got := textOf([]Line{l}); got != "office efficient" {
		t.Errorf("S4: copied text %q", got)
	}
	if n := len(glyphsOf(l)); n >= len("office efficient") {
		t.Errorf("S4: no ligature: %d glyphs", n)
	}
	// S5: features reach the glyphs.
	look := *look(t, "en")
	look.Features = []shape.Feature{{Tag: "onum", Value: 1}}
	a := glyphsOf(s.Set([]Piece{{Look: &look, Text: "1950"}}, english(1000))[0])
	b := glyphsOf(s.Set(plain(t, "en", "1950"), english(1000))[0])
	if slices.EqualFunc(a, b, func(x, y draw.Glyph) bool { return x.ID == y.ID }) {
		t.Error("S5: onum does nothing")
	}
	// S10: the last line has four letters at least.
	for w := 180.0; w < 400; w += 7 {
		lines := s.Set(plain(t, "en", "The quick brown fox jumps over the lazy dog and then he runs off to me"), english(w))
		last := lines[len(lines)-1].Breaks.Text
		if len(lines) > 2 && len(strings.ReplaceAll(last, " ", "")) < 4 {
			t.Errorf("S10: at %v the last line is %q", w, last)
		}
	}
}

func TestS7_Protrusion(t *testing.T) {
	s := newSetter()
	found := false
	for w := 200.0; w < 300 && !found; w += 3 {
		st := english(w)
		lines := s.Set(plain(t, "en", englishText), st)
		for _, l := range lines[:len(lines)-1] {
			if !strings.HasSuffix(l.Breaks.Text, "\u00ad") {
				continue
			}
			found = true
			g, _, _, _, _ := glyphAt(t, l, "\u00ad")
			out := g.X + g.Advance - st.Measure
			if ratio := float64(out) / float64(g.Advance); ratio < .5 || ratio > .7 {
				t.Errorf("S7: %v of the hyphen in the margin", ratio)
			}
		}
	}
	if !found {
		t.Error("no hyphen found")
	}
}
