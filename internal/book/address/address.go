// Package address reads the addresses of links and pictures as authors type them for Keben and for other tools: which
// chapter is meant, which heading of it, which file of the book's folder, or an address outside.
//
// Every habit is a row of a table: of bases, from which an address is read; of endings, which a chapter's address may
// have in place of its file's; of dialects, by which tools make ids of headings. A row of the tool for which the
// chapters were written comes before those of others.
//
// Addresses are URI references (RFC 3986 §4.1), paths are slash-separated and relative to the book's folder. Nothing is
// fetched. A file is looked up only where no chapter is meant.
package address

import (
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"keben/internal/lang"
	"keben/internal/tool"
)

// Book is what addresses may lead to.
type Book struct {
	Languages []string
	Files     map[string]map[string]string // the chapters' files, by language, then slug
	Folders   map[string]string            // by language, the folder that its chapters are in or below; "" is the book's
	Own       map[string][]string          // by file, the addresses that a chapter gives its page: from the root of the site, or beside the file
	Tool      tool.Name                    // in whose syntax chapters are written
}

// Kind says what an address leads to.
type Kind int

// The kinds of places.
const (
	Nothing Kind = iota // nothing of the book
	Empty               // there is no address
	Outside             // an address with a scheme or a host
	Away                // out of the book's folder
	Home                // the start of the book
	Chapter
	File // of the book's folder, no chapter
)

// Place is where an address leads.
type Place struct {
	Kind
	Slug     string // of a chapter; "" for the one that has the link
	Fragment string // decoded, without #
	File     string // the path of a file
	Recased  bool   // the letters were typed in another case
}

// Link is an address and where it was typed.
type Link struct {
	From, Lang string // the chapter's file and its language
	Target     string // as typed
}

// Index finds the places of one book. It is safe for concurrent use.
type Index struct {
	Book
	files  map[string]string // slug by file
	stems  map[string]string // slug by file without its ending
	folded map[string]string // slug by stem in small letters
	names  map[string]string // slug by the last part of a stem, or by itself; "" when several have one
	bare   map[string]string // slug by stem without the numbers that give files their order in Docusaurus
}

// NewIndex prepares a book.
func NewIndex(b Book) *Index {
	x := &Index{Book: b, files: map[string]string{}, stems: map[string]string{}, folded: map[string]string{}, names: map[string]string{}, bare: map[string]string{}}
	for _, l := range b.Languages {
		for _, slug := range slices.Sorted(maps.Keys(b.Files[l])) {
			file := b.Files[l][slug]
			stem := Stem(file)
			put(x.files, file, slug)
			put(x.stems, stem, slug)
			put(x.folded, strings.ToLower(stem), slug)
			if b.Tool == tool.Docusaurus || b.Tool == tool.Any {
				put(x.bare, unnumbered(stem), slug)
			}
			if short := strings.TrimSuffix(stem, path.Ext(stem)); x.language(strings.TrimPrefix(path.Ext(stem), ".")) == l {
				put(x.stems, short, slug) // b.zh.md is what b means in a.zh.md
			}
			for _, name := range [...]string{slug, path.Base(stem)} {
				if first, ok := x.names[name]; ok && first != slug {
					x.names[name] = ""
				} else {
					x.names[name] = slug
				}
			}
		}
	}
	for _, l := range b.Languages {
		for _, slug := range slices.Sorted(maps.Keys(b.Files[l])) {
			file := b.Files[l][slug]
			for _, own := range b.Own[file] {
				if rest, rooted := strings.CutPrefix(own, "/"); rooted {
					put(x.stems, clean(path.Join(b.Folders[l], Stem(rest))), slug)
					put(x.stems, clean(Stem(rest)), slug)
				} else {
					put(x.stems, clean(path.Join(path.Dir(file), Stem(own))), slug)
				}
			}
		}
	}
	for _, slugs := range b.Files {
		for slug := range slugs {
			x.names[slug] = slug // whatever files are called
		}
	}
	return x
}

func put(m map[string]string, key, value string) {
	if _, ok := m[key]; !ok {
		m[key] = value
	}
}

// endings are those of a chapter's file, and of the page that tools make of it.
var endings = []string{".md", ".markdown", ".mmark", ".mdx", ".qmd", ".Rmd", ".rmd", ".ipynb", ".html", ".htm"}

// Stem returns a path without the ending of a chapter or page.
func Stem(name string) string {
	for _, e := range endings {
		if s, ok := strings.CutSuffix(name, e); ok {
			return s
		}
	}
	return name
}

