package website

import (
	"html/template"
	"reflect"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
)

// newContents arranges the entries of the edition by part, leaving out those without a page. A part ends where the next
// part begins or the main matter ends.
func (e *edition) newContents() []Group {
	var groups []Group
	matter, left := book.Matter(-1), false // left: inside a chapter that is left out
	for _, l := range e.lines(func(side *edition) []book.Entry { return side.Contents }) {
		entry, item := l.Entry, l.item
		_, has := e.bySlug[entry.Slug]
		item.Href = template.URL(e.within("", entry.Slug, item.id))
		if entry.Depth == 0 {
			part := &item.Link
			if !has {
				part.Href = ""
			}
			groups = append(groups, Group{Part: part, slug: entry.Slug})
			matter, left = entry.Matter, false
			continue
		}
		if entry.Depth == 1 {
			left = !has
		}
		if left || !has {
			continue
		}
		if entry.Matter != matter || len(groups) == 0 {
			groups = append(groups, Group{})
			matter = entry.Matter
		}
		g := &groups[len(groups)-1]
		g.Items = place(g.Items, item)
	}
	return slices.DeleteFunc(groups, func(g Group) bool { return len(g.Items) == 0 })
}

// listed is a line of the contents, or of another list, before it becomes an item.
type listed struct {
	*book.Entry
	item *Item
}

// lines returns the lines of a list, in a parallel edition those of both languages.
func (e *edition) lines(of func(*edition) []book.Entry) []listed {
	var out []listed
	if e.Twin == nil {
		entries := of(e)
		for i := range entries {
			out = append(out, e.line(&entries[i]))
		}
		return out
	}
	first, second := e.sides[0], e.sides[1]
	ours := slices.DeleteFunc(slices.Clone(of(first)), func(l book.Entry) bool {
		i, has := e.bySlug[l.Slug]
		return has && l.Lang != "" && e.pages[i].only
	})
	theirs := slices.DeleteFunc(slices.Clone(of(second)), func(l book.Entry) bool { return l.Lang != "" })
	for _, m := range merge(entryKeys(ours), entryKeys(theirs)) {
		if m[0] < 0 {
			l := second.line(&theirs[m[1]])
			l.item.Lang, l.item.id = second.lang, e.prefixed(l.ID)
			out = append(out, l)
			continue
		}
		l := first.line(&ours[m[0]])
		if m[1] >= 0 {
			twin := theirs[m[1]]
			link := second.numbered(twin.Number, twin.Title)
			link.Lang, l.item.Twin = second.lang, &link
		}
		out = append(out, l)
	}
	return out
}

func (e *edition) line(entry *book.Entry) listed {
	item := &Item{depth: entry.Depth, slug: entry.Slug, id: entry.ID, Authors: e.lang.Authors(entry.Authors)}
	item.Link = e.numbered(entry.Number, entry.Title)
	if e.foreign(&item.Link, entry.Lang); entry.ID != "" {
		item.Mark = "" // the chapter over it has one
	}
	return listed{entry, item}
}

func entryKeys(entries []book.Entry) []string {
	keys := make([]string, len(entries))
	for i, entry := range entries {
		keys[i] = entry.Slug + "#" + entry.ID
	}
	return keys
}

// place puts item below the last item that is less deep.
func place(items []*Item, item *Item) []*Item {
	if n := len(items); n > 0 && items[n-1].depth < item.depth {
		items[n-1].Items = place(items[n-1].Items, item)
		return items
	}
	return append(items, item)
}

// shut is a group of the contents with all its chapters closed, and the offset of each in it, so that the group with
// one chapter open is made by two cuts, however long the book is.
type shut struct {
	items  string
	spans  map[string]span // by slug of a chapter and of those nested in it
	starts []int           // of every chapter, and the end
}

// span is the place of a chapter in a group of the contents, and which of its chapters it is.
type span struct{ from, to, at int }

// mostBeside is the most chapters whose complete contents are beside every page: for ten thousand chapters that would
// be a hundred million lines. In a larger book only the chapters around the page are shown, nearBeside on either side.
const (
	mostBeside = 1000
	nearBeside = 100
)

var contentsFolded = diag.NewKind("contents-folded", diag.Note,
	"the book has %[1]d chapters, so the contents beside the text list only %[2]d before and after the page; the start page lists all", "全书共 %[1]d 章，因此正文旁的目录只列出当前页前后各 %[2]d 章；首页列出全部章节")

// closeContents writes the contents beside the text with each chapter closed, and each chapter opened.
func (e *edition) closeContents() {
	now := contentsOrigin{e.site.templates, e.contents}
	w, _ := e.site.in.Cache.contents.At(e.Name).Recall(func(was contentsOrigin) bool {
		return was.templates == now.templates && reflect.DeepEqual(was.contents, now.contents)
	}, func() (writtenContents, contentsOrigin) { return e.writeContents(), now })
	e.contents, e.shut, e.open = w.contents, w.shut, w.open
}

func (e *edition) writeContents() writtenContents {
	w := writtenContents{contents: e.contents, open: map[string]string{}}
	for _, g := range e.contents {
		var b strings.Builder
		s := shut{spans: map[string]span{}}
		for i, item := range g.Items {
			from := b.Len()
			b.WriteString(e.item(item.closed()))
			at := span{from, b.Len(), i}
			item.pages(func(slug string) { s.spans[slug] = at })
			s.starts = append(s.starts, from)
			w.open[item.slug] = e.item(item.opened(item.slug, 0))
		}
		s.items, s.starts = b.String(), append(s.starts, b.Len())
		w.shut = append(w.shut, s)
	}
	return w
}

