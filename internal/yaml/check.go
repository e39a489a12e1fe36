package yaml

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"keben/internal/diag"
	"keben/internal/geom"
	"keben/internal/source"
)

var (
	unknownKeyNear = diag.NewKind("unknown-key", diag.Error,
		"unknown key `%s`: did you mean `%s`?", "不认识的键 `%s`：是否想写 `%s`？",
		"allowed here: %[3]s", "此处可用的键：%[3]s")
	unknownKey = diag.NewKind("unknown-key", diag.Error,
		"unknown key `%s`", "不认识的键 `%s`",
		"allowed here: %[2]s", "此处可用的键：%[2]s")
	noKeys = diag.NewKind("unknown-key", diag.Error,
		"unknown key `%s`: there is nothing to set here", "不认识的键 `%s`：此处没有可设置的项")
	missingKey = diag.NewKind("missing-key", diag.Error,
		"expected the key `%s`", "缺少 `%s`",
		"add `%[1]s: …`", "请补上 `%[1]s: …`")
	missingKeyLike = diag.NewKind("missing-key", diag.Error,
		"expected the key `%s`", "缺少 `%s`",
		"for example: %[2]s", "例如：%[2]s")
	unknownNameNear = diag.NewKind("unknown-name", diag.Error,
		"unknown %s `%s`: did you mean `%s`?", "没有名为 `%[2]s` 的%[1]s：是否想写 `%[3]s`？",
		"known: %[4]s", "可用的名称：%[4]s")
	unknownName = diag.NewKind("unknown-name", diag.Error,
		"unknown %s `%s`", "没有名为 `%[2]s` 的%[1]s",
		"known: %[3]s", "可用的名称：%[3]s")
	badChoiceNear = diag.NewKind("bad-value", diag.Error,
		"%s cannot be `%s`: did you mean `%s`?", "%s 的值不能是 `%s`：是否想写 `%s`？",
		"allowed: %[4]s", "可用的值：%[4]s")
	badChoice = diag.NewKind("bad-value", diag.Error,
		"%s cannot be `%s`", "%s 的值不能是 `%s`",
		"allowed: %[3]s", "可用的值：%[3]s")
	outOfRange = diag.NewKind("out-of-range", diag.Error,
		"expected `%s` from %s to %s, found %s", "`%s` 应在 %s 至 %s 之间，而不是 %s")

	wrongForm = diag.NewKind("yaml-type", diag.Error,
		"expected %s, found %s", "此处应为%s，而不是%s")
	wrongFormLike = diag.NewKind("yaml-type", diag.Error,
		"expected %s, found %s", "此处应为%s，而不是%s",
		"for example: %[3]s", "例如：%[3]s")
	wantText = diag.NewKind("yaml-type", diag.Error,
		"expected text, found %s", "此处应为文字，而不是%s",
		"put the value in quotes if it contains [ ] { }", "如果值含有 [ ] { }，请加引号")
	wantList = diag.NewKind("yaml-type", diag.Error,
		"expected a list, found %s", "此处应为列表，而不是%s",
		"write [a, b], or each item on a line of its own after `- `", "请写成 [甲, 乙]，或每项单独一行、以 `- ` 开头")
	wantMapping = diag.NewKind("yaml-type", diag.Error,
		"expected keys with values, found %s", "此处应为若干“键: 值”，而不是%s",
		"write {key: value}, or each key on an indented line of its own", "请写成 {键: 值}，或每个键单独一行并缩进")
	wantLength = diag.NewKind("yaml-type", diag.Error,
		"expected a length, found %s", "此处应为长度，而不是%s",
		"a number with its unit: 10.5pt, 20mm, 2cm, 1in", "写数字加单位：10.5pt、20mm、2cm、1in")
)

// forms are the names of the forms.
var forms = map[Form]diag.Phrase{
	Any: {En: "any value", Zh: "任意值"}, Text: {En: "text", Zh: "文字"}, Choice: {En: "one of some words", Zh: "限定的词"},
	Name: {En: "a name", Zh: "名称"}, Whole: {En: "a whole number", Zh: "整数"}, Decimal: {En: "a number", Zh: "数字"},
	Ratio:  {En: "a number or a fraction", Zh: "数字或分数"},
	Length: {En: "a length", Zh: "长度"}, Truth: {En: "true or false", Zh: " true 或 false"}, List: {En: "a list", Zh: "列表"},
	Record: {En: "keys with values", Zh: "若干“键: 值”"}, Entries: {En: "keys with values", Zh: "若干“键: 值”"},
}

