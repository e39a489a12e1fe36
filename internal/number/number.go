// Package number reads the numbers in Chinese and English prose as exact values, so that 3.1万亿美元 and
// US$3.1 trillion, 三成 and 30 percent, 增加两倍 and “tripled”, 二〇二五年 and 2025 can be compared.
//
// What is read, and what is not, follows how people take a text: 一带一路 holds no number, 十五五 is the
// fifteenth plan of five years, “dozens” and 几十 are left alone. A number that may well come or go in
// translation (一个, “both”, “a decade”) is read too, but says so by its Weight.
package number

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Kind is what a number says.
type Kind uint8

// The kinds. A Share is a fraction of one: 30 % is 3/10. Times is how many times the old size the new one is:
// 3 for “tripled” and for 增加两倍. Point is a difference of percentages, in hundredths of one like a Share.
const (
	Count Kind = iota
	Share
	Point
	Times
	Ordinal
	Year
	Month
	Day
	Decade // its first year; below 100 where the century is left open: 80年代, “the eighties”
)

// String returns the English word.
func (k Kind) String() string {
	return [...]string{"count", "share", "point", "times", "ordinal", "year", "month", "day", "decade"}[k]
}

// Bound is what is said of a number besides itself.
type Bound uint8

// The bounds. Nearly is a little below: 近, 将近, “nearly”; About to either side: 约, 左右.
const (
	Exact Bound = iota
	About
	Nearly
	Over  // 以上, 多, 余, 超过; “over”, “more than”, “at least”
	Under // 以下, 不到, 不足; “under”, “less than”, “at most”
)

// Weight is how surely a translation has the number too.
type Weight uint8

// The weights. Bare are words that come and go (一个, “one”, “both”, 半, first); Counted are small numbers in
// words that count something (三座, “four bridges”); Firm are numbers in digits and larger ones in words.
const (
	Bare Weight = iota
	Counted
	Firm
)

// Value is a number in a text. Values are immutable; Num is shared and must not be changed.
type Value struct {
	Kind   Kind
	Num    *big.Rat // as counted in Unit, powers of ten applied: 250万 is 2500000
	Unit   string   // a currency (ISO 4217) or a measure ("km"), of a Count only; "" is none or an unknown one
	Bound  Bound
	Weight Weight
	Start  int // byte offsets in the text, of the number with its unit
	End    int
	Text   string
}

// Read returns the numbers of a text in its order. lang is "zh" or "en"; other languages are read as English,
// because digits are. Numbers in Latin letters and digits inside a Chinese text are read by the same rules.
//
// A text that speaks of the other language's numbers (万亿 is a trillion) has them too, as bare ones.
func Read(lang, text string) []Value {
	own, other, script := readEnglish, readChinese, hanWords
	if lang == "zh" {
		own, other, script = readChinese, readEnglish, latinWords
	}
	vs := own(text)
	more := false
	for _, m := range script.FindAllStringIndex(text, -1) {
		for _, v := range other(text[m[0]:m[1]]) {
			if strings.ContainsFunc(v.Text, unicode.IsDigit) {
				continue // read already
			}
			v.Start, v.End, v.Weight = v.Start+m[0], v.End+m[0], Bare
			vs, more = append(vs, v), true
		}
	}
	if more {
		slices.SortStableFunc(vs, func(a, b Value) int { return a.Start - b.Start })
	}
	return vs
}

// The words of either script inside a text of the other.
var (
	hanWords   = regexp.MustCompile(`\p{Han}+`)
	latinWords = regexp.MustCompile(`[A-Za-z]+(?:[ -][A-Za-z]+)*`)
)

