package address

import (
	"testing"
	"testing/fstest"

	"keben/internal/tool"
)

// shelf is a book of two languages in folders, with files around it.
func shelf(name tool.Name) *Index {
	return NewIndex(Book{
		Languages: []string{"zh", "en"}, Tool: name,
		Folders: map[string]string{"zh": "docs/zh", "en": "docs/en"},
		Files: map[string]map[string]string{
			"zh": {"start": "docs/zh/README.md", "one": "docs/zh/one.md", "water": "docs/zh/water/index.md", "water-river": "docs/zh/water/river.md",
				"guide": "docs/zh/02-guide/index.md", "guide-b": "docs/zh/02-guide/01-b.md", "rain": "docs/zh/rain.qmd"},
			"en": {"start": "docs/en/README.md", "one": "docs/en/one.md", "water-river": "docs/en/water/river.md", "colon": "docs/en/a:b.md"},
		},
	})
}

var around = fstest.MapFS{
	"docs/zh/code/x.py": {}, "docs/zh/LICENSE": {}, "docs/public/a.zip": {}, "static/b.pdf": {}, "docs/zh/water/Map.PNG": {}, "content/figures/c.png": {},
	"docs/zh/notes.md": {}, "docs/zh/100%.txt": {}, "docs/zh/图 (1).png": {}, "docs/zh/one/d.png": {}, "docs/assets/e.png": {},
}

