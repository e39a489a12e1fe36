package project

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"keben/internal/lang"
	"keben/internal/source"
)

// root is what one language has of the book's files.
type root struct {
	lang, folder string
	files        []string // in natural order
}

// bases are the folders that hold a book's chapters, by custom: GitBook's, mdBook's, everybody's.
var bases = []string{"", "content", "docs", "doc", "src", "book", "contents", "manuscript"}

// roots finds the languages of a folder that no book.yaml describes, the one that the book is written in first.
func (r *reader) roots(s settings) []root {
	bases := bases
	if s.folder != "" {
		bases = append([]string{s.folder}, bases...)
	}
	if found := r.docusaurus(s); found != nil {
		return found
	}
	for _, base := range bases {
		if found := r.languageFolders(base, s); found != nil {
			return found
		}
	}
	folder := r.lone(s, bases)
	files := r.free(r.tree.below(folder))
	if found := r.suffixes(folder, files, s); found != nil {
		return found
	}
	tag, close := s.lang, false
	if tag == "" {
		tag, close = guess(r.fsys, files)
	}
	switch {
	case tag == "":
		tag = lang.Tags()[0]
		r.guessed = tag
	case close:
		r.guessed = tag
	}
	return []root{{tag, folder, files}}
}

// lone is the folder of the chapters of a book in one language.
func (r *reader) lone(s settings, bases []string) string {
	if s.folder != "" || s.tool != nil && !s.tool.weak && s.usual == "" {
		return s.folder
	}
	if r.listIn("", s) == "" {
		for _, base := range bases {
			if base != "" && r.tree.folders[base] && r.listIn(base, s) != "" {
				return base
			}
		}
	}
	// A repository's own texts lie above the folder that has the book.
	only := ""
	for _, name := range r.free(r.tree.files) {
		top, _, below := strings.Cut(name, "/")
		switch {
		case !below && opens(name):
		case !below || !slices.Contains(bases, top) || only != "" && only != top:
			return ""
		default:
			only = top
		}
	}
	return only
}

// languageFolders finds the languages that have a folder each in base: docs/zh and docs/en. Another one may have the
// files of base itself, if they have names that the translation has too. It is nil if the folder is divided in no such
// way.
func (r *reader) languageFolders(base string, s settings) []root {
	found := map[string]root{}
	var elsewhere []string
	for _, dir := range r.tree.inside(base) {
		if l, ok := lang.Named(path.Base(dir)); ok {
			if files := r.free(r.tree.below(dir)); len(files) > len(found[l.Tag].files) {
				found[l.Tag] = root{l.Tag, dir, files}
			}
		} else if lang.Elsewhere(path.Base(dir)) {
			elsewhere = append(elsewhere, dir)
		}
	}
	if len(found) == 0 {
		return nil
	}
	var unmarked []string
	var unnamed []string // without those that open a folder
	for _, name := range r.free(r.tree.below(base)) {
		in := func(dir string) bool { return within(name, dir) }
		marked := slices.ContainsFunc(elsewhere, in)
		for _, rt := range found {
			marked = marked || in(rt.folder)
		}
		if marked {
			continue
		}
		unmarked = append(unmarked, name)
		if !opens(path.Base(name)) {
			unnamed = append(unnamed, name)
		}
	}
	partner := root{folder: base, files: unmarked}
	shared := false
	for _, rt := range found {
		shared = shared || share(rt, partner, len(unnamed) > 0)
	}
	if !shared && len(found) == 1 && len(unnamed) > 0 {
		for _, rt := range found {
			if len(unmarked) > len(rt.files) {
				return nil // a chapter's folder that happens to have such a name
			}
		}
	}
	r.mirrors(base, append(slices.Collect(maps.Values(found)), partner)...)
	if !shared {
		descend(found, nil)
		return inOrder(found, "", s)
	}
	descend(found, &partner)
	tag := r.unmarked(found, s, partner.files)
	if _, taken := found[tag]; tag == "" || taken {
		return inOrder(found, "", s)
	}
	partner.lang = tag
	found[tag] = partner
	return inOrder(found, tag, s)
}

