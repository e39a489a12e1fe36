// Package collate turns a book into its edition in one language: it orders the sections, numbers chapters, headings,
// figures, tables and notes, gives every block an id, resolves references and links, and makes the table of contents.
//
// It counts blocks and headings, nothing typographic. Ids are derived from texts (see Slug), so that the same
// manuscript has the same addresses; twins share theirs, so that a link leads to the same place in every language.
//
// The numbering styles, 第一章 › 第一节 › 一、 and 1 › 1.1 › 1.1.1, are those of book.yaml. A chapter nested in another
// is numbered as the section of it that it is, and its own headings as sections of that one. Depths skip no level because tagged
// PDF requires that (ISO 14289-1 §7.4.2).
//
// It works on copies of the chapters, because those of the book are cached. The whole book is collated after every
// edit, because a figure added in one chapter changes the references in others.
package collate

import (
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/book/address"
	"keben/internal/book/twins"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/source"
)

var emptySection = diag.NewKind("empty-section", diag.Note,
	"%q has nothing to list yet and is left out", "“%s”部分尚无内容，已略去",
	"write it as a chapter %[2]s.md, or take %[2]s out of book.yaml", "请撰写章节 %[2]s.md，或从 book.yaml 中删去 %[2]s")

// Edition collates the book in one of its languages. The chapters in the result are copies: b is not changed. A chapter
// that is not translated into the language is there in the source's text; package project has reported it.
func Edition(b *book.Book, language string, a *twins.Alignment) (*book.Edition, []diag.Message) {
	l := lang.Of(language)
	c := &collator{
		book: b, tag: language, lang: l, scheme: lang.Scheme(b.Numbering), align: a,
		opens:  map[*book.Chapter]map[*book.Heading]bool{},
		labels: map[string]target{}, anchored: map[string]*anchored{}, figures: map[string]int{}, tables: map[string]int{},
		near: map[[2]string]string{}, roots: map[string]string{},
		ed: &book.Edition{Name: language, Lang: language, Kind: b.Kind, Meta: meta(b, language), Date: b.Date, ISBN: b.ISBN},
	}
	if c.scheme == "" {
		c.scheme = lang.Humanities
	}
	for _, other := range b.Languages {
		if other != language && len(b.Chapters[other]) > 0 {
			c.ed.Others = append(c.ed.Others, other)
		}
	}
	c.sections()
	if b.Kind == book.KindArticle {
		c.article()
	}
	for i := range c.ed.Sections {
		s := &c.ed.Sections[i]
		if original := c.original(s); original != nil {
			c.identify(s.Chapter, original)
			numberNotes(s.Chapter)
			c.number(s, c.series[i])
		} else if isGroup(s) {
			c.number(s, c.series[i])
		}
	}
	c.leaveOutLists()
	for i := range c.ed.Sections {
		c.label(&c.ed.Sections[i])
	}
	c.publishLabels()
	c.resolve()
	c.contents()
	c.fillLists()
	return c.ed, c.messages
}

// collator is the state of one collation.
type collator struct {
	book     *book.Book
	tag      string
	lang     *lang.Language
	scheme   lang.Scheme
	align    *twins.Alignment
	ed       *book.Edition
	messages []diag.Message

	series   []*series                                // by section: that of its chapter
	roots    map[string]string                        // by slug of a nested chapter: the chapter that it is in
	places   []source.Place                           // by section: where book.yaml asks for it
	opens    map[*book.Chapter]map[*book.Heading]bool // see openings
	labels   map[string]target                        // by "slug#id", and by id for figures, tables and sections
	index    *address.Index                           // where addresses lead
	anchored map[string]*anchored                     // by section, those asked for
	owners   map[string]string                        // of the ids that the author wrote: the first section; nil until asked for
	figures  map[string]int                           // how many so far, by short number: the unnumbered chapters share one series
	tables   map[string]int
	near     map[[2]string]string // the suggestion for a dead link, by chapter and target
	names    nameable             // what links and references can name
}

func (c *collator) report(k *diag.Kind, pos source.Place, args ...any) {
	c.messages = append(c.messages, k.At(pos, args...))
}

// meta returns the title matter in a language, or, if there is none, in the book's first.
func meta(b *book.Book, language string) book.Meta {
	if m, ok := b.Meta[language]; ok && m.Title != "" || len(b.Languages) == 0 {
		return m
	}
	return b.Meta[b.Languages[0]]
}

