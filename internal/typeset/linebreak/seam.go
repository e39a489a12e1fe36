package linebreak

import (
	"strings"
	"unicode"

	"keben/internal/script"
)

// Penalties of breaking a word where hyphenation does not help, in addition to that of an Emergency: at a
// hump (ServeHTTP, readRequest), or between any two letters. After a mark inside it there is none. LetterPenalty and
// AddressPenalty are also what the second and the third pass of Breaker.Break allow.
const (
	humpPenalty    = 600
	LetterPenalty  = 2400
	AddressPenalty = 80_000 // between letters of an address, which C9 forbids
)

// Seam returns what it costs to break program text, an address or a name between a and b when nothing
// else helps, and whether it may be broken there at all: a bracket stays with what it encloses, a mark
// with what it follows, a figure with its neighbours (rule C7).
func Seam(a, b rune) (penalty int32, ok bool) {
	const ( // no break before these, none after those, and cheap breaks after the last
		before = `)]}>,;:.!?'"%&=/\`
		after  = `([{<'"$#@`
		seams  = `/\._-:,;=&?+|)]}`
	)
	switch {
	case strings.ContainsRune(before, b), strings.ContainsRune(after, a), script.ASCIIDigit(a) && script.ASCIIDigit(b):
		return 0, false
	case strings.ContainsRune(seams, a):
		return 0, true
	case unicode.IsLower(a) && unicode.IsUpper(b):
		return humpPenalty, true
	}
	return LetterPenalty, true
}
