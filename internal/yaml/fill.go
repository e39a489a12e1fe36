package yaml

import (
	"reflect"
	"strconv"
	"strings"

	"keben/internal/geom"
)

// Filler is a type that fills itself from a value that has been checked. It is asked for through a pointer.
type Filler interface{ FillYAML(*Node) }

var (
	nodeType   = reflect.TypeFor[*Node]()
	lengthType = reflect.TypeFor[geom.Length]()
	ratioType  = reflect.TypeFor[geom.Ratio]()
)

// truths are the ways in which YAML 1.2 §10.3.2 writes them.
var truths = map[string]bool{"true": true, "True": true, "TRUE": true, "false": false, "False": false, "FALSE": false}

// Fill reads a node that its schema has passed into what into points to. What the node does not name keeps its value,
// down through structs and maps, so that a file can be laid over defaults (maps are copied, never changed in place);
// lists are replaced. A nil or Null node changes nothing, and neither does a value that does not fit: the schema would
// have reported it.
//
// The types: string (the literal text of any scalar), int, float64, bool, geom.Length, geom.Ratio, slices, maps with
// string keys, structs by `yaml:"name"` tags (fields without one are not read), pointers, *Node (the subtree as it is),
// any ([Node.Plain]), and Filler.
func (n *Node) Fill(into any) {
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		panic("yaml: Fill wants a pointer")
	}
	fill(n, v.Elem())
}

func fill(n *Node, v reflect.Value) {
	if n == nil {
		return
	}
	if v.Type() == nodeType {
		v.Set(reflect.ValueOf(n))
		return
	}
	if v.CanAddr() {
		if f, ok := v.Addr().Interface().(Filler); ok {
			f.FillYAML(n)
			return
		}
	}
	if n.Kind == Null {
		return
	}
	if v.Type() == ratioType {
		if r, ok := geom.ParseRatio(n.Value); ok {
			v.Set(reflect.ValueOf(r))
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		// A new target, for the old one may be shared.
		to := reflect.New(v.Type().Elem())
		if !v.IsNil() {
			to.Elem().Set(v.Elem())
		}
		fill(n, to.Elem())
		v.Set(to)
	case reflect.Interface:
		if plain := reflect.ValueOf(n.Plain()); plain.IsValid() && plain.Type().AssignableTo(v.Type()) {
			v.Set(plain)
		}
	case reflect.Struct:
		fields := Fields(v.Type())
		for _, p := range n.Pairs {
			if i, ok := fields[p.Key.Value]; ok {
				fill(p.Value, v.Field(i))
			}
		}
	case reflect.Map:
		fillMap(n, v)
	case reflect.Slice:
		out := reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items))
		for i, item := range n.Items {
			fill(item, out.Index(i))
		}
		v.Set(out)
	default:
		fillScalar(n, v)
	}
}

func fillScalar(n *Node, v reflect.Value) {
	if n.Kind != Scalar {
		return
	}
	switch {
	case v.Type() == lengthType:
		if l, err := geom.ParseLength(n.Value); err == nil {
			v.SetInt(int64(l))
		}
	case v.Kind() == reflect.String:
		v.SetString(n.Value)
	case v.Kind() == reflect.Bool:
		v.SetBool(truths[n.Value])
	case v.Kind() == reflect.Int:
		if i, err := strconv.ParseInt(n.Value, 10, 64); err == nil {
			v.SetInt(i)
		}
	case v.Kind() == reflect.Float64:
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			v.SetFloat(f)
		}
	default:
		panic("yaml: cannot fill " + v.Type().String())
	}
}

func fillMap(n *Node, v reflect.Value) {
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
		fill(p.Value, value)
		out.SetMapIndex(key, value)
	}
	v.Set(out)
}

// Fields returns the index of each field of a struct that a key fills.
func Fields(t reflect.Type) map[string]int {
	fields := map[string]int{}
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ","); name != "" && name != "-" {
			fields[name] = i
		}
	}
	return fields
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
