package project

import (
	"io/fs"
	"iter"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"keben/internal/lang"
	"keben/internal/script"
)

// letters counts what tells languages apart in the prose of files.
type letters struct {
	han, latin, other int // Han characters; Latin letters; letters of any other script
	signs             handwriting
}

// mostLetters is how many letters are counted: more of them change no guess.
const mostLetters = 1 << 17

// count adds the prose of the first 64 KB of each file, until there are enough.
func (l *letters) count(fsys fs.FS, files []string) {
	if l.signs == nil {
		l.signs = handwriting{}
	}
	for _, name := range files {
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			continue
		}
		for line := range proseLines(string(raw[:min(len(raw), 1<<16)])) {
			for _, r := range notProse.ReplaceAllString(line, " ") {
				switch {
				case script.Han(r):
					l.han++
					l.signs.count(r)
				case r < 0x0250 && unicode.IsLetter(r):
					l.latin++
				case unicode.IsLetter(r):
					l.other++
				}
			}
		}
		if l.han+l.latin+l.other > mostLetters {
			return
		}
	}
}

// guess returns the language that most of the text is in, or "" when there is none. A Chinese text about software is
// half Latin letters, an English one has no Han to speak of: one in ten decides. It is close when three times as many,
// or a third, would have decided otherwise.
func (l *letters) guess() (tag string, close bool) {
	switch {
	case l.han+l.latin == 0:
		return "", false
	case l.han*10 >= l.latin:
		return l.signs.tag(), l.han*10 < 3*l.latin
	}
	return lang.English.Tag, l.han*30 >= l.latin
}

// guess returns the language of the files' prose; see [letters.guess].
func guess(fsys fs.FS, files []string) (tag string, close bool) {
	var l letters
	l.count(fsys, files)
	return l.guess()
}

var (
	// notProse is what stands in a line of Markdown and is in no language: code, addresses, tags and their attributes.
	notProse  = regexp.MustCompile("`+[^`]*`+|\\]\\([^)]*\\)|https?://\\S+|</?[A-Za-z][^>]*>|<!--.*?-->|\\{[#.][^}]*\\}|\\{\\{.*?\\}\\}")
	codeFence = regexp.MustCompile("^[ \\t>]*(?:[-*+][ \\t]+|\\d+[.)][ \\t]+)?(`{3,}|~{3,})")
)

// proseLines are the lines of a text that are neither front matter nor inside a fence.
func proseLines(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		text := strings.TrimPrefix(text, "\ufeff")
		fence, first := "", true
		if head := frontFence(text); head != "" {
			fence = head
		}
		for line := range strings.SplitSeq(text, "\n") {
			line = strings.TrimRight(line, " \t\r")
			was := first
			first = false
			switch m := codeFence.FindStringSubmatch(line); {
			case was && fence != "":
			case fence == "---" || fence == "+++":
				if line == fence || line == "..." && fence == "---" {
					fence = ""
				}
			case fence != "":
				if m != nil && strings.HasPrefix(m[1], fence) {
					fence = ""
				}
			case m != nil:
				fence = m[1]
			case !yield(line):
				return
			}
		}
	}
}

// frontFence is the line by which front matter begins and ends, or "": text that has no end is no front matter.
func frontFence(text string) string {
	first, rest, _ := strings.Cut(text, "\n")
	first = strings.TrimRight(first, " \t\r")
	if first != "---" && first != "+++" {
		return ""
	}
	for line := range strings.SplitSeq(rest, "\n") {
		if line = strings.TrimRight(line, " \t\r"); line == first || line == "..." && first == "---" {
			return first
		}
	}
	return ""
}

// handwriting counts the characters that tell the languages in Han characters from each other.
type handwriting map[string]int

func (h handwriting) count(r rune) {
	for _, tag := range signs()[r] {
		h[tag]++
	}
}

// signs are the languages that a character tells from the others in Han characters.
var signs = sync.OnceValue(func() map[rune][]string {
	of := map[rune][]string{}
	for _, tag := range lang.Tags() {
		for _, r := range lang.Of(tag).Signs {
			of[r] = append(of[r], tag)
		}
	}
	return of
})

// tag is the language with the most characters that only it uses; of several with as many, the first.
func (h handwriting) tag() string {
	best := lang.Chinese.Tag
	for _, tag := range lang.Tags() {
		if h[tag] > h[best] {
			best = tag
		}
	}
	return best
}
