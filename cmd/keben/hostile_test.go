package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// hostile is a book that a slip, a broken program or an attacker could have made. Whatever it holds, the command ends
// with its output or with a message.
type hostile struct {
	name  string
	files map[string]content // by path; book.yaml has a default
	want  string             // a regexp for the id of one of the messages; empty where the book may be clean
	args  []string           // instead of build
}

// content writes a file at a path.
type content func(path string) error

// text is a file that holds the parts.
func text(parts ...string) content {
	return func(path string) error {
		return write(path, func(f *os.File) error {
			_, err := f.WriteString(strings.Join(parts, ""))
			return err
		})
	}
}

// many is a file that holds s n times.
func many(n int, s string) content { return numbered(n, func(int) string { return s }) }

// numbered is a file of n parts. It is not put together in memory, because a child's peak counts its parent's too.
func numbered(n int, part func(i int) string) content {
	return func(path string) error {
		return write(path, func(f *os.File) error {
			w := bufio.NewWriter(f)
			for i := range n {
				if _, err := w.WriteString(part(i)); err != nil {
					return err
				}
			}
			return w.Flush()
		})
	}
}

// joined is a file of several contents, one after the other.
func joined(parts ...content) content {
	return func(path string) error {
		for _, c := range parts {
			if err := c(path); err != nil {
				return err
			}
		}
		return nil
	}
}

// write adds to a file.
func write(path string, add func(*os.File) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return err
	}
	return errors.Join(add(f), f.Close())
}

// sparse is a file of a size that begins with head and takes no room on the disk.
func sparse(size int64, head string) content {
	return func(path string) error {
		return write(path, func(f *os.File) error {
			if _, err := f.WriteString(head); err != nil {
				return err
			}
			return f.Truncate(size)
		})
	}
}

// claiming is a PNG file of one pixel that says it is this large.
func claiming(width, height uint32) content {
	var b bytes.Buffer
	m := image.NewGray(image.Rect(0, 0, 1, 1))
	m.Set(0, 0, color.White)
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	data := b.Bytes()
	for i, v := range []uint32{width, height} {
		for j := range 4 {
			data[16+4*i+j] = byte(v >> (24 - 8*j))
		}
	}
	return text(string(data)) // its checksum is wrong now, which a decoder may say instead
}

const (
	chapter = "content/zh/a.md"
	pngHead = "\x89PNG\r\n\x1a\n"
)

// bare is a book of one chapter, and one a book of a chapter that has a title, which leaves one message less.
func bare(c content) map[string]content { return map[string]content{chapter: c} }

func one(c content) map[string]content {
	return bare(joined(text("# 章\n\n"), c))
}

// mmark is a book of one chapter in that syntax.
func mmark(c content) map[string]content {
	return map[string]content{"content/zh/a.mmark": joined(text("# 章\n\n"), c)}
}

// with is a book of a plain chapter and another file.
func with(path string, c content) map[string]content {
	return map[string]content{chapter: text("# 章\n\n正文。\n"), path: c}
}

// shown is a book that shows a picture.
func shown(name string, c content) map[string]content {
	return map[string]content{chapter: text("# 章\n\n正文。\n\n![图](" + name + ")\n"), "content/zh/" + name: c}
}

// indented is a list n levels deep, a line a level.
func indented(n int) content {
	return numbered(n, func(i int) string { return strings.Repeat("  ", i) + "- 项\n" })
}

// wrongAnchors is a book of 200 chapters, each with 20 links to headings that no chapter has.
func wrongAnchors() map[string]content {
	files := map[string]content{}
	var names []string
	for i := range 200 {
		name := fmt.Sprintf("c%03d", i)
		names = append(names, name)
		files["content/zh/"+name+".md"] = joined(
			text("# 第", fmt.Sprint(i), "章\n\n"),
			numbered(20, func(j int) string {
				return fmt.Sprintf("## 节 %d {#s-%d-%d}\n\n见[那里](#wrong-%d-%d)。\n\n", j, i, j, i, j)
			}))
	}
	files["book.yaml"] = text("title: 险\nlanguages: [zh]\nchapters: [", strings.Join(names, ", "), "]\n")
	return files
}

