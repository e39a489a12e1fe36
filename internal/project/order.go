package project

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/project/listing"
	"keben/internal/source"
	"keben/internal/tool"
)

var (
	listedAbsent = diag.NewKind("list-absent", diag.Warning,
		"there is no %s; the entry is left out", "没有文件 %s，已略过这一条",
		"write the chapter, or delete it from the list", "请写出这一章，或将其从列表中删去")
	listedOutside = diag.NewKind("summary-entry", diag.Note,
		"%s to other websites and left out: %s", "有%s指向其他网站，已略过：%s")
	listedDraft = diag.NewKind("summary-entry", diag.Note,
		"%s without a file yet and left out: %s", "有%s还没有文件，已略过：%s")
	listedTwice = diag.NewKind("summary-entry", diag.Note,
		"%s a chapter that is listed before and left out: %s", "有%s所指的章节前面已经列出，已略过：%s")
)

// listIn returns the list of chapters in a folder, and "" if there is none: the file that the tool's configuration
// names, a list of links to files that is called SUMMARY.md, or docsify's sidebar.
func (r *reader) listIn(folder string, s settings) string {
	_, file := r.listOf(folder, s)
	return file
}

// listOf is the tool by whose rules a folder's list is written, and the list. The list of some tools is the folder
// itself, whose files have weights.
func (r *reader) listOf(folder string, s settings) (tool.Name, string) {
	if s.order != "" {
		if name := r.tree.find(path.Join(folder, s.order)); name != "" {
			return s.tool.name, name
		}
	}
	if name := r.tree.find(path.Join(folder, "SUMMARY.md")); name != "" && r.hasLinks(name) {
		if s.tool != nil && s.tool.name == tool.MdBook {
			return tool.MdBook, name
		}
		return tool.GitBook, name
	}
	if name := r.tree.find(path.Join(folder, "_sidebar.md")); name != "" {
		return tool.Docsify, name
	}
	return "", ""
}

var linkedItem = regexp.MustCompile(`(?m)^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[[^\n]*\]\([^)\n]+\)`)

// hasLinks reports whether a file lists files: a chapter may be called summary, too.
func (r *reader) hasLinks(name string) bool {
	raw, err := fs.ReadFile(r.fsys, name)
	if err != nil {
		return false
	}
	for _, m := range linkedItem.FindAllString(string(raw), -1) {
		_, target, _ := strings.Cut(m, "](")
		target, _, _ = strings.Cut(strings.Trim(target, "<>)"), "#")
		if source.IsChapter(strings.Fields(target + " .")[0]) || strings.HasSuffix(target, "/") {
			return true
		}
	}
	return false
}

// list reads the list of a root's chapters, and returns nil if it has none.
func (r *reader) list(rt root, s settings) *listing.List {
	try := func(t tool.Name, file, folder string) *listing.List {
		if t == "" {
			return nil
		}
		l, ms := listing.Read(r.fsys, t, file, folder)
		if l == nil || len(l.Items) == 0 {
			return nil
		}
		r.add(ms...)
		return l
	}
	if s.tool != nil && s.tool.list != nil {
		for _, file := range s.tool.list(r, s, rt) {
			if l := try(s.tool.name, file, rt.folder); l != nil {
				return l
			}
		}
	}
	t, file := r.listOf(rt.folder, s)
	if l := try(t, file, rt.folder); l != nil {
		r.put(isList, "", file)
		return l
	}
	return nil
}

// sorter makes the outline of a list.
type sorter struct {
	*reader
	root                   root
	outside, drafts, twice []string
}

// byList takes the order of the source's chapters from its list. An entry without a page is a part if it is of the first
// level and no chapter comes between two of them, because that chapter would be in the part before it; otherwise it is
// a chapter that has a title only. What comes after the last part is back matter.
func (r *reader) byList(l *listing.List, rt root) {
	s := &sorter{reader: r, root: rt}
	parted := inParts(l.Items)
	for _, it := range l.Items {
		if it.Kind == listing.Part && parted {
			s.part(it)
			continue
		}
		first := len(r.p.Outline)
		s.item(it, 0)
		for i := first; i < len(r.p.Outline) && s.parts > 0; i++ {
			if e := &r.p.Outline[i]; e.Matter == book.Main {
				e.Matter = book.Back
				if e.Depth == 0 {
					e.Role = book.RoleAppendix
				}
			}
		}
	}
	s.settle()
	at := source.Whole(l.File)
	for _, told := range []struct {
		kind          *diag.Kind
		one, many, zh string
		names         []string
	}{
		{listedOutside, "entry leads", "entries lead", "条", s.outside},
		{listedDraft, "entry is", "entries are", "条", s.drafts},
		{listedTwice, "entry names", "entries name", "条", s.twice},
	} {
		if n := len(told.names); n > 0 {
			r.add(told.kind.At(at, diag.Counted(n, told.one, told.many, told.zh), some(told.names)))
		}
	}
}

