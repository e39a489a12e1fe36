package desk

import (
	"context"
	"keben/internal/press"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// correctIn proofreads a book of one chapter and makes the corrections.
func correctIn(t *testing.T, chapter string, meanwhile func(file string)) (after, diff string, refused int) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "content", "zh", "a.md")
	for name, text := range map[string]string{
		filepath.Join(dir, "book.yaml"): "title: {zh: 书}\nlanguages: [zh]\nchapters: [a]\noutputs: {website: {}}\n",
		file:                            chapter,
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	res, err := press.Check(context.Background(), press.Options{Dir: dir, Proofread: true})
	if err != nil {
		t.Fatal(err)
	}
	cs, err := Corrections(res)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cs {
		diff += c.Diff
	}
	if meanwhile != nil {
		meanwhile(file)
	}
	ms, err := Correct(dir, cs)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode became %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(file + ".*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	return string(text), diff, len(ms)
}

func TestCorrectionsKeepLineEndsAndTheRest(t *testing.T) {
	for _, c := range [...]struct{ name, before, after string }{
		{"plain", "# 题\n\n来了,走了...\n", "# 题\n\n来了，走了……\n"},
		{"CRLF", "# 题\r\n\r\n来了,走了。\r\n又来,又走。\r\n", "# 题\r\n\r\n来了，走了。\r\n又来，又走。\r\n"},
		{"byte order mark", "\uFEFF# 题\n\n来了,走了。\n", "\uFEFF# 题\n\n来了，走了。\n"},
		{"front matter", "---\ntitle: 题\nabstract: 摘要,在此。\n---\n来了,走了。\n", "---\ntitle: 题\nabstract: 摘要，在此。\n---\n来了，走了。\n"},
		{"templates", "# 题\n\n{{ qty \"3\" \"人\" }}来了,走了。\n", "# 题\n\n{{ qty \"3\" \"人\" }}来了，走了。\n"},
		{"code is not touched", "# 题\n\n`a,b`与`来,走`。\n\n```\n来,走\n```\n", "# 题\n\n`a,b`与`来,走`。\n\n```\n来,走\n```\n"},
	} {
		after, diff, _ := correctIn(t, c.before, nil)
		if after != c.after {
			t.Errorf("%s: %q, want %q", c.name, after, c.after)
		}
		if (diff == "") != (c.before == c.after) {
			t.Errorf("%s: the diff is %q", c.name, diff)
		}
	}
}

func TestTheDiffIsWhatAPatchWouldBe(t *testing.T) {
	_, diff, _ := correctIn(t, "# 题\n\n一,二。\n\n不动。\n\n不动。\n\n不动。\n\n三,四。\n", nil)
	want := `--- a/content/zh/a.md
+++ b/content/zh/a.md
@@ -2,3 +2,3 @@
 
-一,二。
+一，二。
 
@@ -10,3 +10,3 @@
 
-三,四。
+三，四。
 
`
	if diff != want {
		t.Errorf("got\n%s", diff)
	}
}

func TestAFileThatChangedMeanwhileIsLeftAlone(t *testing.T) {
	after, _, refused := correctIn(t, "# 题\n\n来了,走了。\n", func(file string) {
		if err := os.WriteFile(file, []byte("新的,文字"), 0o640); err != nil {
			t.Fatal(err)
		}
	})
	if refused != 1 || strings.Contains(after, "，") {
		t.Errorf("refused %d, the file is %q", refused, after)
	}
}
