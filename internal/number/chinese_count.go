package number

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"keben/internal/quantity"
	"keben/internal/script"
)

// figure is a number without its unit: digits or Han characters, powers of ten applied.
type figure struct {
	low, high quantity.Decimal // equal but in approximate numbers
	scale     int              // the zeros of the power of ten in words: 4 for 万
	end       int              // in the text
	digits    bool             // Arabic
	wide      bool             // digits without a power of ten, which may be a year or a share: 2025, 3成
	single    bool             // one Han character
	text      string           // the digits or characters, without powers of ten after digits
	over      bool             // 多, 余 stood inside: 230多万
	data      *Given           // what is given there
}

// Powers of ten after digits, and after 多 also after characters: 230多万, 三十多万. Then: 多 itself, and what stands
// between the two ends of a range.
var (
	zhScale = regexp.MustCompile(`^[ \x{00a0}]?(万亿|千万|百万|十万|千亿|百亿|十亿|[千百十]?\x{e000}|亿|万|千|百)`)
	zhMore  = regexp.MustCompile(`^(?:多|余)`)
	zhRange = regexp.MustCompile(`^ ?(?:[-–—―－～~]{1,2}|至|到) ?`)
)

// chinesePrinted are the powers of ten that quantities of data are printed in.
var chinesePrinted = [...]struct {
	word  string
	zeros int
}{{"万亿", 12}, {"兆", 12}, {"亿", 8}, {"億", 8}, {"万", 4}, {"萬", 4}}

// figureAt reads the figure at a place of the text.
func (z *chinese) figureAt(at int) (figure, bool) {
	s := z.text[at:]
	f := figure{end: at}
	if g := z.given[at]; g != nil {
		n := g.Num.Abs()
		f = figure{low: n, high: n, digits: true, wide: true, end: g.End, text: n.Plain(), data: g}
		for _, p := range chinesePrinted {
			if strings.Contains(z.shown[at:g.End], p.word) {
				f.scale = max(f.scale, p.zeros) // for the other end of a range: 3—5万
			}
		}
		if g.Unit != "" {
			return f, true
		}
	} else if text, n := leadingDigits(s); n > 0 {
		f.low, f.high, f.digits, f.wide, f.end, f.text = typed(text), typed(text), true, true, at+n, text
	} else {
		numerals := leadingNumerals(s)
		n, ok := parseNumeral(numerals)
		if !ok || numerals == "" {
			return figure{end: at + len(numerals)}, false
		}
		f.low, f.end, f.single, f.text = quantity.Int(n.low), at+len(numerals), n.runes == 1, numerals
		f.high = quantity.Int(n.high)
		if rest, ok := strings.CutPrefix(z.text[f.end:], "点"); ok && n.low == n.high {
			decimals := leadingNumerals(rest)
			if v, ok := hanNumber(numerals + "点" + decimals); ok && decimals != "" && !strings.ContainsAny(decimals, "十百千万亿") {
				f.low, f.high, f.end, f.single = v, v, f.end+len("点")+len(decimals), false
			}
		}
	}
	for range 2 { // two powers at most, 多 before either: 3百多万
		if m := zhMore.FindString(z.text[f.end:]); m != "" && !f.over {
			f.over, f.end = true, f.end+len(m)
		}
		m := zhScale.FindStringSubmatch(z.text[f.end:])
		if m == nil || !f.digits && !f.over { // parseNumeral has read the powers of characters
			break
		}
		// 3000万千瓦: 千 belongs to the unit.
		if _, unit := unitAt(strings.TrimLeft(z.text[f.end:], " \u00a0"), quantity.AfterChinese()); unit != "" {
			break
		}
		n, _ := parseNumeral(m[1])
		f.scaled(zeros(n.low))
		f.end += len(m[0])
	}
	return f, true
}

// approximate reports whether the figure is two numbers: 三四十.
func (f *figure) approximate() bool { return f.low != f.high }

// scaled applies a power of ten.
func (f *figure) scaled(zeros int) {
	f.low, f.high = f.low.Shift(zeros), f.high.Shift(zeros)
	f.scale += zeros
	f.wide = false
}

// upTo gives the first figure of a range the power of ten that is written after the last only: 3—5万.
func (f *figure) upTo(last figure) {
	if f.scale == 0 && last.scale > 0 && f.low.Magnitude() < last.scale {
		f.scaled(last.scale)
	}
}

