// Package literal reads the values that are written out in a program: objects, lists, texts, numbers in JavaScript
// (ECMA-262), TypeScript or JSON. Nothing is executed. So the configuration of a tool can be read as far as it is data,
// and no further: a condition, a loop, a call, a value of the environment is an [Opaque] value with its place, and what
// is around it is read all the same.
//
// Read as what they stand for, because configurations are written with them: names of constants of the file, and of
// other files of the folder that it imports; spreads; sums of texts; functions without parameters that only return a
// value; and calls of functions named define… or with…, which by custom return what they are given.
//
// Texts of types are passed over. The work is linear in the length of the files, and values have bounds, so that no
// file can make it long or deep.
package literal

import (
	"path"
	"strings"

	"keben/internal/source"
)

// Kind is what a value is.
type Kind int

// The kinds of values.
const (
	Opaque Kind = iota // what a program would have to make
	Null               // null and undefined
	Bool
	Number
	Text
	List
	Object
)

// Value is a value that is written out. Values are shared: one that has a name is in every place of the name. They are
// not to be changed.
type Value struct {
	Kind  Kind
	Place source.Place // of a text or a number the whole, of others the first character, of an Opaque value its first line
	Text  string       // of a text its characters; of a number and of true and false as typed
	Items []*Value     // of a list
	Pairs []Pair       // of an object, in the order of the file; keys are unique but for ""

	size int // values in it, those that are shared counted each time
}

// Pair is a property of an object. Key is "" when it is computed, and the value is then Opaque.
type Pair struct {
	Key   string
	Place source.Place // of the key
	Value *Value
}

// Get returns the value of a key of an object, or nil.
func (v *Value) Get(key string) *Value {
	if v == nil {
		return nil
	}
	for _, p := range v.Pairs {
		if p.Key == key {
			return p.Value
		}
	}
	return nil
}

// Entries returns the properties of an object; of anything else, and of nil, there are none.
func (v *Value) Entries() []Pair {
	if v == nil {
		return nil
	}
	return v.Pairs
}

// Limits, far above what a person writes.
const (
	mostNesting = 100     // brackets in brackets, and names that stand for names
	mostValues  = 200_000 // values of one value, those that are shared counted each time
	mostFiles   = 64      // that a file imports, and these import
)

// Read returns what a file exports by default: as module.exports or exports.default, by export default, or as JSON. It
// is Opaque when there is nothing of the kind. Open returns another file of the folder by its name, or nil; it may be
// nil.
func Read(src *source.File, open func(name string) *source.File) *Value {
	if open == nil {
		open = func(string) *source.File { return nil }
	}
	r := &resolver{open: open, modules: map[string]*module{}}
	m := parse(src)
	r.modules[src.Name] = m
	return r.value(m, m.exported("default"), 0)
}

// resolver turns expressions into values across files.
type resolver struct {
	open    func(string) *source.File
	modules map[string]*module // by file; nil for one that is not there
}

// value is what an expression stands for. The result is kept, so that a name is the same value everywhere, and marked as
// Opaque while it is made, so that a name that stands for itself is.
func (r *resolver) value(m *module, e *expression, depth int) *Value {
	if e.value != nil {
		return e.value
	}
	opaque := &Value{Place: e.place, size: 1}
	if depth > mostNesting {
		return opaque
	}
	e.value = opaque
	v := r.make(m, e, depth)
	if v == nil || v.size > mostValues {
		v = opaque
	}
	e.value = v
	return v
}

// make makes the value of an expression, or nil if it is Opaque.
func (r *resolver) make(m *module, e *expression, depth int) *Value {
	v := &Value{Place: e.place, Text: e.text, size: 1}
	switch e.form {
	case aText:
		v.Kind = Text
	case aNumber:
		v.Kind = Number
	case aBool:
		v.Kind = Bool
	case aNull:
		v.Kind = Null
	case aList:
		v.Kind = List
		r.list(m, e, v, depth)
	case anObject:
		v.Kind = Object
		r.object(m, e, v, depth)
	case aSum:
		var sum strings.Builder
		for _, part := range e.parts {
			text := r.value(m, part.value, depth+1)
			if sum.WriteString(text.Text); text.Kind != Text || sum.Len() > mostValues {
				return nil
			}
		}
		v.Kind, v.Text = Text, sum.String()
	case aName:
		if v := r.name(m, e.text, depth); v != nil && (v.Kind != Opaque || v.Place.Within()) {
			return v
		}
		return nil // the name's own place is the better one
	case aMember:
		of := r.value(m, e.parts[0].value, depth+1)
		return of.Get(e.text)
	case aCall:
		return r.call(m, e, depth)
	default:
		return nil
	}
	return v
}

