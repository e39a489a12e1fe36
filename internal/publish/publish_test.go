package publish

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keben/internal/output"
)

func nothing(string) bool { return false }

// written returns the files below dir with their texts, without the marker.
func written(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || p == marker || p == lockName {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, p))
		files[p] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func put(t *testing.T, dir string, files ...string) {
	t.Helper()
	for _, f := range files {
		name := filepath.Join(dir, f)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("own "+f), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func publish(t *testing.T, dir string, keep func(string) bool, files ...output.File) {
	t.Helper()
	f, ms := Open(dir)
	if f == nil {
		t.Fatal(ms[0].Text("en"))
	}
	defer f.Close()
	ms, err := f.Publish(context.Background(), files, keep)
	if err != nil || len(ms) > 0 {
		t.Fatal(err, ms)
	}
}

func file(p, text string) output.File { return output.File{Path: p, Data: []byte(text)} }

func TestStaleFilesGoAndForeignOnesStay(t *testing.T) {
	dir := filepath.Join(tempDir(t), "deep", "public")
	publish(t, dir, nothing, file("index.html", "1"), file("zh/a.html", "1"), file("zh/b.html", "1"), file("en/a.html", "1"))
	put(t, dir, "CNAME", "zh/own.txt", ".git/config", "own/x")
	publish(t, dir, nothing, file("index.html", "2"), file("zh/a.html", "2"))
	want := map[string]string{
		"index.html": "2", "zh/a.html": "2",
		"CNAME": "own CNAME", "zh/own.txt": "own zh/own.txt", ".git/config": "own .git/config", "own/x": "own own/x",
	}
	if d := cmp.Diff(want, written(t, dir)); d != "" {
		t.Error(d)
	}
	if _, err := os.Stat(filepath.Join(dir, "en")); err == nil {
		t.Error("the emptied folder en is still there")
	}
}

func TestOutputsThatWereNotBuiltAreKept(t *testing.T) {
	dir := tempDir(t)
	publish(t, dir, nothing, file("pdf/zh-print.pdf", "1"), file("pdf/en-print.pdf", "1"))
	publish(t, dir, func(p string) bool { return p == "pdf/en-print.pdf" }, file("pdf/zh-print.pdf", "2"))
	if d := cmp.Diff(map[string]string{"pdf/zh-print.pdf": "2", "pdf/en-print.pdf": "1"}, written(t, dir)); d != "" {
		t.Error(d)
	}
	publish(t, dir, nothing, file("pdf/zh-print.pdf", "3"))
	if d := cmp.Diff(map[string]string{"pdf/zh-print.pdf": "3"}, written(t, dir)); d != "" {
		t.Error("a kept file was no longer known as ours", d)
	}
}

func TestFoldersOfOthersAreRefused(t *testing.T) {
	dir := tempDir(t)
	put(t, dir, "Letter.txt")
	_, ms := Open(dir)
	if len(ms) != 1 || ms[0].Kind != foreignFolder || !strings.Contains(ms[0].Text("en"), dir) {
		t.Fatalf("got %v", ms)
	}
	if d := cmp.Diff(map[string]string{"Letter.txt": "own Letter.txt"}, written(t, dir)); d != "" {
		t.Error(d)
	}
}

func TestFoldersWithOnlyDotFilesAreTaken(t *testing.T) {
	dir := tempDir(t)
	put(t, dir, ".gitignore")
	publish(t, dir, nothing, file("index.html", "1"))
	if d := cmp.Diff(map[string]string{".gitignore": "own .gitignore", "index.html": "1"}, written(t, dir)); d != "" {
		t.Error(d)
	}
}

func TestFilesInTheWayAreNotOverwritten(t *testing.T) {
	dir := tempDir(t)
	publish(t, dir, nothing, file("index.html", "1"))
	put(t, dir, "zh", "en/a.html")
	f, _ := Open(dir)
	defer f.Close()
	ms, err := f.Publish(context.Background(), []output.File{file("index.html", "2"), file("zh/a.html", "2"), file("en/a.html", "2")}, nothing)
	if err != nil || len(ms) != 2 || ms[0].Kind != foreignFile {
		t.Fatalf("got %v, %v", ms, err)
	}
	want := map[string]string{"index.html": "1", "zh": "own zh", "en/a.html": "own en/a.html"}
	if d := cmp.Diff(want, written(t, dir)); d != "" {
		t.Error(d)
	}
}

func TestPathsOutsideTheFolderAreNotBelieved(t *testing.T) {
	above := tempDir(t)
	put(t, above, "precious")
	dir := filepath.Join(above, "public")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, marker), []byte("../precious\n/etc/passwd\n.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	publish(t, dir, nothing, file("index.html", "1"))
	if _, err := os.Stat(filepath.Join(above, "precious")); err != nil {
		t.Error(err)
	}
}

func TestCancelledBuildsLeaveTheLastOne(t *testing.T) {
	dir := tempDir(t)
	publish(t, dir, nothing, file("index.html", "1"))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	f, _ := Open(dir)
	defer f.Close()
	if _, err := f.Publish(ctx, []output.File{file("index.html", "2")}, nothing); err == nil {
		t.Error("no error")
	}
	if d := cmp.Diff(map[string]string{"index.html": "1"}, written(t, dir)); d != "" {
		t.Error(d)
	}
}

func TestUnwritableFoldersAreFoundBeforeTheWork(t *testing.T) {
	dir := tempDir(t)
	put(t, dir, "file")
	if _, ms := Open(filepath.Join(dir, "file", "public")); len(ms) != 1 || ms[0].Kind != unwritable {
		t.Errorf("below a file: got %v", ms)
	}
	if _, ms := Open(filepath.Join(dir, "file")); len(ms) != 1 || ms[0].Kind != unwritable {
		t.Errorf("a file: got %v", ms)
	}
	if runtime.GOOS != "windows" && os.Geteuid() != 0 {
		closed := filepath.Join(dir, "closed")
		if err := os.Mkdir(closed, 0o555); err != nil {
			t.Fatal(err)
		}
		if _, ms := Open(filepath.Join(closed, "public")); len(ms) != 1 || ms[0].Kind != unwritable {
			t.Errorf("a closed folder: got %v", ms)
		}
	}
}

func TestAFolderWithAMarkerIsAnOutputFolder(t *testing.T) {
	dir := t.TempDir()
	if IsOutput(dir) || IsOutput(filepath.Join(dir, "none")) {
		t.Error("an empty folder is one")
	}
	if err := os.WriteFile(filepath.Join(dir, marker), []byte(markerHead), 0o644); err != nil {
		t.Fatal(err)
	}
	if !IsOutput(dir) {
		t.Error("a folder with a marker is none")
	}
}
