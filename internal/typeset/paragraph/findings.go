package paragraph

import (
	"cmp"
	"fmt"
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
	absent    map[absentee]*absent
	fallbacks map[[2]string]map[rune]bool // by the faces wanted and found
	count     int                         // how often something was found
}

// absentee is a character of a chapter that no face has. The file is that of the chapter, or "".
type absentee struct {
	file string
	r    rune
}

// absent counts the places of an absentee, and has the first.
type absent struct {
	count int
	first source.Place
}

func (f *Findings) missing(r rune, at source.Place) {
	f.count++
	f.of(absentee{at.Name(), r}).add(absent{1, at})
}

func (a *absent) add(b absent) {
	if a.count == 0 || b.first.Within() && (!a.first.Within() || b.first.Compare(a.first) < 0) {
		a.first = b.first
	}
	a.count += b.count
}

// of returns the record of an absentee.
func (f *Findings) of(k absentee) *absent {
	a := f.absent[k]
	if a == nil {
		a = &absent{}
		if f.absent == nil {
			f.absent = map[absentee]*absent{}
		}
		f.absent[k] = a
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
	for k, b := range o.absent {
		f.of(k).add(*b)
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

// Messages returns the messages about several sections, in their order: first lines, then the characters that no face
// has, chapter by chapter, then the characters that were set in another face.
func Messages(sections ...Findings) []diag.Message {
	var all Findings
	for i := range sections {
		all.add(&sections[i])
	}
	out := all.lines
	out = append(out, all.uncovered()...)
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

// maxUncovered is how many characters that no face has are named.
const maxUncovered = 5

// uncovered returns one message per chapter about its characters that no face has: the author needs one font for all
// of them. They are named in the order of the text. A character that the contents or a running head repeats, where it has
// no place, is told at its place only.
func (f *Findings) uncovered() (out []diag.Message) {
	placed := map[rune]bool{}
	for a := range f.absent {
		placed[a.r] = placed[a.r] || a.file != ""
	}
	told := maps.Clone(f.absent)
	maps.DeleteFunc(told, func(a absentee, _ *absent) bool { return a.file == "" && placed[a.r] })
	keys := slices.SortedFunc(maps.Keys(told), func(a, b absentee) int {
		return cmp.Or(strings.Compare(a.file, b.file), f.absent[a].first.Compare(f.absent[b].first), cmp.Compare(a.r, b.r))
	})
	for len(keys) > 0 {
		n := 1
		for n < len(keys) && keys[n].file == keys[0].file {
			n++
		}
		out = append(out, f.lacking(keys[:n]))
		keys = keys[n:]
	}
	return out
}

// lacking is the message about absentees of one chapter.
func (f *Findings) lacking(keys []absentee) diag.Message {
	at, total := f.absent[keys[0]].first, 0
	var en, zh []string
	for _, k := range keys {
		total += f.absent[k].count
		if len(en) < maxUncovered {
			en, zh = append(en, fmt.Sprintf("%q (U+%04[1]X)", k.r)), append(zh, fmt.Sprintf("“%c”（U+%04[1]X）", k.r))
		}
	}
	if len(keys) == 1 {
		return uncovered.At(at, keys[0].r, diag.Counted(total, "time", "times", "处"))
	}
	named := diag.Phrase{En: strings.Join(en, ", "), Zh: strings.Join(zh, "、")}
	if more := len(keys) - len(en); more > 0 {
		named.En += fmt.Sprintf(" and %d more", more)
		named.Zh += fmt.Sprintf("等 %d 个", len(keys))
	}
	return uncoveredSeveral.At(at, named, diag.Counted(total, "time", "times", "处"))
}
