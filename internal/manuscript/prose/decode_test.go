package prose

import "testing"

func TestCharactersThatAreEscapedOrNamed(t *testing.T) {
	for in, want := range map[string]string{
		`a&lt;b`: "a<b", `&copy;`: "©", `&notit;`: "&notit;", `&nosuch;`: "&nosuch;", `AT&T &#169;`: "AT&T ©", `&amp;lt;`: "&lt;",
		`&&lt;`: "&<", `&\&lt;`: "&&lt;", `\&lt;`: "&lt;", `\a`: `\a`, `&#1;`: "\uFFFD", `&&&#1;`: "&&\uFFFD", `&#x0;`: "\uFFFD", `&#xD800;`: "\uFFFD",
		`&#10;`: "\n", `&#x4E2D;`: "中", `&#12345678;`: "&#12345678;", "a\x00b": "a\uFFFDb", `&`: "&", `&;`: "&;",
	} {
		if got := string(Unescape(nil, []byte(in))); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}
