package twins

import (
	"keben/internal/book"
)

// Finding is the state of one pair with a text.
type Finding struct {
	*Pair
	State  book.State
	Was    string // of a stale one: the source it was made from
	Edited bool   // the translation has changed since as well

	entry int // of the record, or -1
}

// Now is the source as it stands.
func (f *Finding) Now() string { return text(f.A) }

// judge finds the states of a chapter's pairs.
func (a *Alignment) judge(c *Chapter, r *Record) {
	for _, p := range c.Pairs {
		if text(p.A) == "" && text(p.B) == "" {
			continue
		}
		f := &Finding{Pair: p, State: book.Unrecorded, entry: -1}
		switch {
		case len(p.B) == 0:
			f.State = book.Missing
		case len(p.A) == 0:
			f.State = book.Extra
		}
		c.Findings = append(c.Findings, f)
	}
	if r != nil {
		c.record = r
		c.recall()
	}
	for _, f := range c.Findings {
		if f.State == book.Unrecorded && f.Confidence < Sure {
			f.State = book.Unsure
		}
		for _, u := range f.B {
			if u.Block != nil {
				a.states[u.Block] = f.State
			}
		}
	}
	a.lacks(c)
}

// recall finds the line of the record for each pair: first by both texts, then by the translation, because that stays
// when the source is edited, then by the source, and last, when both were edited, by the likeness of the source.
func (c *Chapter) recall() {
	var hashes [][2]string
	for _, f := range c.Findings {
		hashes = append(hashes, [2]string{fingerprint(text(f.A)), fingerprint(text(f.B))})
	}
	used := make([]bool, len(c.record.Entries))
	by := func(same func(e Entry, hash [2]string) bool) {
		index := 0
		for i, f := range c.Findings {
			if f.entry >= 0 || len(f.A) == 0 || len(f.B) == 0 {
				continue
			}
			// Texts that come more than once are taken in order.
			for n := range used {
				k := (index + n) % len(used)
				if !used[k] && same(c.record.Entries[k], hashes[i]) {
					used[k], f.entry, index = true, k, k+1
					break
				}
			}
		}
	}
	by(func(e Entry, h [2]string) bool { return e.Source == h[0] && e.Twin == h[1] })
	by(func(e Entry, h [2]string) bool { return e.Twin == h[1] })
	by(func(e Entry, h [2]string) bool { return e.Source == h[0] })
	for _, f := range c.Findings {
		if f.entry >= 0 || len(f.A) == 0 || len(f.B) == 0 {
			continue
		}
		best, most := -1, leastLike
		for k, e := range c.record.Entries {
			if !used[k] {
				if like := likeness(e.Text, f.Now()); like > most {
					best, most = k, like
				}
			}
		}
		if best >= 0 {
			used[best], f.entry = true, best
		}
	}
	for i, f := range c.Findings {
		if f.entry < 0 {
			continue
		}
		e := c.record.Entries[f.entry]
		f.State, f.Edited = book.Done, e.Twin != hashes[i][1]
		if e.Source != hashes[i][0] {
			f.State, f.Was = book.Stale, e.Text
		}
	}
	for k, e := range c.record.Entries {
		if !used[k] {
			c.orphans = append(c.orphans, e)
		}
	}
}

// likeness is the share of words that two texts have in common (Dice).
func likeness(a, b string) float64 {
	count := map[string]int{}
	na, nb, both := 0, 0, 0
	for _, w := range Words(a) {
		count[w]++
		na++
	}
	for _, w := range Words(b) {
		nb++
		if count[w] > 0 {
			count[w]--
			both++
		}
	}
	if na+nb == 0 {
		return 0
	}
	return 2 * float64(both) / float64(na+nb)
}

