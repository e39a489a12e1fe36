package typeset

import (
	"io"
	"io/fs"
	"keben/internal/draw"
	"keben/internal/forme/bound"
	"testing"
	"testing/fstest"

	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/pdf"
	"keben/templates"
)

// FuzzTheme: a theme that is accepted sets a chapter, whatever its values are.
func FuzzTheme(f *testing.F) {
	for _, s := range []string{
		"", "print: {styles: {zh: {body: {leading: 0pt}}}}\n", "print: {styles: {zh: {body: {size: 0pt}}}}\n",
		"print: {styles: {zh: {body: {size: 200pt, leading: 1pt}}}}\n", "print: {styles: {zh: {body: {indent: 100000, left: 90000}}}}\n",
		"print: {trims: {32开: {width: 1mm, height: 1mm}}}\n", "print: {trims: {32开: {width: 0mm}}}\n", "print: {trims: {32开: {width: 9999mm, height: 9999mm}}}\n",
		"print: {masters: {}}\n", "families: {text: {latin-size: 0}}\n", "families: {text: {latin-size: 100000000}}\n", "print: {styles: {zh: {h2: {lines: 1000000}}}}\n",
		"print: {styles: {zh: {body: {leading: 1000000mm}}}}\n", "fonts: {song: {regular: gone.ttf}}\n",
	} {
		f.Add(s)
	}
	ed := sample{lang: "zh", chapters: []string{"题\n正文与 Latin[^a]。\n\n## 节\n\n- 甲\n- 乙\n\n| a | b |\n|---|---|\n| c | d |\n\n> 引文\n\n[^a]: 注。\n"}}.edition(f)
	f.Fuzz(func(t *testing.T, s string) {
		own, ms := design.Read(templates.FS, fstest.MapFS{"templates/theme.yaml": {Data: []byte(s)}})
		if diag.HasErrors(ms) {
			return
		}
		r, err := Edition(t.Context(), Options{Dump: true,
			Edition: ed, Brief: Brief{Theme: own, Trim: own.Print.Trims["32开"], TrimName: "32开", Foundry: foundry}, Templates: fs.FS(templates.FS),
			Pictures: func(string) (draw.Figure, bool) { return draw.Figure{}, false },
		})
		if err != nil {
			return // a font is missing
		}
		if len(bound.Of(r.Document).Pages) == 0 {
			t.Fatal("no pages")
		}
		if err := pdf.Write(io.Discard, r.Document, pdf.Options{}); err != nil {
			t.Fatal(err)
		}
	})
}
