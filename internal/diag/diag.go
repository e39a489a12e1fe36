// Package diag has messages to the author as data: what is wrong, where, how bad it is, and what to do, in Chinese and
// in English. Readers of the manuscript never fail: they return what they could read, and messages. A Go error means
// that the world is broken (a disk, a network), not the book.
//
// Both texts are written where the message is made, and one is chosen when it is printed, so that they cannot drift
// apart in catalogues. A message in Chinese has no English in it: errors are worded by [Reason]. Places are byte
// ranges; [Printer] prints lines and columns in characters, from 1, and measures excerpts in columns of a terminal.
//
// A kind of message is one package-level variable beside the code that reports it:
//
//	var deadLink = diag.NewKind("dead-link", diag.Warning,
//		"no page or heading %q in this book", "书中没有 %q 这一页或标题",
//		"check the file name and the id", "请检查文件名与标识")
package diag

import (
	"fmt"
	"slices"
	"strings"

	"keben/internal/source"
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

// NewKind makes a Kind and enters it in the list that [Kinds] returns. hints is the English hint and, second, the
// Chinese one; both or neither.
func NewKind(id string, s Severity, en, zh string, hints ...string) *Kind {
	k := &Kind{ID: id, Severity: s, En: en, Zh: zh}
	if len(hints) == 2 {
		k.HintEn, k.HintZh = hints[0], hints[1]
	} else if len(hints) != 0 {
		panic("diag: a kind has a hint in both languages or in none: " + id)
	}
	register(k)
	return k
}

// Message is one finding. An excerpt underlines the part of its place on the first line. An argument that is an error
// or Worded is shown in the language of the text.
type Message struct {
	Kind  *Kind
	Place source.Place
	Args  []any
	Fix   *Edit // nil if a person must decide
}

// Edit is a correction that is safe to make without thinking: at the beginning of the Message's place the text Old
// becomes New.
type Edit struct{ Old, New string }

// At makes a message of this kind.
func (k *Kind) At(at source.Place, args ...any) Message {
	return Message{Kind: k, Place: at, Args: args}
}

// Text returns the text of the message.
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

// Sort orders messages by file, place, id and text, and removes exact repeats: two stages, or two editions, may find
// the same fault.
func Sort(ms []Message) []Message {
	slices.SortStableFunc(ms, compare)
	return slices.CompactFunc(ms, func(a, b Message) bool { return compare(a, b) == 0 })
}

func compare(a, b Message) int {
	if a.Place.Name() != b.Place.Name() || a.Place.From != b.Place.From || a.Place.Known() != b.Place.Known() {
		return a.Place.Compare(b.Place)
	}
	if c := strings.Compare(a.Kind.ID, b.Kind.ID); c != 0 {
		return c
	}
	return strings.Compare(a.Text(English), b.Text(English))
}
