package paragraph

import (
	"maps"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/source"
)

// Findings are the things that a Setter could not set as meant in the paragraphs between two calls of Take: overfull
// lines, missing characters, other faces. Each section has its own, so that sections set side by side, or kept from
// earlier, give the same messages as sections set one after the other: see Messages.
type Findings struct {
	lines     []diag.Message
	absent    map[rune]*absent
	fallbacks map[[2]string]map[rune]bool // by the faces wanted and found
	count     int                         // how often something was found
}

// absent counts the places of a character that no face has.
type absent struct {
	count  int
	places []source.Place
}

func (f *Findings) missing(r rune, at source.Place) {
	f.count++
	a := f.of(r)
	a.count++
	if len(a.places) < maxPlaces && at.File != nil {
		a.places = append(a.places, at)
	}
}

// of returns the record of a character that no face has.
func (f *Findings) of(r rune) *absent {
	a := f.absent[r]
	if a == nil {
		a = &absent{}
		if f.absent == nil {
			f.absent = map[rune]*absent{}
		}
		f.absent[r] = a
	}
	return a
}

func (f *Findings) fellBack(key [2]string, r rune) {
	f.count++
	if f.fallbacks == nil {
		f.fallbacks = map[[2]string]map[rune]bool{}
	}
	m := f.fallbacks[key]
	if m == nil {
		m = map[rune]bool{}
		f.fallbacks[key] = m
	}
	m[r] = true
}

// add adds the findings of a later section.
func (f *Findings) add(o *Findings) {
	f.lines = append(f.lines, o.lines...)
	for r, b := range o.absent {
		a := f.of(r)
		a.count += b.count
		a.places = append(a.places, b.places[:min(len(b.places), maxPlaces-len(a.places))]...)
	}
	for key, m := range o.fallbacks {
		for r := range m {
			f.fellBack(key, r)
		}
	}
}

// Take returns the findings since the last call, and forgets them.
func (s *Setter) Take() Findings {
	f := s.found
	s.found = Findings{}
	return f
}

// line records a message about a line.
func (f *Findings) line(m diag.Message) {
	f.count++
	f.lines = append(f.lines, m)
}

// Found returns the number of findings since the last call of Take. The lines of a paragraph that does not change it
// may be kept and used again, because they give no message.
func (s *Setter) Found() int { return s.found.count }

// Messages returns the messages about several sections, in their order: first lines, then each character that no face
// has, once, with its first places, then the characters that were set in another face.
func Messages(sections ...Findings) []diag.Message {
	var all Findings
	for i := range sections {
		all.add(&sections[i])
	}
	out := all.lines
	for _, r := range slices.Sorted(maps.Keys(all.absent)) {
		a := all.absent[r]
		var pos source.Place
		var others []string
		for i, p := range a.places {
			if i == 0 {
				pos = p
			} else {
				others = append(others, p.String())
			}
		}
		en, zh := "", ""
		if len(others) > 0 {
			en, zh = " (also at "+strings.Join(others, ", ")+")", "（另见 "+strings.Join(others, "、")+"）"
		}
		out = append(out, uncovered.At(pos, r, diag.Counted(a.count, "time", "times", "处"), en, zh))
	}
	keys := slices.SortedFunc(maps.Keys(all.fallbacks), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	for _, k := range keys {
		set := slices.Sorted(maps.Keys(all.fallbacks[k]))
		named := string(set[:min(len(set), maxNamed)])
		if len(set) > maxNamed {
			named += "…"
		}
		out = append(out, fallback.At(source.Place{}, k[0], len(set), k[1], named))
	}
	return out
}
