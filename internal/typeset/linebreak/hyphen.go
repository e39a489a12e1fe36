package linebreak

import (
	"embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed patterns/*.tex patterns/*.dic
var patternFiles embed.FS

// Hyphenator finds the hyphenation points of words by Liang's method (F. M. Liang, "Word Hy-phen-a-tion
// by Com-put-er", 1983): competing patterns vote on every place between two letters, and odd wins. It is
// immutable and safe for concurrent use.
type Hyphenator struct {
	root       *trieNode
	exceptions map[string][]int
}

type trieNode struct {
	next   map[rune]*trieNode
	levels []byte // votes before each letter of the pattern and after the last; nil: no pattern ends here
}

// American and British return the built-in hyphenators. They are read from the embedded pattern files on
// first use.
var (
	American = sync.OnceValue(func() *Hyphenator { return builtin("hyphen.tex", "ushyphex.tex") })
	British  = sync.OnceValue(func() *Hyphenator { return builtin("hyph_en_GB.dic") })
)

func builtin(names ...string) *Hyphenator {
	h := &Hyphenator{root: &trieNode{}, exceptions: map[string][]int{}}
	for _, name := range names {
		text, err := patternFiles.ReadFile("patterns/" + name)
		if err != nil {
			panic("linebreak: embedded " + name + " is missing")
		}
		h.read(string(text), strings.HasSuffix(name, ".tex"))
	}
	return h
}

// WithExceptions returns a hyphenator that knows words better: each is written with hyphens where it may
// be divided ("man-u-script"), or without any when it must not be.
func (h *Hyphenator) WithExceptions(words []string) *Hyphenator {
	own := &Hyphenator{root: h.root, exceptions: make(map[string][]int, len(h.exceptions)+len(words))}
	for w, p := range h.exceptions {
		own.exceptions[w] = p
	}
	for _, w := range words {
		own.except(w)
	}
	return own
}

// read takes a TeX file (\patterns{…} and \hyphenation{…}) or a LibreOffice dictionary (one pattern a
// line; the first line names the encoding, upper-case lines are settings).
func (h *Hyphenator) read(text string, tex bool) {
	section := ""
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "%")
		for _, word := range strings.Fields(line) {
			switch {
			case strings.HasPrefix(word, `\`) || strings.HasSuffix(word, "{"):
				section = strings.Trim(word, `\{`)
			case word == "}":
				section = ""
			case tex && section == "hyphenation":
				h.except(word)
			case tex && section == "patterns":
				h.pattern(word)
			case !tex && strings.ToLower(word) == word:
				h.pattern(word) // the number of a setting has no letters, and matches nowhere
			}
		}
	}
}

func (h *Hyphenator) pattern(p string) {
	node := h.root
	levels := []byte{0}
	for _, r := range p {
		if r >= '0' && r <= '9' {
			levels[len(levels)-1] = byte(r - '0')
			continue
		}
		if node.next == nil {
			node.next = map[rune]*trieNode{}
		}
		child := node.next[r]
		if child == nil {
			child = &trieNode{}
			node.next[r] = child
		}
		node = child
		levels = append(levels, 0)
	}
	node.levels = levels
}

func (h *Hyphenator) except(word string) {
	var points []int
	var plain strings.Builder
	n := 0
	for _, r := range strings.ToLower(word) {
		if r == '-' {
			points = append(points, n)
			continue
		}
		plain.WriteRune(r)
		n++
	}
	h.exceptions[plain.String()] = points
}

// longestWord is how many letters a word that is looked up has at most: what is longer is no English word.
const longestWord = 64

// Points returns the places where word may be divided, in letters from its beginning, at least before
// letters from the beginning and after letters from the end (rule S1). Apostrophes and anything
// that is not a letter end the search: such words are not divided.
func (h *Hyphenator) Points(word string, before, after int) []int {
	n := utf8.RuneCountInString(word)
	if n < before+after || n > longestWord {
		return nil
	}
	low := make([]rune, 0, n+2)
	low = append(low, '.')
	for _, r := range word {
		if !unicode.IsLetter(r) {
			return nil
		}
		low = append(low, unicode.ToLower(r))
	}
	low = append(low, '.')
	if points, ok := h.exceptions[string(low[1:len(low)-1])]; ok {
		return within(points, before, n-after)
	}
	votes := make([]byte, len(low)+1)
	for i := range low {
		node := h.root
		for _, r := range low[i:] {
			if node = node.next[r]; node == nil {
				break
			}
			for k, v := range node.levels {
				votes[i+k] = max(votes[i+k], v)
			}
		}
	}
	var points []int
	for i := max(before, 1); i <= n-max(after, 1); i++ {
		if votes[i+1]&1 == 1 { // the dot before the word shifts by one
			points = append(points, i)
		}
	}
	return points
}

func within(points []int, lo, hi int) []int {
	var out []int
	for _, p := range points {
		if p >= lo && p <= hi {
			out = append(out, p)
		}
	}
	return out
}