// hostiles are the books. The first group was seen to run away, to hang or to end the program.
var hostiles = []hostile{
	{name: "a sparse chapter of 1 GB", files: bare(sparse(1<<30, "# 章\n")), want: "file-too-large"},
	{name: "a sparse picture of 1 GB", files: shown("x.png", sparse(1<<30, pngHead)), want: "picture-too-large"},
	{name: "50,000 times [a](", files: one(many(50_000, "[a](")), want: "marks"},
	{name: "2,000 nested divisions", files: one(joined(many(2_000, "::: note\n"), text("文\n"), many(2_000, ":::\n"))), want: "nesting"},
	{name: "2,000 nested HTML divs", files: one(joined(many(2_000, "<div>\n\n"), text("文\n\n"), many(2_000, "</div>\n\n")))},
	{name: "2,500 runs of backticks in 3 MB", files: one(numbered(2_500, func(i int) string { return strings.Repeat("`", i+1) + "a" }))},
	{name: "1,500 growing quotations", files: one(numbered(1_500, func(i int) string { return strings.Repeat(">", i+1) + " 文\n" })), want: "nesting"},
	{name: "a paragraph of 300,000 Han", files: one(many(100_000, "天地玄"))},
	{name: "a word of a million letters", files: one(many(1_000_000, "x"))},
	{name: "a chapter of 50 MB", files: one(many(50<<20/30, "天地玄黄宇宙洪荒。\n\n")), want: "file-too-large"},
	{name: "200 chapters with 20 wrong anchors each", files: wrongAnchors(), want: "dead-link"},
	{name: "a list 50 levels deep", files: one(indented(50))},
	{name: "a list 500 levels deep", files: one(indented(500)), want: "nesting"},
	{name: "a list 50,000 levels deep", files: one(joined(many(50_000, "- "), text("项\n"))), want: "nesting"},
	{name: "a pipe as a picture", files: shown("x.png", pipe), want: "."},
	{name: "an endless range in a page template", files: with("templates/website/chapter.html", text(`{{template "layout.html" .}}{{define "main"}}{{range 1000000000000}}{{end}}{{end}}`)), want: "template"},
	{name: "a leading of nothing", files: with("templates/theme.yaml", text("print: {styles: {zh: {body: {leading: 0pt}}}}\n")), want: "."},

	// Their sisters.
	{name: "a sparse drawing of 1 GB", files: shown("x.svg", sparse(1<<30, "<svg xmlns=\"http://www.w3.org/2000/svg\">")), want: "too-large"},
	{name: "a sparse book.yaml of 1 GB", files: with("book.yaml", sparse(1<<30, "title: 险\n")), want: "file-too-large"},
	{name: "a sparse data file of 1 GB", files: with("data/x.yaml", sparse(1<<30, "a: 1\n")), want: "file-too-large"},
	{name: "a sparse theme of 1 GB", files: with("templates/theme.yaml", sparse(1<<30, "web:\n")), want: "file-too-large"},
	{name: "a sparse page template of 1 GB", files: with("templates/website/chapter.html", sparse(1<<30, "{{")), want: "file-too-large"},
	{name: "a sparse list of words of 1 GB", files: with("data/words.txt", sparse(1<<30, "词\n"))}, // read only where a dictionary is installed
	{name: "a sparse record of 1 GB", files: map[string]content{
		"book.yaml": text("title: 险\nlanguages: [zh, en]\nchapters: [a]\n"), chapter: text("# 章\n\n文。\n"),
		"content/en/a.md": text("# Chapter\n\nText.\n"), "content/en/a.twin": sparse(1<<30, "")}, want: "too-large"},
	{name: "a sparse font of 1 GB", files: map[string]content{
		chapter: text("# 章\n\n文。\n"), "templates/fonts/Own.ttf": sparse(1<<30, "\x00\x01\x00\x00"),
		"templates/theme.yaml": text("fonts: {song: {regular: Own.ttf}}\n")}, want: "file-too-large"},
	{name: "a pipe as a chapter", files: bare(pipe), want: "."},
	{name: "a pipe as book.yaml", files: with("book.yaml", pipe), want: "."},
	{name: "a pipe as a data file", files: with("data/x.yaml", pipe), want: "."},
	{name: "a pipe as a page template", files: with("templates/website/chapter.html", pipe), want: "."},
	{name: "a folder as a picture", files: map[string]content{chapter: text("# 章\n\n正文。\n\n![图](x.png)\n"), "content/zh/x.png/y": text("")}, want: "."},
	{name: "a range in a range in a page template", files: with("templates/website/chapter.html",
		text(`{{template "layout.html" .}}{{define "main"}}{{range 1000000}}{{range 1000000}}{{range 1000000}}{{end}}{{end}}{{end}}{{end}}`)), want: "template"},
	{name: "a page template that prints for ever", files: with("templates/website/chapter.html",
		text(`{{template "layout.html" .}}{{define "main"}}{{range 1000000000000}}`+strings.Repeat("x", 1000)+`{{end}}{{end}}`)), want: "template"},
	{name: "a page template that calls itself", files: with("templates/website/chapter.html", text(`{{template "layout.html" .}}{{define "main"}}{{template "main" .}}{{end}}`)), want: "template"},
	{name: "an endless range in a page of the print", files: with("templates/print/title.txt", text(`{{range 1000000000000}}{{end}}`)), want: "template"},
	{name: "an endless range in a chapter", files: one(text("{{range 1000000000000}}{{end}}\n")), want: "template"},
	{name: "a chapter template that calls itself", files: one(text(`{{define "x"}}{{template "x"}}{{end}}{{template "x"}}`)), want: "template"},
	{name: "a size of nothing", files: with("templates/theme.yaml", text("print: {styles: {zh: {body: {size: 0pt}}}}\n")), want: "."},
	{name: "a page of nothing", files: with("templates/theme.yaml", text("print: {trims: {16开: {width: 0mm, height: 0mm}}}\n")), want: "."},
	{name: "a leading of a kilometre", files: with("templates/theme.yaml", text("print: {styles: {zh: {body: {leading: 1000000mm}}}}\n")), want: "."},

	{name: "a list 50,000 levels deep in Mmark", files: mmark(joined(many(50_000, "- "), text("项\n")))},
	{name: "1,500 growing quotations in Mmark", files: mmark(numbered(1_500, func(i int) string { return strings.Repeat(">", i+1) + " 文\n" })), want: "."},
	{name: "50,000 times [a]( in Mmark", files: mmark(many(50_000, "[a](")), want: "."},
	{name: "a list 50,000 numbers deep", files: one(joined(many(50_000, "1. "), text("项\n"))), want: "nesting"},
	{name: "50,000 quotation marks in a line", files: one(joined(many(50_000, ">"), text("文\n"))), want: "nesting"},
	{name: "50,000 quotations and lists in a line", files: one(joined(many(25_000, "> - "), text("文\n"))), want: "nesting"},
	{name: "50,000 opening brackets", files: one(many(50_000, "[")), want: "marks"},
	{name: "50,000 opening brackets of pictures", files: one(many(50_000, "![")), want: "marks"},
	{name: "50,000 links with an angle", files: one(many(50_000, "[a](<b")), want: "marks"},
	{name: "50,000 brackets within brackets", files: one(joined(many(50_000, "["), text("a"), many(50_000, "](b)"))), want: "marks"},
	{name: "50,000 openings of emphasis", files: one(many(50_000, "*a **a ")), want: "marks"},
	{name: "50,000 openings of both emphases", files: one(many(50_000, "*a_b")), want: "marks"},
	{name: "50,000 marks of emphasis in a row", files: one(joined(many(50_000, "*"), text("a"), many(50_000, "*")))},
	{name: "50,000 opening tags", files: one(many(50_000, "<a "))},
	{name: "50,000 openings of comments", files: one(many(50_000, "x <!-- "))},
	{name: "50,000 openings of instructions", files: one(many(50_000, "x <? "))},
	{name: "50,000 openings of declarations", files: one(many(50_000, "x <!A "))},
	{name: "50,000 openings of CDATA", files: one(many(50_000, "x <![CDATA[ "))},
	{name: "50,000 single backticks and a double", files: one(joined(text("``"), many(50_000, "`a ")))},
	{name: "50,000 dollars", files: one(many(50_000, "$a "))},
	{name: "50,000 braces", files: one(many(50_000, "{a "))},
	{name: "50,000 actions of templates never closed", files: one(many(50_000, "{{ ")), want: "."},
	{name: "50,000 marks of one footnote", files: one(joined(many(50_000, "甲[^a]"), text("\n\n[^a]: 注\n")))},
	{name: "20,000 footnotes each in the next", files: one(joined(text("甲[^0]\n\n"), numbered(20_000, func(i int) string { return fmt.Sprintf("[^%d]: 注[^%d]\n\n", i, i+1) }))), want: "."},
	{name: "a footnote in itself", files: one(text("甲[^a]\n\n[^a]: 注[^a]\n"))},
	{name: "20,000 definitions of links and their uses", files: one(joined(
		numbered(20_000, func(i int) string { return fmt.Sprintf("[r%d]: https://example.org/%d\n", i, i) }), text("\n"),
		numbered(20_000, func(i int) string { return fmt.Sprintf("[文][r%d]\n\n", i) })))},
	{name: "20,000 equal headings", files: one(many(20_000, "## 同\n\n"))},
	{name: "20,000 equal ids", files: one(many(20_000, "文 {#x}\n\n"))},
	{name: "a table of 20,000 columns", files: one(joined(many(20_000, "|a"), text("|\n"), many(20_000, "|-"), text("|\n"), many(20_000, "|b"), text("|\n"))), want: "."},
	{name: "a table of 2,000 columns and 2,000 short rows", files: one(joined(many(2_000, "|a"), text("|\n"), many(2_000, "|-"), text("|\n"), many(2_000, "|b|\n"))), want: "."},
	{name: "a million spaces", files: one(joined(text("甲"), many(1_000_000, " "), text("乙\n")))},
	{name: "a million empty lines", files: one(joined(text("甲"), many(1_000_000, "\n"), text("乙\n")))},
	{name: "a letter with a million accents", files: one(joined(text("a"), many(1_000_000, "\u0301"), text("\n")))},
	{name: "100,000 full stops", files: one(many(100_000, "。"))},
	{name: "100,000 dashes", files: one(many(100_000, "——"))},
	{name: "100,000 soft hyphens", files: one(many(100_000, "a\u00ad"))},
	{name: "100,000 marks of direction", files: one(many(100_000, "\u202ea\u2066"))},
	{name: "100,000 joined emoji", files: one(many(100_000, "👩\u200d"))},
	{name: "a program of one line of 2 MB", files: one(joined(text("```go\n"), many(1<<20, "/*"), text("\n```\n"))), want: "."},
	{name: "a front matter 10,000 levels deep", files: bare(joined(text("---\na: "), many(10_000, "["), text("\n---\n文\n"))), want: "."},
	{name: "a TOML title 10,000 levels deep", files: map[string]content{"content/zh/a.mmark": joined(text("%%%\na = "), many(10_000, "["), text("\n%%%\n文\n"))}, want: "."},

	{name: "a book.yaml 10,000 levels deep", files: with("book.yaml", joined(text("title: 险\nlanguages: [zh]\nx: "), many(10_000, "["))), want: "."},
	{name: "a data file 10,000 mappings deep", files: with("data/x.yaml", joined(text("a: "), many(10_000, "{a: "))), want: "."},
	{name: "a data file of aliases of aliases", files: with("data/x.yaml", joined(text("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"),
		numbered(12, func(i int) string {
			return fmt.Sprintf("a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 10), ", "))
		}))), want: "yaml-alias"},
	{name: "50,000 terms", files: with("data/terms.yaml", joined(numbered(50_000, func(i int) string { return fmt.Sprintf("- {zh: 词%d, en: word %d}\n", i, i) })))},
	{name: "a million words of one's own", files: with("data/words.txt", numbered(1_000_000, func(i int) string { return fmt.Sprintf("w%d\n", i) }))},
	{name: "a picture that claims a milliard pixels", files: shown("x.png", claiming(40_000, 40_000)), want: "."},
	{name: "a picture that claims all the pixels there are", files: shown("x.png", claiming(1<<31-1, 1<<31-1)), want: "."},
	{name: "a drawing 50,000 groups deep", files: shown("x.svg", joined(text(`<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">`), many(50_000, "<g>"), many(50_000, "</g>"), text("</svg>"))), want: "."},
	{name: "a drawing of entities of entities", files: shown("x.svg", joined(text(`<!DOCTYPE svg [<!ENTITY a0 "aaaaaaaaaa">`),
		numbered(12, func(i int) string {
			return fmt.Sprintf(`<!ENTITY a%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
		}),
		text(`]><svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><text>&a12;</text></svg>`))), want: "svg-removed"},
	{name: "a drawing of uses of uses", files: shown("x.svg", joined(text(`<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><defs><g id="a0"><path d="M0 0h1"/></g>`),
		numbered(12, func(i int) string {
			return fmt.Sprintf(`<g id="a%d">%s</g>`, i+1, strings.Repeat(fmt.Sprintf(`<use href="#a%d"/>`, i), 10))
		}), text(`</defs><use href="#a12"/></svg>`))), want: "svg-"},
	{name: "a drawing of a path of 20 MB", files: shown("x.svg", joined(text(`<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path d="M0 0`), many(5<<20, "h1v1"), text(`"/></svg>`))), want: "svg-too-big"},
}

// make writes the book into a folder.
func (h *hostile) make(dir string) error {
	files := map[string]content{"book.yaml": text("title: 险\nlanguages: [zh]\nchapters: [a]\n")}
	for path, c := range h.files {
		files[path] = c
	}
	for path, c := range files {
		path = filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := c(path); err != nil {
			return err
		}
	}
	return nil
}

// outcome is what the command did with a book.
type outcome struct {
	status    int // negative: it was ended by a signal
	output    string
	seconds   float64
	processor float64 // seconds of it, which say more than the clock on a busy machine
	peak      int64   // bytes of memory
	printed   int64   // bytes of output, of which mostOutput are kept
}

// first is the first message.
func (o *outcome) first() string {
	for line := range strings.Lines(o.output) {
		if strings.Contains(line, ": error: ") || strings.Contains(line, ": warning: ") || strings.Contains(line, "panic") || strings.Contains(line, "fatal error") || strings.HasPrefix(line, "keben: ") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// mostOutput is how many bytes of messages anybody can be asked to read: a book has a message for each of its faults.
const mostOutput = 16 << 20

// put runs the command on the book. What has not ended after the patience is stopped, which fails: nothing faster is
// asked of it here.
func (h *hostile) put(dir string, patience time.Duration) (outcome, error) {
	if err := h.make(dir); err != nil {
		return outcome{}, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	program := os.Getenv("KEBEN_BINARY")
	if program == "" {
		program = "keben" // of TestMain
	}
	args := h.args
	if args == nil {
		args = []string{"build", "."}
	}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOMAXPROCS=2", "LC_ALL=en_US.UTF-8")
	out, err := os.CreateTemp("", "hostile")
	if err != nil {
		return outcome{}, err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out
	begun := time.Now()
	err = cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return outcome{}, err
	}
	s := cmd.ProcessState
	info, err := out.Stat()
	if err != nil {
		return outcome{}, err
	}
	output := make([]byte, min(info.Size(), mostOutput))
	if _, err := out.ReadAt(output, 0); err != nil && !errors.Is(err, io.EOF) {
		return outcome{}, err
	}
	return outcome{s.ExitCode(), string(output), time.Since(begun).Seconds(), (s.UserTime() + s.SystemTime()).Seconds(), peakMemory(s), info.Size()}, nil
}

// possible reports whether this system has the files of the book.
func (h *hostile) possible() bool { return hasPipes || !strings.Contains(h.name, "pipe") }

var fatal = regexp.MustCompile(`(?m)^(panic: |fatal error: |goroutine \d+ |runtime: )|\[fault\]`)

func TestNoBookEndsTheProgram(t *testing.T) {
	for i, h := range hostiles {
		if testing.Short() && i%20 != 17 {
			continue // their texts are read in a smaller size in press
		}
		t.Run(h.name, func(t *testing.T) {
			if !h.possible() {
				t.Skip("this system has no pipes")
			}
			o, err := h.put(t.TempDir(), 5*time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			if o.status != 0 && o.status != 1 {
				t.Errorf("exit status %d", o.status)
			}
			if o.printed > mostOutput {
				t.Errorf("it printed %d MB", o.printed>>20)
			}
			if where := fatal.FindStringIndex(o.output); where != nil {
				t.Errorf("it broke down: %.2000s", o.output[where[0]:])
			}
			if !regexp.MustCompile(`\[[a-z-]*(`+h.want+`)[a-z-]*\]`).MatchString(o.output) && h.want != "" {
				t.Errorf("no message %q:\n%.2000s", h.want, o.output)
			}
			if o.status == 1 && o.first() == "" {
				t.Errorf("it failed and said nothing:\n%.2000s", o.output)
			}
		})
	}
}

// BenchmarkHostile prints what each book costs: seconds by the clock and of processor time, peak memory, exit status
// and first message. It marks what takes more than 500 MB, or 2 seconds by both measures. KEBEN_HOSTILE is a regexp for
// the names of the books.
func BenchmarkHostile(b *testing.B) {
	only := regexp.MustCompile(os.Getenv("KEBEN_HOSTILE"))
	count, over := 0, 0
	for _, h := range hostiles {
		if !h.possible() || !only.MatchString(h.name) {
			continue
		}
		o, err := h.put(b.TempDir(), time.Minute)
		if err != nil {
			b.Fatal(err)
		}
		count++
		mark := " "
		if o.seconds > 2 && o.processor > 2 || o.peak > 500<<20 || o.printed > mostOutput || o.status != 0 && o.status != 1 {
			mark = "!"
			over++
		}
		fmt.Printf("%s %6.2f s  %6.2f s cpu %5d MB  printed %4d kB  exit %2d  %-46s %.150s\n", mark, o.seconds, o.processor, o.peak>>20, o.printed>>10, o.status, h.name, o.first())
	}
	fmt.Printf("%d books, %d over 2 s or 500 MB or ended by a signal\n", count, over)
}
