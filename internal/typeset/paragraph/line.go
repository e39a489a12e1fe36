package paragraph

import (
	"strings"
	"unicode/utf8"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/shape"
	"keben/internal/source"
	"keben/internal/typeset/linebreak"
)

// maker turns a broken line into operations. It is large because its fields are the state of one pen that moves along
// the line: a part of the state could not be used without the rest.
type maker struct {
	s           *Setter
	pieces      []Piece
	style       *Style
	line        linebreak.Line
	first, last bool

	out    *Line
	x      geom.Length
	slab   []draw.Glyph // the glyphs of the line; runs are slices of it
	begin  int          // first glyph of the current run
	run    runKey
	op     int // index of the run's operation, -1: none
	start  geom.Length
	decor  decorator
	base   geom.Length // x at which the base of a reading begins
	linkAt int         // index+1 of the current link area
	gaps   int         // number of gaps between letters that may change
}

// runKey are the properties that the glyphs of a run share.
type runKey struct {
	look  *Look
	face  *font.Face
	size  geom.Length
	tag   int32
	piece int32 // of a footnote mark, which has a run of its own; else -1
}

// wordPart is the part of a word that is on the line, with its shaped glyphs.
type wordPart struct {
	from, to int // units
	whole    bool
	hyphen   bool
}

func (m *maker) make(out *Line) {
	m.out, m.op = out, -1
	s, st := m.s, m.style
	from, to := m.line.From, m.line.To
	var e linebreak.Extent
	head, tail := m.partAt(from), m.partAt(to-1)
	for i := from; i < to; i++ {
		e.AddBox(&s.items[i])
		if i+1 < to {
			e.AddGlue(&s.items[i].Glue)
		}
	}
	e.Width += m.reshaped(head)
	if tail.from != head.from {
		e.Width += m.reshaped(tail)
	}
	e.Shrink[linebreak.Letters], e.Stretch[linebreak.Letters] = m.letters()
	outLeft, outRight := s.units[from].outLeft, s.units[to-1].outRight
	if tail.hyphen {
		outRight = s.hyphenOut(&s.words[s.units[to-1].word])
	}
	if st.Align != Justify {
		outLeft, outRight = 0, 0
	}
	e.Width -= outLeft + outRight

	indent := geom.Length(0)
	if m.first {
		indent = st.Indent
	}
	target := st.Measure - st.Left - st.Right - indent
	var adj linebreak.Adjustment
	if e.Width > target || e.Fills > 0 || !m.natural() {
		adj = linebreak.Justify(&e, target)
	}
	set := setWidth(&e, &adj)
	x := st.Left + indent
	switch st.Align {
	case Center:
		x += (target - set) / 2
	case Right:
		x += target - set
	}
	out.Start, out.Width = x-outLeft, set+outLeft+outRight
	out.Place = m.placed(from)
	m.x = out.Start
	m.slab = make([]draw.Glyph, 0, m.countGlyphs())
	out.Ops = make([]draw.Op, 0, 4)
	m.place(linebreak.Set(&e, &adj), head, tail)
	m.flush()
	m.decor.finish(m)
	m.report(&e, &adj, target)
	last := &s.units[to-1]
	out.HanLast = last.kind == wide
}

// natural reports whether the line keeps its natural width when that is less than the measure.
func (m *maker) natural() bool {
	s, to := m.s, m.line.To
	return to == len(s.items) || s.items[to-1].Break == linebreak.Must || m.style.Align != Justify
}

// setWidth is the width of the line after adjustment.
func setWidth(e *linebreak.Extent, a *linebreak.Adjustment) geom.Length {
	w := e.Width + a.Track + a.Fill
	for c := range a.Shrink {
		w += a.Stretch[c] - a.Shrink[c]
	}
	return w
}

// partAt returns the part of the word unit i belongs to that is on this line.
func (m *maker) partAt(i int) wordPart {
	u := &m.s.units[i]
	if u.kind != part {
		return wordPart{from: -1 - i}
	}
	w := &m.s.words[u.word]
	p := wordPart{from: max(int(w.unit), m.line.From), to: min(int(w.unit+w.parts), m.line.To)}
	p.whole = p.from == int(w.unit) && p.to == int(w.unit+w.parts)
	p.hyphen = p.to < int(w.unit+w.parts) && m.s.units[p.to-1].hyphenate
	return p
}

