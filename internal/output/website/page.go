package website

import (
	"html/template"

	"keben/internal/lang"
)

// Page is the data of every template. Texts of type template.HTML were written by package html and are safe;
// html/template escapes all others. Hrefs are relative to the page and percent-encoded.
type Page struct {
	Kind    string // "door", "start", "part", "listing", "chapter", "parallel"
	Lang    *lang.Language
	Second  *lang.Language // of a parallel edition, else nil
	Edition *Imprint       // nil on the door page
	Switch  []Switch       // the editions of the book; empty when there is only one
	Beside  []Beside

	Title       string // of the browser's window
	Description string
	Canonical   string // "" unless the site's address is known
	Alternates  []Alternate
	DefaultHref string // the page for readers of other languages; "" unless the site's address is known
	Stylesheet  string
	Script      string
	Home        string // the door page
	Previous    *Link  // the pages before and after in reading order
	Next        *Link

	Door    *Door
	Start   *Start
	Part    *Part
	List    *List
	Chapter *Chapter
	Inside  []*Item // of a chapter without a text of its own: the chapters nested in it

	Parallel *Parallel

	remote bool // the book has pictures on the web
}

// Side is the chapter with the words of its language.
func (p *Page) Side() *Side {
	s := &Side{Lang: p.Lang, Chapter: p.Chapter}
	if s.Chapter != nil && s.Chapter.Lang != nil {
		s.Lang = s.Chapter.Lang
	}
	return s
}

// Policy is the page's Content-Security-Policy.
func (p *Page) Policy() string { return policy(p.remote) }

// Word returns an interface word in the page's language, by its key.
func (p *Page) Word(key string) (string, error) { return p.Lang.Word(key) }

// Imprint are the data about a work in one language. Empty fields were not given.
type Imprint struct {
	Name, Href                   string // of the edition; Href is its start page
	Lang                         *lang.Language
	Title, Subtitle              string
	Authors                      []string
	Byline                       string // authors with their role: "胡必亮、刘倩 等著"
	Institution, Publisher, ISBN string
	Licence, Date                string
	Summary                      []string // paragraphs
	Slip                         bool     // the title is short and all Han, so that it fits on a title slip 题签
	Twin                         *Imprint // of a parallel edition: the work in its second language
}

// Switch leads to the same place in another edition.
type Switch struct {
	Lang    *lang.Language
	Second  *lang.Language // of a parallel edition, else nil
	Href    string
	Current bool // the edition of this page
	Twin    bool // the very same chapter, not only the start page
}

// Alternate is a page with the same content in the language of BCP 47 tag Lang.
type Alternate struct{ Lang, Href string }

// Link leads to a page of the same edition.
type Link struct {
	Href        template.URL // so that an id with a colon is not taken for a scheme
	Number, Gap string       // Gap is the space between number and title: nothing after 一、
	Title       template.HTML
	Lang        *lang.Language // if it differs from the page's
	Mark        string         // says so, of a chapter that is not translated
	Twin        *Link          // in a parallel edition: the same in its second language
}

// Group is a part with its chapters, or chapters outside any part. The start page shows whole items.
type Group struct {
	Part  *Link
	Items []*Item
	slug  string // of the part
}

// Item is a line of the contents with the lines below it.
type Item struct {
	Link
	Authors string
	Items   []*Item
	Current bool // it leads to its own page
	depth   int
	slug    string
	id      string
}

// Beside is a group of the contents beside the text, in which only the open chapter shows its sections. Its items are
// written once per edition, by parts/contents-item.html.
type Beside struct {
	Part    *Link
	Current bool // the part's own page is open
	Items   template.HTML
}

// Door is the page on which the reader chooses a language. It is in all of them.
type Door struct {
	Imprints []*Imprint
	Parallel []*Imprint // the editions in two languages
}

// Start is the title page and contents of an edition.
type Start struct {
	Contents  []Group
	Others    []*Imprint // the titles in the book's other languages
	Downloads []Offer
	Colophon  []Fact
}

// Parallel is a chapter in two languages side by side.
type Parallel struct {
	Sides  [2]*Side
	Rows   []Row  // the text
	Prefix string // of the ids of the second language, which share the page with those of the first
}

// Side is one language's chapter.
type Side struct {
	Lang    *lang.Language
	Chapter *Chapter // without Body; nil when it is not translated
}

// Word returns an interface word in the side's language.
func (s *Side) Word(key string) (string, error) { return s.Lang.Word(key) }

// Row is a block and its twin: several blocks if one is the twin of two, and nil where there is no twin.
type Row struct{ First, Second *Cell }

// Cell is one language's part of a row.
type Cell struct {
	Lang    *lang.Language
	Body    template.HTML
	Alone   string // the same place in the edition of this language alone; "" when there is none
	Missing bool   // it has only a note that the other side is not translated
}

// Offer is a file to download.
type Offer struct{ Href, Format, Variant, Size string }

// Fact is a line of the colophon.
type Fact struct{ Name, Value string }

// Part opens a part of the book and lists its chapters.
type Part struct {
	Link
	Items []*Item
}

// List is a list of figures or of tables. Its items have numbers; one without a caption has no title.
type List struct {
	Link
	Items []*Item
}

// Chapter is a chapter, preface or appendix.
type Chapter struct {
	Number         string
	Title          template.HTML
	Subtitle       template.HTML
	Authors        []Author
	Byline         string
	Abstract       template.HTML
	Keywords       string
	Facts          []Fact // 中图分类号, 文献标识码, 文章编号
	Funding        template.HTML
	Body           template.HTML
	Notes          template.HTML
	Signed         string
	Date, DateTime string // for people; for machines, or "" if the author's date is not a calendar date
	InEnglish      *InEnglish
	Preface        bool
	Article        bool // the work is one article: its head is that of a journal

	// Of a chapter that is not translated: the language of its text and of its number, and a notice about it.
	Lang, Numbered *lang.Language
	Notice         string
}

// Author is an author of a chapter, with the affiliation.
type Author struct{ Name, Note string }

// InEnglish is the English title matter at the end of a Chinese article.
type InEnglish struct {
	Lang     *lang.Language
	Title    string
	Byline   string
	Abstract template.HTML
	Keywords string
}
