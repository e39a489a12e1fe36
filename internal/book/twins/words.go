package twins

import (
	"unicode"
	"unicode/utf8"

	"keben/internal/script"
)

// Words cuts a text into what a person would call changed or not: a Han character, a word, a number, a space, a
// mark. Joined they are the text.
func Words(s string) (words []string) {
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if wordRune(r) {
			for n < len(s) {
				r, w := utf8.DecodeRuneInString(s[n:])
				separator := (r == ',' || r == '.') && script.ASCIIDigit(s[n-1]) && n+1 < len(s) && script.ASCIIDigit(s[n+1]) // 1,000.5
				if !wordRune(r) && !separator {
					break
				}
				n += w
			}
		}
		words = append(words, s[:n])
		s = s[n:]
	}
	return words
}

func wordRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && !script.Han(r)
}

// Change is a stretch of two versions of a text: in both, or only in the old or only in the new one.
type Change struct {
	Kind byte // ' ', '-' or '+'
	Text string
}

// Diff compares two versions of a text word by word, by the longest common subsequence.
func Diff(old, new string) (out []Change) {
	a, b := Words(old), Words(new)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	put := func(kind byte, words ...string) {
		for _, w := range words {
			if n := len(out); n > 0 && out[n-1].Kind == kind {
				out[n-1].Text += w
			} else {
				out = append(out, Change{kind, w})
			}
		}
	}
	put(' ', a[:head]...)
	ma, mb := a[head:len(a)-tail], b[head:len(b)-tail]
	if len(ma)*len(mb) > maxCells {
		put('-', ma...) // two long texts: all is new
		put('+', mb...)
	} else {
		middle(ma, mb, put)
	}
	put(' ', a[len(a)-tail:]...)
	return out
}

// middle compares what is left between the common head and tail.
func middle(a, b []string, put func(byte, ...string)) {
	width := len(b) + 1
	length := make([]int32, (len(a)+1)*width) // of the common subsequence of a[i:] and b[j:]
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i*width+j] = length[(i+1)*width+j+1] + 1
			} else {
				length[i*width+j] = max(length[(i+1)*width+j], length[i*width+j+1])
			}
		}
	}
	i, j := 0, 0
	var added []string // shown after what they replace
	flush := func() { put('+', added...); added = nil }
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			flush()
			put(' ', a[i])
			i, j = i+1, j+1
		case length[(i+1)*width+j] >= length[i*width+j+1]:
			put('-', a[i])
			i++
		default:
			added = append(added, b[j])
			j++
		}
	}
	put('-', a[i:]...)
	added = append(added, b[j:]...)
	flush()
}
