package prose

import (
	"strings"

	"keben/internal/book"
	"keben/internal/hypertext"
	"keben/internal/source"
)

// Typed is a text that is passed on as it was typed, with the places of its pieces: HTML, which is read when the whole
// chapter is known.
type Typed struct {
	reading *Reading
	edit    *source.Editor
}

// NewTyped begins a text.
func (r *Reading) NewTyped() *Typed { return &Typed{r, source.Edit(r.Text)} }

// Add appends s, which stands at an offset of Options.Text, with its sentinels replaced.
func (t *Typed) Add(s string, from int) {
	for len(s) > 0 {
		i := strings.Index(s, SentinelOpen)
		if i < 0 {
			i = len(s)
		}
		t.put(s[:i], source.Span(from, from+i))
		s, from = s[i:], from+i
		if s == "" {
			return
		}
		index, n := Sentinel([]byte(s[:min(len(s), longestSentinel)]), t.reading.Inserts)
		if n == 0 {
			n = len(SentinelOpen)
			t.put(s[:n], source.Span(from, from+n))
		} else {
			t.edit.Put([]byte(insertText(t.reading.Inserts[index])), source.Span(from, from+n))
		}
		s, from = s[n:], from+n
	}
}

// put appends the text that replaces a range of Options.Text.
func (t *Typed) put(s string, r source.Range) {
	if string(r.Of(t.reading.Text)) == s {
		t.edit.Keep(r)
	} else {
		t.edit.Put([]byte(s), r)
	}
}

// String returns the text.
func (t *Typed) String() string { return string(t.edit.Text()) }

// HTML makes a block of HTML of a text, without comments, which are the author's own notes, and without the blanks
// around it. It returns nil if nothing is left. A comment without an end is reported, because it swallows all text
// after it.
func (r *Reading) HTML(head book.Head, t *Typed) *book.HTMLBlock {
	text := t.edit.Text()
	from := t.edit.Map().After(r.Map)
	bare := source.Edit(text)
	for _, tok := range hypertext.Tokens(string(text)) {
		switch {
		case tok.Kind != hypertext.Comment:
			bare.Keep(source.Span(tok.From, tok.To))
		case tok.Broken:
			r.Messages = append(r.Messages, CommentUnclosed.At(r.Source.At(from.Range(source.Span(tok.From, tok.To)))))
		}
	}
	from = bare.Map().After(from)
	whole := string(bare.Text())
	said := strings.TrimSpace(whole)
	if said == "" {
		return nil
	}
	b := &book.HTMLBlock{Head: head, Text: said + "\n"}
	r.typed[b] = source.Tail(strings.Index(whole, said)).After(from)
	return b
}

// Typed leads from the text of each block of HTML to where it was typed.
func (r *Reading) Typed() map[*book.HTMLBlock]*source.Map { return r.typed }
