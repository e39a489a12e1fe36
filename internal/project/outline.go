package project

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/source"
	"keben/internal/tool"
	"keben/internal/yaml"
)

var (
	chapterTwice = diag.NewKind("chapter-twice", diag.Error,
		"the chapter `%s` is already listed on line %d", "章节 `%s` 已在第 %d 行列出",
		"keep one of the two", "请只保留其中一处")
	chapterAbsentNear = diag.NewKind("chapter-absent", diag.Error,
		"there is no %s: did you mean `%s`?", "没有文件 %s：是否想写 `%s`？",
		"files there that no list names: %[3]s", "该处未列入目录的文件：%[3]s")
	chapterAbsentOwn = diag.NewKind("chapter-absent", diag.Error,
		"there is no %s: did you mean `%s`?", "没有文件 %s：是否想写 `%s`？",
		"sections that need no file: %[3]s", "不必写成文件的部分：%[3]s")
	chapterAbsentMain = diag.NewKind("chapter-absent", diag.Error,
		"there is no %s: without a file, `%s` belongs in front or back", "没有文件 %s：`%s` 不写成文件时，应列在 front 或 back 中",
		"move it to front or back", "请移到 front 或 back 中")
	chapterAbsent = diag.NewKind("chapter-absent", diag.Error,
		"there is no %s", "没有文件 %s",
		"write the chapter, or delete this line", "请写出这一章，或删去这一行")
	chapterAbsentHint = diag.NewKind("chapter-absent", diag.Error,
		"there is no %s", "没有文件 %s",
		"files there that no list names: %[3]s", "该处未列入目录的文件：%[3]s")
	translationMissing = diag.NewKind("translation-missing", diag.Note,
		"the chapter `%s` is not translated yet: there is no %s", "章节 `%s` 尚未翻译：没有文件 %s")
	translationsLacking = diag.NewKind("translation-missing", diag.Note,
		"%s are not translated into %s yet: %s", "有%s尚未译为 %s：%s")
	translationsMissing = diag.NewKind("translation-missing", diag.Warning,
		"there is not one chapter in %s: %s is empty or absent", "语言 %s 还没有任何章节：%s 不存在或为空",
		"write a translation there, or take the language off the list", "请在该处放入译文，或从 languages 中去掉该语言")
	translationAlone = diag.NewKind("translation-alone", diag.Note,
		"this chapter has no original in %s and is left out", "这一章没有语言 %s 的原文，因此没有收入书中",
		"a translation has the same file name as its original", "译文的文件名须与原文相同")
	slugTwice = diag.NewKind("slug-twice", diag.Error,
		"two files would become one page `%s`: this one and %s", "两个文件会成为同一页 `%s`：本文件与 %s",
		"rename one of them", "请重命名其中一个")
	chapterUnlisted = diag.NewKind("chapter-unlisted", diag.Note,
		"this chapter is in no list of book.yaml and is left out", "book.yaml 未列出这一章，因此没有收入书中",
		"add `%s` to chapters, front or back", "请把 `%s` 加入 chapters、front 或 back")
	entryEmpty = diag.NewKind("chapter-entry", diag.Error,
		"this entry has no file, and is no title over chapters", "这一项没有 file，也不是其下有章的标题",
		"write `file:`, or `title:` and `chapters:`", "请写 `file:`，或写 `title:` 和 `chapters:`")
	noChapters = diag.NewKind("no-chapters", diag.Error,
		"the book has no chapters: there is no Markdown file in %s", "书中没有任何章节：%s 中没有 Markdown 文件",
		"write %[1]s/preface.md, for instance", "例如，可以写一篇 %[1]s/preface.md")
)

// describe finds the languages and the folders of a book that book.yaml describes. What it says counts; else the
// chapters are in content/<language>, or in content in a book of one language; else where another tool's book has them.
func (r *reader) describe(spec *spec, s settings) {
	given := r.given(spec.Languages)
	if spec.Folders != nil {
		r.furniture(s)
		r.settled = true
		r.languages = r.named(given, spec.Folders)
		r.take()
		return
	}
	own, lacking := r.own(given)
	if lacking > 0 {
		r.furniture(s)
		r.wanted = given
		if found := r.asked(r.roots(s), given); covers(found) > covers(own) {
			r.languages = found
			r.take()
			if len(given) == 0 {
				r.doubt()
			}
			return
		}
	}
	r.settled = true
	r.languages = own
	r.take()
}

// given are the languages that book.yaml lists.
func (r *reader) given(list []slug) (tags []string) {
	for _, s := range list {
		if slices.Contains(tags, s.value) {
			r.add(s.node.At(languageTwice, s.value))
		} else {
			tags = append(tags, s.value)
		}
	}
	return tags
}