// reshaped returns by how much the shaped width of p differs from the sum of its units: by the hyphen, and by a
// ligature or kern that the division undoes.
func (m *maker) reshaped(p wordPart) geom.Length {
	if p.from < 0 || p.whole {
		return 0
	}
	s := m.s
	w := &s.words[s.units[p.from].word]
	var sum geom.Length
	for i := p.from; i < p.to; i++ {
		sum += s.units[i].width
	}
	total := 0
	var spread geom.Length
	for _, g := range s.shapeWord(w, s.partText(w, p)) {
		total += g.Advance
		if g.Advance > 0 {
			spread += w.spread
		}
	}
	width := scale(w.face, w.size, total) + spread
	if p.hyphen {
		if g, _, ok := hyphen(w.face); ok {
			width += scale(w.face, w.size, w.face.Advance(g))
		}
	}
	return width - sum
}

// partText is the text of p, without a soft hyphen that has become a real one.
func (s *matter) partText(w *word, p wordPart) string {
	base := s.places[w.from].start
	from, to := s.places[s.units[p.from].from].start-base, s.places[s.units[p.to-1].to-1].end-base
	text := w.text[from:to]
	if p.hyphen {
		text = strings.TrimSuffix(text, "\u00ad")
	}
	return text
}

// letters counts the gaps between letters on the line, as shaped, and returns how far they may shrink and stretch
// together.
func (m *maker) letters() (shrink, stretch geom.Length) {
	if !lettered(m.style) {
		return 0, 0
	}
	for i := m.line.From; i < m.line.To; i++ {
		if m.s.units[i].kind != part {
			continue
		}
		p := m.partAt(i)
		n, it := m.letterGaps(p)
		m.gaps += n
		shrink, stretch = shrink+it.Shrink, stretch+it.Stretch
		i = p.to - 1
	}
	return shrink, stretch
}

// letterGaps returns the number of gaps between the letters of p, and an item with their shrink and stretch.
func (m *maker) letterGaps(p wordPart) (n int, it linebreak.Item) {
	w := &m.s.words[m.s.units[p.from].word]
	if !w.protruding {
		return 0, it
	}
	if n = w.letters; !p.whole {
		n = 0
		for _, g := range m.s.shapeWord(w, m.s.partText(w, p)) {
			if g.Advance > 0 {
				n++
			}
		}
	}
	if !p.hyphen {
		n--
	}
	n = max(n, 0)
	it.Shrink, it.Stretch = w.size.Em(letterShrink)*geom.Length(n), w.size.Em(letterStretch)*geom.Length(n)
	return n, it
}

// hyphenOut is how far a hyphen protrudes.
func (s *fount) hyphenOut(w *word) geom.Length {
	g, r, ok := hyphen(w.face)
	if !ok || !w.protruding {
		return 0
	}
	return protrusion(protrudeRight, r, scale(w.face, w.size, w.face.Advance(g)))
}

// countGlyphs is an upper estimate of the glyphs of the line: its characters and a hyphen.
func (m *maker) countGlyphs() int {
	a, b := &m.s.units[m.line.From], &m.s.units[m.line.To-1]
	return int(b.spaces-a.from) + 2
}

func (m *maker) placed(unit int) source.Place {
	u := &m.s.units[unit]
	p := &m.pieces[u.piece]
	if int(u.from) < len(m.s.places) && u.to > u.from {
		return m.s.placeOf(p, int(u.from))
	}
	return p.Place
}

