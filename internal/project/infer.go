package project

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/source"
	"keben/internal/tool"
)

var languageAssumed = diag.NewKind("language-guess", diag.Note,
	"the language of this folder may be %s", "此文件夹的语言可能是 %s",
	"write `languages: [%s]` into book.yaml", "请在 book.yaml 中写 `languages: [%s]`")

// root is a folder that holds one language's chapters.
type root struct {
	lang, folder string
	files        []string
}

// infer reads a folder without book.yaml as a book: a folder each for zh and en makes two languages, anything
// else one; SUMMARY.md (mdBook, GitBook) gives the order, or else the file names. Templates are off, because
// such a folder was not written for them, and headings keep the numbers their author gave them.
func infer(fsys fs.FS) (*Project, []diag.Message) {
	p := &Project{
		Kind: book.KindBook, Languages: []string{lang.Tags()[0]}, Numbering: string(lang.None), Syntax: tool.Any,
		Meta: map[string]book.Meta{}, Files: map[string]map[string]string{}, Folders: map[string]string{},
	}
	tree, beside := walk(fsys)
	r := &reader{p: p, fsys: fsys, tree: tree, beside: beside, listed: map[string]source.Place{}}
	p.Outputs = defaults(trimsOf(fsys))
	if len(r.tree) == 0 {
		r.unread("")
		r.add(r.empty())
		p.Meta[p.Languages[0]] = book.Meta{Title: lang.Of(p.Languages[0]).Untitled}
		p.Editions = eachLanguage(p.Languages)
		return p, r.ms
	}
	tool := r.settings()
	r.order = cmp.Or(strings.TrimPrefix(tool.order, "."), "SUMMARY.md")
	roots := r.roots(tool)
	p.Languages = nil
	for _, rt := range roots {
		p.Languages = append(p.Languages, rt.lang)
		r.p.Folders[rt.lang] = rt.folder
	}
	p.Editions = eachLanguage(p.Languages)
	p.Views = views(p)
	if !r.summary(roots) {
		r.byName(roots)
	}
	opening(p)
	if chapters(p.Outline) > 1 {
		front := 0
		for front < len(p.Outline) && p.Outline[front].Matter == book.Front {
			front++
		}
		p.Outline = slices.Insert(p.Outline, front, contents)
	}
	for _, rt := range roots {
		r.unread(rt.folder)
		p.Meta[rt.lang] = book.Meta{Title: r.title(rt)}
	}
	tool.apply(p)
	r.translations()
	return p, r.ms
}

// bases are the folders that hold a plain book's chapters, by custom: GitBook's, mdBook's, everybody's.
var bases = []string{"", "content", "docs", "doc", "src", "book"}

// roots finds the folders of the languages, in the order of lang.Tags.
func (r *reader) roots(tool settings) []root {
	bases := bases
	if tool.folder != "" {
		bases = append([]string{tool.folder}, bases...)
	}
	folders := languageFolders()
	for _, base := range bases {
		found := map[string]root{}
		for _, folder := range slices.Sorted(maps.Keys(folders)) {
			full := path.Join(base, folder)
			files := r.below(full, "")
			if tag := folders[folder]; len(files) > len(found[tag].files) {
				found[tag] = root{tag, full, files}
			}
		}
		if len(found) == 1 {
			r.partner(base, found)
		}
		if len(found) > 0 {
			var out []root
			for _, tag := range lang.Tags() {
				if rt, ok := found[tag]; ok {
					out = append(out, rt)
				}
			}
			return out
		}
	}
	folder := tool.folder
	for _, base := range bases {
		if folder == "" && base != "" && r.find(base, r.order) != "" && r.find("", r.order) == "" {
			folder = base
		}
	}
	files := r.below(folder, "")
	tag := cmp.Or(tool.lang, guess(r.fsys, files))
	if tag == "" {
		tag = lang.Tags()[0]
		r.add(languageAssumed.At(source.Place{}, tag))
	}
	return []root{{tag, folder, files}}
}

// partner looks for the other language beside a lone language folder: docs/*.md in English with
// docs/zh/*.md is a book of two languages if they share a file name.
func (r *reader) partner(base string, found map[string]root) {
	for _, have := range found {
		files := r.below(base, have.folder)
		shared := slices.ContainsFunc(files, func(name string) bool {
			return slices.Contains(have.files, path.Join(have.folder, relative(name, base))) && !opens(path.Base(name))
		})
		if tag := guess(r.fsys, files); shared && tag != "" && tag != have.lang {
			found[tag] = root{tag, base, files}
		}
		return
	}
}

