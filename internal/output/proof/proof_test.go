package proof

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/golden"
	"keben/internal/lang"
	"keben/internal/source"
	"keben/templates"
)

// builtin are the faces of the built-in look.
func builtin(t testing.TB) Faces {
	t.Helper()
	load := func(name string) *font.Face {
		data, err := fs.ReadFile(templates.FS, "fonts/"+name+".ttf")
		if err != nil {
			t.Fatal(err)
		}
		face, err := font.Parse(data, 0)
		if err != nil {
			t.Fatal(err)
		}
		return face
	}
	return Faces{
		Latin: load("KebenSerif-Regular"), LatinBold: load("KebenSerif-Bold"), LatinItalic: load("KebenSerif-Italic"),
		Han: load("KebenSong-Regular"), HanBold: load("KebenSong-Bold"), HanEmphasis: load("KebenKai-Regular"),
		Code: load("KebenMono-Regular"), Small: load("KebenSans-Regular"), SmallHan: load("KebenHei-Medium"),
	}
}

// inputOf is the proof of a chapter of blocks in Chinese.
func inputOf(t testing.TB, blocks ...book.Block) Input {
	ch := &book.Chapter{Slug: "a", Source: source.New("content/zh/a.md", []byte("文字")), Title: text("章"), Blocks: blocks}
	return Input{
		Edition: &book.Edition{
			Name: "zh", Lang: "zh", Meta: book.Meta{Title: "书"},
			Sections: []book.Section{{Role: book.RoleChapter, Slug: "a", Title: ch.Title, Chapter: ch}},
		},
		Tongue: diag.English, Builtin: builtin(t),
	}
}

func text(s string) []book.Inline {
	return []book.Inline{&book.Text{Value: s, Range: source.Span(0, 6)}}
}

func paragraph(s string) *book.Paragraph { return &book.Paragraph{Content: text(s)} }

