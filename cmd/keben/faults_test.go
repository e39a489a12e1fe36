//go:build faults

// The long form of the fault harness of package publish: the program itself, killed by the system at every call that
// changes the output folder, and at random moments. It takes minutes: make faults.

package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keben/internal/publish"
)

// faults is a book that is built over an older build of itself, again and again, with something in the way.
type faults struct {
	t             *testing.T
	program, dir  string
	old           map[string]string // the whole output folder before, by path
	before, after map[string]string // what readers see of it, before and after a build in peace

	runs, survived, mixed, lost, unchanged int
}

var foreignFiles = map[string]string{
	".gitignore": "*\n", "CNAME": "example.org\n", "zh/own.html": "the author's", "assets/own.css": "own", "pdf/own.txt": "own", "own/deep/x": "own",
}

func newFaults(t *testing.T) *faults {
	f := &faults{t: t, program: filepath.Join(t.TempDir(), "keben"), dir: filepath.Join(t.TempDir(), "book")}
	if out, err := exec.Command("go", "build", "-o", f.program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	f.write("book.yaml", "title: {zh: 书, en: Book}\nlanguages: [zh, en]\nfront: [contents]\noutputs: {website: {}, pdf: {screen: {trim: A5}}}\n")
	f.version(1)
	f.build()
	for p, text := range foreignFiles {
		f.write("public/"+p, text)
	}
	f.old = f.read()
	f.before = visible(f.old)
	f.version(2)
	f.build()
	f.after = visible(f.read())
	if maps.Equal(f.before, f.after) {
		t.Fatal("the two builds are the same")
	}
	return f
}

func (f *faults) write(name, text string) {
	f.t.Helper()
	to := filepath.Join(f.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(to, []byte(text), 0o644); err != nil {
		f.t.Fatal(err)
	}
}

// version makes the book one of two: other texts, another picture, another style, a chapter less and a chapter more.
func (f *faults) version(n int) {
	f.t.Helper()
	if err := os.RemoveAll(filepath.Join(f.dir, "content")); err != nil {
		f.t.Fatal(err)
	}
	for _, lang := range []string{"zh", "en"} {
		for _, slug := range []string{"a", "b", fmt.Sprintf("only%d", n)} {
			f.write("content/"+lang+"/"+slug+".md", fmt.Sprintf("# %s %s\n\n正文第 %d 版。Text of version %d.\n\n![](../figures/p.png)\n", lang, slug, n, n))
		}
	}
	f.write("content/zh/same.md", "# 不变\n\n这一章不变。\n")
	img := image.NewGray(image.Rect(0, 0, 40, 30))
	img.SetGray(n, n, color.Gray{200})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		f.t.Fatal(err)
	}
	f.write("content/figures/p.png", b.String())
	f.write("templates/theme.yaml", fmt.Sprintf("colors: {light: {ink: \"#10203%d\"}}\n", n))
}

func (f *faults) build() {
	f.t.Helper()
	if out, err := exec.Command(f.program, "build", f.dir).CombinedOutput(); err != nil {
		f.t.Fatalf("%v\n%s", err, out)
	}
}

// read returns the output folder, folders with a stroke at the end.
func (f *faults) read() map[string]string {
	f.t.Helper()
	files := map[string]string{}
	dir := filepath.Join(f.dir, "public")
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		p, _ := filepath.Rel(dir, name)
		if d.IsDir() {
			files[filepath.ToSlash(p)+"/"] = ""
			return nil
		}
		data, err := os.ReadFile(name)
		files[filepath.ToSlash(p)] = string(data)
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return files
}

// visible leaves out what a build keeps for itself while it works.
func visible(files map[string]string) map[string]string {
	out := map[string]string{}
	for p, text := range files {
		if !strings.HasPrefix(p, ".keben-") {
			out[p] = text
		}
	}
	return out
}

// reset makes the output folder what it was before.
func (f *faults) reset() {
	f.t.Helper()
	if err := os.RemoveAll(filepath.Join(f.dir, "public")); err != nil {
		f.t.Fatal(err)
	}
	for p, text := range f.old {
		if !strings.HasSuffix(p, "/") {
			f.write("public/"+p, text)
		}
	}
}

var asset = regexp.MustCompile(`(?:href|src)="(?:\.\./)*(assets/[^"#?]+)"`)

// judge holds the folder to what must be so after a fault, then to what must be so after the next opening.
func (f *faults) judge(what string) {
	f.t.Helper()
	f.runs++
	whole := f.read()
	now := visible(whole)
	for p, text := range now {
		if old, was := f.before[p]; was && old == text {
			continue
		}
		if fresh, is := f.after[p]; !is || fresh != text {
			f.t.Errorf("%s: %s is neither the old one nor the new one (%d bytes)", what, p, len(text))
		}
	}
	for p, text := range now {
		if !strings.HasSuffix(p, ".html") {
			continue
		}
		for _, m := range asset.FindAllStringSubmatch(text, -1) {
			if _, there := now[m[1]]; !there {
				f.t.Errorf("%s: %s asks for %s, which is missing", what, p, m[1])
			}
		}
	}
	if _, left := whole[".keben-build/"]; left {
		out, _ := exec.Command(f.program, "check", "--only", "website", "--lang", "en", f.dir).CombinedOutput()
		if !bytes.Contains(out, []byte("output-interrupted")) {
			f.t.Errorf("%s: keben check does not say that the build was interrupted:\n%s", what, out)
		}
	} else if maps.Equal(now, f.before) {
		f.unchanged++
	}
	o, ms := publish.Open(filepath.Join(f.dir, "public"))
	if o == nil {
		f.t.Errorf("%s: the folder cannot be opened: %s", what, ms[0].Text("en"))
		return
	}
	o.Close()
	now = f.read()
	for p, text := range foreignFiles {
		if now[p] != text {
			f.lost++
			f.t.Errorf("%s: %s is lost", what, p)
		}
	}
	if maps.Equal(now, f.before) || maps.Equal(now, f.after) {
		f.survived++
		return
	}
	f.mixed++
	f.t.Errorf("%s: a mixed site: %s", what, cmp.Diff(f.after, now))
}

func (f *faults) figures() {
	f.t.Helper()
	f.t.Logf("faults %d, survived %d (%d before anything had changed), mixed sites %d, foreign files lost %d", f.runs, f.survived, f.unchanged, f.mixed, f.lost)
	f.build()
	if now := visible(f.read()); !maps.Equal(now, f.after) {
		f.t.Errorf("the last build of all is not the new site: %s", cmp.Diff(f.after, now))
	}
}

// strace runs a build with a fault injected at a call, and returns its exit status, -1 for a killed one.
func (f *faults) strace(call, inject string) int {
	f.t.Helper()
	cmd := exec.Command("strace", "-f", "-qq", "-o", os.DevNull, "-e", "trace="+call, "-e", "inject="+call+":"+inject, f.program, "build", f.dir)
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		f.t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode()
}

func needsStrace(t *testing.T) {
	if err := exec.Command("strace", "-f", "-qq", "-o", os.DevNull, "true").Run(); err != nil {
		t.Skip("strace is not installed, or may not trace here: ", err)
	}
}

// changing are the system calls that change a folder.
var changing = []string{"flock", "mkdirat", "write", "fsync", "linkat", "renameat", "unlinkat", "ftruncate"}

func TestFaultsKilledAtEverySystemCall(t *testing.T) {
	needsStrace(t)
	f := newFaults(t)
	for _, call := range changing {
		killed := 0
		for n := 1; ; n++ {
			f.reset()
			if f.strace(call, "signal=KILL:when="+strconv.Itoa(n)) == 0 {
				break
			}
			f.judge(fmt.Sprintf("killed at %s %d", call, n))
			killed++
		}
		t.Logf("%s: killed %d times", call, killed)
	}
	f.figures()
}

func TestFaultsFullDiskAtEveryWrite(t *testing.T) {
	needsStrace(t)
	f := newFaults(t)
	for _, call := range []string{"mkdirat", "write", "fsync", "linkat", "renameat"} {
		for _, from := range []string{"", "+"} { // this call, or all from it on
			for n := 1; ; n++ {
				f.reset()
				status := f.strace(call, "error=ENOSPC:when="+strconv.Itoa(n)+from)
				if status == 0 && maps.Equal(visible(f.read()), f.after) {
					break
				}
				f.judge(fmt.Sprintf("disk full at %s %d%s", call, n, from))
			}
		}
	}
	f.figures()
}

func TestFaultsKilledAtRandom(t *testing.T) {
	kills := 500
	if v, err := strconv.Atoi(os.Getenv("KEBEN_KILLS")); err == nil {
		kills = v
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	f := newFaults(t)
	begun := time.Now()
	f.reset()
	f.build()
	whole := time.Since(begun)
	for n := range kills {
		f.reset()
		cmd := exec.Command(f.program, "build", f.dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if n%4 == 0 { // some at any moment, most while the output folder changes
			time.Sleep(time.Duration(r.Int64N(int64(whole))))
		} else {
			for range 10_000 {
				if _, err := os.Lstat(filepath.Join(f.dir, "public", ".keben-build")); err == nil {
					break
				}
				time.Sleep(200 * time.Microsecond)
			}
			time.Sleep(time.Duration(r.Int64N(int64(20 * time.Millisecond))))
		}
		cmd.Process.Kill()
		cmd.Wait()
		f.judge(fmt.Sprintf("random kill %d", n))
	}
	f.figures()
}

func TestFaultsTenBuildsAtOnce(t *testing.T) {
	f := newFaults(t)
	for range 5 {
		f.reset()
		ends := make(chan error)
		for range 10 {
			go func() {
				out, err := exec.Command(f.program, "build", f.dir, "--lang", "en").CombinedOutput()
				if err != nil && !bytes.Contains(out, []byte("output-in-use")) {
					f.t.Errorf("%v: %s", err, out)
				}
				ends <- err
			}()
		}
		done := 0
		for range 10 {
			if <-ends == nil {
				done++
			}
		}
		if done == 0 || !maps.Equal(visible(f.read()), f.after) {
			t.Errorf("%d of ten succeeded; %s", done, cmp.Diff(f.after, visible(f.read())))
		}
		t.Logf("%d of ten builds at once succeeded, the others refused", done)
	}
}
