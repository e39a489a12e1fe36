//go:build unix

package press

import (
	"context"
	"keben/internal/golden"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// A pipe that nobody writes to keeps its opener waiting for ever: these tests end, or they do not.
func TestPipesAreNamedAndNobodyWaits(t *testing.T) {
	dir := golden.Folder(t, "book.yaml", "title: 书\nlanguages: [zh]\nchapters: [a, b]\noutputs:\n  website: {}\n  pdf: {print: {}}\n",
		"content/zh/a.md", "# 甲\n\n![图](p.png)\n", "data/.keep", "", "templates/.keep", "")
	pipes := []string{"content/zh/b.md", "content/zh/p.png", "data/terms.yaml", "data/x.yaml", "templates/theme.yaml"}
	for _, name := range pipes {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	res, err := Check(context.Background(), Options{Dir: dir, Proofread: true})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range res.Messages {
		if m.Kind.ID == "not-a-file" {
			got = append(got, m.Place.Name())
		} else if slices.Contains(pipes, m.Place.Name()) {
			t.Errorf("told twice: %s: %s", m.Place, m.Text("en"))
		}
	}
	if !slices.Equal(got, pipes) {
		t.Errorf("named %v, want %v", got, pipes)
	}
}
