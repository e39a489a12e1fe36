package twins

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// Dump writes the alignment, one pair a line, in the order of the book: source file and line, the twin's or -,
// kind, confidence, separated by tabs. Two units merged into one are a line each.
func (a *Alignment) Dump(w io.Writer, slugs []string) error {
	out := bufio.NewWriter(w)
	for _, slug := range slugs {
		for _, c := range a.chapters[slug] {
			for _, p := range c.Pairs {
				for i := range max(len(p.A), len(p.B)) {
					fmt.Fprintf(out, "%s\t%s\t%s\t%.2f\n", place(p.A, i), place(p.B, i), p.kind(i), p.Confidence)
				}
			}
		}
	}
	return out.Flush()
}

func place(us []*Unit, i int) string {
	if len(us) == 0 {
		return "-"
	}
	u := us[min(i, len(us)-1)]
	return u.line()
}

// kind names the kind of a pair: that of both, or the two.
func (p *Pair) kind(i int) string {
	switch {
	case len(p.A) == 0:
		return string(p.B[min(i, len(p.B)-1)].Kind)
	case len(p.B) == 0 || p.A[0].Kind == p.B[0].Kind:
		return string(p.A[min(i, len(p.A)-1)].Kind)
	}
	return string(p.A[0].Kind) + "/" + string(p.B[0].Kind)
}
