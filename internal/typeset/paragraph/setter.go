package paragraph

import (
	"slices"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/shape"
	"keben/internal/typeset/linebreak"
)

// Setter sets paragraphs. It caches shaped runs and is not safe for concurrent use: make one per goroutine.
type Setter struct {
	matter
	items   []linebreak.Item
	breaker linebreak.Breaker
}

// fount is the state that stays from one paragraph to the next: faces, the runs shaped in them, and the findings. A
// fount, to a printer, is the stock of one type.
type fount struct {
	Crowded bool // lines that are too wide are not reported, because the caller reports the whole

	// Fallback are the faces tried for a character no face of its look has.
	Fallback []*font.Face

	shaper    *shape.Shaper
	found     Findings
	cells     map[cellKey]*cell
	divisions map[pointsKey][]int
}

// matter is the paragraph being set, as characters and as the units of lines. Its buffers are used again for the next
// one.
type matter struct {
	fount
	rules    linebreak.Rules
	em       geom.Length
	finder   linebreak.Breaks
	chars    []linebreak.Char
	places   []place
	begins   []int32 // the first character of each piece
	breaks   []linebreak.Opportunity
	units    []unit
	words    []word
	glyphs   []draw.Glyph
	readings []reading
	advances []geom.Length
	cuts     []cut

	desperate bool // second attempt: any word may be divided, and spaces stretch to their limits
}

// NewSetter returns a Setter that shapes with shaper.
func NewSetter(shaper *shape.Shaper) *Setter {
	s := &Setter{}
	s.fount = fount{shaper: shaper, cells: map[cellKey]*cell{}, divisions: map[pointsKey][]int{}}
	return s
}

// prepare makes the items of a paragraph.
func (s *Setter) prepare(pieces []Piece, style *Style) {
	s.rules, s.em = style.Rules, style.Em
	for i := 0; i < len(pieces) && s.em <= 0; i++ {
		if l := pieces[i].Look; l != nil {
			s.em = l.Size
		}
	}
	if s.desperate {
		s.rules.NarrowGap = false
	}
	if isEnglish(style) && s.rules.Squeeze == linebreak.Plain {
		// An untrimmed full-width mark would leave a hole in an English line.
		s.rules.Squeeze = linebreak.Quanjiao
	}
	s.itemize(pieces)
	s.makeUnits(pieces, style)
	s.setReadings(pieces, style)
	s.assemble(pieces, style)
}

// Set returns the lines of a paragraph. Every character of the pieces, white space too, is the Text of one glyph, in
// order; soft hyphens and forced breaks are not. A paragraph without content has no lines.
func (s *Setter) Set(pieces []Piece, style *Style) []Line {
	s.prepare(pieces, style)
	if len(s.items) == 0 {
		return nil
	}
	broken := s.fill(pieces, style)
	lines := make([]Line, len(broken))
	for i, b := range broken {
		m := maker{s: s, pieces: pieces, style: style, line: b, first: i == 0, last: i == len(broken)-1}
		m.make(&lines[i])
		if !s.Crowded {
			s.judge(&lines[i], &b)
		}
	}
	s.release()
	return lines
}

// maxKept is the most units whose buffers are kept for the next paragraph: more than a chapter of one paragraph has.
const maxKept = 1 << 16

// release gives back the buffers of a paragraph of extraordinary length.
func (s *Setter) release() {
	if cap(s.units) <= maxKept {
		return
	}
	s.matter = matter{fount: s.fount}
	s.items, s.breaker = nil, linebreak.Breaker{}
}

// fill breaks the paragraph into lines. If one of them is too loose or too wide, it divides words further and tries
// again; if three lines in a row end in the same word, it gives one of the ends a penalty and tries again.
func (s *Setter) fill(pieces []Piece, style *Style) []linebreak.Line {
	p := s.problem(style)
	broken := s.breaker.Break(p)
	if slices.ContainsFunc(broken, func(l linebreak.Line) bool { return l.Why == linebreak.EmergencyFit }) {
		s.desperate = true
		s.prepare(pieces, style)
		s.desperate = false
		p.Items = s.items
		broken = s.breaker.Break(p)
	}
	if !isEnglish(style) || style.Align != Justify {
		return broken
	}
	for range maxRetries {
		i := s.stacked(broken)
		if i < 0 {
			break
		}
		s.items[broken[i].To-1].Penalty += stackPenalty
		broken = s.breaker.Break(p)
	}
	return broken
}

