package linebreak

import (
	"math"
	"slices"

	"keben/internal/geom"
)

// Problem is a paragraph to be broken into lines.
type Problem struct {
	Items       []Item
	First, Rest geom.Length // width of the first line and of the others
	Ladder      *Ladder
	Ragged      bool // lines are not stretched
	Balance     bool // unstretched lines should be of like length, the last one too: centred titles
	LastMin     int  // characters the last line should have at least (clreq "Handling of Widows and Orphans"; rule S10)
	MaxHyphens  int  // consecutive lines that may end in a hyphen, 1 or 2; 0 is no limit
}

// Why says what ended a line.
type Why uint8

// The reasons. EmergencyFit is a line of the last pass: too loose, too wide or broken inside a word.
const (
	End Why = iota
	Forced
	Fit
	Hyphenated
	EmergencyFit
)

// String returns the word of the galley dump.
func (w Why) String() string {
	return [...]string{"end", "forced", "fit", "hyphen", "emergency"}[w]
}

// Line is Items[From:To]. The glue after its last item is not on it.
type Line struct {
	From, To int
	Why      Why
	Over     geom.Length // too wide by this
	Tracking int64       // thousandths of an em
}

// Demerits besides those of badness and penalty, which are squared as in Knuth and Plass. The first two are penalties:
// linePenalty, \linepenalty of TeX, is added to the badness of every line, so that fewer lines are better.
const (
	linePenalty         = 10
	emergencyPenalty    = 600
	doubleHyphenDemerit = 100_000
	tripleHyphenDemerit = 100_000_000 // also when MaxHyphens is passed in a later pass
	adjacentDemerit     = 5_000
	lastHyphenDemerit   = 100_000    // of the line before the last
	shortLastDemerit    = 50_000_000 // clreq forbids it wherever there is a choice
	overfullDemerit     = 100_000_000_000
)

// pass is what a try may do.
type pass struct {
	tracking  int64 // the most, in thousandths of an em
	emergency int32 // use Emergency breaks of this penalty at most; 0: none
	last      bool  // let lines stay too wide or too narrow, so that this pass always succeeds
}

// node is a feasible break: the best way to end a line after item pos in this state.
type node struct {
	pos      int32 // items before the break
	prev     int32 // index of the node the line begins at
	hyphens  uint8 // consecutive lines that end in a hyphen, this one included
	fit      fitness
	why      Why
	demerits int64
	over     geom.Length
	tracking int64
}

// A break is kept for each state, because what the next line costs depends on it: fitness by hyphens (0, 1, 2 and
// more). State s is of fitness s/hyphenStates and of s%hyphenStates hyphens.
const (
	hyphenStates = 3
	states       = 4 * hyphenStates
)

// Breaker breaks paragraphs by total fit: of all ways to break, the one with the fewest demerits. It keeps
// its buffers between paragraphs and is not safe for concurrent use.
type Breaker struct {
	Considered int // lines that have been weighed or looked at, in all paragraphs: the measure of its work

	sums   []Extent    // sums[i] is the extent of Items[:i] with their glue
	slack  geom.Length // the most that beginning at one break or another adds to a line
	reach  []reach     // of the same prefixes, only what decides whether a line is worth weighing: it is read for each pair
	nodes  []node
	active []int32
	lines  []Line
	best   [states]node
	at     [states]bool
}

// Break returns the lines of p, valid until the next call. Every item is on exactly one line. A line that
// is Over says so; there is no other failure.
func (b *Breaker) Break(p *Problem) []Line {
	b.lines = b.lines[:0]
	if len(p.Items) == 0 {
		return b.lines
	}
	b.sum(p)
	last := int32(-1)
	for _, try := range [...]pass{
		{tracking: p.Ladder.Limit},                            // as it should be
		{tracking: p.Ladder.Limit, emergency: LetterPenalty},  // words divided between any letters
		{tracking: p.Ladder.Limit, emergency: AddressPenalty}, // and addresses, and marks that Relaxed lets begin a line
		{tracking: math.MaxInt64, emergency: math.MaxInt32, last: true},
	} {
		if last = b.try(p, try); last >= 0 {
			break
		}
	}
	for n := last; n > 0; n = b.nodes[n].prev {
		nd := &b.nodes[n]
		b.lines = append(b.lines, Line{From: int(b.nodes[nd.prev].pos), To: int(nd.pos), Why: nd.why, Over: nd.over, Tracking: nd.tracking})
	}
	for i, j := 0, len(b.lines)-1; i < j; i, j = i+1, j-1 {
		b.lines[i], b.lines[j] = b.lines[j], b.lines[i]
	}
	return b.lines
}

// reach is how wide and how narrow a stretch of items can be set; edge is what a line that begins here adds.
type reach struct{ width, shrink, stretch, track, edge geom.Length }

