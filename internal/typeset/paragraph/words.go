package paragraph

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/script"
	"keben/internal/shape"
	"keben/internal/typeset/linebreak"
)

// hyphens are the characters that show a division, in order of preference.
var hyphens = [...]rune{'‐', '-'}

// minHyphenated is the shortest word that is divided (rule S1).
const minHyphenated = 6

// parts divides word wi wherever a line may end and adds a unit for each part. Widths are those of the whole word as
// shaped, with its kerning and ligatures; parts at the edge of a line are shaped again when the line is made.
func (s *matter) parts(p *Piece, style *Style, wi int) {
	w := &s.words[wi]
	glyphs := s.shapeWord(w, w.text)
	s.measure(w, glyphs)
	n := int(w.to - w.from)
	total := s.advances[n]
	s.divideWord(p, style, w, total)
	from := 0
	for k := 1; k <= n; k++ {
		if k < n && !s.cuts[k].cut {
			continue
		}
		u := unit{kind: part, piece: w.piece, from: w.from + int32(from), to: w.from + int32(k), word: int32(wi),
			attached: p.Kind == Mark, face: w.face, size: w.size, width: s.advances[k] - s.advances[from]}
		u.first, u.last = s.edgeClass(u.from, u.to, 1), s.edgeClass(u.to-1, u.from-1, -1)
		if k < n {
			u.hyphenate = s.cuts[k].hyphen
			s.breaks[u.to-1].Break = s.cuts[k].kind
			s.breaks[u.to-1].Penalty = s.cuts[k].penalty
		}
		if w.protruding {
			u.outLeft = protrusion(protrudeLeft, s.chars[u.from].Rune, s.advances[from+1]-s.advances[from])
			u.outRight = protrusion(protrudeRight, s.chars[u.to-1].Rune, s.advances[k]-s.advances[k-1])
		}
		s.addUnit(u, p.Look)
		w.parts++
		from = k
	}
}

// edgeClass is the class of the first character from at on, in the direction of step, that has one.
func (s *matter) edgeClass(at, limit int32, step int32) linebreak.Class {
	for ; at != limit; at += step {
		if c := s.breaks[at].Class; c != linebreak.Extend {
			return c
		}
	}
	return linebreak.Other
}

// shapeWord shapes text, a part of w or all of it.
func (s *fount) shapeWord(w *word, text string) []shape.Glyph {
	tag := lang.English.BCP47
	if w.script != "Latn" {
		tag = ""
	}
	return s.shaper.Shape(w.face, text, shape.Options{Script: w.script, Lang: tag, Features: w.features})
}

// measure fills s.advances: the width of the first k characters of w. The characters of a ligature share
// its width.
func (s *matter) measure(w *word, glyphs []shape.Glyph) {
	n := int(w.to - w.from)
	for i := range glyphs {
		if glyphs[i].Advance > 0 {
			w.letters++
		}
	}
	s.advances = append(s.advances[:0], make([]geom.Length, n+1)...)
	base := s.places[w.from].start
	if backward(glyphs) { // divisions of such words are rare: the characters share the width
		total := 0
		for _, g := range glyphs {
			total += g.Advance
		}
		for k := 1; k <= n; k++ {
			s.advances[k] = scale(w.face, w.size, total*k/n)
		}
		return
	}
	x, k := 0, 0
	for i := 0; i < len(glyphs); {
		end, adv := glyphs[i].End, 0
		for first := i; i == first || i < len(glyphs) && glyphs[i].Start == glyphs[i].End; i++ {
			adv += glyphs[i].Advance
		}
		first := k
		for k < n && s.places[int(w.from)+k].start-base < int32(end) {
			k++
		}
		for j := first + 1; j <= k; j++ {
			s.advances[j] = scale(w.face, w.size, x+adv*(j-first)/(k-first))
		}
		x += adv
	}
	s.advances[n] = scale(w.face, w.size, x)
	for k := 1; k <= n && w.spread != 0; k++ {
		s.advances[k] += w.spread * geom.Length(k)
	}
}

