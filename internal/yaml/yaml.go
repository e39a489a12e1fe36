// Package yaml reads YAML files (YAML 1.2.2, with the syntax of 1.1 that the module accepts) into an ordered tree,
// checks the tree by a [Schema], and fills Go values from it. It is the only package that uses the YAML module.
//
// Every value keeps its byte range in the file, so that a message leads to it, and its literal text: 1.04 stays "1.04",
// 0020 stays "0020", and 2025-09 is not a date, because authors write numbers and codes and mean what they typed.
//
// A file's schema is declared once, with forms, units, ranges, defaults and a sentence per key. The checks, the JSON
// Schema for editors (draft 2020-12) and the tables of the manual are made from it, so that they cannot differ. Numbers
// have the unit that their schema names; lengths are [geom.Length].
package yaml

import (
	"bytes"
	"slices"
	"unicode/utf8"

	yaml3 "go.yaml.in/yaml/v3"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/plaintext"
	"keben/internal/source"
)

// Kind is the shape of a value.
type Kind int

// The shapes. Null is an absent value: nothing after the colon, ~ or null.
const (
	Null Kind = iota
	Scalar
	Mapping
	Sequence
)

// Node is a value of the tree. Nodes are immutable once parsed: an alias is its anchor's node, so one node may be in
// several places of the tree.
type Node struct {
	Kind   Kind
	Place  source.Place // of a scalar on one line its whole source, else its first character
	Value  string       // of a scalar: its text as written, quotes and escapes undone
	Quoted bool         // the scalar was in quotes or a block: always text
	Pairs  []Pair       // of a mapping, in source order, keys unique
	Items  []*Node      // of a sequence

	size int // nodes below, aliases counted each time
}

// Pair is an entry of a mapping. Key is always a scalar.
type Pair struct{ Key, Value *Node }

// Get returns the value of key in a mapping, or nil.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for _, p := range n.Pairs {
		if p.Key.Value == key {
			return p.Value
		}
	}
	return nil
}

// Keys returns the keys of a mapping in source order.
func (n *Node) Keys() []string {
	if n == nil {
		return nil
	}
	keys := make([]string, len(n.Pairs))
	for i, p := range n.Pairs {
		keys[i] = p.Key.Value
	}
	return keys
}

// At makes a message about the node.
func (n *Node) At(k *diag.Kind, args ...any) diag.Message { return k.At(n.Place, args...) }

var (
	duplicateKey = diag.NewKind("duplicate-key", diag.Error,
		"the key `%s` is already on line %d", "键 `%s` 已在第 %d 行出现过",
		"keep one of the two", "请只保留其中一处")
	keyShape = diag.NewKind("yaml-key", diag.Error,
		"a key must be plain text, not a list or a mapping", "键必须是普通文字，不能是列表或映射",
		"if a value begins with { or [, put it in quotes", "如果值以 { 或 [ 开头，请加引号")
	aliasCycle = diag.NewKind("yaml-alias", diag.Error,
		"the anchor `%s` contains itself", "锚点 `%s` 包含了它自己")
	mergeShape = diag.NewKind("yaml-merge", diag.Error,
		"<< takes a mapping or a list of mappings", "<< 之后必须是映射或映射的列表")
	secondDocument = diag.NewKind("yaml-second-document", diag.Error,
		"a second document begins here; only the first is read", "此处开始了第二个文档；只读取第一个",
		"delete the line ---", "请删去 --- 这一行")
	controlCharacter = diag.NewKind("yaml-control-character", diag.Error,
		"the control character %U is not allowed", "不允许出现控制字符 %U",
		"delete it", "请删除该字符")
)

// Parse reads one YAML document. An empty file is a Null node. After a syntax error the top-level entries
// that can be read are still in the tree. The node is nil only when the file is not UTF-8.
func Parse(src *source.File) (*Node, []diag.Message) {
	var ms []diag.Message
	if !plaintext.Clean(src.Text) {
		clean, found := plaintext.Read(src.Name, src.Text)
		ms = append(ms, found...)
		if clean == nil {
			return nil, ms
		}
		src = clean
	}
	p := &parser{src: src, home: src}
	root, found := p.read()
	return root, append(ms, found...)
}

// ParseLines is Parse for a text made from a file, line by line: the places are those of the file.
func ParseLines(home *source.File, text []byte) (*Node, []diag.Message) {
	p := &parser{src: source.New(home.Name, text), home: home}
	return p.read()
}

