package linebreak_test

import (
	"fmt"

	"keben/internal/geom"
	"keben/internal/typeset/linebreak"
)

// A paragraph is broken as a whole. Twelve characters fill two lines of five; the last line has the rest, and is not
// stretched.
func ExampleBreaker() {
	const em = 10 * geom.Pt
	p := linebreak.Problem{Ladder: &linebreak.Chinese, First: 5 * em, Rest: 5 * em, LastMin: 2}
	for range 12 {
		p.Items = append(p.Items, linebreak.Item{Width: em, Break: linebreak.May, Chars: 1, Glue: linebreak.Glue{Track: em}})
	}
	var b linebreak.Breaker
	for _, l := range b.Break(&p) {
		fmt.Printf("%d-%d %s, tracking %d/1000\n", l.From, l.To, l.Why, l.Tracking)
	}
	// Output:
	// 0-5 fit, tracking 0/1000
	// 5-10 fit, tracking 0/1000
	// 10-12 end, tracking 0/1000
}
