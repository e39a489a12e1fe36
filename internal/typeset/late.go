package typeset

import (
	"slices"
	"strconv"

	"keben/internal/book"
	"keben/internal/diag"
)

// A late section prints the folios of other sections, which its own length changes. It is set again until the folios
// are right. The search begins without folios, and not with those of the last build, because it might end elsewhere
// than in a clean build. Every intermediate result is kept by the folios that it prints, so that the steps of the last
// build cost nothing.
const (
	freeRounds = 3 // after these a late section only grows, so that it cannot alternate between two lengths for ever
	mostRounds = 5
)

var unsettled = diag.NewKind("unsettled-folios", diag.Warning,
	"the page numbers printed in %s still change after %d rounds of typesetting", "“%s”所印的页码经 %d 轮排版仍未稳定",
	"add or delete a line in the front matter", "请在前置部分增删一行")

// settle sets the late sections until the folios that they print are right.
func (a *assembly) settle() {
	late := slices.DeleteFunc(slices.Clone(a.slots), func(s *slot) bool { return !s.late })
	if len(late) == 0 {
		return
	}
	folios := a.folios()
	for round := 1; ; round++ {
		for _, s := range late {
			a.setLate(s, folios, round)
		}
		now := a.folios()
		moved := a.moved(late, folios, now)
		if moved == nil {
			return
		}
		if round == mostRounds {
			a.said = append(a.said, unsettled.At(moved.copy.first.At, book.Plain(moved.copy.first.Title), mostRounds))
			return
		}
		folios = now
	}
}

// setLate sets a late section with the folios of its entries.
func (a *assembly) setLate(s *slot, folios map[string]string, round int) {
	s.copy.lists[0] = a.list(a.Edition, a.specs.first, s.copy.first, folios)
	if a.Twin != nil && s.copy.second != nil {
		s.copy.lists[1] = a.list(a.Twin, a.specs.second, s.copy.second, folios)
	}
	before := s.blanks
	if s.set != nil {
		before += len(s.set.sheets)
	}
	a.setSlot(s, s.name+" "+strconv.Itoa(round))
	s.blanks = 0
	if round > freeRounds && len(s.set.sheets) < before {
		s.blanks = before - len(s.set.sheets)
	}
}

// list returns the entries of a late section. Collation has listed them; the contents leave out themselves and the
// colophon, and whatever is deeper than a heading of the second level.
func (a *assembly) list(ed *book.Edition, c *spec, sec *book.Section, folios map[string]string) (l list) {
	if sec.Role != book.RoleContents {
		for _, e := range sec.Entries {
			if a.elsewhere(e, c, folios) {
				continue
			}
			l.entries = append(l.entries, e)
			l.folios = append(l.folios, folios[c.dest(e.Slug, e.ID)])
		}
		return l
	}
	for i, e := range ed.Contents {
		if e.Slug == sec.Slug || e.Slug == string(book.RoleColophon) || e.Depth > 2 || a.elsewhere(e, c, folios) {
			continue
		}
		l.spaced = l.spaced || len(l.entries) == 0 && i > 0
		l.entries = append(l.entries, e)
		l.folios = append(l.folios, folios[c.dest(e.Slug, e.ID)])
	}
	return l
}

// elsewhere reports whether an entry leads into a text that a parallel edition has in its other language only.
func (a *assembly) elsewhere(e book.Entry, c *spec, folios map[string]string) bool {
	return a.Twin != nil && e.Lang != "" && e.ID != "" && folios[c.dest(e.Slug, e.ID)] == ""
}

// folios maps every destination to the label of its page.
func (a *assembly) folios() map[string]string {
	out := map[string]string{}
	for _, p := range a.order() {
		if p.sheet == nil {
			continue
		}
		for _, d := range p.sheet.dests {
			out[d.Name] = p.label
		}
	}
	return out
}

// moved returns the first late section that prints a folio of old which now is another one, or nil.
func (a *assembly) moved(late []*slot, old, now map[string]string) *slot {
	for _, s := range late {
		for i, c := range a.specs.each() {
			for _, e := range s.copy.lists[i].entries {
				if d := c.dest(e.Slug, e.ID); old[d] != now[d] {
					return s
				}
			}
		}
	}
	return nil
}
