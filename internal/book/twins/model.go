package twins

import (
	"math"
	"slices"

	"keben/internal/book"
	"keben/internal/script"
)

// The logarithms of how often things happen in translations of books, after Gale and Church (1993, table 5)
// with fewer merged units, since paragraphs are merged less than sentences.
var (
	logMatch = math.Log(.93)
	logAlone = math.Log(.025)
	logMerge = math.Log(.01)
	logMoved = math.Log(.01)
)

// crossKind is the score of pairing units of different kinds: worse than leaving both alone, unless their contents
// agree.
const crossKind = -8

// never is the score of an impossible pair.
var never = math.Inf(-1)

// side is one side of a likely pair: a unit, two merged, or a heading with its section.
type side struct {
	kind    Kind
	id      string
	level   int    // of a heading, in the skeleton
	pointed string // of a note: the pair its mark stands in
	size    float64
	anchors []int32
}

func sideOf(u *Unit) side {
	s := side{kind: u.Kind, id: u.id, pointed: u.pointed, size: u.size, anchors: u.anchors}
	if h, ok := u.Block.(*book.Heading); ok {
		s.level = h.Level
	}
	return s
}

// merged returns two sides as one.
func merged(a, b side) side {
	s := side{kind: a.kind, size: a.size + b.size}
	s.anchors = append(slices.Clone(a.anchors), b.anchors...)
	slices.Sort(s.anchors)
	return s
}

// mergeable reports whether a translator may make one unit of the two.
func mergeable(a, b *Unit) bool {
	if a.Kind != b.Kind || a.id != "" || b.id != "" || a.pair != nil || b.pair != nil {
		return false
	}
	switch a.Kind {
	case Paragraph, Item, List, Quote, Code:
		return true
	}
	return false
}

// model scores pairs of a chapter and its twin: the logarithm of how much likelier two texts are as
// translations of each other than as texts of the same chapter.
type model struct {
	gain         []float64 // by anchor: both have it
	lossA, lossB []float64 // by anchor: only that side has it
	kinds        map[Kind]float64
	drift        float64 // the logarithm of the usual ratio of sizes, second to first
	mean, spread float64 // of the logarithms of sizes
}

// The bounds of the score of one anchor, and of all anchors of a pair, because anchors are not independent.
const (
	mostGain, mostLoss   = 5, -2.5
	mostGains, mostLoses = 12, -7
)

func newModel(words *vocabulary, a, b *parts) *model {
	m := &model{kinds: map[Kind]float64{}}
	n := len(words.class)
	m.gain, m.lossA, m.lossB = make([]float64, n), make([]float64, n), make([]float64, n)
	inA, inB := make([]int32, n), make([]int32, n)
	countA, countB := frequencies(a, inA), frequencies(b, inB)
	hanA, hanB := writesHan(a), writesHan(b)
	for id, c := range words.class {
		if inA[id] == 0 && inB[id] == 0 {
			continue
		}
		q := kept[c]
		pA, pB := (float64(inA[id])+.2)/(countA+8), (float64(inB[id])+.2)/(countB+8) // any one anchor is rare
		m.gain[id] = min(max(math.Log(q/max(pA, pB)), .1), mostGain)
		m.lossA[id] = max(min(math.Log((1-q)/max(1-pB, .05)), 0), mostLoss)
		m.lossB[id] = max(min(math.Log((1-q)/max(1-pA, .05)), 0), mostLoss)
		// An anchor that the whole other chapter lacks says little about one pair.
		if inB[id] == 0 {
			m.lossA[id] /= 4
		}
		if inA[id] == 0 {
			m.lossB[id] /= 4
		}
		// A Latin word is rare in Chinese text and says much. In English text it says something only if the Chinese has
		// it, too.
		if c == wordAnchor {
			if !hanA {
				m.lossA[id] = wordLoss(m.lossA[id], inB[id])
			}
			if !hanB {
				m.lossB[id] = wordLoss(m.lossB[id], inA[id])
			}
		}
	}
	var logs []float64
	all := map[Kind]int{}
	for _, p := range [...]*parts{a, b} {
		for _, u := range p.all {
			all[u.Kind]++
			if len(u.kids) == 0 && u.size > 0 {
				logs = append(logs, math.Log(u.size+1))
			}
		}
	}
	total := float64(len(a.all) + len(b.all))
	for k, n := range all {
		m.kinds[k] = min(max(math.Log(.97*total/float64(n)), .05), 3)
	}
	m.mean, m.spread = 3.5, 1
	if len(logs) > 2 {
		m.mean, m.spread = moments(logs)
	}
	return m
}

