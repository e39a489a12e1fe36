// Package explain holds what Keben says about its own messages beyond their text: when each appears, the smallest text
// that causes it, and what to do. `keben explain` prints it, and the manual's list of messages is made of it.
//
// The texts are in messages, one YAML file per group, in both languages side by side:
//
//	title: {zh: 正文, en: Text}
//	messages:
//	  note-undefined:
//	    zh: 文中有脚注标记，但本章没有与之对应的注文。……
//	    en: A footnote mark has no footnote text in its chapter. …
//	    example: |
//	      出口增长。[^2]
//
// The tests keep them complete: every id of the program is explained, no other is, and every example that can be a
// chapter causes its message.
package explain

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/yaml"
)

//go:embed messages/*.yaml
var files embed.FS

// order is the groups as a person looks for them: the manuscript first, then what surrounds it. Each is a file of
// messages.
var order = []string{
	"text", "links", "tables", "pictures", "style", "translation", "project", "data", "yaml", "templates", "theme",
	"setting", "website", "files", "output", "exchange", "proof", "limits",
}

// Group is messages about one subject.
type Group struct {
	ID      string
	Title   diag.Phrase
	Entries []Entry
}

// Entry explains the kinds of one id.
type Entry struct {
	ID     string
	Text   diag.Phrase
	Sample string // the smallest text that causes the message; "" where none helps
	Form   string // what Sample is: "" for a chapter, else the name of the file that it is
	Fixed  bool   // no comment in the manuscript answers it, although it is no error
	YAML   bool   // it is about a file in YAML
}

// entry is an Entry as written.
type entry struct {
	Zh      string `yaml:"zh"`
	En      string `yaml:"en"`
	Example string `yaml:"example"`
	File    string `yaml:"file"`
	Fixed   bool   `yaml:"fixed"`
	YAML    bool   `yaml:"yaml"`
}

// Groups returns all explanations, in their order.
func Groups() []Group {
	groups := make([]Group, len(order))
	for i, id := range order {
		groups[i] = read(id)
	}
	return groups
}

// text is a schema of the texts in both languages, in its place.
func text() []yaml.Key {
	return []yaml.Key{{Name: string(diag.Chinese), Is: yaml.Words(), Required: true}, {Name: string(diag.English), Is: yaml.Words(), Required: true}}
}

// The schemas of a file and of an entry in it. The entries are read one by one, because their order counts.
var (
	group = yaml.Keyed(
		yaml.Key{Name: "title", Is: yaml.Keyed(text()...), Required: true},
		yaml.Key{Name: "messages", Is: yaml.Whatever(), Required: true})
	item = yaml.Keyed(append(text(),
		yaml.Key{Name: "example", Is: yaml.Words()}, yaml.Key{Name: "file", Is: yaml.Words()},
		yaml.Key{Name: "fixed", Is: yaml.TrueOrFalse()}, yaml.Key{Name: "yaml", Is: yaml.TrueOrFalse()})...)
)

// read reads the file of a group. It is part of the program, so that a fault in it is the program's.
func read(id string) Group {
	name := "messages/" + id + ".yaml"
	raw, err := files.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("explain: %v", err))
	}
	var written struct {
		Title struct {
			Zh string `yaml:"zh"`
			En string `yaml:"en"`
		} `yaml:"title"`
		Messages *yaml.Node `yaml:"messages"`
	}
	root, ms := yaml.Parse(source.New(name, raw))
	must(append(ms, group.Decode(root, &written, nil)...))
	g := Group{ID: id, Title: diag.Phrase{En: written.Title.En, Zh: written.Title.Zh}}
	for _, p := range written.Messages.Pairs {
		var e entry
		must(item.Decode(p.Value, &e, nil))
		g.Entries = append(g.Entries, Entry{
			ID: p.Key.Value, Text: diag.Phrase{En: e.En, Zh: e.Zh}, Sample: strings.TrimRight(e.Example, "\n"), Form: e.File,
			Fixed: e.Fixed, YAML: e.YAML || strings.HasSuffix(e.File, ".yaml"),
		})
	}
	return g
}

// must panics at the first message.
func must(ms []diag.Message) {
	if len(ms) > 0 {
		panic("explain: " + ms[0].Place.String() + ": " + ms[0].Text(diag.English))
	}
}

// Find returns the explanation of an id.
func Find(id string) (Entry, bool) {
	for _, g := range Groups() {
		if i := slices.IndexFunc(g.Entries, func(e Entry) bool { return e.ID == id }); i >= 0 {
			return g.Entries[i], true
		}
	}
	return Entry{}, false
}

// Message is a text that is printed under an id, with its hint. Arguments are ellipses.
type Message struct {
	Severity   diag.Severity
	Text, Hint string
}

// Messages returns what is printed under an id in a language, each text once.
func Messages(id string, lang diag.Language) (all []Message) {
	for _, k := range diag.Kinds() {
		if k.ID != id {
			continue
		}
		text, hint := k.Pattern(lang)
		if m := (Message{k.Severity, text, hint}); !slices.Contains(all, m) {
			all = append(all, m)
		}
	}
	return all
}

// Severities returns those that the messages of e have, each once, the gravest first.
func (e Entry) Severities() (all []diag.Severity) {
	for _, k := range diag.Kinds() {
		if k.ID == e.ID && !slices.Contains(all, k.Severity) {
			all = append(all, k.Severity)
		}
	}
	return all
}

// Answer returns the comment that says for good that what the message is about is meant, or "" where none does: an
// error cannot be answered, nor can what is said of no line of the manuscript.
func (e Entry) Answer() string {
	least := slices.Min(append(e.Severities(), diag.Error))
	if e.Fixed || least == diag.Error {
		return ""
	}
	if e.YAML {
		return "# keben: ignore " + e.ID
	}
	return "<!-- keben: ignore " + e.ID + " -->"
}
