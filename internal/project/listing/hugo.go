package listing

import (
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"keben/internal/book"
	"keben/internal/source"
	"keben/internal/yaml"
)

// hugo makes the list that Hugo's pages say by themselves (gohugo.io/content-management/sections, …/page-bundles,
// gohugo.io/quick-reference/page-collections/#sort): sections nested in sections, in each its pages and sections by
// weight, then date, the latest first, then title, then path. A folder at the top is a section; one deeper is if it has
// an _index, else its pages are those of the section around it. Pages in another language (a.zh.md) have a tree each,
// behind that of the others.
func hugo(r *reader) []Item {
	h := hugoReader{reader: r, languages: map[string]bool{}}
	root := h.section(r.folder, 0)
	var tags []string
	for tag := range h.languages {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	var out []Item
	for _, tag := range tags {
		items := root.items(tag)
		if home := root.index[tag]; home != nil {
			items = append([]Item{home.item()}, items...)
		}
		out = append(out, items...)
	}
	return out
}

type hugoReader struct {
	*reader
	languages map[string]bool // the languages in names of files; "" for names without one
}

// hugoSection is a folder with its pages, by language.
type hugoSection struct {
	folder   string
	index    map[string]*hugoPage
	pages    map[string][]*hugoPage
	sections []*hugoSection
}

// hugoPage is a page, or a section as one of the things that are sorted.
type hugoPage struct {
	file    string
	facts   *yaml.Node
	written bool // it has a text
	date    time.Time
	section *hugoSection
	nested  []Item
}

// hugoName splits the name of a page into that of all languages, and the language.
var hugoName = regexp.MustCompile(`^(.*?)(?:\.([a-z]{2}(?:-[A-Za-z]{2,4})?))?\.(?:md|markdown)$`)

// section reads a folder.
func (h *hugoReader) section(folder string, depth int) *hugoSection {
	s := &hugoSection{folder: folder, index: map[string]*hugoPage{}, pages: map[string][]*hugoPage{}}
	h.fill(s, folder, depth)
	return s
}

func (h *hugoReader) fill(s *hugoSection, folder string, depth int) {
	entries, err := fs.ReadDir(h.fsys, folder)
	if err != nil {
		return
	}
	bundle := h.opens(entries, "index")
	for _, e := range entries {
		full := path.Join(folder, e.Name())
		m := hugoName.FindStringSubmatch(e.Name())
		switch {
		case e.Name()[0] == '.':
		case e.IsDir() && bundle:
			// What is below a page's own folder belongs to the page.
		case e.IsDir() && (depth == 0 || h.opens(h.below(full), "_index")):
			s.sections = append(s.sections, h.section(full, depth+1))
		case e.IsDir():
			h.fill(s, full, depth+1)
		case m == nil, bundle && m[1] != "index":
		case m[1] == "_index":
			if folder == s.folder {
				s.index[m[2]] = h.page(full, m[2])
			}
		default:
			s.pages[m[2]] = append(s.pages[m[2]], h.page(full, m[2]))
		}
	}
}

func (h *hugoReader) below(folder string) []fs.DirEntry {
	entries, _ := fs.ReadDir(h.fsys, folder) // one that cannot be read is empty here, and told when it is read
	return entries
}

// opens reports whether a folder has a page of a name, in any language.
func (h *hugoReader) opens(entries []fs.DirEntry, name string) bool {
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		m := hugoName.FindStringSubmatch(e.Name())
		return m != nil && m[1] == name && !e.IsDir()
	})
}

func (h *hugoReader) page(file, tag string) *hugoPage {
	h.languages[tag] = true
	facts, written := h.facts(file)
	return &hugoPage{file: file, facts: facts, written: written, date: hugoDate(text(facts, "date", "publishDate", "lastmod"))}
}

// hugoDate is a date as authors write it; the zero time if it is none.
func hugoDate(s string) time.Time {
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", time.DateOnly} {
		if t, err := time.Parse(form, s); err == nil {
			return t
		}
	}
	return time.Time{}
}

// items are the entries of a section in a language.
func (s *hugoSection) items(tag string) []Item {
	all := slices.Clone(s.pages[tag])
	for _, sub := range s.sections {
		p := &hugoPage{section: sub, nested: sub.items(tag)}
		index := sub.index[tag]
		switch {
		case index != nil:
			p.file, p.facts, p.written, p.date = index.file, index.facts, index.written, index.date
		case p.nested == nil:
			continue
		}
		if p.date.IsZero() {
			p.date = sub.latest(tag)
		}
		all = append(all, p)
	}
	slices.SortStableFunc(all, compareHugo)
	var out []Item
	for _, p := range all {
		out = append(out, p.item())
	}
	return out
}

// latest is the date of a section that says none: that of its latest page.
func (s *hugoSection) latest(tag string) (t time.Time) {
	for _, p := range s.pages[tag] {
		if p.date.After(t) {
			t = p.date
		}
	}
	for _, sub := range s.sections {
		if u := sub.latest(tag); u.After(t) {
			t = u
		}
	}
	return t
}

// compareHugo is Hugo's default order. A weight of 0 is none, and comes after all others.
func compareHugo(a, b *hugoPage) int {
	v, _ := number(a.facts, "weight")
	w, _ := number(b.facts, "weight")
	switch {
	case v != w && v == 0:
		return 1
	case v != w && w == 0:
		return -1
	}
	return cmp.Or(cmp.Compare(v, w), b.date.Compare(a.date), strings.Compare(a.title(), b.title()), strings.Compare(a.name(), b.name()))
}

func (p *hugoPage) title() string { return text(p.facts, "linkTitle", "linktitle", "title") }

func (p *hugoPage) name() string {
	if p.section != nil {
		return p.section.folder
	}
	return p.file
}

// item is the entry of a page. A section is a group of its folder's name without a page of its own, and of the page's
// title if the page says no more than that.
func (p *hugoPage) item() Item {
	it := Item{
		Title: text(p.facts, "linkTitle", "linktitle"), File: p.file, Matter: book.Main, Items: p.nested,
		At: source.Whole(p.name()),
	}
	switch {
	case p.file == "":
		it.Kind, it.Title = Part, folderTitle(path.Base(p.section.folder))
	case text(p.facts, "draft") == "true":
		it.Kind = Draft
	case p.section != nil && !p.written && p.title() != "":
		it.Kind, it.Title = Part, p.title()
	}
	return it
}
