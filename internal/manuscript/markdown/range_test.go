package markdown

import (
	"strings"
	"testing"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/golden"
	"keben/internal/source"
)

// TestRanges shows for every block and inline what was typed for it.
func TestRanges(t *testing.T) {
	golden.Run(t, "testdata/ranges/*.txtar", func(t *testing.T, a *golden.Archive) {
		typed, wrong := ranges(a.Input("in.md"))
		a.Want("want", typed)
		if wrong > 0 {
			t.Errorf("%d ranges cannot be right", wrong)
		}
	})
}

func ranges(text []byte) (typed string, wrong int) {
	src := source.New("", text)
	doc, _ := Read(Options{Text: text, Source: src, Lang: "zh"})
	var b strings.Builder
	wrong = book.DumpRanges(&b, src, doc.Blocks, doc.Notes)
	return b.String(), wrong
}

func FuzzRanges(f *testing.F) {
	for _, s := range []string{
		"# 一 *二*\n\n三**四`五`六**[七](八 \"九\")\n换行  \n硬换行\\\n末![图](x.png){.a}", "甲\n===\n\n> 乙\n丙\n\n- 丁\n  - 戊\n\n```go\n码\n```\n", "| 甲 | `b\\|c` |\n|--|--|\n| *丙* |\n\n表：题",
		"^[注*文*]与[^1]\n\n[^1]: 注\n\n    又\n", "::: note\n文\n:::\n\n> [!NOTE] 题\n> 文\n", "***甲* 乙**~~丙~~[丁]{.x}{汉|hàn}@fig-x<b>戊</b><http://a.b>www.a.b", "[甲][乙]![丙][]\n\n[乙]: x\n[丙]: y", "词\n: 释\n\n    又",
		"$a$ 与 [@k]\n\n$$\nx\n$$\n", "\r\n甲\r\n乙\r\n\r\n- 丙\r\n", "*a **b***c `` ` ``",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // no chapter is
		}
		if typed, wrong := ranges([]byte(text)); wrong > 0 {
			t.Fatalf("%q\n%s", text, typed)
		}
	})
}
