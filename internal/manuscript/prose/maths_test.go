package prose

import "testing"

func TestFormulaIsToldFromPrice(t *testing.T) {
	for src, want := range map[string]string{
		"$a$ b":             "$a$",
		"$a b$, c":          "$a b$",
		"$n$th":             "$n$",
		"$\\$5$":            "$\\$5$",
		"$$a\nb$$ c":        "$$a\nb$$",
		"$x$中":              "$x$",
		"$5 and $6":         "",
		"$5与$6":             "",
		"$ a$":              "",
		"$a $":              "",
		"$GOPATH/pkg/$GOOS": "",
		"$a/$name":          "",
		"$":                 "", "$$": "", "$$$": "", "$a": "",
	} {
		if got := src[:MathsLength([]byte(src))]; got != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}
