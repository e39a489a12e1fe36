package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// verdict is what became of a change.
type verdict int

const (
	survived verdict = iota
	killed
	broken // does not compile
)

// lab is where changes are compiled and tested.
type lab struct {
	root, dir string // the module; a folder for what is made
	flags     []string
	patience  time.Duration
	customers map[string][]string
	limits    map[string]time.Duration // of the tests of each package that has been asked
}

// memory is what a test may take, in kB of address space: a change may make a loop that never ends and grows.
const memory = 6 << 20

// newLab makes an empty lab.
func newLab(o options) (*lab, error) {
	root, err := filepath.Abs(o.root)
	if err != nil {
		return nil, err
	}
	l := &lab{root: root, flags: o.tests, patience: o.patience, limits: map[string]time.Duration{}}
	if l.customers, err = readCustomers(o.root); err != nil {
		return nil, err
	}
	l.dir, err = os.MkdirTemp("", "mutants-")
	return l, err
}

// limit says how long the tests of a package may take. They run once without a change, and must pass.
func (l *lab) limit(tested string) (time.Duration, error) {
	if limit, ok := l.limits[tested]; ok {
		return limit, nil
	}
	begun := time.Now()
	end, err := l.run(tested, "", 10*time.Minute)
	if err != nil {
		return 0, err
	}
	if end != survived {
		return 0, fmt.Errorf("the tests of %s fail without a change", tested)
	}
	l.limits[tested] = l.patience + 4*time.Since(begun)
	return l.limits[tested], nil
}

// tested returns the packages whose tests are run for a change in one, in their order.
func (l *lab) tested(folder string) []string { return append([]string{folder}, l.customers[folder]...) }

// judge compiles a change and runs the tests.
func (l *lab) judge(c change, text []byte) (verdict, error) {
	changed := filepath.Join(l.dir, "changed.go")
	if err := os.WriteFile(changed, c.apply(text), 0o600); err != nil {
		return 0, err
	}
	overlay := filepath.Join(l.dir, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{
		"Replace": {filepath.Join(l.root, filepath.FromSlash(c.file)): changed},
	})
	if err != nil {
		return 0, err
	}
	if err := os.WriteFile(overlay, replace, 0o600); err != nil {
		return 0, err
	}
	of := path.Dir(c.file)
	for _, tested := range l.tested(of) {
		limit, err := l.limit(tested)
		if err != nil {
			return 0, err
		}
		if end, err := l.run(tested, overlay, limit); end != survived || err != nil {
			return end, err
		}
	}
	return survived, nil
}

// run compiles the tests of a package, with an overlay if one is named, and runs them. Tests that take longer than limit
// have failed.
func (l *lab) run(tested, overlay string, limit time.Duration) (verdict, error) {
	binary := filepath.Join(l.dir, "tests")
	if err := os.Remove(binary); err != nil && !errors.Is(err, os.ErrNotExist) {
		return 0, err
	}
	args := []string{"test", "-c", "-vet=off", "-o", binary}
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	build := exec.Command("go", append(args, "./"+tested)...)
	build.Dir = l.root
	if said, err := build.CombinedOutput(); err != nil {
		if overlay == "" {
			return 0, fmt.Errorf("%s: %s", tested, said)
		}
		return broken, nil
	}
	if _, err := os.Stat(binary); errors.Is(err, os.ErrNotExist) {
		return survived, nil // there are no tests
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	script := fmt.Sprintf("ulimit -v %d; exec %s -test.failfast -test.paniconexit0 %s", memory, binary, strings.Join(l.flags, " "))
	test := exec.CommandContext(ctx, "sh", "-c", script)
	test.Dir = filepath.Join(l.root, filepath.FromSlash(tested))
	test.WaitDelay = time.Second
	if err := test.Run(); err != nil {
		return killed, nil
	}
	return survived, nil
}