// inParts reports whether the entries without a page divide a list: no chapter is between two of them.
func inParts(items []listing.Item) bool {
	parts, after := false, false
	for _, it := range items {
		switch {
		case it.Kind != listing.Part:
			after = after || parts && it.Kind == listing.Chapter
		case after:
			return false
		default:
			parts = true
		}
	}
	return parts
}

func (s *sorter) part(it listing.Item) {
	s.aside(it)
	before := len(s.p.Outline)
	s.parts++
	s.p.Outline = append(s.p.Outline, book.OutlineEntry{
		Role: book.RolePart, Matter: book.Main, Slug: fmt.Sprintf("part-%d", s.parts), At: it.At,
		Title: map[string]string{s.root.lang: it.Title},
	})
	for _, sub := range it.Items {
		s.item(sub, 0)
	}
	if len(s.p.Outline) == before+1 { // a heading over nothing, which GitBook's authors use for remarks
		s.parts--
		s.p.Outline = s.p.Outline[:before]
	}
}

// aside gives its fate to the page of an entry that is no chapter: a draft, or one with the title of a part and no text.
func (r *reader) aside(it listing.Item) bool {
	if it.File == "" || it.Kind != listing.Part && it.Kind != listing.Draft {
		return false
	}
	name := r.resolve(it.File)
	if name == "" {
		return false
	}
	if it.Kind == listing.Draft {
		r.put(isDraft, "", name)
	} else {
		r.put(isHeading, "", name)
	}
	return true
}

// item adds an entry and what is nested in it.
func (s *sorter) item(it listing.Item, depth int) {
	below := depth
	switch it.Kind {
	case listing.Outside:
		s.outside = append(s.outside, it.File)
	case listing.Draft:
		if !s.aside(it) {
			s.drafts = append(s.drafts, it.Title)
		}
	case listing.Part:
		s.aside(it)
		if s.group(it, depth) {
			return
		}
	case listing.Pattern:
		for _, name := range s.matching(it.File) {
			s.chapter(listing.Item{File: name, Matter: it.Matter, At: it.At}, depth)
		}
	default:
		if s.chapter(it, depth) {
			below++
		}
	}
	for _, sub := range it.Items {
		s.item(sub, below)
	}
}

// group adds an entry without a page and what is nested in it, and reports whether there is anything.
func (s *sorter) group(it listing.Item, depth int) bool {
	before := len(s.p.Outline)
	s.groups++
	s.p.Outline = append(s.p.Outline, book.OutlineEntry{
		Role: book.RoleChapter, Matter: it.Matter, Slug: fmt.Sprintf("group-%d", s.groups), At: it.At, Depth: depth,
		Title: map[string]string{s.root.lang: it.Title},
	})
	for _, sub := range it.Items {
		s.item(sub, depth+1)
	}
	if len(s.p.Outline) > before+1 {
		return true
	}
	s.groups--
	s.p.Outline = s.p.Outline[:before]
	return false
}

// chapter adds a chapter, and reports whether what is nested in the entry is nested in it.
func (s *sorter) chapter(it listing.Item, depth int) bool {
	name := s.resolve(it.File)
	if name == "" {
		file := it.File
		if !source.IsChapter(file) {
			file += source.Endings[0]
		}
		if k, args := s.instead(file); k != nil {
			s.add(k.At(it.At, args...))
		} else {
			s.add(listedAbsent.At(it.At, it.File))
		}
		return false
	}
	slug := s.slug(name, s.root.folder)
	if first, twice := s.listed[slug]; twice {
		// GitBook lists a chapter's sections as links into the chapter; what book.yaml has placed stays there.
		if it.Anchor == "" && first.Name() != Marker {
			s.twice = append(s.twice, it.File)
		}
		return true
	}
	if !s.place(s.root.lang, slug, name) {
		return false
	}
	s.listed[slug] = it.At
	e := book.OutlineEntry{Role: book.RoleChapter, Matter: it.Matter, Slug: slug, At: it.At, Depth: depth}
	if it.Title != "" {
		e.Title = map[string]string{s.root.lang: it.Title}
	}
	switch {
	case it.Matter == book.Front:
		e.Role = book.RolePreface
	case it.Matter == book.Back && depth == 0:
		e.Role = book.RoleAppendix
	}
	s.p.Outline = append(s.p.Outline, e)
	return true
}

