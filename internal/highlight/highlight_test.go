package highlight

import (
	"strings"
	"testing"
)

func show(tokens []Token) string {
	var b strings.Builder
	for _, t := range tokens {
		if t.Kind == Plain {
			b.WriteString(t.Text)
		} else {
			b.WriteString("‹" + t.Kind.String() + ":" + t.Text + "›")
		}
	}
	return b.String()
}

func TestTokensTellWhatIsWhat(t *testing.T) {
	got := show(Tokens("go", "func f() int { return 12 } // 注释\n"))
	want := "‹keyword:func› ‹name:f›() ‹keyword:int› { ‹keyword:return› ‹number:12› } ‹comment:// 注释›\n"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestUnknownLanguageIsPlain(t *testing.T) {
	if got := Tokens("no-such-language", "func x"); len(got) != 1 || got[0].Kind != Plain {
		t.Errorf("%v", got)
	}
}

func TestListingsOfOneLongLineHaveOneColour(t *testing.T) {
	for name, text := range map[string]string{
		"a long line": strings.Repeat("x+", longestLine),
		"a long text": strings.Repeat("x := 1\n", longestText/7+1),
		"empty lines": "x := 1" + strings.Repeat(" \n", mostEmptyLines+2),
	} {
		if got := Tokens("go", text); len(got) != 1 || got[0] != (Token{Plain, text}) {
			t.Errorf("%s: %d tokens", name, len(got))
		}
	}
	if got := Tokens(strings.Repeat("go", longestLanguage), "x := 1"); len(got) != 1 {
		t.Errorf("a language without end: %d tokens", len(got))
	}
	if got := Tokens("go", strings.Repeat("x := 1\n\n", 1000)); len(got) < 1000 {
		t.Errorf("an ordinary listing has %d tokens", len(got))
	}
}

func FuzzTokensKeepTheText(f *testing.F) {
	for _, l := range []string{"go", "html", "python", "sql", "bash", "yaml", "js", ""} {
		f.Add(l, "a \"b\n<x y='1'>\r\n\t// c\n")
	}
	f.Fuzz(func(t *testing.T, language, text string) {
		var b strings.Builder
		for _, tok := range Tokens(language, text) {
			b.WriteString(tok.Text)
		}
		if b.String() != text {
			t.Errorf("got %q, want %q", b.String(), text)
		}
		var lines []string
		for _, l := range Lines(Tokens(language, text)) {
			s := ""
			for _, tok := range l {
				s += tok.Text
			}
			lines = append(lines, s)
		}
		if strings.Join(lines, "\n") != text {
			t.Errorf("lines %q, want %q", lines, text)
		}
	})
}

func TestTokensAreKeptAndForgotten(t *testing.T) {
	m := memory{newer: map[program][]Token{}}
	big := strings.Repeat("x", generation/2+1)
	first := program{"go", big + "1"}
	m.put(first, []Token{{Plain, first.text}})
	if _, ok := m.get(first); !ok {
		t.Error("what was put is not there")
	}
	for _, s := range []string{"2", "3", "4"} {
		m.put(program{"go", big + s}, nil)
	}
	if _, ok := m.get(first); ok {
		t.Error("the oldest is still there")
	}
	if n := len(m.newer) + len(m.older); n > 2 {
		t.Errorf("%d programs are kept", n)
	}
}
