package publish

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keben/internal/output"
)

func TestASecondBuildIsRefusedAndNamesTheFirst(t *testing.T) {
	dir := filepath.Join(tempDir(t), "public")
	f, ms := Open(dir)
	if f == nil {
		t.Fatal(ms)
	}
	second, ms := Open(dir)
	if second != nil || len(ms) != 1 || ms[0].Kind != inUse || !strings.Contains(ms[0].Text("en"), strconv.Itoa(os.Getpid())) {
		t.Fatalf("got %v, %v", second, ms)
	}
	if ms := Interrupted(dir); len(ms) > 0 {
		t.Errorf("a build under way counts as interrupted: %v", ms)
	}
	f.Close()
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder that was made for the lock is still there")
	}
	if f, ms = Open(dir); f == nil {
		t.Fatal(ms)
	}
	f.Close()
}

func TestALockLeftByADeadProcessIsNobodys(t *testing.T) {
	dir := tempDir(t)
	if err := os.WriteFile(filepath.Join(dir, lockName), []byte("1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	publishIn(t, dir, oldBuild)
	if _, err := os.Stat(filepath.Join(dir, lockName)); err == nil {
		t.Error("the lock's file is still there")
	}
}

func TestFilesThatAreTheSameAreNotTouched(t *testing.T) {
	dir := tempDir(t)
	publishIn(t, dir, oldBuild)
	before := map[string]os.FileInfo{}
	for _, f := range oldBuild {
		name := filepath.Join(dir, f.Path)
		if err := os.Chtimes(name, time.Time{}, time.Unix(1e9, 0)); err != nil {
			t.Fatal(err)
		}
		before[f.Path], _ = os.Stat(name)
	}
	changed := append([]output.File{file("zh/a.html", "another text")}, oldBuild[:6]...)
	changed = append(changed, oldBuild[7:]...)
	publishIn(t, dir, changed)
	for p, was := range before {
		now, err := os.Stat(filepath.Join(dir, p))
		if err != nil {
			t.Fatal(err)
		}
		if touched := !os.SameFile(was, now) || !was.ModTime().Equal(now.ModTime()); touched != (p == "zh/a.html") {
			t.Errorf("%s: touched: %v", p, touched)
		}
	}
}

func TestABuildThatChangesNothingWritesNothing(t *testing.T) {
	dir := tempDir(t)
	publishIn(t, dir, oldBuild)
	d := &faultyDisk{links: true}
	f, _ := openThrough(dir, func(real disk) disk { d.disk = real; return d })
	defer f.Close()
	if ms, err := f.Publish(context.Background(), oldBuild, func(string) bool { return false }); err != nil || len(ms) > 0 {
		t.Fatal(err, ms)
	}
	if d.calls > 0 {
		t.Errorf("%d calls changed the folder", d.calls)
	}
}

func TestAFileChangedByHandIsReplacedAloudAndNeverRemoved(t *testing.T) {
	dir := tempDir(t)
	publishIn(t, dir, []output.File{file("zh/a.html", "1"), file("zh/b.html", "1"), file("zh/c.html", "1")})
	put(t, dir, "zh/a.html", "zh/b.html")
	f, _ := Open(dir)
	ms, err := f.Publish(context.Background(), []output.File{file("zh/a.html", "2")}, func(string) bool { return false })
	f.Close()
	if err != nil || len(ms) != 2 || ms[0].Kind != replaced || ms[1].Kind != left {
		t.Fatalf("got %v, %v", ms, err)
	}
	if d := cmp.Diff(map[string]string{"zh/a.html": "2", "zh/b.html": "own zh/b.html"}, written(t, dir)); d != "" {
		t.Error(d)
	}
	publishIn(t, dir, nil)
	if d := cmp.Diff(map[string]string{"zh/b.html": "own zh/b.html"}, written(t, dir)); d != "" {
		t.Error("what was kept once was removed later", d)
	}
}

func TestAPageThatOnlyChangesItsCapitalsIsNotRemoved(t *testing.T) {
	d := newMemoryDisk(site{}, true)
	for _, p := range []string{"zh/Trade.html", "zh/trade.html"} {
		f := &Folder{dir: "public", disk: d, made: map[string]sum{}}
		if ms := f.begin(); len(ms) > 0 {
			t.Fatal(ms)
		}
		ms, err := f.Publish(context.Background(), []output.File{file(p, "text of "+p)}, func(string) bool { return false })
		if err != nil || len(ms) > 0 {
			t.Fatal(ms, err)
		}
	}
	if got := string(d.at("zh/trade.html").data); got != "text of zh/trade.html" {
		t.Errorf("the page holds %q", got)
	}
}

// killed leaves a folder as a process leaves it that dies after a call.
func killed(t *testing.T, n int) (h *harness, dir string) {
	h = newHarness(t)
	g := h.onDisk().(*diskGround)
	d := &faultyDisk{kind: after, at: n, links: true}
	if h.publish(g, d); !d.dead {
		t.Fatal("it did not die")
	}
	return h, g.dir
}

// callOf returns the number of the call after which the journal stands.
func callOf(t *testing.T) int {
	h := newHarness(t)
	for n := 1; ; n++ {
		g := h.inMemory().(*memoryGround)
		d := &faultyDisk{kind: after, at: n, links: true}
		if h.publish(g, d); !d.dead {
			t.Fatal("there is no journal")
		}
		if g.disk.at(journalName) != nil {
			return n
		}
	}
}

func TestAFileWrittenBetweenDeathAndRecoveryIsKept(t *testing.T) {
	_, dir := killed(t, callOf(t)+1)
	put(t, dir, "zh/new.html", "zh/gone.html")
	f, ms := Open(dir)
	if f != nil || len(ms) != 1 || ms[0].Kind != foreignFile || !strings.Contains(ms[0].Text("en"), "new.html") {
		t.Fatalf("got %v", ms)
	}
	if f, ms = Open(dir); f == nil {
		t.Fatal(ms)
	}
	f.Close()
	now := look(t, dir)
	for _, p := range []string{"zh/new.html", "zh/gone.html"} {
		if now[p] != "own "+p {
			t.Errorf("%s holds %q", p, now[p])
		}
	}
	if now["zh/a.html"] != "needs assets/style-1.css needs assets/map-1.png" {
		t.Errorf("the build was not undone: zh/a.html holds %q", now["zh/a.html"])
	}
}

func TestTheNextBuildSaysWhatItMended(t *testing.T) {
	_, dir := killed(t, callOf(t))
	f, ms := Open(dir)
	if f == nil || len(ms) != 1 || ms[0].Kind != completed {
		t.Fatalf("got %v", ms)
	}
	f.Close()
	_, dir = killed(t, 3)
	if f, ms = Open(dir); f == nil || len(ms) > 0 {
		t.Fatalf("nothing had been changed, and yet %v", ms)
	}
	f.Close()
}

func TestADamagedJournalIsNotFollowed(t *testing.T) {
	h, dir := killed(t, callOf(t))
	name := filepath.Join(dir, filepath.FromSlash(journalName))
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range [][]byte{text[:len(text)/2], bytes.Replace(text, []byte(`"zh/`), []byte(`"../`), 1), nil} {
		if err := os.WriteFile(name, bad, 0o644); err != nil {
			t.Fatal(err)
		}
		if f, ms := Open(dir); f != nil || len(ms) != 1 || ms[0].Kind != damagedJournal {
			t.Errorf("got %v", ms)
		}
		if !maps.Equal(look(t, dir), h.before) {
			t.Error("something was changed")
		}
	}
}

func TestMarkersComeBackAsTheyWere(t *testing.T) {
	made := map[string]sum{"index.html": sumOf(nil), "zh/名 字.html": sumOf([]byte("x")), "a\nb": sumOf(nil), `"q"`: "", "zh/old.html": ""}
	if d := cmp.Diff(made, parseMarker(markerText(made))); d != "" {
		t.Error(d)
	}
	want := map[string]sum{"zh/a.html": ""}
	if d := cmp.Diff(want, parseMarker([]byte("# head\nzh/a.html\r\n../x\n/etc\n.keben\n.\n\n"))); d != "" {
		t.Error(d)
	}
}

func FuzzParseMarker(f *testing.F) {
	f.Add(markerText(map[string]sum{"index.html": sumOf(nil), "zh/a.html": ""}))
	f.Add([]byte("\"a\\nb\"\n../x\n" + strings.Repeat("a/", 200)))
	f.Fuzz(func(t *testing.T, text []byte) {
		made := parseMarker(text)
		for p := range made {
			if !publishable(p) {
				t.Errorf("%q is believed", p)
			}
		}
		if d := cmp.Diff(made, parseMarker(markerText(made))); d != "" {
			t.Error(d)
		}
	})
}

func FuzzParseJournal(f *testing.F) {
	j := &journal{Version: journalVersion, Folders: []string{"zh"}, Steps: []step{{add, "zh/a.html", sumOf(nil)}, {remove, "b", sumOf(nil)}}}
	f.Add(j.encode())
	f.Add([]byte(`{"version":1,"folders":["` + strings.Repeat("a/", 500) + `b"]}`))
	f.Add([]byte(strings.Repeat("[", 20000)))
	f.Fuzz(func(t *testing.T, text []byte) {
		j, ok := parseJournal(text)
		if !ok {
			return
		}
		for _, s := range j.Steps {
			if !publishable(s.Path) {
				t.Errorf("%q is believed", s.Path)
			}
		}
		again, ok := parseJournal(j.encode())
		if !ok || !bytes.Equal(again.encode(), j.encode()) {
			t.Error("it does not come back as it was")
		}
	})
}

func TestReplaceKeepsPermissionsAndLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need rights there, and permissions are others")
	}
	dir := tempDir(t)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	put(t, dir, "real/a.md", "real/.a.md.keben-new1")
	if err := os.Chmod(filepath.Join(dir, "real/a.md"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real/a.md", filepath.Join(dir, "a.md")); err != nil {
		t.Fatal(err)
	}
	if err := Replace(root, "a.md", []byte("new")); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"real/a.md": "new", "a.md": "new", "real/.a.md.keben-new1": "own real/.a.md.keben-new1"}
	if d := cmp.Diff(want, written(t, dir)); d != "" {
		t.Error(d)
	}
	info, err := os.Stat(filepath.Join(dir, "real/a.md"))
	if err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v, %v", info.Mode(), err)
	}
	if link, err := os.Lstat(filepath.Join(dir, "a.md")); err != nil || link.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
}

