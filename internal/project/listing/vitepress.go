package listing

import (
	"cmp"
	"path"
	"strings"

	"keben/internal/book"
	"keben/internal/literal"
)

// vitepress reads themeConfig.sidebar of .vitepress/config (vitepress.dev/reference/default-theme-sidebar): a list, or
// lists by the path for which they are; first the site's own, then those of its locales
// (vitepress.dev/guide/i18n). Links are relative to the site's sources, to which srcDir leads; those in an entry with a
// base follow it. VuePress, from which VitePress comes, has other words for the same (vuepress.vuejs.org/theme), and its
// entries may be links alone.
func vitepress(r *reader) []Item {
	config := r.program()
	v := vitepressReader{reader: r, site: r.folder, index: "index", seen: map[*literal.Value]bool{}}
	if site, _, ok := strings.Cut("/"+r.src.Name, "/.vitepress/"); ok {
		v.site = path.Join(strings.TrimPrefix(site, "/"), r.words(config, "srcDir"))
	} else if site, _, ok := strings.Cut("/"+r.src.Name, "/.vuepress/"); ok {
		v.site, v.index = strings.TrimPrefix(site, "/"), "README"
	}
	items := v.theme(config)
	for _, locale := range config.Get("locales").Entries() {
		items = append(items, v.theme(locale.Value)...)
	}
	return items
}

type vitepressReader struct {
	*reader
	site  string                  // the folder of the pages
	index string                  // the page of a folder
	seen  map[*literal.Value]bool // lists that have been read: one list may be for several paths
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
			out = append(out, r.sidebar(p.Value, r.under(p.Key))...)
		}
	}
	return out
}

// under is what goes before the links of a sidebar for a path: in VuePress those that do not begin with / are below it.
func (r *vitepressReader) under(key string) string {
	if r.index == "README" {
		return key
	}
	return ""
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
		switch {
		case v.Kind == literal.Object:
			out = append(out, r.entry(v, base)...)
		case r.index == "README" && v.Kind == literal.Text:
			out = append(out, kept(r.link(v, "", base))...)
		case r.index == "README" && len(v.Items) == 2 && v.Items[0].Kind == literal.Text:
			out = append(out, kept(r.link(v.Items[0], v.Items[1].Text, base))...)
		default:
			r.report(notUnderstood.At(v.Place))
		}
	}
	return out
}

// link is an entry that is a link and nothing more.
func (r *vitepressReader) link(v *literal.Value, title, base string) Item {
	it := Item{Title: untagged(title), Matter: book.Main, At: v.Place}
	address := cmp.Or(v.Text, "/")
	if rooted := r.index == "README" && strings.HasPrefix(v.Text, "/"); base != "" && !rooted && !web(address) {
		address = strings.TrimSuffix(base, "/") + "/" + strings.TrimPrefix(address, "/")
	}
	r.page(&it, address)
	return it
}

func (r *vitepressReader) entry(v *literal.Value, base string) []Item {
	if own := r.words(v, "base"); own != "" {
		base = own
	}
	title := cmp.Or(r.words(v, "text"), r.words(v, "title"))
	items := append(r.entries(v.Get("items"), base), r.entries(v.Get("children"), base)...)
	for _, key := range []string{"link", "path"} {
		if r.words(v, key) != "" {
			it := r.link(v.Get(key), title, base)
			it.Items = items
			return kept(it)
		}
	}
	it := Item{Title: untagged(title), Kind: Part, Matter: book.Main, Items: items, At: v.Place}
	for _, key := range []string{"title", "text"} {
		if at := v.Get(key); at != nil {
			it.At = at.Place
		}
	}
	switch {
	case it.Title == "":
		return it.Items
	case it.Items == nil:
		it.Kind = Draft
	}
	return []Item{it}
}

// page reads the address of a page of the site.
func (r *vitepressReader) page(it *Item, address string) {
	file, anchor, anchored := strings.Cut(address, "#")
	if strings.HasSuffix(file, "/") {
		file += r.index
	}
	file = strings.TrimPrefix(strings.TrimSuffix(file, ".html"), "/")
	if web(address) {
		file = address
	} else if anchored {
		file += "#" + anchor
	}
	r.target(it, file, r.site)
}
