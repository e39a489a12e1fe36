// Package prose holds what every reader of manuscripts does to running text, whatever parser found it:
// line ends in Chinese, emphasis next to Han, attributes, notes and their marks, the values of template
// functions, captions and callouts. It knows no parser.
//
// A Reading is one text being read; a Run gathers the inlines of one of its blocks.
package prose

import (
	"strings"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/source"
)

// Options says what is read and how.
type Options struct {
	Text   []byte       // UTF-8 without front matter; never changed
	Source *source.File // what the author wrote; nil when it is Text and has no name
	Map    *source.Map  // from Text to Source; nil when they are the same
	Lang   string       // tag of the text's language: line breaks, emphasis and mixed quotation marks depend on it

	// Inserts are what the sentinels in Text stand for: "\U000F0000" + decimal index + "\U000F0001".
	Inserts []Insert

	// CommonMark reads the plain dialect of the CommonMark specification: no extension, no tailoring
	// for Chinese, soft line breaks kept as "\n". Only the reader of Markdown knows it.
	CommonMark bool
}

// Insert is the value of a template function: an inline or a block, never both. A sentinel in running
// text becomes Inline, a paragraph that is only a sentinel becomes Block.
type Insert struct {
	Inline book.Inline
	Block  book.Block
}

// Document is a chapter's text. Notes are in the order in which they begin in the source; inline notes
// have labels that no author can type.
type Document struct {
	Blocks []book.Block
	Notes  []book.Note

	// Divisions are the marks between front, main and back matter in the text itself (Mmark); a text
	// without any has none.
	Divisions []Division

	// Typed leads from the text of each block of HTML to where it was typed.
	Typed map[*book.HTMLBlock]*source.Map
}

// Division is where a part of the matter begins: before Blocks[At].
type Division struct {
	Matter book.Matter
	At     int
	source.Range
}

// Reading is what is known of a text while it is read. It lives for one text.
type Reading struct {
	Options
	Chinese  bool
	Title    bool // a title: its notes are in the chapter
	Depth    int  // of inlines and of notes in notes where the next Run begins
	Messages []diag.Message
	Notes    []book.Note
	Formulas Tally // formulas, which are shown as typed
	Cited    Tally // citations, which are too

	fresh   int                 // labels made so far
	defined map[string]int      // where the first definition of a label is
	marked  map[string]bool     // the labels that marks use
	blocked map[*book.Fault]int // block inserts met in a paragraph, until it is cut at them
	limited map[*budget.Limit]bool
	typed   map[*book.HTMLBlock]*source.Map
}

// NewReading begins to read a text.
func NewReading(o Options) *Reading {
	if o.Source == nil {
		o.Source = source.New("", o.Text)
	}
	return &Reading{
		Options: o,
		Chinese: !o.CommonMark && chinese(o.Lang),
		defined: map[string]int{},
		marked:  map[string]bool{},
		blocked: map[*book.Fault]int{},
		limited: map[*budget.Limit]bool{},
		typed:   map[*book.HTMLBlock]*source.Map{},
	}
}

func chinese(tag string) bool { return tag == "zh" || strings.HasPrefix(tag, "zh-") }

// Within makes tag the language of the text that follows, until the function it returns is called. An
// empty tag changes nothing.
func (r *Reading) Within(tag string) (leave func()) {
	if tag == "" {
		return func() {}
	}
	outer, wasChinese := r.Lang, r.Chinese
	r.Lang, r.Chinese = tag, !r.CommonMark && chinese(tag)
	return func() { r.Lang, r.Chinese = outer, wasChinese }
}

// Place is where the character at a byte offset was written; a negative offset is unknown.
func (r *Reading) Place(offset int) source.Range {
	if offset < 0 {
		return source.Range{}
	}
	end := offset + 1
	for end < len(r.Text) && !utf8.RuneStart(r.Text[end]) {
		end++
	}
	return r.Map.Range(source.Span(offset, end))
}

// Report adds a message about the place at offset.
func (r *Reading) Report(k *diag.Kind, offset int, args ...any) {
	r.Messages = append(r.Messages, k.At(r.Source.At(r.Place(max(offset, 0))), args...))
}

// Limit reports a limit that the text meets at offset, once for the text.
func (r *Reading) Limit(l *budget.Limit, offset int) {
	if !r.limited[l] {
		r.limited[l] = true
		r.Report(l.Kind, offset, l.Shown())
	}
}

// Literal is a string without markup as inlines.
func (r *Reading) Literal(s string, offset int) []book.Inline {
	if s == "" {
		return nil
	}
	return []book.Inline{&book.Text{Value: s, Range: r.Place(offset)}}
}

// Finish reports what can be known only when all of the text is read.
func (r *Reading) Finish() {
	for _, n := range r.Notes {
		if at, ok := r.defined[n.Label]; ok && !r.marked[n.Label] {
			r.Report(noteUnused, at, n.Label)
		}
	}
	if r.Formulas.n > 0 {
		r.Report(mathsLater, r.Formulas.first, r.Formulas.n)
	}
	if r.Cited.n > 0 {
		r.Report(citationLater, r.Cited.first, r.Cited.n)
	}
}

// Tally counts what is reported once a chapter.
type Tally struct {
	n     int
	first int
}

// Add counts one more, at offset.
func (t *Tally) Add(offset int) {
	if t.n == 0 || offset < t.first {
		t.first = offset
	}
	t.n++
}
