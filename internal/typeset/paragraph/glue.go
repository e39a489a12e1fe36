package paragraph

import (
	"slices"

	"keben/internal/geom"
	"keben/internal/script"
	"keben/internal/typeset/linebreak"
)

// Widths of Western word spaces, in thousandths of the Latin size: a quarter em, in English from 0.8 to
// 1.5 of it (rule S2), in Chinese lines from a quarter em of the Han to half of it (G).
const (
	wordSpace        = 250
	englishSpaceMin  = 200
	englishSpaceMax  = 375
	chineseSpaceMax  = 500
	englishTracking  = 1500 // how much a word space takes of the last step of stretching an English line,
	englishHanShare  = 250  // and how much a space between two Han characters
	fixedLeaderWidth = 2000 // the least a leader takes
	letterShrink     = 20   // between the letters of an English line, after its word spaces have shrunk as far as they may
	letterStretch    = 20
)

// lettered reports whether the letters of the paragraph may be spaced by up to letterShrink.
func lettered(style *Style) bool { return isEnglish(style) && style.Align == Justify }

// assemble fills s.items: a box for each unit and the glue between it and the next.
func (s *Setter) assemble(pieces []Piece, style *Style) {
	s.items = slices.Grow(s.items[:0], len(s.units))
	for i := range s.units {
		u := &s.units[i]
		p := &pieces[u.piece]
		it := linebreak.Item{Width: u.padLeft + u.width, Chars: characters(s, u)}
		switch u.kind {
		case object:
			if p.Box != nil {
				it.Width = p.Box.Size.W
			}
		case leader:
			it.Width, it.Fill = s.em.Em(fixedLeaderWidth), true
			if p.Box != nil && p.Box.Size.W > 0 {
				it.Width = min(it.Width, 2*p.Box.Size.W)
			}
			it.Width -= p.beyond()
		}
		it.Break, it.Penalty = linebreak.Must, 0
		if last := u.spaces - 1; last >= 0 && i+1 < len(s.units) {
			o := &s.breaks[last]
			it.Break, it.Penalty = o.Break, o.Penalty
		}
		if u.kind == part && lettered(style) && s.words[u.word].protruding {
			n := geom.Length(u.to - u.from - 1)
			if u.spaces == u.to {
				n++ // the gap before the next part of the word, or the hyphen
			}
			it.Shrink, it.Stretch = u.size.Em(letterShrink)*n, u.size.Em(letterStretch)*n
		}
		it.Pre = -u.outRight
		if u.hyphenate && it.Break == linebreak.May {
			it.Hyphen = true
			it.Pre = s.hyphenWidth(&s.words[u.word])
		}
		if i+1 < len(s.units) {
			it.Post = -s.units[i+1].outLeft
			it.Glue = s.glue(pieces, style, i)
		}
		s.items = append(s.items, it)
	}
}

// characters counts Han characters and letters, not marks, for the least length of a last line.
func characters(s *Setter, u *unit) (n int16) {
	switch u.kind {
	case part:
		for i := u.from; i < u.to; i++ {
			if s.breaks[i].Class == linebreak.Western {
				n++
			}
		}
		return n
	case wide:
		if u.first == linebreak.Han || u.first == linebreak.Wide {
			return 1
		}
		return 0
	case object:
		return 2
	}
	return 0
}

// glue returns the space between unit i and the next.
func (s *Setter) glue(pieces []Piece, style *Style, i int) linebreak.Glue {
	a, b := &s.units[i], &s.units[i+1]
	if a.kind == part && b.kind == part && a.word == b.word && a.spaces == a.to {
		return linebreak.Glue{}
	}
	if b.attached && a.spaces == a.to || a.kind == empty {
		return linebreak.Glue{}
	}
	// A footnote mark is set into the blank half of the punctuation mark before it.
	var marks geom.Length
	base := a
	for k := i; base.attached && k > 0; k-- {
		marks += s.units[k].width
		base = &s.units[k-1]
	}
	left, right := base.last, b.first
	if base.kind == object || base.kind == empty || base.kind == leader || base.kind == blank {
		left = linebreak.Other
	}
	if b.kind == object || b.kind == empty || b.kind == leader || b.kind == blank {
		right = linebreak.Other
	}
	if a.spaces > a.to && s.chars[a.spaces-1].Kind != linebreak.Newline {
		if g, ok := s.whiteSpace(pieces, style, a, [2]linebreak.Class{left, right}); ok {
			return g
		}
	} else if s.breaks[a.to-min(a.to, 1)].Joined && a.to > a.from {
		return linebreak.Glue{}
	}
	if solid(pieces, a) && solid(pieces, b) {
		return linebreak.Glue{}
	}
	sp := s.rules.Between(left, right)
	if sp.Class == linebreak.HanLatin && a.spaces == a.to && (base != a || a.raised || b.raised) { // F7
		sp.Gap, sp.Shrink, sp.Stretch, sp.Class = 0, 0, 0, linebreak.NoGlue
	}
	if sp.Class == linebreak.HanLatin && s.rules.TightNumbers && a.spaces == a.to && a.to > a.from && b.to > b.from && (script.ASCIIDigit(s.chars[a.to-1].Rune) || script.ASCIIDigit(s.chars[b.from].Rune)) {
		sp.Gap, sp.Shrink, sp.Stretch, sp.Class = 0, 0, 0, linebreak.NoGlue
	}
	em := min(a.em, b.em)
	g := linebreak.Glue{Class: sp.Class}
	g.Width = max(0, base.em.Em(sp.Left)-marks) + em.Em(sp.Gap) + b.em.Em(sp.Right)
	g.Shrink = min(em.Em(sp.Shrink), g.Width)
	g.Stretch = em.Em(sp.Stretch)
	if sp.Track {
		g.Track = em
		if isEnglish(style) {
			g.Track = em.Em(englishHanShare)
		}
	}
	return g
}

