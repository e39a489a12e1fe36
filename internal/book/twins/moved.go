package twins

import (
	"cmp"
	"math"
	"slices"
)

// moved pairs the units left over on both sides by their contents, because they are in another order, another section
// or another list. It begins with headings, whose sections are then aligned.
func (x *matcher) moved() {
	x.movedSections(nil)
	x.inside()
	x.rivals()
	x.leftOver(func(u *Unit) bool { return u.size > 0 || len(u.anchors) > 0 }, nil)
	x.inside()
}

// movedSections pairs headings that have moved and may be twins, and aligns their sections.
func (x *matcher) movedSections(may func(a, b *Unit) bool) {
	heading := func(u *Unit) bool { return u.Kind == Heading && u.parent == nil }
	for _, p := range x.leftOver(heading, may) {
		x.section(free(x.below(x.a, p[0])), free(x.below(x.b, p[1])), p[0].pair.Confidence)
	}
}

// below returns the units of the section that a heading opens.
func (x *matcher) below(p *parts, h *Unit) []*Unit {
	for _, o := range sections(p.text) {
		if o.heading == h {
			return o.units
		}
	}
	return nil
}

// leastAnchored is the least score of the anchors of two blocks for which their order is ignored.
const leastAnchored = 2

// mostLeft bounds the work on chapters that are no translations of each other.
const mostLeft = 400

// leftOver pairs the units left over on both sides for which want is true and that may be twins.
func (x *matcher) leftOver(want func(*Unit) bool, may func(a, b *Unit) bool) (pairs [][2]*Unit) {
	as, bs := left(x.a, want), left(x.b, want)
	if len(as) == 0 || len(bs) == 0 || len(as)*len(bs) > mostLeft*mostLeft {
		return nil
	}
	bodies := map[*Unit]side{}
	for _, p := range [...]*parts{x.a, x.b} {
		for _, o := range sections(p.text) {
			bodies[o.heading] = o.body
		}
	}
	type candidate struct {
		i, j  int
		score float64
	}
	var list []candidate
	rows, columns := make([]float64, len(as)), make([]float64, len(bs)) // sums of the weights of all twins of each, or none
	for i := range rows {
		rows[i] = 1
	}
	for j := range columns {
		columns[j] = 1
	}
	prior := logMoved - math.Log(float64(max(len(as), len(bs)))) - 2*logAlone
	for i, a := range as {
		for j, b := range bs {
			if a.Kind != b.Kind || may != nil && !may(a, b) {
				continue
			}
			anchored := x.anchored(sideOf(a), sideOf(b))
			s := x.score(sideOf(a), sideOf(b))
			if a.Kind == Heading {
				e := min(max(x.evidence(bodies[a], bodies[b]), -4), 8)
				if alike(a, b) {
					e += titlesAlike
				}
				s, anchored = s+e, anchored+e
			}
			if anchored < leastAnchored {
				continue // a like length is not enough
			}
			s += prior
			rows[i] += math.Exp(s)
			columns[j] += math.Exp(s)
			list = append(list, candidate{i, j, s})
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	for _, c := range list {
		w := math.Exp(c.score)
		p := w / (rows[c.i] + columns[c.j] - w)
		a, b := as[c.i], bs[c.j]
		if p < floor || a.pair != nil || b.pair != nil {
			continue
		}
		x.join([]*Unit{a}, []*Unit{b}, Pair{Confidence: confidence(p), Moved: true})
		pairs = append(pairs, [2]*Unit{a, b})
	}
	return pairs
}

// rivals finds units that were paired only because of their places, while the real twin of one is left over elsewhere:
// when a paragraph has moved away and a paragraph without a source is in its place.
func (x *matcher) rivals() {
	x.rivalsOf(x.b, x.a)
	x.rivalsOf(x.a, x.b)
}

// leastGain is how much likelier a rival must be: nine times, because the order favours the present pair.
var leastGain = math.Log(9)

// rivalsOf takes for each unit left over on one side a better twin than none from the pairs of the other.
func (x *matcher) rivalsOf(mine, theirs *parts) {
	plain := func(u *Unit) bool { return len(u.kids) == 0 && u.Kind != Heading && u.size > 0 }
	var taken []*Unit
	for _, v := range theirs.all {
		if q := v.pair; plain(v) && q != nil && !q.Settled && len(q.A) == 1 && len(q.B) == 1 {
			taken = append(taken, v)
		}
	}
	rest := left(mine, plain)
	if len(rest)*len(taken) > mostLeft*mostLeft {
		return
	}
	prior := logMoved - math.Log(float64(max(len(taken), 1))) - logMatch
	for _, u := range rest {
		var best *Unit
		most := leastGain
		for _, v := range taken {
			if v.Kind != u.Kind || v.pair.Moved {
				continue
			}
			a, b := sideOf(v), sideOf(u)
			if mine == x.a {
				a, b = b, a
			}
			if x.anchored(a, b) < leastAnchored {
				continue
			}
			// The score of u as the twin of v, less that of the present twin.
			if gain := prior + x.score(a, b) - x.score(sideOf(v.pair.A[0]), sideOf(v.pair.B[0])); gain > most {
				best, most = v, gain
			}
		}
		if best == nil {
			continue
		}
		p := 1 / (1 + math.Exp(-most))
		best.twin().apart = p
		x.part(best.pair)
		as, bs := []*Unit{best}, []*Unit{u}
		if mine == x.a {
			as, bs = bs, as
		}
		x.join(as, bs, Pair{Confidence: confidence(p), Moved: true})
	}
}

// part undoes a pair of units without units inside.
func (x *matcher) part(p *Pair) {
	for _, u := range slices.Concat(p.A, p.B) {
		u.pair = nil
	}
	x.pairs = slices.DeleteFunc(x.pairs, func(q *Pair) bool { return q == p })
}
