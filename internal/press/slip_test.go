package press

import (
	"os"
	"path/filepath"
	"testing"

	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/project"
	"keben/internal/yaml/slip"
	"keben/templates"
)

// A build with a broken theme or book.yaml ends with errors about that file, and writes nothing. Every fault is read by the
// tests of its reader; here a sample of them goes through all stages.
func TestABrokenThemeOrBookEndsInMessagesAndNothingIsWritten(t *testing.T) {
	names := design.Names(templates.FS)
	for _, c := range []struct {
		file   string
		faults []slip.Fault
	}{
		{"templates/theme.yaml", slip.All(design.Schema(), names)},
		{"book.yaml", slip.All(project.Schema(), names)},
	} {
		step := len(c.faults) / 12
		if testing.Short() {
			step = len(c.faults) / 3
		}
		for i := 0; i < len(c.faults); i += step {
			dir := t.TempDir()
			for name, text := range map[string]string{"book.yaml": "title: 书\n", "content/zh/甲.md": "# 甲\n\n正文 text。\n", c.file: c.faults[i].Text} {
				file := filepath.Join(dir, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			res, err := Build(t.Context(), Options{Dir: dir})
			if err != nil {
				t.Fatalf("%s: %v", c.faults[i].Name, err)
			}
			found := false
			for _, m := range res.Messages {
				found = found || m.Kind.Severity == diag.Error && m.Place.Name() == c.file && m.Place.Line() > 0
				if m.Kind.ID == "keben-fault" {
					t.Errorf("%s: %s in\n%s", c.faults[i].Name, m.Text(diag.English), c.faults[i].Text)
				}
			}
			if _, err := os.Stat(filepath.Join(dir, "public", "zh")); !found || err == nil {
				t.Errorf("%s: reported %v, written %v:\n%s", c.faults[i].Name, found, err == nil, c.faults[i].Text)
			}
		}
	}
}
