package project

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/diag"
	"keben/internal/golden"
)

// A book.yaml that is written from what a folder shows changes nothing: whoever adopts a folder begins with the book that
// it was.
func TestAFolderIsTheSameBookWithTheBookYAMLThatDescribesIt(t *testing.T) {
	adopted := 0
	folders := golden.Inputs(t, "testdata/*.txtar")
	maps.Copy(folders, golden.Inputs(t, "../press/tools/testdata/*.txtar"))
	for name, folder := range folders {
		files := fstest.MapFS{}
		maps.Copy(files, folder.(fstest.MapFS))
		without, ms := Read(files)
		if files[Marker] != nil || diag.HasErrors(ms) {
			continue
		}
		adopted++
		for _, in := range []diag.Language{"en", "zh"} {
			text := Describe(without, in)
			files[Marker] = &fstest.MapFile{Data: text}
			with, ms := Read(files)
			if diag.HasErrors(ms) {
				t.Errorf("%s: %s\n%s", name, text, report(ms, in))
			}
			if got, want := Dump(with), Dump(without); got != want {
				t.Errorf("%s: %s\nis read as\n%s\nand not as\n%s", name, text, got, want)
			}
		}
	}
	if adopted < 12 {
		t.Errorf("only %d folders without book.yaml", adopted)
	}
}

func TestATextOfOneLineIsWrittenSoThatYAMLReadsItAsItIs(t *testing.T) {
	for _, text := range []string{
		"水文", "Water", "Water: a Guide", "yes", "1.0", "a #b", "- x", "{a}", "[a]", `a "b" c`, "it's", "a, b", "*a*", "&a", "!a", "%a", "@a", "`a`", "a\tb", "~", "", "a\\b", "C++", "null", "Ω <b>",
	} {
		p, ms := Read(fstest.MapFS{Marker: {Data: []byte("title: {zh: " + scalar(text) + "}\nlanguages: [zh]\n")}, "content/zh/a.md": {Data: []byte("# 甲\n")}})
		ms = slices.DeleteFunc(ms, func(m diag.Message) bool { return m.Kind.Severity != diag.Error })
		if got := p.Meta["zh"].Title; text != "" && (got != strings.TrimSpace(text) || len(ms) > 0) {
			t.Errorf("%q is written %s and read %q: %s", text, scalar(text), got, report(ms, "en"))
		}
	}
}
