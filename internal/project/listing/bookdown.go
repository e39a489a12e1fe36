package listing

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/plaintext"
	"keben/internal/source"
	"keben/internal/yaml"
)

// bookdown reads the order of _bookdown.yml (bookdown.org/yihui/bookdown/configuration.html): rmd_files, a list or one
// for each format, else all files by name without those that begin with _; index.Rmd is always first. Headings
// (PART) and (APPENDIX) in the chapters open parts (…/bookdown/markdown-extensions-by-bookdown.html).
func bookdown(r *reader) []Item {
	root := r.yaml(r.src)
	var names []named
	files := root.Get("rmd_files")
	if files != nil && files.Kind == yaml.Mapping {
		if html := files.Get("html"); html != nil {
			files = html
		} else if len(files.Pairs) > 0 {
			files = files.Pairs[0].Value
		}
	}
	if files != nil && files.Kind == yaml.Scalar {
		files = &yaml.Node{Kind: yaml.Sequence, Items: []*yaml.Node{files}}
	}
	for _, n := range r.sequence(files) {
		if n.Kind != yaml.Scalar {
			r.report(n.At(notUnderstood))
			continue
		}
		names = append(names, named{n.Value, n.Place})
	}
	if names == nil {
		names = r.rmarkdown(".", text(root, "rmd_subdir") == "true")
	}
	if sub := root.Get("rmd_subdir"); sub != nil && sub.Kind == yaml.Sequence {
		for _, n := range sub.Items {
			names = append(names, r.rmarkdown(n.Value, true)...)
		}
	}
	index := func(n named) bool { return strings.EqualFold(n.name, "index.Rmd") }
	if i := slices.IndexFunc(names, index); i > 0 {
		first := names[i]
		names = slices.Insert(slices.Delete(names, i, i+1), 0, first)
	}
	b := bookdownReader{tree: tree{reader: r}, matter: book.Main}
	for _, n := range names {
		b.file(n)
	}
	return b.items()
}

// named is a file as the list has it.
type named struct {
	name string
	at   source.Place
}

// rmarkdown are the files in a folder whose names end in .Rmd, in the order of their names.
func (r *reader) rmarkdown(folder string, deep bool) []named {
	var out []named
	root := path.Join(r.folder, folder)
	_ = fs.WalkDir(r.fsys, root, func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return fs.SkipDir
		case d.IsDir() && name != root && (!deep || base[0] == '.' || base[0] == '_'):
			return fs.SkipDir
		case !d.IsDir() && strings.EqualFold(path.Ext(base), ".Rmd") && base[0] != '_' && base[0] != '.':
			out = append(out, named{strings.TrimPrefix(strings.TrimPrefix(name, r.folder), "/"), source.Whole(name)})
		}
		return nil
	})
	slices.SortFunc(out, func(a, b named) int { return strings.Compare(a.name, b.name) })
	return out
}

// bookdownReader puts chapters under the parts that headings in them open.
type bookdownReader struct {
	tree
	matter book.Matter
}

var division = regexp.MustCompile(`^\((PART|APPENDIX)(?:\\?\*)?\)[ \t]*(.*?)[ \t]*(?:\{[^{}]*\})?$`)

func (b *bookdownReader) file(n named) {
	it := Item{Matter: b.matter, At: n.at}
	b.target(&it, n.name, b.folder)
	if it.Kind != Chapter {
		return
	}
	src, _ := plaintext.Open(b.fsys, it.File) // what cannot be read is told by who reads the chapters
	if src == nil {
		b.put(0, it)
		return
	}
	added := false
	add := func() {
		if !added {
			it.Matter, added = b.matter, true
			b.put(0, it)
		}
	}
	for _, l := range lines(src) {
		if l.kind != headingLine || l.level != 1 {
			continue
		}
		m := division.FindStringSubmatch(l.text)
		switch {
		case m == nil:
			add()
		case m[1] == "PART":
			b.part(Item{Title: Plain(m[2]), Kind: Part, Matter: b.matter, At: l.place})
		default:
			b.close()
			b.matter = book.Back
		}
	}
	add()
}
