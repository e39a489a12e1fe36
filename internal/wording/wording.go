// Package wording rewords the errors of parsers that speak only English (template engines, encoding/xml, TOML) in both
// languages of messages.
//
// Each parser has a table of regular expressions over its known errors. An error that is not in the table is shown as
// it is in English, and as a syntax error in Chinese, because half-English messages are no help to a Chinese reader.
// The parsers have no error types to go by. Places are not in the texts: they are cut off before.
package wording

import (
	"regexp"
	"strings"

	"keben/internal/diag"
)

// said makes a row of a table. A pattern matches the whole text of an error.
func said(pattern, en, zh string) diag.Rewording {
	return diag.Rewording{Said: regexp.MustCompile(`(?s)^(?:` + pattern + `)$`), En: en, Zh: zh}
}

// calling matches the error of a function in a template.
var calling = regexp.MustCompile(`(?s)^(<[^\n]*>: )?error calling ([^:]+): (.*)$`)

// at matches the expression that text/template puts before an error about it.
var at = regexp.MustCompile(`(?s)^(<[^\n]*?>): (.*)$`)

// nameOnly matches the prefix of an error of html/template whose line is unknown.
var nameOnly = regexp.MustCompile(`^(?:html/)?template:(?:[^ :]*:)? `)

// Template rewords an error of text/template or html/template from which the place has been removed.
func Template(problem string) diag.Phrase {
	problem = nameOnly.ReplaceAllString(problem, "")
	if m := calling.FindStringSubmatch(problem); m != nil {
		inner := Template(m[3])
		return diag.Phrase{En: m[1] + m[2] + ": " + inner.En, Zh: m[1] + m[2] + "：" + inner.Zh}
	}
	if m := at.FindStringSubmatch(problem); m != nil {
		inner := Template(m[2])
		return diag.Phrase{En: m[1] + ": " + inner.En, Zh: m[1] + "：" + inner.Zh}
	}
	return diag.Reword(problem, templates, "写法有误")
}

