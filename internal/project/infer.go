package project

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/frontmatter"
	"keben/internal/lang"
	"keben/internal/source"
	"keben/internal/tool"
)

var languageAssumed = diag.NewKind("language-guess", diag.Note,
	"the language of this folder may be %s", "此文件夹的语言可能是 %s",
	"write `languages: [%s]` into book.yaml", "请在 book.yaml 中写 `languages: [%s]`")

// infer reads a folder without book.yaml as a book. Its languages, folders and order are those that [reader.road]
// finds. Templates are off, because such a folder was not written for them, and headings keep the numbers their author
// gave them.
func infer(fsys fs.FS) (*Project, []diag.Message) {
	p := &Project{
		Kind: book.KindBook, Languages: []string{lang.Tags()[0]}, Numbering: string(lang.None), Syntax: tool.Any,
		Meta: map[string]book.Meta{}, Files: map[string]map[string]string{}, Folders: map[string]string{},
	}
	r := newReader(p, fsys)
	p.Outputs = defaults(trimsOf(fsys))
	if len(r.tree.files) == 0 {
		r.unread("")
		r.add(r.empty())
		r.survey()
		p.Meta[p.Languages[0]] = book.Meta{Title: lang.Of(p.Languages[0]).Untitled}
		p.Editions = eachLanguage(p.Languages)
		return p, r.ms
	}
	s := r.settings()
	r.furniture(s)
	r.languages = r.roots(s)
	if s.tool != nil {
		p.Syntax = s.tool.name
		p.Survey.Tool, p.Survey.Config = s.tool.name, s.file
	}
	r.take()
	r.doubt()
	p.Editions = eachLanguage(p.Languages)
	p.Views = views(p)
	r.order(s)
	r.begin()
	for _, rt := range r.languages {
		r.unread(rt.folder)
		p.Meta[rt.lang] = book.Meta{Title: r.title(rt)}
	}
	s.apply(p)
	r.translations()
	r.survey()
	r.leftOut()
	return p, r.ms
}

// newReader looks at a folder.
func newReader(p *Project, fsys fs.FS) *reader {
	return &reader{
		p: p, fsys: fsys, tree: walk(fsys), listed: map[string]source.Place{},
		fates: map[string]fate{}, plain: map[string]string{}, pages: map[string]map[string]string{},
	}
}

// take makes the languages and folders that were found the book's.
func (r *reader) take() {
	r.p.Languages = nil
	for _, rt := range r.languages {
		r.p.Languages = append(r.p.Languages, rt.lang)
		r.p.Folders[rt.lang] = rt.folder
		r.p.Files[rt.lang] = map[string]string{}
	}
}

// order makes the outline of the chapters from the tool's list, or from the names of the files, and pairs translations
// by name.
func (r *reader) order(s settings) {
	for i, rt := range r.languages {
		l := r.list(rt, s)
		if l != nil {
			l = l.Of(func(file string) bool { return !r.elsewhere(file, rt) })
		}
		if i == 0 && l != nil {
			r.byList(l, rt)
			r.listName = l.File
			r.home(rt, s)
		}
		if i == 0 && r.p.Syntax != tool.Keben { // whose own Markdown includes nothing, so that no chapter need be read here
			r.included(rt, l != nil)
		}
		rt.files = r.free(rt.files)
		r.languages[i] = rt
		r.index(rt)
		switch {
		case i > 0 && l != nil:
			r.labels(l, rt)
		case i == 0 && len(r.p.Sources()) == 0:
			r.listName = ""
			r.byName(rt)
		}
	}
}

// elsewhere reports whether a file is of another language than a root's: one list may have the chapters of all.
func (r *reader) elsewhere(file string, rt root) bool {
	return slices.ContainsFunc(r.languages, func(other root) bool {
		return within(file, other.folder) && !(within(file, rt.folder) && len(rt.folder) >= len(other.folder))
	})
}

// home puts the file that opens the book's folder before all chapters if the list does not have it: tools show it when a
// reader comes, listed or not. mdBook does not know it, and one without a text is an arrangement of another site.
func (r *reader) home(rt root, s settings) {
	if s.tool != nil && s.tool.name == tool.MdBook || len(r.p.Sources()) == 0 {
		return
	}
	for _, name := range r.free(rt.files) {
		if !opens(path.Base(name)) || folderOf(name) != rt.folder {
			continue
		}
		slug := r.slug(name, rt.folder)
		if _, listed := r.listed[slug]; listed {
			return
		}
		src, _ := readText(r.fsys, name)
		if src == nil {
			return
		}
		if _, body, _ := frontmatter.Read(src); strings.TrimSpace(string(src.Text[body:])) == "" {
			r.put(isFurniture, "", name)
			return
		}
		at := source.Whole(name)
		if r.place(rt.lang, slug, name) {
			r.listed[slug] = at
			r.p.Outline = slices.Insert(r.p.Outline, 0, book.OutlineEntry{Role: book.RolePreface, Matter: book.Front, Slug: slug, At: at})
		}
		return
	}
}