// sum fills the prefix sums: the extent of a line is the difference of two of them.
func (b *Breaker) sum(p *Problem) {
	b.sums = append(slices.Grow(b.sums[:0], len(p.Items)+1), Extent{})
	b.reach = append(slices.Grow(b.reach[:0], len(p.Items)+1), reach{})
	b.slack = 0
	var e Extent
	for i := range p.Items {
		e.AddBox(&p.Items[i])
		e.AddGlue(&p.Items[i].Glue)
		b.slack = max(b.slack, p.Items[i].Post, -p.Items[i].Post)
		b.sums = append(b.sums, e)
		b.reach = append(b.reach, reach{e.Width, e.shrinkable(), e.stretchable(), e.Track, p.Items[i].Post})
	}
}

// extent sets e to the extent of the line that holds Items[from:to].
func (b *Breaker) extent(e *Extent, p *Problem, from, to int) {
	last := &p.Items[to-1]
	e.sub(&b.sums[to-1], &b.sums[from])
	e.AddBox(last)
	e.Width += last.Pre
	if from > 0 {
		e.Width += p.Items[from-1].Post
	}
}

// try makes one pass and returns the last node of the best way through, or −1.
func (b *Breaker) try(p *Problem, ps pass) int32 {
	b.nodes = append(b.nodes[:0], node{fit: decent})
	b.active = append(b.active[:0], 0)
	n := len(p.Items)
	for to := 1; to <= n; to++ {
		it := &p.Items[to-1]
		end := to == n
		if !end && (it.Break == Never || it.Break == Emergency && (ps.emergency == 0 || it.Penalty > ps.emergency)) {
			continue
		}
		b.consider(p, ps, to)
		kept := len(b.nodes)
		for s := range b.best {
			if b.at[s] && !b.dominated(s) {
				b.nodes = append(b.nodes, b.best[s])
			}
		}
		if it.Break == Must || end {
			b.active = b.active[:0]
		}
		for i := kept; i < len(b.nodes); i++ {
			b.active = append(b.active, int32(i))
		}
		if len(b.active) == 0 {
			return -1
		}
	}
	best := int32(-1)
	for _, i := range b.active {
		if best < 0 || b.nodes[i].demerits < b.nodes[best].demerits {
			best = i
		}
	}
	return best
}

// dominated reports whether another state of the same break is so much cheaper that nothing that follows
// can make state s the better one: what follows differs by adjacentDemerit at most, or by hyphens.
func (b *Breaker) dominated(s int) bool {
	for o := range b.best {
		if o != s && b.at[o] && o%hyphenStates <= s%hyphenStates && b.best[o].demerits+adjacentDemerit <= b.best[s].demerits {
			return true
		}
	}
	return false
}

// consider finds the best lines that end after item to−1, one for each state, and drops the active nodes
// from which no further line can fit.
func (b *Breaker) consider(p *Problem, ps pass, to int) {
	b.at = [states]bool{}
	found := false
	last := &p.Items[to-1]
	end := to == len(p.Items)
	// open: a line here may be short.
	open := ps.last || p.Ragged || end || last.Break == Must || b.sums[len(p.Items)].Fills > 0
	var e Extent
	kept := b.active[:0]
	dropped := int32(-1)
	least := int64(math.MaxInt64 - adjacentDemerit) // demerits of the best way to end here without a hyphen
	at := lineEnd{to: to, last: last, end: end}
	weighed, v, fits := int32(-1), verdict{}, false // the verdict on the line from break weighed, and whether it fits
	b.Considered += len(b.active)
	for i, ai := range b.active {
		a := &b.nodes[ai]
		from := int(a.pos)
		target := p.Rest
		if from == 0 {
			target = p.First
		}
		before, after := &b.reach[from], &b.reach[to-1]
		width := after.width - before.width + before.edge
		shrink := after.shrink - before.shrink
		if from < to-1 && width-shrink > target { // what is before the last box is on every later line too
			dropped = ai
			continue
		}
		kept = append(kept, ai)
		if a.pos != weighed {
			weighed = a.pos
			width += last.Width + last.Pre
			shrink += last.Shrink
			stretch, track := after.stretch-before.stretch+last.Stretch, after.track-before.track
			switch d := target - width; {
			case d < -shrink: // too wide
				fits = false
			case !open && from > 0 && (d-2*b.slack-stretch)*1000 > track*geom.Length(ps.tracking+1):
				// Too loose, and so is every line that begins later: two edges differ by twice the slack at
				// most. Tracking is compared rounded down, hence the one more.
				b.active = append(kept, b.active[i+1:]...)
				return
			case d > stretch && track > 0 && !open:
				// Only the last step is open: no need to know the others.
				d -= stretch
				if fits = d*1000 < track*geom.Length(ps.tracking+1); fits {
					v = p.Ladder.tracked(d, track)
				}
			default:
				b.extent(&e, p, from, to)
				v, at.chars, fits = p.verdict(&e, target, end || last.Break == Must), e.Chars, true
			}
		}
		if !fits {
			continue
		}
		if a.demerits+(linePenalty+v.bad)*(linePenalty+v.bad) >= least+adjacentDemerit {
			continue // it would be dominated
		}
		at.from = a
		if cand, ok := p.accept(ps, &v, at); ok {
			cand.prev = ai
			b.offer(&cand)
			found = true
			if cand.hyphens == 0 {
				least = min(least, cand.demerits)
			}
		}
	}
	b.active = kept
	if found || !ps.last {
		return
	}
	// Every line that ends here is too wide, and those that end later are wider still. In the last pass a
	// line that is too wide is better than none: the shortest there is.
	if len(kept) > 0 {
		dropped = kept[len(kept)-1]
	}
	if dropped >= 0 {
		b.overfull(p, dropped, to)
	}
}

