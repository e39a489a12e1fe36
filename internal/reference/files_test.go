package reference

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/yaml"
)

// jsonSchema is a schema as an editor reads it: the part of JSON Schema (draft 2020-12) that Keben writes.
type jsonSchema struct{ root, node map[string]any }

func schemaOf(t *testing.T, name string, lang diag.Language) jsonSchema {
	t.Helper()
	for _, f := range Files() {
		if f.Name != name {
			continue
		}
		text := f.Schema().JSON(lang, f.Defaults())
		if again := f.Schema().JSON(lang, f.Defaults()); string(again) != string(text) {
			t.Errorf("%s: two runs differ", name)
		}
		var root map[string]any
		if err := json.Unmarshal(text, &root); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return jsonSchema{root, root}
	}
	t.Fatalf("no schema %s", name)
	return jsonSchema{}
}

// known are the keywords that a schema may use, with the Go type of their value.
var known = map[string]string{
	"$schema": "string", "$ref": "string", "title": "string", "description": "string", "pattern": "string",
	"$defs": "map", "properties": "map", "additionalProperties": "any", "items": "map", "propertyNames": "map", "if": "map", "then": "map", "else": "map",
	"type": "any", "enum": "list", "required": "list", "anyOf": "list", "minimum": "float64", "maximum": "float64", "default": "any",
}

// form fails where a schema is none: an unknown keyword, a keyword with a value of another kind, a reference to
// nothing.
func (s jsonSchema) form(t *testing.T, at string) {
	for key, value := range s.node {
		want, ok := known[key]
		got := map[bool]string{true: "map"}[isMap(value)]
		if _, list := value.([]any); list {
			got = "list"
		}
		if got == "" {
			got = fmt.Sprintf("%T", value)
		}
		if !ok || want != "any" && want != got {
			t.Errorf("%s: %s is %s", at, key, got)
		}
		switch key {
		case "$ref":
			if s.at(value.(string)) == nil {
				t.Errorf("%s: nothing is at %s", at, value)
			}
		case "pattern":
			if _, err := regexp.Compile(value.(string)); err != nil {
				t.Errorf("%s: %v", at, err)
			}
		case "properties", "$defs":
			for name, below := range value.(map[string]any) {
				s.in(below).form(t, at+"."+name)
				if d, _ := below.(map[string]any)["description"].(string); key == "properties" && strings.TrimSpace(d) == "" {
					t.Errorf("%s.%s is not described", at, name)
				}
			}
		case "items", "propertyNames", "if", "then", "else":
			s.in(value).form(t, at+" "+key)
		case "anyOf":
			for _, one := range value.([]any) {
				s.in(one).form(t, at+" anyOf")
			}
		case "additionalProperties":
			if isMap(value) {
				s.in(value).form(t, at+" *")
			}
		}
	}
}

func isMap(v any) bool { _, ok := v.(map[string]any); return ok }

func (s jsonSchema) in(node any) jsonSchema {
	m, _ := node.(map[string]any)
	return jsonSchema{s.root, m}
}

func (s jsonSchema) at(ref string) map[string]any {
	node := s.root
	for _, step := range strings.Split(strings.TrimPrefix(strings.TrimPrefix(ref, "#"), "/"), "/") {
		if step != "" {
			node, _ = node[step].(map[string]any)
		}
	}
	return node
}

// refuse says why a value does not satisfy the schema, or "".
func (s jsonSchema) refuse(v any) string {
	n := s.node
	if ref, ok := n["$ref"].(string); ok {
		if why := (jsonSchema{s.root, s.at(ref)}).refuse(v); why != "" {
			return why
		}
	}
	if kinds := n["type"]; kinds != nil {
		list, ok := kinds.([]any)
		if !ok {
			list = []any{kinds}
		}
		if !slices.ContainsFunc(list, func(kind any) bool { return is(v, kind.(string)) }) {
			return fmt.Sprintf("%v is not %v", v, kinds)
		}
	}
	if words, ok := n["enum"].([]any); ok && !slices.Contains(words, v) {
		return fmt.Sprintf("%v is none of %v", v, words)
	}
	if f, ok := v.(float64); ok {
		least, _ := n["minimum"].(float64)
		most, _ := n["maximum"].(float64)
		if n["minimum"] != nil && f < least || n["maximum"] != nil && f > most {
			return fmt.Sprintf("%v is not from %v to %v", f, least, most)
		}
	}
	if text, ok := v.(string); ok && n["pattern"] != nil && !regexp.MustCompile(n["pattern"].(string)).MatchString(text) {
		return fmt.Sprintf("%q does not match %s", text, n["pattern"])
	}
	if any, ok := n["anyOf"].([]any); ok {
		var whys []string
		for _, one := range any {
			whys = append(whys, s.in(one).refuse(v))
		}
		if !slices.Contains(whys, "") {
			return strings.Join(whys, "; ")
		}
	}
	if n["if"] != nil {
		branch := "then"
		if s.in(n["if"]).refuse(v) != "" {
			branch = "else"
		}
		if why := s.in(n[branch]).refuse(v); why != "" {
			return why
		}
	}
	return s.refuseInside(v)
}

