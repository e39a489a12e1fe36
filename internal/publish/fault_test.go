package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keben/internal/diag"
	"keben/internal/output"
)

// The fault harness: a publication, or its recovery, is run again and again, and each time something happens at
// another call that changes the output folder.

// fault is what happens at a call.
type fault int

const (
	none   fault = iota
	before       // the process dies before the call
	torn         // it dies in the call: of a file half is written
	after        // it dies after the call
	full         // the disk is full from this call on
	refuse       // this call fails, the others do not
)

var faultNames = map[fault]string{before: "death before", torn: "death in", after: "death after", full: "disk full from", refuse: "refusal of"}

var (
	errDead    = errors.New("the process is dead")
	errRefused = &fs.PathError{Op: "write", Path: "x", Err: fs.ErrPermission}
	errFull    = &fs.PathError{Op: "write", Path: "x", Err: errors.New("the disk is full")}
)

// faultyDisk is a disk on which something happens at call number at, counted from 1.
type faultyDisk struct {
	disk
	kind  fault
	at    int
	links bool // the file system can give a file a second name

	dies int // the call before which it dies besides, 0 for none

	calls int
	dead  bool
}

// change makes a call that changes the folder. grows says that it needs space, half does half of it.
func (d *faultyDisk) change(grows bool, do, half func() error) error {
	if d.dead {
		return errDead
	}
	d.calls++
	now := d.calls == d.at
	switch {
	case d.calls == d.dies:
		d.dead = true
		return errDead
	case now && d.kind == before:
		d.dead = true
		return errDead
	case now && d.kind == torn:
		d.dead = true
		_ = half()
		return errDead
	case now && d.kind == after:
		_ = do()
		d.dead = true
		return errDead
	case now && d.kind == refuse:
		return errRefused
	case d.kind == full && d.calls >= d.at && grows:
		_ = half()
		return errFull
	}
	return do()
}

func nothingDone() error { return nil }

func (d *faultyDisk) Mkdir(name string) error {
	return d.change(true, func() error { return d.disk.Mkdir(name) }, nothingDone)
}

func (d *faultyDisk) Write(name string, data []byte) error {
	return d.change(true, func() error { return d.disk.Write(name, data) }, func() error { return d.disk.Write(name, data[:len(data)/2]) })
}

func (d *faultyDisk) Link(from, to string) error {
	if !d.links {
		return &os.LinkError{Op: "link", Old: from, New: to, Err: errors.ErrUnsupported}
	}
	return d.change(true, func() error { return d.disk.Link(from, to) }, nothingDone)
}

func (d *faultyDisk) Rename(from, to string) error {
	return d.change(false, func() error { return d.disk.Rename(from, to) }, nothingDone)
}

func (d *faultyDisk) Remove(name string) error {
	return d.change(false, func() error { return d.disk.Remove(name) }, nothingDone)
}

func (d *faultyDisk) SyncFolder(name string) error {
	return d.change(false, func() error { return d.disk.SyncFolder(name) }, nothingDone)
}

func (d *faultyDisk) Same(a, b string) bool { return !d.dead && d.disk.Same(a, b) }

func (d *faultyDisk) Lstat(name string) (fs.FileInfo, error) {
	if d.dead {
		return nil, errDead
	}
	return d.disk.Lstat(name)
}

func (d *faultyDisk) Read(name string) ([]byte, error) {
	if d.dead {
		return nil, errDead
	}
	return d.disk.Read(name)
}

func (d *faultyDisk) List(name string) ([]fs.DirEntry, error) {
	if d.dead {
		return nil, errDead
	}
	return d.disk.List(name)
}

// site is a folder's files with their texts. Folders have a stroke at the end.
type site map[string]string

// look reads a folder without what Keben keeps for itself while it works.
func look(t testing.TB, dir string) site {
	t.Helper()
	s := site{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case p == work:
			return fs.SkipDir
		case p == ".":
			return nil
		case d.IsDir():
			s[p+"/"] = ""
			return nil
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(p)))
		s[p] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	delete(s, lockName)
	return s
}

