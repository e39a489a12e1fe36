package markdown

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/golden"
	"keben/internal/manuscript/prose"
	"keben/internal/runaway"
)

// constructs are pieces of a manuscript; each %s is text that must be found in the result.
var constructs = []string{
	"%s\n%s", "# %s {#甲 .x}", "%s\n===", "**%s**%s*%s*~~%s~~`%s`", "[%s](a \"%s\"){.b}", "![%s](a.png){#fig-a}",
	"> %s\n%s", "> [!NOTE] %s\n> %s", "- %s\n- [ ] %s\n  %s", "1. %s\n\n   %s", "| %s | %s |\n|:-:|\n| %s | %s | %s |",
	"| %s | %s |\n|--|--|\n| %s | `%s\\|%s` | %s |\n: %s {#tbl-x}\n资料来源：%s", "%s[^n]%s[^%s]^[%s*%s*]", "[^n]: %s\n\n    %s\n[^m]: %s",
	"::: note\n%s\n:::", "::: {.callout-tip title=\"%s\"}\n%s\n::: %s %s\n%s", ":::\n\n%s", "%s\n: %s\n: %s\n\n  %s", "```%s\n%s\n```", "~~~\n%s",
	"    %s", "$%s$ $%s %s$$%s$$", "$$\n%s\n- %s\n$$", "[@key%s, p. %s]", "[见@fig-a；%s]", "@fig-a%s@张%s", "{%s|%s}", "{a%s|b}", "[%s]{.x k=v}[%s]{%s}",
	"https://a.b/c%s。www.a.b%s", "<!-- x --> %s", "%s<!-- x -->%s<br>%s", "&amp;%s\\*%s", "%s  \n%s\\\n　　%s", "---\n%s", "![%s][x]%s", "[%s][%s]",
	"表：%s", "Table: %s\n\n| %s |\n|--|", "***%s*%s**", "*%s**%s*", "[[%s]{.a}%s]{.b}", "^[%s^[%s]]", "> ::: note\n> %s\n\n%s", "- ```\n  %s\n%s",
	"+-------+-------+\n| %s | %s |\n+=======+=======+\n| %s | - %s |\n|       | %s |\n+-------+-------+", "+------+\n| %s |\n+------+\n注：%s",
	"%s  %s\n-----  -----\n%s  %s\n%s", "----- -----\n%s %s\n----- -----", "-----------\n%s %s\n----- -----\n%s %s\n%s %s\n\n%s\n-----------",
	"| %s |\n|--|\n| %s |\n注：%s\n资料来源：%s\n注：%s",
}

// document draws a manuscript and the words that are in it.
func document(r *rand.Rand) (string, []string) {
	var b strings.Builder
	var words []string
	for range 1 + r.Intn(8) {
		c := constructs[r.Intn(len(constructs))]
		for strings.Contains(c, "%s") {
			word := fmt.Sprintf("词%d甲", len(words))
			words = append(words, word)
			c = strings.Replace(c, "%s", word, 1)
		}
		switch r.Intn(6) {
		case 0:
			c = "> " + strings.ReplaceAll(c, "\n", "\n> ")
		case 1:
			c = "- " + strings.ReplaceAll(c, "\n", "\n  ")
		case 2:
			c = "[^n" + fmt.Sprint(r.Intn(3)) + "]: " + strings.ReplaceAll(c, "\n", "\n    ")
		}
		b.WriteString(c)
		b.WriteString("\n\n"[r.Intn(2):])
	}
	return b.String(), words
}

func TestNothingTypedIsLost(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range golden.Rounds(4000) {
		src, words := document(r)
		got := dump(Options{Text: []byte(src), Lang: "zh"})
		for _, word := range words {
			if !strings.Contains(got, word) {
				t.Fatalf("%s is lost from\n%s\n---\n%s", word, src, got)
			}
		}
	}
}

