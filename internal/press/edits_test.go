package press

import (
	"bytes"
	"context"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/golden"
)

// manyEdits is how often the book of every construct is edited. Each edit is compared with a clean build, which takes
// the most time, so that all of them are made by CI only.
func manyEdits() int {
	if os.Getenv("KEBEN_CI") != "" {
		return 500
	}
	return golden.Rounds(60)
}

// wordy is somebody who edits a book that uses every construct.
type wordy struct {
	*author
	order []string
}

const wordyBook = `title: {zh: 书, en: Book}
subtitle: {zh: 副题}
authors: [{zh: 甲, en: A}]
languages: [zh, en]
numbering: humanities
%s
front: [contents, figures, tables]
back: [glossary, colophon]
editions: {zh: {}, en: {}, zh-en: {parallel: %s}}
outputs:
  pdf: {screen: {trim: A5}, print: {trim: 32开}}
`

func newWordy(t *testing.T, seed int64) *wordy {
	w := &wordy{author: &author{t: t, dir: t.TempDir(), r: rand.New(rand.NewSource(seed))}, order: []string{"a", "b", "c"}}
	w.book("facing")
	for _, slug := range w.order {
		for _, lang := range []string{"zh", "en"} {
			w.write("content/"+lang+"/"+slug+".md", w.constructs(slug, lang))
		}
	}
	w.write("content/figures/x.svg", fmt.Sprintf(sessionDrawing, 20))
	w.write("data/terms.yaml", "- {zh: 贸易, en: trade, note: {zh: 释义, en: Meaning}}\n")
	return w
}

func (w *wordy) book(parallel string) {
	w.write("book.yaml", fmt.Sprintf(wordyBook, w.outline(), parallel))
}

// outline lists the chapters, in parts more often than not, or nested in each other.
func (w *wordy) outline() string {
	switch w.r.Intn(6) {
	case 0:
		return "chapters: [" + strings.Join(w.order, ", ") + "]"
	case 1:
		return fmt.Sprintf("chapters: [{file: %s, chapters: [{file: %s, chapters: [%s]}]}]", w.order[0], w.order[1], w.order[2])
	case 2:
		return fmt.Sprintf("chapters: [{file: %s, chapters: [%s, %s]}]", w.order[0], w.order[1], w.order[2])
	}
	return "parts:\n  - {title: {zh: 上编, en: One}, chapters: [" + w.order[0] + "]}\n" +
		"  - {title: {zh: 下编, en: Two}, chapters: [" + strings.Join(w.order[1:], ", ") + "]}"
}

// constructs is a chapter with one of everything.
func (w *wordy) constructs(slug, lang string) string {
	text := map[string]string{"zh": "共建国家的贸易与投资在过去十二年里持续增长，结构也在变化。", "en": "Trade and investment have grown for twelve years, officially. "}[lang]
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s %s\nauthors: [乙]\nabstract: |\n  %s\nkeywords: [甲, 乙]\nsigned: 丙\n---\n\n", text[:9], slug, text)
	fmt.Fprintf(&b, "%s[^1]和*强调*、**着重**、`code`、~~删~~、H~2~O、x^2^、==记==、[此](#%s-1)、[彼](%s.md)、@fig-%s。[^2]\n\n", text, slug, w.pick("a", "b", "c"), slug)
	fmt.Fprintf(&b, "## 节 {#%s-1}\n\n> %s[^3]\n\n- 甲\n  - 乙\n    1. 丙\n\n- [x] 丁\n\n", slug, text)
	fmt.Fprintf(&b, "| 甲 | 乙 |\n|---|--:|\n| 丙[^4] | 1.5 |\n| %s | 22 |\n\n: 表题 {#tbl-%s}\n\n", text, slug)
	fmt.Fprintf(&b, "<table><tr><th rowspan=\"2\">东</th><td>11</td></tr><tr><td>12</td></tr></table>\n\n![图题](figures/x.svg){#fig-%s}\n\n", slug)
	b.WriteString("```go\nfunc main() { println(\"x\") }\n```\n\n术语\n: 释义 ffi\n\n::: {.note}\n提示。\n:::\n\n::: {.epigraph}\n题记。\n:::\n\n设 $x^2 + y_1$，则\n\n$$\\frac{a}{b}$$\n\n***\n\n")
	fmt.Fprintf(&b, "### 目\n\n%s\n\n", strings.Repeat(text, 1+w.r.Intn(30)))
	b.WriteString("[^1]: 注一[^2]。\n[^2]: 注二，office\u00adice。\n[^3]: 引文的注。\n[^4]: 表中的注。\n")
	return b.String()
}

