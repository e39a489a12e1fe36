// Package dictionary finds the words for the check of spelling: in the Hunspell dictionaries that are installed on the
// machine, and in the book's own list, data/words.txt.
//
// Folders are searched in a fixed order, those of Hunspell's variable DICPATH first. Without a dictionary spelling is
// not checked, and a message says so.
package dictionary

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"keben/internal/book/check"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/plaintext"
	"keben/internal/project"
	"keben/internal/snapshot"
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

var (
	wordsUnread = diag.NewKind("unreadable", diag.Error,
		"the file cannot be read: %v", "文件无法读取：%v")
	notInstalled = diag.NewKind("dictionary-missing", diag.Note,
		"spelling is not checked: no %s dictionary is installed", "未检查拼写：没有安装 %s 词典",
		"install Hunspell’s %[1]s dictionary", "请安装 Hunspell 的 %[1]s 词典")
)

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

// Find returns the dictionaries of this machine, and the book's own words with each, by the language's name for them;
// nil when none is installed: then spelling is not checked. A language whose spelling the book names is looked up in
// the dictionary of that region alone, because the others would report what is right; where only others are installed,
// a note says so. The other messages are about the own words.
func Find(book fs.FS, spelling map[string]project.Spelling) (map[string]check.Dictionary, []diag.Message) {
	var ms []diag.Message
	found := map[string]dictionaries{}
	for _, tag := range lang.Tags() {
		name := lang.Of(tag).Dictionary
		if name == lang.NoDictionary || found[name] != nil {
			continue
		}
		wanted, ds := spelling[tag], installed(name+"_")
		if wanted.Region != "" && len(ds) > 0 {
			if ds = installed(strings.ReplaceAll(wanted.Region, "-", "_")); len(ds) == 0 {
				ms = append(ms, notInstalled.At(wanted.Place, wanted.Region))
			}
		}
		if len(ds) > 0 {
			found[name] = ds
		}
	}
	var own dictionaries
	if raw, err := fs.ReadFile(book, ownWords); err == nil {
		src, faults := plaintext.Read(ownWords, raw)
		ms = append(ms, faults...)
		if src != nil {
			own = dictionaries{spell.Words(src.Text)}
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		ms = append(ms, wordsUnread.At(source.Whole(ownWords), err))
	}
	if len(found) == 0 {
		return nil, ms
	}
	out := make(map[string]check.Dictionary, len(found))
	for name, ds := range found {
		out[name] = append(ds, own...)
	}
	return out, ms
}

// installed reads the dictionaries whose file names begin so, from the first folder that has any.
func installed(beginning string) (ds dictionaries) {
	for _, folder := range append(filepath.SplitList(os.Getenv("DICPATH")), dictionaryFolders...) {
		files, err := filepath.Glob(filepath.Join(folder, beginning+"*.dic"))
		if err != nil {
			continue
		}
		for _, file := range files {
			dic, err := snapshot.ReadFile(file)
			if err != nil {
				continue
			}
			aff, err := snapshot.ReadFile(strings.TrimSuffix(file, path.Ext(file)) + ".aff")
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
	return ds
}