// closed returns the item without the lines below it.
func (i *Item) closed() *Item {
	c := *i
	c.Items, c.Authors = nil, ""
	return &c
}

// opened returns the item as the page of slug, its own or one nested in it, shows it: the way to that page open, and
// the page's headings below it. Of the lines beside one on the way only so many as near are shown on either side.
func (i *Item) opened(slug string, near int) *Item {
	c := i.closed()
	if i.slug == slug {
		c.Current = true
		for _, below := range i.Items {
			c.Items = append(c.Items, below.fromInside(slug))
		}
		return c
	}
	way := slices.IndexFunc(i.Items, func(below *Item) bool { return below.holds(slug) })
	first, last := max(way-near, 0), min(way+near+1, len(i.Items))
	for at, below := range i.Items[first:last] {
		if first+at == way {
			c.Items = append(c.Items, below.opened(slug, near))
		} else {
			c.Items = append(c.Items, below.closed())
		}
	}
	return c
}

// fromInside returns an item below a chapter as that chapter addresses it. A chapter nested in it is closed.
func (i *Item) fromInside(slug string) *Item {
	c := i.closed()
	if i.slug != slug {
		return c
	}
	c.Href = template.URL(href("", i.id))
	for _, below := range i.Items {
		c.Items = append(c.Items, below.fromInside(slug))
	}
	return c
}

// pages calls f with the slugs of an item and of the chapters nested in it.
func (i *Item) pages(f func(slug string)) {
	if i.id == "" {
		f(i.slug)
	}
	for _, below := range i.Items {
		below.pages(f)
	}
}

// holds reports whether an item is the chapter of slug, or that chapter is nested in it.
func (i *Item) holds(slug string) bool {
	return i.find(slug) != nil
}

// find returns the item of the chapter of slug at or below i, or nil.
func (i *Item) find(slug string) *Item {
	if i.slug == slug && i.id == "" {
		return i
	}
	for _, below := range i.Items {
		if found := below.find(slug); found != nil {
			return found
		}
	}
	return nil
}

// unfolded is a chapter of the contents with the chapters nested in it closed, and the offset of each, and of the end of
// the last, so that one of them is opened by a cut.
type unfolded struct {
	text   string
	starts []int // nil if a template of the book writes a line otherwise below another
}

// unfold writes a chapter with those nested in it closed, once for all of their pages.
func (e *edition) unfold(item *Item) unfolded {
	if u, ok := e.unfolded[item]; ok {
		return u
	}
	c := item.closed()
	for _, below := range item.Items {
		c.Items = append(c.Items, below.closed())
	}
	u := unfolded{text: e.item(c)}
	end := 0
	for i, below := range c.Items {
		line := e.item(below)
		at := strings.Index(u.text[end:], line)
		if at < 0 || i > 0 && at > 0 {
			u.starts = nil
			break
		}
		u.starts = append(u.starts, end+at)
		end += at + len(line)
	}
	if u.starts != nil {
		u.starts = append(u.starts, end)
	}
	e.unfolded[item] = u
	return u
}

// opened returns the contents of a chapter that is or holds that of slug, opened there. Beside a chapter on the way only
// the nearest are shown if the book is large.
func (e *edition) opened(item *Item, slug string) string {
	near := len(item.Items)
	if len(e.pages) > mostBeside {
		near = nearBeside
	}
	if item.slug == slug {
		if open, ok := e.open[slug]; ok {
			return open
		}
		return e.item(item.opened(slug, near))
	}
	u := e.unfold(item)
	if u.starts == nil {
		return e.item(item.opened(slug, near))
	}
	way := slices.IndexFunc(item.Items, func(below *Item) bool { return below.holds(slug) })
	first, last := max(way-near, 0), min(way+near+1, len(item.Items))
	return u.text[:u.starts[0]] + u.text[u.starts[first]:u.starts[way]] + e.opened(item.Items[way], slug) +
		u.text[u.starts[way+1]:u.starts[last]] + u.text[u.starts[len(item.Items)]:]
}

func (e *edition) item(item *Item) string {
	text, _ := e.site.templates.execute("parts/contents-item.html", item)
	return string(text)
}

// contentsBeside returns the contents for the page of slug.
func (e *edition) contentsBeside(slug string) []Beside {
	folded := len(e.pages) > mostBeside
	var groups []Beside
	for i, g := range e.contents {
		items := e.shut[i].items
		at, inside := e.shut[i].spans[slug]
		here := inside || g.Part != nil && g.slug == slug
		switch {
		case inside && folded:
			starts := e.shut[i].starts
			first, last := starts[max(at.at-nearBeside, 0)], starts[min(at.at+nearBeside+1, len(starts)-1)]
			items = items[first:at.from] + e.opened(g.Items[at.at], slug) + items[at.to:last]
		case inside:
			items = items[:at.from] + e.opened(g.Items[at.at], slug) + items[at.to:]
		case folded && !here && len(e.contents) > mostBeside:
			continue
		case folded:
			items = ""
		}
		groups = append(groups, Beside{Part: g.Part, Current: g.Part != nil && g.slug == slug, Items: template.HTML(items)})
	}
	return groups
}
