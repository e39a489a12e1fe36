package sorting

import (
	"slices"
	"strings"

	"keben/internal/script"

	"golang.org/x/text/unicode/norm"
)

// The combining marks of the four tones, as Unicode's form NFD has them after their vowel, and what makes u ü.
var tones = map[rune]int{'\u0304': 1, '\u0301': 2, '\u030C': 3, '\u0300': 4}

const diaeresis = '\u0308'

// Fits reports whether a reading has a syllable of Mandarin for every Han character of an entry.
func (s *Sorter) Fits(entry, reading string) bool {
	return s.toned == nil || strings.TrimSpace(reading) == "" || s.read(entry, reading) != nil
}

// read returns the sounds of the Han characters of an entry by its reading, nil when it does not fit.
func (s *Sorter) read(entry, reading string) []int {
	if s.toned == nil || strings.TrimSpace(reading) == "" {
		return nil
	}
	want := 0
	for _, r := range entry {
		if script.Han(r) {
			want++
		}
	}
	var words [][]letter // what spaces, hyphens, apostrophes and tone figures part
	boundary := true     // the next letter begins a word
	for _, r := range norm.NFD.String(strings.ToLower(reading)) {
		if boundary {
			words, boundary = append(words, nil), false
		}
		last := &words[len(words)-1]
		n := len(*last)
		switch tone, marked := tones[r]; {
		case marked && n > 0:
			(*last)[n-1].tone = tone
		case r == diaeresis && n > 0:
			(*last)[n-1].r = 'v' // as the table of syllables writes it
		case '1' <= r && r <= '5' && n > 0: // qing4; 5 is the light tone
			(*last)[n-1].figure = int(r - '0')
			boundary = true
		case 'a' <= r && r <= 'z':
			*last = append(*last, letter{r: r})
		default:
			boundary = n > 0
		}
	}
	var sounds []int
	for i, word := range words {
		if len(word) == 0 {
			continue
		}
		rest := 0 // every later word has a syllable at least
		for _, later := range words[i+1:] {
			if len(later) > 0 {
				rest++
			}
		}
		found := s.divide(word, want-len(sounds)-rest, rest == 0)
		if found == nil {
			return nil
		}
		sounds = append(sounds, found...)
	}
	if len(sounds) != want {
		return nil
	}
	return sounds
}

// letter is a letter of a reading, with the tone that stands on it or after it.
type letter struct {
	r            rune
	tone, figure int // 1 to 5, 0 for none
}

// longestSyllable is the letters of zhuang.
const longestSyllable = 6

// divide cuts a word into at most n syllables, precisely n when exact; the longest first, as Pinyin is read where
// no apostrophe says otherwise (GB/T 16159). Every syllable has one tone at most.
func (s *Sorter) divide(word []letter, n int, exact bool) []int {
	if len(word) == 0 {
		if exact && n > 0 {
			return nil
		}
		return []int{}
	}
	if n <= 0 {
		return nil
	}
	for length := min(len(word), longestSyllable); length > 0; length-- {
		k := s.sound(word[:length])
		if k < 0 {
			continue
		}
		if rest := s.divide(word[length:], n-1, exact); rest != nil {
			return append([]int{k}, rest...)
		}
	}
	return nil
}

// sound returns the sound of a syllable as an index into toned, −1 if it is none. One without a tone stands where the
// syllable begins. A light one stands where its last tone does, because CLDR puts characters that sound so at the end
// of the fourth tone. A tone that no character of the syllable has stands where the next one does that has any.
func (s *Sorter) sound(letters []letter) int {
	var b strings.Builder
	tone := 0
	for i, l := range letters {
		b.WriteRune(l.r)
		for _, t := range [...]int{l.tone, l.figure} {
			if t == 0 {
				continue
			}
			if tone != 0 || t == l.figure && i < len(letters)-1 { // a second tone, or a figure within the syllable
				return -1
			}
			tone = t
		}
	}
	syllable := b.String()
	if syllable == "nue" || syllable == "lue" { // ü is often typed as u where no other syllable is meant
		syllable = syllable[:1] + "ve"
	}
	first := slices.IndexFunc(s.toned, func(x sound) bool { return x.syllable == syllable })
	if first < 0 {
		return -1
	}
	k := first
	for k+1 < len(s.toned) && s.toned[k+1].syllable == syllable && s.toned[k].tone < tone {
		k++
	}
	return k
}
