package linebreak

import "keben/internal/geom"

// Item is a box with what follows it: the glue between it and the next box, which disappears when the
// line ends here, and whether and at what cost it may end here. It is Knuth and Plass's box, glue and
// penalty in one value, because in Chinese every box has all three.
type Item struct {
	Width   geom.Length
	Glue    Glue
	Break   Break
	Hyphen  bool        // the break puts a hyphen
	Fill    bool        // takes up what is left of the line; Width is its least
	Chars   int16       // characters in the box, for Problem.LastMin
	Shrink  geom.Length // how much narrower the letters in the box may be set, step Letters
	Stretch geom.Length // and how much wider
	Penalty int32       // of the break, on Knuth and Plass's scale
	Pre     geom.Length // added to the width before the break: a hyphen, less what protrudes
	Post    geom.Length // added after it, on the next line
}

// Glue is a space with one step of shrinking and one of stretching. Shrink and Stretch are how much narrower and wider
// than Width it may be. Track is the share the place has in tracking: a full em of the text for most places, so that
// tracking in ems is the same all over the line, and none where tracking may not go.
type Glue struct {
	Width   geom.Length
	Shrink  geom.Length
	Stretch geom.Length
	Track   geom.Length
	Class   GlueClass
}

// Extent sums a stretch of boxes and glue. Classes from Tracking on have no capacity of their own: tracking has no end.
type Extent struct {
	Width   geom.Length
	Track   geom.Length
	Shrink  [Tracking]geom.Length // by class
	Stretch [Tracking]geom.Length // by class; only WordSpace, HanLatin and Letters are used
	Fills   int64
	Chars   int64
}

// AddBox adds the box of it.
func (e *Extent) AddBox(it *Item) {
	e.Width += it.Width
	e.Chars += int64(it.Chars)
	e.Shrink[Letters] += it.Shrink
	e.Stretch[Letters] += it.Stretch
	if it.Fill {
		e.Fills++
	}
}

// AddGlue adds the glue after it.
func (e *Extent) AddGlue(g *Glue) {
	e.Width += g.Width
	e.Track += g.Track
	if g.Class < Tracking {
		e.Shrink[g.Class] += g.Shrink
		e.Stretch[g.Class] += g.Stretch
	}
}

// sub sets e to a − b.
func (e *Extent) sub(a, b *Extent) {
	e.Width = a.Width - b.Width
	e.Track = a.Track - b.Track
	for i := range e.Shrink {
		e.Shrink[i] = a.Shrink[i] - b.Shrink[i]
	}
	e.Stretch[WordSpace] = a.Stretch[WordSpace] - b.Stretch[WordSpace]
	e.Stretch[HanLatin] = a.Stretch[HanLatin] - b.Stretch[HanLatin]
	e.Stretch[Letters] = a.Stretch[Letters] - b.Stretch[Letters]
	e.Fills = a.Fills - b.Fills
	e.Chars = a.Chars - b.Chars
}

// stretches are the steps of stretching before the last, in order.
var stretches = [...]GlueClass{WordSpace, HanLatin, Letters}

// stretchable is the sum of the steps of stretching before the last.
func (e *Extent) stretchable() geom.Length {
	return e.Stretch[WordSpace] + e.Stretch[HanLatin] + e.Stretch[Letters]
}

// shrinkable is the sum of all steps.
func (e *Extent) shrinkable() (sum geom.Length) {
	for _, s := range e.Shrink {
		sum += s
	}
	return sum
}

// Adjustment is how far each step of the order of justification goes on a line.
type Adjustment struct {
	Shrink  [Tracking]geom.Length // by class
	Stretch [Tracking]geom.Length // WordSpace, HanLatin, Letters
	Track   geom.Length           // the last step, over all places that have a share in it
	Fill    geom.Length           // what the Fills of the line take up
	Over    geom.Length           // what could not be shrunk away: the line is too wide by this
	Under   geom.Length           // what could not be filled: nothing on the line stretches
}

// Justify finds the adjustment that makes e as wide as target, by clreq's steps in order: a step is
// begun only when the one before it is used up (rules G; clreq "Procedures for Inter-Character Spacing Reduction").
func Justify(e *Extent, target geom.Length) (a Adjustment) {
	d := target - e.Width
	switch {
	case d < 0:
		need := -d
		for c := LineEndMark; c < Tracking; c++ {
			a.Shrink[c] = min(need, e.Shrink[c])
			need -= a.Shrink[c]
		}
		a.Over = need
	case d > 0 && e.Fills > 0:
		a.Fill = d
	case d > 0:
		for _, c := range stretches {
			a.Stretch[c] = min(d, e.Stretch[c])
			d -= a.Stretch[c]
		}
		if e.Track > 0 {
			a.Track = d
		} else {
			a.Under = d
		}
	}
	return a
}

// Setting hands the adjustment of a line out over its glue: each place gets its share of the step, and
// the shares add up to the step exactly, so that the line ends where it should.
type Setting struct {
	extent Extent
	adjust Adjustment
	used   [3][Tracking]geom.Length // capacity of shrink, stretch and fill places passed so far
	track  geom.Length
}

// Set begins to hand out a over a line of extent e.
func Set(e *Extent, a *Adjustment) Setting { return Setting{extent: *e, adjust: *a} }

// Glue returns the width g is set to. It must be called once for each glue of the line, in order.
func (s *Setting) Glue(g *Glue) geom.Length {
	w := g.Width
	if c := g.Class; c > NoGlue && c < Tracking {
		w -= portion(s.adjust.Shrink[c], &s.used[0][c], g.Shrink, s.extent.Shrink[c])
		w += portion(s.adjust.Stretch[c], &s.used[1][c], g.Stretch, s.extent.Stretch[c])
	}
	return w + portion(s.adjust.Track, &s.track, g.Track, s.extent.Track)
}

// Letters returns what is added between the letters of the box of it.
func (s *Setting) Letters(it *Item) geom.Length {
	return portion(s.adjust.Stretch[Letters], &s.used[1][Letters], it.Stretch, s.extent.Stretch[Letters]) -
		portion(s.adjust.Shrink[Letters], &s.used[0][Letters], it.Shrink, s.extent.Shrink[Letters])
}

// Fill returns what the next Fill of the line gets in addition to its width.
func (s *Setting) Fill() geom.Length {
	return portion(s.adjust.Fill, &s.used[2][0], 1, geom.Length(s.extent.Fills))
}

// portion is the share that capacity has in amount, rounded so that all shares add up.
func portion(amount geom.Length, used *geom.Length, capacity, total geom.Length) geom.Length {
	if amount == 0 || capacity == 0 || total == 0 {
		*used += capacity
		return 0
	}
	before := amount.Mul(int64(*used), int64(total))
	*used += capacity
	return amount.Mul(int64(*used), int64(total)) - before
}
