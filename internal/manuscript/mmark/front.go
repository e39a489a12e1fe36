package mmark

import (
	"bytes"
	"cmp"
	"errors"
	"strings"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/source"
	"keben/internal/wording"
	"keben/internal/yaml"

	"github.com/BurntSushi/toml"
)

// Front is a title block: TOML between two lines of three percent signs at the beginning of a text. Mmark's block is
// made for Internet-Drafts. The fields are those that a chapter has; Params are the block's own params and the keys of Internet-Drafts.
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
	block := titleBlock{src: src, first: first, text: o.Text[first:end]}
	block.locate()
	root, messages := titleSchema.Check(block.tree(values, "", src.Point(first)), nil)
	front.read(root, values)
	return front, n, messages
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

// author is a name, or a table [[author]]: fullname, or initials and surname.
func author(n *yaml.Node) book.Person {
	if n.Kind == yaml.Scalar {
		return book.Person{Name: n.Value}
	}
	text := func(key string) string {
		if v := n.Get(key); v != nil {
			return v.Value
		}
		return ""
	}
	name := cmp.Or(text("fullname"), text("name"), strings.TrimSpace(text("initials")+" "+text("surname")))
	note := cmp.Or(text("organization"), text("role"))
	if name == "" {
		return book.Person{Name: note}
	}
	return book.Person{Name: name, Note: note}
}
