package manuscript

import (
	"fmt"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/frontmatter"
	"keben/internal/source"
	"keben/internal/yaml"
)

// front is the front matter, as [Schema] has checked it: the YAML between the lines --- at the beginning of a chapter.
type front struct {
	Title        *yaml.Node     `yaml:"title"`
	Subtitle     *yaml.Node     `yaml:"subtitle"`
	Authors      []person       `yaml:"authors"`
	Abstract     *yaml.Node     `yaml:"abstract"`
	Keywords     keywords       `yaml:"keywords"`
	CLC          string         `yaml:"clc"`
	DocumentCode string         `yaml:"document-code"`
	ArticleID    string         `yaml:"article-id"`
	Funding      *yaml.Node     `yaml:"funding"`
	Signed       string         `yaml:"signed"`
	Date         string         `yaml:"date"`
	InEnglish    *inEnglish     `yaml:"in-english"`
	Unnumbered   bool           `yaml:"unnumbered"`
	Templates    *bool          `yaml:"templates"`
	Params       map[string]any `yaml:"params"`
}

// inEnglish is the English title matter of a Chinese article.
type inEnglish struct {
	Title    string     `yaml:"title"`
	Authors  []person   `yaml:"authors"`
	Abstract *yaml.Node `yaml:"abstract"`
	Keywords keywords   `yaml:"keywords"`
}

// Schema is that of a chapter's front matter.
func Schema() *yaml.Schema { return frontSchema }

func say(en, zh string) diag.Phrase { return diag.Phrase{En: en, Zh: zh} }

var (
	people = yaml.ListOf(yaml.OneOf(yaml.Words(), yaml.Keyed(
		yaml.Key{Name: "name", Is: yaml.Words(), Required: true, For: say("The author's name.", "作者姓名。")},
		yaml.Key{Name: "note", Is: yaml.Words(), For: say("Who the author is, for a note.", "作者简介，排成注。")},
	).As("{name: …, note: …}"))).As("[陈海, {name: 林远, note: 教授}]")
	words = yaml.OneOf(yaml.Words(), yaml.ListOf(yaml.Words())).As("[贸易, 投资]")
)

var frontSchema = yaml.Keyed(
	yaml.Key{Name: "title", Is: yaml.Words(), For: say("The chapter's title; without it, the first heading.", "章题；不写则用第一个标题。")},
	yaml.Key{Name: "subtitle", Is: yaml.Words(), For: say("The chapter's subtitle.", "副标题。")},
	yaml.Key{Name: "authors", Is: people, For: say("The chapter's authors.", "本章作者。")},
	yaml.Key{Name: "abstract", Is: yaml.Words(), For: say("An abstract, in Markdown.", "摘要，可用 Markdown。")},
	yaml.Key{Name: "keywords", Is: words, For: say("Keywords: a list, or a text in which they are separated by commas or semicolons.", "关键词：列表，或以逗号、分号隔开的文字。")},
	yaml.Key{Name: "clc", Is: yaml.Words(), For: say("The number in the Chinese Library Classification.", "中图分类号。")},
	yaml.Key{Name: "document-code", Is: yaml.Words(), For: say("The code of the kind of article.", "文献标志码。")},
	yaml.Key{Name: "article-id", Is: yaml.Words(), For: say("The article's number.", "文章编号。")},
	yaml.Key{Name: "funding", Is: yaml.Words(), For: say("Who paid for the work.", "基金项目。")},
	yaml.Key{Name: "signed", Is: yaml.Words(), For: say("Who signs a preface, at its end.", "序跋的落款人，排在文末。")},
	yaml.Key{Name: "date", Is: yaml.Words(), For: say("The date under it, as it is to be printed or as 2025-09-01.", "落款日期，写要印的文字或 2025-09-01。")},
	yaml.Key{Name: "in-english", Is: yaml.Keyed(
		yaml.Key{Name: "title", Is: yaml.Words(), For: say("The title.", "英文题名。")},
		yaml.Key{Name: "authors", Is: people, For: say("The authors.", "英文作者名。")},
		yaml.Key{Name: "abstract", Is: yaml.Words(), For: say("The abstract.", "英文摘要。")},
		yaml.Key{Name: "keywords", Is: words, For: say("The keywords.", "英文关键词。")},
	), For: say("The English title matter of a Chinese article.", "中文论文的英文题名、摘要等。")},
	yaml.Key{Name: "unnumbered", Is: yaml.TrueOrFalse(), Default: "false", For: say("Whether the chapter has no number.", "本章是否不编号。")},
	yaml.Key{Name: "templates", Is: yaml.TrueOrFalse(), For: say("Whether `{{ … }}` is run as a template; without it, as book.yaml says.", "`{{ … }}` 是否作为模板执行；不写则依 book.yaml。")},
	yaml.Key{Name: "params", Is: yaml.ByName(nil, yaml.Whatever()), For: say("Values for the chapter's own templates, as .params.", "供本章模板使用的值，写作 .params。")},
).Called("front matter")

