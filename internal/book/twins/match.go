package twins

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Pair is one or two units of one language and their twin, or twins, in another. One side is empty when a unit
// has no twin.
type Pair struct {
	A, B       []*Unit // A of the earlier language of the book
	Confidence float64 // 0 to 1: how likely the pair is, given what the chapters hold; 1 when an id or a record settles it
	Settled    bool    // by an id of the author's or by the record of a translation
	Moved      bool    // not in the order of the others
}

// The limits of confidence. Below floor the units are more likely not twins; below Sure a person should look.
const (
	floor = .55
	Sure  = .8
)

// matcher aligns one chapter with its twin.
type matcher struct {
	*model
	a, b  *parts
	pairs []*Pair
}

// match aligns all parts of a chapter.
func match(m *model, a, b *parts, known map[*Unit]*Unit) []*Pair {
	x := &matcher{model: m, a: a, b: b}
	a.reset()
	b.reset()
	if a.title != nil && b.title != nil {
		x.join([]*Unit{a.title}, []*Unit{b.title}, Pair{Confidence: 1, Settled: true})
	}
	x.settle(known)
	x.sequence(a.abstract, b.abstract, 1)
	x.sequence(a.text, b.text, 1)
	x.inside()
	x.notes()
	x.inside()
	x.moved()
	x.alone()
	return x.pairs
}

func (x *matcher) join(as, bs []*Unit, p Pair) {
	p.A, p.B = as, bs
	pair := &p
	for _, us := range [...][]*Unit{as, bs} {
		for _, u := range us {
			u.pair = pair
		}
	}
	x.pairs = append(x.pairs, pair)
}

// settle pairs units with the same explicit id, and units that a record says are source and translation.
func (x *matcher) settle(known map[*Unit]*Unit) {
	byID := map[string]*Unit{}
	for _, u := range x.b.all {
		if u.id != "" && byID[u.id] == nil {
			byID[u.id] = u
		}
	}
	for _, u := range x.a.all {
		twin := known[u]
		if v := byID[u.id]; u.id != "" && v != nil {
			twin = v
		}
		if twin != nil && u.pair == nil && twin.pair == nil {
			x.join([]*Unit{u}, []*Unit{twin}, Pair{Confidence: 1, Settled: true})
		}
	}
}

// sequence aligns two sequences. Certain pairs of headings cut it, and the units between two cuts are aligned by
// themselves.
func (x *matcher) sequence(as, bs []*Unit, trust float64) {
	as, bs = x.open(as, bs), x.open(bs, as)
	if len(as) == 0 || len(bs) == 0 {
		return
	}
	i, j := 0, 0
	cuts := x.skeleton(as, bs, trust)
	if as[0].parent == nil {
		x.movedSections(alike)
	}
	for _, h := range cuts {
		i2, j2 := i+slices.Index(as[i:], h[0]), j+slices.Index(bs[j:], h[1])
		x.section(as[i:i2], bs[j:j2], trust)
		i, j = i2+1, j2+1
	}
	x.section(as[i:], bs[j:], trust)
}

// open returns the units of a sequence that take part in its alignment with another: those without a pair, and those
// settled with one of the other sequence, because these help to place their neighbours.
func (x *matcher) open(us, others []*Unit) (out []*Unit) {
	in := map[*Unit]bool{}
	for _, u := range others {
		in[u] = true
	}
	for _, u := range us {
		if u.pair == nil || u.pair.Settled && in[u.twin()] {
			out = append(out, u)
		}
	}
	return out
}

// settledScore is the gain of a settled pair that is in order. It is bounded, because where an id shows that a section
// has moved, the others should not lose their twins to it.
const settledScore = 3

// settledPair returns the score of two units when either is settled.
func settledPair(a, b *Unit) (score float64, settled bool) {
	switch {
	case a.pair == nil && b.pair == nil:
		return 0, false
	case a.pair == b.pair:
		return settledScore, true
	}
	return never, true
}

