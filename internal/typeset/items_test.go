package typeset

import (
	"testing"

	"keben/internal/design"
	"keben/internal/draw"
	"keben/internal/geom"
	"keben/internal/typeset/paragraph"
)

// A line takes its leading, and as much more as its content stands out of it: what is tall moves its own baseline down,
// what is deep the next line.
func TestALineTakesMoreThanItsLeadingWhenItStandsOutOfIt(t *testing.T) {
	st := design.Style{Size: 10 * geom.Pt, Leading: 16 * geom.Pt}
	base := 3*geom.Pt + st.Size.Em(880) // from the top of the line to the baseline
	for name, c := range map[string]struct{ above, below, height, baseline geom.Length }{
		"an ordinary line": {8 * geom.Pt, 2 * geom.Pt, 16 * geom.Pt, base},
		"just room":        {base, 16*geom.Pt - base, 16 * geom.Pt, base},
		"tall":             {base + 5*geom.Pt, 2 * geom.Pt, 21 * geom.Pt, base + 5*geom.Pt},
		"deep":             {8 * geom.Pt, 16*geom.Pt - base + 7*geom.Pt, 23 * geom.Pt, base},
		"tall and deep":    {base + 5*geom.Pt, 16*geom.Pt - base + 7*geom.Pt, 28 * geom.Pt, base + 5*geom.Pt},
	} {
		items := (&section{}).items([]paragraph.Line{{Above: c.above, Below: c.below, Ops: []draw.Op{{}}}}, st)
		if len(items) != 1 || items[0].Height != c.height || items[0].Ops[0].At.Y != c.baseline {
			t.Errorf("%s: %s high, baseline at %s; want %s and %s", name, items[0].Height, items[0].Ops[0].At.Y, c.height, c.baseline)
		}
	}
}
