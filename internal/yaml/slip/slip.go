// Package slip makes broken files from a schema, for tests: every value of the wrong form, out of its range on each
// side, every key misspelt, every name unknown, every required key left out. The reader of the file must report each at
// its line.
//
// The faults are made from the schema and not written by hand, so that a new key of a file is tested without a new
// test. Ranges are those of the schema, in its units; lines count from 1.
package slip

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"keben/internal/yaml"
)

// Fault is a file with one fault, or with two.
type Fault struct {
	Name string // where it is and what is wrong
	Text string
	Want []Want

	root *tree
}

// Want is a message that a fault must have.
type Want struct {
	Line int
	ID   string
}

// All returns a file for every fault that a value of the schema can have. names are the members of the sets that are
// not fixed. A schema that stands in several places has all its faults in the first, and one in each of the others.
func All(s *yaml.Schema, names yaml.Names) []Fault {
	m := maker{names: names, seen: map[*yaml.Schema]bool{}}
	m.value(s, nil)
	return m.faults
}

// Together puts two faults into one file. It is false where the one takes the place of the other.
func Together(a, b Fault) (Fault, bool) {
	root, ok := merge(a.root, b.root)
	if !ok {
		return Fault{}, false
	}
	return finish(a.Name+" | "+b.Name, root), true
}

// tree is a file to be written: a value as it is typed, or entries.
type tree struct {
	raw   string
	keys  []string // of a mapping
	below []*tree  // the values of keys, or the items of a list
	list  bool
	want  string // the id of the message about it
	first bool   // the message is where the mapping's first key is
	alone bool   // nothing may be added
}

// merge lays one tree beside another.
func merge(a, b *tree) (*tree, bool) {
	switch {
	case a.raw != "" || b.raw != "":
		return a, a.raw == b.raw && a.want == "" && b.want == ""
	case a.alone || b.alone || a.want != "" || b.want != "" || a.list != b.list:
		return nil, false
	case a.list:
		return &tree{list: true, below: slices.Concat(a.below, b.below)}, true
	}
	out := &tree{keys: slices.Clone(a.keys), below: slices.Clone(a.below)}
	for i, k := range b.keys {
		j := slices.Index(out.keys, k)
		if j < 0 {
			out.keys, out.below = append(out.keys, k), append(out.below, b.below[i])
			continue
		}
		both, ok := merge(out.below[j], b.below[i])
		if !ok {
			return nil, false
		}
		out.below[j] = both
	}
	return out, true
}

// finish writes a file.
func finish(name string, root *tree) Fault {
	w := writer{line: 1}
	w.value(root, 0, false)
	text := strings.TrimPrefix(w.String(), "\n")
	f := Fault{Name: name, Text: text, Want: w.want, root: root}
	for i := range f.Want {
		f.Want[i].Line -= strings.Count(w.String(), "\n") - strings.Count(text, "\n")
	}
	return f
}

type writer struct {
	strings.Builder
	line int
	want []Want
}

func (w *writer) write(s string) {
	w.line += strings.Count(s, "\n")
	w.WriteString(s)
}

// value writes a value behind its key or hyphen; inItem says that the first key may stand on the hyphen's line.
func (w *writer) value(t *tree, indent int, inItem bool) {
	if t.want != "" && !t.first {
		w.want = append(w.want, Want{w.line, t.want})
	}
	switch {
	case t.raw != "":
		w.write(" " + t.raw + "\n")
		return
	case len(t.below) == 0 && t.list:
		w.write(" []\n")
		return
	case len(t.below) == 0:
		if t.first {
			w.want = append(w.want, Want{w.line, t.want})
		}
		w.write(" {}\n")
		return
	}
	if !inItem {
		w.write("\n")
	}
	if t.first {
		w.want = append(w.want, Want{w.line, t.want})
	}
	pad := strings.Repeat("  ", indent)
	for i, below := range t.below {
		switch {
		case t.list:
			w.write(pad + "-")
			w.value(below, indent+1, below.raw == "" && !below.list)
		case i == 0 && inItem:
			w.write(" " + t.keys[i] + ":")
			w.value(below, indent+1, false)
		default:
			w.write(pad + t.keys[i] + ":")
			w.value(below, indent+1, false)
		}
	}
}

