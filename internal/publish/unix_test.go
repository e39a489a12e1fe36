//go:build unix

package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestErrorsOfTheSystemAreToldApart(t *testing.T) {
	for err, want := range map[error]struct{ locks, links bool }{
		syscall.ENOTSUP: {true, true},
		syscall.ENOSYS:  {true, true}, // both wrap errors.ErrUnsupported
		syscall.ENOLCK:  {true, false},
		syscall.EPERM:   {false, true},
		syscall.EMLINK:  {false, true},
		syscall.EXDEV:   {false, true},
		syscall.EACCES:  {}, syscall.EEXIST: {}, syscall.ENOSPC: {}, syscall.EIO: {},
	} {
		wrapped := &fs.PathError{Op: "x", Path: "x", Err: err}
		if got := unlockableFile(wrapped); got != want.locks {
			t.Errorf("%v: no locks: %v", err, got)
		}
		if got := noLinks(wrapped); got != want.links {
			t.Errorf("%v: no links: %v", err, got)
		}
	}
}

func TestOnlyWhatCannotBeSyncedIsExcusedFromIt(t *testing.T) {
	r, w, err := os.Pipe() // fsync(2) of a pipe is EINVAL
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := syncFolder(w); err != nil {
		t.Errorf("a pipe: %v", err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := syncFolder(w); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a closed file: %v", err)
	}
}

func TestReplaceFollowsLinksWithinItsFolderOnly(t *testing.T) {
	for name, c := range map[string]struct {
		links map[string]string // name, target
		want  error
		fresh string // the file that gets the text
	}{
		"none":               {nil, nil, "a"},
		"a file":             {map[string]string{"a": "deep/own"}, nil, "deep/own"},
		"nothing yet":        {map[string]string{"a": "deep/fresh"}, nil, "deep/fresh"},
		"a chain":            {map[string]string{"a": "deep/b", "deep/b": "../c"}, nil, "c"},
		"out of the folder":  {map[string]string{"a": "../outside"}, errAny, ""},
		"an absolute path":   {map[string]string{"a": "/outside"}, fs.ErrInvalid, ""},
		"a cycle":            {map[string]string{"a": "b", "b": "a"}, fs.ErrInvalid, ""},
		"a folder in it":     {map[string]string{"a": "deep"}, errAny, ""},
		"through a file":     {map[string]string{"a": "deep/own/x"}, syscall.ENOTDIR, ""},
		"a folder not there": {map[string]string{"a": "none/x"}, fs.ErrNotExist, ""},
	} {
		dir := tempDir(t)
		put(t, dir, "in/deep/own", "outside")
		root, err := os.OpenRoot(filepath.Join(dir, "in"))
		if err != nil {
			t.Fatal(err)
		}
		for link, target := range c.links {
			if err := root.Symlink(target, link); err != nil {
				t.Fatal(err)
			}
		}
		err = Replace(root, "a", []byte("new"))
		if (err == nil) != (c.want == nil) || c.want != errAny && !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		want := map[string]string{"deep/own": "own in/deep/own"}
		if c.fresh != "" {
			want[c.fresh] = "new"
		}
		got := map[string]string{}
		err = fs.WalkDir(root.FS(), ".", func(p string, e fs.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() {
				var text []byte
				text, err = root.ReadFile(p)
				got[p] = string(text)
			}
			return err
		})
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%s: %s%v", name, d, err)
		}
		if text, err := os.ReadFile(filepath.Join(dir, "outside")); string(text) != "own outside" {
			t.Errorf("%s: outside it is %q, %v", name, text, err)
		}
		root.Close()
	}
}

// errAny is any error.
var errAny = errors.New("any")

func TestReplaceTakesANameThatNothingHasAndGivesUpInTheEnd(t *testing.T) {
	dir := tempDir(t)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	put(t, dir, "a")
	for n := 1; n < 99; n++ {
		put(t, dir, ".a.keben-new"+strconv.Itoa(n))
	}
	for _, text := range []string{"one", "two"} {
		if err := Replace(root, "a", []byte(text)); err != nil {
			t.Error(err)
		}
	}
	for n := 99; n < 200; n++ {
		put(t, dir, ".a.keben-new"+strconv.Itoa(n))
	}
	if err := Replace(root, "a", []byte("three")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
	if now := written(t, dir); now["a"] != "two" || len(now) != 200 {
		t.Errorf("a is %q, beside %d files", now["a"], len(now)-1)
	}
}

// A build may open the file of a lock just before the holder removes it: that lock would exclude nobody. Windows removes
// no file that is open.
func TestALockIsCurrentOnlyWhileItsFileHasItsName(t *testing.T) {
	name := filepath.Join(tempDir(t), lockName)
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if !current(f, name) {
		t.Error("a fresh file is not current")
	}
	if err := os.Rename(name, name+"-old"); err != nil {
		t.Fatal(err)
	}
	if current(f, name) {
		t.Error("a file without its name is current")
	}
	if err := os.WriteFile(name, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if current(f, name) {
		t.Error("a file whose name another one has is current")
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if current(f, name+"-old") {
		t.Error("a closed file is current")
	}
	if err := (&lock{f}).sign(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a closed file is signed: %v", err)
	}
	if err := lockFile(f); err == nil || errors.Is(err, errHeld) {
		t.Errorf("a closed file is locked: %v", err)
	}
}
