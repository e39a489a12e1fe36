package quantity

import (
	"math/big"
	"strconv"
)

// Approximation says how a number is approximate.
type Approximation uint8

// The approximations. Nearly is a little below: 近, 将近, “nearly”; About to either side: 约, 左右, “about”.
const (
	Exact Approximation = iota
	About
	Nearly
	MoreThan // 以上, 多, 余, 超过; “over”, “more than”, “at least”
	LessThan // 以下, 不到, 不足; “under”, “less than”, “at most”
)

// String returns the English words.
func (a Approximation) String() string {
	return [...]string{"exact", "about", "nearly", "more than", "less than"}[a]
}

// Opposed reports whether two approximations contradict each other: one says more, the other less.
func (a Approximation) Opposed(b Approximation) bool {
	below := func(a Approximation) bool { return a == Nearly || a == LessThan }
	return a == MoreThan && below(b) || b == MoreThan && below(a)
}

// Quantity is a number of something. The zero value is the bare number 0. Quantities are values, and == says that two
// are written alike.
type Quantity struct {
	Num    Decimal
	Parts  int64 // the number is Num of so many equal parts: 三分之一 is 1 of 3. 0 is a whole, as 1 is
	Unit   Unit
	Approx Approximation
}

// Rat returns the number without its unit.
func (q Quantity) Rat() *big.Rat {
	r := q.Num.Rat()
	if q.Parts > 1 {
		r.Quo(r, new(big.Rat).SetInt64(q.Parts))
	}
	return r
}

// Cmp compares the numbers, whatever their units: -1, 0 or 1.
func (q Quantity) Cmp(r Quantity) int {
	if q.Parts <= 1 && r.Parts <= 1 {
		return q.Num.Cmp(r.Num)
	}
	return q.Rat().Cmp(r.Rat())
}

// Equal reports whether two quantities are one amount: 1.5万亩 and 1,000 hectares. Amounts in units that cannot be
// converted are never equal; approximations are not compared.
func (q Quantity) Equal(r Quantity) bool {
	if q.Unit == r.Unit {
		return q.Cmp(r) == 0
	}
	x, y, ok := q.common(r)
	return ok && x.Cmp(y) == 0
}

// Rounds reports whether q is r rounded, halves away from zero, to the digits that q is written with: 3.1 万亿 rounds
// 3.1412e12, and so does 3.14 trillion. Units are converted as by [Quantity.Equal]. A fraction of several parts, which
// has no digits, rounds nothing but its equals.
func (q Quantity) Rounds(r Quantity) bool {
	if q.Equal(r) {
		return true
	}
	if q.Parts > 1 {
		return false
	}
	x, y := q.Rat(), r.Rat()
	half := Decimal{digits: "5", exp: q.Num.Last() - 1}.Rat()
	if q.Unit != r.Unit {
		var ok bool
		if x, y, ok = q.common(r); !ok {
			return false
		}
		half.Mul(half, table[q.Unit].size)
	}
	if x.Sign() != y.Sign() && x.Sign() != 0 {
		return false
	}
	x.Abs(x)
	y.Abs(y)
	// x - half <= y < x + half
	return new(big.Rat).Sub(x, half).Cmp(y) <= 0 && y.Cmp(half.Add(half, x)) < 0
}

// common returns both amounts in the base unit of their dimension.
func (q Quantity) common(r Quantity) (x, y *big.Rat, ok bool) {
	u, v := table[q.Unit], table[r.Unit]
	if u == nil || v == nil || u.Dimension != v.Dimension || u.size == nil || v.size == nil {
		return nil, nil, false
	}
	x, y = q.Rat(), r.Rat()
	return x.Mul(x, u.size), y.Mul(y, v.size), true
}

// String writes a quantity for developers: "about 3100000000000 USD", "1 of 3".
func (q Quantity) String() string {
	s := q.Num.Plain()
	if q.Parts > 1 {
		s += " of " + strconv.FormatInt(q.Parts, 10)
	}
	if q.Unit != "" {
		s += " " + string(q.Unit)
	}
	if q.Approx != Exact {
		s = q.Approx.String() + " " + s
	}
	return s
}
