package watch

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// deadline is for a machine that is busy with something else; no test waits for it when all is well.
const deadline = 20 * time.Second

// watched is a folder under watch.
type watched struct {
	t       *testing.T
	dir     string
	changes <-chan []string
}

// eachWay runs a test with the system's reports and with polling.
func eachWay(t *testing.T, test func(t *testing.T, w *watched)) {
	for _, poll := range []bool{false, true} {
		name := "reported"
		if poll {
			name = "polled"
		}
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			w := &watched{t: t, dir: dir}
			w.write("book.yaml", "title: {zh: 书}")
			w.write("content/zh/a.md", "# 甲")
			w.write("public/index.html", "<!DOCTYPE html>")
			ctx, cancel := context.WithCancel(context.Background())
			changes, err := Folder(ctx, Options{
				Dir: dir, Poll: poll, Interval: 5 * time.Millisecond,
				Ignore:  func(p string) bool { return p == "public" || strings.HasPrefix(p, "public/") },
				Polling: func(err error) { t.Errorf("fell back to polling: %v", err) },
			})
			if err != nil {
				t.Fatal(err)
			}
			w.changes = changes
			defer func() {
				cancel()
				for range changes { // until it is closed
				}
			}()
			test(t, w)
		})
	}
}

func (w *watched) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *watched) write(name, text string) {
	w.t.Helper()
	if err := os.MkdirAll(filepath.Dir(w.path(name)), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(w.path(name), []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

func (w *watched) do(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// until receives batches until all of the paths have been in one, and returns all that was.
func (w *watched) until(paths ...string) map[string]bool {
	w.t.Helper()
	seen := map[string]bool{}
	timeout := time.After(deadline)
	for {
		missing := slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return seen[p] || seen[Everything] })
		if len(missing) == 0 {
			return seen
		}
		select {
		case batch, ok := <-w.changes:
			if !ok {
				w.t.Fatal("the watch ended")
			}
			if !slices.IsSorted(batch) {
				w.t.Errorf("%v is not sorted", batch)
			}
			for _, p := range batch {
				seen[p] = true
			}
		case <-timeout:
			w.t.Fatalf("no change of %v was reported; %v were", missing, seen)
		}
	}
}

func TestASaveIsReported(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, w *watched) {
		w.write("content/zh/a.md", "# 甲乙")
		w.until("content/zh/a.md")
	})
}

func TestAnAtomicSaveIsASaveOfTheFileItReplaces(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, w *watched) {
		w.write("content/zh/.a.md.swp", "# 甲乙丙")
		w.write("content/zh/a.md~", "# 甲")
		w.do(os.Rename(w.path("content/zh/.a.md.swp"), w.path("content/zh/a.md")))
		w.write("content/zh/4913", "")
		w.write("book.yaml", "title: {zh: 新书}")
		seen := w.until("content/zh/a.md", "book.yaml")
		for _, p := range []string{"content/zh/.a.md.swp", "content/zh/a.md~", "content/zh/4913"} {
			if seen[p] {
				t.Errorf("%s was reported", p)
			}
		}
	})
}

func TestANewFolderIsWatchedWithAllThatIsInIt(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, w *watched) {
		w.write("content/en/part/b.md", "# B")
		w.until("content/en/part/b.md")
		w.write("content/en/part/b.md", "# B, longer")
		w.until("content/en/part/b.md")
	})
}

func TestRenamingReportsBothNames(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, w *watched) {
		w.do(os.Rename(w.path("content/zh/a.md"), w.path("content/zh/b.md")))
		w.until("content/zh/a.md", "content/zh/b.md")
	})
}

func TestARenamedFolderIsStillWatched(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, w *watched) {
		w.do(os.Rename(w.path("content/zh"), w.path("content/zh-CN")))
		w.until("content/zh", "content/zh-CN/a.md")
		w.write("content/zh-CN/new/b.md", "# 乙")
		w.until("content/zh-CN/new/b.md")
		w.write("content/zh-CN/a.md", "# 甲乙")
		w.until("content/zh-CN/a.md")
	})
}

