// Package dataset has the facts of a book, the values of data/*.yaml with their places, and the two ways in which a
// chapter shows them: a quantity as the language writes it, and a table.
//
// Facts are in data and not in the text, so that both languages print one number. Numbers are exact decimals with the
// units of package quantity; no value passes through a float. How many digits are printed, and with which words for
// powers of ten, follows GB/T 15835—2011 4.1.3 in Chinese and common practice in English.
package dataset

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/plaintext"
	"keben/internal/source"
	"keben/internal/watch"
	"keben/internal/yaml"
)

// Dir is the folder of the facts, in the book's folder.
const Dir = "data"

// Dataset is the facts as one tree: a file's name without .yaml is a step, so is a folder's.
type Dataset struct {
	root  *yaml.Node
	plain map[string]any
}

var (
	unreadable = diag.NewKind("unreadable", diag.Error,
		"the file cannot be read: %v", "文件无法读取：%v")
	stepTwice = diag.NewKind("data-twice", diag.Error,
		"`%s` is already in %s", "`%s` 已出现在 %s 中",
		"rename one of the files, or move the value", "请重命名其中一个文件，或移动该值")
	dataNear = diag.NewKind("unknown-data", diag.Error,
		"there is no `%s` in data/: did you mean `%s`?", "data/ 中没有 `%s`：是否想写 `%s`？")
	dataKeys = diag.NewKind("unknown-data", diag.Error,
		"there is no `%s` in data/", "data/ 中没有 `%s`",
		"%[2]s has: %[3]s", "%[2]s 中有：%[3]s")
	dataEmpty = diag.NewKind("unknown-data", diag.Error,
		"there is no `%s`: data/ is empty", "没有 `%s`：data/ 为空",
		"write it into a file, for instance data/facts.yaml", "请写入文件，例如 data/facts.yaml")
)

// Read reads every YAML file in data/. It is never nil; a folder without data/ is an empty set.
func Read(fsys fs.FS) (*Dataset, []diag.Message) {
	root := &yaml.Node{Kind: yaml.Mapping, Place: source.Whole(Dir)}
	var ms []diag.Message
	_ = fs.WalkDir(fsys, Dir, func(name string, d fs.DirEntry, err error) error {
		switch ext := path.Ext(name); {
		case err != nil:
			if name != Dir || !errors.Is(err, fs.ErrNotExist) {
				ms = append(ms, unreadable.At(source.Whole(name), err))
			}
			return fs.SkipDir
		case watch.Temporary(path.Base(name)) && d.IsDir():
			return fs.SkipDir
		case d.IsDir() || ext != ".yaml" && ext != ".yml" || watch.Temporary(path.Base(name)):
			return nil
		}
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			ms = append(ms, unreadable.At(source.Whole(name), err))
			return nil
		}
		src, found := plaintext.Read(name, raw)
		ms = append(ms, found...)
		if src == nil {
			return nil
		}
		var node *yaml.Node
		if fault := crew.Do(func() { node, found = yaml.Parse(src) }); fault != nil {
			ms = append(ms, fault.In(name))
			return nil
		}
		ms = append(ms, found...)
		steps := strings.Split(strings.TrimPrefix(strings.TrimSuffix(name, path.Ext(name)), Dir+"/"), "/")
		ms = append(ms, graft(root, steps, node)...)
		return nil
	})
	d := &Dataset{root: root}
	ms = append(ms, d.check()...)
	d.plain, _ = root.Plain().(map[string]any)
	return d, ms
}

// graft puts a file's tree at its steps. A folder and a file of one name share a mapping; the nodes of a
// file are never changed, only the ones made here for files and folders.
func graft(at *yaml.Node, steps []string, file *yaml.Node) []diag.Message {
	key := &yaml.Node{Kind: yaml.Scalar, Value: steps[0], Place: source.Whole(file.Place.Name())}
	old := at.Get(steps[0])
	if len(steps) > 1 {
		if old == nil {
			old = &yaml.Node{Kind: yaml.Mapping, Place: key.Place}
			at.Pairs = append(at.Pairs, yaml.Pair{Key: key, Value: old})
		} else if old.Kind != yaml.Mapping {
			return []diag.Message{stepTwice.At(key.Place, steps[0], old.Place.Name())}
		}
		return graft(old, steps[1:], file)
	}
	own := *file
	own.Pairs = slices.Clone(file.Pairs)
	if old == nil {
		at.Pairs = append(at.Pairs, yaml.Pair{Key: key, Value: &own})
		return nil
	}
	var ms []diag.Message
	if old.Kind != yaml.Mapping || file.Kind != yaml.Mapping {
		return []diag.Message{stepTwice.At(key.Place, steps[0], old.Place.Name())}
	}
	for _, p := range file.Pairs {
		if before := old.Get(p.Key.Value); before != nil {
			ms = append(ms, p.Key.At(stepTwice, p.Key.Value, before.Place.Name()))
			continue
		}
		old.Pairs = append(old.Pairs, p)
	}
	return ms
}