// place sets the units of the line one after the other.
func (m *maker) place(setting linebreak.Setting, head, tail wordPart) {
	s := m.s
	for i := m.line.From; i < m.line.To; i++ {
		u := &s.units[i]
		p := &m.pieces[u.piece]
		m.link(p)
		if u.ruby > 0 {
			m.base = m.x
		}
		m.x += u.padLeft
		x0 := m.x
		end := s.items[i].Width - u.padLeft
		switch u.kind {
		case wide:
			m.key(u.piece, u.face, u.size)
			for _, g := range s.glyphs[u.glyph : u.glyph+u.glyphs] {
				g.X += m.x - m.start
				m.slab = append(m.slab, g)
			}
		case part:
			wp := tail
			switch {
			case i == head.from:
				wp = head
			case i != tail.from:
				wp = m.partAt(i)
			}
			if i == wp.from {
				extra := geom.Length(0)
				n := 0
				if m.gaps > 0 {
					var it linebreak.Item
					n, it = m.letterGaps(wp)
					extra = setting.Letters(&it)
				}
				m.word(wp, extra, n)
				end += m.reshaped(wp) + extra
				for i+1 < wp.to { // its glue has no width, but must be counted
					setting.Glue(&s.items[i].Glue)
					i++
					end += s.items[i].Width
				}
				u = &s.units[i]
			}
		case object:
			m.object(p)
			end = s.items[i].Width
		case leader:
			end += setting.Fill() + p.beyond()
			m.leader(p, end)
		case blank:
			m.spaces(u.from, u.to, s.items[i].Width)
		}
		m.x += end
		m.extents(u, p)
		m.decor.unit(m, u, p, [2]geom.Length{x0, m.x})
		m.linkTo(p)
		var w geom.Length
		if i+1 < m.line.To {
			w = setting.Glue(&s.items[i].Glue)
		}
		if u.rubyEnd > 0 {
			m.reading(u.rubyEnd - 1)
		}
		if u.spaces > u.to {
			m.spaces(u.to, u.spaces, w)
		} else if n := len(m.slab); n > m.begin && m.op >= 0 {
			m.slab[n-1].Advance += w
		}
		m.x += w
	}
}

// key begins a new run unless the current run has the same face, look and tag.
func (m *maker) key(piece int32, face *font.Face, size geom.Length) {
	p := &m.pieces[piece]
	k := runKey{look: p.Look, face: face, size: size, tag: p.Tag, piece: -1}
	if p.Kind == Mark {
		k.piece = piece
	}
	if m.op >= 0 && k == m.run {
		return
	}
	m.flush()
	m.run, m.op, m.start, m.begin = k, len(m.out.Ops), m.x, len(m.slab)
	m.out.Ops = append(m.out.Ops, draw.Op{Tag: p.Tag, At: geom.Point{X: m.x, Y: -p.Look.Rise},
		Run: &draw.Run{Face: face, Size: size, Color: p.Look.Color, Lang: bcp47(p.Look.Lang)}})
	if p.Kind == Mark && (len(m.out.Marks) == 0 || m.out.Marks[len(m.out.Marks)-1].Note != p.Note) {
		m.out.Marks = append(m.out.Marks, LineMark{Note: p.Note, Op: m.op})
	}
}

// flush ends the current run.
func (m *maker) flush() {
	if m.op >= 0 {
		m.out.Ops[m.op].Run.Glyphs = m.slab[m.begin:len(m.slab):len(m.slab)]
	}
	m.op = -1
}

// word sets part of a word; extra is spread over the n places between its letters.
func (m *maker) word(wp wordPart, extra geom.Length, n int) {
	s := m.s
	w := &s.words[s.units[wp.from].word]
	m.key(w.piece, w.face, w.size)
	text := w.text
	if !wp.whole {
		text = s.partText(w, wp)
	}
	glyphs := s.shapeWord(w, text)
	x, step := 0, 1
	if backward(glyphs) { // right to left: the text keeps its order, the glyphs are in visual order
		step = -1
		for _, g := range glyphs {
			x += g.Advance
		}
	}
	total := x
	var spread geom.Length
	passed := int64(0)
	var joiners strings.Builder // joiners belong to their letter; there may be thousands
	for i := range glyphs {
		g := glyphs[i]
		if step < 0 {
			g = glyphs[len(glyphs)-1-i]
			x -= g.Advance
		}
		at := x
		if step > 0 {
			x += g.Advance
			total = x
		}
		t := strings.ReplaceAll(text[g.Start:g.End], "\u00ad", "")
		if t == "" && g.Start < g.End {
			continue // an unused soft hyphen
		}
		if g.Advance == 0 && t != "" && allInvisible(t) && len(m.slab) > m.begin {
			joiners.WriteString(t)
			continue
		}
		m.join(&joiners)
		left := scale(w.face, w.size, at)
		dg := draw.Glyph{ID: g.ID, X: m.x - m.start + left + spread + scale(w.face, w.size, g.XOffset),
			Y: -scale(w.face, w.size, g.YOffset), Advance: scale(w.face, w.size, at+g.Advance) - left, Text: t}
		if g.Advance > 0 && w.spread != 0 {
			dg.Advance += w.spread
			spread += w.spread
		}
		if g.Advance > 0 && int(passed) < n {
			passed++
			share := extra.Mul(passed, int64(n)) - extra.Mul(passed-1, int64(n))
			dg.Advance += share
			spread += share
		}
		m.slab = append(m.slab, dg)
	}
	m.join(&joiners)
	width := scale(w.face, w.size, total)
	if wp.hyphen {
		if g, _, ok := hyphen(w.face); ok {
			adv := scale(w.face, w.size, w.face.Advance(g))
			m.slab = append(m.slab, draw.Glyph{ID: g, X: m.x - m.start + width + spread, Advance: adv, Text: "\u00ad"})
		}
	}
}

