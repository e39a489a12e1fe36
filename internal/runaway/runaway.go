// Package runaway makes texts that are hard to read: nested too deep, repeated too often, opened and never closed.
// Tests of readers and outputs use them, and so do fuzz tests as seeds.
//
// Each text has a size n. A test counts the steps of reading it for n and for 2n and requires less than three times as
// many, because time depends on the machine and steps do not. The texts are generated and not kept in files, because
// some have megabytes.
//
// Only tests import this package.
package runaway

import (
	"fmt"
	"strings"
)

// Input is the text of a chapter, of any size. If it has words for readers, 文 is among them.
type Input struct {
	Name  string
	Size  int                // the n of a text that shows the fault
	Ext   string             // of the chapter's file
	Book  string             // what book.yaml says besides: a line, or ""
	Text  func(n int) string // with its title or front matter
	Error bool               // the text is refused: an error says so
	Long  bool               // of Size, the text is a paragraph that is too long, and is refused
}

// Inputs returns all of them.
func Inputs() []Input {
	var all []Input
	for _, m := range markdown {
		all = append(all, Input{Name: m.name, Size: m.size, Ext: "md", Text: titled(m.text), Error: m.refused, Long: m.long})
	}
	for _, m := range foreign {
		all = append(all, Input{Name: m.name, Size: m.size, Ext: "md", Book: "syntax: " + m.ext + "\n", Text: titled(m.text)})
	}
	for _, f := range fronts {
		all = append(all, Input{Name: f.name, Size: f.size, Ext: f.ext, Text: f.text, Error: f.refused})
	}
	return all
}

// titled puts a title before a text.
func titled(text func(int) string) func(int) string {
	return func(n int) string { return "# 题\n\n" + text(n) }
}

type input struct {
	name    string
	size    int
	ext     string
	text    func(n int) string
	refused bool
	long    bool
}

func many(piece string) func(int) string {
	return func(n int) string { return strings.Repeat(piece, n) + "文\n" }
}

func around(open, close string) func(int) string {
	return func(n int) string { return strings.Repeat(open, n) + "文" + strings.Repeat(close, n) + "\n" }
}

// each joins what f makes of 0 … n-1.
func each(f func(i int) string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(f(i))
		}
		return b.String()
	}
}

// stairs are lines that each begin with one more of a mark, or of an indent.
func stairs(step, mark string) func(int) string {
	return each(func(i int) string { return strings.Repeat(step, i) + mark + fmt.Sprintf("文%d\n", i) })
}

func after(head string, tail func(int) string) func(int) string {
	return func(n int) string { return head + tail(n) }
}

func both(a, b func(int) string) func(int) string {
	return func(n int) string { return a(n) + b(n) }
}