func dump(t testing.TB, in Input) string {
	t.Helper()
	var b strings.Builder
	if err := Dump(&b, in); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func set(t testing.TB, in Input) *Proof {
	t.Helper()
	p, err := Set(in)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(p.Data, []byte("%PDF-")) || !Untouched(p.Data) {
		t.Error("no PDF")
	}
	return p
}

func TestACharacterThatNoFaceHasIsShownByItsNumberAndSaid(t *testing.T) {
	in := inputOf(t, paragraph("𠮷野家😀与\u0378，又是𠮷\x07，\u200b\ufe0f不占位\uffff𠀀𠀁𠀂𠀃𠀄𠀅"))
	in.Edition.Title = "𠮷" // in the file's own title, too
	p := set(t, in)
	sheets := dump(t, in)
	for _, want := range []string{"[U+20BB7]野家[U+1F600]与[U+0378]，又是[U+20BB7]\n", " [U+0007]，不占位[U+FFFF]", "*[U+20BB7]*\n"} {
		if !strings.Contains(sheets, want) {
			t.Errorf("no %s in\n%s", want, sheets)
		}
	}
	var told []string
	for _, m := range p.Messages {
		told = append(told, m.Place.String()+" "+m.Text(diag.English))
	}
	want := []string{ // one of each kind for a file, and for what is in none
		" characters beyond U+FFFF are shown by number (1): 𠮷 [U+20BB7]",
		"content/zh/a.md:1:1 characters that the font of the proof sheets lacks are shown by number (3): [U+0007], [U+0378], [U+FFFF]",
		"content/zh/a.md:1:1 characters beyond U+FFFF are shown by number (8): 😀 [U+1F600], 𠀀 [U+20000], 𠀁 [U+20001], 𠀂 [U+20002], 𠀃 [U+20003], …",
	}
	if !slices.Equal(told, want) {
		t.Errorf("%q", told)
	}
}

func TestFacesThatFpdfCannotSetGiveWayToBuiltInOnes(t *testing.T) {
	in := inputOf(t, paragraph("文字 text"))
	in.Faces = in.Builtin
	in.Faces.Latin = &font.Face{CFF: true, Family: "Fine Sans", UnitsPerEm: 1000}
	in.Faces.LatinBold = in.Faces.Latin
	in.Faces.Han = &font.Face{Restricted: true, PostScriptName: "Locked"}
	p := set(t, in)
	var told []string
	for _, m := range p.Messages {
		told = append(told, m.Text(diag.English))
	}
	want := []string{
		"the proof sheets are set in a built-in font instead of Fine Sans, which has no TrueType outlines; the pages of the book are not affected",
		"the proof sheets are set in a built-in font instead of Locked, which may not be embedded; the pages of the book are not affected",
	}
	if fmt.Sprint(told) != fmt.Sprint(want) {
		t.Errorf("%q", told)
	}
}

func TestATableWithMoreColumnsThanFitIsShownRowByRow(t *testing.T) {
	table := func(columns int) *book.Table {
		row := make(book.Row, columns)
		for i := range row {
			row[i].Content = text(fmt.Sprintf("c%d", i))
		}
		tb := &book.Table{Groups: []book.Group{{Rows: []book.Row{row}}}}
		tb.Form()
		return tb
	}
	if sheets := dump(t, inputOf(t, table(3))); !strings.Contains(sheets, "c0 | c1 | c2") {
		t.Error(sheets)
	}
	in := inputOf(t, table(10_000))
	set(t, in)
	sheets := dump(t, in)
	for _, want := range []string{"c0 | c1", "c9999"} {
		if !strings.Contains(sheets, want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestATallCellGoesOnOnTheNextSheet(t *testing.T) {
	tb := &book.Table{Groups: []book.Group{{Rows: []book.Row{
		{{Content: text("头"), Rows: 2}, {Content: text("一")}}, {{Content: text(strings.Repeat("很长的格子。", 400) + "完")}},
	}}}}
	tb.Form()
	p := set(t, inputOf(t, tb))
	if sheets := dump(t, inputOf(t, tb)); p.Sheets < 3 || !strings.Contains(sheets, "完") {
		t.Errorf("%d sheets\n%s", p.Sheets, sheets)
	}
}

func TestAPictureThatFpdfCannotReadIsAFrameAndAMessage(t *testing.T) {
	in := inputOf(t, &book.Figure{Src: "content/a.png", Alt: "字"}, &book.Figure{Src: "content/b.svg"})
	black := draw.Color{}
	in.Picture = func(src string) (draw.Figure, bool) {
		if strings.HasSuffix(src, "svg") {
			return draw.Figure{Drawing: &draw.Picture{Size: geom.Size{W: 900 * geom.Mm, H: 40 * geom.Mm}, Ops: []draw.Op{
				{Path: &draw.Path{Segments: draw.Rectangle(geom.Rect{W: geom.Mm, H: geom.Mm}, black).Segments, Fill: &black, Stroke: &black, LineWidth: geom.Pt, EvenOdd: true, Opacity: 100, Dash: []geom.Length{geom.Pt}}, Turn: 1},
				{Run: &draw.Run{Face: in.Builtin.Latin, Size: 10 * geom.Pt, Glyphs: []draw.Glyph{{ID: 5}}}},
				{Image: &draw.Placed{Image: &draw.Image{Key: "k", Format: "png", Data: []byte("no")}, Size: geom.Size{W: geom.Mm, H: geom.Mm}}},
			}}}, true
		}
		return draw.Figure{Image: &draw.Image{Key: "x", Format: "png", Data: []byte("no picture"), Width: 10, Height: 10}}, true
	}
	p := set(t, in)
	if len(p.Messages) != 1 || p.Messages[0].Kind != unshown || p.Messages[0].Place.Name() != "content/a.png" {
		t.Errorf("%v", p.Messages)
	}
}

func TestOfAParagraphOfTwentyMegabytesTheBeginningIsShown(t *testing.T) {
	in := inputOf(t, paragraph(strings.Repeat("一二三四五六七八九，", 20<<20/30)), paragraph("之后"))
	p := set(t, in)
	if p.Sheets < 300 || p.Sheets > 400 {
		t.Errorf("%d sheets", p.Sheets)
	}
	if len(p.Messages) != 1 || p.Messages[0].Kind != budget.ProofText.Kind {
		t.Errorf("%v", p.Messages)
	}
	if !strings.Contains(dump(t, in), "之后") {
		t.Error("what comes after it is not shown")
	}
}

// fpdf takes a time that grows with the cube of a row of neighbouring characters: twenty thousand would take hours.
func TestAllCharactersOfAFaceAreSetAtOnce(t *testing.T) {
	var b strings.Builder
	for r := range rune(golden.Rounds(0x9FA6 - 0x4E00)) {
		b.WriteRune(0x4E00 + r)
	}
	in := inputOf(t, paragraph(b.String()))
	p := set(t, in)
	if len(p.Messages) > 0 {
		t.Errorf("%d messages", len(p.Messages))
	}
	s := sheetsOf(in)
	for _, f := range s.faces.all {
		first, second := f.parts()
		if len(first)+len(second) != len(f.used) {
			t.Errorf("%s: %d and %d of %d", f.face.PostScriptName, len(first), len(second), len(f.used))
		}
		for _, chars := range [][]rune{first, second} {
			row := 0
			for i, r := range chars {
				if row++; i > 0 && chars[i-1]+1 != r {
					row = 1
				}
				if row > run {
					t.Fatalf("%s: more than %d neighbours at %U", f.face.PostScriptName, run, r)
				}
			}
		}
	}
}

func TestRemarksStandBesideTheirBlocks(t *testing.T) {
	a, b := paragraph("甲"), paragraph("乙")
	a.ID, b.ID = "p1", "p2"
	a.Range, b.Range = source.Span(0, 3), source.Span(3, 6)
	in := inputOf(t, a, b)
	file := in.Edition.Sections[0].Chapter.Source
	kind := unshown
	for i := range 30 {
		in.Messages = append(in.Messages, kind.At(file.At(a.Range), fmt.Sprint(i)))
	}
	in.Messages = append(in.Messages, kind.At(source.Whole("data/x.yaml"), "elsewhere"))
	s := sheetsOf(in)
	sh := s.sheets[1]
	var second geom.Length
	for _, l := range sh.lines {
		if textOf(l.words) == "乙" {
			second = l.y
		}
	}
	last := geom.Length(0)
	for i, l := range sh.aside {
		if textOf(l.words) == "p2" {
			if second-l.y > geom.Pt || l.y-second > geom.Pt {
				t.Errorf("the id at %s, its block at %s", l.y, second)
			}
			last = sh.aside[i-1].y
		}
	}
	if last == 0 || last > second {
		t.Errorf("remarks end at %s, the next block begins at %s", last, second)
	}
	if sheets := dump(t, in); !strings.Contains(sheets, "data/x.yaml: warning") {
		t.Error(sheets)
	}
}

func TestWhatHasChangedAddsUpToBothTexts(t *testing.T) {
	for _, c := range [][2]string{{"", "新"}, {"旧", ""}, {"甲乙丙丁", "甲丙丁戊"}, {"the old road", "a new road here"}, {"同", "同"}} {
		var spans []span
		for i, r := range c[1] {
			spans = append(spans, span{text: string(r), style: style(i % 2)}, span{text: "[1]", style: made})
		}
		var was, is strings.Builder
		for _, sp := range changed(spans, c[0], printedForm) {
			if sp.style&(made|fresh) == 0 {
				was.WriteString(sp.text)
			}
			if sp.style&(made|gone) == 0 {
				is.WriteString(sp.text)
			}
		}
		if was.String() != c[0] || is.String() != c[1] {
			t.Errorf("%q: %q and %q", c, was.String(), is.String())
		}
	}
}

// What the record has of a source is found in the text that is set, so that changes are marked in it.
func TestWhatTheRecordHasIsMarkedInTheText(t *testing.T) {
	run := []book.Inline{
		&book.Text{Value: "文"}, &book.Emph{Content: text("重")}, &book.CodeSpan{Text: "x := 1"}, &book.NoteRef{Label: "a", Number: 1},
		&book.Link{Target: "a.md", Content: text("链")}, &book.Link{Target: "https://a.org", Content: text("https://a.org"), Auto: true},
		&book.Link{Target: "empty"}, &book.Image{Src: "figures/b.png", Alt: "图"}, &book.HardBreak{}, &book.Ruby{Base: "字", Reading: "zì"},
		&book.Ref{Target: "tbl-one", Text: "表 1"}, &book.Quantity{Key: "trade.sum", Text: "三万"},
	}
	r := reader{lang: lang.Of("zh")}
	spans := r.run(run, 0)
	was := twins.SourceOf(run...)
	if got := inForm(spans, recordForm); got != was {
		t.Fatalf("%s, want %s", got, was)
	}
	for _, sp := range changed(spans, was, recordForm) {
		if sp.style&(fresh|gone) != 0 {
			t.Errorf("%q has not changed", sp.text)
		}
	}
	var now strings.Builder
	for _, sp := range changed(spans, strings.ReplaceAll(was, "trade.sum", "trade.other"), recordForm) {
		if sp.style&gone == 0 {
			now.WriteString(sp.text)
		}
		if sp.style&fresh != 0 && sp.text != "三万" {
			t.Errorf("%q has not changed", sp.text)
		}
	}
	if want := inForm(spans, func(sp span) string { return sp.text }); now.String() != want {
		t.Errorf("%s, want %s", now.String(), want)
	}
}

func TestTitlesAreShortenedUntilTheHeadFits(t *testing.T) {
	in := inputOf(t, paragraph("文"))
	for _, title := range []string{"短", strings.Repeat("很长的书名", 20), strings.Repeat("WWWW MMMM ", 20)} {
		in.Edition.Title = title
		in.Edition.Sections[0].Title = text(strings.Repeat("很长的章名", 20))
		in.Edition.Date = "2026-11-30"
		s := sheetsOf(in)
		left, _ := s.headOf(1)
		if n := len(s.short(left, headSize)); n != 1 || strings.Count(left, " · ") < 3 {
			t.Errorf("%s: %d lines", left, n)
		}
	}
}

// Whatever was edited: what is set, without what is gone, is the text as it is; and without what is new, as it was,
// apart from the order of what was moved.
func TestAnyEditsOfAChapterAddUpToBothTexts(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 1))
	words := []string{"甲", "乙", "丙", "road ", "bridge ", "，", "3 "}
	sentence := func() string {
		var b strings.Builder
		for range 1 + rng.IntN(8) {
			b.WriteString(words[rng.IntN(len(words))])
		}
		return b.String()
	}
	items := func(texts []string) (out []*item) {
		for _, s := range texts {
			out = append(out, &item{look: body, lang: lang.Of("zh"), text: []span{{text: s}, {text: "[1]", style: made}}})
		}
		return out
	}
	for range 500 {
		var was, is []string
		for range rng.IntN(8) {
			s := sentence()
			was = append(was, s)
			switch rng.IntN(5) {
			case 0:
			case 1:
				is = append(is, sentence())
			case 2:
				is = append(is, s+sentence())
			default:
				is = append(is, s)
			}
			if rng.IntN(4) == 0 {
				is = append(is, sentence())
			}
		}
		var before, after []string
		for _, it := range compareItems(items(was), items(is)) {
			old, now := "", ""
			for _, sp := range it.text {
				if sp.style&(made|fresh) == 0 {
					old += sp.text
				}
				if sp.style&(made|gone) == 0 {
					now += sp.text
				}
			}
			if it.change != '+' {
				before = append(before, old)
			}
			if it.change != '-' {
				after = append(after, now)
			}
		}
		slices.Sort(before)
		slices.Sort(was)
		if !slices.Equal(before, was) || !slices.Equal(after, is) {
			t.Fatalf("%q to %q gives %q to %q", was, is, before, after)
		}
	}
}

func TestAVeryDifferentChapterIsComparedInOrder(t *testing.T) {
	many := func(word string, n int) (items []*item) {
		for i := range n {
			items = append(items, &item{text: []span{{text: fmt.Sprintf("%s %d", word, i)}}})
		}
		return items
	}
	out := compareItems(many("old", 3000), many("new", 3000))
	if len(out) < 3000 || len(out) > 6000 {
		t.Errorf("%d items", len(out))
	}
}

func FuzzLines(f *testing.F) {
	faces := builtin(f)
	f.Add("一二三，“四五”。six seven\nhttps://example.org/a/very/long/address", uint16(60))
	f.Add("（（（（（（（（、、、、、、、、、、、", uint16(25))
	f.Add("\n\n 𠮷\u0301 \u200d", uint16(1))
	f.Fuzz(func(t *testing.T, s string, width uint16) {
		b := lineBreaker{faces: newCase(Faces{}, faces)}
		m := measure{width: geom.Length(width) * geom.Pt, size: 10 * geom.Pt, han: true}
		var got strings.Builder
		for i, words := range b.lines([]span{{text: s}}, m) {
			line := textOf(words)
			got.WriteString(line)
			if over := wide(words) - m.width; over > 0 && len([]rune(line)) > 1 {
				t.Errorf("%q is %s too wide", line, over)
			}
			if i > 0 && m.width > 200*geom.Pt && strings.HasPrefix(line, "、") && !strings.Contains(s, "、、") && !strings.Contains(s, "\n") {
				t.Errorf("a line begins with 、: %q", line)
			}
		}
		var want strings.Builder
		for _, r := range s {
			switch {
			case unseen(r) || r == '\n':
			case b.faces.pick(r, 0, prose, true) != nil:
				want.WriteRune(r)
			case r != '\t' && r != '\r' && r != '\u2028' && r != '\u2029':
				want.WriteString(number(r))
			}
		}
		white := func(s string) string { return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u3000", "")), "") }
		if white(got.String()) != white(want.String()) {
			t.Errorf("%q became %q", want.String(), got.String())
		}
	})
}

func TestUnlikeBlocksAreNotPaired(t *testing.T) {
	for _, c := range []struct {
		was, is string
		want    bool
	}{
		{"12,000", "13,000", true},
		{"12,000 copies.", "13,000 copies.", true},
		{"12,000 copies copies.", "And the second half.", false},
		{"The road over the hills is open in the summer of the year.", "The price of the book is set by the printer in the city.", false},
		{"这座城市的人口在一年之中没有很大的变化。", "他的书是在去年的冬天写成的，有一百多页。", false},
		{"这座城市的人口在一年之中没有很大的变化。", "这座城市的人口在十年之中有了很大的变化。", true},
		{"Split me here. And the second half.", "Split me here.", true},
	} {
		block := func(s string) [][]*item { return [][]*item{{{text: []span{{text: s}}}}} }
		pairs := pairStretch(block(c.was), block(c.is))
		if got := len(pairs) == 1; got != c.want {
			t.Errorf("%q and %q: paired %v", c.was, c.is, got)
		}
	}
}

// A row that does not fit in a grid hangs, and its cells are broken between words that belong together only where one
// is longer than a line.
func TestRowsOfAWideTableHangAndAreBrokenBetweenCells(t *testing.T) {
	row := make(book.Row, 20)
	for i := range row {
		row[i].Content = text(fmt.Sprintf("cell of number %d", i))
	}
	tb := &book.Table{Groups: []book.Group{{Rows: []book.Row{row, slices.Clone(row)}}}}
	tb.Form()
	s := sheetsOf(inputOf(t, tb))
	rows := 0
	for _, l := range s.sheets[1].lines[1:] {
		line := textOf(l.words)
		if !strings.HasPrefix(line, "cell of number ") {
			t.Errorf("a line begins with %q", line)
		}
		first := strings.HasPrefix(line, "cell of number 0 |")
		if first {
			rows++
		} else if !strings.HasSuffix(line, " |") && !strings.HasSuffix(line, "19") {
			t.Errorf("a line ends with %q", line)
		}
		if hangs := l.words[0].x > textLeft; hangs == first {
			t.Errorf("%q begins at %s", line, l.words[0].x)
		}
	}
	if rows != 2 {
		t.Errorf("%d rows", rows)
	}
}

// The id of a long heading is beside the heading in full, and below it each paragraph has one line in the margin.
func TestALongIDIsSaidOnceBesideItsHeading(t *testing.T) {
	long := strings.TrimSuffix(strings.Repeat("very-long-heading-", 30), "-")
	h := &book.Heading{Level: 2, Content: text("标题")}
	h.ID = long
	blocks := []book.Block{h}
	for i := range 3 {
		p := paragraph("文")
		p.ID = fmt.Sprintf("%s-p%d", long, i+1)
		blocks = append(blocks, p)
	}
	other := paragraph("外")
	other.ID = "another-" + long + "-p7"
	s := sheetsOf(inputOf(t, append(blocks, other)...))
	var margin []string
	for _, l := range s.sheets[1].aside {
		margin = append(margin, textOf(l.words))
	}
	n := len(margin) - 4
	if n < 2 || strings.Join(margin[:n], "") != long {
		t.Fatalf("%q", margin)
	}
	if want := []string{"…-p1", "…-p2", "…-p3", "another-very-lon…-p7"}; !slices.Equal(margin[n:], want) {
		t.Errorf("%q", margin[n:])
	}
}

func TestTheIDOfAMessageIsNotBroken(t *testing.T) {
	b := lineBreaker{faces: newCase(Faces{}, builtin(t))}
	for n := range 60 {
		text := strings.Repeat("m", n) + " it has no text [a-long-message-id]"
		for _, words := range b.lines(remarkSpans(text), measure{width: asideWidth, size: asideSize, role: aside}) {
			if line := textOf(words); strings.Contains(line, "[") != strings.Contains(line, "]") {
				t.Errorf("%q", line)
			}
		}
	}
}
