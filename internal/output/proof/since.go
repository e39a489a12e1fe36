package proof

import (
	"fmt"
	"slices"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/lang"
	"keben/internal/source"
)

// compare marks in the items what has changed since, and puts between them what is gone.
func (s *setter) compare() {
	since := s.in.Since
	switch {
	case since == nil:
	case since.Record:
		s.fromRecord()
	case since.Edition != nil:
		old := map[string][]*item{}
		var order []string
		for _, section := range read(since.Edition, "") {
			if slug := section[0].slug; old[slug] == nil {
				order = append(order, slug)
				old[slug] = section
			}
		}
		for i, section := range s.sections {
			slug := section[0].slug
			if since.Unread[slug] {
				continue
			}
			s.sections[i] = compareItems(old[slug], section)
			delete(old, slug)
		}
		for _, slug := range order {
			if section := old[slug]; section != nil {
				s.sections = append(s.sections, compareItems(section, nil))
			}
		}
	}
}

// pairCells bounds what is compared block by block: two chapters of which nothing is alike are compared in order.
const pairCells = 4_000_000

// compareItems marks the items of a section by those it had before, and returns them with what is gone in its place.
func compareItems(old, now []*item) (out []*item) {
	a, b := texts(old), texts(now)
	i, j := 0, 0
	for _, m := range append(common(a, b), [2]int{len(a), len(b)}) {
		out = append(out, compareStretch(old[i:m[0]], now[j:m[1]])...)
		if m[1] < len(b) {
			out = append(out, now[m[1]])
		}
		i, j = m[0]+1, m[1]+1
	}
	return out
}

func texts(items []*item) []string {
	out := make([]string, len(items))
	for i, it := range items {
		out[i] = it.picture + "\x00" + it.words()
	}
	return out
}

// common returns a longest common subsequence of two lists as pairs of indexes.
func common(a, b []string) (pairs [][2]int) {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		pairs = append(pairs, [2]int{i, i})
		i++
	}
	m, n := len(a), len(b)
	for m > i && n > i && a[m-1] == b[n-1] {
		m, n = m-1, n-1
	}
	if (m-i)*(n-i) <= pairCells {
		pairs = append(pairs, middle(a[i:m], b[i:n], i)...)
	}
	for k := range len(a) - m {
		pairs = append(pairs, [2]int{m + k, n + k})
	}
	return pairs
}

func middle(a, b []string, from int) (pairs [][2]int) {
	width := len(b) + 1
	length := make([]int32, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i*width+j] = length[(i+1)*width+j+1] + 1
			} else {
				length[i*width+j] = max(length[(i+1)*width+j], length[i*width+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			pairs = append(pairs, [2]int{from + i, from + j})
			i, j = i+1, j+1
		case length[(i+1)*width+j] >= length[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}

// leastLike is how much of a text stays when it is edited; with less it is another text.
const leastLike = .4

// compareStretch marks items between two that are the same: each is the next old one that it is like, or new.
func compareStretch(old, now []*item) (out []*item) {
	many := len(old)*len(now) > 10_000 // texts written anew are compared in order
	for _, it := range now {
		found := -1
		for k, o := range old {
			if o.look == it.look && (many || likeness(o.words(), it.words()) >= leastLike) {
				found = k
				break
			}
			if many {
				break
			}
		}
		if found < 0 {
			it.change = '+'
			out = append(out, it)
			continue
		}
		out = append(out, lost(old[:found])...)
		out = append(out, compareItem(old[found], it)...)
		old = old[found+1:]
	}
	return append(out, lost(old)...)
}

// lost returns items as shown when they are gone: their text struck out, a row of a table as a line.
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

// compareItem marks the changed words of an item.
func compareItem(old, now *item) (out []*item) {
	if now.picture != old.picture {
		now.change = '~'
		out = lost([]*item{{look: figure, picture: old.picture, lang: old.lang, slug: old.slug}})
	}
	if now.cells == nil {
		if was, is := plain(old.text), plain(now.text); was != is {
			now.change, now.text = '~', changed(now.text, was, printedForm)
		}
		return append(out, now)
	}
	now.change = '~'
	a, b := make([]string, len(old.rows)), make([]string, len(now.rows))
	for i, row := range old.rows {
		a[i] = rowText(row)
	}
	for i, row := range now.rows {
		b[i] = rowText(row)
	}
	out = append(out, now)
	i, j := 0, 0
	for _, m := range append(common(a, b), [2]int{len(a), len(b)}) {
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
				l.id, l.at, l.around, l.twin, l.lacks = "", source.Range{}, nil, "", false
				out = append(out, lostRow(&l, row))
			}
		}
		i, j = m[0]+1, m[1]+1
	}
	return out
}

// changed marks in a text what is new since it was another one, and puts into it what is gone. Both are compared in one
// form. What has nothing in that form stays where it is; what has another text is new as a whole.
func changed(text []span, was string, form func(span) string) (out []span) {
	diff := twins.Diff(was, inForm(text, form))
	var rest string // of the current change
	var kind byte
	next := func() bool {
		for rest == "" && len(diff) > 0 {
			kind, rest = diff[0].Kind, diff[0].Text
			diff = diff[1:]
			if kind == '-' {
				out = append(out, span{text: rest, style: gone})
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

// likeness is the share of words that two texts have in common (Dice).
func likeness(a, b string) float64 {
	count := map[string]int{}
	na, nb, both := 0, 0, 0
	for _, w := range twins.Words(a) {
		count[w]++
		na++
	}
	for _, w := range twins.Words(b) {
		nb++
		if count[w] > 0 {
			count[w]--
			both++
		}
	}
	if na+nb == 0 {
		return 1
	}
	return 2 * float64(both) / float64(na+nb)
}

// fromRecord marks what the record of the translation knows. What the source was is marked in the source itself where
// the record has just its text, and else shown below the block, as it always is below a translation.
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
			it.below = append(it.below,
				&item{look: twinText, lang: it.lang, text: []span{{text: fmt.Sprintf(it.lang.Words.ProofSource(), of.Name) + it.lang.Words.Colon(), style: bold | made}}},
				&item{look: twinText, lang: of, text: changed([]span{{text: m.Now}}, m.Was, printedForm)})
		case m.New:
			for _, it := range items {
				it.change = '+'
			}
		}
	}
	for _, g := range s.in.Since.Gone {
		text := []span{{text: g.Text, style: gone}}
		if it := s.itemAt(g.After); it != nil {
			it.below = append(it.below, &item{look: twinText, lang: lang.Of(g.Lang), change: '-', text: text})
		}
	}
}

// stateWord says how a block stands.
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
