package quantity

import (
	"cmp"
	"math/big"
	"strconv"
	"strings"

	"keben/internal/script"
)

// Decimal is an exact decimal number as it is written: 1.040 and 1.04 are equal, but the first is measured to
// three places. The zero value is 0.
//
// A Decimal is immutable, and == says that two are written alike; see [Decimal.Cmp] for the same value.
type Decimal struct {
	negative bool
	digits   string // of the coefficient, without leading zeros; "" is 0
	exp      int    // the power of ten of the last digit
}

// Bounds of a number. A number beyond them is a slip, and nobody could read it in print.
const (
	MostDigits   = 40
	MostExponent = 60
)

// Int returns n with all its digits.
func Int(n int64) Decimal {
	return Decimal{negative: n < 0, digits: strings.TrimLeft(strconv.FormatInt(n, 10), "-0")}
}

// Parse reads a number as data have it: "3.1e12", "1,234,567", "-0.5", "１２" (full-width digits). Blanks and
// underscores between digits are passed over. Zeros at the end of a whole number say nothing of how exactly it
// is known, and become part of the exponent; those after a decimal point are kept.
//
// It reports false for anything else, and for more than [MostDigits] digits or an exponent beyond
// [MostExponent].
func Parse(s string) (Decimal, bool) {
	s = strings.NewReplacer("−", "-", "，", ",", "．", ".", "\u00A0", "", "\u2009", "", "\u202F", "", "_", "").Replace(strings.TrimSpace(s))
	s = strings.Map(func(r rune) rune {
		if ascii, ok := script.Digit(r); ok {
			return rune(ascii)
		}
		return r
	}, s)
	var d Decimal
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		d.negative, s = true, rest
	} else {
		s = strings.TrimPrefix(s, "+")
	}
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		e, err := strconv.Atoi(strings.TrimPrefix(s[i+1:], "+"))
		if err != nil || e > MostExponent || e < -MostExponent {
			return Decimal{}, false
		}
		d.exp, s = e, s[:i]
	}
	whole, fraction, point := strings.Cut(s, ".")
	whole, ok := ungroup(whole)
	if !ok || !allDigits(whole) || !allDigits(fraction) || whole+fraction == "" || point && fraction == "" {
		return Decimal{}, false
	}
	d.digits = strings.TrimLeft(whole+fraction, "0")
	d.exp -= len(fraction)
	if d.digits == "" {
		return Decimal{exp: min(d.exp, 0)}, true
	}
	if !point {
		d = d.trim()
	}
	if len(d.digits) > MostDigits || d.exp > MostExponent || d.exp < -MostExponent {
		return Decimal{}, false
	}
	return d, true
}

