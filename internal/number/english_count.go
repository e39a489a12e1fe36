package number

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"keben/internal/quantity"
	"keben/internal/script"
)

// ordinalWords reads first, twenty-first, one hundred and fifth. “second” after a number is a unit.
func (e *english) ordinalWords() bool {
	i := e.at
	var total int64
	if t := tens[e.word(i).text]; t > 0 {
		next := i + 1
		if e.word(next).text == "-" {
			next++
		}
		n := ordinals[e.word(next).text]
		if n == 0 || n > 9 || !e.near(next-1) {
			return false
		}
		total, i = t+n, next
	} else if total = ordinals[e.word(i).text]; total == 0 {
		return false
	}
	weight := Counted
	switch {
	case total == 1:
		weight = Bare
	case total > 10:
		weight = Firm
	}
	e.add(i+1, Value{Quantity: of(quantity.Int(total)), Kind: Ordinal, Weight: weight})
	return true
}

// numberWords reads twelve, one hundred and fifty, two and a half million, three or four.
func (e *english) numberWords() bool {
	n, to, ok := e.cardinal(e.at)
	if !ok {
		return false
	}
	if pluralPowers[e.word(to).text] && e.near(to-1) {
		e.at = to + 1 // ten thousands, hundred millions: units of counting
		return true
	}
	// “no one”, “one another”, “the one who”: a pronoun.
	weight := Counted
	switch {
	case n.Cmp(one) == 0 || n.Sign() == 0:
		weight = Bare
	case n.Cmp(quantity.Int(10)) > 0 && e.word(e.at).text != "a":
		weight = Firm
	}
	v := e.counted(Value{Quantity: quantity.Quantity{Num: n, Approx: e.boundBefore(e.at)}, Weight: weight}, e.at, to)
	e.add(max(to, e.after(v.End)), v)
	return true
}

var pluralPowers = map[string]bool{"hundreds": true, "thousands": true, "millions": true, "billions": true, "trillions": true}

// after returns the first word that begins at or after a place in the text.
func (e *english) after(end int) int {
	i := e.at
	for i < len(e.words) && e.words[i].start < end {
		i++
	}
	return i
}

// cardinal reads number words from word i, and returns the first word after them.
func (e *english) cardinal(i int) (n quantity.Decimal, to int, ok bool) {
	var total, section int64 // what has a power from a thousand up, and what waits for one
	fraction := quantity.Decimal{}
	last := int64(0) // kind of the last word: 1 ones, 10 tens, else its power
	start := i
loop:
	for ; i < len(e.words); i++ {
		w := e.words[i].text
		if i > start && !e.near(i-1) || total > 1e15 || section > 1e15 { // another power might not fit an int64
			break
		}
		switch {
		case w == "-" && i > start && e.gap(i-1) == "" && e.numeral(i+1):
			continue
		case w == "and" && i > start && last >= 100 && e.small(i+1):
			continue
		case w == "and" && i > start && e.word(i+1).text == "a" && e.word(i+2).text == "half":
			fraction = half
			i += 2
			if p := powers[e.word(i+1).text]; p > 0 {
				return quantity.Int(total + section).Add(half).Shift(zeros(p)), i + 2, true
			}
			i++
			break loop
		case w == "a" && i == start && powers[e.word(i+1).text] > 0:
			section, last = 1, 1
		case ones[w] > 0 || w == "zero":
			if last == 1 || last == 10 && ones[w] > 9 {
				break loop
			}
			section, last = section+ones[w], 1
		case tens[w] > 0:
			if last == 1 || last == 10 {
				break loop
			}
			section, last = section+tens[w], 10
		case w == "hundred" && last != 0 && section > 0:
			section, last = section*100, 100
		case powers[w] > 100 && last != 0:
			total, section, last = total+section*powers[w], 0, powers[w]
		case chinesePowers[e.words[i].raw] > 0 && last != 0:
			if section == 0 { // wan yi
				section, total = total, 0
			}
			total, section, last = total+section*chinesePowers[w], 0, chinesePowers[w]
		default:
			break loop
		}
	}
	if last == 0 {
		return n, start, false
	}
	// A hyphen or “and” taken at the end belongs to what follows.
	for i-1 > start && (e.words[i-1].text == "-" || e.words[i-1].text == "and") {
		i--
	}
	n = quantity.Int(total + section).Add(fraction)
	return n, i, true
}

// small reports whether word i is a number below a hundred.
func (e *english) small(i int) bool {
	w := e.word(i).text
	return ones[w] > 0 || tens[w] > 0
}

// numeral reports whether word i is part of a number in words.
func (e *english) numeral(i int) bool { return e.small(i) || powers[e.word(i).text] > 0 }