// number reads a figure with what stands around it.
func (z *chinese) number() bool {
	start := z.at
	sign, currency := unitAt(z.text[z.at:], quantity.Before())
	body := z.at + sign
	if sign > 0 {
		body += len(z.text[body:]) - len(strings.TrimLeft(z.text[body:], " \u00a0"))
	}
	f, ok := z.figureAt(body)
	if !ok {
		z.at = max(f.end, start)
		return f.end > start
	}
	if f.data == nil && z.marker(f) {
		z.at = f.end
		return true
	}
	if f.data == nil && z.versions(f) {
		return true
	}
	first := []figure{f}
	last := f
	if m := zhRange.FindString(z.text[f.end:]); m != "" {
		// 三到5 is a range, 3到五 is none; between characters only the marks of Chinese ranges make one.
		if to, ok := z.figureAt(f.end + len(m)); ok && (to.digits == f.digits || to.digits) && (f.digits || strings.ContainsAny(m, "至到—-～~")) {
			first[0].upTo(to)
			first, last = append(first, to), to
		}
	}
	v, as, end := z.unit(last, start)
	if currency != "" {
		v.Unit, v.Kind = currency, Count
	}
	z.emit(first, said{v, as, end})
	return true
}

// marker reports whether the figure is the number of a point in a list: 一是, 二要, 1. …, （一）.
func (z *chinese) marker(f figure) bool {
	rest := z.text[f.end:]
	before, _ := utf8.DecodeLastRuneInString(z.text[:z.at])
	opening := z.at == 0 || strings.ContainsRune("。；：，！？\n（(“ 　", before)
	if !opening || f.approximate() {
		return false
	}
	if f.digits {
		if strings.HasPrefix(rest, "、") || before == '（' && strings.HasPrefix(rest, "）") || before == '(' && strings.HasPrefix(rest, ")") {
			return len(f.text) <= 2
		}
		return len(f.text) <= 2 && (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, "．") || strings.HasPrefix(rest, ".") && nextHan(rest[1:]))
	}
	for _, e := range enumerations {
		if strings.HasPrefix(rest, e) {
			return f.low.Cmp(quantity.Int(20)) < 0
		}
	}
	return false
}

func nextHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return script.Han(r) || r == '“' || r == '《'
}

// versions reports whether the figure begins something that is no number: 1.2.3, a telephone number, a name such
// as 5G that counts nothing.
func (z *chinese) versions(f figure) bool {
	if !f.digits {
		return false
	}
	rest := z.text[f.end:]
	if strings.HasPrefix(rest, ".") && digitAt(rest[1:]) {
		for z.at = f.end; strings.HasPrefix(z.text[z.at:], ".") && digitAt(z.text[z.at+1:]); {
			_, n := leadingDigits(z.text[z.at+1:])
			z.at += 1 + n
		}
		return true
	}
	if rest != "" && script.ASCIILetter(rest[0]) {
		if _, unit := unitAt(rest, quantity.AfterChinese()); unit == "" {
			word := zhWord.FindString(rest)
			at := z.at
			z.add(f.end-at, Value{Quantity: of(f.low), Weight: Bare})
			z.at = at + (f.end - at) + len(word)
			return true
		}
	}
	return false
}

// What may follow a figure, in the order in which unit tries it. zhTenths must not be the 成 of 成为, 成功, 成立, 成员,
// 成果, 成就, 成分, 成本, 成品, 成长, 成熟, 成都, 成语. zhRise ends the clause before a figure of times; zhAround may have
// three characters before it: 30个国家左右.
var (
	zhPercent = regexp.MustCompile(`^ ?[%％]`)
	zhMille   = regexp.MustCompile(`^ ?‰`)
	zhPoints  = regexp.MustCompile(`^ ?(?:个)?百分点`)
	zhYear    = regexp.MustCompile(`^ ?年(?:代)?(?:度)?`)
	zhCentury = regexp.MustCompile(`^ ?世纪(?: ?([0-9０-９]{2}|[一二三四五六七八九]十) ?年代)?`)
	zhMonth   = regexp.MustCompile(`^ ?月(?:份)?`)
	zhDay     = regexp.MustCompile(`^ ?[日号]`)
	zhFoldOf  = regexp.MustCompile(`^ ?(半)?倍`)
	zhTenths  = regexp.MustCompile(`^成(?:([一二三四五六七八九半])|[^为功立员果就分本品长熟都语]|$)`)
	zhRise    = regexp.MustCompile(`(?:增加|增长|增大|增多|扩大|扩张|提高|提升|上升|上涨|猛增|激增|增|涨|多|高出|高|超出)了?(?:将近|近|约|大约|超过|至少|逾|了|出)*$`)
	zhAround  = regexp.MustCompile(`^[^，。；：！？、]{0,3}?(左右|上下|以上|以下|以内)`)
)

// said is what stands around figures.
type said struct {
	Value                                         // of what kind, unit and weight they are; the number is left out
	as    func(quantity.Decimal) quantity.Decimal // makes a figure the number that Value.Num is: 30 of 30 % to 0.3
	end   int                                     // where the words end
}

