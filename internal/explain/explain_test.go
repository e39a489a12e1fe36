package explain_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"keben/internal/diag"
	"keben/internal/explain"
	"keben/internal/press"
)

func TestExplanationsAreWrittenInBothLanguages(t *testing.T) {
	han := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	}
	seen := map[string]bool{}
	for _, g := range explain.Groups() {
		if !han(g.Title.Zh) || g.Title.En == "" || han(g.Title.En) {
			t.Errorf("group %s has no title in both languages: %+v", g.ID, g.Title)
		}
		for _, e := range g.Entries {
			if seen[e.ID] {
				t.Errorf("%s is explained twice", e.ID)
			}
			seen[e.ID] = true
			if !han(e.Text.Zh) || !strings.HasSuffix(e.Text.Zh, "。") {
				t.Errorf("%s: the Chinese explanation is not sentences: %q", e.ID, e.Text.Zh)
			}
			if e.Text.En == "" || !strings.HasSuffix(e.Text.En, ".") {
				t.Errorf("%s: the English explanation is not sentences: %q", e.ID, e.Text.En)
			}
		}
	}
}

// leastRun is how many examples are books that can be checked here: a list that lost its examples would pass otherwise.
const leastRun = 100

func TestExamplesCauseTheirMessages(t *testing.T) {
	run := 0
	for _, g := range explain.Groups() {
		for _, e := range g.Entries {
			if e.Sample == "" {
				continue
			}
			run++
			if testing.Short() && run%5 != 0 {
				continue // a fifth of them: each is a book that is read, checked and set
			}
			t.Run(e.ID, func(t *testing.T) {
				t.Parallel()
				files := e.Files()
				ms := check(t, files)
				i := slices.IndexFunc(ms, of(e.ID))
				if i < 0 {
					t.Fatalf("the example gives %v", ms)
				}
				if ms[i].severity == diag.Error {
					return // which no comment answers
				}
				if silent := !slices.ContainsFunc(check(t, answer(files, e)), of(e.ID)); silent != (e.Answer() != "") {
					t.Errorf("a comment answers the message: %v; the explanation says %q", silent, e.Answer())
				}
			})
		}
	}
	if run < leastRun {
		t.Errorf("%d examples were run, want at least %d", run, leastRun)
	}
}

// found is a message of a book.
type found struct {
	id       string
	severity diag.Severity
}

func of(id string) func(found) bool { return func(f found) bool { return f.id == id } }

// check writes a book and returns its messages, errors first.
func check(t *testing.T, files map[string]string) (ms []found) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	res, err := press.Check(t.Context(), press.Options{Dir: dir, Proofread: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range res.Messages {
		ms = append(ms, found{m.Kind.ID, m.Kind.Severity})
	}
	slices.SortStableFunc(ms, func(a, b found) int { return int(b.severity - a.severity) })
	return ms
}

var front = regexp.MustCompile(`(?s)\A---\n.*?\n---\n`)

// answer is a book in which every file of the kind that the message is about says that it is meant.
func answer(files map[string]string, e explain.Entry) map[string]string {
	out := map[string]string{}
	for name, text := range files {
		switch ext := filepath.Ext(name); {
		case ext == ".yaml" && e.YAML:
			text = "# keben: ignore-file " + e.ID + "\n" + text
		case (ext == ".md" || ext == ".mmark") && !e.YAML:
			head := front.FindString(text)
			text = head + "<!-- keben: ignore-file " + e.ID + " -->\n\n" + text[len(head):]
		}
		out[name] = text
	}
	return out
}

func TestAnExampleOfOneChapterStandsInABook(t *testing.T) {
	files := explain.Entry{Sample: "出口增长。[^2]"}.Files()
	if got := files["content/zh/chapter.md"]; got != "# 标题\n\n出口增长。[^2]\n" {
		t.Errorf("the chapter is %q", got)
	}
	if files["book.yaml"] == "" {
		t.Error("there is no book.yaml")
	}
}

func TestMessagesShowEachTextOnce(t *testing.T) {
	ms := explain.Messages("unreadable", diag.English)
	if len(ms) != 1 || ms[0].Text != "the file cannot be read: …" || ms[0].Severity != diag.Error {
		t.Errorf("%+v", ms)
	}
}
