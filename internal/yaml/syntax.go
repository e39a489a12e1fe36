package yaml

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	yaml3 "go.yaml.in/yaml/v3"

	"keben/internal/diag"
	"keben/internal/source"
)

// The faults that authors make, distinguished by the text at the place. They have one id.
var (
	tabIndent = diag.NewKind("yaml-syntax", diag.Error,
		"a tab cannot indent YAML", "YAML 不能用制表符缩进",
		"use spaces", "请改用空格")
	wideColon = diag.NewKind("yaml-syntax", diag.Error,
		"the colon after a key must be `:`, not the full-width `：`", "键后的冒号必须是半角“:”，而不是全角“：”",
		"write `key: value`, with a space after the colon", "请写成 `key: value`，冒号后加一个空格")
	noSpace = diag.NewKind("yaml-syntax", diag.Error,
		"a space is missing after the colon", "冒号后缺少空格",
		"write `key: value`", "请写成 `key: value`")
	openQuote = diag.NewKind("yaml-syntax", diag.Error,
		"this quotation mark is never closed", "这个引号没有闭合",
		"close it, or quote a text that contains %s with the other kind of mark", "请补上后一个引号；如果文字本身含有 %s，请改用另一种引号")
	openBracket = diag.NewKind("yaml-syntax", diag.Error,
		"this %s is never closed", "这个 %s 没有闭合")
	innerColon = diag.NewKind("yaml-syntax", diag.Error,
		"a value that contains `: ` must be in quotes", "值里含有“: ”（冒号加空格）时必须加引号",
		"put the value in quotes", "请给整个值加上引号")
	badStart = diag.NewKind("yaml-syntax", diag.Error,
		"a value cannot begin with `%s`", "值不能以 `%s` 开头",
		"put the value in quotes", "请给整个值加上引号")
	badAlias = diag.NewKind("yaml-syntax", diag.Error,
		"`*%s` refers to an anchor that is not in this file", "`*%s` 引用的锚点不在本文件中",
		"a value that begins with * must be in quotes", "以 * 开头的值必须加引号")
	badEscape = diag.NewKind("yaml-syntax", diag.Error,
		"expected an escape after the backslash in double quotes", "双引号中的反斜杠之后应为转义字符",
		`use single quotes, or write \\`, `请改用单引号，或写成 \\`)
	afterQuote = diag.NewKind("yaml-syntax", diag.Error,
		"nothing may follow the closing quotation mark", "后引号之后不能再有文字",
		"put the whole value in quotes, or none of it", "请给整个值加引号，或者都不加")
	badIndent = diag.NewKind("yaml-syntax", diag.Error,
		"this line does not line up with the ones above", "本行的缩进与上文不一致",
		"indent entries that belong together by the same number of spaces", "同一层的各项要缩进相同数量的空格")
	syntaxFault = diag.NewKind("yaml-syntax", diag.Error,
		"this is not YAML: %s", "此处不是合法的 YAML（%s）")
)

var errEnd = io.EOF

// decode reads the next document. The module panics on no input known, but it is not ours to promise.
func decode(dec *yaml3.Decoder, into *yaml3.Node) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("yaml: %v", v)
		}
	}()
	return dec.Decode(into)
}

func decodeText(text []byte) (*yaml3.Node, error) {
	var n yaml3.Node
	err := decode(yaml3.NewDecoder(bytes.NewReader(text)), &n)
	return &n, err
}

// recover reads a file with a syntax error by its top-level entries, so that the faults of several are
// found at once and the rest is still there.
func (p *parser) recover(err error) *Node {
	root := &Node{Kind: Null, Place: p.at(0)}
	before := len(p.ms)
	parts := p.parts()
	if len(parts) > 1 {
		made := &Node{Kind: Mapping, Place: root.Place}
		for _, part := range parts {
			p.part(part, made)
		}
		if len(made.Pairs) > 0 {
			root = made
		}
	}
	if len(p.ms) == before {
		p.base = 0
		p.syntax(err, p.text)
	}
	return root
}

// part is a run of lines, by offset, that begins a top-level entry on module line base.
type part struct{ base, from, to int }

