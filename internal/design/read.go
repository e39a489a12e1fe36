package design

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"sync/atomic"

	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/source"
	"keben/internal/yaml"
)

// File is the name of a theme in a templates folder.
const File = "theme.yaml"

var unreadable = diag.NewKind("theme-unreadable", diag.Error,
	"the theme cannot be read: %s", "无法读取主题：%s")

// Read returns the built-in theme with the book's own laid over it: a mapping is merged key by key, any
// other value replaces the one below. book may be nil, or have no theme. A theme that has no errors can be used without
// asking again.
func Read(builtin, book fs.FS) (*Theme, []diag.Message) {
	base, over, ms := trees(builtin, book)
	t, found := made(base, over)
	if ms = append(ms, found...); diag.HasErrors(ms) && over != nil {
		// The book is still set, for the sake of the messages, by a theme that can be.
		t, _ = made(base, nil)
	}
	return t, ms
}

// made is one theme over another as values.
func made(base, over *yaml.Node) (*Theme, []diag.Message) {
	t := &Theme{root: laid(base, over)}
	if t.root == nil {
		return t, nil
	}
	ms := theme.Decode(t.root, t, names(base, over))
	if !diag.HasErrors(ms) {
		ms = append(ms, t.relations()...)
	}
	return t, ms
}

// names are what the parts of a theme call each other: a book's theme in which a part is broken still has the built-in
// names.
func names(themes ...*yaml.Node) yaml.Names {
	out := yaml.Names{}
	for _, root := range themes {
		for set, part := range map[*yaml.Set]*yaml.Node{fontNames: root.Get("fonts"), familyNames: root.Get("families"), TrimNames: root.Get("print").Get("trims")} {
			for _, name := range part.Keys() {
				if !slices.Contains(out[set], name) {
					out[set] = append(out[set], name)
				}
			}
		}
	}
	return out
}

// Defaults is what the built-in theme says, for the reference.
func Defaults(builtin fs.FS) *yaml.Node {
	root, _ := parse(builtin, File)
	return root
}

// Names are what the parts of the built-in theme are called.
func Names(builtin fs.FS) yaml.Names { return names(Defaults(builtin)) }

// Trims are the page sizes of a theme in the order of the file. Faults are for Read to report.
func Trims(builtin, book fs.FS) (sizes map[string]Trim, names []string) {
	base, over, _ := trees(builtin, book)
	over, _ = theme.Check(over, nil) // so that a broken part of it does not take the place of a built-in one
	clean, _ := theme.Check(laid(base, over), nil)
	t := &Theme{}
	clean.Fill(t)
	for _, name := range clean.Get("print").Get("trims").Keys() {
		if size := t.Print.Trims[name]; size.Width > 0 && size.Height > 0 {
			names = append(names, name)
		}
	}
	return t.Print.Trims, names
}

// trees returns what the built-in theme says, and what the book's does: nil where it has none.
func trees(builtin, book fs.FS) (base, over *yaml.Node, ms []diag.Message) {
	base, ms = parseOnce(builtin)
	if book != nil {
		var found []diag.Message
		over, found = parse(book, "templates/"+File)
		ms = append(ms, found...)
	}
	return base, over, ms
}

// laid is one theme over another.
func laid(base, over *yaml.Node) *yaml.Node {
	root := merge(base, over)
	for _, rows := range [][]string{{"print", "styles"}, {"print", "masters"}} {
		root = inherit(root, rows)
	}
	return root
}

// inherit lays what a mapping at a path has for a language over what it has for the languages that one is like: the
// styles of zh-Hant name only what differs from those of zh.
func inherit(root *yaml.Node, path []string) *yaml.Node {
	if len(path) > 0 {
		below := root.Get(path[0])
		if below == nil {
			return root
		}
		return root.With(path[0], inherit(below, path[1:]))
	}
	for _, p := range root.Pairs {
		for _, like := range lang.Like(p.Key.Value)[1:] {
			if base := root.Get(like); base != nil {
				root = root.With(p.Key.Value, merge(base, p.Value))
				break
			}
		}
	}
	return root
}

// parsed is a theme and the text that it was read from.
type parsed struct {
	text []byte
	root *yaml.Node
	ms   []diag.Message
}

// last is the built-in theme as it was parsed last. It is compiled in, so that one process reads one text, several times in
// a build; nodes are immutable, so that builds may share them.
var last atomic.Pointer[parsed]

// parseOnce parses the built-in theme, unless it is the one parsed last.
func parseOnce(builtin fs.FS) (*yaml.Node, []diag.Message) {
	text, err := fs.ReadFile(builtin, File)
	if err != nil {
		return parse(builtin, File)
	}
	p := last.Load()
	if p == nil || !bytes.Equal(p.text, text) {
		p = &parsed{text: text}
		p.root, p.ms = yaml.Parse(source.New(File, text))
		last.Store(p)
	}
	return p.root, slices.Clone(p.ms)
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
