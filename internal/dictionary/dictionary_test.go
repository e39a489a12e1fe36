package dictionary

import (
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/project"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

func TestEveryLanguageHasItsOwnDictionaries(t *testing.T) {
	german := *lang.English
	german.Tag, german.Dictionary = "de", "de"
	defer lang.With(&german)()
	dir := t.TempDir()
	for name, word := range map[string]string{"en_GB": "harbour", "en_US": "harbor", "de_DE": "hafen"} {
		for ending, text := range map[string]string{".dic": "1\n" + word + "\n", ".aff": "SET UTF-8\n"} {
			if err := os.WriteFile(filepath.Join(dir, name+ending), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Setenv("DICPATH", dir)
	got, ms := Find(fstest.MapFS{"data/words.txt": {Data: []byte("keben\n")}}, nil)
	if len(ms) > 0 || len(got) != 2 {
		t.Fatalf("%d dictionaries, %v", len(got), ms)
	}
	for _, c := range []struct {
		name, word string
		known      bool
	}{{"en", "harbour", true}, {"en", "harbor", true}, {"en", "hafen", false}, {"de", "hafen", true}, {"de", "harbor", false}, {"en", "keben", true}, {"de", "keben", true}} {
		if got[c.name].Has(c.word) != c.known {
			t.Errorf("%s knows %s: %v", c.name, c.word, !c.known)
		}
	}
}

// A book in British spelling is not held to American words: harbor is an error in it, and harbour is none.
func TestABookIsHeldToTheSpellingItNames(t *testing.T) {
	british := map[string]project.Spelling{"en": {Region: "en-GB"}}
	dictionaries := map[string]string{"en_GB": "harbour", "en_US": "harbor"}
	for _, c := range []struct {
		installed       []string
		spelling        map[string]project.Spelling
		harbour, harbor bool
		said            string
	}{
		{[]string{"en_GB", "en_US"}, nil, true, true, ""},
		{[]string{"en_GB", "en_US"}, british, true, false, ""},
		{[]string{"en_GB", "en_US"}, map[string]project.Spelling{"en": {Region: "en-US"}}, false, true, ""},
		{[]string{"en_US"}, british, false, false, "spelling is not checked: no en-GB dictionary is installed"},
		{nil, british, false, false, ""},
	} {
		dir := t.TempDir()
		for _, name := range c.installed {
			for ending, text := range map[string]string{".dic": "1\n" + dictionaries[name] + "\n", ".aff": "SET UTF-8\n"} {
				if err := os.WriteFile(filepath.Join(dir, name+ending), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
		t.Setenv("DICPATH", dir)
		before := dictionaryFolders
		dictionaryFolders = nil
		got, ms := Find(fstest.MapFS{}, c.spelling)
		dictionaryFolders = before
		said := ""
		for _, m := range ms {
			said += m.Text(diag.English)
		}
		if said != c.said {
			t.Errorf("%v %v: %q, want %q", c.installed, c.spelling, said, c.said)
		}
		for word, known := range map[string]bool{"harbour": c.harbour, "harbor": c.harbor} {
			if d := got["en"]; (d != nil && d.Has(word)) != known {
				t.Errorf("%v %v knows %s: %v", c.installed, c.spelling, word, !known)
			}
		}
	}
}
