package typeset

import (
	"fmt"
	"io/fs"
	"math/rand"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"keben/internal/book"
	"keben/internal/book/collate"
	"keben/internal/book/twins"
	"keben/internal/design"
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/forme/bound"
	"keben/internal/geom"
	"keben/internal/golden"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
	"keben/templates"
)

var (
	foundry = NewFoundry(templates.FS)
	theme   = sync.OnceValue(func() *design.Theme {
		t, ms := design.Read(templates.FS, nil)
		if len(ms) > 0 {
			panic(ms[0].Text("en"))
		}
		return t
	})
)

// sample is a small book: chapters by slug in order, in one language.
type sample struct {
	lang     string
	kind     book.Kind
	chapters []string // the first line is the title; main matter unless front or back has c1, c2 …
	front    []book.OutlineEntry
	back     []book.OutlineEntry
}

func (s sample) edition(t testing.TB) *book.Edition {
	t.Helper()
	b := &book.Book{
		Kind: s.kind, Languages: []string{s.lang}, Numbering: "humanities",
		Meta:     map[string]book.Meta{s.lang: {Title: "样书", Authors: []string{"编者"}}},
		Chapters: map[string]map[string]*book.Chapter{s.lang: {}},
		Outline:  s.front,
	}
	for i, text := range s.chapters {
		title, body, _ := strings.Cut(text, "\n")
		slug := fmt.Sprintf("c%d", i+1)
		doc, _ := markdown.Read(markdown.Options{Text: []byte(body), Source: source.New(slug+".md", []byte(body)), Lang: s.lang})
		b.Chapters[s.lang][slug] = &book.Chapter{
			Slug: slug, Lang: s.lang, Source: source.New(slug+".md", []byte(body)), Title: []book.Inline{&book.Text{Value: title}}, Blocks: doc.Blocks, Notes: doc.Notes,
		}
		if !slices.ContainsFunc(slices.Concat(s.front, s.back), func(e book.OutlineEntry) bool { return e.Slug == slug }) {
			b.Outline = append(b.Outline, book.OutlineEntry{Role: book.RoleChapter, Matter: book.Main, Slug: slug})
		}
	}
	b.Outline = append(b.Outline, s.back...)
	ed, _ := collate.Edition(b, s.lang, twins.Align(b, twins.Known{}))
	return ed
}

func set(t testing.TB, ed *book.Edition, trim string) *Result {
	t.Helper()
	return setParallel(t, ed, nil, "", trim)
}