// parts splits the text before each line that begins a top-level entry of a block mapping.
func (p *parser) parts() []part {
	var out []part
	for i, at := range p.rows {
		if at >= len(p.text) {
			break
		}
		if i > 0 && strings.IndexByte(" \t#-]},\n\"'", p.text[at]) >= 0 && !p.separator(at) && len(out) > 0 {
			continue
		}
		if len(out) > 0 {
			out[len(out)-1].to = at
		}
		if p.separator(at) && len(out) > 0 {
			return out // what follows is another document
		}
		out = append(out, part{i, at, len(p.text)})
	}
	return out
}

func (p *parser) separator(at int) bool { return bytes.HasPrefix(p.text[at:], []byte("---")) }

func (p *parser) part(pt part, into *Node) {
	text := p.text[pt.from:pt.to]
	p.base = pt.base
	n, err := decodeText(text)
	switch {
	case err == errEnd:
	case err != nil:
		if m := unknownAnchor.FindStringSubmatch(err.Error()); m != nil && bytes.Contains(p.text, []byte("&"+m[1])) {
			return // defined in another part
		}
		p.syntax(err, text)
	default:
		made := p.document(n)
		if made.Kind == Mapping {
			p.adopt(into, made)
		} else if made.Kind != Null {
			p.explain("could not find expected ':'", text, 1)
		}
	}
}

// adopt adds the entries of a part, and reports keys that are in two parts.
func (p *parser) adopt(into, made *Node) {
	if p.adopted == nil {
		p.adopted = map[string]*Node{}
	}
	for _, pair := range made.Pairs {
		if old := p.adopted[pair.Key.Value]; old != nil {
			p.report(pair.Key.At(duplicateKey, pair.Key.Value, old.Place.Line()))
			continue
		}
		p.adopted[pair.Key.Value] = pair.Key
		into.Pairs = append(into.Pairs, pair)
	}
	into.size += made.size
}

var (
	unknownAnchor = regexp.MustCompile(`unknown anchor '([^']*)' referenced`)
	messageLine   = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)
	wideColonKey  = regexp.MustCompile(`^[ ]*(?:- )*[^\s:"'#\[{]*?(：)`)
	tightColonKey = regexp.MustCompile(`^[ ]*(?:- )*[^\s:："'#\[{]+(:)[^\s:/]`)
	colonInValue  = regexp.MustCompile(`^[ ]*(?:- )*[^\s:"'#][^:"'#]*:[ ]+[^"'\[{|>#&*!\s].*?(:)(?:[ ]|$)`)
	closedQuote   = regexp.MustCompile(`:[ ]+(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ ]*([^\s#,\]}:])`)
	valueStart    = regexp.MustCompile("^[ ]*(?:- )*(?:[^\\s:\"'#][^:\"'#]*:[ ]+)?([@`%*&!\\t])")
)

