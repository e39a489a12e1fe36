package project

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/source"
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
	noChapters = diag.NewKind("no-chapters", diag.Error,
		"the book has no chapters: there is no Markdown file in %s", "书中没有任何章节：%s 中没有 Markdown 文件",
		"write %[1]s/preface.md, for instance", "例如，可以写一篇 %[1]s/preface.md")
)

// files finds the chapters: content/<language>/**.md, or content/**.md in a book of one language.
func (r *reader) files() {
	for _, tag := range r.p.Languages {
		root := "content/" + tag
		if len(r.p.Languages) == 1 && !hasFolder(r.tree, root) {
			root = "content"
		}
		r.p.Files[tag], r.p.Folders[tag] = map[string]string{}, root
		folded := map[string]string{}
		for _, name := range r.tree {
			if !within(name, root) {
				continue
			}
			s := path.Base(stem(name))
			if first, ok := folded[strings.ToLower(s)]; ok {
				r.add(slugTwice.At(source.Whole(name), s, first))
				if r.p.Files[tag][s] != "" {
					continue
				}
			}
			folded[strings.ToLower(s)] = name
			r.p.Files[tag][s] = name
		}
	}
}

// outline lists front matter, chapters and back matter, and says which are absent.
func (r *reader) outline(s *spec) {
	origin := r.p.Languages[0]
	front, back := s.Front, s.Back
	var main []Entry
	if front != nil {
		r.matter(front.list, book.Front, book.RolePreface)
	}
	head := r.p.Outline
	r.p.Outline = nil
	if back != nil {
		r.matter(back.list, book.Back, book.RoleAppendix)
	}
	tail := r.p.Outline
	r.p.Outline = nil
	for i, part := range s.Parts {
		r.part(i+1, part)
	}
	if s.Chapters != nil {
		r.matter(s.Chapters.list, book.Main, book.RoleChapter)
	}
	if len(s.Parts) == 0 && s.Chapters == nil {
		for _, slug := range r.unlisted(origin) {
			pos := source.Whole(r.p.Files[origin][slug])
			r.listed[slug] = pos
			r.p.Outline = append(r.p.Outline, Entry{OutlineEntry: book.OutlineEntry{Role: book.RoleChapter, Matter: book.Main, Slug: slug, At: pos}})
		}
	}
	main = r.p.Outline
	for _, l := range r.lacking { // now that all lists are read, it is known what none of them names
		r.absent(l.node, l.name, l.matter)
	}
	if front == nil && r.p.Kind != book.KindArticle && chapters(main) > 1 {
		head = []Entry{contents}
	}
	r.p.Outline = slices.Concat(head, main, tail)
	if len(r.p.Sources()) == 0 {
		r.add(noChapters.At(source.Whole(Marker), "content/"+origin))
	}
	r.translations()
	for _, tag := range r.p.Languages {
		r.unread(r.p.Folders[tag])
	}
	for _, slug := range r.unlisted(origin) {
		r.add(chapterUnlisted.At(source.Whole(r.p.Files[origin][slug]), slug))
	}
}

// contents is the table of contents where nobody asked for one in a particular place.
var contents = Entry{OutlineEntry: book.OutlineEntry{Role: book.RoleContents, Matter: book.Front, Slug: string(book.RoleContents)}}

func chapters(entries []Entry) (n int) {
	for _, e := range entries {
		if e.Role == book.RoleChapter {
			n++
		}
	}
	return n
}

func (r *reader) part(n int, part partSpec) {
	e := Entry{OutlineEntry: book.OutlineEntry{
		Role: book.RolePart, Matter: book.Main, Slug: fmt.Sprintf("part-%d", n), Title: map[string]string{}, At: part.pos,
	}}
	for _, tag := range r.p.Languages {
		e.Title[tag] = part.Title.orAny(tag)
	}
	r.p.Outline = append(r.p.Outline, e)
	if part.Chapters != nil {
		r.matter(part.Chapters.list, book.Main, book.RoleChapter)
	}
}

// matter adds a list of slugs to the outline.
func (r *reader) matter(list []slug, m book.Matter, role book.Role) {
	origin := r.p.Languages[0]
	for _, s := range list {
		name := stem(strings.TrimSpace(s.value))
		if s.node == nil || name == "" {
			continue
		}
		if first, ok := r.listed[name]; ok {
			r.add(s.node.At(chapterTwice, name, first.Line()))
			continue
		}
		r.listed[name] = s.node.Place
		e := Entry{OutlineEntry: book.OutlineEntry{Role: role, Matter: m, Slug: name, At: s.node.Place}}
		_, exists := r.p.Files[origin][name]
		if own, ok := generated[name]; ok && !exists && m != book.Main {
			e.Role = own
		} else if !exists {
			r.lacking = append(r.lacking, lacking{s.node, name, m})
		}
		r.p.Outline = append(r.p.Outline, e)
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
	file := "content/" + origin + "/" + name + ".md"
	if k, args := r.instead(path.Join(r.p.Folders[origin], name+".md")); k != nil {
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

// unlisted returns the chapters of a language that are not in the outline, in natural order.
func (r *reader) unlisted(tag string) []string {
	var out []string
	for _, name := range r.tree {
		slug := path.Base(stem(name))
		if _, listed := r.listed[slug]; !listed && r.p.Files[tag][slug] == name {
			out = append(out, slug)
		}
	}
	return out
}

// translations reports chapters that a translation lacks or has alone.
func (r *reader) translations() {
	origin := r.p.Languages[0]
	for _, tag := range r.p.Languages[1:] {
		if len(r.p.Files[tag]) == 0 {
			r.add(translationsMissing.At(source.Whole(r.p.File), tag, r.p.Folders[tag]))
			continue
		}
		for _, e := range r.p.Outline {
			if e.Role == book.RolePart || Generated(e.Role) || r.p.Files[origin][e.Slug] == "" || r.p.Files[tag][e.Slug] != "" {
				continue
			}
			own := r.p.Files[origin][e.Slug]
			r.add(translationMissing.At(e.At, e.Slug, path.Join(r.p.Folders[tag], relative(own, r.p.Folders[origin]))))
		}
		for _, slug := range r.unlisted(tag) {
			if r.p.Files[origin][slug] == "" {
				r.add(translationAlone.At(source.Whole(r.p.Files[tag][slug]), origin))
			}
		}
	}
}

func stem(name string) string {
	for _, ext := range extensions {
		if s, ok := strings.CutSuffix(name, ext); ok {
			return s
		}
	}
	return name
}

// languageFolders are the names of folders that hold a language, by custom: its tags, also in small letters or with a
// low line.
func languageFolders() map[string]string {
	folders := map[string]string{}
	for _, tag := range lang.Tags() {
		for _, name := range append([]string{tag}, lang.Of(tag).Aliases...) {
			low := strings.ReplaceAll(name, "-", "_")
			for _, name := range []string{name, strings.ToLower(name), low, strings.ToLower(low)} {
				folders[name] = tag
			}
		}
	}
	return folders
}
