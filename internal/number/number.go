// Package number reads the numbers in Chinese and English prose as exact values, so that 3.1万亿美元 and
// US$3.1 trillion, 三成 and 30 percent, 增加两倍 and “tripled”, 二〇二五年 and 2025 can be compared.
//
// What is read, and what is not, follows how people take a text: 一带一路 holds no number, 十五五 is the
// fifteenth plan of five years, “dozens” and 几十 are left alone. A number that may well come or go in
// translation (一个, “both”, “a decade”) is read too, but says so by its Weight.
//
// A quantity of data/ that a text shows is not read from the words printed for it. It is given to [Read] as the value
// it is, with its place; what the prose around says of it (近, “or more”, 增加 … 倍) is read as for any other number.
// Against such a value a number typed in prose is right when it is that value rounded to the digits typed.
//
// No standard says how numbers are written in prose: the rules and word lists here are ours, made and weighed on books
// and their translations. Chinese is read character by character, because its words are not divided (chinese.go);
// English is divided into words first (english.go). What a number counts is read in chinese_count.go and
// english_count.go. Units of measure and of money are package quantity's; all numbers are exact decimals.
package number

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"keben/internal/lang"
	"keben/internal/quantity"
	"keben/internal/script"
)

// Kind is what a number says.
type Kind uint8

// The kinds. A Share is a fraction of one: 30 % is 0.3. Times is how many times the old size the new one is:
// 3 for “tripled” and for 增加两倍. Point is a difference of percentages, a fraction of one too: two percentage points are
// 0.02. A century is an Ordinal. Same goes by the order of the kinds.
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

// Weight is how surely a translation has the number too.
type Weight uint8

// The weights. Bare are words that come and go (一个, “one”, “both”, 半, first); Counted are small numbers in
// words that count something (三座, “four bridges”); Firm are numbers in digits and larger ones in words. The check of
// translations reports a Firm number that the other text has not, a Counted one where each text has one left over that
// the other has not, and a Bare one never.
const (
	Bare Weight = iota
	Counted
	Firm
)

// Value is a number in a text. Values are immutable. Num is as counted in Unit, powers of ten applied: 250万 is
// 2500000. Unit is that of a Count only; "" is none or one that prose is not read for. The number of a fall is as
// positive as that of a rise, because prose says which it is in words.
type Value struct {
	quantity.Quantity
	Kind   Kind
	Weight Weight
	Data   *quantity.Quantity // what data/ says; nil for a number typed in the text
	Start  int                // byte offsets in the text, of the number with its unit
	End    int
	Text   string
}

// Given is a quantity of data/ that a text shows from Start to End.
type Given struct {
	quantity.Quantity
	Start, End int
}

// Read returns the numbers of a text in its order. A language without number words of its own here is read as English,
// because its digits are the same, and what is read is bare. The places of what is given are in order and do not
// overlap.
//
// A text that speaks of the other language's numbers (“万亿 is a trillion”) has them too, as bare ones: they are looked
// for in its words of the other script.
func Read(tag, text string, given ...Given) []Value {
	l := lang.Of(tag)
	own, other, foreign := readEnglish, readChinese, hanWords
	if l.Numerals == lang.HanNumerals {
		own, other, foreign = readChinese, readEnglish, latinWords
	}
	src := newSource(text, given)
	src.text = fold(l, src.text)
	vs := own(src)
	if l.Numerals == lang.DigitsOnly {
		for i := range vs {
			if vs[i].Data == nil {
				vs[i].Weight = Bare
			}
		}
	}
	more := false
	for _, m := range foreign.FindAllStringIndex(src.text, -1) {
		for _, v := range other(newSource(src.text[m[0]:m[1]], nil)) {
			if strings.ContainsFunc(v.Text, unicode.IsDigit) {
				continue // read already
			}
			v.Start, v.End, v.Weight = v.Start+m[0], v.End+m[0], Bare
			v.Text = src.shown[v.Start:v.End]
			vs, more = append(vs, v), true
		}
	}
	if more {
		slices.SortStableFunc(vs, func(a, b Value) int { return a.Start - b.Start })
	}
	return vs
}

// source is a text as it is read. Bytes of text and of shown have the same places.
type source struct {
	text  string         // simplified (see fold), and with NUL for each byte of what is given, so that no rule matches its words
	shown string         // as it was typed
	given map[int]*Given // by their beginnings
}

func newSource(text string, given []Given) source {
	if len(given) == 0 {
		return source{text: text, shown: text}
	}
	b := []byte(text)
	s := source{shown: text, given: make(map[int]*Given, len(given))}
	for i := range given {
		g := &given[i]
		s.given[g.Start] = g
		for k := g.Start; k < g.End; k++ {
			b[k] = 0
		}
	}
	s.text = string(b)
	return s
}

// of completes a value by what data/ says. A quantity without a unit is a bare figure, and what it counts is
// read in the text; one with a unit says all itself.
func (g *Given) of(v Value) Value {
	q := g.Quantity
	v.Data, v.Num, v.Weight = &q, q.Num.Abs(), Firm
	if v.Approx == quantity.Exact {
		v.Approx = q.Approx
	}
	switch q.Unit {
	case "":
	case "percent":
		v.Kind, v.Num = Share, v.Num.Shift(-2)
	case "permille":
		v.Kind, v.Num = Share, v.Num.Shift(-3)
	case "percentage-point":
		v.Kind, v.Num = Point, v.Num.Shift(-2)
	case "times":
		v.Kind = Times
	case "year":
		v.Kind = Year
	default:
		v.Kind, v.Unit = Count, q.Unit
	}
	return v
}