// found describes a node for "found": its kind, or, where another scalar is expected, the typed text.
func (n *Node) found(quote bool) any {
	switch {
	case n.Kind == Mapping:
		return forms[Record]
	case n.Kind == Sequence:
		return forms[List]
	case n.Kind == Null || n.Value == "":
		return diag.Phrase{En: "nothing", Zh: "空值"}
	case quote:
		return diag.Phrase{En: "`" + n.Value + "`", Zh: " `" + n.Value + "`"}
	}
	return forms[Text]
}

// Check reports all faults of a value at once, each at its place, and returns the value without its faulty parts, or
// nil if nothing is left. The returned value has the defaults of the keys that its mappings, or an empty file, leave
// out.
func (s *Schema) Check(n *Node, names Names) (*Node, []diag.Message) {
	c := checker{names: names}
	if n != nil && n.Kind == Null && s.Form == Record {
		n = &Node{Kind: Mapping, Place: n.Place}
	}
	clean := c.value(s, n, "")
	if clean == nil && n != nil && s.Form == Record {
		clean = s.defaults(&Node{Kind: Mapping, Place: n.Place}) // a file of another form is read as an empty one
	}
	return clean, c.ms
}

// Decode checks a value and stores its valid parts in the variable that into points to. See [Node.Fill] for the types.
func (s *Schema) Decode(n *Node, into any, names Names) []diag.Message {
	clean, ms := s.Check(n, names)
	clean.Fill(into)
	return ms
}

// checker walks a value beside its schema.
type checker struct {
	names Names
	ms    []diag.Message
}

func (c *checker) report(m diag.Message) { c.ms = append(c.ms, m) }

// value returns the valid part of a value, or nil. key is the value's key, for the messages.
func (c *checker) value(s *Schema, n *Node, key string) *Node {
	if n == nil || n.Kind == Null || s.Form == Any {
		return n
	}
	before := len(c.ms)
	switch s.Form {
	case Either:
		one := s.among(n)
		if one == nil {
			c.report(s.expected(n))
			return nil
		}
		n = c.value(one, n, key)
	case List:
		n = c.list(s, n, key)
	case Record:
		n = c.record(s, n)
	case Entries:
		n = c.entries(s, n)
	default:
		n = c.scalar(s, n, key)
	}
	if n != nil && s.Verify != nil && len(c.ms) == before {
		if found := s.Verify(n); len(found) > 0 {
			c.ms = append(c.ms, found...)
			if diag.HasErrors(found) {
				return nil
			}
		}
	}
	return n
}

// among chooses what a node is meant to be.
func (s *Schema) among(n *Node) *Schema {
	var last *Schema
	for _, one := range s.Either {
		if one.Form == Either {
			if one = one.among(n); one == nil {
				continue
			}
		}
		if !one.takes(n.Kind) {
			continue
		}
		if n.Kind == Scalar && one.Form != Text && one.Form != Name {
			// Of two scalars the first that fits is meant, else the last.
			if c := (checker{}); c.scalar(one, n, "") != nil {
				return one
			}
			last = one
			continue
		}
		if last = one; one.Form != Record || one.complete(n) {
			return one
		}
	}
	return last
}

// takes reports whether a node's kind is that of the form.
func (s *Schema) takes(k Kind) bool {
	switch s.Form {
	case Any:
		return true
	case List:
		return k == Sequence
	case Record, Entries:
		return k == Mapping
	}
	return k == Scalar
}

// complete reports whether all required keys are there.
func (s *Schema) complete(n *Node) bool {
	for _, k := range s.Keys {
		if k.Required && n.Get(k.Name) == nil {
			return false
		}
	}
	return true
}

// expected is the message that a node has a form that its schema does not allow.
func (s *Schema) expected(n *Node) diag.Message {
	what, found := s.What(), n.found(s.scalar() && n.Kind == Scalar)
	switch {
	case s.Example != "":
		return n.At(wrongFormLike, what, found, s.Example)
	case s.Form == Text || s.Form == Name:
		return n.At(wantText, found)
	case s.Form == List:
		return n.At(wantList, found)
	case s.Form == Record || s.Form == Entries:
		return n.At(wantMapping, found)
	case s.Form == Length:
		return n.At(wantLength, found)
	}
	return n.At(wrongForm, what, found)
}

