package book

import "keben/internal/source"

// Edition is the book in one language, collated: in reading order, numbered, every block with an id. A parallel
// edition is that of its first language with that of the second as its Twin.
type Edition struct {
	Name     string // "zh", "en", "zh-en"
	Lang     string
	Twin     *Edition
	Parallel string // arrangement with Twin in print: "facing", "columns", "interlinear"
	Kind     Kind
	Meta
	Date, ISBN string
	Sections   []Section
	Contents   []Entry
	Labels     map[string]Label // targets of references and links, by "slug#id" and, for @fig-x, by id
	Others     []string         // the other languages of the book, for switching
}

// Section returns the section of a slug, or nil.
func (e *Edition) Section(slug string) *Section {
	for i := range e.Sections {
		if e.Sections[i].Slug == slug {
			return &e.Sections[i]
		}
	}
	return nil
}

// Untranslated reports whether a section of the edition has the source's text, because there is none in the edition's
// language.
func (e *Edition) Untranslated(s *Section) bool {
	return s.Chapter != nil && s.Chapter.Lang != "" && s.Chapter.Lang != e.Lang
}

// Section is one file of the website and, unless it is nested, one opening in print: a chapter, a part heading or a
// generated piece of front or back matter. The sections nested in a chapter follow it. A title over chapters that has
// no file is a chapter without blocks.
type Section struct {
	Role    Role
	Matter  Matter
	Slug    string
	Number  string       // "第一章", "Chapter 1", "附录一"; of a nested chapter that of a heading: "1.3"; "" when unnumbered
	Title   []Inline     // of the chapter, the part, or the language's word for a generated section
	Chapter *Chapter     // nil for parts and generated sections
	Entries []Entry      // of a list of figures or of tables
	Twins   []string     // languages in which a section of this slug exists too
	Lacking int          // how many blocks at the beginning of the source have no translation
	At      source.Place // where the author gave it its place in the book; nowhere when nobody did
	Depth   int          // as in OutlineEntry, but never more than one level below the section before; headings do not count it
}

// Entry is a line of the table of contents, or of a list of figures or tables. Depth 0 is a part; 1 is a chapter, a
// figure or a table; from 2 on it is a heading or a nested chapter.
type Entry struct {
	Depth   int
	Matter  Matter
	Number  string
	Title   []Inline
	Lang    string // of the title, if it is not the edition's
	Authors []string
	Slug    string
	ID      string // "" for the top of the section
}

// Label is a place that can be referred to.
type Label struct {
	Slug, ID string
	Kind     string // "fig", "tbl", "sec", "chapter", "block"
	Text     string // how a reference to it reads: "图 1-1", "Figure 1.1", "第一章"
}
