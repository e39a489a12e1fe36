package press

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"keben/internal/book/check"
	"keben/internal/spell"
)

// dictionaryFolders are where systems keep Hunspell's dictionaries. DICPATH, Hunspell's own variable, comes first.
var dictionaryFolders = []string{
	"/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell",
	"/opt/homebrew/share/hunspell", "/Library/Spelling",
}

// ownWords is the book's list of words that no dictionary has, one a line.
const ownWords = "data/words.txt"

// dictionaries are asked one after the other: British and American spellings both pass.
type dictionaries []*spell.Dictionary

func (ds dictionaries) Has(word string) bool {
	for _, d := range ds {
		if d.Has(word) {
			return true
		}
	}
	return false
}

// dictionary returns the English dictionaries of this machine with the book's own words, or nil when none is
// installed: then spelling is not checked.
func dictionary(book fs.FS) check.Dictionary {
	var ds dictionaries
	for _, folder := range append(filepath.SplitList(os.Getenv("DICPATH")), dictionaryFolders...) {
		files, err := filepath.Glob(filepath.Join(folder, "en_*.dic"))
		if err != nil {
			continue
		}
		for _, file := range files {
			dic, err := ReadFile(file)
			if err != nil {
				continue
			}
			aff, err := ReadFile(strings.TrimSuffix(file, path.Ext(file)) + ".aff")
			if err != nil {
				continue
			}
			if d, ok := spell.Read(aff, dic); ok {
				ds = append(ds, d)
			}
		}
		if len(ds) > 0 {
			break
		}
	}
	if len(ds) == 0 {
		return nil
	}
	if own, err := fs.ReadFile(book, ownWords); err == nil {
		ds = append(ds, spell.Words(own))
	}
	return ds
}
