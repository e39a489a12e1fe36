package paragraph

import (
	"strings"
	"testing"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/source"
	"keben/internal/typeset/linebreak"
)

func TestUncoveredCharactersAreBoxedAndListedOnce(t *testing.T) {
	s := newSetter()
	l := look(t, "zh")
	text := "好\U00012000字\U00012000x\U00013000y\u0378"
	src := source.New("a.md", []byte("\n\n一二三四"+text))
	lines := s.Set([]Piece{{Look: l, Text: text, Place: src.At(source.Span(len("\n\n一二三四"), len(src.Text)))}}, chinese(20))
	if got := textOf(lines); got != text {
		t.Errorf("text %q, want %q", got, text)
	}
	// Whoever keeps set paragraphs learns that this one has something to report each time.
	if n := s.Found(); n != 4 {
		t.Errorf("%d things found, want 4", n)
	}
	found := s.Take()
	ms := Messages(found)
	if len(ms) != 1 {
		t.Fatalf("%d messages", len(ms))
	}
	m := ms[0]
	for _, want := range []string{"U+12000", "U+13000", "U+0378", "used 4 times"} {
		if !strings.Contains(m.Text("en"), want) {
			t.Errorf("no %s in %s", want, m.Text("en"))
		}
	}
	if m.Place.Position().Col != 6 || !strings.Contains(m.Text("zh"), "，共 4 处") {
		t.Errorf("%v %s", m.Place, m.Text("zh"))
	}
	if twice := Messages(found, found); len(twice) != 1 || !strings.Contains(twice[0].Text("en"), "used 8 times") {
		t.Errorf("in two sections of a chapter: %v", twice)
	}
	for _, g := range glyphsOf(lines[0]) {
		if g.ID == 0 {
			t.Errorf("%q is .notdef", g.Text)
		}
	}
}

