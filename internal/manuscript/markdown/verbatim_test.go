package markdown

import (
	"strings"
	"testing"
)

func TestVerbatimFindsCodeAndFormulas(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"a `{{x}}` b {{y}} ``c`d``", "{{x}}|c`d"},
		{"```go\n{{x}}\n```\n{{y}}", "{{x}}\n"},
		{"- 项\n\n      {{x}}\n", "{{x}}\n"},
		{"> ```\n> {{x}}\n> {{y}}\n> ```", "{{x}}\n|{{y}}\n"},
		{"$a_{{b}}$ 价 $5 {{x}} $6", "$a_{{b}}$"},
		{"$$\n{{x}}\n$$", "$$\n|{{x}}\n|$$"},
		{"{{ qty `trade` }} 与 {{ printf `%s` $x }} $a$", "$a$"},
		{"^[注 `{{x}}`] [文 `{{y}}`]{.a}\n\n| `{{z}}` |\n|--|", "{{x}}|{{y}}|{{z}}"},
		{"没有", ""},
	} {
		var got []string
		for _, r := range Verbatim([]byte(c.src)) {
			got = append(got, c.src[r.From:r.To])
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.src, s, c.want)
		}
	}
}
