package yaml

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"keben/internal/diag"
	"keben/internal/geom"
)

// Unmarshaler is a type that reads itself from a node. It is asked for through a pointer.
type Unmarshaler interface{ DecodeYAML(*Node) []diag.Message }

var (
	unknownKeyNear = diag.NewKind("unknown-key", diag.Error,
		"unknown key `%s`: did you mean `%s`?", "不认识的键 `%s`：是否想写 `%s`？",
		"allowed here: %[3]s", "此处可用的键：%[3]s")
	unknownKey = diag.NewKind("unknown-key", diag.Error,
		"unknown key `%s`", "不认识的键 `%s`",
		"allowed here: %[2]s", "此处可用的键：%[2]s")
	noKeys = diag.NewKind("unknown-key", diag.Error,
		"unknown key `%s`: there is nothing to set here", "不认识的键 `%s`：此处没有可设置的项")
	wantText = diag.NewKind("yaml-type", diag.Error,
		"text is wanted here", "此处应为文字", "put the value in quotes if it contains [ ] { }", "如果值含有 [ ] { }，请加引号")
	wantWhole = diag.NewKind("yaml-type", diag.Error,
		"a whole number is wanted here, not %q", "此处应为整数，而不是 %q")
	wantNumber = diag.NewKind("yaml-type", diag.Error,
		"a number is wanted here, not %q", "此处应为数字，而不是 %q")
	wantTruth = diag.NewKind("yaml-type", diag.Error,
		"true or false is wanted here, not %q", "此处应为 true 或 false，而不是 %q")
	wantList = diag.NewKind("yaml-type", diag.Error,
		"a list is wanted here", "此处应为列表",
		"write [a, b], or each item on a line of its own after `- `", "请写成 [甲, 乙]，或每项单独一行、以 `- ` 开头")
	wantMapping = diag.NewKind("yaml-type", diag.Error,
		"keys with values are wanted here", "此处应为若干“键: 值”",
		"write {key: value}, or each key on an indented line of its own", "请写成 {键: 值}，或每个键单独一行并缩进")
	wantLength = diag.NewKind("yaml-type", diag.Error,
		"a length is wanted here, not %q", "此处应为长度，而不是 %q",
		"a number with its unit: 10.5pt, 20mm, 2cm, 1in", "写数字加单位：10.5pt、20mm、2cm、1in")
)

// Decode reads the node into what into points to, strictly: every unknown key and every value of the
// wrong shape is an error at its place, and everything else is read. What the node does not name keeps
// its value, down through structs and maps, so that a file can be laid over defaults (maps are copied,
// never changed in place); lists are replaced. A nil or Null node changes nothing.
//
// The types: string (the literal text of any scalar), integers, float64, bool, geom.Length, slices, maps
// with string keys, structs by `yaml:"name"` tags (fields without one are not read), pointers, *Node (the
// subtree as it is), any (map[string]any, []any, bool, int, and the literal text of every other scalar,
// so that no figure is rounded), and Unmarshaler.
func (n *Node) Decode(into any) []diag.Message {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		panic("yaml: Decode wants a pointer")
	}
	var d decoder
	d.value(n, v.Elem())
	return d.ms
}

type decoder struct{ ms []diag.Message }

func (d *decoder) report(m diag.Message) { d.ms = append(d.ms, m) }

var (
	nodeType   = reflect.TypeFor[*Node]()
	lengthType = reflect.TypeFor[geom.Length]()
)

func (d *decoder) value(n *Node, v reflect.Value) {
	if n == nil {
		return
	}
	if v.Type() == nodeType {
		v.Set(reflect.ValueOf(n))
		return
	}
	if v.CanAddr() {
		if u, ok := v.Addr().Interface().(Unmarshaler); ok {
			d.ms = append(d.ms, u.DecodeYAML(n)...)
			return
		}
	}
	if n.Kind == Null {
		return
	}
	if v.Type() == lengthType {
		l, err := geom.ParseLength(n.Value)
		if n.Kind != Scalar || err != nil {
			d.report(n.At(wantLength, n.text()))
			return
		}
		v.SetInt(int64(l))
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		// A new target, for the old one may be shared.
		to := reflect.New(v.Type().Elem())
		if !v.IsNil() {
			to.Elem().Set(v.Elem())
		}
		d.value(n, to.Elem())
		v.Set(to)
	case reflect.Interface:
		if plain := reflect.ValueOf(n.Plain()); plain.IsValid() && plain.Type().AssignableTo(v.Type()) {
			v.Set(plain)
		}
	case reflect.Struct:
		d.fields(n, v)
	case reflect.Map:
		d.entries(n, v)
	case reflect.Slice:
		d.list(n, v)
	default:
		d.scalar(n, v)
	}
}

