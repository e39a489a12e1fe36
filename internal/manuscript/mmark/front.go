package mmark

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/wording"

	"github.com/BurntSushi/toml"
)

// Front is a title block: TOML between two lines of three percent signs at the beginning of a text. Mmark's block is
// made for Internet-Drafts. The fields are those that a chapter has; all others are in Params under their TOML keys.
type Front struct {
	Title, Subtitle string
	Lang            string
	Authors         []book.Person // Note is the organization, or else the role
	Date            string        // ISO 8601, reduced precision as written
	Abstract        string        // Markdown
	Keywords        []string
	Params          map[string]any
}

var fence = []byte("%%%")

// ReadFront reads the title block of a text and returns its length n in bytes: the chapter's own text is o.Text[n:]. A
// text without a block has n = 0. A block that cannot be read is removed, too, with a message.
func ReadFront(o Options) (front Front, n int, messages []diag.Message) {
	src := o.Source
	if src == nil {
		src = source.New("", o.Text)
	}
	first := lineLength(o.Text)
	if !isTitleFence(o.Text[:first]) {
		return Front{}, 0, nil
	}
	end := first
	for {
		if end >= len(o.Text) {
			return Front{}, 0, []diag.Message{titleUnclosed.At(src.Point(0))}
		}
		line := o.Text[end : end+lineLength(o.Text[end:])]
		if isTitleFence(line) {
			n = end + len(line)
			break
		}
		end += len(line)
	}
	if at, l := overTOML(o.Text[first:end]); l != nil {
		return Front{}, n, []diag.Message{l.At(src.Point(first+at), budget.Size(int64(end-first)))}
	}
	values := map[string]any{}
	if _, err := toml.Decode(string(o.Text[first:end]), &values); err != nil {
		at, text := first, err.Error()
		var bad toml.ParseError
		if errors.As(err, &bad) {
			at, text = first+min(bad.Position.Start, end-first), bad.Message
		}
		return Front{}, n, []diag.Message{titleBroken.At(src.Point(at), wording.TOML(text))}
	}
	return newFront(values), n, nil
}

// overTOML returns the limit that a title block is over, and where; the module takes time quadratic in the depth, and
// reads recursively. Brackets and the dots of keys count outside of quotation marks and comments: dots make a table
// each.
func overTOML(text []byte) (at int, over *budget.Limit) {
	if budget.TOMLBytes.Over(len(text)) {
		return 0, budget.TOMLBytes
	}
	depth, dots := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"', '\'':
			i = tomlString(text, i)
		case '#':
			if end := bytes.IndexByte(text[i:], '\n'); end >= 0 {
				i += end - 1
			} else {
				i = len(text)
			}
		case '[', '{':
			depth, dots = depth+1, 0
		case ']', '}':
			depth, dots = max(depth-1, 0), 0
		case '.':
			dots++
		case '\n', ',', '=':
			dots = 0
		}
		if budget.TOMLNesting.Over(max(depth, dots)) {
			return i, budget.TOMLNesting
		}
	}
	return 0, nil
}

// tomlString returns the offset of the mark that ends the string at i, or of the end of its line if there is none; the
// module reports that.
func tomlString(text []byte, i int) int {
	mark := text[i : i+1]
	if bytes.HasPrefix(text[i:], bytes.Repeat(mark, 3)) {
		if end := bytes.Index(text[i+3:], bytes.Repeat(mark, 3)); end >= 0 {
			return i + 3 + end + 2
		}
		return len(text)
	}
	for j := i + 1; j < len(text); j++ {
		switch {
		case text[j] == '\n':
			return j - 1
		case text[j] == '\\' && mark[0] == '"':
			j++
		case text[j] == mark[0]:
			return j
		}
	}
	return len(text)
}

// isTitleFence reports whether a line is three percent signs, or more.
func isTitleFence(line []byte) bool {
	line = bytes.TrimRight(line, " \t\r\n")
	return bytes.HasPrefix(line, fence) && len(bytes.Trim(line, "%")) == 0
}

func newFront(values map[string]any) Front {
	f := Front{
		Title: take(values, "title"), Subtitle: take(values, "subtitle"), Lang: take(values, "lang"),
		Date: take(values, "date"), Abstract: take(values, "abstract"), Keywords: takeList(values, "keyword"),
	}
	f.Keywords = append(f.Keywords, takeList(values, "keywords")...)
	for _, key := range [...]string{"author", "authors"} {
		switch list := values[key].(type) {
		case []map[string]any:
			for _, a := range list {
				f.Authors = append(f.Authors, author(a)...)
			}
		case map[string]any:
			f.Authors = append(f.Authors, author(list)...)
		default:
			for _, name := range takeList(values, key) {
				f.Authors = append(f.Authors, book.Person{Name: name})
			}
		}
		delete(values, key)
	}
	if len(values) > 0 {
		f.Params = values
	}
	return f
}

// author is a table [[author]]: fullname, or initials and surname.
func author(a map[string]any) []book.Person {
	p := book.Person{Name: take(a, "fullname"), Note: take(a, "organization")}
	if p.Name == "" {
		p.Name = take(a, "name")
	}
	if p.Name == "" {
		p.Name = strings.TrimSpace(take(a, "initials") + " " + take(a, "surname"))
	}
	if p.Note == "" {
		p.Note = take(a, "role")
	}
	if p.Name == "" {
		p.Name, p.Note = p.Note, ""
	}
	if p.Name == "" {
		return nil
	}
	return []book.Person{p}
}

// take removes a value and returns it as text. Dates lose the time of day, which an author types only
// because older versions of TOML ask for it.
func take(values map[string]any, key string) string {
	v, ok := values[key]
	if !ok {
		return ""
	}
	delete(values, key)
	return asText(v)
}

func asText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case time.Time:
		return v.Format(time.DateOnly)
	case map[string]any, []map[string]any:
		return ""
	}
	return fmt.Sprint(v)
}

// takeList removes a list of texts, or a text that is a list of one.
func takeList(values map[string]any, key string) []string {
	list, ok := values[key].([]any)
	if !ok {
		if s := take(values, key); s != "" {
			return []string{s}
		}
		return nil
	}
	delete(values, key)
	var out []string
	for _, v := range list {
		if s := asText(v); s != "" {
			out = append(out, s)
		}
	}
	return out
}
