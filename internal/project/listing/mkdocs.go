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
// list. Without it every page has its place by its name (structure/files.py), or by the lists in its folder that a plugin
// reads. Of plugins that extend nav, patterns and `...`, which stands for all that is not listed, are read.
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
	it := Item{Title: untagged(p.Key.Value), Matter: book.Main, At: p.Key.Place}
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
	var files, groups []placed
	for _, e := range entries {
		rel := path.Join(folder, e.Name())
		if ignored(p.exclude, rel, e.IsDir()) || ignored(p.hidden, rel, e.IsDir()) {
			continue
		}
		full := path.Join(p.folder, rel)
		switch {
		case e.IsDir():
			own := p.own(full)
			if items := p.below(rel); items != nil && text(own, "hide") != "true" {
				title := cmp.Or(untagged(text(own, "title")), folderTitle(e.Name()))
				groups = append(groups, placed{e.Name(), Item{Title: title, Kind: Part, Matter: book.Main, Items: items, At: source.Whole(full)}})
			}
		case !slices.Contains(markdownEndings, strings.ToLower(path.Ext(e.Name()))):
		case index && strings.HasPrefix(e.Name(), "README."):
			// Both would be the page of the folder.
		default:
			files = append(files, placed{e.Name(), Item{File: full, Matter: book.Main, At: source.Whole(full)}})
		}
	}
	all := append(files, groups...)
	if nav := p.own(path.Join(p.folder, folder)).Get("nav"); nav != nil {
		used := map[string]bool{}
		names(nav, used)
		return p.arranged(nav, all, used)
	}
	var out []Item
	for _, e := range all {
		out = append(out, e.item)
	}
	return out
}

// placed is an entry of a folder by its name.
type placed struct {
	name string
	item Item
}

// own is what a folder says of its list for the plugins awesome-pages (github.com/lukasgeiter/mkdocs-awesome-pages-plugin)
// and awesome-nav (lukasgeiter.github.io/mkdocs-awesome-nav), nil if it says nothing.
func (p *pages) own(folder string) *yaml.Node {
	for _, name := range []string{".nav.yml", ".pages"} {
		name = path.Join(folder, name)
		if _, err := fs.Stat(p.fsys, name); err != nil {
			continue
		}
		if src, ok := p.text(name); ok {
			return p.yaml(src)
		}
	}
	return nil
}

// names are those that a list names, also in its groups.
func names(n *yaml.Node, into map[string]bool) {
	for _, it := range n.Items {
		switch it.Kind {
		case yaml.Scalar:
			into[strings.TrimSuffix(it.Value, "/")] = true
		case yaml.Mapping:
			for _, pair := range it.Pairs {
				into[strings.TrimSuffix(pair.Value.Value, "/")] = true
				names(pair.Value, into)
			}
		}
	}
}

// arranged are the entries of a folder in the order of its own list. A name that the list does not have is where it says
// `...`, and else left out.
func (p *pages) arranged(n *yaml.Node, all []placed, used map[string]bool) []Item {
	var out []Item
	named := func(v *yaml.Node, title string) {
		for _, e := range all {
			if e.name == strings.TrimSuffix(v.Value, "/") {
				it := e.item
				it.At, it.Title = v.Place, cmp.Or(title, it.Title)
				out = append(out, it)
				return
			}
		}
		it := Item{Title: title, Matter: book.Main, At: v.Place}
		p.target(&it, v.Value, path.Dir(v.Place.Name()))
		out = append(out, kept(it)...)
	}
	for _, it := range p.sequence(n) {
		rest, isRest := strings.CutPrefix(it.Value, "...")
		switch {
		case it.Kind == yaml.Scalar && isRest:
			pattern := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), "|"))
			for _, e := range all {
				if !used[e.name] && (pattern == "" || Match(pattern, e.name)) {
					used[e.name] = true
					out = append(out, e.item)
				}
			}
		case it.Kind == yaml.Scalar:
			named(it, "")
		case it.Kind == yaml.Mapping:
			for _, pair := range it.Pairs {
				title := untagged(pair.Key.Value)
				if pair.Value.Kind == yaml.Scalar {
					named(pair.Value, title)
				} else if items := p.arranged(pair.Value, all, used); items != nil {
					out = append(out, Item{Title: title, Kind: Part, Matter: book.Main, Items: items, At: pair.Key.Place})
				}
			}
		default:
			p.report(it.At(notUnderstood))
		}
	}
	return out
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
