package collate

import (
	"net/url"
	"path"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/source"
)

// A message with a suggestion and one without are two kinds of one id.
var (
	deadLink = diag.NewKind("dead-link", diag.Warning,
		"the book has no page or heading %q", "书中没有 %q 这一页或标题",
		"correct the file name or the id", "请改正文件名或标识")
	deadLinkNear = diag.NewKind("dead-link", diag.Warning,
		"the book has no page or heading %q", "书中没有 %q 这一页或标题",
		"did you mean %[2]q?", "是否想写 %[2]q？")
	linkUntranslated = diag.NewKind("link-untranslated", diag.Warning,
		"the link leads to the chapter %q, which has no %[2]s version", "链接指向章节 %q，而该章没有%[3]s版",
		"translate the chapter, or remove the link", "请补译该章，或删去链接")
	unsafeLink = diag.NewKind("unsafe-link", diag.Warning,
		"a `%s:` link could run code in a reader's browser; it is disabled", "`%s:` 链接可能在读者的浏览器中运行代码，已停用",
		"link to a page: https://…", "请链接到网页：https://…")
	deadReference = diag.NewKind("dead-reference", diag.Warning,
		"nothing in this book has the id %q", "书中没有标识为 %q 的图、表或标题",
		"give the figure, table or heading this id: {#%[1]s}", "请为所引的图、表或标题加上标识：{#%[1]s}")
	deadReferenceNear = diag.NewKind("dead-reference", diag.Warning,
		"nothing in this book has the id %q", "书中没有标识为 %q 的图、表或标题",
		"did you mean @%[2]s?", "是否想写 @%[2]s？")
)

// resolve sets the places of all references and links in the edition.
func (c *collator) resolve() {
	for _, l := range c.book.Languages {
		for slug, ch := range c.book.Chapters[l] {
			c.files[ch.File()] = slug
		}
	}
	for i := range c.ed.Sections {
		ch := c.ed.Sections[i].Chapter
		if ch == nil {
			continue
		}
		walk(ch, book.Visitor{Run: func(_ book.Block, run []book.Inline) {
			book.WalkInlines(run, func(in book.Inline) {
				switch n := in.(type) {
				case *book.Link:
					c.link(ch, n)
				case *book.Ref:
					c.ref(ch, n)
				}
			})
			if c.lang.Punctuation == lang.FullWidth {
				closeUp(run)
			}
		}})
	}
}

func (c *collator) ref(ch *book.Chapter, n *book.Ref) {
	t, ok := c.labels[n.Target]
	if !ok || strings.Contains(n.Target, "#") {
		n.Dead = true
		if slug := c.elsewhere(n.Target); slug != "" {
			c.reportUntranslated(ch, n.Range, slug)
			return
		}
		m := deadReference.At(ch.At(n.Range), n.Target)
		if near, ok := c.names.referable(c.labels).Nearest(n.Target); ok {
			m = deadReferenceNear.At(ch.At(n.Range), n.Target, near)
		}
		c.messages = append(c.messages, m)
		return
	}
	n.Slug, n.ID, n.Text = t.Slug, t.ID, c.reading(t, ch.Slug)
}

// elsewhere returns the chapter that has an explicit id in another language and does not exist in this one, or "".
func (c *collator) elsewhere(id string) string {
	if c.absent == nil {
		c.absent = map[string]string{}
		for _, place := range c.book.Outline {
			if c.book.Chapters[c.tag][place.Slug] != nil {
				continue
			}
			for id := range c.explicitIDs(place.Slug) {
				if _, ok := c.absent[id]; !ok {
					c.absent[id] = place.Slug
				}
			}
		}
	}
	return c.absent[id]
}

func (c *collator) reportUntranslated(ch *book.Chapter, pos source.Range, slug string) {
	c.report(linkUntranslated, ch.At(pos), slug, c.lang.EnglishName, c.lang.ChineseName)
}

// reading returns the text of a reference to t in the chapter from. A reference to something without a number has the
// text of a reference to its chapter.
func (c *collator) reading(t target, from string) string {
	s := t.Text
	if c.root(t.Slug) == c.root(from) {
		s = t.near
	}
	if s == "" && t.ID != "" {
		return c.reading(c.labels[key(t.Slug, "")], from)
	}
	return s
}

