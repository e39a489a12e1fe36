package mmark

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/yaml"
)

func say(en, zh string) diag.Phrase { return diag.Phrase{En: en, Zh: zh} }

// titleSchema is that of a title block. Its keys are those that Keben reads, and those of Internet-Drafts (RFC 7991, as
// Mmark writes them), which are left to templates.
var titleSchema = func() *yaml.Schema {
	texts := yaml.OneOf(yaml.Words(), yaml.ListOf(yaml.Words()))
	author := yaml.Keyed(append([]yaml.Key{
		{Name: "fullname", Is: yaml.Words(), For: say("The author's name.", "作者姓名。")},
		{Name: "name", Is: yaml.Words(), For: say("The same.", "同上。")},
		{Name: "initials", Is: yaml.Words(), For: say("Initials, where there is no full name.", "名的缩写，没有写全名时使用。")},
		{Name: "surname", Is: yaml.Words(), For: say("The surname that goes with them.", "与缩写连用的姓。")},
		{Name: "organization", Is: yaml.Words(), For: say("Where the author works.", "作者单位。")},
		{Name: "role", Is: yaml.Words(), For: say("What the author did, where there is no organization.", "作者的职责，没有写单位时使用。")},
	}, drafts("abbrev", "address", "asciiFullname", "asciiInitials", "asciiSurname", "organizationAbbrev")...)...).As(`{fullname = "…"}`)
	authors := yaml.OneOf(yaml.Words(), yaml.ListOf(yaml.OneOf(yaml.Words(), author)), author)
	return yaml.Keyed(append([]yaml.Key{
		{Name: "title", Is: yaml.Words(), For: say("The chapter's title.", "章题。")},
		{Name: "subtitle", Is: yaml.Words(), For: say("The chapter's subtitle.", "副标题。")},
		{Name: "lang", Is: yaml.Words(), For: say("The chapter's language, which its folder says already.", "本章语言；所在文件夹已经说明。")},
		{Name: "date", Is: yaml.Words(), For: say("The chapter's date.", "日期。")},
		{Name: "abstract", Is: yaml.Words(), For: say("An abstract, in Markdown.", "摘要，可用 Markdown。")},
		{Name: "keyword", Is: texts, For: say("Keywords.", "关键词。")},
		{Name: "keywords", Is: texts, For: say("The same.", "同上。")},
		{Name: "author", Is: authors, For: say("The chapter's authors.", "本章作者。")},
		{Name: "authors", Is: authors, For: say("The same.", "同上。")},
		{Name: "params", Is: yaml.ByName(nil, yaml.Whatever()), For: say("Values for the chapter's own templates, as .params.", "供本章模板使用的值，写作 .params。")},
	}, drafts("abbrev", "area", "category", "consensus", "contributor", "docname", "indexInclude", "ipr", "language", "number", "obsoletes",
		"seriesInfo", "sortRefs", "submissiontype", "submissionType", "symRefs", "tocDepth", "tocInclude", "updates", "workgroup")...)...).Called("title block")
}()

// drafts are keys of Internet-Drafts.
func drafts(names ...string) (keys []yaml.Key) {
	for _, name := range names {
		keys = append(keys, yaml.Key{Name: name, Is: yaml.Whatever(), For: say("A value of Internet-Drafts, as .params.", "Internet-Draft 的项，模板中写作 .params。")})
	}
	return keys
}

// titleBlock is a title block with the places of its keys, because the module does not say where values stand.
type titleBlock struct {
	src    *source.File
	first  int // where the TOML begins in the file
	text   []byte
	places map[string]source.Range // of keys, by their path: author.2.fullname; lists of tables count from 1
}

// locate finds the keys that stand at the beginning of a line. What is inside brackets is found with the key before them.
func (b *titleBlock) locate() {
	b.places = map[string]source.Range{}
	table, tables := "", map[string]int{}
	for i := 0; i < len(b.text); {
		end := i + lineLength(b.text[i:])
		line := bytes.TrimLeft(b.text[i:end], " \t")
		at := end - len(line)
		switch {
		case bytes.HasPrefix(line, []byte("[")):
			name, _, _ := bytes.Cut(bytes.TrimLeft(line, "["), []byte("]"))
			table = b.within(keyPath(string(name)), tables)
			b.mark(table, at+len(line)-len(bytes.TrimLeft(line, "[")), len(name))
			if bytes.HasPrefix(line, []byte("[[")) {
				tables[table]++
				table = fmt.Sprintf("%s.%d", table, tables[table])
				b.mark(table, at, len(name)+4)
			}
			table += "."
		case bytes.IndexByte(line, '=') > 0 && line[0] != '#':
			name := bytes.TrimRight(line[:bytes.IndexByte(line, '=')], " \t")
			path := table
			for _, step := range strings.Split(keyPath(string(name)), ".") {
				path += step
				b.mark(path, at, len(name))
				path += "."
			}
			end = b.skip(at + len(name))
		}
		i = end
	}
}

