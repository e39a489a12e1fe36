package prose

import (
	"bytes"

	"keben/internal/script"
)

// longestIndex is the most bytes of a subscript or superscript. It is a number or a few letters, and a longer search
// would cost time for every mark.
const longestIndex = 100

// Subscript returns the length of ~x~ at the beginning of s, with its marks, or 0. It must follow a letter of ASCII or
// a bracket, because a tilde beside Han or after a number is a range in Chinese text: 5~10天，15~20天.
func Subscript(before rune, s []byte) int {
	if before >= 0x80 || before != ')' && !script.ASCIILetter(byte(before)) {
		return 0
	}
	return indexLength(s, func(c rune) bool { return script.Space(c) || script.Wide(c) || script.Shared(c) })
}

// Superscript returns the length of ^x^ at the beginning of s, with its marks, or 0. It may have neither a blank nor a
// full-width mark in it.
func Superscript(s []byte) int {
	return indexLength(s, func(c rune) bool { return script.Space(c) || script.FullMark(c) })
}

func indexLength(s []byte, unfit func(rune) bool) int {
	end := bytes.IndexByte(s[1:min(len(s), longestIndex)], s[0])
	if end <= 0 || s[1] == '[' && s[0] == '^' || bytes.ContainsFunc(s[1:1+end], unfit) {
		return 0
	}
	return end + 2
}
