// Package linebreak decides where lines may end and where they shall: character classes and prohibition
// rules (clreq, GB/T 15834, UAX #14), and total-fit breaking over boxes, glue and penalties (Knuth and Plass,
// "Breaking Paragraphs into Lines", 1981) with glue classes that are used up one after the other, as clreq asks.
//
// A paragraph goes through four stages. Breaks.Find says of each character what class it has and whether a line may end
// after it. The caller, package paragraph, makes an Item of each unbreakable string, with the space that Rules.Between
// gives. Breaker.Break chooses the lines. Justify and Setting make each line as wide as its measure.
//
// Rules have ids: B line edges, C unbreakable strings, D meeting marks, E trimmed edges, F Han and Latin, G
// justification, O quotation marks, S English. Package specimen says what each is and sets an example of it; those that
// it cannot show are in ARCHITECTURE.md, "Typographic rules". A constant without a source is ours.
//
// Lengths of the line are geom.Length, 1/65536 pt. Spacing is in thousandths of an em, because the em is not known
// before the space is put between two faces. Penalties, badness and demerits are Knuth and Plass's: a demerit is a
// badness or penalty squared, so those of 100 cost 10,000.
package linebreak

// Rules is the choice of habits for a paragraph. Immutable.
type Rules struct {
	Squeeze Squeeze
	Kinsoku Level
	Hang    bool        // 、，。 at the end of a line stand in the margin (clreq "Hanging Punctuation")
	Hyphens *Hyphenator // divides words; nil: American, or British in runs of language en-GB

	// What follows departs from the defaults of rules that leave the choice.
	FullStart    bool // an opening mark keeps its blank at the start of a line (E2, E3)
	RigidStops   bool // 。？！ are not narrowed to fit a line (G, step 7)
	NarrowGap    bool // the gap between Han and Latin stretches to a third of an em, not to half (F1)
	TightNumbers bool // no gap between Han and figures (F4)
	Relaxed      bool // of three marks in a row the third may begin a line when nothing else helps (B9)
}

// Squeeze is a style of punctuation width (rules D).
type Squeeze uint8

// The styles, named as in xeCJK.
const (
	Quanjiao      Squeeze = iota // 全角: marks take an em, a blank goes where two meet or a line begins or ends
	Kaiming                      // 开明: 。．？！ take an em, the others half
	Banjiao                      // 半角: all take half an em
	Hangmobanjiao                // 行末半角: all take an em, only the edges of a line are trimmed
	Plain                        // an em always: nothing is trimmed or squeezed
)

// Level is a strictness of the prohibition rules (rule B10).
type Level uint8

// The levels, each with what the one before it forbids. Comparisons go by their order.
const (
	None   Level = iota // UAX #14 as it is
	Basic               // closing marks, stops, connectors and solidi begin no line, opening marks end none
	GB                  // nor do solidi end one (GB/T 15834 5.1.9)
	Strict              // nor do —— and …… begin one (clreq)
)
