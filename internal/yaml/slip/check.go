package slip

import (
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/yaml"
)

// Check reads every broken file, and pairs of faults drawn by a seed, and fails where a fault is not reported at its
// line, once, in both languages. besides are ids of errors that the files have anyway. With -short it reads every fifth
// of them.
func Check(t *testing.T, faults []Fault, read func(text string) []diag.Message, besides ...string) {
	t.Helper()
	seed := uint64(len(faults))
	draw := func() Fault { // Knuth's MMIX generator: the same pairs on every machine
		seed = seed*6364136223846793005 + 1442695040888963407
		return faults[seed>>33%uint64(len(faults))]
	}
	for range 100 {
		if both, ok := Together(draw(), draw()); ok {
			faults = append(faults, both)
		}
	}
	for i, f := range faults {
		if testing.Short() && i%5 > 0 {
			continue
		}
		if why := f.missed(read(f.Text), besides); why != "" {
			t.Errorf("%s: %s in\n%s", f.Name, why, f.Text)
		}
	}
}

// missed says what the messages lack, or "".
func (f Fault) missed(ms []diag.Message, besides []string) string {
	want := slices.Clone(f.Want)
	for _, m := range ms {
		if m.Kind.Severity != diag.Error || slices.Contains(besides, m.Kind.ID) {
			continue
		}
		for _, s := range []string{m.Text(diag.English), m.Text(diag.Chinese), m.Hint(diag.English), m.Hint(diag.Chinese)} {
			if strings.Contains(s, "%!") {
				return "a message with a hole: " + s
			}
		}
		i := slices.Index(want, Want{m.Place.Line(), m.Kind.ID})
		if i < 0 {
			return fmt.Sprintf("%d: %s [%s]", m.Place.Line(), m.Text(diag.English), m.Kind.ID)
		}
		want = slices.Delete(want, i, i+1)
	}
	if len(want) > 0 {
		return fmt.Sprintf("no message %s on line %d", want[0].ID, want[0].Line)
	}
	return ""
}

// Agree fails where a struct and a schema do not have the same keys, down through all structs below. besides are keys of
// the schema itself that the struct does not hold, because something else reads them or nothing does.
func Agree(t *testing.T, s *yaml.Schema, into reflect.Type, besides ...string) {
	t.Helper()
	for _, name := range besides {
		if s.Key(name) == nil {
			t.Errorf("%s: the schema has no key %s", s.Title, name)
		}
	}
	own := *s
	own.Keys = slices.DeleteFunc(slices.Clone(s.Keys), func(k yaml.Key) bool { return slices.Contains(besides, k.Name) })
	agree(t, &own, into, s.Title)
}

func agree(t *testing.T, s *yaml.Schema, into reflect.Type, at string) {
	for into.Kind() == reflect.Pointer {
		into = into.Elem()
	}
	switch {
	case into == reflect.TypeFor[yaml.Node](): // read by hand
	case into.Kind() == reflect.Slice && s.Form == yaml.List, into.Kind() == reflect.Map && s.Form == yaml.Entries:
		agree(t, s.Item, into.Elem(), at+"[]")
	case into.Kind() == reflect.Map && s.Form == yaml.Record:
		for _, k := range s.Keys {
			agree(t, k.Is, into.Elem(), at+"."+k.Name)
		}
	case into.Kind() == reflect.Struct && s.Form == yaml.Record:
		fields := yaml.Fields(into)
		for _, k := range s.Keys {
			i, ok := fields[k.Name]
			if !ok {
				t.Errorf("%s: %v has no field for %s", at, into, k.Name)
				continue
			}
			delete(fields, k.Name)
			agree(t, k.Is, into.Field(i).Type, at+"."+k.Name)
		}
		for name := range fields {
			t.Errorf("%s: the schema has no key %s of %v", at, name, into)
		}
	}
}

// Lists checks that what templates.yaml of the manual lists below a key is just what the program has.
func Lists(t *testing.T, manual fs.FS, key string, have []string) {
	t.Helper()
	const file = "templates.yaml"
	raw, err := fs.ReadFile(manual, file)
	if err != nil {
		t.Fatal(err)
	}
	root, ms := yaml.Parse(source.New(file, raw))
	if len(ms) > 0 {
		t.Fatal(ms[0].Text(diag.English))
	}
	slices.Sort(have)
	if said := slices.Sorted(slices.Values(root.Get(key).Keys())); !slices.Equal(said, have) {
		t.Errorf("%s lists below %s\n%q\nwant\n%q", file, key, said, have)
	}
}

// Fields are the names of the fields of a struct that a template can use.
func Fields(of reflect.Type) (names []string) {
	for _, f := range reflect.VisibleFields(of) {
		if f.IsExported() {
			names = append(names, f.Name)
		}
	}
	return names
}
