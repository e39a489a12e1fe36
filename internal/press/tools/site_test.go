package tools

import (
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"keben/internal/hypertext"
)

// element is a node of a page: a tag with what is in it, or a text.
type element struct {
	name  string
	token hypertext.Token
	in    []*element
}

// parsePage reads a page into a tree. An end tag closes the nearest element of its name, so that a page without the end
// tags that HTML lets out is read as well.
func parsePage(page string) *element {
	root := &element{}
	open := []*element{root}
	for _, t := range hypertext.Tokens(page) {
		top := open[len(open)-1]
		switch t.Kind {
		case hypertext.Text:
			if !t.Raw {
				top.in = append(top.in, &element{token: t})
			}
		case hypertext.Start:
			e := &element{name: t.Name, token: t}
			top.in = append(top.in, e)
			if !t.Closed && !voidElements[t.Name] {
				open = append(open, e)
			}
		case hypertext.End:
			for i := len(open) - 1; i > 0; i-- {
				if open[i].name == t.Name {
					open = open[:i]
					break
				}
			}
		}
	}
	return root
}

var voidElements = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true,
	"img": true, "input": true, "link": true, "meta": true, "source": true, "track": true, "wbr": true}

func (e *element) class(name string) bool {
	return slices.Contains(strings.Fields(e.token.Attr("class")), name)
}

// each calls f for e and all below it, in order, until f returns false for one, whose contents are then passed over.
func (e *element) each(f func(*element) bool) {
	if !f(e) {
		return
	}
	for _, c := range e.in {
		c.each(f)
	}
}

// first returns the first element for which is holds, or nil.
func (e *element) first(is func(*element) bool) (found *element) {
	e.each(func(c *element) bool {
		if found == nil && c.name != "" && is(c) {
			found = c
		}
		return found == nil
	})
	return found
}

// text is what a reader sees of e, without the marks that tools put beside headings to link to them, and without what
// Keben puts beside titles: numbers, and the language of a chapter that is not translated.
func (e *element) text() string {
	var b strings.Builder
	e.each(func(c *element) bool {
		switch {
		case c.name == "" && c.token.Kind == hypertext.Text:
			b.WriteString(c.token.Value)
		case c.class("header-anchor"), c.class("hash-link"), c.class("headerlink"), c.class("number"), c.class("unseen"), c.class("mark"):
			return false
		}
		return true
	})
	return strings.Join(strings.Fields(strings.ReplaceAll(b.String(), "\u200b", "")), " ")
}

func tag(name string) func(*element) bool {
	return func(e *element) bool { return e.name == name }
}

func classed(name string) func(*element) bool {
	return func(e *element) bool { return e.class(name) }
}

// siteForm says where a tool puts what is compared.
type siteForm struct {
	contents func(*element) bool                 // the list of chapters on a page
	text     func(*element) bool                 // the text of a chapter on its page
	entries  func(contents *element) []listEntry // the list read; nil for lists in lists
	home     map[string]string                   // by language, the page that opens it, without .html
	langs    map[string]string                   // by the beginning of a page's path, its language; the longest counts
	hash     bool                                // addresses are in the fragment: #/water/well?id=upkeep
}

// lang returns the language of a page, or "" for one that is not compared.
func (f siteForm) lang(name string) string {
	best, lang := -1, ""
	for start, l := range f.langs {
		if strings.HasPrefix(name, start) && len(start) > best {
			best, lang = len(start), l
		}
	}
	return lang
}

// listEntry is an entry of a list of chapters; href is "" for a group without a page.
type listEntry struct {
	depth       int
	label, href string
}

// nestedEntries reads lists in lists. Entries that lead to a heading of a chapter are passed over. A paragraph before a
// list, as the heading of a part is, is a group with the list in it.
func nestedEntries(contents *element) []listEntry {
	var out []listEntry
	var list func(e *element, depth int)
	group := func(e *element) (listEntry, bool) {
		entry := listEntry{label: e.text()}
		if a := e.first(tag("a")); a != nil {
			entry.label, entry.href = a.text(), a.token.Attr("href")
		}
		if _, fragment, ok := strings.Cut(entry.href, "#"); ok && !strings.HasPrefix(entry.href, "#/") {
			return listEntry{label: entry.label}, fragment == ""
		}
		return entry, entry.label != ""
	}
	list = func(e *element, depth int) {
		inPart := 0
		for _, c := range e.in {
			switch c.name {
			case "":
			case "p":
				if entry, ok := group(c); ok {
					entry.depth = depth
					out, inPart = append(out, entry), 1
				}
			case "li":
				head := &element{}
				var below []*element
				for _, d := range c.in {
					if d.name == "ul" || d.name == "ol" {
						below = append(below, d)
					} else if len(below) == 0 {
						head.in = append(head.in, d)
					}
				}
				if entry, ok := group(head); ok {
					entry.depth = depth
					out = append(out, entry)
				}
				for _, d := range below {
					list(d, depth+1)
				}
			case "ul", "ol":
				list(c, depth+inPart)
			default:
				list(c, depth)
			}
		}
	}
	list(contents, 0)
	return out
}