// own are the folders of Keben's own books, and how many languages have none.
func (r *reader) own(given []string) (roots []root, lacking int) {
	tags := given
	if len(tags) == 0 {
		for _, tag := range lang.Tags() {
			if r.tree.folders["content/"+tag] {
				tags = append(tags, tag)
			}
		}
	}
	if len(tags) == 0 {
		tag, _ := guess(r.fsys, r.tree.files)
		tags = []string{cmp.Or(tag, lang.Tags()[0])}
	}
	for _, tag := range tags {
		folder := "content/" + tag
		if len(tags) == 1 && !r.tree.folders[folder] {
			folder = "content"
		}
		if !r.tree.folders[folder] {
			lacking++
		}
		roots = append(roots, root{tag, folder, r.tree.below(folder)})
	}
	return roots, lacking
}

// asked are the roots of the languages that book.yaml lists, in its order; of all, if it lists none. A language that
// nothing was found of stays empty.
func (r *reader) asked(found []root, given []string) []root {
	if len(given) == 0 {
		return found
	}
	if len(given) == 1 && len(found) == 1 {
		found[0].lang = given[0] // it was only guessed
	}
	var out []root
	for _, tag := range given {
		i := slices.IndexFunc(found, func(rt root) bool { return rt.lang == tag })
		if i < 0 {
			out = append(out, root{lang: tag, folder: "content/" + tag})
		} else {
			out = append(out, found[i])
		}
	}
	for _, rt := range found {
		if !slices.Contains(given, rt.lang) {
			r.put(elseLanguage, rt.folder, rt.files...)
		}
	}
	return out
}

// covers is how many languages have files.
func covers(roots []root) (n int) {
	for _, rt := range roots {
		n += min(1, len(rt.files))
	}
	return n
}

// named are the folders that book.yaml names: of two that are inside each other, the inner one's files are its own; in
// one that several languages share, the files' names say the language.
func (r *reader) named(given []string, folders *text) []root {
	if len(given) == 0 {
		for _, tag := range lang.Tags() {
			if _, ok := folders.in[tag]; ok {
				given = append(given, tag)
			}
		}
	}
	if len(given) == 0 {
		tag, _ := guess(r.fsys, r.tree.below(folder(folders.of(""))))
		given = []string{cmp.Or(tag, lang.Tags()[0])}
	}
	var out []root
	for _, tag := range given {
		out = append(out, root{lang: tag, folder: folder(folders.of(tag))})
	}
	for i, rt := range out {
		shared := slices.ContainsFunc(out, func(o root) bool { return o.lang != rt.lang && o.folder == rt.folder })
		files := slices.DeleteFunc(r.free(r.tree.below(rt.folder)), func(name string) bool {
			return slices.ContainsFunc(out, func(o root) bool { return len(o.folder) > len(rt.folder) && within(name, o.folder) })
		})
		if shared {
			r.wanted = given
			for _, found := range r.suffixes(rt.folder, files, settings{}) {
				if found.lang == rt.lang {
					out[i].files = found.files
				}
			}
			continue
		}
		out[i].files = files
		r.mirrors(rt.folder, root{folder: rt.folder, files: files})
		out[i].files = r.free(files)
	}
	return out
}

// folder is a folder's name as typed, relative to the book's folder; "" is that one.
func folder(name string) string {
	name = path.Clean("./" + strings.Trim(name, "/"))
	if name == "." {
		return ""
	}
	return name
}

// outline lists front matter, chapters and back matter, and says which are absent. Chapters that book.yaml does not list
// come in the order of another tool's list, or of their names.
func (r *reader) outline(s *spec, conf settings) {
	listed := len(s.Parts) > 0 || s.Chapters != nil
	if listed {
		for i, rt := range r.languages {
			r.languages[i].files = r.free(rt.files)
			r.index(r.languages[i])
		}
		r.listName = Marker
	}
	r.names = r.callable(r.languages[0])
	section := func(list *entries, m book.Matter, role book.Role) []book.OutlineEntry {
		r.p.Outline = nil
		if list != nil {
			r.matter(list.list, book.OutlineEntry{Role: role, Matter: m})
		}
		return r.p.Outline
	}
	front := section(s.Front, book.Front, book.RolePreface)
	back := section(s.Back, book.Back, book.RoleAppendix)
	r.p.Outline = nil
	for _, part := range s.Parts {
		r.parts++
		r.part(r.parts, part)
	}
	if s.Chapters != nil {
		r.matter(s.Chapters.list, book.OutlineEntry{Role: book.RoleChapter, Matter: book.Main})
	}
	for _, l := range r.lacking { // now that all lists are read, it is known what none of them names
		r.absent(l.node, l.name, l.matter)
	}
	switch {
	case !listed:
		r.order(conf)
		if s.Front == nil {
			r.begin()
		}
	case s.Front == nil && r.p.Kind != book.KindArticle && chapters(r.p.Outline) > 1:
		front = []book.OutlineEntry{contents}
	}
	r.p.Outline = slices.Concat(front, r.p.Outline, back)
	slices.SortStableFunc(r.p.Outline, func(a, b book.OutlineEntry) int { return int(a.Matter) - int(b.Matter) })
	if len(r.p.Sources()) == 0 {
		r.add(noChapters.At(source.Whole(Marker), r.p.Folders[r.p.Languages[0]]))
	}
	r.translations()
	for _, tag := range r.p.Languages {
		r.unread(r.p.Folders[tag])
	}
	r.survey()
	r.leftOut()
}

