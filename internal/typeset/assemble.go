package typeset

import (
	"context"
	"slices"
	"strconv"
	"sync"

	"keben/internal/book"
	"keben/internal/crew"
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/typeset/paragraph"
)

// opening says on which page a section begins: the next one, or the next left or right one.
type opening uint8

const (
	anywhere opening = iota
	recto
	verso
)

// slot is the place of a section in the book.
type slot struct {
	name    string // unique in the book
	copy    copytext
	compose func(*bench) // sets it
	opens   opening
	front   bool // before the main matter, or not one of the book's sections
	counted bool // the section may begin the main matter
	display bool // no running heads, no folios
	late    bool // it prints the folios of others
	blanks  int  // pages after a late section that would have become shorter
	set     *composed
}

// assembly is an edition being assembled from its sections.
type assembly struct {
	Options
	ctx   context.Context
	specs specs
	slots []*slot
	doc   *forme.Document
	said  []diag.Message // about templates and late sections

	findings []paragraph.Findings // of running heads and folios

	mu    sync.Mutex // guards pages
	pages int        // set so far
}

// compose sets every section, side by side.
func (a *assembly) compose() {
	a.plan()
	crew.Each(len(a.slots), func(i int) {
		if s := a.slots[i]; !s.late && a.ctx.Err() == nil {
			a.setSlot(s, s.name)
		}
	})
}

