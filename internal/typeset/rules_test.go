package typeset

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/draw"
	"keben/internal/forme/bound"
	"keben/internal/geom"
	"keben/internal/shape"
	"keben/templates"
)

// themed sets a sample with a book's own theme laid over the built-in one.
func themed(t *testing.T, s sample, over string) *Result {
	t.Helper()
	th, ms := design.Read(templates.FS, fstest.MapFS{"templates/theme.yaml": {Data: []byte(over)}})
	if len(ms) > 0 {
		t.Fatal(ms[0].Text("en"))
	}
	r, err := Edition(t.Context(), Options{Dump: true,
		Edition: s.edition(t), Brief: Brief{Theme: th, Trim: th.Print.Trims["32开"], TrimName: "32开", Foundry: foundry}, Templates: fs.FS(templates.FS),
		Pictures: func(string) (draw.Figure, bool) { return draw.Figure{}, false },
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// runs returns the runs of the text of a document whose text contains part.
func runs(doc *bound.Document, part string) (out []draw.Op) {
	for i := range doc.Pages {
		for _, op := range doc.Pages[i].Ops {
			if op.Run != nil && op.Tag >= 0 && strings.Contains(op.Run.Text(), part) {
				out = append(out, op)
			}
		}
	}
	return out
}

// one returns the only run with a text.
func one(t *testing.T, doc *bound.Document, part string) draw.Op {
	t.Helper()
	found := runs(doc, part)
	if len(found) == 0 {
		t.Fatalf("no run has %q", part)
	}
	return found[0]
}

func linesOf(r *Result, slug string) (out []string) {
	for _, g := range r.Galleys {
		if g.Slug == slug {
			for i := range g.Lines {
				out = append(out, strings.TrimSpace(g.Lines[i].Breaks.Text))
			}
		}
	}
	return out
}

// Rule S5: old-style figures in English text, lining tabular ones in tables.
func TestFiguresFollowTheirContext(t *testing.T) {
	doc := bound.Of(themed(t, sample{lang: "en", chapters: []string{"Title\n\nIn 1950 there were many.\n\n| year | n |\n|--|--:|\n| a | 1950 |\n"}}, "").Document)
	face, _ := foundry.Face("KebenSerif-Regular.ttf")
	glyphs := func(op draw.Op, text string) (ids []any) {
		for _, g := range op.Run.Glyphs {
			if strings.Contains(text, g.Text) && g.Text != "" {
				ids = append(ids, g.ID)
			}
		}
		return ids
	}
	want := func(features ...shape.Feature) (ids []any) {
		for _, g := range shape.NewShaper(nil).Shape(face, "1950", shape.Options{Script: "Latn", Lang: "en", Features: features}) {
			ids = append(ids, g.ID)
		}
		return ids
	}
	var text, cell []any
	for _, op := range runs(doc, "1950") {
		ids := glyphs(op, "1950")
		if doc.Elements[op.Tag].Role == "P" && strings.Contains(op.Run.Text(), "In") {
			text = ids
		} else {
			cell = ids
		}
	}
	if !slices.Equal(text, want(shape.Feature{Tag: "onum", Value: 1})) {
		t.Errorf("figures in the text are not old-style")
	}
	if !slices.Equal(cell, want(shape.Feature{Tag: "tnum", Value: 1}, shape.Feature{Tag: "lnum", Value: 1})) {
		t.Errorf("figures in a table are not tabular and lining")
	}
}

// Rule S6: small capitals are drawn ones, a twentieth of an em apart.
func TestSmallCapitalsAreRealAndSpaced(t *testing.T) {
	doc := bound.Of(themed(t, sample{lang: "en", chapters: []string{"Title\n\nThe [nato]{.smallcaps} treaty.\n"}}, "").Document)
	op := one(t, doc, "nato")
	face := op.Run.Face
	shaped := shape.NewShaper(nil).Shape(face, "nato", shape.Options{Script: "Latn", Lang: "en", Features: []shape.Feature{{Tag: "smcp", Value: 1}, {Tag: "onum", Value: 1}}})
	from := strings.Index(op.Run.Text(), "nato")
	for i, g := range op.Run.Glyphs[from : from+len(shaped)-1] {
		plain, _ := face.GID(rune(g.Text[0]))
		if g.ID == plain || g.ID != shaped[i].ID {
			t.Errorf("%s is no small capital", g.Text)
		}
		space := g.Advance - op.Run.Size.Mul(int64(shaped[i].Advance), int64(face.UnitsPerEm))
		if share := float64(space) / float64(op.Run.Size); share < .049 || share > .051 {
			t.Errorf("%s is %.3f em from the next", g.Text, share)
		}
	}
}

// Rule M5: emphasis is dots or Kai as the theme says, and Han is never slanted.
func TestChineseEmphasisIsTheThemes(t *testing.T) {
	s := sample{lang: "zh", chapters: []string{"题\n\n这是*强调*之处。\n"}}
	dots := func(doc *bound.Document) (n int) {
		for _, op := range doc.Pages[len(doc.Pages)-1].Ops {
			if op.Path != nil && len(op.Path.Segments) == 6 {
				n++
			}
		}
		return n
	}
	dotted := bound.Of(themed(t, s, "").Document)
	kai := bound.Of(themed(t, s, "print: {styles: {zh: {body: {emphasis: kai}}}}").Document)
	if f := one(t, dotted, "强调").Run.Face.PostScriptName; f != "KebenSong-Regular" {
		t.Errorf("dotted in %s", f)
	}
	if f := one(t, kai, "强调").Run.Face.PostScriptName; f != "KebenKai-Regular" {
		t.Errorf("Kai is %s", f)
	}
	if n := dots(dotted) - dots(kai); n != 2 { // the folio's page has marks of its own
		t.Errorf("%d dots", n)
	}
}

// Rules M2 and M4: names and titles have lines, and below them dots.
func TestNamesAndTitlesAreUnderlined(t *testing.T) {
	doc := bound.Of(themed(t, sample{lang: "zh", chapters: []string{"题\n\n[孔子]{.name}[孟子]{.name}作[春秋]{.book-title}。\n"}}, "").Document)
	var straight, wavy int
	for i := range doc.Pages {
		for _, op := range doc.Pages[i].Ops {
			switch {
			case op.Path == nil || op.Tag != draw.Artifact:
			case op.Path.Fill != nil && len(op.Path.Segments) == 5:
				if w := op.Path.Segments[1].P[0].X - op.Path.Segments[0].P[0].X; w > 18*geom.Pt && w < 21*geom.Pt {
					straight++
				}
			case op.Path.Stroke != nil && op.Path.Segments[1].Verb == draw.CubicTo:
				wavy++
			}
		}
	}
	if straight != 2 || wavy != 1 {
		t.Errorf("%d straight lines, %d wavy", straight, wavy)
	}
}

// Rule P4: Latin letters have the size of the theme beside Han.
func TestLatinIsMatchedToHanAsTheThemeSays(t *testing.T) {
	s := sample{lang: "zh", chapters: []string{"题\n\n使用 Go 语言。\n"}}
	for over, want := range map[string]float64{"": 1.04, "families: {text: {latin-size: 1000}}": 1, "families: {text: {latin-size: 1080}}": 1.08} {
		doc := bound.Of(themed(t, s, over).Document)
		if got := one(t, doc, "Go").Run.Size.Points() / one(t, doc, "使用").Run.Size.Points(); got < want-.002 || got > want+.002 {
			t.Errorf("%q: %.3f", over, got)
		}
	}
}

// Rules B10 and D: the theme's squeeze style and prohibition level reach the lines.
func TestSqueezeAndProhibitionsAreTheThemes(t *testing.T) {
	width := func(over string) float64 {
		r := themed(t, sample{lang: "zh", chapters: []string{"题\n\n甲，乙。丙\n"}}, over)
		for _, g := range r.Galleys {
			for i := range g.Lines {
				if l := &g.Lines[i]; strings.HasPrefix(l.Breaks.Text, "甲") {
					return l.Width.Points() / 10.5
				}
			}
		}
		return 0
	}
	for squeeze, want := range map[string]float64{"quanjiao": 5, "kaiming": 4.5, "banjiao": 4} {
		if got := width("print: {styles: {zh: {body: {squeeze: " + squeeze + "}}}}"); got < want-.001 || got > want+.001 {
			t.Errorf("%s: %v em", squeeze, got)
		}
	}
	// 26 characters a line, the first indented by two: the 25th is where the line ends.
	text := "题\n\n" + strings.Repeat("文", 24) + "——" + strings.Repeat("文", 30) + "\n"
	starts := func(level string) bool {
		r := themed(t, sample{lang: "zh", chapters: []string{text}}, "print: {styles: {zh: {body: {kinsoku: "+level+"}}}}")
		return slices.ContainsFunc(linesOf(r, "c1"), func(l string) bool { return strings.HasPrefix(l, "——") })
	}
	if starts("strict") || !starts("gb") {
		t.Errorf("—— begins a line: strict %v, gb %v", starts("strict"), starts("gb"))
	}
}

// The other choices that the rules leave are the theme's, too.
func TestHabitsOfLinesAreTheThemes(t *testing.T) {
	text := "题\n\n" + strings.Repeat("文", 24) + "，" + strings.Repeat("文", 30) + "\n"
	first := func(over string) string {
		r := themed(t, sample{lang: "zh", chapters: []string{text}}, over)
		for _, l := range linesOf(r, "c1") {
			if strings.HasPrefix(l, "文") {
				return l
			}
		}
		return ""
	}
	hang := first("print: {styles: {zh: {body: {habits: [hanging]}}}}")
	if plain := first(""); !strings.HasSuffix(hang, "，") || strings.HasSuffix(plain, "，") {
		t.Errorf("hanging: %q, plain: %q", hang, plain)
	}
}

// book.yaml says how words are divided, and by which patterns.
func TestWordsAreDividedAsTheBookSays(t *testing.T) {
	var words []string
	for _, w := range []string{"a", "bb", "ccc", "dddd"} { // a different shift in each paragraph
		words = append(words, w+" "+strings.Repeat("zzzz aerodynamics manuscript ", 60))
	}
	s := sample{lang: "en", chapters: []string{"Title\n\n" + strings.Join(words, "\n\n") + "\n"}}
	divisions := func(h book.Hyphenation) map[string]bool {
		ed := s.edition(t)
		ed.Hyphenation = h
		out := map[string]bool{}
		for _, l := range linesOf(set(t, ed, "32开"), "c1") {
			if strings.HasSuffix(l, "\u00ad") {
				f := strings.Fields(l)
				out[strings.TrimSuffix(f[len(f)-1], "\u00ad")] = true
			}
		}
		return out
	}
	if got := divisions(book.Hyphenation{Words: []string{"aerodynamics", "manu-script"}}); !got["manu"] || len(got) != 1 {
		t.Errorf("divided at %v", got)
	}
	american, british := divisions(book.Hyphenation{}), divisions(book.Hyphenation{Lang: "en-GB"})
	if len(american) == 0 || len(british) == 0 {
		t.Fatalf("nothing is divided: %v, %v", american, british)
	}
}

// Rule I4: a sentence that goes on after a display begins no paragraph.
func TestSentenceGoesOnAfterADisplay(t *testing.T) {
	start := func(lang, after string) float64 {
		r := themed(t, sample{lang: lang, chapters: []string{"Title\n\nFirst.\n\nWe know from the sources that\n\n> nothing is known\n\n" + after + "\n"}}, "")
		for _, g := range r.Galleys {
			for i := range g.Lines {
				if l := &g.Lines[i]; strings.HasPrefix(l.Breaks.Text, strings.Trim(after, "`")[:5]) {
					return l.Start.Points()
				}
			}
		}
		t.Fatal("not found")
		return 0
	}
	if x := start("en", "where no one looked."); x > 1 {
		t.Errorf("the sentence goes on %v pt from the left", x)
	}
	if x := start("en", "Nobody looked there."); x < 9 {
		t.Errorf("a new paragraph begins %v pt from the left", x)
	}
	if x := start("zh", "式中各量见上。"); x > 1 {
		t.Errorf("the sentence goes on %v pt from the left", x)
	}
	if x := start("zh", "没有人看过。"); x < 20 {
		t.Errorf("a new paragraph begins %v pt from the left", x)
	}
	if x := start("zh", "`given`一词未见。"); x < 20 {
		t.Errorf("a paragraph that begins with program text begins %v pt from the left", x)
	}
}

// Letters of code within text are at most as high as those around them, and not lower by more than a tenth.
func TestCodeInTextIsAsHighAsTheLettersAroundIt(t *testing.T) {
	for lang, text := range map[string]string{"zh": "使用 given `xylem` 这个词。", "en": "Use given `xylem` as a word."} {
		doc := bound.Of(set(t, sample{lang: lang, chapters: []string{"T\n\n" + text}}.edition(t), "32开").Document)
		height := func(word string) float64 {
			r := one(t, doc, word).Run
			return r.Size.Points() * float64(r.Face.XHeight) / float64(r.Face.UnitsPerEm)
		}
		given, code := height("given"), height("xylem")
		if share := code / given; share < .9 || share > 1 {
			t.Errorf("%s: letters of %.2f pt among those of %.2f pt: %.3f", lang, code, given, share)
		}
	}
}
