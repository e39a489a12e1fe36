package press

import (
	"context"
	"fmt"
	"html"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"keben/internal/draw"
	"keben/internal/forme/bound"
	"keben/internal/golden"
	"keben/internal/typeset"
)

// What the word-for-word comparison ignores: white space and punctuation; soft hyphens; raw HTML tags (their text
// is compared); comments; front matter; the alternative texts and addresses of pictures; the addresses of links;
// attributes; labels of notes; template actions, formulas and citations, which are written out in other words.

// TestNoWordIsLost builds a manuscript and looks for every line of it, letter by letter, in the pages of the PDF
// and on the pages of the website. What a line should say is found by a plain stripper of syntax that shares
// nothing with the reader. KEBEN_MANUSCRIPTS names a folder of real books.
func TestNoWordIsLost(t *testing.T) {
	for seed := range uint64(golden.Rounds(6)) {
		t.Run(fmt.Sprintf("generated %d", seed), func(t *testing.T) { compareWords(t, generated(t, seed)) })
	}
	more := os.Getenv("KEBEN_MANUSCRIPTS")
	if more == "" {
		return
	}
	books, err := filepath.Glob(filepath.Join(more, "*", "book.yaml"))
	if err != nil || len(books) == 0 {
		t.Fatalf("no books below %s: %v", more, err)
	}
	for _, name := range books {
		t.Run(filepath.Base(filepath.Dir(name)), func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(filepath.Dir(name))); err != nil {
				t.Fatal(err)
			}
			compareWords(t, dir)
		})
	}
}

