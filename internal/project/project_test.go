package project

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/tool"
)

// TestProject reads whole folders: book.yaml with its faults, and folders without one.
func TestProject(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		p, ms := Read(a.FS())
		a.Want("project", Dump(p))
		a.Want("messages", report(ms, "en"))
		a.Want("messages.zh", report(ms, "zh"))
	})
}

func report(ms []diag.Message, lang diag.Language) string {
	var b strings.Builder
	for _, m := range diag.Sort(slices.Clone(ms)) {
		fmt.Fprintf(&b, "%s: %s: %s [%s]\n", m.Place, m.Kind.Severity, m.Text(lang), m.Kind.ID)
		if h := m.Hint(lang); h != "" {
			fmt.Fprintf(&b, "    %s\n", h)
		}
	}
	return b.String()
}

func TestBracesAreTemplatesInKebensOwnSyntaxOnly(t *testing.T) {
	for _, c := range []struct {
		yaml      string
		syntax    tool.Name
		templates bool
	}{
		{"", tool.Keben, true},
		{"syntax: keben\n", tool.Keben, true},
		{"syntax: any\n", tool.Any, false},
		{"syntax: vitepress\n", tool.VitePress, false},
		{"syntax: vitepress\ntemplates: true\n", tool.VitePress, true},
		{"templates: false\n", tool.Keben, false},
	} {
		p, ms := Read(fstest.MapFS{Marker: {Data: []byte("title: 港口\n" + c.yaml)}, "content/zh/a.md": {Data: []byte("# 甲\n")}})
		if p.Syntax != c.syntax || p.Templates != c.templates || len(ms) > 0 {
			t.Errorf("%q: syntax %q, templates %v, %v", c.yaml, p.Syntax, p.Templates, ms)
		}
	}
	if p, _ := Read(fstest.MapFS{"a.md": {Data: []byte("# 甲\n")}}); p.Syntax == tool.Keben || p.Templates {
		t.Errorf("without book.yaml: syntax %q, templates %v", p.Syntax, p.Templates)
	}
}

func TestNamesSortAsAPersonWould(t *testing.T) {
	want := []string{"README.md", "01.0.md", "01.1.md", "1.2.md", "2.md", "10.md", "Intro.md", "intro2.md", "intro10.md", "a/index.md", "a/b.md", "a10/x.md"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, compareNatural)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestLanguageOfAPlainFolderIsThatOfItsText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"# 标题\n\n用 `go build ./...` 编译，然后运行 `go test`。\n", "zh"},
		{"# Notes on 道德经\n\nThe text has been translated into English more often than any other Chinese book.\n", "en"},
		{"```\n12345\n```\n", "zh"},
	} {
		p, _ := Read(fstest.MapFS{"a.md": {Data: []byte(c.text)}})
		if p.Languages[0] != c.want {
			t.Errorf("%q is %s, want %s", c.text, p.Languages[0], c.want)
		}
	}
}

func TestTrimsAreThoseOfTheTheme(t *testing.T) {
	p, ms := Read(fstest.MapFS{
		"content/zh/a.md":      {Data: []byte("# 甲\n")},
		"templates/theme.yaml": {Data: []byte("print: {trims: {方开本: {width: 210mm, height: 210mm}}}\n")},
		"book.yaml":            {Data: []byte("title: 甲\noutputs: {pdf: {print: {trim: 方开本}, screen: {trim: {width: 185mm, height: 260mm}}}}\n")},
	})
	if len(ms) > 0 {
		t.Fatal(report(ms, "en"))
	}
	if got := p.Outputs.PDF; len(got) != 2 || got[0].Trim.Name != "方开本" || got[1].Trim.Name != "16开" || p.Outputs.Website != nil {
		t.Errorf("%+v", p.Outputs)
	}
}

func FuzzBook(f *testing.F) {
	for _, s := range []string{
		"", "title: 甲\nchapters: [a]\n", "parts: [{title: x, chapters: [a, a]}, y]\n", "outputs: {pdf: {print: {trim: [}}}}", "editions: {zh-zh: 1, en: {}}",
		"languages: [zh, zh, fr, {a: b}, ~]\n", "authors: [~, {zh: }, [a]]\nisbn: 978\ndate: 2025-13\n", "front: ~\nback: [index, index]\nchapters: [~, '', a.md]\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, ms := Read(fstest.MapFS{"book.yaml": {Data: raw}, "content/zh/a.md": {}, "content/en/b.md": {}})
		if len(p.Languages) == 0 || len(p.Editions) == 0 {
			t.Fatal("no language or no edition")
		}
		if s := Dump(p) + report(ms, "en") + report(ms, "zh"); strings.Contains(s, "%!") && !strings.Contains(string(raw), "%") {
			t.Fatal(s)
		}
	})
}