// markdown are the bodies of chapters.
var markdown = []input{
	// Blocks inside blocks.
	{name: "list by indent", size: 200, text: stairs("  ", "- ")},
	{name: "numbered list by indent", size: 400, text: stairs("   ", "1. ")},
	{name: "list by tabs", size: 200, text: stairs("\t", "- ")},
	{name: "list in one line", size: 2000, text: many("- ")},
	{name: "loose list", size: 200, text: each(func(i int) string { return strings.Repeat("  ", i) + "- 文\n\n" })},
	{name: "quoted lists", size: 2000, text: many("> - ")},
	{name: "quotations", size: 2000, text: many("> ")},
	{name: "growing quotations", size: 1500, text: stairs(">", "> "), long: true},
	{name: "growing paragraphs", size: 1500, text: each(func(i int) string { return strings.Repeat(">", i+1) + " 文\n\n" })},
	{name: "definitions in definitions", size: 200, text: after("词\n", stairs("  ", ": "))},
	{name: "divisions", size: 2000, text: both(many("::: a\n"), many(":::\n"))},
	{name: "divisions of many colons", size: 500, text: each(func(i int) string { return strings.Repeat(":", i+3) + " a\n" })},
	{name: "notes in notes", size: 1000, text: after("文[^0]\n\n", many("[^0]: "))},
	{name: "notes by indent", size: 100, text: after("文[^0]\n\n", each(func(i int) string {
		return strings.Repeat("    ", i) + fmt.Sprintf("[^%d]: 注[^%d]\n\n", i, i+1)
	}))},
	{name: "details", size: 2000, text: around("<details>\n<summary>a</summary>\n\n", "\n</details>\n\n")},
	{name: "quotations of HTML", size: 5000, text: around("<blockquote>\n\n", "\n\n</blockquote>\n\n")},
	{name: "elements in a line", size: 20000, text: around("<div>", "</div>")},
	// Tables that are drawn.
	{name: "tops of grids", size: 20000, text: many("+--+\n\n")},
	{name: "grids that do not close", size: 10000, text: many("+--+\n|文\n+--+\n\n")},
	{name: "a grid of one column", size: 20000, text: func(n int) string { return "+----+\n" + strings.Repeat("| 文 |\n+----+\n", n) }},
	{name: "a lattice", size: 300, text: func(n int) string {
		return strings.Repeat(strings.Repeat("+-", n)+"+\n"+strings.Repeat("| ", n)+"|\n", n) + strings.Repeat("+-", n) + "+\n\n文\n"
	}},
	{name: "a lattice without a bottom", size: 300, text: func(n int) string {
		return strings.Repeat(strings.Repeat("+-", n)+"+\n"+strings.Repeat("| ", n)+"|\n", n) + "\n文\n"
	}},
	{name: "grids in grids", size: 60, text: func(n int) string {
		var above, below strings.Builder
		for i := range n {
			border := strings.Repeat("| ", i) + "+" + strings.Repeat("-", 4*(n-i)) + "+" + strings.Repeat(" |", i) + "\n"
			above.WriteString(border)
			below.WriteString(strings.Repeat("| ", n-1-i) + "+" + strings.Repeat("-", 4*(i+1)) + "+" + strings.Repeat(" |", n-1-i) + "\n")
		}
		return above.String() + strings.Repeat("| ", n) + " 文 " + strings.Repeat(" |", n) + "\n" + below.String()
	}},
	{name: "lines of dashes", size: 20000, text: many("--- ---\n文 文\n")},
	{name: "dashes above text", size: 20000, text: many("---\n文\n\n")},
	{name: "a table of a million spans", size: 2000, text: func(n int) string {
		return "<table>" + strings.Repeat("<tr><td colspan=1000000 rowspan=1000000>文</td><td>文</td></tr>\n", n) + "</table>\n"
	}},
	// Inlines inside inlines.
	{name: "emphasis in emphasis", size: 5000, text: around("*文 ", " 文*")},
	{name: "brackets in brackets", size: 50000, text: around("[", "]")},
	{name: "spans in spans", size: 20000, text: around("[", "]{.b}")},
	{name: "spans over lines", size: 5000, text: around("[\n", "\n]{.b}")},
	{name: "notes in the line", size: 20000, text: around("^[", "]")},
	{name: "images in images", size: 20000, text: around("![", "](a)")},
	{name: "tags in tags", size: 20000, text: after("文", around("<b>", "</b>"))},
	{name: "citations in brackets", size: 20000, text: around("[@", "]")},
	{name: "a citation in brackets", size: 20000, text: after("a@b", around("[", "]"))},
	// What is opened and not closed.
	{name: "links without end", size: 50000, text: many("[a](")},
	{name: "links without end in lines", size: 50000, text: many("[a](\n")},
	{name: "titles without end", size: 20000, text: many("[a](b \"")},
	{name: "addresses without end", size: 20000, text: many("[a](<b ")},
	{name: "labels without end", size: 50000, text: many("[a][")},
	{name: "images without end", size: 50000, text: many("![[[[")},
	{name: "closing brackets", size: 50000, text: many("](")},
	{name: "a run of tildes", size: 50000, text: around("~", "")},
	{name: "a run of backticks", size: 50000, text: after("文", around("`", ""))},
	{name: "falling runs of backticks", size: 600, text: func(n int) string {
		return "文" + each(func(i int) string { return strings.Repeat("`", n-i) + "文" })(n)
	}},
	{name: "runs of backticks", size: 600, text: after("文", each(func(i int) string { return strings.Repeat("`", i+1) + "文" }))},
	{name: "comments without end", size: 30000, text: many("文<!-- ")},
	{name: "comments without end in lines", size: 10000, text: many("文<!--\n\n")},
	{name: "CDATA without end", size: 30000, text: many("文<![CDATA[ ")},
	{name: "instructions without end", size: 30000, text: many("文<? ")},
	{name: "tags without end", size: 30000, text: many("文<a b=\"")},
	{name: "HTML without end", size: 10000, text: after("<div>\n<!--\n", many("<b>\n"))},
	{name: "scripts without end", size: 10000, text: after("<div>\n", many("<script>\n"))},
	{name: "programs in HTML", size: 10000, text: after("<div>\n", many("<pre>a</pre>\n"))},
	{name: "actions without end", size: 30000, text: many("{{"), refused: true},
	{name: "actions without end in lines", size: 10000, text: many("{{\n"), refused: true},
	{name: "blocks of actions", size: 50000, text: many("{{if 1}}"), refused: true},
	{name: "blocks of actions closed", size: 10000, text: around("{{if 1}}", "{{end}}"), refused: true},
	{name: "parentheses in an action", size: 100000, text: func(n int) string {
		return "{{" + strings.Repeat("(", n) + "1" + strings.Repeat(")", n) + "}}\n"
	}, refused: true},
	{name: "actions", size: 20000, text: many(`{{"文"}}`)},
	{name: "pipes in an action", size: 20000, text: func(n int) string { return "{{1" + strings.Repeat("|print", n) + "}}文\n" }},
	{name: "emphasis without end", size: 30000, text: many("*a **a _a ")},
	{name: "formulas without end", size: 20000, text: many("$a ")},
	{name: "readings without end", size: 50000, text: many("{文|")},
	{name: "attributes without end", size: 20000, text: many("{#")},
	{name: "quotation marks without end", size: 50000, text: many("“")},
	{name: "brackets that do not match", size: 50000, text: both(many("（"), many("》"))},
	{name: "code without end", size: 10000, text: many("```\n")},
	// Many of one thing.
	{name: "notes", size: 5000, text: each(func(i int) string { return fmt.Sprintf("文[^%d]\n\n[^%d]: 注\n\n", i, i) })},
	{name: "notes in turn", size: 2000, text: after("文[^0]\n\n", each(func(i int) string { return fmt.Sprintf("[^%d]: 注[^%d]\n\n", i, i+1) }))},
	{name: "marks of one note", size: 5000, text: after("[^a]: 注\n\n", many("文[^a]"))},
	{name: "short notes", size: 5000, text: many("文^[文]")},
	{name: "link definitions", size: 20000, text: both(each(func(i int) string { return fmt.Sprintf("[a%d]: /b\n", i) }), func(n int) string {
		return "\n" + each(func(i int) string { return fmt.Sprintf("[a%d]文 ", i) })(n) + "\n"
	})},
	{name: "wrong anchors", size: 5000, text: each(func(i int) string { return fmt.Sprintf("## 节%d\n\n[文](#nowhere-%d-at-all)\n\n", i, i) })},
	{name: "wrong references", size: 3000, text: each(func(i int) string { return fmt.Sprintf("## 节 {#sec-a%d}\n\n文@sec-b%d\n\n", i, i) })},
	{name: "headings of one text", size: 10000, text: many("## 文\n\n")},
	{name: "headings with one id", size: 5000, text: many("## 文 {#x}\n\n")},
	{name: "underlined headings", size: 10000, text: many("文\n=\n")},
	{name: "wide table", size: 3000, text: func(n int) string {
		return strings.Repeat("|文", n) + "|\n" + strings.Repeat("|-", n) + "|\n" + strings.Repeat("|b", n) + "|\n"
	}},
	{name: "short rows under a wide header", size: 3000, text: func(n int) string {
		return strings.Repeat("|文", n) + "|\n" + strings.Repeat("|-", n) + "|\n" + strings.Repeat("|b|\n", n)
	}},
	{name: "long table", size: 20000, text: after("|a|b|\n|-|-|\n", many("|文|c|d|\n"))},
	{name: "definition list", size: 10000, text: many("词\n: 文\n\n")},
	{name: "definitions of one term", size: 10000, text: after("词\n", many(": 文\n"))},
	{name: "ampersands", size: 100000, text: many("&")},
	{name: "addresses", size: 20000, text: many("www.a.b ")},
	{name: "schemes", size: 20000, text: many("http://")},
	{name: "mail", size: 20000, text: many("a@b.c")},
	{name: "spans", size: 20000, text: many("[文]{.b}")},
	{name: "lines of a paragraph", size: 50000, text: many("文\n")},
	{name: "listings", size: 5000, text: many("```\na\n```\n\n")},
	{name: "long listing", size: 20000, text: func(n int) string { return "```go\n" + strings.Repeat("x := \"文\" + y\n", n) + "```\n" }},
	{name: "listing in one line", size: 50000, text: func(n int) string { return "```go\n" + strings.Repeat("x+", n) + "文\n```\n" }},
	{name: "pictures", size: 1000, text: many("![文](a.png)\n\n")},
	{name: "breaks", size: 20000, text: many("---\n")},
	{name: "long paragraph", size: 100000, text: many("文，")},
	{name: "numbers", size: 20000, text: many("一百，20")},
	{name: "spaces in a line", size: 20000, text: after("文", many(" "))},
	{name: "tabs in a line", size: 20000, text: after("文", many("\t"))},
	{name: "white in a line", size: 20000, text: after("文", many(" \t\v"))},
	{name: "digits", size: 100000, text: many("1")},
	{name: "words", size: 20000, text: many("the the ")},
}

