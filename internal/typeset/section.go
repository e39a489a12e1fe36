package typeset

import (
	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/shape"
	"keben/internal/source"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// section is one section being set in one language. The result depends on its blocks, the specification and the
// pictures it asks for, and on nothing else in the book, so that sections are set side by side.
type section struct {
	*spec
	*hand
	part  *forme.Part
	album album
	store lineStore

	edition *spec // of the edition; spec is another one while a chapter is set that is not translated
	inHand
	title    string // for running heads
	galley   *page.Galley
	links    []link        // Piece.Link is an index + 1
	cell     *design.Style // of the cell of blocks being set
	record   record
	messages []diag.Message
}

// inHand is the chapter that is being set: the section's, or one nested in it.
type inHand struct {
	slug    string
	chapter *book.Chapter  // nil for contents, part titles and display pages
	root    int32          // its element
	depth   int            // how deep it is nested
	notes   map[string]int // by label: index into galley.Notes
	before  int            // how many notes of the galley are of chapters before it
	counted int            // how many of these have numbers
}

// album gives a section its pictures, and records which it asked for.
type album struct {
	ask   func(src string) (draw.Figure, bool)
	asked []askedFor
}

// record collects the lines of a galley for the dump, if there is to be one.
type record struct {
	wanted bool
	lines  []paragraph.Line
	galley Galley
}

// hand is the setter of one goroutine. The runs that it keeps save time and do not change results.
type hand struct {
	setter *paragraph.Setter
	shaper *shape.Shaper
}

func newHand(f *Foundry) *hand {
	shaper := shape.NewShaper(f.shaped)
	return &hand{paragraph.NewSetter(shaper), shaper}
}

// link is a link of the section.
type link struct {
	dest, uri, text string
	tag             int32 // its element; parts of its text may have other elements
}

func (c *section) at(r source.Range) source.Place {
	if c.chapter == nil {
		return source.Place{Range: r}
	}
	return source.Place{File: c.chapter.Source, Range: r}
}

// element adds an element below parent.
func (c *section) element(role string, parent int32) int32 {
	return c.part.Add(forme.Element{Role: role, Parent: parent})
}

// begin starts the section's galley.
func (c *section) begin(sec *book.Section, root int32) *stack {
	c.galley, c.title = &page.Galley{}, c.heading(sec)
	c.take(sec, root)
	if c.perPage() {
		c.galley.Renumber = c.renumber
	}
	return c.stack()
}

// take takes a chapter in hand.
func (c *section) take(sec *book.Section, root int32) {
	in := inHand{slug: sec.Slug, chapter: sec.Chapter, root: root, depth: sec.Depth, notes: map[string]int{}, before: len(c.galley.Notes)}
	if sec.Depth > 0 {
		in.counted = c.counted
		if c.chapter != nil {
			for i := range c.chapter.Notes {
				if c.chapter.Notes[i].Number > 0 {
					in.counted++
				}
			}
		}
	}
	c.inHand = in
	if c.spec = c.edition; c.foreign(sec) {
		c.spec = c.lent[sec.Chapter.Lang]
	}
}

// foreign reports whether a section's text is not in the language of the edition, because it is not translated.
func (c *tongue) foreign(sec *book.Section) bool {
	return sec.Chapter != nil && sec.Chapter.Lang != "" && sec.Chapter.Lang != c.tag
}

// stack returns an empty stack.
func (c *section) stack() *stack { return &stack{c: c, pile: pile{pitch: c.master.pitch}} }

// end closes the section's galley.
func (c *section) end(s *stack) *page.Galley {
	c.galley.Items, c.spec = s.items, c.edition
	c.record.galley = Galley{c.slug, c.record.lines}
	return c.galley
}

// heading is a section's title with its number.
func (c *spec) heading(s *book.Section) string {
	title := book.Plain(s.Title)
	if s.Number == "" {
		return title
	}
	return c.house.Join(s.Number, title)
}

// style returns a named style. Inside a table, the style of cells is the table's own.
func (c *section) style(name string) design.Style {
	if name == "cell" && c.cell != nil {
		return *c.cell
	}
	return c.spec.style(name)
}

// picture returns the content of a figure.
func (c *section) picture(src string) (draw.Figure, bool) {
	p, ok := c.album.ask(src)
	c.album.asked = append(c.album.asked, askedFor{src, p, ok})
	return p, ok
}

// composed is a section that has been set, in all languages of its edition. It is immutable.
type composed struct {
	part     *forme.Part
	sheets   []sheet // by body of the part
	opens    opening
	leads    []string // the destinations that something in it leads to
	pictures []askedFor
	yields   []yield // by language
}

// yield are the results of setting a section in one language, besides its pages.
type yield struct {
	galley   Galley // without lines unless there is to be a dump
	messages []diag.Message
	findings paragraph.Findings
}

// sheet has what the assembly needs to know about a body.
type sheet struct {
	by      *spec // whose page it is
	dests   []page.Dest
	running *page.Running // of the last heading on or before it, or nil
}

// bench makes a composed section from its one or two languages: both have one part.
type bench struct {
	sections []*section // by language
	made     composed
}

func (b *bench) part() *forme.Part { return b.made.part }

// sect adds the element of the section in one of the languages.
func (b *bench) sect(language int, title string) int32 {
	e := forme.Element{Role: "Sect", Parent: -1, Title: title}
	if language > 0 {
		e.Lang = b.sections[language].lang.BCP47
	}
	return b.part().Add(e)
}

// put adds a page.
func (b *bench) put(by *spec, s page.Sheet) {
	b.made.part.Bodies = append(b.made.part.Bodies, forme.Body{Ops: s.Ops, Links: s.Links, Boxes: s.Figures})
	b.made.sheets = append(b.made.sheets, sheet{by: by, dests: s.Dests, running: s.Running})
}

// done returns the composed section.
func (b *bench) done() *composed {
	for _, c := range b.sections {
		b.made.pictures = append(b.made.pictures, c.album.asked...)
		for _, l := range c.links {
			if l.dest != "" {
				b.made.leads = append(b.made.leads, l.dest)
			}
		}
		b.made.yields = append(b.made.yields, yield{c.record.galley, c.messages, c.setter.Take()})
	}
	made := b.made // a copy, because a pointer into the bench would keep the galleys in memory
	return &made
}

// chapter sets a chapter, or an unnumbered piece of front or back matter, with the chapters nested in it.
func (b *bench) chapter(from *copytext) {
	c := b.sections[0]
	all := append([]chapter{from.chapter}, from.nested...)
	root := b.sect(0, book.Plain(from.first.Title))
	if len(b.sections) == 1 {
		leaves := make([]leaf, len(all))
		for i := range all {
			leaves[i].sec = all[i].first
		}
		for _, s := range page.Make(c.master.area, c.chapterGalley(leaves, root)) {
			b.put(c.spec, s)
		}
		return
	}
	t := b.sections[1]
	second := b.sect(1, "")
	var first, other []leaf
	for _, ch := range all {
		has := ch.second != nil && ch.second.Chapter != nil && !t.foreign(ch.second)
		first = append(first, leaf{ch.first, has && c.foreign(ch.first)})
		if !has {
			ch.second = ch.first
		}
		other = append(other, leaf{ch.second, !has})
	}
	b.join(c.chapterGalley(first, root), t.chapterGalley(other, second))
}

// listing sets a late section: contents, or a list of figures or tables.
func (b *bench) listing(from *copytext) {
	c := b.sections[0]
	root := b.sect(0, book.Plain(from.first.Title))
	if len(b.sections) == 1 {
		for _, s := range page.Make(c.master.area, c.contentsGalley(from.first, root, from.lists[0])) {
			b.put(c.spec, s)
		}
		return
	}
	t := b.sections[1]
	second := b.sect(1, "")
	first := c.contentsGalley(from.first, root, from.lists[0])
	if from.second != nil {
		b.join(first, t.contentsGalley(from.second, second, from.lists[1]))
	} else {
		b.join(first, t.chapterGalley([]leaf{{from.first, true}}, second))
	}
}

// partTitle sets the opening of a part.
func (b *bench) partTitle(sec *book.Section) {
	c := b.sections[0]
	b.put(c.spec, c.partPage(sec, b.sect(0, book.Plain(sec.Title))))
}

// display sets a page from the lines that its template gave.
func (b *bench) display(name string, sec *book.Section, text [2]string) {
	for i, c := range b.sections {
		title := ""
		if sec != nil {
			title = book.Plain(sec.Title)
		}
		s := displayer{c}.page(name, text[i], b.sect(i, title))
		if sec != nil {
			s.Dests = append(s.Dests, page.Dest{Name: c.dest(sec.Slug, "")})
		}
		b.put(c.spec, s)
		if sec != nil {
			return // the colophon is in the first language only
		}
	}
}
