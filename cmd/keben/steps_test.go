//go:build steps

package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"keben/internal/runaway"
)

// The steps of a build are the blocks of statements that it runs, in Keben and in the modules that parse: the coverage
// counters of the compiler count them, without a clock. Building the program with counters takes a minute, so that
// the test is for make steps.
const countedPackages = "keben/...,github.com/yuin/goldmark/...,github.com/gomarkdown/markdown/...,go.yaml.in/yaml/v3," +
	"github.com/BurntSushi/toml,github.com/alecthomas/chroma/v2,github.com/dlclark/regexp2/v2/...,text/template," +
	"text/template/parse,regexp,strings,bytes,slices,sort"

// settled is how many steps any book costs: below it a ratio says nothing.
const settled = 3_000_000

func TestTwiceTheTextIsLessThanThreeTimesTheSteps(t *testing.T) {
	program := filepath.Join(t.TempDir(), "keben")
	if ready := os.Getenv("KEBEN_COUNTED"); ready != "" {
		program = ready
	} else if out, err := exec.Command("go", "build", "-cover", "-covermode=count", "-coverpkg="+countedPackages, "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, in := range runaway.Inputs() {
		for _, ext := range []string{"md", "mmark"} {
			if in.Ext != "md" && ext != in.Ext || strings.HasPrefix(in.Name, "TOML") && ext != "md" {
				continue
			}
			t.Run(in.Name+"/"+ext, func(t *testing.T) {
				t.Parallel()
				once, said := stepsOf(t, program, ext, in.Text(in.Size), in.Book)
				if refused := in.Error || in.Long; refused != strings.Contains(said, "error: ") {
					t.Errorf("refused: %v; it says\n%s", !refused, said)
				}
				twice, _ := stepsOf(t, program, ext, in.Text(2*in.Size), in.Book)
				fmt.Printf("%-45s %9d bytes %12d steps, %12d for twice as many: %.2f\n", in.Name+"."+ext, len(in.Text(in.Size)), once, twice, float64(twice)/float64(once))
				// Some texts grow with the square of their lines. gomarkdown reads every container again for each that
				// it is in; how often is bounded by MmarkBlocks and MmarkScan.
				allowed := 1.5 * float64(len(in.Text(2*in.Size))) / float64(len(in.Text(in.Size)))
				if ext == "mmark" {
					allowed *= 2
				}
				if float64(twice) > allowed*float64(once)+settled {
					t.Errorf("%d steps for %d, %d for twice as many", once, in.Size, twice)
				}
			})
		}
	}
}

// stepsOf checks and builds a book of one chapter, and returns the steps of both and what was said first.
func stepsOf(t *testing.T, program, ext, text, settings string) (steps uint64, said string) {
	t.Helper()
	dir := t.TempDir()
	book := "kind: book\ntitle: {zh: 书}\nlanguages: [zh]\nchapters: [a]\noutputs: {website: {}}\n" + settings
	if err := os.MkdirAll(filepath.Join(dir, "content", "zh"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"book.yaml": book, "content/zh/a." + ext: text} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, command := range []string{"check", "build"} {
		counters := t.TempDir()
		c := exec.Command(program, command, "--lang=en", dir)
		c.Env = append(os.Environ(), "GOCOVERDIR="+counters, "GOMAXPROCS=1")
		out, err := c.CombinedOutput()
		if bytes.Contains(out, []byte("panic")) || bytes.Contains(out, []byte("keben-fault")) {
			t.Fatalf("%s: %v\n%.3000s", command, err, out)
		}
		if said == "" {
			said = string(out[:min(len(out), 2000)])
		}
		files, _ := filepath.Glob(filepath.Join(counters, "covcounters.*"))
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			steps += sumCounters(data)
		}
	}
	if steps == 0 {
		t.Fatal("nothing was counted")
	}
	return steps, said
}

// sumCounters adds up the counters of a file of the Go toolchain (internal/coverage/defs.go, version 1): a header of
// 32 bytes, a segment's header and strings, and per function the number of counters, its package, its number and the
// counters, as words or in LEB128.
func sumCounters(b []byte) (sum uint64) {
	le := binary.LittleEndian
	words := b[24] == 1
	entries, strs, args := le.Uint64(b[32:]), le.Uint32(b[40:]), le.Uint32(b[44:])
	at := (48 + int(strs) + int(args) + 3) / 4 * 4
	next := func() (v uint64) {
		if words {
			at += 4
			return uint64(le.Uint32(b[at-4:]))
		}
		v, n := binary.Uvarint(b[at:])
		at += n
		return v
	}
	for range entries {
		n := next()
		next()
		next()
		for range n {
			sum += next()
		}
	}
	return sum
}
