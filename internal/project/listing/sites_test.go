package listing

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"keben/internal/golden"
	"keben/internal/tool"
)

// sites are the lists of the books of which package press/tools has the sites that the tools themselves make.
var sites = map[string][]struct {
	lang         string
	tool         tool.Name
	file, folder string
	home         string // the folder of the site, below folder
	only, not    string // the entries of the language, in a list of several
}{
	"vitepress":       {{"zh", tool.VitePress, "docs/.vitepress/config.mts", "docs", "", "docs/", "docs/en/"}, {"en", tool.VitePress, "docs/.vitepress/config.mts", "docs", "en", "docs/en/", "-"}},
	"honkit":          {{"zh", tool.GitBook, "zh/SUMMARY.md", "zh", "", "", "-"}, {"en", tool.GitBook, "en/SUMMARY.md", "en", "", "", "-"}},
	"docusaurus":      {{"zh", tool.Docusaurus, "sidebars.js", "docs", "", "", "-"}, {"en", tool.Docusaurus, "sidebars.js", "i18n/en/docusaurus-plugin-content-docs/current", "", "", "-"}},
	"docusaurus-auto": {{"zh", tool.Docusaurus, "sidebars.js", "docs", "", "", "-"}},
	"docsify":         {{"zh", tool.Docsify, "docs/_sidebar.md", "docs", "", "", "-"}, {"en", tool.Docsify, "docs/en/_sidebar.md", "docs", "en", "", "-"}},
	"hugo":            {{"zh", tool.Hugo, "", "content/zh", "", "", "-"}, {"en", tool.Hugo, "", "content/en", "", "", "-"}},
	"mkdocs":          {{"zh", tool.MkDocs, "mkdocs.yml", "docs", "", "", "-"}, {"en", tool.MkDocs, "en/mkdocs.yml", "en/docs", "", "", "-"}},
}

// A list has the entries, the nesting and the titles that the tool's own site shows.
func TestListsAreThoseOfTheToolsOwnSites(t *testing.T) {
	const books = "../../press/tools/testdata/"
	golden.Run(t, books+"*.txtar", func(t *testing.T, a *golden.Archive) {
		shown, err := os.ReadFile(filepath.FromSlash(books + a.Name + ".want"))
		if err != nil || len(sites[a.Name]) == 0 {
			t.Fatalf("%s is not compared: %v", a.Name, err)
		}
		for _, site := range sites[a.Name] {
			list, ms := Read(a.FS(), site.tool, site.file, site.folder)
			if len(ms) > 0 {
				t.Errorf("%s", report(ms, "en"))
			}
			var want, got []string
			for line := range strings.Lines(string(shown)) {
				entry, ok := strings.CutPrefix(strings.TrimRight(line, "\n"), site.lang+" list ")
				if ok {
					want = append(want, entry)
				}
			}
			s := siteList{files: a.FS(), home: path.Join(site.folder, site.home)}
			s.add(list.Of(func(file string) bool {
				return site.only == "" || strings.HasPrefix(file, site.only) && !strings.HasPrefix(file, site.not)
			}).Items, "")
			if len(want) > 0 && strings.HasPrefix(want[0], "home ") && (len(s.lines) == 0 || !strings.HasPrefix(s.lines[0], "home ")) {
				want = want[1:] // a tool that puts it there by itself
			}
			for i, line := range s.lines {
				if strings.Contains(line, "untranslated ") && i < len(want) && !strings.Contains(want[i], site.folder) {
					line = want[i] // the site shows the page of the other language in its place
				}
				// A title that the list does not have is the chapter's own, which the site shows.
				if i < len(want) && strings.HasSuffix(line, " ") && strings.HasPrefix(want[i], line) {
					line = want[i]
				}
				got = append(got, line)
			}
			if diff := golden.Diff(strings.Join(want, "\n")+"\n", strings.Join(got, "\n")+"\n"); diff != "" {
				t.Errorf("%s in %s:\n%s", a.Name, site.lang, diff)
			}
		}
	})
}

type siteList struct {
	files fs.FS
	home  string // the folder of the site
	lines []string
}

func (s *siteList) add(items []Item, indent string) {
	for _, it := range items {
		if it.Kind == Draft && it.File != "" {
			continue
		}
		name := "-"
		for _, ending := range []string{"", ".md", "/index.md", "/README.md"} {
			if info, err := fs.Stat(s.files, it.File+ending); it.Kind == Chapter && it.File != "" && err == nil && !info.IsDir() {
				name = it.File + ending
				break
			}
		}
		switch base := path.Base(name); {
		case indent == "" && it.Items == nil && (base == "README.md" || base == "index.md" || base == "_index.md") && path.Dir(name) == s.home:
			if name = "home"; base == "_index.md" {
				continue
			}
		case indent == "" && it.Kind == Part && strings.HasPrefix(it.At.File.Line(it.At.Line()).Text(), "#"):
			// A heading in GitBook's list: a site shows it over its entries, not around them.
			s.lines = append(s.lines, "- "+it.Title)
			s.add(it.Items, "")
			continue
		case it.Kind == Chapter && name == "-":
			name = "untranslated"
		}
		s.lines = append(s.lines, fmt.Sprintf("%s%s %s", indent, name, it.Title))
		s.add(it.Items, indent+"  ")
	}
}