func (p *parser) read() (*Node, []diag.Message) {
	p.done, p.busy = map[*yaml3.Node]*Node{}, map[*yaml3.Node]bool{}
	p.withoutControls()
	root := &Node{Kind: Null, Place: p.at(0)}
	if at := tooDeep(p.text, budget.YAMLNesting.Max); at >= 0 {
		p.report(budget.YAMLNesting.At(p.at(at)))
		return root, p.ms
	}
	p.index()
	dec := yaml3.NewDecoder(bytes.NewReader(p.text))
	var first yaml3.Node
	err := decode(dec, &first)
	switch {
	case err == errEnd:
	case err != nil:
		root = p.recover(err)
	default:
		root = p.document(&first)
		p.single(dec)
	}
	return root, p.ms
}

// parser turns the module's tree into ours.
type parser struct {
	src  *source.File
	home *source.File // where the places are: src, or what src was made from line by line
	text []byte       // of src, without control characters
	rows []int        // byte offset of each line as the module counts them: NEL, LS and PS end a line too
	base int          // line that the module's line 1 is, from 0; moves when a part of the file is read alone
	done map[*yaml3.Node]*Node
	busy map[*yaml3.Node]bool
	ms   []diag.Message

	expanded int              // values that aliases have repeated
	typed    map[string]bool  // see typedSpaces
	depth    int              // values inside values
	adopted  map[string]*Node // the keys of the entries that are read one by one
	deep     bool             // the limit of that has been reported
}

// index finds where lines begin for YAML 1.1 §5.4, which has more line breaks than an editor.
func (p *parser) index() {
	p.rows = []int{0}
	for i, r := range string(p.text) {
		if breaks(r) {
			p.rows = append(p.rows, i+utf8.RuneLen(r))
		}
	}
}

func breaks(r rune) bool { return r == '\n' || r == '\u0085' || r == '\u2028' || r == '\u2029' }

// place turns the module's line and column (in characters, from 1) into a place.
func (p *parser) place(line, col int) source.Place { return p.at(p.offset(line, col)) }

// offset turns the module's line and column into an offset of the text.
func (p *parser) offset(line, col int) int {
	line = min(max(line-1+p.base, 0), len(p.rows)-1)
	return p.src.Forward(p.rows[line], col-1)
}

// at is the place of the character at an offset of the text.
func (p *parser) at(offset int) source.Place {
	if p.home != p.src {
		offset, _ = p.home.Offset(p.src.Position(offset))
	}
	return p.home.Point(offset)
}

func (p *parser) report(m diag.Message) { p.ms = append(p.ms, m) }

func (p *parser) document(n *yaml3.Node) *Node {
	if n.Kind == yaml3.DocumentNode && len(n.Content) == 1 {
		return p.node(n.Content[0])
	}
	return p.node(n)
}

// single reports a second document in the stream.
func (p *parser) single(dec *yaml3.Decoder) {
	var second yaml3.Node
	switch err := decode(dec, &second); {
	case err == errEnd:
	case err != nil:
		p.syntax(err, p.text)
	case len(second.Content) == 1:
		p.report(secondDocument.At(p.place(second.Content[0].Line, second.Content[0].Column)))
	}
}

func (p *parser) node(n *yaml3.Node) *Node {
	if n.Kind == yaml3.AliasNode {
		return p.alias(n)
	}
	if made := p.done[n]; made != nil {
		return made
	}
	made := &Node{Place: p.place(n.Line, n.Column), size: 1}
	if budget.YAMLNesting.Over(p.depth) {
		if !p.deep {
			p.deep = true
			p.report(budget.YAMLNesting.At(made.Place))
		}
		return made
	}
	p.depth++
	p.busy[n] = true
	switch n.Kind {
	case yaml3.ScalarNode:
		p.scalar(made, n)
	case yaml3.SequenceNode:
		made.Kind = Sequence
		for _, c := range n.Content {
			item := p.node(c)
			made.Items = append(made.Items, item)
			made.size += item.size
		}
	case yaml3.MappingNode:
		made.Kind = Mapping
		p.mapping(made, n)
	}
	delete(p.busy, n)
	p.depth--
	p.done[n] = made
	return made
}

func (p *parser) scalar(made *Node, n *yaml3.Node) {
	const quoted = yaml3.DoubleQuotedStyle | yaml3.SingleQuotedStyle | yaml3.LiteralStyle | yaml3.FoldedStyle
	made.Kind, made.Value = Scalar, n.Value
	if end := p.scalarEnd(n); end > 0 {
		made.Place.To = p.at(end - 1).To
	}
	if n.Style&yaml3.LiteralStyle == 0 {
		made.Value = p.unfold(n.Value)
	}
	made.Quoted = n.Style&quoted != 0 || n.Style&yaml3.TaggedStyle != 0 && n.ShortTag() == "!!str"
	if !made.Quoted {
		switch n.Value {
		case "", "~", "null", "Null", "NULL":
			made.Kind = Null
		}
	}
}

