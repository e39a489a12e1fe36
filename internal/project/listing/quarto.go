package listing

import (
	"path"
	"strings"

	"keben/internal/book"
	"keben/internal/yaml"
)

// quarto reads _quarto.yml (quarto.org/docs/books/book-structure.html, …/websites/website-navigation.html): chapters,
// parts and appendices of a book, or the contents of a website's sidebars.
func quarto(r *reader) []Item {
	root := r.yaml(r.src)
	var out []Item
	if b := root.Get("book"); b != nil {
		out = r.quartoEntries(b.Get("chapters"))
		for _, it := range r.quartoEntries(b.Get("appendices")) {
			it.Matter = book.Back
			out = append(out, it)
		}
		if refs := b.Get("references"); refs != nil && refs.Kind == yaml.Scalar {
			it := r.chapter(refs, "")
			it.Matter = book.Back
			out = append(out, kept(it)...)
		}
		return out
	}
	sidebar := root.Get("website").Get("sidebar")
	if sidebar == nil {
		return nil
	}
	if sidebar.Kind != yaml.Sequence {
		return r.quartoEntries(sidebar.Get("contents"))
	}
	for _, bar := range sidebar.Items {
		items := r.quartoEntries(bar.Get("contents"))
		if title := Plain(text(bar, "title")); title != "" && items != nil {
			items = []Item{{Title: title, Kind: Part, Matter: book.Main, Items: items, At: bar.Place}}
		}
		out = append(out, items...)
	}
	return out
}

// quartoEntries are the entries of chapters or contents: a list, or a text for all that are in a folder.
func (r *reader) quartoEntries(n *yaml.Node) []Item {
	if n != nil && n.Kind == yaml.Scalar {
		return kept(r.automatic(n))
	}
	var out []Item
	for _, e := range r.sequence(n) {
		switch {
		case e.Kind == yaml.Scalar && strings.Trim(e.Value, "-") == "":
			// A line between entries.
		case e.Kind == yaml.Scalar && (e.Value == "auto" || path.Ext(e.Value) == ""):
			out = append(out, kept(r.automatic(e))...)
		case e.Kind == yaml.Scalar:
			out = append(out, kept(r.chapter(e, ""))...)
		case e.Kind == yaml.Mapping:
			out = append(out, r.quartoEntry(e)...)
		default:
			r.report(e.At(notUnderstood))
		}
	}
	return out
}

// quartoEntry is an entry with keys. A part or a section may have a page; a title is then the page's own.
func (r *reader) quartoEntry(e *yaml.Node) []Item {
	if auto := e.Get("auto"); auto != nil && auto.Kind == yaml.Scalar {
		return kept(r.automatic(auto))
	}
	items := append(r.quartoEntries(e.Get("chapters")), r.quartoEntries(e.Get("contents"))...)
	it := Item{Title: Plain(text(e, "text", "title")), Kind: Part, Matter: book.Main, Items: items, At: e.Place}
	for _, key := range []string{"file", "href", "part", "section"} {
		n := e.Get(key)
		if n == nil || n.Kind != yaml.Scalar {
			continue
		}
		if heading := key == "part" || key == "section"; heading && !sourceFile(n.Value) {
			it.Title = Plain(n.Value)
			continue
		}
		page := r.chapter(n, it.Title)
		page.Items = items
		it = page
	}
	switch {
	case it.Kind == Part && it.Title != "" && strings.Trim(it.Title, "-") == "":
		return items // a line between entries
	case it.Kind == Part && it.Title == "" && items == nil:
		r.report(e.At(notUnderstood))
		return nil
	case it.Kind == Part && it.Title == "":
		return items
	}
	return kept(it)
}

// sourceFile reports whether a part's text names the file of its page.
func sourceFile(s string) bool {
	switch path.Ext(strings.TrimSpace(s)) {
	case ".qmd", ".md", ".ipynb", ".Rmd", ".rmd":
		return true
	}
	return false
}

// automatic is an entry that stands for all chapters: of the book, of a folder, or of a pattern.
func (r *reader) automatic(n *yaml.Node) Item {
	it := r.chapter(n, "")
	switch value := strings.TrimSpace(n.Value); {
	case value == "auto" || value == "true":
		it.Kind, it.File = Pattern, path.Join(r.folder, "**")
	case it.Kind == Chapter && !sourceFile(value):
		it.Kind, it.File = Pattern, path.Join(it.File, "**")
	}
	return it
}
