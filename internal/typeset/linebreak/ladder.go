package linebreak

import "keben/internal/geom"

// Ladder prices the steps of justification, in badness: what it costs to use a step up. A step used by a part costs its
// price times the square of the part, so that little of many is better than much of one; the price of a line is that of
// its most expensive step, which the order of the steps makes the last one it needed.
type Ladder struct {
	Shrink  [Tracking]int64 // by class
	Stretch [Tracking]int64 // WordSpace, HanLatin, Letters
	// Track is the price of opening the last step at all, and Loose what it costs in addition to stretch
	// every place by the Limit.
	Track, Loose int64
	Hyphen       int64       // the penalty of ending a line in a hyphen
	Limit        int64       // of tracking, in thousandths of an em (rule G3)
	Rag          geom.Length // of lines that are not stretched: how far short of the measure costs a badness of 100
}

// Worst is the badness of a line that the steps cannot make fit; TeX's inf_bad.
const Worst = 10000

// Chinese is clreq's order. Every step of shrinking is cheaper than opening the last step of stretching:
// so "pull in before push out" (rule B8) holds where a whole paragraph is weighed.
var Chinese = Ladder{
	Shrink:  [Tracking]int64{WordSpace: 20, Interpunct: 20, Bracket: 35, Comma: 50, HanLatin: 65, FullStop: 90},
	Stretch: [Tracking]int64{WordSpace: 80, HanLatin: 200},
	Track:   220, Loose: 3000, Hyphen: 250, Limit: 167,
}

// English knows word spaces, down to 0.8 and up to 1.5 of their width, then letterspacing by two hundredths
// of an em (rule S2), then wider word spaces. Hyphen and Track are set by measuring: on a measure
// of 66 letters one line in fifteen ends in a hyphen, and one in thirty has word spaces over 1.5.
var English = Ladder{
	Shrink:  [Tracking]int64{WordSpace: 100, Interpunct: 100, Bracket: 100, Comma: 100, HanLatin: 100, FullStop: 100, Letters: 120},
	Stretch: [Tracking]int64{WordSpace: 100, HanLatin: 100, Letters: 120},
	Track:   500, Loose: 3000, Hyphen: 420, Limit: 167,
}

// fitness is the visual class of a line: neighbours should not differ by more than one (Knuth and Plass,
// "fitness classes").
type fitness uint8

const (
	tight fitness = iota
	decent
	loose
	veryLoose
)

// decentBadness is up to where a line is decent: a step of price 100 used by little more than half. TeX too draws the
// line at half of what the glue can do, which is a badness of 12 there, because TeX takes the cube of the part.
const decentBadness = 30

// verdict is what a line is worth.
type verdict struct {
	bad         int64
	tracking    int64       // thousandths of an em
	over, under geom.Length // as in Adjustment
	fit         fitness
}

// judge weighs a line of extent e adjusted by a.
func (l *Ladder) judge(e *Extent, a *Adjustment) verdict {
	switch {
	case a.Over > 0:
		return verdict{bad: Worst, fit: tight, over: a.Over}
	case a.Under > 0:
		return verdict{bad: Worst, fit: veryLoose, under: a.Under}
	case a.Track > 0:
		return l.tracked(a.Track, e.Track)
	}
	v := verdict{fit: decent}
	for c := LineEndMark; c < Tracking; c++ {
		v.bad = max(v.bad, use(l.Shrink[c], a.Shrink[c], e.Shrink[c]))
	}
	if v.bad > decentBadness {
		v.fit = tight
	}
	for _, c := range stretches {
		v.bad = max(v.bad, use(l.Stretch[c], a.Stretch[c], e.Stretch[c]))
		if a.Stretch[c] > 0 && v.bad > decentBadness {
			v.fit = loose
		}
	}
	return v
}

// tracked weighs a line that is tracked by amount over places whose shares are total. It is loose from an eighth of the
// limit and very loose from a third; these bounds are ours.
func (l *Ladder) tracked(amount, total geom.Length) verdict {
	v := verdict{fit: decent, tracking: int64(amount) * 1000 / int64(total)}
	switch {
	case v.tracking > l.Limit/3:
		v.fit = veryLoose
	case v.tracking > l.Limit/8:
		v.fit = loose
	}
	t := min(v.tracking, 100*l.Limit) // its square is an int64
	v.bad = min(l.Track+l.Loose*t*t/(l.Limit*l.Limit), 10*Worst)
	return v
}

// use is the badness of taking amount of a step that has capacity.
func use(price int64, amount, capacity geom.Length) int64 {
	if amount == 0 {
		return 0
	}
	r := int64(amount) * 1000 / int64(capacity)
	return price * r * r / 1000000
}
