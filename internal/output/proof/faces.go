package proof

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"keben/internal/diag"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/script"
	"keben/internal/source"
)

// role is the use of a text, which decides its faces.
type role uint8

const (
	prose   role = iota
	aside        // the margin, headings and the heads of sheets
	program      // code
)

// typeface is a face of the sheets, with the characters that are set in it.
type typeface struct {
	face *font.Face
	used map[rune]bool
}

// advance is the width of a character.
func (t *typeface) advance(r rune, size geom.Length) geom.Length {
	g, _ := t.face.GID(r)
	return size.Mul(int64(t.face.Advance(g)), int64(t.face.UnitsPerEm))
}

// typecase has the faces of a proof. A compositor's type case has the letters of one type.
type typecase struct {
	roles  [3]map[style]order
	all    []*typeface // in a fixed order
	chosen map[choice]*typeface
	lacks  map[lack]source.Place // characters that cannot be set, with the first place of each
	told   []diag.Message
}

// order are the faces of a role, in the order in which they are tried for a character.
type order struct{ latin, han []*typeface }

// lack is a character that cannot be set, by the file that it is in.
type lack struct {
	file string
	r    rune
}

type choice struct {
	r    rune
	role role
	as   style
	han  bool
}

// weight is the part of a style that chooses a face.
const weight = bold | italic

func newCase(theme, builtin Faces) *typecase {
	c := &typecase{chosen: map[choice]*typeface{}, lacks: map[lack]source.Place{}}
	known := map[*font.Face]*typeface{}
	enter := func(f *font.Face) *typeface {
		if known[f] == nil {
			known[f] = &typeface{face: f, used: map[rune]bool{}}
			c.all = append(c.all, known[f])
		}
		return known[f]
	}
	take := func(f, other *font.Face) *typeface {
		if c.usable(f) {
			return enter(f)
		}
		if other != nil {
			return enter(other)
		}
		return nil
	}
	latin := take(theme.Latin, builtin.Latin)
	latinBold := take(theme.LatinBold, builtin.LatinBold)
	latinItalic := take(theme.LatinItalic, builtin.LatinItalic)
	both := take(theme.LatinBoldItalic, builtin.LatinBoldItalic)
	han := take(theme.Han, builtin.Han)
	hanBold := take(theme.HanBold, builtin.HanBold)
	kai := take(theme.HanEmphasis, builtin.HanEmphasis)
	mono := take(theme.Code, builtin.Code)
	monoBold := take(theme.CodeBold, builtin.CodeBold)
	sans := take(theme.Small, builtin.Small)
	hei := take(theme.SmallHan, builtin.SmallHan)
	for _, f := range []*font.Face{builtin.Latin, builtin.Han, builtin.Code, builtin.SmallHan} {
		if f != nil {
			enter(f)
		}
	}
	c.roles[prose] = map[style]order{
		0:             {list(latin), list(han)},
		bold:          {list(latinBold, latin), list(hanBold, han)},
		italic:        {list(latinItalic, latin), list(kai, han)},
		bold | italic: {list(both, latinBold, latin), list(hanBold, kai, han)},
	}
	c.roles[aside] = map[style]order{0: {list(sans, latin), list(hei, han)}}
	c.roles[program] = map[style]order{0: {list(mono, latin), list(han)}, bold: {list(monoBold, mono, latin), list(hanBold, han)}}
	return c
}

func list(faces ...*typeface) []*typeface {
	return slices.DeleteFunc(faces, func(f *typeface) bool { return f == nil })
}

// Why a face of the theme is not used.
var (
	noTrueType   = diag.Phrase{En: "has no TrueType outlines", Zh: "其轮廓不是 TrueType 格式"}
	notEmbedding = diag.Phrase{En: "may not be embedded", Zh: "不允许嵌入"}
)

