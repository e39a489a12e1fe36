package manuscript

import (
	"testing"
	"testing/fstest"

	"keben/internal/dataset"
	"keben/internal/diag"
	"keben/internal/project"
)

func TestLinkOutOfTheFolderStopsABookAndNotAPlainFolder(t *testing.T) {
	text := []byte("# 题\n\n见[许可](../LICENSE)。\n")
	for _, c := range []struct {
		fsys fstest.MapFS
		want diag.Severity
	}{
		{fstest.MapFS{"book.yaml": {Data: []byte("title: 书\nlanguages: [zh]\nchapters: [a]\n")}, "content/zh/a.md": {Data: []byte("# 题\n\n见[许可](../../../LICENSE)。\n")}}, diag.Error},
		{fstest.MapFS{"a.md": {Data: text}}, diag.Warning},
	} {
		p, _ := project.Read(c.fsys)
		d, _ := dataset.Read(c.fsys)
		_, ms := Read(c.fsys, p, d)
		found := false
		for _, m := range ms {
			if m.Kind.ID == "outside-book" {
				found = true
				if m.Kind.Severity != c.want {
					t.Errorf("%s: %s, want %s", m.Place, m.Kind.Severity, c.want)
				}
			}
		}
		if !found {
			t.Error("the link is not reported")
		}
	}
}
