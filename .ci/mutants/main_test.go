package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// sampled runs the sampler and returns what it prints, without the time.
func sampled(t *testing.T, o options) (lines []string, killed int) {
	t.Helper()
	o.patience = 500 * time.Millisecond
	killed, err := sample(t.Context(), o, func(format string, args ...any) {
		line, _, _ := strings.Cut(fmt.Sprintf(format, args...), " excused")
		lines = append(lines, line)
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines, killed
}

// Every place of the toy is drawn: what survives is what its tests, and those of its customer, do not look at.
func TestTheSamplerFindsWhatTheTestsOfTheToyDoNotSee(t *testing.T) {
	before := tree(t, "testdata/toy")
	lines, killed := sampled(t, options{root: "testdata/toy", n: 1000, seed: 3, packages: []string{"./scale"}})
	slices.Sort(lines)
	want := strings.Split(strings.Trim(`
  14 of   18 scale
killed 14 of 18: 77 % (seed 3, 1 did not compile, 1
seed 3: 20 of 20 places in 1 packages
survives line 25: scale/scale.go Greeting: func Greeting(name string) string { return ⟦"hello " + name → *new(string)⟧ }
survives line 6: scale/scale.go Clamp: if n ⟦> → >=⟧ most {
survives line 9: scale/scale.go Clamp: if n < ⟦0 → 1⟧ {
survives line 9: scale/scale.go Clamp: if n ⟦< → <=⟧ 0 {
`, "\n"), "\n")
	if killed != 77 || !slices.Equal(lines, want) {
		t.Errorf("%d %% killed:\n%s", killed, strings.Join(lines, "\n"))
	}
	if after := tree(t, "testdata/toy"); !slices.Equal(before, after) {
		t.Errorf("the tree was written to:\n%s\n%s", before, after)
	}
}

// tree lists the files of a folder with their content.
func tree(t *testing.T, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		files = append(files, path+"\n"+string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestWhatSurvivedIsJudgedAgain(t *testing.T) {
	printed := filepath.Join(t.TempDir(), "before")
	text := "seed 1\nsurvives line 9: scale/scale.go Clamp: if n < ⟦0 → 1⟧ {\nsurvives line 1: scale/scale.go Clamp: gone\nkilled 1 of 2\n"
	if err := os.WriteFile(printed, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	lines, killed := sampled(t, options{root: "testdata/toy", n: 9, again: printed, packages: []string{"./scale"}})
	if killed != 0 || len(lines) != 4 || lines[1] != "survives line 9: scale/scale.go Clamp: if n < ⟦0 → 1⟧ {" {
		t.Errorf("%d %q", killed, lines)
	}
}

func TestTheSameSeedDrawsTheSame(t *testing.T) {
	o := options{root: "testdata/toy", n: 2, seed: 7, packages: []string{"./scale"}}
	first, _ := sampled(t, o)
	again, _ := sampled(t, o)
	if !slices.Equal(first, again) || !strings.HasPrefix(first[0], "seed 7: 2 of 20 places") {
		t.Errorf("%q\n%q", first, again)
	}
}

// copied is the toy in a folder of its own, with some files written anew.
func copied(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/toy")); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestOnlyLinesThatHaveChangedAreDrawnFromSinceARevision(t *testing.T) {
	dir := copied(t, nil)
	for _, args := range [][]string{
		{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "toy"},
	} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %s", err, said)
		}
	}
	file := filepath.Join(dir, "scale", "scale.go")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text = []byte(strings.Replace(string(text), "sum += i\n", "sum += i * 1\n", 1) + "\n// Half is new.\nfunc Half(n int) int { return n / 2 }\n")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	pool, _, err := gather(options{root: dir, since: "HEAD", packages: []string{"./..."}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range pool {
		got = append(got, fmt.Sprintf("%s %s %q", p.decl, text[p.from:p.to], p.instead))
	}
	slices.Sort(got)
	want := []string{`Half / ["*"]`, `Half 2 ["3" "1"]`, `Half n / 2 ["*new(int)"]`, `Sum * ["/"]`, `Sum += ["-="]`, `Sum 1 ["2" "0"]`, `Sum sum += i * 1 [""]`}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestAnExcuseMustHaveAReasonAndAPlace(t *testing.T) {
	for excuse, want := range map[string]string{
		"scale/scale.go Clamp: if n ⟦> → >=⟧ most {\n": "has no reason",
		"a\nb\n\tbecause\n": "a has no reason",
		"scale/scale.go Clamp: if n ⟦> → >=⟧ least {\n\tIt was renamed.\n": "cannot be drawn any more:\nscale/scale.go Clamp",
	} {
		dir := copied(t, map[string]string{".ci/mutants/equivalent.txt": excuse})
		_, err := sample(t.Context(), options{root: dir, n: 1, packages: []string{"./..."}}, func(string, ...any) {})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", excuse, err)
		}
	}
}

func TestTheNumbersOfASpecificationAreNotDrawn(t *testing.T) {
	for list, want := range map[string]string{
		"":                                      "Sum 0",
		"scale/scale.go Sum: It is a table.":    "",
		"scale/scale.go Sum":                    "expected a file",
		"scale/scale.go Greeting: It has none.": "no numbers in scale/scale.go Greeting",
		"other/other.go Sum: Not asked for.":    "Sum 0",
	} {
		dir := copied(t, map[string]string{".ci/mutants/specification.txt": list + "\n"})
		pool, _, err := gather(options{root: dir, packages: []string{"./scale"}})
		var got []string
		operators := 0
		for _, p := range pool {
			if p.decl != "Sum" {
				continue
			}
			if !p.number {
				operators++
				continue
			}
			text, err := os.ReadFile(filepath.Join(dir, p.file))
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, p.decl+" "+string(text[p.from:p.to]))
		}
		slices.Sort(got)
		switch {
		case err != nil:
			if want == "" || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %v", list, err)
			}
		case strings.Join(got, ", ") != want || operators == 0:
			t.Errorf("%q: %q, and %d operators", list, got, operators)
		}
	}
}

func TestTestsThatFailBeforehandAreAnError(t *testing.T) {
	dir := copied(t, map[string]string{"scale/scale_test.go": "package scale\n\nimport \"testing\"\n\nfunc TestNothing(t *testing.T) { t.Fail() }\n"})
	_, err := sample(t.Context(), options{root: dir, n: 1, packages: []string{"./scale"}}, func(string, ...any) {})
	if err == nil || !strings.Contains(err.Error(), "the tests of scale fail without a change") {
		t.Error(err)
	}
}