// lacks counts for each top-level block of the translation how many blocks of the source after it have no translation,
// so that the outputs can say where something is missing.
func (a *Alignment) lacks(c *Chapter) {
	top := func(p *parts) map[*Unit]bool {
		in := make(map[*Unit]bool, len(p.text))
		for _, u := range p.text {
			in[u] = true
		}
		return in
	}
	textA, textB := top(c.a), top(c.b)
	var last *Unit
	for _, f := range c.Findings {
		if len(f.B) > 0 && len(f.A) > 0 && !f.Moved {
			if u := f.B[len(f.B)-1].root(); u.Block != nil && textB[u] {
				last = u
			}
		}
		if f.State != book.Missing || !textA[f.A[0].root()] {
			continue
		}
		if last == nil {
			c.Lacking++
		} else {
			a.lacking[last.Block]++
		}
	}
}

// root returns the unit at the top level around u, or u itself.
func (u *Unit) root() *Unit {
	for u.parent != nil {
		u = u.parent
	}
	return u
}

// State returns the state of a block of a translation, or "" for one that is no translation or has no text.
func (a *Alignment) State(b book.Block) book.State { return a.states[b] }

// Lacking returns how many blocks of the source that follow the twin of b have no translation.
func (a *Alignment) Lacking(b book.Block) int { return a.lacking[b] }

// Count returns how many pairs of the chapter are in each state.
func (c *Chapter) Count() map[book.State]int {
	n := map[book.State]int{}
	for _, f := range c.Findings {
		n[f.State]++
	}
	return n
}

// Accepted is the result of accepting blocks.
type Accepted struct {
	Record           *Record
	New, Renewed     []*Finding // blocks that had no line, and those whose line has changed
	Kept, Left, Gone int        // lines that were right already, unsure blocks left out, lines of blocks that are gone
}

// Accept makes the chapter's record say that the blocks for which want is true are up to date. id names a unit.
// All others keep their lines. A line whose block is gone is dropped when all of the chapter is accepted.
func (c *Chapter) Accept(want func(*Finding) bool, id func(*Unit) string, all bool) Accepted {
	out := Accepted{Record: &Record{File: RecordFile(c.B.File())}}
	for _, f := range c.Findings {
		if len(f.A) == 0 || len(f.B) == 0 {
			continue
		}
		var old *Entry
		if f.entry >= 0 {
			old = &c.record.Entries[f.entry]
		}
		if !want(f) {
			if old != nil {
				out.Record.Entries = append(out.Record.Entries, *old)
			} else if f.State == book.Unsure {
				out.Left++
			}
			continue
		}
		e := Entry{id(f.A[0]), fingerprint(text(f.A)), fingerprint(text(f.B)), text(f.A)}
		out.Record.Entries = append(out.Record.Entries, e)
		switch {
		case old == nil:
			out.New = append(out.New, f)
		case old.Source != e.Source || old.Twin != e.Twin:
			out.Renewed = append(out.Renewed, f)
		default:
			out.Kept++
		}
	}
	if c.record != nil {
		out.Record.Unread = c.record.Unread
		if all {
			out.Gone = len(c.orphans)
		} else {
			out.Record.Entries = append(out.Record.Entries, c.orphans...)
		}
	}
	return out
}

// Lost is a text that was translated and that the source no longer has. After is the finding after which it was, nil at
// the beginning of the chapter.
type Lost struct {
	After *Finding
	Text  string
}

// Recorded reports whether the chapter's translation has a record.
func (c *Chapter) Recorded() bool { return c.record != nil }

// Gone returns the texts of the chapter's record that the source no longer has, in the order of the record.
func (c *Chapter) Gone() (lost []Lost) {
	if c.record == nil {
		return nil
	}
	of := map[int]*Finding{}
	for _, f := range c.Findings {
		if f.entry >= 0 {
			of[f.entry] = f
		}
	}
	var last *Finding
	for k, e := range c.record.Entries {
		if f := of[k]; f != nil {
			last = f
		} else {
			lost = append(lost, Lost{last, e.Text})
		}
	}
	return lost
}