func (d *decoder) scalar(n *Node, v reflect.Value) {
	ok := n.Kind == Scalar
	switch v.Kind() {
	case reflect.String:
		if !ok {
			d.report(n.At(wantText))
			return
		}
		v.SetString(n.Value)
	case reflect.Bool:
		b, known := map[string]bool{"true": true, "True": true, "TRUE": true, "false": false, "False": false, "FALSE": false}[n.Value]
		if !ok || !known {
			d.report(n.At(wantTruth, n.text()))
			return
		}
		v.SetBool(b)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		i, err := strconv.ParseInt(n.Value, 10, v.Type().Bits())
		if !ok || err != nil {
			d.report(n.At(wantWhole, n.text()))
			return
		}
		v.SetInt(i)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		i, err := strconv.ParseUint(n.Value, 10, v.Type().Bits())
		if !ok || err != nil {
			d.report(n.At(wantWhole, n.text()))
			return
		}
		v.SetUint(i)
	case reflect.Float32, reflect.Float64:
		f, err := strconv.ParseFloat(n.Value, v.Type().Bits())
		if !ok || err != nil || f != f || f > 1e308 || f < -1e308 {
			d.report(n.At(wantNumber, n.text()))
			return
		}
		v.SetFloat(f)
	default:
		panic("yaml: cannot decode into " + v.Type().String())
	}
}

func (d *decoder) list(n *Node, v reflect.Value) {
	if n.Kind != Sequence {
		d.report(n.At(wantList))
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items))
	for i, item := range n.Items {
		d.value(item, out.Index(i))
	}
	v.Set(out)
}

func (d *decoder) entries(n *Node, v reflect.Value) {
	if n.Kind != Mapping {
		d.report(n.At(wantMapping))
		return
	}
	out := reflect.MakeMapWithSize(v.Type(), v.Len()+len(n.Pairs))
	for it := v.MapRange(); it.Next(); {
		out.SetMapIndex(it.Key(), it.Value())
	}
	for _, p := range n.Pairs {
		key := reflect.ValueOf(p.Key.Value).Convert(v.Type().Key())
		value := reflect.New(v.Type().Elem()).Elem()
		if old := out.MapIndex(key); old.IsValid() {
			value.Set(old)
		}
		d.value(p.Value, value)
		out.SetMapIndex(key, value)
	}
	v.Set(out)
}

func (d *decoder) fields(n *Node, v reflect.Value) {
	if n.Kind != Mapping {
		d.report(n.At(wantMapping))
		return
	}
	byName := map[string]reflect.Value{}
	var names []string
	for i := range v.NumField() {
		name, tagged := v.Type().Field(i).Tag.Lookup("yaml")
		if name, _, _ = strings.Cut(name, ","); !tagged || name == "-" || name == "" {
			continue
		}
		byName[name] = v.Field(i)
		names = append(names, name)
	}
	for _, p := range n.Pairs {
		if f, ok := byName[p.Key.Value]; ok {
			d.value(p.Value, f)
			continue
		}
		d.report(UnknownKey(p.Key, names))
	}
}

// UnknownKey is the message that key is none of the allowed ones, with the nearest of them.
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

// text is what a message quotes of the node.
func (n *Node) text() string {
	switch n.Kind {
	case Mapping:
		return "{…}"
	case Sequence:
		return "[…]"
	}
	return n.Value
}

// Plain returns the node as plain Go values: map[string]any, []any, bool, nil, int for a whole number
// written in the plain way, and the literal text of every other scalar, so that 1.04 stays "1.04" and
// 0020 stays "0020".
func (n *Node) Plain() any {
	switch n.Kind {
	case Mapping:
		m := make(map[string]any, len(n.Pairs))
		for _, p := range n.Pairs {
			m[p.Key.Value] = p.Value.Plain()
		}
		return m
	case Sequence:
		s := make([]any, len(n.Items))
		for i, item := range n.Items {
			s[i] = item.Plain()
		}
		return s
	case Scalar:
		if n.Quoted {
			return n.Value
		}
		if n.Value == "true" || n.Value == "false" {
			return n.Value == "true"
		}
		if i, err := strconv.Atoi(n.Value); err == nil && strconv.Itoa(i) == n.Value {
			return i
		}
		return n.Value
	}
	return nil
}
