package script

import "unicode/utf8"

// A line end in the source is a space in English and nothing in Chinese. The rule (after CSS Text 4,
// "Segment Break Transformation Rules", decided further for mixed text):
//
//   - between two full-width characters: nothing;
//   - next to a full-width mark such as ， or 《: nothing, because the mark includes a blank;
//   - else, between Han and Latin or Latin and Latin: a space.
//
// The marks “ ” ‘ ’ … — · are full-width in Chinese and proportional in Western text. In a Chinese
// text one is full-width when the nearest letter on its own side of the break is a Han character, or
// the character across the break is; in a text of another language when both are.

// Edge is what stands at one side of a break: the character that touches it, and the nearest one that
// is not a shared mark. 0 is unknown.
type Edge struct{ Facing, Firm rune }

// Spaced reports whether a line break between left and right is a space, in a text that is Chinese or not.
func Spaced(left, right Edge, chinese bool) bool {
	if Space(left.Facing) || Space(right.Facing) {
		return false // next to a space, or to nothing
	}
	l, lMark := left.fullWidth(right, chinese)
	r, rMark := right.fullWidth(left, chinese)
	return !(l && r || lMark || rMark)
}

// fullWidth tells whether the character at one side is full-width, and whether it is a full-width mark.
func (e Edge) fullWidth(across Edge, chinese bool) (full, mark bool) {
	if !Shared(e.Facing) {
		full = Wide(e.Facing)
		return full, full && Punct(e.Facing)
	}
	own, other := Wide(e.Firm), Wide(across.Firm)
	if chinese {
		full = own || other || e.Firm == 0 && across.Firm == 0
	} else {
		full = own && other
	}
	return full, full
}

// manyMarks is how many shared marks in a row are looked through.
const manyMarks = 16

// Head returns the edge at the beginning of s; Firm is 0 when s has only shared marks.
func Head[T string | []byte](s T) Edge {
	var e Edge
	for range manyMarks {
		if len(s) == 0 {
			break
		}
		r, n := first(s)
		if e.Facing == 0 {
			e.Facing = r
		}
		if !Shared(r) {
			e.Firm = r
			break
		}
		s = s[n:]
	}
	return e
}

// Tail returns the edge at the end of s, going on to before where s has only shared marks.
func Tail[T string | []byte](s T, before Edge) Edge {
	if len(s) == 0 {
		return before
	}
	var e Edge
	for range manyMarks {
		if len(s) == 0 {
			break
		}
		r, n := last(s)
		s = s[:len(s)-n]
		if Variation(r) && len(s) > 0 {
			continue
		}
		if e.Facing == 0 {
			e.Facing = r
		}
		if !Shared(r) {
			e.Firm = r
			return e
		}
	}
	e.Firm = before.Firm
	return e
}

func first[T string | []byte](s T) (rune, int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	var b [utf8.UTFMax]byte
	return utf8.DecodeRune(b[:copy(b[:], s)])
}

func last[T string | []byte](s T) (rune, int) {
	if c := s[len(s)-1]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	var b [utf8.UTFMax]byte
	return utf8.DecodeLastRune(b[:copy(b[:], s[max(0, len(s)-len(b)):])])
}
