package check

import (
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/diag"
	"keben/internal/golden"
)

// cases are the texts of a section, which lines of === divide.
func cases(a *golden.Archive, section string) []string {
	return strings.Split(strings.TrimSuffix(string(a.Input(section)), "\n"), "\n===\n")
}

// remarks prints messages with the text that each is about, and its correction.
func remarks(files fstest.MapFS, ms []diag.Message) string {
	var s strings.Builder
	for _, m := range diag.Sort(ms) {
		about := ""
		if f := files[m.Place.Name()]; f != nil && m.Place.Within() && m.Place.Known() {
			about = string(f.Data[m.Place.From:m.Place.To])
		}
		s.WriteString("    " + strings.ReplaceAll(m.Kind.ID+" ⟦"+about+"⟧ "+m.Text("en"), "\n", "⏎"))
		if m.Fix != nil {
			s.WriteString(" ⟦" + m.Fix.Old + " → " + m.Fix.New + "⟧")
		}
		s.WriteString("\n")
	}
	return s.String()
}

// Each text is proofread by itself, in one language.
func TestWhatTheRulesOfOneLanguageFind(t *testing.T) {
	golden.Run(t, "testdata/rules.txtar", func(t *testing.T, a *golden.Archive) {
		for _, lang := range []string{"zh", "en", "zh-Hant", "de"} {
			var s strings.Builder
			for _, text := range cases(a, lang) {
				name := "content/" + lang + "/c.md"
				files := fstest.MapFS{
					"book.yaml":       {Data: []byte("kind: article\ntitle: {" + lang + ": T}\nlanguages: [" + lang + "]\nchapters: [c]\n")},
					"data/terms.yaml": {Data: a.Input("terms.yaml")},
					name:              {Data: []byte("# T\n\n" + text + "\n")},
				}
				s.WriteString(text + "\n" + remarks(files, proofreadFS(files)))
			}
			a.Want(lang, s.String())
		}
	})
}

// Each text is proofread with its translation, which a line of => divides from it.
func TestWhatTheRulesOfTwoLanguagesFind(t *testing.T) {
	golden.Run(t, "testdata/pairs.txtar", func(t *testing.T, a *golden.Archive) {
		var s strings.Builder
		for _, text := range cases(a, "pairs") {
			zh, en, ok := strings.Cut(text, "\n=>\n")
			if !ok {
				t.Fatalf("no translation in %q", text)
			}
			files := fstest.MapFS{
				"book.yaml":       {Data: []byte("kind: article\ntitle: {zh: 题, en: T}\nlanguages: [zh, en]\nchapters: [c]\n")},
				"data/terms.yaml": {Data: a.Input("terms.yaml")},
				"content/zh/c.md": {Data: []byte("# 题\n\n" + zh + "\n")},
				"content/en/c.md": {Data: []byte("# T\n\n" + en + "\n")},
			}
			s.WriteString(text + "\n" + remarks(files, proofreadFS(files)))
		}
		a.Want("pairs", s.String())
	})
}
