package manuscript

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"strings"

	"keben/internal/frontmatter"
	"keben/internal/manuscript/markdown"
	"keben/internal/manuscript/mmark"
	"keben/internal/source"
	"keben/internal/yaml"
)

// Layout has the places of the texts in a chapter's file, so that they can be changed in place while all else stays as
// it was typed. Offsets are in bytes of Source.Text.
type Layout struct {
	Source *source.File
	Body   int // the beginning of the text, after the front matter
	Text   *markdown.Part
	Front  []FrontText
	Fence  int // the beginning of the line that ends the front matter; 0 without front matter
	TOML   bool
}

// FrontText is a text of the front matter.
type FrontText struct {
	Key   string // title, abstract, keywords.1, authors.2.note: names and, from 1, places in lists
	Value string // the text, without the blanks around it
	source.Range
	indent int  // of the line with its key
	flow   bool // it is inside [ ] or { }
	toml   bool
}

// Lay finds the texts of a chapter's file in the language tag. templates says whether the book's chapters go
// through templates; the chapter may say otherwise.
func Lay(src *source.File, tag string, templates bool) Layout {
	l := Layout{Source: src}
	front, body, _ := frontmatter.Read(src)
	mark := path.Ext(src.Name) == ".mmark"
	if mark && body == 0 {
		_, body, _ = mmark.ReadFront(mmark.Options{Text: src.Text, Source: src, Lang: tag})
	}
	l.Body = body
	switch {
	case body == 0:
	case front == nil || bytes.HasPrefix(src.Text, []byte("+++")):
		l.tomlFront()
	default:
		l.fence()
		if n := front.Get("templates"); n != nil && n.Kind == yaml.Scalar {
			templates = n.Value == "true"
		}
		l.front(front)
	}
	text := src.Text[body:]
	var actions []source.Range
	if templates {
		actions = templateActions(text)
	}
	l.Text = markdown.Outline(markdown.OutlineOptions{Text: text, Lang: tag, Actions: actions, Asides: mark})
	l.Text.Shift(body)
	return l
}

// fence finds the line that ends the front matter.
func (l *Layout) fence() {
	l.Fence = bytes.LastIndexByte(bytes.TrimSuffix(l.Source.Text[:l.Body], []byte("\n")), '\n') + 1
}

var tomlText = regexp.MustCompile(`(?m)^(title|subtitle|abstract|funding|signed)[ \t]*=[ \t]*("(?:[^"\\\n]|\\.)*")`)

// tomlFront finds the texts of front matter in TOML that stand on one line.
func (l *Layout) tomlFront() {
	l.fence()
	l.TOML = true
	head := l.Source.Text[:l.Fence]
	if i := bytes.Index(head, []byte("\n[")); i >= 0 {
		head = head[:i+1] // tables have keys of their own
	}
	for _, m := range tomlText.FindAllSubmatchIndex(head, -1) {
		t := FrontText{Key: string(head[m[2]:m[3]]), toml: true, Range: source.Span(m[4], m[5])}
		// A basic string of TOML is a JSON string, except for some escapes that texts do not have.
		if json.Unmarshal(head[m[4]:m[5]], &t.Value) == nil {
			if t.Value = strings.TrimSpace(t.Value); t.Value != "" {
				l.Front = append(l.Front, t)
			}
		}
	}
}

// front finds the texts of the front matter that are translated.
func (l *Layout) front(root *yaml.Node) {
	add := func(key string, n *yaml.Node, in *yaml.Node) {
		if n == nil || n.Kind != yaml.Scalar || strings.TrimSpace(n.Value) == "" {
			return
		}
		t := FrontText{Key: key, Value: strings.TrimSpace(n.Value)}
		if in != nil {
			at := int(in.Place.From)
			t.flow = at < len(l.Source.Text) && (l.Source.Text[at] == '[' || l.Source.Text[at] == '{')
		}
		if l.place(&t, n) {
			l.Front = append(l.Front, t)
		}
	}
	for _, p := range root.Pairs {
		switch key := p.Key.Value; key {
		case "title", "subtitle", "abstract", "funding", "signed":
			add(key, p.Value, nil)
		case "keywords", "authors":
			add(key, p.Value, nil)
			for i, item := range p.Value.Items {
				name := fmt.Sprintf("%s.%d", key, i+1)
				add(name, item, p.Value)
				for _, of := range []string{"name", "note"} {
					add(name+"."+of, item.Get(of), item)
				}
			}
		}
	}
}

