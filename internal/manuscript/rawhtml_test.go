package manuscript

import (
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/dataset"
	"keben/internal/project"
)

func TestOneMessageSaysWhatOfRawHTMLGoes(t *testing.T) {
	files := fstest.MapFS{
		"book.yaml": {Data: []byte("title: B\nlanguages: [en]\nraw-html: true\n")},
		"content/en/a.md": {Data: []byte("# A\n\n<div onclick=\"a()\">\n<script>b()</script>\n</div>\n\nText <b onclick=\"c()\">d</b> <script>e()</script> f.\n\n" +
			"<details><summary>s</summary>\n\nText.\n\n</details>\n")},
	}
	p, ms := project.Read(files)
	if !strings.Contains(report(ms, "en"), "book.yaml:3:11: note: raw-html: true opens the website") {
		t.Error(report(ms, "en"))
	}
	data, _ := dataset.Read(files)
	_, ms = Read(files, p, data)
	told := ""
	for _, m := range ms {
		if m.Kind.ID == "html-removed" {
			told += m.Place.String() + ": " + m.Text("en") + "\n" + m.Text("zh") + "\n"
		}
	}
	if strings.Count(told, "content/en/a.md:3") != 1 || !strings.Contains(told, "onclick × 2 (line 3), <script> × 2 (line 4)") || !strings.Contains(told, "onclick × 2（第 3 行）、<script> × 2（第 4 行）") {
		t.Errorf("%q", told)
	}
}
