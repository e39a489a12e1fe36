// Mutants changes the program a little at random places and says which changes no test sees.
//
//	go run ./.ci/mutants [-n 200] [-seed 1] [-since REVISION] PACKAGE…
//
// A change is a neighbouring operator, constant or boolean, a condition negated, a result replaced by the zero value, or a
// statement left out; texts are left alone. The compiler reads each change from an overlay, so that no file of the tree is
// written. Then the tests of the package run, and if they pass, those of its customers (customers.txt). A change that does
// not compile is drawn again, and so is one that equivalent.txt excuses by name. The numbers of a declaration that
// specification.txt names are not drawn.
//
// The places of all packages have the same chance. A test binary may take 10 s and four times as long as without the change,
// and 6 GB of address space: a test that takes more counts as failed, because a loop without end is a change that is seen.
// An interrupt ends the drawing and prints the figures of what was judged.
package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// options are what the command line asks for.
type options struct {
	root     string // of the module
	n        int
	seed     uint64
	since    string
	tests    []string // flags of the test binaries
	floor    int      // per cent
	again    string   // a file with what the sampler has printed
	patience time.Duration
	packages []string
}

func main() {
	o := options{root: ".", patience: 10 * time.Second}
	flag.IntVar(&o.n, "n", 200, "how many changes are judged")
	flag.Uint64Var(&o.seed, "seed", 1, "of the random numbers: the same seed draws the same changes")
	flag.StringVar(&o.since, "since", "", "draw only from lines that have changed since this revision of git")
	flag.StringVar(&o.again, "again", "", "judge what survived in this earlier print-out instead of drawing")
	flag.IntVar(&o.floor, "floor", 0, "fail if a smaller share is killed, in per cent")
	long := flag.Bool("long", false, "run the long forms of the tests too")
	flag.Parse()
	if !*long {
		o.tests = []string{"-test.short"}
	}
	o.packages = flag.Args()
	out := bufio.NewWriter(os.Stdout)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	killed, err := sample(ctx, o, func(format string, args ...any) {
		fmt.Fprintf(out, format+"\n", args...)
		out.Flush()
	})
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(2)
	case killed < o.floor:
		fmt.Fprintf(os.Stderr, "mutants: %d %% killed, expected at least %d %%\n", killed, o.floor)
		os.Exit(1)
	}
}

// score counts what became of changes.
type score struct{ judged, killed int }

// sample draws changes and judges them, and returns the share killed in per cent. When ctx is cancelled it counts what has
// been judged until then.
func sample(ctx context.Context, o options, say func(string, ...any)) (int, error) {
	pool, packages, err := gather(o)
	if err != nil {
		return 0, err
	}
	excuses, err := readExcuses(o.root)
	if err != nil {
		return 0, err
	}
	if o.since == "" {
		if err := excuses.check(o.root, pool); err != nil {
			return 0, err
		}
	}
	lab, err := newLab(o)
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(lab.dir)
	say("seed %d: %d of %d places in %d packages", o.seed, min(o.n, len(pool)), len(pool), len(packages))
	begun := time.Now()
	random := rand.New(rand.NewPCG(o.seed, 0))
	random.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	var (
		all           score
		by            = map[string]*score{}
		again, exempt int
	)
	draws := func(yield func(change) bool) {
		for _, p := range pool {
			if !yield(change{place: p, with: p.instead[random.IntN(len(p.instead))]}) {
				return
			}
		}
	}
	if o.again != "" {
		if draws, err = survivors(o, pool); err != nil {
			return 0, err
		}
	}
	for c := range draws {
		if all.judged == o.n {
			break
		}
		text, err := os.ReadFile(filepath.Join(o.root, filepath.FromSlash(c.file)))
		if err != nil {
			return 0, err
		}
		c.show(text)
		if excuses[c.name()] {
			exempt++
			continue
		}
		end, err := lab.judge(c, text)
		if ctx.Err() != nil {
			break // what it interrupts is not judged: the signal ends the tests too
		}
		if err != nil {
			return 0, err
		}
		if end == broken {
			again++
			continue
		}
		pkg := path.Dir(c.file)
		if by[pkg] == nil {
			by[pkg] = &score{}
		}
		all.judged++
		by[pkg].judged++
		if end == survived {
			say("survives line %d: %s", c.line, c.name())
			continue
		}
		all.killed++
		by[pkg].killed++
	}
	for _, p := range packages {
		if s := by[p.folder]; s != nil {
			say("%4d of %4d %s", s.killed, s.judged, p.folder)
		}
	}
	share := 100
	if all.judged > 0 {
		share = all.killed * 100 / all.judged
	}
	say("killed %d of %d: %d %% (seed %d, %d did not compile, %d excused, %.0f s)",
		all.killed, all.judged, share, o.seed, again, exempt, time.Since(begun).Seconds())
	return share, nil
}

