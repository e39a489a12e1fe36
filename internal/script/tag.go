package script

import "unicode"

// tags are the scripts that text is shaped in besides those of Chinese, Japanese and Korean.
var tags = [...]struct {
	table *unicode.RangeTable
	tag   string
}{
	{unicode.Latin, "Latn"}, {unicode.Greek, "Grek"}, {unicode.Cyrillic, "Cyrl"}, {unicode.Arabic, "Arab"}, {unicode.Hebrew, "Hebr"},
	{unicode.Devanagari, "Deva"}, {unicode.Thai, "Thai"}, {unicode.Tibetan, "Tibt"}, {unicode.Mongolian, "Mong"},
}

// Tag returns the ISO 15924 code of the script in which r is shaped, "" for a character common to several. Bopomofo and
// the marks of Chinese go with Han, hiragana with katakana; a script that is not in the table is shaped as Latin.
func Tag(r rune) string {
	switch {
	case r < 0x80:
		if ASCIILetter(r) {
			return "Latn"
		}
		return ""
	case Han(r), Bopomofo(r):
		return "Hani"
	case Kana(r):
		return "Kana"
	case Hangul(r):
		return "Hang"
	case r >= firstRadical && CJK(r):
		return "Hani"
	case unicode.In(r, unicode.Common, unicode.Inherited):
		return ""
	}
	for _, s := range tags {
		if unicode.Is(s.table, r) {
			return s.tag
		}
	}
	return "Latn"
}
