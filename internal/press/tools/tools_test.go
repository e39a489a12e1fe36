// Package tools compares what Keben makes of a book written for another tool with what that tool makes of it.
//
// testdata/NAME.txtar is one book of 30 chapters in the layout of a tool. NAME.want is the table of the tool's own site:
// the list of chapters, the headings, and where every link and picture leads. The tests need the table only. It is made
// again by KEBEN_TOOL_SITES=DIR go test, where DIR/NAME/site is what the tool built and DIR/NAME/version names the tool.
// Docsify's pages are those that Chromium shows. Hugo has no theme of its own: its pages are a nav of the class contents
// with lists in lists by .Pages.ByWeight, then an article with .Title and .Content.
//
// NAME.differences says in which lines Keben's site differs, and why each may. Any other difference is a fault, and so
// is one that is listed and gone.
package tools

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"keben/internal/golden"
	"keben/internal/press"
)

const layouts = "testdata/*.txtar"

var both = map[string]string{"": "zh", "en/": "en"}

// forms are the tools, by the names of their files in testdata.
var forms = map[string]siteForm{
	"vitepress": {contents: classed("VPSidebar"), text: classed("vp-doc"), entries: levelledEntries,
		home: map[string]string{"zh": "index", "en": "en/index"}, langs: both},
	"honkit": {contents: classed("summary"), text: classed("markdown-section"),
		home: map[string]string{"zh": "zh/index", "en": "en/index"}, langs: map[string]string{"zh/": "zh", "en/": "en"}},
	"docusaurus": {contents: classed("theme-doc-sidebar-menu"), text: classed("theme-doc-markdown"),
		langs: map[string]string{"docs/": "zh", "en/docs/": "en"}},
	"docusaurus-auto": {contents: classed("theme-doc-sidebar-menu"), text: classed("theme-doc-markdown"),
		langs: map[string]string{"docs/": "zh", "en/docs/": "en"}},
	"docsify": {contents: classed("sidebar-nav"), text: classed("markdown-section"),
		home: map[string]string{"zh": "README", "en": "en/README"}, langs: both, hash: true},
	"hugo": {contents: classed("contents"), text: tag("article"),
		home: map[string]string{"zh": "zh/index", "en": "en/index"}, langs: map[string]string{"zh/": "zh", "en/": "en"}},
	"mkdocs": {contents: classed("wy-menu"), text: classed("document"),
		home: map[string]string{"zh": "index", "en": "en/index"}, langs: map[string]string{"": "zh", "en/": "en", "404": "", "search": "", "en/404": "", "en/search": ""}},
}

// bookTitle is what the page that opens a language is called in every layout.
var bookTitle = map[string]string{"zh": "水与港", "en": "Water and ports"}

// ours is the form of Keben's own site.
var ours = siteForm{contents: func(e *element) bool { return e.name == "nav" && e.class("list") }, text: tag("article"),
	home:  map[string]string{"zh": "zh/index", "en": "en/index"},
	langs: map[string]string{"zh/": "zh", "en/": "en"}}

// layout is a book as written for a tool.
type layout struct {
	name   string
	files  map[string]string
	titles map[string]string // by the title of a chapter, its file
}

var (
	firstHeading = regexp.MustCompile(`(?m)^# (.+)$`)
	frontTitle   = regexp.MustCompile(`(?m)\A(?:---|\+\+\+)\n(?:.+\n)*?title *[:=] *"?(.+?)"?$`)
	typedLinks   = regexp.MustCompile(`(!?)\[([^\]]*)\]\((\{\{.*?\}\}|[^)\s]*)\)`)
)

