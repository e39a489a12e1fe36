package page

import (
	"math"
	"slices"

	"keben/internal/geom"
)

// state is a possible beginning of a page: before item at, while the last floats floats before it and the rest of a
// note, from one of its lines on, are still to be set. Pages are found by total fit, as lines are in a paragraph: a
// sequence of pages costs the sum of their empty lines, squared, and of the penalties at their ends, and the cheapest
// sequence wins (Plass 1981).
type state struct {
	at, floats int
	note, from int // note is -1 when none is carried over
}

// node is a reached state with the cheapest way to it.
type node struct {
	state
	cost   int64
	prev   *node
	sealed bool
}

// layout is one page: its items, floats and notes.
type layout struct {
	items  []int // indexes of Line and Space items, in order
	ys     []geom.Length
	floats []int // set at the top
	notes  []piece
	used   geom.Length
	repeat *Item
	next   state
}

// piece is a stretch of a note's items.
type piece struct{ note, from, to int }

// A note is split only if it is longer than 1/splitShare of the page (rule L3).
const splitShare = 3

// breaker holds what the search needs of a galley.
type breaker struct {
	g      *Galley
	area   Area
	floats []int // indexes of Float items
	mark   []int // mark[n]: the item with the first mark of note n
	second int   // notes from this one on stand on the second of two pages made up in step
	before []int // before[i]: how many floats stand before item i
	height []geom.Length
}

func newBreaker(g *Galley, area Area) *breaker {
	b := &breaker{g: g, area: area, before: make([]int, len(g.Items)+1), second: len(g.Notes)}
	b.mark = make([]int, len(g.Notes))
	for i := len(g.Items) - 1; i >= 0; i-- {
		for _, m := range g.Items[i].Marks {
			b.mark[m.Note] = i
		}
	}
	for i := range g.Items {
		b.before[i+1] = b.before[i]
		if g.Items[i].Kind == Float {
			b.floats = append(b.floats, i)
			b.before[i+1]++
		}
	}
	for i := range g.Notes {
		var h geom.Length
		for j := range g.Notes[i].Items {
			h += g.Notes[i].Items[j].Height
		}
		b.height = append(b.height, h)
	}
	return b
}

// search returns the layouts of the cheapest sequence of pages.
func (b *breaker) search() []layout {
	start := state{note: -1}
	nodes := map[state]*node{start: {state: start}}
	// States are visited in order of the item they begin at; a page always advances, by an item, a float
	// or a line of a note, so every state is final when its turn comes.
	queue := newQueue(len(b.g.Items) + 1)
	queue.push(nodes[start])
	var last *node
	for {
		n := queue.pop()
		if n == nil {
			break
		}
		if b.done(n.state) {
			if last == nil || n.cost < last.cost {
				last = n
			}
			continue
		}
		for _, c := range b.candidates(n.state) {
			cost := n.cost + c.cost
			m, ok := nodes[c.next]
			if !ok {
				m = &node{state: c.next, cost: cost, prev: n}
				nodes[c.next] = m
				queue.push(m)
			} else if cost < m.cost && !m.sealed {
				m.cost, m.prev = cost, n
			}
		}
		n.sealed = true
	}
	var states []state
	for n := last; n != nil; n = n.prev {
		states = append(states, n.state)
	}
	var out []layout
	for i := len(states) - 1; i > 0; i-- {
		out = append(out, b.lay(states[i], states[i-1]))
	}
	return out
}

func (b *breaker) done(s state) bool {
	return s.at >= len(b.g.Items) && s.floats == 0 && s.note < 0
}

// candidate is an end of the page and what it costs.
type candidate struct {
	next state
	cost int64
}

// candidates returns the possible ends of a page that begins at s. There is always one: if nothing fits, the page takes
// an item that is too big for it.
func (b *breaker) candidates(s state) []candidate {
	var out []candidate
	w := b.open(s)
	if w.placed > 0 && !b.done(w.state()) {
		// Floats and the rest of a note may fill a page by themselves.
		out = append(out, candidate{w.state(), b.cost(w, 0)})
	}
	for w.step() {
		if p := w.penalty(); p < Forbidden && w.carries() && !b.done(w.state()) {
			out = append(out, candidate{w.state(), b.cost(w, p)})
			if p <= Eject {
				return out
			}
		}
	}
	if w.at >= len(b.g.Items) && !w.full {
		out = append(out, candidate{w.state(), b.lastCost(w)})
	}
	if len(out) == 0 {
		out = append(out, candidate{w.force(), 1e12})
	}
	return out
}

