package project

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/lang"
	"keben/internal/source"
	"keben/internal/yaml"
)

// settings are the facts about the book in another tool's configuration.
type settings struct {
	title, summary, lang string
	authors              []string
	folder               string // of the chapters, "" if it is not given
	order                string // the name of the file that lists the chapters
}

// configured is a program whose folders can be read: its configuration file, and the keys of each fact in it.
type configured struct {
	file                                           string
	title, author, summary, lang, folder, contents []string // keys, nested ones with dots; the first that exists counts
	usual                                          string   // the folder if none is given
}

// tools are tried in this order.
var tools = []configured{
	{file: "book.toml", title: []string{"book.title"}, author: []string{"book.authors"}, summary: []string{"book.description"}, lang: []string{"book.language"}, folder: []string{"book.src"}, usual: "src"},              // mdBook
	{file: "book.json", title: []string{"title"}, author: []string{"author", "authors"}, summary: []string{"description"}, lang: []string{"language"}, folder: []string{"root"}, contents: []string{"structure.summary"}}, // GitBook, HonKit
	{file: ".gitbook.yaml", folder: []string{"root"}, contents: []string{"structure.summary"}},                                                                                                                            // GitBook
	{file: "mkdocs.yml", title: []string{"site_name"}, author: []string{"site_author"}, summary: []string{"site_description"}, lang: []string{"theme.language"}, folder: []string{"docs_dir"}, usual: "docs"},             // MkDocs
	{file: "hugo.toml", title: []string{"title"}, author: []string{"params.author.name", "params.author"}, lang: []string{"languageCode", "locale"}, folder: []string{"contentDir"}, usual: "content"},                    // Hugo
	{file: "_config.yml", title: []string{"title"}, author: []string{"author.name", "author"}, summary: []string{"description"}, lang: []string{"lang", "locale"}},                                                        // Jekyll
	{file: "_quarto.yml", title: []string{"book.title", "website.title"}, author: []string{"book.author"}, summary: []string{"book.description"}, lang: []string{"lang"}},                                                 // Quarto
}

// settings reads the configuration of the tool that the folder was made for. What it says beyond the book's name
// and authors is for that tool; faults in it are not ours to report.
func (r *reader) settings() settings {
	for _, t := range tools {
		raw, err := fs.ReadFile(r.fsys, t.file)
		if err != nil {
			continue
		}
		var root *yaml.Node
		if path.Ext(t.file) == ".toml" {
			root = tomlTree(string(raw))
		} else {
			root, _ = yaml.Parse(source.New(t.file, raw))
		}
		one := func(keys []string) string {
			for _, key := range keys {
				if n := at(root, key); n != nil && n.Kind == yaml.Scalar {
					return strings.TrimSpace(n.Value)
				}
			}
			return ""
		}
		s := settings{title: one(t.title), summary: one(t.summary), lang: languageOf(one(t.lang)), order: path.Base(one(t.contents))}
		for _, key := range t.author {
			if s.authors = names(at(root, key)); s.authors != nil {
				break
			}
		}
		s.folder = path.Clean(strings.TrimPrefix(one(t.folder), "/"))
		if s.folder == "." || strings.HasPrefix(s.folder, "..") {
			s.folder = t.usual
		}
		if !hasFolder(r.tree, s.folder) {
			s.folder = ""
		}
		return s
	}
	return settings{}
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

var (
	tomlSection = regexp.MustCompile(`^\s*\[([A-Za-z0-9_.-]+)\]`)
	tomlKey     = regexp.MustCompile(`^\s*([A-Za-z0-9_.-]+)\s*=\s*(.*)$`)
	tomlString  = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"|'([^']*)'`)
)

// tomlTree reads the strings and the lists of strings of a TOML file: no fact about a book has another form.
func tomlTree(text string) *yaml.Node {
	root := &yaml.Node{Kind: yaml.Mapping}
	section := root
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		if m := tomlSection.FindStringSubmatch(lines[i]); m != nil {
			section = root
			for k := range strings.SplitSeq(m[1], ".") {
				section = child(section, k)
			}
			continue
		}
		m := tomlKey.FindStringSubmatch(lines[i])
		if m == nil {
			continue
		}
		value := m[2]
		list := strings.HasPrefix(value, "[")
		for list && !strings.Contains(value, "]") && i+1 < len(lines) {
			i++
			value += lines[i]
		}
		n := &yaml.Node{Kind: yaml.Scalar}
		for _, s := range tomlString.FindAllStringSubmatch(value, -1) {
			one := &yaml.Node{Kind: yaml.Scalar, Value: unescaped.Replace(s[1]) + s[2]}
			if !list {
				n = one
				break
			}
			n.Items = append(n.Items, one)
		}
		if list {
			n.Kind = yaml.Sequence
		}
		section.Pairs = append(section.Pairs, yaml.Pair{Key: &yaml.Node{Kind: yaml.Scalar, Value: m[1]}, Value: n})
	}
	return root
}

var unescaped = strings.NewReplacer(`\"`, `"`, `\\`, `\`)

// child returns the mapping of a key, made when it is not there.
func child(n *yaml.Node, key string) *yaml.Node {
	if c := n.Get(key); c != nil && c.Kind == yaml.Mapping {
		return c
	}
	c := &yaml.Node{Kind: yaml.Mapping}
	n.Pairs = append(n.Pairs, yaml.Pair{Key: &yaml.Node{Kind: yaml.Scalar, Value: key}, Value: c})
	return c
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