func FuzzSummary(f *testing.F) {
	for _, s := range []string{"# Summary\n\n[Preface](preface.md)\n\n# One\n\n- [A](a.md)\n    - [B](b/README.md#x)\n\n[End](end.md)\n", "* [x](../y.md)\n* [z]()\n* [w](%zz.md \"t\")", "- [a](a.md)\n- [A](A.md)\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, ms := Read(fstest.MapFS{"SUMMARY.md": {Data: raw}, "a.md": {}, "b/README.md": {}, "preface.md": {}, "end.md": {}})
		if s := report(ms, "en") + report(ms, "zh"); strings.Contains(s, "%!(") && !strings.Contains(string(raw), "%") {
			t.Fatal(s)
		}
		last := 0
		for _, e := range p.Outline {
			if int(e.Matter) < last {
				t.Fatalf("matter goes back at %s", e.Slug)
			}
			last = int(e.Matter)
		}
	})
}

func TestParallelViewsFollowTheEditions(t *testing.T) {
	for _, c := range []struct{ editions, want string }{
		{"", "[zh-en]"},
		{"editions: {zh: {}, en: {}}", "[]"},
		{"editions: {zh: {}, en: {}, zh-en: {parallel: columns}}", "[zh-en]"},
		{"editions: {en-zh: {}}", "[en-zh]"},
	} {
		p, _ := Read(fstest.MapFS{
			Marker:            {Data: []byte("title: 书\nlanguages: [zh, en]\nchapters: [a]\n" + c.editions + "\n")},
			"content/zh/a.md": {Data: []byte("# 甲\n")}, "content/en/a.md": {Data: []byte("# A\n")},
		})
		var names []string
		for _, v := range p.Views {
			names = append(names, v.Name)
		}
		if got := fmt.Sprint(names); got != c.want {
			t.Errorf("%s: views %s, want %s", c.editions, got, c.want)
		}
	}
	p, _ := Read(fstest.MapFS{"zh/a.md": {Data: []byte("# 甲\n")}, "en/a.md": {Data: []byte("# A\n")}})
	if len(p.Views) != 1 {
		t.Errorf("a folder in two languages has %d views", len(p.Views))
	}
}

func TestLanguagesWhoseTagsHaveHyphensAreSetInParallel(t *testing.T) {
	for _, name := range []string{"zh-Hant-en", "en-zh-Hant", "zh-zh-Hant", "zh-Hant-zh"} {
		p, ms := Read(fstest.MapFS{
			Marker:                 {Data: []byte("title: 書\nlanguages: [zh-Hant, zh, en]\nchapters: [a]\neditions: {" + name + ": {parallel: facing}}\n")},
			"content/zh-Hant/a.md": {Data: []byte("# 甲\n")},
		})
		if len(p.Views) != 1 || p.Views[0].Name != name || p.Views[0].Lang+"-"+p.Views[0].Twin != name {
			t.Errorf("%s: views %v, messages %v", name, p.Views, ms)
		}
	}
	p, _ := Read(fstest.MapFS{
		Marker:                 {Data: []byte("title: 書\nlanguages: [zh-Hant, en]\nchapters: [a]\neditions: {zh-Hant-zh-Hant: {}, zh-en: {}, en-: {}}\n")},
		"content/zh-Hant/a.md": {Data: []byte("# 甲\n")},
	})
	if len(p.Views) != 0 {
		t.Errorf("views %v of languages that the book has not", p.Views)
	}
}

func TestGlossaryIsSortedByTheOrderOfTheLanguageUnlessAskedOtherwise(t *testing.T) {
	for extra, want := range map[string]string{"": "", "glossary: {sort: pinyin}": "pinyin", "glossary: {sort: stroke}": "stroke", "glossary: {sort: strokes}": ""} {
		p, ms := Read(fstest.MapFS{
			Marker:            {Data: []byte("title: 书\nlanguages: [zh]\nchapters: [a]\n" + extra + "\n")},
			"content/zh/a.md": {Data: []byte("# 甲\n")},
		})
		if p.GlossarySort != want || diag.HasErrors(ms) != strings.HasSuffix(extra, "strokes}") {
			t.Errorf("%s: %s, %v", extra, p.GlossarySort, ms)
		}
	}
}

func TestFoldersOfRegionsAreTheirLanguages(t *testing.T) {
	for folder, want := range map[string]string{
		"zh-TW": "zh-Hant", "zh_tw": "zh-Hant", "zh-hant": "zh-Hant", "zh-HK": "zh-Hant", "zh-CN": "zh", "zh_hans": "zh", "en-gb": "en", "en_US": "en",
	} {
		p, _ := Read(fstest.MapFS{"docs/" + folder + "/a.md": {Data: []byte("# 甲\n")}})
		if len(p.Languages) != 1 || p.Languages[0] != want {
			t.Errorf("%s: %v, want %s", folder, p.Languages, want)
		}
	}
}

func TestAPlainFolderTellsItsLanguageByItsText(t *testing.T) {
	for text, want := range map[string]string{
		"這是臺灣來的書，說的是鐵路。": "zh-Hant", "这是大陆来的书，说的是铁路。": "zh", "山水": "zh", "A book of rails.": "en",
		"这里引“說文”二字，其余都是简体的说明。": "zh",
	} {
		p, _ := Read(fstest.MapFS{"a.md": {Data: []byte("# " + text + "\n")}})
		if len(p.Languages) != 1 || p.Languages[0] != want {
			t.Errorf("%s: %v, want %s", text, p.Languages, want)
		}
	}
}
