package manuscript

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/golden"
)

func limitsOf(ms []diag.Message) (ids []string) {
	for _, m := range ms {
		for _, l := range budget.All() {
			if l.Kind == m.Kind {
				ids = append(ids, l.Name)
			}
		}
	}
	return ids
}

func TestBlocksOfTemplatesHaveALimit(t *testing.T) {
	most := budget.TemplateNesting.Max
	nested := func(n int) string { return strings.Repeat("{{if 1}}", n) + "文" + strings.Repeat("{{- end }}", n) }
	for text, limited := range map[string]bool{
		nested(most):     false,
		nested(most + 1): true,
		nested(200_000):  true, // a stack of the parser's would end the program
		strings.Repeat("{{- range .x}}", 200_000):  true,
		strings.Repeat("{{if 1}}文{{end}}\n", 1000): false,
		"`" + nested(most+1) + "`":                 false,
	} {
		c, ms := one(t, "# 题\n\n"+text+"\n")
		if got := strings.Contains(strings.Join(limitsOf(ms), " "), budget.TemplateNesting.Name); got != limited {
			t.Errorf("%.30s…: limited %v: %s", text, got, report(ms, "en"))
		}
		if whole := !budget.ParagraphText.Over(len(text)); whole && !strings.Contains(book.Plain(runs(c.Blocks)), "文") && strings.Contains(text, "文") {
			t.Errorf("%.30s…: the text is lost", text)
		}
	}
}

// runs are all inlines of blocks.
func runs(blocks []book.Block) (all []book.Inline) {
	book.Walk(blocks, book.Visitor{Run: func(_ book.Block, run []book.Inline) { all = append(all, run...) }, Block: func(b book.Block) bool {
		if c, ok := b.(*book.CodeBlock); ok {
			all = append(all, &book.Text{Value: c.Text})
		}
		return true
	}})
	return all
}

func TestHTMLInsideHTMLHasALimit(t *testing.T) {
	n := 3 * budget.HTMLNesting.Max
	for name, text := range map[string]string{
		"tags":       "甲" + strings.Repeat("<b>", n) + "深" + strings.Repeat("</b>", n) + "末",
		"blocks":     strings.Repeat("<blockquote>\n", n) + "深\n" + strings.Repeat("</blockquote>\n", n) + "\n甲末",
		"parts":      strings.Repeat("<details>\n\n", n) + "深\n\n" + strings.Repeat("</details>\n\n", n) + "甲末",
		"in a quote": strings.Repeat("> ", 20) + strings.Repeat("<b>", n) + "深" + strings.Repeat("</b>", n) + "甲末",
	} {
		c, ms := one(t, "# 题\n\n"+text+"\n")
		if got := strings.Join(limitsOf(ms), " "); got != budget.HTMLNesting.Name {
			t.Errorf("%s: limits %q: %s", name, got, report(ms, "en"))
		}
		plain := book.Plain(runs(c.Blocks))
		for _, want := range []string{"甲", "深", "末"} {
			if !strings.Contains(plain, want) {
				t.Errorf("%s: %s is lost from %q", name, want, plain)
			}
		}
		if last, ok := c.Blocks[len(c.Blocks)-1].(*book.Paragraph); name != "tags" && name != "in a quote" && (!ok || !strings.Contains(book.Plain(last.Content), "末")) {
			t.Errorf("%s: what follows is taken in: %T", name, c.Blocks[len(c.Blocks)-1])
		}
	}
}

func TestListsOfTOMLOverManyLinesAreReadInOnePass(t *testing.T) {
	list := strings.Repeat("\"文\",\n", 30_000)
	c, ms := one(t, "+++\ntitle = \"题\"\nkeywords = [\n"+list+"]\n+++\n\n文\n")
	if len(c.Keywords) != 30_000 {
		t.Errorf("%d keywords: %.300s", len(c.Keywords), report(ms, "en"))
	}
}

func TestHTMLTablesHaveALimit(t *testing.T) {
	row := "<tr>" + strings.Repeat("<td>格</td>", 400) + "</tr>\n"
	for rows, limited := range map[int]bool{budget.TableCells.Max / 400: false, budget.TableCells.Max/400 + 1: true} {
		if testing.Short() && !limited {
			continue // the largest table that is read takes seconds
		}
		c, ms := one(t, "# 题\n\n<table>\n"+strings.Repeat(row, rows)+"</table>\n\n末\n")
		if got := slices.Contains(limitsOf(ms), budget.TableCells.Name); got != limited {
			t.Errorf("%d rows: limited %v", rows, got)
		}
		if got := strings.Count(book.Plain(runs(c.Blocks)), "格"); got != 400*rows {
			t.Errorf("%d rows: %d of %d texts are kept", rows, got, 400*rows)
		}
	}
}

// allocated is how many bytes reading a chapter takes.
func allocated(t *testing.T, text string) uint64 {
	s := sample()
	files := fstest.MapFS{"content/zh/a.md": {Data: []byte("# 题\n\n" + text)}}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	b, ms := Read(files, s.project, s.data)
	runtime.ReadMemStats(&after)
	if b.Chapters["zh"]["a"] == nil && !diag.HasErrors(ms) {
		t.Fatal("no chapter and no error")
	}
	return after.TotalAlloc - before.TotalAlloc
}

func TestHTMLWithoutEndTakesMemoryThatGrowsWithIt(t *testing.T) {
	const free = 8 << 20
	n := golden.Rounds(10_000)
	for _, piece := range []string{
		"<", "< ", "<a href=\"", "<a href=\"x>y</a>\n", "<!-- ", "<? x >", "<b>", "<b></b>\n", "<i><b></i></b>\n", "<p>a\n", "<p>…\n", "…\n", "<ul><li>", "<li>a", "<table><tr><td>", "<td>a", "<tr>",
		"<ruby>", "<ruby>a<rt>b</ruby>", "<rt>", "<q>", "<pre>", "<script>", "<details>", "</details>", "<details></details>\n\n", "<figure><img>", "<dl><dt>", "<dd>", "<h1>a</h1>", "<T>", "&lt;", "<title>", "</p>",
	} {
		once, twice := allocated(t, "<div>\n"+strings.Repeat(piece, n)), allocated(t, "<div>\n"+strings.Repeat(piece, 2*n))
		if twice > 3*once+free {
			t.Errorf("%q: %d MB for %d, %d MB for twice as many", piece, once>>20, n, twice>>20)
		}
	}
}