// settle puts front matter first and back matter last. A tool may list them in between.
func (s *sorter) settle() {
	last := 0 // chapters between parts are not back matter
	for i, e := range s.p.Outline {
		if e.Role == book.RolePart {
			last = i
		}
	}
	for i := range s.p.Outline[:last] {
		if e := &s.p.Outline[i]; e.Matter == book.Back {
			e.Matter, e.Role = book.Main, book.RoleChapter
		}
	}
	slices.SortStableFunc(s.p.Outline, func(a, b book.OutlineEntry) int { return int(a.Matter) - int(b.Matter) })
}

// resolve finds the chapter file that a list or a link means: with its ending left off, as a page of the finished site,
// or as a folder with a file that opens it.
func (r *reader) resolve(file string) string {
	file = strings.Trim(path.Clean("./"+file), "/")
	if name := r.tree.find(file); name != "" {
		return name
	}
	for _, bare := range []string{file, strings.TrimSuffix(file, ".html")} {
		for _, ending := range source.Endings {
			if name := r.tree.find(bare + ending); name != "" {
				return name
			}
		}
	}
	for _, opening := range []string{"index", "README", "_index"} {
		for _, ending := range source.Endings {
			if name := r.tree.find(path.Join(file, opening+ending)); name != "" {
				return name
			}
		}
	}
	return ""
}

// matching returns the chapter files of a pattern, in natural order.
func (s *sorter) matching(pattern string) []string {
	var out []string
	for _, name := range s.root.files {
		if glob(strings.Split(pattern, "/"), strings.Split(name, "/")) {
			out = append(out, name)
		}
	}
	return out
}

// glob matches the steps of a path with a pattern in which ** is any number of them.
func glob(pattern, steps []string) bool {
	switch {
	case len(pattern) == 0:
		return len(steps) == 0
	case pattern[0] == "**":
		for i := range len(steps) + 1 {
			if glob(pattern[1:], steps[i:]) {
				return true
			}
		}
		return false
	case len(steps) == 0:
		return false
	}
	ok, err := path.Match(pattern[0], steps[0])
	return err == nil && ok && glob(pattern[1:], steps[1:])
}

// byName takes the source's files in natural order. The files of a folder that a README or an index opens are nested in
// it.
func (r *reader) byName(rt root) {
	depths := map[string]int{} // of what is in a folder
	for _, name := range rt.files {
		dir := folderOf(name)
		if _, known := depths[dir]; !known && dir != rt.folder {
			depths[dir] = depths[folderOf(dir)]
		}
		slug := r.slug(name, rt.folder)
		if r.p.Files[rt.lang][slug] != name {
			continue
		}
		if _, listed := r.listed[slug]; listed {
			continue
		}
		at := source.Whole(name)
		r.listed[slug] = at
		e := book.OutlineEntry{Role: book.RoleChapter, Matter: book.Main, Slug: slug, At: at, Depth: depths[dir]}
		if opens(path.Base(name)) && dir != rt.folder {
			depths[dir]++
		}
		r.p.Outline = append(r.p.Outline, e)
	}
}

// labels gives the chapters and groups of the outline the titles that a translation's own list has for them; groups, if
// it has as many.
func (r *reader) labels(l *listing.List, rt root) {
	var groups []string
	titles := map[string]string{}
	var visit func(items []listing.Item)
	visit = func(items []listing.Item) {
		for _, it := range items {
			r.aside(it)
			switch {
			case it.Kind == listing.Part && len(it.Items) > 0:
				groups = append(groups, it.Title)
			case it.Kind == listing.Chapter && it.Anchor == "" && it.Title != "":
				if name := r.resolve(it.File); name != "" {
					titles[r.slug(name, rt.folder)] = it.Title
				}
			}
			visit(it.Items)
		}
	}
	visit(l.Items)
	var at []int
	for i, e := range r.p.Outline {
		if r.p.Files[r.languages[0].lang][e.Slug] == "" {
			at = append(at, i)
		} else if title := titles[e.Slug]; title != "" {
			if e.Title == nil {
				r.p.Outline[i].Title = map[string]string{}
			}
			r.p.Outline[i].Title[rt.lang] = title
		}
	}
	if len(at) != len(groups) {
		return
	}
	for i, title := range groups {
		r.p.Outline[at[i]].Title[rt.lang] = title
	}
}
