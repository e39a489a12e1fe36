package number

import (
	"strings"
	"unicode/utf8"

	"keben/internal/quantity"
	"keben/internal/script"
)

// han are the Chinese digits, by value; 两 is 2 before measure words. 廿 (20) and 卅 (30) are no digits: see parseNumeral.
var han = map[rune]int64{
	'〇': 0, '零': 0, '○': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
}

// hanTens are the powers of ten below a myriad, and hanMyriads those that multiply all of what stands before them since
// the last larger one: 三百五十万.
var hanTens = map[rune]int64{'十': 10, '百': 100, '千': 1000}

var hanMyriads = map[rune]int64{'万': 1e4, '亿': 1e8, trillion: 1e12}

func isHanNumeral(r rune) bool {
	_, digit := han[r]
	return digit || hanTens[r] > 0 || hanMyriads[r] > 0 || r == '廿' || r == '卅'
}

// numeral is a number in Han characters: one value, or the two ends of an approximate one (三四十, 十五六).
type numeral struct {
	low, high int64 // equal unless approximate
	runes     int   // how many characters it has
}

// parseNumeral reads a whole string of Han numerals. It fails where the characters make no number people
// write: 百千万亿, 一三五.
func parseNumeral(s string) (numeral, bool) {
	rs := []rune(s)
	n := numeral{runes: len(rs)}
	if v, ok := positional(rs); ok {
		n.low, n.high = v, v
		return n, true
	}
	var total, section int64 // below the last 万 or 亿; not yet above it
	var spread int64         // the high end's surplus over the low one
	for i := 0; i < len(rs); {
		r := rs[i]
		if m := hanMyriads[r]; m > 0 {
			if section == 0 && total == 0 {
				section = 1
			}
			// 亿 multiplies a 万 before it (三万亿), but no 兆 (三兆五千亿); 兆 multiplies all.
			if m == 1e8 && total < 1e12 || m == 1e12 {
				total, section, spread = (total+section)*m, 0, spread*m
			} else {
				total, section, spread = total+section*m, 0, spread*m
			}
			i++
			continue
		}
		digit, isDigit := han[r]
		switch {
		case r == '廿':
			section += 20
			i++
			continue
		case r == '卅':
			section += 30
			i++
			continue
		case hanTens[r] > 0:
			section += hanTens[r] // 十五, 百 of 百年
			i++
			continue
		case !isDigit:
			return n, false
		case digit == 0: // 一百零五
			i++
			continue
		}
		i++
		step := int64(1) // the power of ten the digit counts
		next := rune(0)
		if i < len(rs) {
			next = rs[i]
		}
		if second, ok := han[next]; ok { // two neighbours are an approximate number: 三四十
			if second != digit+1 || spread != 0 {
				return n, false
			}
			spread = 1
			i++
			next = 0
			if i < len(rs) {
				next = rs[i]
			}
		}
		if t := hanTens[next]; t > 0 {
			step = t
			i++
		} else if next == 0 && i == len(rs) && i >= 3 && spread == 0 {
			// 一百二 is 120 and 三万五 is 35000: what follows a power is a tenth of it.
			if last := hanTens[rs[i-2]] + hanMyriads[rs[i-2]]; last >= 100 {
				step = last / 10
			}
		}
		section += digit * step
		if spread == 1 {
			spread = step
		}
	}
	n.low = total + section
	n.high = n.low + spread
	return n, true
}

// positional reads 二〇二五, 一九四九: digits alone, four or more of them, or three with 〇. Fewer are approximate numbers
// (三四) or slips, and more than 15 are a code, which an int64 might not hold.
func positional(rs []rune) (int64, bool) {
	zero := false
	var v int64
	if len(rs) < 2 || len(rs) > 15 {
		return 0, false
	}
	for _, r := range rs {
		d, ok := han[r]
		if !ok || r == '两' {
			return 0, false
		}
		zero = zero || d == 0
		v = v*10 + d
	}
	return v, len(rs) >= 4 || zero && len(rs) >= 3
}

// leadingNumerals returns the Han numerals that s begins with.
func leadingNumerals(s string) string {
	for i, r := range s {
		if !isHanNumeral(r) {
			return s[:i]
		}
	}
	return s
}

// leadingDigits returns the number in Arabic digits that s begins with, full-width ones included, as ASCII, and its
// length in s. Commas and some spaces group thousands; a full-width comma stands between numbers. A full stop is a
// decimal point only between digits.
func leadingDigits(s string) (text string, n int) {
	var b strings.Builder
	point := false
	last := rune(0) // the separator before the group that is read
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		d, ok := script.Digit(r)
		switch {
		case ok:
			b.WriteByte(d)
		case (r == ',' || groupSpace(r)) && b.Len() <= 15 && !point && threeDigits(s[n+size:]) && strings.TrimLeft(b.String(), "0") != "" &&
			(r == ',' || b.Len() <= 3 || groupSpace(last)):
			last = r
		case (r == '.' || r == '．') && b.Len() > 0 && !point && digitAt(s[n+size:]):
			point = true
			b.WriteByte('.')
		default:
			return b.String(), n
		}
		n += size
	}
	return b.String(), n
}

// groupSpace reports whether r is a space that groups thousands: one that does not break a line (SI brochure, 5.4.4).
// It stands between numbers too (2025 100), so that leadingDigits takes it after a first group of three digits at most.
func groupSpace(r rune) bool { return r == '\u00a0' || r == '\u2009' || r == '\u202f' }

// threeDigits reports whether s begins with exactly three digits.
func threeDigits(s string) bool {
	for k := 0; ; k++ {
		r, size := utf8.DecodeRuneInString(s)
		if !isDigit(r) || k == 3 {
			return k == 3 && !isDigit(r)
		}
		s = s[size:]
	}
}

func digitAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isDigit(r)
}

func isDigit(r rune) bool {
	_, ok := script.Digit(r)
	return ok
}

// typed is a number of ASCII digits as it is written. Of more digits than anybody reads the first count.
func typed(s string) quantity.Decimal { return quantity.Figure(s[:min(len(s), quantity.MostDigits)]) }

// of is a bare number.
func of(n quantity.Decimal) quantity.Quantity { return quantity.Quantity{Num: n} }

// tenths is n × 1/10: 5 for a half.
func tenths(n int64) quantity.Decimal { return quantity.Int(n).Shift(-1) }

// zeros is the exponent of a power of ten.
func zeros(power int64) (n int) {
	for ; power >= 10; power /= 10 {
		n++
	}
	return n
}