// The words of either script inside a text of the other.
var (
	hanWords   = regexp.MustCompile(`\p{Han}+`)
	latinWords = regexp.MustCompile(`[A-Za-z]+(?:[ -][A-Za-z]+)*`)
)

// Same reports whether two numbers say the same, as people take them: 增长一倍 and “rose by 100 percent”,
// 1.5万亩 and 1,000 hectares, 第三章 and “chapter 3”; 3.1万亿 and a value of data/ that rounds to it. Approximations
// are not compared; see Opposed.
func Same(a, b Value) bool {
	if a.Kind > b.Kind { // so that each pair of kinds is met one way round
		a, b = b, a
	}
	if a.Data != nil && b.Data != nil && a.Data.Unit != "" && b.Data.Unit != "" && a.Data.Equal(*b.Data) {
		return true // whatever the words around it: 增加2倍, “2 times as much”
	}
	switch {
	case a.Kind == Count && b.Kind == Count:
		return sameAmount(a, b)
	case a.Kind == Decade && b.Kind == Decade:
		return sameDecade(a.Num, b.Num)
	case a.Kind == b.Kind:
		return sameNumber(a, b) || a.Kind == Share && nearFraction(a, b)
	case a.Kind == Share && b.Kind == Times:
		// Growth by 100 % is growth to twice the size; 200 % of something is twice it.
		grown := new(big.Rat).Add(a.Rat(), one.Rat())
		return equal(a, b) || grown.Cmp(b.Rat()) == 0
	case a.Kind == Count:
		// A bare number may be anything: 2025 a year, chapter 3 an ordinal, three times a count of occasions.
		return equal(a, b) && a.Unit == "" && b.Kind != Share && b.Kind != Point
	}
	return false
}

// Opposed reports whether two numbers that are the same are said with contrary approximations: 近4000亿 and “over 400
// billion”.
func Opposed(a, b Value) bool { return a.Approx.Opposed(b.Approx) }

var (
	one  = quantity.Int(1)
	half = tenths(5)
)

// equal compares numbers whatever their units. The data know a fall from a rise.
func equal(a, b Value) bool {
	if a.Data != nil && b.Data != nil && a.Data.Num.Sign() != b.Data.Num.Sign() {
		return false
	}
	return a.Cmp(b.Quantity) == 0
}

// sameNumber is equal, and takes a typed number for the value of the data that it rounds.
func sameNumber(a, b Value) bool {
	if (a.Data == nil) == (b.Data == nil) {
		return equal(a, b)
	}
	if a.Data != nil {
		a, b = b, a
	}
	a.Unit, b.Unit = "", ""
	return a.Rounds(b.Quantity)
}

// sameAmount compares counts in their units. A unit that one side leaves out, or that is not known here, is
// no difference.
func sameAmount(a, b Value) bool {
	if (a.Data == nil) != (b.Data == nil) {
		// Of what prose counts only some units are read.
		for _, v := range [...]*Value{&a, &b} {
			if v.Data != nil && !v.Unit.Read() {
				v.Unit = ""
			}
		}
	}
	switch {
	case a.Unit == b.Unit || a.Unit == "" || b.Unit == "":
		return sameNumber(a, b)
	case a.Data != nil && b.Data == nil:
		return b.Rounds(a.Quantity)
	case b.Data != nil && a.Data == nil:
		return a.Rounds(b.Quantity)
	}
	return a.Equal(b.Quantity)
}

func sameDecade(a, b quantity.Decimal) bool {
	x, okX := a.Int64()
	y, okY := b.Int64()
	switch {
	case !okX || !okY:
		return a.Cmp(b) == 0
	case x >= 100 && y >= 100:
		return x == y
	}
	return x%100 == y%100
}

// farFromFraction is how far a percentage may be from the fraction it says: two thirds of a percentage point, so that a
// third is 33 % or 34 %, and a sixth 16 % or 17 %.
var farFromFraction = big.NewRat(1, 150)

// nearFraction takes “about a third” and 33% for the same: one of the two is written as a fraction in words.
func nearFraction(a, b Value) bool {
	inWords := func(v Value) bool { return v.Data == nil && !strings.ContainsFunc(v.Text, isDigit) }
	if inWords(a) == inWords(b) {
		return false
	}
	d := new(big.Rat).Sub(a.Rat(), b.Rat())
	return d.Abs(d).Cmp(farFromFraction) <= 0
}

// farthest is how many numbers apart two may be that Match compares, so that its work grows with the text and not with
// the square: a paragraph has a dozen numbers, only a table of figures has more.
const farthest = 300

// Match pairs the numbers of a text and its translation, each with the nearest in order that says the same.
// What is left over on either side is returned in order, and so are pairs whose bounds are contrary.
func Match(a, b []Value) (onlyA, onlyB []Value, opposed [][2]Value) {
	takenA, takenB := make([]bool, len(a)), make([]bool, len(b))
	// The strict comparison goes first, so that 3 in “chapter 3” does not take the twin of 三.
	for _, same := range [...]func(a, b Value) bool{
		func(a, b Value) bool { return a.Kind == b.Kind && a.Unit == b.Unit && equal(a, b) },
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

// unitAt returns the unit that s begins with, and its length in s. A form that ends in a Latin letter must be a whole
// word. Of two that fit the first is taken, so the longer must be listed first, as package quantity lists them.
func unitAt(s string, forms []quantity.Form) (n int, unit quantity.Unit) {
	for _, f := range forms {
		if len(s) < len(f.Text) || !strings.EqualFold(s[:len(f.Text)], f.Text) {
			continue
		}
		if last := f.Text[len(f.Text)-1]; script.ASCIILetter(last) && len(s) > len(f.Text) && script.ASCIILetter(s[len(f.Text)]) {
			continue
		}
		return len(f.Text), f.Unit
	}
	return 0, ""
}
