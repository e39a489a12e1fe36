package foreign

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"keben/internal/tool"
)

func rewrite(text string) Result { return rewriteFor(tool.MyST, text) }

func rewriteFor(t tool.Name, text string) Result {
	return Rewrite(Options{Text: []byte(text), Tool: t, Open: func(name string) ([]byte, bool) {
		switch name {
		case "self.md":
			return []byte("again\n\n{{#include self.md}}\n"), true
		case "lines":
			return []byte("1\n2\n3\n"), true
		}
		return nil, false
	}})
}

func TestFileThatIncludesItselfEnds(t *testing.T) {
	r := rewrite("{{#include self.md}}\n")
	if n := strings.Count(string(r.Text), "again"); n != maxIncludes {
		t.Errorf("%d times", n)
	}
}

func TestRangesAreThoseOfMdBook(t *testing.T) {
	for spec, want := range map[string]string{
		"lines": "1\n2\n3\n", "lines:2": "2\n", "lines:2:": "2\n3\n", "lines::2": "1\n2\n", "lines:2:2": "2\n", "lines:9": "", "lines:3:1": "", "lines:none": "",
	} {
		r := rewrite("```\n{{#include " + spec + "}}\n```\n")
		got := strings.TrimSuffix(strings.TrimPrefix(string(r.Text), "```\n"), "```\n")
		if strings.Trim(got, "\n") != strings.Trim(want, "\n") {
			t.Errorf("%s: %q", spec, got)
		}
	}
}

func TestTextWithoutForeignSyntaxIsLeftAsItIs(t *testing.T) {
	text := "# 标题\n\n正文 `{{< x >}}` 与 [链接](a.md)。\r\n\n> 引文\n\n| a | b |\n|---|---|\n| [[1]](x) | 2 |\n\n    {% raw %}\n"
	if r := rewrite(text); string(r.Text) != text || len(r.Found) > 0 {
		t.Errorf("%q\n%v", r.Text, r.Found)
	}
}

var fuzzSeeds = []string{
	"```{note} a\n:x: y\n\nb\n```\n", "(a)=\n# b\n", "![a](b)\n:label:`c`\n", "```{r, x=1}\n#| y\nz\n```\n", "<Tabs>\n<TabItem value=\"a\">\nb\n</TabItem>\n",
	":::{figure} a\nb\n:::\n", "{sub}`a` :cite:`b`\n", "```js title=\"a\"\nb\n```\n", "import {\na\n} from 'b'\n\nc\n",
	"!!! note \"a\"\n    b\n\n    c\n\nd\n", "=== \"t\"\n\tx\n", "{% hint style=\"x\" %}\ny\n{% endhint %}\n", "{{< a >}}b{{< /a >}} [[c|d]] {% e %}",
	"> [!faq]- x\n> y\n", "```\n{{#include lines:2}}\n", "{{#include self.md}}", "- a\n\n    !!! b\n        c\n", "::: details x\ny\n:::\n", "<<< @/lines\n", "{{% x %}}", "\t!!! a\n",
}

// FuzzRewrite holds every text to what must be true of any: places lead into the original and never back, and
// no word is lost but those of directives.
func FuzzRewrite(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // package plaintext has seen to that
		}
		for _, tool := range []tool.Name{tool.Any, tool.MyST, tool.Docusaurus, tool.MkDocs, tool.Quarto} {
			mustHold(t, text, rewriteFor(tool, text))
		}
	})
}

// mustHold fails if what must be true of any text is not of one.
func mustHold(t *testing.T, text string, r Result) {
	t.Helper()
	for i := 0; i <= len(r.Text); i++ {
		if at := r.Map.Offset(i); at < 0 || at > len(text) {
			t.Fatalf("offset %d comes from %d of %d", i, at, len(text))
		}
	}
	for _, found := range r.Found {
		if found.Count < 1 || found.Offset < 0 || found.Offset > len(text) {
			t.Fatalf("%+v", found)
		}
	}
	if !strings.ContainsAny(text, "{!?=<:[@>-*%(") && letters(string(r.Text)) != letters(text) {
		t.Fatalf("%q became %q", text, r.Text)
	}
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

func TestWhatIsLikeAForeignConstructIsTakenApart(t *testing.T) {
	for _, c := range [...]struct {
		name, text, want string
		found            bool
	}{
		{"an index is no link", "See a[[i]].\n", "See a[[i]].\n", false},
		{"the id of a heading is ours", "## 港口 :id=ports\n", "## 港口 {#ports}\n", true},
		{"a colon in a heading is none", "## 港口 id=ports\n", "## 港口 id=ports\n", false},
		{"a link", "See [[Ports]].\n", "See Ports.\n", true},
		{"the title of a shortcode stays", "{{< tabs title=\"Ports\" >}}\n\nText.\n\n{{< /tabs >}}\n", "**Ports**\n\nText.\n\n\n", true},
		{"an unknown shortcode is shown", "See {{< ports `x` >}}.\n", "See `{{< ports 'x' >}}`.\n", true},
		{"the indent of an admonition goes", "!!! note\n    One.\n\n        code\n", "::: note\nOne.\n\n    code\n:::\n", true},
	} {
		r := rewrite(c.text)
		var found []string
		for _, f := range r.Found {
			found = append(found, f.Construct.En)
		}
		if string(r.Text) != c.want || (len(found) > 0) != c.found {
			t.Errorf("%s: %q %q", c.name, r.Text, found)
		}
	}
}

func TestDirectivesInDirectivesAreReadToADepth(t *testing.T) {
	const n = 20_000
	r := rewrite(strings.Repeat("```{note}\n", n))
	if got := strings.Count(string(r.Text), "::: note"); got != maxDirectives {
		t.Errorf("%d callouts", got)
	}
	if got := strings.Count(string(r.Text), "```{note}"); got != n-maxDirectives {
		t.Errorf("%d lines of code", got)
	}
}
