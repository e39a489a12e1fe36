package typeset

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/geom"
	"keben/templates"
)

// everything is a chapter with most of what a style is for.
const everything = "# 题 Title\n\n段落 paragraph[^1]，甲。\n\n## 节\n\n> 引文\n\n- 甲\n  - 乙\n    1. 丙\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n```go\nfunc main() {}\n```\n\n[^1]: 注文。\n"

// A theme's number is in bounds, and then the book can be set, or it is reported at its place.
func TestNoNumberOfAThemeEndsTheProgram(t *testing.T) {
	values := map[string][]string{
		"length": {"0pt", "-3pt", "0.001pt", "1pt", "500pt", "501pt", "10mm", "50mm", "1000mm", "1000000mm", "0mm", "abc"},
		"number": {"-1000000", "-1", "0", "1", "100", "500", "1000", "50000", "9223372036854775807", "abc"},
	}
	for key, kind := range map[string]string{
		"trims: {32开: {width: %s}}": "length", "trims: {32开: {height: %s}}": "length",
		"masters: {zh: {32开: {characters: %s}}}": "number", "masters: {zh: {32开: {lines: %s}}}": "number",
		"masters: {zh: {32开: {inner: %s}}}": "length", "masters: {zh: {32开: {head: %s}}}": "length",
		"masters: {zh: {32开: {measure: %s}}}": "length", "masters: {zh: {32开: {size: %s}}}": "length",
		"masters: {zh: {32开: {leading: %s}}}": "length",
		"styles: {zh: {body: {size: %s}}}":    "length", "styles: {zh: {body: {leading: %s}}}": "length",
		"styles: {zh: {h2: {size: %s}}}": "length", "styles: {zh: {h2: {leading: %s}}}": "length", "styles: {zh: {h2: {lines: %s}}}": "number",
		"styles: {zh: {note: {leading: %s}}}": "length", "styles: {zh: {cell: {size: %s}}}": "length", "styles: {zh: {code: {size: %s}}}": "length",
		"styles: {zh: {body: {indent: %s}}}": "number", "styles: {zh: {body: {left: %s}}}": "number", "styles: {zh: {quote: {left: %s}}}": "number",
		"styles: {zh: {quote: {right: %s}}}": "number", "styles: {zh: {quote: {above: %s}}}": "number", "styles: {zh: {quote: {below: %s}}}": "number",
		"styles: {zh: {running: {size: %s}}}": "length", "styles: {zh: {chapter: {size: %s}}}": "length",
	} {
		for _, v := range values[kind] {
			over := "print: {" + fmt.Sprintf(key, v) + "}\n"
			t.Run(strings.TrimSpace(over), func(t *testing.T) {
				th, ms := design.Read(templates.FS, fstest.MapFS{"templates/theme.yaml": {Data: []byte(over)}})
				for _, m := range ms {
					if m.Kind.Severity != diag.Error || m.Place.Line() != 1 || m.Place.Position().Col == 0 {
						t.Errorf("%s %s", m.Place, m.Text("en"))
					}
				}
				if _, err := Edition(t.Context(), Options{Dump: true,
					Edition: sample{lang: "zh", chapters: []string{everything}}.edition(t), Brief: Brief{Theme: th, Trim: th.Print.Trims["32开"], TrimName: "32开", Foundry: foundry}, Templates: fs.FS(templates.FS), Pictures: func(string) (draw.Figure, bool) { return draw.Figure{}, false },
				}); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

func TestNumbersOutOfBoundsAreReported(t *testing.T) {
	for over, want := range map[string]string{
		"print: {styles: {zh: {body: {leading: 0pt}}}}":              "templates/theme.yaml:1:39 expected `leading` from 1pt to 500pt, found 0pt",
		"print:\n  styles:\n    en:\n      h2: {size: -3pt}":         "templates/theme.yaml:4:18 expected `size` from 1pt to 500pt, found -3pt",
		"print: {masters: {zh: {32开: {lines: 0}}}}":                  "templates/theme.yaml:1:37 expected `lines` from 1 to 500, found 0",
		"print: {trims: {方: {width: 1mm, height: 80mm}}}":            "templates/theme.yaml:1:28 expected `width` from 50mm to 1000mm, found 1mm",
		"print: {masters: {en: {方: {inner: 10mm}}}}":                 "templates/theme.yaml:1:24 unknown key `方`",
		"print: {styles: {zh: {bodyy: {size: 9pt}}}}":                "templates/theme.yaml:1:23 unknown key `bodyy`: did you mean `body`?",
		"print: {styles: {zh: {note: {leading: 1pt, size: 30pt}}}}":  "templates/theme.yaml:1:39 expected a leading of at least 24pt for a size of 30pt, found 1pt",
		"print: {masters: {zh: {A5: {lines: 60}}}}":                  "templates/theme.yaml:1:36 the type area of 107.4 × 355.6 mm",
		"print: {styles: {zh: {quote: {left: 40000}}}}":              "templates/theme.yaml:1:37 `quote` leaves ",
		"print: {styles: {zh: {h2: {size: 500pt, leading: 500pt}}}}": "templates/theme.yaml:1:34 a line of `h2`, 500pt, does not fit",
		"fonts: {neu: }":                                               "templates/theme.yaml:1:9 expected the key `regular`",
		"print: {trims: {A5: {height: 100mm}}}":                        "templates/theme.yaml:1:30 the type area ",
		"print: {styles: {en: {body: {leading: 9999999999999999pt}}}}": "templates/theme.yaml:1:39 ",
	} {
		_, ms := design.Read(templates.FS, fstest.MapFS{"templates/theme.yaml": {Data: []byte(over)}})
		if len(ms) != 1 || !strings.HasPrefix(ms[0].Place.String()+" "+ms[0].Text("en"), want) {
			t.Errorf("%s", over)
			for _, m := range ms {
				t.Errorf("  %s %s", m.Place, m.Text("en"))
			}
		}
	}
}

// The least and the greatest of every rule, gap and proportion is a book that can be set.
func TestNoDetailOfAThemeEndsTheProgram(t *testing.T) {
	ed := sample{lang: "zh", chapters: []string{everything}}.edition(t)
	details := design.Schema().At("print", "details")
	for i, group := range details.Keys {
		for j, k := range group.Is.Keys {
			if testing.Short() && (i+j)%4 > 0 {
				continue
			}
			for _, bound := range []float64{k.Is.Least, k.Is.Most} {
				over := fmt.Sprintf("print: {details: {%s: {%s: %s}}}\n", group.Name, k.Name, k.Is.Bound(bound))
				th, ms := design.Read(templates.FS, fstest.MapFS{"templates/theme.yaml": {Data: []byte(over)}})
				if len(ms) > 0 {
					t.Errorf("%s: %s", over, ms[0].Text("en"))
				}
				for _, size := range []design.Trim{th.Print.Trims["32开"], {Width: 60 * geom.Mm, Height: 70 * geom.Mm}} {
					if _, err := Edition(t.Context(), Options{
						Edition: ed, Brief: Brief{Theme: th, Trim: size, TrimName: "-", Screen: true, Foundry: foundry}, Templates: fs.FS(templates.FS), Pictures: func(string) (draw.Figure, bool) { return draw.Figure{}, false },
					}); err != nil {
						t.Errorf("%s: %v", over, err)
					}
				}
			}
		}
	}
}