func (w *wordy) chapter() string {
	name := "content/" + w.pick("zh", "en") + "/" + w.pick(w.order...) + ".md"
	if _, err := os.Stat(filepath.Join(w.dir, name)); err != nil {
		return strings.Replace(name, "/en/", "/zh/", 1) // it is not translated at present
	}
	return name
}

// change changes a line of a chapter.
func (w *wordy) change(what, old, by string) string {
	name := w.chapter()
	w.write(name, strings.Replace(w.read(name), old, by, 1))
	return what + " of " + name
}

func (w *wordy) edit() string {
	switch w.r.Intn(18) {
	case 0, 1:
		return w.change("text", "。\n", fmt.Sprintf("。第 %d 次修改。\n", w.r.Intn(1000)))
	case 2:
		return w.change("more text", "### 目\n", "### 目\n\n"+strings.Repeat("又一段文字，说得很长，好让页码都往后移。", 1+w.r.Intn(40))+"\n")
	case 3:
		return w.change("a paragraph gone", "\n\n- 甲", "\n\n")
	case 4:
		return w.change("a note", "[^1]: 注一", "[^1]: 注一，"+strings.Repeat("说得更细。", w.r.Intn(30)))
	case 5:
		return w.change("a mark", "[^2]\n", "\n")
	case 6:
		return w.change("a mark again", "## 节", "再提[^1]。\n\n## 节")
	case 7:
		return w.change("a label", "{#tbl-", "{#tbl-x") + ", " + w.change("a caption", ": 表题", ": 表题"+strings.Repeat("很长", w.r.Intn(20)))
	case 8:
		return w.change("a heading", "## 节", fmt.Sprintf("## 第%d节", w.r.Intn(9)))
	case 9:
		w.write("content/figures/x.svg", fmt.Sprintf(sessionDrawing, 10+w.r.Intn(90)))
		return "a picture"
	case 10:
		w.write("templates/theme.yaml", fmt.Sprintf("print: {styles: {zh: {body: {size: %dpt}}}}\n", 9+w.r.Intn(3)))
		return "theme"
	case 11:
		w.remove("templates/theme.yaml")
		return "no theme"
	case 12, 13:
		w.r.Shuffle(len(w.order), func(i, j int) { w.order[i], w.order[j] = w.order[j], w.order[i] })
		w.book(w.pick("facing", "columns", "interlinear"))
		return "order"
	case 16:
		name := "content/en/" + w.pick(w.order...) + ".md"
		w.remove(name)
		return "not translated: " + name
	case 17:
		slug := w.pick(w.order...)
		w.write("content/en/"+slug+".md", w.constructs(slug, "en"))
		return "translated: " + slug
	case 14:
		w.write("templates/print/title.txt", fmt.Sprintf("space %d\ntitle: {{.Title}}\n", w.r.Intn(9)))
		return "title page"
	default:
		name := w.chapter()
		w.write(name, w.constructs(strings.TrimSuffix(name[len(name)-4:], ".md")[1:], name[8:10]))
		return "rewrite " + name
	}
}

