package proofs

import (
	"keben/internal/design"
	"keben/internal/font"
	"keben/internal/output/proof"
	"keben/internal/press"
)

// builtinFaces are those of the built-in theme.
func builtinFaces() proof.Faces {
	theme, foundry := press.Builtin()
	return facesOf(theme, foundry.Face)
}

// facesOf are a theme's faces for proof sheets. What cannot be read is an error of the PDFs, and nil here.
func facesOf(theme *design.Theme, open func(file string) (*font.Face, error)) proof.Faces {
	face := func(file string) *font.Face {
		if file == "" {
			return nil
		}
		f, err := open(file)
		if err != nil {
			return nil
		}
		return f
	}
	family := func(name string) (latin, han design.Font) {
		f := theme.Families[name]
		return theme.Fonts[f.Latin], theme.Fonts[f.Han]
	}
	latin, han := family("text")
	small, smallHan := family("caption")
	mono, _ := family("code")
	_, emphasis := family("quote")
	return proof.Faces{
		Latin: face(latin.Regular), LatinBold: face(latin.Bold), LatinItalic: face(latin.Italic), LatinBoldItalic: face(latin.BoldItalic),
		Han: face(han.Regular), HanBold: face(han.Bold), HanEmphasis: face(emphasis.Regular),
		Code: face(mono.Regular), CodeBold: face(mono.Bold), Small: face(small.Regular), SmallHan: face(smallHan.Regular),
	}
}
