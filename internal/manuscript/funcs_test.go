package manuscript

import (
	"errors"
	"math"
	"testing"

	"keben/internal/budget"
)

func TestSeqCountsWithinItsLimitEvenAtTheEndsOfTheNumbers(t *testing.T) {
	most := budget.TemplateSequence.Max
	for _, c := range []struct {
		from, to int
		want     int // -1: over the limit
	}{
		{1, 3, 3}, {3, 1, 0}, {5, 5, 1}, {1, most, most}, {0, most, -1},
		{math.MinInt, math.MaxInt, -1}, {math.MaxInt, math.MinInt, 0}, {math.MaxInt - 1, math.MaxInt, 2}, {-1, math.MaxInt, -1},
	} {
		got, err := seq(c.from, c.to)
		var over overrun
		if errors.As(err, &over) != (c.want < 0) || c.want >= 0 && len(got) != c.want {
			t.Errorf("seq %d %d: %d numbers, %v", c.from, c.to, len(got), err)
		}
	}
}
