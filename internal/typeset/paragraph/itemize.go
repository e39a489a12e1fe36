package paragraph

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/shape"
	"keben/internal/source"
	"keben/internal/typeset/linebreak"
)

// place is the source of a character: bytes start to end of its piece's text.
type place struct {
	piece      int32
	start, end int32
}

// unit is the content of one box: a full-width character, a part of a word, a picture, or nothing. It is large because
// it has the fields of all kinds, so that one slice can hold all units of a paragraph.
type unit struct {
	kind      unitKind
	attached  bool // a footnote mark, which has the class of the unit before it
	raised    bool // superior or inferior text takes no Han–Latin space (rule F7)
	first     linebreak.Class
	last      linebreak.Class
	piece     int32
	from, to  int32 // its characters
	spaces    int32 // characters to to spaces are the white space after it
	word      int32 // kind part: index of the word
	glyph     int32 // kind wide: first of its glyphs in Setter.glyphs
	glyphs    int32
	face      *font.Face
	size      geom.Length
	width     geom.Length
	em        geom.Length // of the Han of its look
	outLeft   geom.Length // how far it protrudes when it begins a line
	outRight  geom.Length // how far it protrudes when it ends one
	padLeft   geom.Length // space for a reading wider than the base
	ruby      int32       // 1 + index of the reading whose base begins here
	rubyEnd   int32       // 1 + index of the reading whose base ends here
	hyphenate bool        // the break after it puts a hyphen
}

type unitKind uint8

const (
	empty unitKind = iota // holds white space or a forced break that follows nothing
	wide
	part
	object
	leader
	blank // white space of code at the head of a line
)

// word is a row of characters that are shaped together. Its units are the parts between which a line may end.
type word struct {
	piece      int32
	from, to   int32 // characters
	unit       int32 // its first part
	parts      int32
	face       *font.Face
	size       geom.Length
	text       string
	features   []shape.Feature
	script     string
	code       bool
	long       bool // of more than maxWord characters, or the last part of such a word
	protruding bool
	spread     geom.Length // after every letter
	letters    int         // glyphs with a width
}

// itemize fills s.chars, s.places and s.breaks from the pieces.
func (s *matter) itemize(pieces []Piece) {
	s.chars, s.places, s.begins = s.chars[:0], s.places[:0], s.begins[:0]
	for i := range pieces {
		p := &pieces[i]
		s.begins = append(s.begins, int32(len(s.chars)))
		kind := linebreak.Ordinary
		zh := p.Look != nil && isHan(p.Look.Lang)
		switch {
		case p.Kind == Break:
			s.addChar(linebreak.Char{Rune: '\n', Kind: linebreak.Newline}, place{piece: int32(i)})
			continue
		case p.Kind == Boxed || p.Kind == Fill:
			s.addChar(linebreak.Char{Rune: 0xfffc, Kind: linebreak.Object}, place{piece: int32(i)})
			continue
		case p.Look == nil:
			continue
		case p.Kind == Mark:
			kind = linebreak.Attached
		case p.Look.Solid:
			kind = linebreak.Code
		}
		for at := 0; at < len(p.Text); {
			r, n := rune(p.Text[at]), 1
			if r >= utf8.RuneSelf {
				r, n = utf8.DecodeRuneInString(p.Text[at:])
			}
			if r == '\n' || r == '\r' || r == '\t' {
				r = ' '
			}
			s.addChar(linebreak.Char{Rune: r, Zh: zh, Kind: kind}, place{int32(i), int32(at), int32(at + n)})
			at += n
		}
	}
	s.breaks = s.finder.Find(s.chars, s.rules)
	s.keepReadings(pieces)
	s.keepNames(pieces)
}

// namePenalty is the penalty of a line end inside a name of two or three Han characters; nameHan is the longest such
// name (rule C11).
const (
	namePenalty = 500
	nameHan     = 3
)

