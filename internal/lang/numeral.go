package lang

import (
	"strconv"
	"strings"
)

const hanDigits = "零一二三四五六七八九"

func hanDigit(d int) string { return hanDigits[3*d : 3*d+3] }

// Han writes n in Chinese counting numerals: 十, 二十一, 一百零五, 一百一十, 一万零三. A leading 一十 is 十, as in
// 第十章. The result is right up to 9,999 亿; n beyond that, or below zero, is written in digits.
func Han(n int) string {
	if n < 0 || n >= 1_0000_0000_0000 {
		return strconv.Itoa(n)
	}
	if n == 0 {
		return "零"
	}
	var b strings.Builder
	gap := false // a zero to be written before the next digit
	for _, group := range [...]struct {
		size int
		name string
	}{{1_0000_0000, "亿"}, {1_0000, "万"}, {1, ""}} {
		g := n / group.size % 1_0000
		if g == 0 {
			gap = gap || b.Len() > 0
			continue
		}
		for _, place := range [...]struct {
			size int
			name string
		}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
			d := g / place.size % 10
			if d == 0 {
				gap = gap || b.Len() > 0
				continue
			}
			if gap {
				b.WriteString("零")
				gap = false
			}
			if !(d == 1 && place.size == 10 && b.Len() == 0) {
				b.WriteString(hanDigit(d))
			}
			b.WriteString(place.name)
		}
		gap = false // 一万二千 has none, 一万零二 has one: the thousands place decides
		b.WriteString(group.name)
	}
	return b.String()
}

// TraditionalHan is Han in traditional characters: 一萬零三.
func TraditionalHan(n int) string {
	return strings.NewReplacer("万", "萬", "亿", "億").Replace(Han(n))
}

// Roman writes n in upper-case Roman numerals; n outside 1 to 3999 is written in digits.
func Roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range [...]struct {
		value int
		text  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"},
		{10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.text)
		}
	}
	return b.String()
}

// LowerRoman writes n in lower-case Roman numerals, as folios of the front matter are.
func LowerRoman(n int) string { return strings.ToLower(Roman(n)) }

// Alphabetic writes n as A … Z, AA, AB …; n below 1 is written in digits.
func Alphabetic(n int) string {
	if n < 1 {
		return strconv.Itoa(n)
	}
	var s []byte
	for ; n > 0; n = (n - 1) / 26 {
		s = append([]byte{byte('A' + (n-1)%26)}, s...)
	}
	return string(s)
}

// LowerAlphabetic writes n as a … z, aa, ab ….
func LowerAlphabetic(n int) string { return strings.ToLower(Alphabetic(n)) }

// Circled writes n as ① … ㊿. There are no such characters past 50 (and few fonts have those past 20), so a
// larger n is written (51).
func Circled(n int) string {
	switch {
	case n >= 1 && n <= 20:
		return string(rune(0x2460 + n - 1))
	case n >= 21 && n <= 35:
		return string(rune(0x3251 + n - 21))
	case n >= 36 && n <= 50:
		return string(rune(0x32B1 + n - 36))
	}
	return "(" + strconv.Itoa(n) + ")"
}
