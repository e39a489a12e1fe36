package golden

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPrintOutsAreComparedWithTheirSections(t *testing.T) {
	Run(t, "testdata/*.txtar", func(t *testing.T, a *Archive) {
		a.Want("upper", strings.ToUpper(string(a.Input("in.txt"))))
		if !strings.Contains(a.Comment, "capitals") {
			t.Errorf("comment is %q", a.Comment)
		}
		if _, err := fs.ReadFile(a.FS(), "want/upper"); err == nil {
			t.Error("a print-out was offered as an input")
		}
		if in, err := fs.ReadFile(a.FS(), "in.txt"); err != nil || len(in) == 0 {
			t.Errorf("the input was not offered: %v", err)
		}
	})
}

func TestUpdateWritesPrintOutsAndRemovesStaleOnes(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "case.txtar")
	if err := os.WriteFile(path, []byte("about\n-- in.txt --\na\n-- want/old --\nx\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	defer func(was bool) { *update = was }(*update)
	*update = true
	Run(t, filepath.Join(dir, "*.txtar"), func(t *testing.T, a *Archive) {
		a.Want("new", "b")
		a.Want("marker", "-- looks like a section --\n")
	})
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := "about\n-- in.txt --\na\n-- want/new --\nb\n-- want/marker --\n>-- looks like a section --\n"
	if string(got) != want {
		t.Error(Diff(want, string(got)))
	}
}

func TestDiffShowsOnlyWhatDiffers(t *testing.T) {
	if d := Diff("a\n", "a\n"); d != "" {
		t.Errorf("equal texts differ: %s", d)
	}
	if d := Diff("一\n二\n", "一\n三\n"); !strings.Contains(d, "-二") || !strings.Contains(d, "+三") {
		t.Errorf("got %s", d)
	}
}
