package linebreak

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"keben/internal/geom"
	"keben/internal/golden"
)

const em = 10 * geom.Pt

// brute tries every way to end lines and returns the fewest demerits: the plain twin of Breaker. It
// weighs a line exactly as Breaker does, but knows neither active nodes nor states.
func brute(p *Problem, ps pass) (int64, []int) {
	var b Breaker
	b.sum(p)
	best := int64(-1)
	var ends []int
	var walk func(from node, path []int)
	walk = func(from node, path []int) {
		n := len(p.Items)
		if int(from.pos) == n {
			if best < 0 || from.demerits < best {
				best = from.demerits
				ends = append([]int(nil), path...)
			}
			return
		}
		for to := int(from.pos) + 1; to <= n; to++ {
			it := &p.Items[to-1]
			if to < n && (it.Break == Never || it.Break == Emergency && (ps.emergency == 0 || it.Penalty > ps.emergency)) {
				continue
			}
			target := p.Rest
			if from.pos == 0 {
				target = p.First
			}
			var e Extent
			b.extent(&e, p, int(from.pos), to)
			if e.Width-e.shrinkable() <= target {
				v := p.verdict(&e, target, to == n || it.Break == Must)
				if nd, ok := p.accept(ps, &v, lineEnd{to: to, last: it, end: to == n, from: &from, chars: e.Chars}); ok {
					walk(nd, append(path, to))
				}
			}
			if it.Break == Must {
				break
			}
		}
	}
	walk(node{fit: decent}, nil)
	return best, ends
}

// randomProblem mixes what a bilingual paragraph is made of.
func randomProblem(r *rand.Rand) *Problem {
	p := &Problem{Ladder: &Chinese, LastMin: r.IntN(3), MaxHyphens: r.IntN(3), Ragged: r.IntN(4) == 0}
	if r.IntN(2) == 0 {
		p.Ladder = &English
	}
	ladder := *p.Ladder
	ladder.Rag = 3 * em
	p.Ladder = &ladder
	for range 4 + r.IntN(18) {
		it := Item{Width: em, Break: May, Chars: 1, Glue: Glue{Track: em}}
		switch r.IntN(7) {
		case 0:
			it.Width, it.Glue = em/2, Glue{Width: em / 2, Shrink: em / 2, Class: Comma, Track: em}
		case 1:
			it.Width, it.Glue = em/2, Glue{Width: em / 2, Shrink: em / 2, Class: FullStop, Track: em}
		case 2:
			it.Break, it.Chars = Never, 0
		case 3:
			it.Width = geom.Length(1+r.IntN(4)) * em * 2 / 3
			it.Glue = Glue{Width: em / 4, Shrink: em / 20, Stretch: em / 8, Class: WordSpace, Track: em}
			it.Shrink, it.Stretch = em/50*geom.Length(r.IntN(3)), em/50*geom.Length(r.IntN(3))
		case 4:
			it.Width = geom.Length(1+r.IntN(3)) * em / 2
			it.Glue, it.Hyphen, it.Pre = Glue{}, true, em/3
		case 5:
			it.Glue = Glue{Width: em / 4, Shrink: em / 8, Stretch: em / 4, Class: HanLatin, Track: em}
			it.Post = -em / 20
		case 6:
			if r.IntN(6) == 0 {
				it.Break = Must
			} else {
				it.Penalty = int32(r.IntN(200))
			}
		}
		p.Items = append(p.Items, it)
	}
	p.Rest = geom.Length(3+r.IntN(5)) * em
	p.First = p.Rest - geom.Length(r.IntN(2))*2*em
	return p
}

func TestTotalFitIsOptimal(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var b Breaker
	solved := 0
	for i := range golden.Rounds(2000) {
		p := randomProblem(r)
		b.sum(p)
		ps := pass{tracking: p.Ladder.Limit * int64(1+i%3)}
		want, ends := brute(p, ps)
		got := b.try(p, ps)
		if got < 0 {
			if want >= 0 {
				t.Fatalf("problem %d: found nothing, but ends %v cost %d", i, ends, want)
			}
			continue
		}
		solved++
		if d := b.nodes[got].demerits; d != want {
			t.Fatalf("problem %d: %d demerits, the best way %v costs %d", i, d, ends, want)
		}
	}
	if solved < golden.Rounds(500) {
		t.Fatalf("only %d of 2000 problems had a solution", solved)
	}
}