// unmarked is the language of files that nothing marks, beside those that were found: the one that book.yaml lists, or
// the tool's configuration names, or the text shows.
func (r *reader) unmarked(found map[string]root, s settings, files []string) string {
	for _, tag := range append(slices.Clone(r.wanted), s.lang) {
		if _, taken := found[tag]; !taken && tag != "" {
			return tag
		}
	}
	tag, _ := guess(r.fsys, files)
	return tag
}

// mirrors gives their fate to the folders in base that have the files of one of the book's languages once more, in a
// language that is not offered.
func (r *reader) mirrors(base string, book ...root) {
	for _, dir := range r.tree.inside(base) {
		if !lang.Elsewhere(path.Base(dir)) {
			continue
		}
		other := root{folder: dir, files: r.tree.below(dir)}
		if slices.ContainsFunc(book, func(rt root) bool { return share(other, rt, false) }) {
			r.put(elseLanguage, dir, other.files...)
		}
	}
}

// share reports whether two roots have a file of the same path, one that opens no folder if strict.
func share(a, b root, strict bool) bool {
	have := map[string]bool{}
	for _, name := range b.files {
		have[strings.ToLower(source.Stem(relative(name, b.folder)))] = true
	}
	return slices.ContainsFunc(a.files, func(name string) bool {
		return have[strings.ToLower(source.Stem(relative(name, a.folder)))] && !(strict && opens(path.Base(name)))
	})
}

// descend moves all roots into the folder that the chapters of each are in: docs and en/docs of a repository whose top
// has its own texts. partner is the root without a folder of its own, or nil.
func descend(found map[string]root, partner *root) {
	into := func(rt root, base string) (root, bool) {
		in := root{lang: rt.lang, folder: path.Join(rt.folder, base)}
		chapters := 0
		for _, name := range rt.files {
			if within(name, in.folder) {
				in.files = append(in.files, name)
			} else if !opens(path.Base(name)) {
				chapters++
			}
		}
		return in, len(in.files) > 0 && chapters == 0
	}
	for _, base := range bases[1:] {
		moved, all := map[string]root{}, true
		for tag, rt := range found {
			in, ok := into(rt, base)
			moved[tag], all = in, all && ok
		}
		if partner != nil { // what else is beside the languages' folders is the repository's
			in, _ := into(*partner, base)
			if all = all && len(in.files) > 0; all {
				*partner = in
			}
		}
		if all {
			maps.Copy(found, moved)
			return
		}
	}
}

// inOrder lists the roots with the language first that the book is written in: the one that the configuration names,
// or that has no folder of its own, or the most files.
func inOrder(found map[string]root, unmarked string, s settings) []root {
	var out []root
	for _, tag := range lang.Tags() {
		if rt, ok := found[tag]; ok {
			out = append(out, rt)
		}
	}
	weight := func(rt root) int {
		switch rt.lang {
		case unmarked:
			return 1 << 31
		case s.lang:
			return 1 << 30
		}
		return len(rt.files)
	}
	slices.SortStableFunc(out, func(a, b root) int { return weight(b) - weight(a) })
	return out
}

// docusaurusDocs is where Docusaurus keeps them (docusaurus.io/docs/i18n/introduction, Translation files location).
const docusaurusDocs = "docusaurus-plugin-content-docs/current"

// docusaurus finds the languages of Docusaurus' tree: docs/ and i18n/zh/docusaurus-plugin-content-docs/current/.
func (r *reader) docusaurus(s settings) []root {
	found := map[string]root{}
	base := path.Join(s.dir, "i18n")
	for _, dir := range r.tree.inside(base) {
		folder := path.Join(dir, docusaurusDocs)
		files := r.tree.below(folder)
		if len(files) == 0 {
			continue
		}
		if l, ok := lang.Named(path.Base(dir)); ok {
			found[l.Tag] = root{l.Tag, folder, files}
		} else {
			r.put(elseLanguage, folder, files...)
		}
	}
	if len(found) == 0 {
		return nil
	}
	docs := cmp.Or(s.folder, path.Join(s.dir, "docs"))
	rt := root{"", docs, r.free(r.tree.below(docs))}
	tag := r.unmarked(found, s, rt.files)
	if _, taken := found[tag]; !taken && tag != "" && len(rt.files) > 0 {
		rt.lang = tag
		found[tag] = rt
	}
	return inOrder(found, rt.lang, s)
}

