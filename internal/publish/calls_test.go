package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/output"
)

// writtenDown is a disk that keeps a list of the calls that change the folder.
type writtenDown struct {
	disk
	calls []string
}

func (d *writtenDown) note(what string, err error) error {
	if err != nil {
		what += " fails"
	}
	d.calls = append(d.calls, what)
	return err
}

func (d *writtenDown) Mkdir(name string) error { return d.note("mkdir "+name, d.disk.Mkdir(name)) }

func (d *writtenDown) Write(name string, data []byte) error {
	return d.note("write "+name, d.disk.Write(name, data))
}

func (d *writtenDown) Link(from, to string) error {
	return d.note("link "+from+" "+to, d.disk.Link(from, to))
}

func (d *writtenDown) Rename(from, to string) error {
	return d.note("rename "+from+" "+to, d.disk.Rename(from, to))
}

func (d *writtenDown) Remove(name string) error { return d.note("remove "+name, d.disk.Remove(name)) }

func (d *writtenDown) SyncFolder(name string) error {
	return d.note("sync "+name, d.disk.SyncFolder(name))
}

// The order of the calls is what makes a transaction safe: whoever changes it reads the whole list here.
func TestATransactionMakesItsCallsInASafeOrder(t *testing.T) {
	golden.Run(t, "testdata/calls.txtar", func(t *testing.T, a *golden.Archive) {
		h := newHarness(t)
		run := func(links bool, refused int) string {
			g, d := h.inMemory(), &writtenDown{}
			f, ms := g.open(func(real disk) disk {
				d.disk = &faultyDisk{disk: real, kind: refuse, at: refused, links: links}
				return d
			})
			if f == nil {
				t.Fatal(ms)
			}
			ms, err := f.Publish(context.Background(), newBuild, keepEnglish)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range ms {
				d.calls = append(d.calls, "says "+m.Kind.ID)
			}
			return strings.Join(d.calls, "\n")
		}
		whole := run(true, 0)
		a.Want("with links", whole)
		a.Want("without links", run(false, 0))
		last := slices.Index(strings.Split(whole, "\n"), "rename "+newMarker+" "+marker)
		a.Want("the marker is refused", run(true, last+1))
	})
}

// failing is a disk of which one look fails, counted from 1.
type failing struct {
	disk
	at, looks int
	what      string // the look that failed
}

var errUnreadable = &fs.PathError{Op: "read", Path: "x", Err: fs.ErrPermission}

func (d *failing) fails(what string) bool {
	if d.looks++; d.looks == d.at {
		d.what = what
		return true
	}
	return false
}

func (d *failing) Lstat(name string) (fs.FileInfo, error) {
	if d.fails("lstat " + name) {
		return nil, errUnreadable
	}
	return d.disk.Lstat(name)
}

func (d *failing) Read(name string) ([]byte, error) {
	if d.fails("read " + name) {
		return nil, errUnreadable
	}
	return d.disk.Read(name)
}

func (d *failing) List(name string) ([]fs.DirEntry, error) {
	if d.fails("list " + name) {
		return nil, errUnreadable
	}
	return d.disk.List(name)
}

func TestALookThatFailsLeavesTheOldOrTheNewSite(t *testing.T) {
	h := newHarness(t)
	for _, refused := range []int{0, 70} { // a publication in peace, and one that is undone
		for n := 1; n < 1000; n++ {
			g, d := h.inMemory(), &failing{at: n}
			f, ms := g.open(func(real disk) disk {
				d.disk = &faultyDisk{disk: real, kind: refuse, at: refused, links: true}
				return d
			})
			if f != nil {
				var err error
				if ms, err = f.Publish(context.Background(), newBuild, keepEnglish); err != nil {
					t.Fatal(err)
				}
			}
			if d.what == "" {
				break
			}
			what := fmt.Sprintf("%s fails, call %d is refused", d.what, refused)
			h.broken(g, what)
			now := g.look()
			switch {
			case !diag.HasErrors(ms):
				if !maps.Equal(now, h.after) {
					t.Errorf("%s: silence, and not the new site: %s", what, cmp.Diff(h.after, now))
				}
			case !maps.Equal(now, h.before) && !slices.ContainsFunc(ms, func(m diag.Message) bool { return m.Kind == unfinished }):
				t.Errorf("%s: %s, and not the old site: %s", what, ms[0].Text("en"), cmp.Diff(h.before, now))
			}
			h.recovered(g, what)
		}
	}
	h.figures()
}

func TestWhatCannotBeLookedAtIsAnErrorThatNamesTheFolder(t *testing.T) {
	build := []output.File{file("a/deep/x", "2"), file("top", "2")}
	for _, what := range []string{"lstat a", "lstat a/deep", "lstat a/deep/x", "read a/deep/x", "lstat old", "read old"} {
		real := newMemoryDisk(site{}, false)
		first := &Folder{dir: "public", disk: real, made: map[string]sum{}}
		if ms, err := first.Publish(context.Background(), []output.File{file("a/deep/x", "1"), file("old", "1")}, nothing); err != nil || len(ms) > 0 {
			t.Fatal(ms, err)
		}
		before := real.site()
		d := &unseen{disk: real, what: what}
		f := &Folder{dir: "public", disk: d, made: first.made}
		ms, err := f.Publish(context.Background(), build, nothing)
		if err != nil || len(ms) != 1 || ms[0].Kind != unwritable || !strings.Contains(ms[0].Text("en"), "public") {
			t.Errorf("%s: %v, %v", what, ms, err)
		}
		if now := real.site(); !maps.Equal(now, before) {
			t.Errorf("%s: %s", what, cmp.Diff(before, now))
		}
	}
}