// unit reads what follows the last figure, and returns the parts of a said. The first rule that fits counts, so that
// those that take more, or are surer, stand first.
func (z *chinese) unit(f figure, start int) (v Value, as func(quantity.Decimal) quantity.Decimal, end int) {
	v.Weight = z.weight(f)
	as = func(n quantity.Decimal) quantity.Decimal { return n }
	end = f.end
	rest := z.text[f.end:]
	take := func(re *regexp.Regexp) []string {
		m := re.FindStringSubmatch(rest)
		if m != nil {
			end += len(m[0])
		}
		return m
	}
	shift := func(zeros int) func(quantity.Decimal) quantity.Decimal {
		return func(n quantity.Decimal) quantity.Decimal { return n.Shift(zeros) }
	}
	plus := func(more quantity.Decimal) func(quantity.Decimal) quantity.Decimal {
		return func(n quantity.Decimal) quantity.Decimal { return n.Add(more) }
	}
	switch {
	case f.data != nil && f.data.Unit != "":
		v = f.data.of(v)
		if n := v.Kind; n == Times && z.grows(f, start) {
			as = plus(one)
		}
		return v, as, end
	case take(zhPercent) != nil:
		v.Kind, as, v.Weight = Share, shift(-2), Firm
	case take(zhMille) != nil:
		v.Kind, as, v.Weight = Share, shift(-3), Firm
	case take(zhPoints) != nil:
		v.Kind, as, v.Weight = Point, shift(-2), Firm
	case z.tenths(f, rest):
		v.Kind, as, v.Weight = Share, shift(-1), Firm
		end += len("成")
		if m := zhTenths.FindStringSubmatch(rest); m[1] != "" {
			more := half // 七成五 is 75 %
			if m[1] != "半" {
				more = tenths(small(m[1]))
			}
			as = func(n quantity.Decimal) quantity.Decimal { return n.Add(more).Shift(-1) }
			end += len(m[1])
		}
	case zhFoldOf.MatchString(rest):
		take(zhFoldOf)
		v.Kind, v.Weight = Times, Firm
		if z.grows(f, start) {
			as = plus(one)
		}
		return v, as, end
	case f.wide && len(f.text) == 4 && yearish(f.low) && zhYear.MatchString(rest), !f.digits && utf8.RuneCountInString(f.text) == 4 && yearish(f.low) && strings.HasPrefix(rest, "年"):
		m := take(zhYear)
		v.Kind, v.Weight = Year, Firm
		if strings.Contains(m[0], "年代") {
			v.Kind = Decade
		}
	case strings.HasPrefix(strings.TrimLeft(rest, " "), "年代"):
		take(zhYear)
		v.Kind, v.Weight = Decade, Firm
	case f.wide && yearish(f.low) && len(f.text) == 4 && z.bareYear(rest):
		v.Kind, v.Weight = Year, Firm
	case zhCentury.MatchString(rest):
		v.Kind, v.Weight = Ordinal, Firm
		if m := take(zhCentury); m[1] != "" {
			v.Kind = Decade
			decade := quantity.Int(small(m[1]))
			as = func(n quantity.Decimal) quantity.Decimal { return n.Add(quantity.Int(-1)).Shift(2).Add(decade) }
		}
		return v, as, end
	case inRange(f.low, 12) && !f.over && take(zhMonth) != nil:
		v.Kind, v.Weight = Month, Firm
	case inRange(f.low, 31) && !f.over && z.dayAfterMonth() && take(zhDay) != nil:
		v.Kind, v.Weight = Day, Firm
	default:
		gap := len(rest) - len(strings.TrimLeft(rest, " \u00a0"))
		if n, unit := unitAt(rest[gap:], quantity.AfterChinese()); n > 0 {
			v.Unit = unit
			end += gap + n
			if unit.Currency() && v.Weight == Counted {
				v.Weight = Firm // an amount of money
			}
		}
		if strings.HasPrefix(z.text[end:], "半") && v.Unit != "" && !f.approximate() {
			v.Kind = Count
			end += len("半")
			as = plus(half)
		}
	}
	return v, as, end
}

// grows reports whether a figure of times says by how much something has grown: growth by n times is growth to n+1
// times, and once as much is always once as much again.
func (z *chinese) grows(f figure, start int) bool {
	return f.low.Cmp(one) == 0 || zhRise.MatchString(z.text[clause(z.text, start):start])
}

// bareYear reports whether four digits without 年 are a year all the same: at the first end of a range the second
// figure says so, elsewhere a number stands before what it counts.
func (z *chinese) bareYear(rest string) bool {
	return strings.HasPrefix(rest, "/") || strings.HasPrefix(rest, "）") || strings.HasPrefix(rest, "，") || strings.HasPrefix(rest, "。")
}

