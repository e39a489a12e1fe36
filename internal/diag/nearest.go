package diag

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Nearest returns the candidate that name is most likely a slip for, so that a message can ask "did you
// mean …?". Near is at most one edit in three characters (insertion, deletion, substitution, or two
// neighbours exchanged), letter case not counted. Ties go to the first candidate in alphabetical order.
func Nearest(name string, candidates []string) (string, bool) {
	best, least := "", max(1, utf8.RuneCountInString(name)/3)+1
	for _, c := range slices.Sorted(slices.Values(candidates)) {
		if d := distance(strings.ToLower(name), strings.ToLower(c), least); d < least && c != name {
			best, least = c, d
		}
	}
	return best, best != ""
}

// distance is the optimal string alignment distance of a and b, or limit as soon as it cannot be less.
func distance(a, b string, limit int) int {
	s, t := []rune(a), []rune(b)
	if len(s)-len(t) >= limit || len(t)-len(s) >= limit {
		return limit
	}
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(t)], limit)
}