// unseen is a disk that fails whenever one name is looked at in one way.
type unseen struct {
	disk
	what string
}

func (d *unseen) Lstat(name string) (fs.FileInfo, error) {
	if d.what == "lstat "+name {
		return nil, errUnreadable
	}
	return d.disk.Lstat(name)
}

func (d *unseen) Read(name string) ([]byte, error) {
	if d.what == "read "+name {
		return nil, errUnreadable
	}
	return d.disk.Read(name)
}

func (d *unseen) List(name string) ([]fs.DirEntry, error) {
	if d.what == "list "+name {
		return nil, errUnreadable
	}
	return d.disk.List(name)
}

func TestARemovalThatCannotLookGoesNoFurther(t *testing.T) {
	for _, what := range []string{"lstat a", "lstat a/b", "list a"} {
		real := newMemoryDisk(site{"a/b": "x"}, false)
		if err := removeTree(&unseen{disk: real, what: what}, "a"); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: %v", what, err)
		}
		if real.at("a/b") == nil {
			t.Errorf("%s: the file is gone", what)
		}
	}
	real := newMemoryDisk(site{"a/b/c": "x", "a/d": "x", "e": "x"}, false)
	if err := errors.Join(removeTree(real, "a"), removeTree(real, "none")); err != nil {
		t.Error(err)
	}
	if d := cmp.Diff(site{"e": "x"}, real.site()); d != "" {
		t.Error(d)
	}
}

func TestAFileIsPlacedOnlyWhereNothingIs(t *testing.T) {
	for name, c := range map[string]struct {
		at    site
		again bool // both names are one file already
		link  error
		want  site
		err   error
	}{
		"free":                     {at: site{"from": "new"}, want: site{"to": "new"}},
		"taken":                    {at: site{"from": "new", "to": "own"}, want: site{"from": "new", "to": "own"}, err: inTheWay("to")},
		"linked before":            {at: site{"from": "new"}, again: true, want: site{"to": "new"}},
		"no links, free":           {at: site{"from": "new"}, link: errors.ErrUnsupported, want: site{"to": "new"}},
		"no links, taken":          {at: site{"from": "new", "to": "own"}, link: errors.ErrUnsupported, want: site{"from": "new", "to": "own"}, err: inTheWay("to")},
		"no right to link":         {at: site{"from": "new"}, link: fs.ErrInvalid, want: site{"from": "new"}, err: fs.ErrInvalid},
		"no right to link, taken":  {at: site{"from": "new", "to": "own"}, link: fs.ErrInvalid, want: site{"from": "new", "to": "own"}, err: fs.ErrInvalid},
		"nothing to place":         {at: site{}, want: site{}, err: fs.ErrNotExist},
		"a folder is at the place": {at: site{"from": "new", "to/": ""}, want: site{"from": "new", "to/": ""}, err: inTheWay("to")},
	} {
		real := newMemoryDisk(c.at, false)
		if c.again {
			if err := real.Link("from", "to"); err != nil {
				t.Fatal(err)
			}
		}
		var d disk = real
		if c.link != nil {
			d = &linkless{disk: real, err: c.link}
		}
		if err := place(d, "from", "to"); !errors.Is(err, c.err) || (err == nil) != (c.err == nil) {
			t.Errorf("%s: %v, want %v", name, err, c.err)
		}
		if d := cmp.Diff(c.want, real.site()); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestOnlyRegularFilesAreFiles(t *testing.T) {
	d := newMemoryDisk(site{"file": "x", "folder/": ""}, false)
	for name, want := range map[string]error{"file": nil, "none": nil, "folder": inTheWay("folder")} {
		info, err := regular(d, name)
		if !errors.Is(err, want) || (info != nil) != (name == "file") {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	if info, err := regular(&unseen{d, "lstat file"}, "file"); info != nil || !errors.Is(err, fs.ErrPermission) {
		t.Errorf("%v, %v", info, err)
	}
}

func TestTheFoldersTouchedComeInnermostFirst(t *testing.T) {
	j := &journal{Folders: []string{"new", "new/made"}, Steps: []step{{Path: "top.html"}, {Path: "zh/deep/er/a.html"}, {Path: "zh/b.html"}}}
	if d := cmp.Diff([]string{"zh/deep/er", "zh/deep", "zh", "new/made", "new"}, j.touched()); d != "" {
		t.Error(d)
	}
	for _, c := range []struct {
		p, dir string
		want   bool
	}{{"zh/a", "zh", true}, {"zh/deep/a", "zh", true}, {"zh/deep/a", "zh/deep", true}, {"zhe/a", "zh", false}, {"a", "zh", false}, {"zh", "zh", false}} {
		if below(c.p, c.dir) != c.want {
			t.Errorf("%s below %s: %v", c.p, c.dir, !c.want)
		}
	}
}

func TestPagesComeBehindWhatTheyReferTo(t *testing.T) {
	files := []string{"assets/a.css", "pdf/zh.pdf", "zh/a.html", "zh/index.html", "index.html"}
	for i, p := range files {
		for _, later := range files[i+1:] {
			if rank(p) >= rank(later) {
				t.Errorf("%s (%d) does not come before %s (%d)", p, rank(p), path.Base(later), rank(later))
			}
		}
	}
}