// person is a name, or {name, note}.
type person struct {
	Name string `yaml:"name"`
	Note string `yaml:"note"`
}

// FillYAML reads either form.
func (p *person) FillYAML(n *yaml.Node) {
	type plain person
	if n.Kind == yaml.Scalar {
		p.Name = n.Value
	}
	n.Fill((*plain)(p))
}

// keywords are a list, or one text with the separators of Chinese and English journals; text is that one text.
type keywords struct {
	list []string
	text string
}

// FillYAML reads either form.
func (k *keywords) FillYAML(n *yaml.Node) {
	if n.Kind == yaml.Sequence {
		n.Fill(&k.list)
		return
	}
	k.text = strings.TrimSpace(n.Value)
	for _, w := range strings.FieldsFunc(k.text, func(r rune) bool { return strings.ContainsRune("；、，,;\n", r) }) {
		if w = strings.TrimSpace(w); w != "" {
			k.list = append(k.list, w)
		}
	}
}

// line is the keywords as one line.
func (k keywords) line() string {
	if k.text != "" {
		return k.text
	}
	return strings.Join(k.list, "; ")
}

var frontUnused = diag.NewKind("front-matter-unused", diag.Note,
	"keys that are not used here are ignored: %s%s", "以下各项在此不起作用，已忽略：%s%s")

// front decodes the front matter and returns the offset at which the text begins. In a chapter that was written
// for another tool unknown keys are not errors.
func (j *job) front(src *source.File) (front, int) {
	var f front
	root, body, ms := frontmatter.Read(src)
	if root == nil {
		j.report(ms...)
		return f, body
	}
	j.matter = root
	if j.foreign() {
		for _, key := range addressKeys {
			n := root.Get(key)
			if n == nil {
				continue
			}
			for _, item := range append(slices.Clone(n.Items), n) {
				if a := strings.TrimSpace(item.Value); a != "" {
					j.addresses = append(j.addresses, a)
				}
			}
		}
	}
	j.report(ms...)
	if ms = frontSchema.Decode(root, &f, nil); j.foreign() {
		ms = unused(ms, keyIn(root))
	}
	j.report(ms...)
	return f, body
}

// addressKeys are the keys by which a chapter of another tool says where its page is: Docusaurus's and Hugo's slug, the id
// that stands for Docusaurus's file name, Hugo's url and aliases, Jekyll's permalink.
var addressKeys = []string{"slug", "id", "url", "aliases", "permalink"}

// unused makes one note of the messages about keys that were written for another tool: keys that Keben does not know, and
// those that have another form there. keyOf is the key that a message is about; "" for none, whose message stays.
func unused(ms []diag.Message, keyOf func(diag.Message) string) (out []diag.Message) {
	var names []string
	var first source.Place
	for _, m := range ms {
		switch name := keyOf(m); {
		case name == "":
			out = append(out, m)
		case slices.Contains(addressKeys, name) || slices.Contains(names, name):
		default:
			if names = append(names, name); len(names) == 1 {
				first = m.Place
			}
		}
	}
	if names != nil {
		out = append(out, frontUnused.At(first, strings.Join(names, ", "), inFiles(1)))
	}
	return out
}

// keyIn finds keys by the places of messages in front matter.
func keyIn(root *yaml.Node) func(diag.Message) string {
	return func(m diag.Message) (name string) {
		for _, p := range root.Pairs {
			if p.Key.Place.Range.From <= m.Place.Range.From {
				name = p.Key.Value
			}
		}
		return name
	}
}

// inFiles is how many chapters a message stands for. One needs no words.
type inFiles int

// In says in a language how many there are.
func (n inFiles) In(lang diag.Language) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(lang.Say(" (in %d chapters, the first here)", "（共 %d 章，第一处在此）"), int(n))
}

// joinUnused makes one message for the book of those that chapters have about keys of other tools.
func joinUnused(ms []diag.Message) []diag.Message {
	out, first, n := ms[:0], -1, inFiles(0)
	var names []string
	for _, m := range ms {
		if m.Kind == frontUnused {
			n += m.Args[1].(inFiles)
			for name := range strings.SplitSeq(m.Args[0].(string), ", ") {
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
			if first >= 0 {
				continue
			}
			first = len(out)
		}
		out = append(out, m)
	}
	if first >= 0 {
		const most = 12 // names in a message
		if len(names) > most {
			names = append(names[:most], "…")
		}
		out[first] = frontUnused.At(out[first].Place, strings.Join(names, ", "), n)
	}
	return out
}
