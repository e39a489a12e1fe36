package book

import (
	"strings"

	"keben/internal/quantity"
	"keben/internal/source"
)

// Inline is a piece of running text. Every inline is a pointer to one of the types below.
type Inline interface {
	Written() source.Range // in the chapter's file

	// The methods that a new type of inline needs.
	inside() *[]Inline // its content, or nil for a type without any
	detached() Inline  // a copy with slices of its own, except its content
	says(Inline) bool  // whether both are of one type and equal, without their content
	heard() string     // its text for a listener, without its content
	words() []string   // for the dump: its name and its own fields
}

type (
	// Text is literal text; soft line breaks are already joined by the rules of the language.
	Text struct {
		Value string
		source.Range
	}
	// Emph is *emphasis*: italic in English, emphasis dots or Kai in Chinese.
	Emph struct {
		Content []Inline
		source.Range
	}
	// Strong is **strong** text.
	Strong struct {
		Content []Inline
		source.Range
	}
	// Strike is ~~deleted~~ text.
	Strike struct {
		Content []Inline
		source.Range
	}
	// Subscript is ~lowered~ text: H~2~O.
	Subscript struct {
		Content []Inline
		source.Range
	}
	// Superscript is ^raised^ text: x^2^.
	Superscript struct {
		Content []Inline
		source.Range
	}
	// Highlight is ==text that is marked==, as with a felt pen.
	Highlight struct {
		Content []Inline
		source.Range
	}
	// CodeSpan is `code`.
	CodeSpan struct {
		Text string
		source.Range
	}
	// Link is a hyperlink. Target is as written; collation sets Slug and ID for a place in this book.
	Link struct {
		Target, Title string
		Content       []Inline
		Slug, ID      string
		File          string // of the book's folder, no chapter: the website offers it for download
		Dead          bool   // a place in this book that does not exist: marked visibly
		Auto          bool   // the text is the address itself
		source.Range
	}
	// Image is a picture in the line.
	Image struct {
		Src, Alt, Title string // Src as in Figure
		Attrs           []Attr
		Missing         bool
		source.Range
	}
	// NoteRef is a footnote mark. Number is the note's number in the chapter, set by collation.
	NoteRef struct {
		Label  string
		Number int
		source.Range
	}
	// HardBreak is a forced line break.
	HardBreak struct{ source.Range }
	// Ruby is base text with its reading above; one reading per character when the counts match.
	Ruby struct {
		Base, Reading string
		source.Range
	}
	// Span is [text]{.class key=value}.
	Span struct {
		ID      string
		Classes []string
		Attrs   []Attr
		Content []Inline
		source.Range
	}
	// RawHTML is a tag, kept only when book.yaml allows it: the website has Text, print has As. See PrintedRun.
	RawHTML struct {
		Text     string
		As       Inline // the meaning of its element, without content, or nil
		Encloses int    // how many of the following inlines are inside the element
		source.Range
	}
	// Ref is a reference @fig-x, @tbl-x or @sec-x. Collation sets the place and the text ("图 1-1").
	Ref struct {
		Target   string
		Slug, ID string
		Text     string
		Group    bool // in brackets with others, or with words of its own: [-@fig-x], [@fig-x; @fig-y]
		Dead     bool
		source.Range
	}
	// Quantity is a value from data/ as the language writes it. The checks compare Amount; Text is printed.
	Quantity struct {
		Key    string
		Amount quantity.Quantity
		Text   string
		source.Range
	}
	// Fault marks a place that a message is about: outputs show Content with a visible mark.
	Fault struct {
		ID      string // of the message
		Content []Inline
		source.Range
	}
)

// Remote reports whether the source of a picture is an address on the web: the website shows it from there, and no other
// output has it.
func Remote(src string) bool {
	return strings.HasPrefix(strings.ToLower(src), "http://") || strings.HasPrefix(strings.ToLower(src), "https://")
}

// Plain returns the text that somebody who reads aloud would say: no markup, no note numbers, ruby without its reading.
func Plain(ins []Inline) string {
	var b strings.Builder
	plain(&b, ins)
	return b.String()
}

func plain(b *strings.Builder, ins []Inline) {
	for _, in := range ins {
		b.WriteString(in.heard())
		plain(b, Children(in))
	}
}
