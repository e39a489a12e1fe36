package manuscript

import (
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"keben/internal/diag"
	"keben/internal/golden"
	"keben/internal/project"
)

// nested is something n times within itself, or n times in a row.
func nested(opening, middle, closing string, n int) string {
	return strings.Repeat(opening, n) + middle + strings.Repeat(closing, n)
}

// FuzzNested: what is nested or repeated without end, in either syntax, takes memory that grows with the text: twice
// the text less than three times. The fuzzer makes short texts; here it says what is repeated, and how often.
func FuzzNested(f *testing.F) {
	for _, s := range []struct{ opening, middle, closing string }{
		{"- ", "甲", ""}, {"1. ", "甲", ""}, {"> ", "甲", ""}, {"> - ", "甲", ""}, {"[", "甲", "](b)"}, {"![", "甲", "](b)"}, {"[a](", "", ""}, {"[a](<b", "", ""},
		{"*a **b ", "", ""}, {"*", "甲", "*"}, {"**", "甲", "**"}, {"~~a", "", ""}, {"`a ", "", ""}, {"``", "`", ""}, {"<b>", "甲", "</b>"}, {"<div>\n\n", "甲\n\n", "</div>\n\n"},
		{"::: note\n", "甲\n", ":::\n"}, {"[^a]", "\n\n[^a]: 注", ""}, {"^[甲", "", "]"}, {"<!-- ", "", ""}, {"<a ", "", ""}, {"&amp", "", ""}, {"{.a ", "甲", "}"}, {"| a ", "|\n|---|\n", "| b"},
		{"{{ ", "", " }}"}, {"{{if true}}", "甲", "{{end}}"}, {"{{(", "1", ")}}"}, {"a\n: ", "甲", ""}, {"# 甲\n", "", ""}, {"---\n", "a: 1\n", ""}, {"---\na: ", "[", "]\n---\n"},
		{"甲", "", ""}, {"a", "", ""}, {" ", "甲", ""}, {"\t", "甲", ""}, {"\n", "甲", ""}, {"\\", "", ""}, {"$a", "", ""}, {"![a](b){", "", "}"}, {"[a]: <b>\n", "[a]", ""}, {"> [!NOTE]\n", "甲", ""},
		{"{{% a %}}", "", "{{% /a %}}"}, {"((a", "", "))"}, {"[[a", "", "]]"}, {"%%% ", "a = 1", "\n"}, {"{a|b", "", "}"},
	} {
		for _, mmark := range []bool{false, true} {
			f.Add(s.opening, s.middle, s.closing, uint16(golden.Rounds(6_000)), mmark)
		}
	}
	s := sample()
	read := func(t *testing.T, text string, mmark bool) uint64 {
		name := map[bool]string{false: "content/zh/a.md", true: "content/zh/a.mmark"}[mmark]
		files := fstest.MapFS{"book.yaml": {Data: []byte("title: 书\nlanguages: [zh]\nchapters: [a]\n")}, name: {Data: []byte(text)}}
		p, _ := project.Read(files)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		b, ms := Read(files, p, s.data)
		runtime.ReadMemStats(&after)
		if b.Chapters["zh"]["a"] == nil && !diag.HasErrors(ms) {
			t.Fatal("no chapter and no error")
		}
		return after.TotalAlloc - before.TotalAlloc
	}
	f.Fuzz(func(t *testing.T, opening, middle, closing string, n uint16, mmark bool) {
		const longest, free = 100_000, 16 << 20
		if (len(opening)+len(closing))*int(n)+len(middle) > longest {
			return
		}
		half := read(t, nested(opening, middle, closing, int(n)/2), mmark)
		whole := read(t, nested(opening, middle, closing, int(n)), mmark)
		if whole > 3*half+free {
			t.Errorf("%d times takes %d MB, half as often %d MB", n, whole>>20, half>>20)
		}
	})
}
