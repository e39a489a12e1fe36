package pdf

import (
	"unicode"
	"unicode/utf8"

	"keben/internal/draw"
	"keben/internal/geom"
)

// textState is the text state (§9.3) and the position of the pen. Positions are integers, computed from the numbers in
// the file and from the widths that a reader will use, so that rounding errors do not add up along a line.
type textState struct {
	open   bool  // between BT and ET
	turn   uint8 // of the text object: x and y are those of the turned page
	placed bool  // the pen has been put somewhere since BT
	x, y   int64 // start of the line (the text line matrix), thousandths of a point
	pen    int64 // x of the pen, in ticks

	font  *uses
	spare bool  // the second font of the face is set
	size  int64 // thousandths of a point
	row   rowState
}

// rowState is how much of the operand of TJ (§9.4.3) has been written.
type rowState uint8

const (
	rowNone   rowState = iota
	rowNumber          // after [ or a number
	rowString          // inside < >
)

// A tick is 10⁻⁷ points, so that every pen position is a whole number of ticks: widths and adjustments are tenths of a
// thousandth of an em, and sizes thousandths of a point. The largest page, 200 inches (§C.2), has 1.4·10¹¹ ticks.
const ticksPerMilli = 10000

// coarse is a type size in thousandths of a point. Up to it adjustments are whole thousandths of an em, which place a
// glyph within 0.008 points; in larger type they are tenths.
const coarse = 16000

// turns are the text matrices of turned text. They turn about the origin of the page, so that only x grows along a
// turned line, too.
var turns = [...]string{1: "0 1 -1 0 0 0 Tm", 2: "-1 0 0 -1 0 0 Tm", 3: "0 -1 1 0 0 0 Tm"}

func (s *sheet) beginText(turn uint8) {
	if turn != s.text.turn {
		s.endText()
	}
	if !s.text.open {
		s.op("BT")
		if turn != 0 {
			s.op(turns[turn])
		}
		s.text.open, s.text.turn, s.text.placed, s.text.x, s.text.y = true, turn, false, 0, 0
	}
}

// origin is the origin of a glyph on the turned page: x in 1/65536 pt, y in thousandths of a point upwards.
func (s *sheet) origin(op draw.Op, g draw.Glyph) (x geom.Length, y int64) {
	up := s.top - op.At.Y
	switch op.Turn % 4 {
	case 1:
		return up + g.X, -milli(op.At.X + g.Y)
	case 2:
		return g.X - op.At.X, -milli(up + g.Y)
	case 3:
		return g.X - up, milli(op.At.X - g.Y)
	}
	return op.At.X + g.X, s.height - milli(op.At.Y+g.Y)
}

// endText ends the text object. Font and size are graphics state and survive.
func (s *sheet) endText() {
	s.endRow()
	if s.text.open {
		s.op("ET")
		s.text.open = false
	}
}

func (s *sheet) endRow() {
	switch s.text.row {
	case rowString:
		s.op(">]TJ")
	case rowNumber:
		s.op("]TJ")
	}
	s.text.row = rowNone
}

// run paints a run cluster by cluster.
func (s *sheet) run(op draw.Op) {
	run := op.Run
	lang := s.spoken(op.Tag, run)
	for i := 0; i < len(run.Glyphs); {
		n := 1
		for i+n < len(run.Glyphs) && run.Glyphs[i+n].Text == "" {
			n++
		}
		cluster := run.Glyphs[i : i+n]
		c := content{tag: op.Tag, lang: lang}
		c.actual, c.spell = spelled(cluster)
		s.begin(c)
		s.setColorOfText(run.Color)
		rest := cluster[0].Text
		for k, g := range cluster {
			var text string
			text, rest = deal(rest, k == n-1)
			s.glyph(op, g, text)
		}
		i += n
	}
}

