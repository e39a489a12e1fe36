package listing

import (
	"path"
	"slices"

	"keben/internal/book"
	"keben/internal/yaml"
)

// myst reads project.toc of myst.yml (mystmd.org/guide/table-of-contents), Jupyter Book's _toc.yml
// (jupyterbook.org/v1/structure/toc.html, and the form before format: jb-book), or the toctrees of a root page.
func myst(r *reader) []Item {
	if path.Ext(r.src.Name) == ".md" {
		return toctrees(r)
	}
	root := r.yaml(r.src)
	if project := root.Get("project"); project != nil || root.Get("site") != nil {
		return r.tocEntries(project.Get("toc"))
	}
	if root.Kind == yaml.Sequence {
		return r.tocEntries(root)
	}
	var out []Item
	if n := root.Get("root"); n != nil && n.Kind == yaml.Scalar {
		out = kept(r.chapter(n, ""))
	}
	return append(out, r.tocBelow(root)...)
}

// nests are the keys under which an entry has others.
var nests = []string{"children", "parts", "chapters", "sections", "subtrees", "entries"}

// tocBelow are the entries inside a mapping.
func (r *reader) tocBelow(n *yaml.Node) []Item {
	var out []Item
	for _, p := range n.Entries() {
		if slices.Contains(nests, p.Key.Value) {
			out = append(out, r.tocEntries(p.Value)...)
		}
	}
	return out
}

func (r *reader) tocEntries(n *yaml.Node) []Item {
	var out []Item
	for _, e := range r.sequence(n) {
		switch {
		case e.Kind == yaml.Scalar:
			out = append(out, kept(r.chapter(e, ""))...)
		case e.Kind != yaml.Mapping:
			r.report(e.At(notUnderstood))
		case text(e, "hidden") != "true":
			out = append(out, r.tocEntry(e)...)
		}
	}
	return out
}

// tocEntry is an entry with keys: a page, an address, a pattern, or a heading over others.
func (r *reader) tocEntry(e *yaml.Node) []Item {
	title := Plain(text(e, "title", "caption", "part", "header", "chapter", "name"))
	it := Item{Title: title, Kind: Part, Matter: book.Main, At: e.Place}
	for _, key := range []string{"file", "doc", "url", "glob", "pattern"} {
		if n := e.Get(key); n != nil && n.Kind == yaml.Scalar {
			it = r.chapter(n, title)
			if (key == "glob" || key == "pattern") && it.Kind == Chapter {
				it.Kind = Pattern
			}
			break
		}
	}
	it.Items = r.tocBelow(e)
	switch {
	case it.Kind != Part:
		return kept(it)
	case it.Items == nil && title == "":
		r.report(e.At(notUnderstood))
		return nil
	case title == "":
		return it.Items
	}
	return []Item{it}
}