// reworded are the module's errors for which there is no message kind of ours.
var reworded = []diag.Rewording{
	{Said: regexp.MustCompile(`^invalid map key`), En: "a key is a word, not a list or a mapping", Zh: "键应为一个词，不能是列表或映射"},
	{Said: regexp.MustCompile(`^map merge requires`), En: "after `<<:` comes a mapping, or a list of them", Zh: "“<<:”之后应为映射或映射的列表"},
	{Said: regexp.MustCompile(`^anchor '(.*)' value contains itself`), En: "`&$1` contains itself", Zh: "`&$1` 包含其自身"},
	{Said: regexp.MustCompile(`excessive aliasing`), En: "references are repeated without measure", Zh: "引用重复过多"},
	{Said: regexp.MustCompile(`binary data must be base64`), En: "binary data are written in Base64", Zh: "二进制数据须用 Base64 书写"},
	{Said: regexp.MustCompile(`tab character`), En: "a tab cannot indent YAML", Zh: "不能用制表符缩进"},
	{Said: regexp.MustCompile(`incompatible YAML document|version number|directive|tag handle|TAG|URI`), En: "a directive or tag is not well formed", Zh: "指令或标签的写法有误"},
	{Said: regexp.MustCompile(`hexdecimal`), En: "after \\x, \\u or \\U comes a hexadecimal number", Zh: "“\\x”“\\u”“\\U”之后应为十六进制数"},
	{Said: regexp.MustCompile(`'!'|'>'|tag`), En: "a tag is not well formed: a text that begins with ! is put in quotes", Zh: "标签写法有误：以“!”开头的文字须加引号"},
	{Said: regexp.MustCompile(`indentation indicator`), En: "after | or > comes a number from 1 to 9, or nothing", Zh: "“|”或“>”之后只能是 1 到 9 的数，或不写"},
	{Said: regexp.MustCompile(`comment or line break`), En: "after | or > the text begins on the next line", Zh: "“|”或“>”之后的文字须另起一行"},
	{Said: regexp.MustCompile(`control characters|incorrect (?:leading|trailing)|Unicode character`), En: "a character is not allowed here", Zh: "此处有不允许的字符"},
	{Said: regexp.MustCompile(`expected ',' or '([\]}])'`), En: "expected `,` or `$1`", Zh: "应为“,”或“$1”"},
	{Said: regexp.MustCompile(`expected ':'`), En: "a key has no colon", Zh: "键后缺少冒号"},
	{Said: regexp.MustCompile(`document (?:start|indicator)|stream-start`), En: "a line of --- or ... is out of place", Zh: "“---”或“...”的位置不对"},
	{Said: regexp.MustCompile(`end of stream`), En: "it ends too early", Zh: "内容不完整"},
	{Said: regexp.MustCompile(`node content`), En: "a value is missing", Zh: "缺少值"},
	{Said: regexp.MustCompile(`whitespace`), En: "a space is missing", Zh: "缺少空格"},
	{Said: regexp.MustCompile(`exceeded max depth`), En: "too many levels", Zh: "层次过深"},
}

// slips are the faults that can be seen in the line itself: an error of the module that contains problem,
// at a line that matches.
var slips = []struct {
	problem string
	line    *regexp.Regexp
	kind    *diag.Kind
}{
	{"expected ':'", wideColonKey, wideColon},
	{"expected key", wideColonKey, wideColon},
	{"mapping values", wideColonKey, wideColon},
	{"expected ':'", tightColonKey, noSpace},
	{"expected key", tightColonKey, noSpace},
	{"mapping values", tightColonKey, noSpace},
	{"mapping values", colonInValue, innerColon},
	{"expected key", closedQuote, afterQuote},
	{"expected ','", closedQuote, afterQuote},
}

// syntax turns the module's error about text into a message at the place the author has to mend. The module names a
// line that may be off by one, or none, and never a column: the true line is the first at whose end the text up to
// there gives the same error.
func (p *parser) syntax(err error, text []byte) {
	lines := lineStarts(text)
	k := 1 + sort.Search(len(lines)-1, func(i int) bool {
		end := len(text)
		if i+1 < len(lines) {
			end = lines[i+1]
		}
		_, e := decodeText(text[:end])
		return e != nil && e.Error() == err.Error()
	})
	p.explain(messageLine.ReplaceAllString(err.Error(), ""), text, k)
}

