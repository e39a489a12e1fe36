package source

import "testing"

func TestChaptersEndInTheEndingsOfSeveralTools(t *testing.T) {
	for name, want := range map[string]string{
		"a.md": "a", "a/b.qmd": "a/b", "c.Rmd": "c", "c.rmd": "c", "d.mdx": "d", "e.markdown": "e", "f.mmark": "f", "g.MD": "g.MD", "h.txt": "h.txt", "i": "i",
	} {
		if got := Stem(name); got != want || IsChapter(name) != (want != name) {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
