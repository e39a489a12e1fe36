package number

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"keben/internal/quantity"
	"keben/internal/script"
)

// readChinese goes through a text once. At each place the first rule that fits takes its part; idioms take
// theirs before any rule.
func readChinese(src source) []Value {
	z := &chinese{source: src}
	for z.at < len(z.text) {
		if z.given[z.at] != nil && z.number() {
			continue
		}
		r, size := utf8.DecodeRuneInString(z.text[z.at:])
		if z.starts(r) && z.read() {
			continue
		}
		z.at += size
	}
	return z.values
}

// chinese is a text being read.
type chinese struct {
	source
	at     int
	values []Value
}

// starts reports whether a number, or something that is skipped as a whole, may begin with r, so that the rules of read
// are not tried at every character. Whoever adds a rule or an idiom adds its first character.
func (z *chinese) starts(r rune) bool {
	if isDigit(r) || isHanNumeral(r) {
		return true
	}
	return strings.ContainsRune("第翻半过数几星周礼统单唯同之划逐如不专其合再接朝丢举老飘乱模说初成", r) || r == '$' || r == '¥' || r == '￥' || r == '€' || r == '£' || script.ASCIILetter(r)
}

// What read looks for, each with an example. The rules of politics go by what follows, because 十五 is a number
// elsewhere.
var (
	// 2024-10-25, 2026.3.28-29
	zhDate = regexp.MustCompile(`^([12][0-9]{3})([-/.])([01]?[0-9])[-/.]([0-3]?[0-9])(?:[-–—]([0-3]?[0-9]))?`)
	// 百分之三十, 三分之一
	zhShare = regexp.MustCompile(`^([百千万]|[0-9]+|[一二三四五六七八九十]{1,3})分之([0-9]+(?:[.．][0-9]+)?|[零〇一二两三四五六七八九十百点]+)`)
	// 翻番, 翻两番: doubled that many times
	zhFold = regexp.MustCompile(`^翻(?:了)?([0-9]+|[一二两三四五六七八九])?番`)
	// “十五五”, 十四五规划: a five-year plan
	zhPlan = regexp.MustCompile(`^(十[一二三四五六七八九]?|[一二三四五六七八九])(五)(?:[”」’]|规划|时期|期间|计划|纲要|以来|末|开局)`)
	// 四中全会
	zhPlenum = regexp.MustCompile(`^([一二三四五六七八九])中全会`)
	// 二十大 before 以来, 报告, 精神, 闭幕, 召开, 胜利, 擘画, 提出, 指出, 作出, 明确, 确定, 和
	zhParty = regexp.MustCompile(`^(十[一二三四五六七八九]|二十)大(?:[以报精闭召胜擘提指作明确和，。、（》”]|$)`)
	// 十四届
	zhSession = regexp.MustCompile(`^(十[一二三四五六七八九]?|二十[一二三]?)届`)
	// 数十, 几百万, 成千上万, 十几
	zhVague = regexp.MustCompile(`^(?:[数几好][十百千万亿]+|成[百千]上[千万]|[十百千万]几[十百千万亿]*|几[个多])`)
	// 一半
	zhHalf = regexp.MustCompile(`^(?:一半|半数|过半)`)
	// 半年
	zhHalfOf = regexp.MustCompile(`^半(年|个月|个世纪|个小时|小时|天)`)
	// a Latin word, with the digits and marks that names have: COVID-19, R&D
	zhWord = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9'’&.\-–_/+]*`)
)

// read takes what stands at z.at. It reports false when nothing does.
func (z *chinese) read() bool {
	s := z.text[z.at:]
	if n := idiomAt(s); n > 0 {
		z.at += n
		return true
	}
	if m := zhWord.FindString(s); m != "" {
		if n, _ := unitAt(s, quantity.Before()); n > 0 && digitAt(strings.TrimLeft(s[n:], " \u00a0")) {
			return z.number()
		}
		z.latin(m)
		return true
	}
	if m := zhVague.FindString(s); m != "" {
		z.at += len(m)
		return true
	}
	if m := zhDate.FindStringSubmatchIndex(s); m != nil && !digitAt(s[m[1]:]) {
		z.date(m)
		return true
	}
	if m := zhShare.FindStringSubmatchIndex(s); m != nil {
		if z.share(m) {
			return true
		}
	}
	if m := zhFold.FindStringSubmatch(s); m != nil {
		n := int64(1)
		if m[1] != "" {
			n = small(m[1])
		}
		z.add(len(m[0]), Value{Quantity: of(quantity.Int(power(2, int(min(n, 20))))), Kind: Times, Weight: Firm})
		return true
	}
	if z.politics(s) {
		return true
	}
	if strings.HasPrefix(s, "第") {
		return z.ordinal()
	}
	if m := zhHalf.FindString(s); m != "" {
		z.add(len(m), Value{Quantity: of(half), Kind: Share, Weight: Bare})
		return true
	}
	if m := zhHalfOf.FindStringSubmatch(s); m != nil {
		_, unit := unitAt(m[1], quantity.AfterChinese())
		z.add(len(m[0]), Value{Quantity: quantity.Quantity{Num: half, Unit: unit}, Weight: Bare})
		return true
	}
	return z.number()
}

// latin passes over a Latin word. The number of a code (G20, 5G in a word) is a bare one: both languages
// write codes alike.
func (z *chinese) latin(word string) {
	defer func() { z.at += len(word) }()
	i := strings.IndexAny(word, "0123456789")
	if i <= 0 {
		return
	}
	digits, n := leadingDigits(word[i:])
	if i+n == len(word) || !strings.ContainsAny(word[i+n:], "0123456789") {
		at := z.at
		z.at += i
		z.add(n, Value{Quantity: of(typed(digits)), Weight: Bare})
		z.at = at
	}
}

