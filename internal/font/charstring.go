package font

import "math"

// Bounds on a charstring. #5177 Appendix B allows 10 levels and 48 operands; CFF2's 513 operands are tolerated. The
// steps are bounded, because nested calls can multiply them.
const (
	maxCalls = 10
	maxStack = 513
	maxSteps = 1 << 20
)

// charString runs the Type 2 charstring of one glyph.
type charString struct {
	font          *cffFont
	local         cffIndex
	usedG, usedL  map[int]bool // subroutines called; nil if they are not to be recorded
	stack         []float64
	transient     [32]float64
	x, y          float64
	stems         int
	widthSeen     bool
	hasWidth      bool
	width         float64 // as in the charstring: the difference from nominalWidthX
	open, done    bool
	depth, steps  int
	accented      bool // endchar with four operands: an accented character made of two glyphs
	out           []Segment
	originX, orgY float64
}

func (c *cffFont) outline(g GlyphID) []Segment {
	s := c.run(g, nil, nil)
	return s.out
}

// run interprets glyph g, noting in usedG and usedL which global and local subroutines it calls.
func (c *cffFont) run(g GlyphID, usedG, usedL map[int]bool) *charString {
	s := &charString{font: c, local: c.fonts[c.fontOf(g)].subrs, usedG: usedG, usedL: usedL}
	if int(g) < c.charStrings.count {
		s.exec(c.charStrings.get(int(g)))
		s.closePath()
	}
	return s
}

// subrBias is the number added to a subroutine's operand (#5177 §4.7).
func subrBias(count int) int {
	switch {
	case count < 1240:
		return 107
	case count < 33900:
		return 1131
	}
	return 32768
}

func (s *charString) call(subrs cffIndex, used map[int]bool) {
	v := s.pop()
	if math.Abs(v) > 1<<16 || s.depth >= maxCalls {
		s.done = true
		return
	}
	i := int(v) + subrBias(subrs.count)
	if used != nil && i >= 0 && i < subrs.count {
		used[i] = true
	}
	s.depth++
	s.exec(subrs.get(i))
	s.depth--
}

func (s *charString) push(v float64) {
	if len(s.stack) < maxStack {
		s.stack = append(s.stack, v)
	}
}

func (s *charString) pop() float64 {
	if len(s.stack) == 0 {
		return 0
	}
	v := s.stack[len(s.stack)-1]
	s.stack = s.stack[:len(s.stack)-1]
	return v
}

// takeWidth removes the glyph's width, which comes before the operands of the first operator.
func (s *charString) takeWidth(present bool) {
	if !s.widthSeen && present && len(s.stack) > 0 {
		s.hasWidth, s.width = true, s.stack[0]
		s.stack = s.stack[1:]
	}
	s.widthSeen = true
}

func (s *charString) hints() {
	s.takeWidth(len(s.stack)%2 == 1)
	s.stems += len(s.stack) / 2
	s.stack = s.stack[:0]
}

func (s *charString) closePath() {
	if s.open {
		s.out = append(s.out, Segment{Verb: Close})
		s.open = false
	}
}

func (s *charString) point() Point { return Point{s.x + s.originX, s.y + s.orgY} }

func (s *charString) move(dx, dy float64) {
	s.closePath()
	s.x, s.y = s.x+dx, s.y+dy
	s.out = append(s.out, Segment{Verb: MoveTo, P: [3]Point{s.point()}})
	s.open = true
}

// begin opens a path for a drawing operator without a move before it, which is an error that every rasterizer forgives.
func (s *charString) begin() {
	if !s.open {
		s.move(0, 0)
	}
}

func (s *charString) line(dx, dy float64) {
	s.begin()
	s.x, s.y = s.x+dx, s.y+dy
	s.out = append(s.out, Segment{Verb: LineTo, P: [3]Point{s.point()}})
}

func (s *charString) curve(a, b, c, d, e, f float64) {
	s.begin()
	var p [3]Point
	s.x, s.y = s.x+a, s.y+b
	p[0] = s.point()
	s.x, s.y = s.x+c, s.y+d
	p[1] = s.point()
	s.x, s.y = s.x+e, s.y+f
	p[2] = s.point()
	s.out = append(s.out, Segment{CubicTo, p})
}

