package website

import (
	"bytes"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/golden"
)

func mustContain(t *testing.T, page []byte, parts ...string) {
	t.Helper()
	for _, s := range parts {
		if !bytes.Contains(page, []byte(s)) {
			t.Errorf("missing: %s", s)
		}
	}
}

func mustNotContain(t *testing.T, page []byte, parts ...string) {
	t.Helper()
	for _, s := range parts {
		if bytes.Contains(page, []byte(s)) {
			t.Errorf("should not be there: %s", s)
		}
	}
}

func TestTwinsPointAtEachOtherAndAtTheDoor(t *testing.T) {
	in := sampleInput(t)
	in.URL = "https://example.org/book"
	files := build(t, in)
	mustContain(t, files["zh/stage.html"],
		`<link rel="canonical" href="https://example.org/book/zh/stage.html">`,
		`<link rel="alternate" hreflang="zh-Hans" href="https://example.org/book/zh/stage.html">`,
		`<link rel="alternate" hreflang="en" href="https://example.org/book/en/stage.html">`,
		`hreflang="x-default" href="https://example.org/book/zh/stage.html"`)
	mustContain(t, files["en/stage.html"], `<html lang="en"`, `hreflang="zh-Hans" href="https://example.org/book/zh/stage.html"`)
	mustContain(t, files["en/index.html"],
		`<link rel="canonical" href="https://example.org/book/en/">`, `hreflang="x-default" href="https://example.org/book/"`)
	mustContain(t, files["index.html"], `hreflang="en" href="https://example.org/book/en/"`)
	mustContain(t, files["zh/空间.html"], `href="https://example.org/book/zh/%E7%A9%BA%E9%97%B4.html"`)
}

func TestWithoutAnAddressNothingIsAbsolute(t *testing.T) {
	files := build(t, sampleInput(t))
	mustContain(t, files["zh/stage.html"], `<link rel="alternate" hreflang="en" href="../en/stage.html">`)
	mustNotContain(t, files["zh/stage.html"], `rel="canonical"`, "x-default")
	mustNotContain(t, files["index.html"], "hreflang=\"x-default\"", `rel="alternate"`)
}

func TestSwitchOfAChapterWithoutTwinLeadsToTheStartPage(t *testing.T) {
	page := build(t, sampleInput(t))["zh/空间.html"]
	mustContain(t, page, `<a href="../en/index.html" lang="en"`, "This chapter has no English version yet")
	mustNotContain(t, page, `rel="alternate"`)
}

func TestOnlyTheOpenChapterShowsItsSections(t *testing.T) {
	files := build(t, sampleInput(t))
	mustContain(t, files["zh/stage.html"], `<li><a href="stage.html" aria-current="page">`, `<a href="#ports">`)
	mustNotContain(t, files["zh/stage.html"], `.html#port"><span class="number">一、</span>`)
	mustNotContain(t, files["zh/preface.html"], "stage.html#ports")
	mustContain(t, files["zh/index.html"], "stage.html#ports")
}

func TestJournalFactsAppearOnlyWhenGiven(t *testing.T) {
	files := build(t, sampleInput(t))
	mustContain(t, files["zh/stage.html"], "中图分类号", "F125", "文章编号", "基金项目", `<section class="in-english" lang="en">`)
	mustNotContain(t, files["zh/stage.html"], "文献标识码")
	mustNotContain(t, files["zh/空间.html"], `class="abstract"`, `class="in-english"`, `class="notes"`, `class="signature"`)
	mustContain(t, files["zh/preface.html"], `<time datetime="2025-09">2025年9月</time>`)
}