func fronted(body func(int) string) func(int) string {
	return func(n int) string { return "---\ntitle: 文\n" + body(n) + "\n---\n\n文\n" }
}

func blocked(body func(int) string) func(int) string {
	return func(n int) string { return "%%%\ntitle = \"文\"\n" + body(n) + "\n%%%\n\n文\n" }
}

func nested(head, open, inner, close string) func(int) string {
	return func(n int) string { return head + strings.Repeat(open, n) + inner + strings.Repeat(close, n) }
}

// fronts are front matter and title blocks.
var fronts = []input{
	{name: "YAML lists in lists", size: 50000, ext: "md", text: fronted(nested("params: ", "[", "", "]")), refused: true},
	{name: "YAML lists in lists over lines", size: 20000, ext: "md", text: fronted(nested("params: ", "[\n", "", "]\n")), refused: true},
	{name: "YAML mappings in mappings", size: 20000, ext: "md", text: fronted(nested("params: ", "{a: ", "1", "}")), refused: true},
	{name: "YAML lists without end", size: 20000, ext: "md", text: fronted(nested("params: ", "[", "", "")), refused: true},
	{name: "YAML by indent", size: 500, ext: "md", text: fronted(after("params:\n", each(func(i int) string { return strings.Repeat(" ", i+1) + "a:\n" }))), refused: true},
	{name: "YAML lists by dashes", size: 5000, ext: "md", text: fronted(nested("params:\n  a:\n    ", "- ", "1", "")), refused: true},
	{name: "YAML aliases of aliases", size: 25, ext: "md", text: fronted(after("params:\n  a0: &a0 [x, x]\n", each(func(i int) string {
		return fmt.Sprintf("  a%d: &a%d [*a%d, *a%d]\n", i+1, i+1, i, i)
	}))), refused: true},
	{name: "YAML in one line", size: 20000, ext: "md", text: fronted(func(n int) string { return "params: {a: [" + strings.Repeat("文, ", n) + "]}" })},
	{name: "YAML folded", size: 5000, ext: "md", text: fronted(func(n int) string { return "abstract: >\n" + strings.Repeat("  文\n", n) })},
	{name: "YAML keys", size: 20000, ext: "md", text: fronted(after("params:\n", each(func(i int) string { return fmt.Sprintf("  k%d: v\n", i) })))},
	{name: "YAML comments", size: 20000, ext: "md", text: fronted(each(func(int) string { return "# 文\n" }))},
	{name: "YAML faults", size: 5000, ext: "md", text: fronted(each(func(i int) string { return fmt.Sprintf("k%d: a: b\n", i) })), refused: true},
	{name: "YAML keys and a fault", size: 5000, ext: "md", text: fronted(both(each(func(i int) string { return fmt.Sprintf("k%d: a\n", i) }), many("a: b: c\n"))), refused: true},
	{name: "TOML lists in lists", size: 20000, ext: "md", text: func(n int) string {
		return "+++\ntitle = \"文\"\nx = " + nested("", "[", "", "]")(n) + "\n+++\n\n文\n"
	}, refused: true},
	{name: "TOML lists over lines", size: 5000, ext: "md", text: func(n int) string {
		return "+++\ntitle = \"文\"\nx = " + nested("", "[\n", "", "]\n")(n) + "\n+++\n\n文\n"
	}, refused: true},
	{name: "title block, lists in lists", size: 20000, ext: "mmark", text: blocked(nested("x = ", "[", "", "]")), refused: true},
	{name: "title block, tables in tables", size: 5000, ext: "mmark", text: blocked(nested("x = ", "{a = ", "1", "}")), refused: true},
	{name: "title block, dotted keys", size: 5000, ext: "mmark", text: blocked(nested("a", ".a", " = 1", "")), refused: true},
	{name: "title block, keys", size: 5000, ext: "mmark", text: blocked(after("[params]\n", each(func(i int) string { return fmt.Sprintf("k%d = 1\n", i) })))},
	{name: "title block, arrays of tables", size: 3000, ext: "mmark", text: blocked(each(func(int) string { return "[[params.a]]\nb = 1\n[params.a.c]\nd = 1\n" }))},
}

