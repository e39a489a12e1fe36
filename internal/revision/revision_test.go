package revision

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/diag"
)

// needGit skips a test where there is no git; on the build machine that is a failure.
func needGit(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("KEBEN_CI") != "" {
			t.Fatal("git is not installed")
		}
		t.Skip("git is not installed")
	}
}

// repository makes a repository with two commits and returns its folder.
func repository(t *testing.T) string {
	t.Helper()
	needGit(t)
	dir := t.TempDir()
	run(t, dir, "init", "-q", "-b", "main")
	write(t, dir, "books/silk/book.yaml", "title: Silk\n")
	write(t, dir, "books/silk/content/en/road.md", "# Road\n\nOld.\n")
	write(t, dir, "other.md", "outside\n")
	run(t, dir, "add", ".")
	run(t, dir, "commit", "-q", "-m", "one", "--date", "2026-01-02T12:00:00Z")
	run(t, dir, "tag", "first")
	write(t, dir, "books/silk/content/en/road.md", "# Road\n\nNew.\n")
	write(t, dir, "books/silk/content/en/路.md", "# 路\n")
	run(t, dir, "add", ".")
	run(t, dir, "commit", "-q", "-m", "two")
	return dir
}

func run(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.org"}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_COMMITTER_DATE=2026-01-02T12:00:00Z")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, dir, rev string) *Tree {
	t.Helper()
	tree, m := Open(context.Background(), dir, rev)
	if m != nil {
		t.Fatalf("%s: %s", rev, m.Text(diag.English))
	}
	t.Cleanup(tree.Close)
	return tree
}

func TestAFolderIsReadAsItWasAtARevision(t *testing.T) {
	dir := filepath.Join(repository(t), "books", "silk")
	for rev, want := range map[string]string{"first": "Old.", "HEAD": "New.", "HEAD~1": "Old.", "main": "New."} {
		tree := open(t, dir, rev)
		text, err := fs.ReadFile(tree, "content/en/road.md")
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s: %q, %v", rev, text, err)
		}
		if tree.Date != "2026-01-02" || len(tree.Commit) != 40 {
			t.Errorf("%s: commit %q of %q", rev, tree.Commit, tree.Date)
		}
		if err := fstest.TestFS(tree, "book.yaml", "content/en/road.md"); err != nil {
			t.Error(err)
		}
	}
	if _, err := fs.Stat(open(t, dir, "HEAD"), "content/en/路.md"); err != nil {
		t.Error(err)
	}
	if _, err := fs.Stat(open(t, dir, "first"), "other.md"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file outside the folder: %v", err)
	}
}

// Whatever git lists, a tree is walked to its end, and every name in it is found.
func FuzzListing(f *testing.F) {
	f.Add("100644 blob abc 12\ta/b.md\x00120000 blob abc 3\tlink\x00160000 commit abc -\tother\x00")
	f.Add("100644 blob abc 12\ta\x00100644 blob abc 12\ta/b\x00100644 blob abc 12\ta\x00")
	f.Add("100644 blob abc 12\t../a\x00100644 blob abc 12\t.\x00\t\x00x\ty")
	f.Fuzz(func(t *testing.T, list string) {
		var tree Tree
		tree.read(list)
		seen := 0
		err := fs.WalkDir(&tree, ".", func(name string, d fs.DirEntry, err error) error {
			seen++
			if err != nil && d.IsDir() {
				return fs.SkipDir
			}
			_, err = tree.Stat(name)
			return err
		})
		if err != nil || seen > 2*len(list)+1 {
			t.Errorf("%d names: %v", seen, err)
		}
	})
}

func TestAShallowCloneKnowsItsOwnRevisions(t *testing.T) {
	from := repository(t)
	dir := filepath.Join(t.TempDir(), "clone")
	run(t, filepath.Dir(dir), "clone", "-q", "--depth", "1", "file://"+filepath.ToSlash(from), dir)
	open(t, filepath.Join(dir, "books", "silk"), "HEAD")
	refused(t, filepath.Join(dir, "books", "silk"), "HEAD~1", "shallow")
}

func refused(t *testing.T, dir, rev, want string) {
	t.Helper()
	tree, m := Open(context.Background(), dir, rev)
	if m == nil {
		tree.Close()
		t.Fatalf("%q was read", rev)
	}
	if !strings.Contains(m.Text(diag.English), want) || m.Hint(diag.English) == "" || m.Hint(diag.Chinese) == "" {
		t.Errorf("%q: %s (%s)", rev, m.Text(diag.English), m.Hint(diag.English))
	}
}

func TestNamesThatAreNoRevisionsAreRefused(t *testing.T) {
	top := repository(t)
	dir := filepath.Join(top, "books", "silk")
	leak := filepath.Join(dir, "x")
	for _, rev := range []string{
		"", "nowhere", "--output=" + leak, "-h", "--help", "HEAD\nHEAD", "HEAD\x00", "HEAD:content", "HEAD; touch " + leak, "$(touch " + leak + ")",
		"--exec=touch", strings.Repeat("a", 5000), "..", "HEAD..HEAD", "^HEAD",
	} {
		refused(t, dir, rev, "no revision")
	}
	if _, err := os.Stat(leak); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a name was run")
	}
	write(t, top, "later/book.yaml", "title: Later\n")
	refused(t, filepath.Join(top, "later"), "HEAD", "no files")
}

func TestAFolderOutsideARepositorySaysSo(t *testing.T) {
	needGit(t)
	dir := t.TempDir()
	t.Setenv("GIT_DIR", filepath.Join(repository(t), ".git")) // is not heeded
	refused(t, dir, "HEAD", "not in a git repository")
}

func TestWithoutGitThereIsAMessage(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	refused(t, dir, "HEAD", "git is not installed")
}

func TestAClosedRevisionReadsNoMore(t *testing.T) {
	tree := open(t, filepath.Join(repository(t), "books", "silk"), "HEAD")
	tree.Close()
	tree.Close()
	if _, err := fs.ReadFile(tree, "book.yaml"); !errors.Is(err, errClosed) {
		t.Errorf("got %v", err)
	}
	if names, err := fs.Glob(tree, "content/*/*"); err != nil || len(names) != 2 {
		t.Errorf("%v, %v", names, err) // names are known without the program
	}
}

func TestALinkAndAnotherRepositoryAreNoFiles(t *testing.T) {
	var tree Tree
	tree.read("120000 blob aa 4\tlink\x00160000 commit bb -\tmodule\x00100755 blob cc 7\tdir/run\x00100644 blob dd 1\t../out\x00nonsense\x00")
	var got []string
	if err := fs.WalkDir(&tree, ".", func(name string, e fs.DirEntry, err error) error {
		got = append(got, name+" "+e.Type().String())
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if want := []string{". d---------", "dir d---------", "dir/run ----------", "link L---------", "module ?---------"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