func TestNothingIsInvented(t *testing.T) {
	in := sampleInput(t)
	bare := &book.Edition{
		Name: "zh", Lang: "zh", Kind: book.KindBook, Meta: book.Meta{Title: "书"},
		Sections: []book.Section{{Role: book.RoleChapter, Slug: "a", Title: text("甲"), Chapter: &book.Chapter{Slug: "a", Title: text("甲")}}},
		Contents: []book.Entry{{Depth: 1, Title: text("甲"), Slug: "a"}},
	}
	in.Editions, in.Downloads = []*book.Edition{bare}, nil
	files := build(t, in)
	checkLinks(t, files)
	mustNotContain(t, files["zh/index.html"], "colophon", "byline", "downloads", "summary\"", "description")
	mustNotContain(t, files["zh/a.html"], "byline", "affiliation", "abstract", "<time", "description")
}

func TestAPartWithoutChaptersHasNoPage(t *testing.T) {
	in := sampleInput(t)
	ed := in.Editions[1]
	ed.Sections = append(ed.Sections, book.Section{Role: book.RolePart, Matter: book.Main, Slug: "part-2", Title: text("Empty")})
	ed.Contents = append(ed.Contents, book.Entry{Depth: 0, Matter: book.Main, Title: text("Empty"), Slug: "part-2"})
	files := build(t, in)
	if files["en/part-2.html"] != nil || bytes.Contains(files["en/index.html"], []byte("Empty")) {
		t.Error("an empty part is shown")
	}
	checkLinks(t, files, downloads(in)...)
}

func TestGeneratedSectionsStandOnTheStartPage(t *testing.T) {
	in := sampleInput(t)
	ch := in.Editions[0].Sections[0].Chapter
	for _, slug := range []string{"contents", "colophon", "references"} {
		ch.Blocks = append(ch.Blocks, para("", &book.Link{Slug: slug, Content: text(slug)}))
	}
	files := build(t, in)
	mustContain(t, files["zh/preface.html"], `<a href="index.html#contents">`, `<a href="index.html#colophon">`, `<a href="index.html">references`)
	checkLinks(t, files, downloads(in)...)
}

func TestAPictureThatCannotBeReadIsAWarning(t *testing.T) {
	in := sampleInput(t)
	in.Asset = nil
	files, msgs, err := Build(in)
	if err != nil || len(files) == 0 || len(msgs) != 1 || msgs[0].Kind != pictureLost {
		t.Fatal(err, len(files), msgs)
	}
	mustContain(t, byPath(t, files)["zh/stage.html"], "缺少图片：content/figures/trade.png")
}

func TestPicturesStateTheirSize(t *testing.T) {
	mustContain(t, build(t, sampleInput(t))["zh/stage.html"], `alt="贸易额逐年上升的柱状图" width="640" height="240">`)
}

func TestRawHTMLPassesOnlyWhenAllowed(t *testing.T) {
	in := sampleInput(t)
	ch := in.Editions[0].Sections[0].Chapter
	ch.Blocks = append(ch.Blocks, &book.HTMLBlock{Text: "<video-player></video-player>"})
	mustNotContain(t, build(t, in)["zh/preface.html"], "<video-player>")
	in.AllowRawHTML = true
	mustContain(t, build(t, in)["zh/preface.html"], "<video-player>")
}

func TestTitlesInTheContentsCarryNoLinksAndNoNotes(t *testing.T) {
	in := sampleInput(t)
	title := []book.Inline{
		&book.Emph{Content: text("甲")}, &book.Link{Target: "https://example.org/", Content: text("乙")},
		&book.NoteRef{Label: "a", Number: 1}, &book.HardBreak{}, &book.Ref{Slug: "stage", Text: "表1"},
	}
	ed := in.Editions[0]
	ed.Sections[3].Title, ed.Contents[2].Title = title, title
	files := build(t, in)
	mustContain(t, files["zh/index.html"], `<span class="title"><em>甲</em>乙 表1</span>`)
	mustContain(t, files["zh/stage.html"], `href="https://example.org/" rel="external">乙</a>`) // the title itself keeps them
	checkLinks(t, files, downloads(in)...)
}

