// Package prose has the rules for running text that the readers of Markdown and Mmark share, whatever parser they use:
// line ends in Chinese, emphasis next to Han characters, attributes, notes and their marks, the values of template
// functions, captions and callouts. It imports no parser, so that both readers can be compared construct by construct.
//
// Lengths and offsets are in bytes. The rules are CommonMark 0.31 where a number is cited, Pandoc's extensions by name,
// the CJK-friendly amendments for emphasis, and CSS Text 4 for line ends.
//
// A [Reading] is one text while it is read; a [Run] collects the inlines of one of its blocks.
package prose

import (
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/source"
)

// Options are the input of a reader.
type Options struct {
	Text   []byte       // UTF-8 without front matter; never changed
	Source *source.File // what the author wrote; nil when it is Text and has no name
	Map    *source.Map  // from Text to Source; nil when they are the same
	Lang   string       // tag of the text's language: line breaks, emphasis and mixed quotation marks depend on it

	// Inserts are the nodes that replace the sentinels in Text: "\U000F0000" + decimal index + "\U000F0001".
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

// Reading is the state of reading one text.
type Reading struct {
	Options
	Chinese  bool
	Title    bool // a title: its notes are in the chapter
	Depth    int  // of inlines and of notes in notes where the next Run begins
	Messages []diag.Message
	Notes    []book.Note
	Formulas Tally // formulas, which are shown as typed
	Cited    Tally // citations, which are too

	fresh    int                 // labels made so far
	defined  map[string]int      // where the first definition of a label is
	marked   map[string]bool     // the labels that marks use
	textless []*book.NoteRef     // marks of notes that have no text
	blocked  map[*book.Fault]int // block inserts met in a paragraph, until it is cut at them
	limited  map[*budget.Limit]bool
	typed    map[*book.HTMLBlock]*source.Map
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

func chinese(tag string) bool {
	l, ok := lang.Find(tag)
	return ok && l.Script.Han()
}

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

// Range is where the bytes of Text between two offsets were written; a negative offset is unknown.
func (r *Reading) Range(from, to int) source.Range {
	if from < 0 {
		return source.Range{}
	}
	return r.Map.Range(source.Span(from, min(max(from, to), max(from, len(r.Text)))))
}

// Place is where the character at a byte offset was written; a negative offset is unknown.
func (r *Reading) Place(offset int) source.Range {
	end := offset + 1
	for end < len(r.Text) && !utf8.RuneStart(r.Text[max(end, 0)]) {
		end++
	}
	return r.Range(offset, end)
}

// Report adds a message about a place in the file.
func (r *Reading) Report(k *diag.Kind, at source.Range, args ...any) {
	r.Messages = append(r.Messages, k.At(r.Source.At(at), args...))
}

// Limit reports a limit that the text meets at offset, once for the text.
func (r *Reading) Limit(l *budget.Limit, offset int) {
	if !r.limited[l] {
		r.limited[l] = true
		r.Report(l.Kind, r.Place(max(offset, 0)), l.Shown())
	}
}

// Literal is a string without markup as inlines.
func Literal(s string, written source.Range) []book.Inline {
	if s == "" {
		return nil
	}
	return []book.Inline{&book.Text{Value: s, Range: written}}
}

// Finish reports what can be known only when all of the text is read.
func (r *Reading) Finish() {
	r.unmatched()
	if r.Formulas.n > 0 {
		r.Report(mathsLater, r.Formulas.first, r.Formulas.n)
	}
	if r.Cited.n > 0 {
		r.Report(citationLater, r.Cited.first, r.Cited.n)
	}
}

// Tally counts things that are reported once per chapter.
type Tally struct {
	n     int
	first source.Range
}

// Add counts one more, which was written at a place.
func (t *Tally) Add(at source.Range) {
	if t.n == 0 || at.From < t.first.From {
		t.first = at
	}
	t.n++
}
