package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// installed returns a file below the repository's .tools, where .ci/validators puts the validators.
func installed(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", ".tools", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		t.Skip("-short runs no validators")
	}
	if _, err := os.Stat(path); err != nil {
		t.Skip("the validators are not installed (.ci/validators installs them)")
	}
	return path
}

// ownBook builds the repository's own book and returns the folder of the result.
func ownBook(t *testing.T) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	cmd := exec.Command("go", "run", ".", "build", "--strict", "--out", out, filepath.Join("..", ".."))
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return out
}

func files(t *testing.T, root, ending string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ending) {
			found = append(found, path)
		}
		return err
	})
	if err != nil || len(found) == 0 {
		t.Fatalf("no %s below %s: %v", ending, root, err)
	}
	return found
}

func TestOwnBookPassesTheValidators(t *testing.T) {
	classpath, err := os.ReadFile(installed(t, "classpath"))
	if err != nil {
		t.Fatal(err)
	}
	nu := installed(t, "node_modules/vnu-jar/build/dist/vnu.jar")
	out := ownBook(t)
	run := func(name string, args ...string) {
		t.Run(name, func(t *testing.T) {
			if text, err := exec.Command("java", args...).CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, text)
			}
		})
	}
	run("PDF/UA-1 and PDF/A-2a", append([]string{"-cp", string(classpath), "Validate", "ua1,2a"}, files(t, out, ".pdf")...)...)
	run("HTML", append([]string{"-jar", nu, "--errors-only"}, files(t, out, ".html")...)...)
	run("CSS", append([]string{"-jar", nu, "--css", "--errors-only"}, files(t, out, ".css")...)...)
}
