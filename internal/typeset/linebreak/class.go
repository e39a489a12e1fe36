package linebreak

import (
	"unicode"

	"keben/internal/script"
)

// Class is what a character is to the rules of the line (clreq "Punctuation Marks").
// It is made of script's marks and not of UAX #14's classes, which know neither the interpunct of Chinese names nor
// which quotation marks are full width.
type Class uint8

// The classes. Half is one of two ？！ that share one em (GB/T 15834 5.1.2); Wide is a full-width sign
// that takes no space beside Han (rule F6). The order of Open, Close, Pause and Stop is what IsMark goes by.
const (
	Other Class = iota // UAX #14 decides; nothing is inserted beside it
	Han
	Western // letters, digits and the signs # $ % &: a quarter em beside Han
	Open
	Close
	Pause     // ，、；：
	Stop      // 。．？！
	Half      // half of a pair ？！
	Dot       // · in names: 列奥纳多·达·芬奇
	Short     // – the short connector
	Connector // — alone, ～: 1949—1976
	Solidus   // / in a Chinese run, ／
	Dash      // ——, ⸺
	Ellipsis  // ……
	Wide      // ①, ★, pictographs
	WideSpace // U+3000
	Postfix   // ％ ‰ ℃: never first on a line
	Prefix    // ￥ №: never last on a line
	Space
	Extend // combines with what stands before it
)

// classOf gives each mark of Chinese text its class.
var classOf = [...]Class{
	script.Open: Open, script.Close: Close, script.Pause: Pause, script.Stop: Stop, script.Dot: Dot, script.Short: Short,
	script.Connector: Connector, script.Solidus: Solidus, script.Dash: Dash, script.Ellipsis: Ellipsis,
	script.Postfix: Postfix, script.Prefix: Prefix,
}

// symbols are signs of ambiguous width (UAX #11) that are a full em in a Chinese run and taken from the
// Han face there.
var symbols = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x2160, Hi: 0x217f, Stride: 1}, // Ⅰ
	{Lo: 0x2190, Hi: 0x2199, Stride: 1}, // ←
	{Lo: 0x2460, Hi: 0x24ff, Stride: 1}, // ①
	{Lo: 0x25a0, Hi: 0x25ff, Stride: 1}, // ■
	{Lo: 0x2605, Hi: 0x2606, Stride: 1}, // ★
	{Lo: 0x203b, Hi: 0x203b, Stride: 1}, // ※
	{Lo: 0x2776, Hi: 0x277f, Stride: 1}, // ❶
}}

// ClassOf returns the class of r in a Chinese (zh) or another run, by r alone. Where neighbours decide, as with ’,
// which between Latin letters is an apostrophe, classAt does.
func ClassOf(r rune, zh bool) Class {
	switch {
	case r < 0x80:
		switch {
		case r == ' ' || r == '\t' || r == '\n' || r == '\r':
			return Space
		case script.ASCIIDigit(r) || script.ASCIILetter(r) || r == '#' || r == '$' || r == '%' || r == '&':
			return Western
		case r == '/' && zh:
			return Solidus
		}
		return Other
	case script.Ideograph(r):
		return Han
	}
	if m, onlyInChinese := script.MarkOf(r); m != script.NoMark && (zh || !onlyInChinese && (m.Punctuation() || script.Wide(r))) {
		return classOf[m]
	}
	switch {
	case r == '\u3000':
		return WideSpace
	case r == 0xa0 || r == 0x202f:
		return Space
	case r == 0xb0 || r == 0x20ac: // °, €
		return Western
	case script.Han(r) || script.Kana(r) || script.Bopomofo(r) || script.Hangul(r):
		return Han
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) && r != 0xad && r != 0x200b:
		return Extend
	case script.CJK(r) && r != '₩' || r >= 0x1f000 && r <= 0x1faff: // pictographs too, but no half-width sign of Latin faces
		return Wide
	case zh && unicode.Is(symbols, r):
		return Wide
	case script.Latin(r) || unicode.In(r, unicode.Greek, unicode.Cyrillic, unicode.Nd):
		return Western
	}
	return Other
}

// IsWide reports whether r is set from a Han face in a cell of its own: Han, full-width marks and, in a
// Chinese run, quotation marks, dashes, ellipses and the signs of ambiguous width.
func (c Class) IsWide() bool {
	switch c {
	case Other, Western, Short, Solidus, Space, Extend:
		return false
	}
	return true
}

// IsMark reports whether c is a full-width mark whose blank half can be taken away.
func (c Class) IsMark() bool { return c >= Open && c <= Stop }

// notFirst reports whether c may not begin a line (rules B1–B7, B10, B11; GB/T 15834 5.1).
func (r Rules) notFirst(c Class) bool {
	switch c {
	case Close, Pause, Stop, Half, Dot, Short, Connector, Solidus, Postfix:
		return r.Kinsoku >= Basic
	case Dash, Ellipsis:
		return r.Kinsoku >= Strict
	}
	return false
}

// notLast reports whether c may not end a line (rules B3, B6, B10, B11; GB/T 15834 5.1).
func (r Rules) notLast(c Class) bool {
	switch c {
	case Open, Prefix:
		return r.Kinsoku >= Basic
	case Solidus:
		return r.Kinsoku >= GB
	}
	return false
}