// What a line adds at its beginning differs from break to break, by more than is between the breaks: a line that begins
// later may then be the wider one.
func TestTotalFitIsOptimalWhateverBeginningsAdd(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var b Breaker
	solved := 0
	for i := range golden.Rounds(3000) {
		p := randomProblem(r)
		p.Ragged = false
		for k := range p.Items {
			if r.IntN(2) == 0 {
				p.Items[k].Post = geom.Length(r.IntN(5)-2) * em
				if p.Items[k].Break == May {
					p.Items[k].Width = em / 10
				}
			}
		}
		b.sum(p)
		ps := pass{tracking: p.Ladder.Limit * int64(1+i%3)}
		want, ends := brute(p, ps)
		got := b.try(p, ps)
		if got < 0 {
			if want >= 0 {
				t.Fatalf("problem %d: found nothing, but ends %v cost %d", i, ends, want)
			}
			continue
		}
		solved++
		if d := b.nodes[got].demerits; d != want {
			t.Fatalf("problem %d: %d demerits, the best way %v costs %d", i, d, ends, want)
		}
	}
	if solved < golden.Rounds(500) {
		t.Fatalf("only %d of 3000 problems had a solution", solved)
	}
}

func TestEveryItemIsOnOneLine(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var b Breaker
	for i := range 2000 {
		p := randomProblem(r)
		if i%3 == 0 {
			p.Rest = em / 2
			p.First = -em
		}
		at := 0
		for _, l := range b.Break(p) {
			if l.From != at || l.To <= l.From {
				t.Fatalf("problem %d: line %d:%d follows %d", i, l.From, l.To, at)
			}
			at = l.To
			if at < len(p.Items) && p.Items[at-1].Break == Never {
				t.Fatalf("problem %d: broken where no line may end", i)
			}
		}
		if at != len(p.Items) {
			t.Fatalf("problem %d: %d of %d items set", i, at, len(p.Items))
		}
	}
}

func TestSharesAddUpToTheStep(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		p := randomProblem(r)
		var e Extent
		for i := range p.Items {
			p.Items[i].Fill = r.IntN(40) == 0
			e.AddBox(&p.Items[i])
			e.AddGlue(&p.Items[i].Glue)
		}
		target := e.Width + geom.Length(r.IntN(int(6*em))) - 3*em
		a := Justify(&e, target)
		s := Set(&e, &a)
		var w geom.Length
		for i := range p.Items {
			w += p.Items[i].Width + s.Letters(&p.Items[i]) + s.Glue(&p.Items[i].Glue)
		}
		for range e.Fills {
			w += s.Fill()
		}
		if w != target+a.Over-a.Under {
			t.Fatalf("set to %v, want %v", w, target+a.Over-a.Under)
		}
	}
}

// Rule G2: a step is begun only when the one before it is used up, and none goes too far.
func TestStepsOfJustificationAreTakenInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range golden.Rounds(2000) {
		var e Extent
		for c := LineEndMark; c < Tracking; c++ {
			e.Shrink[c] = em * geom.Length(r.IntN(3)) / 2
		}
		for _, c := range stretches {
			e.Stretch[c] = em * geom.Length(r.IntN(3)) / 2
		}
		e.Width, e.Track = 30*em, em*geom.Length(r.IntN(2))
		a := Justify(&e, e.Width+geom.Length(r.IntN(int(16*em)))-8*em)
		used := func(step, capacity geom.Length, later ...geom.Length) {
			if step < 0 || step > capacity {
				t.Fatalf("a step of %v is taken by %v", capacity, step)
			}
			for _, l := range later {
				if step < capacity && l > 0 {
					t.Fatalf("%+v\n%+v: a later step is taken before an earlier is used up", e, a)
				}
			}
		}
		for c := LineEndMark; c < Tracking; c++ {
			used(a.Shrink[c], e.Shrink[c], append([]geom.Length{a.Over}, a.Shrink[c+1:]...)...)
		}
		used(a.Stretch[WordSpace], e.Stretch[WordSpace], a.Stretch[HanLatin], a.Stretch[Letters], a.Track, a.Under)
		used(a.Stretch[HanLatin], e.Stretch[HanLatin], a.Stretch[Letters], a.Track, a.Under)
		used(a.Stretch[Letters], e.Stretch[Letters], a.Track, a.Under)
	}
}

