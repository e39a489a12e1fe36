package twins

import (
	"math"
	"math/rand/v2"
	"testing"

	"keben/internal/golden"
)

// paths is the slow twin of the lattice: it goes through every alignment.
func paths(n, m int, score func(i, j int, b bead) float64, visit func([]step, float64)) {
	var steps []step
	var walk func(i, j int, total float64)
	walk = func(i, j int, total float64) {
		if i == n && j == m {
			visit(steps, total)
			return
		}
		for _, b := range beads {
			if i+b.a > n || j+b.b > m {
				continue
			}
			if s := score(i, j, b); !math.IsInf(s, -1) {
				steps = append(steps, step{i: i, j: j, bead: b})
				walk(i+b.a, j+b.b, total+s)
				steps = steps[:len(steps)-1]
			}
		}
	}
	walk(0, 0, 0)
}

func TestTheLatticeFindsTheBestOfAllAlignmentsAndItsProbability(t *testing.T) {
	for seed := range uint64(golden.Rounds(120)) {
		r := rand.New(rand.NewPCG(seed, 7))
		n, m := r.IntN(6), r.IntN(6)
		table := map[[4]int]float64{}
		for i := range n + 1 {
			for j := range m + 1 {
				for _, b := range beads {
					s := 6*r.Float64() - 4
					if r.IntN(6) == 0 && b.a == 1 && b.b == 1 {
						s = never
					}
					table[[4]int{i, j, b.a, b.b}] = s
				}
			}
		}
		score := func(i, j int, b bead) float64 { return table[[4]int{i, j, b.a, b.b}] }
		best, whole := never, 0.0
		share := map[step]float64{}
		paths(n, m, score, func(steps []step, total float64) {
			best = max(best, total)
			whole += math.Exp(total)
			for _, s := range steps {
				share[s] += math.Exp(total)
			}
		})
		got := 0.0
		i, j := 0, 0
		for _, s := range (lattice{n: n, m: m, score: score}).align() {
			if s.i != i || s.j != j {
				t.Fatalf("seed %d: a step begins at %d,%d and not at %d,%d", seed, s.i, s.j, i, j)
			}
			i, j = i+s.a, j+s.b
			got += score(s.i, s.j, s.bead)
			p := s.posterior
			s.posterior = 0
			if want := share[s] / whole; math.Abs(p-want) > 1e-9 {
				t.Fatalf("seed %d: a step has the probability %v, want %v", seed, p, want)
			}
		}
		if i != n || j != m || math.Abs(got-best) > 1e-9 {
			t.Fatalf("seed %d: the path ends at %d,%d with %v; the best of all has %v", seed, i, j, got, best)
		}
	}
}

func TestABandedLatticeReachesTheCorner(t *testing.T) {
	for _, size := range [...][2]int{{30, 30}, {40, 7}, {5, 60}, {1, 50}, {50, 0}} {
		l := lattice{n: size[0], m: size[1], slack: 3, score: func(_, _ int, b bead) float64 {
			if b == (bead{1, 1}) {
				return 0
			}
			return -1
		}}
		a, b := 0, 0
		for _, s := range l.align() {
			a, b = a+s.a, b+s.b
			if math.IsNaN(s.posterior) || s.posterior < 0 || s.posterior > 1 {
				t.Fatalf("%v: the probability %v", size, s.posterior)
			}
		}
		if a != size[0] || b != size[1] {
			t.Errorf("%v: the path ends at %d, %d", size, a, b)
		}
	}
}
