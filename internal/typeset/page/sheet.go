package page

import (
	"keben/internal/draw"
	"keben/internal/forme"
	"keben/internal/geom"
)

// Make makes galleys up into sheets. One galley fills page after page. Two galleys of a parallel edition are made up in
// step: item i of one is on the same line as item i of the other, so both must have the same number of items with the
// same heights (see Pair); the sheets then come in pairs.
func Make(area Area, galleys ...*Galley) []Sheet {
	if len(galleys) == 1 {
		return single(hoist(galleys[0]), area)
	}
	return facing(hoist(galleys[0]), hoist(galleys[1]), area)
}

func single(g *Galley, area Area) []Sheet {
	b := newBreaker(g, area)
	var out []Sheet
	var running *Running
	for _, l := range b.search() {
		s := b.sheet(l, running)
		running = s.Running
		out = append(out, s)
	}
	return out
}

// sheet places the material of a layout.
func (b *breaker) sheet(l layout, running *Running) Sheet {
	s := Sheet{Used: l.used, Running: running}
	number := 0
	numbers := map[int]int{}
	for _, p := range l.notes {
		if p.from == 0 {
			if !b.g.Notes[p.note].Fixed {
				number++
				numbers[p.note] = number
			}
			s.Notes = append(s.Notes, p.note)
		}
	}
	for i, at := range append(append([]int{}, l.floats...), l.items...) {
		it := &b.g.Items[at]
		y := l.ys[i]
		if i == len(l.floats) && l.repeat != nil {
			s.artifact(l.repeat, y-l.repeat.Height)
		}
		if it.Running != nil {
			if s.Opens == nil {
				s.Opens = it.Running
			}
			s.Running = it.Running
		}
		ops := it.Ops
		if b.g.Renumber != nil && len(it.Marks) > 0 {
			ops = append([]draw.Op{}, ops...)
			for _, m := range it.Marks {
				if n := numbers[m.Note]; n > 0 && m.Op != noOp {
					ops[m.Op] = b.g.Renumber(ops[m.Op], n)
				}
			}
		}
		s.place(it, ops, y)
	}
	b.feet(&s, l.notes, numbers)
	return s
}

// feet sets the notes so that their last line is at the foot of the area.
func (b *breaker) feet(s *Sheet, notes []piece, numbers map[int]int) {
	if len(notes) == 0 {
		return
	}
	h := b.area.Foot.Height
	for _, p := range notes {
		for _, it := range b.g.Notes[p.note].Items[p.from:p.to] {
			h += it.Height
		}
	}
	y := b.area.Height() - h
	s.place(&b.area.Foot, b.area.Foot.Ops, y)
	y += b.area.Foot.Height
	for _, p := range notes {
		n := &b.g.Notes[p.note]
		for i := p.from; i < p.to; i++ {
			it := &n.Items[i]
			ops := it.Ops
			if b.g.Renumber != nil {
				ops = append([]draw.Op{}, ops...)
				if k := numbers[p.note]; i == 0 && n.Label >= 0 && k > 0 {
					ops[n.Label] = b.g.Renumber(ops[n.Label], k)
				}
				for _, m := range it.Marks {
					if k := numbers[m.Note]; k > 0 && m.Op != noOp {
						ops[m.Op] = b.g.Renumber(ops[m.Op], k)
					}
				}
			}
			s.place(it, ops, y)
			y += it.Height
		}
	}
}

func (s *Sheet) place(it *Item, ops []draw.Op, y geom.Length) {
	at := geom.Point{Y: y}
	s.Ops = append(s.Ops, draw.Move(ops, at)...)
	for _, l := range it.Links {
		l.Area = l.Area.Move(at)
		s.Links = append(s.Links, l)
	}
	for _, d := range it.Dests {
		s.Dests = append(s.Dests, Dest{d.Name, d.Y + y})
	}
	for _, f := range it.Figures {
		s.Figures = append(s.Figures, forme.Box{Tag: f.Tag, Area: f.Area.Move(at)})
	}
	if it.Text != "" || len(it.Ops) > 0 {
		s.Rows = append(s.Rows, Row{Y: y, Block: it.Block, Text: it.Text})
	}
}

// artifact sets a repeated head of a table. It is an artifact, because its text has been read once already.
func (s *Sheet) artifact(it *Item, y geom.Length) {
	for _, op := range draw.Move(it.Ops, geom.Point{Y: y}) {
		op.Tag = draw.Artifact
		s.Ops = append(s.Ops, op)
	}
}

