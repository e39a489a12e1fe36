package prose

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/source"
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

// Note adds the definition between two offsets, whose text lower reads. The second of one label keeps its text
// under a label that nothing marks.
func (r *Reading) Note(label string, from, to int, lower func() []book.Block) {
	if from != r.defined[label] {
		r.Report(noteDuplicate, r.Range(from, from+len("[^]")+len(label)), label)
		label = r.freshLabel(label)
	}
	r.addNote(book.Note{Label: label, Range: r.Range(from, to)}, lower)
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
	ref := &book.NoteRef{Label: label, Range: r.reading.Range(offset, offset+len("[^]")+len(label))}
	if _, ok := r.reading.defined[label]; ok || r.reading.Title {
		r.reading.marked[label] = true
		r.Append(ref)
		return
	}
	r.reading.textless = append(r.reading.textless, ref)
	typed := &book.Text{Value: "[^" + r.reading.Plain(label) + "]", Range: ref.Range}
	r.Add(&book.Fault{ID: noteUndefined.ID, Content: []book.Inline{typed}, Range: ref.Range})
}

// unmatched reports marks whose note has no text and notes that have no mark. A mark that looks like a slip for such a
// note and the note are one fault, told at the mark.
func (r *Reading) unmatched() {
	unused := map[string]source.Range{}
	var labels []string
	for _, n := range r.Notes {
		if at, ok := r.defined[n.Label]; ok && !r.marked[n.Label] {
			unused[n.Label] = r.Range(at, at+len("[^]")+len(n.Label))
			labels = append(labels, n.Label)
		}
	}
	names := diag.NewNames(labels)
	meant := map[string]bool{}
	for _, m := range r.textless {
		if near, ok := names.Nearest(m.Label); ok && alikeLabels(m.Label, near) {
			meant[near] = true
			r.Report(noteUndefinedNear, m.Range, m.Label, near, r.Source.At(unused[near]).Line())
			continue
		}
		r.Report(noteUndefined, m.Range, m.Label)
	}
	for _, label := range labels {
		if !meant[label] {
			r.Report(noteUnused, unused[label], label)
		}
	}
}

// alikeLabels reports whether two labels are long enough for one to be a slip for the other. Any single letter is one
// edit from any other; numbers are misspelt when notes are renumbered.
func alikeLabels(label, near string) bool {
	return utf8.RuneCountInString(label) > 1 || utf8.RuneCountInString(near) > 1 || isDigit(label) && isDigit(near)
}

func isDigit(label string) bool { return len(label) == 1 && label[0] >= '0' && label[0] <= '9' }

// TakesNotes reports whether an inline note can stand here. A title has nowhere to keep one, and notes
// nested too deep are text.
func (r *Run) TakesNotes() bool {
	if r.depth >= MaxInlines {
		r.reading.Limit(budget.InlineNesting, r.at)
		return false
	}
	return !r.reading.Title
}

// InlineNote appends the mark of ^[text], which stands between two offsets, and adds the note, whose text is read by
// lower.
func (r *Run) InlineNote(from, to int, lower func() []book.Inline) {
	l := r.reading
	label, written := l.freshLabel(""), l.Range(from, to)
	r.Append(&book.NoteRef{Label: label, Range: written})
	l.addNote(book.Note{Label: label, Range: written}, func() []book.Block {
		outer := l.Depth
		l.Depth = r.depth + 1
		content := lower()
		l.Depth = outer
		return []book.Block{&book.Paragraph{Head: book.Head{Lang: l.Lang, Range: l.Range(from+len("^["), to-len("]"))}, Content: content}}
	})
}