var templates = []diag.Rewording{
	said(`unexpected EOF`, "an action has no {{ end }}", "缺少 {{ end }}"),
	said(`unexpected (?:"(\\\\?.)"|\{\{(\w+)\}\}|<([^>]+)>|"([^"]*)") in .*`, "`$1$2$3$4` is out of place", "不应有 `$1$2$3$4`"),
	said(`unexpected (?:"([^"]*)"|\{\{(\w+)\}\}|<([^>]+)>).*`, "`$1$2$3` is out of place", "不应有 `$1$2$3`"),
	said(`unexpected \. after term "(.*)"`, "no point may follow $1", "$1 之后不能有点号"),
	said(`unexpected right paren`, "closing ) has no opening (", "“)”前面没有“(”"),
	said(`unclosed left paren`, "opening ( has no closing )", "“(”没有闭合"),
	said(`unclosed action(?: started at .*)?`, "this action has no }}", "缺少 }}"),
	said(`unclosed comment|comment ends before closing delimiter`, "this comment has no */}}", "注释缺少 */}}"),
	said(`unterminated .*`, "a quotation mark is never closed", "引号没有闭合"),
	said(`unrecognized character in action: .*'(.)'|bad character .*'(.)'`, "`$1$2` cannot be in an action", "指令中不能有 `$1$2`"),
	said(`bad number syntax: "?(.*?)"?`, "`$1` is not a number", "`$1` 不是数"),
	said(`function "(.*)" not defined|"(.*)" is not a defined function`, "there is no function `$1$2`", "没有函数 `$1$2`"),
	said(`no word has the key "(.*)"`, "there is no interface word `$1`", "没有界面用语 `$1`"),
	said(`undefined variable:? "?(.*?)"?`, "there is no variable `$1`", "没有变量 `$1`"),
	said(`missing value for (.*)`, "a value is missing after $1", "$1 之后缺少值"),
	said(`empty command`, "a value is missing", "缺少值"),
	said(`expected :=|range can only initialize variables|too many declarations in .*`, "a variable is set with :=", "变量用 := 赋值"),
	said(`expected end; found (.*)`, "expected {{end}}, found $1", "应为 {{end}}，实为 $1"),
	said(`wrong number of args for (\S+): want at least (\d+) got (\d+)`, "$1 takes at least $2 arguments, not $3", "$1 至少需要 $2 个参数，这里有 $3 个"),
	said(`wrong number of args for (\S+): want (\d+) got (\d+)`, "$1 takes $2 arguments, not $3", "$1 需要 $2 个参数，这里有 $3 个"),
	said(`wrong number of args for (\S+): got (\d+) want at least (\d+)`, "$1 takes at least $3 arguments, not $2", "$1 至少需要 $3 个参数，这里有 $2 个"),
	said(`wrong number of args for (\S+): got (\d+) want (\d+)`, "$1 takes $3 arguments, not $2", "$1 需要 $3 个参数，这里有 $2 个"),
	said(`can't evaluate field (\S+) in type .*|\S+ is an unexported field of .*`, "there is no `$1` here", "此处没有 `$1`"),
	said(`map has no entry for key "(.*)"|nil data; no entry for key "(.*)"`, "there is no `$1$2` here", "此处没有 `$1$2`"),
	said(`nil pointer evaluating [^.]*\.?[^.]*\.(\w+)`, "what `$1` is asked of is not there", "没有可取 `$1` 的值"),
	said(`(?:dereference of nil pointer|indirection through explicit nil).*`, "there is no value here", "此处没有值"),
	said(`(\S+) has arguments but cannot be invoked as function|(\S+) is not a method but has arguments|can't give argument to non-function (\S+)`,
		"`$1$2$3` takes no arguments", "`$1$2$3` 不带参数"),
	said(`non executable command in pipeline stage (\d+)`, "stage $1 after | is not a function", "“|”之后第 $1 段不是函数"),
	said(`range can't iterate over (.*)|can't use .* iterate over .*|range over send-only channel.*`, "range needs a list", "range 须用于列表"),
	said(`if/with can't use .*`, "if and with need a value", "if 和 with 须用于值"),
	said(`nil is not a command|can't evaluate command .*`, "there is no value here", "此处没有值"),
	said(`template "(.*)" not defined|no such template "(.*)"|"(.*)" is an incomplete or empty template|no template "(.*)" associated with.*`,
		"there is no template `$1$2$3$4`", "没有模板 `$1$2$3$4`"),
	said(`multiple definition of template "(.*)"`, "the template `$1` is defined twice", "模板 `$1` 定义了两次"),
	said(`exceeded maximum template depth.*|max expression depth exceeded`, "the templates go in circles, or too deep", "模板相互套用，或层次太深"),
	said(`wrong type for value; expected (\S+); got (\S+)`, "expected $1, found $2", "需要 `$1` 类型的值，实为 `$2`"),
	said(`value has type (\S+); should be (\S+)`, "expected $2, found $1", "需要 `$2` 类型的值，实为 `$1`"),
	said(`invalid value; expected (\S+)|value is nil; should be of type (\S+)`, "expected $1$2, found no value", "需要 `$1$2` 类型的值，此处没有值"),
	said(`expected (bool|complex|float|integer|string|unsigned integer); found (.*)`, "expected $1, found $2", "值的类型不对：$2"),
	said(`can't handle (.*) for arg of type .*|can't print (.*) of type .*`, "`$1$2` cannot be used here", "此处不能用 `$1$2`"),
	said(`cannot assign nil to .*|can't handle assignment of .*`, "there is no value here", "此处没有值"),
	said(`\{\{(break|continue)\}\} outside \{\{range\}\}`, "{{$1}} is only for {{range}}", "{{$1}} 只能用在 {{range}} 中"),
	said(`index out of range: (-?\d+)`, "there is no element $1", "没有第 $1 项"),
	said(`invalid slice index:? .*|too many slice indexes: .*|cannot 3-index slice a string`, "these are no places of the list", "列表中没有这些位置"),
	said(`index of (?:nil pointer|untyped nil)|slice of (?:nil pointer|untyped nil)|len of nil pointer|call of nil`, "there is no value here", "此处没有值"),
	said(`can't (?:index|slice) item of type .*|cannot index .*|len of type .*`, "the value is not a list", "该值不是列表"),
	said(`incompatible types for comparison.*|non-comparable types?.*|invalid type for comparison`, "these values cannot be compared", "这两个值不能比较"),
	said(`missing argument for comparison`, "a value to compare with is missing", "缺少用来比较的值"),
	said(`arg \d+: .*`, "an argument is of another kind", "参数的类型不对"),
	said(`non-function (\S+) of type .*`, "`$1` is not a function", "`$1` 不是函数"),
	// html/template
	said(`.*ends in a non-text context.*`, "a tag, an attribute or a quotation mark is not closed at the end", "到结尾时仍有标签、属性或引号没有闭合"),
	said(`\{\{(\w+)\}\} branches end in different contexts.*|on (range) loop re-entry.*`, "the branches of {{$1$2}} do not close the same tags and quotation marks", "{{$1$2}} 各分支闭合的标签和引号不一致"),
	said(`"(.*)" in attribute name.*`, "`$1` cannot be in the name of an attribute", "属性名中不能有 `$1`"),
	said(`"(.*)" in unquoted attr.*`, "put the value of this attribute in quotation marks", "请给这个属性值加引号"),
	said(`.* appears in an ambiguous context within a URL`, "it is not certain which part of an address this is", "无法确定这是网址的哪一部分"),
	said(`'/' could start a division or regexp.*|unfinished (?:JS|escape).*`, "the script or style cannot be followed here", "此处的脚本或样式无法解析"),
	said(`cannot compute output context for template (.*)`, "the template `$1` cannot be used in this place", "模板 `$1` 不能用在这里"),
	said(`expected space, attr name, or end of tag, but got "?(.*?)"?`, "expected an attribute or the end of the tag, found `$1`", "应为属性或标签结尾，实为 `$1`"),
	said(`predefined escaper "(.*)" disallowed in template`, "the function `$1` may not be used here", "此处不能使用函数 `$1`"),
	// Keben's own functions
	said(`qty takes a key, or a number and a unit`, "it takes a key, or a number and a unit", "参数应为一个键，或一个数和一个单位"),
	said(`join wants a list, not .*`, "it takes a list", "参数应为列表"),
}

