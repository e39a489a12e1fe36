package collate

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/lang"
)

// named is the text of a reference to a figure or a table: its word and its number.
var named = regexp.MustCompile(`^(\D+?)\s*((?:\b[A-Z][.-])?\d.*)$`)

// worded follows Quarto in what an author may type around references: [-@fig-x] has the number without its word,
// [@fig-x; @fig-y] is a list, and a word that is typed before a reference, as in [Figure @fig-x], is not printed twice.
func worded(run []book.Inline, l *lang.Language) {
	for i, in := range run {
		worded(book.Children(in), l)
		ref, ok := in.(*book.Ref)
		if !ok || ref.Dead || !ref.Group {
			continue
		}
		before, ok := textAt(run, i-1)
		if !ok {
			continue
		}
		if previous, follows := refAt(run, i-2); follows && previous.Group && strings.Trim(before.Value, " ;；") == "" {
			before.Value = l.Words.ListSep()
			continue
		}
		m := named.FindStringSubmatch(ref.Text)
		if m == nil {
			continue
		}
		if rest, minus := strings.CutSuffix(before.Value, "-"); minus {
			before.Value, ref.Text = rest, m[2]
		} else if endsWith(strings.TrimRight(before.Value, " \u00A0"), m[1]) {
			ref.Text = m[2]
		}
	}
}

// endsWith reports whether a text ends with a word, in either letter case.
func endsWith(text, word string) bool {
	if len(text) < len(word) || !strings.EqualFold(text[len(text)-len(word):], word) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(word)
	before, _ := utf8.DecodeLastRuneInString(text[:len(text)-len(word)])
	return first >= utf8.RuneSelf || !unicode.IsLetter(before) // Han words are not divided by blanks
}

func refAt(run []book.Inline, i int) (*book.Ref, bool) {
	if i < 0 || i >= len(run) {
		return nil, false
	}
	ref, ok := run[i].(*book.Ref)
	return ref, ok
}
