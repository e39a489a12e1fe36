package twins

import (
	"strings"
	"testing"
)

func TestNumbersOfBothLanguagesAreTheSameValues(t *testing.T) {
	for _, c := range [...]struct{ text, want string }{
		{"2013年，1.04万亿美元", "2013 1.04e+12"}, {"in 2013, US$1.04 trillion", "2013 1.04e+12"},
		{"12,000列、1.2万列", "12000 12000"}, {"12,000 trains", "12000"}, {"250万 and 2.5 million", "2.5e+06 2.5e+06"},
		{"二〇二五年", "2025"}, {"三百六十天，一万二千人", "360 12000"}, {"两国、十二个", "~2 ~12"}, {"two of twelve, a third", "~2 ~12 ~3"},
		{"three hundred", "300"}, {"51.9%", "51.9"}, {"第1,2章", "1 2"}, {"１２３", "123"}, {"", ""}, {"二三十", ""}, {"often weighty", ""},
	} {
		var got []string
		for _, n := range numbers(c.text) {
			s := n.value
			if n.small {
				s = "~" + s
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: %s, want %s", c.text, s, c.want)
		}
	}
}

func FuzzNumbersAreFoundInAnything(f *testing.F) {
	f.Add("二〇二五年 1,234.5万亿 twelve hundred 一一一")
	f.Fuzz(func(t *testing.T, s string) { numbers(s) })
}
