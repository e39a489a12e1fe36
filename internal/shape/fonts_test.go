package shape

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"

	otfont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"

	"keben/internal/font"
	"keben/templates"
)

// Every built-in face shapes the same from its layout file and whole.
func TestALayoutFileShapesAsTheWholeFaceDoes(t *testing.T) {
	names, err := fs.Glob(templates.FS, "fonts/*.ttf")
	if err != nil || len(names) == 0 {
		t.Fatal(err, names)
	}
	for _, name := range names {
		data, err := templates.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := font.Parse(data, 0)
		if err != nil {
			t.Fatal(err)
		}
		full, light := NewShaper(nil), NewShaper(nil)
		whole, err := otfont.ParseTTF(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatal(err)
		}
		full.fonts[fontKey{face: f}] = harfbuzz.NewFont(whole)
		full.fonts[fontKey{f, true}] = harfbuzz.NewFont(whole)
		for _, c := range []struct{ text, script, lang string }{
			{"office affluent AVATAR To. 1950 “quoted” naïve café", "Latn", "en"},
			{"“一带一路”——……《论语》，·（）①℃zhuàng hàn", "Hani", "zh-Hans"},
			{"Ελληνικά Русский", "Grek", "el"},
			{"e\u0301x\u0323\u0301 国\u0301", "Latn", "en"},
		} {
			o := Options{Script: c.script, Lang: c.lang, Features: []Feature{{Tag: "onum", Value: 1}}}
			if a, b := full.Shape(f, c.text, o), light.Shape(f, c.text, o); !slices.Equal(a, b) {
				t.Errorf("%s: %q is shaped otherwise", name, c.text)
			}
		}
	}
}

// A combining mark is placed by ink boxes when the face has no anchors for it.
func TestMarksAreShapedWithBoxes(t *testing.T) {
	if !hasMarks("e\u0301") || hasMarks("é，—汉") {
		t.Error("marks are not told from letters")
	}
}

func TestShapersOfManyGoroutinesShareTheirFonts(t *testing.T) {
	data, err := templates.FS.ReadFile("fonts/KebenSerif-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := font.Parse(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	fonts := NewFonts()
	want := NewShaper(nil).Shape(f, strings.Repeat("office ", 50), Options{Script: "Latn", Lang: "en"})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if got := NewShaper(fonts).Shape(f, strings.Repeat("office ", 50), Options{Script: "Latn", Lang: "en"}); !slices.Equal(got, want) {
				t.Error("shaped otherwise beside others")
			}
		})
	}
	wg.Wait()
	if len(fonts.parsed) != 1 {
		t.Errorf("read %d times", len(fonts.parsed))
	}
}