func (s *charString) exec(b []byte) {
	for i := 0; i < len(b) && !s.done; {
		if s.steps++; s.steps > maxSteps {
			s.done = true
			return
		}
		c := int(b[i])
		i++
		switch {
		case c == 28:
			s.push(float64(i16(b, i)))
			i += 2
		case c == 255:
			s.push(float64(int32(u32(b, i))) / 65536)
			i += 4
		case c >= 251:
			s.push(float64(-(c-251)*256 - u8(b, i) - 108))
			i++
		case c >= 247:
			s.push(float64((c-247)*256 + u8(b, i) + 108))
			i++
		case c >= 32:
			s.push(float64(c - 139))
		case c == 19, c == 20: // hintmask, cntrmask: vstem may be left out before them
			s.hints()
			i += (s.stems + 7) / 8
		case c == 11: // return
			return
		case c == 12:
			s.escape(u8(b, i))
			i++
		default:
			s.operator(c)
		}
	}
}

func (s *charString) operator(op int) {
	switch op {
	case 10:
		s.call(s.local, s.usedL)
		return
	case 29:
		s.call(s.font.globalSubrs, s.usedG)
		return
	case 1, 3, 18, 23:
		s.hints()
		return
	case 14:
		s.endChar()
		return
	case 21:
		s.takeWidth(len(s.stack) > 2)
	case 4, 22:
		s.takeWidth(len(s.stack) > 1)
	}
	a := s.stack
	at := func(i int) float64 {
		if i < len(a) {
			return a[i]
		}
		return 0
	}
	switch op {
	case 21: // rmoveto
		s.move(at(0), at(1))
	case 22: // hmoveto
		s.move(at(0), 0)
	case 4: // vmoveto
		s.move(0, at(0))
	case 5: // rlineto
		for ; len(a) >= 2; a = a[2:] {
			s.line(a[0], a[1])
		}
	case 6, 7: // hlineto, vlineto
		for k, horizontal := 0, op == 6; k < len(a); k, horizontal = k+1, !horizontal {
			if horizontal {
				s.line(a[k], 0)
			} else {
				s.line(0, a[k])
			}
		}
	case 8: // rrcurveto
		for ; len(a) >= 6; a = a[6:] {
			s.curve(a[0], a[1], a[2], a[3], a[4], a[5])
		}
	case 24: // rcurveline
		for ; len(a) >= 8; a = a[6:] {
			s.curve(a[0], a[1], a[2], a[3], a[4], a[5])
		}
		s.line(at(0), at(1))
	case 25: // rlinecurve
		for ; len(a) >= 8; a = a[2:] {
			s.line(a[0], a[1])
		}
		s.curve(at(0), at(1), at(2), at(3), at(4), at(5))
	case 26: // vvcurveto
		dx := 0.0
		if len(a)%4 == 1 {
			dx, a = a[0], a[1:]
		}
		for ; len(a) >= 4; a, dx = a[4:], 0 {
			s.curve(dx, a[0], a[1], a[2], 0, a[3])
		}
	case 27: // hhcurveto
		dy := 0.0
		if len(a)%4 == 1 {
			dy, a = a[0], a[1:]
		}
		for ; len(a) >= 4; a, dy = a[4:], 0 {
			s.curve(a[0], dy, a[1], a[2], a[3], 0)
		}
	case 30, 31: // vhcurveto, hvcurveto
		for horizontal := op == 31; len(a) >= 4; horizontal = !horizontal {
			last := 0.0
			if len(a) == 5 {
				last = a[4]
			}
			if horizontal {
				s.curve(a[0], 0, a[1], a[2], last, a[3])
			} else {
				s.curve(0, a[0], a[1], a[2], a[3], last)
			}
			a = a[4:]
		}
	}
	s.stack = s.stack[:0]
}

// endChar ends the glyph. With four operands it is an accented character of two glyphs of
// StandardEncoding (#5177 Appendix C).
func (s *charString) endChar() {
	s.takeWidth(len(s.stack) == 1 || len(s.stack) == 5)
	s.closePath()
	s.done = true
	if len(s.stack) < 4 || s.font.cidKeyed {
		return
	}
	s.accented = true
	adx, ady := s.stack[0], s.stack[1]
	for k, code := range s.stack[2:4] {
		g, ok := s.font.glyphNamed(standardSID(int(code)))
		if !ok {
			continue
		}
		part := &charString{font: s.font, local: s.local, steps: s.steps + 1000}
		if k == 1 {
			part.originX, part.orgY = adx, ady
		}
		// Parts are not composite themselves, so the depth counts them like subroutines.
		part.depth = s.depth + 1
		if part.depth > maxCalls {
			return
		}
		part.exec(s.font.charStrings.get(int(g)))
		part.closePath()
		s.out = append(s.out, part.out...)
		s.steps = part.steps
	}
}

