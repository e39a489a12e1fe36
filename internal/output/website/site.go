package website

import (
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/highlight"
	"keben/internal/lang"
)

// startFile is the start page of an edition, within its folder.
const startFile = "index.html"

// site is the state that all pages of one build share.
type site struct {
	in         Input // its Cache is never nil
	tokens     map[program][]highlight.Token
	templates  *pageTemplates
	assets     *assets
	editions   []*edition // those in one language, then the parallel ones
	url        string     // ends with a slash, or ""
	remote     bool       // the book has pictures on the web
	stylesheet string     // path in the output folder
	script     string
}

// edition is an edition while its pages are made.
type edition struct {
	*book.Edition
	site     *site
	lang     *lang.Language
	sides    [2]*edition // of a parallel edition: its languages, without pages of their own
	prefix   string      // of a parallel edition: of the ids of its second language
	imprint  *Imprint    // as seen from the edition's own pages
	pages    []page
	bySlug   map[string]int // index into pages
	contents []Group
	shut     []shut            // by group of contents
	open     map[string]string // the item of a slug, opened
	unfolded map[*Item]unfolded
}

// page is a section that has a file of its own. Generated sections without content have none.
type page struct {
	section *book.Section
	twin    *book.Section // in the second language of a parallel edition; nil when it lacks the section
	only    bool          // section itself is of the second language: the first lacks it

	untranslated bool   // it has the source's text, because no language of the edition has the chapter
	file         string // within the edition's folder
}

// chapter returns the page's chapter in the first language that has it, nil for a part or a list.
func (p *page) chapter() *book.Chapter {
	if p.section.Chapter == nil && p.twin != nil {
		return p.twin.Chapter
	}
	return p.section.Chapter
}

func newSite(in Input, templates *pageTemplates) (*site, error) {
	s := &site{in: in, templates: templates, assets: newAssets(&in), tokens: map[program][]highlight.Token{}}
	in.Cache.begin()
	s.remote = hasRemotePictures(in.Editions)
	if in.URL != "" {
		s.url = strings.TrimRight(in.URL, "/") + "/"
	}
	css, err := stylesheet(in.Theme, in.Templates, languages(in.Editions))
	if err != nil {
		return nil, err
	}
	css = appendWidths(css, in.Editions)
	s.stylesheet = s.assets.add("book.css", css)
	js, err := fs.ReadFile(in.Templates, "script.js")
	if err != nil {
		return nil, fmt.Errorf("website: reading templates: %w", err)
	}
	s.script = s.assets.add("book.js", js)
	for _, ed := range in.Editions {
		if ed.Twin == nil {
			s.editions = append(s.editions, newEdition(s, ed))
		}
	}
	for _, ed := range in.Editions {
		if ed.Twin != nil {
			s.editions = append(s.editions, newEdition(s, ed))
		}
	}
	return s, nil
}

// languages are the languages of the editions.
func languages(editions []*book.Edition) (tags []string) {
	for _, ed := range editions {
		if !slices.Contains(tags, ed.Lang) {
			tags = append(tags, ed.Lang)
		}
	}
	return tags
}

func newEdition(s *site, ed *book.Edition) *edition {
	e := &edition{Edition: ed, site: s, lang: lang.Of(ed.Lang), bySlug: map[string]int{}, unfolded: map[*Item]unfolded{}}
	if ed.Twin != nil {
		e.sides = [2]*edition{{Edition: ed, site: s, lang: e.lang}, {Edition: ed.Twin, site: s, lang: lang.Of(ed.Twin.Lang)}}
		e.prefix = prefixFor(ed)
	}
	e.imprint = e.newImprint(startFile)
	taken := map[string]bool{startFile: true}
	for _, p := range sections(ed) {
		p.file = fileName(p.section.Slug, taken)
		e.bySlug[p.section.Slug] = len(e.pages)
		e.pages = append(e.pages, p)
	}
	e.contents = e.newContents()
	e.closeContents()
	return e
}

// sections returns the sections that have pages, in a parallel edition those of either language.
func sections(ed *book.Edition) []page {
	first, slugs := ownSections(ed)
	if ed.Twin == nil {
		pages := make([]page, len(first))
		for i, s := range first {
			pages[i] = page{section: s, untranslated: ed.Untranslated(s)}
		}
		return pages
	}
	var pages []page
	second, others := ownSections(ed.Twin)
	first, slugs = without(first, slugs, func(s *book.Section) bool {
		i := slices.Index(others, s.Slug)
		return i >= 0 && ed.Untranslated(s) && !ed.Twin.Untranslated(second[i])
	})
	second, others = without(second, others, ed.Twin.Untranslated)
	for _, m := range merge(slugs, others) {
		var p page
		switch {
		case m[0] < 0 && slices.Contains(slugs, others[m[1]]):
			continue // at another place in the first language, and paired there
		case m[0] < 0:
			p.section, p.only = second[m[1]], true
		default:
			p.section = first[m[0]]
			p.untranslated = ed.Untranslated(p.section)
			if j := slices.Index(others, slugs[m[0]]); j >= 0 {
				p.twin = second[j]
			}
		}
		pages = append(pages, p)
	}
	return pages
}

// without leaves out the sections that a parallel edition has, translated, in its other language only.
func without(sections []*book.Section, slugs []string, out func(*book.Section) bool) (left []*book.Section, of []string) {
	for i, s := range sections {
		if !out(s) {
			left, of = append(left, s), append(of, slugs[i])
		}
	}
	return left, of
}

