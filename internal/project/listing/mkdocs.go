package listing

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/source"
	"keben/internal/yaml"
)

// mkdocs reads nav: of mkdocs.yml (mkdocs.org/user-guide/configuration/#nav): files, titles with a file, titles with a
// list. Without it every page has its place by its name (structure/files.py). Of plugins that extend nav, patterns and
// `...`, which stands for all that is not listed, are read.
func mkdocs(r *reader) []Item {
	root := r.yaml(r.src)
	nav := root.Get("nav")
	file, parent := r.src.Name, root
	for range mostParents {
		base := text(parent, "INHERIT")
		if nav != nil || base == "" {
			break
		}
		// A configuration may take what it does not say from another one.
		file = path.Join(path.Dir(file), base)
		src, ok := r.text(file)
		if !ok {
			break
		}
		parent = r.yaml(src)
		nav = parent.Get("nav")
	}
	if nav == nil || nav.Kind == yaml.Null {
		p := pages{reader: r, exclude: ignores(text(root, "exclude_docs")), hidden: ignores(text(root, "not_in_nav"))}
		p.exclude = append(ignores(".*\n/templates/"), p.exclude...)
		return p.below(".")
	}
	return r.nav(nav)
}

// mostParents is how many configurations may inherit from each other in a row.
const mostParents = 8

// nav are the entries of a list or of a mapping.
func (r *reader) nav(n *yaml.Node) []Item {
	var out []Item
	if n.Kind == yaml.Mapping {
		for _, p := range n.Pairs {
			out = append(out, r.titled(p)...)
		}
		return out
	}
	for _, it := range r.sequence(n) {
		switch {
		case it.Kind == yaml.Mapping:
			out = append(out, r.nav(it)...)
		case it.Kind == yaml.Scalar && it.Value == "...":
			out = append(out, Item{Kind: Pattern, File: path.Join(r.folder, "**"), Matter: book.Main, At: it.Place})
		case it.Kind == yaml.Scalar:
			out = append(out, kept(r.chapter(it, ""))...)
		default:
			r.report(it.At(notUnderstood))
		}
	}
	return out
}

// titled is an entry with a title: a file, a list, or nothing yet.
func (r *reader) titled(p yaml.Pair) []Item {
	it := Item{Title: p.Key.Value, Matter: book.Main, At: p.Key.Place}
	switch p.Value.Kind {
	case yaml.Null:
		it.Kind = Draft
	case yaml.Scalar:
		it = r.chapter(p.Value, it.Title)
		it.At = p.Key.Place
	default:
		it.Kind, it.Items = Part, r.nav(p.Value)
	}
	return kept(it)
}

// pages are the pages of a folder in the order of MkDocs: index or else README first, then by name, then the folders.
type pages struct {
	*reader
	exclude []ignore // pages that are not built
	hidden  []ignore // pages that are built and in no list
}

// markdownEndings are those of MkDocs (utils/__init__.py).
var markdownEndings = []string{".markdown", ".mdown", ".mkdn", ".mkd", ".md"}

// below are the entries of a folder, relative to that of the chapters. A folder is a group of its name.
func (p *pages) below(folder string) []Item {
	entries, err := fs.ReadDir(p.fsys, path.Join(p.folder, folder))
	if err != nil {
		return nil
	}
	opens := func(e fs.DirEntry) int {
		if name := strings.TrimSuffix(e.Name(), path.Ext(e.Name())); name == "index" || name == "README" {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int {
		return cmp.Or(cmp.Compare(opens(a), opens(b)), strings.Compare(a.Name(), b.Name()))
	})
	index := slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return opens(e) == 0 && strings.HasPrefix(e.Name(), "index") })
	var out, groups []Item
	for _, e := range entries {
		rel := path.Join(folder, e.Name())
		if ignored(p.exclude, rel, e.IsDir()) || ignored(p.hidden, rel, e.IsDir()) {
			continue
		}
		full := path.Join(p.folder, rel)
		switch {
		case e.IsDir():
			if items := p.below(rel); items != nil {
				groups = append(groups, Item{Title: folderTitle(e.Name()), Kind: Part, Matter: book.Main, Items: items, At: source.Whole(full)})
			}
		case !slices.Contains(markdownEndings, strings.ToLower(path.Ext(e.Name()))):
		case index && strings.HasPrefix(e.Name(), "README."):
			// Both would be the page of the folder.
		default:
			out = append(out, Item{File: full, Matter: book.Main, At: source.Whole(full)})
		}
	}
	return append(out, groups...)
}

// folderTitle is the title of a folder that has none (utils.dirname_to_title).
func folderTitle(name string) string {
	title := strings.NewReplacer("-", " ", "_", " ").Replace(name)
	if title == strings.ToLower(title) {
		first, n := utf8.DecodeRuneInString(title)
		title = string(unicode.ToUpper(first)) + title[n:]
	}
	return title
}