// index gives every file of a language its page.
func (r *reader) index(rt root) {
	for _, name := range rt.files {
		r.place(rt.lang, r.slug(name, rt.folder), name)
	}
}

// begin puts the preface and the table of contents before the chapters where nobody says what is there.
func (r *reader) begin() {
	p := r.p
	opening(p)
	if p.Kind != book.KindArticle && chapters(p.Outline) > 1 {
		front := 0
		for front < len(p.Outline) && p.Outline[front].Matter == book.Front {
			front++
		}
		p.Outline = slices.Insert(p.Outline, front, contents)
	}
}

func relative(name, folder string) string {
	if folder == "" || folder == "." {
		return name
	}
	return strings.TrimPrefix(name, folder+"/")
}

// slug names the page of a file: its path in the language's folder, with - for /; a folder's README is the folder.
// index is the start page's name, so the book's own opening file takes another.
func (r *reader) slug(name, folder string) string {
	if bare, ok := r.plain[name]; ok {
		name = bare
	}
	rel := source.Stem(relative(name, folder))
	if opens(path.Base(name)) {
		rel = path.Dir(rel)
	}
	slug := strings.ReplaceAll(rel, "/", "-")
	if slug == "." || slug == "index" {
		return "start"
	}
	return slug
}

// place gives a file of a language its page and reports whether it has it. A file of the same name but for its ending is
// left out; any other that would be the same page is an error.
func (r *reader) place(tag, slug, name string) bool {
	pages := r.pages[tag]
	if pages == nil {
		pages = map[string]string{}
		r.pages[tag] = pages
	}
	low := strings.ToLower(slug)
	first, taken := pages[low]
	switch {
	case taken && first == name:
	case taken && folderOf(first) == folderOf(name) && (source.Stem(first) == source.Stem(name) || opens(path.Base(first)) && opens(path.Base(name))):
		r.put(isDouble, "", name)
		return false
	case taken:
		r.put(isDouble, slug, name) // it has its message
		r.add(slugTwice.At(source.Whole(name), slug, first))
		return false
	}
	pages[low] = name
	r.p.Files[tag][slug] = name
	return true
}

var (
	atxTitle    = regexp.MustCompile(`^ {0,3}#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$`)
	underline   = regexp.MustCompile(`^ {0,3}=+[ \t]*$`)
	attributes  = regexp.MustCompile(`[ \t]*\{[^{}]*\}$`)
	inlineMarks = regexp.MustCompile("!?\\[([^\\]]*)\\]\\([^)]*\\)|[*_`]+([^*_`]+)[*_`]+|<[^>]*>")
)

// title looks for the book's name in its text: the title of the file that opens the book, else of the first chapter.
func (r *reader) title(rt root) string {
	var places []string
	for _, name := range r.p.Files[rt.lang] {
		if opens(path.Base(name)) && folderOf(name) == rt.folder {
			places = append(places, name)
		}
	}
	if len(places) == 0 && rt.folder != "" { // the page of the repository
		for _, name := range r.tree.files {
			if folderOf(name) == "" && opens(name) {
				if tag, _ := guess(r.fsys, []string{name}); tag == rt.lang {
					places = append(places, name)
				}
			}
		}
	}
	for _, slug := range r.p.Sources() {
		places = append(places, r.p.Files[rt.lang][slug])
	}
	const most = 16 // chapters that are asked for a title
	for i, name := range places {
		if t := r.heading(name); t != "" {
			return t
		}
		if i == most {
			break
		}
	}
	return lang.Of(rt.lang).Untitled
}

// heading returns a file's title as plain text, or "": that of its front matter, or the first heading of the first
// level outside of listings.
func (r *reader) heading(name string) string {
	if name == "" {
		return ""
	}
	src, _ := readText(r.fsys, name)
	if src == nil {
		return ""
	}
	if front, _, _ := frontmatter.Read(src); front != nil {
		if t := one(front, []string{"title"}); t != "" {
			return plainTitle(t)
		}
	}
	before := ""
	for line := range proseLines(string(src.Text)) {
		if m := atxTitle.FindStringSubmatch(line); m != nil {
			return plainTitle(m[1])
		}
		if underline.MatchString(line) && strings.TrimSpace(before) != "" {
			return plainTitle(before)
		}
		before = line
	}
	return ""
}

func plainTitle(s string) string {
	return strings.TrimSpace(inlineMarks.ReplaceAllString(attributes.ReplaceAllString(s, ""), "$1$2"))
}

// doubt says that a language was guessed.
func (r *reader) doubt() {
	if r.guessed != "" {
		r.add(languageAssumed.At(source.Place{}, r.guessed))
	}
}