func (s jsonSchema) refuseInside(v any) string {
	if list, ok := v.([]any); ok && s.node["items"] != nil {
		for _, item := range list {
			if why := s.in(s.node["items"]).refuse(item); why != "" {
				return why
			}
		}
	}
	m, ok := v.(map[string]any)
	if !ok {
		return ""
	}
	if required, ok := s.node["required"].([]any); ok {
		for _, key := range required {
			if _, there := m[key.(string)]; !there {
				return fmt.Sprintf("no %s", key)
			}
		}
	}
	properties, _ := s.node["properties"].(map[string]any)
	for key, below := range m {
		if s.node["propertyNames"] != nil {
			if why := s.in(s.node["propertyNames"]).refuse(key); why != "" {
				return why
			}
		}
		of, there := properties[key]
		if !there {
			of = s.node["additionalProperties"]
		}
		if of == false {
			return "no key " + key
		}
		if why := s.in(of).refuse(below); why != "" {
			return key + ": " + why
		}
	}
	return ""
}

func is(v any, kind string) bool {
	switch v := v.(type) {
	case nil:
		return kind == "null"
	case string:
		return kind == "string"
	case bool:
		return kind == "boolean"
	case float64:
		return kind == "number" || kind == "integer" && v == float64(int64(v))
	case []any:
		return kind == "array"
	}
	return kind == "object"
}

// value is a node as an editor's reader of YAML has it (YAML 1.2.2 §10.3).
func value(n *yaml.Node) any {
	switch n.Kind {
	case yaml.Mapping:
		m := map[string]any{}
		for _, p := range n.Pairs {
			m[p.Key.Value] = value(p.Value)
		}
		return m
	case yaml.Sequence:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, value(item))
		}
		return list
	case yaml.Null:
		return nil
	}
	if n.Quoted {
		return n.Value
	}
	if n.Value == "true" || n.Value == "false" {
		return n.Value == "true"
	}
	if f, err := strconv.ParseFloat(n.Value, 64); err == nil && !strings.Contains(n.Value, "_") {
		return f
	}
	return n.Value
}

func TestSchemasAreJSONSchemaInBothLanguages(t *testing.T) {
	for _, f := range Files() {
		for _, lang := range []diag.Language{diag.Chinese, diag.English} {
			schemaOf(t, f.Name, lang).form(t, f.Name)
		}
	}
}

func TestTheRepositorysOwnFilesSatisfyTheirSchemas(t *testing.T) {
	for _, c := range []struct{ pattern, schema string }{
		{"../../book.yaml", "book"}, {"../../docs/manual/book.yaml", "book"}, {"../../templates/theme.yaml", "theme"},
		{"../../data/*.yaml", "data"}, {"../../data/terms.yaml", "terms"}, {"../../content/*/*.md", "chapter"}, {"../../docs/manual/content/*/*.md", "chapter"},
	} {
		files, err := filepath.Glob(c.pattern)
		if err != nil || len(files) == 0 {
			t.Errorf("no file %s", c.pattern)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if c.schema == "data" && strings.HasSuffix(file, "terms.yaml") {
				continue
			}
			if c.schema == "chapter" {
				_, rest, ok := strings.Cut(string(text), "---\n")
				front, _, closed := strings.Cut(rest, "\n---\n")
				if !ok || !closed || !strings.HasPrefix(string(text), "---") {
					continue
				}
				text = []byte(front)
			}
			root, ms := yaml.Parse(source.New(file, text))
			if len(ms) > 0 {
				t.Errorf("%s: %s", file, ms[0].Text(diag.English))
			}
			if why := schemaOf(t, c.schema, diag.English).refuse(value(root)); why != "" {
				t.Errorf("%s: %s", file, why)
			}
		}
	}
}

func TestSchemasRefuseWhatTheReadersRefuse(t *testing.T) {
	for text, name := range map[string]string{
		"title: 书\nkind: novel": "book", "title: 书\nchapterz: [a]": "book", "chapters: [a]": "book", "title: 书\nisbn: 12-3": "book", "title: {fr: Livre}": "book",
		"title: 书\noutputs: {pdf: {print: {trim: {width: 1mm}}}}": "book", "title: 书\ndate: May": "book", "title: 书\nauthors: 陈海": "book",
		"colors: {light: {ink: red}}": "theme", "web: {size: {narrow: 1}}": "theme", "print: {styles: {zh: {bodyy: {size: 9pt}}}}": "theme",
		"print: {styles: {zh: {body: {size: 9}}}}": "theme", "print: {styles: {fr: {}}}": "theme", "web: {line-height: {zh: 9}}": "theme",
		"unnumbered: 是": "chapter", "keywords: {a: b}": "chapter", "authors: [{note: x}]": "chapter",
		"t: {columns: [{title: x}], rows: []}": "data", "q: {value: 1, unit: m, digits: 13}": "data", "t: {columns: [a], rows: [x]}": "data",
		"- {zh: 甲, kind: nam}": "terms", "- {zh: 甲, english: a}": "terms", "a: b": "terms",
	} {
		root, _ := yaml.Parse(source.New("x.yaml", []byte(text)))
		if schemaOf(t, name, diag.Chinese).refuse(value(root)) == "" {
			t.Errorf("%s: %q satisfies the schema", name, text)
		}
	}
}