// keepNames adds namePenalty inside pieces that are marked as names.
func (s *matter) keepNames(pieces []Piece) {
	for i := 0; i < len(s.chars); {
		piece := s.places[i].piece
		end := i + 1
		for end < len(s.chars) && s.places[end].piece == piece {
			end++
		}
		if l := pieces[piece].Look; l != nil && l.Decor&ProperName != 0 && end-i <= nameHan {
			for k := i; k < end-1; k++ {
				s.breaks[k].Penalty += namePenalty
			}
		}
		i = end
	}
}

func (s *matter) addChar(c linebreak.Char, p place) {
	s.chars, s.places = append(s.chars, c), append(s.places, p)
}

// keepReadings forbids breaks inside the base of a group reading (rules C12, N6), and before and after a leader.
func (s *matter) keepReadings(pieces []Piece) {
	for i := 0; i+1 < len(s.chars); i++ {
		a, b := s.places[i].piece, s.places[i+1].piece
		if a == b && pieces[a].Kind == Ruby && !perCharacter(&pieces[a]) {
			s.breaks[i].Break = linebreak.Never
		}
		if (pieces[a].Kind == Fill || pieces[b].Kind == Fill) && s.chars[i].Kind != linebreak.Newline && s.chars[i+1].Kind != linebreak.Newline {
			s.breaks[i].Break = linebreak.Never
		}
	}
}

// makeUnits makes the units of the paragraph out of its characters.
func (s *matter) makeUnits(pieces []Piece, style *Style) {
	s.units, s.words, s.glyphs = s.units[:0], s.words[:0], s.glyphs[:0]
	n := len(s.chars)
	s.units = slices.Grow(s.units, s.boxes())
	for i := 0; i < n; {
		c, o := s.chars[i], s.breaks[i]
		p := &pieces[s.places[i].piece]
		switch {
		case c.Kind == linebreak.Newline:
			if k := len(s.units); k == 0 || s.endsForced() {
				s.addUnit(unit{kind: empty, piece: s.places[i].piece, from: int32(i), to: int32(i)}, p.Look)
			}
			s.units[len(s.units)-1].spaces = int32(i + 1)
			i++
		case c.Kind == linebreak.Object:
			kind := object
			if p.Kind == Fill {
				kind = leader
			}
			s.addUnit(unit{kind: kind, piece: s.places[i].piece, from: int32(i), to: int32(i + 1)}, p.Look)
			i++
		case isSpace(c.Rune, o.Class):
			if k := len(s.units); k == 0 || s.endsForced() {
				kind := empty
				if c.Kind == linebreak.Code {
					kind = blank
				}
				s.addUnit(unit{kind: kind, piece: s.places[i].piece, from: int32(i), to: int32(i)}, p.Look)
			}
			u := &s.units[len(s.units)-1]
			if u.kind == blank && u.spaces == u.to {
				u.to, u.spaces = int32(i+1), int32(i+1)
				u.width += s.spaceAdvance(p.Look)
			} else {
				u.spaces = int32(i + 1)
			}
			i++
		case o.Class.IsWide():
			i = s.addWide(pieces, style, i)
		default:
			i = s.addWord(pieces, style, i)
		}
	}
}

// boxes estimates how many units the characters make, because a buffer that grows step by step takes twice the memory.
func (s *matter) boxes() int {
	n, narrow := 0, false
	for i := range s.chars {
		switch c := s.breaks[i].Class; {
		case c == linebreak.Space:
			narrow = false
		case c.IsWide():
			n, narrow = n+1, false
		case !narrow:
			n, narrow = n+1, true
		}
	}
	return n
}

// endsForced reports whether the last unit is followed by a forced break.
func (s *matter) endsForced() bool {
	u := &s.units[len(s.units)-1]
	return u.spaces > u.to && s.chars[u.spaces-1].Kind == linebreak.Newline
}

func (s *matter) addUnit(u unit, l *Look) *unit {
	if l != nil {
		u.em = l.Size
		u.raised = l.Rise != 0
		if u.size == 0 {
			u.size = l.Size
		}
	}
	u.spaces = max(u.spaces, u.to)
	s.units = append(s.units, u)
	return &s.units[len(s.units)-1]
}

