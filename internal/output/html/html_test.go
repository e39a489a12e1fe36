package html_test

import (
	entities "html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/golden"
	"keben/internal/manuscript/markdown"
	"keben/internal/output/html"
	"keben/internal/quantity"
)

// write is a chapter as HTML, its notes after it.
func write(src, lang string, o html.Options) string {
	doc, _ := markdown.Read(markdown.Options{Text: []byte(src), Lang: lang})
	o.Lang = lang
	var b strings.Builder
	w := html.NewWriter(&b, o)
	w.Blocks(doc.Blocks)
	w.Notes(doc.Notes)
	return b.String()
}

func TestFragments(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		o := html.Options{HeadingOffset: 1, Asset: func(src string) string { return "assets/" + src }}
		for _, in := range [...]struct{ file, lang string }{{"in.md", "zh"}, {"in-en.md", "en"}} {
			if a.Has(in.file) {
				a.Want(in.lang+".html", write(string(a.Input(in.file)), in.lang, o))
			}
		}
	})
}

// TestCollatedBlocks writes what only collation gives: numbers, places in the book, what is missing.
func TestCollatedBlocks(t *testing.T) {
	text := func(s string) []book.Inline { return []book.Inline{&book.Text{Value: s}} }
	blocks := []book.Block{
		&book.Heading{Head: book.Head{ID: "one", Lang: "zh"}, Level: 3, Depth: 1, Number: "一、", Content: text("总论")},
		&book.Paragraph{Head: book.Head{ID: "one-p1", Lang: "zh"}, Content: []book.Inline{
			&book.Link{Target: "b.md#x", Slug: "b", ID: "x", Content: text("内")},
			&book.Link{Target: "c.md", Dead: true, Content: text("死")},
			&book.Ref{Target: "fig-a", Slug: "", ID: "fig-a", Text: "图 1-1"},
			&book.Ref{Target: "fig-no", Dead: true},
			&book.NoteRef{Label: "b", Number: 1}, &book.NoteRef{Label: "b", Number: 1},
			&book.Quantity{Amount: quantity.Quantity{Num: quantity.Int(3_100_000_000_000), Unit: "USD"}, Text: "3.1 万亿美元"},
			&book.Image{Src: "x.png", Alt: "替", Missing: true},
		}},
		&book.Figure{Head: book.Head{ID: "fig-a", Lang: "zh"}, Number: "图 1-1", Src: "a.png", Missing: true, Caption: text("题")},
		&book.Table{
			Head: book.Head{ID: "tbl-a", Lang: "zh"}, Number: "表 1-1", Caption: text("题"), Source: text("资料来源：某"),
			Columns: []book.Column{{}, {Align: book.AlignRight}},
			Groups: []book.Group{
				{Part: book.HeadPart, Rows: []book.Row{{{Content: text("甲"), Cols: 2, Scope: book.ColumnHead}}}},
				{Rows: []book.Row{{{Content: text("乙")}, {Content: text("1"), Col: 1}}}},
			},
		},
		&book.Paragraph{Head: book.Head{Lang: "fr"}, Content: text("français")},
	}
	for _, b := range blocks {
		if t, ok := b.(*book.Table); ok {
			t.Form()
		}
	}
	var b strings.Builder
	w := html.NewWriter(&b, html.Options{Lang: "zh", HeadingOffset: 1, IDPrefix: "zh-"})
	w.Blocks(blocks)
	w.Notes([]book.Note{{Label: "b", Number: 1, Blocks: []book.Block{&book.Paragraph{Content: text("注")}}}})
	const want = `<h2 id="zh-one"><span class="number">一、</span>总论</h2>
<p id="zh-one-p1"><a href="b.html#x">内</a><a class="dead-link" title="链接失效" role="link" aria-disabled="true">死</a>` +
		`<a class="ref" href="#fig-a">图 1-1</a><a class="dead-link" title="链接失效" role="link" aria-disabled="true">@fig-no</a>` +
		`<sup class="note-mark"><a role="doc-noteref" href="#zh-fn-1" id="zh-fnref-1">①</a></sup>` +
		`<sup class="note-mark"><a role="doc-noteref" href="#zh-fn-1" id="zh-fnref-1-2">①</a></sup>` +
		`<data value="3100000000000 USD">3.1 万亿美元</data><span class="missing-picture">缺少图片：x.png（替）</span></p>
<figure id="zh-fig-a">
<p class="missing-picture">缺少图片：a.png</p>
<figcaption><span class="number">图 1-1</span>　题</figcaption>
</figure>
<div id="zh-tbl-a" class="table" role="group" aria-label="表 1-1　题" tabindex="0">
<table>
<caption><span class="number">表 1-1</span>　题</caption>
<thead>
<tr><th scope="col" class="spanner" colspan="2">甲</th></tr>
</thead>
<tbody>
<tr><td>乙</td><td class="align-right">1</td></tr>
</tbody>
</table>
<p class="source">资料来源：某</p>
</div>
<p lang="fr">français</p>
<section role="doc-endnotes" class="notes" aria-label="注释">
<ol>
<li id="zh-fn-1" value="1">
<p>注 <a role="doc-backlink" href="#zh-fnref-1" aria-label="返回正文 1">↩` + "\uFE0E" + `</a> <a role="doc-backlink" href="#zh-fnref-1-2" aria-label="返回正文 2">↩` + "\uFE0E" + `</a></p>
</li>
</ol>
</section>
`
	if d := golden.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
}