// scalar reports whether the value is a scalar and nothing else.
func (s *Schema) scalar() bool { return s.Form != Either && s.takes(Scalar) }

// What says in a few words what a value may be: "text or a list".
func (s *Schema) What() diag.Phrase {
	if s.Like != nil {
		article := "a "
		if strings.ContainsAny(s.Like.What.En[:1], "AEIOaeio") { // an ISBN
			article = "an "
		}
		return diag.Phrase{En: article + s.Like.What.En, Zh: s.Like.What.Zh}
	}
	if s.Form != Either {
		return forms[s.Form]
	}
	var out diag.Phrase
	var said []string
	for _, one := range s.Either {
		w := one.What()
		if slices.Contains(said, w.En) {
			continue
		}
		if said = append(said, w.En); len(said) > 1 {
			out.En, out.Zh = out.En+" or ", out.Zh+"或"
		}
		out.En, out.Zh = out.En+w.En, out.Zh+w.Zh
	}
	return out
}

func (c *checker) scalar(s *Schema, n *Node, key string) *Node {
	if n.Kind != Scalar {
		c.report(s.expected(n))
		return nil
	}
	switch s.Form {
	case Text:
		if s.Like != nil && !s.Like.OK(n.Value) {
			c.report(n.At(s.Like.Fault, n.Value))
			return nil
		}
	case Choice:
		if !slices.Contains(s.Words, n.Value) {
			list := strings.Join(s.Words, ", ")
			if near, ok := diag.Nearest(n.Value, s.Words); ok {
				c.report(n.At(badChoiceNear, key, n.Value, near, list))
			} else {
				c.report(n.At(badChoice, key, n.Value, list))
			}
			return nil
		}
	case Name:
		return c.named(s, n)
	case Truth:
		if _, ok := truths[n.Value]; !ok {
			c.report(s.expected(n))
			return nil
		}
	default:
		return c.number(s, n, key)
	}
	return n
}

func (c *checker) named(s *Schema, n *Node) *Node {
	known, given := c.members(s.Set)
	if !given || slices.Contains(known, n.Value) {
		return n
	}
	list := strings.Join(known, ", ")
	if s.Example != "" {
		list += ", " + s.Example
	}
	if near, ok := diag.Nearest(n.Value, known); ok {
		c.report(n.At(unknownNameNear, s.Set.What, n.Value, near, list))
	} else {
		c.report(n.At(unknownName, s.Set.What, n.Value, list))
	}
	return nil
}

// members are the names of a set, and whether they are known.
func (c *checker) members(s *Set) ([]string, bool) {
	if s.Fixed != nil {
		return s.Fixed(), true
	}
	list, given := c.names[s]
	return list, given
}

func (c *checker) number(s *Schema, n *Node, key string) *Node {
	v, ok := s.amount(n.Value)
	if !ok {
		c.report(s.expected(n))
		return nil
	}
	least, _ := s.amount(s.Bound(s.Least))
	most, _ := s.amount(s.Bound(s.Most))
	if v < least || v > most {
		c.report(n.At(outOfRange, cmp.Or(key, "…"), s.Bound(s.Least), s.Bound(s.Most), n.Value))
		return nil
	}
	return n
}

// amount reads a number; a length is in scaled points.
func (s *Schema) amount(text string) (float64, bool) {
	switch s.Form {
	case Whole:
		i, err := strconv.ParseInt(text, 10, 64)
		return float64(i), err == nil
	case Length:
		l, err := geom.ParseLength(text)
		return float64(l), err == nil
	case Ratio:
		r, ok := geom.ParseRatio(text)
		return r.Float(), ok
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil && f == f && f < 1e308 && f > -1e308
}

// Bound writes a bound with its unit: 500pt.
func (s *Schema) Bound(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) + s.Unit.Sign }

func (c *checker) list(s *Schema, n *Node, key string) *Node {
	if n.Kind != Sequence {
		c.report(s.expected(n))
		return nil
	}
	out := *n
	out.Items = nil
	for _, item := range n.Items {
		if item.Kind == Null && s.Item.Form != Any {
			c.report(s.Item.expected(item))
			continue
		}
		if clean := c.value(s.Item, item, key); clean != nil {
			out.Items = append(out.Items, clean)
		}
	}
	if slices.Equal(out.Items, n.Items) {
		return n
	}
	return &out
}

