package project

import (
	"bytes"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/tool"
)

// Survey says of every text file below the book's folder what it is to the book. Nothing is in two groups.
type Survey struct {
	Tool   tool.Name // for which the folder was made, as its configuration shows; "" when nothing does
	Config string    // that configuration
	Groups []Group
}

// Group is the files, or the folders, that are the same thing to the book.
type Group struct {
	Fate  Fate
	Of    string   // what tells groups of one fate apart: a language, the folder that the files are in, a list
	Names []string // in natural order, relative to the book's folder
}

// Fate is what becomes of a file.
type Fate int

// The fates, in the order in which a survey tells them. Of the last two the names are folders.
const (
	IsChapter    Fate = iota // Of is the language
	isList                   // of chapters or languages
	isFurniture              // of the repository or of another tool's site
	isIncluded               // by another file
	isHeading                // of a part, and says no more than its title
	elseLanguage             // one that is not offered, or has been left out; Of is its folder
	elseVersion              // of the book; Of is the folder
	isDouble                 // of another file's page
	isDraft                  // as its author says
	isUnlisted               // Of is the list
	isAlone                  // a translation without an original; Of is the language
	isOutside                // the folders of the book
	isDocument               // in something else than Markdown
	isBook                   // of its own
	isPassed                 // over: what is in it is not known
)

// told are the fates, each in words.
var told = [...]diag.Phrase{
	IsChapter:    say("chapters", "章节"),
	isList:       say("lists of chapters", "章节列表"),
	isFurniture:  say("about the repository or the site", "仓库或网站自身的文件"),
	isHeading:    say("titles of parts", "各编的标题"),
	isDraft:      say("drafts", "草稿"),
	isIncluded:   say("included by other files", "由其他文件引入"),
	elseLanguage: say("in another language", "其他语言"),
	elseVersion:  say("other versions of the book", "书的其他版次"),
	isDouble:     say("would be the page of another file", "与另一文件同为一页"),
	isUnlisted:   say("not in the list of chapters", "未列入章节列表"),
	isAlone:      say("translations without an original", "没有原文的译文"),
	isOutside:    say("outside the book's folders", "不在书的文件夹中"),
	isDocument:   say("not Markdown", "不是 Markdown"),
	isBook:       say("books of their own", "另一本书"),
	isPassed:     say("folders not looked into", "未查看的文件夹"),
}

// String returns the fate in English.
func (f Fate) String() string { return told[f].En }

// What is the group in words: chapters, and whose.
func (g Group) What() diag.Phrase {
	what := told[g.Fate]
	if g.Of == "" {
		return what
	}
	return say(what.En+", "+g.Of, what.Zh+"，"+g.Of)
}

// First are the names of the first files, for a line.
func (g Group) First() string { return some(g.Names) }

// LeftOut reports whether the group is text that could be read and is not in the book.
func (g Group) LeftOut() bool {
	switch g.Fate {
	case IsChapter, isList, isIncluded, isHeading, isDocument, isPassed:
		return false
	}
	return true
}

// fate is what becomes of a file, and of which group.
type fate struct {
	is Fate
	of string
}

// put gives files their fate; one that has another already keeps it.
func (r *reader) put(is Fate, of string, names ...string) {
	for _, name := range names {
		if _, has := r.fates[name]; !has {
			r.fates[name] = fate{is, of}
		}
	}
}

// free are those of some files that have no fate yet.
func (r *reader) free(names []string) []string {
	out := make([]string, 0, len(names))
	for _, name := range names {
		if _, has := r.fates[name]; !has {
			out = append(out, name)
		}
	}
	return out
}

// survey makes the groups of all files when the outline is known.
func (r *reader) survey() {
	for _, tag := range r.p.Languages {
		for _, e := range r.p.Outline {
			if name := r.p.Files[tag][e.Slug]; name != "" {
				r.fates[name] = fate{IsChapter, tag}
			}
		}
	}
	origin := r.p.Languages[0]
	for _, rt := range r.languages {
		for _, name := range rt.files {
			slug := r.slug(name, rt.folder)
			if rt.lang != origin && r.p.Files[origin][slug] == "" {
				r.put(isAlone, rt.lang, name)
			} else {
				r.put(isUnlisted, r.listName, name)
			}
		}
	}
	groups := map[fate][]string{}
	var order []fate
	add := func(f fate, name string) {
		if groups[f] == nil {
			order = append(order, f)
		}
		groups[f] = append(groups[f], name)
	}
	for _, name := range r.tree.files {
		f, has := r.fates[name]
		switch {
		case has:
		case folderOf(name) == "" && opens(name):
			f = fate{isFurniture, ""} // the page of a repository
		default:
			f = fate{isOutside, ""}
		}
		add(f, name)
	}
	for _, name := range r.tree.beside {
		add(fate{isDocument, ""}, name)
	}
	for _, name := range r.tree.books {
		add(fate{isBook, ""}, name)
	}
	for _, name := range r.tree.passed {
		add(fate{isPassed, ""}, name)
	}
	slices.SortStableFunc(order, func(a, b fate) int { return int(a.is - b.is) })
	for _, f := range order {
		r.p.Survey.Groups = append(r.p.Survey.Groups, Group{f.is, f.of, groups[f]})
	}
}

