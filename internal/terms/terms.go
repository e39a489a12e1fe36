// Package terms reads data/terms.yaml: the terms and names of a book with the words for them in each language. The
// checks compare translations with them and the glossary lists them. Words are found in texts by characters, the
// longest first, because Chinese has no spaces between words; places are byte offsets.
//
//   - zh: 共建国家
//     en: partner country
//     allowed: {en: [participating country]}
//     forbidden: {zh: [沿线国家], en: [countries along the route]}
//   - {zh: 陈甬军, en: Chen Yongjun, kind: name, pinyin: chén yǒng jūn}
//   - {zh: 陈文, en: Chen, glossary: false}
package terms

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/plaintext"
	"keben/internal/source"
	"keben/internal/yaml"
)

// File is where the terms stand, in the book's folder.
const File = "data/terms.yaml"

// Kind says what a term names.
type Kind string

// The kinds. A Term is a common word; the others are proper names, which keep their capitals.
const (
	Word  Kind = "term"
	Name  Kind = "name" // of a person
	Place Kind = "place"
	Org   Kind = "org"
)

// Proper reports whether the term is a proper name.
func (k Kind) Proper() bool { return k != Word }

// Term is one thing with what it is called.
type Term struct {
	Kind      Kind
	Preferred map[string]string   // by language
	Others    map[string][]string // its further names: {en: [Asian Infrastructure Investment Bank, AIIB]}
	Allowed   map[string][]string // what texts may say for it besides, and a glossary does not print
	Forbidden map[string][]string
	Pinyin    string            // how it sorts, where the characters alone would mislead
	Note      map[string]string // for the reader of a glossary
	Unlisted  bool              // for the checks alone, not in the glossary
	Place     source.Place
}

// Names returns what the term is called in a language, the preferred word first.
func (t *Term) Names(tag string) []string {
	var out []string
	if w := t.Preferred[tag]; w != "" {
		out = append(out, w)
	}
	return append(out, t.Others[tag]...)
}

// Words returns its names and what else texts may say for it.
func (t *Term) Words(tag string) []string { return append(t.Names(tag), t.Allowed[tag]...) }

// List is the terms of a book in the order of the file. It is immutable.
type List struct {
	Terms  []*Term
	Source *source.File // nil without any
}

var (
	noWord = diag.NewKind("term-empty", diag.Error,
		"the term has no word in any language", "该条术语在哪种语言中都没有写出",
		"write zh: and en:", "请写上 zh: 和 en:")
	twice = diag.NewKind("term-twice", diag.Warning,
		"%q is already on line %d", "“%s”已列在第 %d 行",
		"keep one of the two", "请只保留一条")
	contrary = diag.NewKind("term-contrary", diag.Error,
		"%q is both used for the term and forbidden", "“%s”既用作该术语，又被列为禁用",
		"delete it in one of the two places", "请删去其中一处")
	unreadable = diag.NewKind("unreadable", diag.Error,
		"the file cannot be read: %v", "文件无法读取：%v")
)

// Schema is that of data/terms.yaml. Its keys are the tags of the languages and what else is said of a term.
func Schema() *yaml.Schema {
	words := yaml.OneOf(yaml.Words(), yaml.ListOf(yaml.Words()))
	perLanguage := func() *yaml.Schema {
		return yaml.ByLanguage(words).As("{zh: [沿线国家], en: [countries along the route]}")
	}
	var keys []yaml.Key
	for _, tag := range lang.Tags() {
		l := lang.Of(tag)
		keys = append(keys, yaml.Key{Name: tag, Is: words, For: diag.Phrase{
			En: "What it is called in " + l.EnglishName + "; of several names the first is preferred.",
			Zh: l.ChineseName + "的名称；写几个时，首选第一个。",
		}})
	}
	keys = append(keys,
		yaml.Key{Name: "kind", Is: yaml.Among(string(Word), string(Name), string(Place), string(Org)), Default: string(Word), For: diag.Phrase{
			En: "What the term names: a common word, a person, a place or an organization.", Zh: "类别：术语、人名、地名、机构名。"}},
		yaml.Key{Name: "allowed", Is: perLanguage(), For: diag.Phrase{En: "What texts may say for it besides; the glossary does not print it.", Zh: "正文中也可使用的说法，不印在术语表中。"}},
		yaml.Key{Name: "forbidden", Is: perLanguage(), For: diag.Phrase{En: "Words that must not be used for it.", Zh: "不得使用的说法。"}},
		yaml.Key{Name: "pinyin", Is: yaml.Words(), For: diag.Phrase{En: "How it is read, where sorting by its characters would mislead.", Zh: "读音；按字排序会出错时填写。"}},
		yaml.Key{Name: "note", Is: yaml.ByLanguage(yaml.Words()), For: diag.Phrase{En: "An explanation for the reader of the glossary.", Zh: "供术语表读者看的说明。"}},
		yaml.Key{Name: "glossary", Is: yaml.TrueOrFalse(), Default: "true", For: diag.Phrase{
			En: "Whether the glossary lists it; the checks hold texts to it in any case.", Zh: "是否列入术语表；不列入时仍用于检查。"}},
	)
	term := yaml.Keyed(keys...).Called("term").As("{zh: 共建国家, en: partner country}").Checked(hasWord)
	return yaml.ListOf(term).Called("terms.yaml").As("- {zh: 共建国家, en: partner country}")
}