func wordLoss(loss float64, others int32) float64 {
	if others == 0 {
		return 0
	}
	return loss / 3
}

func moments(xs []float64) (mean, spread float64) {
	for _, x := range xs {
		mean += x
	}
	mean /= float64(len(xs))
	for _, x := range xs {
		spread += (x - mean) * (x - mean)
	}
	return mean, max(math.Sqrt(spread/float64(len(xs))), .4)
}

// frequencies counts in how many units without units inside each anchor is.
func frequencies(p *parts, in []int32) (units float64) {
	for _, u := range p.all {
		if len(u.kids) > 0 {
			continue
		}
		units++
		for i, id := range u.anchors {
			if i == 0 || u.anchors[i-1] != id {
				in[id]++
			}
		}
	}
	return units
}

// writesHan reports whether a text is written in Han characters.
func writesHan(p *parts) bool {
	han := 0.0
	total := 0.0
	for _, u := range p.all {
		if u.Kind == Code || u.Kind == HTML {
			continue
		}
		total += u.ownSize
		for _, r := range u.text.String() {
			if script.Han(r) {
				han++
			}
		}
	}
	return han > .3*total
}

// score is the logarithm of how much likelier a and b are as twins than not.
func (m *model) score(a, b side) float64 {
	if a.id != "" && b.id != "" && a.id != b.id {
		return never // the author gave them different ids
	}
	s := 0.0
	switch {
	case a.kind == b.kind:
		s = m.kinds[a.kind]
	case related(a.kind, b.kind):
		s = crossKind
	default:
		return never
	}
	if a.kind == Heading && b.kind == Heading {
		if a.level == b.level {
			s += .7
		} else {
			s -= 1
		}
	}
	if a.pointed != "" && b.pointed != "" {
		if a.pointed == b.pointed {
			s += 4
		} else {
			s -= 3
		}
	}
	return s + m.evidence(a, b)
}

// related reports whether the same text may stand as either kind.
func related(a, b Kind) bool { return asText[a] && asText[b] }

var asText = map[Kind]bool{Paragraph: true, List: true, Quote: true, Callout: true, Definitions: true, Code: true, Table: true, Heading: true}

func (m *model) evidence(a, b side) float64 { return m.length(a, b) + m.anchored(a, b) }

// length compares sizes: in proportion, the longer the closer, with a tail for free translations.
func (m *model) length(a, b side) float64 {
	if a.size == 0 && b.size == 0 {
		return 0
	}
	const most = -6
	x := math.Log((b.size+1)/(a.size+1)) - m.drift
	shorter := min(a.size, b.size) + 1
	sd := math.Sqrt(.22*.22 + 2/shorter)
	as := .9*normal(x, sd) + .1*normal(x, 1)
	y := math.Log(b.size+1) - m.mean
	if b.size > a.size { // the smaller one, which is less of an outlier
		y = math.Log(a.size+1) - m.mean
	}
	by := normal(y, m.spread)
	return min(max(math.Log(as/max(by, 1e-3)), most), 4)
}

func normal(x, sd float64) float64 {
	return math.Exp(-x*x/(2*sd*sd)) / (sd * math.Sqrt(2*math.Pi))
}

// anchored compares anchors.
func (m *model) anchored(a, b side) float64 {
	gains, losses := 0.0, 0.0
	i, j := 0, 0
	for i < len(a.anchors) || j < len(b.anchors) {
		switch {
		case j == len(b.anchors) || i < len(a.anchors) && a.anchors[i] < b.anchors[j]:
			losses += m.lossA[a.anchors[i]]
			i++
		case i == len(a.anchors) || a.anchors[i] > b.anchors[j]:
			losses += m.lossB[b.anchors[j]]
			j++
		default:
			gains += m.gain[a.anchors[i]]
			i++
			j++
		}
	}
	return min(gains, mostGains) + max(losses, mostLoses)
}
