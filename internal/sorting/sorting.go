// Package sorting puts the entries of glossaries and indexes in order: English by letter, Chinese by pinyin or by
// strokes, and tells under which head an entry stands.
//
// Chinese goes character by character, as dictionaries do: by sound, tone, then strokes. The orders are those of the
// Unicode CLDR as golang.org/x/text/collate has them, with a few sounds put right. They know one reading per character,
// so that 重庆 would stand under zhòng: an entry may bring its reading (reading.go).
//
// The collator compares characters and does not say how one sounds, or of how many strokes it is. So tables.go has the
// first character of each sound and of each number of strokes: a character is of the last one that the collator puts
// before it.
package sorting

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"keben/internal/lang"
	"keben/internal/script"
)

// Method is an order of Chinese entries.
type Method string

// The methods.
const (
	Pinyin Method = "pinyin"
	Stroke Method = "stroke"
)

// Other is the head of entries that do not begin with a letter.
const Other = "#"

// Sorter makes keys for the entries of one list. One goroutine may use it, because its buffer is shared.
type Sorter struct {
	lang    *lang.Language
	method  Method
	words   *collate.Collator // of words in letters
	sounds  *collate.Collator // of Han by pinyin, nil for strokes
	strokes *collate.Collator // of Han by strokes: the whole order, or that of characters of one sound
	buffer  collate.Buffer

	toned []sound      // in order; empty for strokes
	moved map[rune]int // where misplaced characters belong: indices into toned
	heads [][]byte     // by group of strokes: the key of its first character
}

// sound is a syllable with its tone and the key of its first character.
type sound struct {
	syllable string
	tone     int
	from     []byte
}

// Key is the place of an entry in its list. Keys of one Sorter are compared as bytes. First is the head: 0 for Other, a
// letter, or 'Z'+1 and a number of strokes. Of an entry in letters the collator's key follows. In a list in Chinese
// each character follows, as its class, its place within the class, and two zeros, by which 李 stands before 李明.
type Key struct {
	Head string // "A", "二画", Other
	at   []byte
}

// Compare returns -1, 0 or 1 if k is before, equal to or after other.
func (k Key) Compare(other Key) int { return bytes.Compare(k.at, other.at) }

// New returns a sorter for the entries of a language. The method counts where entries are in Han characters only; "" is
// the language's own order: pinyin in simplified Chinese, strokes in traditional.
func New(tag string, method Method) *Sorter {
	l := lang.Of(tag)
	s := &Sorter{lang: l, method: method, words: collate.New(language.Make(l.BCP47), collate.IgnoreWidth)}
	if l.Script.Han() {
		s.words = collate.New(language.English, collate.IgnoreWidth) // Latin words among Chinese ones
	} else {
		return s
	}
	if method == "" && l.Order == lang.ByStrokes {
		s.method = Stroke
	}
	s.strokes = collate.New(language.MustParse("zh-u-co-stroke"))
	if s.method == Stroke {
		for _, group := range strokes {
			s.heads = append(s.heads, s.key(s.strokes, string(group.first)))
		}
		return s
	}
	s.sounds = collate.New(language.MustParse("zh-u-co-pinyin"))
	for _, entry := range strings.FieldsFunc(syllables, func(r rune) bool { return r == ';' || r == '\n' }) {
		syllable, firsts, _ := strings.Cut(strings.TrimSpace(entry), " ")
		for i, first := range []rune(firsts) {
			if first != '-' {
				s.toned = append(s.toned, sound{syllable, i + 1, s.key(s.sounds, string(first))})
			}
		}
	}
	s.moved = map[rune]int{}
	for _, entry := range strings.Fields(misplaced) {
		r, size := utf8.DecodeRuneInString(entry)
		tone := int(entry[len(entry)-1] - '0')
		s.moved[r] = slices.IndexFunc(s.toned, func(x sound) bool { return x.syllable == entry[size:len(entry)-1] && x.tone == tone })
	}
	return s
}