// sections fills the edition's sections from the outline.
func (c *collator) sections() {
	chapters, parts, appendices := 0, 0, 0
	total := c.countAppendices()
	for _, place := range c.book.Outline {
		s := book.Section{Role: place.Role, Matter: place.Matter, Slug: place.Slug, At: place.At, Depth: c.depth(place)}
		n := &series{}
		ch := c.written(place)
		if ch == nil && c.groups(place) {
			if s.Slug == "" {
				s.Slug = address.Slug(c.titleOf(place))
			}
			ch = &book.Chapter{Slug: s.Slug, Lang: c.tag, Title: text(c.titleOf(place))}
		}
		switch {
		case place.Role == book.RolePart:
			parts++
			if s.Slug == "" {
				s.Slug = "part-" + lang.LowerRoman(parts)
			}
			s.Title = text(c.titleOf(place))
			if c.scheme != lang.None {
				s.Number = c.lang.Part(parts)
			}
			s.Twins = c.ed.Others
		case ch != nil:
			s.Chapter = ch.Clone()
			s.Title = s.Chapter.Title
			s.Twins = c.twinsOf(place.Slug)
			if isGroup(&s) {
				s.Twins = c.ed.Others
			}
			for _, pair := range c.align.Chapters(place.Slug) {
				if pair.B == ch {
					s.Lacking = pair.Lacking
				}
			}
			switch {
			case s.Depth > 0:
				n, c.roots[s.Slug] = c.series[len(c.series)-1], c.root(c.ed.Sections[len(c.ed.Sections)-1].Slug)
			case isNumbered(place, ch) && c.book.Kind == book.KindArticle:
				n.headings = true
			case isNumbered(place, ch):
				chapters++
				n = &series{headings: true, chapter: chapters}
				if s.Number = c.lang.Chapter(c.scheme, chapters); s.Number != "" {
					n.short = strconv.Itoa(chapters)
				}
			case isAppendix(place, ch):
				appendices++
				ordinal := appendices
				if total == 1 {
					ordinal = 0 // an only appendix
				}
				s.Number = c.lang.Appendix(c.scheme, ordinal)
				n = &series{headings: true, short: lang.Alphabetic(appendices)}
			}
		default:
			if !isGenerated(place.Role) {
				continue // not written, or not in this language; package project has reported it
			}
			if g := c.book.Glossary[c.tag]; place.Role == book.RoleGlossary && g != nil {
				s.Chapter = g.Clone()
			} else if place.Role == book.RoleReferences || place.Role == book.RoleIndex || place.Role == book.RoleGlossary {
				word, _ := c.lang.Word(string(place.Role))
				c.report(emptySection, place.At, word, string(place.Role))
				continue
			}
			if s.Depth = 0; s.Slug == "" {
				s.Slug = string(place.Role)
			}
			word, _ := c.lang.Word(string(place.Role))
			s.Title = text(word)
			if s.Chapter != nil {
				s.Title, s.Chapter.Slug = s.Chapter.Title, s.Slug
			}
			s.Twins = c.ed.Others
		}
		c.ed.Sections = append(c.ed.Sections, s)
		c.series, c.places = append(c.series, n), append(c.places, place.At)
	}
}

// written returns the chapter that is printed at a place of the outline: the one in the edition's language, else the
// source's, unless the place can be filled without a file.
func (c *collator) written(p book.OutlineEntry) *book.Chapter {
	if ch := c.book.Chapters[c.tag][p.Slug]; ch != nil || len(c.book.Languages) == 0 {
		return ch
	}
	switch p.Role {
	case book.RolePart, book.RoleContents, book.RoleFigures, book.RoleTables, book.RoleColophon:
		return nil
	case book.RoleGlossary:
		if c.book.Glossary[c.tag] != nil {
			return nil
		}
	}
	return c.book.Chapters[c.book.Languages[0]][p.Slug]
}

// original returns the chapter of the book that a section's is a copy of, or nil if the section is generated.
func (c *collator) original(s *book.Section) *book.Chapter {
	if s.Chapter == nil {
		return nil
	}
	return c.book.Chapters[s.Chapter.Lang][s.Slug]
}

