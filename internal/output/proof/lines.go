package proof

import (
	"unicode/utf8"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/geom"
	"keben/internal/source"
	"keben/internal/typeset/linebreak"
)

// word is a stretch of a line in one face, size and style.
type word struct {
	x, width geom.Length
	rise     geom.Length
	text     string
	face     *typeface
	size     geom.Length
	style    style
}

// measure says how a text is broken into lines.
type measure struct {
	width geom.Length
	hang  geom.Length // by which the lines after the first are shorter
	size  geom.Length
	role  role
	han   bool // the language is written in Han characters
	keep  bool // line ends and spaces are as in the text: program text
	place source.Place
}

// glyph is a character to be set.
type glyph struct {
	r     rune
	face  *typeface
	size  geom.Length
	rise  geom.Length
	wide  geom.Length
	style style
}

// window is how many characters of a paragraph are broken at a time, so that memory does not grow with its length. The
// last line of a piece begins the next one.
const window = 8192

// lineBreaker breaks texts into lines, greedily, at the places that package linebreak allows: no line begins with 、 or
// ends with （. It keeps its buffers.
type lineBreaker struct {
	faces  *typecase
	finder linebreak.Breaks
	glyphs []glyph
	chars  []linebreak.Char
	over   []diag.Message // about texts that are too long
}

// lines breaks spans into lines. A text without characters has none.
func (b *lineBreaker) lines(text []span, m measure) (out [][]word) {
	b.glyphs = b.glyphs[:0]
	n := 0
	for _, sp := range text {
		place := m.place
		if sp.at.Known() {
			place.Range = sp.at
		}
		for _, r := range sp.text {
			if n++; budget.ProofText.Over(n) {
				b.over = append(b.over, budget.ProofText.At(m.place))
				return b.flow(out, m, true)
			}
			b.put(r, sp.style, m, place)
			if len(b.glyphs) >= window {
				out = b.flow(out, m, false)
			}
		}
	}
	return b.flow(out, m, true)
}

// put adds a character, or the text shown for it.
func (b *lineBreaker) put(r rune, as style, m measure, place source.Place) {
	switch {
	case r == '\n':
		b.glyphs = append(b.glyphs, glyph{r: r, style: as, size: m.size})
		return
	case r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
		r = ' '
	case unseen(r):
		return
	}
	what := m.role
	if as&code != 0 {
		what = program
	}
	face := b.faces.pick(r, as, what, m.han)
	if face == nil {
		key := lack{place.Name(), r}
		if before, known := b.faces.lacks[key]; !known || place.From < before.From {
			b.faces.lacks[key] = place
		}
		for _, d := range number(r) {
			if face := b.faces.pick(d, 0, program, false); face != nil {
				b.glyphs = append(b.glyphs, b.glyph(d, face, as, m.size))
			}
		}
		return
	}
	b.glyphs = append(b.glyphs, b.glyph(r, face, as, m.size))
}

func (b *lineBreaker) glyph(r rune, face *typeface, as style, size geom.Length) glyph {
	var rise geom.Length
	if as&small != 0 || as&code != 0 {
		size = size.Mul(86, 100)
	}
	switch {
	case as&raised != 0:
		rise, size = size.Mul(35, 100), size.Mul(66, 100)
	case as&lower != 0:
		rise, size = -size.Mul(15, 100), size.Mul(66, 100)
	}
	return glyph{r: r, face: face, size: size, rise: rise, wide: face.advance(r, size), style: as}
}

// flow breaks the glyphs into lines. Unless they are the last, it keeps the last line, because that may go on.
func (b *lineBreaker) flow(out [][]word, m measure, all bool) [][]word {
	if len(b.glyphs) == 0 {
		return out
	}
	b.chars = b.chars[:0]
	for _, g := range b.glyphs {
		kind := linebreak.Ordinary
		switch {
		case g.r == '\n':
			kind = linebreak.Newline
		case m.keep:
			kind = linebreak.Code
		case g.style&(raised|made) == raised|made:
			kind = linebreak.Attached
		}
		b.chars = append(b.chars, linebreak.Char{Rune: g.r, Zh: m.han, Kind: kind})
	}
	ends := b.finder.Find(b.chars, linebreak.Rules{Kinsoku: linebreak.Strict})
	begin := 0
	for begin < len(b.glyphs) {
		own := m
		if len(out) > 0 {
			own.width -= m.hang
		}
		end, full := b.lineEnd(ends, begin, own)
		if end == len(b.glyphs) && !all && !full {
			break
		}
		out = append(out, row(b.glyphs[begin:end], m.keep))
		begin = end
	}
	b.glyphs = append(b.glyphs[:0], b.glyphs[begin:]...)
	return out
}

// lineEnd returns the end of the line that begins with a glyph, and whether the line must end there: because it is
// full, or has a forced break. White space at its end may exceed the measure. Joined text is broken only if there is no
// other place.
func (b *lineBreaker) lineEnd(ends []linebreak.Opportunity, begin int, m measure) (end int, full bool) {
	var x geom.Length
	good, inside := 0, 0
	for i := begin; i < len(b.glyphs); i++ {
		g := b.glyphs[i]
		if x += g.wide; x > m.width && i > begin && !(g.r == ' ' && !m.keep) {
			if good > 0 {
				return good, true
			}
			if inside > 0 {
				return inside, true
			}
			return i, true
		}
		if ends[i].Break == linebreak.Must && (g.r == '\n' || i == len(b.glyphs)-1) {
			return i + 1, g.r == '\n'
		}
		if ends[i].Break == linebreak.May || ends[i].Break == linebreak.Must {
			if g.style&joined != 0 && i+1 < len(b.glyphs) && b.glyphs[i+1].style&joined != 0 {
				inside = i + 1
			} else {
				good = i + 1
			}
		}
	}
	return len(b.glyphs), false
}

// row makes words of the glyphs of a line.
func row(glyphs []glyph, keep bool) []word {
	if n := len(glyphs); n > 0 && glyphs[n-1].r == '\n' {
		glyphs = glyphs[:n-1]
	}
	for n := len(glyphs); !keep && n > 0 && glyphs[n-1].r == ' '; n-- {
		glyphs = glyphs[:n-1]
	}
	var words []word
	var text []byte
	var x geom.Length
	put := func() {
		if n := len(words); n > 0 {
			words[n-1].text, text = string(text), text[:0]
		}
	}
	for i, g := range glyphs {
		if i == 0 || g.face != glyphs[i-1].face || g.size != glyphs[i-1].size || g.rise != glyphs[i-1].rise || g.style != glyphs[i-1].style {
			put()
			words = append(words, word{x: x, rise: g.rise, face: g.face, size: g.size, style: g.style})
		}
		text = utf8.AppendRune(text, g.r)
		x += g.wide
		words[len(words)-1].width = x - words[len(words)-1].x
	}
	put()
	return words
}

// wide is the width of a line.
func wide(words []word) geom.Length {
	if len(words) == 0 {
		return 0
	}
	last := words[len(words)-1]
	return last.x + last.width
}

// shift moves words to the right.
func shift(words []word, by geom.Length) []word {
	for i := range words {
		words[i].x += by
	}
	return words
}
