package twins

import (
	"unicode"
	"unicode/utf8"

	"keben/internal/script"
)

// Words cuts a text into the units of a comparison: a Han character, a word, a number, a space, a mark. Joined they are
// the text.
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
	put := func(kind byte, words ...string) {
		for _, w := range words {
			if n := len(out); n > 0 && out[n-1].Kind == kind {
				out[n-1].Text += w
			} else {
				out = append(out, Change{kind, w})
			}
		}
	}
	i, j := 0, 0
	for _, m := range append(Common(a, b, maxCells), [2]int{len(a), len(b)}) {
		put('-', a[i:m[0]]...)
		put('+', b[j:m[1]]...)
		if m[0] < len(a) {
			put(' ', a[m[0]])
		}
		i, j = m[0]+1, m[1]+1
	}
	return out
}

// Common returns a longest common subsequence of two lists as pairs of indexes. It takes their common beginning and end
// first. If the product of the remaining lengths is more than cells, nothing in between counts as common.
func Common(a, b []string, cells int) (pairs [][2]int) {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		pairs = append(pairs, [2]int{i, i})
		i++
	}
	m, n := len(a), len(b)
	for m > i && n > i && a[m-1] == b[n-1] {
		m, n = m-1, n-1
	}
	if (m-i)*(n-i) <= cells {
		pairs = append(pairs, middle(a[i:m], b[i:n], i)...)
	}
	for k := range len(a) - m {
		pairs = append(pairs, [2]int{m + k, n + k})
	}
	return pairs
}

// middle finds the common subsequence after a common beginning and before a common end.
func middle(a, b []string, from int) (pairs [][2]int) {
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
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			pairs = append(pairs, [2]int{from + i, from + j})
			i, j = i+1, j+1
		case length[(i+1)*width+j] >= length[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}
