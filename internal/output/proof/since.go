package proof

import (
	"fmt"
	"slices"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/lang"
	"keben/internal/source"
)

// compare marks the changes in the items, and inserts the removed ones.
func (s *setter) compare() {
	since := s.in.Since
	switch {
	case since == nil:
	case since.Record:
		s.fromRecord()
	case since.Edition != nil:
		old := read(since.Edition, "")
		before, gone := pairSections(old, s.sections, since.Unread)
		for i, section := range s.sections {
			if !since.Unread[section[0].slug] {
				s.sections[i] = compareItems(before[i], section)
			}
		}
		for _, section := range gone {
			s.sections = append(s.sections, compareItems(section, nil))
		}
	}
}

// lost returns removed items as they are shown: their text struck out, a row of a table as a line.
func lost(items []*item) (out []*item) {
	for _, it := range items {
		gone := *it
		gone.change, gone.opening, gone.lacks, gone.id, gone.twin, gone.at, gone.around = '-', false, false, "", "", source.Range{}, nil
		if gone.cells != nil {
			for _, row := range it.rows {
				out = append(out, lostRow(&gone, row))
			}
			continue
		}
		gone.text = struck(it.text)
		if gone.picture != "" {
			gone.look = caption
			gone.text = struck(append([]span{{text: gone.picture + " ", style: code}}, it.text...))
			gone.picture = ""
		}
		out = append(out, &gone)
	}
	return out
}

func struck(text []span) []span {
	out := make([]span, len(text))
	for i, sp := range text {
		sp.style, sp.at = sp.style|gone, source.Range{}
		out[i] = sp
	}
	return out
}

// lostRow is a row of a table that is gone.
func lostRow(of *item, row []cell) *item {
	it := *of
	it.look, it.cells, it.rows, it.change = caption, nil, nil, '-'
	it.text = []span{{text: rowText(row), style: gone}}
	return &it
}

// compareGroup marks the changes in the items of a block. Removed items stay with it.
func compareGroup(old, now []*item) (out []*item) {
	same := len(old) == len(now) && key(old) == key(now)
	gone := func(items []*item) {
		for _, it := range lost(items) {
			it.id, it.twin = now[0].id, now[0].twin
			out = append(out, it)
		}
	}
	for _, it := range now {
		at := slices.IndexFunc(old, func(o *item) bool { return o.look == it.look })
		if same {
			at = 0
		}
		if at < 0 {
			it.change = '+'
			out = append(out, it)
			continue
		}
		gone(old[:at])
		out = append(out, compareItem(old[at], it)...)
		old = old[at+1:]
	}
	gone(old)
	return out
}

// compareItem marks the changed words of an item. If only the form has changed, for example of a word that has become
// bold, the item is marked and no word.
func compareItem(old, now *item) (out []*item) {
	if now.picture != old.picture {
		now.change = '~'
		out = lost([]*item{{look: figure, picture: old.picture, lang: old.lang, slug: old.slug}})
		for _, it := range out {
			it.id, it.twin = now.id, now.twin
		}
	}
	if form(now) != form(old) {
		now.change = '~'
	}
	if now.cells == nil || old.cells == nil {
		if was, is := plain(old.text), plain(now.text); was != is {
			now.change, now.text = '~', changed(now.text, was, printedForm)
		}
		return append(out, now)
	}
	a, b := make([]string, len(old.rows)), make([]string, len(now.rows))
	for i, row := range old.rows {
		a[i] = rowText(row)
	}
	for i, row := range now.rows {
		b[i] = rowText(row)
	}
	if !slices.Equal(a, b) {
		now.change = '~'
	}
	out = append(out, now)
	i, j := 0, 0
	for _, m := range append(twins.Common(a, b, pairCells), [2]int{len(a), len(b)}) {
		before, after := old.rows[i:m[0]], now.rows[j:m[1]]
		for k, row := range after {
			for c := range row {
				switch {
				case k < len(before) && len(before[k]) == len(row):
					if was := plain(before[k][c].text); was != plain(row[c].text) {
						row[c].text = changed(row[c].text, was, printedForm)
					}
				default:
					row[c].text = changed(row[c].text, "", printedForm)
				}
			}
		}
		for k, row := range before {
			if k >= len(after) || len(after[k]) != len(row) {
				l := *old
				l.id, l.twin, l.at, l.around, l.lacks = now.id, now.twin, source.Range{}, nil, false
				out = append(out, lostRow(&l, row))
			}
		}
		i, j = m[0]+1, m[1]+1
	}
	return out
}