func setParallel(t testing.TB, ed, twin *book.Edition, how Parallel, trim string) *Result {
	t.Helper()
	r, err := Edition(t.Context(), Options{Dump: true,
		Edition: ed, Twin: twin, Brief: Brief{Parallel: how, Theme: theme(), Trim: theme().Print.Trims[trim], TrimName: trim, Foundry: foundry}, Templates: fs.FS(templates.FS),
		Pictures: func(src string) (draw.Figure, bool) {
			if !strings.HasSuffix(src, ".svg") {
				return draw.Figure{}, false
			}
			return draw.Figure{Drawing: &draw.Picture{Size: geom.Size{W: 100 * geom.Pt, H: 60 * geom.Pt}}}, true
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestConstructs(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		editions := map[string]*book.Edition{}
		for _, l := range []string{"zh", "en"} {
			if !a.Has(l + ".md") {
				continue
			}
			text := string(a.Input(l + ".md"))
			s := sample{lang: l, chapters: []string{text}}
			if strings.Contains(a.Name, "article") {
				s.kind = book.KindArticle
			}
			if strings.Contains(a.Name, "lists") {
				s.front = places(book.Front, book.RoleFigures, book.RoleTables)
			}
			editions[l] = s.edition(t)
			a.Want(l, dumped(t, set(t, editions[l], "32开")))
		}
		if strings.Contains(a.Name, "lists") {
			a.Want("zh-en", dumped(t, setParallel(t, editions["zh"], editions["en"], Columns, "16开")))
		}
	})
}

func dumped(t testing.TB, r *Result) string {
	t.Helper()
	var out strings.Builder
	if err := forme.Dump(&out, r.Document); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// letters counts the letters, digits and Han characters of a text.
func letters(text string, into map[rune]int, sign int) {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			into[r] += sign
		}
	}
}

// texts calls f with every text of a chapter.
func texts(ch *book.Chapter, f func(string)) {
	v := book.Visitor{
		Run: func(_ book.Block, run []book.Inline) { f(book.Plain(run)) },
		Block: func(b book.Block) bool {
			switch n := b.(type) {
			case *book.CodeBlock:
				f(n.Text)
			case *book.Heading:
				f(n.Number)
			}
			return true
		},
	}
	ch.Walk(v)
	for _, n := range ch.Notes {
		book.Walk(n.Blocks, v)
	}
}

// scribbled is a chapter of everything, at random.
func scribbled(r *rand.Rand, lang string) string {
	words := strings.Fields("贸易 投资 共建，国家。 “倡议” Go语言 2024年 trade investment office — …… 《论语》 （注） infrastructure")
	phrase := func() string {
		var b strings.Builder
		for range 1 + r.Intn(40) {
			w := words[r.Intn(len(words))]
			switch r.Intn(14) {
			case 0:
				w = "**" + w + "**"
			case 1:
				w = "`" + w + "`"
			case 2:
				w = "[" + w + "](https://example.org/)"
			case 3:
				w += "^[" + words[r.Intn(len(words))] + "]"
			case 4:
				w = "*" + w + "*"
			}
			b.WriteString(w)
			if lang == "en" || r.Intn(3) == 0 {
				b.WriteByte(' ')
			}
		}
		return b.String()
	}
	var b strings.Builder
	b.WriteString("题目\n\n")
	for range 2 + r.Intn(12) {
		switch r.Intn(11) {
		case 0:
			b.WriteString("## " + phrase() + "\n\n")
		case 1:
			b.WriteString("- " + phrase() + "\n- " + phrase() + "\n\n  " + phrase() + "\n\n")
		case 2:
			b.WriteString("> " + phrase() + "\n\n")
		case 3:
			b.WriteString("```\n\t" + strings.Join(words, " ") + "\n\n  x\n```\n\n")
		case 4:
			b.WriteString("| a | b |\n|--|--:|\n")
			for range 1 + r.Intn(9) {
				b.WriteString("| " + phrase() + " | 1.5 |\n")
			}
			b.WriteString("\n: " + phrase() + "\n\n")
		case 5:
			b.WriteString("![" + phrase() + "](x.svg)\n\n")
		case 6:
			b.WriteString("> [!NOTE]\n> " + phrase() + "\n\n")
		case 7:
			b.WriteString("1. " + phrase() + "\n   1. " + phrase() + "\n\n")
		default:
			b.WriteString(phrase() + "\n\n")
		}
	}
	return b.String()
}

func TestNoLetterIsLostBetweenManuscriptAndPage(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	for k := range 40 {
		lang := []string{"zh", "en"}[k%2]
		ed := sample{lang: lang, kind: book.KindArticle, chapters: []string{scribbled(r, lang)}}.edition(t)
		missing := map[rune]int{}
		texts(ed.Sections[0].Chapter, func(s string) { letters(s, missing, 1) })
		res := set(t, ed, "32开")
		for _, p := range bound.Of(res.Document).Pages {
			for _, op := range p.Ops {
				if op.Run == nil || op.Tag == draw.Artifact {
					continue
				}
				for _, g := range op.Run.Glyphs {
					letters(g.Text, missing, -1)
				}
			}
		}
		for c, n := range missing {
			if n > 0 {
				t.Errorf("book %d (%s): %q is missing %d times", k, lang, c, n)
			}
		}
	}
}

func TestContentsPrintTheFoliosOfTheirPages(t *testing.T) {
	long := strings.Repeat("共建国家的贸易与投资在过去十二年里持续增长，结构也在变化。", 60)
	s := sample{lang: "zh", front: []book.OutlineEntry{{Role: book.RoleContents, Matter: book.Front, Slug: "contents"}}}
	for i := range 14 {
		s.chapters = append(s.chapters, fmt.Sprintf("第%d篇的题目\n\n## 甲节\n\n%s\n\n## 乙节\n\n%s", i, long, long))
	}
	ed := s.edition(t)
	doc := bound.Of(set(t, ed, "32开").Document)
	seen := 0
	for i := range doc.Pages {
		if !strings.ContainsAny(doc.Pages[i].Label, "ivx") {
			continue
		}
		for _, l := range doc.Pages[i].Links {
			d, ok := doc.Dests[l.Dest]
			if !ok {
				t.Fatalf("no destination %q", l.Dest)
			}
			// The last text of the entry's line is the page number.
			label := ""
			for _, op := range doc.Pages[i].Ops {
				if op.Run != nil && op.At.Y >= l.Area.Y && op.At.Y <= l.Area.Y+l.Area.H && op.Tag != draw.Artifact {
					label = ""
					for _, g := range op.Run.Glyphs {
						label += g.Text
					}
				}
			}
			if want := doc.Pages[d.Page].Label; label != want {
				t.Errorf("%s: the contents say %q, the page %q", l.Dest, label, want)
			}
			seen++
		}
	}
	if seen < 14*3 {
		t.Errorf("only %d entries", seen)
	}
}

func TestFirstPageOfTheTextIsARectoNumberedOne(t *testing.T) {
	doc := bound.Of(set(t, sample{lang: "zh", chapters: []string{"甲\n\n正文。"}}.edition(t), "16开").Document)
	for i, p := range doc.Pages {
		if p.Label == "1" {
			if i%2 != 0 {
				t.Errorf("page 1 is sheet side %d, a verso", i+1)
			}
			return
		}
	}
	t.Error("there is no page 1")
}

func TestSameEditionGivesTheSamePages(t *testing.T) {
	r := rand.New(rand.NewSource(9))
	ed := sample{lang: "zh", chapters: []string{scribbled(r, "zh"), scribbled(r, "zh")}}.edition(t)
	var a, b strings.Builder
	if err := forme.Dump(&a, set(t, ed, "A5").Document); err != nil {
		t.Fatal(err)
	}
	if err := forme.Dump(&b, set(t, ed, "A5").Document); err != nil {
		t.Fatal(err)
	}
	if a.String() != b.String() {
		t.Error("two runs differ")
	}
}

func TestLinkAroundCodeIsOneElement(t *testing.T) {
	s := sample{lang: "en", chapters: []string{"Title\nSee [the `main` function](https://example.org/).\n"}}
	d := bound.Of(set(t, s.edition(t), "32开").Document)
	links := 0
	for _, p := range d.Pages {
		for _, l := range p.Links {
			links++
			if role := d.Elements[l.Tag].Role; role != "Link" {
				t.Errorf("a link belongs to an element %s", role)
			}
		}
	}
	if links == 0 {
		t.Error("no link")
	}
}

// A head without a body fails clause 7.2-14 of veraPDF.
func TestTableOfAHeadOnlyHasABody(t *testing.T) {
	r := set(t, sample{lang: "en", chapters: []string{"Title\n| One |\n|---|\n\nText.\n"}}.edition(t), "32开")
	n := 0
	for _, e := range bound.Of(r.Document).Elements {
		switch e.Role {
		case "THead":
			t.Error("a head that is the head of nothing")
		case "TBody":
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d bodies, want 1", n)
	}
}

func TestBulletsAreInTheFacesOfTheLook(t *testing.T) {
	for _, lang := range []string{"zh", "zh-Hant", "en"} {
		r := set(t, sample{lang: lang, chapters: []string{"Title\n- a\n  - b\n    - c\n      - d\n"}}.edition(t), "32开")
		for _, m := range r.Messages {
			t.Errorf("%s: %v", lang, m)
		}
	}
}

// The embedded faces have the vertical dash under the language of simplified characters only.
func TestDashOfATitleSlipIsVertical(t *testing.T) {
	column := func(lang string) (ids []int) {
		ed := sample{lang: lang, chapters: []string{"题\n文。\n"}}.edition(t)
		ed.Subtitle = "小"
		for _, p := range bound.Of(set(t, ed, "32开").Document).Pages {
			for _, op := range p.Ops {
				if op.Run != nil && strings.HasPrefix(op.Run.Text(), "——") {
					for _, g := range op.Run.Glyphs[:2] {
						ids = append(ids, int(g.ID))
					}
				}
			}
		}
		return ids
	}
	if zh, hant := column("zh"), column("zh-Hant"); len(zh) == 0 || !slices.Equal(zh, hant) {
		t.Errorf("glyphs %v, and %v in traditional characters", zh, hant)
	}
}
