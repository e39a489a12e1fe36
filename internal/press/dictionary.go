package press

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"keben/internal/book/check"
	"keben/internal/diag"
	"keben/internal/plaintext"
	"keben/internal/source"
	"keben/internal/spell"
)

// dictionaryFolders are where systems keep Hunspell's dictionaries. DICPATH, Hunspell's own variable, comes first.
var dictionaryFolders = []string{
	"/usr/share/hunspell", "/usr/share/myspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell",
	"/opt/homebrew/share/hunspell", "/Library/Spelling",
}

// ownWords is the book's list of words that no dictionary has, one a line.
const ownWords = "data/words.txt"

var wordsUnread = diag.NewKind("unreadable", diag.Error,
	"the file cannot be read: %v", "文件无法读取：%v")

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
// installed: then spelling is not checked. The messages are about the own words.
func dictionary(book fs.FS) (check.Dictionary, []diag.Message) {
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
	var ms []diag.Message
	if own, err := fs.ReadFile(book, ownWords); err == nil {
		var src *source.File
		if src, ms = plaintext.Read(ownWords, own); src != nil && len(ds) > 0 {
			ds = append(ds, spell.Words(src.Text))
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		ms = append(ms, wordsUnread.At(source.Whole(ownWords), err))
	}
	if len(ds) == 0 {
		return nil, ms
	}
	return ds, ms
}
