package arch

import (
	"os"
	"path"
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

func TestTheNoticeNamesEveryModule(t *testing.T) {
	notice := paper(t, "NOTICE")
	for _, o := range owners {
		name := o.module
		if rest, ok := strings.CutPrefix(name, "golang.org/x/"); ok {
			first, _, _ := strings.Cut(rest, "/")
			name = "/" + first
		} else if parts := strings.Split(name, "/"); len(parts) > 3 && !strings.HasPrefix(path.Base(name), "v") {
			name = strings.Join(parts[:3], "/")
		}
		if !strings.Contains(notice, name) {
			t.Errorf("NOTICE does not name %s", o.module)
		}
	}
}
