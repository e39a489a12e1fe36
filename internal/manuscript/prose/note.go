package prose

import (
	"bytes"
	"strconv"

	"keben/internal/book"
	"keben/internal/budget"
)

// Parsers' own footnotes forget notes that nothing refers to and marks that have no note. Both are an
// author's slip and must be seen, so marks and notes are read without regard to each other and brought
// together here.

// NoteLabel returns the label of [^label] at the beginning of s. As in Pandoc it has no space.
func NoteLabel(s []byte) ([]byte, bool) {
	if len(s) < 4 || s[0] != '[' || s[1] != '^' {
		return nil, false
	}
	end := bytes.IndexAny(s[2:min(len(s), 300)], "[]^ \t\n")
	if end <= 0 || s[2+end] != ']' {
		return nil, false
	}
	return s[2 : 2+end], true
}

// NoteStart reads [^label]: at the beginning of s, returning the label and the length in bytes with the
// spaces after the colon; a length of 0 when no definition begins there.
func NoteStart(s []byte) (label []byte, length int) {
	label, ok := NoteLabel(s)
	after := len(label) + len("[^]")
	if !ok || after >= len(s) {
		return nil, 0
	}
	switch {
	case s[after] == ':':
		after++
	case bytes.HasPrefix(s[after:], []byte("：")): // typed with a Chinese input method on
		after += len("：")
	default:
		return nil, 0
	}
	for after < len(s) && s[after] == ' ' {
		after++
	}
	return label, after
}

// Define makes the note known whose definition begins at offset, before its text is read, so that a mark
// knows whether its note exists. The first definition of a label counts.
func (r *Reading) Define(label string, offset int) {
	if _, ok := r.defined[label]; !ok {
		r.defined[label] = offset
	}
}

// Note adds the definition at offset, whose text lower reads. The second of one label keeps its text
// under a label that nothing marks.
func (r *Reading) Note(label string, offset int, lower func() []book.Block) {
	if offset != r.defined[label] {
		r.Report(noteDuplicate, offset, label)
		label = r.freshLabel(label)
	}
	r.addNote(book.Note{Label: label, Range: r.Place(offset)}, lower)
}

// addNote keeps the place of a note among the others while its text, which may hold notes, is read.
func (r *Reading) addNote(n book.Note, lower func() []book.Block) {
	at := len(r.Notes)
	r.Notes = append(r.Notes, n)
	blocks := lower()
	r.Notes[at].Blocks = blocks
}

// freshLabel makes a label that no author can have typed: labels have no '^'.
func (r *Reading) freshLabel(label string) string {
	r.fresh++
	return label + "^" + strconv.Itoa(r.fresh)
}

// NoteMark appends the mark [^label] that stands at offset. One without a note is shown as typed.
func (r *Run) NoteMark(label string, offset int) {
	ref := &book.NoteRef{Label: label, Range: r.reading.Place(offset)}
	if _, ok := r.reading.defined[label]; ok || r.reading.Title {
		r.reading.marked[label] = true
		r.Append(ref)
		return
	}
	r.reading.Report(noteUndefined, offset, label)
	typed := &book.Text{Value: "[^" + r.reading.Plain(label) + "]", Range: ref.Range}
	r.Add(&book.Fault{ID: noteUndefined.ID, Content: []book.Inline{typed}})
}

// TakesNotes reports whether an inline note can stand here. A title has nowhere to keep one, and notes
// nested too deep are text.
func (r *Run) TakesNotes() bool {
	if r.depth >= MaxInlines {
		r.reading.Limit(budget.InlineNesting, r.at)
		return false
	}
	return !r.reading.Title
}

// InlineNote appends the mark of ^[text], which stands at offset, and adds the note, whose text begins
// at inside and is read by lower.
func (r *Run) InlineNote(offset, inside int, lower func() []book.Inline) {
	l := r.reading
	label := l.freshLabel("")
	r.Append(&book.NoteRef{Label: label, Range: l.Place(offset)})
	l.addNote(book.Note{Label: label, Range: l.Place(offset)}, func() []book.Block {
		outer := l.Depth
		l.Depth = r.depth + 1
		content := lower()
		l.Depth = outer
		return []book.Block{&book.Paragraph{Head: book.Head{Lang: l.Lang, Range: l.Place(inside)}, Content: content}}
	})
}
