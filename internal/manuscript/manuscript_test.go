package manuscript

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"keben/internal/book"
	"keben/internal/dataset"
	"keben/internal/diag"
	"keben/internal/frontmatter"
	"keben/internal/golden"
	"keben/internal/project"
	"keben/internal/runaway"
	"keben/internal/source"
)

// TestManuscript reads whole book folders and prints every chapter.
func TestManuscript(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		p, _ := project.Read(a.FS())
		d, _ := dataset.Read(a.FS())
		b, ms := Read(a.FS(), p, d)
		var out bytes.Buffer
		for _, tag := range b.Languages {
			for _, slug := range p.Sources() {
				if c := b.Chapters[tag][slug]; c != nil {
					book.Dump(&out, c)
				}
			}
		}
		a.Want("book", out.String())
		a.Want("messages", report(ms, "en"))
		a.Want("messages.zh", report(ms, "zh"))
	})
}

func report(ms []diag.Message, lang diag.Language) string {
	var b strings.Builder
	for _, m := range diag.Sort(slices.Clone(ms)) {
		fmt.Fprintf(&b, "%s: %s: %s [%s]\n", m.Place, m.Kind.Severity, m.Text(lang), m.Kind.ID)
		if h := m.Hint(lang); h != "" {
			fmt.Fprintf(&b, "    %s\n", h)
		}
	}
	return b.String()
}

// one reads a chapter of a Chinese book with some data.
func one(t testing.TB, text string) (*book.Chapter, []diag.Message) {
	s := sample()
	if len(s.messages) > 0 {
		t.Fatal(report(s.messages, "en"))
	}
	b, ms := Read(fstest.MapFS{"content/zh/a.md": {Data: []byte(text)}}, s.project, s.data)
	return b.Chapters["zh"]["a"], ms
}

type sampleBook struct {
	project  *project.Project
	data     *dataset.Dataset
	messages []diag.Message
}

var sample = sync.OnceValue(func() sampleBook {
	fsys := fstest.MapFS{
		"book.yaml":       {Data: []byte("title: 书\nlanguages: [zh]\nchapters: [a]\n")},
		"content/zh/a.md": {},
		"data/trade.yaml": {Data: []byte("unit: USD\ny2024: 3.1e12\nlist: [甲, 乙, 丙]\n")},
	}
	p, ms := project.Read(fsys)
	d, found := dataset.Read(fsys)
	return sampleBook{p, d, append(ms, found...)}
})

func blocks(c *book.Chapter) string {
	var b bytes.Buffer
	book.DumpBlocks(&b, c.Source, c.Blocks, c.Notes)
	return b.String()
}

func TestTemplateFaultsAreExplainedAtTheirPlace(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown function", "甲{{ qyt \"x\" }}", "3:5: there is no template function `qyt`: did you mean `qty`?"},
		{"unclosed action", "甲 {{ qty \"x\"\n\n乙", "3:3: this action has no }}"},
		{"unclosed block", "甲\n\n{{ range .data.trade.list }}乙\n", "5:1: this {{ range }} has no {{ end }}"},
		{"stray end", "甲 {{ end }}", "3:3: this {{ end }} closes nothing"},
		{"curly quotes", "甲{{ qty “trade” }}", "3:9: a template action cannot contain “"},
		{"missing key", "一\n二 {{ .data.trade.y2042 }}", "4:3: there is no `y2042` here: did you mean `y2024`?"},
		{"missing in a loop", "{{ range .data.trade.list }}{{ $.params.x }}{{ end }}", "3:29: there is no `x` here; the braces are printed as typed"},
		{"missing datum", "甲 {{ qty \"trade.y2042\" }}", "3:3: there is no `trade.y2042` in data/: did you mean `trade.y2024`?"},
		{"output", "{{ range seq 1 9000 }}{{ range seq 1 9000 }}甲乙丙丁{{ end }}{{ end }}", "3:45: the template prints too much; it was stopped"},
		{"wide verbs", `{{ printf "` + strings.Repeat("%1000000d", 50) + `" 1 }}`, "3:1: the template prints too much; it was stopped"},
		{"long replacement", `{{ $x := "a" }}{{ range 40 }}{{ $x = replace "a" "aa" $x }}{{ end }}`, "3:30: the template prints too much; it was stopped"},
		{"long join", `{{ $x := "a" }}{{ range 15 }}{{ $x = print $x $x }}{{ end }}{{ join $x (split "" $x) }}`, "3:61: the template prints too much; it was stopped"},
		{"empty loop", "{{ range 1000000000 }}{{ end }}", "3:1: the template prints too much; it was stopped"},
		{"recursion", "{{ define \"a\" }}{{ template \"a\" }}{{ end }}{{ template \"a\" }}", ""},
		{"string", "{{ qty \"trade }}", "3:1: a quotation mark in this action has no end"},
		{"call", "{{ seq 1 \"x\" }}", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			chapter, ms := one(t, "# 题\n\n"+c.text+"\n")
			if len(ms) != 1 {
				t.Fatalf("%d messages: %s", len(ms), report(ms, "en"))
			}
			got := fmt.Sprintf("%d:%d: %s", ms[0].Place.Line(), ms[0].Place.Position().Col, ms[0].Text("en"))
			if c.want != "" && got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if chapter == nil || book.Plain(chapter.Title) != "题" {
				t.Error("the chapter is not read")
			}
		})
	}
}

