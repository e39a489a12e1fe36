package svg

import (
	"strings"
	"unicode"

	"keben/internal/budget"
	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/script"
	"keben/internal/shape"
)

// char is an addressable character of a text element (SVG 2 §11.2.1).
type char struct {
	r      rune
	style  *style
	x, y   *float64 // absolute position, where one is given
	dx, dy float64
	face   *font.Face
	script string
}

// phrase is a stretch of characters shaped as one: one style, face and script, no shift inside.
type phrase struct {
	text   string
	style  *style
	face   *font.Face
	script string
	glyphs []shape.Glyph
	at     point   // of the pen, in user units
	width  float64 // in user units
}

// text sets a text element: characters are placed, cut into phrases, shaped, anchored and painted.
func (p *painter) text(e *element, s style) {
	chars := p.collect(nil, e, &s)
	// White space at the end collapses with the end (SVG 2 §11.4).
	for n := len(chars); n > 0 && chars[n-1].r == ' ' && !chars[n-1].style.preserve; n = len(chars) {
		chars = chars[:n-1]
	}
	if len(chars) == 0 || !p.faces(chars, e) {
		return
	}
	pen := point{}
	for len(chars) > 0 {
		n := 1
		for n < len(chars) && chars[n].x == nil && chars[n].y == nil {
			n++
		}
		pen = p.chunk(chars[:n], pen)
		chars = chars[n:]
	}
}

// collect appends the characters inside e, whose style is s.
func (p *painter) collect(chars []char, e *element, s *style) []char {
	first := len(chars)
	for _, k := range e.kids {
		switch k.name {
		case "":
			for _, r := range k.text {
				if r == '\n' || r == '\t' || r == '\r' {
					if r != '\t' && !s.preserve && (len(chars) == 0 || script.Han(chars[len(chars)-1].r)) {
						continue
					}
					r = ' '
				}
				if r == ' ' && !s.preserve && (len(chars) == 0 || chars[len(chars)-1].r == ' ') {
					continue
				}
				chars = append(chars, char{r: r, style: s})
			}
		case "tspan", "a", "textPath":
			if k.name == "textPath" {
				p.tell(unsupported, "<textPath>", k)
			}
			if in, shown := p.styled(k, *s); shown {
				chars = p.collect(chars, k, &in)
			}
		case "title", "desc":
		default:
			p.tell(unsupported, "<"+k.name+">", k)
		}
	}
	if _, ok := e.attrs["rotate"]; ok {
		p.tell(unsupported, "rotate", e)
	}
	p.place(chars[first:], e, s)
	return chars
}

// place gives the characters of e the positions its attributes list; those of inner elements go before.
func (p *painter) place(chars []char, e *element, s *style) {
	list := func(name string, full float64, set func(c *char, v float64)) {
		i := 0
		for _, w := range strings.FieldsFunc(e.attrs[name], func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' }) {
			v, ok := measure{s.size, full}.length(w)
			if !ok || i >= len(chars) {
				return
			}
			set(&chars[i], v)
			i++
		}
	}
	list("x", s.width, func(c *char, v float64) {
		if c.x == nil {
			c.x = &v
		}
	})
	list("y", s.height, func(c *char, v float64) {
		if c.y == nil {
			c.y = &v
		}
	})
	list("dx", s.width, func(c *char, v float64) { c.dx += v })
	list("dy", s.height, func(c *char, v float64) { c.dy += v })
}

