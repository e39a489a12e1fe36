package diag

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// Nearest returns the candidate that name is most likely a slip for, so that a message can ask "did you
// mean …?". Near is at most one edit in three characters (insertion, deletion, substitution, or two
// neighbours exchanged), letter case not counted. Ties go to the first candidate in alphabetical order.
func Nearest(name string, candidates []string) (string, bool) {
	return NewNames(candidates).Nearest(name)
}

// Names are candidates that many names are compared with.
type Names struct {
	list   []candidate // in alphabetical order
	budget int         // steps that comparing may still take
}

// candidate is a name prepared for comparison.
type candidate struct {
	name  string
	runes []rune // in lower case
	marks uint64 // which characters it has, by their lowest six bits
}

// compareBudget is how many steps (candidates looked at, and cells of distances) all comparisons with one list of
// candidates may cost, besides an allowance per candidate. A book with more wrong names gets its messages without
// suggestions.
const compareBudget = 20_000_000

// NewNames prepares candidates.
func NewNames(candidates []string) *Names {
	n := &Names{budget: compareBudget}
	for _, c := range slices.Compact(slices.Sorted(slices.Values(candidates))) {
		runes := []rune(strings.ToLower(c))
		n.list = append(n.list, candidate{c, runes, marks(runes)})
	}
	return n
}

// Nearest is like the function.
func (n *Names) Nearest(name string) (string, bool) { return n.NearestEnd(name, 0) }

// NearestEnd compares the end of name, from a byte offset on, with the candidates. The part before is right, and its
// length only increases how many edits count as near.
func (n *Names) NearestEnd(name string, from int) (string, bool) {
	best, least := "", max(1, utf8.RuneCountInString(name)/3)+1
	end := name[from:]
	runes := []rune(strings.ToLower(end))
	seen := marks(runes)
	for i := range n.list {
		c := &n.list[i]
		if n.budget <= 0 {
			return "", false
		}
		n.budget--
		// An edit takes away at most one character and adds at most one.
		if ones(seen&^c.marks) >= least || ones(c.marks&^seen) >= least || c.name == end {
			continue
		}
		if d := n.distance(runes, c.runes, least); d < least {
			best, least = c.name, d
		}
	}
	return best, best != ""
}

func marks(runes []rune) (m uint64) {
	for _, r := range runes {
		m |= 1 << (r & 63)
	}
	return m
}

func ones(m uint64) int { return bits.OnesCount64(m) }

// distance is the optimal string alignment distance of s and t, or limit as soon as it cannot be less.
func (n *Names) distance(s, t []rune, limit int) int {
	if len(s)-len(t) >= limit || len(t)-len(s) >= limit {
		return limit
	}
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		n.budget -= len(t)
		row[0] = i
		least := i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		// If every cell of a row is at the limit, so are all below, except after an exchange, which continues from the
		// row before.
		if least > limit {
			return limit
		}
		before, last, row = last, row, before
	}
	return min(last[len(t)], limit)
}