// check holds what is true of every input: no panic, valid text, and every Han character kept that is
// not in something that is rightly dropped.
func check(t *testing.T, src string, lang string) {
	t.Helper()
	got := dump(Options{Text: []byte(src), Lang: lang, Inserts: sampleInserts})
	if !utf8.ValidString(got) {
		t.Fatalf("invalid UTF-8 from %q", src)
	}
	// Comments, definitions of link references, and ids given twice are dropped; the words for kinds of
	// callouts and captions are syntax.
	if strings.Contains(src, "<") || strings.Contains(src, "]:") || strings.Contains(src, "{") && strings.ContainsAny(src, "#=") {
		return
	}
	address := len(src) // from here on, a word may be in the address of a link in an image, which has no place
	if strings.Contains(src, "![") && strings.Contains(src, "](") {
		address = strings.Index(src, "](")
	}
	for i, r := range src {
		if unicode.Is(unicode.Han, r) && i < address && !strings.ContainsRune(got, r) && !strings.ContainsRune("注说明提示重要警告意表", r) {
			t.Fatalf("%c is lost from %q\n%s", r, src, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, p := range paths {
		if data, err := os.ReadFile(p); err == nil {
			before, _, _ := strings.Cut(string(data), "-- want/")
			f.Add(before, "zh")
		}
	}
	r := rand.New(rand.NewSource(2))
	for range 40 {
		src, _ := document(r)
		f.Add(src, "en")
	}
	for _, in := range runaway.Inputs() {
		f.Add(in.Text(3), "zh")
		f.Add(in.Text(60), "en")
	}
	for range 40 {
		drawn := make([]byte, 2+r.Intn(10))
		r.Read(drawn)
		f.Add(runaway.Drawn(drawn), "zh")
	}
	f.Fuzz(func(t *testing.T, src, lang string) {
		check(t, src, lang)
		Inline(Options{Text: []byte(src), Lang: lang})
		Read(Options{Text: []byte(src), CommonMark: true})
	})
}

// Inputs that make Markdown readers slow or deep: each is read, and its text is kept. make steps counts what they cost.
func TestHostileInputIsReadAndKept(t *testing.T) {
	n := golden.Rounds(12_000)
	rep := strings.Repeat
	for name, src := range map[string]string{
		"quotes":         rep(">", n) + "文",
		"lists":          rep("- ", n) + "文",
		"divs":           rep("::: a\n", n/6),
		"emphasis":       rep("*文 ", n) + rep("文*", n),
		"strong":         rep("**文", n),
		"mixed marks":    rep("*文_ ", n),
		"nested marks":   rep("*文 _", n/2) + rep("_ 文*", n/2),
		"brackets":       rep("[", n) + "文" + rep("]", n),
		"links":          rep("[文](", n),
		"images":         rep("![", n) + rep("](x)", n),
		"spans":          rep("[", n) + "文" + rep("]{.a}", n),
		"inline notes":   rep("^[", n) + "文" + rep("]", n),
		"unclosed notes": rep("^[文", n),
		"marks of notes": rep("[^a]", n),
		"definitions":    rep("[^a]: 文\n", n/8),
		"code":           rep("`文``", n),
		"dollars":        rep("$文", n) + rep(" $", n),
		"braces":         rep("{", n) + rep("{#", n) + rep("{a=", n),
		"rubies":         rep("{文|", n),
		"attributes":     rep("{#a\n", n/4) + "}",
		"at signs":       rep("@fig-", n) + rep("[@", n),
		"colons":         rep("http://", n),
		"dots":           rep("www.", n),
		"mail":           rep("a@", n),
		"table":          rep("|", n) + "\n" + rep("|-", n) + "\n" + rep("|", n),
		"rows":           "|a|\n|-|\n" + rep("|文|b|\n", n/6),
		"captions":       rep(": 文\n\n", n/6),
		"breaks":         rep("“\n", n),
		"comments":       rep("<!--", n),
		"entities":       rep("&", n),
		"sentinels":      rep(prose.SentinelOpen+"0"+prose.SentinelClose, n/10),
		"quoted lines":   rep(rep("> ", 90)+"文\n", 300),
	} {
		t.Run(name, func(t *testing.T) {
			doc, _ := Read(Options{Text: []byte(src), Lang: "zh", Inserts: sampleInserts})
			if strings.Contains(src, "文") && name != "definitions" {
				var b strings.Builder
				book.DumpBlocks(&b, nil, doc.Blocks, doc.Notes)
				if !strings.Contains(b.String(), "文") {
					t.Error("the text is lost")
				}
			}
		})
	}
}

// FuzzNesting reads what is nested and repeated as the fuzzer's bytes say.
func FuzzNesting(f *testing.F) {
	for i := range 40 {
		f.Add([]byte{byte(i), 127, byte(i + 7), 63, byte(3 * i), 200})
		f.Add([]byte{byte(i), 127, byte(i), 127, byte(i), 127})
	}
	f.Fuzz(func(t *testing.T, data []byte) { check(t, runaway.Drawn(data), "zh") })
}

func BenchmarkRead(b *testing.B) {
	const page = `## 高质量共建 {#sec-high}

自 2013 年提出“一带一路”倡议以来，十二年砥砺前行，**“硬联通”。**世界已经见证了这一世纪工程从蓝图走向现实，
从区域合作成长为全球公共产品[^1]，见@fig-trade与[论文](https://example.com/paper)。贸易额达 *3.1 万亿美元*，比 2013 年增长
了近两倍；` + "`GDP`" + ` 增速保持在合理区间。

| 年份 | 贸易额 | 增速 |
|:--|--:|--:|
| 2023 | 2.8 | 4.1% |
| 2024 | 3.1 | 6.4% |

> 和平合作、开放包容、互学互鉴、互利共赢。

- 政策沟通
- 设施联通

[^1]: 《人民日报》，2023 年 10 月 11 日。

`
	text := strings.Repeat(page, 10_000/utf8.RuneCountInString(page))
	src := []byte(text)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		Read(Options{Text: src, Lang: "zh"})
	}
}