// tempDir is t.TempDir with a removal that old Windows systems and Wine have too.
func tempDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "publish")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		var all []string
		err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
			all = append(all, name)
			return err
		})
		for _, name := range slices.Backward(all) {
			err = errors.Join(err, os.Remove(name))
		}
		if err != nil {
			t.Error(err)
		}
	})
	return dir
}

// lay makes dir hold a site.
func lay(t testing.TB, dir string, s site) {
	t.Helper()
	for _, p := range slices.Sorted(maps.Keys(s)) {
		name := filepath.Join(dir, filepath.FromSlash(p))
		var err error
		if strings.HasSuffix(p, "/") {
			err = os.MkdirAll(name, 0o755)
		} else if err = os.MkdirAll(filepath.Dir(name), 0o755); err == nil {
			err = os.WriteFile(name, []byte(s[p]), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// The two builds of the harness. A page says which files it needs.
var (
	oldBuild = []output.File{
		file("assets/style-1.css", "old style"), file("assets/map-1.png", "same picture"), file("assets/gone-1.png", "gone"),
		file("pdf/zh-print.pdf", "old PDF of a good length"), file("pdf/en-print.pdf", "kept PDF"),
		file("zh/index.html", "needs assets/style-1.css"), file("zh/a.html", "needs assets/style-1.css needs assets/map-1.png"),
		file("zh/same.html", "needs assets/map-1.png"), file("zh/gone.html", "needs assets/gone-1.png"),
		file("ja/index.html", "a language that goes"), file("ja/deep/b.html", "and a folder in it"),
		file("index.html", "needs assets/style-1.css needs zh/index.html"),
	}
	newBuild = []output.File{
		file("assets/style-2.css", "new style"), file("assets/map-1.png", "same picture"), file("assets/more/map-2.png", "new picture"),
		file("pdf/zh-print.pdf", "new PDF"),
		file("zh/index.html", "needs assets/style-2.css needs zh/new.html"), file("zh/a.html", "needs assets/style-2.css needs assets/map-1.png"),
		file("zh/same.html", "needs assets/map-1.png"), file("zh/new.html", "needs assets/more/map-2.png"),
		file("en/index.html", "needs assets/style-2.css"),
		file("index.html", "needs assets/style-2.css needs en/index.html"),
	}
	foreign = site{
		".gitignore": "*", "CNAME": "example.org", "zh/own.html": "the author's", "assets/own.css": "own", "ja/deep/own.txt": "own", "own/x": "own",
		"pdf/own.pdf": "own", "empty/": "",
	}
)

func keepEnglish(p string) bool { return p == "pdf/en-print.pdf" }

// ground is an output folder on which a publication goes wrong.
type ground interface {
	look() site                                             // without what Keben keeps for itself
	open(between func(disk) disk) (*Folder, []diag.Message) // as a build does
	end(f *Folder, dead bool)                               // of the process that opened it
	leftover() bool                                         // whether a transaction has left something
}

// diskGround is a folder of the system.
type diskGround struct {
	t   *testing.T
	dir string
}

func (h *harness) onDisk() ground {
	dir := tempDir(h.t)
	lay(h.t, dir, h.before)
	return &diskGround{h.t, dir}
}

func (g *diskGround) look() site { return look(g.t, g.dir) }

func (g *diskGround) open(between func(disk) disk) (*Folder, []diag.Message) {
	return openThrough(g.dir, func(d disk) disk {
		d.(*rootDisk).careful = false // a process that dies takes nothing with it that it has written
		return between(d)
	})
}

func (g *diskGround) end(f *Folder, dead bool) {
	if !dead {
		f.Close()
		return
	}
	f.disk.Close()
	f.lock.file.Close() // as the system does; the lock's file stays
}

func (g *diskGround) leftover() bool {
	_, err := os.Lstat(filepath.Join(g.dir, work))
	if left := err == nil; left != (len(Interrupted(g.dir)) > 0) {
		g.t.Errorf("left behind: %v, and Interrupted says %v", left, Interrupted(g.dir))
	}
	return err == nil
}

// memoryGround is a folder in memory.
type memoryGround struct{ disk *memoryDisk }

func (h *harness) inMemory() ground { return &memoryGround{newMemoryDisk(h.before, false)} }

func (g *memoryGround) look() site { return g.disk.site() }

func (g *memoryGround) open(between func(disk) disk) (*Folder, []diag.Message) {
	f := &Folder{dir: "public", disk: between(g.disk), made: map[string]sum{}}
	ms := f.begin()
	if diag.HasErrors(ms) {
		return nil, ms
	}
	return f, ms
}

func (g *memoryGround) end(*Folder, bool) {}
func (g *memoryGround) leftover() bool    { return g.disk.at(work) != nil }

// harness runs publications that go wrong and counts what became of them.
type harness struct {
	t             *testing.T
	before, after site // what the folder holds before and after a publication in peace

	faults, survived, mixed, lost int
}

func newHarness(t *testing.T) *harness {
	h := &harness{t: t}
	dir := tempDir(t)
	publishIn(t, dir, oldBuild)
	lay(t, dir, foreign)
	h.before = look(t, dir)
	h.publish(&diskGround{t, dir}, &faultyDisk{links: true})
	h.after = look(t, dir)
	return h
}

func publishIn(t *testing.T, dir string, files []output.File) {
	t.Helper()
	f, ms := Open(dir)
	if f == nil {
		t.Fatal(ms)
	}
	defer f.Close()
	if ms, err := f.Publish(context.Background(), files, func(string) bool { return false }); err != nil || len(ms) > 0 {
		t.Fatal(err, ms)
	}
}

// publish opens the folder and publishes the new build with d in between.
func (h *harness) publish(g ground, d *faultyDisk) []diag.Message {
	h.t.Helper()
	f, ms := g.open(func(real disk) disk { d.disk = real; return d })
	if f == nil {
		return ms
	}
	ms, err := f.Publish(context.Background(), newBuild, keepEnglish)
	if err != nil {
		h.t.Fatal(err)
	}
	g.end(f, d.dead)
	return ms
}

// broken counts a fault and holds the folder to what readers may see after it: every file whole, what is not ours as
// it was, and every page with what it refers to.
func (h *harness) broken(g ground, what string) {
	h.t.Helper()
	h.faults++
	now := g.look()
	for p, text := range now {
		old, was := h.before[p]
		fresh, is := h.after[p]
		if (!was || text != old) && (!is || text != fresh) {
			h.t.Errorf("%s: %s holds %q", what, p, text)
		}
		for _, need := range strings.Split(text, "needs ")[1:] {
			need = strings.TrimSpace(need)
			if _, there := now[need]; !there {
				h.t.Errorf("%s: %s refers to %s, which is missing", what, p, need)
			}
		}
	}
	for p := range h.before {
		_, stays := h.after[p]
		if _, there := now[p]; stays && !there {
			h.t.Errorf("%s: %s is missing", what, p)
		}
	}
	h.foreignIn(now, what)
}

func (h *harness) foreignIn(now site, what string) {
	h.t.Helper()
	for p, text := range foreign {
		if got, there := now[p]; !there || got != text {
			h.lost++
			h.t.Errorf("%s: the author's %s is lost", what, p)
		}
	}
}

// recovered opens the folder as the next build does, and holds it to one of the two sites and to nothing besides.
func (h *harness) recovered(g ground, what string) {
	h.t.Helper()
	f, ms := g.open(func(d disk) disk { return d })
	if f == nil {
		h.t.Errorf("%s: the folder cannot be opened: %s", what, ms[0].Text("en"))
		return
	}
	g.end(f, false)
	now := g.look()
	h.foreignIn(now, what)
	if !maps.Equal(now, h.before) && !maps.Equal(now, h.after) {
		h.mixed++
		h.t.Errorf("%s: the folder is neither the old site (%s) nor the new one (%s)", what, cmp.Diff(h.before, now), cmp.Diff(h.after, now))
		return
	}
	if g.leftover() {
		h.t.Errorf("%s: something is left behind", what)
	}
	h.survived++
}

func (h *harness) figures() {
	h.t.Helper()
	h.t.Logf("faults %d, survived %d, mixed sites %d, foreign files lost %d", h.faults, h.survived, h.mixed, h.lost)
	if h.faults < 50 || h.survived != h.faults {
		h.t.Error("not every fault was survived, or too few to prove anything")
	}
}

// everyDeath kills a publication at every call, in each way.
func (h *harness) everyDeath(fresh func() ground, links bool) {
	h.t.Helper()
	for _, kind := range []fault{before, torn, after} {
		for n := 1; n < 1000; n++ {
			g, d := fresh(), &faultyDisk{kind: kind, at: n, links: links}
			if h.publish(g, d); !d.dead {
				break
			}
			what := fmt.Sprintf("%s call %d (links: %v)", faultNames[kind], n, links)
			h.broken(g, what)
			g.leftover()
			h.recovered(g, what)
		}
	}
}

func TestADeathAtAnyCallLeavesTheOldOrTheNewSite(t *testing.T) {
	h := newHarness(t)
	if !testing.Short() {
		h.everyDeath(h.onDisk, true)
	}
	h.everyDeath(h.inMemory, true)
	h.everyDeath(h.inMemory, false)
	h.figures()
}

// stride is from how many calls the tests of two faults take one: all, and with -short every third.
func stride() int {
	if testing.Short() {
		return 3
	}
	return 1
}

func TestADeathDuringRecoveryIsRecoveredFrom(t *testing.T) {
	h := newHarness(t)
	for n := 1; n < 1000; n += stride() {
		first := &faultyDisk{kind: after, at: n, links: true}
		if h.publish(h.inMemory(), first); !first.dead {
			break
		}
		for m := 1; m < 1000; m++ {
			g, second := h.inMemory(), &faultyDisk{kind: before, at: m, links: true}
			h.publish(g, &faultyDisk{kind: after, at: n, links: true})
			if f, _ := g.open(func(real disk) disk { second.disk = real; return second }); f != nil {
				g.end(f, second.dead)
			}
			if !second.dead {
				break
			}
			what := fmt.Sprintf("death after call %d and before call %d of the recovery", n, m)
			h.broken(g, what)
			h.recovered(g, what)
		}
	}
	h.figures()
}

func TestADeathWhileUndoingIsRecoveredFrom(t *testing.T) {
	h := newHarness(t)
	for n := 1; n < 1000; n++ { // the call that fails
		whole := &faultyDisk{kind: refuse, at: n, links: true}
		if h.publish(h.inMemory(), whole); whole.calls < n {
			break
		}
		for m := n + 1; m <= whole.calls; m += stride() { // the call before which the process dies
			g := h.inMemory()
			h.publish(g, &faultyDisk{kind: refuse, at: n, dies: m, links: true})
			what := fmt.Sprintf("refusal of call %d, death before call %d", n, m)
			h.broken(g, what)
			h.recovered(g, what)
		}
	}
	h.figures()
}

func TestAFullDiskLeavesTheOldSite(t *testing.T) {
	h := newHarness(t)
	for _, links := range []bool{true, false} {
		for n := 1; n < 1000; n++ {
			g, d := h.inMemory(), &faultyDisk{kind: full, at: n, links: links}
			ms := h.publish(g, d)
			if !diag.HasErrors(ms) {
				if now := g.look(); !maps.Equal(now, h.after) {
					t.Errorf("full from call %d: no error, and not the new site: %s", n, cmp.Diff(h.after, now))
				}
				if d.calls < n {
					break
				}
				continue
			}
			what := fmt.Sprintf("disk full from call %d (links: %v)", n, links)
			h.broken(g, what)
			if now := g.look(); !g.leftover() && !maps.Equal(now, h.before) {
				t.Errorf("%s: not the old site: %s", what, cmp.Diff(h.before, now))
			}
			h.recovered(g, what)
		}
	}
	h.figures()
}

func TestACallThatFailsIsUndoneAtOnce(t *testing.T) {
	h := newHarness(t)
	for n := 1; n < 1000; n++ {
		g, d := h.inMemory(), &faultyDisk{kind: refuse, at: n, links: true}
		ms := h.publish(g, d)
		if d.calls < n {
			break
		}
		what := fmt.Sprintf("%s call %d", faultNames[refuse], n)
		want := h.after // what fails once the transaction has ended does not count
		if diag.HasErrors(ms) {
			want = h.before
		}
		h.broken(g, what)
		if now := g.look(); !maps.Equal(now, want) {
			t.Errorf("%s: %v: %s", what, ms, cmp.Diff(want, now))
		}
		h.recovered(g, what)
	}
	h.figures()
}