// listed is a package as go list tells of it.
type listed struct {
	folder string // slash-separated, relative to the root
	files  []string
}

// list asks go list for packages, in the order of their folders.
func list(root string, patterns []string) ([]listed, error) {
	cmd := exec.Command("go", append([]string{"list", "-f", "{{.Dir}}\t{{join .GoFiles \" \"}}"}, patterns...)...)
	cmd.Dir = root
	text, err := output(cmd)
	if err != nil {
		return nil, err
	}
	base, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	var all []listed
	for line := range strings.Lines(string(text)) {
		dir, files, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		folder, err := filepath.Rel(base, dir)
		if err != nil {
			return nil, err
		}
		all = append(all, listed{filepath.ToSlash(folder), strings.Fields(files)})
	}
	return all, nil
}

// output runs a program and returns what it prints; an error holds what it complains of.
func output(cmd *exec.Cmd) ([]byte, error) {
	text, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return nil, fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, bytes.TrimSpace(exit.Stderr))
	}
	return text, err
}

// gather returns every place of the packages asked for.
func gather(o options) (pool []place, packages []listed, err error) {
	if len(o.packages) == 0 {
		return nil, nil, errors.New("no packages named")
	}
	if packages, err = list(o.root, o.packages); err != nil {
		return nil, nil, err
	}
	for _, pkg := range packages {
		for _, file := range pkg.files {
			found, err := places(o.root, path.Join(pkg.folder, file))
			if err != nil {
				return nil, nil, err
			}
			pool = append(pool, found...)
		}
	}
	if pool, err = withoutSpecification(o.root, pool); err != nil {
		return nil, nil, err
	}
	if o.since != "" {
		changed, err := changedSince(o.root, o.since)
		if err != nil {
			return nil, nil, err
		}
		pool = slices.DeleteFunc(pool, func(p place) bool { return !changed[p.file][p.line] })
	}
	return pool, packages, nil
}

// hunk is the head of a hunk of a diff without context: which lines are new.
var hunk = regexp.MustCompile(`^@@ -\S+ \+(\d+)(?:,(\d+))? @@`)

// changedSince returns the lines of each file that differ from a revision.
func changedSince(root, revision string) (map[string]map[int]bool, error) {
	cmd := exec.Command("git", "diff", "--unified=0", "--no-color", "--no-ext-diff", "--relative", "--dst-prefix=b/", revision, "--", "*.go")
	cmd.Dir = root
	text, err := output(cmd)
	if err != nil {
		return nil, err
	}
	changed := map[string]map[int]bool{}
	file := ""
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "+++ b/"); ok {
			file = strings.TrimSpace(name)
			changed[file] = map[int]bool{}
		}
		if m := hunk.FindStringSubmatch(line); m != nil {
			first, _ := strconv.Atoi(m[1])
			count := 1
			if m[2] != "" {
				count, _ = strconv.Atoi(m[2])
			}
			for i := range count {
				changed[file][first+i] = true
			}
		}
	}
	return changed, nil
}
