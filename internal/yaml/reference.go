package yaml

import (
	"strings"

	"keben/internal/diag"
)

// Reference returns the tables of a manual in Markdown: for each key what it may be, its unit, range and default, and
// what it is for. The first table is that of the file. A schema with a title has a table of its own, below a heading of
// the third level, to which the others point. defaults is the file that holds the defaults, or nil.
func (s *Schema) Reference(in diag.Language, defaults *Node) string {
	r := referee{in: in, seen: map[string]bool{s.Title: true}, later: []*Schema{s}}
	for i := 0; i < len(r.later); i++ {
		one := r.later[i]
		if r.b.Len() > 0 {
			r.b.WriteByte('\n')
		}
		if i > 0 {
			r.b.WriteString("### " + code(one.Title) + "\n\n")
			defaults = nil
		}
		if len(one.Keys) == 0 { // all that it may be has a table of its own
			r.rows(one, "", defaults)
			continue
		}
		r.b.WriteString(in.Say(
			"| Key | Value | Unit | Range | Default | What it is for |\n|---|---|---|---|---|---|\n",
			"| 键 | 值 | 单位 | 范围 | 默认值 | 用途 |\n|---|---|---|---|---|---|\n"))
		r.rows(one, "", defaults)
	}
	return r.b.String()
}

type referee struct {
	in    diag.Language
	b     strings.Builder
	seen  map[string]bool
	later []*Schema // schemas with a table of their own
}

// rows writes the keys of a mapping, and of the mappings inside that have no table of their own.
func (r *referee) rows(s *Schema, path string, defaults *Node) {
	switch s.Form {
	case Record:
		for _, k := range s.Keys {
			at := strings.TrimPrefix(path+"."+k.Name, ".")
			below := defaults.Get(k.Name)
			r.row(k, at, below)
			r.below(k.Is, at, below)
		}
	case Entries, List:
		r.below(s, path, nil)
	case Either:
		for _, one := range s.Either {
			r.below(one, path, nil)
		}
	}
}

// below follows what stands inside a value.
func (r *referee) below(s *Schema, path string, defaults *Node) {
	switch {
	case s.Title != "":
		if !r.seen[s.Title] {
			r.seen[s.Title] = true
			r.later = append(r.later, s)
		}
	case s.Form == Entries:
		name := r.in.Say("NAME", "名称")
		if s.Set != nil {
			name = strings.ToUpper(s.Set.What.In(r.in))
			if i := strings.IndexAny(name, " ("); i > 0 {
				name = name[:i]
			}
		}
		r.below(s.Item, strings.TrimPrefix(path+"."+name, "."), nil)
	case s.Form == List:
		r.below(s.Item, path+"[]", nil)
	default:
		r.rows(s, path, defaults)
	}
}

func (r *referee) row(k Key, path string, below *Node) {
	value := r.value(k.Is)
	standard := ""
	switch {
	case k.Required:
		standard = r.in.Say("required", "必填")
	case k.Default != "":
		standard = code(k.Default)
	case below != nil && below.Kind == Scalar:
		standard = code(below.Value)
	}
	unit := k.Is.Unit.Of.In(r.in)
	if k.Is.Form == Length {
		unit = "pt, mm, cm, in"
	}
	cells := []string{code(path), value, unit, k.Is.span(r.in), standard, k.For.In(r.in)}
	for _, c := range cells {
		r.b.WriteString("| " + strings.ReplaceAll(c, "|", `\|`) + " ")
	}
	r.b.WriteString("|\n")
}

// value says in words what a value may be.
func (r *referee) value(s *Schema) string {
	var out string
	switch s.Form {
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