func TestFileNamesNeverClash(t *testing.T) {
	in := sampleInput(t)
	ed := &book.Edition{Name: "en", Lang: "en", Meta: book.Meta{Title: "Names"}}
	for _, slug := range []string{"index", "a/b", "a-b", "A-B", "c:d", "e f", "100%", "é?#"} {
		ed.Sections = append(ed.Sections, book.Section{
			Role: book.RoleChapter, Slug: slug, Title: text(slug),
			Chapter: &book.Chapter{Slug: slug, Title: text(slug), Blocks: []book.Block{
				para("p1", &book.Link{Target: "x", Slug: "index", Content: text("to index")}),
			}},
		})
		ed.Contents = append(ed.Contents, book.Entry{Depth: 1, Title: text(slug), Slug: slug})
	}
	in.Editions, in.Downloads = []*book.Edition{ed}, nil
	files := build(t, in)
	checkLinks(t, files)
	lower := map[string]bool{}
	for name := range files {
		if lower[strings.ToLower(name)] {
			t.Errorf("%s clashes where case is ignored", name)
		}
		lower[strings.ToLower(name)] = true
	}
	if len(files) != 1+1+8+3 {
		t.Errorf("%d files", len(files))
	}
}

func TestTitlesAreEscaped(t *testing.T) {
	in := sampleInput(t)
	evil := `<script>alert("x")</script>&amp;`
	in.Editions[1].Title, in.Editions[1].Summary = evil, evil
	in.Editions[1].Sections[0].Title = text(evil)
	in.Editions[1].Sections[0].Chapter.Signed = evil
	in.Editions[1].Contents[0].Title = text(evil)
	for name, data := range build(t, in) {
		if strings.HasSuffix(name, ".html") && bytes.Contains(data, []byte("<script>")) {
			t.Errorf("%s: text became markup", name)
		}
	}
}

func TestBookTemplateReplacesBuiltIn(t *testing.T) {
	in := sampleInput(t)
	in.Templates = Overlay(fstest.MapFS{
		"parts/turn.html":  {Data: []byte(`<p>{{.Word "next"}} mine</p>`)},
		"parts/extra.html": {Data: []byte(`<p>extra</p>`)},
		"door.html":        {Data: []byte(`{{template "layout.html" .}}{{define "main"}}<h1>my door</h1>{{template "parts/extra.html"}}{{end}}`)},
		"style/9-own.css":  {Data: []byte("p { color: teal }")},
	}, in.Templates)
	files := build(t, in)
	mustContain(t, files["zh/stage.html"], "<p>下一章 mine</p>")
	mustContain(t, files["index.html"], "<h1>my door</h1><p>extra</p>", "<!DOCTYPE html>")
	for name, data := range files {
		if strings.HasSuffix(name, ".css") && !bytes.HasSuffix(data, []byte("p { color: teal }\n")) {
			t.Error("the book's stylesheet is not the last word")
		}
	}
}

// A PDF that the preview has not made yet is offered without a size.
func TestADownloadWithoutASizeSaysNone(t *testing.T) {
	in := sampleInput(t)
	for i := range in.Downloads {
		in.Downloads[i].Size = 0
	}
	for name, page := range build(t, in) {
		if bytes.Contains(page, []byte("0 B")) || bytes.Contains(page, []byte(`class="size"`)) {
			t.Errorf("%s shows a size", name)
		}
	}
}