// aloneScore is the score of a unit without a twin in its place.
func aloneScore(u *Unit) float64 {
	if u.pair != nil {
		return 0
	}
	return logAlone
}

// free returns the units that have no pair yet.
func free(us []*Unit) (out []*Unit) {
	for _, u := range us {
		if u.pair == nil {
			out = append(out, u)
		}
	}
	return out
}

// certain is how likely a pair of headings must be to cut the text.
const certain = .9

// skeleton pairs headings by their own text, their depth, and the sections they open. It returns the pairs that
// are certain, in order.
func (x *matcher) skeleton(as, bs []*Unit, trust float64) (cuts [][2]*Unit) {
	ha, hb := sections(as), sections(bs)
	if len(ha) == 0 || len(hb) == 0 {
		return nil
	}
	scores := make([][]float64, len(ha))
	for i := range ha {
		scores[i] = make([]float64, len(hb))
		for j := range hb {
			if s, settled := settledPair(ha[i].heading, hb[j].heading); settled {
				scores[i][j] = s
			} else {
				scores[i][j] = x.headings(ha[i], hb[j])
			}
		}
	}
	aloneA, aloneB := elsewhere(ha, hb, scores)
	l := lattice{n: len(ha), m: len(hb), score: func(i, j int, b bead) float64 {
		switch b {
		case bead{1, 1}:
			return logMatch + scores[i][j]
		case bead{1, 0}:
			return max(aloneScore(ha[i].heading), aloneA[i])
		case bead{0, 1}:
			return max(aloneScore(hb[j].heading), aloneB[j])
		}
		return never
	}}
	for _, s := range l.align() {
		if s.bead != (bead{1, 1}) || s.posterior < certain {
			continue
		}
		a, b := ha[s.i].heading, hb[s.j].heading
		if a.pair == nil {
			x.join([]*Unit{a}, []*Unit{b}, Pair{Confidence: confidence(s.posterior * trust)})
		}
		cuts = append(cuts, [2]*Unit{a, b})
	}
	return cuts
}

func (x *matcher) headings(a, b opening) float64 {
	s := x.score(a.title, b.title)
	if math.IsInf(s, -1) {
		return s
	}
	if alike(a.heading, b.heading) {
		s += titlesAlike
	}
	return s + min(max(x.evidence(a.body, b.body), -4), 8)
}

// titlesAlike is the gain of two headings with the same text: a name, or an untranslated heading.
const titlesAlike = 4

func alike(a, b *Unit) bool {
	text := strings.TrimSpace(a.text.String())
	return text != "" && strings.EqualFold(text, strings.TrimSpace(b.text.String()))
}

// elsewhere returns the gains of leaving headings out of the order because they have moved: for two headings with the
// same text, which no others have, half of their score each. A likeness of the sections below is not enough.
func elsewhere(ha, hb []opening, scores [][]float64) (a, b []float64) {
	a, b = make([]float64, len(ha)), make([]float64, len(hb))
	for i := range a {
		a[i] = never
	}
	for j := range b {
		b[j] = never
	}
	prior := logMoved - math.Log(float64(max(len(ha), len(hb))))
	for i := range ha {
		twin := -1
		for j := range hb {
			if alike(ha[i].heading, hb[j].heading) {
				if twin >= 0 {
					twin = -1
					break
				}
				twin = j
			}
		}
		if twin >= 0 && math.IsInf(b[twin], -1) {
			a[i] = (prior + scores[i][twin]) / 2
			b[twin] = a[i]
		}
	}
	return a, b
}

// opening is a heading and the text below it up to the next heading.
type opening struct {
	heading     *Unit
	title, body side
	units       []*Unit
}