// cost is what a page costs that ends where w stands: the empty lines squared, and the penalty.
func (b *breaker) cost(w *walk, penalty int) int64 {
	if penalty <= Eject {
		return 0
	}
	free := (b.area.Height() - w.total()) / b.area.Pitch
	c := 100 * int64(free) * int64(free)
	if penalty > 0 {
		c += int64(penalty)
	}
	return c
}

// lastCost is the cost of the last page of a galley: zero, unless the page has fewer than three lines (rule Q4).
func (b *breaker) lastCost(w *walk) int64 {
	if w.begin.at > 0 && w.y < 3*b.area.Pitch && w.state().floats == 0 {
		return 2500
	}
	return 0
}

// walk fills one page item by item.
type walk struct {
	*breaker
	begin  state
	at     int
	y      geom.Length    // height of the text so far
	end    geom.Length    // y without the white at its end
	feet   [2]geom.Length // height of the notes with their rule; the second is of a page made up in step
	inked  bool           // something stands on the page
	placed int            // floats of the pending ones that were set at the top
	held   int            // floats met on this page and held over
	full   bool
	here   []int // notes called for on this page
	note   int   // note to be carried over, -1 none
	from   int
	first  int // first item after discarding; for Repeat
	lay    *layout
}

// open begins a page: the rest of a note, the floats held over, then text.
func (b *breaker) open(s state) *walk {
	w := &walk{breaker: b, begin: s, at: s.at, note: -1, first: -1}
	return w.start()
}

func (w *walk) start() *walk {
	b, s := w.breaker, w.begin
	if s.note >= 0 {
		w.foot(s.note, s.from)
	}
	pending := b.floats[b.before[s.at]-s.floats : b.before[s.at]]
	for _, f := range pending {
		h := b.snapped(b.g.Items[f].Height)
		if w.inked && w.y+h+w.foothold() > b.area.Height() {
			break
		}
		if w.lay != nil {
			w.lay.floats = append(w.lay.floats, f)
			w.lay.ys = append(w.lay.ys, w.y)
		}
		w.y += h
		w.end = w.y
		w.inked = true
		w.placed++
		for _, m := range b.g.Items[f].Marks {
			if !w.called(m.Note, f) {
				w.overfill(m.Note)
			}
		}
	}
	return w
}

// overfill sets a whole note although there is no room for it, because a float and its notes stay together.
func (w *walk) overfill(note int) {
	w.feet[w.side(note)] += w.height[note]
	if w.lay != nil {
		w.lay.notes = append(w.lay.notes, piece{note, 0, len(w.g.Notes[note].Items)})
	}
}

// snapped rounds h up to whole lines.
func (b *breaker) snapped(h geom.Length) geom.Length {
	return (h + b.area.Pitch - 1) / b.area.Pitch * b.area.Pitch
}

// called sets the note of a mark in item at. A note is set once, however many marks it has; where notes are numbered by
// page, once on every page with a mark, because ① must be explained on its own page.
func (w *walk) called(note, at int) bool {
	if slices.Contains(w.here, note) || w.g.Renumber == nil && w.mark[note] != at {
		return true
	}
	if !w.foot(note, 0) {
		return false
	}
	w.here = append(w.here, note)
	return true
}

// foot sets a note, from its line from on, at the foot of the page: the whole note, or, if it is long enough to be
// split, as much as there is room for. It reports whether that was possible.
func (w *walk) foot(note, from int) bool {
	items := w.g.Notes[note].Items
	feet := &w.feet[w.side(note)]
	room := w.area.Height() - w.y - *feet
	var h geom.Length
	if *feet == 0 {
		h = w.area.Foot.Height
	}
	to := from
	for to < len(items) && h+items[to].Height <= room {
		h += items[to].Height
		to++
	}
	if to < len(items) {
		long := w.height[note]*splitShare > w.area.Height()
		if !long && from == 0 || to < from+2 && from == 0 || to == from && w.inked {
			return false
		}
		if to == from {
			h += items[to].Height
			to++
		}
		if to < len(items) {
			w.note, w.from = note, to
		}
	}
	*feet += h
	if w.lay != nil {
		w.lay.notes = append(w.lay.notes, piece{note, from, to})
	}
	return true
}

// step takes the next item if it fits; it reports whether it did.
func (w *walk) step() bool {
	if w.at >= len(w.g.Items) || w.full {
		return false
	}
	it := &w.g.Items[w.at]
	switch it.Kind {
	case Space, Snap:
		if w.inked {
			if it.Kind == Snap {
				w.y = w.snapped(w.y)
			} else {
				w.y += it.Height
			}
		}
		w.at++
		return true
	case Float:
		h := w.snapped(it.Height)
		if w.pendingLeft() || w.inked && w.y+h+w.foothold() > w.area.Height() {
			w.held++
			w.at++
			return true
		}
		return w.set(it, h)
	}
	h := it.Height
	if w.first < 0 && it.Repeat != nil && w.begin.at > 0 {
		if w.lay != nil {
			w.lay.repeat = it.Repeat
		}
		w.y += it.Repeat.Height
	}
	return w.set(it, h)
}