// Same reports whether two numbers say the same, as people take them: 增长一倍 and “rose by 100 percent”,
// 1.5万亩 and 1,000 hectares, 第三章 and “chapter 3”. Bounds are not compared; see Opposed.
func Same(a, b Value) bool {
	if a.Kind > b.Kind {
		a, b = b, a
	}
	equal := a.Num.Cmp(b.Num) == 0
	switch {
	case a.Kind == Count && b.Kind == Count:
		return sameAmount(a, b)
	case a.Kind == Decade && b.Kind == Decade:
		return sameDecade(a.Num, b.Num)
	case a.Kind == b.Kind:
		return equal || a.Kind == Share && nearFraction(a, b)
	case a.Kind == Share && b.Kind == Times:
		// Growth by 100 % is growth to twice the size; 200 % of something is twice it.
		return equal || new(big.Rat).Add(a.Num, one).Cmp(b.Num) == 0
	case a.Kind == Count:
		// A bare number may be anything: 2025 a year, chapter 3 an ordinal, three times a count of occasions.
		return equal && a.Unit == "" && b.Kind != Share && b.Kind != Point
	}
	return false
}

// Opposed reports whether two numbers that are the same are said with contrary bounds: 近4000亿 and “over 400
// billion”.
func Opposed(a, b Value) bool {
	below := func(v Value) bool { return v.Bound == Nearly || v.Bound == Under }
	return a.Bound == Over && below(b) || b.Bound == Over && below(a)
}

var (
	one     = big.NewRat(1, 1)
	hundred = big.NewRat(100, 1)
)

// sameAmount compares counts in their units. A unit that one side leaves out, or that is not known here, is
// no difference.
func sameAmount(a, b Value) bool {
	if a.Unit == b.Unit || a.Unit == "" || b.Unit == "" {
		return a.Num.Cmp(b.Num) == 0
	}
	u, v := measures[a.Unit], measures[b.Unit]
	if u.dimension == "" || u.dimension != v.dimension {
		return false
	}
	x, y := new(big.Rat).Mul(a.Num, u.factor), new(big.Rat).Mul(b.Num, v.factor)
	return x.Cmp(y) == 0
}

func sameDecade(a, b *big.Rat) bool {
	if a.Cmp(b) == 0 {
		return true
	}
	if a.Cmp(hundred) >= 0 && b.Cmp(hundred) >= 0 {
		return false
	}
	century := big.NewInt(100)
	x, y := new(big.Int).Mod(a.Num(), century), new(big.Int).Mod(b.Num(), century)
	return x.Cmp(y) == 0
}

// nearFraction takes “about a third” and 33% for the same: one of the two is written as a fraction in words.
func nearFraction(a, b Value) bool {
	inWords := func(v Value) bool { return !strings.ContainsFunc(v.Text, isDigit) }
	if inWords(a) == inWords(b) {
		return false
	}
	d := new(big.Rat).Sub(a.Num, b.Num)
	return d.Abs(d).Cmp(big.NewRat(1, 150)) <= 0
}

// farthest is how many numbers apart two may be that Match compares: a paragraph has a dozen.
const farthest = 300

// Match pairs the numbers of a text and its translation, each with the nearest in order that says the same.
// What is left over on either side is returned in order, and so are pairs whose bounds are contrary.
func Match(a, b []Value) (onlyA, onlyB []Value, opposed [][2]Value) {
	takenA, takenB := make([]bool, len(a)), make([]bool, len(b))
	// The strict comparison goes first, so that 3 in “chapter 3” does not take the twin of 三.
	for _, same := range [...]func(a, b Value) bool{
		func(a, b Value) bool { return a.Kind == b.Kind && a.Unit == b.Unit && a.Num.Cmp(b.Num) == 0 },
		func(a, b Value) bool { return a.Kind == b.Kind && Same(a, b) },
		Same,
	} {
		for i := range a {
			if takenA[i] {
				continue
			}
			best := -1
			for j := max(i-farthest, 0); j < min(i+farthest, len(b)); j++ {
				if !takenB[j] && same(a[i], b[j]) && (best < 0 || distance(i, j) < distance(i, best)) {
					best = j
				}
			}
			if best >= 0 {
				takenA[i], takenB[best] = true, true
				if Opposed(a[i], b[best]) {
					opposed = append(opposed, [2]Value{a[i], b[best]})
				}
			}
		}
	}
	for i, v := range a {
		if !takenA[i] {
			onlyA = append(onlyA, v)
		}
	}
	for j, v := range b {
		if !takenB[j] {
			onlyB = append(onlyB, v)
		}
	}
	return onlyA, onlyB, opposed
}

func distance(i, j int) int { return max(i-j, j-i) }
