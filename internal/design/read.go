package design

import (
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strconv"

	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/yaml"
)

// File is where a theme stands in a templates folder.
const File = "theme.yaml"

var (
	unreadable = diag.NewKind("theme-unreadable", diag.Error,
		"the theme cannot be read: %s", "无法读取主题：%s")
	badColor = diag.NewKind("theme-color", diag.Error,
		"%q is not a colour", "%q 不是颜色值",
		"write it as #RRGGBB", "请写成 #RRGGBB 的形式")
	unknownName = diag.NewKind("theme-name", diag.Error,
		"there is no %[2]s called %[1]q", "没有名为 %[1]q 的%[3]s")
	badValue = diag.NewKind("theme-value", diag.Error,
		"%q is not one of %s", "%q 不是可用的取值（%s）")
)

// Read returns the built-in theme with the book's own laid over it: a mapping is merged key by key, any
// other value replaces the one below. book may be nil, or have no theme.
func Read(builtin, book fs.FS) (*Theme, []diag.Message) {
	base, ms := parse(builtin, File)
	var over *yaml.Node
	if book != nil {
		var found []diag.Message
		over, found = parse(book, "templates/"+File)
		ms = append(ms, found...)
		base = merge(base, over)
	}
	t := &Theme{}
	if base == nil {
		return t, ms
	}
	ms = append(ms, base.Decode(t)...)
	ms = append(ms, t.check(base)...)
	if !diag.HasErrors(ms) {
		ms = append(append(ms, t.checkBodies(base)...), t.checkMasters(base)...)
	}
	if diag.HasErrors(ms) && over != nil {
		// The book is still set, for the sake of the messages, by a theme that can be.
		plain, _ := Read(builtin, nil)
		return plain, ms
	}
	return t, ms
}

func parse(fsys fs.FS, name string) (*yaml.Node, []diag.Message) {
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, []diag.Message{unreadable.At(source.Whole(name), err)}
	}
	return yaml.Parse(source.New(name, data))
}

// merge lays over over base. Nodes are immutable: what changes is made anew.
func merge(base, over *yaml.Node) *yaml.Node {
	switch {
	case over == nil || over.Kind == yaml.Null:
		return base
	case base == nil || base.Kind != yaml.Mapping || over.Kind != yaml.Mapping:
		return over
	}
	out := *base
	out.Pairs = append([]yaml.Pair{}, base.Pairs...)
next:
	for _, p := range over.Pairs {
		for i := range out.Pairs {
			if out.Pairs[i].Key.Value == p.Key.Value {
				out.Pairs[i].Value = merge(out.Pairs[i].Value, p.Value)
				continue next
			}
		}
		out.Pairs = append(out.Pairs, p)
	}
	return &out
}

var hex = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

// check reports colours that are none, and names of fonts, families, alignments and the like that do not
// exist: a theme that passes can be used without asking again.
func (t *Theme) check(root *yaml.Node) []diag.Message {
	var ms []diag.Message
	colors := root.Get("colors")
	if colors != nil {
		for _, p := range colors.Pairs {
			for _, q := range p.Value.Pairs {
				if !hex.MatchString(q.Value.Value) {
					ms = append(ms, q.Value.At(badColor, q.Value.Value))
				}
			}
		}
	}
	if families := root.Get("families"); families != nil {
		for _, p := range families.Pairs {
			for _, key := range []string{"han", "latin"} {
				if n := p.Value.Get(key); n != nil {
					if _, ok := t.Fonts[n.Value]; !ok {
						ms = append(ms, n.At(unknownName, n.Value, "font", "字体"))
					}
				}
			}
		}
	}
	if print := root.Get("print"); print != nil {
		ms = append(ms, t.checkStyles(print.Get("styles"))...)
	}
	return append(ms, t.checkBounds(root)...)
}

// choices are the values a key of a style may have.
var choices = map[string][]string{
	"align":    {"justify", "left", "center", "right"},
	"squeeze":  {"quanjiao", "kaiming", "banjiao", "hangmobanjiao", "plain"},
	"kinsoku":  {"none", "basic", "gb", "strict"},
	"figures":  {"lining", "old-style", "tabular"},
	"emphasis": {"dots", "kai"},
	// hanging: 、，。 hang in the margin; full-start: an opening mark at the start of a line keeps its blank;
	// rigid-stops: 。？！ are not narrowed; narrow-gap: the gap between Han and Latin stretches to a third of an
	// em at most; tight-numbers: no gap beside figures; relaxed: the third of three marks may begin a line.
	"habits": {"hanging", "full-start", "rigid-stops", "narrow-gap", "tight-numbers", "relaxed"},
}

func (t *Theme) checkStyles(styles *yaml.Node) []diag.Message {
	var ms []diag.Message
	if styles == nil {
		return nil
	}
	for _, language := range styles.Pairs {
		for _, style := range language.Value.Pairs {
			for _, p := range style.Value.Pairs {
				v := p.Value.Value
				if p.Key.Value == "family" {
					if _, ok := t.Families[v]; !ok {
						ms = append(ms, p.Value.At(unknownName, v, "family", "字体族"))
					}
				}
				for _, n := range append([]*yaml.Node{p.Value}, p.Value.Items...) {
					if all, ok := choices[p.Key.Value]; ok && n.Kind == yaml.Scalar && !slices.Contains(all, n.Value) {
						ms = append(ms, n.At(badValue, n.Value, list(all)))
					}
				}
			}
		}
	}
	return ms
}

func list(all []string) string {
	s := ""
	for i, a := range all {
		if i > 0 {
			s += ", "
		}
		s += strconv.Quote(a)
	}
	return s
}
