// Package terms reads data/terms.yaml: the terms and names of a book with the words for them in each language,
// which the checks hold translations to and a glossary lists.
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
	shape = diag.NewKind("terms-form", diag.Error,
		"terms.yaml is a list of terms", "terms.yaml 应当是术语的列表",
		"begin each with a hyphen: - {zh: 共建国家, en: partner country}", "每一条以连字符开头：- {zh: 共建国家, en: partner country}")
	noWord = diag.NewKind("term-empty", diag.Error,
		"the term has no word in any language", "该条术语在哪种语言中都没有写出",
		"write zh: and en:", "请写上 zh: 和 en:")
	badKind = diag.NewKind("term-kind", diag.Error,
		"unknown kind %q", "没有 %q 这一类",
		"write term, name, place or org", "可写 term（术语）、name（人名）、place（地名）或 org（机构名）")
	twice = diag.NewKind("term-twice", diag.Warning,
		"%q stands already on line %d", "“%s”已列在第 %d 行",
		"keep one of the two", "请只保留一条")
	contrary = diag.NewKind("term-contrary", diag.Error,
		"%q is both used for the term and forbidden", "“%s”既用作该术语，又被列为禁用",
		"delete it in one of the two places", "请删去其中一处")
	unreadable = diag.NewKind("unreadable", diag.Error,
		"the file cannot be read: %v", "文件无法读取：%v")
)

// entry is a term as written, but for its words, which stand under the tags of the languages: alone, or as a list of
// which the first is preferred.
type entry struct {
	Kind      string     `yaml:"kind"`
	Allowed   byLanguage `yaml:"allowed"`
	Forbidden byLanguage `yaml:"forbidden"`
	Pinyin    string     `yaml:"pinyin"`
	Note      byLanguage `yaml:"note"`
	Glossary  bool       `yaml:"glossary"`
}

// entryKeys are the keys of entry.
var entryKeys = []string{"kind", "allowed", "forbidden", "pinyin", "note", "glossary"}

// byLanguage is a node for each language.
type byLanguage map[string]*yaml.Node

// DecodeYAML reads {zh: …, en: …}.
func (by *byLanguage) DecodeYAML(n *yaml.Node) (ms []diag.Message) {
	*by = byLanguage{}
	if n.Kind != yaml.Mapping {
		var none struct{}
		return n.Decode(&none) // says that a mapping is wanted
	}
	for _, p := range n.Pairs {
		if !lang.Known(p.Key.Value) {
			ms = append(ms, yaml.UnknownKey(p.Key, lang.Tags()))
			continue
		}
		(*by)[p.Key.Value] = p.Value
	}
	return ms
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
	if root == nil || root.Kind == yaml.Null {
		return l, ms
	}
	if root.Kind != yaml.Sequence {
		return l, append(ms, root.At(shape))
	}
	seen := map[string]int{}
	for _, item := range root.Items {
		t, found := read(item)
		ms = append(ms, found...)
		if t == nil {
			continue
		}
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

func read(n *yaml.Node) (*Term, []diag.Message) {
	if n.Kind != yaml.Mapping {
		return nil, []diag.Message{n.At(shape)}
	}
	e := entry{Glossary: true}
	var ms []diag.Message
	rest, preferred := *n, map[string]*yaml.Node{}
	rest.Pairs = nil
	for _, p := range n.Pairs {
		switch {
		case lang.Known(p.Key.Value):
			preferred[p.Key.Value] = p.Value
		case slices.Contains(entryKeys, p.Key.Value):
			rest.Pairs = append(rest.Pairs, p)
		default:
			ms = append(ms, yaml.UnknownKey(p.Key, append(lang.Tags(), entryKeys...)))
		}
	}
	ms = append(ms, rest.Decode(&e)...)
	t := &Term{
		Kind: Kind(e.Kind), Pinyin: e.Pinyin, Place: n.Place, Unlisted: !e.Glossary,
		Preferred: map[string]string{}, Others: map[string][]string{}, Allowed: map[string][]string{}, Forbidden: map[string][]string{}, Note: map[string]string{},
	}
	if e.Kind == "" {
		t.Kind = Word
	} else if !slices.Contains([]Kind{Word, Name, Place, Org}, t.Kind) {
		ms = append(ms, n.Get("kind").At(badKind, e.Kind))
		t.Kind = Word
	}
	for _, tag := range lang.Tags() {
		list, found := words(preferred[tag])
		ms = append(ms, found...)
		if len(list) > 0 {
			t.Preferred[tag], t.Others[tag] = list[0], list[1:]
		}
		t.Allowed[tag], found = words(e.Allowed[tag])
		ms = append(ms, found...)
		t.Forbidden[tag], found = words(e.Forbidden[tag])
		ms = append(ms, found...)
		for _, bad := range t.Forbidden[tag] {
			if slices.Contains(t.Words(tag), bad) {
				ms = append(ms, e.Forbidden[tag].At(contrary, bad))
			}
		}
		var note string
		if ms = append(ms, e.Note[tag].Decode(&note)...); note != "" {
			t.Note[tag] = note
		}
	}
	if len(t.Preferred) == 0 {
		return nil, append(ms, n.At(noWord))
	}
	return t, ms
}

// words reads one word or a list of them.
func words(n *yaml.Node) (out []string, ms []diag.Message) {
	if n == nil || n.Kind == yaml.Null {
		return nil, nil
	}
	if n.Kind == yaml.Sequence {
		ms = n.Decode(&out)
	} else {
		var s string
		ms = n.Decode(&s)
		out = []string{s}
	}
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" }), ms
}
