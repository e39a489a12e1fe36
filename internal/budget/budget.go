// Package budget has the limits of the program: how much of anything a book may use. Go cannot recover from a stack
// overflow or exhausted memory, and nothing stops a loop that runs for a day; so input is measured before it is read,
// and whatever is over a limit becomes a message.
//
// A limit is one row: its name, its maximum with the unit (bytes, pixels, levels, steps, things), and the message for
// the author, which says the maximum and what to do. A maximum is far above the needs of a book, so that only slips and
// attacks meet it. The rows are in one file per reader; testdata/limits.txtar is the whole table as text.
//
// Time is counted in steps and sizes, never in seconds, because a limit in seconds would give different results on
// different machines. A person who does not want to wait presses Ctrl-C.
//
// Limits inside a format, such as the stack of a charstring, are beside its reader.
package budget

import (
	"cmp"
	"slices"
	"strconv"

	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/source"
)

// Unit is the unit of a limit.
type Unit int

// The units.
const (
	Count  Unit = iota // things that the message names
	Bytes              // shown as 64 MB, of 1000 kB each
	Pixels             // shown in millions
	Levels             // of nesting
	Steps              // of work, a deterministic measure of time
)

// String returns the English word.
func (u Unit) String() string { return [...]string{"things", "bytes", "pixels", "levels", "steps"}[u] }

// Limit is a row of the table. It never changes.
type Limit struct {
	Name string
	Max  int
	Unit Unit
	Kind *diag.Kind // its first argument is the maximum as shown
}

// Over reports whether n is more than the limit allows.
func (l *Limit) Over(n int) bool { return n > l.Max }

// OverSize is Over for the size of a file.
func (l *Limit) OverSize(n int64) bool { return n > int64(l.Max) }

// At makes the message of the limit. Its first argument is the maximum; args follow.
func (l *Limit) At(pos source.Place, args ...any) diag.Message {
	return l.Kind.At(pos, append([]any{l.Shown()}, args...)...)
}

// Shown is the maximum as messages show it: an argument that has a wording in each language.
func (l *Limit) Shown() any {
	switch {
	case l.Unit == Bytes:
		return Size(l.Max)
	case l.Unit == Pixels:
		return strconv.Itoa(l.Max / 1_000_000)
	}
	return strconv.Itoa(l.Max)
}

// Size is a number of bytes in a message, written as the books write it.
type Size int64

// In writes the size in a language.
func (s Size) In(tongue diag.Language) string { return lang.Of(string(tongue)).FileSize(int64(s)) }

// String writes it in English.
func (s Size) String() string { return s.In(diag.English) }

// limits are all rows, as they are made.
var limits []*Limit

// limit makes a row and enters it in the table. The name is unique.
func limit(name string, most int, unit Unit, kind *diag.Kind) *Limit {
	l := &Limit{name, most, unit, kind}
	limits = append(limits, l)
	return l
}

// All returns the table, by name.
func All() []*Limit {
	return slices.SortedFunc(slices.Values(limits), func(a, b *Limit) int { return cmp.Compare(a.Name, b.Name) })
}
