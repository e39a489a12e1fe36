// Package toml reads TOML (toml.io/en/v1.0.0) into the tree of package yaml, so that one schema checks front matter in
// either form and a configuration in either is asked in one way.
//
// Every value has its place in the file and its literal text, as package yaml gives them: 1.0 stays "1.0", and a date is
// the text of a date. A line that is not TOML is a message, and the lines after it are read. Dates and numbers are not
// checked, because the schema of whoever asks for them does.
//
// The title blocks of Mmark are read by a module, in manuscript/mmark, because their values go to templates.
package toml

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/yaml"
)

var syntax = diag.NewKind("toml-syntax", diag.Error,
	"this is not TOML: %s", "此处不是合法的 TOML：%s")

// The faults that authors make.
var (
	noEquals  = diag.Phrase{En: "expected a name and =", Zh: "应为名称和“=”"}
	noValue   = diag.Phrase{En: "expected a value; a text must be in quotation marks", Zh: "应为值；文字必须加引号"}
	follows   = diag.Phrase{En: "nothing may follow a value on its line", Zh: "值之后不能再有文字"}
	openQuote = diag.Phrase{En: "this quotation mark is never closed", Zh: "这个引号没有闭合"}
	openList  = diag.Phrase{En: "this list or table is never closed", Zh: "这个列表或表没有闭合"}
	badTable  = diag.Phrase{En: "the name of a table is not well formed", Zh: "表名写法有误"}
	twice     = diag.Phrase{En: "this name is already there", Zh: "此名称已经出现过"}
	badEscape = diag.Phrase{En: "expected an escape after the backslash", Zh: "反斜杠之后应为转义字符"}
)

// Parse reads a range of a file. The node is a mapping.
func Parse(src *source.File, r source.Range) (*yaml.Node, []diag.Message) {
	text := src.Text[:r.To]
	p := &parser{src: src, text: text, at: int(r.From), keys: map[*yaml.Node]map[string]*yaml.Node{}}
	root := p.mapping(p.at)
	table := root
	for p.space(true); p.at < len(text); p.space(true) {
		p.failed = false
		if text[p.at] == '[' {
			if t := p.header(root); t != nil {
				table = t
			} else {
				table = p.mapping(p.at) // what follows belongs to no table
			}
		} else {
			p.pair(table, 0)
		}
		if p.space(false); !p.failed && p.at < len(text) && text[p.at] != '\n' {
			p.fault(p.at, follows)
		}
		if p.failed {
			p.line()
		}
	}
	return root, p.ms
}

type parser struct {
	src    *source.File
	text   []byte
	at     int
	keys   map[*yaml.Node]map[string]*yaml.Node // of mappings, so that none is searched
	ms     []diag.Message
	failed bool // the line has a fault
	deep   bool // the limit of nesting has been reported
}

// fault reports what is wrong at an offset, once for each line.
func (p *parser) fault(at int, what diag.Phrase) {
	if !p.failed {
		p.ms = append(p.ms, syntax.At(p.src.Point(at), what))
	}
	p.failed = true
}

// line goes to the next line.
func (p *parser) line() {
	if i := bytes.IndexByte(p.text[p.at:], '\n'); i >= 0 {
		p.at += i + 1
	} else {
		p.at = len(p.text)
	}
}

// space passes over blanks and comments, and over the ends of lines where they do not end a value.
func (p *parser) space(lines bool) {
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == ' ' || c == '\t' || c == '\r', c == '\n' && lines:
			p.at++
		case c == '#':
			if i := bytes.IndexByte(p.text[p.at:], '\n'); i >= 0 {
				p.at += i
			} else {
				p.at = len(p.text)
			}
		default:
			return
		}
	}
}

// has passes over a text if it is next.
func (p *parser) has(s string) bool {
	if !bytes.HasPrefix(p.text[p.at:], []byte(s)) {
		return false
	}
	p.at += len(s)
	return true
}

func (p *parser) mapping(at int) *yaml.Node {
	n := &yaml.Node{Kind: yaml.Mapping, Place: p.src.Point(at)}
	p.keys[n] = map[string]*yaml.Node{}
	return n
}

// set adds a key to a mapping.
func (p *parser) set(n, key, value *yaml.Node) {
	p.keys[n][key.Value] = value
	n.Pairs = append(n.Pairs, yaml.Pair{Key: key, Value: value})
}

