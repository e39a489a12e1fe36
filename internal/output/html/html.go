// Package html writes blocks and inlines of a book as fragments of HTML (WHATWG HTML Standard). Heads of pages,
// navigation and files are package website's, so that another output of HTML can use it.
//
// Elements have the meaning of the block (WCAG 2.2 is cited where it decides), and no style attributes, because the
// site's Content-Security-Policy forbids them: see WidthClass. Sizes of pictures are in CSS pixels.
//
// A fragment is safe in a page whatever the manuscript contains: text and attributes are escaped, addresses that would
// run a script are left out, and raw HTML passes only when book.yaml allows it, filtered by package rawhtml.
package html

import (
	"io"
	"strings"

	"keben/internal/book"
	"keben/internal/highlight"
	"keben/internal/lang"
)

// Options say how a fragment is written. The zero value writes English text with links as they stand.
type Options struct {
	Lang string // tag of the surroundings: lang attributes are written where the text differs from it

	// Href returns the address of a place in the book: a section's slug and the id in it, either of
	// which may be empty. Nil writes "slug.html#id".
	Href func(slug, id string) string
	// Asset returns the address of a picture of the book, or "" if it cannot be read; it is then shown as missing. Nil
	// leaves the address as it is.
	Asset func(src string) string
	// File returns the address at which a file of the book can be had, or "": a link to it is then dead. Nil is for none.
	File func(name string) string
	// Size returns the size of a picture in pixels, so that text does not jump when the picture arrives; 0, 0 if it is
	// not known. Nil writes no sizes.
	Size func(src string) (width, height int)

	// Elsewhere returns the places of a heading's section in other editions, to which small links after the heading
	// lead. Nil writes none.
	Elsewhere func(id string) []Place

	// Standing writes a note below a block whose translation is out of date, and where blocks of the source are not
	// translated.
	Standing bool

	// Tokens divides program text into tokens. It takes longer than all the rest, so a caller may cache it. Nil means
	// highlight.Tokens.
	Tokens func(language, text string) []highlight.Token

	// AllowRawHTML passes on the author's HTML, filtered by package rawhtml.
	AllowRawHTML bool

	// HeadingOffset is added to a heading's depth to give its HTML level: 1 below a page's h1.
	HeadingOffset int
	// IDPrefix is put before every id and reference to a note, where a page has two texts.
	IDPrefix string

	// CommonMark writes precisely what the CommonMark specification's examples expect: raw HTML, no
	// ids, XHTML's empty elements.
	CommonMark bool
}

// Place is the same section in another edition.
type Place struct {
	Href        string
	Lang        string // tag of Text and Title
	HrefLang    string // tag of what is there, "" when it has two languages
	Text, Title string
}

// Writer writes the fragments of one page: it numbers the marks of notes across them, so that each note
// can lead back to all of its marks. The first error of the underlying writer stops it and is Err.
type Writer struct {
	Options
	out     io.Writer
	err     error
	start   bool // the output is at the beginning of a line
	lang    string
	words   *lang.Language
	marks   map[string]int // marks of each note so far, by label
	order   map[string]int // numbers of notes that collation has not numbered
	highest int            // of the numbers that it gave
	loose   bool           // paragraphs of the list item that is written have their own element
	tail    func()         // written at the end of the next paragraph: a note's way back
}

// NewWriter returns a writer of fragments to out, which should be buffered.
func NewWriter(out io.Writer, o Options) *Writer {
	return &Writer{
		Options: o, out: out, start: true, loose: true,
		lang: o.Lang, words: lang.Of(o.Lang),
		marks: map[string]int{}, order: map[string]int{},
	}
}

// Text returns running text as HTML, for titles and entries of contents.
func Text(ins []book.Inline, o Options) string {
	var b strings.Builder
	w := NewWriter(&b, o)
	w.Inlines(ins)
	return b.String()
}

// put writes markup.
func (w *Writer) put(parts ...string) {
	for _, s := range parts {
		if s == "" || w.err != nil {
			continue
		}
		_, w.err = io.WriteString(w.out, s)
		w.start = s[len(s)-1] == '\n'
	}
}

// text writes escaped text.
func (w *Writer) text(s string) { w.put(escape(s)) }

// line begins a new line unless one has just begun.
func (w *Writer) line() {
	if !w.start {
		w.put("\n")
	}
}

// within writes what f writes in a language, giving the tag's lang attribute when it is another one
// than that of the surroundings.
func (w *Writer) within(tag string, f func()) {
	if tag == "" || tag == w.lang {
		f()
		return
	}
	outer, words := w.lang, w.words
	w.lang, w.words = tag, lang.Of(tag)
	f()
	w.lang, w.words = outer, words
}

// bcp47 is the lang attribute of a tag (RFC 5646). A language that package lang does not have keeps its tag.
func bcp47(tag string) string {
	if lang.Known(tag) {
		return lang.Of(tag).BCP47
	}
	return tag
}

// void closes an element that has no content.
func (w *Writer) void() string {
	if w.CommonMark {
		return " />"
	}
	return ">"
}