func (c *collator) link(ch *book.Chapter, n *book.Link) {
	slug, id, internal := c.place(ch, n.Target)
	if !internal {
		if s := runningScheme(n.Target); s != "" {
			n.Dead = true
			c.report(unsafeLink, ch.At(n.Range), s)
		}
		return
	}
	if _, ok := c.labels[key(slug, "")]; !ok {
		n.Dead = true
		if c.anyLanguage(slug) != nil {
			c.reportUntranslated(ch, n.Range, slug)
			return
		}
		c.deadLink(ch, n, "")
		return
	}
	found, ok := c.anchor(slug, id)
	if !ok {
		n.Dead = true
		c.deadLink(ch, n, slug)
		return
	}
	id = found
	n.Slug, n.ID = slug, id
	if len(n.Content) == 0 {
		n.Content = text(c.reading(c.labels[key(slug, id)], ch.Slug))
	}
}

// runningScheme returns the scheme of an address if it could run a script or read data of the page. It is found as
// browsers find it: blanks and controls do not count (WHATWG URL, basic URL parser).
func runningScheme(address string) string {
	plain := strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7F {
			return -1
		}
		return r
	}, address)
	scheme, _, ok := strings.Cut(plain, ":")
	switch scheme = strings.ToLower(scheme); scheme {
	case "javascript", "vbscript", "livescript", "data", "blob", "filesystem", "jar", "mhtml", "view-source":
		if ok {
			return scheme
		}
	}
	return ""
}

// anchor returns the id in a section to which a link leads: the id itself, the one of a heading whose text in this
// language gives the link's id, or another tool's spelling of it.
func (c *collator) anchor(slug, id string) (string, bool) {
	for _, id := range [...]string{id, Slug(id)} {
		if _, ok := c.labels[key(slug, id)]; ok {
			return id, true
		}
		if own, ok := c.aliases[key(slug, id)]; ok {
			return own, true
		}
	}
	return "", false
}

// deadLink reports a link whose target does not exist, with the nearest target that does: an anchor of the chapter
// slug, or a page of the book when slug is "". A wrong target that is on every page is looked up once.
func (c *collator) deadLink(ch *book.Chapter, n *book.Link, slug string) {
	k := [2]string{slug, n.Target}
	near, known := c.near[k]
	if !known {
		if slug == "" {
			near, _ = c.names.pages(c.ed).Nearest(n.Target)
		} else {
			id := fragment(n.Target)
			if found, ok := c.names.anchors(slug, c.labels).NearestEnd(n.Target, len(n.Target)-len(id)); ok {
				near = strings.TrimSuffix(n.Target, id) + found
			}
		}
		c.near[k] = near
	}
	if near != "" {
		c.report(deadLinkNear, ch.At(n.Range), n.Target, near)
		return
	}
	c.report(deadLink, ch.At(n.Range), n.Target)
}

// place reads a link's target. It is a place in this book if it is "#id", "chapter:slug", or the file of a chapter,
// relative to the chapter of the link ("trade.md", "../en/trade.md#id"). A file in another language means that chapter
// in this edition. Everything else is an address and stays as it is.
func (c *collator) place(ch *book.Chapter, target string) (slug, id string, internal bool) {
	file, _, _ := strings.Cut(target, "#")
	id = fragment(target)
	if s, err := url.PathUnescape(id); err == nil {
		id = s
	}
	if slug, ok := strings.CutPrefix(file, "chapter:"); ok {
		return slug, id, true
	}
	if file == "" {
		return ch.Slug, id, target != ""
	}
	if hasScheme(file) || strings.HasPrefix(file, "/") {
		return "", "", false
	}
	file, _, _ = strings.Cut(file, "?")
	if s, err := url.PathUnescape(file); err == nil {
		file = s
	}
	switch ext := path.Ext(file); ext {
	case ".md", ".markdown", ".mmark":
		if slug, ok := c.files[path.Join(path.Dir(ch.File()), file)]; ok {
			return slug, id, true
		}
		return strings.TrimSuffix(path.Base(file), ext), id, true
	}
	return "", "", false
}

func fragment(target string) string {
	_, id, _ := strings.Cut(target, "#")
	return id
}

// hasScheme reports whether an address begins with a URI scheme (RFC 3986 §3.1).
func hasScheme(s string) bool {
	for i, r := range s {
		switch {
		case r == ':':
			return i > 1 // a single letter is a drive of Windows
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		case i > 0 && (r >= '0' && r <= '9' || r == '+' || r == '-' || r == '.'):
		default:
			return false
		}
	}
	return false
}