// depth returns how deep a place of the outline is nested in the edition: no more than one level below the section
// before it, which may be less than the outline says where a chapter is left out.
func (c *collator) depth(p book.OutlineEntry) int {
	n := len(c.ed.Sections)
	if n == 0 || p.Depth <= 0 || p.Role == book.RolePart {
		return 0
	}
	before := &c.ed.Sections[n-1]
	if before.Chapter == nil || before.Matter != p.Matter {
		return 0
	}
	return min(p.Depth, before.Depth+1)
}

// root returns the chapter that a section is nested in, or the section itself.
func (c *collator) root(slug string) string {
	if root, ok := c.roots[slug]; ok {
		return root
	}
	return slug
}

// groups reports whether a place of the outline is a title over chapters that has no file in any language.
func (c *collator) groups(p book.OutlineEntry) bool {
	return p.Role == book.RoleChapter && c.titleOf(p) != "" && c.anyLanguage(p.Slug) == nil
}

// isGroup reports whether a section is only a title over the chapters nested in it.
func isGroup(s *book.Section) bool {
	return s.Role == book.RoleChapter && s.Chapter != nil && s.Chapter.Source == nil
}

// isNumbered reports whether a chapter takes a number: those of the main matter do unless they decline.
func isNumbered(p book.OutlineEntry, ch *book.Chapter) bool {
	return p.Matter == book.Main && !ch.Unnumbered
}

// isAppendix reports whether a chapter is a numbered appendix. An afterword is in the back matter, too, so the slug
// decides (appendix, appendix-data), or "appendix: true" among the chapter's params.
func isAppendix(p book.OutlineEntry, ch *book.Chapter) bool {
	if p.Matter != book.Back || ch.Unnumbered {
		return false
	}
	declared, _ := ch.Params["appendix"].(bool)
	return declared || ch.Slug == "appendix" || strings.HasPrefix(ch.Slug, "appendix-")
}

func isGenerated(r book.Role) bool {
	switch r {
	case book.RoleContents, book.RoleFigures, book.RoleTables, book.RoleReferences, book.RoleGlossary, book.RoleIndex, book.RoleColophon:
		return true
	}
	return false
}

func (c *collator) countAppendices() (n int) {
	for _, p := range c.book.Outline {
		if ch := c.anyLanguage(p.Slug); ch != nil && p.Depth == 0 && isAppendix(p, ch) {
			n++
		}
	}
	return n
}

// anyLanguage returns the chapter in the edition's language, else in the first that has it.
func (c *collator) anyLanguage(slug string) *book.Chapter {
	if ch := c.book.Chapters[c.tag][slug]; ch != nil {
		return ch
	}
	for _, l := range c.book.Languages {
		if ch := c.book.Chapters[l][slug]; ch != nil {
			return ch
		}
	}
	return nil
}

func (c *collator) twinsOf(slug string) (langs []string) {
	for _, l := range c.ed.Others {
		if c.book.Chapters[l][slug] != nil {
			langs = append(langs, l)
		}
	}
	return langs
}

func (c *collator) titleOf(p book.OutlineEntry) string {
	if t := p.Title[c.tag]; t != "" {
		return t
	}
	for _, l := range c.book.Languages {
		if t := p.Title[l]; t != "" {
			return t
		}
	}
	return ""
}

// article fills the title matter of the edition and of its chapter from one another: a journal article has
// one title, written in either place.
func (c *collator) article() {
	for i := range c.ed.Sections {
		s := &c.ed.Sections[i]
		if s.Chapter == nil || s.Matter != book.Main {
			continue
		}
		if len(s.Title) == 0 {
			s.Title = text(c.ed.Title)
			s.Chapter.Title = s.Title
		} else if own := c.book.Meta[c.tag].Title; own == "" {
			c.ed.Title = book.Plain(s.Title)
		}
		if len(s.Chapter.Authors) == 0 {
			for _, name := range c.ed.Authors {
				s.Chapter.Authors = append(s.Chapter.Authors, book.Person{Name: name})
			}
		} else if len(c.ed.Authors) == 0 {
			c.ed.Authors = names(s.Chapter.Authors)
		}
		return
	}
}

func names(people []book.Person) (ns []string) {
	for _, p := range people {
		ns = append(ns, p.Name)
	}
	return ns
}

func text(s string) []book.Inline {
	if s == "" {
		return nil
	}
	return []book.Inline{&book.Text{Value: s}}
}