func TestUncoveredCharactersAreToldByChapter(t *testing.T) {
	s := newSetter()
	set := func(file, text string) Findings {
		src := source.New(file, []byte(text))
		s.Set([]Piece{{Look: look(t, "zh"), Text: text, Place: src.At(source.Span(0, len(text)))}}, chinese(40))
		return s.Take()
	}
	many := "好"
	for r := rune(0x12000); r < 0x12007; r++ {
		many += string(r)
	}
	var got []string
	for _, m := range Messages(set("b.md", "好\U00013000"), set("a.md", many), set("b.md", "\U00013000字")) {
		got = append(got, m.Place.String()+" "+m.Text("zh"))
	}
	want := "a.md:1:2 没有字体收录字符“𒀀”（U+12000）、“𒀁”（U+12001）、“𒀂”（U+12002）、“𒀃”（U+12003）、“𒀄”（U+12004）等 7 个，共 7 处；暂以方框代替\n" +
		"b.md:1:1 没有字体收录字符“\U00013000”（U+13000），共 2 处；暂以方框代替"
	if strings.Join(got, "\n") != want {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

// The size of Latin text is that of its faces: a letter that only a Han face has stands among Han of its size.
func TestALatinLetterOfAHanFaceHasTheSizeOfHan(t *testing.T) {
	for _, latin := range []string{"KebenSerif-Regular", "KebenSong-Regular", ""} {
		l := *look(t, "zh")
		l.LatinSize = 2 * em
		want := l.LatinSize
		if l.Latin = nil; latin != "" {
			l.Latin = []*font.Face{face(t, latin)}
		} else {
			want = l.Size
		}
		line := oneLine(t, newSetter(), []Piece{{Look: &l, Text: "x"}}, linebreak.Quanjiao)
		for _, op := range line.Ops {
			if op.Run != nil && op.Run.Size != want {
				t.Errorf("Latin faces %q: size %s, want %s", latin, op.Run.Size, want)
			}
		}
		if textOf([]Line{line}) != "x" {
			t.Errorf("Latin faces %q: %q", latin, textOf([]Line{line}))
		}
	}
}

func TestInvisibleCharactersAreTextOfTheGlyphBeforeThem(t *testing.T) {
	for _, text := range []string{"a\u200db", "ab\u2060", "a\x7fb", "ab\x01"} {
		if got := textOf([]Line{oneLine(t, newSetter(), plain(t, "en", text), linebreak.Plain)}); got != text {
			t.Errorf("%q is set as %q", text, got)
		}
	}
}

func TestOverfullLinesAreReported(t *testing.T) {
	s := newSetter()
	lines := s.Set([]Piece{{Look: look(t, "zh"), Text: "一二"}, {Kind: Boxed, Box: &Box{Size: geom.Size{W: 9 * em, H: em}}}, {Look: look(t, "zh"), Text: "三四"}}, chinese(5))
	if ms := Messages(s.Take()); len(ms) != 2 || ms[0].Kind != loose || ms[1].Kind != overfull {
		t.Errorf("%v\n%s", ms, dump(lines))
	}
}

func TestLongAddressesBreakWithoutAHyphen(t *testing.T) {
	s := newSetter()
	text := "见https://example.org/publications/2024/belt-and-road/index.html?lang=zh-hans&edition=print。"
	for n := int64(5); n < 30; n++ {
		lines := s.Set(plain(t, "zh", text), chinese(n))
		if got := textOf(lines); got != text {
			t.Fatalf("%q", got)
		}
		for _, l := range lines {
			if strings.Contains(l.Breaks.Text, "\u00ad") {
				t.Errorf("a hyphen in %q", l.Breaks.Text)
			}
		}
	}
	for _, m := range Messages(s.Take()) {
		if m.Kind != loose { // there is no good way in five characters
			t.Errorf("%s", m.Text("en"))
		}
	}
}

func TestALeaderReachesOverTheRightEdge(t *testing.T) {
	s := newSetter()
	l := look(t, "zh")
	st := chinese(20)
	st.Align, st.Right = Left, 4*em
	dots := &Leader{Diameter: em / 10, Pitch: em / 2, Beyond: 4 * em}
	for n := 1; n <= 40; n++ {
		lines := s.Set([]Piece{{Look: l, Text: strings.Repeat("国", n)}, {Kind: Fill, Look: l, Leader: dots}, {Look: l, Text: "12", Link: 1}}, st)
		for i, line := range lines {
			if last := i == len(lines)-1; last != (len(line.Links) == 1) {
				t.Fatalf("%d: the number is not on the last line: %s", n, dump(lines))
			} else if !last && line.Width > 16*em {
				t.Errorf("%d: line %d reaches over the edge: %s", n, i, line.Width)
			} else if last && line.Links[0].Area.X+line.Links[0].Area.W != st.Measure {
				t.Errorf("%d: the number ends at %v, want %s", n, line.Links[0].Area, st.Measure)
			}
		}
	}
}

func TestLeadersFillTheLineOnOneGrid(t *testing.T) {
	s := newSetter()
	l := look(t, "zh")
	dots := &Leader{Diameter: em / 10, Pitch: em / 2, Rise: em / 3}
	st := chinese(20)
	st.Align = Left
	var grids []geom.Length
	for _, title := range []string{"第一章　总论", "二", "很长的章节标题Belt"} {
		lines := s.Set([]Piece{{Look: l, Text: title}, {Kind: Fill, Look: l, Leader: dots}, {Look: l, Text: "12"}}, st)
		if len(lines) != 1 || lines[0].Start+lines[0].Width != st.Measure {
			t.Fatalf("%s", dump(lines))
		}
		n := 0
		for _, op := range lines[0].Ops {
			if op.Path != nil {
				if op.Tag != draw.Artifact {
					t.Error("a leader is text")
				}
				from, to := op.Path.Segments[0].P[0], op.Path.Segments[1].P[0]
				if from.Y != -em/3 || to.Y != from.Y || op.Path.Dash[0] != 0 || op.Path.Dash[1] != em/2 || op.Path.Cap != 1 {
					t.Errorf("%v", op.Path)
				}
				n += int((to.X-from.X)/(em/2)) + 1
				grids = append(grids, (st.Measure-op.At.X-from.X-em/4)%(em/2))
				if end := op.At.X + to.X; end > st.Measure-2*em/2 {
					t.Errorf("the dots reach to %v, into the page number", end)
				}
			}
		}
		if n < 3 {
			t.Errorf("%d dots after %s", n, title)
		}
	}
	for _, g := range grids {
		if g != 0 {
			t.Errorf("a dot stands %v off the grid", g)
		}
	}
}

func TestMarksAndLinksAreReported(t *testing.T) {
	s := newSetter()
	l := look(t, "zh")
	sup := *l
	sup.Size, sup.LatinSize, sup.Rise = em/2, em/2, em/3
	pieces := []Piece{
		{Look: l, Text: "前文", Tag: 1}, {Look: l, Text: "链接文字很长要折行", Tag: 2, Link: 4}, {Look: l, Text: "结论", Tag: 1},
		{Kind: Mark, Look: &sup, Text: "①", Tag: 3, Note: 8}, {Look: l, Text: "。后文", Tag: 1},
	}
	lines := s.Set(pieces, chinese(6))
	var marks []int32
	width := geom.Length(0)
	for _, l := range lines {
		for _, m := range l.Marks {
			marks = append(marks, m.Note)
			if op := l.Ops[m.Op]; op.Tag != 3 || op.At.Y != -em/3 || op.Run.Glyphs[0].Text != "①" {
				t.Errorf("mark is %+v", op)
			}
		}
		for _, a := range l.Links {
			width += a.Area.W
			if a.Link != 4 || a.Tag != 2 || a.Area.Y >= 0 || a.Area.H < em*9/10 {
				t.Errorf("area %+v", a)
			}
		}
		if strings.HasPrefix(l.Breaks.Text, "①") {
			t.Error("B12: a mark begins a line")
		}
	}
	if len(marks) != 1 || marks[0] != 8 || width < 9*em || width > 10*em {
		t.Errorf("marks %v, links %v wide", marks, width)
	}
}

func TestCodeIsSetAsTyped(t *testing.T) {
	s := newSetter()
	l := *look(t, "en")
	l.Latin, l.Solid, l.NoHyphen = []*font.Face{face(t, "KebenMono-Regular")}, true, true
	st := english(300)
	st.Align = Left
	lines := s.Set([]Piece{{Look: &l, Text: "    if  x == \"，甲\" {"}, {Kind: Break}, {Look: &l, Text: "        office()"}}, st)
	if len(lines) != 2 || lines[0].Breaks.Text != "    if  x == \"，甲\" {" || lines[1].Breaks.Text != "        office()" {
		t.Fatalf("%s", dump(lines))
	}
	if g := glyphsOf(lines[0])[4]; g.Text != "i" || g.X != 4*em*6/10 {
		t.Errorf("%q at %v", g.Text, ems(g.X))
	}
	if g, _, _, _, _ := glyphAt(t, lines[0], "，"); g.Advance != em {
		t.Errorf("， is %v wide", ems(g.Advance))
	}
}

func TestNaturalWidths(t *testing.T) {
	s := newSetter()
	st := chinese(100)
	narrow, wide := s.Natural(plain(t, "zh", "一二，三四"), st)
	if narrow != em*3/2 || wide != 5*em {
		t.Errorf("%v and %v em", ems(narrow), ems(wide))
	}
	// A column of the narrowest width holds the text without a message.
	for _, text := range []string{string([]rune(chineseText)[:120]), "国家开发银行（China Development Bank）", "《一带一路》"} {
		pieces := plain(t, "zh", text)
		narrow, wide := s.Natural(pieces, st)
		cell := chinese(0)
		cell.Measure, cell.Align = narrow, Left
		s.Set(pieces, cell)
		if ms := Messages(s.Take()); len(ms) > 0 {
			t.Errorf("%q in %v em: %s", text, ems(narrow), ms[0].Text("en"))
		}
		cell.Measure = wide
		if lines := s.Set(pieces, cell); len(lines) != 1 {
			t.Errorf("%q in %v em: %d lines", text, ems(wide), len(lines))
		}
	}
}

func TestForcedBreaksKeepEmptyLines(t *testing.T) {
	s := newSetter()
	l := look(t, "zh")
	lines := s.Set([]Piece{{Look: l, Text: "甲"}, {Kind: Break}, {Kind: Break}, {Look: l, Text: "乙"}, {Kind: Break}}, chinese(10))
	if got := strings.Join(texts(lines), "/"); got != "甲//乙" {
		t.Errorf("lines %q", got)
	}
}

func TestNothingIsNoLines(t *testing.T) {
	s := newSetter()
	if lines := s.Set(nil, chinese(10)); lines != nil {
		t.Errorf("%d lines", len(lines))
	}
	if lines := s.Set([]Piece{{Look: &Look{}, Text: "甲a b"}}, chinese(10)); len(lines) > 1 {
		t.Errorf("%d lines", len(lines))
	}
}

// What stands lower than the line is wide leaves the next line its room: the depth of a line is that of its lowest
// part.
func TestALineIsAsDeepAsItsLowestPart(t *testing.T) {
	base := look(t, "zh")
	lowered, raised := *base, *base
	lowered.Rise, raised.Rise = -em/2, em/2
	plainDepth := base.Size.Em(120)
	sunk := func(depth geom.Length) Piece {
		return Piece{Kind: Boxed, Look: base, Box: &Box{Size: geom.Size{W: em, H: 2 * em}, Depth: depth}}
	}
	text := func(l *Look) Piece { return Piece{Text: "深", Look: l} }
	for name, c := range map[string]struct {
		pieces       []Piece
		above, below geom.Length
	}{
		"text":                {[]Piece{text(base)}, base.Size.Em(880), plainDepth},
		"lowered":             {[]Piece{text(base), text(&lowered)}, base.Size.Em(880), plainDepth + em/2},
		"lowered first":       {[]Piece{text(&lowered), text(base)}, base.Size.Em(880), plainDepth + em/2},
		"raised":              {[]Piece{text(base), text(&raised)}, base.Size.Em(880) + em/2, plainDepth},
		"picture on the line": {[]Piece{text(base), sunk(0)}, 2 * em, plainDepth},
		"sunk picture":        {[]Piece{text(base), sunk(em)}, max(em, base.Size.Em(880)), em},
		"sunk picture first":  {[]Piece{sunk(3 * em / 2), text(base)}, base.Size.Em(880), 3 * em / 2},
		"both":                {[]Piece{sunk(em / 4), text(&lowered)}, 7 * em / 4, plainDepth + em/2},
	} {
		lines := newSetter().Set(c.pieces, chinese(20))
		if len(lines) != 1 || lines[0].Above != c.above || lines[0].Below != c.below {
			t.Errorf("%s: %d lines, %s above, %s below; want %s and %s", name, len(lines), lines[0].Above, lines[0].Below, c.above, c.below)
		}
	}
}