func readLayout(t *testing.T, a *golden.Archive) *layout {
	t.Helper()
	l := &layout{name: a.Name, files: map[string]string{}, titles: map[string]string{}}
	err := fs.WalkDir(a.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text := string(a.Input(name))
		l.files[name] = text
		if !strings.HasSuffix(name, ".md") || l.name == "docsify" && strings.HasPrefix(path.Base(name), "_") {
			return nil
		}
		title := frontTitle.FindStringSubmatch(text)
		if title == nil {
			title = firstHeading.FindStringSubmatch(text)
		}
		if title != nil {
			l.titles[title[1]] = name
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// group is an entry of the list without a text of its own. Keben and Hugo give it a page with its title.
const group = "-"

// table is what is compared of a site: lines that each say where they belong.
func (l *layout) table(s *site) []string {
	var out []string
	for _, lang := range []string{"zh", "en"} {
		pages := map[string]*sitePage{} // by file
		var front *sitePage             // the one with the longest list
		for _, name := range slices.Sorted(maps.Keys(s.pages)) {
			p := s.pages[name]
			file := l.file(s, p)
			if s.form.lang(name) != lang || p.title == "" && file != home {
				continue
			}
			pages[file] = p
			if front == nil || len(p.contents) > len(front.contents) {
				front = p
			}
		}
		if front == nil {
			continue
		}
		lines, listed := l.list(s, front)
		for _, file := range slices.Sorted(maps.Keys(pages)) {
			p := pages[file]
			if !listed[file] && !p.bare && file != group && file != home {
				lines = append(lines, "unlisted "+file)
			}
			for _, h := range p.headings {
				lines = append(lines, "heading "+file+" "+h)
			}
			lines = append(lines, l.links(s, p)...)
		}
		for _, line := range lines {
			out = append(out, lang+" "+line)
		}
	}
	return out
}

// home is the page that opens a language.
const home = "home"

// file names a page by the file that it was made of.
func (l *layout) file(s *site, p *sitePage) string {
	lang := s.form.lang(p.path)
	if p.path == s.form.home[lang] || strings.EqualFold(p.title, bookTitle[lang]) {
		return home
	}
	switch name := l.titles[p.title]; {
	case len(p.headings) == 0: // every chapter has some
		return group
	case name != "":
		return name
	}
	return "?" + p.title
}

// list is the list of chapters on a page, and the files that are in it.
func (l *layout) list(s *site, p *sitePage) (lines []string, listed map[string]bool) {
	listed = map[string]bool{}
	for _, e := range p.contents {
		file := group
		if e.href != "" {
			file = l.where(s, p, e.href)
		}
		if file != outside {
			listed[file] = true
			lines = append(lines, "list "+strings.Repeat("  ", e.depth)+file+" "+e.label)
		}
	}
	return lines, listed
}

// links are the links and pictures that were typed in the file of a page, with what they lead to from the page.
func (l *layout) links(s *site, p *sitePage) (lines []string) {
	file := l.file(s, p)
	for _, typed := range typedLinks.FindAllStringSubmatch(l.files[file], -1) {
		kind, there, text, address := "link", p.links, typed[2], typed[3]
		if typed[1] != "" {
			kind, there = "picture", p.pictures
		}
		to := nowhere
		if href, ok := there[text]; ok {
			to = l.where(s, p, href)
		}
		if kind == "picture" && to != nowhere {
			to = "shown"
		}
		lines = append(lines, kind+" "+file+" "+address+" -> "+to)
	}
	return lines
}

// nowhere is what a dead link leads to.
const nowhere = "nowhere"

// where names the file of the chapter that an address on a page leads to, and the heading in it.
func (l *layout) where(s *site, from *sitePage, address string) string {
	target, fragment := s.follow(from, address)
	p := s.pages[target]
	switch {
	case target == "":
		return nowhere
	case p == nil:
		return target
	case fragment == "":
		return l.file(s, p)
	}
	heading, ok := p.ids[fragment]
	switch {
	case !ok:
		heading = "no such heading"
	case heading == "":
		heading = "another element"
	}
	return l.file(s, p) + " # " + heading
}

// levelledEntries reads VitePress's sidebar, whose elements say how deep they are. A group without a heading, which
// holds the entries that are in no group, takes no level.
func levelledEntries(contents *element) []listEntry {
	var out []listEntry
	var read func(e *element, depth int)
	read = func(e *element, depth int) {
		for _, c := range e.in {
			if !c.class("VPSidebarItem") {
				read(c, depth)
				continue
			}
			below := depth
			for _, item := range c.in {
				if !item.class("item") {
					continue
				}
				entry := listEntry{depth: depth, label: item.text()}
				if a := item.first(tag("a")); a != nil {
					entry.href = a.token.Attr("href")
				}
				out = append(out, entry)
				below = depth + 1
			}
			for _, items := range c.in {
				if items.class("items") {
					read(items, below)
				}
			}
		}
	}
	read(contents, 0)
	return out
}

// TestReadSitesOfTools writes the tables of the sites that the tools themselves have made, if KEBEN_TOOL_SITES names the
// folder of these sites: no machine that tests Keben needs the tools.
func TestReadSitesOfTools(t *testing.T) {
	dir := os.Getenv("KEBEN_TOOL_SITES")
	if dir == "" {
		return
	}
	golden.Run(t, layouts, func(t *testing.T, a *golden.Archive) {
		version, err := os.ReadFile(filepath.Join(dir, a.Name, "version"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := readSite(os.DirFS(filepath.Join(dir, a.Name, "site")), forms[a.Name])
		if err != nil {
			t.Fatal(err)
		}
		text := strings.TrimSpace(string(version)) + "\n" + strings.Join(readLayout(t, a).table(s), "\n") + "\n"
		if err := os.WriteFile(filepath.Join("testdata", a.Name+".want"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	})
}

// build makes Keben's site of a layout.
func (l *layout) build(t *testing.T) fs.FS {
	t.Helper()
	var files []string
	for _, name := range slices.Sorted(maps.Keys(l.files)) {
		files = append(files, name, l.files[name])
	}
	res, err := press.Build(context.Background(), press.Options{Dir: golden.Folder(t, files...), Only: []string{press.Website}})
	if err != nil || res.Failed(false) {
		t.Fatal(err, res.Messages)
	}
	return os.DirFS(res.Out)
}

func TestBooksOfOtherToolsBecomeTheSameSite(t *testing.T) {
	golden.Run(t, layouts, func(t *testing.T, a *golden.Archive) {
		l := readLayout(t, a)
		want, err := os.ReadFile(filepath.Join("testdata", a.Name+".want"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := readSite(l.build(t), ours)
		if err != nil {
			t.Fatal(err)
		}
		_, lines, _ := bytes.Cut(want, []byte("\n"))
		compare(t, a.Name, strings.Split(strings.TrimSpace(string(lines)), "\n"), l.table(s))
	})
}

// compare holds two tables to the differences that are listed for a tool.
func compare(t *testing.T, name string, want, got []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name+".differences"))
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && !strings.HasPrefix(line, "#") {
			listed[line] = true
		}
	}
	for _, line := range differences(want, got) {
		if !listed[line] {
			t.Errorf("not in %s.differences:\n%s", name, line)
		}
		delete(listed, line)
	}
	for line := range listed {
		t.Errorf("in %s.differences and gone:\n%s", name, line)
	}
}

// differences are the lines of the tool's table that are not in ours, each after "tool: ", and of ours that are not in
// the tool's, each after "Keben: "; a line in another place is both.
func differences(want, got []string) []string {
	length := make([][]int, len(want)+1) // of the longest common subsequence of what follows
	for i := range length {
		length[i] = make([]int, len(got)+1)
	}
	for i := len(want) - 1; i >= 0; i-- {
		for j := len(got) - 1; j >= 0; j-- {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if want[i] == got[j] {
				length[i][j] = length[i+1][j+1] + 1
			}
		}
	}
	var out []string
	i, j := 0, 0
	for i < len(want) || j < len(got) {
		switch {
		case i < len(want) && j < len(got) && want[i] == got[j]:
			i, j = i+1, j+1
		case j == len(got) || i < len(want) && length[i+1][j] >= length[i][j+1]:
			out = append(out, "tool:  "+want[i])
			i++
		default:
			out = append(out, "Keben: "+got[j])
			j++
		}
	}
	return out
}
