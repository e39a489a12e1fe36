package project

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/lang"
	"keben/internal/literal"
	"keben/internal/plaintext"
	"keben/internal/source"
	"keben/internal/toml"
	"keben/internal/tool"
	"keben/internal/yaml"
)

// settings are the facts about the book in another tool's configuration.
type settings struct {
	tool                 *configured // nil when no configuration is seen
	dir, file            string      // the folder of the configuration, and it
	title, summary, lang string
	authors              []string
	folder               string            // of the chapters, "" if it is not given
	folders              map[string]string // of the chapters in each language, where it is given
	usual                string
	order                string // the name of the file that lists the chapters
}

// configured is a program whose folders can be read: its configuration, and the keys of each fact in it.
type configured struct {
	facts
	name                tool.Name
	files               []string // what its configuration is called: patterns of path.Match, below the folder that it is about
	mark                string   // what such a file contains, where others have files of the name too
	usual, usualResults string   // the folders if none are given
	partials            bool     // files whose names begin with a low line are parts of others
	weak                bool     // other tools' books have this configuration for a reason of their own
	list                func(r *reader, s settings, rt root) []string
	rank                int
}

// facts are the keys of each fact in a configuration, nested ones with dots; the first that exists counts.
type facts struct{ title, author, summary, lang, folder, contents, results []string }

// itself is the list of tools whose configuration it is part of: the nearest one above the chapters, because a language
// may have its own.
func itself(r *reader, s settings, rt root) []string {
	file, nearest := s.file, -1
	for _, c := range r.tree.configs {
		if c.tool.name == s.tool.name && within(rt.folder, c.dir) && len(c.dir) > nearest {
			file, nearest = c.file, len(c.dir)
		}
	}
	return []string{file}
}

// weights is the list of tools whose chapters say their own places.
func weights(*reader, settings, root) []string { return []string{""} }

// tools are the programs; of two in one folder the first counts.
var tools = func() []*configured {
	rows := []*configured{
		{name: tool.MdBook, files: []string{"book.toml"}, facts: facts{title: []string{"book.title"}, author: []string{"book.authors"}, summary: []string{"book.description"}, lang: []string{"book.language"}, folder: []string{"book.src"}, results: []string{"build.build-dir"}}, usual: "src", usualResults: "book"},
		{name: tool.GitBook, files: []string{"book.json", ".gitbook.yaml"}, facts: facts{title: []string{"title"}, author: []string{"author", "authors"}, summary: []string{"description"}, lang: []string{"language"}, folder: []string{"root"}, contents: []string{"structure.summary"}}},
		{name: tool.MkDocs, files: []string{"mkdocs.yml", "mkdocs.yaml"}, facts: facts{title: []string{"site_name"}, author: []string{"site_author"}, summary: []string{"site_description"}, lang: []string{"theme.language"}, folder: []string{"docs_dir"}, results: []string{"site_dir"}}, usual: "docs", usualResults: "site", list: itself},
		{name: tool.Quarto, files: []string{"_quarto.yml", "_quarto.yaml"}, facts: facts{title: []string{"book.title", "website.title"}, author: []string{"book.author"}, summary: []string{"book.description"}, lang: []string{"lang"}, results: []string{"project.output-dir"}}, partials: true, list: itself},
		{name: tool.Bookdown, files: []string{"_bookdown.yml"}, facts: facts{title: []string{"title"}, results: []string{"output_dir"}}, partials: true, list: itself},
		{name: tool.MyST, files: []string{"myst.yml", "_toc.yml", "_toc.yaml"}, facts: facts{title: []string{"project.title", "site.title"}, author: []string{"project.authors"}, summary: []string{"project.description"}}, list: tocList},
		{name: tool.VitePress, files: []string{".vitepress/config.*", ".vitepress/config/index.*", ".vuepress/config.*"}, facts: facts{lang: []string{"lang", "locales.root.lang"}, folder: []string{"srcDir"}}, list: itself},
		{name: tool.Docusaurus, files: []string{"docusaurus.config.*"}, facts: facts{lang: []string{"i18n.defaultLocale"}}, usual: "docs", usualResults: "build", partials: true, list: sidebars},
		{name: tool.Hugo, files: []string{"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config/_default/hugo.toml", "config/_default/config.toml"}, facts: facts{title: []string{"title"}, author: []string{"params.author.name", "params.author"}, lang: []string{"defaultContentLanguage", "languageCode", "locale"}, folder: []string{"contentDir"}, results: []string{"publishDir"}}, usual: "content", usualResults: "public", list: weights},
		{name: tool.D2L, files: []string{"config.ini"}, mark: "[project]", list: pagesList},
		{name: tool.Jekyll, files: []string{"_config.yml"}, facts: facts{title: []string{"title"}, author: []string{"author.name", "author"}, summary: []string{"description"}, lang: []string{"lang", "locale"}, results: []string{"destination"}}, weak: true, list: weights},
		{name: tool.Docsify, files: []string{"index.html"}, mark: "$docsify", weak: true},
		{name: tool.Docsify, files: []string{"_sidebar.md"}, weak: true},
		{name: tool.Obsidian, files: []string{".obsidian/app.json"}, weak: true},
	}
	for i, t := range rows {
		t.rank = i
		if t.weak {
			t.rank += len(rows)
		}
	}
	return rows
}()

