package prose

import (
	"bytes"

	"keben/internal/script"
)

// longestIndex is how many bytes a subscript or superscript has at most. It is a number or a few letters; what is looked
// for farther away costs time for every sign.
const longestIndex = 100

// Subscript returns the length of ~x~ at the beginning of s, marks and all, or 0. It stands behind a letter of ASCII or a
// bracket: a tilde beside Han or after a number is a range in Chinese text, 5~10天，15~20天.
func Subscript(before rune, s []byte) int {
	if before >= 0x80 || before != ')' && !script.ASCIILetter(byte(before)) {
		return 0
	}
	return indexLength(s, func(c rune) bool { return script.Space(c) || script.Wide(c) || script.Shared(c) })
}

// Superscript returns the length of ^x^ at the beginning of s, marks and all, or 0. What is raised has no blank in it and
// no full-width mark.
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
