package lang

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzDate: what is a date is written out, what is none comes back as it was.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"2025", "2025-09", "2025-09-01", "2024-02-29", "2025-02-29", "0000-01-01", "9999-12-31", "乙巳年秋", "2025-9-1", "", "----------"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, tag := range Tags() {
			switch out := Of(tag).Date(s); {
			case !KnownDate(s) && out != s:
				t.Fatalf("%q in %s: %q", s, tag, out)
			case KnownDate(s) && (!utf8.ValidString(out) || !strings.Contains(out, strings.TrimLeft(s[:4], "0"))):
				t.Fatalf("%q in %s: %q", s, tag, out)
			}
		}
	})
}
