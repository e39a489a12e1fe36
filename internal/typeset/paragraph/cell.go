package paragraph

import (
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/shape"
	"keben/internal/typeset/linebreak"
)

// cell is a full-width character as drawn: one or two glyphs in a box whose width the rules of line breaking give.
type cell struct {
	glyphs []cellGlyph
	width  int64 // thousandths of an em
}

// cellGlyph is a glyph placed in its cell, in font units.
type cellGlyph struct {
	id   font.GlyphID
	x, y int
	tail bool // the second or a later glyph of its character
}

// cellKey identifies a cell: the same character is set differently as a mark and as half of a pair.
type cellKey struct {
	face  *font.Face
	text  string
	class linebreak.Class
	width int64
}

// cell returns text, one character of class c or one joined mark, as set in face under rules.
//
// The program trims the marks itself and centres those that a font draws off centre, because of the faces in use one
// has the feature chws, two have halt, and Kai faces have proportional quotation marks (rules D; clreq "Punctuation
// Adjustment Space").
func (s *fount) cell(face *font.Face, text string, c linebreak.Class, rules linebreak.Rules) *cell {
	width := rules.Cell(c)
	if text == "⸺" || c == linebreak.Dash && len(text) > len("—") {
		width = 2000
	} else if c == linebreak.Ellipsis && len(text) > len("…") {
		width = 2000
	}
	key := cellKey{face, text, c, width}
	if k, ok := s.cells[key]; ok {
		return k
	}
	if len(s.cells) > maxCells {
		clear(s.cells)
	}
	k := makeCell(face, s.shaper.Shape(face, text, shape.Options{Script: "Hani", Lang: lang.Chinese.BCP47}), c, width)
	s.cells[key] = k
	return k
}

// maxCells bounds the cache: more than the characters of a large book in three faces.
const maxCells = 1 << 16

func makeCell(face *font.Face, glyphs []shape.Glyph, c linebreak.Class, width int64) *cell {
	k := &cell{width: width}
	em := face.UnitsPerEm
	box := int(width) * em / 1000
	x := 0
	for _, g := range glyphs {
		k.glyphs = append(k.glyphs, cellGlyph{id: g.ID, x: x + g.XOffset, y: -g.YOffset, tail: g.Start == g.End})
		x += g.Advance
	}
	if c == linebreak.Dash {
		joinInk(face, k.glyphs)
	}
	left, bottom, right, top, ink := inkOf(face, k.glyphs)
	shift := (box - x) / 2
	switch {
	case !ink:
		shift = 0
	case c == linebreak.Dash || c == linebreak.Dot:
		shift = (box - left - right) / 2
	case c == linebreak.Open || c == linebreak.Close || c == linebreak.Pause || c == linebreak.Stop || c == linebreak.Half:
		shift = markFit{em: em, box: box, advance: x, left: left, right: right}.shift(c)
	}
	dy := 0
	if c == linebreak.Ellipsis { // centred in height, as in Chinese, wherever the font draws it (C2)
		if middle := (bottom + top) / 2; middle < em*20/100 {
			dy = middle - em*38/100
		}
	}
	for i := range k.glyphs {
		k.glyphs[i].x += shift
		k.glyphs[i].y += dy
	}
	return k
}

// markFit is a mark to be placed in its cell, in font units: the width of the cell, the mark's own
// advance and the edges of its ink.
type markFit struct{ em, box, advance, left, right int }

// shift returns how far the mark moves: opening brackets to the right of the cell, all other marks to the left.
func (m markFit) shift(c linebreak.Class) int {
	half := m.em / 2
	if m.advance < m.em*9/10 { // proportional: centre it in the half it belongs to
		shift := (half - m.advance) / 2
		if c == linebreak.Open {
			shift += m.box - half
		}
		return shift
	}
	if c == linebreak.Open {
		return max(m.box-m.advance, -max(m.left, 0)) // never cut ink away
	}
	if over := m.right - half - m.em/20; over > 0 && m.box <= half { // ink in the middle of the em, as in Taiwan
		return -min(over, m.left)
	}
	return 0
}

// joinInk moves the dashes of —— together until their ink touches (rule O8).
func joinInk(face *font.Face, glyphs []cellGlyph) {
	for i := 1; i < len(glyphs); i++ {
		_, _, right, _, ok1 := face.Bounds(glyphs[i-1].id)
		left, _, _, _, ok2 := face.Bounds(glyphs[i].id)
		if !ok1 || !ok2 {
			continue
		}
		if gap := glyphs[i].x + left - (glyphs[i-1].x + right); gap > 0 {
			glyphs[i].x -= gap
		}
	}
}

// inkOf returns the ink box of a row of glyphs.
func inkOf(face *font.Face, glyphs []cellGlyph) (xMin, yMin, xMax, yMax int, ok bool) {
	for _, g := range glyphs {
		a, b, c, d, has := face.Bounds(g.id)
		if !has {
			continue
		}
		a, c, b, d = a+g.x, c+g.x, b-g.y, d-g.y
		if !ok {
			xMin, yMin, xMax, yMax, ok = a, b, c, d, true
			continue
		}
		xMin, yMin, xMax, yMax = min(xMin, a), min(yMin, b), max(xMax, c), max(yMax, d)
	}
	return
}

// scale turns font units of face at size into a length.
func scale(face *font.Face, size geom.Length, units int) geom.Length {
	return size.Mul(int64(units), int64(max(face.UnitsPerEm, 1)))
}