var (
	leftUnlisted = diag.NewKind("files-left-out", diag.Note,
		"%s not in %s and left out: %s", "有%s未列入 %s，没有收入书中：%s",
		"list them there if they belong to the book", "若属于本书，请列入其中")
	leftUnlistedOwn = diag.NewKind("chapter-unlisted", diag.Note,
		"%s in no list of book.yaml and left out: %s", "有%s未列入 book.yaml，没有收入书中：%s",
		"add `%[3]s` to chapters, front or back", "请把 `%[3]s` 加入 chapters、front 或 back")
	leftDraft = diag.NewKind("files-left-out", diag.Note,
		"%s marked as draft and left out: %s", "有%s标为草稿，没有收入书中：%s",
		"take `draft: true` out of the front matter to have them", "如需收入，请删去文件头中的 `draft: true`")
	leftFurniture = diag.NewKind("files-left-out", diag.Note,
		"%s left out as files about the repository or another tool's site: %s", "有%s是仓库或其他工具的网站自用的，没有收入书中：%s",
		"name them under `chapters:` in book.yaml if they belong to the book", "若属于本书，请在 book.yaml 的 `chapters:` 中列出")
	leftLanguage = diag.NewKind("files-left-out", diag.Note,
		"%s in a language that is not built and left out: %s", "有%s所用的语言不在制作之列，没有收入：%s")
	leftVersion = diag.NewKind("files-left-out", diag.Note,
		"%s of other versions of the book and left out: %s", "有%s属于书的其他版次，没有收入：%s")
	leftDouble = diag.NewKind("files-left-out", diag.Note,
		"%s named like another file, whose page theirs would be, and left out: %s", "有%s与另一文件同名，会成为同一页，没有收入：%s",
		"rename them to have both", "如需都收入，请重命名")
	leftOutside = diag.NewKind("files-left-out", diag.Note,
		"%s outside the folders of the book (%s) and left out: %s", "有%s不在书的文件夹（%s）中，没有收入：%s",
		"`folders:` in book.yaml says where the chapters are", "章节所在的文件夹可在 book.yaml 的 `folders:` 中写明")
	leftBook = diag.NewKind("files-left-out", diag.Note,
		"a folder with a book.yaml of its own is another book and left out: %s", "自带 book.yaml 的文件夹是另一本书，没有收入：%s",
		"build it by itself", "请单独制作")
	leftAlone = diag.NewKind("translation-alone", diag.Note,
		"%s in %s have no original in %s and are left out: %s", "有%s（%s）没有语言 %s 的原文，没有收入书中：%s",
		"a translation has the same file name as its original", "译文的文件名须与原文相同")
)

// leftOut says what is left out of the book, a message a group. What is outside the folders of the book is not
// mentioned where book.yaml says which these are.
func (r *reader) leftOut() {
	for _, g := range r.p.Survey.Groups {
		names := some(g.Names)
		files := diag.Counted(len(g.Names), "file is", "files are", "个文件")
		at := source.Whole(g.Names[0])
		switch g.Fate {
		case isUnlisted:
			switch {
			case g.Of == Marker && len(g.Names) == 1:
				r.add(chapterUnlisted.At(at, r.nameOf(g.Names[0])))
			case g.Of == Marker:
				r.add(leftUnlistedOwn.At(at, files, names, r.nameOf(g.Names[0])))
			case g.Of != "":
				r.add(leftUnlisted.At(source.Whole(g.Of), files, g.Of, names))
			}
		case isDraft:
			r.add(leftDraft.At(source.Place{}, files, names))
		case isAlone:
			if len(g.Names) == 1 {
				r.add(translationAlone.At(at, r.p.Languages[0]))
			} else {
				r.add(leftAlone.At(at, diag.Counted(len(g.Names), "chapters", "chapters", "章"), g.Of, r.p.Languages[0], names))
			}
		case isDouble:
			if g.Of == "" {
				r.add(leftDouble.At(at, files, names))
			}
		}
		if r.settled {
			continue
		}
		switch g.Fate {
		case isFurniture:
			r.add(leftFurniture.At(source.Place{}, files, names))
		case elseLanguage:
			r.add(leftLanguage.At(source.Place{}, files, names))
		case elseVersion:
			r.add(leftVersion.At(source.Place{}, files, names))
		case isOutside:
			r.add(leftOutside.At(source.Place{}, files, r.where(), names))
		case isBook:
			r.add(leftBook.At(source.Place{}, names))
		}
	}
}

