package twins

import "math"

// bead is a step of an alignment, in the word of Brown, Lai and Mercer (1991): a units of one text for b of the other.
type bead struct{ a, b int }

// beads are the possible steps, the preferred first.
var beads = [...]bead{{1, 1}, {1, 0}, {0, 1}, {2, 1}, {1, 2}}

// step is a bead in its place: units i to i+a of the one and j to j+b of the other.
type step struct {
	i, j int
	bead
	posterior float64 // how likely this step is among all alignments
}

// lattice is the space of alignments of two sequences: a path from corner to corner, each step a bead with a
// score, which is the logarithm of a probability up to a constant.
type lattice struct {
	n, m  int
	score func(i, j int, b bead) float64
	slack int // how far from the diagonal paths go; 0: everywhere
}

// maxCells bounds the work on a section of thousands of units: beyond it, paths keep to a band round the diagonal.
const maxCells = 2_000_000

// align finds the path of the highest score (Viterbi) and the posterior probability of each of its steps
// (forward–backward): the share of it among all paths through the lattice.
func (l lattice) align() []step {
	if l.n == 0 && l.m == 0 {
		return nil
	}
	if l.slack == 0 && (l.n+1)*(l.m+1) > maxCells {
		l.slack = maxCells/(l.n+1)/2 + 2
	}
	t := l.table()
	best, forward := t.row(), t.row()
	from := make([]uint8, len(best))
	scores := make([]float64, len(best)*len(beads)) // of the step of each bead that ends in a cell
	for i := 0; i <= l.n; i++ {
		for j := t.low(i); j <= t.high(i); j++ {
			c := t.cell(i, j)
			if i == 0 && j == 0 {
				best[c], forward[c] = 0, 0
				continue
			}
			total := never
			for k, b := range beads {
				at := c*len(beads) + k
				scores[at] = never
				if i < b.a || j < b.b || !t.in(i-b.a, j-b.b) {
					continue
				}
				p := t.cell(i-b.a, j-b.b)
				if math.IsInf(best[p], -1) {
					continue
				}
				s := l.score(i-b.a, j-b.b, b)
				scores[at] = s
				if best[p]+s > best[c] {
					best[c], from[c] = best[p]+s, uint8(k)
				}
				total = logAdd(total, forward[p]+s)
			}
			forward[c] = total
		}
	}
	backward := t.row()
	backward[t.cell(l.n, l.m)] = 0
	for i := l.n; i >= 0; i-- {
		for j := t.high(i); j >= t.low(i); j-- {
			c := t.cell(i, j)
			if math.IsInf(backward[c], -1) {
				continue
			}
			for k, b := range beads {
				if s := scores[c*len(beads)+k]; i >= b.a && j >= b.b && !math.IsInf(s, -1) {
					p := t.cell(i-b.a, j-b.b)
					backward[p] = logAdd(backward[p], backward[c]+s)
				}
			}
		}
	}
	whole := forward[t.cell(l.n, l.m)]
	var steps []step
	for i, j := l.n, l.m; i > 0 || j > 0; {
		c := t.cell(i, j)
		k := from[c]
		b := beads[k]
		s := scores[c*len(beads)+int(k)]
		i, j = i-b.a, j-b.b
		p := math.Exp(forward[t.cell(i, j)] + s + backward[c] - whole)
		steps = append(steps, step{i, j, b, min(p, 1)})
	}
	for i, j := 0, len(steps)-1; i < j; i, j = i+1, j-1 {
		steps[i], steps[j] = steps[j], steps[i]
	}
	return steps
}

// logAdd is log(exp(a)+exp(b)).
func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}

// table stores a band of cells round the diagonal, row by row.
type table struct {
	n, m, slack, width int
}

func (l lattice) table() table {
	t := table{n: l.n, m: l.m, slack: l.slack, width: l.m + 1}
	if l.slack > 0 {
		// A row of the band has room for the diagonal's run over the row and the slack on both sides.
		t.slack = max(l.slack, 2*(l.m/max(l.n, 1)+2))
		t.width = min(2*t.slack+1, l.m+1)
	}
	return t
}

func (t table) low(i int) int {
	if t.slack == 0 {
		return 0
	}
	return min(max(i*t.m/max(t.n, 1)-t.slack, 0), t.m+1-t.width)
}

func (t table) high(i int) int    { return t.low(i) + t.width - 1 }
func (t table) in(i, j int) bool  { return j >= t.low(i) && j <= t.high(i) }
func (t table) cell(i, j int) int { return i*t.width + j - t.low(i) }
func (t table) row() (row []float64) {
	row = make([]float64, (t.n+1)*t.width)
	for i := range row {
		row[i] = never
	}
	return row
}