func (r *resolver) list(m *module, e *expression, v *Value, depth int) {
	for _, part := range e.parts {
		item := r.value(m, part.value, depth+1)
		if part.spread && item.Kind == List {
			v.Items = append(v.Items, item.Items...)
		} else {
			v.Items = append(v.Items, item)
		}
		if v.size += item.size; v.size > mostValues {
			return
		}
	}
}

func (r *resolver) object(m *module, e *expression, v *Value, depth int) {
	at := map[string]int{}
	add := func(p Pair) {
		// A key that is written again keeps its place in the order and has the later value.
		if i, again := at[p.Key]; again && p.Key != "" {
			v.Pairs[i] = p
			return
		}
		at[p.Key] = len(v.Pairs)
		v.Pairs = append(v.Pairs, p)
	}
	for _, part := range e.parts {
		value := r.value(m, part.value, depth+1)
		if part.spread && value.Kind == Object {
			for _, p := range value.Pairs {
				add(p)
			}
		} else {
			add(Pair{part.key, part.place, value})
		}
		if v.size += value.size; v.size > mostValues {
			return
		}
	}
}

// name is the value of a name of a file.
func (r *resolver) name(m *module, name string, depth int) *Value {
	if to, e := r.named(m, name); e != nil {
		return r.value(to, e, depth+1)
	}
	return nil
}

// imported is the expression that another file exports, with that file.
func (r *resolver) imported(m *module, from imported) (*module, *expression) {
	for range mostFiles {
		to := r.module(m, from.file)
		if to == nil {
			return nil, nil
		}
		if e := to.exports[from.name]; e != nil || from.name == "default" {
			return to, to.exported(from.name)
		}
		again, ok := to.passed[from.name]
		if !ok {
			return nil, nil
		}
		m, from = to, again
	}
	return nil, nil
}

// endings are what may be left off of the name of an imported file. TypeScript writes .js for a file that ends in .ts.
var endings = []string{"", ".ts", ".js", ".mts", ".mjs", ".cts", ".cjs", ".json", "/index.ts", "/index.js", "/index.mts", "/index.mjs"}

// module reads the file that another one imports by an address; only addresses in the folder lead to one.
func (r *resolver) module(m *module, address string) *module {
	if !strings.HasPrefix(address, "./") && !strings.HasPrefix(address, "../") {
		return nil
	}
	base := path.Join(path.Dir(m.src.Name), address)
	names := []string{base}
	if stem, ok := strings.CutSuffix(base, path.Ext(base)); ok && path.Ext(base) != ".json" {
		names = append(names, stem)
	}
	for _, name := range names {
		for _, ending := range endings {
			if found, ok := r.modules[name+ending]; ok && found != nil {
				return found
			}
			if len(r.modules) >= mostFiles {
				return nil
			}
			if ending == "" && path.Ext(name) == "" {
				continue
			}
			if src := r.open(name + ending); src != nil {
				found := parse(src)
				r.modules[name+ending] = found
				return found
			}
		}
	}
	return nil
}

// call is the value of a call: what a function without parameters returns, what a function is given that returns it, or
// a file that is required.
func (r *resolver) call(m *module, e *expression, depth int) *Value {
	callee := e.parts[0].value
	if callee.form != aName {
		return nil
	}
	at, f := r.named(m, callee.text)
	switch {
	case f != nil && f.form == aFunction && len(e.parts) == 1:
		return r.value(at, f.parts[0].value, depth+1)
	case len(e.parts) < 2 || f != nil:
	case callee.text == "require":
		if address := e.parts[1].value; address.form == aText {
			if to := r.module(m, address.text); to != nil {
				return r.value(to, to.exported("default"), depth+1)
			}
		}
	case strings.HasPrefix(callee.text, "define"), strings.HasPrefix(callee.text, "with"):
		given := e.parts[1].value
		if given.form == aFunction {
			given = given.parts[0].value
		}
		return r.value(m, given, depth+1)
	}
	return nil
}

// named is what a name of the folder's files stands for, with its file; nil for a name of elsewhere.
func (r *resolver) named(m *module, name string) (*module, *expression) {
	if e := m.names[name]; e != nil {
		return m, e
	}
	if from, ok := m.imports[name]; ok {
		return r.imported(m, from)
	}
	return nil, nil
}