// Plain returns the facts as plain Go values for templates (yaml.Node.Plain). It must not be changed.
func (d *Dataset) Plain() map[string]any { return d.plain }

// Use is one place in a chapter that shows a value.
type Use struct {
	Key   string // dotted: "trade.2024"
	Lang  string
	Place source.Place // of the template action
}

// found is a node and the way to it, outermost first; the node is the last of the way.
type found struct {
	key string
	way []*yaml.Node
}

func (f found) node() *yaml.Node { return f.way[len(f.way)-1] }

// find follows a dotted key. A step is a key of a mapping, dots and digits in it allowed (the longest that leads on is
// taken); in a list it is the id, key, name, code, year or date of an item, or its index from 0.
func (d *Dataset) find(u Use) (found, []diag.Message) {
	key := strings.TrimSpace(u.Key)
	s := search{rest: key}
	if way := s.follow([]*yaml.Node{d.root}, key); way != nil {
		return found{key, way}, nil
	}
	if len(d.root.Pairs) == 0 {
		return found{}, []diag.Message{dataEmpty.At(u.Place, key)}
	}
	// The deepest step reached is where the slip is.
	prefix := strings.TrimSuffix(key, s.rest)
	names := steps(s.at)
	step := s.rest
	if near, ok := diag.Nearest(step, names); ok {
		return found{}, []diag.Message{dataNear.At(u.Place, key, prefix+near)}
	}
	if first, more, cut := strings.Cut(step, "."); cut {
		if near, ok := diag.Nearest(first, names); ok {
			return found{}, []diag.Message{dataNear.At(u.Place, key, prefix+near+"."+more)}
		}
	}
	where := Dir + "/"
	if prefix != "" {
		where = "`" + strings.TrimSuffix(prefix, ".") + "`"
	}
	if len(names) > 12 {
		names = append(names[:12:12], "…")
	}
	if len(names) == 0 {
		names = []string{"—"}
	}
	return found{}, []diag.Message{dataKeys.At(u.Place, key, where, strings.Join(names, ", "))}
}

// Value returns what a key leads to as a plain Go value (yaml.Node.Plain), nil with a message when there is
// nothing.
func (d *Dataset) Value(u Use) (any, []diag.Message) {
	f, ms := d.find(u)
	if len(ms) > 0 {
		return nil, ms
	}
	return f.node().Plain(), nil
}

// search remembers the farthest node a key led to.
type search struct {
	rest string
	at   *yaml.Node
}

func (s *search) follow(way []*yaml.Node, rest string) []*yaml.Node {
	n := way[len(way)-1]
	if s.at == nil || len(rest) < len(s.rest) {
		s.at, s.rest = n, rest
	}
	if rest == "" {
		return way
	}
	// Longest step first.
	for end := len(rest); end > 0; end = strings.LastIndexByte(rest[:end], '.') {
		next := step(n, rest[:end])
		if next == nil {
			continue
		}
		if end == len(rest) {
			return append(slices.Clone(way), next)
		}
		if end+1 < len(rest) {
			if found := s.follow(append(slices.Clone(way), next), rest[end+1:]); found != nil {
				return found
			}
		}
	}
	return nil
}

// names are the keys that name an item of a list.
var names = []string{"id", "key", "name", "code", "year", "date"}

func step(n *yaml.Node, name string) *yaml.Node {
	if n.Kind == yaml.Mapping {
		return n.Get(name)
	}
	for _, key := range names {
		for _, item := range n.Items {
			if v := item.Get(key); v != nil && v.Kind == yaml.Scalar && v.Value == name {
				return item
			}
		}
	}
	if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(n.Items) && strconv.Itoa(i) == name {
		return n.Items[i]
	}
	return nil
}

// steps lists what can follow n.
func steps(n *yaml.Node) []string {
	if n.Kind == yaml.Mapping {
		return n.Keys()
	}
	var out []string
	for i, item := range n.Items {
		name := strconv.Itoa(i)
		for _, key := range names {
			if v := item.Get(key); v != nil && v.Kind == yaml.Scalar {
				name = v.Value
				break
			}
		}
		out = append(out, name)
	}
	return out
}

// check reads every quantity and table there is, used or not, so that a slip in the data is found at once.
func (d *Dataset) check() []diag.Message {
	var ms []diag.Message
	seen := map[*yaml.Node]bool{}
	var visit func(way []*yaml.Node)
	visit = func(way []*yaml.Node) {
		n := way[len(way)-1]
		if seen[n] {
			return // an alias
		}
		seen[n] = true
		if n.Get("columns") != nil && n.Get("rows") != nil {
			_, found := readGrid(n)
			ms = append(ms, found...)
			return
		}
		if n.Get("value") != nil && n.Get("unit") != nil {
			_, found := readQuantity(found{way: way})
			ms = append(ms, found...)
			return
		}
		for _, p := range n.Pairs {
			visit(append(way[:len(way):len(way)], p.Value))
		}
		for _, item := range n.Items {
			visit(append(way[:len(way):len(way)], item))
		}
	}
	visit([]*yaml.Node{d.root})
	return ms
}