// sidebars is Docusaurus' list; without one its chapters say their places.
func sidebars(r *reader, s settings, _ root) []string {
	var out []string
	for _, ending := range []string{".js", ".ts", ".cjs", ".mjs", ".json"} {
		if name := path.Join(s.dir, "sidebars"+ending); r.exists(name) {
			out = append(out, name)
		}
	}
	return append(out, "")
}

// pagesList is the list of tools that have it in the page which opens the book.
func pagesList(r *reader, _ settings, rt root) []string {
	if name := r.tree.find(path.Join(rt.folder, "index.md")); name != "" {
		return []string{name}
	}
	return nil
}

// tocList is MyST's list: in its configuration, in Jupyter Book's own file, or in the page that opens the book.
func tocList(r *reader, s settings, rt root) []string {
	out := []string{s.file}
	for _, name := range []string{"_toc.yml", "_toc.yaml"} {
		if name = path.Join(s.dir, name); name != s.file && r.exists(name) {
			out = append(out, name)
		}
	}
	return append(out, pagesList(r, s, rt)...)
}

// exists reports whether the folder has a file.
func (r *reader) exists(name string) bool {
	info, err := fs.Stat(r.fsys, name)
	return err == nil && !info.IsDir()
}

// configuration is a tool's configuration, as the walk meets it.
type configuration struct {
	tool      *configured
	dir, file string // the folder that it is about, and it
	results   string // the folder that the tool fills
	root      *yaml.Node
}

// configure adds the configurations that a folder has.
func (t *tree) configure(fsys fs.FS, dir string, names map[string]bool) {
	for _, tool := range tools {
		for _, pattern := range tool.files {
			if file := match(fsys, dir, names, pattern); file != "" && tool.fits(fsys, file) {
				c := configuration{tool: tool, dir: dir, file: file}
				c.root = parsed(fsys, file)
				if results := cmp.Or(one(c.root, tool.results), tool.usualResults); results != "" && results != "." {
					c.results = path.Join(dir, results)
				}
				t.configs = append(t.configs, c)
				break
			}
		}
	}
}

// match returns the first file of a folder, or of one in it, that fits a pattern; "" if there is none.
func match(fsys fs.FS, dir string, names map[string]bool, pattern string) string {
	below, last := path.Split(pattern)
	if below != "" {
		first, _, _ := strings.Cut(below, "/")
		if !names[first] {
			return ""
		}
		names = map[string]bool{}
		entries, err := fs.ReadDir(fsys, path.Join(dir, below))
		if err != nil {
			return ""
		}
		for _, e := range entries {
			names[e.Name()] = !e.IsDir()
		}
	}
	if !strings.Contains(last, "*") {
		if names[last] {
			return path.Join(dir, below, last)
		}
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if ok, _ := path.Match(last, name); ok && names[name] {
			return path.Join(dir, below, name)
		}
	}
	return ""
}

// fits reports whether a file has the mark of the tool's configuration, if that has one. Hugo's old name for it is
// everybody's.
func (t *configured) fits(fsys fs.FS, file string) bool {
	mark := t.mark
	if path.Base(file) == "config.toml" {
		mark = "title"
	}
	if mark == "" {
		return true
	}
	raw, err := fs.ReadFile(fsys, file)
	return err == nil && strings.Contains(string(raw), mark)
}

// parsed is a configuration as a tree. Faults in it are not ours to report.
func parsed(fsys fs.FS, file string) *yaml.Node {
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil
	}
	src, _ := plaintext.Read(file, raw)
	if src == nil {
		return nil
	}
	switch path.Ext(file) {
	case ".toml":
		root, _ := toml.Parse(src, source.Span(0, len(src.Text)))
		return root
	case ".yml", ".yaml", ".json":
		root, _ := yaml.Parse(src)
		return root
	}
	return facted(literal.Read(src, nil))
}

// one is the text of the first key that has one.
func one(root *yaml.Node, keys []string) string {
	for _, key := range keys {
		if n := at(root, key); n != nil && n.Kind == yaml.Scalar {
			return strings.TrimSpace(n.Value)
		}
	}
	return ""
}

