package desk

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/press"
)

// manual is the folder of the manual, itself a book.
const manual = "../../docs/manual"

func TestTheManualHasNothingToComplainOf(t *testing.T) {
	t.Parallel()
	res, err := press.Check(context.Background(), press.Options{Dir: manual, Proofread: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range res.Messages {
		t.Errorf("%s: %s", m.Place, m.Text("en"))
	}
}

func TestTheManualIsTranslatedAndAccepted(t *testing.T) {
	t.Parallel()
	_, state, err := Status(context.Background(), manual)
	if err != nil || state == nil {
		t.Fatal(err)
	}
	for _, a := range state.Alone {
		t.Errorf("%s lacks %s", a.Chapter.Slug, a.Lacks)
	}
	for _, c := range state.Chapters {
		if strings.HasPrefix(c.Slug, "reference-") {
			continue // both languages are made of the program at once, and neither is translated from the other
		}
		for s, n := range c.Count() {
			if s != book.Done && n > 0 {
				t.Errorf("%s: %d blocks are %s; keben accept %s", c.Slug, n, s, filepath.Join("docs/manual", c.B.File()))
			}
		}
	}
}

// A section is a topic of keben help: it is asked for by its id, which is one in both languages and in all chapters.
func TestEverySectionOfTheManualHasOneIdInBothLanguages(t *testing.T) {
	t.Parallel()
	var ids [2][]string
	for i, lang := range []string{"zh", "en"} {
		files, err := filepath.Glob(filepath.Join(manual, "content", lang, "*.md"))
		if err != nil || len(files) == 0 {
			t.Fatal(lang, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range sections(string(text)) {
				id := explicitID.FindStringSubmatch(line)
				if id == nil {
					t.Errorf("%s: %q has no id", file, line)
					continue
				}
				if slices.Contains(ids[i], id[1]) {
					t.Errorf("%s: the id %q is used twice", file, id[1])
				}
				ids[i] = append(ids[i], id[1])
			}
		}
	}
	if !slices.Equal(ids[0], ids[1]) {
		t.Errorf("the sections differ:\nzh %v\nen %v", ids[0], ids[1])
	}
}

var explicitID = regexp.MustCompile(` \{#([a-z0-9-]+)\}$`)

// sections returns the headings of the second level outside code.
func sections(text string) (found []string) {
	fence := ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		ticks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence != "":
			if ticks == line && len(ticks) >= len(fence) {
				fence = ""
			}
		case len(ticks) >= 3:
			fence = ticks
		case strings.HasPrefix(line, "## "):
			found = append(found, line)
		}
	}
	return found
}
