package yaml

import (
	"strings"

	"keben/internal/diag"
)

// Reference returns the manual's reference of the file in Markdown: a definition list of its keys, each with its
// purpose, form, unit, range and default. It is no table, because so many columns fit on no page. The keys of the file
// come first. A schema with a title has a section, to which the others point; its id is the file's title and its own
// title. defaults is the file that holds the defaults, or nil.
func (s *Schema) Reference(in diag.Language, defaults *Node) string {
	r := referee{in: in, seen: map[string]bool{s.Title: true}, later: []*Schema{s}}
	file, _, _ := strings.Cut(s.Title, ".")
	for i := 0; i < len(r.later); i++ {
		one := r.later[i]
		if i > 0 {
			r.b.WriteString("## " + code(one.Title) + " {#" + strings.ReplaceAll(file+"-"+one.Title, " ", "-") + "}\n\n")
			if one.Example != "" {
				r.b.WriteString("```yaml\n" + one.Example + "\n```\n\n")
			}
			defaults = nil
		}
		r.keys(one, "", defaults)
	}
	return strings.TrimSuffix(r.b.String(), "\n")
}

type referee struct {
	in    diag.Language
	b     strings.Builder
	seen  map[string]bool
	later []*Schema // schemas with a section of their own
}

// keys writes the keys of a mapping, and of the mappings inside that have no section of their own.
func (r *referee) keys(s *Schema, path string, defaults *Node) {
	switch s.Form {
	case Record:
		for _, k := range s.Keys {
			at := strings.TrimPrefix(path+"."+k.Name, ".")
			below := defaults.Get(k.Name)
			r.key(k, at, below)
			r.below(k.Is, at, below)
		}
	case Entries, List:
		r.below(s.Item, path, nil)
	case Either:
		for _, one := range s.Either {
			r.below(one, path, nil)
		}
	}
}

// below writes the keys of the schemas inside a value.
func (r *referee) below(s *Schema, path string, defaults *Node) {
	switch {
	case s.Title != "":
		if !r.seen[s.Title] {
			r.seen[s.Title] = true
			r.later = append(r.later, s)
		}
	case s.Form == Entries:
		r.below(s.Item, strings.TrimPrefix(path+".*", "."), nil)
	case s.Form == List:
		r.below(s.Item, path+"[]", nil)
	default:
		r.keys(s, path, defaults)
	}
}

func (r *referee) key(k Key, path string, below *Node) {
	standard := ""
	switch {
	case k.Required:
		standard = r.in.Say(" Required.", "必填。")
	case k.Default != "":
		standard = r.in.Say(" Default: ", "默认值：") + code(k.Default) + r.in.Say(".", "。")
	case below != nil && below.Kind == Scalar:
		standard = r.in.Say(" Default: ", "默认值：") + code(below.Value) + r.in.Say(".", "。")
	}
	value := r.value(k.Is)
	if unit := k.Is.Unit.Of.In(r.in); unit != "" {
		value += r.in.Say(" (", "（") + unit + r.in.Say(")", "）")
	}
	if span := k.Is.span(r.in); span != "" {
		value += r.in.Say(", ", "，") + span
	}
	r.b.WriteString(code(path) + "\n:   " + k.For.In(r.in) + r.in.Say(" Value: ", "值：") + value + r.in.Say(".", "。") + standard + "\n\n")
}

// value says in words what a value may be.
func (r *referee) value(s *Schema) string {
	var out string
	switch s.Form {
	case Record:
		out = r.in.Say("the keys below", "下列各键")
	case Choice:
		words := make([]string, len(s.Words))
		for i, w := range s.Words {
			words[i] = code(w)
		}
		out = strings.Join(words, r.in.Say(", ", "、"))
	case Name:
		out = r.in.Say("the name of a ", "名称：") + s.Set.What.In(r.in)
	case Either:
		var ways []string
		for _, one := range s.Either {
			if w := r.value(one); len(ways) == 0 || ways[len(ways)-1] != w {
				ways = append(ways, w)
			}
		}
		out = strings.Join(ways, r.in.Say(", or ", "，或"))
	case List:
		out = r.in.Say("a list of: ", "列表：") + r.value(s.Item)
	case Entries:
		if s.Set != nil {
			out = r.in.Say("for each "+s.Set.What.En+": ", "按"+s.Set.What.Zh+"分列：") + r.value(s.Item)
		} else {
			out = r.in.Say("by name: ", "按名称分列：") + r.value(s.Item)
		}
	default:
		out = strings.TrimSpace(s.What().In(r.in))
	}
	if s.Title != "" && s.mapping() != nil && s.Form != Either {
		return code(s.Title)
	}
	return out
}

func code(s string) string { return "`" + s + "`" }
