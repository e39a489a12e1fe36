package wording

import (
	"encoding/xml"
	"errors"
	html "html/template"
	"io"
	"regexp"
	"strings"
	"testing"
	"text/template"

	"keben/internal/diag"
)

// english is a word of English that no code in backticks or brackets quotes.
var english = regexp.MustCompile(`[A-Za-z]{2,} [A-Za-z]{2,}`)

// group is a group of a pattern that was left over.
var group = regexp.MustCompile(`\$\d`)

var quoted = regexp.MustCompile("`[^`]*`|<[^>]*>|\\{\\{[^}]*\\}\\}")

// inChinese checks a phrase that a real error came to.
func inChinese(t *testing.T, said string, p diag.Phrase, unknown string) {
	t.Helper()
	if strings.HasSuffix(p.Zh, unknown) {
		t.Errorf("%q is not in the table", said)
	}
	if run := english.FindString(quoted.ReplaceAllString(p.Zh, "·")); run != "" || group.MatchString(p.Zh) {
		t.Errorf("%q becomes %q, in which stands %q", said, p.Zh, run)
	}
	if p.En == "" || group.MatchString(p.En) {
		t.Errorf("%q becomes %q", said, p.En)
	}
}

var place = regexp.MustCompile(`^(?:html/)?template: ?[^:]*:\d+(?::\d+)?: (?:executing "[^"]*" at )?`)

// Every fault is made in a real template, so that a new wording of Go's is noticed.
func TestTemplateFaultsAreWorded(t *testing.T) {
	type sub struct{ N int }
	data := map[string]any{"s": "text", "n": 3, "list": []int{1}, "sub": sub{}, "none": (*sub)(nil), "empty": nil}
	funcs := template.FuncMap{
		"fail": func() (string, error) { return "", errors.New("qty takes a key, or a number and a unit") },
		"one":  func(n int) string { return "" },
	}
	for _, src := range []string{
		"{{if .s}}", "{{end}}", "{{else}}", "{{if}}", "{{.s", "{{/* x", "{{\"x}}", "{{`x}}", "{{'x}}", "{{shout}}", "{{$x}}", "{{(1}}", "{{1)}}",
		"{{range $a, $b, $c := .list}}{{end}}", "{{range $a, $b := 1}}{{end}}", "{{.s.t}}", "{{.sub.M}}", "{{.nothing}}", "{{.none.N}}", "{{one}}", "{{one 1 2}}",
		"{{one .s}}", "{{fail}}", "{{range .n | len}}{{end}}", "{{range .sub}}{{end}}", "{{template \"x\"}}", "{{index .list 5}}", "{{index .n 1}}",
		"{{len .n}}", "{{lt .s 1}}", "{{lt .s}}", "{{slice .list 5 9}}", "{{1 | 2}}", "{{nil}}", "{{break}}", "{{continue}}", "{{.n 1}}", "{{1x}}", "{{，}}",
		"{{define \"a\"}}{{template \"a\"}}{{end}}{{template \"a\"}}", "{{.s | }}", "{{| 1}}", "{{1 := 2}}", "{{call .n}}", "{{printf}}", "{{one nil}}", "{{if .s}}{{else}}{{else}}{{end}}",
		"{{with .s}}", "{{range .list}}", "{{block \"b\" .}}", "{{.s.}}", "{{..s}}", "{{eq .list .list}}", "{{and}}", "{{not}}",
	} {
		tmpl, err := template.New("x").Option("missingkey=error").Funcs(funcs).Parse(src)
		if err == nil {
			err = tmpl.Execute(io.Discard, data)
		}
		if err == nil {
			t.Logf("%s is no fault", src)
			continue
		}
		said := place.ReplaceAllString(err.Error(), "")
		inChinese(t, src+" → "+said, Template(said), "写法有误")
	}
}

func TestPageTemplateFaultsAreWorded(t *testing.T) {
	for _, src := range []string{
		`<a href="{{.}}`, `<a {{if .}}href="{{end}}x">`, `<a "b">`, `<a b=c"d>`, `<script>/{{.}}`, `{{. | js | html | urlquery}}<a href='{{html .}}{{. | html}}'>`,
		`<a href="{{if .}}/x?{{else}}y{{end}}{{.}}">`, `<style>a { b: '\`, `<script>{{range .}}'{{end}}</script>`, `<a b=c{{"d"}}"e>`,
	} {
		tmpl, err := html.New("x").Parse(src)
		if err == nil {
			err = tmpl.Execute(io.Discard, "x")
		}
		if err == nil {
			t.Logf("%s is no fault", src)
			continue
		}
		said := place.ReplaceAllString(err.Error(), "")
		inChinese(t, src+" → "+said, Template(said), "写法有误")
	}
}

func TestXMLFaultsAreWorded(t *testing.T) {
	for _, src := range []string{
		"<a", "<a>", "<a></b>", "</a>", "<a b>", "<a b=c>", `<a b="<">`, "<a>&x;</a>", "<a>&x</a>", "<a>]]></a>", "<a>\x01</a>", "<a>\xff</a>", "< a>", "<!-", "<![x", "<a/ >", "</ a>",
		"<?", `<?xml version="2.0"?><a/>`, `<?xml version="1.0" encoding="gbk"?><a/>`, `<a xmlns:x="u"><x:b></b></a>`, "<a><!-- -- --></a>", "<a><![CDATA[x", "<a =''>", "<1/>",
	} {
		d := xml.NewDecoder(strings.NewReader(src))
		var err error
		for err == nil {
			_, err = d.Token()
		}
		if err == io.EOF {
			t.Logf("%q is no fault", src)
			continue
		}
		inChinese(t, src+" → "+err.Error(), XML(err.Error()), "语法有误")
	}
}

func TestWhatIsNotKnownIsSaidInEnglishOnlyInEnglish(t *testing.T) {
	p := Template("quux is not a frob")
	if p.En != "quux is not a frob" || p.Zh != "写法有误" {
		t.Errorf("%+v", p)
	}
	if p := TOML("expected value but found 'x' instead"); p.Zh != "应为加双引号的值，实为 `x`" {
		t.Errorf("%+v", p)
	}
}
