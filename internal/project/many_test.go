package project

import (
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"

	"keben/internal/golden"
)

// manyFiles is a folder of n short chapters, 200 in a folder, with a picture beside each.
func manyFiles(n int) fstest.MapFS {
	files := fstest.MapFS{}
	for i := range n {
		name := fmt.Sprintf("docs/part%03d/c%03d", i/200, i%200)
		text := fmt.Sprintf("---\nsidebar_position: %d\n---\n\n# Chapter %d\n\nA line of text. See [the next](c%03d.md).\n", i%200, i, i%200+1)
		files[name+".md"] = &fstest.MapFile{Data: []byte(text)}
		files[name+".png"] = &fstest.MapFile{Data: []byte("\x89PNG\r\n\x1a\n")}
	}
	return files
}

// asked counts what is asked of a folder.
type asked struct {
	fs.FS
	opened, listed, looked int
}

func (a *asked) Open(name string) (fs.File, error) { a.opened++; return a.FS.Open(name) }
func (a *asked) ReadDir(name string) ([]fs.DirEntry, error) {
	a.listed++
	return fs.ReadDir(a.FS, name)
}
func (a *asked) Stat(name string) (fs.FileInfo, error) { a.looked++; return fs.Stat(a.FS, name) }
func (a *asked) ReadFile(name string) ([]byte, error)  { a.opened++; return fs.ReadFile(a.FS, name) }

// TestAFolderOfManyFilesIsLookedThroughOnce counts what is asked of the folder, because time depends on the machine.
func TestAFolderOfManyFilesIsLookedThroughOnce(t *testing.T) {
	n := golden.Rounds(4000)
	a := &asked{FS: manyFiles(n)}
	p, _ := Read(a)
	if got := len(p.Files[p.Languages[0]]); got != n {
		t.Fatalf("%d chapters of %d", got, n)
	}
	folders := (n+199)/200 + 2
	if a.opened > 2*n+10*folders || a.listed > 10*folders || a.looked > n {
		t.Errorf("%d files in %d folders: %d opened, %d folders listed, %d files looked at", 2*n, folders, a.opened, a.listed, a.looked)
	}
}

// BenchmarkReadManyFiles is how long the order of 20,000 chapters takes, with as many pictures beside them.
func BenchmarkReadManyFiles(b *testing.B) {
	files := manyFiles(20_000)
	for b.Loop() {
		Read(files)
	}
}
