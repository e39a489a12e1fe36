package linebreak

// GlueClass is a step of clreq's order of justification (rules G).
type GlueClass uint8

// Steps of shrinking, in order, with clreq's numbers: arrays [Tracking] hold a value for each, by class. A mark at the
// end of a line has lost its blank before the order begins (GB/T 15834 5.1.10), so step 1 is never a choice here; it
// keeps its number.
const (
	NoGlue      GlueClass = iota
	LineEndMark           // 1
	WordSpace             // 2: also the first step of stretching
	Interpunct            // 3
	Bracket               // 4
	Comma                 // 5
	HanLatin              // 6: also the second step of stretching
	FullStop              // 7
	Letters               // of English words: up to 2 % of an em between them (rule S2)
	Tracking              // the third and last step of stretching
	glueClasses           // their number
)

// String returns the word of the galley dump.
func (c GlueClass) String() string {
	return [...]string{"none", "line-end", "word", "interpunct", "bracket", "comma", "han-latin", "stop", "letters", "tracking", "?"}[min(c, glueClasses)]
}

// Spacing is the space between two neighbours on a line, in thousandths of an em: Left is the blank half
// the first keeps (of its own em), Right that the second keeps, Gap what is inserted.
type Spacing struct {
	Left, Gap, Right int64
	Shrink           int64 // how much of the sum may go
	Stretch          int64 // of the Gap
	Class            GlueClass
	Track            bool // whether tracking may open this place
}

// Widths of a Chinese line, in thousandths of an em.
const (
	halfEm    = 500
	hanGap    = 250 // rule F1: a quarter of an em, from an eighth to a half
	hanGapMin = 125
	hanGapMax = 500
	narrowMax = 333 // of Rules.NarrowGap
)

// Cell returns the width of the cell a wide character of class c is set in, in thousandths of its em. That of a mark is
// the half that has ink, where marks are squeezed; Between gives the blank half back where it stays.
func (r Rules) Cell(c Class) int64 {
	switch {
	case c == Dot || c == Half:
		return halfEm
	case c.IsMark() && r.Squeeze != Plain:
		return halfEm
	}
	return 1000
}

// blank returns how much blank a mark of class c has in the style of squeezing, before its neighbour is looked at.
func (r Rules) blank(c Class) int64 {
	switch r.Squeeze {
	case Plain, Banjiao:
		return 0
	case Kaiming:
		if c != Stop {
			return 0
		}
	}
	return halfEm
}

// glueOf is the step at which the blank half of a mark goes.
func glueOf(c Class) GlueClass {
	switch c {
	case Pause:
		return Comma
	case Stop:
		return FullStop
	}
	return Bracket
}

// Between returns the space between neighbours of classes a and b (rules D, F and G; clreq
// "Adjustment of adjacent punctuation marks"). A bracket stays tight to what it encloses: of two blanks
// the outer one goes.
func (r Rules) Between(a, b Class) Spacing {
	s := Spacing{Track: tracks(a, b)}
	if a == Han && b == Western || a == Western && b == Han {
		s.Gap, s.Shrink, s.Stretch, s.Class = hanGap, hanGap-hanGapMin, hanGapMax-hanGap, HanLatin
		if r.NarrowGap {
			s.Stretch = narrowMax - hanGap
		}
		return s
	}
	if a == Close || a == Pause || a == Stop {
		s.Left = r.blank(a)
	}
	if b == Open {
		s.Right = r.blank(b)
	}
	if r.Squeeze == Hangmobanjiao {
		return s // only the edges of the line are trimmed
	}
	switch { // two blanks meet: the outer one goes
	case s.Left != 0 && (b == Close || b == Dot || a == Close && (b == Pause || b == Stop || b == Half)):
		s.Left = 0
	case s.Right != 0 && (a == Open || a == Dot || a == WideSpace || s.Left != 0):
		s.Right = 0
	}
	switch { // what is left may be squeezed
	case s.Left != 0:
		if s.Class = glueOf(a); s.Class != FullStop || !r.RigidStops {
			s.Shrink = s.Left
		}
	case s.Right != 0:
		s.Shrink, s.Class = s.Right, Bracket
	}
	return s
}

// tracks reports whether tracking, the last step of stretching, may open the place between a and b: not
// inside Western words, and not beside connectors and solidi (clreq).
func tracks(a, b Class) bool {
	for _, c := range [...]Class{a, b} {
		switch c {
		case Connector, Short, Solidus, Extend:
			return false
		}
	}
	return a.IsWide() || b.IsWide()
}