func TestReplaceLeavesNothingBehindWhenItFails(t *testing.T) {
	dir := tempDir(t)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	put(t, dir, "a.md/x")
	if err := Replace(root, "a.md", []byte("new")); err == nil {
		t.Error("a folder was replaced")
	}
	if d := cmp.Diff(map[string]string{"a.md/x": "own a.md/x"}, written(t, dir)); d != "" {
		t.Error(d)
	}
}

// linkless fails to give second names, and counts what is written.
type linkless struct {
	disk
	err     error
	written int
}

func (d *linkless) Link(string, string) error { return d.err }

func (d *linkless) Write(name string, data []byte) error {
	d.written++
	return d.disk.Write(name, data)
}

func TestOnlyADiskWithoutLinksIsGivenCopies(t *testing.T) {
	for _, c := range [...]struct {
		err     error
		written int
	}{{errors.ErrUnsupported, 1}, {fs.ErrInvalid, 0}} {
		d := &linkless{disk: newMemoryDisk(site{}, false), err: c.err}
		if err := d.disk.Write("a", []byte("x")); err != nil {
			t.Fatal(err)
		}
		if err := duplicate(d, "a", "b"); (err == nil) != (c.written == 1) || d.written != c.written {
			t.Errorf("%v: %d copies, %v", c.err, d.written, err)
		}
	}
}
