package press

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/explain"
	"keben/internal/golden"
	"keben/internal/output/walk"
)

// books are all books of the test suite by name: those of archives, the examples of explanations, the manual, this
// repository's own.
func books(t *testing.T) map[string]fs.FS {
	found := map[string]fs.FS{"the manual": os.DirFS("../../docs/manual"), "the repository's book": os.DirFS("../..")}
	for _, glob := range []string{"../*/testdata/*.txtar", "../*/*/testdata/*.txtar"} {
		for name, files := range golden.Inputs(t, glob) {
			if isBook(files) {
				found[strings.TrimPrefix(name, "../")] = files
			}
		}
	}
	for _, g := range explain.Groups() {
		for _, e := range g.Entries {
			if e.Sample != "" {
				files := fstest.MapFS{}
				for name, text := range e.Files() {
					files[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
				}
				found["the example of "+e.ID] = files
			}
		}
	}
	return found
}

// isBook reports whether a folder has a chapter.
func isBook(files fs.FS) (found bool) {
	_ = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		found = found || err == nil && strings.HasSuffix(name, ".md")
		return nil
	})
	return found
}

// leastBooks are how many are walked at least, so that a pattern that matches nothing does not pass.
const leastBooks = 150

func TestNoFinishedSiteHasADeadLinkThatNobodyWasTold(t *testing.T) {
	all := books(t)
	if len(all) < leastBooks {
		t.Errorf("only %d books were found", len(all))
	}
	pages := 0
	for _, name := range slices.Sorted(maps.Keys(all)) {
		w := newWork(Options{Only: []string{Website}}, all[name])
		files, err := w.run(context.Background())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		site := walk.Site{Files: map[string][]byte{}, Told: w.told()}
		for _, f := range files {
			site.Files[f.Path] = f.Data
			pages++
		}
		for _, fault := range append(site.Faults(), site.Untold()...) {
			if name != "serve/testdata/hostile-html.txtar" || !strings.Contains(fault, "is given 2 times") { // it takes an id of the page's own
				t.Errorf("%s: %s", name, fault)
			}
		}
	}
	t.Logf("%d books, %d files", len(all), pages)
}
