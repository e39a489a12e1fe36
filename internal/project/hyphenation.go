package project

import (
	"strings"
	"unicode"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/yaml"
)

// hyphenated are the languages whose words are divided; a regional tag chooses its patterns.
var hyphenated = []string{lang.English.Tag, lang.BritishEnglish}

var badDivision = diag.NewKind("hyphenation", diag.Error,
	"%q is not a word with hyphens", "%q 不是带连字符的单词",
	"write one word with hyphens where it may be divided, e.g. data-base", "请写一个单词，在可断之处加连字符，如 data-base")

// hyphenation reads
//
//	hyphenation: {en: [data-base, GitHub]}
//
// A word without a hyphen is never divided. The key en-GB chooses British patterns for the English edition.
func (r *reader) hyphenation(n *yaml.Node) {
	if n == nil || n.Kind == yaml.Null {
		return
	}
	lists := map[string][]slug{}
	if ms := n.Decode(&lists); len(ms) > 0 {
		r.add(ms...)
		return
	}
	for _, p := range n.Pairs {
		tag := p.Key.Value
		base, region, _ := strings.Cut(tag, "-")
		if tag != hyphenated[0] && tag != hyphenated[1] {
			r.add(yaml.UnknownKey(p.Key, hyphenated))
			continue
		}
		h := book.Hyphenation{}
		if region != "" {
			h.Lang = tag
		}
		for _, w := range lists[tag] {
			if !divides(w.value) {
				r.add(w.node.At(badDivision, w.value))
				continue
			}
			h.Words = append(h.Words, w.value)
		}
		if m, ok := r.p.Meta[base]; ok {
			m.Hyphenation = h
			r.p.Meta[base] = m
		}
	}
}

// divides reports whether s is a word, perhaps with hyphens inside.
func divides(s string) bool {
	if strings.HasPrefix(s, "-") || strings.HasSuffix(s, "-") || strings.Contains(s, "--") {
		return false
	}
	for _, c := range s {
		if c != '-' && !unicode.IsLetter(c) {
			return false
		}
	}
	return s != ""
}