// below returns the chapter files in a folder without those in the one to pass over.
func (r *reader) below(folder, pass string) []string {
	if folder == "." {
		folder = ""
	}
	var out []string
	for _, name := range r.tree {
		if within(name, folder) && (pass == "" || !within(name, pass)) && !r.lists(path.Base(name)) {
			out = append(out, name)
		}
	}
	return out
}

// lists reports whether a file is no chapter but a list of chapters, or of languages.
func (r *reader) lists(name string) bool {
	return strings.EqualFold(name, "SUMMARY.md") || strings.EqualFold(name, r.order) || strings.EqualFold(name, "LANGS.md")
}

// find returns the path of a file in a folder whatever its letter case, or "".
func (r *reader) find(folder, name string) string {
	for _, f := range r.tree {
		if strings.EqualFold(f, path.Join(folder, name)) {
			return f
		}
	}
	return ""
}

func relative(name, folder string) string {
	if folder == "" || folder == "." {
		return name
	}
	return strings.TrimPrefix(name, folder+"/")
}

// slugOf names the page of a file: its path in the language's folder, with - for /; a folder's README is the
// folder. index is the start page's name, so the book's own opening file takes another.
func slugOf(name, folder string) string {
	rel := stem(relative(name, folder))
	if opens(path.Base(name)) {
		rel = path.Dir(rel)
	}
	slug := strings.ReplaceAll(rel, "/", "-")
	if slug == "." || slug == "index" {
		return "start"
	}
	return slug
}

// place adds a file of a language under its slug and reports a page two files would share.
func (r *reader) place(tag, slug, name string) bool {
	files := r.p.Files[tag]
	if files == nil {
		files = map[string]string{}
		r.p.Files[tag] = files
	}
	for other, first := range files {
		if strings.EqualFold(other, slug) && first != name {
			r.add(slugTwice.At(source.Whole(name), slug, first))
			return false
		}
	}
	files[slug] = name
	return true
}

// byName takes the source's files in natural order and pairs the translations by name.
func (r *reader) byName(roots []root) {
	for i, rt := range roots {
		for _, name := range rt.files {
			slug := slugOf(name, rt.folder)
			if !r.place(rt.lang, slug, name) || i > 0 {
				continue
			}
			pos := source.Whole(name)
			r.listed[slug] = pos
			r.p.Outline = append(r.p.Outline, Entry{OutlineEntry: book.OutlineEntry{Role: book.RoleChapter, Matter: book.Main, Slug: slug, At: pos}})
		}
	}
}

var (
	atxTitle    = regexp.MustCompile(`(?m)^ {0,3}#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$`)
	setextTitle = regexp.MustCompile(`(?m)^ {0,3}(\S.*)\n {0,3}=+[ \t]*$`)
	frontTitle  = regexp.MustCompile(`(?s)\A---\n(?:.*?\n)??title:[ \t]*["']?([^\n]*?)["']?[ \t]*\n`)
	inlineMarks = regexp.MustCompile("!?\\[([^\\]]*)\\]\\([^)]*\\)|[*_`]+([^*_`]+)[*_`]+|<[^>]*>")
)

// title looks for the book's name in its text: the first heading of README or index, else of the first chapter.
func (r *reader) title(rt root) string {
	var places []string
	for _, name := range []string{"README.md", "index.md", "_index.md"} {
		places = append(places, r.find(rt.folder, name))
	}
	for _, name := range places {
		if t := r.heading(name); t != "" {
			return t
		}
	}
	for _, slug := range r.p.Sources() {
		if t := r.heading(r.p.Files[rt.lang][slug]); t != "" {
			return t
		}
	}
	return lang.Of(rt.lang).Untitled
}

// heading returns a file's title as plain text, or "".
func (r *reader) heading(name string) string {
	if name == "" {
		return ""
	}
	src, _ := readText(r.fsys, name)
	if src == nil {
		return ""
	}
	for _, re := range []*regexp.Regexp{frontTitle, atxTitle, setextTitle} {
		if m := re.FindSubmatch(src.Text); m != nil {
			return strings.TrimSpace(inlineMarks.ReplaceAllString(string(m[1]), "$1$2"))
		}
	}
	return ""
}
