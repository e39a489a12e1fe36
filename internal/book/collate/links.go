package collate

import (
	"path"
	"strings"

	"keben/internal/book"
	"keben/internal/book/address"
	"keben/internal/diag"
	"keben/internal/lang"
)

// A message with a suggestion and one without are two kinds of one id.
var (
	deadLink = diag.NewKind("dead-link", diag.Warning,
		"the book has no page or heading %q", "书中没有 %q 这一页或标题",
		"correct the file name or the id", "请改正文件名或标识")
	deadLinkNear = diag.NewKind("dead-link", diag.Warning,
		"the book has no page or heading %q", "书中没有 %q 这一页或标题",
		"did you mean %[2]q?", "是否想写 %[2]q？")
	linkEmpty = diag.NewKind("dead-link", diag.Warning,
		"the link has no address", "链接没有写地址",
		"write the file or the heading to which it leads", "请写明链接所指的文件或标题")
	linkRecased = diag.NewKind("link-case", diag.Note,
		"%q differs from %s in the case of letters", "%q 与 %s 的字母大小写不同",
		"type it as the file is named: other machines tell them apart", "请照文件名书写：在其他电脑上，大小写不同就是不同的文件")
	linkAmbiguous = diag.NewKind("link-ambiguous", diag.Warning,
		"%q may lead to the heading #%s or to #%s; it leads to the first", "%q 可能指标题 #%s，也可能指 #%s；现指向前者",
		"give the heading an id, {#name}, and link to that", "请为该标题加上标识，如 {#name}，再链接到该标识")
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
	files, own := map[string]map[string]string{}, map[string][]string{}
	for _, l := range c.book.Languages {
		files[l] = map[string]string{}
		for slug, ch := range c.book.Chapters[l] {
			files[l][slug] = ch.File()
			if len(ch.Addresses) > 0 {
				own[ch.File()] = ch.Addresses
			}
		}
	}
	c.index = address.NewIndex(address.Book{Languages: c.book.Languages, Files: files, Own: own, Folders: c.book.Folders, Tool: c.book.Syntax})
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
			worded(run, lang.Of(ch.Lang))
			if lang.Of(ch.Lang).Punctuation == lang.FullWidth {
				closeUp(run)
			}
		}})
	}
}

func (c *collator) ref(ch *book.Chapter, n *book.Ref) {
	t, ok := c.labels[n.Target]
	if !ok || strings.Contains(n.Target, "#") {
		n.Dead = true
		m := deadReference.At(ch.At(n.Range), n.Target)
		if near, ok := c.names.referable(c.labels).Nearest(n.Target); ok {
			m = deadReferenceNear.At(ch.At(n.Range), n.Target, near)
		}
		c.messages = append(c.messages, m)
		return
	}
	n.Slug, n.ID, n.Text = t.Slug, t.ID, c.reading(t, ch.Slug)
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
	if n.Dead || n.File != "" {
		return // package manuscript has looked it up and reported it
	}
	if s := runningScheme(n.Target); s != "" {
		n.Dead = true
		c.report(unsafeLink, ch.At(n.Range), s)
		return
	}
	slug, id := "", ""
	if own, ok := strings.CutPrefix(n.Target, "chapter:"); ok {
		slug, id, _ = strings.Cut(own, "#")
	} else {
		p := c.index.Find(address.Link{From: ch.File(), Lang: ch.Lang, Target: n.Target}, nil)
		switch p.Kind {
		case address.Outside:
			return
		case address.Chapter:
			slug = p.Slug
			if slug == "" {
				slug = ch.Slug
			}
		case address.Home:
			slug = c.home()
		}
		if id = p.Fragment; p.Recased {
			c.report(linkRecased, ch.At(n.Range), n.Target, c.anyLanguage(slug).File())
		}
	}
	if _, ok := c.labels[key(slug, "")]; !ok {
		c.deadLink(ch, n, "")
		return
	}
	t, ok := c.anchor(slug, id)
	if !ok && slug == ch.Slug {
		t, ok = c.anywhere(id)
	}
	if s := c.ed.Section(slug); !ok && ch.Lang == c.tag && s != nil && c.ed.Untranslated(s) {
		t, ok = found{slug: slug}, true // the id of a heading that is not translated yet
	}
	if !ok && ch.Lang != c.tag {
		t, ok = c.translated(ch.Lang, slug, id)
	}
	if !ok {
		c.deadLink(ch, n, slug)
		return
	}
	if t.other != "" {
		c.report(linkAmbiguous, ch.At(n.Range), n.Target, t.id, t.other)
	}
	n.Slug, n.ID = t.slug, t.id
	if len(n.Content) == 0 {
		n.Content = text(c.reading(c.labels[key(n.Slug, n.ID)], ch.Slug))
	}
}

// home returns the section at which a book is opened: the contents, or else the first section with a text.
func (c *collator) home() string {
	slug := ""
	for i := range c.ed.Sections {
		switch s := &c.ed.Sections[i]; {
		case s.Role == book.RoleContents:
			return s.Slug
		case s.Chapter != nil && slug == "":
			slug = s.Slug
		}
	}
	return slug
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

// deadLink disables and reports a link whose target does not exist, with the nearest target that does: an anchor of the
// chapter slug, or a page of the book when slug is "". A wrong target that is on every page is looked up once. A link
// that was to take its text from the target shows the target as typed.
func (c *collator) deadLink(ch *book.Chapter, n *book.Link, slug string) {
	n.Dead = true
	if len(n.Content) == 0 {
		n.Content = text(n.Target)
	}
	if strings.TrimSpace(n.Target) == "" {
		c.report(linkEmpty, ch.At(n.Range))
		return
	}
	k := [2]string{slug, n.Target}
	near, known := c.near[k]
	if !known {
		if slug == "" {
			pages, ok := c.names.pages(c.ed), false
			if near, ok = pages.Nearest(n.Target); !ok { // a path, or a page of a site: its name is compared
				file, _, _ := strings.Cut(n.Target, "#")
				if name := path.Base(address.Stem(file)); name != "." && name != "/" {
					near, _ = pages.Nearest(name + ".md")
				}
			}
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

func fragment(target string) string {
	_, id, _ := strings.Cut(target, "#")
	return id
}
