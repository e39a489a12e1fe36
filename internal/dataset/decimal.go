package dataset

import (
	"strconv"
	"strings"

	"keben/internal/script"
)

// decimal is digits × 10^exp, exact. Digits has no leading zero but for "0" itself; zeros at its end are ones
// the author wrote after a decimal point, and are kept: 1.040 is measured to three places, 1.04 is not.
type decimal struct {
	negative bool
	digits   string
	exp      int
}

// Bounds of a number in data: beyond them there is a slip, and text that nobody could read.
const (
	mostDigits   = 40
	mostExponent = 60
)

// parseDecimal reads "3.1e12", "1,234,567", "-0.5", "１２" (full-width digits), with no unit or scale.
func parseDecimal(s string) (decimal, bool) {
	var d decimal
	s = strings.NewReplacer("−", "-", "，", ",", "．", ".", "\u00A0", "", "\u2009", "", "\u202F", "", "_", "").Replace(strings.TrimSpace(s))
	s = strings.Map(func(r rune) rune {
		if ascii, ok := script.Digit(r); ok {
			return rune(ascii)
		}
		return r
	}, s)
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		d.negative, s = true, rest
	} else {
		s = strings.TrimPrefix(s, "+")
	}
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		e, err := strconv.Atoi(strings.TrimPrefix(s[i+1:], "+"))
		if err != nil || e > mostExponent || e < -mostExponent {
			return decimal{}, false
		}
		d.exp, s = e, s[:i]
	}
	whole, fraction, point := strings.Cut(s, ".")
	whole, ok := ungroup(whole)
	if !ok || !allDigits(whole) || !allDigits(fraction) || whole+fraction == "" || point && fraction == "" {
		return decimal{}, false
	}
	d.digits = strings.TrimLeft(whole+fraction, "0")
	d.exp -= len(fraction)
	if d.digits == "" {
		return decimal{digits: "0", exp: min(d.exp, 0)}, true
	}
	if !point {
		d = d.trim()
	}
	return d, len(d.digits) <= mostDigits && d.exp <= mostExponent && d.exp >= -mostExponent
}

// ungroup removes commas that group thousands; commas anywhere else make no number.
func ungroup(s string) (string, bool) {
	groups := strings.Split(s, ",")
	for i, g := range groups[1:] {
		if len(g) != 3 || i == 0 && (groups[0] == "" || len(groups[0]) > 3) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// trim moves zeros at the end of a whole number into the exponent: they say nothing of its precision.
func (d decimal) trim() decimal {
	for len(d.digits) > 1 && d.digits[len(d.digits)-1] == '0' {
		d.digits, d.exp = d.digits[:len(d.digits)-1], d.exp+1
	}
	return d
}

// shift returns d × 10^n.
func (d decimal) shift(n int) decimal {
	if d.digits != "0" {
		d.exp += n
	}
	return d
}

// zero reports whether d is 0.
func (d decimal) zero() bool { return d.digits == "0" }

// magnitude is the power of ten of the first digit: 3 for 1,234.
func (d decimal) magnitude() int { return len(d.digits) - 1 + d.exp }

// places is how many digits stand after the decimal point.
func (d decimal) places() int { return max(0, -d.exp) }

// one reports whether d is exactly 1, which English counts in the singular.
func (d decimal) one() bool { return !d.negative && d.digits == "1" && d.exp == 0 }

// round returns d with exactly n digits after the point, halves away from zero (四舍五入), zeros added where
// there are fewer.
func (d decimal) round(n int) decimal {
	if cut := -d.exp - n; cut > 0 {
		padded := strings.Repeat("0", max(0, cut-len(d.digits)+1)) + d.digits
		kept, rest := padded[:len(padded)-cut], padded[len(padded)-cut:]
		digits := []byte(kept)
		if rest[0] >= '5' {
			i := len(digits) - 1
			for ; i >= 0 && digits[i] == '9'; i-- {
				digits[i] = '0'
			}
			if i < 0 {
				digits = append([]byte{'1'}, digits...)
			} else {
				digits[i]++
			}
		}
		d.digits, d.exp = strings.TrimLeft(string(digits), "0"), -n
		if d.digits == "" {
			return decimal{digits: "0", exp: -n}
		}
		return d
	}
	if d.zero() {
		return decimal{digits: "0", exp: -n}
	}
	d.digits += strings.Repeat("0", d.exp+n)
	d.exp = -n
	return d
}

// plain writes d without exponent or grouping and with an ASCII minus: the value the checks compare.
func (d decimal) plain() string { return strings.Replace(d.text(false), "−", "-", 1) }

// text writes d with a minus sign U+2212 and, where asked, commas every three digits.
func (d decimal) text(grouped bool) string {
	whole, fraction := d.digits, ""
	switch {
	case d.exp > 0 && !d.zero():
		whole += strings.Repeat("0", d.exp)
	case d.exp < 0:
		padded := strings.Repeat("0", max(0, -d.exp-len(d.digits)+1)) + d.digits
		whole, fraction = padded[:len(padded)+d.exp], "."+padded[len(padded)+d.exp:]
	}
	if grouped {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "," + whole[i:]
		}
	}
	if d.negative {
		return "−" + whole + fraction
	}
	return whole + fraction
}