// join adds invisible characters to the text of the glyph before them.
func (m *maker) join(text *strings.Builder) {
	if text.Len() > 0 {
		m.slab[len(m.slab)-1].Text += text.String()
		text.Reset()
	}
}

// backward reports whether glyphs run from right to left.
func backward(glyphs []shape.Glyph) bool {
	return len(glyphs) > 1 && glyphs[0].Start > glyphs[len(glyphs)-1].Start
}

func allInvisible(t string) bool {
	for _, r := range t {
		if !invisible(r) {
			return false
		}
	}
	return true
}

// spaces sets the white space from character a to b: one glyph per piece that it is in. The first has the whole width;
// a space at the end of a line has no width. In code every space is a glyph with its own width.
func (m *maker) spaces(a, b int32, width geom.Length) {
	s := m.s
	pen := m.x
	defer func() { m.x = pen }()
	for a < b {
		if s.chars[a].Kind == linebreak.Newline {
			a++
			continue
		}
		pl := s.places[a]
		code := s.chars[a].Kind == linebreak.Code
		to := a + 1
		for to < b && !code && s.places[to].piece == pl.piece && s.chars[to].Kind != linebreak.Newline {
			to++
		}
		l := m.pieces[pl.piece].Look
		face, size := m.spaceFace(l)
		if face == nil {
			a = to
			continue
		}
		m.key(pl.piece, face, size)
		adv := width
		if code && width > 0 {
			adv = min(width, s.spaceAdvance(l))
		}
		g, _ := face.GID(' ')
		m.slab = append(m.slab, draw.Glyph{ID: g, X: m.x - m.start, Advance: adv, Text: m.spaceText(pl.piece, a, to)})
		m.x += adv
		width -= adv
		a = to
	}
}

// spaceFace returns the face of the current run when the look is the same, so that a space does not end the run.
func (m *maker) spaceFace(l *Look) (*font.Face, geom.Length) {
	if m.op >= 0 && m.run.look == l && m.run.piece < 0 {
		if _, ok := m.run.face.GID(' '); ok {
			return m.run.face, m.run.size
		}
	}
	size := l.LatinSize
	if size == 0 {
		size = l.Size
	}
	return m.s.anyFace(l), size
}

// spaceText is the source of characters a to b, all of one piece; line ends and tabs are spaces.
func (m *maker) spaceText(piece, a, b int32) string {
	t := m.pieces[piece].Text[m.s.places[a].start:m.s.places[b-1].end]
	if strings.ContainsAny(t, "\n\r\t") {
		return strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' || r == '\t' {
				return ' '
			}
			return r
		}, t)
	}
	return t
}

// object sets a picture on the baseline.
func (m *maker) object(p *Piece) {
	m.flush()
	if p.Box == nil {
		return
	}
	m.out.Ops = append(m.out.Ops, draw.Move(p.Box.Ops, geom.Point{X: m.x, Y: p.Box.Depth - p.Box.Size.H})...)
	m.out.Above = max(m.out.Above, p.Box.Size.H-p.Box.Depth)
	m.out.Below = max(m.out.Below, p.Box.Depth)
}

// leader sets dots over width as one dashed line: a dash without length and with round ends is a dot (PDF §8.4.3.6).
func (m *maker) leader(p *Piece, width geom.Length) {
	m.flush()
	if p.Leader == nil || p.Leader.Pitch <= 0 {
		return
	}
	pitch := p.Leader.Pitch
	edge := m.style.Measure - m.style.Right
	first := edge - (edge-m.x)/pitch*pitch
	if first < m.x {
		first += pitch
	}
	n := (m.x + width - first) / pitch
	if n <= 0 {
		return
	}
	// Each dot stands in the middle of its part; the line ends behind the last one, and well before another.
	from := geom.Point{X: pitch / 2, Y: -p.Leader.Rise}
	to := geom.Point{X: from.X + (n-1)*pitch + pitch/4, Y: from.Y}
	m.out.Ops = append(m.out.Ops, draw.Op{Tag: draw.Artifact, At: geom.Point{X: first}, Path: &draw.Path{
		Stroke: &p.Leader.Color, LineWidth: p.Leader.Diameter, Dash: []geom.Length{0, pitch}, Cap: 1,
		Segments: []draw.Segment{{Verb: draw.MoveTo, P: [3]geom.Point{from}}, {Verb: draw.LineTo, P: [3]geom.Point{to}}},
	}})
}

