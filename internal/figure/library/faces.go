package library

import (
	"slices"
	"strings"

	"keben/internal/design"
	"keben/internal/figure/svg"
	"keben/internal/font"
)

// Faces are where the text of drawings gets its faces from.
type Faces struct {
	Theme *design.Theme
	Face  func(file string) (*font.Face, error) // a font file of the theme
}

// of chooses the book's own faces for the text of a drawing, which names those of the machine it was
// drawn on. What names no kind of face is set as captions are.
func (by Faces) of(r svg.FontRequest) (faces []*font.Face) {
	family := by.Theme.Families[familyOf(r.Families)]
	for _, name := range []string{family.Latin, family.Han} {
		f := by.Theme.Fonts[name]
		file := f.Regular
		switch bold := r.Weight >= 600; {
		case bold && r.Italic && f.BoldItalic != "":
			file = f.BoldItalic
		case bold && f.Bold != "":
			file = f.Bold
		case r.Italic && f.Italic != "":
			file = f.Italic
		}
		// A face that is missing was an error when the edition was set.
		if face, err := by.Face(file); err == nil {
			faces = append(faces, face)
		}
	}
	return faces
}

// fallback is the face with the most characters: that of running text in Han characters.
func (by Faces) fallback() *font.Face {
	face, err := by.Face(by.Theme.Fonts[by.Theme.Families["text"].Han].Regular)
	if err != nil {
		return nil // an error when the edition was set
	}
	return face
}

// kindsOfFace are parts of the names of families, in the order in which they are looked for.
var kindsOfFace = []struct{ family, parts string }{
	{"code", "mono courier consolas menlo"},
	{"quote", "kai"},
	{"head", "sans arial helvetica hei yahei gothic"},
	{"text", "serif times georgia song sun ming"},
}

func familyOf(names []string) string {
	for _, name := range names {
		name = strings.ToLower(name)
		for _, k := range kindsOfFace {
			if slices.ContainsFunc(strings.Fields(k.parts), func(part string) bool { return strings.Contains(name, part) }) {
				return k.family
			}
		}
	}
	return "head"
}