// usable reports whether fpdf can set a face, and says once why not.
func (c *typecase) usable(f *font.Face) bool {
	if f == nil {
		return false
	}
	why := noTrueType
	switch {
	case f.Restricted:
		why = notEmbedding
	case !f.CFF:
		return true
	}
	m := unusable.At(source.Place{}, cmp.Or(f.Family, f.PostScriptName), why)
	if !slices.ContainsFunc(c.told, func(o diag.Message) bool { return o.Text(diag.English) == m.Text(diag.English) }) {
		c.told = append(c.told, m)
	}
	return false
}

// pick returns the face of a character and notes that it is used; nil when there is none.
func (c *typecase) pick(r rune, as style, what role, han bool) *typeface {
	key := choice{r, what, as & weight, han}
	f, known := c.chosen[key]
	if !known {
		f = c.find(key)
		c.chosen[key] = f
		if f != nil {
			f.used[r] = true
		}
	}
	return f
}

func (c *typecase) find(key choice) *typeface {
	if key.r >= 0xFFFF || unicode.IsControl(key.r) || unicode.Is(unicode.Cs, key.r) {
		return nil
	}
	o, ok := c.roles[key.role][key.as]
	if !ok {
		o = c.roles[key.role][0]
	}
	first, then := o.latin, o.han
	if script.Wide(key.r) || script.Han(key.r) || key.han && script.Shared(key.r) {
		first, then = then, first
	}
	for _, faces := range [][]*typeface{first, then, c.all} {
		for _, f := range faces {
			if _, ok := f.face.GID(key.r); ok {
				return f
			}
		}
	}
	return nil
}

// unseen reports whether a character has neither ink nor width: a joiner, a variation selector, a mark of direction.
func unseen(r rune) bool {
	return unicode.Is(unicode.Cf, r) || script.Variation(r) || r == 0xFE0F
}

// number is the text shown for a character that no face has.
func number(r rune) string { return fmt.Sprintf("[U+%04X]", r) }

// beyondPlane reports whether a character is one that fpdf cannot set, whatever face has it.
func beyondPlane(r rune) bool { return r > 0xFFFF }

// named is how many of the characters of a message are named in it.
const named = 5

// messages are, for each file, the characters that cannot be set, with the reason and the first place; and the faces
// that were not used.
func (c *typecase) messages() []diag.Message {
	ms := c.told
	lacks := slices.SortedFunc(maps.Keys(c.lacks), func(a, b lack) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(c.lacks[a].From, c.lacks[b].From), cmp.Compare(a.r, b.r))
	})
	for i, first := range lacks {
		same := func(l lack) bool { return l.file == first.file && beyondPlane(l.r) == beyondPlane(first.r) }
		if slices.ContainsFunc(lacks[:i], same) {
			continue
		}
		var names []string
		count := 0
		for _, l := range lacks[i:] {
			if !same(l) {
				continue
			}
			if count++; count <= named {
				names = append(names, shownAs(l.r))
			}
		}
		if count > named {
			names = append(names, "…")
		}
		at := c.lacks[first]
		if i := strings.IndexRune(at.Text(), first.r); i >= 0 { // not written as a character reference
			at.From += int32(i)
		}
		kind := missing
		if beyondPlane(first.r) {
			kind = beyond
		}
		ms = append(ms, kind.At(at.Chars(1), count, strings.Join(names, ", ")))
	}
	return ms
}

// shownAs is a character with the text shown in its place.
func shownAs(r rune) string {
	if !unicode.IsPrint(r) {
		return number(r)
	}
	return string(r) + " " + number(r)
}

// run is the most consecutive characters of one width in a font, because the time that fpdf takes for a row of them
// grows with its cube.
const run = 256

// parts divides the characters of a face into those of two fonts, so that in neither more than run of them are
// neighbours. Most proofs need the first only.
func (t *typeface) parts() (first, second []rune) {
	chars := make([]rune, 0, len(t.used))
	for r := range t.used {
		chars = append(chars, r)
	}
	slices.Sort(chars)
	begin := 0
	for i, r := range chars {
		if i > 0 && chars[i-1]+1 != r {
			begin = i
		}
		if (i-begin)/run%2 == 0 {
			first = append(first, r)
		} else {
			second = append(second, r)
		}
	}
	return first, second
}
