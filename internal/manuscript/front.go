package manuscript

import (
	"bytes"
	"regexp"
	"strings"

	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/yaml"
)

// front is what stands between the lines --- at the head of a chapter.
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

// person is a name, or {name, note}.
type person struct {
	Name string `yaml:"name"`
	Note string `yaml:"note"`
}

// DecodeYAML reads either form.
func (p *person) DecodeYAML(n *yaml.Node) []diag.Message {
	if n.Kind != yaml.Mapping {
		return n.Decode(&p.Name)
	}
	type plain person
	ms := n.Decode((*plain)(p))
	if p.Name == "" && len(ms) == 0 {
		ms = append(ms, personName.At(n.Place))
	}
	return ms
}

// keywords are a list, or a text parted by the marks Chinese and English journals use; text is what was
// written where it was one text.
type keywords struct {
	list []string
	text string
}

// DecodeYAML reads either form.
func (k *keywords) DecodeYAML(n *yaml.Node) []diag.Message {
	if n.Kind == yaml.Sequence {
		return n.Decode(&k.list)
	}
	ms := n.Decode(&k.text)
	k.text = strings.TrimSpace(k.text)
	for _, w := range strings.FieldsFunc(k.text, func(r rune) bool { return strings.ContainsRune("；、，,;\n", r) }) {
		if w = strings.TrimSpace(w); w != "" {
			k.list = append(k.list, w)
		}
	}
	return ms
}

// line is the keywords as one line.
func (k keywords) line() string {
	if k.text != "" {
		return k.text
	}
	return strings.Join(k.list, "; ")
}

var (
	personName = diag.NewKind("front-matter", diag.Error,
		"the author has no name", "作者缺少姓名",
		"write {name: …, note: …}", "请写成 {name: …, note: …}")
	frontOpen = diag.NewKind("front-matter", diag.Error,
		"this front matter has no end", "这个文件头没有结束",
		"end it with a line ---", "请在末尾另起一行写 ---")
	frontUnused = diag.NewKind("front-matter-unused", diag.Note,
		"keys that are not used here are ignored: %s", "以下各项在此不起作用，已忽略：%s")
)

var keyLine = regexp.MustCompile(`(?m)^[\p{L}\p{N}_-]+[ ]*[:：]`)

// splitFront finds the front matter of a text: the YAML, with blanks for the first line so that its positions
// are those of the file, and the offset at which the chapter's text begins. A chapter may also begin with a
// thematic break; front matter has a key in it.
func splitFront(src *source.File) (yamlText []byte, body int, ms []diag.Message) {
	text := src.Text
	first, _, _ := bytes.Cut(text, []byte("\n"))
	fence := string(bytes.TrimRight(first, " \t"))
	if fence != "---" && fence != "+++" {
		return nil, 0, nil
	}
	start := len(first) + 1
	for at := start; at < len(text); {
		line, _, _ := bytes.Cut(text[at:], []byte("\n"))
		end := min(at+len(line)+1, len(text))
		if l := string(bytes.TrimRight(line, " \t")); l == fence || l == "..." && fence == "---" {
			if fence == "+++" {
				return []byte("\n" + yamlOf(string(text[start:at]))), end, nil
			}
			inner := text[start:at]
			if len(bytes.TrimSpace(inner)) > 0 && !keyLine.Match(inner) {
				return nil, 0, nil
			}
			yamlText = append(bytes.Repeat([]byte(" "), len(first)), text[len(first):at]...)
			return yamlText, end, nil
		}
		at = end
	}
	if start < len(text) && fence == "---" {
		if second, _, _ := bytes.Cut(text[start:], []byte("\n")); keyLine.Match(second) {
			// The first empty line is the likeliest end: the rest is still read.
			inner := text[start:]
			if i := bytes.Index(inner, []byte("\n\n")); i >= 0 {
				inner = inner[:i+1]
			}
			body = start + len(inner)
			return append(bytes.Repeat([]byte(" "), len(first)), text[len(first):body]...), body, []diag.Message{frontOpen.At(src.Point(0).Chars(3))}
		}
	}
	return nil, 0, nil
}

// front decodes the front matter and returns the offset at which the text begins. In a folder without
// book.yaml the front matter was written for another tool: keys of its own are no errors.
func (j *job) front(src *source.File) (front, int) {
	var f front
	text, body, ms := splitFront(src)
	j.report(ms...)
	if text == nil {
		return f, body
	}
	root, ms := yaml.ParseLines(src, text)
	ms = append(ms, root.Decode(&f)...)
	if j.project.File != "" {
		j.report(ms...)
		return f, body
	}
	var unused []string
	var first source.Place
	for _, m := range ms {
		if m.Kind.ID != "unknown-key" {
			j.report(m)
			continue
		}
		if name, ok := m.Args[0].(string); ok {
			unused = append(unused, name)
		}
		if !first.Within() {
			first = m.Place
		}
	}
	if len(unused) > 0 {
		j.report(frontUnused.At(first, strings.Join(unused, ", ")))
	}
	return f, body
}
