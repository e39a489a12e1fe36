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
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keben/internal/diag"
	"keben/internal/output"
)

func TestALockHasOneHolderUntilItIsReleased(t *testing.T) {
	name := filepath.Join(tempDir(t), lockName)
	if locked(name) {
		t.Error("a lock that is not there is held")
	}
	if err := os.WriteFile(name, []byte("a longer text of an older program\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if by := holder(name); by != "?" {
		t.Errorf("a text that is no number is the process %q", by)
	}
	if locked(name) {
		t.Error("a file that nobody has locked is held")
	}
	l, err := takeLock(name)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(name); string(text) != strconv.Itoa(os.Getpid())+"\n" {
		t.Errorf("the lock holds %q, %v", text, err)
	}
	if !locked(name) {
		t.Error("the lock is not held")
	}
	_, err = takeLock(name)
	if want := (heldError{strconv.Itoa(os.Getpid())}); !errors.Is(err, want) || !strings.Contains(err.Error(), want.by) {
		t.Errorf("got %v, want %v", err, want)
	}
	l.release()
	if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file is still there: %v", err)
	}
	if by := holder(name); by != "?" {
		t.Errorf("a file that is not there is of the process %q", by)
	}
}

func TestAFolderInPlaceOfTheLockIsAnErrorOfThisFolder(t *testing.T) {
	dir := tempDir(t)
	if err := os.Mkdir(filepath.Join(dir, lockName), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := takeLock(filepath.Join(dir, lockName)); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
	f, ms := Open(dir)
	if f != nil || len(ms) != 1 || ms[0].Kind != unwritable || !strings.Contains(ms[0].Text("en"), dir) {
		t.Errorf("got %v", ms)
	}
}

func TestErrorsAreWordedByTheirCause(t *testing.T) {
	f := &Folder{dir: "public"}
	busyOne := fmt.Errorf("rename: %w", busyFile{"zh/a.html", fs.ErrPermission})
	if !errors.Is(busyOne, fs.ErrPermission) {
		t.Error("the cause of a busy file is lost")
	}
	for _, c := range []struct {
		err  error
		kind *diag.Kind
		says string
	}{
		{errors.Join(fs.ErrExist, inTheWay("zh/a.html")), foreignFile, filepath.Join("public", "zh", "a.html")},
		{busyOne, inUseElsewhere, filepath.Join("public", "zh", "a.html")},
		{fs.ErrPermission, unwritable, fs.ErrPermission.Error()},
	} {
		ms := f.unwritable(c.err)
		if len(ms) != 1 || ms[0].Kind != c.kind || !strings.Contains(ms[0].Text("en"), c.says) {
			t.Errorf("%v: %v", c.err, ms)
		}
	}
}

func TestTheSizeOfAFileIsKnownOnlyOfOurs(t *testing.T) {
	dir := tempDir(t)
	publishIn(t, dir, []output.File{file("zh/a.html", "seven b"), file("zh/gone.html", "x"), file("zh/b.html", "x")})
	put(t, dir, "own.txt")
	if err := errors.Join(os.Remove(filepath.Join(dir, "zh/gone.html")), os.Remove(filepath.Join(dir, "zh/b.html")), os.Mkdir(filepath.Join(dir, "zh/b.html"), 0o755)); err != nil {
		t.Fatal(err)
	}
	f, ms := Open(dir)
	if f == nil {
		t.Fatal(ms)
	}
	defer f.Close()
	for p, want := range map[string]struct {
		made bool
		size int64
	}{"zh/a.html": {true, 7}, "zh/gone.html": {true, 0}, "zh/b.html": {true, 0}, "own.txt": {}, "none": {}} {
		if made, size := f.Made(p), f.Size(p); made != want.made || size != want.size {
			t.Errorf("%s: made %v, %d bytes", p, made, size)
		}
	}
}

func TestAnOutputWithAPathThatLeadsElsewhereIsAnError(t *testing.T) {
	dir := tempDir(t)
	f, ms := Open(dir)
	if f == nil {
		t.Fatal(ms)
	}
	defer f.Close()
	for _, p := range []string{"../a", "/a", "a//b", ".keben", ""} {
		if _, err := f.Publish(context.Background(), []output.File{file("a", "x"), file(p, "x")}, nothing); err == nil || !strings.Contains(err.Error(), strconv.Quote(p)) {
			t.Errorf("%q: %v", p, err)
		}
	}
	if s := look(t, dir); len(s) > 0 {
		t.Errorf("something was written: %v", s)
	}
}

func TestTheFoldersMadeAreNamedOutermostFirst(t *testing.T) {
	dir := tempDir(t)
	put(t, dir, "file")
	deep := filepath.Join(dir, "a", "b", "c")
	made, err := makeFolders(deep)
	if d := cmp.Diff([]string{filepath.Join(dir, "a"), filepath.Join(dir, "a", "b"), deep}, made); d != "" || err != nil {
		t.Error(d, err)
	}
	if made, err := makeFolders(deep); len(made) > 0 || err != nil {
		t.Errorf("made a second time: %v, %v", made, err)
	}
	if made, err := makeFolders(filepath.Join(dir, "file", "x")); len(made) > 0 || err == nil {
		t.Errorf("below a file: %v, %v", made, err)
	}
}

func TestAFolderThatNamesItselfByItsTransactionIsOurs(t *testing.T) {
	for name, c := range map[string]struct {
		files []string // a stroke at the end: a folder
		want  bool
	}{
		"empty":                 {nil, true},
		"dot files":             {[]string{".gitignore"}, true},
		"others":                {[]string{"a"}, false},
		"others and a marker":   {[]string{"a", marker}, true},
		"others and a journal":  {[]string{"a", work + "/"}, true},
		"marker is a folder":    {[]string{"a", marker + "/"}, false},
		"journal is a file":     {[]string{"a", work}, false},
		"another folder":        {[]string{"a/"}, false},
		"a regular file beside": {[]string{"a", ".gitignore"}, false},
	} {
		s := site{}
		for _, f := range c.files {
			s[f] = ""
		}
		entries, err := newMemoryDisk(s, false).List(".")
		if err != nil || ours(entries) != c.want {
			t.Errorf("%s: %v, %v", name, !c.want, err)
		}
	}
}

func TestThePathsOfMarkersAreQuotedWhereALineCannotHoldThem(t *testing.T) {
	made := map[string]sum{"#a": "", "a\tb": sumOf(nil), "a b": "", `a"b`: "", "zh/a.html": sumOf(nil)}
	empty := string(sumOf(nil))
	want := markerHead + `"#a"` + "\n" + empty + `  "a\tb"` + "\na b\n" + `"a\"b"` + "\n" + empty + "  zh/a.html\n"
	slicesOf := func(s string) []string { l := strings.Split(s, "\n"); slices.Sort(l); return l }
	if d := cmp.Diff(slicesOf(want), slicesOf(string(markerText(made)))); d != "" {
		t.Error(d)
	}
	for text, want := range map[string]map[string]sum{
		"\"\\q\"\n":                  {`"\q"`: ""},
		empty + " a\n":               {empty + " a": ""},
		empty[1:] + "  a\n":          {empty[1:] + "  a": ""},
		"z" + empty[1:] + "  a\n":    {"z" + empty[1:] + "  a": ""},
		empty + "  a":                {"a": sum(empty)},
		"a\x00b\n.a\n../a\n/a\na/\n": {},
	} {
		if d := cmp.Diff(want, parseMarker([]byte(text))); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}

func TestAJournalOfAnotherHandIsNotRead(t *testing.T) {
	good := func() *journal {
		return &journal{Version: journalVersion, Folders: []string{"zh"}, Steps: []step{{add, "zh/a", sumOf(nil)}, {replace, "b", sumOf(nil)}, {remove, "c", sumOf(nil)}}}
	}
	if _, ok := parseJournal(good().encode()); !ok {
		t.Fatal("a good one is not read")
	}
	for name, change := range map[string]func(j *journal){
		"version":        func(j *journal) { j.Version++ },
		"folder above":   func(j *journal) { j.Folders[0] = "../zh" },
		"folder of ours": func(j *journal) { j.Folders[0] = work },
		"file above":     func(j *journal) { j.Steps[1].Path = "../b" },
		"sum":            func(j *journal) { j.Steps[2].Sum = "" },
		"deed":           func(j *journal) { j.Steps[0].Do = "move" },
	} {
		j := good()
		if change(j); true {
			if _, ok := parseJournal(j.encode()); ok {
				t.Errorf("%s: it is read", name)
			}
		}
	}
	if _, ok := parseJournal([]byte(strings.Replace(string(good().encode()), `"marked"`, `"more": 1, "marked"`, 1))); ok {
		t.Error("an unknown key: it is read")
	}
}

// reading opens a folder in memory whose looks at one name fail.
func reading(s site, what string) (*Folder, []diag.Message) {
	f := &Folder{dir: "public", disk: &unseen{newMemoryDisk(s, false), what}, made: map[string]sum{}}
	return f, f.begin()
}

func TestAFolderThatCannotBeReadIsNotTaken(t *testing.T) {
	for _, what := range []string{"read " + undoName, "read " + journalName, "lstat " + work, "list " + work, "read " + marker} {
		s := site{marker: markerHead, work + "/new/a": "x"}
		if _, ms := reading(s, what); len(ms) != 1 || ms[0].Kind != unwritable {
			t.Errorf("%s: %v", what, ms)
		}
	}
	if f, ms := reading(site{marker: markerHead + "a.html\n"}, "none"); len(ms) > 0 || !f.Made("a.html") {
		t.Errorf("%v", ms)
	}
}

func TestFoldersCanBeOpenedThroughNoLinkAndNoFile(t *testing.T) {
	dir := tempDir(t)
	put(t, dir, "file", "there/x")
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	d := &rootDisk{root, true}
	defer d.Close()
	if err := errors.Join(d.SyncFolder("there"), d.Mkdir("fresh"), d.Write("fresh/a", []byte("text"))); err != nil {
		t.Error(err)
	}
	if err := d.SyncFolder("none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there is synced: %v", err)
	}
	if err := d.Write("file", []byte("new")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file is written over: %v", err)
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{{"file", "file", true}, {"file", "there/x", false}, {"none", "file", false}, {"file", "none", false}, {"none", "none", false}} {
		if d.Same(c.a, c.b) != c.want {
			t.Errorf("%s and %s are the same: %v", c.a, c.b, !c.want)
		}
	}
	want := map[string]string{"file": "own file", "there/x": "own there/x", "fresh/a": "text"}
	if now := written(t, dir); !maps.Equal(now, want) {
		t.Error(cmp.Diff(want, now))
	}
}
