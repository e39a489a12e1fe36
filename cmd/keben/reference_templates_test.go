package main

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/yaml"
	"keben/templates"
)

// templateLists reads what is said of templates.
func templateLists() *yaml.Node {
	const name = "../../docs/manual/templates.yaml"
	raw, err := os.ReadFile(name)
	if err != nil {
		panic(err)
	}
	root, ms := yaml.Parse(source.New(name, raw))
	if len(ms) > 0 {
		panic(ms[0].Place.String() + ": " + ms[0].Text(diag.English))
	}
	return root
}

func TestEveryBuiltInTemplateIsExplained(t *testing.T) {
	var have []string
	err := fs.WalkDir(templates.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if ext := path.Ext(name); err == nil && (ext == ".html" || ext == ".txt") {
			have = append(have, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if said := slices.Sorted(slices.Values(templateLists().Get("files").Keys())); !slices.Equal(said, have) {
		t.Errorf("docs/manual/templates.yaml lists the files\n%q\nwant\n%q", said, have)
	}
}

func writeTemplates(w *chapterWriter) {
	lists := templateLists()
	w.line("%s", w.say("<!-- keben: ignore-file loose-line -- code is not divided -->\n\nTemplates are those of Go's [text/template](https://pkg.go.dev/text/template) in chapters and in print, and of [html/template](https://pkg.go.dev/html/template) on the website.",
		"章节和印刷用的是 Go 的 [text/template](https://pkg.go.dev/text/template)，网站用的是 [html/template](https://pkg.go.dev/html/template)。"))
	for _, s := range []struct {
		key, before          string
		titleEn, titleZh     string
		introEn, introZh, id string
	}{
		{"functions", "", "Functions in chapters", "章节中的函数", "A chapter calls them between `{{` and `}}`.", "在章节里写在 `{{` 与 `}}` 之间。", "template-functions"},
		{"values", ".", "Values in chapters", "章节中的值", "A chapter reads them by a dot and their name.", "在章节里以点和名称取用。", "template-values"},
		{"files", "", "Files", "文件", "A file of the same path in the book's `templates/` folder replaces the built-in one.", "书稿的 `templates/` 文件夹中同一路径的文件会取代内置模板。", "template-files"},
		{"print", ".", "The data of print templates", "印刷模板的数据", "A line that the template prints is a style of the theme with a text, or one of `space`, `fill`, `frame` and `slip`.", "模板印出的每一行是主题中的一个样式加文字，或者 `space`、`fill`、`frame`、`slip` 之一。", "template-print"},
		{"page", ".", "The data of website templates", "网站模板的数据", "Every template of the website is given a page.", "网站的每个模板得到的都是一页的数据。", "template-page"},
	} {
		w.line("## %s {#%s}", w.say(s.titleEn, s.titleZh), s.id)
		w.line("%s", w.say(s.introEn, s.introZh))
		for _, p := range lists.Get(s.key).Pairs {
			w.define("`"+strings.TrimSpace(s.before+p.Key.Value)+"`", p.Value.Get(string(w.lang)).Value)
		}
	}
}