// explain reports the module's problem in line k (from 1) of text.
func (p *parser) explain(problem string, text []byte, k int) {
	lines := lineStarts(text)
	line := func(k int) string {
		if k < 1 || k > len(lines) {
			return ""
		}
		end := len(text)
		if k < len(lines) {
			end = lines[k]
		}
		return strings.TrimRight(string(text[lines[k-1]:end]), "\n")
	}
	at := func(k, offset int) source.Place { return p.place(k, utf8.RuneCountInString(line(k)[:offset])+1) }

	here := line(k)
	indent := len(here) - len(strings.TrimLeft(here, " \t"))
	if i := strings.IndexByte(here[:indent], '\t'); i >= 0 {
		p.report(tabIndent.At(at(k, i)))
		return
	}
	if open, ok := unclosed(text); ok && atEnd(problem) {
		on := sort.SearchInts(lines, open+1)
		if c := string(text[open]); c == `"` || c == "'" {
			p.report(openQuote.At(at(on, open-lines[on-1]), c))
		} else {
			p.report(openBracket.At(at(on, open-lines[on-1]), c))
		}
		return
	}
	for _, slip := range slips {
		// A key without its colon is found out only by the next line.
		for _, k := range []int{k, k - 1} {
			if m := slip.line.FindStringSubmatchIndex(line(k)); m != nil && strings.Contains(problem, slip.problem) {
				p.report(slip.kind.At(at(k, m[2])))
				return
			}
		}
	}
	start := valueStart.FindStringSubmatchIndex(here)
	anchor := unknownAnchor.FindStringSubmatch(problem)
	switch {
	case start != nil && (strings.Contains(problem, "cannot start any token") || strings.Contains(problem, "alphabetic or numeric")):
		p.report(badStart.At(at(k, start[2]), strings.ReplaceAll(here[start[2]:start[3]], "\t", "Tab")))
	case anchor != nil:
		place := at(k, max(strings.Index(here, "*"+anchor[1]), 0)).Chars(utf8.RuneCountInString(anchor[1]) + 1)
		p.report(badAlias.At(place, anchor[1]))
	case strings.Contains(problem, "unknown escape"):
		p.report(badEscape.At(at(k, max(strings.IndexByte(here, '\\'), 0))))
	case problem == "did not find expected key", problem == "did not find expected '-' indicator",
		problem == "mapping values are not allowed in this context", strings.HasPrefix(problem, "block sequence entries"):
		p.report(badIndent.At(at(k, indent)))
	default:
		p.report(syntaxFault.At(at(k, indent), diag.Reword(problem, reworded, "写法有误")))
	}
}

// atEnd reports whether a problem is one that an unclosed mark causes at the end of the text.
func atEnd(problem string) bool {
	return strings.Contains(problem, "end of stream") || strings.Contains(problem, "expected ','") ||
		strings.Contains(problem, "expected node content") || strings.Contains(problem, "document indicator") ||
		strings.Contains(problem, "expected ':'")
}

// lineStarts returns where the lines of text begin, by the module's line breaks.
func lineStarts(text []byte) []int {
	rows := []int{0}
	for i, r := range string(text) {
		if breaks(r) && i+utf8.RuneLen(r) < len(text) {
			rows = append(rows, i+utf8.RuneLen(r))
		}
	}
	return rows
}

// unclosed returns the offset of the innermost quotation mark or bracket that text leaves open.
func unclosed(text []byte) (int, bool) {
	open, _ := brackets(text, len(text))
	if len(open) == 0 {
		return 0, false
	}
	return open[len(open)-1], true
}

// tooDeep returns the offset of the first bracket inside more than most others, or -1. It looks before the module
// does, which takes time quadratic in the depth.
func tooDeep(text []byte, most int) int {
	if _, at := brackets(text, most); at > 0 {
		return at
	}
	return -1
}

// brackets returns the offsets of the quotation mark and the brackets that text leaves open, and of the first bracket
// inside more than most others, where it stops; 0 for none.
func brackets(text []byte, most int) (open []int, deep int) {
	fresh := true // a value may begin here
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '#' && (i == 0 || text[i-1] == ' ' || text[i-1] == '\n'):
			for i+1 < len(text) && text[i+1] != '\n' {
				i++
			}
		case (c == '"' || c == '\'') && fresh:
			end := closing(text, i)
			if end < 0 {
				return append(open, i), 0
			}
			i, fresh = end, false
		case (c == '[' || c == '{') && fresh:
			if len(open) >= most {
				return open, i
			}
			open = append(open, i)
		case (c == ']' || c == '}') && len(open) > 0:
			open, fresh = open[:len(open)-1], false
		case c == '\n', c == ',' && len(open) > 0, c == ' ' && i > 0 && (text[i-1] == ':' || text[i-1] == '-'):
			fresh = true
		case c != ' ':
			fresh = false
		}
	}
	return open, 0
}

// closing returns the offset of the mark that closes the one at i, or -1.
func closing(text []byte, i int) int {
	for j := i + 1; j < len(text); j++ {
		switch {
		case text[i] == '"' && text[j] == '\\':
			j++
		case text[j] == text[i] && text[i] == '\'' && j+1 < len(text) && text[j+1] == '\'':
			j++
		case text[j] == text[i]:
			return j
		}
	}
	return -1
}
