//go:build unix

package snapshot

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestAPipeThatTakesAFilesPlaceIsOpenedWithoutWaiting(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "a.md"), 0o644); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	// As if Stat had still seen a file.
	_, _, err = readOnce(Folder(root), "a.md")
	var r Refusal
	if !errors.As(err, &r) || r.Kind != notRegular {
		t.Error(err)
	}
	if _, err := ReadFile(filepath.Join(dir, "a.md")); !errors.As(err, &r) {
		t.Error(err)
	}
	if _, err := ReadFile(filepath.Join(dir, "absent")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