// overfull offers the line from node ai to item to−1 although it is too wide.
func (b *Breaker) overfull(p *Problem, ai int32, to int) {
	a := &b.nodes[ai]
	target := p.Rest
	if a.pos == 0 {
		target = p.First
	}
	var e Extent
	b.extent(&e, p, int(a.pos), to)
	adj := Justify(&e, target)
	b.offer(&node{pos: int32(to), prev: ai, fit: tight, why: EmergencyFit, over: max(adj.Over, 1),
		demerits: a.demerits + overfullDemerit + int64(adj.Over)})
}

// lineEnd is where a line under consideration begins and ends.
type lineEnd struct {
	to    int
	last  *Item
	end   bool
	from  *node
	chars int64
}

// verdict weighs a line of extent e; natural lines are those that end a paragraph or at a forced break.
func (p *Problem) verdict(e *Extent, target geom.Length, natural bool) verdict {
	short := e.Width < target && e.Fills == 0
	switch {
	case short && natural && p.Balance: // a quarter of the price of other lines: the last may be shorter
		return verdict{fit: decent, bad: rag(p.Ladder.Rag, target-e.Width) / 4}
	case short && natural: // rule G5
		return verdict{fit: decent}
	case short && p.Ragged:
		return verdict{fit: decent, bad: rag(p.Ladder.Rag, target-e.Width)}
	}
	adj := Justify(e, target)
	v := p.Ladder.judge(e, &adj)
	if v.under > 0 {
		// Part of an address may fall a little short; a character alone on a line is as bad as it gets. So a line that
		// nothing on it stretches costs up to 10*Worst, by the square of what it lacks, in thousandths of the measure.
		short := min(int64(v.under)*1000/int64(max(target, 1)), 1000)
		v.bad = min(v.bad+100*Worst*short*short/1_000_000, 10*Worst)
	}
	return v
}

// accept turns the verdict on a line into a node, unless the pass does not allow the line.
func (p *Problem) accept(ps pass, v *verdict, at lineEnd) (node, bool) {
	if v.under > 0 && !ps.last || v.tracking > ps.tracking {
		return node{}, false
	}
	why := Fit
	if v.under > 0 || v.tracking > p.Ladder.Limit {
		why = EmergencyFit
	}
	forced := at.end || at.last.Break == Must
	bad, fit := v.bad, v.fit
	d := (linePenalty + bad) * (linePenalty + bad)
	hyphens := uint8(0)
	penalty := int64(at.last.Penalty)
	switch {
	case at.end:
		why, penalty = End, 0
	case at.last.Break == Must:
		why, penalty = Forced, 0
	case at.last.Break == Emergency:
		why, penalty = EmergencyFit, penalty+emergencyPenalty
	}
	if at.last.Hyphen && !forced {
		penalty += p.Ladder.Hyphen
		hyphens = min(at.from.hyphens+1, 2)
		if why == Fit {
			why = Hyphenated
		}
		if at.from.hyphens >= 1 {
			d += doubleHyphenDemerit
		}
		if p.MaxHyphens > 0 && int(at.from.hyphens)+1 > p.MaxHyphens {
			d += tripleHyphenDemerit
		}
	}
	d += penalty * penalty
	if diff := int(fit) - int(at.from.fit); diff > 1 || diff < -1 {
		d += adjacentDemerit
	}
	if at.end {
		if at.from.hyphens > 0 {
			d += lastHyphenDemerit
		}
		if at.from.pos > 0 && at.chars < int64(p.LastMin) {
			d += shortLastDemerit
		}
	}
	return node{pos: int32(at.to), hyphens: hyphens, fit: fit, why: why, demerits: at.from.demerits + d, tracking: v.tracking}, true
}

// rag is the badness of leaving the line short of the measure by gap: 100 for a gap of one unit, growing with the
// square.
func rag(unit, gap geom.Length) int64 {
	r := min(int64(gap)*1000/int64(max(unit, 1)), 100_000)
	return min(100*r*r/1000000, Worst)
}

// offer keeps n if it is the best of its state; of equals the earlier, which is the one that begins at
// the earlier break.
func (b *Breaker) offer(n *node) {
	s := int(n.fit)*hyphenStates + int(n.hyphens)
	if !b.at[s] || n.demerits < b.best[s].demerits {
		b.at[s], b.best[s] = true, *n
	}
}
