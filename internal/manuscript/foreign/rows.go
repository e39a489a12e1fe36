package foreign

import (
	"fmt"
	"regexp"
	"strings"

	"keben/internal/manuscript/prose"
	"keben/internal/tool"
)

// lineRows are the constructs that take whole lines, in books of any tool.
var (
	lineRows  []lineRow
	ownedRows []owned
)

func init() { // the rows' functions look up rows themselves
	lineRows = []lineRow{
		{taken("MkDocs' !!! is set as a callout", "MkDocs 的 !!! 已排成提示框"),
			regexp.MustCompile(`^(?:!!!|\?\?\?\+?)[ \t]+([A-Za-z][\w-]*)(?:[ \t]+[\w-]+)*(?:[ \t]+"(.*)")?[ \t]*$`), admonition},
		{taken(`MkDocs' === "tab" is set as a titled `+"`:::`"+` block`, `MkDocs 的 === "标签" 已排成带标题的区块`),
			regexp.MustCompile(`^===[!+]?[ \t]+"(.*)"[ \t]*$`), tab},
		{taken("Docusaurus's :::name[title] is set as a callout", "Docusaurus 的 :::name[标题] 已排成提示框"),
			regexp.MustCompile(`^:::+[ \t]*([A-Za-z][\w-]*)\[(.*)\][ \t]*(?:\{.*\})?[ \t]*$`), func(l *liner, m match) { l.open(m, m.groups[1], m.groups[2]) }},
		{taken("VitePress's ::: details is set as a callout", "VitePress 的 ::: details 已排成提示框"),
			regexp.MustCompile(`^:::+[ \t]*details\b[ \t]*([^{]*)$`), func(l *liner, m match) {
				l.write(m, fmt.Sprintf("::: {.note .details title=%q}", strings.TrimSpace(m.groups[1])))
			}},
		{taken("Obsidian's callout is set as a callout of ours", "Obsidian 的提示框已排成相应的提示框"),
			regexp.MustCompile(`(?i)^>[ \t]*\[!(abstract|summary|tldr|question|help|faq|example|quote|cite|todo|check|done|failure|fail|missing|bug|error)\][-+]?[ \t]*(.*)$`), alert},
		{taken("GitBook's {% hint %} is set as a callout", "GitBook 的 {% hint %} 已排成提示框"),
			regexp.MustCompile(`^\{%-?\s*hint\b(.*?)-?%\}[ \t]*$`), func(l *liner, m match) { l.open(m, named(m.groups[1], "style"), named(m.groups[1], "title")) }},
		{taken("GitBook's tabs are set as titled `:::` blocks", "GitBook 的标签页已排成带标题的区块"),
			regexp.MustCompile(`^\{%-?\s*tab\b(.*?)-?%\}[ \t]*$`), func(l *liner, m match) { l.open(m, "tab", named(m.groups[1], "title")) }},
		{quiet, regexp.MustCompile(`^\{%-?\s*end(?:hint|tab)\s*-?%\}[ \t]*$`), func(l *liner, m match) { l.write(m, ":::") }},
		{layout, regexp.MustCompile(`^\{%-?\s*(?:end)?(?:tabs|code|content-ref|stepper|step|columns|column|raw|comment)\b[^%]*?-?%\}[ \t]*$`), (*liner).drop},
		{taken("{% highlight %} is set as code", "{% highlight %} 已排成代码"),
			regexp.MustCompile(`^\{%-?\s*highlight\s*([\w+#.-]*).*?-?%\}[ \t]*$`), liquidHighlight},
		{taken("Hugo's highlight is set as code", "Hugo 的 highlight 已排成代码"),
			regexp.MustCompile(`^\{\{[<%]\s*highlight\s+"?([\w+#.-]*).*[>%]\}\}[ \t]*$`), hugoHighlight},
		{taken("mdBook's {{#include}} is followed", "已按 mdBook 的 {{#include}} 插入文件"), mdbookInclude, include},
		{taken("mdBook's {{#title}} is left out", "已略去 mdBook 的 {{#title}}"), regexp.MustCompile(`^\{\{#title\b.*\}\}[ \t]*$`), (*liner).drop},
		{snippets, snippet, include},
		{taken("files that other tools include (@include, {{< include >}}, include_relative) are read in their place", "其他工具引入的文件（@include、{{< include >}}、include_relative）已插入原处"),
			pageInclude, includePage},
		{taken("VitePress's <<< is set as code", "VitePress 的 <<< 已排成代码"), regexp.MustCompile(`^<<<[ \t]+@?/?([^\s{#]+(?:#[\w-]+)?)(?:\{.*\})?.*$`), program},
		{taken("docsify's :id= of a heading is read", "已读取 docsify 标题后的 :id="), regexp.MustCompile(`^(#{1,6}[ \t].*?)[ \t]+:id=([\w-]+)[ \t]*$`), (*liner).headingID},
		{taken("another tool's mark for the contents is left out", "已略去其他工具的目录标记"),
			regexp.MustCompile(`(?i)^(?:\[toc\]|\[\[_?toc_?\]\]|@\[toc\](?:\(.*\))?|\{:toc.*\})[ \t]*$`), (*liner).drop},
		{quiet, regexp.MustCompile(`(?i)^[*-] ?toc[ \t]*$`), contentsMark},
		{mdxTab, tabItem, mdxTabItem},
		{quiet, regexp.MustCompile(`^</TabItem>[ \t]*$`), func(l *liner, m match) { l.write(m, ":::") }},
		{layout, regexp.MustCompile(`^</?(?:Tabs|CodeGroup|Steps|Columns?|Row)\b[^<>]*>[ \t]*$`), (*liner).drop},
		{nil, jsxLine, jsx},
		{jsxComment, regexp.MustCompile(`^\{/\*.*\*/\}[ \t]*$`), (*liner).drop},
		{nil, colonDirective, colons},
		{nil, conditional, (*liner).condition},
		{taken("bookdown's rmdnote and its like are set as callouts", "bookdown 的 rmdnote 等已排成提示框"),
			regexp.MustCompile(`^:::+[ \t]*\{?\.?rmd(note|tip|warning|caution|important|comment)\}?[ \t]*$`), func(l *liner, m match) { l.open(m, m.groups[1], "") }},
		{bookdownText, regexp.MustCompile(`^\(ref:[\w-]+\)[ \t]+\S.*$`), func(l *liner, m match) { l.copy(m.at) }},
		{d2lTab, regexp.MustCompile("^:begin_tab:`([^`]*)`[ \t]*$"), func(l *liner, m match) { l.open(m, "tab", m.groups[1]) }},
		{quiet, regexp.MustCompile(`^:end_tab:[ \t]*$`), func(l *liner, m match) { l.write(m, ":::") }},
		{labelAlone, labelBelow, (*liner).drop},
		{taken("Jekyll's {: … } is left out", "已略去 Jekyll 的 {: … }"), regexp.MustCompile(`^\{:[^}]*\}[ \t]*$`), (*liner).drop},
	}
	ownedRows = []owned{
		{[]tool.Name{tool.MyST}, mystRows()},
		{[]tool.Name{tool.Docusaurus}, []lineRow{{nil, programLine, mdxLines}}},
		{[]tool.Name{tool.MkDocs, tool.Any}, []lineRow{{snippets, snippetEdge, includeSeveral}}},
	}
}

