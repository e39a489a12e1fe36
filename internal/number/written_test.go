package number

import (
	"fmt"
	"strings"
	"testing"
)

// ordinalOf makes the ordinal of a number written in words, by the rules of grammar.
func ordinalOf(n int64) string {
	s := inWords(n)
	i := strings.LastIndexAny(s, "- ") + 1
	switch last := s[i:]; {
	case last == "one":
		return s[:i] + "first"
	case last == "two":
		return s[:i] + "second"
	case last == "three":
		return s[:i] + "third"
	case last == "five" || last == "twelve":
		return s[:len(s)-2] + "fth"
	case last == "eight":
		return s + "h"
	case last == "nine":
		return s[:len(s)-1] + "th"
	case strings.HasSuffix(last, "y"):
		return s[:len(s)-1] + "ieth"
	}
	return s + "th"
}

// Every word of the lists is read as the number that grammar makes of it.
func TestEveryWordOfANumberIsRead(t *testing.T) {
	type row struct{ text, want string }
	var rows []row
	add := func(want, format string, args ...any) { rows = append(rows, row{fmt.Sprintf(format, args...), want}) }
	for n := int64(10); n < 100; n++ {
		add(fmt.Sprint(n), "they sent %s ships", inWords(n))
		add(fmt.Sprintf("ordinal %d", n), "it is the %s ship", ordinalOf(n))
	}
	for n := int64(2); n < 10; n++ {
		add(fmt.Sprintf("ordinal %d counted", n), "it is the %s ship", ordinalOf(n))
	}
	add("ordinal 100", "it is the hundredth ship")
	add("ordinal 1000", "it is the thousandth ship")
	for i, month := range strings.Fields("January February March April May June July August September October November December") {
		add(fmt.Sprintf("month %d; year 2025", i+1), "%s 2025", month)
		add(fmt.Sprintf("month %d; day 22", i+1), "%s 22", month)
		if i != 4 {
			add(fmt.Sprintf("month %d; day 22", i+1), "%s. 22", month[:3])
		}
	}
	for i, fold := range strings.Fields("- - twofold threefold fourfold fivefold sixfold sevenfold eightfold ninefold tenfold") {
		if i > 1 {
			add(fmt.Sprintf("times %d", i), "a %s increase", fold)
		}
	}
	for i, part := range strings.Fields("- - halves thirds quarters fifths sixths sevenths eighths ninths tenths") {
		if i > 2 {
			add(fmt.Sprintf("share 2/%d", i), "two %s of them", part)
		}
	}
	add("share 3/100", "three hundredths of it")
	for i, decade := range strings.Fields("twenties thirties forties fifties sixties seventies eighties nineties") {
		add(fmt.Sprintf("decade %d", (i+2)*10), "in the %s", decade)
	}
	for _, r := range rows {
		got := show(Read("en", r.text))
		if strings.HasPrefix(r.want, "share 2/") { // in lowest terms
			var n, d int64
			if fmt.Sscanf(r.want, "share %d/%d", &n, &d); d%2 == 0 {
				r.want = fmt.Sprintf("share 1/%d", d/2)
			}
		}
		if strings.TrimSuffix(got, " counted") != strings.TrimSuffix(r.want, " counted") {
			t.Errorf("%q is read as %q, want %q", r.text, got, r.want)
		}
	}
}