// maker walks a schema. at puts the tree of a value into the tree of the file.
type maker struct {
	names  yaml.Names
	seen   map[*yaml.Schema]bool
	faults []Fault
}

// step is a way from a value to what holds it.
type step struct {
	of  *yaml.Schema
	key string // "" of an item
}

func (m *maker) fault(at []step, what, id string, t *tree) {
	t.want = id
	name := ""
	for i := len(at) - 1; i >= 0; i-- {
		t = m.around(at[i], t)
	}
	for _, s := range at {
		name += "." + s.key
	}
	m.faults = append(m.faults, finish(strings.TrimPrefix(name, ".")+": "+what, t))
}

// around is a record, a list or a mapping with a value in it, and all that it must have besides.
func (m *maker) around(s step, value *tree) *tree {
	if s.of.Form == yaml.List {
		return &tree{list: true, below: []*tree{value}}
	}
	t := &tree{}
	for _, k := range s.of.Keys {
		if k.Required && k.Name != s.key {
			t.keys, t.below = append(t.keys, k.Name), append(t.below, m.sample(k.Is))
		}
	}
	t.keys, t.below = append(t.keys, s.key), append(t.below, value)
	return t
}

// sample is a value that passes.
func (m *maker) sample(s *yaml.Schema) *tree {
	switch s.Form {
	case yaml.Either:
		return m.sample(s.Either[0])
	case yaml.Choice:
		return &tree{raw: s.Words[0]}
	case yaml.Name:
		return &tree{raw: m.member(s.Set)}
	case yaml.Whole, yaml.Decimal, yaml.Ratio, yaml.Length:
		return &tree{raw: s.Bound(min(max(s.Least, 100), s.Most))}
	case yaml.Truth:
		return &tree{raw: "true"}
	case yaml.List:
		return &tree{list: true}
	case yaml.Record:
		t := &tree{}
		for _, k := range s.Keys {
			if k.Required {
				t.keys, t.below = append(t.keys, k.Name), append(t.below, m.sample(k.Is))
			}
		}
		return t
	case yaml.Entries:
		return &tree{raw: "{}"}
	}
	if s.Like != nil {
		return &tree{raw: s.Example}
	}
	return &tree{raw: "甲"}
}

func (m *maker) member(s *yaml.Set) string {
	if s == nil {
		return "甲名"
	}
	if s.Fixed != nil {
		return s.Fixed()[0]
	}
	return m.names[s][0]
}

// Values of each kind of node, and the texts that no form of text but a free one takes.
const (
	aText    = "甲乙丙"
	aList    = "[甲, 乙]"
	aMapping = "{甲: 乙}"
)

func (m *maker) value(s *yaml.Schema, at []step) {
	again := m.seen[s]
	m.seen[s] = true
	switch s.Form {
	case yaml.Any:
		return
	case yaml.Either:
		m.either(s, at)
		return
	}
	scalar, list, mapping := takes(s)
	if !list {
		m.fault(at, "a list", "yaml-type", &tree{raw: aList})
	}
	if again {
		return
	}
	if !mapping {
		m.fault(at, "keys", "yaml-type", &tree{raw: aMapping})
	}
	if !scalar {
		m.fault(at, "text", "yaml-type", &tree{raw: aText})
	}
	switch s.Form {
	case yaml.Text:
		if s.Like != nil {
			m.fault(at, "no "+s.Like.What.En, s.Like.Fault.ID, &tree{raw: "\"! 甲 ?\""})
		}
	case yaml.Choice:
		m.fault(at, "not one of them", "bad-value", &tree{raw: aText})
		m.fault(at, "misspelt", "bad-value", &tree{raw: s.Words[0] + "q"})
	case yaml.Name:
		m.fault(at, "unknown", "unknown-name", &tree{raw: aText})
	case yaml.Truth:
		m.fault(at, "neither", "yaml-type", &tree{raw: "yes"})
	case yaml.Whole, yaml.Decimal, yaml.Ratio, yaml.Length:
		m.number(s, at)
	case yaml.List:
		m.value(s.Item, append(slices.Clone(at), step{of: s}))
	case yaml.Record:
		m.record(s, at)
	case yaml.Entries:
		key := m.member(s.Set)
		if s.Set != nil {
			m.key(s, at, "没有这个")
			m.key(s, at, key+"q")
		}
		m.value(s.Item, append(slices.Clone(at), step{of: s, key: key}))
	}
}