var (
	quiet  = &Construct{} // of the second half of a pair: counted with the first
	d2lTab = taken("d2lbook's tabs are set as titled `:::` blocks", "d2lbook 的标签页已排成带标题的区块")
	layout = taken("another tool's layout tags are left out", "已略去其他工具的版式标记")
)

// kinds are names that other tools have for callouts and we have not, with ours.
var kinds = map[string]string{
	"abstract": "note", "summary": "note", "tldr": "note", "question": "note", "help": "note", "faq": "note", "example": "note",
	"comment": "note", "quote": "note", "cite": "note", "todo": "note", "check": "tip", "done": "tip", "failure": "warning", "fail": "warning",
	"missing": "warning", "bug": "warning", "error": "caution", "details": "note",
}

// alert takes a callout of Obsidian of a kind that we have under another name.
func alert(l *liner, m match) {
	name := strings.ToLower(m.groups[1])
	title := m.groups[2]
	if title == "" {
		title = strings.ToUpper(name[:1]) + name[1:]
	}
	l.write(m, "> [!"+strings.ToUpper(kinds[name])+"] "+title)
}

// open writes the fence of a division: a callout where the name is one's, with the name as its title when it
// says more than our kind.
func (l *liner) open(m match, name, title string) {
	lower := strings.ToLower(name)
	switch ours, known := kinds[lower]; {
	case prose.CalloutKind(lower) != "":
		name = lower
	case known:
		if title == "" {
			title = strings.ToUpper(lower[:1]) + lower[1:]
		}
		name = ours
	case name == "":
		name = "note"
	}
	l.write(m, strings.TrimRight("::: "+name+" "+title, " "))
}

func admonition(l *liner, m match) {
	l.open(m, m.groups[1], m.groups[2])
	l.inside(m)
	l.put(m.indent+":::\n", m.from)
}

func tab(l *liner, m match) {
	l.open(m, "tab", m.groups[1])
	l.inside(m)
	l.put(m.indent+":::\n", m.from)
}

var (
	liquidEnd = regexp.MustCompile(`^\{%-?\s*endhighlight\s*-?%\}$`)
	hugoEnd   = regexp.MustCompile(`^\{\{[<%]\s*/\s*highlight\s*[>%]\}\}$`)
)

func liquidHighlight(l *liner, m match) { l.highlight(m, liquidEnd) }
func hugoHighlight(l *liner, m match)   { l.highlight(m, hugoEnd) }

func (l *liner) highlight(m match, end *regexp.Regexp) {
	if at := l.closing(end); at >= 0 {
		l.program(m, m.groups[1], at)
		return
	}
	l.copy(m.at)
}

// contentsMark drops kramdown's "* TOC" before {:toc}.
func contentsMark(l *liner, m match) {
	if !(l.next < len(l.all) && strings.HasPrefix(l.line(l.next), "{:toc")) {
		l.copy(m.at)
		return
	}
	l.drop(m)
}

var attribute = regexp.MustCompile(`([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))`)

// named returns the value of name="value".
func named(attrs, name string) string {
	for _, a := range attribute.FindAllStringSubmatch(attrs, -1) {
		if a[1] == name {
			return a[2] + a[3] + a[4]
		}
	}
	return ""
}
