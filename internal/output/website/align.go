package website

import (
	"slices"

	"keben/internal/book"
)

// merge makes one list of pairs of indices from two lists of keys. A key is in a list once, except "", which equals no
// other. Keys that are in both lists in the same order are pairs; each other key is a pair of its index and -1. As few
// keys as possible are alone, because the pairs are a longest increasing subsequence.
func merge(a, b []string) [][2]int {
	at := make(map[string]int, len(b))
	for j, key := range b {
		at[key] = j
	}
	type link struct{ i, j, before int }
	var links []link
	var tails []int // by length of a subsequence: the link it ends with, lowest in b
	for i, key := range a {
		j, ok := at[key]
		if !ok || key == "" {
			continue
		}
		n, _ := slices.BinarySearchFunc(tails, j, func(tail, j int) int { return links[tail].j - j })
		l := link{i, j, -1}
		if n > 0 {
			l.before = tails[n-1]
		}
		if links = append(links, l); n == len(tails) {
			tails = append(tails, len(links)-1)
		} else {
			tails[n] = len(links) - 1
		}
	}
	var pairs [][2]int
	if len(tails) > 0 {
		for l := tails[len(tails)-1]; l >= 0; l = links[l].before {
			pairs = append(pairs, [2]int{links[l].i, links[l].j})
		}
		slices.Reverse(pairs)
	}
	out := make([][2]int, 0, len(a)+len(b)-len(pairs))
	i, j := 0, 0
	for _, p := range append(pairs, [2]int{len(a), len(b)}) {
		for ; i < p[0]; i++ {
			out = append(out, [2]int{i, -1})
		}
		for ; j < p[1]; j++ {
			out = append(out, [2]int{-1, j})
		}
		if p[0] < len(a) {
			out = append(out, p)
			i, j = i+1, j+1
		}
	}
	return out
}

// row are blocks side by side: mostly a block and its twin.
type row struct{ first, second []book.Block }

// rows pairs the blocks of a chapter in two languages. Twins share their ids. A twin inside another block, such as a
// division, pairs that whole block. A block whose twin is already paired joins its row.
func rows(first, second []book.Block) []row {
	inside := map[string]int{} // by id: the block of second it is or is in
	for j, b := range second {
		eachID(b, func(id string) bool { inside[id] = j; return true })
	}
	a, b := make([]string, len(first)), make([]string, len(second))
	for j, block := range second {
		b[j] = block.Common().ID
	}
	taken := map[int]bool{}
	for i, block := range first {
		eachID(block, func(id string) bool {
			j, ok := inside[id]
			if ok && !taken[j] {
				taken[j], a[i] = true, b[j]
			}
			return !ok
		})
	}
	var out []row
	for _, p := range merge(a, b) {
		var r row
		if p[0] >= 0 {
			r.first = []book.Block{first[p[0]]}
		}
		if p[1] >= 0 {
			r.second = []book.Block{second[p[1]]}
		}
		if n := len(out) - 1; n >= 0 && joins(out[n], r) {
			out[n].first, out[n].second = append(out[n].first, r.first...), append(out[n].second, r.second...)
			continue
		}
		out = append(out, r)
	}
	return out
}

// joins reports whether a row of one side belongs to the row above it, because its block has the same twin.
func joins(above, r row) bool {
	alone, others := r.first, above.second
	if len(alone) == 0 {
		alone, others = r.second, above.first
	}
	if len(r.first)+len(r.second) != 1 || len(above.first) == 0 || len(above.second) == 0 {
		return false
	}
	twin := alone[0].Common().Twin
	return twin != nil && twin.ID != "" && slices.ContainsFunc(others, func(b book.Block) bool { return b.Common().ID == twin.ID })
}

// eachID calls f with the ids of a block and of the blocks in it until it returns false.
func eachID(b book.Block, f func(id string) bool) {
	going := true
	book.Walk([]book.Block{b}, book.Visitor{Block: func(b book.Block) bool {
		if id := b.Common().ID; going && id != "" {
			going = f(id)
		}
		return going
	}})
}