// hasWord reports a term without a word.
func hasWord(n *yaml.Node) []diag.Message {
	for _, tag := range lang.Tags() {
		if len(words(n.Get(tag))) > 0 {
			return nil
		}
	}
	return []diag.Message{n.At(noWord)}
}

// entry is a term as written, but for its words, which stand under the tags of the languages: alone, or as a list of
// which the first is preferred.
type entry struct {
	Kind      Kind                  `yaml:"kind"`
	Allowed   map[string]*yaml.Node `yaml:"allowed"`
	Forbidden map[string]*yaml.Node `yaml:"forbidden"`
	Pinyin    string                `yaml:"pinyin"`
	Note      map[string]string     `yaml:"note"`
	Glossary  bool                  `yaml:"glossary"`
}

// Read returns the terms of a book; a book without the file has none. The list is never nil.
func Read(fsys fs.FS) (*List, []diag.Message) {
	l := &List{}
	raw, err := fs.ReadFile(fsys, File)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return l, nil
		}
		var pe *fs.PathError
		if errors.As(err, &pe) {
			err = pe.Err
		}
		return l, []diag.Message{unreadable.At(source.Whole(File), err)}
	}
	src, ms := plaintext.Read(File, raw)
	if src == nil {
		return l, ms
	}
	l.Source = src
	root, found := yaml.Parse(src)
	ms = append(ms, found...)
	if root, found = Schema().Check(root, nil); root == nil {
		return l, append(ms, found...)
	}
	ms = append(ms, found...)
	seen := map[string]int{}
	for _, item := range root.Items {
		t, found := read(item)
		ms = append(ms, found...)
		for _, tag := range lang.Tags() {
			w := t.Preferred[tag]
			if line, ok := seen[tag+w]; ok && w != "" {
				ms = append(ms, item.At(twice, w, line))
			} else if w != "" {
				seen[tag+w] = item.Place.Line()
			}
		}
		l.Terms = append(l.Terms, t)
	}
	return l, ms
}

// read reads a term that has passed the schema.
func read(n *yaml.Node) (*Term, []diag.Message) {
	var e entry
	n.Fill(&e)
	t := &Term{
		Kind: e.Kind, Pinyin: e.Pinyin, Place: n.Place, Unlisted: !e.Glossary,
		Preferred: map[string]string{}, Others: map[string][]string{}, Allowed: map[string][]string{}, Forbidden: map[string][]string{}, Note: map[string]string{},
	}
	var ms []diag.Message
	for _, tag := range lang.Tags() {
		if list := words(n.Get(tag)); len(list) > 0 {
			t.Preferred[tag], t.Others[tag] = list[0], list[1:]
		}
		t.Allowed[tag] = words(e.Allowed[tag])
		t.Forbidden[tag] = words(e.Forbidden[tag])
		for _, bad := range t.Forbidden[tag] {
			if slices.Contains(t.Words(tag), bad) {
				ms = append(ms, e.Forbidden[tag].At(contrary, bad))
			}
		}
		if note := e.Note[tag]; note != "" {
			t.Note[tag] = note
		}
	}
	return t, ms
}

// words are one word or a list of them.
func words(n *yaml.Node) (out []string) {
	switch {
	case n == nil:
	case n.Kind == yaml.Sequence:
		n.Fill(&out)
	case n.Kind == yaml.Scalar:
		out = []string{n.Value}
	}
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}
