// Package script is the one table of characters of Keben: it says whether a rune is Han or Latin, wide or narrow, and
// which mark of Chinese punctuation it is. Readers, checks and typesetting all ask it, because they must agree about
// one text that is both a page and a screen.
//
// Every function takes one rune and is fast: ranges that cover most of a Chinese text are compared first, and other
// characters are looked up in tables. Widths are counted in columns of a terminal, of which a Han character takes two.
//
// # Sources
//
//   - Scripts (Han, Bopomofo, Latin, …): the Script property of Unicode (UAX #24), as in Go's package unicode.
//   - Width (Wide, CJK, Columns): East_Asian_Width (UAX #11), as in golang.org/x/text/width.
//   - Marks (MarkOf, Shared): GB/T 15834—2011 section 4 says which marks there are and section 5.1 how wide each is and
//     where on a line it may stand; clreq “Punctuation marks” says the same of digital text. Where UAX #14 has a class
//     for a mark, a test compares the two.
//   - Joining of lines (Spaced): CSS Text 4 “Segment Break Transformation Rules”, decided further for mixed text.
//   - Punct, Space: CommonMark 2.1.
//
// The rules about marks at line ends are in typeset/linebreak, which maps these classes to its own.
package script

import (
	"unicode"

	"golang.org/x/text/width"
)

// The blocks of ideographs whose every character is Han. Planes 2 and 3 are reserved for ideographs as a whole (header
// of EastAsianWidth.txt), so that a character newer than Go's tables is known for what it is.
const (
	firstRadical                      = 0x2E80 // nothing before it is Han, or wide text
	firstUnified, lastUnified         = 0x4E00, 0x9FFF
	firstExtensionA, lastExtensionA   = 0x3400, 0x4DBF
	lastCompatible                    = 0xFAFF // of the BMP: from there on come forms
	firstIdeographic, lastIdeographic = 0x20000, 0x3FFFD
)

// Han reports whether r belongs to the Han script (UAX #24): ideographs of all planes, the compatible ones, radicals,
// and 々 〇 〻 and the numerals 〡.
func Han(r rune) bool {
	return r >= firstUnified && r <= lastUnified || r >= firstRadical && otherHan(r)
}

func otherHan(r rune) bool {
	switch {
	case r >= firstExtensionA && r <= lastExtensionA, r >= firstIdeographic && r <= lastIdeographic:
		return true
	case r >= '\u3000' && r < '々', r >= '〈' && r <= '〠', r > lastCompatible && r < 0x10000:
		return false // CJK and full-width marks, the most frequent characters that are not Han
	}
	return unicode.Is(unicode.Han, r)
}

// Ideograph reports whether r is a Han character of class ID of UAX #14: between two of them a line may end. Han
// characters of another class are the marks of repetition 々 〻 and the reading marks of plane 1.
func Ideograph(r rune) bool {
	return r >= firstUnified && r <= lastUnified || r >= firstRadical && otherIdeograph(r)
}

func otherIdeograph(r rune) bool {
	return r != '々' && r != '〻' && (r < 0x10000 || r >= firstIdeographic) && otherHan(r)
}

// Bopomofo reports whether r is a letter of bopomofo, ㄅㄆㄇ.
func Bopomofo(r rune) bool { return unicode.Is(unicode.Bopomofo, r) }

// Kana reports whether r is hiragana or katakana, or the mark of length ー that both share.
func Kana(r rune) bool {
	return r == 'ー' || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r)
}

// Hangul reports whether r is a letter or a syllable of hangul.
func Hangul(r rune) bool { return unicode.Is(unicode.Hangul, r) }

// Latin reports whether r is a letter of the Latin script, with or without accents, and at
// full width.
func Latin(r rune) bool {
	return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= 'ª' && unicode.Is(unicode.Latin, r)
}

// char is a character, or a byte of a syntax made of ASCII.
type char interface{ byte | rune }

// ASCIILetter reports whether c is one of the letters a to z, small or capital.
func ASCIILetter[C char](c C) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// ASCIIDigit reports whether c is one of the digits 0 to 9.
func ASCIIDigit[C char](c C) bool { return c >= '0' && c <= '9' }

// Digit returns the digit of ASCII that r stands for, as itself or at full width: 7 and ７.
func Digit(r rune) (ascii byte, ok bool) {
	if r = Narrow(r); ASCIIDigit(r) {
		return byte(r), true
	}
	return 0, false
}

// Narrow returns the character of ASCII that r shows at full width, Ａ ７ ％, and any other r as it is.
func Narrow(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}

// Variation reports whether r selects a variant of the character before it (Unicode 23.4). U+FE0F, which makes it an
// emoji, does not count.
func Variation(r rune) bool {
	return 0xFE00 <= r && r <= 0xFE0E || 0xE0100 <= r && r <= 0xE01EF
}

// Punct is CommonMark's Unicode punctuation character (2.1): general category P or S.
func Punct(r rune) bool {
	if r < 0x80 {
		return r > ' ' && r < 0x7F && !ASCIILetter(r) && !ASCIIDigit(r)
	}
	return unicode.IsPunct(r) || unicode.IsSymbol(r)
}

// Space is CommonMark's Unicode whitespace (2.1). 0, which means the beginning or end of a block, counts as a space.
func Space(r rune) bool {
	switch r {
	case 0, '\t', '\n', '\f', '\r':
		return true
	}
	return unicode.Is(unicode.Zs, r)
}

// Wide reports whether r is as wide as a Han character in text: East_Asian_Width W or F (UAX #11), without hangul,
// whose text has spaces, without pictographs, and without U+3000, which is a space. The circled numbers ㉈ to ㉏ are
// wide, too: UAX #11 calls them ambiguous, but every font draws them as wide as their neighbours.
func Wide(r rune) bool {
	return r >= firstUnified && r <= lastUnified || r >= firstRadical && otherWide(r)
}

func otherWide(r rune) bool {
	switch k := width.LookupRune(r).Kind(); {
	case r == '\u3000', k != width.EastAsianWide && k != width.EastAsianFullwidth:
		return r >= '㉈' && r <= '㉏'
	}
	return !Hangul(r) && !picture(r)
}

// picture reports whether r is in the plane of pictographs, or is a symbol that is wide though no CJK block has it:
// the hexagrams of the Yijing and the signs of the Taixuanjing, wide since Unicode 16.
func picture(r rune) bool {
	return r >= 0x1D300 && r <= 0x1FFFF || r > lastExtensionA && r < firstUnified || r < firstRadical && unicode.IsSymbol(r)
}

// CJK reports whether r is a CJK character in the rules of emphasis: a wide one, hangul, a half-width form or U+3000
// (github.com/tats-u/markdown-cjk-friendly, specification.md 2.1).
func CJK(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case Wide(r), r == '\u3000', Hangul(r):
		return true
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianHalfwidth:
		return true
	case width.EastAsianWide, width.EastAsianFullwidth:
		return !picture(r)
	}
	return false
}

// Columns is the number of terminal cells r takes: two for wide and full-width characters, none for marks that
// combine (UAX #11). Ambiguous characters such as “—” take one, as terminals set them unless told otherwise.
func Columns(r rune) int {
	if r >= ' ' && r < 0x7F {
		return 1
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	return 1
}