func TestEveryHabitLeadsToItsPlace(t *testing.T) {
	const one, river = "docs/zh/one.md", "docs/zh/water/river.md"
	for _, c := range []struct {
		tool         tool.Name
		from, target string
		want         Place
	}{
		// Beside the file, with each ending and none.
		{tool.Keben, one, "water/river.md", Place{Kind: Chapter, Slug: "water-river"}},
		{tool.Keben, one, "./water/river.markdown#a", Place{Kind: Chapter, Slug: "water-river", Fragment: "a"}},
		{tool.Keben, one, "water/river.mmark", Place{Kind: Chapter, Slug: "water-river"}},
		{tool.Docusaurus, one, "water/river.mdx", Place{Kind: Chapter, Slug: "water-river"}},
		{tool.Quarto, one, "rain.qmd", Place{Kind: Chapter, Slug: "rain"}},
		{tool.Bookdown, one, "rain.Rmd", Place{Kind: Chapter, Slug: "rain"}},
		{tool.GitBook, one, "water/river.html?x=1#a", Place{Kind: Chapter, Slug: "water-river", Fragment: "a"}},
		{tool.VitePress, one, "water/river", Place{Kind: Chapter, Slug: "water-river"}},
		{tool.Keben, river, "../one.md", Place{Kind: Chapter, Slug: "one"}},
		{tool.Keben, one, `water\river.md`, Place{Kind: Chapter, Slug: "water-river"}},
		{tool.Keben, one, "%77ater/river.md#%E8%8A%82", Place{Kind: Chapter, Slug: "water-river", Fragment: "节"}},
		{tool.Keben, one, "#a%20b", Place{Kind: Chapter, Fragment: "a b"}},
		{tool.Keben, one, "../en/water/river.md", Place{Kind: Chapter, Slug: "water-river"}},
		// Folders.
		{tool.Hugo, one, "water", Place{Kind: Chapter, Slug: "water"}},
		{tool.Hugo, one, "water/", Place{Kind: Chapter, Slug: "water"}},
		{tool.MkDocs, one, "water/index.html", Place{Kind: Chapter, Slug: "water"}},
		{tool.GitBook, one, "water/README.md", Place{Kind: Chapter, Slug: "water"}},
		{tool.GitBook, river, ".", Place{Kind: Chapter, Slug: "water"}},
		{tool.GitBook, river, "..", Place{Kind: Chapter, Slug: "start"}},
		// The page of a chapter is a folder.
		{tool.MkDocs, one, "../water/river/", Place{Kind: Chapter, Slug: "water-river"}},
		{tool.Hugo, river, "../../one/", Place{Kind: Chapter, Slug: "one"}},
		{tool.Hugo, river, "../", Place{Kind: Chapter, Slug: "water"}},
		{tool.MkDocs, river, "../#a", Place{Kind: Chapter, Slug: "water", Fragment: "a"}},
		{tool.Hugo, "docs/zh/water/index.md", "river/", Place{Kind: Chapter, Slug: "water-river"}},
		// From the root of the site.
		{tool.VitePress, one, "/water/river", Place{Kind: Chapter, Slug: "water-river"}},
		{tool.VitePress, one, "/en/water/river.html#a", Place{Kind: Chapter, Slug: "water-river", Fragment: "a"}},
		{tool.Hugo, one, "/zh-CN/water/river/", Place{Kind: Chapter, Slug: "water-river"}},
		{tool.Hugo, one, "/docs/zh/water/river.md", Place{Kind: Chapter, Slug: "water-river"}},
		{tool.VitePress, one, "@/water/river.md", Place{Kind: Chapter, Slug: "water-river"}},
		{tool.Docusaurus, one, "/docs/water/river", Place{Kind: Chapter, Slug: "water-river"}},
		{tool.Docusaurus, one, "@site/docs/zh/one.md", Place{Kind: Chapter, Slug: "one"}},
		{tool.Docusaurus, one, "/docs/guide/b", Place{Kind: Chapter, Slug: "guide-b"}},
		{tool.Docusaurus, one, "guide/b", Place{Kind: Chapter, Slug: "guide-b"}},
		{tool.Docusaurus, one, "guide/", Place{Kind: Chapter, Slug: "guide"}},
		{tool.Hugo, one, "/", Place{Kind: Chapter, Slug: "start"}},
		{tool.Hugo, one, "/zh/", Place{Kind: Chapter, Slug: "start"}},
		{tool.Docsify, river, "one.md", Place{Kind: Chapter, Slug: "one"}},
		{tool.Docsify, river, "../one.md", Place{Kind: Chapter, Slug: "one"}},
		{tool.Docsify, river, "./?id=a", Place{Kind: Chapter, Slug: "water", Fragment: "a"}},
		{tool.Docsify, river, "one.md?id=a", Place{Kind: Chapter, Slug: "one", Fragment: "a"}},
		{tool.Docsify, river, "#/water/river?id=a", Place{Kind: Chapter, Slug: "water-river", Fragment: "a"}},
		{tool.Docsify, river, "/#/one", Place{Kind: Chapter, Slug: "one"}},
		// By the name alone.
		{tool.Hugo, one, "river.md", Place{Kind: Chapter, Slug: "water-river"}},
		{tool.Obsidian, one, "river", Place{Kind: Chapter, Slug: "water-river"}},
		{tool.Keben, one, "water-river.html", Place{Kind: Chapter, Slug: "water-river"}},
		{tool.Keben, one, "wrong/river.md", Place{Kind: Chapter, Slug: "water-river"}},
		{tool.Keben, one, "river", Place{}},
		// In another letter case.
		{tool.Keben, one, "Water/River.md", Place{Kind: Chapter, Slug: "water-river", Recased: true}},
		{tool.Keben, one, "water/map.png", Place{Kind: File, File: "docs/zh/water/Map.PNG", Recased: true}},
		// Files.
		{tool.Keben, one, "code/x.py", Place{Kind: File, File: "docs/zh/code/x.py"}},
		{tool.Keben, one, "LICENSE", Place{Kind: File, File: "docs/zh/LICENSE"}},
		{tool.Keben, one, "notes.md", Place{Kind: File, File: "docs/zh/notes.md"}},
		{tool.Keben, one, "100%.txt", Place{Kind: File, File: "docs/zh/100%.txt"}},
		{tool.VitePress, one, "/a.zip", Place{Kind: File, File: "docs/public/a.zip"}},
		{tool.Hugo, one, "/b.pdf", Place{Kind: File, File: "static/b.pdf"}},
		{tool.Docusaurus, one, "pathname:///b.pdf", Place{Kind: File, File: "static/b.pdf"}},
		{tool.Docusaurus, one, "@site/static/b.pdf", Place{Kind: File, File: "static/b.pdf"}},
		// Elsewhere.
		{tool.Keben, one, "https://example.org/one.md#a", Place{Kind: Outside, Fragment: "a"}},
		{tool.Keben, one, "mailto:a@example.org", Place{Kind: Outside}},
		{tool.Keben, one, "//example.org/one.md", Place{Kind: Outside}},
		{tool.Keben, one, "../../../one.md", Place{Kind: Away}},
		{tool.Keben, one, "file:///etc/passwd", Place{Kind: Away}},
		{tool.Keben, one, `C:\one.md`, Place{Kind: Away}},
		{tool.Keben, one, " ", Place{Kind: Empty}},
		{tool.Keben, one, "/nowhere", Place{}},
		{tool.Keben, one, "nowhere.md#a", Place{Fragment: "a"}},
		{tool.Keben, one, "docs/zh/water/river/x", Place{}},
	} {
		got := shelf(c.tool).Find(Link{From: c.from, Lang: "zh", Target: c.target}, around)
		if got != c.want {
			t.Errorf("%s: %q in %s is %+v, want %+v", c.tool, c.target, c.from, got, c.want)
		}
	}
}

