package listing

import (
	"io/fs"
	"path"
	"strings"

	"keben/internal/book"
	"keben/internal/source"
)

// docsify reads _sidebar.md (docsify.js.org/#/more-pages?id=sidebar): nested lists of links. An address is relative to
// the site's folder, whichever folder the list is in, unless the site has relativePath; so of the two files the one that
// exists is meant. A folder's page is its README, and a place in a page is ?id=. Headings and entries without a link are
// groups.
func docsify(r *reader) []Item {
	t := tree{reader: r}
	for _, l := range lines(r.src) {
		found, linked := firstLink(l.text)
		title := Item{Title: Plain(l.text), Kind: Part, Matter: book.Main, At: l.place}
		switch {
		case linked:
			it := Item{
				Title: Plain(found.label), Matter: book.Main,
				At: r.src.At(source.Span(l.offset+found.from, l.offset+found.to)),
			}
			r.docsifyPage(&it, found.target)
			if l.kind != itemLine {
				l.level = 0
			}
			t.put(l.level, it)
		case title.Title == "":
		case l.kind == headingLine:
			t.part(title)
		case l.kind == itemLine:
			t.put(l.level, title)
		}
	}
	return t.items()
}

// docsifyPage reads the address of a page.
func (r *reader) docsifyPage(it *Item, address string) {
	address = strings.TrimPrefix(address, "#/")
	page, query, _ := strings.Cut(address, "?")
	folder := page == "" || strings.HasSuffix(page, "/")
	if folder && !web(address) {
		page += "README"
	}
	if address == "" {
		it.Kind = Draft
		return
	}
	at := r.folder
	if own := path.Dir(r.src.Name); own != at && page != "" && page[0] != '/' && !r.written(path.Join(at, page)) && r.written(path.Join(own, page)) {
		at = own
	}
	if web(address) {
		page = address
	}
	r.target(it, page, at)
	for pair := range strings.SplitSeq(query, "&") {
		if id, ok := strings.CutPrefix(pair, "id="); ok && it.Kind == Chapter {
			it.Anchor = decoded(id)
		}
	}
}

// written reports whether there is a page of a name that may lack its ending.
func (r *reader) written(name string) bool {
	for _, ending := range []string{"", ".md"} {
		if info, err := fs.Stat(r.fsys, decoded(name)+ending); err == nil && !info.IsDir() {
			return true
		}
	}
	return false
}