// place finds the place of a value, and reports whether the text there has exactly that value.
func (l *Layout) place(t *FrontText, n *yaml.Node) bool {
	text := l.Source.Text
	at := int(n.Place.From)
	if at >= l.Fence {
		return false
	}
	line := bytes.LastIndexByte(text[:at], '\n') + 1
	for t.indent = 0; line+t.indent < at && (text[line+t.indent] == ' ' || text[line+t.indent] == '-' && !t.flow); {
		t.indent++
	}
	t.Range = source.Span(at, l.valueEnd(at, t))
	m, ms := yaml.Parse(source.New("", append([]byte("x: "), l.asValue(*t)...)))
	v := m.Get("x")
	return len(ms) == 0 && v != nil && v.Kind == yaml.Scalar && strings.TrimSpace(v.Value) == t.Value
}

// asValue is the text of a value for a key without indentation.
func (l *Layout) asValue(t FrontText) []byte {
	return append(bytes.Clone(l.Source.Text[t.From:t.To]), '\n')
}

// valueEnd finds the end of the value that begins at an offset (YAML 1.2.2, chapters 7 and 8).
func (l *Layout) valueEnd(at int, t *FrontText) int {
	text := l.Source.Text[:l.Fence]
	switch c := text[at]; c {
	case '"', '\'':
		for i := at + 1; i < len(text); i++ {
			switch {
			case c == '"' && text[i] == '\\':
				i++
			case text[i] != c:
			case c == '\'' && i+1 < len(text) && text[i+1] == c:
				i++
			default:
				return i + 1
			}
		}
		return len(text)
	case '|', '>':
		return l.deeper(at, t.indent)
	}
	if t.flow {
		if i := bytes.IndexAny(text[at:], ",]}\n#"); i >= 0 {
			return at + len(bytes.TrimRight(text[at:at+i], " \t"))
		}
		return at
	}
	end := l.deeper(at, t.indent)
	if i := bytes.Index(text[at:end], []byte(" #")); i >= 0 {
		end = at + i
	}
	return at + len(bytes.TrimRight(text[at:end], " \t\n"))
}

// deeper is the end of the line of an offset and the lines below it that are indented by more.
func (l *Layout) deeper(at, indent int) int {
	text := l.Source.Text[:l.Fence]
	end := -1
	for i := at; i < len(text); {
		stop := i + bytes.IndexByte(text[i:], '\n')
		if stop < i {
			stop = len(text)
		}
		line := text[i:stop]
		blank := len(bytes.TrimSpace(line)) == 0
		if end >= 0 && !blank && len(line)-len(bytes.TrimLeft(line, " ")) <= indent {
			break
		}
		if end < 0 || !blank {
			end = stop
		}
		i = stop + 1
	}
	return max(end, at)
}

// Write returns the text of a value that replaces old, in the style of old if the value can be written in it.
func (t *FrontText) Write(old []byte, value string) string {
	if t.toml {
		return doubleQuoted(value)
	}
	style := byte('p')
	if len(old) > 0 && strings.IndexByte(`"'|>`, old[0]) >= 0 {
		style = old[0]
	}
	many := strings.Contains(value, "\n")
	switch {
	case many && (style == '|' || style == '>' || len(old) == 0):
		return "|-" + indented(value, t.indent+2)
	case many:
		return doubleQuoted(value) // a comment may follow on the line
	case style == '|' || style == '>':
		return ">-" + indented(folded(value), t.indent+2)
	case style == '\'':
		return "'" + strings.ReplaceAll(value, "'", "''") + "'"
	case style == '"' || !plainScalar(value, t.flow):
		return doubleQuoted(value)
	}
	return value
}

