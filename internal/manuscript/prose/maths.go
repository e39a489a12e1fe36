package prose

import "keben/internal/script"

// MathsLength is the length of the formula at the beginning of s, 0 when there is none. The rule is
// Pandoc's tex_math_dollars, so that prices stay prices: an opening dollar has a character directly to
// its right, and the next dollar closes or there is no formula; it has a character directly to its left
// and no digit to its right. Nor may a word begin there with a capital or go on for three letters, which
// keeps $GOPATH/pkg/$GOOS but not the $n$th.
func MathsLength(s []byte) int {
	if len(s) > 1 && s[1] == '$' {
		for i := 2; i+1 < len(s); i++ {
			switch {
			case s[i] == '\\':
				i++
			case s[i] == '$' && s[i+1] == '$':
				return i + 2
			}
		}
		return 0
	}
	if len(s) < 3 || script.Space(rune(s[1])) {
		return 0
	}
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] != '$':
		case script.Space(rune(s[i-1])) || startsWord(s[i+1:]):
			return 0
		default:
			return i + 1
		}
	}
	return 0
}

func startsWord(s []byte) bool {
	n := 0
	for n < len(s) && n < 3 && (LetterOrDigit(s[n]) || s[n] == '_') {
		n++
	}
	return n == 3 || n > 0 && s[0] <= 'Z'
}
