package yaml

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"keben/internal/diag"
)

// JSON returns the schema as JSON Schema (draft 2020-12), by which an editor completes and checks a file while it is
// typed. It says what that language can say; a length's range and the relations between keys stay with [Schema.Check].
// defaults is the file that holds the defaults, or nil where the schema itself says them.
func (s *Schema) JSON(in diag.Language, defaults *Node) []byte {
	w := jsonWriter{in: in, root: s, named: map[string]*Schema{}}
	body := w.value(s, defaults, true)
	out := object{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", s.Title}}
	out = append(out, body...)
	if len(w.order) > 0 {
		var defs object
		for i := 0; i < len(w.order); i++ { // a definition may name more of them
			defs = append(defs, field{w.order[i], w.value(w.named[w.order[i]], nil, true)})
		}
		out = append(out, field{"$defs", defs})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		panic("yaml: " + err.Error())
	}
	return b.Bytes()
}

// field and object are JSON whose keys stay in order.
type field struct {
	key   string
	value any
}

type object []field

// MarshalJSON writes the fields in order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		for j, v := range [...]any{f.key, f.value} {
			if j == 1 {
				b.WriteByte(':')
			}
			var text bytes.Buffer
			enc := json.NewEncoder(&text)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(v); err != nil {
				return nil, err
			}
			b.Write(bytes.TrimSpace(text.Bytes()))
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

type jsonWriter struct {
	in    diag.Language
	root  *Schema
	named map[string]*Schema
	order []string
}

// value writes a schema; define is false where a schema with a title is only named.
func (w *jsonWriter) value(s *Schema, defaults *Node, define bool) object {
	if s.Title != "" && !define {
		return object{{"$ref", w.name(s)}}
	}
	switch s.Form {
	case Text:
		return w.text(s)
	case Choice:
		return object{{"enum", s.Words}}
	case Name:
		if s.Set.Fixed != nil {
			return object{{"enum", s.Set.Fixed()}}
		}
		return object{{"type", "string"}}
	case Whole, Decimal:
		kind := "number"
		if s.Form == Whole {
			kind = "integer"
		}
		return object{{"type", kind}, {"minimum", json.Number(s.Bound(s.Least))}, {"maximum", json.Number(s.Bound(s.Most))}}
	case Ratio:
		return object{{"type", []string{"number", "string"}}, {"pattern", `^-?[0-9]+(\.[0-9]+|/[0-9]+)?$`},
			{"minimum", json.Number(s.Bound(s.Least))}, {"maximum", json.Number(s.Bound(s.Most))}}
	case Length:
		return object{{"type", "string"}, {"pattern", `^\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)\s*(pt|mm|cm|in)\s*$`}}
	case Truth:
		return object{{"type", "boolean"}}
	case List:
		return object{{"type", "array"}, {"items", w.value(s.Item, nil, false)}}
	case Record:
		return w.record(s, defaults)
	case Entries:
		out := object{{"type", []string{"object", "null"}}}
		if s.Set != nil && s.Set.Fixed != nil {
			out = append(out, field{"propertyNames", object{{"enum", s.Set.Fixed()}}})
		}
		return append(out, field{"additionalProperties", w.value(s.Item, nil, false)})
	case Either:
		return w.either(s)
	}
	return object{}
}

// name returns the reference to a schema with a title, which is defined once.
func (w *jsonWriter) name(s *Schema) string {
	if s == w.root {
		return "#"
	}
	id := strings.ReplaceAll(s.Title, " ", "-")
	if w.named[id] == nil {
		w.named[id] = s
		w.order = append(w.order, id)
	}
	return "#/$defs/" + id
}

// text is any scalar, because YAML reads 2025 as a number where Keben reads its digits as text.
func (w *jsonWriter) text(s *Schema) object {
	if s.Like == nil {
		return object{{"type", []string{"string", "number", "boolean"}}}
	}
	return object{{"type", []string{"string", "number"}}, {"pattern", s.Like.Pattern}}
}

func (w *jsonWriter) record(s *Schema, defaults *Node) object {
	var properties object
	required := []string{}
	for _, k := range s.Keys {
		below := defaults.Get(k.Name)
		p := w.value(k.Is, below, false)
		if k.Required {
			required = append(required, k.Name)
		} else {
			p = nullable(p)
		}
		about := k.For.In(w.in)
		if r := k.Is.span(w.in); k.Is.Form == Length && r != "" {
			about += w.in.Say(" From ", "范围：") + r + w.in.Say(".", "。")
		}
		p = append(object{{"description", about}}, p...)
		switch {
		case k.Default != "":
			p = append(p, field{"default", k.Is.plain(typed(k.Default))})
		case below != nil && (k.Is.Form != Record || k.Is.Title != ""):
			p = append(p, field{"default", k.Is.plain(below)})
		}
		properties = append(properties, field{k.Name, p})
	}
	out := object{{"type", []string{"object", "null"}}, {"properties", properties}}
	if len(required) > 0 {
		out = append(out, field{"required", required})
	}
	return append(out, field{"additionalProperties", false})
}

// nullable also allows null: a key with nothing after its colon.
func nullable(o object) object {
	for i, f := range o {
		switch f.key {
		case "type":
			kinds, _ := f.value.([]string)
			if one, ok := f.value.(string); ok {
				kinds = []string{one}
			}
			if !slices.Contains(kinds, "null") {
				o[i].value = append(slices.Clone(kinds), "null")
			}
		case "enum":
			var words []any
			for _, word := range f.value.([]string) {
				words = append(words, word)
			}
			o[i].value = append(words, nil)
		case "anyOf":
			o[i].value = append(slices.Clone(f.value.([]object)), object{{"type", "null"}})
		case "$ref":
			return object{{"anyOf", []object{{f}, {{"type", "null"}}}}}
		}
	}
	return o
}

// either is any of the forms. Of several mappings the keys decide which is meant, as in [Schema.Check].
func (w *jsonWriter) either(s *Schema) object {
	var ways []object
	var mappings []*Schema
	for _, one := range s.Either {
		if one.mapping() != nil && one.Form != Either {
			mappings = append(mappings, one)
		} else {
			ways = append(ways, w.value(one, nil, false))
		}
	}
	if len(mappings) > 0 {
		ways = append(ways, w.value(mappings[len(mappings)-1], nil, false))
	}
	out := object{{"anyOf", ways}}
	if len(ways) == 1 {
		out = ways[0]
	}
	for i := len(mappings) - 2; i >= 0; i-- {
		var required []string
		for _, k := range mappings[i].Keys {
			if k.Required {
				required = append(required, k.Name)
			}
		}
		out = object{
			{"if", object{{"type", "object"}, {"required", required}}},
			{"then", w.value(mappings[i], nil, false)},
			{"else", out},
		}
	}
	return out
}

// plain is a node as a JSON value of the schema's form: a number, a truth value, text, a list or an object.
func (s *Schema) plain(n *Node) any {
	switch {
	case n == nil || n.Kind == Null:
		return nil
	case s.Form == Either:
		if one := s.among(n); one != nil {
			return one.plain(n)
		}
	case s.Form == Record:
		var o object
		for _, p := range n.Pairs {
			if k := s.Key(p.Key.Value); k != nil {
				o = append(o, field{k.Name, k.Is.plain(p.Value)})
			}
		}
		return o
	case s.Form == Entries:
		var o object
		for _, p := range n.Pairs {
			o = append(o, field{p.Key.Value, s.Item.plain(p.Value)})
		}
		return o
	case s.Form == List:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, s.Item.plain(item))
		}
		return list
	case s.Form == Whole, s.Form == Decimal, s.Form == Ratio && !strings.Contains(n.Value, "/"):
		return json.Number(n.Value)
	case s.Form == Truth:
		return truths[n.Value]
	case s.Form == Any:
		return n.Plain()
	}
	return n.Value
}

// span is the range of a number, or "".
func (s *Schema) span(in diag.Language) string {
	if s.Form != Whole && s.Form != Decimal && s.Form != Ratio && s.Form != Length {
		return ""
	}
	return s.Bound(s.Least) + in.Say(" to ", "～") + s.Bound(s.Most)
}
