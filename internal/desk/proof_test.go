package desk

import (
	"context"
	"keben/internal/desk/proofs"
	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/press"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestAProofIsWrittenWhereReadersDoNotGo(t *testing.T) {
	dir := golden.Folder(t, "book.yaml", "title: {zh: 书}\nlanguages: [zh]\nchapters: [a]\n", "content/zh/a.md", "# 章\n\n正文。\n")
	_, made, err := proofs.Of(context.Background(), proofs.Options{Dir: dir})
	if err != nil || len(made) != 1 {
		t.Fatal(err)
	}
	sheets := made[0].Data
	refused := func(name string, force bool, id string) {
		t.Helper()
		if m := WriteProof(dir, name, sheets, force); m == nil || m.Kind.ID != id {
			t.Errorf("%s: %v", name, m)
		}
	}
	refused(filepath.Join(dir, "public", "proof", "zh.pdf"), true, "proof-published")
	if _, err := press.Build(context.Background(), press.Options{Dir: dir, Out: filepath.Join(dir, "site"), Only: []string{press.Website}}); err != nil {
		t.Fatal(err)
	}
	refused(filepath.Join(dir, "site", "zh.pdf"), true, "proof-published")
	name := filepath.Join(dir, "proofs", "zh.pdf")
	for range 2 { // the second takes the place of the first
		if m := WriteProof(dir, name, sheets, false); m != nil {
			t.Fatal(m.Text(diag.English))
		}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, append(data, "a remark"...), 0o644); err != nil {
		t.Fatal(err)
	}
	refused(name, false, "proof-in-the-way")
	if m := WriteProof(dir, name, sheets, true); m != nil {
		t.Error(m.Text(diag.English))
	}
	if entries, err := os.ReadDir(filepath.Dir(name)); err != nil || len(entries) != 1 {
		t.Error(err, entries)
	}
	if slices.ContainsFunc([]string{"", dir}, func(name string) bool { return WriteProof(dir, name, sheets, true) == nil }) {
		t.Error("a folder was written to")
	}
}
