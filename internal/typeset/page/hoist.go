package page

import "slices"

// hoist returns a galley in which the marks inside a note count as marks of the item that has the note's mark, because
// a note may have a mark of another note, or even its own, and all of them belong on the page of the first mark.
func hoist(g *Galley) *Galley {
	inNotes := func(n Note) bool {
		return slices.ContainsFunc(n.Items, func(it Item) bool { return len(it.Marks) > 0 })
	}
	if !slices.ContainsFunc(g.Notes, inNotes) {
		return g
	}
	out := *g
	out.Items = slices.Clone(g.Items)
	for i := range out.Items {
		it := &out.Items[i]
		if len(it.Marks) == 0 {
			continue
		}
		it.Marks = slices.Clone(it.Marks)
		for k := 0; k < len(it.Marks); k++ { // the loop appends to Marks
			for _, inner := range g.Notes[it.Marks[k].Note].Items {
				for _, m := range inner.Marks {
					if !slices.ContainsFunc(it.Marks, func(have Mark) bool { return have.Note == m.Note }) {
						it.Marks = append(it.Marks, Mark{Note: m.Note, Op: noOp})
					}
				}
			}
		}
	}
	return &out
}

// noOp is the Op of a mark inside a note.
const noOp = -1

// after returns notes with their numbers increased by by, for two galleys that become one.
func after(notes []Note, by int) []Note {
	out := slices.Clone(notes)
	for i := range out {
		out[i].Items = slices.Clone(out[i].Items)
		for k := range out[i].Items {
			it := &out[i].Items[k]
			it.Marks = slices.Clone(it.Marks)
			for j := range it.Marks {
				it.Marks[j].Note += by
			}
		}
	}
	return out
}
