// Package diag holds messages to the author as data: what is wrong, where, how bad, and what to do,
// in Chinese and in English. Readers never fail; they return what they could read and messages.
//
// A kind of message is one package-level variable beside the code that reports it:
//
//	var deadLink = diag.NewKind("dead-link", diag.Warning,
//		"no page or heading %q in this book", "书中没有 %q 这一页或标题",
//		"check the file name and the id", "请检查文件名与标识")
package diag

import (
	"fmt"
	"sort"
	"strings"
)

// Severity says whether a message stops the output.
type Severity int

// The severities, from mild to stopping. An Error means the output cannot be built as meant; a Warning
// is marked visibly in the output; a Note is for the author's information.
const (
	Note Severity = iota
	Warning
	Error
)

// String returns the English word.
func (s Severity) String() string { return [...]string{"note", "warning", "error"}[s] }

// In returns the word for s in a language.
func (s Severity) In(lang Language) string {
	return lang.Say(s.String(), [...]string{"提示", "警告", "错误"}[s])
}

// Kind is one sort of message. The texts are fmt formats; a text whose order of arguments differs from
// the English one uses explicit indexes (%[2]s).
type Kind struct {
	ID             string // kebab-case, shown in square brackets and used to silence a check
	Severity       Severity
	En, Zh         string
	HintEn, HintZh string // formats over the same arguments; empty when there is nothing to advise
}

// NewKind makes a Kind. hints is the English hint and, second, the Chinese one; both or neither.
func NewKind(id string, s Severity, en, zh string, hints ...string) *Kind {
	k := &Kind{ID: id, Severity: s, En: en, Zh: zh}
	if len(hints) == 2 {
		k.HintEn, k.HintZh = hints[0], hints[1]
	} else if len(hints) != 0 {
		panic("diag: a kind has a hint in both languages or in none: " + id)
	}
	return k
}

// Pos is a place in a source file. Line and Col count from 1; Col counts characters, not bytes.
// A zero Line means the whole file, an empty File the whole book.
type Pos struct {
	File      string // slash-separated, relative to the book's folder
	Line, Col int
}

// String writes "file:line:col", leaving out what is unknown.
func (p Pos) String() string {
	switch {
	case p.File == "":
		return ""
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Message is one finding. Len is the number of characters the caret underlines, 0 meaning one. An argument that is
// an error or Worded is shown in the language of the text.
type Message struct {
	Kind *Kind
	Pos  Pos
	Len  int
	Args []any
	Fix  *Edit // nil where a person must decide
}

// At makes a message of this kind.
func (k *Kind) At(pos Pos, args ...any) Message { return Message{Kind: k, Pos: pos, Args: args} }

// Span returns m with a caret n characters long.
func (m Message) Span(n int) Message { m.Len = n; return m }

// Text returns what is wrong.
func (m Message) Text(lang Language) string { return m.format(lang, m.Kind.En, m.Kind.Zh) }

// Hint returns the advice, or "".
func (m Message) Hint(lang Language) string { return m.format(lang, m.Kind.HintEn, m.Kind.HintZh) }

func (m Message) format(lang Language, en, zh string) string {
	f := lang.Say(en, zh)
	if len(m.Args) == 0 || !strings.Contains(f, "%") {
		return f
	}
	// A hint may use fewer arguments than there are: an explicit index past the last keeps fmt
	// from reporting the rest.
	s := fmt.Sprintf(f, worded(m.Args, lang)...)
	if i := strings.Index(s, "%!(EXTRA "); i >= 0 {
		s = s[:i]
	}
	return s
}

// HasErrors reports whether any message is an Error.
func HasErrors(ms []Message) bool {
	for _, m := range ms {
		if m.Kind.Severity == Error {
			return true
		}
	}
	return false
}

// Count returns how many messages have severity s.
func Count(ms []Message, s Severity) (n int) {
	for _, m := range ms {
		if m.Kind.Severity == s {
			n++
		}
	}
	return n
}

// Sort orders messages by file, line, column, id and text, and removes exact repeats: two stages, or two
// editions, may find the same fault.
func Sort(ms []Message) []Message {
	sort.SliceStable(ms, func(i, j int) bool { return less(ms[i], ms[j]) })
	out := ms[:0]
	for _, m := range ms {
		if n := len(out); n > 0 && !less(out[n-1], m) {
			continue
		}
		out = append(out, m)
	}
	return out
}

func less(a, b Message) bool {
	switch {
	case a.Pos.File != b.Pos.File:
		return a.Pos.File < b.Pos.File
	case a.Pos.Line != b.Pos.Line:
		return a.Pos.Line < b.Pos.Line
	case a.Pos.Col != b.Pos.Col:
		return a.Pos.Col < b.Pos.Col
	}
	if a.Kind.ID != b.Kind.ID {
		return a.Kind.ID < b.Kind.ID
	}
	return a.Text(English) < b.Text(English)
}
