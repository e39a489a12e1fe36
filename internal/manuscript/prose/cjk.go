package prose

import (
	"unicode"
	"unicode/utf8"
)

// wideRanges are the characters set on the full width of a Han character: East_Asian_Width W or F
// (UAX #11) without Hangul, whose text has spaces, and without emoji.
var wideRanges = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x2E80, Hi: 0x2FDF, Stride: 1}, // radicals
		{Lo: 0x2FF0, Hi: 0x303F, Stride: 1}, // ideographic description, CJK punctuation
		{Lo: 0x3040, Hi: 0x312F, Stride: 1}, // kana, bopomofo
		{Lo: 0x3190, Hi: 0x31FF, Stride: 1}, // kanbun, strokes
		{Lo: 0x3220, Hi: 0x325F, Stride: 1},
		{Lo: 0x3280, Hi: 0x4DBF, Stride: 1}, // enclosed letters, extension A
		{Lo: 0x4E00, Hi: 0xA4CF, Stride: 1}, // unified ideographs, Yi
		{Lo: 0xF900, Hi: 0xFAFF, Stride: 1}, // compatibility ideographs
		{Lo: 0xFE10, Hi: 0xFE1F, Stride: 1},
		{Lo: 0xFE30, Hi: 0xFE6F, Stride: 1},
		{Lo: 0xFF01, Hi: 0xFF60, Stride: 1}, // full-width forms
		{Lo: 0xFFE0, Hi: 0xFFE6, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0x16FE0, Hi: 0x18D8F, Stride: 1},
		{Lo: 0x1AFF0, Hi: 0x1B2FF, Stride: 1},
		{Lo: 0x20000, Hi: 0x3FFFD, Stride: 1},
	},
}

// moreCJK are the characters that the CJK-friendly amendments to CommonMark add: half-width forms and
// Hangul (github.com/tats-u/markdown-cjk-friendly, specification.md 2.1).
var moreCJK = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x11FF, Stride: 1},
		{Lo: 0x20A9, Hi: 0x20A9, Stride: 1},
		{Lo: 0x2329, Hi: 0x232A, Stride: 1},
		{Lo: 0x3130, Hi: 0x318F, Stride: 1},
		{Lo: 0x3200, Hi: 0x321F, Stride: 1},
		{Lo: 0x3260, Hi: 0x327F, Stride: 1},
		{Lo: 0xA960, Hi: 0xA97F, Stride: 1},
		{Lo: 0xAC00, Hi: 0xD7FF, Stride: 1},
		{Lo: 0xFF61, Hi: 0xFFDC, Stride: 1},
		{Lo: 0xFFE8, Hi: 0xFFEE, Stride: 1},
	},
}

// Wide reports whether r fills the width of a Han character. U+3000 does not count: it is a space.
func Wide(r rune) bool { return r >= 0x2E80 && r != 0x3000 && unicode.Is(wideRanges, r) }

// CJK reports whether r is a CJK character for the purpose of emphasis.
func CJK(r rune) bool { return r >= 0x1100 && (unicode.Is(wideRanges, r) || unicode.Is(moreCJK, r)) }

// fullMark reports whether r is a full-width mark, which carries its own blank.
func fullMark(r rune) bool { return Wide(r) && Punct(r) }

// Ambiguous reports whether r is one of the marks that Chinese and Western text share: full-width in
// the one, proportional in the other (GB/T 15834; East_Asian_Width A in UAX #11).
func Ambiguous(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '…', '—', '―', '⸺', '·', '‖':
		return true
	}
	return false
}

// Punct is CommonMark's Unicode punctuation character (2.1): general category P or S.
func Punct(r rune) bool {
	if r < utf8.RuneSelf {
		return r > ' ' && r < 0x7F && !LetterOrDigit(byte(r))
	}
	return unicode.IsPunct(r) || unicode.IsSymbol(r)
}

// Space is CommonMark's Unicode whitespace (2.1); 0 stands for the ends of a block.
func Space(r rune) bool {
	switch r {
	case 0, '\t', '\n', '\f', '\r':
		return true
	}
	return unicode.Is(unicode.Zs, r)
}

// LetterOrDigit reports whether c is an ASCII letter or digit.
func LetterOrDigit(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// Variation reports whether r is a variation selector that belongs to the character before it.
func Variation(r rune) bool {
	return 0xFE00 <= r && r <= 0xFE0E || 0xE0100 <= r && r <= 0xE01EF
}