// settings reads the configuration of the tool that the folder was made for. What it says beyond the book's name
// and authors is for that tool.
func (r *reader) settings() settings {
	i := slices.IndexFunc(r.tree.configs, func(c configuration) bool {
		return strings.Count(c.dir, "/") < 2 && (r.tree.folders[c.dir] || c.dir == "")
	})
	if i < 0 {
		return r.unconfigured()
	}
	c := r.tree.configs[i]
	t := c.tool
	s := settings{
		tool: t, dir: c.dir, file: c.file, usual: t.usual, title: one(c.root, t.title), summary: one(c.root, t.summary), lang: languageOf(one(c.root, t.lang)),
		order: path.Base(one(c.root, t.contents)), folders: map[string]string{},
	}
	s.order = strings.TrimPrefix(s.order, ".")
	if s.title == "" && t.title == nil {
		s.title = one(c.root, []string{"title"})
	}
	for _, key := range t.author {
		if s.authors = names(at(c.root, key)); s.authors != nil {
			break
		}
	}
	for _, folder := range []string{one(c.root, t.folder), t.usual} {
		folder = path.Join(c.dir, strings.TrimPrefix(folder, "/"))
		if folder != "" && folder != c.dir && !strings.HasPrefix(folder, "..") && r.tree.folders[folder] {
			s.folder = folder
			break
		}
	}
	if s.folder == "" && t.usual == "" && c.dir != "" {
		s.folder = c.dir
	}
	if languages := at(c.root, "languages"); languages != nil {
		for _, p := range languages.Pairs {
			if l, ok := lang.Named(p.Key.Value); ok {
				if folder := path.Join(c.dir, one(p.Value, []string{"contentDir"})); r.tree.folders[folder] && folder != c.dir {
					s.folders[l.Tag] = folder
				}
			}
		}
	}
	return s
}

// unconfigured are the settings of a folder that has no configuration, but chapters that only one tool reads.
func (r *reader) unconfigured() settings {
	if !slices.ContainsFunc(r.tree.files, func(name string) bool { return path.Ext(name) == ".mdx" }) {
		return settings{}
	}
	i := slices.IndexFunc(tools, func(t *configured) bool { return t.name == tool.Docusaurus })
	s := settings{tool: tools[i], usual: tools[i].usual}
	if r.tree.folders[s.usual] {
		s.folder = s.usual
	}
	return s
}

// at returns the value of a nested key, or nil.
func at(n *yaml.Node, key string) *yaml.Node {
	for k := range strings.SplitSeq(key, ".") {
		n = n.Get(k)
	}
	return n
}

// names are one author or several, each a name or {name: …}.
func names(n *yaml.Node) (out []string) {
	if n == nil {
		return nil
	}
	items := n.Items
	if n.Kind != yaml.Sequence {
		items = []*yaml.Node{n}
	}
	for _, it := range items {
		if it.Kind == yaml.Mapping {
			it = it.Get("name")
		}
		if it != nil && it.Kind == yaml.Scalar && strings.TrimSpace(it.Value) != "" {
			out = append(out, strings.TrimSpace(it.Value))
		}
	}
	return out
}

// languageOf is our tag of a language as tools name it: zh-hans, zh_CN, en-us; "" for one that is not offered.
func languageOf(tag string) string {
	if l, ok := lang.Find(tag); ok {
		return l.Tag
	}
	return ""
}

// apply writes what the configuration says into the book's description in the language it is about: the one it
// names, else the source.
func (s settings) apply(p *Project) {
	tag := p.Languages[0]
	if slices.Contains(p.Languages, s.lang) {
		tag = s.lang
	}
	m := p.Meta[tag]
	if s.title != "" {
		m.Title = s.title
	}
	m.Authors, m.Summary = s.authors, s.summary
	p.Meta[tag] = m
	for _, other := range p.Languages {
		if o := p.Meta[other]; other != tag {
			// A name is a name in every language; a title is not.
			o.Authors = s.authors
			p.Meta[other] = o
		}
	}
}

// facted is what a configuration in a programming language says, as a tree: texts and what they are in.
func facted(v *literal.Value) *yaml.Node {
	n := &yaml.Node{Place: v.Place}
	switch v.Kind {
	case literal.Text:
		n.Kind, n.Value, n.Quoted = yaml.Scalar, v.Text, true
	case literal.List:
		n.Kind = yaml.Sequence
		for _, item := range v.Items {
			n.Items = append(n.Items, facted(item))
		}
	case literal.Object:
		n.Kind = yaml.Mapping
		for _, p := range v.Pairs {
			n.Pairs = append(n.Pairs, yaml.Pair{Key: &yaml.Node{Kind: yaml.Scalar, Value: p.Key, Place: p.Place}, Value: facted(p.Value)})
		}
	}
	return n
}

// opening makes the book's own README, when it comes first and other chapters follow, the preface that it is.
func opening(p *Project) {
	for i, e := range p.Outline {
		if e.Matter == book.Front {
			continue
		}
		if e.Slug == "start" && e.Role == book.RoleChapter && chapters(p.Outline) > 1 && (i == 0 || p.Outline[i-1].Matter == book.Front) {
			p.Outline[i].Role, p.Outline[i].Matter = book.RolePreface, book.Front
		}
		return
	}
}
