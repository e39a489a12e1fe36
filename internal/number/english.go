package number

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/quantity"
	"keben/internal/script"
)

// English number words. A word for a power of ten in the plural (hundreds, millions) is vague and left alone.
var (
	ones = map[string]int64{
		"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
		"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	}
	tens = map[string]int64{
		"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	}
	powers = map[string]int64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}

	// chinesePowers are those of Chinese in pinyin, after a number: ten yi.
	chinesePowers = map[string]int64{"wan": 1e4, "yi": 1e8}

	ordinals = map[string]int64{
		"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
		"eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
		"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60,
		"seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100, "thousandth": 1000,
	}
	// fractions after a numerator: two thirds, three quarters.
	fractions = map[string]int64{
		"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6,
		"seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "hundredths": 100,
	}
	foldWords = map[string]int64{
		"double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twofold": 2, "triple": 3, "tripled": 3, "triples": 3, "tripling": 3,
		"treble": 3, "trebled": 3, "trebling": 3, "threefold": 3, "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "fourfold": 4,
		"quintuple": 5, "quintupled": 5, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10,
	}
	monthNames = map[string]int64{
		"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
		"october": 10, "november": 11, "december": 12,
		"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	}
	decadeNames = map[string]int64{
		"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
	}
)

// spans are stretches of time in one word, in units that package quantity has: it has no millennia.
var spans = map[string]struct {
	n    int64
	unit quantity.Unit
}{
	"decade": {1, "decades"}, "century": {1, "centuries"}, "centenary": {1, "centuries"}, "centennial": {1, "centuries"},
	"bicentenary": {2, "centuries"}, "millennium": {10, "centuries"}, "fortnight": {2, "weeks"}, "biennial": {2, "years"},
}

// word is a token: a word, a figure, or a mark.
type word struct {
	text       string // lower case, with ' for ’
	raw        string // as typed
	start, end int    // in the text
	figure     bool
	mark       bool
	data       *Given // what is given there: a figure, whose text is "" when it has a unit of its own
}

// englishToken is a figure with its commas, points and the spaces between groups, a word with its apostrophe, or any
// other character.
var englishToken = regexp.MustCompile(`[0-9０-９]+(?:[,.．\x{00a0}\x{2009}\x{202f}][0-9０-９]+)*|[A-Za-zÀ-ſ]+(?:['’][A-Za-z]+)?|[^\s\x{00a0}\x{2009}\x{202f}A-Za-z0-9]`)

// readEnglish divides a text into words once and tries, from each, what a number may be.
func readEnglish(src source) []Value {
	e := &english{source: src}
	end := 0 // of the last given
	for _, m := range englishToken.FindAllStringIndex(e.text, -1) {
		if m[0] < end {
			continue
		}
		if g := e.given[m[0]]; g != nil {
			w := word{start: g.Start, end: g.End, figure: true, data: g}
			if g.Unit == "" {
				w.text = g.Num.Abs().Plain()
				w.raw = w.text
			}
			e.words, end = append(e.words, w), g.End
			continue
		}
		raw := e.text[m[0]:m[1]]
		r, _ := utf8.DecodeRuneInString(raw)
		if _, figure := script.Digit(r); figure {
			e.figuresOf(raw, m[0])
			continue
		}
		e.words = append(e.words, word{
			text: strings.ToLower(strings.ReplaceAll(raw, "’", "'")), raw: raw, start: m[0], end: m[1], mark: !unicode.IsLetter(r),
		})
	}
	for e.at < len(e.words) {
		if !e.read() {
			e.at++
		}
	}
	return e.values
}

// figuresOf adds the figures of a row of digits, parted at the spaces that do not group.
func (e *english) figuresOf(raw string, start int) {
	for raw != "" {
		_, n := leadingDigits(raw)
		end := len(raw)
		if i := strings.IndexFunc(raw[n:], groupSpace); i >= 0 {
			end = n + i
		}
		e.words = append(e.words, word{text: raw[:end], raw: raw[:end], start: start, end: start + end, figure: true})
		rest := strings.TrimLeftFunc(raw[end:], groupSpace)
		start += len(raw) - len(rest)
		raw = rest
	}
}

type english struct {
	source
	words  []word
	at     int // the word being read
	signed int // one more than the word that a currency sign stands before; 0 is none
	values []Value
}

// word returns word i, the empty one where there is none.
func (e *english) word(i int) word {
	if i < 0 || i >= len(e.words) {
		return word{}
	}
	return e.words[i]
}

// gap is what stands between a word and the next.
func (e *english) gap(i int) string {
	if i < 0 || i+1 >= len(e.words) {
		return "\n"
	}
	return e.text[e.words[i].end:e.words[i+1].start]
}

// near reports whether word i+1 follows word i in the same phrase, a space or nothing between.
func (e *english) near(i int) bool {
	return e.gap(i) != "\n" && strings.Trim(e.gap(i), " \u00a0\u2009\u202f") == ""
}

// add appends a value of words from e.at up to, but not including, to.
func (e *english) add(to int, v Value) {
	v.Start, v.End = e.words[e.at].start, e.words[to-1].end
	v.Text = e.shown[v.Start:v.End]
	e.values = append(e.values, v)
	e.at = to
}

// read tries the rules from the word at e.at; the first that fits adds a value and goes past its words.
func (e *english) read() bool {
	w := e.word(e.at)
	switch {
	case w.figure:
		return e.figures()
	case w.mark:
		return e.sign()
	}
	for _, rule := range [...]func() bool{e.sign, e.month, e.fractionWords, e.fold, e.decade, e.ordinalWords, e.numberWords, e.span} {
		if rule() {
			return true
		}
	}
	return false
}

// sign reads an amount with its currency before it: US$3.1 trillion, RMB 23.6 trillion, $5.
func (e *english) sign() bool {
	at := e.words[e.at].start
	n, unit := unitAt(e.text[at:], quantity.Before())
	if n == 0 {
		return false
	}
	i := e.at
	for i < len(e.words) && e.words[i].start < at+n {
		i++
	}
	if !e.word(i).figure || e.words[i].start-at-n > len("\u00a0") {
		return false
	}
	// A sign takes the numbers of a range after it.
	from := len(e.values)
	start := e.at
	e.at, e.signed = i, i+1
	if !e.figures() || len(e.values) == from {
		e.at = start
		return false
	}
	for k := range e.values[from:] {
		v := &e.values[from+k]
		if v.Kind == Count || v.Kind == Year {
			v.Kind, v.Unit, v.Weight = Count, unit, Firm
		}
	}
	v := &e.values[from]
	v.Start = at
	v.Text = e.shown[v.Start:v.End]
	v.Approx = e.boundBefore(start)
	return true
}

// month reads the name of a month where it is one, with the day beside it. “May” and “March” are words too.
func (e *english) month() bool {
	w := e.word(e.at)
	n, ok := monthNames[w.text]
	if !ok || !unicode.IsUpper(rune(w.raw[0])) {
		return false
	}
	next := e.at + 1
	if len(w.text) <= 4 && w.text != "may" && w.text != "june" && w.text != "july" && e.word(next).text == "." {
		next++
	}
	day := func(i int) bool {
		d := e.word(i)
		if !d.figure || len(d.text) > 2 {
			return false
		}
		v := typed(d.text)
		return inRange(v, 31)
	}
	before := e.word(e.at - 1)
	// Beside a figure every name is a month. Alone, an abbreviation is none; “May” and “March” are after a word that
	// stands before times, and the other full names always.
	dated := e.word(next).figure || before.figure
	if !dated && (len(w.text) <= 4 && w.text != "june" && w.text != "july" || w.text == "march") {
		if len(w.text) <= 4 && w.text != "may" || !monthBefore[before.text] {
			return false
		}
	}
	v := Value{Quantity: of(quantity.Int(n)), Kind: Month, Weight: Firm}
	e.add(e.at+1, v)
	e.at = next
	if day(next) && len(e.word(next).text) <= 2 && e.near(next-1) {
		stop := next + 1
		if suffix := e.word(stop); e.gap(next) == "" && (suffix.text == "st" || suffix.text == "nd" || suffix.text == "rd" || suffix.text == "th") {
			stop++
		}
		e.add(stop, Value{Quantity: of(typed(e.word(next).text)), Kind: Day, Weight: Firm})
		if sep := e.word(e.at); (sep.text == "–" || sep.text == "-" || sep.text == "—") && day(e.at+1) && len(e.word(e.at+1).text) <= 2 {
			e.at++
			e.add(e.at+1, Value{Quantity: of(typed(e.word(e.at).text)), Kind: Day, Weight: Firm})
		}
	}
	return true
}

// monthBefore are words that stand before times.
var monthBefore = map[string]bool{
	"in": true, "since": true, "until": true, "till": true, "by": true, "last": true, "next": true, "early": true, "late": true, "mid": true, "from": true,
	"before": true, "after": true, "through": true, "of": true, "every": true, "and": true, "-": true, "to": true, "during": true,
}

// fold reads doubled, tripled, tenfold. “Double” before a noun says little.
func (e *english) fold() bool {
	w := e.word(e.at)
	if w.text == "twice" || w.text == "thrice" {
		n := int64(2)
		if w.text == "thrice" {
			n = 3
		}
		e.add(e.at+1, Value{Quantity: of(quantity.Int(n)), Kind: Times, Weight: Bare})
		return true
	}
	n, ok := foldWords[w.text]
	if !ok || e.gap(e.at) == "" && e.word(e.at+1).text == "-" {
		return false
	}
	weight := Counted // “doubled” may be 成倍增长
	if n > 2 && (strings.HasSuffix(w.text, "ed") || strings.HasSuffix(w.text, "fold")) {
		weight = Firm
	}
	e.add(e.at+1, Value{Quantity: quantity.Quantity{Num: quantity.Int(n), Approx: e.boundBefore(e.at)}, Kind: Times, Weight: weight})
	return true
}

// decade reads “the nineties”.
func (e *english) decade() bool {
	n, ok := decadeNames[e.word(e.at).text]
	if !ok {
		return false
	}
	e.add(e.at+1, Value{Quantity: of(quantity.Int(n)), Kind: Decade, Weight: Firm})
	return true
}

// span reads “a decade”, “the second centenary”.
func (e *english) span() bool {
	s, ok := spans[e.word(e.at).text]
	if !ok {
		return false
	}
	e.add(e.at+1, Value{Quantity: quantity.Quantity{Num: quantity.Int(s.n), Unit: s.unit}, Weight: Bare})
	return true
}

// fractionWords reads one third, two-thirds, a quarter of, half.
func (e *english) fractionWords() bool {
	w := e.word(e.at)
	if w.text == "half" {
		// “half a million” is a number, “half” a share.
		next := e.at + 1
		if e.word(next).text == "-" {
			next++
		}
		if e.word(next).text == "a" || e.word(next).text == "an" {
			next++
		}
		if p := powers[e.word(next).text]; p > 0 && next > e.at+1 {
			e.add(next+1, e.counted(Value{Quantity: of(half.Shift(zeros(p))), Weight: Firm}, e.at, next+1))
			return true
		}
		if n, unit := unitAt(e.text[min(e.word(next).start, len(e.text)):], quantity.AfterEnglish()); n > 0 && next < len(e.words) && !unit.Currency() && next > e.at+1 {
			e.add(next+1, Value{Quantity: quantity.Quantity{Num: half, Unit: unit}, Weight: Bare})
			return true
		}
		e.add(e.at+1, Value{Quantity: of(half), Kind: Share, Weight: Bare})
		return true
	}
	num, ok := ones[w.text]
	if !ok && w.text != "a" {
		return false
	}
	if w.text == "a" {
		num = 1
	}
	next := e.at + 1
	if e.word(next).text == "-" {
		next++
	}
	f := e.word(next)
	den := fractions[f.text]
	if den == 0 || num == 0 || !e.near(next-1) {
		return false
	}
	plural := strings.HasSuffix(f.text, "s")
	if !plural && num > 1 || w.text == "a" && f.text != "quarter" && e.word(next+1).text != "of" && !e.word(next+1).mark && next+1 < len(e.words) {
		return false // “two third parties”, “a third reason”
	}
	if f.text == "quarter" && num == 1 && e.word(next+1).text != "of" && e.word(next+1).text != "" && !e.word(next+1).mark {
		return false // of a year
	}
	if p := powers[e.word(next+3).text]; e.word(next+1).text == "of" && e.word(next+2).text == "a" && p > 0 {
		e.add(next+4, Value{Quantity: quantity.Quantity{Num: quantity.Int(num * p), Parts: den}, Weight: Firm})
		return true
	}
	weight := Firm
	if num == 1 {
		weight = Counted
	}
	e.add(next+1, Value{Quantity: quantity.Quantity{Num: quantity.Int(num), Parts: den, Approx: e.boundBefore(e.at)}, Kind: Share, Weight: weight})
	return true
}

// aboutWords stand right before a number and say how near it is.
var aboutWords = regexp.MustCompile(`(?i)(?:^|[^a-z])(about|around|roughly|approximately|some|circa|c\.|nearly|almost|close to|just under|over|more than|above|exceeding|exceeded|exceeds|at least|no less than|not less than|upwards of|under|less than|fewer than|below|at most|up to|no more than|not more than)[\s\x{00a0}]+(?:a |an |the )?$`)

// longestAbout is more than the bytes of the longest of aboutWords with the spaces and the article after it.
const longestAbout = 32

// boundBefore reads the words before word i.
func (e *english) boundBefore(i int) quantity.Approximation {
	if i >= len(e.words) {
		return quantity.Exact
	}
	end := e.words[i].start
	m := aboutWords.FindStringSubmatch(e.text[max(0, end-longestAbout):end])
	if m == nil {
		return quantity.Exact
	}
	switch strings.ToLower(m[1]) {
	case "nearly", "almost", "close to", "just under":
		return quantity.Nearly
	case "about", "around", "roughly", "approximately", "some", "circa", "c.":
		return quantity.About
	case "under", "less than", "fewer than", "below", "at most", "up to", "no more than", "not more than":
		return quantity.LessThan
	}
	return quantity.MoreThan
}

// overAfter stands right after a number and says how near it is.
var overAfter = regexp.MustCompile(`(?i)^[\s\x{00a0}]+(?:or more|and more|or above|and above|and over|or over|or so|or less|and below|or below|or under)`)

// boundAfter reads “or more” after a number that ends at a place in the text.
func (e *english) boundAfter(at int, b quantity.Approximation) quantity.Approximation {
	switch m := strings.ToLower(overAfter.FindString(e.text[at:])); {
	case m == "":
		return b
	case strings.HasSuffix(m, "so"):
		return quantity.About
	case strings.Contains(m, "less") || strings.Contains(m, "below") || strings.Contains(m, "under"):
		return quantity.LessThan
	}
	return quantity.MoreThan
}
