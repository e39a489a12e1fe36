package paragraph

import (
	"unicode/utf8"

	"keben/internal/diag"
	"keben/internal/font"
	"keben/internal/lang"
	"keben/internal/script"
	"keben/internal/source"
	"keben/internal/typeset/linebreak"
)

var (
	uncovered = diag.NewKind("uncovered-character", diag.Warning,
		"no font has the character %[1]q (U+%04[1]X), used %[2]s; a box is printed for it",
		"没有字体收录字符“%[1]c”（U+%04[1]X），共%[2]s；暂以方框代替",
		"put a font that has it into templates/fonts/ and name it in theme.yaml", "请将收录该字的字体放入 templates/fonts/，并写入 theme.yaml")
	uncoveredSeveral = diag.NewKind("uncovered-character", diag.Warning,
		"no font has the characters %s, used %s; a box is printed for each",
		"没有字体收录字符%s，共%s；暂以方框代替",
		"put a font that has them into templates/fonts/ and name it in theme.yaml", "请将收录它们的字体放入 templates/fonts/，并写入 theme.yaml")
)

var overfull = diag.NewKind("overfull-line", diag.Warning,
	"a line is too wide by %s pt at %q", "有一行超出版心 %s pt，位于“%s”",
	"rephrase, or type &shy; in a long word where it may be divided", "请改写本句；若其中有长外文词，可在断开处写 &shy;")

var longWord = diag.NewKind("long-word", diag.Note,
	"a word of more than %s characters begins with %q; it is broken where a line is full", "此处有一串超过 %s 个字符而没有空格的文字，开头为 %q；排满一行即断开",
	"if it is not text, delete it from the manuscript", "如果不是正文，请从书稿中删去")

var loose = diag.NewKind("loose-line", diag.Note,
	"a line is set very loose at %q", "有一行排得过松，位于“%s”",
	"rephrase, or type &shy; in a long word where it may be divided", "请改写本句；若其中有长外文词，可在断开处写 &shy;")

var relaxed = diag.NewKind("mark-begins-line", diag.Note,
	"the line %q begins with a punctuation mark, because three of them meet", "因三个标点连用，标点排在了行首：“%s”",
	"rephrase so that fewer marks meet", "请改写，避免标点连用过多")

var fallback = diag.NewKind("fallback-face", diag.Note,
	"characters missing in %[1]s are set in %[3]s (%[2]d): %[4]s", "%[1]s 缺 %[2]d 个字，改用 %[3]s：%[4]s",
	"use a font that has them", "请换用收录这些字的字体")

// substitutes are printed for a character that no face has: a box, the geta mark, the replacement character.
var substitutes = [...]rune{'□', '〓', '\ufffd', '?'}

// face returns the first face that has r: of the look's faces for its script, its other faces, then the Setter's
// Fallback. It is nil when no face has r. An invisible character needs no glyph and has any face.
func (s *fount) face(l *Look, r rune, wide bool) *font.Face {
	first, second := l.Latin, l.Han
	if wide {
		first, second = l.Han, l.Latin
	}
	for _, list := range [...][]*font.Face{first, second, s.Fallback} {
		for _, f := range list {
			if f == nil {
				continue
			}
			if _, ok := f.GID(r); ok {
				if wide && len(first) > 0 && first[0] != nil && f != first[0] && script.Han(r) {
					s.fellBack(first[0], f, r)
				}
				return f
			}
		}
	}
	return nil
}

// fellBack records that r is set in the face found because the face wanted lacks it.
func (s *fount) fellBack(wanted, found *font.Face, r rune) {
	s.found.fellBack([2]string{wanted.PostScriptName, found.PostScriptName}, r)
}

// maxNamed is how many characters set in another face are named.
const maxNamed = 20

// anyFace is the face of characters without ink.
func (s *fount) anyFace(l *Look) *font.Face {
	for _, list := range [...][]*font.Face{l.Latin, l.Han, s.Fallback} {
		for _, f := range list {
			if f != nil {
				return f
			}
		}
	}
	return nil
}

// alternates look the same as a character and are drawn where no face has it.
var alternates = map[rune]string{'⋯': "…", '⸺': "——", '‧': "·", '・': "·", '•': "·", '〜': "～", '‐': "-", '\u2011': "-", '―': "——"}

// alternate returns the first character of the alternate of r and a face that has it; nil when r has none.
func (s *fount) alternate(l *Look, r rune) (*font.Face, rune) {
	like, ok := alternates[r]
	if !ok {
		return nil, 0
	}
	first, _ := utf8.DecodeRuneInString(like)
	f := s.face(l, first, true)
	if f == nil {
		return nil, 0
	}
	return f, first
}

// substitute records that no face has r and returns the character printed instead; nil when there is no face at all.
func (s *fount) substitute(l *Look, r rune, pos source.Place) (*font.Face, rune) {
	s.found.missing(r, pos)
	for _, c := range substitutes {
		if f := s.face(l, c, true); f != nil {
			return f, c
		}
	}
	return nil, 0
}

// invisible reports whether r has neither ink nor width: it is part of the text but not drawn.
func invisible(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0, r == 0xad:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r == 0xfeff:
		return true
	case r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0100 && r <= 0xe01ef, r >= 0xfff9 && r <= 0xfffb:
		return true
	}
	return false
}

// scriptOf returns the ISO 15924 code of the first letter of word that has a script, else "Latn". It is given to
// HarfBuzz, which would otherwise guess.
func scriptOf(word string) string {
	for _, r := range word {
		if tag := script.Tag(r); tag != "" {
			return tag
		}
	}
	return "Latn"
}

// isHan reports whether a run's language is written in Han characters.
func isHan(tag string) bool {
	l, ok := lang.Find(tag)
	return ok && l.Script.Han()
}

// bcp47 is the language tag of a run, for shaping and for the document.
func bcp47(tag string) string {
	if l, ok := lang.Find(tag); ok && l.Script.Han() {
		return l.BCP47
	}
	return tag
}

// isSpace reports whether r is set as glue.
func isSpace(r rune, c linebreak.Class) bool {
	return c == linebreak.Space || c == linebreak.WideSpace || r >= 0x2000 && r <= 0x200a || r == 0x205f || r == 0x1680
}
