package proof

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/book/twins"
	"keben/internal/script"
)

// pairSections returns for each section its former version, or nil, and the removed sections. Sections with one slug
// are the same; a renamed chapter is recognised by its text. A chapter whose former text cannot be read has no former
// version.
func pairSections(old, now [][]*item, unread map[string]bool) (before [][]*item, gone [][]*item) {
	before = make([][]*item, len(now))
	bySlug := map[string][]*item{}
	for _, section := range old {
		if slug := section[0].slug; bySlug[slug] == nil {
			bySlug[slug] = section
			gone = append(gone, section)
		}
	}
	var left []int
	for i, section := range now {
		slug := section[0].slug
		if before[i] = bySlug[slug]; before[i] == nil {
			if !unread[slug] {
				left = append(left, i)
			}
			continue
		}
		delete(bySlug, slug)
		gone = slices.DeleteFunc(gone, func(o []*item) bool { return o[0].slug == slug })
	}
	if len(left)*len(gone) > renamedPairs {
		return before, gone
	}
	was := make([]profile, len(gone))
	for k, section := range gone {
		was[k] = profileOf(section)
	}
	for _, i := range left {
		p := profileOf(now[i])
		best, most := -1, leastRenamed
		for k := range gone {
			if l := p.like(was[k]); l > most {
				best, most = k, l
			}
		}
		if best >= 0 {
			before[i] = gone[best]
			gone, was = slices.Delete(gone, best, best+1), slices.Delete(was, best, best+1)
		}
	}
	return before, gone
}

const (
	leastRenamed = .6   // how much of a chapter stays when it is renamed
	renamedPairs = 2500 // the most pairs of whole chapters that are compared
)

// pair is a block before and after; one side is nil if it is new or removed.
type pair struct{ was, is []*item }

// compareItems marks the changes in the items of a section, and returns them with the removed items in their places.
func compareItems(old, now []*item) (out []*item) {
	was, is := groups(old), groups(now)
	a, b := keys(was), keys(is)
	var pairs []pair
	i, j := 0, 0
	for _, m := range append(twins.Common(a, b, pairCells), [2]int{len(a), len(b)}) {
		pairs = append(pairs, pairStretch(was[i:m[0]], is[j:m[1]])...)
		if m[1] < len(b) {
			pairs = append(pairs, pair{was[m[0]], is[m[1]]})
		}
		i, j = m[0]+1, m[1]+1
	}
	for _, p := range pairMoved(pairs) {
		switch {
		case p.is == nil:
			out = append(out, lost(p.was)...)
		case p.was == nil:
			for _, it := range p.is {
				it.change = '+'
			}
			out = append(out, p.is...)
		default:
			out = append(out, compareGroup(p.was, p.is)...)
		}
	}
	return out
}

// leastMoved is the least likeness of a text that was edited and moved.
const leastMoved = .6

// pairMoved pairs new and removed blocks that are one block, edited and moved. A block that was only moved stays new in
// one place and removed in the other.
func pairMoved(pairs []pair) []pair {
	var fresh, gone []int
	for i, p := range pairs {
		switch {
		case p.was == nil:
			fresh = append(fresh, i)
		case p.is == nil:
			gone = append(gone, i)
		}
	}
	if len(fresh)*len(gone) > stretchCells {
		return pairs
	}
	was := make([]profile, len(gone))
	for k, i := range gone {
		was[k] = profileOf(pairs[i].was)
	}
	for _, j := range fresh {
		p := profileOf(pairs[j].is)
		best, most := -1, leastMoved
		for k, i := range gone {
			if pairs[i].was == nil || kind(pairs[i].was) != kind(pairs[j].is) || key(pairs[i].was) == key(pairs[j].is) {
				continue
			}
			if l := p.like(was[k]); l > most {
				best, most = k, l
			}
		}
		if best >= 0 {
			from := gone[best]
			pairs[j].was, pairs[from].was = pairs[from].was, nil
		}
	}
	return slices.DeleteFunc(pairs, func(p pair) bool { return p.was == nil && p.is == nil })
}

func keys(gs [][]*item) []string {
	out := make([]string, len(gs))
	for i, g := range gs {
		out[i] = key(g)
	}
	return out
}

// key is the text of a block as it is compared.
func key(g []*item) string {
	var b strings.Builder
	for _, it := range g {
		b.WriteString(it.picture + "\x00" + it.words() + "\x01")
	}
	return b.String()
}

// leastLike is the least likeness of a text and its edited form. Two sentences of a language have a quarter of their
// words in common by chance.
const leastLike = .4

const (
	stretchCells = 10_000 // blocks that are each compared with each; longer stretches were written anew
	lookAhead    = 8      // of old blocks, in such a stretch
)

// pairStretch pairs the blocks between two unchanged ones, in order, so that the sum of likenesses is greatest.
func pairStretch(old, now [][]*item) (pairs []pair) {
	was, is := make([]profile, len(old)), make([]profile, len(now))
	for i, g := range old {
		was[i] = profileOf(g)
	}
	for j, g := range now {
		is[j] = profileOf(g)
	}
	like := func(i, j int) float64 {
		if old[i][0].opening && now[j][0].opening {
			return 1 // the title of the section
		}
		if kind(old[i]) != kind(now[j]) {
			return 0
		}
		if l := was[i].like(is[j]); l >= leastLike {
			return l
		}
		return 0
	}
	i, j := 0, 0
	for _, m := range append(bestPairs(len(old), len(now), like), [2]int{len(old), len(now)}) {
		for _, g := range now[j:m[1]] {
			pairs = append(pairs, pair{is: g})
		}
		for _, g := range old[i:m[0]] {
			pairs = append(pairs, pair{was: g})
		}
		if m[1] < len(now) {
			pairs = append(pairs, pair{old[m[0]], now[m[1]]})
		}
		i, j = m[0]+1, m[1]+1
	}
	return pairs
}

