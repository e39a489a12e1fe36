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
	"expected a word with hyphens, found `%s`", "此处应为带连字符的单词，而不是 `%s`",
	"write one word, with hyphens where it may be divided: data-base", "请写一个单词，可断之处加连字符，如 data-base")

// hyphenation reads how words are divided. A word without a hyphen is never divided. The key en-GB chooses British
// patterns for the English edition.
func (r *reader) hyphenation(n *yaml.Node) {
	lists := map[string][]string{}
	n.Fill(&lists)
	for _, tag := range hyphenated {
		words, given := lists[tag]
		if !given && n.Get(tag) == nil {
			continue
		}
		base, region, _ := strings.Cut(tag, "-")
		h := book.Hyphenation{Words: words}
		if region != "" {
			h.Lang = tag
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
