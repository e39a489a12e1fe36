package press

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

const evilDrawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20" onload="x()"><script>x()</script><rect width="9" height="9"/></svg>`

func TestADrawingIsPublishedRebuiltAndToldOfOnce(t *testing.T) {
	for _, only := range [][]string{nil, {Website}, {PDF}} {
		dir := bilingual(t)
		os.WriteFile(filepath.Join(dir, "content", "a.svg"), []byte(evilDrawing), 0o644)
		for _, lang := range []string{"zh", "en"} {
			os.WriteFile(filepath.Join(dir, "content", lang, "a.md"), []byte("# A\n\n![x](../a.svg)\n\n![y](../a.svg)\n"), 0o644)
		}
		res, err := Build(context.Background(), Options{Dir: dir, Only: only})
		if err != nil {
			t.Fatal(err)
		}
		told := 0
		for _, m := range res.Messages {
			if m.Kind.ID == "svg-removed" {
				told++
				if m.Place.String() != "content/a.svg:1:1" || !strings.Contains(m.Text("en"), "onload (line 1), <script> (line 1)") || !strings.Contains(m.Text("zh"), "onload（第 1 行）、<script>") {
					t.Error(m.Place, m.Text("en"), m.Text("zh"))
				}
			}
		}
		if told != 1 {
			t.Errorf("only %v: told %d times: %v", only, told, texts(res.Messages))
		}
		made, _ := filepath.Glob(filepath.Join(res.Out, "assets", "a-*.svg"))
		if wanted := len(only) == 0 || only[0] == Website; (len(made) == 1) != wanted {
			t.Errorf("only %v: %v", only, made)
		}
		for _, name := range made {
			data, _ := os.ReadFile(name)
			if s := string(data); strings.Contains(s, "script") || strings.Contains(s, "onload") || !strings.Contains(s, `width="30" height="20"`) {
				t.Error(s)
			}
			page, _ := os.ReadFile(filepath.Join(res.Out, "en", "a.html"))
			if !strings.Contains(string(page), path.Base(name)+`" alt="x" width="30" height="20">`) {
				t.Errorf("the page does not state its size\n%s", page)
			}
		}
	}
}

func TestWhatIsNoPictureIsNotPublished(t *testing.T) {
	dir := bilingual(t)
	for name, text := range map[string]string{
		"page.html": "<script>x()</script>", "page.png": "<html><script>x()</script>", "a.svg": "<html xmlns='http://www.w3.org/1999/xhtml'><script>x()</script></html>",
		"b.html": "\x89PNG\r\n\x1a\n<script>x()</script>",
	} {
		os.WriteFile(filepath.Join(dir, "content", name), []byte(text), 0o644)
	}
	os.WriteFile(filepath.Join(dir, "content", "en", "a.md"), []byte("# A\n\n![x](../page.html)\n\n![x](../page.png)\n\n![x](../a.svg)\n\n![x](../b.html)\n"), 0o644)
	res, err := Build(context.Background(), Options{Dir: dir, Only: []string{Website}})
	if err != nil {
		t.Fatal(err)
	}
	all, _ := filepath.Glob(filepath.Join(res.Out, "assets", "*"))
	var others []string
	for _, name := range all {
		if base := filepath.Base(name); !strings.HasPrefix(base, "book-") {
			others = append(others, base)
		}
	}
	if len(others) > 0 { // b.html is no whole PNG either
		t.Errorf("published: %v", others)
	}
	said := strings.Join(texts(res.Messages), "\n")
	for _, want := range []string{"content/page.html: the picture is in a format that", "content/page.png: the picture is in a format that", "content/b.html: the picture is damaged", "content/a.svg"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
}

func TestWidthsAndDrawingsInASessionAreThoseOfACleanBuild(t *testing.T) {
	a := &author{t: t, dir: bilingual(t)}
	a.write("content/a.svg", evilDrawing)
	s := NewSession(Options{Dir: a.dir})
	defer s.Close()
	for i, edit := range []func(){
		func() {
			a.write("content/en/a.md", "# A\n\n![x](../a.svg){width=80%}\n\nText ![y](../a.svg){width=2.5em}.\n")
		},
		func() {
			a.write("content/en/a.md", "# A\n\n![x](../a.svg){width=81%}\n\nText[^1].\n\n[^1]: ![y](../a.svg){width=3cm}\n")
		},
		func() { a.write("content/a.svg", strings.Replace(evilDrawing, "<script>x()</script>", "", 1)) },
		func() { a.write("content/zh/a.md", "# 章\n\n![x](../a.svg){width=33.3%}\n") },
		func() { a.write("content/a.svg", "<html/>") },
		func() { a.write("content/a.svg", evilDrawing) },
	} {
		edit()
		if d := differ(a.build(s), a.clean()); d != "" {
			t.Errorf("after edit %d: %s", i, d)
		}
	}
	p := a.clean()
	style := ""
	for _, f := range p.Files {
		if path.Ext(f.Path) == ".css" {
			style = string(f.Data)
		}
		if path.Ext(f.Path) == ".html" && strings.Contains(string(f.Data), " style=") {
			t.Errorf("%s has a style attribute", f.Path)
		}
	}
	for _, want := range []string{".width-81pc { width: 81%; }", ".width-33_3pc { width: 33.3%; }", ".width-3cm { width: 3cm; }"} {
		if !strings.Contains(style, want) {
			t.Errorf("the stylesheet has no %s", want)
		}
	}
	if strings.Contains(style, "width-80pc") {
		t.Error("the stylesheet has a width that nobody uses")
	}
}