// ownSections returns the sections of one language that have pages, and their slugs.
func ownSections(ed *book.Edition) (found []*book.Section, slugs []string) {
	known := map[string]bool{}
	for i := range ed.Sections {
		sec := &ed.Sections[i]
		if sec.Slug == "" || known[sec.Slug] || sec.Chapter == nil && len(sec.Entries) == 0 && !opensChapters(ed.Sections[i:]) {
			continue
		}
		known[sec.Slug] = true
		found, slugs = append(found, sec), append(slugs, sec.Slug)
	}
	return found, slugs
}

// opensChapters reports whether sections begin with a part that has a chapter in this language.
func opensChapters(sections []book.Section) bool {
	if sections[0].Role != book.RolePart {
		return false
	}
	for _, next := range sections[1:] {
		switch {
		case next.Role == book.RolePart || next.Matter != sections[0].Matter:
			return false
		case next.Chapter != nil:
			return true
		}
	}
	return false
}

// fileName returns the name of a slug's file and marks it as taken. Slugs that differ only in case, or one called
// "index", would be one file on many machines, so the later one gets a number.
func fileName(slug string, taken map[string]bool) string {
	base := strings.ReplaceAll(slug, "/", "-")
	name := base + ".html"
	for n := 2; taken[strings.ToLower(name)]; n++ {
		name = base + "-" + strconv.Itoa(n) + ".html"
	}
	taken[strings.ToLower(name)] = true
	return name
}

// newImprint describes the edition; href is the way to its start page from where the imprint will be shown.
func (e *edition) newImprint(href string) *Imprint {
	m := &e.Meta
	var twin *Imprint
	if e.Twin != nil {
		twin = e.sides[1].newImprint(href)
	}
	return &Imprint{
		Twin: twin,
		Name: e.Name, Href: href, Lang: e.lang,
		Title: m.Title, Subtitle: m.Subtitle,
		Authors: m.Authors, Byline: e.lang.Byline(m.Authors, m.AuthorRole),
		Institution: m.Institution, Publisher: m.Publisher, ISBN: e.ISBN,
		Licence: m.Licence, Date: e.lang.Date(e.Date),
		Summary: paragraphs(m.Summary), Slip: isSlip(m.Title),
	}
}

// path returns the output path of a file of the edition.
func (e *edition) path(file string) string { return e.Name + "/" + file }

// href writes a relative address. Characters beyond ASCII are percent-encoded (RFC 3986 §2.1); a colon in a
// file name must not look like a scheme, which url.URL sees to (§4.2).
func href(path, id string) string {
	return (&url.URL{Path: path, Fragment: id}).String()
}

// within returns the address of a place of the edition from a page of the edition: from is the slug of that
// page, or "" for the start page. Generated sections without a page are represented by the start page.
func (e *edition) within(from, slug, id string) string {
	if slug == from && id != "" {
		return href("", id)
	}
	i, ok := e.bySlug[slug]
	if !ok {
		switch {
		case slug == string(book.RoleContents) && len(e.contents) > 0, slug == string(book.RoleColophon) && len(e.colophon()) > 0:
			return href(startFile, slug)
		}
		return href(startFile, "")
	}
	return href(e.pages[i].file, id)
}

// follow returns the address of a link from the page of slug.
func (e *edition) follow(slug string, l link) string {
	second := l.second
	if i, ok := e.bySlug[l.slug]; ok && e.Twin != nil { // a page that has one of the languages has the ids of that
		p := &e.pages[i]
		second = p.only || second && p.twin != nil && p.twin.Chapter != nil
	}
	if second {
		l.id = e.prefixed(l.id)
	}
	return e.within(slug, l.slug, l.id)
}

// newPage fills in what all pages of an edition have; file is the page's own.
func (e *edition) newPage(kind, file string) *Page {
	s := e.site
	p := &Page{
		Kind: kind, Lang: e.lang, Second: e.second(), Edition: e.imprint,
		Stylesheet: "../" + href(s.stylesheet, ""), Script: "../" + href(s.script, ""), Home: "../index.html",
		Canonical: s.address(e.path(file)), remote: s.remote,
	}
	return p
}

// address returns the whole address of a file of the site, "" when the site's is unknown. A folder stands
// for its index.html.
func (s *site) address(path string) string {
	if s.url == "" {
		return ""
	}
	dir, base := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		dir, base = path[:i+1], path[i+1:]
	}
	if base == startFile {
		base = ""
	}
	return s.url + (&url.URL{Path: dir + base}).EscapedPath()
}

// link sets the language switch and the alternates of the page for slug, "" being the start page. Alternates are
// absolute addresses if the site's is known, because search engines require that. A page in two languages is not an
// alternate of a page in one.
func (e *edition) link(p *Page, slug string) {
	s := e.site
	if len(s.editions) < 2 {
		return
	}
	for _, other := range s.editions {
		file, twin := startFile, slug == ""
		if slug != "" {
			if i, ok := other.bySlug[slug]; ok {
				file, twin = other.pages[i].file, !other.pages[i].untranslated
			}
		}
		to := href(file, "")
		if other != e {
			to = "../" + href(other.path(file), "")
		}
		p.Switch = append(p.Switch, Switch{Lang: other.lang, Second: other.second(), Href: to, Current: other == e, Twin: twin})
		if twin && other.Twin == nil && e.Twin == nil {
			p.Alternates = append(p.Alternates, Alternate{other.lang.BCP47, alternate(s, other.path(file), to)})
		}
	}
	switch {
	case len(p.Alternates) < 2, slug != "" && e.pages[e.bySlug[slug]].untranslated:
		p.Alternates = nil
	case s.url != "" && slug == "":
		p.DefaultHref = s.address("index.html")
	case s.url != "":
		p.DefaultHref = p.Alternates[0].Href
	}
}

func alternate(s *site, path, relative string) string {
	if s.url != "" {
		return s.address(path)
	}
	return relative
}
