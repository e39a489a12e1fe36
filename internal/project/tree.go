package project

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"keben/internal/output"
	"keben/internal/source"
	"keben/internal/watch"
)

// notChapters are folders of the book's own folder that hold no chapters: results, looks, facts, and what other tools
// leave.
var notChapters = []string{output.Folder, "templates", "data", "vendor"}

// made are folders that tools fill, wherever they are, by the names that everybody leaves them.
var made = []string{"node_modules", "bower_components", "_book", "_site", "_build", "_freeze", "__pycache__", "site-packages", "venv"}

// tree is what the book's folder holds, as one walk finds it. Paths are in natural order.
type tree struct {
	files   []string          // every chapter file
	beside  []string          // documents that may have been meant for one
	passed  []string          // folders that were not looked into
	books   []string          // folders that are books of their own, because they have a book.yaml
	configs []configuration   // of other tools, the outermost first
	folders map[string]bool   // every folder with a chapter file in it or below it; "" is the book's
	folded  map[string]string // chapter files by their paths in small letters
}

// walk reads the tree of a folder. Hidden files and folders are passed over, and what editors write for their own use:
// ~$a.md is Word's note that a.md is open.
func walk(fsys fs.FS) *tree {
	t := &tree{folders: map[string]bool{}, folded: map[string]string{}}
	t.walk(fsys, "")
	slices.SortStableFunc(t.configs, func(a, b configuration) int {
		return cmp.Or(strings.Count(a.file, "/")-strings.Count(b.file, "/"), a.tool.rank-b.tool.rank)
	})
	for _, name := range t.files {
		if low := strings.ToLower(name); t.folded[low] == "" {
			t.folded[low] = name
		}
		for dir := folderOf(name); !t.folders[dir]; dir = folderOf(dir) {
			t.folders[dir] = true
		}
	}
	return t
}

// folderOf is the folder that a path is in; "" is the book's.
func folderOf(name string) string {
	if dir := path.Dir(name); dir != "." {
		return dir
	}
	return ""
}

// walk adds what a folder holds: its files, and then what is below its folders.
func (t *tree) walk(fsys fs.FS, dir string) {
	entries, err := fs.ReadDir(fsys, path.Clean("./"+dir))
	if err != nil {
		return // the snapshot reports what it refuses
	}
	names := map[string]bool{}
	for _, e := range entries {
		names[e.Name()] = true
	}
	if dir != "" && names[Marker] {
		t.books = append(t.books, dir)
		return
	}
	before := len(t.configs)
	t.configure(fsys, dir, names)
	results := map[string]bool{}
	for _, c := range t.configs[before:] {
		results[c.results] = true
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return compareNatural(a.Name(), b.Name()) })
	for _, e := range entries {
		switch name := path.Join(dir, e.Name()); {
		case e.IsDir() || watch.Temporary(e.Name()):
		case source.IsChapter(name):
			t.files = append(t.files, name)
		case document(name):
			t.beside = append(t.beside, name)
		}
	}
	for _, e := range entries {
		base := e.Name()
		name := path.Join(dir, base)
		switch {
		case !e.IsDir() || base == ".git":
		case watch.Temporary(base), slices.Contains(made, base), dir == "" && slices.Contains(notChapters, base), results[name]:
			t.passed = append(t.passed, name)
		default:
			t.walk(fsys, name)
		}
	}
}

// below returns the chapter files in a folder or below it.
func (t *tree) below(folder string) []string {
	if folder == "" {
		return t.files
	}
	var out []string
	for _, name := range t.files {
		if within(name, folder) {
			out = append(out, name)
		}
	}
	return out
}

// find returns the path of a chapter file whatever its letter case, or "".
func (t *tree) find(name string) string { return t.folded[strings.ToLower(name)] }

// compareNatural orders paths as a person would: 2 before 10, README and index first in their folder, the
// files of a folder before those of its subfolders.
func compareNatural(a, b string) int {
	for {
		x, restA, deepA := strings.Cut(a, "/")
		y, restB, deepB := strings.Cut(b, "/")
		if x == y && deepA && deepB {
			a, b = restA, restB
			continue
		}
		if deepA != deepB {
			if deepB {
				return -1
			}
			return 1
		}
		if fa, fb := opens(x), opens(y); !deepA && fa != fb {
			if fa {
				return -1
			}
			return 1
		}
		if c := compareNumbered(x, y); c != 0 {
			return c
		}
		return strings.Compare(x, y)
	}
}

// opens reports whether the file is the first of its folder by convention.
func opens(name string) bool {
	switch strings.ToLower(source.Stem(name)) {
	case "readme", "index", "_index":
		return source.IsChapter(name)
	}
	return false
}

// compareNumbered compares runs of digits by their value and everything else by character, letter case last.
func compareNumbered(a, b string) int {
	s, t := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	for len(s) > 0 && len(t) > 0 {
		m, n := digits(s), digits(t)
		if m > 0 && n > 0 {
			x, y := strings.TrimLeft(string(s[:m]), "0"), strings.TrimLeft(string(t[:n]), "0")
			if len(x) != len(y) {
				return len(x) - len(y)
			}
			if c := strings.Compare(x, y); c != 0 {
				return c
			}
			s, t = s[m:], t[n:]
			continue
		}
		if s[0] != t[0] {
			return int(s[0]) - int(t[0])
		}
		s, t = s[1:], t[1:]
	}
	return len(s) - len(t)
}

func digits(s []rune) (n int) {
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// within reports whether the file is in the folder or below it; "" is the whole tree.
func within(name, folder string) bool {
	return folder == "" || strings.HasPrefix(name, folder+"/")
}
