package listing

import (
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/yaml"
)

var (
	notUnderstood = diag.NewKind("list-entry", diag.Warning,
		"this entry of the list of chapters is not understood and is left out", "目录中的这一项读不懂，已略过")
	listExpected = diag.NewKind("list-entry", diag.Warning,
		"expected a list of chapters; this is left out", "此处应为章节的列表，已略过")
)

// faults are the messages about YAML without which the tree would lack something: the others are for the tool whose
// file it is.
var faults = []string{"yaml-syntax", "nesting", "yaml-alias"}

// yaml reads the tree of a file.
func (r *reader) yaml(src *source.File) *yaml.Node {
	root, ms := yaml.Parse(src)
	for _, m := range ms {
		if slices.Contains(faults, m.Kind.ID) {
			r.report(m)
		}
	}
	if root == nil {
		return &yaml.Node{}
	}
	return root
}

// sequence is the items of a list in YAML; anything else but nothing has a message.
func (r *reader) sequence(n *yaml.Node) []*yaml.Node {
	switch {
	case n == nil || n.Kind == yaml.Null:
		return nil
	case n.Kind != yaml.Sequence:
		r.report(n.At(listExpected))
		return nil
	}
	return n.Items
}

// text is the text of the first of the keys that a mapping has.
func text(n *yaml.Node, keys ...string) string {
	for _, key := range keys {
		if v := n.Get(key); v != nil && v.Kind == yaml.Scalar {
			return strings.TrimSpace(v.Value)
		}
	}
	return ""
}

// chapter is the entry that a scalar makes: a file, a web address, or a pattern.
func (r *reader) chapter(n *yaml.Node, title string) Item {
	it := Item{Title: strings.TrimSpace(title), Matter: book.Main, At: n.Place}
	r.target(&it, n.Value, r.folder)
	if it.Kind == Chapter && strings.ContainsAny(it.File, "*?[") {
		it.Kind = Pattern
	}
	return it
}

// kept are the items that are not broken; what is nested in a broken one stays under its title.
func kept(items ...Item) []Item {
	var out []Item
	for _, it := range items {
		if it.Kind == broken {
			if it.Items == nil {
				continue
			}
			it.Kind = Part
		}
		out = append(out, it)
	}
	return out
}