// extents raises the line's height above and below the baseline to those of unit u.
func (m *maker) extents(u *unit, p *Piece) {
	if u.face == nil || p.Look == nil {
		return
	}
	above, below := u.size.Em(880), u.size.Em(120)
	if u.kind == part {
		above, below = scale(u.face, u.size, u.face.CapHeight), -scale(u.face, u.size, u.face.Descent)/2
	}
	m.out.Above = max(m.out.Above, above+p.Look.Rise)
	m.out.Below = max(m.out.Below, below-p.Look.Rise)
}

// link begins or continues the area of a link.
func (m *maker) link(p *Piece) {
	if p.Link == 0 {
		m.linkAt = 0
		return
	}
	if n := m.linkAt; n > 0 && m.out.Links[n-1].Link == p.Link && m.out.Links[n-1].Tag == p.Tag {
		return
	}
	m.out.Links = append(m.out.Links, LinkArea{Link: p.Link, Tag: p.Tag, Area: geom.Rect{X: m.x}})
	m.linkAt = len(m.out.Links)
}

// linkTo extends the current link area to the pen.
func (m *maker) linkTo(p *Piece) {
	if m.linkAt == 0 {
		return
	}
	size := m.s.em
	rise := geom.Length(0)
	if p.Look != nil {
		size, rise = p.Look.Size, p.Look.Rise
	}
	a := &m.out.Links[m.linkAt-1].Area
	a.W = m.x - a.X
	if top := -size.Em(880) - rise; top < a.Y || a.H == 0 {
		a.Y = top
	}
	a.H = max(a.H, size.Em(120)-rise-a.Y)
}

// report fills in the line of the galley dump.
func (m *maker) report(e *linebreak.Extent, a *linebreak.Adjustment, target geom.Length) {
	var b strings.Builder
	b.Grow(3 * len(m.slab))
	for _, op := range m.out.Ops {
		if op.Run == nil || op.Tag == draw.Artifact {
			continue
		}
		for i := range op.Run.Glyphs {
			b.WriteString(op.Run.Glyphs[i].Text)
		}
	}
	r := &m.out.Breaks
	r.Text, r.Natural, r.Target, r.Why = b.String(), e.Width, target, m.line.Why.String()
	r.Full = !m.natural()
	for _, c := range [...]linebreak.GlueClass{linebreak.WordSpace, linebreak.HanLatin, linebreak.Letters} {
		r.Room += e.Stretch[c] - a.Stretch[c]
	}
	if !utf8.ValidString(r.Text) {
		r.Text = strings.ToValidUTF8(r.Text, "\ufffd")
	}
	places := func(c linebreak.GlueClass, track bool) (n int) {
		if c == linebreak.Letters {
			return m.gaps
		}
		for i := m.line.From; i+1 < m.line.To; i++ {
			g := &m.s.items[i].Glue
			if track && g.Track > 0 || !track && g.Class == c && c != linebreak.NoGlue {
				n++
			}
		}
		return n
	}
	add := func(c linebreak.GlueClass, amount geom.Length) {
		if amount == 0 {
			return
		}
		n := places(c, c == linebreak.Tracking)
		r.Glue = append(r.Glue, Glue{Class: c.String(), Places: n, Each: amount / geom.Length(max(n, 1))})
	}
	for c := linebreak.LineEndMark; c < linebreak.Tracking; c++ {
		add(c, -a.Shrink[c])
	}
	add(linebreak.WordSpace, a.Stretch[linebreak.WordSpace])
	add(linebreak.HanLatin, a.Stretch[linebreak.HanLatin])
	add(linebreak.Letters, a.Stretch[linebreak.Letters])
	add(linebreak.Tracking, a.Track)
	if a.Fill > 0 {
		r.Glue = append(r.Glue, Glue{Class: "fill", Places: int(e.Fills), Each: a.Fill / geom.Length(e.Fills)})
	}
}