// solid reports whether u is code, which is set as typed.
func solid(pieces []Piece, u *unit) bool {
	l := pieces[u.piece].Look
	return l != nil && l.Solid
}

// whiteSpace returns the glue for the white space after unit a, between classes c. It is not ok between Han and Latin
// and beside full-width marks: there the rules of the boundary replace a typed space, so that 使用 Go is set as 使用Go
// (rules F2, F3; CSS Text 4 text-autospace: replace).
func (s *Setter) whiteSpace(pieces []Piece, style *Style, a *unit, c [2]linebreak.Class) (linebreak.Glue, bool) {
	first := s.chars[a.to]
	p := &pieces[s.places[a.to].piece]
	l := p.Look
	if l == nil {
		return linebreak.Glue{}, false
	}
	latin := l.LatinSize
	if latin == 0 {
		latin = l.Size
	}
	if first.Kind == linebreak.Code {
		var g linebreak.Glue
		for range s.chars[a.to:a.spaces] {
			g.Width += s.spaceAdvance(l)
		}
		if style.Align == Justify { // code within text is on justified lines; a listing is ragged
			g.Class, g.Stretch, g.Track = linebreak.WordSpace, g.Width/2, l.Size
		}
		return g, true
	}
	var fixed geom.Length
	for _, ch := range s.chars[a.to:a.spaces] {
		fixed += l.Size.Em(fixedSpaces[ch.Rune])
	}
	if fixed > 0 {
		return linebreak.Glue{Width: fixed}, true
	}
	if first.Zh {
		han, western := c[0] == linebreak.Han || c[1] == linebreak.Han, c[0] == linebreak.Western || c[1] == linebreak.Western
		if han && western || full(c[0]) || full(c[1]) {
			return linebreak.Glue{}, false
		}
	}
	g := linebreak.Glue{Class: linebreak.WordSpace, Width: latin.Em(wordSpace)}
	if isEnglish(style) {
		g.Shrink = g.Width - latin.Em(englishSpaceMin)
		g.Stretch = latin.Em(englishSpaceMax) - g.Width
		g.Track = latin.Em(englishTracking)
	} else {
		g.Shrink = max(0, g.Width-l.Size.Em(wordSpace))
		g.Stretch = max(0, l.Size.Em(chineseSpaceMax)-g.Width)
		g.Track = l.Size
	}
	return g, true
}

// full reports whether c is a full-width mark, beside which a typed space is ignored.
func full(c linebreak.Class) bool { return c.IsMark() || c == linebreak.Half }

// fixedSpaces are the space characters that have a width of their own, in thousandths of an em.
var fixedSpaces = map[rune]int64{
	0x3000: 1000, 0x2000: 500, 0x2001: 1000, 0x2002: 500, 0x2003: 1000, 0x2004: 333, 0x2005: 250, 0x2006: 167,
	0x2007: 500, 0x2008: 250, 0x2009: 200, 0x200a: 100, 0x202f: 200, 0x205f: 222,
}

// spaceAdvance is the font's own space, used in code.
func (s *fount) spaceAdvance(l *Look) geom.Length {
	f := s.anyFace(l)
	if f == nil {
		return l.Size / 2
	}
	g, _ := f.GID(' ')
	size := l.LatinSize
	if size == 0 {
		size = l.Size
	}
	return scale(f, size, f.Advance(g))
}
