package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// systems are those that Keben is built for: each may link a module of its own.
var systems = []string{"darwin", "linux", "windows"}

// linked lists the modules that are compiled into keben on any system, "path version folder", by path.
func linked(t *testing.T) (modules []string) {
	t.Helper()
	for _, system := range systems {
		list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}", ".")
		list.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
		out, err := list.Output()
		if err != nil {
			t.Skipf("go list for %s: %v", system, err)
		}
		for s := bufio.NewScanner(bytes.NewReader(out)); s.Scan(); {
			if line := s.Text(); line != "" && !slices.Contains(modules, line) {
				modules = append(modules, line)
			}
		}
	}
	slices.Sort(modules)
	return modules
}

var licenceFile = regexp.MustCompile(`(?i)^(licen[sc]e|copying|notice|unlicense|patents)`)

// notices are the files of a module that state a licence, in the module's own folder and below. Programs and tests
// beside the library are not linked.
func notices(dir string) (files []string, err error) {
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		base := filepath.Base(name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (base == "testdata" || base == "cmd" || base == "_examples" || strings.HasPrefix(base, ".")) && name != dir:
			return fs.SkipDir
		case !d.IsDir() && licenceFile.MatchString(base) && filepath.Ext(base) != ".go":
			files = append(files, name)
		}
		return nil
	})
	return files, err
}

// gathered is what licences.txt has to be.
func gathered(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	add := func(title, file string) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text = bytes.TrimSpace(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))
		fmt.Fprintf(&b, "======== %s ========\n\n%s\n\n", title, text)
	}
	add("Keben: NOTICE", "../../NOTICE")
	add("Keben: LICENSE", "../../LICENSE")
	fonts, err := filepath.Glob("../../templates/fonts/LICENSE-*")
	if err != nil || len(fonts) == 0 {
		t.Fatal(fonts, err)
	}
	for _, f := range fonts {
		add("Fonts: "+filepath.Base(f), f)
	}
	add("Hyphenation patterns: README.md", "../../internal/typeset/linebreak/patterns/README.md")
	add("The Go programming language: LICENSE", filepath.Join(goRoot(t), "LICENSE"))
	for _, m := range linked(t) {
		path, rest, _ := strings.Cut(m, " ")
		version, dir, _ := strings.Cut(rest, " ")
		files, err := notices(dir)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s has no licence: %v", path, err)
		}
		for _, f := range files {
			rel, err := filepath.Rel(dir, f)
			if err != nil {
				t.Fatal(err)
			}
			add(path+" "+version+": "+filepath.ToSlash(rel), f)
		}
	}
	return append(bytes.TrimSpace(b.Bytes()), '\n')
}

func goRoot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skip("without the go command: ", err)
	}
	return strings.TrimSpace(string(out))
}

func TestTheLicencesAreThoseOfWhatIsLinked(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("one system is enough to compare")
	}
	want := gathered(t)
	if os.Getenv("KEBEN_UPDATE") != "" {
		if err := os.WriteFile("licences.txt", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if licenceTexts == string(want) {
		return
	}
	t.Error("licences.txt is not what is linked: run make licences")
	missing := headings(string(want))
	for _, h := range headings(licenceTexts) {
		if i := slices.Index(missing, h); i >= 0 {
			missing = slices.Delete(missing, i, i+1)
		} else {
			t.Error("not linked any more, or otherwise: ", h)
		}
	}
	for _, h := range missing {
		t.Error("missing: ", h)
	}
}

func headings(s string) (out []string) {
	for line := range strings.Lines(s) {
		if strings.HasPrefix(line, "======== ") {
			out = append(out, strings.TrimSpace(line))
		}
	}
	return out
}

// NOTICE has a line for every linked module and for no other, so that it can be trusted.
func TestTheNoticeNamesWhatIsLinkedAndNothingElse(t *testing.T) {
	notice, err := os.ReadFile("../../NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(notice), "Go modules compiled into the binary")
	compiled, _, ok := strings.Cut(rest, "Used by the tests only")
	if !ok {
		t.Fatal("NOTICE has lost its headings")
	}
	var named []string
	for _, line := range strings.Split(compiled, "\n") {
		for _, word := range strings.Fields(line) {
			if first, _, slash := strings.Cut(word, "/"); slash && strings.Contains(first, ".") {
				named = append(named, word)
			}
		}
	}
	var want []string
	for _, m := range linked(t) {
		path, _, _ := strings.Cut(m, " ")
		if !slices.Contains(want, path) {
			want = append(want, path)
		}
	}
	slices.Sort(named)
	if !slices.Equal(named, want) {
		t.Errorf("NOTICE names\n%s\nlinked are\n%s", strings.Join(named, "\n"), strings.Join(want, "\n"))
	}
}
