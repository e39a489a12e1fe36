package mmark

import (
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
)

func TestTitleBlocksHaveALimit(t *testing.T) {
	rep := strings.Repeat
	for text, want := range map[string]*budget.Limit{
		"x = " + rep("[", 1000) + rep("]", 1000):               budget.TOMLNesting,
		"x = " + rep("{a = ", 1000) + "1" + rep("}", 1000):     budget.TOMLNesting,
		"a" + rep(".a", 1000) + " = 1":                         budget.TOMLNesting,
		"[a" + rep(".a", 1000) + "]":                           budget.TOMLNesting,
		"title = \"" + rep("文", budget.TOMLBytes.Max) + "\"":   budget.TOMLBytes,
		"title = \"" + rep("[", 1000) + "\"":                   nil,
		"title = '''" + rep("[.\n", 1000) + "'''":              nil,
		"# " + rep("[", 1000) + "\ntitle = \"a\"":              nil,
		"params.b.c = [1.5, 2.5, [3.5]]\ntitle = \"e\\\"[[[\"": nil,
	} {
		_, n, ms := ReadFront(Options{Text: []byte("%%%\n" + text + "\n%%%\n正文\n")})
		if n == 0 {
			t.Errorf("%.40s: the block is not taken off", text)
		}
		switch {
		case want == nil && len(ms) > 0:
			t.Errorf("%.40s: %s", text, ms[0].Text("en"))
		case want != nil && (len(ms) != 1 || ms[0].Kind != want.Kind || ms[0].Place.Line() == 0):
			t.Errorf("%.40s: %v", text, ms)
		}
	}
}

func TestTablesOverTheLimitAreKeptAsTyped(t *testing.T) {
	table := strings.Repeat("|甲", 1000) + "|\n" + strings.Repeat("|-", 1000) + "|\n" + strings.Repeat("|乙|\n", 1000)
	has := func(text string) (limited bool, dump string) {
		doc, ms := Read(Options{Text: []byte(text), Lang: "zh"})
		var b strings.Builder
		book.DumpBlocks(&b, nil, doc.Blocks, doc.Notes)
		return hasKind(ms, budget.TableCells.Kind), b.String()
	}
	for name, text := range map[string]string{
		"alone": "前\n\n" + table + "\n后\n", "in a list": "前\n\n- 项\n\n    " + strings.ReplaceAll(table, "\n", "\n    ") + "\n\n后\n",
	} {
		limited, dump := has(text)
		if !limited || strings.Count(dump, "乙") != 1000 || strings.Count(dump, "甲") != 1000 || !strings.Contains(dump, "后") {
			t.Errorf("%s: limited %v, %d and %d cells kept", name, limited, strings.Count(dump, "甲"), strings.Count(dump, "乙"))
		}
	}
	if limited, _ := has("```\n" + table + "```\n"); limited {
		t.Error("a table shown as code is none")
	}
}

func TestBackticksThatNothingClosesAreCountedBeforeTheyAreParsed(t *testing.T) {
	rep := strings.Repeat
	for name, c := range map[string]struct {
		text  string
		dense bool
	}{
		"a run without end": {"字\n\n" + rep("`", 100_000) + "文\n", true},
		"runs that grow shorter": {rep("`", 900) + "文" + func() (s string) {
			for n := range 899 {
				s += rep("`", 899-n) + "字"
			}
			return s
		}() + "\n", true},
		"code in every paragraph":  {rep("文 `a` 字 ``b ` c`` 句。\n\n", 5_000), false},
		"a stray one now and then": {rep("文字 ` 句。\n\n"+rep("段落。\n\n", 40), 100), false},
	} {
		doc, ms := Read(Options{Text: []byte(c.text), Lang: "zh"})
		var b strings.Builder
		book.DumpBlocks(&b, nil, doc.Blocks, doc.Notes)
		if hasKind(ms, budget.MmarkScan.Kind) != c.dense || !strings.Contains(b.String(), "文") || !strings.Contains(b.String(), "字") {
			t.Errorf("%s: %v", name, ms)
		}
	}
}

func hasKind(ms []diag.Message, k *diag.Kind) bool {
	for _, m := range ms {
		if m.Kind == k {
			return true
		}
	}
	return false
}
