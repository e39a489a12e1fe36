package prose

import "unicode/utf8"

// A line end in the source is a space in English and nothing in Chinese. The rule (after CSS Text 4,
// "Segment Break Transformation Rules", decided further for mixed text):
//
//   - between two full-width characters: nothing;
//   - next to a full-width mark such as ， or 《: nothing, the mark carries its own blank;
//   - else, between Han and Latin or Latin and Latin: a space.
//
// The marks “ ” ‘ ’ … — · are full-width in Chinese and proportional in Western text. In a Chinese
// text one is full-width when the nearest letter on its own side of the break is a Han character, or
// the character across the break is; in a text of another language when both are.

// edge is what stands at one side of a break: the character that touches it, and the nearest one that
// is not an ambiguous mark. 0 is unknown.
type edge struct{ facing, firm rune }

// spaced reports whether a line break between left and right is a space.
func spaced(left, right edge, chinese bool) bool {
	if Space(left.facing) || Space(right.facing) {
		return false // a space stands there already, or nothing does
	}
	l, lMark := fullWidth(left, right, chinese)
	r, rMark := fullWidth(right, left, chinese)
	return !(l && r || lMark || rMark)
}

// fullWidth tells whether the character at one side is full-width, and whether it is a full-width mark.
func fullWidth(side, across edge, chinese bool) (full, mark bool) {
	if !Ambiguous(side.facing) {
		return Wide(side.facing), fullMark(side.facing)
	}
	own, other := Wide(side.firm), Wide(across.facing) || Ambiguous(across.facing) && Wide(across.firm)
	if chinese {
		full = own || other || side.firm == 0 && across.firm == 0
	} else {
		full = own && other
	}
	return full, full
}

// manyMarks is how many ambiguous marks in a row are looked through.
const manyMarks = 16

// head returns the edge at the beginning of s; firm is 0 when s has only ambiguous marks.
func head(s []byte) edge {
	var e edge
	for range manyMarks {
		if len(s) == 0 {
			break
		}
		r, n := utf8.DecodeRune(s)
		if e.facing == 0 {
			e.facing = r
		}
		if !Ambiguous(r) {
			e.firm = r
			break
		}
		s = s[n:]
	}
	return e
}

// tail returns the edge at the end of s, going on to before where s has only ambiguous marks.
func tail(s []byte, before edge) edge {
	if len(s) == 0 {
		return before
	}
	var e edge
	for range manyMarks {
		if len(s) == 0 {
			break
		}
		r, n := utf8.DecodeLastRune(s)
		s = s[:len(s)-n]
		if Variation(r) && len(s) > 0 {
			continue
		}
		if e.facing == 0 {
			e.facing = r
		}
		if !Ambiguous(r) {
			e.firm = r
			return e
		}
	}
	e.firm = before.firm
	return e
}
