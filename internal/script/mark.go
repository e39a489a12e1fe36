package script

// Mark is the class of a character among the marks of Chinese text: 标点符号 of GB/T 15834, and the signs of value that
// clreq treats with them.
type Mark uint8

// The marks. A full-width mark has a blank within its em: Open on its left, Close, Pause and Stop on their right, Dot
// on both sides.
const (
	NoMark    Mark = iota
	Open           // “ （ 《: quotation marks, brackets and title marks before what they hold (4.8, 4.9, 4.15)
	Close          // ” ） 》: after it
	Pause          // ，、；： (4.4–4.7)
	Stop           // 。？！ (4.1–4.3)
	Dot            // · between the parts of a name or a title (4.14)
	Short          // – the short connector (4.13)
	Connector      // — ～ (4.13)
	Solidus        // / (4.17)
	Dash           // —— (4.10); the two are one only where they meet: a single — is a Connector
	Ellipsis       // …… (4.11)
	Postfix        // ％ ℃: signs after a number
	Prefix         // ￥ №: signs before a number
)

// marks are the characters of each mark: those that are the mark in any text, and those that are it only in Chinese
// text, where they are set full-width from a Han face. In other text the latter are Western punctuation.
var marks = [...]struct {
	mark           Mark
	every, chinese string
}{
	{Open, "（《〈【〖〔［｛「『〘〚〝", "“‘"},
	{Close, "）》〉】〗〕］｝」』〙〛〞〟", "”’"},
	{Pause, "，、；：", ""},
	{Stop, "。．！？‼⁇⁈⁉", ""},
	{Dot, "・", "·‧•"},
	{Short, "", "–"},
	{Connector, "～〜", "—"},
	{Solidus, "／", "/"},
	{Dash, "⸺", ""},
	{Ellipsis, "", "…⋯"},
	{Postfix, "％‰℃℉￠", ""},
	{Prefix, "￥＄￡№", ""},
}

// chineseOnly marks an entry of a character that is the mark in Chinese text only.
const chineseOnly = 0x80

// Nearly all marks are in three ranges, in which they are indexed by code point; the others are · and /.
const (
	generalPage = 0x2000 // to U+22FF: punctuation, signs and operators
	cjkPage     = 0x2E00 // to U+30FF: more punctuation, CJK marks
	formsPage   = 0xFF00 // full-width forms
)

var general, cjk, forms = markPages()

func markPages() (general, cjk [0x300]uint8, forms [0x100]uint8) {
	for _, m := range marks {
		put := func(text string, entry uint8) {
			for _, r := range text {
				switch {
				case r >= formsPage:
					forms[r-formsPage] = entry
				case r >= cjkPage:
					cjk[r-cjkPage] = entry
				case r >= generalPage:
					general[r-generalPage] = entry
				}
			}
		}
		put(m.every, uint8(m.mark))
		put(m.chinese, uint8(m.mark)|chineseOnly)
	}
	return general, cjk, forms
}

// MarkOf returns which mark r is in Chinese text, and whether it is that mark in Chinese text only: — is a connector
// there and Western punctuation elsewhere, 、 is a pause in any text.
func MarkOf(r rune) (m Mark, onlyInChinese bool) {
	var entry uint8
	switch {
	case r < generalPage:
		switch r {
		case '·':
			entry = uint8(Dot) | chineseOnly
		case '/':
			entry = uint8(Solidus) | chineseOnly
		}
	case r < generalPage+rune(len(general)):
		entry = general[r-generalPage]
	case r >= cjkPage && r < cjkPage+rune(len(cjk)):
		entry = cjk[r-cjkPage]
	case r >= formsPage && r < formsPage+rune(len(forms)):
		entry = forms[r-formsPage]
	}
	return Mark(entry &^ chineseOnly), entry&chineseOnly != 0
}

// Shared reports whether r is one of the marks that Chinese and Western text share: full-width in the one,
// proportional in the other (GB/T 15834; East_Asian_Width A in UAX #11). The en dash, the bullet and the solidus are
// not among them: they keep their width in Chinese text, or are seldom of it.
func Shared(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '…', '—', '―', '⸺', '·', '‖':
		return true
	}
	return false
}

// FullMark reports whether r is a mark or a sign that is as wide as Han in any text. It includes a blank, so no space
// is needed beside it.
func FullMark(r rune) bool { return Wide(r) && Punct(r) }

// Punctuation reports whether m is punctuation, and not a sign of value.
func (m Mark) Punctuation() bool { return m >= Open && m <= Ellipsis }