// Figure reads the digits of a number in prose, in which every digit counts: "400" has three, so that 400 billion
// is no rounding of 397 billion. s has ASCII digits with at most one point between them, and no sign; anything
// else is 0.
func Figure(s string) Decimal {
	whole, fraction, point := strings.Cut(s, ".")
	if !allDigits(whole) || !allDigits(fraction) || whole == "" || point && fraction == "" {
		return Decimal{}
	}
	return Decimal{digits: strings.TrimLeft(whole+fraction, "0"), exp: -len(fraction)}
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

// trim moves zeros at the end of a whole number into the exponent.
func (d Decimal) trim() Decimal {
	kept := strings.TrimRight(d.digits, "0")
	d.exp += len(d.digits) - len(kept)
	d.digits = kept
	return d
}

// fromBig makes a decimal of a coefficient.
func fromBig(n *big.Int, exp int) Decimal {
	if n.Sign() == 0 {
		return Decimal{exp: exp}
	}
	return Decimal{n.Sign() < 0, strings.TrimPrefix(n.String(), "-"), exp}
}

// big returns the coefficient of d × 10^-exp. exp is not above d's own.
func (d Decimal) big(exp int) *big.Int {
	n := new(big.Int)
	if d.digits == "" {
		return n
	}
	n.SetString(d.digits+strings.Repeat("0", d.exp-exp), 10)
	if d.negative {
		n.Neg(n)
	}
	return n
}

// Rat returns d as a rational number, for arithmetic with numbers that are not decimal: a third, a mu in square metres.
func (d Decimal) Rat() *big.Rat {
	if d.exp >= 0 {
		return new(big.Rat).SetInt(d.big(0))
	}
	return new(big.Rat).SetFrac(d.big(d.exp), power(-d.exp))
}

func power(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// Sign is -1, 0 or 1.
func (d Decimal) Sign() int {
	switch {
	case d.digits == "":
		return 0
	case d.negative:
		return -1
	}
	return 1
}

// Abs returns d without its sign.
func (d Decimal) Abs() Decimal { d.negative = false; return d }

// Cmp compares values: -1, 0 or 1. It takes no more time than the digits ask for, whatever the exponents.
func (d Decimal) Cmp(e Decimal) int {
	if s, t := d.Sign(), e.Sign(); s != t || s == 0 {
		return cmp.Compare(s, t)
	}
	if m, n := d.Magnitude(), e.Magnitude(); m != n {
		if (m < n) != d.negative {
			return -1
		}
		return 1
	}
	exp := min(d.exp, e.exp)
	return d.big(exp).Cmp(e.big(exp))
}

// Add returns d + e, to the last digit of either.
func (d Decimal) Add(e Decimal) Decimal {
	exp := min(d.exp, e.exp)
	return fromBig(new(big.Int).Add(d.big(exp), e.big(exp)), exp)
}

// Shift returns d × 10^n.
func (d Decimal) Shift(n int) Decimal {
	if d.digits != "" {
		d.exp += n
	}
	return d
}

// Int64 returns a whole number, or false.
func (d Decimal) Int64() (int64, bool) {
	if d.digits == "" {
		return 0, true
	}
	kept := d.trim()
	if kept.exp < 0 || kept.Magnitude() > 18 {
		return 0, false
	}
	n := kept.big(0)
	return n.Int64(), n.IsInt64()
}

// Magnitude is the power of ten of the first digit: 3 for 1,234, 0 for 0.
func (d Decimal) Magnitude() int {
	if d.digits == "" {
		return 0
	}
	return len(d.digits) - 1 + d.exp
}

// Last is the power of ten of the last digit written: -1 for 3.1, 11 for 3.1 trillion.
func (d Decimal) Last() int { return d.exp }

// Places is how many digits stand after the decimal point.
func (d Decimal) Places() int { return max(0, -d.exp) }

// Round returns d with exactly n digits after the point, halves away from zero (四舍五入), zeros added where
// there are fewer.
func (d Decimal) Round(n int) Decimal {
	cut := -d.exp - n
	switch {
	case d.digits == "":
		return Decimal{exp: -n}
	case cut <= 0:
		d.digits += strings.Repeat("0", -cut)
		d.exp = -n
		return d
	case cut > len(d.digits):
		return Decimal{exp: -n}
	}
	kept, rest := d.digits[:len(d.digits)-cut], d.digits[len(d.digits)-cut:]
	out := Decimal{d.negative, kept, -n}
	if rest[0] >= '5' {
		one := Decimal{d.negative, "1", -n}
		return out.Add(one)
	}
	if kept == "" {
		return Decimal{exp: -n}
	}
	return out
}

// Plain writes d without exponent or grouping and with an ASCII minus, as programs read it: "-0.50".
func (d Decimal) Plain() string { return strings.Replace(d.Text(false), "−", "-", 1) }

// String is Plain.
func (d Decimal) String() string { return d.Plain() }

// Text writes d with a minus sign U+2212 and, where asked, commas every three digits.
func (d Decimal) Text(grouped bool) string {
	whole, fraction := d.digits, ""
	switch {
	case d.digits == "":
		whole = "0"
		if d.exp < 0 {
			fraction = "." + strings.Repeat("0", -d.exp)
		}
	case d.exp > 0:
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