// sections finds the headings of a sequence. Their levels become depths, so that ## and ### here are # and ##
// there.
func sections(us []*Unit) (out []opening) {
	var open []int
	for i, u := range us {
		if u.Kind != Heading {
			continue
		}
		end := i + 1
		for end < len(us) && us[end].Kind != Heading {
			end++
		}
		o := opening{heading: u, title: sideOf(u), units: us[i+1 : end]}
		for len(open) > 0 && open[len(open)-1] >= o.title.level {
			open = open[:len(open)-1]
		}
		open = append(open, o.title.level)
		o.title.level = len(open)
		for _, v := range o.units {
			o.body.size += v.size
			o.body.anchors = append(o.body.anchors, v.anchors...)
		}
		slices.Sort(o.body.anchors)
		out = append(out, o)
	}
	return out
}

// section aligns two stretches of text.
func (x *matcher) section(as, bs []*Unit, trust float64) {
	if len(as) == 0 || len(bs) == 0 {
		return
	}
	sa, sb := sides(as), sides(bs)
	l := lattice{n: len(as), m: len(bs), score: func(i, j int, b bead) float64 {
		switch b {
		case bead{1, 1}:
			if s, settled := settledPair(as[i], bs[j]); settled {
				return s
			}
			return logMatch + x.score(sa[i], sb[j])
		case bead{2, 1}:
			if !mergeable(as[i], as[i+1]) || !mergeable(as[i], bs[j]) {
				return never
			}
			return logMerge + x.score(merged(sa[i], sa[i+1]), sb[j])
		case bead{1, 2}:
			if !mergeable(bs[j], bs[j+1]) || !mergeable(as[i], bs[j]) {
				return never
			}
			return logMerge + x.score(sa[i], merged(sb[j], sb[j+1]))
		}
		if b.a == 1 {
			return aloneScore(as[i])
		}
		return aloneScore(bs[j])
	}}
	for _, s := range l.align() {
		ra, rb := as[s.i:s.i+s.a:s.i+s.a], bs[s.j:s.j+s.b:s.j+s.b]
		if slices.Concat(ra, rb)[0].pair != nil {
			continue // settled
		}
		paired := s.a > 0 && s.b > 0
		if paired && s.posterior*trust >= floor {
			x.join(ra, rb, Pair{Confidence: confidence(s.posterior * trust)})
			continue
		}
		for _, u := range slices.Concat(ra, rb) {
			if u.apart = s.posterior; paired {
				u.apart = 1 - s.posterior
			}
		}
	}
}

func sides(us []*Unit) []side {
	out := make([]side, len(us))
	for i, u := range us {
		out[i] = sideOf(u)
	}
	return out
}

// confidence bounds a probability, because 1 means a settled pair.
func confidence(p float64) float64 { return min(p, .99) }

// inside aligns the units inside paired lists, quotations, tables … The list of pairs grows while it runs.
func (x *matcher) inside() {
	for i := 0; i < len(x.pairs); i++ {
		p := x.pairs[i]
		var as, bs []*Unit
		for _, u := range p.A {
			as = append(as, u.kids...)
		}
		for _, u := range p.B {
			bs = append(bs, u.kids...)
		}
		if len(as) > 0 && len(bs) > 0 && len(free(as)) > 0 {
			x.sequence(as, bs, p.Confidence)
		}
	}
}

// notes aligns the notes, in the order of their marks. The marks of twin notes are in one pair.
func (x *matcher) notes() {
	if len(x.a.notes) == 0 || len(x.b.notes) == 0 {
		return
	}
	index := map[*Pair]int{}
	for i, p := range x.pairs {
		index[p] = i
	}
	x.mark(x.a, index)
	x.mark(x.b, index)
	x.sequence(x.a.notes, x.b.notes, 1)
}

