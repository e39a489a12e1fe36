package mmark

import (
	"math/rand"
	"regexp"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/golden"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
)

// The two readers are each other's second opinion: what both notations write alike must become the same
// blocks. Where they differ the case says why, and the test asks that they still do, so that the list
// stays true.

// places are compared apart.
var places = regexp.MustCompile(` @\d+:\d+`)

func both(src, lang string) (first, second string) {
	file := source.New("", []byte(src))
	o := markdown.Options{Text: file.Text, Source: file, Lang: lang, Inserts: sampleInserts}
	a, _ := markdown.Read(o)
	b, _ := Read(o)
	return print(file, a), print(file, b)
}

func print(file *source.File, d Document) string {
	var b strings.Builder
	book.DumpBlocks(&b, file, d.Blocks, d.Notes)
	return b.String()
}

// alike are texts that both read the same, with the same positions.
var alike = []string{
	"段落", "第一行\n第二行", "第一行\nEnglish\nwords\n中文", "行一  \n行二\\\n行三", "　　缩进的段\n　　落", "中\n“引”\n文\nGDP",
	"# 一级", "###### 六级 ######", "####### 七级", "一级\n===", "二级\n---", "## 有标识 {#sec-a}", "## 有类 {#sec-a .x k=v}", "## 不编号 {-}", "## `码`与*斜*",
	"*斜*与**粗**与~~删~~", "**“强调。”**后文", "前文**“重点”**后文", "**真。**她说**集合（set）**是", "说*《论语》*与", "GDP**“增长”**GDP",
	"H~2~O 与 CO~2~ 2^10^ 5~10天，15~20天 x^2 y^", "_斜_ 与 __粗__", "snake_case_名_字", "5 * 3 * 2", "5~10天，15~20天", "** 空 **", "**没有结束。", "“**甲**”“**乙**”", "**[链接。](a)**后", "**`code`**后", "**甲*乙*丙**",
	"`码`与`` a`b ``与` 空 `", "`没有结束", "a\\*b\\_c\\[d\\]", "&copy; &amp; &#20013; &nosuch; &", "C:\\文件",
	"[链接](a.md)", "[链接](<a b.md> \"题\")", "[链接](a.md \"题\"){.b}", "[甲][ref]\n\n[ref]: http://a.b \"题\"", "[ref]\n\n[ref]: http://a.b", "[无][none]与[无]", "[甲] (乙)", "<https://a.b>与<a@b.cd>", "见https://a.b/c。后文", "www.a.com，后",
	"行内![图](a.png \"题\")。", "![图题](a.png)", "![图题](a.png){#fig-a .wide}", "![题*斜*](a.png)\n\n资料来源：作者",
	"{汉字|hàn zì}", "[文字]{.x k=v}", "价格$5与$6", "公式$x^2$与",
	"> 引文\n> 二行", "> 引文\n续行", "> 一\n>\n> 二", "> 一\n\n> 二", "> > 内", "> # 题\n> 文", "> [!NOTE]\n> 提示", "> [!WARNING] 小*心*\n> 内容\n>\n> 二", "> ```go\n> x\n> ```\n\n文\n\n```\ny\n```",
	"- 一\n- 二", "* 一\n* 二", "+ 一", "- 一\n\n- 二", "- \n- 二", "- 一\n- \n- 三", "> \n\n文", "- 一\n  续\n- 二", "- 一\n    - 内\n- 二", "- [ ] 待\n- [x] 完", "1. 一\n2. 二", "3. 三\n4. 四", "1) 一\n2) 二", "0. 零\n1. 一", "1. 一\n\n    二段\n\n2. 二",
	"```go\nx := 1\n\ny\n```", "~~~\n波浪\n~~~", "````\n```\n````", "```go {#lst .n}\nx\n```", "    缩进\n\n    代码", "```\n没有结束\n二", "段\n```\n码\n```\n段",
	"---", "段\n\n***\n\n段", "|甲|乙|\n|--|--|\n|一|二|", "|甲|乙|\n|:-|-:|\n|`a`|*b*|\n|只一|", "|甲|乙|\n|:-:|---|\n| a\\|b | c |\nTable: 题 {#tbl-a}", "|甲|\n|-|\n|一|\n\n表：题\n\n资料来源：某", "表：先题 {#tbl-b}\n\n|甲|\n|-|\n|一|", "甲|乙\n-|-\n一|二",
	"文[^1]后\n\n[^1]: 注", "文[^1]\n\n[^1]: 注\n\n    二段\n[^2]: 未用", "文^[行*内*注]后", "文[^无]后", "文[^1]\n\n[^1]: 甲\n[^1]: 重", "文[^1]\n[^1]: 紧跟", "文！[^1] ![^1]\n\n[^1]：中文冒号", "^[外^[内]]", "- 项[^1]\n\n[^1]: 注",
	"术语\n: 定义", "术语\n\n: 定义段", "甲\n: 一\n: 二\n\n乙\n: 三",
	"<div>\n**x**\n</div>\n", "甲<br>乙<b>丙</b>", "<!-- 注 -->", "甲<!-- 注 -->乙", "a < b > c <3 个>",
	"额󰀀0󰀁元", "󰀀1󰀁", "󰀀1󰀁\n\nTable: 题 {#tbl-x}", "前󰀀1󰀁后",
}