// Bounds of what is shaped at once, in characters, because the cost grows faster than the length. A character with more
// combining marks goes on as a word; a longer word, which only pasted data has, is set as several words.
const (
	maxCell = 64
	maxWord = 1000
)

// addWide adds the full-width character at i and returns the next character's index.
func (s *matter) addWide(pieces []Piece, style *Style, i int) int {
	pl := s.places[i]
	p := &pieces[pl.piece]
	j := i + 1
	class := s.breaks[i].Class
	same := func(j int) bool { return j < len(s.chars) && s.places[j].piece == pl.piece }
	if (class == linebreak.Dash || class == linebreak.Ellipsis) && s.breaks[i].Joined && same(j) {
		j++
	}
	for same(j) && j-i < maxCell && s.breaks[j].Class == linebreak.Extend && s.chars[j].Kind != linebreak.Newline {
		j++
	}
	text := p.Text[pl.start:s.places[j-1].end]
	r := s.chars[i].Rune
	u := unit{kind: wide, first: class, last: class, piece: pl.piece, from: int32(i), to: int32(j),
		attached: p.Kind == Mark, glyph: int32(len(s.glyphs))}
	face, shown := s.face(p.Look, r, true), text
	size := p.Look.Size
	if face == nil {
		if face, _ = s.alternate(p.Look, r); face != nil {
			shown = alternates[r]
			if class == linebreak.Ellipsis && s.breaks[i].Joined {
				shown += shown
			}
		}
	}
	if face == nil {
		var sub rune
		if face, sub = s.substitute(p.Look, r, s.placeOf(p, i)); face == nil {
			u.kind = empty
			s.addUnit(u, p.Look)
			return j
		}
		shown = string(sub)
	}
	k := s.cell(face, shown, class, s.rules)
	for n, g := range k.glyphs {
		dg := draw.Glyph{ID: g.id, X: scale(face, size, g.x), Y: scale(face, size, g.y)}
		if n == 0 {
			dg.Text, dg.Advance = text, size.Em(k.width)
		}
		s.glyphs = append(s.glyphs, dg)
	}
	splitJoined(s.glyphs[u.glyph:], k, text)
	u.glyphs = int32(len(s.glyphs)) - u.glyph
	u.face, u.size, u.width = face, size, size.Em(k.width)
	if class == linebreak.Open && s.rules.FullStart {
		u.outLeft = u.width - size
	}
	if s.rules.Hang && style.Align == Justify && hangs(r) && !(len(s.units) > 0 && s.units[len(s.units)-1].last.IsMark()) {
		u.outRight = u.width
	}
	s.addUnit(u, p.Look)
	return j
}

// hangs reports whether r may hang in the margin (rule H2: one mark per line, and not after another mark).
func hangs(r rune) bool { return r == '，' || r == '、' || r == '。' }

// splitJoined gives each of the two glyphs of …… its own character.
func splitJoined(glyphs []draw.Glyph, k *cell, text string) {
	if len(glyphs) != 2 || k.glyphs[1].tail {
		return
	}
	_, n := utf8.DecodeRuneInString(text)
	if n == 0 || n == len(text) {
		return
	}
	glyphs[0].Text, glyphs[1].Text = text[:n], text[n:]
	glyphs[1].Advance = glyphs[0].Advance / 2
	glyphs[0].Advance -= glyphs[1].Advance
}

// placeOf is the place of character i in the manuscript, if its piece has one. It is called once per line, so it must
// not walk through the text before.
func (s *matter) placeOf(p *Piece, i int) source.Place {
	if !p.Place.Within() {
		return p.Place
	}
	f := p.Place.File
	at := f.Forward(int(p.Place.From), i-int(s.begins[s.places[i].piece]))
	return f.Point(min(at, max(int(p.Place.To)-1, int(p.Place.From))))
}

