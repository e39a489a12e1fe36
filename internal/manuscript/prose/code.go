package prose

import "sort"

// CodeRuns are the runs of backticks in a text: where those of each length begin. Looking for the run that closes a
// code span (CommonMark 6.1) costs one search in them, instead of one pass over the block for each length.
type CodeRuns map[int][]int

// NewCodeRuns finds the runs of a text.
func NewCodeRuns(src []byte) CodeRuns {
	runs := CodeRuns{}
	for i := 0; i < len(src); i++ {
		if src[i] == '`' {
			n := Count(src[i:], '`')
			runs[n] = append(runs[n], i)
			i += n - 1
		}
	}
	return runs
}

// End returns the offset after the first run of exactly n backticks between from and stop, or 0.
func (r CodeRuns) End(from, stop, n int) int {
	at := r[n]
	if i := sort.SearchInts(at, from); i < len(at) && at[i]+n <= stop {
		return at[i] + n
	}
	return 0
}