// key returns a key that stays.
func (s *Sorter) key(c *collate.Collator, text string) []byte {
	defer s.buffer.Reset()
	return bytes.Clone(c.KeyFromString(&s.buffer, text))
}

// Key returns where an entry stands. reading is its pinyin, with tone marks or figures, for what the characters alone
// would sort wrongly; "" otherwise. A reading that does not fit the characters is ignored: see Fits.
func (s *Sorter) Key(entry, reading string) Key {
	word := strings.TrimLeftFunc(entry, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if s.lang.Script.Han() {
		return s.han(word, reading)
	}
	for _, article := range s.lang.Articles {
		article += " "
		if len(word) > len(article) && strings.EqualFold(word[:len(article)], article) {
			word = word[len(article):] // Chicago 16.51
			break
		}
	}
	head := headLetter(word)
	return Key{head, append(headBytes(head), s.key(s.words, word)...)}
}

// headLetter returns the letter a word begins with, without accents, or Other.
func headLetter(word string) string {
	r, _ := utf8.DecodeRuneInString(norm.NFD.String(word))
	if r = unicode.ToUpper(r); 'A' <= r && r <= 'Z' {
		return string(r)
	}
	return Other
}

// headBytes is the head as a key has it: Other before the letters.
func headBytes(head string) []byte {
	if head == Other {
		return []byte{0}
	}
	return []byte{head[0]}
}

// The classes of characters under one head: Latin words come before Han.
const (
	latin byte = 1 + iota
	han
)

func (s *Sorter) han(word, reading string) Key {
	read := s.read(word, reading)
	var head string
	var at []byte
	n := 0 // Han characters before r
	for i, r := range word {
		class, place, letter := latin, []byte(nil), "" // letter is the head, if r is the first character
		switch {
		case script.Han(r) && s.method == Stroke:
			class, place = han, s.key(s.strokes, string(r))
			if k := s.group(place); k >= 0 {
				letter = lang.Han(strokes[k].n) + s.lang.Words.Stroke()
				at = atHead(at, i, []byte{'Z' + 1, byte(strokes[k].n)})
			}
			n++
		case script.Han(r):
			k := s.soundOf(r)
			if read != nil {
				k = read[n]
			}
			if n++; k >= 0 {
				letter = strings.ToUpper(s.toned[k].syllable[:1])
				at = atHead(at, i, headBytes(letter))
			}
			// Characters of one sound go by strokes. Without a sound, −1, one comes last.
			class, place = han, append([]byte{byte(k >> 8), byte(k)}, s.key(s.strokes, string(r))...)
		default:
			letter = headLetter(string(r))
			at = atHead(at, i, headBytes(letter))
			place = s.key(s.words, string(r))
		}
		if i == 0 {
			if head = letter; head == "" {
				head = Other
				at = atHead(at, i, headBytes(head))
			}
		}
		at = append(append(append(at, class), place...), 0, 0)
	}
	if word == "" {
		head, at = Other, headBytes(Other)
	}
	return Key{head, at}
}

// atHead begins a key with its head at the first character, and leaves it as it is at the others.
func atHead(at []byte, i int, head []byte) []byte {
	if i == 0 {
		return head
	}
	return at
}

// group returns the last number of strokes that begins at or before a key, -1 when there is none.
func (s *Sorter) group(key []byte) int {
	return sort.Search(len(s.heads), func(i int) bool { return bytes.Compare(s.heads[i], key) > 0 }) - 1
}

// soundOf returns the sound of a character by the collator's order and its corrections, -1 when it comes before them
// all.
func (s *Sorter) soundOf(r rune) int {
	if k, ok := s.moved[r]; ok {
		return k
	}
	key := s.key(s.sounds, string(r))
	return sort.Search(len(s.toned), func(i int) bool { return bytes.Compare(s.toned[i].from, key) > 0 }) - 1
}