// constructs are what Drawn nests and repeats.
var constructs = [...][2]string{
	{"> ", ""}, {"- ", ""}, {"1. ", ""}, {"::: a\n", "\n:::\n"}, {"[^a]: ", ""}, {"词\n: ", ""}, {"*", "*"}, {"**", "**"}, {"~~", "~~"},
	{"[", "](b)"}, {"![", "](b)"}, {"[", "]{.b}"}, {"^[", "]"}, {"[@", "]"}, {"`", "`"}, {"$", "$"}, {"{文|", "}"}, {"<b>", "</b>"},
	{"<div>\n\n", "\n\n</div>\n"}, {"<!--", "-->"}, {"{{", "}}"}, {"| ", " |\n|-|\n"}, {"# ", "\n\n"}, {"```\n", "\n```\n"}, {"(", ")"}, {"“", "”"},
	{"a: ", "\n"}, {"[", "]"}, {"{", "}"}, {"A> ", ""}, {"\n", "\n"}, {"    ", ""}, {"\t", ""}, {"|", ""}, {"&", ";"}, {"www.", ".b "},
}

// Drawn makes a text out of bytes, as fuzz tests give them: pairs that choose a construct and how often it is nested
// or repeated.
func Drawn(data []byte) string {
	const most = 1 << 16
	var open, close strings.Builder
	var tails []string
	for i := 0; i+1 < len(data) && open.Len()+close.Len() < most; i += 2 {
		c := constructs[int(data[i])%len(constructs)]
		n := 1 + int(data[i+1]&0x7f)
		if data[i+1]&0x80 == 0 {
			open.WriteString(strings.Repeat(c[0], n))
			tails = append(tails, strings.Repeat(c[1], n))
		} else {
			open.WriteString(strings.Repeat(c[0]+"文"+c[1], n))
		}
	}
	open.WriteString("文")
	for i := len(tails) - 1; i >= 0; i-- {
		open.WriteString(tails[i])
	}
	return open.String()
}

