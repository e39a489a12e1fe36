package listing

import (
	"path"
	"strings"

	"keben/internal/book"
	"keben/internal/literal"
)

// vitepress reads themeConfig.sidebar of .vitepress/config (vitepress.dev/reference/default-theme-sidebar): a list, or
// lists by the path for which they are; first the site's own, then those of its locales
// (vitepress.dev/guide/i18n). Links are relative to the site's sources, to which srcDir leads; those in an entry with a
// base follow it.
func vitepress(r *reader) []Item {
	config := r.program()
	site, _, ok := strings.Cut("/"+r.src.Name, "/.vitepress/")
	if !ok {
		site = "/" + r.folder
	}
	v := vitepressReader{reader: r, site: path.Join(strings.TrimPrefix(site, "/"), r.words(config, "srcDir")), seen: map[*literal.Value]bool{}}
	items := v.theme(config)
	for _, locale := range config.Get("locales").Entries() {
		items = append(items, v.theme(locale.Value)...)
	}
	return items
}

type vitepressReader struct {
	*reader
	site string
	seen map[*literal.Value]bool // lists that have been read: one list may be for several paths
}

// theme are the sidebars in the themeConfig of a site or a locale.
func (r *vitepressReader) theme(of *literal.Value) []Item {
	if of.Kind == literal.Opaque {
		if of.Place.Within() {
			r.opaque(of)
		}
		return nil
	}
	theme := of.Get("themeConfig")
	if theme != nil && theme.Kind == literal.Opaque {
		r.opaque(theme)
		return nil
	}
	sidebar := theme.Get("sidebar")
	if sidebar == nil || sidebar.Kind != literal.Object {
		return r.sidebar(sidebar, "")
	}
	var out []Item
	for _, p := range sidebar.Pairs {
		switch {
		case p.Value.Kind == literal.Object:
			out = append(out, r.sidebar(p.Value.Get("items"), r.words(p.Value, "base"))...)
		default:
			out = append(out, r.sidebar(p.Value, "")...)
		}
	}
	return out
}

// sidebar is a list of entries with the base that goes before their links.
func (r *vitepressReader) sidebar(list *literal.Value, base string) []Item {
	if list != nil && base == "" {
		if r.seen[list] {
			return nil
		}
		r.seen[list] = true
	}
	return r.entries(list, base)
}

func (r *vitepressReader) entries(list *literal.Value, base string) []Item {
	var out []Item
	for _, v := range r.elements(list) {
		if v.Kind != literal.Object {
			r.report(notUnderstood.At(v.Place))
			continue
		}
		out = append(out, r.entry(v, base)...)
	}
	return out
}

func (r *vitepressReader) entry(v *literal.Value, base string) []Item {
	if own := r.words(v, "base"); own != "" {
		base = own
	}
	it := Item{Title: untagged(r.words(v, "text")), Kind: Part, Matter: book.Main, At: v.Place}
	if text := v.Get("text"); text != nil {
		it.At = text.Place
	}
	if link := r.words(v, "link"); link != "" {
		it.Kind, it.At = Chapter, v.Get("link").Place
		if base != "" && !web(link) {
			link = strings.TrimSuffix(base, "/") + "/" + strings.TrimPrefix(link, "/")
		}
		r.page(&it, link)
	}
	it.Items = r.entries(v.Get("items"), base)
	switch {
	case it.Kind == Part && it.Title == "":
		return it.Items
	case it.Kind == Part && it.Items == nil:
		it.Kind = Draft
	}
	return kept(it)
}

// page reads the address of a page of the site: that of a folder is its index.
func (r *vitepressReader) page(it *Item, address string) {
	file, anchor, anchored := strings.Cut(address, "#")
	if strings.HasSuffix(file, "/") {
		file += "index"
	}
	file = strings.TrimPrefix(strings.TrimSuffix(file, ".html"), "/")
	if web(address) {
		file = address
	} else if anchored {
		file += "#" + anchor
	}
	r.target(it, file, r.site)
}
