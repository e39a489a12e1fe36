package exchange

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"keben/internal/golden"
)

// A book of an archive is exported, the texts named in its section translations are translated, and what an import makes
// of them is printed: the messages, the figures, and every file that it changes.
func TestWhatBecomesOfTranslations(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
		b := shelf(t, a.FS(), ".")
		if a.Has("windows") {
			for name, f := range b {
				if strings.HasSuffix(name, ".md") {
					f.Data = []byte(strings.ReplaceAll(string(f.Data), "\n", "\r\n"))
				}
			}
		}
		x := survey(t, b)
		if a.Has("want/units") {
			a.Want("units", listed(x))
			a.Want("po", string(x.PO()))
			a.Want("xliff", string(x.XLIFF()))
		}
		for _, f := range formats {
			in := f.read(t, f.write(x))
			for line := range strings.Lines(string(a.Input("translations"))) {
				source, target, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " => ")
				lines := strings.NewReplacer(`\n`, "\n")
				found := false
				for i := range in.Units {
					if u := &in.Units[i]; u.Source == lines.Replace(source) {
						u.Target, u.pieces, found = lines.Replace(target), nil, true
					}
				}
				if !found {
					t.Errorf("the book has no text %q:\n%s", source, listed(x))
				}
			}
			a.Want("import", imported(t, b, in))
		}
	})
}

// listed prints the units of a book.
func listed(x *Text) string {
	var s strings.Builder
	for _, u := range unitsOf(x) {
		fmt.Fprintf(&s, "%s %s#%s (%s, %s)\n\t%q\n\t%q\n", u.At, u.Slug, u.ID, u.Kind, u.State, u.Source, u.Target)
	}
	return s.String()
}

// imported prints an import, which the book is not changed by.
func imported(t *testing.T, b fs.FS, in *Incoming) string {
	t.Helper()
	out, said := bring(t, shelf(t, b, "."), in, Options{})
	var s strings.Builder
	fmt.Fprintf(&s, "changed %d, added %d, same %d, untranslated %d, left %d\n", out.Changed, out.Added, out.Same, out.Untranslated, out.Left)
	for _, m := range said {
		_, m, _ = strings.Cut(m, ": ") // without the place, which each format has elsewhere
		s.WriteString(m + "\n")
	}
	for _, f := range out.Files {
		fmt.Fprintf(&s, "== %s\n", f.Path)
		for _, c := range f.Changes {
			fmt.Fprintf(&s, "line %d: %q => %q\n", c.Line, c.Old, c.New)
		}
		s.WriteString(strings.ReplaceAll(string(f.Data), "\r", "␍"))
	}
	return s.String()
}