func TestDeletedFilesAndFoldersAreReported(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, w *watched) {
		w.do(os.Remove(w.path("content/zh/a.md")))
		w.until("content/zh/a.md")
		w.do(os.RemoveAll(w.path("content")))
		w.until("content")
		w.write("content/zh/a.md", "# 甲")
		w.until("content/zh/a.md")
	})
}

func TestTheOutputFolderIsNotLookedInto(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, w *watched) {
		w.write("public/index.html", "<!DOCTYPE html><p>")
		w.write("public/zh/new.html", "<!DOCTYPE html>")
		w.write(".git/HEAD", "ref")
		w.write("book.yaml", "title: {zh: 新书}")
		seen := w.until("book.yaml")
		delete(seen, "book.yaml")
		if len(seen) > 0 {
			t.Errorf("reported %v", seen)
		}
	})
}

func TestABurstIsOneBatch(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	// A machine that stops for a moment must not cut the burst in two.
	changes, err := Folder(ctx, Options{Dir: dir, Quiet: 500 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 50 {
		if err := os.WriteFile(filepath.Join(dir, string(rune('a'+i%26))+".md"), []byte{byte(i)}, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	select {
	case batch := <-changes:
		if len(batch) != 26 {
			t.Errorf("the batch has %d paths", len(batch))
		}
	case <-time.After(deadline):
		t.Fatal("nothing was reported")
	}
}

func TestChangesWaitForTheReceiver(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	changes, err := Folder(ctx, Options{Dir: dir, Quiet: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	w := &watched{t: t, dir: dir, changes: changes}
	w.write("a.md", "a")
	w.write("b.md", "b")
	w.write("c.md", "c")
	w.until("a.md", "b.md", "c.md")
}

func TestWritingWithoutAPauseIsReportedAllTheSame(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	changes, err := Folder(ctx, Options{Dir: dir, Quiet: 10 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	timeout := time.After(deadline)
	for i := 0; ; i++ {
		select {
		case <-changes:
			return
		case <-timeout:
			t.Fatal("nothing was reported")
		default:
			if err := os.WriteFile(filepath.Join(dir, "log.md"), []byte{byte(i)}, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestTheFolderItselfMayGoAndComeBack(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "book")
	w := &watched{t: t, dir: dir}
	w.write("a.md", "a")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	changes, err := Folder(ctx, Options{Dir: dir, Interval: 5 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	w.changes = changes
	w.do(os.RemoveAll(dir))
	w.until(Everything)
	w.write("b.md", "b")
	w.until("b.md")
	w.write("c.md", "c")
	w.until("c.md")
}

func TestAFolderThatIsNotThereIsAnError(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := Folder(context.Background(), Options{Dir: filepath.Join(dir, "none")}); err == nil {
		t.Error("no error")
	}
	w := &watched{t: t, dir: dir}
	w.write("file", "")
	if _, err := Folder(context.Background(), Options{Dir: filepath.Join(dir, "file")}); err == nil {
		t.Error("a file can be watched as a folder")
	}
}

func TestEndingLeavesNoGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 5 {
		ctx, cancel := context.WithCancel(context.Background())
		changes, err := Folder(ctx, Options{Dir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		for range changes {
		}
	}
	for end := time.Now().Add(deadline); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
	}
}

func TestTemporaryFilesAreKnownByName(t *testing.T) {
	t.Parallel()
	for _, name := range []string{".git", ".a.md.swp", ".#a.md", "a.md~", "#a.md#", "~$稿.docx", "a.md___jb_tmp___", "4913", "a.md.tmp", "node_modules", ".DS_Store"} {
		if !Temporary(name) {
			t.Errorf("%s is taken for the author's", name)
		}
	}
	for _, name := range []string{"a.md", "book.yaml", "第一章.md", "a.twin", "49131.md", "tmp", "#1.md", "content"} {
		if Temporary(name) {
			t.Errorf("%s is not taken for the author's", name)
		}
	}
}