// callable are the names by which book.yaml may call a root's chapters: the page, the path below the folder with or
// without its ending, the folder that a file opens, and the last part of the path if no other file has it.
func (r *reader) callable(rt root) map[string]string {
	names := map[string]string{}
	last := map[string][]string{}
	for _, name := range rt.files {
		rel := relative(name, rt.folder)
		if bare, ok := r.plain[name]; ok {
			names[source.Stem(relative(bare, rt.folder))] = name
		}
		names[rel], names[source.Stem(rel)] = name, name
		base := source.Stem(path.Base(rel))
		last[base] = append(last[base], name)
	}
	for _, name := range rt.files {
		slug := r.slug(name, rt.folder)
		if names[slug] == "" {
			names[slug] = name
		}
		if dir := relative(folderOf(name), rt.folder); opens(path.Base(name)) && dir != "" && names[dir] == "" {
			names[dir] = name
		}
	}
	for base, files := range last {
		if len(files) == 1 && names[base] == "" {
			names[base] = files[0]
		}
	}
	return names
}

// nameOf is what book.yaml calls a chapter: its path below the folder of its language.
func (r *reader) nameOf(name string) string {
	for _, rt := range r.languages {
		if within(name, rt.folder) {
			return source.Stem(relative(name, rt.folder))
		}
	}
	return name
}

// contents is the table of contents where nobody asked for one in a particular place.
var contents = book.OutlineEntry{Role: book.RoleContents, Matter: book.Front, Slug: string(book.RoleContents)}

func chapters(entries []book.OutlineEntry) (n int) {
	for _, e := range entries {
		if e.Role == book.RoleChapter {
			n++
		}
	}
	return n
}

func (r *reader) part(n int, part partSpec) {
	e := book.OutlineEntry{Role: book.RolePart, Matter: book.Main, Slug: fmt.Sprintf("part-%d", n), Title: r.titles(part.Title), At: part.pos}
	r.p.Outline = append(r.p.Outline, e)
	if part.Chapters != nil {
		r.matter(part.Chapters.list, book.OutlineEntry{Role: book.RoleChapter, Matter: book.Main})
	}
}

// titles are a text in each language of the book; nil if there is none.
func (r *reader) titles(t *text) map[string]string {
	if t == nil {
		return nil
	}
	in := map[string]string{}
	for _, tag := range r.p.Languages {
		in[tag] = t.orAny(tag)
	}
	return in
}

// matter adds a list of chapters to the outline, and what is nested in each. like has what they have in common.
func (r *reader) matter(list []entry, like book.OutlineEntry) {
	rt := r.languages[0]
	for _, s := range list {
		typed := strings.TrimPrefix(strings.TrimSpace(s.File.value), "./")
		if s.File.node == nil || typed == "" {
			r.titled(s, like)
			continue
		}
		e := like
		e.At = s.File.node.Place
		for _, tag := range r.p.Languages { // of the others the file says it
			if title := s.Title.of(tag); title != "" {
				if e.Title == nil {
					e.Title = map[string]string{}
				}
				e.Title[tag] = title
			}
		}
		file := r.names[typed]
		if file == "" {
			file = r.names[source.Stem(typed)]
		}
		own, writes := generated[typed]
		if writes = writes && like.Matter != book.Main && (file == "" || opens(path.Base(file)) && r.p.Syntax != tool.Keben); writes {
			file = ""
		}
		e.Slug = strings.ReplaceAll(source.Stem(typed), "/", "-")
		if file != "" {
			e.Slug = r.slug(file, rt.folder)
		}
		if first, ok := r.listed[e.Slug]; ok {
			r.add(s.File.node.At(chapterTwice, e.Slug, first.Line()))
			continue
		}
		r.listed[e.Slug] = e.At
		switch {
		case writes:
			e.Role = own
		case file == "":
			r.lacking = append(r.lacking, lacking{s.File.node, source.Stem(typed), like.Matter})
		default:
			r.place(rt.lang, e.Slug, file)
		}
		r.p.Outline = append(r.p.Outline, e)
		r.below(s, like)
	}
}