func TestTheRootOfASiteWithoutAnOpeningIsTheStartOfTheBook(t *testing.T) {
	x := NewIndex(Book{Languages: []string{"zh"}, Folders: map[string]string{"zh": "docs"}, Files: map[string]map[string]string{"zh": {"one": "docs/one.md"}}})
	for _, target := range []string{"/", "/index.html", "/zh/", "./", "index.html"} {
		if p := x.Find(Link{From: "docs/one.md", Lang: "zh", Target: target}, nil); p.Kind != Home {
			t.Errorf("%q is %+v", target, p)
		}
	}
}

func TestAPageIsFoundByTheAddressThatItsChapterGives(t *testing.T) {
	x := NewIndex(Book{Languages: []string{"zh"}, Tool: tool.Docusaurus, Folders: map[string]string{"zh": "docs"},
		Files: map[string]map[string]string{"zh": {"start": "docs/start.md", "guide-b": "docs/guide/b.md", "c": "docs/c.md"}},
		Own:   map[string][]string{"docs/start.md": {"/"}, "docs/guide/b.md": {"bee", "/old/b/"}, "docs/c.md": {"guide/b"}}})
	for target, slug := range map[string]string{"/docs/": "start", "/": "start", "guide/bee": "guide-b", "/docs/guide/bee": "guide-b", "/old/b": "guide-b", "guide/b": "guide-b"} {
		if p := x.Find(Link{From: "docs/start.md", Lang: "zh", Target: target}, nil); p.Slug != slug {
			t.Errorf("%q is %+v", target, p)
		}
	}
}

func TestThePartnerOfATranslationIsNamedWithoutItsLanguage(t *testing.T) {
	x := NewIndex(Book{Languages: []string{"en", "zh"}, Folders: map[string]string{}, Files: map[string]map[string]string{
		"en": {"a": "a.md"}, "zh": {"a": "a.zh.md", "b": "b.zh.md"}}})
	for target, slug := range map[string]string{"b.md": "b", "b": "b", "b.zh.md": "b", "/a/": "a"} {
		if p := x.Find(Link{From: "a.zh.md", Lang: "zh", Target: target}, nil); p.Slug != slug {
			t.Errorf("%q is %+v", target, p)
		}
	}
}

func TestPicturesAreFoundWhereToolsKeepThem(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"c.png", "content/figures/c.png"}, {"图%20(1).png", "docs/zh/图 (1).png"}, {"图 (1).png", "docs/zh/图 (1).png"}, {"water/MAP.png", "docs/zh/water/Map.PNG"},
		{"d.png", "docs/zh/one/d.png"}, {"/e.png", "docs/assets/e.png"}, {"/c.png", "content/figures/c.png"}, {"@/water/Map.PNG", "docs/zh/water/Map.PNG"}, {"none.png", ""},
	} {
		p, tried := shelf(tool.Hugo).Picture(Link{From: "docs/zh/one.md", Lang: "zh", Target: c.src}, around)
		if p.File != c.want || (p.File == "") != (len(tried) > 0) {
			t.Errorf("%q is %+v, tried %q", c.src, p, tried)
		}
	}
}