// han is n characters with a comma wherever commas says.
func han(n int, commas ...int) []Item {
	items := make([]Item, n)
	for i := range items {
		items[i] = Item{Width: em, Break: May, Chars: 1, Glue: Glue{Track: em}}
	}
	for _, c := range commas {
		items[c-1].Break = Never
		items[c] = Item{Width: em / 2, Break: May, Glue: Glue{Width: em / 2, Shrink: em / 2, Class: Comma, Track: em}}
	}
	return items
}

func ends(lines []Line) string {
	s := ""
	for _, l := range lines {
		s += fmt.Sprint(l.To, " ")
	}
	return s
}

// Rules B8 and G1: a mark that would begin a line is pulled in when the line has room to shrink.
func TestPullInComesBeforePushOut(t *testing.T) {
	var b Breaker
	p := &Problem{Items: han(45, 10, 30), First: 30 * em, Rest: 30 * em, Ladder: &Chinese, LastMin: 2}
	if got := ends(b.Break(p)); got != "31 45 " {
		t.Errorf("one comma to shrink: lines end at %s, want 31", got)
	}
	p.Items = han(45, 30)
	if got := ends(b.Break(p)); got != "29 45 " {
		t.Errorf("nothing to shrink: lines end at %s, want 29", got)
	}
}

// Rule G6.
func TestPlainHanNeedsNoTracking(t *testing.T) {
	var b Breaker
	p := &Problem{Items: han(100), First: 28 * em, Rest: 30 * em, Ladder: &Chinese, LastMin: 2}
	lines := b.Break(p)
	if got := ends(lines); got != "28 58 88 100 " {
		t.Errorf("lines end at %s", got)
	}
	for _, l := range lines {
		if l.Tracking != 0 {
			t.Errorf("line %d:%d tracked by %d", l.From, l.To, l.Tracking)
		}
	}
}

// clreq, "Handling of Widows and Orphans".
func TestLastLineIsNotOneCharacter(t *testing.T) {
	var b Breaker
	p := &Problem{Items: han(61), First: 30 * em, Rest: 30 * em, Ladder: &Chinese, LastMin: 2}
	lines := b.Break(p)
	if n := lines[len(lines)-1]; n.To-n.From < 2 {
		t.Errorf("lines end at %s", ends(lines))
	}
}

func TestTooWideIsSaid(t *testing.T) {
	var b Breaker
	items := han(3)
	items[1].Width = 9 * em
	p := &Problem{Items: items, First: 5 * em, Rest: 5 * em, Ladder: &Chinese}
	lines := b.Break(p)
	if got := ends(lines); got != "1 2 3 " || lines[1].Over != 4*em || lines[1].Why != EmergencyFit {
		t.Errorf("lines end at %s, %+v", got, lines)
	}
}

func BenchmarkBreak(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	items := han(1000)
	for i := range items {
		if i > 0 && r.IntN(12) == 0 && items[i-1].Break == May {
			items[i-1].Break = Never
			items[i] = Item{Width: em / 2, Break: May, Glue: Glue{Width: em / 2, Shrink: em / 2, Class: Comma, Track: em}}
		}
	}
	p := &Problem{Items: items, First: 36 * em, Rest: 38 * em, Ladder: &Chinese, LastMin: 2}
	var br Breaker
	b.ReportAllocs()
	for b.Loop() {
		br.Break(p)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms/1000Han")
}