// counted completes a number whose words end before word to by what is counted: a unit, a share, times.
func (e *english) counted(v Value, from, to int) Value {
	v.Start, v.End = e.words[from].start, e.words[to-1].end
	rest := e.text[v.End:]
	gap := len(rest) - len(strings.TrimLeft(rest, " \u00a0\u2009\u202f-‑"))
	if gap > len("\u202f") { // one space or hyphen, of three bytes at most
		gap = 0
	}
	body := rest[gap:]
	lower := strings.ToLower(body[:min(len(body), 24)]) // more than the longest of the words below
	take := func(words ...string) bool {
		for _, w := range words {
			if strings.HasPrefix(lower, w) && !(script.ASCIILetter(w[len(w)-1]) && len(lower) > len(w) && script.ASCIILetter(lower[len(w)])) {
				v.End += gap + len(w)
				return true
			}
		}
		return false
	}
	switch {
	case take("percentage points", "percentage point", "percentage-point", "pp"):
		v.Kind, v.Num, v.Weight = Point, v.Num.Shift(-2), Firm
	case take("basis points", "basis point"):
		v.Kind, v.Num, v.Weight = Point, v.Num.Shift(-4), Firm
	case take("%", "％", "percent", "per cent", "pc"):
		v.Kind, v.Num, v.Weight = Share, v.Num.Shift(-2), Firm
	case take("‰", "per mille", "per thousand"):
		v.Kind, v.Num, v.Weight = Share, v.Num.Shift(-3), Firm
	case take("times", "fold", "×", "x"):
		v.Kind = Times
	default:
		if n, unit := unitAt(body, quantity.AfterEnglish()); n > 0 {
			v.Unit = unit
			v.End += gap + n
			if unit.Currency() {
				v.Weight = Firm
			}
		}
	}
	v.Approx = e.boundAfter(v.End, v.Approx)
	v.Text = e.shown[v.Start:v.End]
	return v
}

// figures reads what begins with digits: an amount, a year, a decade, an ordinal, a date, or a range.
func (e *english) figures() bool {
	if d := e.word(e.at).data; (d == nil || d.Unit == "") && e.named() {
		return true
	}
	prev := e.word(e.at - 1)
	first, to := e.amount(e.at)
	// A range: 3–5, 2013 – 2024, 3 to 5, between 3 and 5. Spaces round a hyphen or a long dash part phrases.
	if sep := e.word(to); to < len(e.words) && (rangeMarks[sep.text] || (sep.text == "to" && e.near(to)) || sep.text == "and" && strings.EqualFold(prev.text, "between")) && e.word(to+1).figure && (e.gap(to-1) == "" || sep.text == "to" || sep.text == "and" || sep.text == "–") {
		return e.rangeTo(first, to+1)
	}
	e.add(max(to, e.after(first.End)), first)
	return true
}

// named reads the figures that name something: versions, codes, ordinals, decades, days.
func (e *english) named() bool {
	w := e.word(e.at)
	if e.iso() {
		return true
	}
	if strings.Count(w.text, ".")+strings.Count(w.text, "．") > 1 {
		e.at++ // a version, an address
		return true
	}
	text, n := leadingDigits(w.text)
	if n < len(w.text) {
		// 2013,2024: two numbers that lost their space, or grouping unknown here. Both are read.
		e.split(n)
		w = e.word(e.at)
	}
	next := e.word(e.at + 1)
	if w.data == nil && e.marker() {
		e.at++
		return true
	}
	touching := e.gap(e.at) == "" && next.text != "" && !next.mark
	prev := e.word(e.at - 1)
	// Digits that touch a word, or a hyphen, & or / after a code, are part of a name; an amount after its sign is not.
	joined := e.at > 0 && e.signed != e.at+1 && e.gap(e.at-1) == "" && (!prev.mark && !prev.figure || (prev.text == "-" || prev.text == "&" || prev.text == "/") && e.gap(e.at-2) == "" && e.code(e.at-2))
	switch {
	case joined:
		e.add(e.at+1, Value{Quantity: of(typed(text)), Weight: Bare}) // G20, COVID-19
		return true
	case touching && (next.text == "st" || next.text == "nd" || next.text == "rd" || next.text == "th"):
		v := Value{Quantity: of(typed(text)), Kind: Ordinal, Weight: Firm}
		if e.dayOfMonth(e.at + 2) {
			v.Kind = Day
		}
		e.add(e.at+2, v)
		return true
	case (touching || next.text == "'" || next.text == "’") && (next.text == "s" || e.word(e.at+2).text == "s" && e.gap(e.at+1) == "") && len(text) >= 2 && len(text) <= 4 && strings.HasSuffix(text, "0"):
		to := e.at + 2
		if next.mark {
			to++
		}
		e.add(to, Value{Quantity: of(typed(text)), Kind: Decade, Weight: Firm})
		return true
	case len(text) <= 2 && e.dayOfMonth(e.at+1) && inRange(typed(text), 31):
		e.add(e.at+1, Value{Quantity: of(typed(text)), Kind: Day, Weight: Firm})
		return true
	}
	return false
}

// rangeMarks stand between the two ends of a range.
var rangeMarks = map[string]bool{"–": true, "—": true, "-": true, "‑": true, "－": true, "~": true, "−": true}

// split divides a token of digits at a comma that groups nothing.
func (e *english) split(n int) {
	w := e.words[e.at]
	a, b := w, w
	_, comma := utf8.DecodeRuneInString(w.text[n:])
	a.end, a.text, a.raw = w.start+n, w.text[:n], w.raw[:n]
	b.start, b.text, b.raw = w.start+n+comma, w.text[n+comma:], w.raw[n+comma:]
	e.words = append(e.words[:e.at], append([]word{a, b}, e.words[e.at+1:]...)...)
}

