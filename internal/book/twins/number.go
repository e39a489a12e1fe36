package twins

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// number is a number found in a text, as a value that both languages share. Small ones are two to twelve in
// words: 两国 and “two countries”, but also 三亚.
type number struct {
	value string
	small bool
}

// numbers finds the numbers of a text in digits, Chinese numerals and English words. It is an aid to finding
// twins and forgives much: units are left out (51.9% and 51.9 percent), and what cannot be read is no number.
func numbers(s string) (out []number) {
	for i := 0; i < len(s); {
		r, width := utf8.DecodeRuneInString(s[i:])
		switch {
		case r >= '0' && r <= '9' || r >= '０' && r <= '９':
			v, n := digits(s[i:])
			scale, m := scaleAfter(s[i+n:])
			out = append(out, number{value: format(v * scale)})
			i += n + m
		case hanDigit(r) >= 0 || hanUnit(r) > 0 && r != '千' && r != '百' && r != '万' && r != '亿':
			n := len(s[i:]) - len(strings.TrimLeft(s[i:], hanNumerals))
			if v, ok := hanNumber(s[i : i+n]); ok && v > 1 {
				out = append(out, number{format(v), v <= 12})
			}
			i += n
		case letter(r) && (i == 0 || !letter(rune(s[i-1]))):
			n := 1
			for i+n < len(s) && letter(rune(s[i+n])) {
				n++
			}
			if v, ok := numberWords[strings.ToLower(s[i:i+n])]; ok {
				scale, m := scaleAfter(s[i+n:])
				out = append(out, number{format(v * scale), v*scale <= 12})
				n += m
			}
			i += n
		default:
			i += width
		}
	}
	return out
}

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func format(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

// digits reads a number in digits, with separators of thousands, and returns its length in bytes.
func digits(s string) (v float64, length int) {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '０' && r <= '９':
			b.WriteRune(r - '０' + '0')
		case r == ',' && group(s[i+1:]) && !strings.Contains(b.String(), "."):
		case r == '.' && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9' && !strings.Contains(b.String(), "."):
			b.WriteByte('.')
		default:
			v, _ = strconv.ParseFloat(b.String(), 64)
			return v, i
		}
	}
	v, _ = strconv.ParseFloat(b.String(), 64)
	return v, len(s)
}

// group reports whether s begins with exactly three digits.
func group(s string) bool {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n == 3
}

var scales = []struct {
	word string
	by   float64
}{
	{"万亿", 1e12}, {"亿", 1e8}, {"万", 1e4}, {"千", 1e3}, {"百万", 1e6}, {"trillion", 1e12}, {"billion", 1e9},
	{"million", 1e6}, {"thousand", 1e3}, {"hundred", 1e2},
}

// scaleAfter reads the word that multiplies the number before it.
func scaleAfter(s string) (by float64, length int) {
	rest := strings.TrimLeft(s, " \u00a0\u202f-")
	for _, scale := range scales {
		if strings.HasPrefix(rest, scale.word) {
			return scale.by, len(s) - len(rest) + len(scale.word)
		}
	}
	return 1, 0
}

const hanNumerals = "〇零一二两三四五六七八九十百千万亿"

func hanDigit(r rune) int {
	switch r {
	case '〇', '零':
		return 0
	case '两':
		return 2
	}
	if i := strings.IndexRune("一二三四五六七八九", r); i >= 0 {
		return i/3 + 1
	}
	return -1
}

func hanUnit(r rune) float64 {
	switch r {
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	case '万':
		return 1e4
	case '亿':
		return 1e8
	}
	return 0
}

// hanNumber reads 二〇二五, 三百六十 and 一万二千.
func hanNumber(s string) (float64, bool) {
	var total, section, digit float64
	plain, units := 0, 0
	for _, r := range s {
		if d := hanDigit(r); d >= 0 {
			plain++
			if plain > 1 && units == 0 {
				digit = digit*10 + float64(d)
			} else {
				digit = float64(d)
			}
			continue
		}
		u := hanUnit(r)
		if units == 0 && plain > 1 {
			return 0, false // 二三十 is “twenty or thirty”
		}
		units++
		if u >= 1e4 {
			total = (total + section + digit) * u
			section, digit = 0, 0
			continue
		}
		section += max(digit, 1) * u
		digit = 0
	}
	if units == 0 && plain > 1 && plain != 4 {
		return 0, false // 二三 is “two or three”; a year has four digits
	}
	return total + section + digit, true
}

var numberWords = map[string]float64{
	"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "twice": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "twenty": 20,
	"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
	"thousand": 1000,
}