func (c *checker) record(s *Schema, n *Node) *Node {
	if n.Kind != Mapping {
		c.report(s.expected(n))
		return nil
	}
	names, unknown := s.names(), false
	out := s.defaults(c.pairs(n, func(p Pair) *Node {
		k := s.Key(p.Key.Value)
		if k == nil {
			unknown = true
			c.report(UnknownKey(p.Key, names))
			return nil
		}
		return c.value(k.Is, p.Value, k.Name)
	}))
	if unknown {
		return out // the missing key may be the misspelt one
	}
	for _, k := range s.Keys {
		at := n.Get(k.Name)
		if !k.Required || !blank(at) {
			continue
		}
		if at == nil {
			at = n
		}
		if s.Example != "" {
			c.report(at.At(missingKeyLike, k.Name, s.Example))
		} else {
			c.report(at.At(missingKey, k.Name))
		}
	}
	return out
}

// IsMissing reports whether a message says that a required key is not there.
func IsMissing(m diag.Message) bool { return m.Kind == missingKey || m.Kind == missingKeyLike }

// defaults adds what a mapping leaves to its defaults.
func (s *Schema) defaults(n *Node) *Node {
	out := n
	for _, k := range s.Keys {
		if old := n.Get(k.Name); k.Default == "" || old != nil && old.Kind != Null {
			continue
		}
		value := *typed(k.Default)
		value.Place = n.Place
		if out == n {
			rest := *n
			rest.Pairs = slices.DeleteFunc(slices.Clone(n.Pairs), func(p Pair) bool { return p.Value.Kind == Null && s.Key(p.Key.Value).Default != "" })
			out = &rest
		}
		out.Pairs = append(out.Pairs, Pair{&Node{Kind: Scalar, Value: k.Name, Place: n.Place, size: 1}, &value})
	}
	return out
}

var typedValues sync.Map

// typed is a value written in one line.
func typed(text string) *Node {
	if n, ok := typedValues.Load(text); ok {
		return n.(*Node)
	}
	root, ms := Parse(source.New("", []byte("x: "+text+"\n")))
	n := root.Get("x")
	if n == nil || len(ms) > 0 {
		panic("yaml: a default that is no YAML: " + text)
	}
	kept, _ := typedValues.LoadOrStore(text, n)
	return kept.(*Node)
}

// blank reports whether a node has no value: it is absent, null, empty text, or a mapping of such values.
func blank(n *Node) bool {
	switch {
	case n == nil || n.Kind == Null:
		return true
	case n.Kind == Mapping:
		return !slices.ContainsFunc(n.Pairs, func(p Pair) bool { return !blank(p.Value) })
	}
	return n.Kind == Scalar && strings.TrimSpace(n.Value) == ""
}

func (c *checker) entries(s *Schema, n *Node) *Node {
	if n.Kind != Mapping {
		c.report(s.expected(n))
		return nil
	}
	known, given := []string(nil), false
	if s.Set != nil {
		known, given = c.members(s.Set)
	}
	return c.pairs(n, func(p Pair) *Node {
		if given && !slices.Contains(known, p.Key.Value) {
			c.report(UnknownKey(p.Key, known))
			return nil
		}
		if p.Value.Kind == Null && s.Item.Form == Record { // a name without a value lacks the required keys
			c.record(s.Item, &Node{Kind: Mapping, Place: p.Key.Place})
			return p.Value
		}
		return c.value(s.Item, p.Value, p.Key.Value)
	})
}

// pairs returns a mapping with the entries that check keeps. n itself is not changed, because an alias may share it.
func (c *checker) pairs(n *Node, check func(Pair) *Node) *Node {
	out := *n
	out.Pairs = nil
	for _, p := range n.Pairs {
		if clean := check(p); clean != nil {
			out.Pairs = append(out.Pairs, Pair{p.Key, clean})
		}
	}
	if slices.Equal(out.Pairs, n.Pairs) {
		return n
	}
	return &out
}

// UnknownKey is the message that a key is not allowed, with the nearest allowed key.
func UnknownKey(key *Node, allowed []string) diag.Message {
	list := strings.Join(slices.Compact(slices.Clone(allowed)), ", ")
	if near, ok := diag.Nearest(key.Value, allowed); ok {
		return key.At(unknownKeyNear, key.Value, near, list)
	}
	if list == "" {
		return key.At(noKeys, key.Value)
	}
	return key.At(unknownKey, key.Value, list)
}
