package project

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"keben/internal/lang"
	"keben/internal/script"
	"keben/internal/watch"
)

// extensions are how chapter files end, the usual one first.
var extensions = []string{".md", ".markdown", ".mmark"}

// notChapters are folders that hold no chapters: results, looks, facts, and what other tools leave.
var notChapters = []string{"public", "templates", "data", "node_modules", "_book", "vendor"}

// walk returns every chapter file of the folder, and every document that may have been meant for one, in natural order
// of paths. Hidden files and folders are passed over, and what editors write for their own use: ~$a.md is Word's note
// that a.md is open.
func walk(fsys fs.FS) (files, beside []string) {
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			return fs.SkipDir
		case name != "." && watch.Temporary(base):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
			if slices.Contains(notChapters, name) || base == "node_modules" || base == "_book" {
				return fs.SkipDir
			}
		case stem(base) != base:
			files = append(files, name)
		case document(base):
			beside = append(beside, name)
		}
		return nil
	})
	slices.SortFunc(files, compareNatural)
	slices.SortFunc(beside, compareNatural)
	return files, beside
}

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
	switch strings.ToLower(stem(name)) {
	case "readme", "index", "_index":
		return stem(name) != name
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

func hasFolder(tree []string, folder string) bool {
	return slices.ContainsFunc(tree, func(name string) bool { return within(name, folder) })
}

// guess returns the language most of the files' text is in, or "" when there is no text. A Chinese text
// about software is half Latin letters, an English one has no Han to speak of: one in ten decides.
func guess(fsys fs.FS, files []string) string {
	han, latin, signs := 0, 0, handwriting{}
	for _, name := range files {
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			continue
		}
		for _, r := range string(raw[:min(len(raw), 1<<16)]) {
			switch {
			case script.ASCIILetter(r):
				latin++
			case script.Han(r):
				han++
				signs.count(r)
			}
		}
		if han+latin > 1<<17 {
			break
		}
	}
	switch {
	case han+latin == 0:
		return ""
	case han*10 >= latin:
		return signs.tag()
	}
	return lang.English.Tag
}

// handwriting counts the characters that tell the languages in Han characters from each other.
type handwriting map[string]int

func (h handwriting) count(r rune) {
	for _, tag := range signs()[r] {
		h[tag]++
	}
}

// signs are the languages that a character tells from the others in Han characters.
var signs = sync.OnceValue(func() map[rune][]string {
	of := map[rune][]string{}
	for _, tag := range lang.Tags() {
		for _, r := range lang.Of(tag).Signs {
			of[r] = append(of[r], tag)
		}
	}
	return of
})

// tag is the language with the most characters that only it uses; of several with as many, the first.
func (h handwriting) tag() string {
	best := lang.Chinese.Tag
	for _, tag := range lang.Tags() {
		if h[tag] > h[best] {
			best = tag
		}
	}
	return best
}