// mark sorts the notes by their first marks and remembers in which pair those stand.
func (x *matcher) mark(p *parts, index map[*Pair]int) {
	type mark struct{ order, pair, nth int }
	marks := map[string]mark{}
	order := 0
	nth := map[int]int{}
	for _, u := range p.all {
		for _, label := range u.marks {
			order++
			m := mark{order, -1, 0}
			if i, ok := index[u.pair]; ok && u.pair != nil {
				nth[i]++
				m.pair, m.nth = i, nth[i]
			}
			if _, ok := marks[label]; !ok {
				marks[label] = m
			}
		}
	}
	at := map[*Unit]mark{}
	for i := range p.notes {
		u := p.notes[i]
		m, ok := marks[u.chapter.Notes[i].Label]
		if !ok {
			m = mark{order + 1 + i, -1, 0}
		}
		at[u] = m
	}
	slices.SortStableFunc(p.notes, func(u, v *Unit) int { return cmp.Compare(at[u].order, at[v].order) })
	for _, u := range p.notes {
		u.pointed = ""
		if m := at[u]; m.pair >= 0 {
			u.pointed = strconv.Itoa(m.pair) + "." + strconv.Itoa(m.nth)
		}
	}
}

// left returns the units without a pair, except those inside a unit that is paired with one of another kind, because
// they can have no twin.
func left(p *parts, want func(*Unit) bool) (out []*Unit) {
	for _, u := range p.all {
		if u.pair == nil && want(u) && !u.covered() {
			out = append(out, u)
		}
	}
	return out
}

func (u *Unit) covered() bool {
	for v := u.parent; v != nil; v = v.parent {
		if q := v.pair; q != nil && len(q.A) > 0 && len(q.B) > 0 && q.A[0].Kind != q.B[0].Kind {
			return true
		}
	}
	return false
}

// alone gives every unit without a twin a pair of its own, so that every unit is in exactly one, and sorts the pairs by
// the first text, then by the second.
func (x *matcher) alone() {
	for _, u := range x.a.all {
		if u.pair == nil && !u.covered() {
			x.join([]*Unit{u}, nil, Pair{Confidence: confidence(u.apart)})
		}
	}
	for _, u := range x.b.all {
		if u.pair == nil && !u.covered() {
			x.join(nil, []*Unit{u}, Pair{Confidence: confidence(u.apart)})
		}
	}
	order := map[*Unit]int{}
	for i, u := range x.a.all {
		order[u] = i
	}
	for i, u := range x.b.all {
		order[u] = len(x.a.all) + i
	}
	first := func(p *Pair) int {
		if len(p.A) > 0 {
			return order[p.A[0]]
		}
		return order[p.B[0]]
	}
	slices.SortFunc(x.pairs, func(p, q *Pair) int { return cmp.Compare(first(p), first(q)) })
	x.confirmMoved(order)
}

// confirmMoved keeps Moved only for pairs that are in different orders in the two languages: an unmoved pair is before
// it in one and after it in the other.
func (x *matcher) confirmMoved(order map[*Unit]int) {
	var still []*Pair // in the order of the first language
	for _, p := range x.pairs {
		if !p.Moved && len(p.A) > 0 && len(p.B) > 0 {
			still = append(still, p)
		}
	}
	last, first := make([]int, len(still)+1), make([]int, len(still)+1) // the places in the second: highest before, lowest from here on
	last[0], first[len(still)] = -1, math.MaxInt
	for i, q := range still {
		last[i+1] = max(last[i], order[q.B[0]])
	}
	for i := len(still) - 1; i >= 0; i-- {
		first[i] = min(first[i+1], order[still[i].B[0]])
	}
	var settled []*Pair // which have not moved after all, and count for those after them
	for _, p := range x.pairs {
		if !p.Moved {
			continue
		}
		i := sort.Search(len(still), func(i int) bool { return order[still[i].A[0]] >= order[p.A[0]] })
		p.Moved = last[i] > order[p.B[0]] || first[i] < order[p.B[0]] || slices.ContainsFunc(settled, func(q *Pair) bool {
			return (order[p.A[0]] < order[q.A[0]]) != (order[p.B[0]] < order[q.B[0]])
		})
		if !p.Moved {
			settled = append(settled, p)
		}
	}
}