func TestBracesAroundUndefinedNamesArePrintedAndAllAreTold(t *testing.T) {
	for _, c := range []struct{ text, plain, told string }{
		{"甲{{ name }}乙{{ .data.trade.y2042 }}丙{{ .lang }}", "甲{{ name }}乙{{ .data.trade.y2042 }}丙zh", "3:5 3:13"},
		{"{{ page.title }} {{ $frontmatter.x }} {{ $t('k') }} {{.Site.Title}}", "{{ page.title }} {{ $frontmatter.x }} {{ $t('k') }} {{.Site.Title}}", "3:4 3:18 3:42 3:53"},
		{"{{ a ? b : c }}{{ x | upper }}", "{{ a ? b : c }}{{ x | upper }}", "3:4 3:19"},
		{"{{ if .x }}甲{{ .lang }}{{ else }}乙{{ end }}{{ .lang }}", "{{ if .x }}甲{{ .lang }}{{ else }}乙{{ end }}zh", "3:1"},
		{"{{ if true }}甲{{ else if x }}乙{{ end }}{{ .lang }}", "{{ if true }}甲{{ else if x }}乙{{ end }}zh", "3:26"},
		{"{{ range .data.trade.list }}{{ $.params.x }}{{ . }}、{{ end }}", "{{ $.params.x }}甲、{{ $.params.x }}乙、{{ $.params.x }}丙、", "3:29"},
		{"{{ range $i, $x := .data.trade.list }}{{ $i }}{{ $j }}{{ end }}", "0{{ $j }}1{{ $j }}2{{ $j }}", "3:50"},
		{"{{ with .data }}{{ .trade.y2024 }}{{ .trade.y2042 }}{{ end }}{{ .lang }}", "3.1e12{{ .trade.y2042 }}zh", "3:35"},
		{"{{ with .data }}{{ if .nope.at }}甲{{ .nope.b }}{{ end }}{{ with .trade }}{{ .no }}{{ end }}{{ end }}乙", "{{ if .nope.at }}甲{{ .nope.b }}{{ end }}{{ .no }}乙", "3:17 3:74"},
		{"{{ printf `%s {{ x }} y` .lang }}{{\"{{\"}} x }}", "zh {{ x }} y{{ x }}", ""},
		{"{{ define \"d\" }}{{ .x }}{{ nope }}{{ end }}{{ template \"d\" .data.trade }}", "{{ .x }}{{ nope }}", "3:17 3:28"},
		{"{{/* nope */}}{{ len .lang }}{{ (index .data.trade.list 0) }}", "2甲", ""},
	} {
		chapter, ms := one(t, "# 题\n\n"+c.text+"\n\n末\n")
		var told []string
		for _, m := range diag.Sort(ms) {
			if m.Kind.ID != "template-name" || m.Kind.Severity != diag.Warning || !strings.Contains(m.Hint("en"), `{{"{{"}}`) || !strings.Contains(m.Hint("en"), "templates: false") {
				t.Errorf("%s: %s %s", c.text, m.Text("en"), m.Hint("en"))
			}
			told = append(told, fmt.Sprintf("%d:%d", m.Place.Line(), m.Place.Position().Col))
		}
		if got := strings.Join(told, " "); got != c.told {
			t.Errorf("%s: told at %s, want %s", c.text, got, c.told)
		}
		if p, ok := chapter.Blocks[0].(*book.Paragraph); !ok || book.Plain(p.Content) != c.plain {
			t.Errorf("%s\n%s\nwant %s", c.text, blocks(chapter), c.plain)
		}
		if last := chapter.Blocks[len(chapter.Blocks)-1].Common().Range; chapter.Source.At(last).Line() != 5 {
			t.Errorf("%s: the last paragraph is at %s", c.text, chapter.Source.At(last))
		}
	}
}