// different are texts that the readers take differently, each with the reason.
var different = []struct{ src, reason string }{
	{"文\n- 一", "a list needs an empty line before it in Mmark"},
	{"文\n1. 一", "a list needs an empty line before it in Mmark"},
	{"- 一\n* 二", "gomarkdown goes on with a list when the bullet changes"},
	{"1. 一\n2) 二", "gomarkdown goes on with a list when the mark changes"},
	{"- - 内", "gomarkdown reads no list at the beginning of an item"},
	{"- 一\n    - 内\n\n        段", "a list with a loose list inside is loose for gomarkdown"},
	{"- 一\n\n  二段", "a second paragraph of an item is indented by four columns in Mmark"},
	{"术语一\n术语二\n: 定义", "only the last line is the term in Mmark; what stands above it is a paragraph"},
	{"甲\n: 一\n\n  续", "a second paragraph of a definition is indented by four columns in Mmark"},
	{"_foo_bar_", "gomarkdown ends emphasis at the first underscore; one inside a word makes all of it text"},
	{"一行\n二行\n---", "only the last line is the heading for gomarkdown; what stands above it is a paragraph"},
	{"- 一\n\n        码\n\n        码", "gomarkdown doubles empty lines in the indented code of an item"},
	{"- 一\n\n          码", "gomarkdown takes all of up to four columns more from the code of an item"},
	{"***粗斜***", "the emphasis is outside in CommonMark, inside in gomarkdown"},
	{"**甲、****乙。**丙", "gomarkdown ends strong text at the first two stars"},
	{"(#fig-a)", "cross references are Mmark's"},
	{"见@fig-a", "cross references of Quarto are not Mmark's"},
	{"(!贸易)", "index entries are Mmark's"},
	{"A> 旁注", "asides are Mmark's"},
	{".# 摘要", "special headings are Mmark's"},
	{"{mainmatter}", "matter divisions are Mmark's"},
	{"{.x}\n段", "attributes before a block are Mmark's"},
	{"::: note\n文\n:::", "fenced divisions are Pandoc's"},
	{"![图题](a.png \"题\")", "the title of a picture is its caption in Mmark"},
	{"> 文\n\nQuote: 某", "a quotation's attribution is Mmark's"},
	{"写信给a@b.cd", "an e-mail address is written <a@b.cd>: gomarkdown asks its parsers at the first character only"},
	{"|甲|乙|\n|--|--|\n| `a|b` | c |", "a bar in code does not end a cell for gomarkdown"},
	{"[[甲](a)乙](b)", "the inner link wins in CommonMark, the outer in gomarkdown"},
	{"文\n<div>x</div>", "HTML does not interrupt a paragraph in Mmark"},
	{"$$\na\n\nb\n$$", "a formula may hold an empty line in Mmark"},
	{"<div>\n文\n\n二</div>", "an HTML block ends with its closing tag for gomarkdown, at an empty line in CommonMark"},
	{"*[HTML]: 长\n\nHTML", "abbreviations are Mmark's"},
	{"见 <<1>>", "call-outs are Mmark's"},
}

func TestReadersAgree(t *testing.T) {
	for _, src := range alike {
		for _, lang := range [...]string{"zh", "en"} {
			a, b := both(src, lang)
			if a, b = places.ReplaceAllString(a, ""), places.ReplaceAllString(b, ""); a != b {
				t.Errorf("%s: %q\n%s", lang, src, golden.Diff(a, b))
			}
		}
	}
}

func TestPlacesAgree(t *testing.T) {
	for _, src := range alike {
		if strings.Contains(src, "Table: ") {
			continue // the one counts the space after the colon to the caption, the other does not
		}
		if a, b := both(src, "zh"); a != b {
			t.Errorf("%q\n%s", src, golden.Diff(a, b))
		}
	}
}

func TestReadersDifferAsListed(t *testing.T) {
	for _, d := range different {
		a, b := both(d.src, "zh")
		if places.ReplaceAllString(a, "") == places.ReplaceAllString(b, "") {
			t.Errorf("%q is read alike: is it no longer true that %s?", d.src, d.reason)
		}
	}
}

// TestReadersAgreeOnWholeTexts mixes the texts that are read alike: what stands before a block must change
// neither what it becomes nor where it is found, even when the same words have come before.
func TestReadersAgreeOnWholeTexts(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	for i := range golden.Rounds(1500) {
		src := mixed(r, 2+r.Intn(8))
		if i%500 == 0 {
			src = mixed(r, 4000) // longer than gomarkdown is let look ahead
		}
		if a, b := both(src, "zh"); a != b {
			t.Fatalf("%.2000s\n---\n%.4000s", src, golden.Diff(a, b))
		}
	}
}

// mixed joins texts that are read alike, with a paragraph between them that ends any list. Left out is
// what reaches beyond itself: labels, and code that goes on to the end.
func mixed(r *rand.Rand, n int) string {
	var parts []string
	for range n {
		s := alike[r.Intn(len(alike))]
		if strings.Contains(s, "[^") || strings.Contains(s, "[ref") || strings.HasPrefix(s, "```\n没有") || strings.Contains(s, "Table: ") {
			continue
		}
		if r.Intn(5) == 0 {
			s = "> " + strings.ReplaceAll(s, "\n", "\n> ")
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "\n\n隔段。\n\n")
}