// pendingLeft reports whether earlier floats are still to be set, because floats keep their order.
func (w *walk) pendingLeft() bool { return w.held > 0 || w.placed < w.begin.floats }

// set puts an item with its notes on the page if there is room.
func (w *walk) set(it *Item, h geom.Length) bool {
	if w.y+h+w.foothold() > w.area.Height() || w.note >= 0 && len(it.Marks) > 0 {
		w.full = true
		return false
	}
	feet, note, from, here := w.feet, w.note, w.from, len(w.here)
	notes := 0
	if w.lay != nil {
		notes = len(w.lay.notes)
	}
	y := w.y
	w.y += h
	for i, m := range it.Marks {
		if !w.called(m.Note, w.at) || w.note >= 0 && i < len(it.Marks)-1 {
			w.y, w.feet, w.note, w.from, w.full = y, feet, note, from, true
			w.here = w.here[:here]
			if w.lay != nil {
				w.lay.notes = w.lay.notes[:notes]
			}
			return false
		}
	}
	w.accept(y)
	return true
}

func (w *walk) accept(y geom.Length) {
	if w.lay != nil {
		w.lay.items = append(w.lay.items, w.at)
		w.lay.ys = append(w.lay.ys, y)
	}
	if w.first < 0 {
		w.first = w.at
	}
	w.inked = true
	w.end = w.y
	w.at++
}

// penalty is the cost of ending the page where w stands.
func (w *walk) penalty() int {
	if !w.inked {
		return Forbidden
	}
	// The penalty is that of the last line, even if white or floats follow it.
	for i := w.at - 1; i >= w.begin.at; i-- {
		it := &w.g.Items[i]
		if it.Kind == Line || it.Penalty != 0 {
			return it.Penalty
		}
	}
	return 0
}

// carries reports whether the page has an item, a float or lines of a note that began before, so that the search
// advances.
func (w *walk) carries() bool { return w.at > w.begin.at || w.placed > 0 || w.begin.note >= 0 }

// total is the height in use, without white at the end.
func (w *walk) total() geom.Length { return w.end + w.foothold() }

// foothold is the height of the notes: of two pages made up in step, the greater one.
func (w *walk) foothold() geom.Length { return max(w.feet[0], w.feet[1]) }

func (b *breaker) side(note int) int {
	if note >= b.second {
		return 1
	}
	return 0
}

func (w *walk) state() state {
	at := w.at
	// White between two pages is dropped.
	for at < len(w.g.Items) && (w.g.Items[at].Kind == Space || w.g.Items[at].Kind == Snap) && w.g.Items[at].Penalty == 0 {
		at++
	}
	return state{at: at, floats: w.begin.floats - w.placed + w.held, note: w.note, from: w.from}
}

// force takes the next float or item although it does not fit: it is too big for any page and gets one of its own.
func (w *walk) force() state {
	if w.inked || w.begin.note >= 0 || w.at >= len(w.g.Items) {
		return w.state()
	}
	it := &w.g.Items[w.at]
	y := w.y
	w.y += it.Height
	for _, m := range it.Marks {
		if !w.called(m.Note, w.at) {
			w.overfill(m.Note)
		}
	}
	w.accept(y)
	return w.state()
}

// lay returns the page from s to next.
func (b *breaker) lay(s, next state) layout {
	l := &layout{}
	w := &walk{breaker: b, begin: s, at: s.at, note: -1, first: -1, lay: l}
	w.start()
	for w.state() != next {
		if !w.step() {
			w.force()
			break
		}
	}
	l.used, l.next = w.end, next
	return *l
}

// queue yields nodes in the order of the item they begin at. Of the nodes at one item those with more floats and notes
// still to be set come first, because they may lead to the others.
type queue struct {
	rows [][]*node
	row  int
}

func newQueue(n int) *queue { return &queue{rows: make([][]*node, n)} }

func (q *queue) push(n *node) { q.rows[n.at] = append(q.rows[n.at], n) }

func (q *queue) pop() *node {
	for ; q.row < len(q.rows); q.row++ {
		best, rank := -1, math.MinInt
		for i, n := range q.rows[q.row] {
			if n.sealed {
				continue
			}
			r := n.floats << 20
			if n.note >= 0 {
				r += 1<<19 - n.from
			}
			if r > rank {
				best, rank = i, r
			}
		}
		if best >= 0 {
			n := q.rows[q.row][best]
			n.sealed = true
			return n
		}
	}
	return nil
}