// faces chooses a face and a script for each character; false when there is no font at all.
func (p *painter) faces(chars []char, e *element) bool {
	offered := map[*style][]*font.Face{}
	for i := range chars {
		c := &chars[i]
		faces, asked := offered[c.style]
		if !asked && p.opts.Fonts != nil {
			faces = p.opts.Fonts(FontRequest{Families: c.style.families, Weight: c.style.weight, Italic: c.style.italic})
			offered[c.style] = faces
		}
		if len(faces) == 0 {
			p.messages = append(p.messages, noFace.At(p.src.Point(e.offset), brief(chars)))
			return false
		}
		c.script = script.Tag(c.r)
		var before *char
		if i > 0 && chars[i-1].style == c.style {
			before = &chars[i-1]
		}
		// Spaces and marks without a script of their own stay with what they follow, or, at the head, go
		// with what follows them.
		if c.script == "" && before != nil {
			c.script = before.script
			if _, ok := before.face.GID(c.r); ok {
				c.face = before.face
				continue
			}
		} else if c.script == "" {
			c.script = "Latn"
			for _, next := range chars[i+1:] {
				if s := script.Tag(next.r); s != "" {
					c.script = s
					if f := covering(faces, next.r); f != nil {
						if _, ok := f.GID(c.r); ok {
							c.face = f
						}
					}
					break
				}
			}
			if c.face != nil {
				continue
			}
		}
		if c.face = covering(faces, c.r); c.face == nil {
			told := noGlyph.At(p.src.Point(e.offset), c.r, c.r)
			if c.face = p.fallback(c.r); c.face != nil {
				told = otherFace.At(p.src.Point(e.offset), faces[len(faces)-1].PostScriptName, c.face.PostScriptName, string(c.r))
			} else {
				c.face = faces[0]
			}
			if !p.glyphless[c.r] && !unicode.Is(unicode.Cf, c.r) {
				p.glyphless[c.r] = true
				p.messages = append(p.messages, told)
			}
		}
	}
	return true
}

// fallback is the face of last resort, when it has a character.
func (p *painter) fallback(r rune) *font.Face {
	if p.opts.Fallback == nil {
		return nil
	}
	f := p.opts.Fallback()
	if f == nil {
		return nil
	}
	return covering([]*font.Face{f}, r)
}

func covering(faces []*font.Face, r rune) *font.Face {
	for _, f := range faces {
		if _, ok := f.GID(r); ok {
			return f
		}
	}
	return nil
}

func brief(chars []char) string {
	var b strings.Builder
	for i, c := range chars {
		if i == 20 {
			b.WriteString("…")
			break
		}
		b.WriteRune(c.r)
	}
	return b.String()
}

// chunk sets the characters from one absolute position to the next and returns where the pen ends.
func (p *painter) chunk(chars []char, pen point) point {
	start := pen
	if chars[0].x != nil {
		start.x = *chars[0].x
	}
	if chars[0].y != nil {
		start.y = *chars[0].y
	}
	at := start
	var phrases []phrase
	for len(chars) > 0 {
		c := chars[0]
		n := 1
		for n < len(chars) && chars[n].style == c.style && chars[n].face == c.face && chars[n].script == c.script &&
			chars[n].dx == 0 && chars[n].dy == 0 {
			n++
		}
		var b strings.Builder
		for _, k := range chars[:n] {
			b.WriteRune(k.r)
		}
		at.x, at.y = clamp(at.x+c.dx), clamp(at.y+c.dy)
		ph := phrase{text: b.String(), style: c.style, face: c.face, script: c.script, at: at}
		ph.glyphs = p.opts.Shaper.Shape(c.face, ph.text, shape.Options{Script: c.script, Lang: ph.lang()})
		for _, g := range ph.glyphs {
			ph.width += ph.advance(g)
		}
		at.x = clamp(at.x + ph.width)
		phrases = append(phrases, ph)
		chars = chars[n:]
	}
	// The anchor is that of the chunk's first character.
	shift := 0.0
	switch phrases[0].style.anchor {
	case "middle":
		shift = (start.x - at.x) / 2
	case "end":
		shift = start.x - at.x
	}
	for i := range phrases {
		ph := &phrases[i]
		ph.at.x += shift
		ph.at.y += ph.drop()
		p.phrase(ph)
	}
	at.x += shift
	return at
}

// lang is the language in which the phrase is shaped and tagged. Han characters are Chinese even in a drawing in
// another language, and Latin letters are not Chinese in a Chinese one.
func (ph *phrase) lang() string {
	tag := ph.style.lang
	l, known := lang.Find(tag)
	chinese := known && l.Script.Han()
	switch ph.script {
	case "Hani":
		switch {
		case chinese && l.Tag == tag:
			return l.BCP47
		case !chinese && !strings.HasPrefix(tag, "ja") && !strings.HasPrefix(tag, "ko"):
			return lang.Chinese.BCP47
		}
	case "Latn":
		if chinese {
			return lang.English.BCP47
		}
	}
	return tag
}

