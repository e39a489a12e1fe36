package twins

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"keben/internal/script"
)

// A lexicon has the book's own words: which runs of Han characters go with which English words. It is learned from a
// first alignment and used by a second (Moore 2002 does so with sentences), which then finds the twin of a paragraph
// that has neither numbers nor names.
//
// Words are two Han characters side by side, or a word of another script in lower case without its ending.
// Two words are associated when they come together in at least two pairs and more often than not.

const (
	leastTogether = 2
	leastDice     = .3
)

// lexicon maps the words of either side to the anchors they stand for.
type lexicon struct{ a, b map[string][]int32 }

// learn makes a lexicon of pairs.
func learn(words *vocabulary, pairs []*Pair) *lexicon {
	var a, b index
	n := 0
	for _, p := range pairs {
		if p.Confidence < .85 || len(p.A) != 1 || len(p.B) != 1 {
			continue
		}
		a.add(n, p.A[0].text.String())
		b.add(n, p.B[0].text.String())
		n++
	}
	lex := &lexicon{map[string][]int32{}, map[string][]int32{}}
	if n < 8 {
		return lex // too little to learn from
	}
	common := max(n/8, 8) // a word in every eighth paragraph does not distinguish them
	together := make([]int32, len(b.words))
	var seen []int32
	for i, word := range a.words {
		in := a.in[i]
		if len(in) < leastTogether || len(in) > common {
			continue
		}
		for _, p := range in {
			for _, w := range b.of[p] {
				if together[w] == 0 {
					seen = append(seen, w)
				}
				together[w]++
			}
		}
		best, bestDice := int32(-1), leastDice
		for _, w := range seen {
			if k := int(together[w]); k >= leastTogether && len(b.in[w]) <= common {
				if dice := 2 * float64(k) / float64(len(in)+len(b.in[w])); dice > bestDice || dice == bestDice && best >= 0 && b.words[w] < b.words[best] {
					best, bestDice = w, dice
				}
			}
			together[w] = 0
		}
		seen = seen[:0]
		if best >= 0 {
			other := b.words[best]
			id := words.anchor(lexicalAnchor, other)
			lex.a[word] = append(lex.a[word], id)
			lex.b[other] = []int32{id}
		}
	}
	return lex
}

// index is the words of one side of the pairs, and where they are.
type index struct {
	ids   map[string]int32
	words []string
	in    [][]int32 // by word: the pairs it is in
	of    [][]int32 // by pair: its words
}

func (x *index) add(pair int, text string) {
	if x.ids == nil {
		x.ids = map[string]int32{}
	}
	x.of = append(x.of, nil)
	eachTerm(text, func(word string) {
		id, ok := x.ids[word]
		if !ok {
			id = int32(len(x.words))
			x.ids[word] = id
			x.words, x.in = append(x.words, word), append(x.in, nil)
		}
		if in := x.in[id]; len(in) == 0 || in[len(in)-1] != int32(pair) {
			x.in[id] = append(in, int32(pair))
			x.of[pair] = append(x.of[pair], id)
		}
	})
}

// note adds to the units the anchors of the words in them, once each.
func (lex *lexicon) note(p *parts, of map[string][]int32) {
	for _, u := range p.all {
		var found []int32
		eachTerm(u.text.String(), func(word string) { found = append(found, of[word]...) })
		slices.Sort(found)
		u.ownAnchors = append(u.ownAnchors, slices.Compact(found)...)
	}
	p.settle()
}

// eachTerm calls f with the words of a text as a lexicon has them.
func eachTerm(s string, f func(string)) {
	before := -1 // where the Han character just before begins
	for i, r := range s {
		if !script.Han(r) {
			before = -1
			continue
		}
		if before >= 0 {
			f(s[before : i+utf8.RuneLen(r)])
		}
		before = i
	}
	eachWord(s, func(word string) {
		if len(word) > 3 {
			f(stem(word))
		}
	})
}

// stem removes the ending of an English word, so that singular and plural are one. The result need not be a word.
func stem(word string) string {
	for _, end := range [...]string{"ies", "ing", "ed", "es", "s", "y", "e"} {
		if rest, ok := strings.CutSuffix(word, end); ok && len(rest) >= 4 {
			return rest
		}
	}
	return word
}

// drift is the usual logarithm of the ratio of sizes between two languages of a book, from its chapters.
func drift(pairs [][2]*parts) float64 {
	var logs []float64
	for _, p := range pairs {
		var a, b float64
		for _, u := range p[0].all {
			a += u.ownSize
		}
		for _, u := range p[1].all {
			b += u.ownSize
		}
		if min(a, b) > 100 {
			logs = append(logs, math.Log(b/a))
		}
	}
	if len(logs) == 0 {
		return 0
	}
	slices.Sort(logs)
	return min(max(logs[len(logs)/2], -.4), .4)
}