// changed marks the new words of a text, and inserts the removed ones. Both texts are compared in one form. A span
// without text in that form keeps its place; a span whose text is not its form is marked as a whole.
func changed(text []span, was string, form func(span) string) (out []span) {
	diff := twins.Diff(was, inForm(text, form))
	face := gone | inAll(text)
	var rest string // of the current change
	var kind byte
	next := func() bool {
		for rest == "" && len(diff) > 0 {
			kind, rest = diff[0].Kind, diff[0].Text
			diff = diff[1:]
			if kind == '-' {
				out = append(out, span{text: rest, style: face})
				rest = ""
			}
		}
		return rest != ""
	}
	for _, sp := range text {
		compared, whole := form(sp), sp
		divides := compared == sp.text
		for compared != "" && next() {
			n := min(len(compared), len(rest))
			part := sp
			part.text = compared[:n]
			if kind == '+' {
				part.style |= fresh
			}
			if divides {
				out = append(out, part)
			}
			whole.style |= part.style
			compared, rest = compared[n:], rest[n:]
		}
		if !divides {
			out = append(out, whole)
		}
	}
	next()
	return out
}

// inAll is the style that all author's spans of a text share, in which removed words are set, too.
func inAll(text []span) style {
	if !slices.ContainsFunc(text, func(sp span) bool { return sp.style&made == 0 }) {
		return 0
	}
	all := bold | italic | code
	for _, sp := range text {
		if sp.style&made == 0 {
			all &= sp.style
		}
	}
	return all
}

// fromRecord marks the changes by the translation record. The former source is marked in the source itself if the
// record has the same form of text, and otherwise shown below the block, as it always is below a translation.
func (s *setter) fromRecord() {
	for _, m := range s.in.Marks {
		items := s.itemsAt(m.Place)
		same := slices.IndexFunc(items, func(it *item) bool { return it.cells == nil && inForm(it.text, recordForm) == m.Now })
		switch {
		case len(items) == 0:
		case m.State == book.Stale && same >= 0:
			it := items[same]
			it.change, it.text = '~', changed(it.text, m.Was, recordForm)
		case m.State == book.Stale:
			for _, it := range items {
				it.change = '~'
			}
			it := items[0]
			of := lang.Of(m.Lang) // the source
			if m.Source {
				of = it.lang
			}
			it.record = append(it.record, sourceHead(it, of), &item{look: twinText, lang: of, text: changed([]span{{text: m.Now}}, m.Was, printedForm)})
		case m.New:
			for _, it := range items {
				it.change = '+'
			}
		}
	}
	for _, g := range s.in.Since.Gone {
		text := []span{{text: g.Text, style: gone}}
		if it := s.itemAt(g.After); it != nil {
			of := lang.Of(g.Lang)
			if len(it.record) == 0 {
				it.record = append(it.record, sourceHead(it, of))
			}
			it.record = append(it.record, &item{look: twinText, lang: of, change: '-', text: text})
		}
	}
}

// sourceHead is the line over the source of an item in the record.
func sourceHead(it *item, source *lang.Language) *item {
	text := fmt.Sprintf(it.lang.Words.ProofSource(), source.Name) + it.lang.Words.Colon()
	return &item{look: twinText, lang: it.lang, text: []span{{text: text, style: bold | made}}}
}

// stateWord is the word for a state.
func stateWord(w lang.Words, s book.State) string {
	switch s {
	case book.Done:
		return w.ProofUpToDate()
	case book.Stale:
		return w.ProofStale()
	case book.Unsure:
		return w.ProofUnsure()
	case book.Missing:
		return w.ProofMissing()
	case book.Extra:
		return w.ProofExtra()
	}
	return ""
}

// changeOf is the change of a block: that of all its items, or that some have changed.
func changeOf(g []*item) (change byte) {
	for i, it := range g {
		if i == 0 {
			change = it.change
		} else if it.change != change {
			return '~'
		}
	}
	return change
}

// changeWord names a change in the margin.
func changeWord(w lang.Words, change byte) string {
	switch change {
	case '+':
		return w.ProofNew()
	case '-':
		return w.ProofGone()
	case '~':
		return w.ProofChanged()
	}
	return ""
}
