package yaml

import (
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/source"
)

// everyForm is a schema that has each form, with and without what may be said of it.
func everyForm() *Schema {
	say := func(en, zh string) diag.Phrase { return diag.Phrase{En: en, Zh: zh} }
	key := func(name string, is *Schema) Key {
		return Key{Name: name, Is: is, For: say("The "+name+".", name+"。")}
	}
	fixed := &Set{What: say("colour", "颜色"), Fixed: func() []string { return []string{"red", "blue"} }}
	open := &Set{What: say("font", "字体")}
	part := Keyed(key("title", Words()), key("deep", TrueOrFalse())).Called("part of it").As("{title: 甲}")
	part.Keys[0].Required = true
	part.Keys = append(part.Keys, key("parts", ListOf(part)))
	long := Keyed(key("from", Wholes(1, 9, Unit{})), key("to", Wholes(1, 9, Unit{})))
	long.Keys[0].Required, long.Keys[1].Required = true, true
	short := Keyed(key("at", Wholes(1, 9, Unit{})))
	short.Keys[0].Required = true
	kinds := Keyed(
		key("text", Words()), key("day", Date()), key("ink", Color()), key("choice", Among("a", "b")), key("name", Named(open)), key("fixed", Named(fixed)),
		key("whole", Wholes(1, 12, Unit{Of: say("months", "月")})), key("decimal", Decimals(0.5, 2.5, Unit{})), key("ratio", Ratios(0.25, 2, Unit{Of: say("of the line", "行")})),
		key("length", Lengths(1, 5, "mm")), key("truth", TrueOrFalse()), key("list", ListOf(Wholes(0, 3, Unit{}))), key("parts", ListOf(part)), key("inside", Keyed(key("part", part), key("more", Words()))),
		key("names", ByName(nil, Words())), key("colours", ByName(fixed, Lengths(0, 1, "pt"))), key("languages", ByLanguage(Words())), key("either", PerLanguage(Words())),
		key("range", OneOf(Words(), long, short)), key("mapping", OneOf(long, short)), key("one", OneOf(part)), key("any", Whatever()),
	).Called("forms.yaml")
	for name, text := range map[string]string{"choice": "b", "whole": "3", "ratio": "1/2", "decimal": "1.5", "truth": "true", "list": "[1, 2]", "text": "0020", "length": "2mm", "names": "{x: y}", "any": "[a, {b: 1}]", "inside": "{more: z}", "either": "{en: w}"} {
		kinds.Key(name).Default = text
	}
	kinds.Key("text").Required, kinds.Key("text").Default = true, ""
	return kinds
}

// Each document of an archive is checked by itself.
func TestWhatIsSaidOfValuesOfEveryForm(t *testing.T) {
	golden.Run(t, "testdata/forms.txtar", func(t *testing.T, a *golden.Archive) {
		s := everyForm()
		defaults, ms := Parse(source.New("defaults.yaml", a.Input("defaults")))
		if len(ms) > 0 {
			t.Fatal(ms)
		}
		a.Want("schema", string(s.JSON(diag.English, nil)))
		a.Want("schema with defaults", string(s.JSON(diag.Chinese, defaults)))
		a.Want("reference", s.Reference(diag.English, defaults))
		a.Want("reference in Chinese", s.Reference(diag.Chinese, nil))
		var said strings.Builder
		for doc := range strings.SplitSeq(string(a.Input("documents")), "===\n") {
			src := source.New("x.yaml", []byte(doc))
			root, ms := Parse(src)
			if len(ms) == 0 {
				_, ms = s.Check(root, Names{})
			}
			said.WriteString(doc)
			for _, m := range diag.Sort(ms) {
				said.WriteString("    " + m.Place.String() + " ⟦" + string(m.Place.Of(src.Text)) + "⟧ " + m.Kind.ID + ": " + m.Text("en"))
				if h := m.Hint("en"); h != "" {
					said.WriteString(" – " + h)
				}
				said.WriteString("\n")
			}
		}
		a.Want("said", said.String())
	})
}