// some are the first names of many, for a message.
func some(names []string) string {
	const most = 5
	if len(names) > most {
		return strings.Join(names[:most], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}

// where are the folders of the book, for a message.
func (r *reader) where() string {
	var folders []string
	for _, tag := range r.p.Languages {
		if f := r.p.Folders[tag] + "/"; !slices.Contains(folders, f) {
			folders = append(folders, f)
		}
	}
	return strings.Join(folders, ", ")
}

// The names, in small letters, of files that are no chapters where nobody lists them.
var (
	repositorys = []string{"license", "licence", "copying", "notice", "contributing", "contributors", "code_of_conduct", "code-of-conduct", "changelog",
		"changes", "security", "support", "governance", "maintainers", "authors", "pull_request_template", "issue_template"}
	sites = []string{"_sidebar", "_navbar", "_coverpage", "_footer", "_404", "404"}
)

// furniture gives their fate to files that are about the repository or the site. A README beside an index is the
// repository's, as GitHub shows it; the index is what readers see.
func (r *reader) furniture(s settings) {
	opening := map[string][]string{}
	for _, name := range r.tree.files {
		base := strings.ToLower(source.Stem(path.Base(name)))
		dir := folderOf(name)
		switch {
		case base == "langs":
			r.put(isList, "", name)
		case base == "_sidebar":
			r.put(isList, "", name)
		case slices.Contains(sites, base):
			r.put(isFurniture, "", name)
		case dir == "" && slices.Contains(repositorys, strings.ReplaceAll(base, " ", "_")):
			r.put(isFurniture, "", name)
		case versioned.MatchString(name):
			r.put(elseVersion, versioned.FindString(name), name)
		case strings.HasPrefix(base, "_") && !opens(path.Base(name)) && s.tool != nil && s.tool.partials:
			r.put(isIncluded, "", name)
		}
		if opens(path.Base(name)) {
			opening[dir] = append(opening[dir], name)
		}
	}
	for _, names := range opening {
		if len(names) < 2 {
			continue
		}
		slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
		for _, name := range names[1:] {
			if rank(name) == rank(names[0]) {
				r.put(isDouble, "", name)
			} else {
				r.put(isFurniture, "", name)
			}
		}
	}
}

// rank orders the files that can open a folder.
func rank(name string) int {
	return slices.Index([]string{"index", "_index", "readme"}, strings.ToLower(source.Stem(path.Base(name))))
}

// versioned are the folders in which Docusaurus keeps the documents of earlier releases.
var versioned = regexp.MustCompile(`^(?:.*/)?(?:[a-z]*_?versioned_docs|docusaurus-plugin-content-docs/version-[^/]+)/`)

// inclusion is how a chapter names a file that is put into it: mdBook, MkDocs' snippets and plugins, VitePress, MyST,
// Quarto and Hugo, docsify, GitBook, and an import of MDX.
var inclusion = regexp.MustCompile(`\{\{ *#(?:rustdoc_)?(?:include|playground) +([^}:\s]+)` +
	`|-{2,}8<-{2,} +["']([^"'\n:]+)` + `|\{! *([^!\n]+?) *!\}` + `|\{% *include(?:-markdown|_relative)? +["']?([^"'\s%]+)` +
	`|<!-- *@include: *([^{\s]+)` + "|\\{(?:include|literalinclude)\\} +([^\\s`]+)" + `|\{\{< *include +([^\s>]+)` +
	`|\]\(([^)\s]+) +':include` + `|(?m:^import +\w+ +from +["']([^"'\n]+)["'])`)

// included gives their fate to the files of the source's language that others include. listed says that the outline is
// made: then its chapters are asked, and else all files.
func (r *reader) included(rt root, listed bool) {
	names := rt.files
	if listed {
		names = nil
		for _, slug := range r.p.Sources() {
			names = append(names, r.p.Files[rt.lang][slug])
		}
	}
	for _, name := range names {
		raw, err := fs.ReadFile(r.fsys, name)
		if err != nil || !bytes.ContainsAny(raw, "{<:") {
			continue
		}
		for _, m := range inclusion.FindAllStringSubmatch(string(raw), -1) {
			target := strings.Join(m[1:], "")
			for _, folder := range []string{folderOf(name), rt.folder, ""} {
				file := path.Join(folder, target)
				if file != name && r.tree.folded[strings.ToLower(file)] == file {
					r.put(isIncluded, "", file)
					break
				}
			}
		}
	}
}
