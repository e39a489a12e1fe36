package prose

import "testing"

func TestAReadingNeedsABaseOfCJKAndOneBar(t *testing.T) {
	for in, want := range map[string][2]string{
		"{汉字|hàn zì}后": {"汉字", "hàn zì"}, `{汉 \| hàn}`: {"汉", "hàn"},
		"": {}, "{": {}, "汉|hàn}": {}, "{a|b}": {}, "{汉字}": {}, "{汉|}": {}, "{汉|a|b}": {}, "{汉|{a}}": {}, "{汉|a\n}": {}, "{汉|a": {},
	} {
		base, reading, n := ParseRuby([]byte(in))
		if string(base) != want[0] || string(reading) != want[1] {
			t.Errorf("%q is %q read %q", in, base, reading)
		}
		if n < 0 || (n > 0) != (want[0] != "") || n > 0 && in[n-1] != '}' {
			t.Errorf("%q is %d bytes long", in, n)
		}
	}
}