// below returns the mapping at a key, which is made if it is not there; in a list of tables it is the last. It is nil if
// something else is there.
func (p *parser) below(n, key *yaml.Node) *yaml.Node {
	v := p.keys[n][key.Value]
	if v == nil {
		v = p.mapping(int(key.Place.From))
		p.set(n, key, v)
	}
	if v.Kind == yaml.Sequence && len(v.Items) > 0 {
		v = v.Items[len(v.Items)-1]
	}
	if p.keys[v] == nil {
		return nil
	}
	return v
}

// header reads [name] or [[name]] and returns the table that begins, or nil.
func (p *parser) header(root *yaml.Node) *yaml.Node {
	from := p.at
	p.at++
	list := p.has("[")
	path := p.path()
	closed := p.has("]") && (!list || p.has("]"))
	if path == nil || !closed {
		p.fault(from, badTable)
		return nil
	}
	n := root
	for _, key := range path[:len(path)-1] {
		if n = p.below(n, key); n == nil {
			p.fault(int(key.Place.From), twice)
			return nil
		}
	}
	last := path[len(path)-1]
	if !list {
		if n = p.below(n, last); n == nil {
			p.fault(int(last.Place.From), twice)
		}
		return n
	}
	all := p.keys[n][last.Value]
	if all == nil {
		all = &yaml.Node{Kind: yaml.Sequence, Place: last.Place}
		p.set(n, last, all)
	}
	if all.Kind != yaml.Sequence {
		p.fault(int(last.Place.From), twice)
		return nil
	}
	table := p.mapping(from)
	all.Items = append(all.Items, table)
	return table
}

// path reads a key with its dots; nil if it is none.
func (p *parser) path() (keys []*yaml.Node) {
	for {
		p.space(false)
		from := p.at
		key := &yaml.Node{Kind: yaml.Scalar}
		switch {
		case p.at < len(p.text) && (p.text[p.at] == '"' || p.text[p.at] == '\''):
			key.Value, key.Quoted = p.quoted(), true
		default:
			for p.at < len(p.text) && bare(p.text[p.at]) {
				p.at++
			}
			if key.Value = string(p.text[from:p.at]); key.Value == "" {
				return nil
			}
		}
		key.Place = p.src.At(source.Span(from, p.at))
		if keys = append(keys, key); budget.YAMLNesting.Over(len(keys)) {
			p.tooDeep(from)
			return nil
		}
		if p.space(false); !p.has(".") {
			return keys
		}
	}
}

// bare reports whether a character may be in a key without quotation marks. TOML allows ASCII only; authors write more.
func bare(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-' || c >= utf8.RuneSelf
}

// pair reads key = value into a mapping.
func (p *parser) pair(n *yaml.Node, depth int) {
	from := p.at
	path := p.path()
	if path == nil || !p.has("=") {
		p.fault(from, noEquals)
		return
	}
	for _, key := range path[:len(path)-1] {
		if n = p.below(n, key); n == nil {
			p.fault(int(key.Place.From), twice)
			return
		}
	}
	last := path[len(path)-1]
	p.space(false)
	value := p.value(depth + len(path))
	if value == nil {
		return
	}
	if p.keys[n][last.Value] != nil {
		p.fault(int(last.Place.From), twice)
		return
	}
	p.set(n, last, value)
}

func (p *parser) tooDeep(at int) {
	if !p.deep {
		p.ms = append(p.ms, budget.YAMLNesting.At(p.src.Point(at)))
	}
	p.deep, p.failed = true, true
}

// value reads a value; nil, with a message, if there is none.
func (p *parser) value(depth int) *yaml.Node {
	from := p.at
	if budget.YAMLNesting.Over(depth) {
		p.tooDeep(from)
		return nil
	}
	if p.at >= len(p.text) {
		p.fault(from, noValue)
		return nil
	}
	n := &yaml.Node{Kind: yaml.Scalar}
	switch p.text[p.at] {
	case '"', '\'':
		n.Value, n.Quoted = p.quoted(), true
	case '[':
		return p.list(depth)
	case '{':
		return p.table(depth)
	default:
		for p.at < len(p.text) && !bytes.ContainsRune([]byte(",]}#\n\r"), rune(p.text[p.at])) {
			p.at++
		}
		n.Value = strings.TrimRight(string(p.text[from:p.at]), " \t")
		if !literal(n.Value) {
			p.fault(from, noValue)
			return nil
		}
		n.Place = p.src.At(source.Span(from, from+len(n.Value)))
		return n
	}
	n.Place = p.src.At(source.Span(from, p.at))
	if bytes.IndexByte(p.text[from:p.at], '\n') >= 0 {
		n.Place = p.src.Point(from)
	}
	return n
}