// foreign are constructs of other tools, with the tool in the place of the ending.
var foreign = []input{
	{name: "directives in directives", ext: "myst", size: 5000, text: many("```{note}\n")},
	{name: "directives of colons", ext: "myst", size: 5000, text: many(":::{note}\n")},
	{name: "figures without end", ext: "myst", size: 2000, text: many(":::{figure} a\n")},
	{name: "roles in a line", ext: "myst", size: 5000, text: many("{sub}`文` ")},
	{name: "labels of nothing", ext: "myst", size: 10000, text: many("(a)=\n\n")},
	{name: "programs without end", ext: "docusaurus", size: 10000, text: many("import {\n")},
	{name: "components", ext: "docusaurus", size: 5000, text: around("<Xa>\n", "</Xa>\n")},
	{name: "shortcodes without end", ext: "hugo", size: 3000, text: many("文 {{< a >}} 文\n\n")},
	{name: "listings without end", ext: "hugo", size: 5000, text: many("{{< highlight js >}}\n")},
	{name: "liquid without end", ext: "jekyll", size: 5000, text: many("{% highlight js %}\n")},
	{name: "indented callouts", ext: "mkdocs", size: 3000, text: many("    !!! note\n")},
	{name: "tabs in tabs", ext: "mkdocs", size: 200, text: stairs("    ", "=== \"文\"\n\n")},
	{name: "conditions without end", ext: "quarto", size: 5000, text: many("::: {.content-visible when-format=\"pdf\"}\n")},
	{name: "snippets without end", ext: "mkdocs", size: 5000, text: many("--8<-- \"a\"\n--8<--\n")},
}
