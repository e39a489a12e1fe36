// Package golden runs table tests whose table is a folder of txtar archives. One archive has the inputs and the
// print-outs of all stages, so that a reviewer sees a change of a result beside its cause.
//
//	func TestCollate(t *testing.T) {
//		golden.Run(t, "testdata/*.txtar", func(t *testing.T, a *golden.Archive) {
//			doc := markdown.Read(a.Input("in.md"))
//			a.Want("blocks", book.Dump(doc))
//		})
//	}
//
// An archive is a comment, then sections. Sections named want/… are print-outs and are owned by the
// test; all others are inputs and are never written. go test -update (or KEBEN_UPDATE=1, which reaches
// packages that have no goldens too) rewrites the print-outs; what changed is then read in git diff.
//
// Only tests import this package.
package golden

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Updating reports whether the test was asked to rewrite its golden files.
func Updating() bool { return *update || os.Getenv("KEBEN_UPDATE") == "1" }

const outputs = "want/"

// Archive is one golden file during its test.
type Archive struct {
	Name    string // the file's name without its folder and .txtar
	Comment string // the text above the first section: what the case is about

	t       *testing.T
	file    txtar.Archive
	wanted  map[string]bool
	changed bool
}

// Run runs f as a subtest for every archive that matches glob; no match is a failure, so that a moved
// folder does not pass as success. A want/ section that f did not compare is a failure too: it would
// otherwise go on promising what nothing checks.
func Run(t *testing.T, glob string, f func(t *testing.T, a *Archive)) {
	t.Helper()
	paths, err := filepath.Glob(glob)
	if err != nil || len(paths) == 0 {
		t.Fatalf("golden: no file matches %s", glob)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(name, func(t *testing.T) {
			parsed, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			a := &Archive{Name: name, Comment: string(parsed.Comment), t: t, file: *parsed, wanted: map[string]bool{}}
			f(t, a)
			a.finish(path)
		})
	}
}

// Input returns the section's text; a missing section ends the test.
func (a *Archive) Input(name string) []byte {
	a.t.Helper()
	i := a.find(name)
	if i < 0 {
		a.t.Fatalf("golden: %s has no section %q", a.Name, name)
	}
	return a.file.Files[i].Data
}

// Has reports whether the archive has a section of this name.
func (a *Archive) Has(name string) bool { return a.find(name) >= 0 }

// FS returns the inputs as a file system, for tests that read a whole book.
func (a *Archive) FS() fs.FS {
	files := fstest.MapFS{}
	for _, f := range a.file.Files {
		if !strings.HasPrefix(f.Name, outputs) {
			files[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
		}
	}
	return files
}

// Inputs returns the inputs of every archive that matches glob, by its path, and compares nothing.
func Inputs(t testing.TB, glob string) map[string]fs.FS {
	t.Helper()
	paths, err := filepath.Glob(glob)
	if err != nil || len(paths) == 0 {
		t.Fatalf("golden: no file matches %s", glob)
	}
	found := map[string]fs.FS{}
	for _, path := range paths {
		parsed, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		found[path] = (&Archive{file: *parsed}).FS()
	}
	return found
}

// Want compares got with the section want/name, or with -update writes it there. A final newline is
// added where missing. Lines that look like a section's beginning are kept quoted with '>'.
func (a *Archive) Want(name, got string) {
	a.t.Helper()
	name = outputs + name
	a.wanted[name] = true
	text := sectionText(got)
	i := a.find(name)
	switch {
	case i >= 0 && string(a.file.Files[i].Data) == text:
	case Updating() && i >= 0:
		a.file.Files[i].Data = []byte(text)
		a.changed = true
	case Updating():
		a.file.Files = append(a.file.Files, txtar.File{Name: name, Data: []byte(text)})
		a.changed = true
	case i >= 0:
		a.t.Errorf("%s: %s differs (go test -update accepts the new text)\n%s",
			a.Name, name, Diff(string(a.file.Files[i].Data), text))
	default:
		a.t.Errorf("%s: no section %s (go test -update writes it); got\n%s", a.Name, name, text)
	}
}

// Diff returns the differing lines of two texts with some context, or "" when they are equal.
func Diff(want, got string) string {
	return string(diff.Diff("want", []byte(want), "got", []byte(got)))
}

// sectionText is s in the form a txtar section can hold.
func sectionText(s string) string {
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	if txtar.NeedsQuote([]byte(s)) {
		if q, err := txtar.Quote([]byte(s)); err == nil {
			return string(q)
		}
	}
	return s
}

func (a *Archive) find(name string) int {
	for i, f := range a.file.Files {
		if f.Name == name {
			return i
		}
	}
	return -1
}

func (a *Archive) finish(path string) {
	a.t.Helper()
	kept := a.file.Files[:0:0]
	for _, f := range a.file.Files {
		if !strings.HasPrefix(f.Name, outputs) || a.wanted[f.Name] {
			kept = append(kept, f)
			continue
		}
		switch {
		case Updating():
			a.changed = true
		case !a.t.Failed() && !a.t.Skipped():
			a.t.Errorf("%s: nothing compares the section %s (go test -update removes it)", a.Name, f.Name)
		}
	}
	// A test that failed half-way has not seen all its sections: writing now would lose some.
	if !a.changed || a.t.Failed() || a.t.Skipped() {
		return
	}
	a.file.Files = kept
	if err := os.WriteFile(path, txtar.Format(&a.file), 0o644); err != nil {
		a.t.Fatal(err)
	}
}

// Folder writes files, a name and a text in turn, into a folder that ends with the test, and returns it.
func Folder(t testing.TB, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		name := filepath.Join(dir, filepath.FromSlash(files[i]))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(files[i+1]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Rounds is how often a test does what it does at random: n times, and with -short a tenth as often.
func Rounds(n int) int {
	if testing.Short() {
		return max(n/10, 1)
	}
	return n
}