// spelled returns the ActualText of a cluster and whether it needs one: because its glyphs' own texts do not add up to
// its text, or are in the Private Use Area (ISO 19005-2 §6.2.11.7.3).
func spelled(cluster []draw.Glyph) (string, bool) {
	t := cluster[0].Text
	if len(cluster) == 1 && len(t) == 1 && t[0] >= ' ' {
		return "", false
	}
	if utf8.RuneCountInString(t) < len(cluster) {
		return t, true
	}
	// A cluster on several heights is a column of upright characters, of which programs that extract text would take
	// each height for a line.
	if len(cluster) > 2 && cluster[len(cluster)-1].Y != cluster[0].Y {
		return t, true
	}
	for _, r := range t {
		if unicode.Is(unicode.Co, r) {
			return t, true
		}
	}
	return "", false
}

// wordJoiner is the text of a glyph that has no text. Every code must have one (ISO 14289-1 §7.21.7), and this one is
// invisible and does not separate words.
const wordJoiner = "\u2060"

// deal splits the text of a cluster into the text of the next glyph and the rest: one character, or all for the last
// glyph.
func deal(text string, last bool) (share, rest string) {
	if text == "" {
		return wordJoiner, ""
	}
	if last {
		return text, ""
	}
	_, n := utf8.DecodeRuneInString(text)
	return text[:n], text[n:]
}

func (s *sheet) setColorOfText(c draw.Color) {
	if s.fill != c {
		s.endRow()
		s.setFill(c)
	}
}

// glyph paints one glyph with its text.
func (s *sheet) glyph(op draw.Op, g draw.Glyph, text string) {
	t := &s.text
	face := s.usesOf(op.Run.Face)
	font := s.uses[face]
	code, pair := font.code(g.ID, text)
	spare := pair >= 0 && font.apart
	size := milli(op.Run.Size)
	s.beginText(op.Turn % 4)
	if t.font != font || t.spare != spare || t.size != size {
		s.endRow()
		t.font, t.spare, t.size = font, spare, size
		s.buf = append(append(s.buf, '/'), font.name...)
		if spare {
			s.buf = append(s.buf, spareName...)
		}
		s.buf = append(appendMilli(append(s.buf, ' '), size), " Tf\n"...)
	}
	s.moveTo(op, g)
	switch t.row {
	case rowNone:
		s.buf = append(s.buf, "[<"...)
	case rowNumber:
		s.buf = append(s.buf, '<')
	}
	t.row = rowString
	if pair >= 0 {
		s.patches = append(s.patches, patch{int32(len(s.buf)), int32(face), pair})
	}
	s.buf = appendHex(s.buf, code)
	t.pen += int64(font.width(g.ID)) * 10 * size
}

// leap is the distance in ems from which moveTo starts a new line (Td) rather than adjust: programs that extract text
// take a wide adjustment for a word space.
const leap = 4

// moveTo puts the pen at the glyph's origin: by an adjustment within the row, or by a new line start when the height
// changes or the distance is long.
func (s *sheet) moveTo(op draw.Op, g draw.Glyph) {
	t := &s.text
	x, y := s.origin(op, g)
	gap := ticks(int64(x)) - t.pen
	if far := leap * t.size * ticksPerMilli; !t.placed || y != t.y || gap > far || gap < -far {
		s.endRow()
		s.buf = append(appendMilli(s.buf, milli(x)-t.x), ' ')
		s.buf = append(appendMilli(s.buf, y-t.y), " Td\n"...)
		t.placed, t.x, t.y = true, milli(x), y
		t.pen = t.x * ticksPerMilli
		return
	}
	// Adjustments are subtracted, in thousandths of the size.
	places, unit := 0, 10*t.size
	if t.size > coarse {
		places, unit = 1, t.size
	}
	adjust := -divide(gap, unit)
	if adjust == 0 {
		return
	}
	switch t.row {
	case rowNone:
		s.buf = append(s.buf, '[')
	case rowString:
		s.buf = append(s.buf, '>')
	}
	t.row = rowNumber
	s.buf = appendDecimal(s.buf, adjust, places)
	t.pen -= adjust * unit
}

// ticks converts 1/65536 pt.
func ticks(sp int64) int64 { return divide(sp*1000*ticksPerMilli, 65536) }

// divide rounds a/b to nearest, halves away from zero; b is positive.
func divide(a, b int64) int64 {
	if a < 0 {
		return -((-a + b/2) / b)
	}
	return (a + b/2) / b
}