// sitePage is a page as it is compared.
type sitePage struct {
	path     string // without .html
	address  string // the path of its address; that of the file if the page names no other
	title    string
	ids      map[string]string // by id, the heading that it is of; "" for another element
	headings []string          // of the text, without the title
	links    map[string]string // by the text of the link, its address
	pictures map[string]string // by alternative text, the address
	contents []listEntry
	bare     bool // there is nothing but a title
}

// site is what a tool made, or what Keben made, as it is compared.
type site struct {
	form  siteForm
	pages map[string]*sitePage // by path
	files map[string]bool
}

// readSite reads all pages of a site.
func readSite(fsys fs.FS, form siteForm) (*site, error) {
	s := &site{form: form, pages: map[string]*sitePage{}, files: map[string]bool{}}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		s.files[name] = true
		if !strings.HasSuffix(name, ".html") || form.lang(name) == "" {
			return nil
		}
		page, err := fs.ReadFile(fsys, name)
		if err == nil {
			s.pages[strings.TrimSuffix(name, ".html")] = s.read(strings.TrimSuffix(name, ".html"), parsePage(string(page)))
		}
		return err
	})
	return s, err
}

func (s *site) read(name string, page *element) *sitePage {
	p := &sitePage{path: name, address: "/" + name, ids: map[string]string{}, links: map[string]string{}, pictures: map[string]string{}, bare: true}
	if list := page.first(s.form.contents); list != nil {
		p.contents = nestedEntries(list)
		if s.form.entries != nil {
			p.contents = s.form.entries(list)
		}
	}
	canonical := page.first(func(e *element) bool { return e.name == "link" && e.token.Attr("rel") == "canonical" })
	if canonical != nil {
		if u, err := url.Parse(canonical.token.Attr("href")); err == nil {
			p.address = u.Path
		}
	}
	text := page.first(s.form.text)
	if text == nil {
		return p
	}
	seen := map[string]int{}
	text.each(func(e *element) bool {
		id := e.token.Attr("id")
		switch {
		case e.name == "h1" && p.title == "":
			p.title = e.text()
			if title := e.first(classed("title")); title != nil {
				p.title = title.text()
			}
		case len(e.name) == 2 && e.name[0] == 'h' && e.name[1] >= '2' && e.name[1] <= '6':
			heading := e.text()
			if seen[heading]++; seen[heading] > 1 {
				heading += " (" + string(rune('0'+seen[heading])) + ")"
			}
			p.headings = append(p.headings, heading)
			e.each(func(c *element) bool {
				if inner := c.token.Attr("id"); inner != "" && p.ids[inner] == "" {
					p.ids[inner] = heading
				}
				return true
			})
		case e.name == "a" && e.token.Attr("href") != "":
			p.links[e.text()] = e.token.Attr("href")
		case e.name == "img":
			p.pictures[e.token.Attr("alt")] = e.token.Attr("src")
		}
		p.bare = p.bare && e.name != "p" && e.name != "li"
		if _, ok := p.ids[id]; id != "" && !ok {
			p.ids[id] = ""
		}
		return true
	})
	return p
}

// outside is where an address leads outside the site.
const outside = "outside"

// follow returns the page or file that an address on a page leads to, and the fragment; "" is nowhere.
func (s *site) follow(from *sitePage, address string) (target, fragment string) {
	u, err := url.Parse(address)
	if err == nil && s.form.hash && strings.HasPrefix(u.Fragment, "/") {
		if u, err = url.Parse(u.Fragment); err == nil {
			u.Fragment = u.Query().Get("id")
		}
	}
	switch {
	case err != nil:
		return "", ""
	case u.Host != "" && u.Host != "example.org":
		return outside, ""
	case u.Path == "":
		return from.path, u.Fragment
	}
	name := path.Join("/", path.Dir(from.address), u.Path)
	if strings.HasPrefix(u.Path, "/") {
		name = path.Clean(u.Path)
	}
	name = name[1:]
	found := []string{strings.TrimSuffix(name, ".html"), path.Join(name, "index"), path.Join(name, "README")}
	if last := path.Base(u.Path); strings.HasSuffix(u.Path, "/") || last == "." || last == ".." {
		found = found[1:]
	}
	for _, c := range found {
		if s.pages[c] != nil {
			return c, u.Fragment
		}
	}
	if s.files[name] {
		return name, ""
	}
	return "", ""
}
