package exchange

import (
	"strings"
	"testing"
	"testing/fstest"
)

// translate is what comes back when only some texts of a book have been translated.
func translate(t *testing.T, b fstest.MapFS, texts map[string]string) *Incoming {
	t.Helper()
	in := formats[0].read(t, formats[0].write(survey(t, b)))
	for i := range in.Units {
		in.Units[i].Target = texts[in.Units[i].Source]
	}
	return in
}

// A list of which one item is in another language, or a table with an empty cell, is worse than none: a block is put in
// when all its texts are translated, and waits until then, with one message.
func TestABlockWaitsUntilAllItsTextsAreTranslated(t *testing.T) {
	zh := []string{"第一段。", "- 项一\n- 项二", "| 表头 |\n|---|\n| 格 |", "末段。"}
	some := map[string]string{"第一段。": "Paragraph one.", "项一": "item one", "格": "cell", "末段。": "The last paragraph."}
	all := map[string]string{"项二": "item two", "表头": "head"}
	for source, target := range some {
		all[source] = target
	}
	for name, c := range map[string]struct {
		en       []string // what is there already; nil: no file
		texts    map[string]string
		want     string
		messages int
	}{
		"new file, some":       {nil, some, "Paragraph one.\n\nThe last paragraph.\n", 2},
		"new file, all":        {nil, all, "Paragraph one.\n\n- item one\n- item two\n\n| head |\n|---|\n| cell |\n\nThe last paragraph.\n", 0},
		"paragraphs, some":     {[]string{"Paragraph one.", "The last paragraph."}, some, "Paragraph one.\n\nThe last paragraph.\n", 2},
		"paragraphs, all":      {[]string{"Paragraph one.", "The last paragraph."}, all, "Paragraph one.\n\n- item one\n- item two\n\n| head |\n|---|\n| cell |\n\nThe last paragraph.\n", 0},
		"nothing of the lists": {[]string{"Paragraph one.", "The last paragraph."}, map[string]string{}, "Paragraph one.\n\nThe last paragraph.\n", 0},
	} {
		b := bookOf(zh, c.en)
		out, said := bring(t, b, translate(t, b, c.texts), Options{})
		got := string(b["content/en/one.md"].Data)
		if i := strings.LastIndex(got, "---\n\n"); i >= 0 && strings.HasPrefix(got, "---") {
			got = got[i+5:]
		}
		if got != c.want {
			t.Errorf("%s:\n%s", name, got)
		}
		if len(said) != c.messages || out.Left != c.messages {
			t.Errorf("%s: %d left, %q", name, out.Left, said)
		}
		for _, s := range said {
			if !strings.Contains(s, "1 of 2") {
				t.Errorf("%s: %s", name, s)
			}
		}
	}
}

func TestCodeGoesWithTheParagraphThatIsPutInBeforeIt(t *testing.T) {
	b := bookOf([]string{"2013年修路，长300公里。", "见代码：", "```go\na()\n```", "末段，讲第77号决议。"}, []string{"The road was built in 2013 and is 300 kilometres long.", "The end, on resolution 77."})
	texts := map[string]string{"2013年修路，长300公里。": "The road was built in 2013 and is 300 kilometres long.", "见代码：": "See the code:", "末段，讲第77号决议。": "The end, on resolution 77."}
	_, said := bring(t, b, translate(t, b, texts), Options{Fuzzy: true})
	if got := string(b["content/en/one.md"].Data); !strings.Contains(got, "See the code:\n\n```go\na()\n```\n\nThe end") {
		t.Errorf("%s%q", got, said)
	}
}
