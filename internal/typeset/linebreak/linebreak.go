// Package linebreak decides where lines may end and where they shall: character classes and prohibition
// rules (clreq, GB/T 15834, UAX #14), and total-fit breaking over boxes, glue and penalties with glue
// classes that are used up one after the other.
package linebreak

// Rules is the choice of habits for a paragraph. Immutable.
type Rules struct {
	Squeeze Squeeze
	Kinsoku Level
	Hang    bool        // 、，。 at the end of a line stand in the margin (clreq "Hanging Punctuation")
	Hyphens *Hyphenator // divides words; nil: American, or British in runs of language en-GB

	// What follows departs from the defaults of typography.md where it leaves the choice.
	FullStart    bool // an opening mark keeps its blank at the start of a line (E2, E3)
	RigidStops   bool // 。？！ are not narrowed to fit a line (G, step 7)
	NarrowGap    bool // the gap between Han and Latin stretches to a third of an em, not to half (F1)
	TightNumbers bool // no gap between Han and figures (F4)
	Relaxed      bool // of three marks in a row the third may begin a line when nothing else helps (B9)
}

// Squeeze is a style of punctuation width (typography.md D).
type Squeeze uint8

// The styles, named as in xeCJK.
const (
	Quanjiao Squeeze = iota
	Kaiming
	Banjiao
	Hangmobanjiao
	Plain
)

// Level is a strictness of the prohibition rules (typography.md B10).
type Level uint8

// The levels, from none to strict.
const (
	None Level = iota
	Basic
	GB
	Strict
)
