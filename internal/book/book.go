// Package book is the document model: plain values, no input or output.
//
// A [Book] is the work in all its languages, as read from the manuscript. An [Edition] is the book in one language
// after collation: ordered, numbered, every block with an id. Both are made of the same chapters, blocks and inlines;
// collation works on copies, so that a cached chapter never changes.
//
// A [Chapter] is a list of [Block] values: paragraphs, headings, lists, tables. The text in them is a run, a slice of
// [Inline] values: literal text, emphasis, links, note marks. The model has the constructs of CommonMark 0.31 and of
// Pandoc's extensions, not those of HTML, so that the website and print have one meaning to show.
//
// Every block and inline has a [source.Range], in bytes of the chapter's Source. A generated section has the zero
// Range; a text that a template printed has the range of its action.
//
// Only the function [Inside] knows which texts and blocks are inside a block. Whatever is done to a whole text goes
// through it: [Walk] and [WalkInlines] visit, [Chapter.Clone] copies, [Equal] compares, [Dump] prints. So a new type of
// block or inline needs its methods in blocks.go or inlines.go and nothing else.
//
// A [Table] is a grid: [Table.Form] gives every cell its row and column. Where a book has raw HTML, [Printed] and
// [PrintedRun] return its meaning for print.
package book

import (
	"slices"

	"keben/internal/source"
	"keben/internal/tool"
)

// Kind says what sort of work a book is.
type Kind string

// The kinds of work.
const (
	KindBook    Kind = "book"
	KindArticle Kind = "article"
	KindReport  Kind = "report"
)

// Role says what a section of the work is for.
type Role string

// The roles. Contents, Figures, Tables, References, Glossary, Index and Colophon are generated unless a chapter of
// that slug exists.
const (
	RoleChapter    Role = "chapter"
	RolePart       Role = "part"
	RolePreface    Role = "preface" // any unnumbered text of the front matter
	RoleContents   Role = "contents"
	RoleFigures    Role = "figures"  // the list of figures
	RoleTables     Role = "tables"   // the list of tables
	RoleAppendix   Role = "appendix" // any text of the back matter
	RoleReferences Role = "references"
	RoleGlossary   Role = "glossary"
	RoleIndex      Role = "index"
	RoleColophon   Role = "colophon"
)

// Matter is one of the three divisions of a book; folios are roman in the front matter.
type Matter int

// The divisions in reading order.
const (
	Front Matter = iota
	Main
	Back
)

// Meta are the data of the title page, in one language. An empty field is not printed.
type Meta struct {
	Title, Subtitle string
	Authors         []string
	AuthorRole      string // 著, 等著, 主编; "edited by"
	Institution     string
	Publisher       string
	Licence         string
	Summary         string
	Hyphenation     Hyphenation
}

// Hyphenation says how the words of a language are divided in print, where its patterns are not enough.
type Hyphenation struct {
	Lang  string   // BCP 47, for the patterns of a region: "en-GB"
	Words []string // with hyphens where they may be divided, without any when never: "data-base"
}

// Book is the work in all its languages.
type Book struct {
	Kind      Kind
	Languages []string // the first is the source
	Meta      map[string]Meta
	Date      string // ISO 8601, reduced precision allowed: 2025-09
	ISBN      string
	Numbering string    // "humanities", "science" or "none"
	Syntax    tool.Name // of the tool for which the chapters were written
	Outline   []OutlineEntry
	Folders   map[string]string              // by language, the folder that its chapters are in or below: "content/zh"; "" is the book's
	Chapters  map[string]map[string]*Chapter // by language, then slug
	Glossary  map[string]*Chapter            // the generated section, by language; its blocks have ids
}

// OutlineEntry is one line of a book's outline: a chapter of the given slug, a generated section, a part heading, or a
// chapter that is only a title over those nested in it, with a Title and without a file in any language.
type OutlineEntry struct {
	Role   Role
	Matter Matter
	Slug   string
	Title  map[string]string // of what has no file, by language
	At     source.Place      // where the author put it; nowhere when nobody did
	Depth  int               // 0, or how many chapters it is nested in: a section that has a file of its own
}

// Person is an author of a chapter.
type Person struct {
	Name string
	Note string // affiliation; an article prints it as the first page's footnote
}

// Chapter is one source file: one slug in one language.
type Chapter struct {
	Slug, Lang string
	Source     *source.File // the text of all ranges in the chapter

	Title     []Inline
	TitleHead *Head // of the heading that is the title; nil when the front matter has it
	Subtitle  []Inline
	Authors   []Person
	Abstract  []Block
	Keywords  []string

	CLC, DocumentCode, ArticleID string // 中图分类号, 文献标识码, 文章编号
	Funding                      []Inline
	Signed, Date                 string // the signature below a preface
	InEnglish                    *InEnglish
	Unnumbered                   bool
	Params                       map[string]any // for templates
	Addresses                    []string       // of its page in the tool for which it was written, where that is not made of the file's name: "/start", "start"

	Blocks []Block
	Notes  []Note // by order of definition; after collation by order of first mark
}

// InEnglish is the English title matter that a Chinese article prints at its end.
type InEnglish struct {
	Title    string
	Authors  []string
	Abstract []Block
	Keywords string
}

// Note is a footnote's text. Label is unique in its chapter; that of an inline note is made up by the reader.
type Note struct {
	Label  string
	Number int // by chapter, from 1; set by collation
	Blocks []Block
	source.Range
}

