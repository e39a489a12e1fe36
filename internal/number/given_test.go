package number

import (
	"strings"
	"testing"

	"keben/internal/quantity"
)

// withData reads a text in which {number unit|printed words} is a quantity of data/.
func withData(lang, text string) []Value {
	var b strings.Builder
	var given []Given
	for text != "" {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			break
		}
		inside, after, _ := strings.Cut(rest, "}")
		typed, words, _ := strings.Cut(inside, "|")
		figure, unit, _ := strings.Cut(typed, " ")
		approx := quantity.Exact
		if rest, about := strings.CutPrefix(figure, "~"); about {
			figure, approx = rest, quantity.About
		}
		num, ok := quantity.Parse(figure)
		if !ok {
			panic(figure)
		}
		at := b.Len()
		b.WriteString(words)
		given = append(given, Given{quantity.Quantity{Num: num, Unit: quantity.Unit(unit), Approx: approx}, at, b.Len()})
		text = after
	}
	return Read(lang, b.String(), given...)
}

func TestWhatIsGivenIsNotReadFromItsWords(t *testing.T) {
	for _, c := range [...]struct{ lang, text, want string }{
		{"zh", "贸易额{3.14159e12 USD|3.1万亿美元}。", "3141590000000 USD"},
		{"en", "trade of {3.14159e12 USD|US$3.1 trillion}.", "3141590000000 USD"},
		{"zh", "{7|七七八八}", "7"},
		{"en", "{7|a handful}", "7"},
		{"zh", "{25 percent|25%}，{3 permille|3‰}，{2.5 percentage-point|2.5个百分点}", "share 1/4; share 3/1000; point 1/40"},
		{"en", "{25 percent|25%}, {3 permille|3‰}, {2.5 percentage-point|2.5 percentage points}", "share 1/4; share 3/1000; point 1/40"},
		{"zh", "增加{2 times|2倍}", "times 3"}, {"zh", "是{2 times|2倍}", "times 2"}, {"en", "{2 times|2 times}", "times 2"},
		{"zh", "{2025 year|2025年}", "year 2025"}, {"en", "in {2025 year|2025}", "year 2025"},
		{"zh", "跌了{-3.5 percent|−3.5%}", "share 7/200"},
		// What the prose says of it.
		{"zh", "近{4e11 USD|4000亿美元}", "400000000000 USD nearly"}, {"en", "nearly {4e11 USD|US$400 billion}", "400000000000 USD nearly"},
		{"zh", "{5 years|5年}以上", "5 years over"}, {"en", "{5 years|5 years} or more", "5 years over"},
		{"zh", "{~3.3e12 USD|约3.3万亿美元}", "3300000000000 USD about"}, {"en", "{~3.3e12 USD|about US$3.3 trillion}", "3300000000000 USD about"},
		// A bare number takes its unit, its power of ten and its sign from the prose.
		{"zh", "{5|5}美元，{3.1|3.1}万亿元，{2025|2025}年", "5 USD; 3100000000000 CNY; year 2025"},
		{"en", "US${5|5}, {3.1|3.1} trillion yuan, in {2025|2025}, {12000|12,000} trains", "5 USD; 3100000000000 CNY; year 2025; 12000"},
		{"zh", "{1234567|123.4567万}", "1234567"},
		// Ranges, with one end typed.
		{"zh", "3—{50000 people|5万人}", "30000 people; 50000 people"}, {"en", "3–{5e6 people|5 million people}", "3000000 people; 5000000 people"},
		{"zh", "{3 percent|3%}—5%", "share 3/100; share 1/20"}, {"en", "{3 percent|3%}–5%", "share 3/100; share 1/20"},
		// Numbers around it are read as ever.
		{"zh", "2013年的{1.04e12 USD|1.04万亿美元}增加到三倍", "year 2013; 1040000000000 USD; times 3"},
		{"en", "two ports and {48000 firm|48,000 firms} in 189 countries", "2 counted; 48000 firm; 189"},
	} {
		vs := withData(c.lang, c.text)
		if got := show(vs); got != c.want {
			t.Errorf("%s %s\n got %s\nwant %s", c.lang, c.text, got, c.want)
		}
	}
}

func TestTypedNumbersMayRoundTheData(t *testing.T) {
	const pi = "{3.14159e12 USD|3.1万亿美元}"
	for _, c := range [...]struct {
		zh, en string
		same   bool
	}{
		{pi, "US$3.1 trillion", true}, {pi, "US$3.14 trillion", true}, {pi, "US$3.2 trillion", false}, {pi, "US$3.15 trillion", false},
		{pi, "US$3.100 trillion", false}, {pi, "US$3,141,590 million", true}, {pi, "3.1 trillion yuan", false}, {pi, "US$3.1 billion", false},
		{"3.1万亿美元", "{3.14159e12 USD|US$3.14159 trillion}", true}, {"3.2万亿美元", "{3.14159e12 USD|US$3.1 trillion}", false},
		{"{51.9 percent|51.9%}", "52%", true}, {"{51.9 percent|51.9%}", "51%", false}, {"{33.3 percent|33.3%}", "a third of it", true},
		{"{12345 people|12,345人}", "12,345 people", true}, {"1.2万人", "{12345 people|12,345 people}", true},
		// Two values of the data are compared as they are.
		{pi, "{3.1e12 USD|US$3.1 trillion}", false}, {pi, "{3.14159e12 USD|US$3.14159 trillion}", true},
		{"{15000 mu|1.5万亩}", "{1000 hectare|1,000 hectares}", true}, {"{5 people|5人}", "{5 train|5 trains}", false},
		{"{-5 percent|−5%}", "{5 percent|5%}", false}, {"增长率为{-5 percent|−5%}", "fell by 5%", true},
		{"增加{2 times|2倍}", "{2 times|2 times}", true}, {"增加{2 times|2倍}", "tripled", true}, {"增加{2 times|2倍}", "doubled", false},
		// Units that prose is not read for are no difference to it.
		{"{350 km/h|350公里/小时}", "350 km/h", true}, {"{48000 firm|4.8万家}", "48,000 firms", true}, {"{12 years|12年}", "12 months", false},
		{"{1e4 m2|1万平方米}", "1 hectare", true}, {"{10400 m2|10,400平方米}", "1.04 hectares", true}, {"{10400 m2|10,400平方米}", "1.1 hectares", false},
	} {
		onlyZh, onlyEn, _ := Match(withData("zh", c.zh), withData("en", c.en))
		if got := len(onlyZh)+len(onlyEn) == 0; got != c.same {
			t.Errorf("%s / %s: same is %v; left over %s / %s", c.zh, c.en, got, show(onlyZh), show(onlyEn))
		}
	}
}