// typed is an address in its parts.
type typed struct {
	path     string   // decoded, with slashes, without the site's root
	names    []string // the spellings under which a file may lie
	rooted   bool
	fragment string
}

// read divides an address. The kind is Nothing if it may be a place in the book.
func read(target string) (typed, Kind) {
	target = strings.TrimSpace(target)
	file, fragment, _ := strings.Cut(target, "#")
	if route, ok := strings.CutPrefix(fragment, "/"); ok && (file == "" || file == "/") { // docsify's routes: #/guide/b?id=c
		return read("/" + strings.Replace(route, "?id=", "#", 1))
	}
	fragment, _, _ = strings.Cut(fragment, ":~:") // a text fragment
	t := typed{fragment: decoded(fragment)}
	if rest, ok := strings.CutPrefix(file, "pathname://"); ok { // Docusaurus: a file of the site
		file = rest
	}
	switch s := Scheme(file); {
	case target == "":
		return t, Empty
	case strings.EqualFold(s, "file"), len(s) == 1: // a drive of Windows
		return t, Away
	case s != "", strings.HasPrefix(file, "//"):
		return t, Outside
	}
	file, query, _ := strings.Cut(strings.ReplaceAll(file, `\`, "/"), "?")
	if id, ok := strings.CutPrefix(query, "id="); ok && t.fragment == "" { // docsify: guide.md?id=install
		t.fragment = decoded(id)
	}
	t.path = decoded(file)
	for _, alias := range [...]string{"~@/", "@site/", "@/"} { // of VuePress, Docusaurus, VitePress and Zola
		if rest, ok := strings.CutPrefix(t.path, alias); ok {
			t.path, t.rooted = rest, true
		}
	}
	if strings.HasPrefix(t.path, "/") {
		t.path, t.rooted = strings.TrimLeft(t.path, "/"), true
	}
	t.names = []string{t.path}
	if plain := strings.TrimLeft(target, "/"); plain != t.path { // a file name may have a percent sign, a question mark or a number sign
		t.names = append(t.names, plain)
	}
	return t, Nothing
}

func decoded(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// Scheme returns the scheme with which an address begins (RFC 3986 §3.1), or "". A single letter is a drive of Windows.
func Scheme(s string) string {
	for i, r := range s {
		switch {
		case r == ':':
			return s[:i]
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		case i > 0 && (r >= '0' && r <= '9' || r == '+' || r == '-' || r == '.'):
		default:
			return ""
		}
	}
	return ""
}

// Find returns the place to which a link leads. files is the book's folder; nil is for one of which only the chapters
// are known.
func (x *Index) Find(l Link, files fs.FS) Place {
	t, kind := read(l.Target)
	p := Place{Kind: kind, Fragment: t.fragment}
	if kind != Nothing {
		return p
	}
	if t.path == "" && !t.rooted {
		p.Kind = Chapter
		return p
	}
	paths := x.paths(t, l)
	for _, name := range paths {
		if slug, ok := x.chapter(name); ok {
			p.Kind, p.Slug = Chapter, slug
			return p
		}
	}
	for _, name := range paths {
		if slug, ok := x.folded[strings.ToLower(Stem(name))]; ok {
			p.Kind, p.Slug, p.Recased = Chapter, slug, true
			return p
		}
	}
	if files != nil {
		if name, recased := x.file(t, l, files); name != "" {
			p.Kind, p.File, p.Recased = File, name, recased
			return p
		}
	}
	for _, name := range paths {
		if x.home(name) {
			p.Kind = Home
			return p
		}
	}
	if !t.rooted && escapes(path.Join(path.Dir(l.From), t.path)) {
		p.Kind = Away
	} else if slug := x.byName(t); slug != "" {
		p.Kind, p.Slug = Chapter, slug
	}
	return p
}

// base is a folder from which addresses are read, for the tools that do.
type base struct {
	why     string
	tools   []tool.Name // nil: every tool
	rooted  bool
	folders func(x *Index, t typed, l Link) []string // the paths that an address may mean
}

// bases are tried in this order.
var bases = []base{
	{"docsify reads every address from its folder, but ./ and ../ with relativePath", []tool.Name{tool.Docsify}, false, func(x *Index, t typed, l Link) []string {
		if dotted(t.path) {
			return nil
		}
		return []string{path.Join(x.Folders[l.Lang], t.path)}
	}},
	{"an address without an ending is one of pages, and the page of a chapter is a folder", []tool.Name{tool.Hugo, tool.MkDocs}, false, func(_ *Index, t typed, l Link) []string {
		if Stem(t.path) != t.path {
			return nil
		}
		page := Stem(l.From)
		if slices.Contains(openings, path.Base(page)) {
			page = path.Dir(page)
		}
		return []string{path.Join(page, t.path)}
	}},
	{"a path from the chapter's file", nil, false, func(_ *Index, t typed, l Link) []string {
		return []string{path.Join(path.Dir(l.From), t.path)}
	}},
	{"the page of a chapter is a folder: Hugo, MkDocs, Docusaurus, Jekyll", nil, false, func(_ *Index, t typed, l Link) []string {
		if clean(t.path) == "" {
			return nil
		}
		return []string{path.Join(Stem(l.From), t.path)}
	}},
	{"a path from the root of the site, which the folder of the language is", nil, true, func(x *Index, t typed, l Link) []string {
		return x.above(l.Lang, t.path)
	}},
	{"another language has the root of the site", nil, true, func(x *Index, t typed, _ Link) (paths []string) {
		for _, other := range x.Languages {
			paths = append(paths, path.Join(x.Folders[other], t.path))
		}
		return paths
	}},
	{"the language comes first, whatever its folder is called", nil, true, func(x *Index, t typed, _ Link) (paths []string) {
		first, rest, _ := strings.Cut(t.path, "/")
		if tag := x.language(first); tag != "" {
			paths = append(paths, x.above(tag, rest)...)
			for _, other := range x.Languages {
				paths = append(paths, path.Join(x.Folders[other], rest))
			}
		}
		return paths
	}},
	{"the site has the documentation below docs/ (routeBasePath)", []tool.Name{tool.Docusaurus, tool.Any}, true, func(x *Index, t typed, _ Link) (paths []string) {
		rest := t.path
		if first, after, ok := strings.Cut(rest, "/"); ok && x.language(first) != "" {
			rest = after
		}
		if rest, ok := strings.CutPrefix(rest+"/", "docs/"); ok {
			for _, other := range x.Languages {
				paths = append(paths, path.Join(x.Folders[other], rest))
			}
		}
		return paths
	}},
	{"the root of the site is a folder around the chapter, which nothing else says", nil, true, func(_ *Index, t typed, l Link) (paths []string) {
		for i, r := range l.From {
			if r == '/' {
				paths = append(paths, path.Join(l.From[:i], t.path))
			}
		}
		return paths
	}},
}

// paths returns the paths below the book's folder that an address may mean, the likeliest first.
func (x *Index) paths(t typed, l Link) (paths []string) {
	for _, b := range bases {
		if b.rooted != t.rooted || b.tools != nil && !slices.Contains(b.tools, x.Tool) {
			continue
		}
		for _, p := range b.folders(x, t, l) {
			if p = clean(p); !escapes(p) && !slices.Contains(paths, p) {
				paths = append(paths, p)
			}
		}
	}
	return paths
}

// above returns a path below the folder of a language and below those around it, out to the book's.
func (x *Index) above(tag, name string) (paths []string) {
	for folder := x.Folders[tag]; ; folder = path.Dir(folder) {
		paths = append(paths, path.Join(folder, name))
		if folder == "" || folder == "." {
			return paths
		}
	}
}

// language returns the language of the book that a part of an address names: zh, zh-CN, zh_cn.
func (x *Index) language(part string) string {
	if named, ok := lang.Find(part); ok && slices.Contains(x.Languages, named.Tag) {
		return named.Tag
	}
	return ""
}

// openings are the files that a folder's address means.
var openings = []string{"README", "index", "_index", "readme", "Readme", "Index"}

// chapter returns the chapter that a path names: its file, its file with another ending or none, or the folder that it
// opens.
func (x *Index) chapter(name string) (slug string, ok bool) {
	if slug, ok = x.files[name]; ok {
		return slug, true
	}
	stem := Stem(name)
	if slug, ok = x.stems[stem]; ok {
		return slug, true
	}
	folders := []string{name}
	if slices.Contains(openings, path.Base(stem)) {
		folders = append(folders, clean(path.Dir(stem)))
	}
	for _, folder := range folders {
		for _, opening := range append(openings, path.Base(folder)) { // Docusaurus: guide/guide.md
			if slug, ok = x.stems[path.Join(folder, opening)]; ok {
				return slug, true
			}
		}
	}
	for _, opening := range append([]string{""}, openings...) {
		if slug, ok = x.bare[path.Join(stem, opening)]; ok {
			return slug, true
		}
	}
	return "", false
}

// unnumbered returns a path without the numbers that give files their order in Docusaurus: guide/b for 02-guide/01-b.
func unnumbered(stem string) string {
	parts := strings.Split(stem, "/")
	for i, part := range parts {
		if rest := strings.TrimLeft(part, "0123456789"); rest != part {
			parts[i] = strings.TrimLeft(rest, "-_. ")
		}
	}
	return path.Join(parts...)
}

// home reports whether a path is the root of a site or its page, and no chapter opens it.
func (x *Index) home(name string) bool {
	if stem := Stem(name); slices.Contains(openings, path.Base(stem)) {
		name = clean(path.Dir(stem))
	}
	for _, tag := range x.Languages {
		if name == x.Folders[tag] {
			return true
		}
	}
	return name == ""
}

// byName returns the one chapter whose file or page is called so, wherever it is. Hugo's ref and Obsidian's links name
// chapters so, and a wrong folder before the right name harms nobody.
func (x *Index) byName(t typed) string {
	stem := Stem(path.Base(t.path))
	if stem == path.Base(t.path) && (x.Tool != tool.Hugo && x.Tool != tool.Obsidian || strings.Contains(t.path, "/")) {
		return ""
	}
	return x.names[stem]
}

// clean returns a path in the form of fs.ValidPath, but "" for the folder itself.
func clean(name string) string {
	if name = path.Clean(name); name == "." || name == "/" {
		return ""
	}
	return name
}

// dotted reports whether a path begins with ./ or ../, so that it says from where it is read.
func dotted(p string) bool {
	first, _, _ := strings.Cut(p, "/")
	return first == "." || first == ".."
}

func escapes(p string) bool { return p == ".." || strings.HasPrefix(p, "../") }

// customary are the folders from which pictures are read besides the chapter's: Keben's own, and those whose content
// other tools put at the root of the site.
var (
	customary = []string{"content", "content/figures", "."}
	static    = []string{".", "content", "content/figures", "static"}
	published = []string{"", "public", "static", "assets"} // below the folder of a language and those around it
)

// file returns the file that an address means, or "", and whether its letters were typed in another case.
func (x *Index) file(t typed, l Link, files fs.FS) (name string, recased bool) {
	tried := x.filePaths(t, l)
	for _, p := range tried {
		if isFile(files, p) {
			return p, false
		}
	}
	for _, p := range tried {
		if p = recase(files, p); p != "" && isFile(files, p) {
			return p, true
		}
	}
	return "", false
}

// filePaths returns the paths at which a file may be.
func (x *Index) filePaths(t typed, l Link) (paths []string) {
	add := func(base string) {
		for _, name := range t.names {
			if p := path.Join(base, name); !escapes(p) && fs.ValidPath(p) && !slices.Contains(paths, p) {
				paths = append(paths, p)
			}
		}
	}
	if !t.rooted {
		add(path.Dir(l.From))
		if x.Tool == tool.Docsify && !dotted(t.path) {
			add(x.Folders[l.Lang])
		}
		for _, base := range customary {
			add(base)
		}
		add(Stem(l.From))
		return paths
	}
	for _, base := range static {
		add(base)
	}
	for _, base := range x.above(l.Lang, "") {
		for _, folder := range published {
			add(path.Join(base, folder))
		}
	}
	return paths
}

func isFile(files fs.FS, name string) bool {
	info, err := fs.Stat(files, name)
	return err == nil && !info.IsDir()
}

// recase returns the path of the file that differs from a path in the case of letters only, or "".
func recase(files fs.FS, name string) string {
	folder := "."
	for _, part := range strings.Split(name, "/") {
		entries, err := fs.ReadDir(files, folder)
		if err != nil {
			return ""
		}
		i := slices.IndexFunc(entries, func(e fs.DirEntry) bool { return strings.EqualFold(e.Name(), part) })
		if i < 0 {
			return ""
		}
		folder = path.Join(folder, entries[i].Name())
	}
	return folder
}

// Picture returns the file of a picture. Where there is none, Tried are the paths at which it may be put.
func (x *Index) Picture(l Link, files fs.FS) (p Place, tried []string) {
	t, kind := read(l.Target)
	if p.Kind = kind; kind != Nothing {
		return p, nil
	}
	name, recased := x.file(t, l, files)
	if name != "" {
		return Place{Kind: File, File: name, Recased: recased}, nil
	}
	bases := append([]string{path.Dir(l.From)}, customary...)
	if t.rooted {
		bases = static
	}
	for _, base := range bases {
		if p := path.Join(base, t.path); !escapes(p) && !slices.Contains(tried, p) {
			tried = append(tried, p)
		}
	}
	if len(tried) == 0 {
		p.Kind = Away
	}
	return p, tried
}
