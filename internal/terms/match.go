package terms

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/lang"
)

// Use is a place in a text that has a word of a term.
type Use struct {
	Term       *Term
	Word       string // as the list has it
	Preferred  bool   // and not merely allowed: the word stands for the term wherever it is
	Forbidden  bool
	Start, End int // byte offsets in the text
}

// Finder finds the words of a list in texts of one language. It is immutable.
type Finder struct {
	han   bool
	first map[string][]entryWord // by first character, or by the stem of the first word
}

type entryWord struct {
	term      *Term
	word      string
	parts     []string // of English: the words in lower case
	preferred bool
	forbidden bool
}

func (w entryWord) use(start, end int) Use {
	return Use{w.term, w.word, w.preferred, w.forbidden, start, end}
}

// Finder returns a finder for a language.
func (l *List) Finder(tag string) *Finder {
	f := &Finder{han: lang.Of(tag).Script.Han(), first: map[string][]entryWord{}}
	for _, t := range l.Terms {
		for _, w := range t.Words(tag) {
			f.add(entryWord{term: t, word: w, preferred: w == t.Preferred[tag]})
		}
		for _, w := range t.Forbidden[tag] {
			f.add(entryWord{term: t, word: w, forbidden: true})
		}
	}
	for key := range f.first {
		slices.SortStableFunc(f.first[key], func(a, b entryWord) int {
			if d := len(b.word) - len(a.word); d != 0 || a.preferred == b.preferred {
				return d
			}
			if a.preferred {
				return -1
			}
			return 1
		})
	}
	return f
}

func (f *Finder) add(w entryWord) {
	if f.han {
		_, size := utf8.DecodeRuneInString(w.word)
		f.first[w.word[:size]] = append(f.first[w.word[:size]], w)
		return
	}
	for _, t := range tokens(w.word) {
		w.parts = append(w.parts, t.text)
	}
	if len(w.parts) > 0 {
		key := head(w.parts[0])
		f.first[key] = append(f.first[key], w)
	}
}

// Find returns the uses in a text, the longest at each place, not overlapping. English words are found in all
// their inflections (partner countries, country's) and with a hyphen for a space.
func (f *Finder) Find(text string) []Use {
	if len(f.first) == 0 {
		return nil
	}
	if f.han {
		return f.findChinese(text)
	}
	return f.findEnglish(text)
}

func (f *Finder) findChinese(text string) (out []Use) {
next:
	for i := 0; i < len(text); {
		_, size := utf8.DecodeRuneInString(text[i:])
		for _, w := range f.first[text[i:i+size]] {
			if strings.HasPrefix(text[i:], w.word) {
				out = append(out, w.use(i, i+len(w.word)))
				i += len(w.word)
				continue next
			}
		}
		i += size
	}
	return out
}

func (f *Finder) findEnglish(text string) (out []Use) {
	ts := tokens(text)
next:
	for i := 0; i < len(ts); {
		for _, w := range f.first[head(ts[i].text)] {
			n := len(w.parts)
			if i+n > len(ts) {
				continue
			}
			if !slices.EqualFunc(w.parts, ts[i:i+n], func(part string, t token) bool { return inflected(part, t.text) }) || apart(text, ts[i:i+n]) {
				continue
			}
			out = append(out, w.use(ts[i].start, ts[i+n-1].end))
			i += n
			continue next
		}
		i++
	}
	return out
}

// apart reports whether something besides spaces and hyphens stands between words.
func apart(text string, ts []token) bool {
	for i := 1; i < len(ts); i++ {
		if strings.Trim(text[ts[i-1].end:ts[i].start], " \u00a0\n-‑–—,’'“”\"") != "" {
			return true
		}
	}
	return false
}

type token struct {
	text       string // in lower case
	start, end int
}

// tokens divides a text into words.
func tokens(s string) (out []token) {
	start := -1
	flush := func(end int) {
		if start >= 0 {
			out = append(out, token{strings.ToLower(strings.ReplaceAll(s[start:end], "’", "'")), start, end})
			start = -1
		}
	}
	for i, r := range s {
		apostrophe := (r == '\'' || r == '’') && start >= 0 && i+utf8.RuneLen(r) < len(s) && letterAt(s[i+utf8.RuneLen(r):])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || apostrophe {
			if start < 0 {
				start = i
			}
			continue
		}
		flush(i)
	}
	flush(len(s))
	return out
}

func letterAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// head is what all inflections of a word have in common: its first letters.
func head(word string) string {
	n := 0
	for i := range word {
		if n == 3 {
			return word[:i]
		}
		n++
	}
	return word
}

// inflected reports whether found is word or one of its forms.
func inflected(word, found string) bool {
	if word == found {
		return true
	}
	found = strings.TrimSuffix(strings.TrimSuffix(found, "'s"), "'")
	if word == found {
		return true
	}
	if len(word) < 3 {
		return false
	}
	stem := strings.TrimSuffix(word, "e")
	for _, form := range [...]string{word + "s", word + "es", word + "ed", word + "ing", stem + "ing", stem + "ed", stem + "es"} {
		if found == form {
			return true
		}
	}
	if y, ok := strings.CutSuffix(word, "y"); ok {
		return found == y+"ies" || found == y+"ied"
	}
	// A plural in the list and a singular in the text.
	if s, ok := strings.CutSuffix(word, "ies"); ok && found == s+"y" {
		return true
	}
	s, ok := strings.CutSuffix(word, "s")
	return ok && found == s && len(s) > 2
}
