package book

import (
	"reflect"
	"testing"

	"keben/internal/quantity"
	"keben/internal/source"
)

func TestACopyIsEqual(t *testing.T) {
	a := everything()
	fill(reflect.ValueOf(a).Elem())
	if !Equal(a, a.Clone()) || !Equal(a, a) || !Equal(nil, nil) || Equal(a, nil) || Equal(nil, a) {
		t.Error("a copy is not equal")
	}
}

// A field that Equal forgot would keep an old page on the screen: every field of every type is changed in turn.
func TestEveryFieldCounts(t *testing.T) {
	a := everything()
	fill(reflect.ValueOf(a).Elem())
	b := a.Clone()
	b.Params = map[string]any{"k": "v"}
	if !Equal(a, b) {
		t.Fatal("a copy is not equal")
	}
	n := 0
	spots(reflect.ValueOf(b).Elem(), "Chapter", func(path string, v reflect.Value, change reflect.Value) {
		n++
		was := reflect.New(v.Type()).Elem()
		was.Set(v)
		v.Set(change)
		if Equal(a, b) || Equal(b, a) {
			t.Errorf("%s does not count", path)
		}
		v.Set(was)
	})
	if !Equal(a, b) || n < 300 {
		t.Errorf("%d fields were changed, and not all back", n)
	}
}

// fill gives every empty map and pointer of a chapter something to differ in.
func fill(v reflect.Value) {
	ch := v.Addr().Interface().(*Chapter)
	ch.Params = map[string]any{"k": "v"}
	ch.Walk(Visitor{Block: func(b Block) bool {
		if b.Common().Twin == nil {
			b.Common().Twin = &Twin{Lang: "en", Place: source.Whole("f")}
		}
		return true
	}})
}

// spots calls f with every value in v that can be changed, and another one for it.
func spots(v reflect.Value, path string, f func(string, reflect.Value, reflect.Value)) {
	other := reflect.New(v.Type()).Elem()
	if d, ok := v.Interface().(quantity.Decimal); ok {
		other.Set(reflect.ValueOf(d.Add(quantity.Int(1))))
		f(path, v, other)
		return
	}
	switch x := v.Interface().(type) {
	case *source.File:
		if x != nil {
			other.Set(reflect.ValueOf(source.New(x.Name+"!", x.Text)))
			f(path, v, other)
		}
		return
	case source.Place: // of a twin, in another file: where in it does not count
		spots(v.FieldByName("File"), path+".File", f)
		return
	}
	switch v.Kind() {
	case reflect.String:
		other.SetString(v.String() + "!")
		f(path, v, other)
	case reflect.Bool:
		other.SetBool(!v.Bool())
		f(path, v, other)
	case reflect.Int, reflect.Int32, reflect.Int64:
		other.SetInt(v.Int() + 1)
		f(path, v, other)
	case reflect.Uint8:
		other.SetUint(v.Uint() + 1)
		f(path, v, other)
	case reflect.Map:
		other.Set(reflect.ValueOf(map[string]any{"k": "w"}))
		f(path, v, other)
	case reflect.Slice:
		if v.Len() > 0 {
			f(path, v, v.Slice(0, v.Len()-1))
		}
		for i := range v.Len() {
			spots(v.Index(i), path+"[]", f)
		}
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return
		}
		if v.Kind() == reflect.Pointer && v.Elem().Kind() == reflect.Struct {
			if v.CanSet() && (v.Type() == reflect.TypeFor[*Twin]() || v.Type() == reflect.TypeFor[*InEnglish]()) {
				f(path, v, reflect.Zero(v.Type()))
			}
		}
		spots(v.Elem(), path, f)
	case reflect.Struct:
		for i := range v.NumField() {
			spots(v.Field(i), path+"."+v.Type().Field(i).Name, f)
		}
		if v.NumField() == 0 {
			return
		}
	}
}

func BenchmarkEqual(b *testing.B) {
	x := everything()
	y := x.Clone()
	for b.Loop() {
		Equal(x, y)
	}
}