// tenths reports whether 成 after a figure is a tenth: 三成.
func (z *chinese) tenths(f figure, rest string) bool {
	return (!f.digits || f.wide) && inRange(f.low, 10) && zhTenths.MatchString(rest)
}

// dayAfterMonth: 3日 is a date after a month or a day, else 3 days.
func (z *chinese) dayAfterMonth() bool {
	if n := len(z.values); n > 0 {
		k := z.values[n-1]
		return (k.Kind == Month || k.Kind == Day) && z.at-k.End <= len("日、 ")
	}
	return false
}

// yearish reports whether a number of four digits may be a year of our era.
func yearish(d quantity.Decimal) bool {
	n, whole := d.Int64()
	return whole && n >= 1000 && n < 2200
}

// inRange reports whether d is a whole number from 1 to most.
func inRange(d quantity.Decimal, most int64) bool {
	n, whole := d.Int64()
	return whole && n > 0 && n <= most
}

// weight tells how surely a translation has the figure.
func (z *chinese) weight(f figure) Weight {
	switch {
	case f.digits:
		return Firm
	case f.approximate():
		return Counted
	case strings.Trim(f.text, "百千万亿") == "": // units of counting, 百年, 千年
		return Bare
	case strings.Trim(f.text, "十百千万亿") == "": // 十亿 may be a unit too
		return Counted
	case !f.single && f.low.Cmp(quantity.Int(10)) > 0:
		return Firm
	case f.single && f.low.Cmp(one) == 0:
		return Bare
	}
	r, _ := utf8.DecodeRuneInString(z.text[f.end:])
	if _, unit := unitAt(z.text[f.end:], quantity.AfterChinese()); unit != "" || strings.ContainsRune(measureWords, r) {
		return Counted
	}
	return Bare
}

// emit appends the values of the figures, which share what was said of the last.
func (z *chinese) emit(fs []figure, v said) {
	end := v.end
	bound := z.boundBefore()
	if m := zhAround.FindStringSubmatch(z.text[end:]); m != nil {
		bound = map[string]quantity.Approximation{"左右": quantity.About, "上下": quantity.About, "以上": quantity.MoreThan, "以下": quantity.LessThan, "以内": quantity.LessThan}[m[1]]
	} else if m := zhMore.FindString(z.text[end:]); m != "" && v.Unit != "" {
		bound = quantity.MoreThan
		end += len(m)
	}
	value := func(n quantity.Decimal, f figure, stop int) {
		out := v.Value
		out.Data = nil
		switch out.Approx = bound; {
		case f.data == nil:
			out.Num = v.as(n)
		case f.data.Unit == "" || v.Kind == Times:
			out = f.data.of(out)
			out.Num = v.as(n)
		default:
			out = f.data.of(out)
		}
		if f.over {
			out.Approx = quantity.MoreThan
		}
		if f.digits && len(fs) == 1 && f.single {
			out.Weight = Firm
		}
		z.add(stop-z.at, out)
	}
	for i, f := range fs {
		stop := f.end
		if i == len(fs)-1 {
			stop = end
		}
		if !f.approximate() {
			value(f.low, f, stop)
			continue
		}
		middle := z.at + (f.end-z.at)/2 // 三四十 is two numbers, each of which has a part of the text for its place
		for middle < f.end && !utf8.RuneStart(z.text[middle]) {
			middle++
		}
		value(f.low, f, middle)
		value(f.high, f, stop)
	}
	z.at = end
}

// zhBefore is the word that says how near a number is, right before it.
var zhBefore = regexp.MustCompile(`(将近|接近|近|约为?|大约|大概|左右|超过|超|逾|突破|多于|高于|不少于|至少|不低于|不到|不足|低于|少于|至多|不超过|未达)(?:了)?[ “]*$`)

// boundBefore reads the word before a number that says how near it is.
func (z *chinese) boundBefore() quantity.Approximation {
	m := zhBefore.FindStringSubmatch(z.text[clause(z.text, z.at):z.at])
	if m == nil {
		return quantity.Exact
	}
	switch m[1] {
	case "将近", "接近", "近":
		return quantity.Nearly
	case "约", "约为", "大约", "大概":
		return quantity.About
	case "不到", "不足", "低于", "少于", "至多", "不超过", "未达":
		return quantity.LessThan
	}
	return quantity.MoreThan
}

// longestClause is how far before a number the words that belong to it are looked for, in bytes.
const longestClause = 300

// clause returns where the clause that holds a place begins.
func clause(s string, at int) int {
	from := max(at-longestClause, 0)
	for from < at && !utf8.RuneStart(s[from]) {
		from++
	}
	i := strings.LastIndexAny(s[from:at], "，。；：！？、（“\n,;")
	if i < 0 {
		return from
	}
	i += from
	_, size := utf8.DecodeRuneInString(s[i:])
	return i + size
}
