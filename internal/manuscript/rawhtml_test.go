package manuscript

import (
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/book"
	"keben/internal/budget"
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

// printedDepth is how deep the blocks of print stand in each other.
func printedDepth(blocks []book.Block) (deepest int) {
	for _, b := range book.Printed(blocks) {
		for _, p := range book.Inside(b) {
			if p.Blocks != nil {
				deepest = max(deepest, printedDepth(*p.Blocks))
			}
		}
	}
	return deepest + 1
}

func TestWhatStaysOpenInRawHTMLIsNestedNoDeeperThanTheLimit(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("<details>\n\n", 500) + "Text.\n",
		strings.Repeat("<details><blockquote>\n\n", 500) + strings.Repeat("</details>\n\n", 500),
		strings.Repeat("<details>\n\n", 20) + "- <blockquote>\n\n  " + strings.Repeat("<details>\n\n  ", 500) + "Text.\n",
	} {
		files := fstest.MapFS{
			"book.yaml":       {Data: []byte("title: B\nlanguages: [en]\nraw-html: true\n")},
			"content/en/a.md": {Data: []byte("# A\n\n" + text)},
		}
		p, _ := project.Read(files)
		data, _ := dataset.Read(files)
		b, ms := Read(files, p, data)
		if d := printedDepth(b.Chapters["en"]["a"].Blocks); d > 2+budget.HTMLNesting.Max+2 {
			t.Errorf("%d deep: %.60q", d, text)
		}
		if !strings.Contains(report(ms, "en"), "[nesting]") {
			t.Errorf("nothing is said of %.60q", text)
		}
	}
}
