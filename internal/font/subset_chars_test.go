package font_test

import (
	"bytes"
	"errors"
	"io/fs"
	"testing"

	"keben/internal/font"
	"keben/templates"
)

func TestASubsetByCharactersMapsJustThese(t *testing.T) {
	data, err := fs.ReadFile(templates.FS, "fonts/KebenSong-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	face, err := font.Parse(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	chars := []rune("中文abcÉ，。z丁七a\U00020000")
	sub, err := face.SubsetChars(chars)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := face.SubsetChars([]rune("。，七丁zÉcba文中"))
	if !bytes.Equal(sub, again) {
		t.Error("the order in which characters are given changes the file")
	}
	if len(sub) > 20_000 {
		t.Errorf("%d bytes for a dozen characters", len(sub))
	}
	got, err := font.Parse(sub, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range chars {
		g, ok := face.GID(r)
		h, has := got.GID(r)
		if r > 0xFFFF || !ok {
			if has && r > 0xFFFF {
				t.Errorf("%c is in the subset", r)
			}
			continue
		}
		if !has || face.Advance(g) != got.Advance(h) || len(face.Outline(g)) != len(got.Outline(h)) {
			t.Errorf("%c is another glyph", r)
		}
	}
	if _, has := got.GID('国'); has {
		t.Error("a character is in the subset that was not asked for")
	}
}

func TestASubsetByCharactersWantsTrueTypeOutlines(t *testing.T) {
	if _, err := (&font.Face{CFF: true}).SubsetChars([]rune("a")); !errors.Is(err, font.ErrOutlines) {
		t.Errorf("got %v", err)
	}
}

func TestARowOfCharactersIsMappedInOnePiece(t *testing.T) {
	face := load(t, "KebenSerif-Regular")
	size := func(chars string) int {
		sub, err := face.SubsetChars([]rune(chars))
		if err != nil {
			t.Fatal(err)
		}
		small, err := font.Parse(sub, 0)
		if err != nil {
			t.Fatal(err)
		}
		return len(small.Table("cmap"))
	}
	if one, row, apart := size("a"), size("abcdef"), size("ac"); row != one || apart <= one {
		t.Errorf("one character takes %d bytes, a row of six %d, two apart %d", one, row, apart)
	}
}
