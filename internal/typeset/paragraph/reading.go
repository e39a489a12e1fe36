package paragraph

import (
	"strings"
	"unicode/utf8"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/typeset/linebreak"
)

// reading is one reading over its base. It is centred there; a base narrower than its reading is spaced (rules N; clreq
// "Positioning of interlinear annotations").
type reading struct {
	piece  int32
	from   int32 // units of its base, from to end
	end    int32
	face   *font.Face
	size   geom.Length
	width  geom.Length
	glyphs []draw.Glyph
}

// perCharacter reports whether the reading has one syllable for each character of the base.
func perCharacter(p *Piece) bool {
	return utf8.RuneCountInString(p.Text) == len(strings.Fields(p.Ruby))
}

// setReadings sets the readings of the paragraph and spaces their bases.
func (s *matter) setReadings(pieces []Piece, style *Style) {
	s.readings = s.readings[:0]
	for i := 0; i < len(s.units); {
		p := &pieces[s.units[i].piece]
		end := i + 1
		for end < len(s.units) && s.units[end].piece == s.units[i].piece {
			end++
		}
		if p.Kind == Ruby && p.Look != nil && p.Ruby != "" {
			if syllables := strings.Fields(p.Ruby); len(syllables) == end-i && perCharacter(p) {
				for k, syllable := range syllables {
					s.annotate(pieces, syllable, i+k, i+k+1)
				}
			} else {
				s.annotate(pieces, p.Ruby, i, end)
			}
		}
		i = end
	}
}

// annotate sets text over units from to end.
func (s *matter) annotate(pieces []Piece, text string, from, end int) {
	p := &pieces[s.units[from].piece]
	first, _ := utf8.DecodeRuneInString(text)
	face := s.face(p.Look, first, false)
	if face == nil {
		if face = s.anyFace(p.Look); face == nil {
			return
		}
	}
	r := reading{piece: s.units[from].piece, from: int32(from), end: int32(end), face: face, size: p.Look.Readings.Size.Rounded(p.Look.Size)}
	w := word{face: face, size: r.size, script: scriptOf(text)}
	x := 0
	for _, g := range s.shapeWord(&w, text) {
		r.glyphs = append(r.glyphs, draw.Glyph{ID: g.ID, X: scale(face, r.size, x+g.XOffset), Y: -scale(face, r.size, g.YOffset),
			Advance: scale(face, r.size, g.Advance), Text: text[g.Start:g.End]})
		x += g.Advance
	}
	r.width = scale(face, r.size, x)
	var base geom.Length
	for i := from; i < end; i++ {
		base += s.units[i].width
	}
	need := (r.width - base) / 2
	if side := max(need+s.room(pieces, from-1, from-1, p.Look), need+s.room(pieces, end, end-1, p.Look)); side > 0 {
		// The same space before, after and twice as much between the characters of the base.
		share := side / geom.Length(end-from)
		for i := from; i < end; i++ {
			s.units[i].padLeft += share
			s.units[i].width += share
		}
	}
	s.readings = append(s.readings, r)
	n := int32(len(s.readings))
	s.units[from].ruby, s.units[end-1].rubyEnd = n, n
}

// room is the extra width that a reading over text of a look needs on the side of unit k: half the gap to another reading, or, if negative,
// how far it may overhang k. The joint between them is after unit joint.
func (s *matter) room(pieces []Piece, k, joint int, l *Look) geom.Length {
	if k < 0 || k >= len(s.units) || joint < 0 || s.units[joint].spaces > s.units[joint].to {
		return 0
	}
	u := &s.units[k]
	switch p := &pieces[u.piece]; {
	case p.Kind == Ruby:
		return l.Readings.Gap.Rounded(l.Size) / 2
	case u.kind == wide && u.first == linebreak.Han:
		return -l.Readings.Overhang.Rounded(l.Size)
	}
	return 0
}

// reading sets reading i over the base that has just been set.
func (m *maker) reading(i int32) {
	r := &m.s.readings[i]
	p := &m.pieces[r.piece]
	m.flush()
	run := &draw.Run{Face: r.face, Size: r.size, Color: p.Look.Color, Lang: bcp47(p.Look.Lang), Glyphs: r.glyphs}
	tag := draw.Artifact
	if p.RubyTag > 0 {
		tag = p.RubyTag
	}
	x := m.base + (m.x-m.base-r.width)/2
	if int(r.from) == m.line.From { // N5: at the edge of a line it is flush with the edge
		x = max(x, m.out.Start)
	} else if int(r.end) == m.line.To {
		x = min(x, m.out.Start+m.out.Width-r.width)
	}
	m.out.Ops = append(m.out.Ops, draw.Op{Tag: tag, At: geom.Point{X: x, Y: -p.Look.Readings.Rise.Rounded(p.Look.Size) - p.Look.Rise}, Run: run})
	m.out.Above = max(m.out.Above, p.Look.Readings.Height.Rounded(p.Look.Size)+p.Look.Rise)
}