func TestAddressesThatRunScriptsAreLeftOut(t *testing.T) {
	for _, address := range []string{
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#x0A;script:alert(1)", "\x02javascript:alert(1)",
		"vbscript:x", "data:text/html,<script>alert(1)</script>", "data:image/svg+xml,x", "javascript&colon;alert(1)",
		"file:///etc/passwd",
	} {
		for _, src := range []string{"[a](<" + address + ">)", "![a](<" + address + ">)", "x ![a](<" + address + ">)", "[a]\n\n[a]: <" + address + ">"} {
			if got := write(src, "en", html.Options{}); strings.Contains(got, "href=") || strings.Contains(got, "src=") {
				t.Errorf("%s\n%s", src, got)
			}
		}
	}
	if got := write("<javascript:alert(1)>", "en", html.Options{}); strings.Contains(got, "href=") {
		t.Error(got)
	}
	if got := write("[a](<&#1;javascript:alert(1)>)", "en", html.Options{}); !strings.Contains(got, `href="%EF%BF%BDjavascript:`) {
		t.Errorf("a control by reference is U+FFFD, and what follows is no scheme: %s", got)
	}
	if got := write("[a](../data:x)", "en", html.Options{}); !strings.Contains(got, "href=") {
		t.Errorf("a path is no scheme: %s", got)
	}
}

func TestRawHTMLPassesOnlyWhenAllowed(t *testing.T) {
	const src = "<script>alert(1)</script>\n\n甲<b onclick=\"x\">乙</b>"
	if got := write(src, "zh", html.Options{}); got != "<p>甲乙</p>\n" {
		t.Errorf("not allowed: %s", got)
	}
	if got := write(src, "zh", html.Options{AllowRawHTML: true}); got != "\n<p>甲<b>乙</b></p>\n" {
		t.Errorf("allowed: %s", got)
	}
}

func TestNoAttributeOfTheAuthorBecomesAnEventHandler(t *testing.T) {
	got := write(`[a]{onclick="alert(1)" style="x" .b data-k="\"><script>" title="\"x"}`, "en", html.Options{})
	for _, bad := range []string{" onclick=", " style=", "<script"} {
		if strings.Contains(got, bad) {
			t.Errorf("%s in %s", bad, got)
		}
	}
}

// balance reports the first tag that is not closed in order.
func balance(s string) string {
	var open []string
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		end := strings.IndexByte(s[i:], '>')
		if end < 0 {
			return s[i:]
		}
		tag := s[i+1 : i+end]
		s = s[i+end+1:]
		name, _, _ := strings.Cut(tag, " ")
		switch {
		case name == "br" || name == "hr" || name == "img" || name == "input":
		case !strings.HasPrefix(name, "/"):
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name[1:]:
			return "<" + tag + ">"
		default:
			open = open[:len(open)-1]
		}
	}
	return strings.Join(open, " ")
}

var (
	address = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	running = regexp.MustCompile(`(?i)^(javascript|vbscript|data|file):`)
)

// runs reports whether an address in the page could run a script, read as a browser reads it: entities
// resolved, blanks and control characters skipped, and a scheme only where there is a colon (WHATWG URL).
// An address that merely begins with the letters of a scheme is a file of that name.
func runs(page string) bool {
	for _, m := range address.FindAllStringSubmatch(page, -1) {
		plain := strings.Map(func(r rune) rune {
			if r <= ' ' || r == 0x7F {
				return -1
			}
			return r
		}, entities.UnescapeString(m[1]))
		if running.MatchString(plain) {
			return true
		}
	}
	return false
}

func FuzzWrite(f *testing.F) {
	for _, glob := range []string{"testdata/*.txtar", "../../manuscript/markdown/testdata/*.txtar"} {
		paths, _ := filepath.Glob(glob)
		for _, p := range paths {
			if data, err := os.ReadFile(p); err == nil {
				before, _, _ := strings.Cut(string(data), "-- want/")
				f.Add(before)
			}
		}
	}
	f.Add("[a](javascript:x){onclick=y}")
	f.Add("[a](javascript.md) [b](JAVA&#10;SCRIPT:x) ![c](data:text/html,x) <javascript:x>")
	f.Add("[](javascript\x10x)")
	f.Fuzz(func(t *testing.T, src string) {
		got := write(src, "zh", html.Options{})
		if tag := balance(got); tag != "" {
			t.Fatalf("unbalanced %s from %q\n%s", tag, src, got)
		}
		if strings.Contains(got, "<script") || strings.Contains(got, " onclick=") || runs(got) {
			t.Fatalf("unsafe from %q\n%s", src, got)
		}
	})
}
