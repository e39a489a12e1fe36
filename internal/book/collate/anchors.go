package collate

import (
	"strings"

	"keben/internal/book"
	"keben/internal/book/address"
	"keben/internal/tool"
)

// found is where a link's fragment leads; other is the id of another heading that it may mean as well, or "".
type found struct{ slug, id, other string }

// anchored are the ids of a section's headings as other tools know them.
type anchored struct {
	*address.Anchors
	ids      []string        // in the edition, by heading; "" is the top of the section
	explicit map[string]bool // the ids that the author wrote in it
}

// anchor returns the place in a section to which a fragment leads. An id that the author wrote comes first; then, in a
// book of Keben, an id of the edition, and in another tool's the heading to which that tool gives this id; then
// the heading to which any tool does.
func (c *collator) anchor(slug, id string) (found, bool) {
	id = strings.TrimPrefix(id, "user-content-") // GitHub's own prefix in pages
	own := func(id string) (found, bool) {
		t, ok := c.labels[key(slug, id)]
		return found{slug: slug, id: t.ID}, ok
	}
	if c.book.Syntax == tool.Keben || id == "" {
		if f, ok := own(id); ok {
			return f, true
		}
	}
	a := c.anchorsOf(slug)
	if a.explicit[id] {
		return own(id)
	}
	if c.book.Syntax != tool.Any {
		if h, ok := a.By(c.book.Syntax, id); ok {
			return found{slug: slug, id: a.ids[h]}, true
		}
		if f, ok := own(id); ok {
			return f, true
		}
	}
	for _, id := range [...]string{id, address.Slug(id)} {
		if h, other, ok := a.Any(id); ok {
			f := found{slug: slug, id: a.ids[h]}
			if other >= 0 {
				f.other = a.ids[other]
			}
			return f, true
		}
		if f, ok := own(id); ok {
			return f, true
		}
	}
	return found{slug: slug}, id == "top" // the top of a page (HTML Standard, "indicated part of the document")
}

// anchorsOf returns the ids of a section's headings, made when they are first asked for.
func (c *collator) anchorsOf(slug string) *anchored {
	if a, ok := c.anchored[slug]; ok {
		return a
	}
	a := &anchored{Anchors: address.NewAnchors(nil)}
	if s := c.ed.Section(slug); s != nil && s.Chapter != nil {
		a = anchorsIn(s.Chapter, func(b book.Block) string { return b.Common().ID })
	}
	c.anchored[slug] = a
	return a
}

// anchorsIn returns the ids of a chapter's headings; idOf is a block's in the edition.
func anchorsIn(ch *book.Chapter, idOf func(book.Block) string) *anchored {
	a := &anchored{explicit: map[string]bool{}}
	var headings []address.Heading
	if t := ch.TitleHead; t != nil {
		headings, a.ids = append(headings, address.Heading{Text: book.Plain(ch.Title), ID: t.ID}), append(a.ids, "")
		a.explicit[t.ID] = t.Explicit
	}
	eachPlace(ch, func(b book.Block, span *book.Span) {
		if span != nil {
			a.explicit[span.ID] = true
			return
		}
		head, id := b.Common(), ""
		if head.Explicit {
			id = head.ID
			a.explicit[id] = true
		}
		if h, ok := b.(*book.Heading); ok {
			headings, a.ids = append(headings, address.Heading{Text: book.Plain(h.Content), ID: id}), append(a.ids, idOf(b))
		}
	})
	a.Anchors = address.NewAnchors(headings)
	return a
}

// translated returns the place of a heading that a fragment names as it is in another language: a chapter that is not
// translated names those of its own language. One without a counterpart in the edition is the top of its chapter.
func (c *collator) translated(language, slug, id string) (found, bool) {
	ch := c.book.Chapters[language][slug]
	if ch == nil {
		return found{}, false
	}
	ids := IDs(c.book, c.align, slug)
	a := anchorsIn(ch, func(b book.Block) string { return ids[b] })
	h, ok := a.By(c.book.Syntax, id)
	if !ok {
		h, _, ok = a.Any(id)
	}
	if !ok {
		return found{}, false
	}
	f := found{slug: slug}
	if t, ok := c.labels[key(slug, a.ids[h])]; ok {
		f.id = t.ID
	}
	return f, true
}

// anywhere returns the place of an id that the author wrote, in whichever chapter: in a book that a tool joins before it
// is divided into pages, a link names an id alone.
func (c *collator) anywhere(id string) (found, bool) {
	if c.owners == nil {
		c.owners = map[string]string{}
		for i := range c.ed.Sections {
			slug := c.ed.Sections[i].Slug
			for id := range c.anchorsOf(slug).explicit {
				if _, ok := c.owners[id]; !ok {
					c.owners[id] = slug
				}
			}
		}
	}
	if t, ok := c.labels[id]; ok && !strings.Contains(id, "#") {
		return found{slug: t.Slug, id: t.ID}, true
	}
	if slug, ok := c.owners[id]; ok {
		return found{slug: slug, id: c.labels[key(slug, id)].ID}, true
	}
	if c.book.Syntax == tool.Bookdown {
		for i := range c.ed.Sections {
			if slug := c.ed.Sections[i].Slug; slug != "" {
				if h, ok := c.anchorsOf(slug).By(tool.Bookdown, id); ok {
					return found{slug: slug, id: c.anchored[slug].ids[h]}, true
				}
			}
		}
	}
	return found{}, false
}