// literal reports whether a bare text may be a number, a date, a time, or true or false.
func literal(s string) bool {
	switch s {
	case "true", "false", "inf", "+inf", "-inf", "nan", "+nan", "-nan":
		return true
	case "":
		return false
	}
	return '0' <= s[0] && s[0] <= '9' || (s[0] == '+' || s[0] == '-') && len(s) > 1 && '0' <= s[1] && s[1] <= '9'
}

func (p *parser) list(depth int) *yaml.Node {
	from := p.at
	n := &yaml.Node{Kind: yaml.Sequence, Place: p.src.Point(from)}
	for p.at++; ; {
		p.space(true)
		if p.has("]") {
			return n
		}
		if p.at >= len(p.text) {
			p.fault(from, openList)
			return nil
		}
		item := p.value(depth + 1)
		if item == nil {
			return nil
		}
		n.Items = append(n.Items, item)
		if p.space(true); !p.has(",") && (p.at >= len(p.text) || p.text[p.at] != ']') {
			p.fault(from, openList)
			return nil
		}
	}
}

// table reads a table in braces.
func (p *parser) table(depth int) *yaml.Node {
	from := p.at
	n := p.mapping(from)
	for p.at++; ; {
		p.space(true)
		if p.has("}") {
			return n
		}
		if p.at >= len(p.text) {
			p.fault(from, openList)
			return nil
		}
		if p.pair(n, depth); p.failed {
			return nil
		}
		if p.space(true); !p.has(",") && (p.at >= len(p.text) || p.text[p.at] != '}') {
			p.fault(from, openList)
			return nil
		}
	}
}

// quoted reads a text in any of the four kinds of quotation marks.
func (p *parser) quoted() string {
	from := p.at
	mark := string(p.text[from : from+1])
	long := bytes.HasPrefix(p.text[from:], []byte(mark+mark+mark))
	if long {
		mark += mark + mark
	}
	p.at += len(mark)
	if long && !p.has("\n") {
		p.has("\r\n")
	}
	var b strings.Builder
	for p.at < len(p.text) {
		c := p.text[p.at]
		switch {
		case p.has(mark):
			for long && p.has(mark[:1]) { // up to two marks before the closing ones are text
				b.WriteByte(mark[0])
			}
			return b.String()
		case c == '\n' && !long:
			p.fault(from, openQuote)
			return b.String()
		case c == '\\' && mark[0] == '"':
			p.escape(&b, long)
		default:
			b.WriteByte(c)
			p.at++
		}
	}
	p.fault(from, openQuote)
	return b.String()
}

// escapes are the characters of escapes of one letter.
var escapes = map[byte]byte{'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', '"': '"', '\\': '\\', 'e': 0x1b}

// escape reads a backslash and what it escapes: at the end of a line all blanks that follow.
func (p *parser) escape(b *strings.Builder, long bool) {
	from := p.at
	p.at++
	if p.at >= len(p.text) {
		return
	}
	c := p.text[p.at]
	digits := map[byte]int{'u': 4, 'U': 8, 'x': 2}[c]
	switch made, ok := escapes[c]; {
	case ok:
		b.WriteByte(made)
		p.at++
	case digits > 0 && p.at+1+digits <= len(p.text):
		code, err := strconv.ParseUint(string(p.text[p.at+1:p.at+1+digits]), 16, 32)
		if err != nil || !utf8.ValidRune(rune(code)) || code == 0 {
			p.fault(from, badEscape)
			return
		}
		b.WriteRune(rune(code))
		p.at += 1 + digits
	case long && strings.ContainsRune(" \t\r\n", rune(c)):
		for p.at < len(p.text) && strings.ContainsRune(" \t\r\n", rune(p.text[p.at])) {
			p.at++
		}
	default:
		p.fault(from, badEscape)
	}
}