// addWord adds the row of narrow characters that begins at i and returns the next character's index.
func (s *matter) addWord(pieces []Piece, style *Style, i int) int {
	pl := s.places[i]
	p := &pieces[pl.piece]
	var face *font.Face
	j := i
	for ; j < len(s.chars) && j-i < maxWord && s.places[j].piece == pl.piece; j++ {
		c, o := s.chars[j], s.breaks[j]
		if c.Kind == linebreak.Newline || isSpace(c.Rune, o.Class) || o.Class.IsWide() {
			break
		}
		if invisible(c.Rune) || o.Class == linebreak.Extend && face != nil {
			continue
		}
		f := s.face(p.Look, c.Rune, false)
		if f == nil {
			if j > i {
				break
			}
			return s.addBox(p, i)
		}
		if face != nil && f != face {
			break
		}
		face = f
	}
	if face == nil {
		face = s.anyFace(p.Look)
	}
	if face == nil {
		s.addUnit(unit{kind: empty, piece: pl.piece, from: int32(i), to: int32(j)}, p.Look)
		return j
	}
	size := p.Look.LatinSize
	if size == 0 || !contains(p.Look.Latin, face) && contains(p.Look.Han, face) {
		size = p.Look.Size
	}
	w := word{piece: pl.piece, from: int32(i), to: int32(j), unit: int32(len(s.units)), face: face, size: size,
		text: p.Text[pl.start:s.places[j-1].end], features: p.Look.Features, code: p.Look.Solid,
		protruding: isEnglish(style) && style.Align == Justify && !p.Look.Solid}
	if j-i == maxWord && j < len(s.chars) && s.places[j].piece == pl.piece && s.isInside(j) {
		s.long(p, i)
		w.long = true
	} else if n := len(s.words); n > 0 && s.words[n-1].long && s.words[n-1].to == int32(i) {
		w.long = true
	}
	w.script = scriptOf(w.text)
	w.spread = p.Look.Spread
	s.words = append(s.words, w)
	s.parts(p, style, len(s.words)-1)
	return j
}

// isInside reports whether character j continues the word before it.
func (s *matter) isInside(j int) bool {
	c, o := s.chars[j], s.breaks[j]
	return c.Kind != linebreak.Newline && !isSpace(c.Rune, o.Class) && !o.Class.IsWide()
}

// long reports the overlong word that begins at character i, once, and lets a line end before and after it.
func (s *matter) long(p *Piece, i int) {
	first := len(s.words) == 0 || !s.words[len(s.words)-1].long || s.words[len(s.words)-1].to != int32(i)
	if end := i + maxWord - 1; s.breaks[end].Break == linebreak.Never && !s.breaks[end].Joined {
		s.breaks[end].Break, s.breaks[end].Penalty = linebreak.Emergency, linebreak.LetterPenalty
	}
	if first && !s.desperate && !s.Crowded {
		s.found.line(longWord.At(s.placeOf(p, i), strconv.Itoa(maxWord), p.Text[s.places[i].start:s.places[i+20].start]))
	}
}

// addBox adds the visible box that stands for a narrow character no face has.
func (s *matter) addBox(p *Piece, i int) int {
	face, sub := s.alternate(p.Look, s.chars[i].Rune)
	if face == nil {
		face, sub = s.substitute(p.Look, s.chars[i].Rune, s.placeOf(p, i))
	}
	pl := s.places[i]
	u := unit{kind: wide, first: s.breaks[i].Class, last: s.breaks[i].Class, piece: pl.piece, from: int32(i), to: int32(i + 1),
		attached: p.Kind == Mark, glyph: int32(len(s.glyphs)), face: face, size: p.Look.Size}
	if face == nil {
		u.kind = empty
		s.addUnit(u, p.Look)
		return i + 1
	}
	g, _ := face.GID(sub)
	width := scale(face, u.size, face.Advance(g))
	s.glyphs = append(s.glyphs, draw.Glyph{ID: g, Advance: width, Text: p.Text[pl.start:pl.end]})
	u.glyphs, u.width = 1, width
	s.addUnit(u, p.Look)
	return i + 1
}

func contains(list []*font.Face, f *font.Face) bool {
	for _, x := range list {
		if x == f {
			return true
		}
	}
	return false
}

// isEnglish reports whether a paragraph is set as Latin text: word spaces stretch before anything else, and marks
// protrude into the margins.
func isEnglish(style *Style) bool { return !isHan(style.Lang) }