const (
	maxRetries   = 3
	stackPenalty = 1000
)

// stacked returns the second of three lines that end in the same word (rule S3), or −1.
func (s *Setter) stacked(lines []linebreak.Line) int {
	for i := 1; i+2 < len(lines); i++ {
		if w := s.lastWord(lines[i]); w != "" && w == s.lastWord(lines[i-1]) && w == s.lastWord(lines[i+1]) {
			return i
		}
	}
	return -1
}

// lastWord is the text of the last word on a line, "" when the line ends in something else.
func (s *matter) lastWord(l linebreak.Line) string {
	u := &s.units[l.To-1]
	if u.kind != part {
		return ""
	}
	return s.words[u.word].text
}

// judge reports a line that could not be set as it should.
func (s *Setter) judge(l *Line, b *linebreak.Line) {
	text := []rune(l.Breaks.Text)
	begin := string(text[:min(len(text), 20)])
	switch first := &s.units[b.From]; {
	case b.Over > s.em/100:
		s.found.line(overfull.At(l.Place, b.Over.String(), begin))
	case s.inLongWord(b): // the word has been reported
	case b.Why == linebreak.EmergencyFit && l.Breaks.Full && b.Tracking > maxTracking:
		s.found.line(loose.At(l.Place, begin))
	case b.From > 0 && first.kind == wide && first.first.IsMark() && first.first != linebreak.Open && s.rules.Relaxed:
		s.found.line(relaxed.At(l.Place, begin))
	}
}

// inLongWord reports whether a line begins or ends in an overlong word.
func (s *matter) inLongWord(b *linebreak.Line) bool {
	for _, u := range [...]*unit{&s.units[b.From], &s.units[b.To-1]} {
		if u.kind == part && s.words[u.word].long {
			return true
		}
	}
	return false
}

// maxTracking is the most a line is tracked without a message, in thousandths of an em (rule G3).
const maxTracking = 167

// problem is the paragraph as the line breaker sees it.
func (s *Setter) problem(style *Style) *linebreak.Problem {
	width := style.Measure - style.Left - style.Right
	p := &linebreak.Problem{
		Items: s.items, First: width - style.Indent, Rest: width, Ladder: &linebreak.Chinese,
		Ragged: style.Align != Justify, Balance: style.Align == Center, LastMin: style.LastMin, MaxHyphens: maxHyphens,
	}
	ladder := linebreak.Chinese
	if isEnglish(style) {
		ladder = linebreak.English
	}
	ladder.Rag = s.em * raggedEms
	p.Ladder = &ladder
	return p
}

const (
	maxHyphens = 2 // consecutive (rule S1)
	raggedEms  = 3 // an unjustified line that is so much too short costs as much as one with fully stretched spaces
)

// Natural returns the width of the widest part of the paragraph that cannot be broken, and the width of the paragraph
// on one line (of its widest line, where breaks are forced). Columns of tables are made from these two.
func (s *Setter) Natural(pieces []Piece, style *Style) (narrowest, widest geom.Length) {
	s.prepare(pieces, style)
	var line, part geom.Length
	for i := range s.items {
		it := &s.items[i]
		line += it.Width
		part += it.Width
		widest = max(widest, line)
		pre := max(it.Pre, 0)
		switch it.Break {
		case linebreak.Must:
			narrowest = max(narrowest, part)
			line, part = 0, 0
		case linebreak.May:
			narrowest = max(narrowest, part+pre)
			line, part = line+it.Glue.Width, 0
		default:
			line, part = line+it.Glue.Width, part+it.Glue.Width
		}
	}
	return narrowest, widest
}