func compareWords(t *testing.T, dir string) {
	res, err := Build(context.Background(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	w := newWork(Options{Dir: dir}, root.FS())
	if !w.read(context.Background()) {
		t.Fatal(texts(res.Messages))
	}
	_, extract := exec.LookPath("pdftotext")
	for _, ed := range w.Manuscript.Editions {
		if ed.Twin != nil {
			continue // both its languages are compared by themselves
		}
		var paged string
		if len(w.Project.Outputs.PDF) > 0 {
			set, err := typeset.Edition(t.Context(), w.brief(ed, w.Project.Outputs.PDF[0], w.supply()))
			if err != nil {
				t.Fatal(err)
			}
			paged = lettersOf(documentText(bound.Of(set.Document)))
		}
		var said strings.Builder
		for i := range ed.Sections {
			ch := ed.Sections[i].Chapter
			if ch == nil {
				continue
			}
			source, err := os.ReadFile(filepath.Join(dir, ch.File()))
			if err != nil {
				t.Fatal(err)
			}
			lines := stripped(string(source))
			for _, l := range lines {
				if !l.indent {
					said.WriteString(l.letters)
				}
			}
			if w.Project.Outputs.Website != nil {
				page, err := os.ReadFile(filepath.Join(res.Out, ed.Name, ed.Sections[i].Slug+".html"))
				if err != nil {
					t.Fatal(err)
				}
				missing(t, "website", ch.File(), lines, lettersOf(pageText(string(page))))
			}
			if paged != "" {
				missing(t, "pages", ch.File(), lines, paged)
			}
		}
		if extract != nil || paged == "" {
			t.Log("pdftotext is not installed: the text of the file itself is not compared")
			continue
		}
		file := filepath.Join(res.Out, "pdf", ed.Name+"-"+w.Project.Outputs.PDF[0].Variant+".pdf")
		out, err := exec.Command("pdftotext", "-raw", file, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		fewer(t, ed.Name, said.String(), lettersOf(string(out)))
	}
}

// missing reports the lines that are not in a text.
func missing(t *testing.T, where, file string, lines []strippedLine, text string) {
	t.Helper()
	gone := lost(lines, text)
	for _, l := range gone[:min(len(gone), 8)] {
		t.Errorf("%s: %s:%d: %q is lost", where, file, l.line, l.letters)
	}
	if len(gone) > 8 {
		t.Errorf("%s: %s: %d lines are lost in all", where, file, len(gone))
	}
}

func lost(lines []strippedLine, text string) (gone []strippedLine) {
	for _, l := range lines {
		if !strings.Contains(text, l.letters) && !(l.indent && strings.Contains(text, l.whole)) {
			gone = append(gone, l)
		}
	}
	return gone
}

// The comparison must see what it is there for: any word of any construct taken from the text is missed.
func TestComparisonMissesALostWord(t *testing.T) {
	text := "# 标题一\n\n正文[链接](x.md)与`code`。\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁戊 |\n\n```go\nmain()\n```\n\n- 列表[^a]之后\n\n    缩进的一行\n\n[^a]: 注文\n"
	lines := stripped(text)
	if gone := lost(lines, lettersOf("标题一 正文链接与code 甲 乙 丙 丁戊 main() 列表① 之后 缩进的一行 注文")); len(gone) > 0 {
		t.Errorf("said to be lost: %+v", gone)
	}
	for _, word := range []string{"标题", "链接", "code", "乙", "戊", "main", "之后", "缩进", "注文"} {
		whole := lettersOf("标题一 正文链接与code 甲 乙 丙 丁戊 main() 列表① 之后 缩进的一行 注文")
		if len(lost(lines, strings.Replace(whole, word, "", 1))) == 0 {
			t.Errorf("%s is not missed", word)
		}
	}
}

// fewer reports letters that a text has more often than what was extracted from its PDF.
func fewer(t *testing.T, edition, text, extracted string) {
	t.Helper()
	count := map[rune]int{}
	for _, r := range extracted {
		count[r]++
	}
	for _, r := range text {
		count[r]--
	}
	for r, n := range count {
		if n < 0 {
			t.Errorf("%s: the file has %d fewer %q than the manuscript", edition, -n, r)
		}
	}
}

// lettersOf leaves letters and digits.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// inLine are the roles of elements within a line: their text stands in the block around them.
var inLine = map[string]bool{"Span": true, "Link": true, "Reference": true, "Quote": true, "Code": true, "Ruby": true, "RB": true}

// documentText is the text of a document, block after block in reading order.
func documentText(d *bound.Document) string {
	blocks := make([]strings.Builder, len(d.Elements))
	for _, p := range d.Pages {
		for _, op := range p.Ops {
			if op.Run == nil || op.Tag == draw.Artifact {
				continue
			}
			tag := op.Tag
			for inLine[d.Elements[tag].Role] {
				tag = d.Elements[tag].Parent
			}
			blocks[tag].WriteString(op.Run.Text())
		}
	}
	var out strings.Builder
	for i := range blocks {
		out.WriteString(blocks[i].String())
		out.WriteByte('\n')
	}
	return out.String()
}

var (
	pageParts = regexp.MustCompile(`(?s)<head>.*?</head>|<script.*?</script>|<style.*?</style>|<nav.*?</nav>|<rt>.*?</rt>|<!--.*?-->`)
	pageTags  = regexp.MustCompile(`(?s)<[^>]*>`)
	pageMarks = regexp.MustCompile(`(?s)<sup class="note-mark">.*?</sup>`)
)

// pageText is the text of a page of the website.
func pageText(s string) string {
	s = pageMarks.ReplaceAllString(pageParts.ReplaceAllString(s, " "), " ")
	return html.UnescapeString(pageTags.ReplaceAllString(s, ""))
}

// strippedLine is what a stretch of a manuscript says between things that add text of their own.
type strippedLine struct {
	line    int
	letters string
	indent  bool   // the line may be code, or the inside of a list: no telling by itself
	whole   string // of an indented line: what it says if it is code
}

var (
	stripFront   = regexp.MustCompile(`(?s)\A---\n.*?\n(?:---|\.\.\.)[ \t]*\n`)
	stripComment = regexp.MustCompile(`(?s)<!--.*?-->`)
	stripScript  = regexp.MustCompile(`(?ims)^<(script|style)\b.*?</(script|style)>`)
	stripFence   = regexp.MustCompile("^[ \t>]*(?:(?:[-*+]|\\d+[.)])[ \t]+)*(```+|~~~+)([^`]*)$")
	stripDivs    = regexp.MustCompile(`^[ \t>]*:{3,}[ \t]*(?:\{.*\}|[\w-]*)`)
	stripRef     = regexp.MustCompile(`^ {0,3}\[[^\]^]+\]:[ \t]*\S+.*$`)
	stripNote    = regexp.MustCompile(`^ {0,3}\[\^[^\]]+\]:`)
	stripMarks   = regexp.MustCompile(`^(?:[ \t>]*(?:[-*+]|\d+[.)])(?:[ \t]+|$))+|^[ \t]*#{1,6}(?:[ \t]+|$)|^[ \t>]+|^[ \t]*:[ \t]+`)
	stripRow     = regexp.MustCompile(`^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
	stripCheck   = regexp.MustCompile(`^\[[ xX]\] `)
	stripAlert   = regexp.MustCompile(`\[!\w+\][-+]?`)
	stripAttrs   = regexp.MustCompile(`\{[#.=][^{}\n]*\}|\{[\w-]+=[^{}\n]*\}`)
	// What adds text of its own in the line, or is set in other words: the line is compared on either side of it.
	stripCuts  = regexp.MustCompile(`\[\^[^\]\s]+\]|\^\[|\{\{[^}]*\}\}|!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?|\$[^$\n]+\$|\$\$|@(?:fig|tbl|sec)-[\w-]+|\[[^\[\]]*@[\w-][^\[\]]*\]|<img\b[^>]*>|\{[^{}|\n]+\|[^{}|\n]+\}`)
	stripLink  = regexp.MustCompile(`\]\((?:<[^>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^)]*\)))?[ \t]*\)|\]\[[^\]\n]*\]`)
	stripTag   = regexp.MustCompile(`</?(?i:a|abbr|b|big|blockquote|br|center|code|details|div|em|font|h[1-6]|hr|i|img|kbd|li|mark|ol|p|pre|s|small|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul)(?:[ \t\n][^<>]*)?/?>`)
	stripCode  = regexp.MustCompile("(`+)(.+?)(`+)")
	stripEntry = regexp.MustCompile(`&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);`)
)

// stripped takes the syntax off a manuscript, line by line and by plain rules: the slow twin of the readers.
func stripped(text string) (out []strippedLine) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	lines := func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) }
	text = stripFront.ReplaceAllStringFunc(text, lines)
	text = stripScript.ReplaceAllStringFunc(stripComment.ReplaceAllStringFunc(text, lines), lines)
	fence := ""
	for i, l := range strings.Split(text, "\n") {
		indent, whole := strings.HasPrefix(l, "    ") || strings.HasPrefix(l, "\t"), lettersOf(l)
		add := func(s string) {
			if s = lettersOf(s); s != "" {
				out = append(out, strippedLine{i + 1, s, indent && fence == "", whole})
			}
		}
		if fence != "" {
			if body := strings.TrimSpace(strings.TrimLeft(l, " \t>")); strings.HasPrefix(body, fence) && strings.Trim(body, fence[:1]) == "" {
				fence = ""
				continue
			}
			add(strings.TrimLeft(l, " \t>"))
			continue
		}
		if m := stripFence.FindStringSubmatch(l); m != nil {
			fence = m[1]
			continue
		}
		if stripRef.MatchString(l) {
			continue // addresses
		}
		if strings.Contains(l, "|") && stripRow.MatchString(l) || strings.TrimSpace(l) != "" && strings.Trim(l, "=- \t") == "" {
			continue
		}
		l = stripDivs.ReplaceAllString(l, "")
		l = stripNote.ReplaceAllString(l, "")
		for range 3 {
			l = stripMarks.ReplaceAllString(l, "")
		}
		l = stripAlert.ReplaceAllString(stripCheck.ReplaceAllString(l, ""), "")
		// Code keeps what looks like syntax: its letters are hidden while the rest is stripped.
		var code []string
		l = stripCode.ReplaceAllStringFunc(l, func(s string) string {
			code = append(code, strings.Trim(s, "`"))
			return fmt.Sprintf("\x00%d\x00", len(code)-1)
		})
		l = stripAttrs.ReplaceAllString(l, "")
		l = stripCuts.ReplaceAllString(l, "\n")
		l = stripLink.ReplaceAllString(l, "]")
		l = stripTag.ReplaceAllString(l, "")
		l = stripEntry.ReplaceAllStringFunc(l, html.UnescapeString)
		l = strings.ReplaceAll(l, "|", "\n") // cells
		for n, c := range code {
			l = strings.ReplaceAll(l, fmt.Sprintf("\x00%d\x00", n), c)
		}
		for s := range strings.SplitSeq(l, "\n") {
			add(s)
		}
	}
	return out
}

// generated writes a book of chapters in which every construct holds words of its own.
func generated(t *testing.T, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 7))
	n := 0
	word := func() string {
		n++
		if r.IntN(2) == 0 {
			han := []rune("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜")
			s := make([]rune, 2+r.IntN(3))
			for i := range s {
				s[i] = han[r.IntN(len(han))]
			}
			return string(s)
		}
		return fmt.Sprintf("word%d", n)
	}
	words := func(most int) string {
		s := word()
		for range r.IntN(most) {
			s += []string{" ", "，", ", ", " **" + word() + "** ", " *" + word() + "* ", " `" + word() + "` ", " [" + word() + "](https://example.org/) ", "。"}[r.IntN(8)] + word()
		}
		return s
	}
	constructs := []func() string{
		func() string { return words(60) },
		func() string { return "## " + words(3) },
		func() string { return "- " + words(8) + "\n- " + words(8) },
		func() string { return "1. " + words(8) + "\n2. " + words(8) },
		func() string { return "> " + words(20) },
		func() string {
			return "```go\nfunc " + word() + "() { // " + strings.Repeat(word()+" ", 1+r.IntN(30)) + "\n}\n```"
		},
		func() string {
			return "| " + word() + " | " + word() + " |\n|---|---|\n| " + words(5) + " | " + word() + " |"
		},
		func() string { n++; return fmt.Sprintf("%s[^n%d]\n\n[^n%d]: %s", words(9), n, n, words(9)) },
		func() string { return "> [!NOTE]\n> " + words(20) },
		func() string { return "::: warning\n" + words(9) + "\n:::" },
		func() string { return "~~" + word() + "~~ H<sub>" + word() + "</sub> <kbd>" + word() + "</kbd>" },
		func() string { return word() + "\n: " + words(9) },
		func() string {
			row := strings.TrimSuffix(strings.Repeat("| longlonglong"+word(), 16), " ") + " |\n"
			return row + strings.Repeat("|---", 16) + "|\n" + row
		},
		func() string { return "<div>\n" + word() + " <b>" + word() + "</b>\n</div>" },
		func() string { return "<details>\n<summary>" + word() + "</summary>\n\n" + words(9) + "\n\n</details>" },
	}
	files := []string{"book.yaml", "title: 字\nlanguages: [zh]\ntemplates: false\noutputs:\n  website: {}\n  pdf: {print: {trim: 32开}}\n"}
	for c := range 3 {
		text := "# " + words(3) + "\n"
		for range 40 {
			text += "\n" + constructs[r.IntN(len(constructs))]() + "\n"
		}
		files = append(files, fmt.Sprintf("content/zh/c%d.md", c), text)
	}
	return golden.Folder(t, files...)
}
