package press

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/output"
	"keben/internal/runaway"
)

// bookOf writes a book of one chapter and returns its folder.
func bookOf(t *testing.T, ext, text, settings string) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("book.yaml", "kind: book\ntitle: {zh: 书}\nlanguages: [zh]\nchapters: [a]\n"+settings+"\n")
	write("content/zh/a."+ext, text)
	return dir
}

// bytesOf proofreads and builds a text, and returns what that allocates in all.
func bytesOf(t *testing.T, ext, text, settings string) (allocated uint64, res Result, dir string) {
	t.Helper()
	dir = bookOf(t, ext, text, settings+"outputs: {website: {}}")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	res, err := Build(context.Background(), Options{Dir: dir, Proofread: true})
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	return after.TotalAlloc - before.TotalAlloc, res, dir
}

// settledBytes is what any book allocates: below it a ratio says nothing.
const settledBytes = 48 << 20

func TestWhatIsDeepWideOrNeverClosedIsReadOrRefused(t *testing.T) {
	for i, in := range runaway.Inputs() {
		for k, ext := range []string{"md", "mmark"} {
			if testing.Short() && (i%3 > 0 || in.Ext == "md" && k != i%2) {
				continue // a third of them, one reader each
			}
			if in.Ext != "md" && ext != in.Ext || strings.HasPrefix(in.Name, "TOML") && ext != "md" {
				continue
			}
			t.Run(in.Name+"/"+ext, func(t *testing.T) {
				n := golden.Rounds(in.Size / 8)
				if in.Error {
					n = in.Size // refusing must be quick at any size
				}
				once, res, dir := bytesOf(t, ext, in.Text(n), in.Book)
				twice, _, _ := bytesOf(t, ext, in.Text(2*n), in.Book)
				if twice > 3*once+settledBytes {
					t.Errorf("%d bytes allocated for %d, %d for twice as many", once, n, twice)
				}
				for _, m := range res.Messages {
					if m.Kind.ID == "keben-fault" {
						t.Fatal(m.Text("en"))
					}
				}
				if in.Error != diag.HasErrors(res.Messages) {
					t.Fatalf("refused: %v, with %d messages", !in.Error, len(res.Messages))
				}
				if !in.Error && !mentions(t, dir, "文") {
					t.Error("the text is lost")
				}
			})
		}
	}
}

// mentions reports whether a page of a built site has a text.
func mentions(t *testing.T, dir, text string) (found bool) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), output.Folder, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(p, ".html") {
			data, err := os.ReadFile(filepath.Join(dir, p))
			found = found || err == nil && strings.Contains(string(data), text)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// What every stage after reading relies on, because it is recursive: blocks are nested no deeper than BlockNesting,
// inlines no deeper than InlineNesting, HTML inside both no deeper than HTMLNesting. A recover stops no stack that
// overflows.
func TestTheDeepestTextThatIsReadIsPrinted(t *testing.T) {
	inlines := func(n int) string {
		return strings.Repeat("*文 **文 ", n/2) + "深" + strings.Repeat(" 文** 文*", n/2)
	}
	deepest := budget.InlineNesting.Max - 2
	for name, text := range map[string]string{
		"quotations":  strings.Repeat("> ", budget.BlockNesting.Max-1) + inlines(deepest),
		"lists":       strings.Repeat("- ", budget.BlockNesting.Max/2-1) + inlines(deepest),
		"divisions":   strings.Repeat("::: a\n", budget.BlockNesting.Max-1) + inlines(deepest) + "\n" + strings.Repeat(":::\n", budget.BlockNesting.Max-1),
		"definitions": definitionStairs(budget.BlockNesting.Max/2 - 1),
		"spans":       strings.Repeat("[文", deepest) + "深" + strings.Repeat("]{.b}", deepest),
		"tags":        strings.Repeat("文<b>", budget.HTMLNesting.Max) + inlines(60) + strings.Repeat("</b>", budget.HTMLNesting.Max),
		"elements":    strings.Repeat("<blockquote>\n\n", budget.HTMLNesting.Max) + inlines(60) + "\n\n" + strings.Repeat("</blockquote>\n\n", budget.HTMLNesting.Max),
	} {
		t.Run(name, func(t *testing.T) {
			dir := bookOf(t, "md", "# 题\n\n"+text+"\n", "outputs: {website: {}, pdf: {print: {}}}")
			res, err := Build(context.Background(), Options{Dir: dir, Proofread: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range res.Messages {
				if m.Kind.ID == "keben-fault" || m.Kind.ID == "nesting" {
					t.Error(m.Place, m.Text("en"))
				}
			}
			if res.Failed(false) || len(res.Products) != 2 || !mentions(t, dir, "深") {
				t.Errorf("%d products, %d messages", len(res.Products), len(res.Messages))
			}
		})
	}
}

func definitionStairs(n int) string {
	text := "词\n"
	for i := range n {
		text += strings.Repeat("  ", i) + ": 深\n"
	}
	return text
}