// escape runs the two-byte operators: arithmetic and flex.
func (s *charString) escape(op int) {
	switch op {
	case 34, 35, 36, 37:
		s.flex(op)
		s.stack = s.stack[:0]
		return
	}
	two := func(f func(a, b float64) float64) {
		b, a := s.pop(), s.pop()
		s.push(f(a, b))
	}
	truth := func(v bool) float64 {
		if v {
			return 1
		}
		return 0
	}
	switch op {
	case 3:
		two(func(a, b float64) float64 { return truth(a != 0 && b != 0) })
	case 4:
		two(func(a, b float64) float64 { return truth(a != 0 || b != 0) })
	case 5:
		s.push(truth(s.pop() == 0))
	case 9:
		s.push(math.Abs(s.pop()))
	case 10:
		two(func(a, b float64) float64 { return a + b })
	case 11:
		two(func(a, b float64) float64 { return a - b })
	case 12:
		two(func(a, b float64) float64 {
			if b == 0 {
				return 0
			}
			return a / b
		})
	case 14:
		s.push(-s.pop())
	case 15:
		two(func(a, b float64) float64 { return truth(a == b) })
	case 18:
		s.pop()
	case 20: // put
		if i, v := s.pop(), s.pop(); i >= 0 && i < float64(len(s.transient)) {
			s.transient[int(i)] = v
		}
	case 21: // get
		if i := s.pop(); i >= 0 && i < float64(len(s.transient)) {
			s.push(s.transient[int(i)])
		} else {
			s.push(0)
		}
	case 22: // ifelse
		v2, v1, s2, s1 := s.pop(), s.pop(), s.pop(), s.pop()
		if v1 <= v2 {
			s.push(s1)
		} else {
			s.push(s2)
		}
	case 23: // random: a fixed number, so that the same input gives the same bytes
		s.push(0.5)
	case 24:
		two(func(a, b float64) float64 { return a * b })
	case 26:
		s.push(math.Sqrt(max(0, s.pop())))
	case 27:
		v := s.pop()
		s.push(v)
		s.push(v)
	case 28:
		b, a := s.pop(), s.pop()
		s.push(b)
		s.push(a)
	case 29: // index
		i := int(max(0, min(s.pop(), maxStack)))
		if i < len(s.stack) {
			s.push(s.stack[len(s.stack)-1-i])
		} else {
			s.push(0)
		}
	case 30:
		s.roll()
	default: // reserved: clears the stack
		s.stack = s.stack[:0]
	}
}

func (s *charString) roll() {
	j, n := int(max(-maxStack, min(s.pop(), maxStack))), int(max(0, min(s.pop(), maxStack)))
	if n == 0 || n > len(s.stack) {
		return
	}
	top := s.stack[len(s.stack)-n:]
	old := append([]float64(nil), top...)
	for i, v := range old {
		top[((i+j)%n+n)%n] = v
	}
}

func (s *charString) flex(op int) {
	a := make([]float64, 13)
	copy(a, s.stack)
	switch op {
	case 35: // flex
		s.curve(a[0], a[1], a[2], a[3], a[4], a[5])
		s.curve(a[6], a[7], a[8], a[9], a[10], a[11])
	case 34: // hflex
		s.curve(a[0], 0, a[1], a[2], a[3], 0)
		s.curve(a[4], 0, a[5], -a[2], a[6], 0)
	case 36: // hflex1
		s.curve(a[0], a[1], a[2], a[3], a[4], 0)
		s.curve(a[5], 0, a[6], a[7], a[8], -(a[1] + a[3] + a[7]))
	case 37: // flex1
		dx, dy := a[0]+a[2]+a[4]+a[6]+a[8], a[1]+a[3]+a[5]+a[7]+a[9]
		s.curve(a[0], a[1], a[2], a[3], a[4], a[5])
		if math.Abs(dx) > math.Abs(dy) {
			s.curve(a[6], a[7], a[8], a[9], a[10], -dy)
		} else {
			s.curve(a[6], a[7], a[8], a[9], -dx, a[10])
		}
	}
}