func TestTemplateFaultsAreMessagesWithAPlace(t *testing.T) {
	for _, c := range []struct{ name, file, text, at, says, zh string }{
		{"syntax", "parts/turn.html", "<p>\n{{if}}</p>", "templates/website/parts/turn.html:2:1", "a value is missing after if", "if 之后缺少值"},
		{"unclosed", "chapter.html", "{{define \"main\"}}", "templates/website/chapter.html:1:1", "an action has no {{ end }}", "缺少 {{ end }}"},
		{"unknown field", "parts/turn.html", "<p>\n续{{.Nonsense}}</p>", "templates/website/parts/turn.html:2:4", "<.Nonsense>: there is no `Nonsense` here", "<.Nonsense>：此处没有 `Nonsense`"},
		{"unknown function", "door.html", "{{shout .}}", "templates/website/door.html:1:1", "there is no function `shout`", "没有函数 `shout`"},
		{"unknown word", "parts/turn.html", "<p>\n{{.Word \"no-such\"}}</p>", "templates/website/parts/turn.html:2:3", "<.Word>: Word: there is no interface word `no-such`", "<.Word>: Word：没有界面用语 `no-such`"},
		{"unknown template", "part.html", "\n{{template \"no.html\"}}", "templates/website/part.html:2:12", "there is no template `no.html`", "没有模板 `no.html`"},
		{"unsafe context", "start.html", "<a href=\"{{if .Title}}x\">{{end}}", "templates/website/start.html:1:15", "the branches of {{if}} do not close the same tags", "{{if}} 各分支闭合的标签和引号不一致"},
		{"inside an item", "parts/contents-item.html", "{{.No}}", "templates/website/parts/contents-item.html:1:3", "<.No>: there is no `No` here", "<.No>：此处没有 `No`"},
		{"endless loop", "chapter.html", "{{define \"main\"}}<a href=\"\n {{range 1000000000000}}{{end}}\">{{end}}{{template \"layout.html\" .}}", "templates/website/chapter.html:2:2", "runs too often", ""},
		{"endless loop in a script", "parts/turn.html", "<script>{{range 1000000000000}}{{if .}}{{end}}{{end}}</script>", "templates/website/parts/turn.html:1:9", "runs too often", ""},
		{"endless text", "start.html", "\n{{range 1000000000000}}" + strings.Repeat("0123456789", 1000) + "{{end}}", "templates/website/start.html:2:1", "prints more than 128 MB", ""},
		{"endless recursion", "parts/turn.html", "<p>\n{{template \"parts/turn.html\" .}}</p>", "templates/website/parts/turn.html:1:1", "calls itself without end", ""},
		{"wide format", "door.html", "{{printf \"" + strings.Repeat("%1000000d", 20) + "\" 1}}", "templates/website/door.html:1:3", "longer than 1 MB", ""},
		{"loops in loops", "door.html", strings.Repeat("{{range 2}}", 30) + strings.Repeat("{{end}}", 30), "templates/website/door.html:1:111", "nested here", ""},
	} {
		if testing.Short() && strings.HasPrefix(c.name, "endless loop") {
			continue // it takes longer than the others together, until the limit of a page is reached
		}
		t.Run(c.name, func(t *testing.T) {
			in := sampleInput(t)
			in.Templates = Overlay(fstest.MapFS{c.file: {Data: []byte(c.text)}}, in.Templates)
			files, msgs, err := Build(in)
			if err != nil || len(files) != 0 {
				t.Fatalf("%d files, error %v", len(files), err)
			}
			if len(msgs) != 1 {
				t.Fatalf("%d messages: %v", len(msgs), msgs)
			}
			m := msgs[0]
			if m.Kind.Severity != diag.Error || m.Place.String() != c.at || !strings.Contains(m.Text("en"), c.says) {
				t.Errorf("got %s: %s, want %s: … %s", m.Place, m.Text("en"), c.at, c.says)
			}
			if want := "页面模板无法使用：" + c.zh; c.zh != "" && m.Text("zh") != want {
				t.Errorf("got %s, want %s", m.Text("zh"), want)
			}
		})
	}
}

func TestSameInputSameFiles(t *testing.T) {
	in := sampleInput(t)
	a, _, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	b, _, _ := Build(in)
	if len(a) != len(b) {
		t.Fatal(len(a), len(b))
	}
	for i := range a {
		if a[i].Path != b[i].Path || !bytes.Equal(a[i].Data, b[i].Data) {
			t.Errorf("%s differs", a[i].Path)
		}
	}
}

