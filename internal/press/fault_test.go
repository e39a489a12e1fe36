package press

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keben/internal/crew"
	"keben/internal/diag"
)

// breaking is a progress that panics at some events: the nearest thing to a fault of the program in the middle of a
// stage.
func breaking(when func(Event) bool) func(Event) {
	return func(e Event) {
		if when(e) {
			panic("planted")
		}
	}
}

func faults(ms []diag.Message) (texts []string) {
	for _, m := range ms {
		if crew.Trace(m) != "" {
			texts = append(texts, m.Place.Name()+": "+m.Text("en"))
		}
	}
	return texts
}

func TestAPDFThatBreaksIsNamedAndTheRestOfTheBookIsChecked(t *testing.T) {
	dir := bilingual(t)
	overwrite(t, filepath.Join(dir, "content/en/a.md"), "---\ntitle: Chapter\n---\n\nText with a [dead link](nowhere.md).\n")
	res, err := Check(context.Background(), Options{Dir: dir, Progress: breaking(func(e Event) bool {
		return e.Stage == Typesetting && e.Edition == "zh" && e.Variant == "screen"
	})})
	if err != nil {
		t.Fatal(err)
	}
	got := faults(res.Messages)
	if len(got) != 1 || !strings.Contains(got[0], "failed on pdf/zh-screen.pdf (at press.") {
		t.Errorf("faults %q", got)
	}
	if !slices.ContainsFunc(res.Messages, func(m diag.Message) bool { return m.Kind.ID == "dead-link" }) {
		t.Errorf("the other messages are gone: %v", res.Messages)
	}
	var made []string
	for _, p := range res.Products {
		made = append(made, p.Path)
	}
	if slices.Contains(made, "pdf/zh-screen.pdf") || !slices.Contains(made, "pdf/en-screen.pdf") || !slices.Contains(made, "zh/index.html") {
		t.Errorf("made %v", made)
	}
}

func TestABuildThatBreaksKeepsTheLastGoodOutput(t *testing.T) {
	dir := bilingual(t)
	if res, err := Build(context.Background(), Options{Dir: dir}); err != nil || res.Failed(false) {
		t.Fatal(err, res.Messages)
	}
	for stage := Reading; stage <= Weaving; stage++ {
		res, err := Build(context.Background(), Options{Dir: dir, Progress: breaking(func(e Event) bool { return e.Stage == stage })})
		if err != nil || len(faults(res.Messages)) == 0 || !res.Failed(false) {
			t.Errorf("stage %d: %v, %v", stage, err, res.Messages)
		}
	}
}

func TestASessionSurvivesAFaultAndBuildsCleanlyAtTheNextSave(t *testing.T) {
	dir := bilingual(t)
	var bad Stage
	on := false
	s := NewSession(Options{Dir: dir, Progress: breaking(func(e Event) bool { return on && e.Stage == bad })})
	defer s.Close()
	build := func(changed ...string) Preview {
		t.Helper()
		p, err := s.Build(context.Background(), changed)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	build()
	for _, stage := range []Stage{Reading, Collating, Weaving} {
		overwrite(t, filepath.Join(dir, "content/zh/a.md"), "---\ntitle: 章\n---\n\n正文"+strings.Repeat("长", int(stage))+"。\n")
		bad, on = stage, true
		if p := build("content/zh/a.md"); len(faults(p.Messages)) != 1 || len(p.Files) > 0 {
			t.Errorf("stage %d: %v, %d files", stage, p.Messages, len(p.Files))
		}
		on = false
		got := build("content/zh/a.md")
		clean := NewSession(Options{Dir: dir})
		want, err := clean.Build(context.Background(), nil)
		if err != nil || len(got.Files) == 0 || len(got.Files) != len(want.Files) {
			t.Fatalf("stage %d: %d files, want %d; %v", stage, len(got.Files), len(want.Files), err)
		}
		for i := range want.Files {
			if got.Files[i].Path != want.Files[i].Path || string(got.Files[i].Data) != string(want.Files[i].Data) {
				t.Errorf("stage %d: %s differs from a clean build", stage, want.Files[i].Path)
			}
		}
		clean.Close()
	}
}

func TestALatePDFThatBreaksCanBeAskedForAgain(t *testing.T) {
	on := true
	s := NewSession(Options{Dir: bilingual(t), Progress: breaking(func(e Event) bool { return on && e.Stage == Typesetting })})
	defer s.Close()
	p, err := s.Build(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var fault *crew.Fault
	if _, ms, err := p.File(context.Background(), "pdf/zh-print.pdf"); !errors.As(err, &fault) || len(faults(ms)) != 1 {
		t.Errorf("%v, %v", err, ms)
	}
	on = false
	if data, _, err := p.File(context.Background(), "pdf/zh-print.pdf"); err != nil || len(data) == 0 {
		t.Errorf("asked again: %d bytes, %v", len(data), err)
	}
}

func overwrite(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
