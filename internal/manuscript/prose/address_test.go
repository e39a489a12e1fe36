package prose

import (
	"strings"
	"testing"
)

// head is the text that a length takes from the beginning of s, and tail from its end.
func head(s string, n int) string { return s[:n] }
func tail(s string, n int) string { return s[len(s)-n:] }

func TestASchemeIsAWordOfItsOwn(t *testing.T) {
	for in, want := range map[string]string{
		"http": "http", "https": "https", "ftp": "ftp", "HTTPS": "https", "see http": "http", "见https": "https", "(ftp": "ftp",
		"xhttp": "", "0ftp": "", "ttp": "", "": "", "gopher": "",
	} {
		if got := tail(in, SchemeLength([]byte(in))); !strings.EqualFold(got, want) {
			t.Errorf("%q ends with %q, want %q", in, got, want)
		}
	}
}

func TestAnAddressEndsBeforeThePunctuationOfItsSentence(t *testing.T) {
	for in, want := range map[string]string{
		"://a.b/c?d=e&f#g next": "://a.b/c?d=e&f#g", "://a.b。后": "://a.b", "://a.b，": "://a.b", "://a.b\x7f": "://a.b", "://a.b\tc": "://a.b",
		"://a/(b) c": "://a/(b)", "://a/(b(c))) d": "://a/(b(c))", "://a/b)": "://a/b", "://a/(b": "://a/(b",
		"://a.": "://a", "://a?!.,:;*_~'[]": "://a", "://a.b~": "://a.b", "://a-": "://a-", "://a/": "://a/", "://a~b": "://a~b",
		"://a<b": "://a", "://a>b": "://a", `://a"b`: "://a", "://a`b": "://a", "://a|b": "://a", `://a\b`: "://a", "://a^b": "://a", "://a{b": "://a", "://a}b": "://a",
		"": "", "...": "",
	} {
		if got := head(in, URLLength([]byte(in), false)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"://a/b]c": "://a/b", "://a/[b": "://a/[b"} {
		if got := head(in, URLLength([]byte(in), true)); got != want {
			t.Errorf("in a label, %q: %q, want %q", in, got, want)
		}
	}
	if got := "://a/b]c"; URLLength([]byte(got), false) != len(got) {
		t.Error("outside a label a bracket ends an address")
	}
}

func TestAnAddressOfMailHasALocalPartAndADomainWithADot(t *testing.T) {
	for in, want := range map[string]string{
		"a": "a", "to a.b_c+d-e9": "a.b_c+d-e9", "见ab": "ab", "..a": "a", "_-a": "a", "...": "", "": "", "a!b": "b", "a ": "",
	} {
		if got := tail(in, LocalLength([]byte(in))); got != want {
			t.Errorf("before the sign, %q ends with %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"@a.b": "@a.b", "@a.b c": "@a.b", "@a-b.c-d.e9": "@a-b.c-d.e9", "@a.b.": "@a.b", "@a.b-": "@a.b", "@a.b中": "@a.b", "@a.b.-": "@a.b", "@a.b.c.": "@a.b.c",
		"@a": "", "@a.": "", "@a-.": "", "@.a": "", "@-a.b": "", "@": "", "@ a.b": "", "@a..": "", "@9.b": "@9.b",
	} {
		if got := head(in, DomainLength([]byte(in))); got != want {
			t.Errorf("%q: the domain is %q, want %q", in, got, want)
		}
	}
}