func TestOverlayJoinsFolders(t *testing.T) {
	o := Overlay(fstest.MapFS{"a/x": {Data: []byte("upper")}}, fstest.MapFS{"a/x": {}, "a/y": {Data: []byte("lower")}, "b/z": {}})
	var names []string
	err := fs.WalkDir(o, ".", func(name string, d fs.DirEntry, err error) error { names = append(names, name); return err })
	if err != nil || !slices.Equal(names, []string{".", "a", "a/x", "a/y", "b", "b/z"}) {
		t.Error(names, err)
	}
	x, _ := fs.ReadFile(o, "a/x")
	y, _ := fs.ReadFile(o, "a/y")
	if string(x) != "upper" || string(y) != "lower" {
		t.Errorf("%q %q", x, y)
	}
	if _, err := fs.ReadDir(o, "none"); err == nil {
		t.Error("a folder that is nowhere can be read")
	}
}

func TestDescriptionEndsWithASentence(t *testing.T) {
	long := strings.Repeat("这是一句话，不长也不短，正好二十个字上下。", 20)
	got := description(long)
	if !strings.HasSuffix(got, "。") || len([]rune(got)) > 150 || len([]rune(got)) < 70 {
		t.Errorf("%d: %s", len([]rune(got)), got)
	}
	if got := description("One  line\nonly."); got != "One line only." {
		t.Errorf("%q", got)
	}
	if got := description(strings.Repeat("word ", 100)); !strings.HasSuffix(got, "word…") {
		t.Errorf("%q", got)
	}
	if got := description(strings.Repeat("x", 1000)); len(got) > 310 {
		t.Error(len(got))
	}
	if got := description("It grew by 3.1 per cent. " + strings.Repeat("And so on 3.1 again ", 30)); strings.HasSuffix(got, "3.") {
		t.Errorf("%q", got)
	}
}

func TestASlipIsShortAndAllHan(t *testing.T) {
	for title, want := range map[string]bool{
		"携手推动世界现代化": true, "": false, "Go语言": false, "向新而行：展望": false, "一二三四五六七八九十一二三": false,
	} {
		if isSlip(title) != want {
			t.Errorf("%s: %v", title, !want)
		}
	}
}

func BenchmarkSite(b *testing.B) {
	in := sampleInput(b)
	for b.Loop() {
		if _, _, err := Build(in); err != nil {
			b.Fatal(err)
		}
	}
}

// hash is the part of an asset's name that changes with its content.
var hash = regexp.MustCompile(`(assets/[^"]*-)[0-9a-f]{10}(\.)`)

func TestPages(t *testing.T) {
	golden.Run(t, "testdata/site.txtar", func(t *testing.T, a *golden.Archive) {
		in := parallelInput(t)
		in.URL = string(bytes.TrimSpace(a.Input("url")))
		files, msgs, err := Build(in)
		if err != nil || len(msgs) > 0 {
			t.Fatal(err, msgs)
		}
		for _, f := range files {
			if strings.HasSuffix(f.Path, ".html") {
				a.Want(f.Path, hash.ReplaceAllString(string(f.Data), "${1}HASH$2"))
			}
		}
	})
}

// A long book: the time of a page must not grow with the number of chapters.
func BenchmarkChapterPageOfALongBook(b *testing.B) {
	in := sampleInput(b)
	long := chineseEdition()
	model := long.Sections[3]
	long.Sections, long.Contents = nil, nil
	const chapters = 200
	for i := range chapters {
		sec := model
		sec.Slug = "chapter-" + strconv.Itoa(i)
		long.Sections = append(long.Sections, sec)
		long.Contents = append(long.Contents, book.Entry{Depth: 1, Number: sec.Number, Title: sec.Title, Slug: sec.Slug})
		for j := range 8 {
			long.Contents = append(long.Contents, book.Entry{Depth: 2, Number: "一、", Title: text("港口"), Slug: sec.Slug, ID: "h" + strconv.Itoa(j)})
		}
	}
	in.Editions = []*book.Edition{long}
	for b.Loop() {
		if _, _, err := Build(in); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/chapters, "µs/page")
}