// facing makes two galleys up in step. The search runs over one galley whose items are the pairs: each has the greater
// of both heights and the notes of both, and a page ends where both may end.
func facing(left, right *Galley, area Area) []Sheet {
	left, right = Pair(left, right)
	joint := &Galley{Renumber: left.Renumber, Notes: append(append([]Note{}, left.Notes...), right.Notes...)}
	if joint.Renumber == nil {
		joint.Renumber = right.Renumber
	}
	for i := range left.Items {
		a, b := &left.Items[i], &right.Items[i]
		it := Item{Kind: a.Kind, Height: max(a.Height, b.Height), Penalty: max(a.Penalty, b.Penalty)}
		it.Marks = append(it.Marks, a.Marks...)
		for _, m := range b.Marks {
			it.Marks = append(it.Marks, Mark{Note: m.Note + len(left.Notes), Op: m.Op})
		}
		if a.Penalty <= Eject || b.Penalty <= Eject {
			it.Penalty = Eject
		}
		if a.Repeat != nil || b.Repeat != nil {
			it.Repeat = &Item{Height: max(a.Repeat.height(), b.Repeat.height())}
		}
		joint.Items = append(joint.Items, it)
	}
	jb, lb, rb := newBreaker(joint, area), newBreaker(left, area), newBreaker(right, area)
	jb.second = len(left.Notes)
	var out []Sheet
	var lr, rr *Running
	for _, l := range jb.search() {
		ll, rl := l, l
		ll.notes, rl.notes = nil, nil
		if l.repeat != nil {
			ll.repeat, rl.repeat = left.Items[l.items[0]].Repeat, right.Items[l.items[0]].Repeat
		}
		for _, p := range l.notes {
			if p.note < len(left.Notes) {
				ll.notes = append(ll.notes, p)
			} else {
				rl.notes = append(rl.notes, piece{p.note - len(left.Notes), p.from, p.to})
			}
		}
		ls, rs := lb.sheet(ll, lr), rb.sheet(rl, rr)
		lr, rr = ls.Running, rs.Running
		out = append(out, ls, rs)
	}
	return out
}

func (it *Item) height() geom.Length {
	if it == nil {
		return 0
	}
	return it.Height
}

// Interleave makes one galley of two: each block of the second is below the block of the first that it pairs with, with
// white after each pair. A block that only the second has keeps its place after the block before it.
func Interleave(first, second *Galley, white geom.Length) *Galley {
	out := &Galley{Renumber: first.Renumber, Notes: append(append([]Note{}, first.Notes...), after(second.Notes, len(first.Notes))...)}
	for i := len(first.Notes); i < len(out.Notes); i++ {
		out.Notes[i].Fixed = true // the second language numbers its own
	}
	place := make(map[string]int, len(second.Items))
	for i := len(second.Items) - 1; i >= 0; i-- {
		place[second.Items[i].Block] = i
	}
	add := func(items []Item) {
		for _, it := range items {
			marks := make([]Mark, len(it.Marks))
			for k, m := range it.Marks {
				marks[k] = Mark{Note: m.Note + len(first.Notes), Op: m.Op}
			}
			it.Marks = marks
			out.Items = append(out.Items, it)
		}
	}
	done := 0
	for i := 0; i < len(first.Items); {
		id, j := first.Items[i].Block, i
		for j < len(first.Items) && first.Items[j].Block == id {
			j++
		}
		out.Items = append(out.Items, first.Items[i:j]...)
		i = j
		if p, ok := place[id]; ok && id != "" && p >= done {
			to := p
			for to < len(second.Items) && second.Items[to].Block == id {
				to++
			}
			add(second.Items[done:to])
			done = to
			if white > 0 {
				out.Items = append(out.Items, Item{Kind: Space, Height: white})
			}
		}
	}
	add(second.Items[done:])
	return out
}

// Pair gives two galleys the same items with the same heights: between blocks that both have, the shorter stretch is
// filled up with blank items of the other's heights, so that paired blocks begin on the same line. Blocks pair by id;
// opposite a block that only one galley has is white. Every pair begins on the grid.
func Pair(left, right *Galley) (*Galley, *Galley) {
	l, r := *left, *right
	l.Items, r.Items = nil, nil
	at := make(map[string]int)
	for i := len(right.Items) - 1; i >= 0; i-- {
		if id := right.Items[i].Block; id != "" {
			at[id] = i
		}
	}
	i, j := 0, 0
	for i < len(left.Items) || j < len(right.Items) {
		// The next block of the left that the right still has to come.
		ni, nj := len(left.Items), len(right.Items)
		for k := i; k < len(left.Items); k++ {
			id := left.Items[k].Block
			if p, ok := at[id]; ok && id != "" && p >= j && (k > i || p > j) && starts(left.Items, k) {
				ni, nj = k, p
				break
			}
		}
		l.Items, r.Items = level(l.Items, left.Items[i:ni], r.Items, right.Items[j:nj])
		l.Items, r.Items = append(l.Items, Item{Kind: Snap}), append(r.Items, Item{Kind: Snap})
		i, j = ni, nj
	}
	return &l, &r
}

func starts(items []Item, k int) bool { return k == 0 || items[k].Block != items[k-1].Block }

// level appends two stretches, the shorter filled up with blank items of the longer's heights.
func level(l, a, r, b []Item) (left, right []Item) {
	for k := range max(len(a), len(b)) {
		switch {
		case k >= len(a):
			l = append(l, Item{Kind: b[k].Kind, Height: b[k].Height, Penalty: b[k].Penalty})
			r = append(r, b[k])
		case k >= len(b):
			l = append(l, a[k])
			r = append(r, Item{Kind: a[k].Kind, Height: a[k].Height, Penalty: a[k].Penalty})
		default:
			x, y := a[k], b[k]
			if x.Kind != y.Kind {
				x.Kind, y.Kind = Line, Line
			}
			x.Height, y.Height = max(x.Height, y.Height), max(x.Height, y.Height)
			l, r = append(l, x), append(r, y)
		}
	}
	return l, r
}