// XML rewords an error of encoding/xml.
func XML(problem string) diag.Phrase {
	problem = strings.TrimPrefix(xmlPlace.ReplaceAllString(problem, ""), "xml: ")
	return diag.Reword(problem, xmls, "语法有误")
}

var xmlPlace = regexp.MustCompile(`^XML syntax error on line \d+: `)

var xmls = []diag.Rewording{
	said(`EOF|unexpected EOF(?: in CDATA section)?`, "the file ends too early", "文件不完整"),
	said(`element <(.*)> closed by </(.*)>`, "<$1> is closed by </$2>", "<$1> 误用 </$2> 结束"),
	said(`element <(.*)> in space (.*) closed by </(.*)> in space (.*)`, "<$1> is closed by </$3>", "<$1> 误用 </$3> 结束"),
	said(`unexpected end element </(.*)>`, "</$1> has no beginning", "</$1> 没有相应的开头"),
	said(`expected element name after <`, "after < comes the name of an element; the sign itself is &lt;", "“<”之后应为元素名；“<”本身写作 &lt;"),
	said(`expected element name after </|expected target name after <\?`, "a name is missing", "缺少名称"),
	said(`expected /> in element|invalid characters between </(.*) and >`, "a tag is not closed", "标签没有闭合"),
	said(`expected attribute name in element`, "expected an attribute", "应为属性"),
	said(`attribute name without = in element`, "an attribute has no =", "属性缺少“=”"),
	said(`unquoted or missing attribute value in element`, "the value of an attribute is not in quotation marks", "属性值没有加引号"),
	said(`unescaped < inside quoted string`, "in a value, < is written &lt;", "值中的“<”应写作 &lt;"),
	said(`unescaped \]\]> not in CDATA section`, "]]> is out of place", "不应有 ]]>"),
	said(`invalid character entity (.*?)(?: \(no semicolon\))?`, "`$1` is not an entity; the sign itself is &amp;", "`$1` 不是实体；“&”本身写作 &amp;"),
	said(`illegal character code U\+([0-9A-F]+)`, "the character U+$1 is not allowed", "不能有字符 U+$1"),
	said(`invalid sequence "--" not allowed in comments`, "-- is not allowed in a comment", "注释中不能有“--”"),
	said(`invalid UTF-8`, "it is not UTF-8", "不是 UTF-8 编码"),
	said(`invalid XML name: (.*)`, "`$1` is not a name", "`$1` 不是合法的名称"),
	said(`invalid (?:sequence )?<!\[?-?.*`, "<! begins neither a comment nor CDATA", "“<!”之后既非注释也非 CDATA"),
	said(`unsupported version "(.*)"; only version 1.0 is supported`, "it is XML $1, not 1.0", "这是 XML $1，而不是 1.0"),
	said(`encoding "(.*)" declared but .*|opening charset "(.*?)".*`, "it says that its encoding is `$1$2`: save it as UTF-8", "文件声明的编码是 `$1$2`：请另存为 UTF-8"),
}

// TOML rewords an error of the TOML parser.
func TOML(problem string) diag.Phrase { return diag.Reword(problem, tomls, "语法有误") }

var tomls = []diag.Rewording{
	said(`(?:unexpected EOF|expected .*EOF).*`, "it ends too early", "内容不完整"),
	said(`Key '(.*)' (?:has already been defined|was already created.*)\.?`, "`$1` is there twice", "`$1` 出现了两次"),
	said(`expected '\.' or '=', but got '?(.*?)'? instead`, "expected = after the name, found `$1`", "名称之后应为“=”，实为 `$1`"),
	said(`expected value but found '?(.*?)'? instead`, "expected a value in double quotation marks, found `$1`", "应为加双引号的值，实为 `$1`"),
	said(`expected a comma.*, but got '?(.*?)'?(?: instead)?`, "a list or table is not closed before `$1`", "列表或表在 `$1` 之前没有闭合"),
	said(`expected a top-level item to end .*, but got '?(.*?)'? instead`, "nothing may follow a value on its line: `$1`", "值之后不能再有文字：`$1`"),
	said(`expected .* table name.*|unexpected (?:end of table name|table separator).*|expected end of table array.*`, "the name of a table is not well formed", "表名写法有误"),
	said(`unexpected '='.*`, "a name is missing before =", "“=”之前缺少名称"),
	said(`unexpected '?(?:comma|\.).*`, "a comma or a point is out of place", "逗号或点号的位置不对"),
	said(`(?:strings cannot contain newlines|.*newline.*string.*)`, "a quotation mark is never closed on its line", "引号没有在本行闭合"),
	said(`expected a digit but got '?(.*?)'?|invalid (?:float|integer).*|not an? .* number: .*|floats must .*|cannot use sign .*`, "this is not a number", "不是合法的数"),
	said(`invalid escape.*`, "a backslash begins an escape; write two", "反斜杠表示转义，请写两个"),
}