// suffixes finds the languages that a folder's files are marked with: a.md and a.zh.md, README_CN.md. A mark is one only
// if the folder has the same name without it, or with that of another language. It is nil if there are none.
func (r *reader) suffixes(folder string, files []string, s settings) []root {
	have := map[string]bool{} // names without marks and endings
	for _, name := range files {
		bare, tag := marked(name)
		have[bare+" "+tag] = true
	}
	found := map[string]root{}
	var rest, twins []string
	for _, name := range files {
		bare, tag := marked(name)
		stem := strings.ToLower(source.Stem(name))
		paired := false
		if tag != "" {
			paired = have[strings.ToLower(bare)+" "]
			for _, other := range lang.Tags() {
				paired = paired || other != tag && have[bare+" "+other]
			}
		}
		switch {
		case !paired:
			rest = append(rest, name)
			for _, other := range lang.Tags() {
				if have[stem+" "+other] {
					twins = append(twins, name)
					break
				}
			}
		case tag == other:
			r.put(elseLanguage, languageMark(name), name)
		default:
			rt := found[tag]
			found[tag] = root{tag, folder, append(rt.files, name)}
			r.plain[name] = path.Join(path.Dir(name), path.Base(name)[:len(path.Base(bare))]+path.Ext(name))
		}
	}
	if len(found) == 0 {
		return nil
	}
	unmarked := r.unmarked(found, s, rest)
	if same, taken := found[unmarked]; taken && len(rest) > 0 {
		// The unmarked twins are in another language than the unmarked rest: README.md beside README_CN.md.
		for _, name := range twins {
			r.put(elseLanguage, "", name)
		}
		rest = slices.DeleteFunc(rest, func(name string) bool { return slices.Contains(twins, name) })
		same.files = append(same.files, rest...)
		slices.SortFunc(same.files, compareNatural)
		found[unmarked] = same
	} else if len(rest) > 0 && unmarked != "" {
		found[unmarked] = root{unmarked, folder, rest}
	}
	return inOrder(found, unmarked, s)
}

// other is the mark of a language that is not offered.
const other = "other"

// marked divides a path, in small letters, into what stands before the mark of a language and the language: "a" and
// "zh" for a.zh.md. Without a mark the language is "".
func marked(name string) (bare, tag string) {
	stem := strings.ToLower(source.Stem(name))
	mark := languageMark(name)
	if mark == "" {
		return stem, ""
	}
	bare = stem[:len(stem)-len(mark)-1]
	if path.Base(bare) == "." || strings.HasSuffix(bare, "/") || bare == "" {
		return stem, ""
	}
	if l, ok := lang.Named(mark); ok {
		return bare, l.Tag
	}
	if sep := stem[len(bare)]; lang.Elsewhere(mark) && (sep == '.' || opens(path.Base(bare)+source.Endings[0])) {
		return bare, other
	}
	return stem, ""
}

// languageMark is the end of a name that may be a language's, after the last of the marks . _ and -: zh, or zh-cn if
// that is one.
func languageMark(name string) string {
	stem := strings.ToLower(source.Stem(path.Base(name)))
	i := strings.LastIndexAny(stem, "._-")
	if i <= 0 {
		return ""
	}
	if j := strings.LastIndexAny(stem[:i], "._-"); j > 0 {
		if _, ok := lang.Named(stem[j+1:]); ok || stem[j] == '.' && lang.Elsewhere(stem[j+1:]) {
			return stem[j+1:]
		}
	}
	return stem[i+1:]
}

// inside returns the folders directly in a folder that have chapter files, in natural order.
func (t *tree) inside(folder string) []string {
	var out []string
	for dir := range t.folders {
		if dir != "" && folderOf(dir) == folder {
			out = append(out, dir)
		}
	}
	slices.SortFunc(out, compareNatural)
	return out
}