func TestPositionsAfterAnExpansionAreThoseOfTheSource(t *testing.T) {
	c, ms := one(t, "---\ntitle: 题\n---\n甲{{ range .data.trade.list }}、{{ . }}{{ end }}乙[^x]\n\n{{ qty \"trade.y2024\" }}与 ![图](no.png)\n")
	want := "content/zh/a.md:4:48: warning: footnote [^x] has no text [note-undefined]\n"
	if got := report(ms, "en"); !strings.HasPrefix(got, want) || !strings.Contains(got, "a.md:6:26: warning: there is no picture") {
		t.Errorf("%s", got)
	}
	if !strings.Contains(blocks(c), `"3.1万亿美元" @6:1`) {
		t.Error(blocks(c))
	}
}

func TestCodeAndFormulasAreNeverExpanded(t *testing.T) {
	text := "`{{ qty \"x\" }}` 与 $a_{{b}}$\n\n```\n{{ end }}\n```\n\n    {{ if }}\n\n{{ \"甲\" }}{{- `乙` }}\n"
	c, _ := one(t, "# 题\n\n"+text)
	got := blocks(c)
	for _, want := range []string{`"{{ qty \"x\" }}"`, "$a_{{b}}$", "{{ end }}", "{{ if }}", "甲乙"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestAnEmptyTitleIsNoTitle(t *testing.T) {
	for _, text := range []string{"#", "---\ntitle: ''\n---\n#\n甲", "# ![](no.png)"} {
		c, _ := one(t, text)
		if book.Plain(c.Title) != "a" {
			t.Errorf("%q has the title %q", text, book.Plain(c.Title))
		}
	}
}

func TestMaskKeepsLengthAndLines(t *testing.T) {
	f := func(text string) {
		m := mask([]byte(text))
		if len(m) != len(text) || bytes.Count(m, []byte("\n")) != strings.Count(text, "\n") {
			t.Errorf("%q is masked as %q", text, m)
		}
	}
	for _, s := range []string{"", "`汉字`", "```\n汉\n```", "$汉$\n$$\n字\n$$", "\t汉\n\n", "`{{`"} {
		f(s)
	}
}

func FuzzExpand(f *testing.F) {
	for _, s := range []string{
		"甲{{ qty \"trade.y2024\" }}乙", "{{- if true -}} a {{- else -}} b {{- end }}", "{{ range $i, $x := .data.trade.list }}{{ $i }}{{ $x }}{{ end }}",
		"{{ define \"x\" }}y{{ end }}{{ template \"x\" }}", "`{{` {{/* c */}}", "{{ table \"trade\" }}\n\n{{ chart `x` }}", "{{ with .lang }}{{ . }}{{ break }}{{ end }}", "{{", "}}", "{{ print `\x00` 1 }}",
	} {
		f.Add(s)
	}
	for _, in := range runaway.Inputs() {
		f.Add(in.Text(40))
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, word := range []string{"range", "template", "printf"} {
			if strings.Count(s, word) > 2 {
				return
			}
		}
		c, ms := one(t, s)
		if c == nil && !diag.HasErrors(ms) {
			t.Fatal("no chapter and no error")
		}
		lines := strings.Count(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), "\n") + 1
		for _, m := range ms {
			if m.Place.Line() > lines {
				t.Fatalf("line %d of %d: %s", m.Place.Line(), lines, m.Text("en"))
			}
		}
	})
}

// FuzzIdentity: a text without actions comes out as it went in, and every offset maps to itself.
func FuzzIdentity(f *testing.F) {
	for _, s := range []string{"", "汉字\n\n`x`", "a } } { {"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "")
		action := "{{/* nothing */}}"
		if strings.Contains(s, "{{") || strings.Contains(s, "}}") || strings.ContainsAny(s, "`~$\t") || strings.Contains(s, "    ") || strings.HasSuffix(s, "{") {
			return
		}
		d, _ := dataset.Read(fstest.MapFS{})
		src := source.New("f", []byte(s+action))
		j := &job{project: &project.Project{}, data: d, lang: "zh", file: "f"}
		out := j.expand(src, 0, &book.Chapter{})
		if len(j.messages) > 0 || string(out.text) != s && string(out.text) != s+action {
			t.Fatalf("%q comes out as %q: %s", s, out.text, report(j.messages, "en"))
		}
		for i := range len(s) {
			if at := out.from.Offset(i); at != i {
				t.Fatalf("offset %d of %q is at %v, not %v", i, s, at, i)
			}
		}
	})
}

