package stint

import (
	html "html/template"
	"io"
	"strings"
	"testing"
	"text/template"
	"text/template/parse"

	"keben/internal/diag"
	"keben/internal/source"
)

var sample = Limits{Steps: 100_000, Output: 50_000, Text: 1_000, Depth: 50, Nesting: 20, Loops: 500}

// run carries text out with both template packages and returns what stopped it, or what it prints.
func run(t *testing.T, text string) (stopped, printed string) {
	t.Helper()
	plain, first := runPlain(text)
	marked, second := runHTML(text)
	if first != second || plain != marked {
		t.Errorf("%.60s: text/template %q %q, html/template %q %q", text, first, plain, second, marked)
	}
	return first, plain
}

func runPlain(text string) (printed, stopped string) {
	m := New(sample)
	t, err := template.New("page").Funcs(m.Funcs()).Parse(text)
	if err != nil {
		return "", err.Error()
	}
	trees := map[string]*parse.Tree{}
	for _, part := range t.Templates() {
		trees[part.Name()] = part.Tree
	}
	return carry(m, trees, text, func(w io.Writer) error { return t.Execute(w, nil) })
}

func runHTML(text string) (printed, stopped string) {
	m := New(sample)
	t, err := html.New("page").Funcs(m.Funcs()).Parse(text)
	if err != nil {
		return "", err.Error()
	}
	trees := map[string]*parse.Tree{}
	for _, part := range t.Templates() {
		trees[part.Name()] = part.Tree
	}
	return carry(m, trees, text, func(w io.Writer) error { return t.Execute(w, nil) })
}

var other = diag.NewKind("other", diag.Error, "other: %s", "其他：%s")

func carry(m *Meter, trees map[string]*parse.Tree, text string, execute func(io.Writer) error) (printed, stopped string) {
	src := source.New("page.html", []byte(text))
	if stops := m.Watch(trees); len(stops) > 0 {
		return "", stops[0].Bound.String() + " " + stops[0].In(src).Place.String()
	}
	var b strings.Builder
	m.Begin()
	err := execute(m.Writer(&b))
	if err == nil {
		return b.String(), ""
	}
	msg := Message(err, other, func(string) *source.File { return src }, src)
	for bound, row := range rows {
		if row.Kind == msg.Kind {
			return "", Bound(bound).String() + " " + msg.Place.String()
		}
	}
	return "", msg.Text("en")
}

func TestATemplateThatDoesNotEndIsStoppedWhereItGoesRound(t *testing.T) {
	deep := strings.Repeat("{{if 1}}", 30) + strings.Repeat("{{end}}", 30)
	loops := strings.Repeat("{{range 2}}", 15) + "x" + strings.Repeat("{{end}}", 15)
	for text, want := range map[string]string{
		"x\n{{range 1000000000000}}{{end}}":                                     "steps page.html:2:1",
		"x\n {{range 1000000000000}}{{range 3}}{{end}}{{end}}":                  "steps page.html:2:25",
		"{{range 1000000000000}}{{with 1}}{{end}}{{continue}}{{end}}":           "steps page.html:1:1",
		"{{range 1000000000000}}0123456789{{end}}":                              "output page.html:1:1",
		`{{define "a"}}{{template "a"}}{{end}}` + "\n" + `{{template "a"}}`:     "depth page.html:1:1",
		`{{define "a"}}{{if 0}}{{end}}{{template "a"}}{{end}}x{{template "a"}}`: "depth page.html:1:1",
		`{{define "b"}}{{range 30}}{{template "c"}}{{end}}{{end}}{{define "c"}}{{range 90}}{{template "d"}}{{end}}{{end}}{{define "d"}}{{range 90}}{{end}}{{end}}{{template "b"}}`: "steps page.html:1:127",
		`{{$x := "a"}}{{range 100}}{{$x = printf "%s%s" $x $x}}{{end}}`:                         "text page.html:1:34",
		`{{$x := "\\"}}{{range 100}}{{$x = js $x}}{{end}}`:                                      "text page.html:1:35",
		`{{$x := "&"}}{{range 1000}}{{$x = html $x}}{{end}}`:                                    "text page.html:1:35",
		`{{$x := "%"}}{{range 1000}}{{$x = urlquery $x}}{{end}}`:                                "text page.html:1:35",
		`{{$x := "a"}}{{range 100}}{{$x = print $x $x}}{{end}}`:                                 "text page.html:1:34",
		`{{$x := "a"}}{{range 100}}{{$x = println $x $x}}{{end}}`:                               "text page.html:1:34",
		`{{printf "%1000000d" 1}}`:                                                              "text page.html:1:3",
		`{{printf "%*d" 1000000 1}}`:                                                            "text page.html:1:3",
		`{{printf "%.1000000f" 1.5}}`:                                                           "text page.html:1:3",
		`{{printf "` + strings.Repeat("%[1]s", 1000) + `" "` + strings.Repeat("a", 500) + `"}}`: "text page.html:1:3",
		deep:  "nesting page.html:1:73",
		loops: "loops page.html:1:78",
	} {
		if got, _ := run(t, text); got != want {
			t.Errorf("%.80s:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestACountedTemplatePrintsWhatItDidBefore(t *testing.T) {
	for _, text := range []string{
		"", "x", "{{/* nothing */}}",
		`<a href="{{range 3}}{{.}}/{{end}}" title={{print 1}}>{{range $x := 3}}{{$x}}{{else}}none{{end}}</a>`,
		`<script>var a = [{{range 3}}{{.}},{{end}}];</script><style>{{range 2}}a{color:red}{{end}}</style>`,
		`<p {{range 2}}a{{.}}="b" {{end}}>{{range 5}}{{if eq . 3}}{{break}}{{end}}{{.}}{{end}}`,
		`{{define "x"}}{{if .}}{{template "x" (slice . 1)}}{{.}}{{end}}{{end}}{{template "x" "abc"}}`,
		`{{block "b" 1}}{{with .}}{{.}}{{end}}{{end}}{{printf "%5d|%-8s|%q" 12 "a" "b"}}{{println "a" 1}}{{html "<"}}`,
	} {
		plain := template.Must(template.New("page").Parse(text))
		var b strings.Builder
		if err := plain.Execute(&b, nil); err != nil {
			t.Fatal(err)
		}
		if got, stopped := runPlain(text); got != b.String() {
			t.Errorf("%s: %q %s, want %q", text, got, stopped, b.String())
		}
		marked := html.Must(html.New("page").Parse(text))
		b.Reset()
		if err := marked.Execute(&b, nil); err != nil {
			t.Fatal(err)
		}
		if got, stopped := runHTML(text); got != b.String() {
			t.Errorf("%s: %q %s, want %q", text, got, stopped, b.String())
		}
	}
}

func TestTheEstimateOfAFormatIsNeverTooSmall(t *testing.T) {
	args := []any{"abcdefghij", 12345, 1.25}
	for _, format := range []string{"", "%s", "%20s", "%-20.3s|%d", "%%%d", "%+09d%[1]q", "%#x %X", "%v %v %v", "%08.3f", "%!", "%"} {
		m := New(Limits{Text: 1 << 20, Steps: 1 << 20})
		got, err := m.printf(format, args...)
		if err != nil {
			t.Fatal(err)
		}
		if most := 16 * estimate(format, 24); !strings.Contains(got, "EXTRA") && len(got) > most {
			t.Errorf("%q makes %d bytes, estimated %d", format, len(got), most)
		}
	}
	if n := estimate("%99999999999999999999d%*.*f", 1); n < 2*widest {
		t.Errorf("estimated %d", n)
	}
}