// Attr is one key=value of an attribute list, in source order.
type Attr struct{ Key, Value string }

// Head are the fields that every block has.
type Head struct {
	ID       string // explicit, or given by collation; twins share it
	Explicit bool   // the author wrote the id
	Classes  []string
	Attrs    []Attr
	Lang     string
	source.Range
	Twin    *Twin  // the block of the other language, once aligned
	State   State  // of a translation, if it is not up to date
	Lacking int    // how many blocks of the source that follow this one have no translation
	Fault   string // id of the message about this block: outputs mark it visibly
}

// State says whether a translation is up to date with its source.
type State string

// The states. A block whose translation was made before anyone kept a record is Unrecorded, which counts as done:
// without a record nothing is stale.
const (
	Done       State = "done"
	Unrecorded State = "unrecorded"
	Stale      State = "stale"   // the source has changed since it was translated
	Unsure     State = "unsure"  // it is not certain that the two are twins
	Missing    State = "missing" // the source has no translation
	Extra      State = "extra"   // the translation has no source
)

// Twin is the place of a block's counterpart in another language.
type Twin struct {
	Lang  string
	Place source.Place
	ID    string // in its edition: the same as here, unless two blocks have one twin
}

// Class reports whether the block has the class name.
func (h *Head) Class(name string) bool {
	return slices.Contains(h.Classes, name)
}

// Attr returns the value of an attribute, or "".
func (h *Head) Attr(key string) string {
	for _, a := range h.Attrs {
		if a.Key == key {
			return a.Value
		}
	}
	return ""
}

// Common returns the block's common part.
func (h *Head) Common() *Head { return h }

// Block is a paragraph, heading, figure, table…: the unit that is aligned between languages.
// Every block is a pointer to one of the types below.
type Block interface {
	Common() *Head

	// The methods that a new type of block needs. All that is done to every block alike uses them: see Inside.
	inside(to []Piece) []Piece // appends the pieces inside, in reading order
	detached() Block           // a copy that holds the same pieces in slices of its own
	says(Block) bool           // whether both are of one type and equal, without the pieces inside and the Head
	words() []string           // for the dump: its own fields
	name() string
}

type (
	// Heading opens a section of a chapter. Level is as written, 1 to 6; Depth is set by collation:
	// 1 for the sections directly below the chapter, never skipping a step.
	Heading struct {
		Head
		Level, Depth int
		Number       string // "一、" or "1.1", set by collation; "" when unnumbered
		Unnumbered   bool
		Content      []Inline
	}
	// Paragraph is running text.
	Paragraph struct {
		Head
		Content []Inline
	}
	// List is a bulleted, numbered or task list. Tight lists have no space between items.
	List struct {
		Head
		Ordered, Tight bool
		Start          int
		Delim          byte // '.' or ')' after the number, '-', '+' or '*' for bullets
		Items          []*Item
	}
	// Item is a list item; Task tells whether it has a check box.
	Item struct {
		Head
		Task   Task
		Blocks []Block
	}
	// Quote is a block quotation.
	Quote struct {
		Head
		Blocks []Block
	}
	// Callout is a note, tip, important, warning or caution set apart from the text.
	Callout struct {
		Head
		Kind   string
		Title  []Inline // empty: the language's word for Kind, lang.Language.Callout
		Blocks []Block
	}
	// CodeBlock is preformatted text. Text ends with a newline unless empty.
	CodeBlock struct {
		Head
		Language string // first word of the info string
		Info     string
		Text     string
	}
	// Figure is a picture with a caption.
	Figure struct {
		Head
		Number  string // "图 1-1", set by collation
		Src     string // the path in the book's folder, or an address on the web: see Remote
		Alt     string
		Caption []Inline
		Source  []Inline
		Missing bool // no such file: outputs print a box that says so
	}
	// ThematicBreak is a section break without a heading.
	ThematicBreak struct{ Head }
	// DefinitionList pairs terms with their definitions.
	DefinitionList struct {
		Head
		Items []Definition
	}
	// Div is a fenced division whose class has no built-in meaning; templates and CSS give it one.
	Div struct {
		Head
		Blocks []Block
	}
	// HTMLBlock is raw HTML, kept only when book.yaml allows it: the website has Text, print has Blocks. See Printed.
	HTMLBlock struct {
		Head
		Text     string
		Blocks   []Block // its meaning
		Open     int     // how many blocks, each the last inside the one before, are still open at its end
		Encloses int     // how many of the following blocks are inside the innermost of these
	}
)

// Definition is one or more terms with one or more definitions.
type Definition struct {
	Terms  [][]Inline
	Bodies [][]Block
}

// Task is the state of a task list item.
type Task int

// NoTask is an ordinary item.
const (
	NoTask Task = iota
	TaskOpen
	TaskDone
)

// Slugs returns the chapters of the outline in its order, each once.
func (b *Book) Slugs() (out []string) {
	seen := map[string]bool{}
	for _, p := range b.Outline {
		if p.Slug != "" && !seen[p.Slug] {
			seen[p.Slug] = true
			out = append(out, p.Slug)
		}
	}
	return out
}

// At is the place of a range in the chapter's file.
func (c *Chapter) At(r source.Range) source.Place { return source.Place{File: c.Source, Range: r} }

// File is the name of the chapter's file, or "" of a chapter without one.
func (c *Chapter) File() string { return source.Place{File: c.Source}.Name() }