// cut is a place inside a word where a line may end.
type cut struct {
	cut     bool
	hyphen  bool
	kind    linebreak.Break
	penalty int32
}

// Penalties of a division in addition to linebreak's own.
const (
	capitalPenalty = 80  // a capitalised word is mostly a name (rule S1)
	codePenalty    = 400 // code within prose, after a mark in it: higher than with a hyphen, because nothing shows the division
	raggedPenalty  = 150 // ragged lines need no division
)

// divideWord fills s.cuts for the places after the first k characters of w.
func (s *matter) divideWord(p *Piece, style *Style, w *word, total geom.Length) {
	n := int(w.to - w.from)
	s.cuts = append(s.cuts[:0], make([]cut, n+1)...)
	address := false
	for k := 1; k < n; k++ {
		o := s.breaks[int(w.from)+k-1]
		soft := s.chars[int(w.from)+k-1].Rune == 0xad
		if o.Break >= linebreak.May && s.breaks[int(w.from)+k].Class != linebreak.Extend {
			s.cuts[k] = cut{cut: true, hyphen: soft, kind: o.Break, penalty: o.Penalty}
			if w.code {
				s.cuts[k].penalty = max(o.Penalty, codePenalty)
			}
			address = address || o.Penalty > 0 && o.Class == linebreak.Western
		}
	}
	if style.HyphenBefore > 0 && !p.Look.NoHyphen && !w.code && !address && w.script == "Latn" && p.Kind == Text {
		s.hyphenate(p, style, w)
	}
	if p.Kind == Text {
		s.divideAnywhere(style, w, address, total)
	}
}

// impossiblePenalty is the penalty of a break where none should be, in a word wider than the line. It is such that a
// short line before an address is preferred to the break, and the break to a line that is too wide.
const impossiblePenalty = 300_000

// divideAnywhere adds the places where w is broken if nothing else helps: in a word wider than a third of the line, in
// code and addresses, and in the second attempt at a paragraph in any word of minHyphenated characters.
func (s *matter) divideAnywhere(style *Style, w *word, address bool, total geom.Length) {
	n := int(w.to - w.from)
	line := style.Measure - style.Left - style.Right
	if w.long {
		s.divideEvenly(w, line/longShare)
		return
	}
	edge, worst := 1, int32(impossiblePenalty)
	switch {
	case total > line/3 || w.code && style.Align != Justify:
	case (w.code || address || s.desperate) && n >= minHyphenated:
		edge = 3
		if isEnglish(style) { // between letters only hyphenation divides
			worst = linebreak.LetterPenalty - 1
		}
	default:
		return
	}
	for k := edge; k <= n-edge; k++ {
		at := int(w.from) + k
		if s.cuts[k].cut || s.breaks[at].Class == linebreak.Extend || s.breaks[at-1].Joined {
			continue
		}
		penalty, ok := linebreak.Seam(s.chars[at-1].Rune, s.chars[at].Rune)
		switch before := s.chars[max(at-2, int(w.from))].Rune; {
		case k >= 2 && s.chars[at-1].Rune == '/' && before == '/', // never after :// (C9)
			k >= 2 && script.ASCIIDigit(before) && script.ASCIIDigit(s.chars[at].Rune) && strings.ContainsRune(".,:-–/", s.chars[at-1].Rune): // nor inside 3-1 (C7)
			ok = false
		case address && penalty > 0: // between letters only to save a line from falling apart (C9, G3)
			penalty, ok = linebreak.AddressPenalty, !isEnglish(style)
		}
		if !ok {
			penalty = impossiblePenalty
			ok = s.desperate && total > line
		}
		if w.code && ok && penalty == 0 && style.Align == Justify && k >= 3 && n-k >= 3 {
			s.cuts[k] = cut{cut: true, kind: linebreak.May, penalty: codePenalty}
			continue
		}
		if ok && penalty <= worst {
			s.cuts[k] = cut{cut: true, kind: linebreak.Emergency, penalty: penalty}
		}
	}
}