// within puts the number of the last table into the path of a table inside a list of tables.
func (b *titleBlock) within(path string, tables map[string]int) string {
	out := ""
	for i, step := range strings.Split(path, ".") {
		if n := tables[strings.TrimSuffix(out, ".")]; i > 0 && n > 0 {
			out += fmt.Sprintf("%d.", n)
		}
		out += step + "."
	}
	return strings.TrimSuffix(out, ".")
}

// keyPath is a key without quotation marks and blanks.
func keyPath(key string) string {
	return strings.NewReplacer(`"`, "", "'", "", " ", "", "\t", "").Replace(key)
}

func (b *titleBlock) mark(path string, at, n int) {
	if _, ok := b.places[path]; !ok {
		b.places[path] = source.Span(b.first+at, b.first+at+n)
	}
}

// skip returns where the line ends on which the value behind offset i ends, past strings and brackets of several lines.
func (b *titleBlock) skip(i int) int {
	for depth := 0; i < len(b.text); i++ {
		switch c := b.text[i]; c {
		case '"', '\'':
			i = tomlString(b.text, i)
		case '#':
			if end := bytes.IndexByte(b.text[i:], '\n'); end >= 0 {
				i += end - 1
			}
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		case '\n':
			if depth <= 0 {
				return i + 1
			}
		}
	}
	return len(b.text)
}

// tree is a value as a node, for the schema. Its place is that of its key, or of the nearest key around it.
func (b *titleBlock) tree(v any, path string, around source.Place) *yaml.Node {
	if r, ok := b.places[path]; ok {
		around = b.src.At(r)
	}
	n := &yaml.Node{Kind: yaml.Scalar, Place: around}
	below := func(step string) string { return strings.TrimPrefix(path+"."+step, ".") }
	list := func(items ...any) *yaml.Node {
		n.Kind = yaml.Sequence
		for i, item := range items {
			n.Items = append(n.Items, b.tree(item, below(fmt.Sprint(i+1)), around))
		}
		return n
	}
	switch v := v.(type) {
	case map[string]any:
		n.Kind = yaml.Mapping
		for _, key := range slices.Sorted(maps.Keys(v)) {
			value := b.tree(v[key], below(key), around)
			n.Pairs = append(n.Pairs, yaml.Pair{Key: &yaml.Node{Kind: yaml.Scalar, Value: key, Place: value.Place}, Value: value})
		}
		slices.SortStableFunc(n.Pairs, func(p, q yaml.Pair) int { return cmp.Compare(p.Key.Place.From, q.Key.Place.From) })
	case []map[string]any:
		var items []any
		for _, item := range v {
			items = append(items, item)
		}
		return list(items...)
	case []any:
		return list(v...)
	default:
		n.Value, n.Quoted = asText(v), true
	}
	return n
}

// asText is a value as text. Dates lose the time of day, which an author types only because older versions of TOML ask
// for it.
func asText(v any) string {
	if date, ok := v.(time.Time); ok {
		return date.Format(time.DateOnly)
	}
	return fmt.Sprint(v)
}

// read takes what a chapter has from a block that the schema has passed. Of what is left to templates the values are
// those of TOML.
func (f *Front) read(n *yaml.Node, values map[string]any) {
	for _, p := range n.Entries() {
		switch p.Key.Value {
		case "title":
			f.Title = p.Value.Value
		case "subtitle":
			f.Subtitle = p.Value.Value
		case "lang":
			f.Lang = p.Value.Value
		case "date":
			f.Date = p.Value.Value
		case "abstract":
			f.Abstract = p.Value.Value
		case "keyword", "keywords":
			for _, k := range each(p.Value) {
				if k.Value != "" {
					f.Keywords = append(f.Keywords, k.Value)
				}
			}
		case "author", "authors":
			for _, a := range each(p.Value) {
				if who := author(a); who.Name != "" {
					f.Authors = append(f.Authors, who)
				}
			}
		case "params":
			for _, own := range p.Value.Entries() {
				f.keep(own.Key.Value, values["params"].(map[string]any)[own.Key.Value])
			}
		default:
			f.keep(p.Key.Value, values[p.Key.Value])
		}
	}
}

func (f *Front) keep(key string, value any) {
	if f.Params == nil {
		f.Params = map[string]any{}
	}
	f.Params[key] = value
}

// each are the items of a list; anything else is a list of one.
func each(n *yaml.Node) []*yaml.Node {
	if n.Kind == yaml.Sequence {
		return n.Items
	}
	return []*yaml.Node{n}
}
