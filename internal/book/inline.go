package book

import (
	"slices"
	"strings"

	"keben/internal/quantity"
	"keben/internal/source"
)

// Inline is a piece of running text. Every inline is a pointer to one of the types below.
type Inline interface {
	inline()
	Written() source.Range // in the chapter's file
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
		Dead          bool // a place in this book that does not exist: marked visibly
		Auto          bool // the text is the address itself
		source.Range
	}
	// Image is a picture in the line.
	Image struct {
		Src, Alt, Title string
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
	// Ruby is base text with its reading above; one reading a character when the counts agree.
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
	// RawHTML is a tag, kept only when book.yaml allows it: the website has Text, print has what it says. See
	// PrintedRun.
	RawHTML struct {
		Text     string
		As       Inline // what its element says, without content; nil when nothing
		Encloses int    // how many of the inlines that follow stand in the element
		source.Range
	}
	// Ref is a reference @fig-x, @tbl-x or @sec-x. Collation sets the place and the text ("图 1-1").
	Ref struct {
		Target   string
		Slug, ID string
		Text     string
		Dead     bool
		source.Range
	}
	// Quantity is a value from data/ written in the habits of the language. The checks compare Amount; Text is
	// what is printed.
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

func (*Text) inline()      {}
func (*Emph) inline()      {}
func (*Strong) inline()    {}
func (*Strike) inline()    {}
func (*CodeSpan) inline()  {}
func (*Link) inline()      {}
func (*Image) inline()     {}
func (*NoteRef) inline()   {}
func (*HardBreak) inline() {}
func (*Ruby) inline()      {}
func (*Span) inline()      {}
func (*RawHTML) inline()   {}
func (*Ref) inline()       {}
func (*Quantity) inline()  {}
func (*Fault) inline()     {}

// Children returns the inlines inside in, or nil.
func Children(in Inline) []Inline {
	switch n := in.(type) {
	case *Emph:
		return n.Content
	case *Strong:
		return n.Content
	case *Strike:
		return n.Content
	case *Link:
		return n.Content
	case *Span:
		return n.Content
	case *Fault:
		return n.Content
	case *RawHTML:
		if n.As != nil {
			return []Inline{n.As}
		}
	}
	return nil
}

// Plain returns the text a reader would hear: no marks, no note numbers, ruby without its reading.
func Plain(ins []Inline) string {
	var b strings.Builder
	plain(&b, ins)
	return b.String()
}

func plain(b *strings.Builder, ins []Inline) {
	for _, in := range ins {
		switch n := in.(type) {
		case *Text:
			b.WriteString(n.Value)
		case *CodeSpan:
			b.WriteString(n.Text)
		case *Image:
			b.WriteString(n.Alt)
		case *HardBreak:
			b.WriteByte(' ')
		case *Ruby:
			b.WriteString(n.Base)
		case *Ref:
			b.WriteString(n.Text)
		case *Quantity:
			b.WriteString(n.Text)
		default:
			plain(b, Children(in))
		}
	}
}

// PrintedRun returns running text as print has it: in the place of raw HTML stands what it says.
func PrintedRun(run []Inline) []Inline {
	if !slices.ContainsFunc(run, func(in Inline) bool { _, ok := in.(*RawHTML); return ok }) {
		return run
	}
	var out []Inline
	for i := 0; i < len(run); i++ {
		n, ok := run[i].(*RawHTML)
		switch {
		case !ok:
			out = append(out, run[i])
		case n.As != nil:
			end := min(i+1+n.Encloses, len(run))
			out = append(out, holding(n.As, run[i+1:end]))
			i = end - 1
		}
	}
	return out
}

// holding returns a copy of an inline with another content.
func holding(in Inline, content []Inline) Inline {
	switch n := in.(type) {
	case *Emph:
		return &Emph{Content: content, Range: n.Range}
	case *Strong:
		return &Strong{Content: content, Range: n.Range}
	case *Strike:
		return &Strike{Content: content, Range: n.Range}
	case *Link:
		l := *n
		l.Content = content
		return &l
	case *CodeSpan:
		c := *n
		c.Text = Plain(content)
		return &c
	case *Span:
		if len(n.Content) > 0 { // an id around an inline
			content = []Inline{holding(n.Content[0], content)}
		}
		s := *n
		s.Content = content
		return &s
	}
	return in
}