// below adds what is nested in an entry of a list.
func (r *reader) below(s entry, like book.OutlineEntry) {
	if s.Chapters == nil {
		return
	}
	like.Depth++
	if like.Role == book.RoleAppendix {
		like.Role = book.RoleChapter
	}
	r.matter(s.Chapters.list, like)
}

// titled adds an entry without a file: a part, or a title over the chapters that are nested in it.
func (r *reader) titled(s entry, like book.OutlineEntry) {
	switch {
	case s.node == nil: // it has its message
	case s.Part != nil:
		r.parts++
		r.part(r.parts, partSpec{Title: s.Part, Chapters: s.Chapters, pos: s.node.Place})
	case s.Title != nil && s.Chapters != nil:
		r.groups++
		e := like
		e.Role, e.Slug, e.Title, e.At = book.RoleChapter, fmt.Sprintf("group-%d", r.groups), r.titles(s.Title), s.node.Place
		r.p.Outline = append(r.p.Outline, e)
		r.below(s, like)
	}
}

// lacking is a chapter that is listed and not written.
type lacking struct {
	node   *yaml.Node
	name   string
	matter book.Matter
}

// absent reports a chapter that is listed and not written, with what may have been meant and is in no list: another
// file, or beside the main matter a section that Keben writes.
func (r *reader) absent(n *yaml.Node, name string, m book.Matter) {
	origin := r.p.Languages[0]
	file := path.Join(r.p.Folders[origin], name+source.Endings[0])
	if k, args := r.instead(file); k != nil {
		r.add(n.At(k, args...))
		return
	}
	unlisted := r.unlisted(origin)
	known := slices.Clone(unlisted)
	if m != book.Main {
		for _, own := range slices.Sorted(maps.Keys(generated)) {
			_, listed := r.listed[own]
			if misplaced := slices.ContainsFunc(r.lacking, func(l lacking) bool { return l.name == own }); !listed || misplaced {
				known = append(known, own)
			}
		}
	}
	if len(unlisted) > 8 {
		unlisted = append(unlisted[:8], "…")
	}
	list := strings.Join(unlisted, ", ")
	near, ok := diag.Nearest(name, known)
	switch {
	case generated[name] != "": // so that this is the main matter
		r.add(n.At(chapterAbsentMain, file, name))
	case ok && generated[near] != "":
		r.add(n.At(chapterAbsentOwn, file, near, strings.Join(slices.Sorted(maps.Keys(generated)), ", ")))
	case ok:
		r.add(n.At(chapterAbsentNear, file, near, list))
	case list != "":
		r.add(n.At(chapterAbsentHint, file, "", list))
	default:
		r.add(n.At(chapterAbsent, file))
	}
}

// unlisted returns what book.yaml calls the chapters of a language that are not in the outline, in natural order.
func (r *reader) unlisted(tag string) []string {
	var out []string
	for _, rt := range r.languages {
		if rt.lang != tag {
			continue
		}
		for _, name := range rt.files {
			slug := r.slug(name, rt.folder)
			if _, listed := r.listed[slug]; !listed && r.p.Files[tag][slug] == name {
				out = append(out, r.nameOf(name))
			}
		}
	}
	return out
}

// translations reports chapters that a translation lacks.
func (r *reader) translations() {
	origin := r.p.Languages[0]
	for _, tag := range r.p.Languages[1:] {
		if len(r.p.Files[tag]) == 0 {
			r.add(translationsMissing.At(source.Whole(r.p.File), tag, r.p.Folders[tag]))
			continue
		}
		var missing []book.OutlineEntry
		var names []string
		for _, e := range r.p.Outline {
			if e.Role != book.RolePart && !Generated(e.Role) && r.p.Files[origin][e.Slug] != "" && r.p.Files[tag][e.Slug] == "" {
				missing = append(missing, e)
				names = append(names, e.Slug)
			}
		}
		switch len(missing) {
		case 0:
		case 1:
			own := r.p.Files[origin][missing[0].Slug]
			r.add(translationMissing.At(missing[0].At, missing[0].Slug, path.Join(r.p.Folders[tag], relative(own, r.p.Folders[origin]))))
		default:
			r.add(translationsLacking.At(missing[0].At, diag.Counted(len(names), "chapters", "chapters", "章"), tag, some(names)))
		}
	}
}