// setSlot sets a section, unless the kept one of this name was set from the same copy.
func (a *assembly) setSlot(s *slot, name string) {
	s.set = a.Kept.section(name, &s.copy, a.ask)
	if s.set == nil {
		before := a.Kept.paragraphs(name, len(a.specs.each()))
		set, lines := a.newlySet(s, before)
		s.set = set
		a.Kept.keep(name, s.copy, set, lines)
	}
	if s.late {
		return
	}
	if a.Made != nil {
		a.Made(s.set.part)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.pages += len(s.set.sheets); a.Progress != nil && a.ctx.Err() == nil {
		a.Progress(a.pages)
	}
}

// newlySet sets a section. Where before is not nil, its paragraphs are used again, and the present ones are returned.
func (a *assembly) newlySet(s *slot, before []map[string][]keptParagraph) (set *composed, now []map[string][]keptParagraph) {
	b := &bench{made: composed{part: &forme.Part{}}}
	for i, sp := range a.specs.each() {
		c := &section{spec: sp, edition: sp, hand: a.Kept.hand(), part: b.made.part, album: album{ask: a.ask}, record: record{wanted: a.Dump}}
		if before != nil {
			c.store = lineStore{before[i], map[string][]keptParagraph{}}
			now = append(now, c.store.now)
		}
		b.sections = append(b.sections, c)
	}
	hands := b.sections
	s.compose(b)
	set = b.done()
	for _, c := range hands {
		a.Kept.release(c.hand)
	}
	return set, now
}

// ask asks the caller of Edition for a picture.
func (a *assembly) ask(src string) (draw.Figure, bool) {
	if a.Pictures == nil {
		return draw.Figure{}, false
	}
	return a.Pictures(src)
}

// plan lists the sections of the book in its order.
func (a *assembly) plan() {
	if a.Edition.Kind != book.KindArticle {
		a.displays()
	}
	firstMain := true
	for i := range a.Edition.Sections {
		sec := &a.Edition.Sections[i]
		if n := len(a.slots); sec.Depth > 0 && sec.Chapter != nil && n > 0 && a.slots[n-1].copy.first != nil {
			in := &a.slots[n-1].copy
			in.nested = append(in.nested, a.chapter(sec))
			continue
		}
		s := &slot{name: "section " + sec.Slug, front: sec.Matter == book.Front, counted: true}
		s.copy.chapter = a.chapter(sec)
		switch {
		case sec.Role == book.RoleContents, len(sec.Entries) > 0:
			s.late = true
			s.compose = func(b *bench) { b.listing(&s.copy) }
		case sec.Role == book.RolePart:
			s.opens, s.display = recto, true
			s.copy.second = nil
			s.compose = func(b *bench) { b.partTitle(sec) }
		case sec.Chapter != nil:
			s.compose = func(b *bench) { b.chapter(&s.copy) }
		case sec.Role == book.RoleColophon:
			s.display = true
			s.copy.second = nil
			s.copy.display[0] = a.displayText("colophon", a.Edition)
			s.compose = func(b *bench) { b.display("colophon", sec, s.copy.display) }
		default:
			continue // a generated section without content has no page
		}
		if sec.Matter == book.Main && firstMain {
			if s.opens == anywhere {
				s.opens = recto
			}
			firstMain = false
		}
		a.slots = append(a.slots, s)
	}
	for _, s := range a.slots {
		if a.Screen && s.opens == recto {
			s.opens = anywhere
		}
	}
}

// chapter is a section of the edition with the same one in the second language.
func (a *assembly) chapter(sec *book.Section) chapter {
	if a.Twin == nil {
		return chapter{first: sec}
	}
	return chapter{sec, a.Twin.Section(sec.Slug)}
}

// displays plans the half-title, title and copyright pages.
func (a *assembly) displays() {
	one := func(name string, o opening) {
		s := &slot{name: "page " + name, opens: o, display: true, front: true}
		s.copy.display[0] = a.displayText(name, a.Edition)
		if a.Twin != nil {
			s.copy.display[1] = a.displayText(name, a.Twin)
		}
		if name == "copyright" && a.Screen && s.copy.display == [2]string{} && a.Twin == nil {
			return
		}
		s.compose = func(b *bench) { b.display(name, nil, s.copy.display) }
		a.slots = append(a.slots, s)
	}
	if a.Twin != nil {
		o := verso
		if a.Parallel != Facing {
			o = anywhere
		}
		if !a.Screen {
			half := &slot{name: "page half-title", opens: recto, display: true, front: true}
			half.copy.display[0] = a.displayText("half-title", a.Edition)
			half.compose = func(b *bench) { b.sections = b.sections[:1]; b.display("half-title", nil, half.copy.display) }
			a.slots = append(a.slots, half)
		}
		one("title", o)
		one("copyright", o)
		return
	}
	if !a.Screen {
		one("half-title", recto)
	}
	one("title", recto)
	one("copyright", anywhere)
}

// placed is a page of the book; a blank page has no sheet.
type placed struct {
	slot  *slot
	sheet *sheet
	body  int
	first bool
	label string
	verso bool
}

// order returns the sheets in page order, with blank versos where a section opens on a recto, and numbers them: in
// roman numerals through the front matter, in arabic ones from the first page of the main matter. That page is 1, or 2
// where the two languages face each other and the first opens on a verso, because in print rectos have odd numbers.
func (a *assembly) order() []placed {
	var out []placed
	number, main := 0, false
	put := func(p placed) {
		number++
		p.label = strconv.Itoa(number)
		if !main {
			p.label = lang.LowerRoman(number)
		}
		p.verso = len(out)%2 == 1
		out = append(out, p)
	}
	for _, s := range a.slots {
		opens := s.opens
		if s.set != nil && s.set.opens != anywhere {
			opens = s.set.opens
		}
		if opens == recto && len(out)%2 == 1 || opens == verso && len(out)%2 == 0 {
			put(placed{slot: s})
		}
		if s.counted && !s.front && !main {
			if main, number = true, 0; !a.Screen {
				number = len(out) % 2
			}
		}
		if s.set == nil {
			continue
		}
		for k := range s.set.sheets {
			put(placed{slot: s, sheet: &s.set.sheets[k], body: k, first: k == 0 || k == 1 && a.Twin != nil && a.Parallel == Facing})
		}
		for range s.blanks {
			put(placed{slot: s})
		}
	}
	return out
}

// bind makes the document's pages: sheets with margins, running heads and folios.
func (a *assembly) bind() {
	ed := a.Edition
	a.doc = &forme.Document{
		Lang: lang.Of(ed.Lang).BCP47, Title: ed.Title, Subject: ed.Summary, Authors: ed.Authors, Date: ed.Date, Dests: map[string]forme.Dest{},
	}
	targets := a.targets()
	for _, s := range a.slots {
		if s.set != nil {
			a.doc.Parts = append(a.doc.Parts, s.set.part)
		}
	}
	f := a.newFurnisher()
	for i, p := range a.order() {
		by := a.specs.first
		if p.sheet != nil {
			by = p.sheet.by
		}
		m := by.master
		left := m.recto
		if p.verso {
			left = m.verso
		}
		pg := forme.Page{Trim: m.trim, Label: p.label}
		if p.sheet != nil {
			pg.Part, pg.Body, pg.At = p.slot.set.part, p.body, geom.Point{X: left, Y: m.top}
			for _, d := range p.sheet.dests {
				if targets[d.Name] {
					a.doc.Dests[d.Name] = forme.Dest{Page: i, At: geom.Point{X: left, Y: m.top + d.Y}}
				}
			}
			if !p.slot.display {
				pg.Around = f.around(by, p, pg.At)
			}
		}
		a.doc.Pages = append(a.doc.Pages, pg)
	}
	a.Kept.release(f.hand)
}

// targets are the destinations that the document needs: sections, the entries of contents, and the targets of links.
func (a *assembly) targets() map[string]bool {
	out := map[string]bool{}
	for i, ed := range [...]*book.Edition{a.Edition, a.Twin} {
		if ed == nil {
			continue
		}
		c := a.specs.each()[i]
		for k := range ed.Sections {
			out[c.dest(ed.Sections[k].Slug, "")] = true
		}
		for _, e := range ed.Contents {
			out[c.dest(e.Slug, e.ID)] = true
		}
	}
	for _, s := range a.slots {
		if s.set == nil {
			continue
		}
		for _, d := range s.set.leads {
			out[d] = true
		}
	}
	return out
}

// outline makes the bookmarks from the contents. Titles have the text of the manuscript, without gaps between Han and
// Latin.
func (a *assembly) outline() {
	base := 9
	for _, e := range a.Edition.Contents {
		base = min(base, e.Depth)
	}
	for _, e := range a.Edition.Contents {
		d := a.specs.first.dest(e.Slug, e.ID)
		if _, ok := a.doc.Dests[d]; !ok {
			continue
		}
		title := book.Plain(e.Title)
		if e.Number != "" {
			title = a.specs.first.lang.Join(e.Number, title)
		}
		a.doc.Outline = append(a.doc.Outline, forme.Bookmark{Title: title, Depth: e.Depth - base, Dest: d})
	}
}

// galleys are those of the first language and then those of the second; the late sections come last, as they are set
// last.
func (a *assembly) galleys() (out []Galley) {
	for language := range a.specs.each() {
		for _, late := range [...]bool{false, true} {
			for _, s := range a.slots {
				if s.late == late && s.set != nil && language < len(s.set.yields) {
					if g := s.set.yields[language].galley; len(g.Lines) > 0 {
						out = append(out, g)
					}
				}
			}
		}
	}
	return out
}

// messages are the messages about the specification, about each section, and of the paragraphs, language by language.
func (a *assembly) messages() []diag.Message {
	out := a.said
	for language, sp := range a.specs.each() {
		out = append(out, sp.messages...)
		var findings []paragraph.Findings
		if language == 0 {
			findings = slices.Clone(a.findings)
		}
		for _, s := range a.slots {
			if s.set != nil && language < len(s.set.yields) {
				y := &s.set.yields[language]
				out = append(out, y.messages...)
				findings = append(findings, y.findings)
			}
		}
		out = append(out, paragraph.Messages(findings...)...)
	}
	return slices.Clip(append(out, a.overEdges()...))
}
