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
