package design

import (
	"strings"
	"testing"

	"keben/internal/diag"
	"keben/templates"
)

// FuzzRead: whatever theme.yaml holds, there is a theme, and every message has a place and both languages.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"", "print: {styles: {zh: {body: {leading: 0pt}}}}\n", "print:\n  styles:\n    zh:\n      body: {size: 9pt, indent: -3}\n",
		"colors: {light: {ink: red, paper: \"#FFF\"}}\n", "families: {text: {han: songti}}\n", "fonts: {song: {regular: ../x.ttf, stack: [a]}}\n",
		"print: {trims: {16开: {width: 185mm, height: 1e9mm}}}\n", "web: {size: {narrow: -1}, measure: {zh: x}}\n", "print: ~\n", "print: [1]\n",
		strings.Repeat("print: {", 200), "a: &a [*a]\n", "print: {styles: {zh: &z {body: *z}}}\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		theme, ms := Read(templates.FS, book(s))
		if theme == nil || (len(theme.Print.Styles) == 0 || len(theme.Families) == 0) && !diag.HasErrors(ms) {
			t.Fatal("parts of the theme are gone and nothing was said")
		}
		for _, m := range ms {
			if m.Place.Name() == "" || m.Place.Line() < 0 || m.Place.Line() > strings.Count(s, "\n")+strings.Count(s, "\r")+1 {
				t.Fatalf("%v: %s", m.Place, m.Text("en"))
			}
			for _, lang := range []diag.Language{"en", "zh"} {
				if strings.Contains(m.Text(lang)+m.Hint(lang), "%!") {
					t.Fatal(m.Text(lang))
				}
			}
		}
	})
}
