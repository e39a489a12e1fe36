package snapshot

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"keben/internal/watch"
)

func TestASnapshotIsAFileSystem(t *testing.T) {
	files := fstest.MapFS{"book.yaml": {Data: []byte("title: x")}, "content/zh/a.md": {Data: []byte("甲")}, "content/empty": {Mode: fs.ModeDir}}
	if err := fstest.TestFS(New(files).View(), "book.yaml", "content/zh/a.md"); err != nil {
		t.Error(err)
	}
}

func TestAViewHoldsWhileWhatItReadIsTheSame(t *testing.T) {
	files := fstest.MapFS{"a.md": {Data: []byte("甲")}, "b.md": {Data: []byte("乙")}, "dir/c.md": {Data: []byte("丙")}, "public/p.png": {Data: []byte("1")}}
	for _, c := range []struct {
		name   string
		read   func(v *View)
		change func()
		paths  []string
		holds  bool
	}{
		{"nothing", func(v *View) { v.ReadFile("a.md") }, func() {}, nil, true},
		{"the file", func(v *View) { v.ReadFile("a.md") }, func() { files["a.md"] = &fstest.MapFile{Data: []byte("新")} }, []string{"a.md"}, false},
		{"another file", func(v *View) { v.ReadFile("a.md") }, func() { files["b.md"] = &fstest.MapFile{Data: []byte("新")} }, []string{"b.md"}, true},
		{"saved as it was", func(v *View) { v.ReadFile("b.md") }, func() { files["b.md"] = &fstest.MapFile{Data: []byte("新")} }, []string{"b.md"}, true},
		{"a file that was not there", func(v *View) { v.Stat("new.png") }, func() { files["new.png"] = &fstest.MapFile{} }, []string{"new.png"}, false},
		{"a listed folder", func(v *View) { v.ReadDir("dir") }, func() { files["dir/d.md"] = &fstest.MapFile{} }, []string{"dir/d.md"}, false},
		{"a file in a listed folder", func(v *View) { v.ReadDir("dir") }, func() { files["dir/c.md"] = &fstest.MapFile{} }, []string{"dir/c.md"}, true},
		{"a folder above", func(v *View) { v.ReadFile("dir/c.md") }, func() { delete(files, "dir/c.md") }, []string{"dir"}, false},
		{"changes were lost", func(v *View) { v.ReadFile("a.md") }, func() { files["a.md"] = &fstest.MapFile{Data: []byte("再")} }, []string{watch.Everything}, false},
		{"nobody watches it", func(v *View) { v.ReadFile("public/p.png") }, func() { files["public/p.png"] = &fstest.MapFile{Data: []byte("2")} }, nil, false},
	} {
		s := New(files)
		v := s.View()
		c.read(v)
		c.change()
		s.Renew(c.paths)
		if v.Holds() != c.holds {
			t.Errorf("%s: the view holds: %v", c.name, !c.holds)
		}
	}
}

func TestAnUnchangedAnswerIsTheSameValue(t *testing.T) {
	files := fstest.MapFS{"a.md": {Data: []byte("甲")}}
	s := New(files)
	before := s.ask(question{text, "a.md"})
	files["a.md"] = &fstest.MapFile{Data: []byte("甲")}
	s.Renew([]string{"a.md"})
	if s.ask(question{text, "a.md"}) != before {
		t.Error("another value")
	}
	files["a.md"].Data = []byte("乙")
	if s.ask(question{text, "a.md"}) != before {
		t.Error("the file was asked twice in one build")
	}
}

// fs.Sub rewrites the errors that pass through it. What one asker does to its error, no other may see.
func TestEveryAskerHasAnErrorOfItsOwn(t *testing.T) {
	gone := fstest.MapFS{"templates/gone": {Data: []byte("x")}}
	s := New(gone)
	entries, err := s.View().ReadDir("templates")
	if err != nil || len(entries) != 1 {
		t.Fatal(entries, err)
	}
	delete(gone, "templates/gone")
	for name, ask := range map[string]func(fsys fs.FS, p string) error{
		"Open":     func(fsys fs.FS, p string) error { _, err := fsys.Open(p); return err },
		"ReadFile": func(fsys fs.FS, p string) error { _, err := fs.ReadFile(fsys, p); return err },
		"ReadDir":  func(fsys fs.FS, p string) error { _, err := fs.ReadDir(fsys, p); return err },
		"Stat":     func(fsys fs.FS, p string) error { _, err := fs.Stat(fsys, p); return err },
		"Info":     func(fs.FS, string) error { _, err := entries[0].Info(); return err },
	} {
		v := s.View()
		before := ask(v, "templates/gone")
		var first *fs.PathError
		if !errors.As(before, &first) || first.Path != "templates/gone" {
			t.Fatalf("%s: %v", name, before)
		}
		sub, err := fs.Sub(v, "templates")
		if err != nil {
			t.Fatal(err)
		}
		var below *fs.PathError
		if err := ask(sub, "gone"); !errors.As(err, &below) || below == first {
			t.Errorf("%s: %v", name, err)
		}
		below.Path = "changed"
		if first.Path != "templates/gone" {
			t.Errorf("%s: an error that was handed out became %v", name, first)
		}
		if err := ask(s.View(), "templates/gone"); err == nil || err.Error() != before.Error() {
			t.Errorf("%s: the next asker is told %v", name, err)
		}
	}
}

// brittle is a folder that panics when a file is opened.
type brittle struct {
	fs.FS
	name string
}

func (b brittle) Open(name string) (fs.File, error) {
	if name == b.name {
		panic("planted")
	}
	return b.FS.Open(name)
}

func TestAFileThatCannotBeLookedAtWithoutBreakingIsUnreadable(t *testing.T) {
	s := New(brittle{fstest.MapFS{"a.md": {Data: []byte("x")}}, "a.md"})
	for range 2 {
		if a := s.ask(question{text, "a.md"}); a == nil || a.err == nil {
			t.Errorf("%+v", a)
		}
	}
}