func FuzzFront(f *testing.F) {
	for _, s := range []string{
		"---\ntitle: a\n---\n", "---\n\n甲\n\n---\n", "---\ntitle: [\n", "+++\nx = 1\n+++\n", "+++\ntitle = \"\"\"a\nb\"\"\"\ntags = [\n'x',\n]\n[[menu.main]]\ny={z = 1}\n+++\n", "---\nauthors: [{nam: x}, ~, 甲]\nabstract: |\n  甲\n\n  乙\nkeywords: 甲；乙\nin-english: {title: T, authors: [A], keywords: x}\n---\n", "---", "---\n---\n",
	} {
		f.Add(s)
	}
	for _, in := range runaway.Inputs() {
		f.Add(in.Text(120))
	}
	f.Fuzz(func(t *testing.T, s string) {
		src := source.New("f", []byte(s))
		if _, body, _ := frontmatter.Read(src); body < 0 || body > len(s) {
			t.Fatalf("body at %d of %d", body, len(s))
		}
		c, ms := one(t, s)
		if c == nil && !diag.HasErrors(ms) {
			t.Fatal("no chapter and no error")
		}
	})
}

func TestAChapterInAnotherEncodingIsNamedAndNotRead(t *testing.T) {
	c, ms := one(t, "# \xb1\xea\xcc\xe2\n") // 标题 in GBK
	if c != nil || len(ms) != 1 || !strings.Contains(ms[0].Text("en"), "byte 3 is 0xb1; it looks like GBK") {
		t.Errorf("%v %s", c, report(ms, "en"))
	}
}

// FuzzMarkup reads any HTML in a chapter: blocks that end are blocks that began, and neither a tag nor a block of HTML is
// left.
func FuzzMarkup(f *testing.F) {
	for _, s := range []string{
		"<details>\n<summary>a</summary>\n\nb\n\n</details>", "<table><tr><th>a<td>b<tr><td>c</table>d", "<p><img src=a.png>x</p>", "a<sub>b<sup>c</sub>d</sup>",
		"<details><table><tr><td><blockquote>x</details>y", "<h2>a</h3>b</h2>", "<pre>a\n&lt;</pre><script>x", "<caption>a</caption></table></details>", "<a href='x'>y<a id=z></a>", "<td>a", "<hr><br><p>",
	} {
		f.Add(s)
	}
	for _, in := range runaway.Inputs() {
		f.Add(in.Text(40))
	}
	for i := range 40 {
		f.Add(runaway.Drawn([]byte{byte(i), 60, byte(i + 17), 40, byte(i), 180}))
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, ms := one(t, "# 题\n\n"+s)
		if c == nil {
			if !diag.HasErrors(ms) {
				t.Fatal("no chapter and no error")
			}
			return
		}
		book.Dump(io.Discard, c)
		c.Walk(book.Visitor{
			Block: func(b book.Block) bool {
				if _, raw := b.(*book.HTMLBlock); raw {
					t.Errorf("a block of HTML is left")
				}
				return true
			},
			Run: func(_ book.Block, run []book.Inline) {
				book.WalkInlines(run, func(in book.Inline) {
					if _, raw := in.(*book.RawHTML); raw {
						t.Errorf("a tag is left")
					}
				})
			},
		})
	})
}

func TestHTMLIsReadInsideEveryInlineThatHoldsMarkup(t *testing.T) {
	for _, text := range []string{"*a%s*", "**a%s**", "~~a%s~~", "==a%s==", "[a%s](b.md)", "[a%s]{.c}", "**==a%s==**"} {
		c, _ := one(t, "# 题\n\n文"+fmt.Sprintf(text, "<kbd>C</kbd>")+"字\n")
		keys := 0
		c.Walk(book.Visitor{Run: func(_ book.Block, run []book.Inline) {
			book.WalkInlines(run, func(in book.Inline) {
				if s, ok := in.(*book.Span); ok && slices.Contains(s.Classes, "kbd") {
					keys++
				}
			})
		}})
		if keys != 1 {
			t.Errorf("%s: %d keys", text, keys)
		}
	}
}