// advance is how far a glyph moves the pen, in user units.
func (ph *phrase) advance(g shape.Glyph) float64 {
	w := float64(g.Advance) * ph.style.size / float64(ph.face.UnitsPerEm)
	if g.Start < g.End {
		w += ph.style.spacing
	}
	return w
}

// drop is how far the baseline lies below the position, by dominant-baseline (CSS Inline 3 §4.2).
func (ph *phrase) drop() float64 {
	f := ph.face
	units := 0
	switch ph.style.baseline {
	case "middle":
		units = f.XHeight / 2
	case "central":
		units = (f.Ascent + f.Descent) / 2
	case "hanging":
		units = f.Ascent * 8 / 10
	case "text-before-edge", "text-top", "before-edge":
		units = f.Ascent
	case "text-after-edge", "text-bottom", "after-edge", "ideographic":
		units = f.Descent
	case "mathematical":
		units = f.Ascent / 2
	}
	return float64(units) * ph.style.size / float64(f.UnitsPerEm)
}

// phrase paints one phrase: as a run if it is upright and undistorted, otherwise as outlines, because a run has no
// transformation.
func (p *painter) phrase(ph *phrase) {
	s := ph.style
	alpha := s.opacity * s.fillAlpha * s.fill.alpha
	if s.hidden || s.fillNone || alpha <= 0 || s.size <= 0 {
		return
	}
	m := s.matrix
	const tolerance = 0.01
	near := func(a, b float64) bool { return a-b < tolerance*m.A && b-a < tolerance*m.A }
	if m.A <= 0 || !near(m.A, m.D) || !near(m.B, 0) || !near(m.C, 0) {
		p.drawn(ph, opacity(alpha))
		return
	}
	x, y := m.Apply(ph.at.x, ph.at.y)
	size := length(s.size * m.A)
	if size <= 0 {
		return
	}
	run := &draw.Run{Face: ph.face, Size: size, Color: tint(s.fill.Color, alpha), Lang: ph.lang()}
	unit := s.size * m.A / float64(ph.face.UnitsPerEm)
	pen := 0.0
	for _, g := range ph.glyphs {
		next := pen + ph.advance(g)*m.A
		run.Glyphs = append(run.Glyphs, draw.Glyph{
			ID: g.ID, X: length(pen + float64(g.XOffset)*unit), Y: length(-float64(g.YOffset) * unit),
			Advance: length(next) - length(pen), Text: ph.text[g.Start:g.End],
		})
		pen = next
	}
	p.add(draw.Op{At: geom.Point{X: length(x), Y: length(y)}, Run: run})
}

// tint mixes a colour with white, because a run has no opacity.
func tint(c draw.Color, alpha float64) draw.Color {
	mix := func(v uint8) uint8 { return level(float64(v)*alpha + 255*(1-alpha)) }
	return draw.Color{R: mix(c.R), G: mix(c.G), B: mix(c.B)}
}

// drawn paints a phrase as the outlines of its glyphs.
func (p *painter) drawn(ph *phrase, opacity uint8) {
	unit := ph.style.size / float64(ph.face.UnitsPerEm)
	var all []segment
	pen := ph.at
	for _, g := range ph.glyphs {
		for _, seg := range ph.face.Outline(g.ID) {
			var q segment
			q.verb = draw.Verb(seg.Verb)
			for i, v := range seg.P {
				q.p[i] = point{pen.x + (float64(g.XOffset)+v.X)*unit, pen.y - (float64(g.YOffset)+v.Y)*unit}
			}
			all = append(all, q)
		}
		pen.x += ph.advance(g)
	}
	if p.segments += len(all); len(all) == 0 || budget.DrawingSegments.Over(p.segments) {
		return
	}
	c := ph.style.fill.Color
	p.add(draw.Op{Path: &draw.Path{Segments: mapped(all, ph.style.matrix), Fill: &c, Opacity: opacity}})
}