// What is kept between saves (lines, sections, plates, objects) never shows: after every edit a PDF is that of a clean
// build, byte for byte.
func TestAfterEveryEditThePDFIsThatOfACleanBuild(t *testing.T) {
	ctx := context.Background()
	w := newWordy(t, 11)
	s := NewSession(Options{Dir: w.dir})
	defer s.Close()
	made := 0
	for step := range manyEdits() {
		what := "nothing"
		if step > 0 {
			what = w.edit()
		}
		got := w.build(s)
		clean := NewSession(Options{Dir: w.dir})
		want, err := clean.Build(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		if step == 0 && diag.HasErrors(want.Messages) {
			t.Fatal(texts(want.Messages))
		}
		for _, path := range []string{w.pick("pdf/zh-screen.pdf", "pdf/zh-print.pdf", "pdf/en-print.pdf"), "pdf/zh-en-" + w.pick("screen", "print") + ".pdf"} {
			x, xs, _ := got.File(ctx, path)
			y, ys, yErr := want.File(ctx, path)
			if !bytes.Equal(x, y) || !slices.Equal(texts(xs), texts(ys)) {
				t.Fatalf("step %d, %s: %s differs: %d bytes, %d wanted (%v)\n%s\nwant\n%s", step, what, path, len(x), len(y), yErr,
					strings.Join(texts(xs), "\n"), strings.Join(texts(ys), "\n"))
			}
			if yErr == nil && len(x) > 0 {
				made++
			}
		}
		clean.Close()
	}
	if made < 2*manyEdits() {
		t.Errorf("only %d PDFs were made", made)
	}
}

func TestTheSameBytesOnAnyNumberOfProcessors(t *testing.T) {
	w := newWordy(t, 5)
	want := map[string][]byte{}
	for _, n := range []int{1, 2, 8} {
		before := runtime.GOMAXPROCS(n)
		res, err := Build(context.Background(), Options{Dir: w.dir})
		runtime.GOMAXPROCS(before)
		if err != nil || res.Failed(false) {
			t.Fatal(err, texts(res.Messages))
		}
		for _, p := range res.Products {
			if p.Output != PDF {
				continue
			}
			data, err := os.ReadFile(filepath.Join(res.Out, p.Path))
			if err != nil {
				t.Fatal(err)
			}
			if n == 1 {
				want[p.Path] = data
			} else if !bytes.Equal(data, want[p.Path]) {
				t.Errorf("%s is another one on %d processors", p.Path, n)
			}
		}
	}
	if len(want) != 6 {
		t.Errorf("%d PDFs", len(want))
	}
}

// The cells of a column that say the same have marks of different notes, in a table that is turned.
func TestMarksInATurnedTableStayAfterEdits(t *testing.T) {
	w := newAuthor(t, 1)
	w.write("book.yaml", "title: {zh: 书}\nlanguages: [zh]\nchapters: [a]\noutputs:\n  pdf: {print: {trim: 32开}}\n")
	wide := strings.Repeat("| 1234567890 ", 9)
	text := "# 题\n\n" + wide + "| 注 |\n" + strings.Repeat("|---", 10) + "|\n" +
		wide + "| 甲[^1] |\n" + wide + "| 甲[^2] |\n" + wide + "| 甲[^3] |\n\n[^1]: 注一。\n[^2]: 注二。\n[^3]: 注三。\n"
	s := NewSession(Options{Dir: w.dir})
	defer s.Close()
	for step := range 4 { // paragraphs are kept from the second on, and used from the third
		w.write("content/zh/a.md", text+strings.Repeat("\n末。\n", step))
		got, _, err := w.build(s).File(context.Background(), "pdf/zh-print.pdf")
		if err != nil {
			t.Fatal(err)
		}
		if want, _, _ := w.clean().File(context.Background(), "pdf/zh-print.pdf"); !bytes.Equal(got, want) {
			t.Errorf("step %d: another PDF than that of a clean build", step)
		}
	}
}