// bestPairs pairs two lists in order so that the sum of likenesses is greatest. Texts that are not alike are not
// paired.
func bestPairs(m, n int, like func(i, j int) float64) (pairs [][2]int) {
	if m*n > stretchCells {
		i := 0
		for j := range n {
			best, most := -1, 0.
			for k := i; k < min(i+lookAhead, m); k++ {
				if l := like(k, j); l > most {
					best, most = k, l
				}
			}
			if best >= 0 {
				pairs = append(pairs, [2]int{best, j})
				i = best + 1
			}
		}
		return pairs
	}
	width := n + 1
	sum, one := make([]float64, (m+1)*width), make([]float64, m*n)
	for i := m - 1; i >= 0; i-- {
		for j := n - 1; j >= 0; j-- {
			best := max(sum[(i+1)*width+j], sum[i*width+j+1])
			if l := like(i, j); l > 0 {
				one[i*n+j] = l
				best = max(best, l+sum[(i+1)*width+j+1])
			}
			sum[i*width+j] = best
		}
	}
	for i, j := 0, 0; i < m && j < n; {
		switch here := sum[i*width+j]; {
		case one[i*n+j] > 0 && here == one[i*n+j]+sum[(i+1)*width+j+1]:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case here == sum[(i+1)*width+j]:
			i++
		default:
			j++
		}
	}
	return pairs
}

// kind is the kind of a block. Only blocks of one kind are paired.
func kind(g []*item) look {
	for _, it := range g {
		if it.look == grid || it.look == figure || it.look == listing {
			return it.look
		}
	}
	if g[0].look == subheading {
		return heading
	}
	return g[0].look
}

// profile has the words and numbers of a text, and the pairs of consecutive ones, because common words are in any text.
// Marks and spaces do not count.
type profile struct {
	words, pairs   map[string]int
	numbers        int
	nWords, nPairs int
}

func profileOf(g []*item) profile {
	p := profile{words: map[string]int{}, pairs: map[string]int{}}
	before := ""
	for _, it := range g {
		if it.look == label && len(g) > 1 {
			continue // the language of a listing
		}
		for _, w := range twins.Words(it.picture + "\n" + it.words()) {
			if !wordy(w) {
				continue
			}
			p.words[w]++
			p.nWords++
			if script.ASCIIDigit(w[0]) {
				p.numbers++
				w = "0" // a value that has changed stands where the one before stood
			}
			if before != "" {
				p.pairs[before+" "+w]++
				p.nPairs++
			}
			before = w
		}
	}
	return p
}

// like is the likeness of two texts from 0 to 1: half by their words, half by the order of these (Dice). A changed
// number counts half.
func (p profile) like(q profile) float64 {
	if p.nWords == 0 || q.nWords == 0 {
		if p.nWords == q.nWords {
			return 1
		}
		return 0
	}
	both, numbers := shared(p.words, q.words)
	words := (2*float64(both) + float64(min(p.numbers, q.numbers)-numbers)) / float64(p.nWords+q.nWords)
	if p.nPairs == 0 || q.nPairs == 0 {
		return words
	}
	both, _ = shared(p.pairs, q.pairs)
	return (words + 2*float64(both)/float64(p.nPairs+q.nPairs)) / 2
}

// shared counts the words that two texts have in common, and the numbers among them.
func shared(a, b map[string]int) (both, numbers int) {
	if len(b) < len(a) {
		a, b = b, a
	}
	for w, n := range a {
		n = min(n, b[w])
		both += n
		if script.ASCIIDigit(w[0]) {
			numbers += n
		}
	}
	return both, numbers
}

// form is the form of an item without its words and numbers: the size of its type, its bullet, the style of each word,
// the targets of references.
func form(it *item) string {
	var b strings.Builder
	bullet := strings.TrimLeft(it.mark, "0123456789")
	if strings.HasPrefix(it.mark, "[") {
		bullet = "note"
	}
	fmt.Fprintf(&b, "%d %d %d %s", it.look, it.indent, it.quoted, bullet)
	if it.cells != nil {
		for _, c := range it.cells.Columns {
			fmt.Fprintf(&b, " %v", c.Align)
		}
		for _, row := range it.rows {
			for _, c := range row {
				fmt.Fprintf(&b, "\n%d %d %v:", c.of.Rows, c.of.Cols, c.of.Align)
				writeForm(&b, c.text)
			}
		}
		return b.String()
	}
	writeForm(&b, it.text)
	return b.String()
}

func writeForm(b *strings.Builder, text []span) {
	last := style(1 << 15)
	for _, sp := range text {
		if sp.style&made != 0 {
			switch {
			case sp.record != nil && strings.HasPrefix(*sp.record, "@"):
				b.WriteString(*sp.record)
			case sp.record != nil && strings.HasPrefix(*sp.record, "[^"):
				b.WriteString("[^")
			}
			continue
		}
		if sp.text == "" {
			continue
		}
		if sp.style != last {
			fmt.Fprintf(b, "\x00%d\x00", sp.style)
			last = sp.style
		}
		b.WriteString(sp.text)
	}
}

// pairCells bounds the comparisons of blocks of two chapters. Beyond it blocks are compared in order.
const pairCells = 4_000_000

// wordy reports whether a word is neither a mark nor a space.
func wordy(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