// add appends a value that the next n bytes say, and goes past them.
func (z *chinese) add(n int, v Value) {
	v.Start, v.End = z.at, z.at+n
	v.Text = z.shown[v.Start:v.End]
	z.values = append(z.values, v)
	z.at += n
}

// date reads what zhDate has matched; m are the places of year, separator, month, day and last day.
func (z *chinese) date(m []int) {
	start := z.at
	part := func(i int, k Kind) {
		if m[i] >= 0 {
			z.at = start + m[i]
			z.add(m[i+1]-m[i], Value{Quantity: of(typed(z.text[z.at : start+m[i+1]])), Kind: k, Weight: Firm})
		}
	}
	part(2, Year)
	part(6, Month)
	part(8, Day)
	part(10, Day)
	z.at = start + m[1]
}

// share reads 百分之三十 and 三分之一. 百分之三点五 has its point in words.
func (z *chinese) share(m []int) bool {
	s := z.text[z.at:]
	below, above := s[m[2]:m[3]], s[m[4]:m[5]]
	den, okBelow := hanNumber(below)
	num, okAbove := hanNumber(above)
	parts, whole := den.Int64()
	if !okBelow || !okAbove || !whole || parts == 0 {
		return false
	}
	w := Firm
	if !strings.ContainsAny(below, "百千万0123456789") && num.Cmp(one) == 0 { // 三分之一 may be 33 %
		w = Counted
	}
	q := quantity.Quantity{Num: num, Parts: parts, Approx: z.boundBefore()}
	if n := zeros(parts); parts == power(10, n) {
		q.Num, q.Parts = num.Shift(-n), 0 // 百分之三点五 is 0.035, and has its digits
	}
	z.add(m[1], Value{Quantity: q, Kind: Share, Weight: w})
	return true
}

// hanNumber reads a number in digits or in Han characters, 点 as a decimal point.
func hanNumber(s string) (quantity.Decimal, bool) {
	if text, n := leadingDigits(s); n == len(s) && n > 0 {
		return typed(text), true
	}
	whole, fraction, point := strings.Cut(s, "点")
	n, ok := parseNumeral(whole)
	if !ok || n.low != n.high {
		return quantity.Decimal{}, false
	}
	v := quantity.Int(n.low)
	if !point {
		return v, true
	}
	digits := make([]byte, 0, len(fraction))
	for _, r := range fraction {
		d, ok := han[r]
		if !ok {
			return quantity.Decimal{}, false
		}
		digits = append(digits, '0'+byte(d))
	}
	return v.Add(typed(string(digits)).Shift(-len(digits))), true
}

// small is a small whole number, or 0.
func small(s string) int64 {
	q, _ := hanNumber(s)
	n, _ := q.Int64()
	return n
}

// power is base to the n-th, which the caller keeps within an int64.
func power(base int64, n int) int64 {
	p := int64(1)
	for range n {
		p *= base
	}
	return p
}

// politics reads the short forms of official Chinese: 十五五 (the fifteenth five-year plan), 四中全会 (the fourth
// plenum), 二十大 (the twentieth congress), 十四届.
func (z *chinese) politics(s string) bool {
	if m := zhPlan.FindStringSubmatch(s); m != nil && !z.after("第") {
		z.add(len(m[1]), Value{Quantity: of(quantity.Int(small(m[1]))), Kind: Ordinal, Weight: Counted})
		z.add(len(m[2]), Value{Quantity: quantity.Quantity{Num: quantity.Int(5), Unit: "years"}, Weight: Bare})
		return true
	}
	for _, re := range [...]*regexp.Regexp{zhPlenum, zhParty, zhSession} {
		if m := re.FindStringSubmatch(s); m != nil && !z.after("第") {
			z.add(len(m[1]), Value{Quantity: of(quantity.Int(small(m[1]))), Kind: Ordinal, Weight: Counted})
			return true
		}
	}
	return false
}

// after reports whether s stands right before the place that is read.
func (z *chinese) after(s string) bool { return strings.HasSuffix(z.text[:z.at], s) }

// ordinal reads 第三, 第 3 and 第二个, and leaves what is counted to be read on its own: 第二个百年 is the
// second of something of a hundred years, 第二百年 the two hundredth year.
func (z *chinese) ordinal() bool {
	s := z.text[z.at+len("第"):]
	gap := len(s) - len(strings.TrimLeft(s, " \u00a0"))
	text, n := leadingDigits(s[gap:])
	var num quantity.Decimal
	if n > 0 {
		num = typed(text)
	} else {
		numerals := leadingNumerals(s[gap:])
		v, ok := parseNumeral(numerals)
		if !ok || numerals == "" || v.low != v.high {
			return false
		}
		num, n = quantity.Int(v.low), len(numerals)
	}
	weight := Counted
	switch {
	case num.Cmp(one) == 0:
		weight = Bare
	case text != "" || num.Cmp(quantity.Int(10)) > 0:
		weight = Firm
	}
	z.add(len("第")+gap+n, Value{Quantity: of(num), Kind: Ordinal, Weight: weight})
	if strings.HasPrefix(z.text[z.at:], "个") && !strings.HasPrefix(z.text[z.at:], "个百分点") {
		z.at += len("个")
	}
	return true
}
