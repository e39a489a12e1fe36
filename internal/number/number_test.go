package number

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"keben/internal/quantity"
)

// show prints values as "kind number unit bound weight", leaving out what is usual: a count, exact, firm.
func show(vs []Value) string {
	var out []string
	for _, v := range vs {
		s := v.Rat().RatString()
		if v.Kind != Count {
			s = v.Kind.String() + " " + s
		}
		if v.Unit != "" {
			s += " " + string(v.Unit)
		}
		s += [...]string{"", " about", " nearly", " over", " under"}[v.Approx]
		s += [...]string{" bare", " counted", ""}[v.Weight]
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestChineseNumbersAreReadAsValues(t *testing.T) {
	for _, c := range [...]struct{ text, want string }{
		{"3.1万亿美元", "3100000000000 USD"},
		{"3.1 万亿美元", "3100000000000 USD"},
		{"将近 4000亿美元", "400000000000 USD nearly"},
		{"约12,000列", "12000 about"},
		{"１２３万人", "1230000"},
		{"二百五十万", "2500000"},
		{"一万亿美元", "1000000000000 USD"},
		{"十二年来", "12 years"},
		{"二〇二五年", "year 2025"},
		{"一九四九年十月一日", "year 1949; month 10; day 1"},
		{"2025年10月22日", "year 2025; month 10; day 22"},
		{"2024-10-25", "year 2024; month 10; day 25"},
		{"2026.3.28-29于", "year 2026; month 3; day 28; day 29"},
		{"3个月", "3 months"},
		{"两年半", "5/2 years counted"},
		{"三成", "share 3/10"}, {"5成", "share 1/2"}, {"一百二", "120"}, {"三万五", "35000"}, {"一万零五", "10005"}, {"十几亿", ""}, {"一百二十", "120"},
		{"七成五", "share 3/4"},
		{"百分之三十", "share 3/10"},
		{"百分之三点五", "share 7/200"},
		{"三分之一", "share 1/3 counted"},
		{"51.9%，", "share 519/1000"},
		{"５％", "share 1/20"},
		{"3—5%", "share 3/100; share 1/20"},
		{"2.5 个百分点", "point 1/40"},
		{"增加两倍", "times 3"},
		{"增加了近两倍", "times 3 nearly"},
		{"增长到两倍", "times 2"},
		{"是2013年的三倍", "year 2013; times 3"},
		{"增长1.5倍", "times 5/2"},
		{"多付一倍的钱", "times 2"},
		{"翻一番", "times 2"}, {"翻番", "times 2"}, {"翻了两番", "times 4"},
		{"15-20年", "15 years; 20 years"},
		{"2013—2024年", "year 2013; year 2024"},
		{"3—5万人", "30000; 50000"},
		{"第二个百年", "ordinal 2 counted; 100 years bare"},
		{"第二百年", "ordinal 200"},
		{"第三章", "ordinal 3 counted"},
		{"第 15 页", "ordinal 15"},
		{"三四天", "3 days counted; 4 days counted"},
		{"十五六个", "15 counted; 16 counted"},
		{"三四十人", "30 counted; 40 counted"},
		{"230多份", "230 over"}, {"230 多份", "230"},
		{"100多亿元", "10000000000 CNY over"},
		{"二十多个国家", "20 over"},
		{"1万余家", "10000 over"},
		{"超过一百五十个", "150 over"},
		{"50%以上", "share 1/2 over"},
		{"20世纪90年代", "decade 1990"}, {"八十年代", "decade 80"}, {"1990年代", "decade 1990"},
		{"21世纪海上丝绸之路", "ordinal 21"}, {"两个世纪", "2 centuries counted"},
		{"“十五五”时期", "ordinal 15 counted; 5 years bare"},
		{"第十五个五年规划", "ordinal 15; 5 years counted"},
		{"二十届四中全会", "ordinal 20 counted; ordinal 4 counted"},
		{"党的二十大报告", "ordinal 20 counted"},
		{"3000万千瓦", "30000000 kW"},
		{"300km", "300 km"},
		{"10kV、5G、G20", "10 bare; 5 bare; 20 bare"},
		{"US$3.1", "31/10 USD"},
		{"5月3日、4日", "month 5; day 3; day 4"}, {"5人、3日", "5; 3"}, {"€5", "5 EUR"},
		{"一座桥、三座桥、六条走廊", "1 bare; 3 counted; 6 counted"},
		{"两国", "2 counted"},
		{"半年", "1/2 years bare"}, {"一半", "share 1/2 bare"},
		{"-3.5%", "share 7/200"},
		// No numbers.
		{"一带一路，一些，统一，唯一，万一，十分，千方百计，四面八方", ""},
		{"一是霸权主义。二是南方国家。三要", ""},
		{"几十年、数千人、十几个、几百亿、成千上万", ""},
		{"百年未有之大变局", ""},
		{"1. 理念革新。2. 目标清晰：（一）（3）", ""},
		{"版本1.2.3", ""},
		{"以万、亿进位，英语以千、百万、十亿进位", "10000 bare; 100000000 bare; 1000 bare; 1000000 bare; 1000000000 counted"},
		{"万亿即 one trillion", "1000000000000 bare; 1000000000000 bare"},
		{"半岛、半导体、星期三", ""},
	} {
		if got := show(Read("zh", c.text)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestEnglishNumbersAreReadAsValues(t *testing.T) {
	for _, c := range [...]struct{ text, want string }{
		{"US$3.1 trillion", "3100000000000 USD"},
		{"$3.1\u00a0trillion", "3100000000000 USD"},
		{"23.6 trillion yuan", "23600000000000 CNY"},
		{"RMB 5 billion", "5000000000 CNY"}, {"RMB3.5 billion", "3500000000 CNY"}, {"between 3 and 5 percent", "share 3/100; share 1/20"},
		{"2.5 million", "2500000"}, {"2.5-million-strong", "2500000"}, {"half a million", "500000"},
		{"12,000 trains", "12000"},
		{"twelve years", "12 years"},
		{"one hundred and fifty countries", "150"}, {"twenty-five", "25"}, {"three hundred thousand", "300000"},
		{"two hundred and fifty thousand", "250000"},
		{"two and a half million", "2500000"}, {"two and a half years", "5/2 years counted"},
		{"dozens, hundreds of, thousands of kilometres, ten thousands", ""},
		{"1. Install it; 1.Install", "1"}, {"(2) Configure", ""},
		{"a 万亿 is a trillion", "1000000000000 bare; 1000000000000 counted"},
		{"in 2025", "year 2025"},
		{"22 November 2026", "day 22; month 11; year 2026"},
		{"November 22, 2026", "month 11; day 22; year 2026"},
		{"Nov. 22", "month 11; day 22"}, {"the 22nd of November", "day 22; month 11"}, {"May 5-7", "month 5; day 5; day 7"}, {"May 5–7", "month 5; day 5; day 7"}, {"May 5—7", "month 5; day 5; day 7"}, {"on May 5 and 7 trains", "month 5; day 5; 7"},
		{"October 2025", "month 10; year 2025"}, {"in May", "month 5"}, {"it may 5", "5"}, {"May it be", ""}, {"they March on", ""}, {"in March", "month 3"},
		{"2013–2024", "year 2013; year 2024"}, {"2013–24", "year 2013; year 2024"},
		{"from 2013 to 2024", "year 2013; year 2024"},
		{"15–20 years", "15 years; 20 years"}, {"3–5 million", "3000000; 5000000"}, {"3–5%", "share 3/100; share 1/20"},
		{"30 percent", "share 3/10"}, {"51.9%", "share 519/1000"}, {"thirty per cent", "share 3/10"},
		{"2.5 percentage points", "point 1/40"},
		{"one third", "share 1/3 counted"}, {"two-thirds", "share 2/3"}, {"about a third of them", "share 1/3 about counted"}, {"a third reason", "ordinal 3 counted"},
		{"a quarter of the total", "share 1/4 counted"}, {"the first quarter", "ordinal 1 bare"},
		{"half of it", "share 1/2 bare"},
		{"tripled", "times 3"}, {"doubled", "times 2 counted"}, {"nearly three times its size", "times 3 nearly counted"}, {"tenfold", "times 10"},
		{"the 1990s", "decade 1990"}, {"the nineties", "decade 90"}, {"1990’s", "decade 1990"},
		{"twenty-first century", "ordinal 21; 1 centuries bare"}, {"20th century", "ordinal 20; 1 centuries bare"},
		{"second centenary", "ordinal 2 counted; 1 centuries bare"},
		{"Fifteenth Five-Year Plan", "ordinal 15; 5 years counted"}, {"15th Five-Year Plan", "ordinal 15; 5 years counted"},
		{"more than 230 documents", "230 over"}, {"over 150", "150 over"}, {"nearly US$400 billion", "400000000000 USD nearly"},
		{"3,000 or more", "3000 over"}, {"aged 35 and over", "35 over"},
		{"300 km", "300 km"}, {"30 million kW", "30000000 kW"}, {"1,000 hectares", "1000 hectare"},
		{"G20 and COVID-19", "20 bare; 19 bare"},
		{"a decade", "1 decades bare"}, {"two decades", "2 decades counted"},
		{"2024-10-25", "year 2024; month 10; day 25"},
		{"version 1.2.3", ""},
		{"a hundred", "100 counted"}, {"one hundred wan, ten yi, one wan yi", "1000000; 1000000000; 1000000000000"}, {"one", "1 bare"}, {"no one", "1 bare"},
	} {
		if got := show(Read("en", c.text)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestNumbersCompareAsPeopleTakeThem(t *testing.T) {
	for _, c := range [...]struct {
		zh, en string
		same   bool
	}{
		{"250万", "2.5 million", true},
		{"1.2万", "12,000", true},
		{"1.04 万亿", "1.04 trillion", true},
		{"增加两倍", "tripled", true}, {"增加两倍", "doubled", false},
		{"三成", "30 percent", true}, {"三成", "3 percent", false},
		{"二〇二五年", "2025", true}, {"二〇二五年", "2024", false},
		{"第二个百年", "second centenary", true}, {"第二百年", "second centenary", false},
		{"十二年", "twelve years", true}, {"十年", "a decade", true}, {"二十年", "two decades", true},
		{"1.5万亩", "1,000 hectares", true}, {"3公里", "3,000 metres", true}, {"3公里", "3 miles", false},
		{"5美元", "US$5", true}, {"5元", "US$5", false},
		{"2.5个百分点", "2.5 percentage points", true}, {"2.5个百分点", "2.5%", false},
		{"第三章", "chapter 3", true}, {"第十五个五年规划", "15th Five-Year Plan", true},
		{"20世纪90年代", "the 1990s", true}, {"80年代", "the 1980s", true}, {"90年代", "the 1980s", false},
		{"增长一倍", "rose by 100 percent", true}, {"增长一倍", "doubled", true},
		{"三分之一", "33%", true}, {"33%", "34%", false},
		{"2025年10月22日", "22 October 2025", true}, {"10月22日", "22 November", false},
		{"三四天", "three or four days", true}, {"二十国集团", "G20", true},
		{"半年", "six months", true}, {"三次", "three times", true},
	} {
		onlyZh, onlyEn, _ := Match(Read("zh", c.zh), Read("en", c.en))
		if got := len(onlyZh)+len(onlyEn) == 0; got != c.same {
			t.Errorf("%s / %s: same is %v; left over %s / %s", c.zh, c.en, got, show(onlyZh), show(onlyEn))
		}
	}
}

func TestContraryBoundsAreFound(t *testing.T) {
	for zh, contrary := range map[string]bool{"近4000亿": true, "4000亿以上": false, "4000亿": false, "不到4000亿": true} {
		_, _, opposed := Match(Read("zh", zh), Read("en", "over 400 billion"))
		if (len(opposed) > 0) != contrary {
			t.Errorf("%s: contrary is %v", zh, !contrary)
		}
	}
}

// TestWhatIsWrittenIsRead is the slow twin: numbers written by simple rules are read back.
func TestWhatIsWrittenIsRead(t *testing.T) {
	for n := int64(1); n < 120_000; n = n*3/2 + 7 {
		for lang, text := range map[string]string{"zh": inHan(n) + "个", "en": inWords(n)} {
			vs := Read(lang, text)
			if n < 1000 || n > 2199 { // 一九四九 and the like are years
				if len(vs) != 1 || vs[0].Num.Cmp(quantity.Int(n)) != 0 {
					t.Errorf("%d written %q is read as %s", n, text, show(vs))
				}
			}
		}
	}
}

func inHan(n int64) string {
	if n >= 10000 {
		rest := ""
		if r := n % 10000; r > 0 {
			if rest = inHan(r); r < 1000 {
				rest = "零" + rest
			}
		}
		return inHan(n/10000) + "万" + rest
	}
	digits := []rune("零一二三四五六七八九")
	s, zero := "", false
	for _, u := range []struct {
		size int64
		name string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / u.size % 10
		if d == 0 {
			zero = s != ""
			continue
		}
		if zero {
			s, zero = s+"零", false
		}
		s += string(digits[d]) + u.name
	}
	return s
}

func inWords(n int64) string {
	small := strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	decades := strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")
	switch {
	case n < 20:
		return small[n]
	case n < 100:
		s := decades[n/10]
		if n%10 > 0 {
			s += "-" + small[n%10]
		}
		return s
	case n < 1000:
		s := small[n/100] + " hundred"
		if n%100 > 0 {
			s += " and " + inWords(n%100)
		}
		return s
	}
	s := inWords(n/1000) + " thousand"
	if r := n % 1000; r > 0 && r < 100 {
		s += " and " + inWords(r)
	} else if r > 0 {
		s += " " + inWords(r)
	}
	return s
}

func TestPlacesAreThoseOfTheText(t *testing.T) {
	for lang, text := range map[string]string{
		"zh": "从2013年的1.04万亿美元增加到3.1万亿美元，约三四十年，15-20年，第二个百年，20世纪90年代。",
		"en": "From US$1.04 trillion in 2013, 3–5 million, 22nd November, the 1990s, two and a half years.",
	} {
		last := 0
		for _, v := range Read(lang, text) {
			if v.Start < last || v.End <= v.Start || text[v.Start:v.End] != v.Text {
				t.Errorf("%q at %d–%d after %d", v.Text, v.Start, v.End, last)
			}
			last = v.Start
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"3.1万亿美元", "三四十年", "第二个百年", "百分之三点五", "US$3–5 million", "two and a half", "2024-10-25", "1,2,3", "十十百千万亿", "Nov. 22–25", "$", "１．", "half a", "1990’s"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range []string{"zh", "en"} {
			a := Read(lang, s)
			for _, v := range a {
				if v.Start < 0 || v.End > len(s) || v.Start >= v.End || s[v.Start:v.End] != v.Text {
					t.Fatalf("%s %q: %v", lang, s, fmt.Sprintf("%+v", v))
				}
			}
			if x, y, _ := Match(a, a); len(x)+len(y) > 0 {
				t.Fatalf("%s %q does not match itself: %s", lang, s, show(x))
			}
			// The middle is a quantity of data/, in turn with a unit and without.
			from, to := len(s)/3, len(s)*2/3
			for from < to && !utf8.RuneStart(s[from]) {
				from++
			}
			for to > from && to < len(s) && !utf8.RuneStart(s[to]) {
				to--
			}
			if from == to {
				continue
			}
			q := quantity.Quantity{Num: quantity.Int(int64(len(s))).Shift(len(s)%4 - 1), Unit: [...]quantity.Unit{"", "USD", "percent", "times", "firm"}[len(s)%5]}
			b := Read(lang, s, Given{q, from, to})
			found := false
			for _, v := range b {
				if v.Start < 0 || v.End > len(s) || v.Start >= v.End || s[v.Start:v.End] != v.Text {
					t.Fatalf("%s %q: %v", lang, s, fmt.Sprintf("%+v", v))
				}
				found = found || v.Start <= from && to <= v.End
			}
			if !found {
				t.Fatalf("%s %q: %q is passed over: %s", lang, s, s[from:to], show(b))
			}
			if x, y, _ := Match(b, b); len(x)+len(y) > 0 {
				t.Fatalf("%s %q with data does not match itself: %s", lang, s, show(x))
			}
		}
	})
}

// An idiom whose first character starts does not know would be read as the number in it.
func TestEveryIdiomIsTried(t *testing.T) {
	z := &chinese{}
	for _, i := range idioms {
		if r, _ := utf8.DecodeRuneInString(i); !z.starts(r) {
			t.Errorf("%s begins with %c, at which no rule is tried", i, r)
		}
	}
}

func TestSpacesThatDoNotBreakGroupThousands(t *testing.T) {
	for _, c := range [...]struct{ tag, text, want string }{
		{"zh", "人口1\u00a0234\u00a0567人", "1234567"}, {"zh", "12\u2009345人", "12345"}, {"zh", "2025\u00a0100", "2025|100"},
		{"en", "a population of 12\u00a0345\u00a0678", "12345678"}, {"en", "20\u202f000\u00a0km", "20000 km"}, {"en", "US$12\u00a0345 million", "12345000000 USD"},
		{"en", "12\u00a0345\u00a0678–13\u00a0000\u00a0000", "12345678|13000000"},
		{"en", "in 2025\u00a0100 trains", "year 2025|100"}, {"en", "March 5\u00a02024", "month 3|day 5|year 2024"}, {"en", "12,345\u00a0678", "12345|678"},
		{"en", "12345\u00a0678", "12345|678"}, {"zh", "1，234元", "1|234 CNY"}, {"en", "0\u00a0123", "0|123"},
	} {
		var got []string
		for _, v := range Read(c.tag, c.text) {
			s := v.Num.Plain()
			if v.Kind != Count {
				s = v.Kind.String() + " " + s
			}
			if v.Unit != "" {
				s += " " + string(v.Unit)
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q: %s, want %s", c.text, s, c.want)
		}
	}
}