// scalarEnd returns where in the text a scalar ends that is written on one line, or 0.
func (p *parser) scalarEnd(n *yaml3.Node) int {
	at, end := p.offset(n.Line, n.Column), 0
	switch n.Style {
	case yaml3.DoubleQuotedStyle, yaml3.SingleQuotedStyle:
		end = closing(p.text, at) + 1
	case 0:
		if bytes.HasPrefix(p.text[at:], []byte(n.Value)) {
			end = at + len(n.Value)
		}
	}
	if end <= at || bytes.ContainsFunc(p.text[at:end], breaks) {
		return 0
	}
	return end
}

func (p *parser) alias(n *yaml3.Node) *Node {
	if p.busy[n.Alias] {
		p.report(aliasCycle.At(p.place(n.Line, n.Column), n.Value))
		return &Node{Kind: Null, Place: p.place(n.Line, n.Column), size: 1}
	}
	target, within := p.node(n.Alias), !budget.YAMLValues.Over(p.expanded)
	p.expanded += target.size
	if !budget.YAMLValues.Over(p.expanded) {
		return target
	}
	if within {
		p.report(budget.YAMLValues.At(p.place(n.Line, n.Column)))
	}
	p.expanded = budget.YAMLValues.Max + 1
	return &Node{Kind: Null, Place: p.place(n.Line, n.Column), size: 1}
}

func (p *parser) mapping(made *Node, n *yaml3.Node) {
	lines := map[string]*Node{}
	var merged []*Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := p.node(n.Content[i]), p.node(n.Content[i+1])
		made.size += key.size + value.size
		if n.Content[i].Tag == "!!merge" {
			merged = append(merged, p.merge(value)...)
			continue
		}
		switch {
		case key.Kind == Null:
			key = &Node{Kind: Scalar, Place: key.Place, Value: key.Value, size: 1}
		case key.Kind != Scalar:
			p.report(keyShape.At(key.Place))
			continue
		}
		if first := lines[key.Value]; first != nil {
			p.report(key.At(duplicateKey, key.Value, first.Place.Line()))
			continue
		}
		lines[key.Value] = key
		made.Pairs = append(made.Pairs, Pair{key, value})
	}
	// Written keys win over merged ones, and an earlier merge over a later (YAML merge key draft, 2005).
	for _, m := range merged {
		for _, pair := range m.Pairs {
			if lines[pair.Key.Value] == nil {
				lines[pair.Key.Value] = pair.Key
				made.Pairs = append(made.Pairs, pair)
			}
		}
	}
}

func (p *parser) merge(value *Node) []*Node {
	switch value.Kind {
	case Mapping:
		return []*Node{value}
	case Sequence:
		for _, item := range value.Items {
			if item.Kind != Mapping {
				p.report(mergeShape.At(item.Place))
				return nil
			}
		}
		return value.Items
	}
	p.report(mergeShape.At(value.Place))
	return nil
}

// withoutControls replaces the characters YAML 1.1 §5.1 excludes, on which the module stops before it
// has read anything, and reports each.
func (p *parser) withoutControls() {
	p.text = p.src.Text
	for i, r := range string(p.src.Text) {
		if printable(r) {
			continue
		}
		if &p.text[0] == &p.src.Text[0] {
			p.text = bytes.Clone(p.text)
		}
		p.report(controlCharacter.At(p.at(i), r))
		// Equal length keeps every position.
		copy(p.text[i:], [...]string{1: "?", 2: "\u00BF", 3: "\uFFFD"}[utf8.RuneLen(r)])
	}
}

func printable(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r' || r == 0x85:
		return true
	case r < 0x20, r >= 0x7F && r < 0xA0, r == 0xFFFE || r == 0xFFFF:
		return false
	}
	return true
}

// Entries returns the entries of a mapping; of anything else, and of nil, there are none.
func (n *Node) Entries() []Pair {
	if n == nil {
		return nil
	}
	return n.Pairs
}

// With returns a copy of a mapping in which an existing key has another value. n is not changed.
func (n *Node) With(key string, value *Node) *Node {
	out := *n
	out.Pairs = slices.Clone(n.Pairs)
	for i := range out.Pairs {
		if out.Pairs[i].Key.Value == key {
			out.Pairs[i].Value = value
		}
	}
	return &out
}