// longShare is how many parts of an overlong word fill a line.
const longShare = 16

// divideEvenly lets a line end in an overlong word after every part of the given width. More places would cost much
// work, and pasted data is not worth it.
func (s *matter) divideEvenly(w *word, width geom.Length) {
	n, since := int(w.to-w.from), geom.Length(0)
	for k := 1; k < n; k++ {
		at := int(w.from) + k
		full := s.advances[k+1]-since > width
		switch c := &s.cuts[k]; {
		case c.cut && full:
			since = s.advances[k]
		case full && s.breaks[at].Class != linebreak.Extend && !s.breaks[at-1].Joined:
			*c = cut{cut: true, kind: linebreak.Emergency, penalty: linebreak.LetterPenalty}
			since = s.advances[k]
		default:
			*c = cut{}
		}
	}
}

// divided reports whether the words of a run are divided by English patterns. A run without a language tag is.
func divided(tag string) bool {
	l, ok := lang.Find(tag)
	return tag == "" || ok && l.Patterns == lang.AmericanPatterns
}

// hyphenate adds the hyphenation points of the words between punctuation in w. Compounds with a hyphen of
// their own are divided only there.
func (s *matter) hyphenate(p *Piece, style *Style, w *word) {
	if strings.ContainsAny(w.text, "-‐\u00ad@/") || !divided(p.Look.Lang) {
		return // a word of a language without patterns is left whole
	}
	dict := style.Rules.Hyphens
	if dict == nil {
		dict = linebreak.American()
		if p.Look.Lang == lang.BritishEnglish {
			dict = linebreak.British()
		}
	}
	n := int(w.to - w.from)
	letters := func(k int) bool { return k < n && unicode.IsLetter(s.chars[int(w.from)+k].Rune) }
	base := s.places[w.from].start
	for k := 0; k < n; {
		if !letters(k) {
			k++
			continue
		}
		end := k
		for letters(end) {
			end++
		}
		if end-k >= minHyphenated {
			from, to := s.places[int(w.from)+k].start-base, s.places[int(w.from)+end-1].end-base
			text := w.text[from:to]
			first, _ := utf8.DecodeRuneInString(text)
			c := cut{cut: true, hyphen: true, kind: linebreak.May}
			if unicode.IsUpper(first) {
				c.penalty += capitalPenalty
			}
			if style.Align != Justify {
				c.penalty += raggedPenalty
			}
			if strings.ToUpper(text) != text {
				for _, at := range s.points(dict, text, style) {
					if !s.cuts[k+at].cut {
						s.cuts[k+at] = c
					}
				}
			}
		}
		k = end
	}
}

// points returns the hyphenation points of a word from a cache, because a book repeats its words.
func (s *fount) points(dict *linebreak.Hyphenator, word string, style *Style) []int {
	key := pointsKey{dict, word, style.HyphenBefore, style.HyphenAfter}
	if p, ok := s.divisions[key]; ok {
		return p
	}
	if len(s.divisions) > maxCells {
		clear(s.divisions)
	}
	p := dict.Points(word, style.HyphenBefore, style.HyphenAfter)
	key.word = strings.Clone(word)
	s.divisions[key] = p
	return p
}

type pointsKey struct {
	dict          *linebreak.Hyphenator
	word          string
	before, after int
}

// hyphen returns the glyph that shows a division in face.
func hyphen(face *font.Face) (font.GlyphID, rune, bool) {
	for _, r := range hyphens {
		if g, ok := face.GID(r); ok {
			return g, r, true
		}
	}
	return 0, 0, false
}

// hyphenWidth is the width that a hyphen adds to a line: its own, less the part that protrudes.
func (s *fount) hyphenWidth(w *word) geom.Length {
	g, r, ok := hyphen(w.face)
	if !ok {
		return 0
	}
	adv := scale(w.face, w.size, w.face.Advance(g))
	if w.protruding {
		adv -= protrusion(protrudeRight, r, adv)
	}
	return adv
}
