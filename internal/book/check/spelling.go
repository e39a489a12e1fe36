package check

import (
	"regexp"
	"strings"

	"keben/internal/diag"
)

// Dictionary knows the words of a language.
type Dictionary interface{ Has(word string) bool }

var misspelt = diag.NewKind("spelling", diag.Note,
	"%q is not in the dictionary (%s in this chapter)", "词典中没有“%s”（本章%s）",
	"correct it, or list it in data/words.txt", "请改正，或将其列入 data/words.txt")

var plainWord = regexp.MustCompile(`[A-Za-z]+(?:['’][a-z]+)?`)

// spelling finds words that no dictionary of their language has, one message per word. Names, words in capitals,
// quotations and the words of terms.yaml are left alone.
func spelling(p *proof, t *text) {
	count, first := map[string]int{}, map[string]spot{}
	var order []string
	for _, pa := range t.passages {
		words := p.Words[pa.lang.Dictionary]
		if words == nil {
			continue
		}
		known := p.finder(pa.lang.Tag).Find(pa.text)
	next:
		for _, m := range plainWord.FindAllStringIndex(pa.text, -1) {
			w := strings.ReplaceAll(pa.text[m[0]:m[1]], "’", "'")
			if len(w) < 4 || w != strings.ToLower(w) || before(pa.text, m[0]) == '-' {
				continue
			}
			for _, u := range known {
				if u.Start <= m[0] && m[1] <= u.End {
					continue next
				}
			}
			if words.Has(w) || words.Has(strings.TrimSuffix(w, "'s")) {
				continue
			}
			if count[w]++; count[w] == 1 {
				order, first[w] = append(order, w), spot{pa, m[0], m[1]}
			}
		}
	}
	for _, w := range order {
		p.report(first[w], misspelt, w, diag.Counted(count[w], "place", "places", "处"))
	}
}