// code reports whether word i is a name in capitals: COVID-19, 24&ZD286.
func (e *english) code(i int) bool {
	w := e.word(i)
	return w.raw != "" && !w.mark && !w.figure && w.raw == strings.ToUpper(w.raw)
}

// dayOfMonth reports whether the name of a month stands at word i, “of” before it or not.
func (e *english) dayOfMonth(i int) bool {
	w := e.word(i)
	if w.text == "of" {
		w = e.word(i + 1)
	}
	return monthNames[w.text] > 0 && w.raw[0] >= 'A' && w.raw[0] <= 'Z'
}

// amount reads digits with a power of ten and a unit, and returns the first word after the digits and the
// power.
func (e *english) amount(i int) (Value, int) {
	text, _ := leadingDigits(e.word(i).text)
	v := Value{Quantity: quantity.Quantity{Num: typed(text), Approx: e.boundBefore(i)}, Weight: Firm}
	to := i + 1
	if d := e.word(i).data; d != nil {
		if v = d.of(v); d.Unit != "" {
			v.Start, v.End = d.Start, d.End
			v.Text, v.Approx = e.shown[v.Start:v.End], e.boundAfter(v.End, v.Approx)
			return v, to
		}
	}
	next := to
	if e.word(next).text == "-" && e.gap(next-1) == "" {
		next++
	}
	p, scaled := powers[e.word(next).text]
	switch short := e.word(next); {
	case scaled && (e.near(next-1) || next > to):
	case (short.raw == "bn" || short.raw == "tn" || short.raw == "mn") && e.near(next-1):
		p, scaled = map[string]int64{"bn": 1e9, "tn": 1e12, "mn": 1e6}[short.raw], true
	}
	if scaled {
		v.Num, to = v.Num.Shift(zeros(p)), next+1
	}
	year := !scaled && len(text) == 4 && len(e.word(i).raw) == 4 && yearish(v.Num)
	v = e.counted(v, i, to)
	if year && v.Kind == Count && v.Unit == "" {
		v.Kind = Year
	}
	return v, to
}

// rangeTo reads the second end of a range and gives the first what was said of the second: 3–5 %, 2013–24.
func (e *english) rangeTo(first Value, at int) bool {
	second, to := e.amount(at)
	if first.Kind == Year && second.Kind == Count && second.Unit == "" && len(e.word(at).text) == 2 {
		// 2013–24
		year, _ := first.Num.Int64()
		second.Num, second.Kind = quantity.Int(year-year%100).Add(second.Num), Year
	}
	if first.Kind == Count && first.Unit == "" {
		scale := 0
		for _, w := range []string{"hundred", "thousand", "million", "billion", "trillion"} {
			if strings.Contains(strings.ToLower(second.Text), w) && first.Num.Magnitude() < zeros(powers[w]) {
				scale = zeros(powers[w])
			}
		}
		switch second.Kind {
		case Share, Point:
			if !strings.ContainsAny(first.Text, "%％") {
				first.Kind, scale = second.Kind, -2
			}
		case Times:
			first.Kind = Times
		case Year:
			if yearish(first.Num) {
				first.Kind = Year
			}
		}
		first.Num = first.Num.Shift(scale)
		first.Unit = second.Unit
	}
	if second.Kind == Day || first.Kind == Count && e.dayOfMonth(to) && inRange(first.Num, 31) && inRange(second.Num, 31) {
		first.Kind, second.Kind = Day, Day
	}
	first.Weight, second.Weight = Firm, Firm
	e.values = append(e.values, first, second)
	e.at = max(to, e.after(second.End))
	return true
}

// marker reports whether the digits are the number of a point at the beginning of the text: 1. or (2).
func (e *english) marker() bool {
	first := e.at == 0 || e.at == 1 && e.word(0).text == "("
	next := e.word(e.at + 1)
	return first && len(e.word(e.at).text) <= 2 && e.gap(e.at) == "" && (next.text == "." || next.text == ")" || next.text == "、")
}

// iso reads 2024-10-25.
func (e *english) iso() bool {
	var part [3]word
	for k := range part {
		i := e.at + 2*k
		part[k] = e.word(i)
		if !part[k].figure || k > 0 && (e.gap(i-1) != "" || e.gap(i-2) != "" || e.word(i-1).text != "-" && e.word(i-1).text != "/") {
			return false
		}
	}
	y, errY := strconv.Atoi(part[0].text)
	m, errM := strconv.Atoi(part[1].text)
	d, errD := strconv.Atoi(part[2].text)
	if errY != nil || errM != nil || errD != nil || y < 1000 || y > 2999 || m < 1 || m > 12 || d < 1 || d > 31 {
		return false
	}
	for k, kind := range [...]Kind{Year, Month, Day} {
		e.add(e.at+1, Value{Quantity: of(typed(part[k].text)), Kind: kind, Weight: Firm})
		e.at++
	}
	e.at--
	return true
}
