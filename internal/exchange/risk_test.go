package exchange

import (
	"strings"
	"testing"
)

// risky is a book whose texts have what an import must look after.
func risky() ([]string, []string) {
	return []string{
			"## 节", "只有文字。", "一个[链接](two.md)，一个[网页](https://example.org/zh)。", "数值 {{ seq 1 2 }}，HTML <kbd>键</kbd>。",
			"图在此：![图](a.png)，见 @fig-a。", "一段[注](x.md){.c}文字。", "[参]是定义。", "[参]: two.md",
		}, []string{
			"## Section", "Text only.", "A [link](two.md) and a [page](https://example.org/en).", "A value {{ seq 1 2 }}, HTML <kbd>key</kbd>.",
			"A picture: ![picture](a.png), see @fig-a.", "A [note](x.md){.c} of text.", "[ref] is defined.", "[ref]: two.md",
		}
}

func TestWhatATranslatorMayNotBringIsRefused(t *testing.T) {
	for _, c := range []struct{ source, target, says string }{
		{"只有文字。", "Text {{ .Env }}.", "{{ .Env }}"},
		{"只有文字。", "Text {{ broken.", "{{"},
		{"只有文字。", "Text {% raw %}.", "{%"},
		{"只有文字。", "Text <script>alert(1)</script>.", "<script>"},
		{"只有文字。", "Text <img src=x onerror=a()>.", "<img"},
		{"只有文字。", "Text <!-- keben: ignore dead-link -->.", "<!--"},
		{"只有文字。", "Text [x](javascript:alert(1)).", "javascript:alert"},
		{"只有文字。", "Text <https://evil.example/>.", "https://evil.example/"},
		{"只有文字。", "Text ![x](https://evil.example/i.png).", "https://evil.example/i.png"},
		{"一个[链接](two.md)，一个[网页](https://example.org/zh)。", "A [link](javascript:a) and a [page](https://example.org/en).", "javascript:a"},
		{"一个[链接](two.md)，一个[网页](https://example.org/zh)。", "A [link](<java script:a>) and a [page](https://example.org/en).", "script:a"},
		{"一个[链接](two.md)，一个[网页](https://example.org/zh)。", "A [link](java&#115;cript&colon;a) and a [page](https://example.org/en).", "java&#115;cript"},
		{"一个[链接](two.md)，一个[网页](https://example.org/zh)。", "A link and a [page](https://example.org/en).", "two.md"},
		{"一个[链接](two.md)，一个[网页](https://example.org/zh)。", "A link and a page.", "two.md"},
		{"数值 {{ seq 1 2 }}，HTML <kbd>键</kbd>。", "A value, HTML <kbd>key</kbd>.", "{{ seq"},
		{"数值 {{ seq 1 2 }}，HTML <kbd>键</kbd>。", "A value {{ seq 1 3 }}, HTML <kbd>key</kbd>.", "{{ seq 1 3 }}"},
		{"数值 {{ seq 1 2 }}，HTML <kbd>键</kbd>。", "A value {{ seq 1 2 }}, HTML <kbd onclick=a()>key</kbd>.", "<kbd onclick=a()>"},
		{"图在此：![图](a.png)，见 @fig-a。", "A picture, see @fig-a.", "a.png"},
		{"图在此：![图](a.png)，见 @fig-a。", "A picture: ![picture](a.png).", "@fig-a"},
		{"一段[注](x.md){.c}文字。", "A [note](x.md){.c onclick=\"a()\"} of text.", "onclick"},
		{"一段[注](x.md){.c}文字。", "A [note](x.md){.c #id} of text.", "#id"},
	} {
		for _, f := range formats {
			zh, en := risky()
			b := bookOf(zh, en)
			before := string(b["content/en/one.md"].Data)
			in := f.read(t, f.write(survey(t, b)))
			found := false
			for i := range in.Units {
				u := &in.Units[i]
				if u.Source == c.source {
					u.Target, u.pieces, found = c.target, nil, true
				}
				if u.Source == "节" { // the rest is imported
					u.Target, u.pieces = "A new section", nil
				}
			}
			if !found {
				t.Fatalf("no text %q", c.source)
			}
			out, said := bring(t, b, in, Options{})
			all := strings.Join(said, "\n")
			after := string(b["content/en/one.md"].Data)
			if out.Left != 1 || out.Changed != 1 || !strings.Contains(all, c.says) || !strings.Contains(all, "is left out") || after != strings.Replace(before, "## Section", "## A new section", 1) {
				t.Errorf("%s: %q: %d changed, %d left, %q\n%s", f.name, c.target, out.Changed, out.Left, said, after)
			}
		}
	}
}

func TestWhatATranslatorMayChangeIsTaken(t *testing.T) {
	for _, c := range [][2]string{
		{"只有文字。", "Other text, {braces}, 1 < 2 and a > b."},
		{"一个[链接](two.md)，一个[网页](https://example.org/zh)。", "A [page](http://example.org/other) and a [link](two.md#part)."},
		{"数值 {{ seq 1 2 }}，HTML <kbd>键</kbd>。", "HTML <kbd>the key</kbd> and the value {{ seq 1 2 }}."},
		{"图在此：![图](a.png)，见 @fig-a。", "See @fig-a: ![another text](a.png)."},
		{"[参]是定义。", "A defined [ref]."},
	} {
		zh, en := risky()
		b := bookOf(zh, en)
		out, said := bring(t, b, given(t, survey(t, b), c[0], c[1]), Options{})
		if out.Changed != 1 || out.Left != 0 || !strings.Contains(string(b["content/en/one.md"].Data), c[1]) {
			t.Errorf("%q: %+v %q", c[1], out, said)
		}
	}
}

func TestWhatATranslationHadBeforeIsNoNews(t *testing.T) {
	b := bookOf([]string{"## 节", "文字[^a]。", "[^a]: 注"}, []string{"## Section", "Text <sup>x</sup> [y](https://example.org/) {{ seq 1 2 }}.", "[^a]: note"})
	out, said := bring(t, b, given(t, survey(t, b), "文字[^a]。", "Other text <sup>x</sup> [z](https://example.org/2) {{ seq 1 2 }}."), Options{})
	if out.Left != 0 || out.Changed != 1 {
		t.Errorf("%+v %q", out, said)
	}
}

func TestTheSchemeOfAnAddressIsTheOneThatABrowserFinds(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "a.md": "", "a.md#b": "", "a/b:c": "", "#a:b": "", "?a:b": "", "//a.org": "https", "http://a.org": "https", "HTTP://a.org": "https", "https://a.org": "https", "mailto:a@b.org": "mailto",
		"java\tscript:a": "javascript", " javascript:a": "javascript", "java\x7fscript:a": "javascript", "<javascript:a": "javascript", `java\script:a`: "javascript", "java~script:a": "java~script", "java&#115;cript&colon;a": "&", "a?b&c": "&",
	} {
		if got := scheme(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