func takes(s *yaml.Schema) (scalar, list, mapping bool) {
	switch s.Form {
	case yaml.Any:
		return true, true, true
	case yaml.List:
		return false, true, false
	case yaml.Record, yaml.Entries:
		return false, false, true
	case yaml.Either:
		for _, one := range s.Either {
			a, b, c := takes(one)
			scalar, list, mapping = scalar || a, list || b, mapping || c
		}
		return scalar, list, mapping
	}
	return true, false, false
}

func (m *maker) number(s *yaml.Schema, at []step) {
	m.fault(at, "text", "yaml-type", &tree{raw: aText})
	m.fault(at, "below its range", "out-of-range", &tree{raw: s.Bound(s.Least - 1)})
	m.fault(at, "above its range", "out-of-range", &tree{raw: s.Bound(s.Most + 1)})
	switch s.Form {
	case yaml.Whole:
		m.fault(at, "with a fraction", "yaml-type", &tree{raw: strconv.FormatFloat(s.Least+0.5, 'f', -1, 64)})
		m.fault(at, "beyond all measure", "yaml-type", &tree{raw: strings.Repeat("9", 40)})
	case yaml.Length:
		m.fault(at, "without a unit", "yaml-type", &tree{raw: fmt.Sprint(s.Least + 1)})
		m.fault(at, "with another unit", "yaml-type", &tree{raw: "1em"})
		m.fault(at, "negative", "out-of-range", &tree{raw: "-3" + s.Unit.Sign})
	default:
		m.fault(at, "no number", "yaml-type", &tree{raw: ".nan"})
		m.fault(at, "beyond all measure", "yaml-type", &tree{raw: ".inf"})
		m.fault(at, "a fraction of nothing", "yaml-type", &tree{raw: "1/0"})
	}
}

// key puts a key that is not known into a mapping.
func (m *maker) key(s *yaml.Schema, at []step, key string) {
	t := &tree{raw: aText}
	m.fault(append(slices.Clone(at), step{of: s, key: key}), "no such key", "unknown-key", t)
}

func (m *maker) record(s *yaml.Schema, at []step) {
	m.key(s, at, "没有这个")
	for _, k := range s.Keys {
		if !slices.ContainsFunc(s.Keys, func(o yaml.Key) bool { return o.Name == k.Name+"q" }) {
			m.key(s, at, k.Name+"q")
		}
	}
	for _, k := range s.Keys {
		if k.Required && len(at) > 0 {
			t := m.sample(s)
			i := slices.Index(t.keys, k.Name)
			t.keys, t.below, t.first, t.alone = slices.Delete(t.keys, i, i+1), slices.Delete(t.below, i, i+1), true, true
			m.fault(at, "without "+k.Name, "missing-key", t)
		}
		m.value(k.Is, append(slices.Clone(at), step{of: s, key: k.Name}))
	}
}

// either breaks each of the forms that a value may have. A scalar among them is the last resort of a reader, so that
// only a value of no form is wrong.
func (m *maker) either(s *yaml.Schema, at []step) {
	scalar, list, mapping := takes(s)
	for _, kind := range [...]struct {
		takes bool
		raw   string
	}{{scalar, aText}, {list, aList}, {mapping, aMapping}} {
		if !kind.takes {
			m.fault(at, "none of the forms", "yaml-type", &tree{raw: kind.raw})
		}
	}
	for _, one := range s.Either {
		if m.seen[one] {
			continue
		}
		switch one.Form {
		case yaml.List:
			m.seen[one] = true
			m.value(one.Item, append(slices.Clone(at), step{of: one}))
		case yaml.Record:
			m.seen[one] = true
			m.record(one, at)
		case yaml.Entries:
			m.seen[one] = true
			if one.Set != nil {
				m.key(one, at, "没有这个")
			}
			m.value(one.Item, append(slices.Clone(at), step{of: one, key: m.member(one.Set)}))
		case yaml.Name:
			m.fault(at, "unknown", "unknown-name", &tree{raw: aText})
		}
	}
}