// FrontLine is a line of front matter for a new key.
func (l *Layout) FrontLine(key, value string) string {
	if l.TOML {
		return key + " = " + doubleQuoted(value) + "\n"
	}
	t := FrontText{}
	return key + ": " + t.Write(nil, value) + "\n"
}

// folded breaks a text into lines of a hundred characters at blanks between two words in Latin letters, because YAML
// turns such a line end into a blank again.
func folded(value string) string {
	const most = 100
	out := []byte(value)
	for line, space, i := 0, -1, 0; i < len(out); i++ {
		if out[i] == ' ' && i > 0 && i+1 < len(out) && latinByte(out[i-1]) && latinByte(out[i+1]) {
			space = i
		}
		if i-line >= most && space >= 0 {
			out[space] = '\n'
			line, space = space+1, -1
		}
	}
	return string(out)
}

// latinByte reports whether a byte is a visible character of ASCII.
func latinByte(c byte) bool { return c > ' ' && c < 0x7F }

func indented(value string, by int) string {
	var b strings.Builder
	for line := range strings.SplitSeq(value, "\n") {
		b.WriteByte('\n')
		if line != "" {
			b.WriteString(strings.Repeat(" ", by) + line)
		}
	}
	return b.String()
}

// doubleQuoted writes a scalar in double quotation marks (YAML 1.2.2 §7.3.1).
func doubleQuoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}

// plainScalar reports whether a text can be written without quotation marks (YAML 1.2.2 §7.3.3). It is stricter than
// the standard.
func plainScalar(s string, flow bool) bool {
	if s == "" || strings.IndexByte("-?:,[]{}#&*!|>'\"%@`", s[0]) >= 0 || strings.TrimSpace(s) != s ||
		strings.Contains(s, ": ") || strings.Contains(s, " #") || strings.HasSuffix(s, ":") || strings.ContainsAny(s, "\t\u0085\u2028\u2029") {
		return false
	}
	if flow && strings.ContainsAny(s, ",[]{}#:") {
		return false
	}
	switch strings.ToLower(s) {
	case "null", "~", "true", "false", "yes", "no", "on", "off", "---", "...":
		return false
	}
	return true
}

// templateActions finds the actions of a template in a text, outside code and formulas, which templates do not see. An
// action without an end is not one.
func templateActions(text []byte) (out []source.Range) {
	if !bytes.Contains(text, []byte("{{")) {
		return nil
	}
	verbatim := markdown.Verbatim(text)
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte("{{"))
		if i < 0 {
			return out
		}
		at += i
		for len(verbatim) > 0 && int(verbatim[0].To) <= at {
			verbatim = verbatim[1:]
		}
		if len(verbatim) > 0 && int(verbatim[0].From) <= at {
			at = int(verbatim[0].To)
			continue
		}
		stop := actionEnd(text, at+2)
		if stop < 0 {
			return out
		}
		out = append(out, source.Span(at, stop))
		at = stop
	}
}

// actionEnd returns the offset behind the }} of an action, passing over comments and quoted text.
func actionEnd(text []byte, at int) int {
	if rest := bytes.TrimLeft(bytes.TrimPrefix(text[at:], []byte("-")), " \n\t"); bytes.HasPrefix(rest, []byte("/*")) {
		i := bytes.Index(rest, []byte("*/"))
		if i < 0 {
			return -1
		}
		at = len(text) - len(rest) + i + 2
	}
	for i := at; i < len(text); i++ {
		switch c := text[i]; c {
		case '"', '`', '\'':
			for i++; i < len(text) && text[i] != c; i++ {
				if text[i] == '\\' && c != '`' {
					i++
				}
			}
		case '}':
			if i+1 < len(text) && text[i+1] == '}' {
				return i + 2
			}
		}
	}
	return -1
}
