package arch

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// paper returns a document at the module's root.
func paper(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheCodeMapNamesEveryPackage(t *testing.T) {
	text := paper(t, "ARCHITECTURE.md")
	for _, l := range layers {
		if !strings.Contains(text, "| "+l.name+" |") {
			t.Errorf("ARCHITECTURE.md has no storey %q", l.name)
		}
		for _, p := range l.packages {
			name := strings.TrimPrefix(p, "internal/")
			if !strings.Contains(text, "`"+name+"`") {
				t.Errorf("ARCHITECTURE.md does not say what `%s` is for", name)
			}
		}
	}
}

// moduleLine is a line of go.mod or of NOTICE that begins with the path of a module.
var moduleLine = regexp.MustCompile(`(?m)^\t?([a-z0-9.-]+\.[a-z]+/[^\s]+)[ \t]`)

func modulesIn(text string) (paths []string) {
	for _, m := range moduleLine.FindAllStringSubmatch(text, -1) {
		paths = append(paths, m[1])
	}
	return paths
}

// go.mod has what is compiled on any system, and what the tests use, direct or not.
func TestTheNoticeNamesTheModulesThereAre(t *testing.T) {
	required, noticed := modulesIn(paper(t, "go.mod")), modulesIn(paper(t, "NOTICE"))
	if len(required) < 10 {
		t.Fatalf("%d modules in go.mod", len(required))
	}
	for _, m := range required {
		if !slices.Contains(noticed, m) {
			t.Errorf("NOTICE does not name %s", m)
		}
	}
	for _, m := range noticed {
		if !slices.Contains(required, m) {
			t.Errorf("NOTICE names %s, which go.mod does not require", m)
		}
	}
}
