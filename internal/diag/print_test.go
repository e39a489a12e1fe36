package diag

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

var (
	testDead = NewKind("dead-link", Warning, "no page %q in this book", "书中没有“%s”这一页",
		"did you mean %[2]q?", "是否要写“%[2]s”？")
	testYAML = NewKind("bad-yaml", Error, "the line cannot be read", "这一行无法读取")
)

func printed(t *testing.T, p Printer, ms ...Message) string {
	t.Helper()
	var b strings.Builder
	p.W = &b
	if err := p.Print(ms); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var testFiles = fstest.MapFS{
	"zh/a.md":  {Data: []byte("第一行\n正文见[上章](x.md)。\n\tindented line\n")},
	"gbk.md":   {Data: []byte("\xd6\xd0\xce\xc4\n")},
	"bom.md":   {Data: []byte("\uFEFF见[此](y)\n")},
	"esc.md":   {Data: []byte("a\x1b[31mred\n")},
	"long.md":  {Data: []byte(strings.Repeat("长", 500) + "错字" + strings.Repeat("尾", 500) + "\n")},
	"plain.md": {Data: []byte("abc")},
}

func TestCaretStandsBelowWideCharacters(t *testing.T) {
	m := testDead.At(Pos{"zh/a.md", 2, 4}, "x.md", "y.md").Span(10)
	got := printed(t, Printer{Lang: "en", Files: testFiles}, m)
	want := `zh/a.md:2:4: warning: no page "x.md" in this book [dead-link]
    2 | 正文见[上章](x.md)。
      |       ^^^^^^^^^^^^
        hint: did you mean "y.md"?
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMessagesAreChineseWhenAsked(t *testing.T) {
	got := printed(t, Printer{Lang: "zh", Files: testFiles}, testDead.At(Pos{"zh/a.md", 2, 4}, "x.md", "y.md"))
	for _, want := range []string{"zh/a.md:2:4: 警告：书中没有“x.md”这一页", "建议：是否要写“y.md”？"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestPipesGetNoColours(t *testing.T) {
	m := testYAML.At(Pos{"plain.md", 1, 2})
	if got := printed(t, Printer{Files: testFiles}, m); strings.Contains(got, "\x1b") {
		t.Errorf("escape in %q", got)
	}
	if got := printed(t, Printer{Files: testFiles, Color: true}, m); !strings.Contains(got, "\x1b[1;31merror\x1b[0m") {
		t.Errorf("no red in %q", got)
	}
}

func TestLongLinesAreCutAroundThePlace(t *testing.T) {
	got := printed(t, Printer{Width: 60, Files: testFiles}, testYAML.At(Pos{"long.md", 1, 501}).Span(2))
	lines := strings.Split(got, "\n")
	text, caret := lines[1], lines[2]
	if !strings.Contains(text, "错字") || utf8.RuneCountInString(text) > 45 {
		t.Errorf("excerpt is %q", text)
	}
	if n := strings.Count(caret, "^"); n != 4 {
		t.Errorf("the caret is %d columns wide, want 4", n)
	}
	lead, _, _ := strings.Cut(text, "错字")
	if w, at := widthOf([]rune(lead)), strings.Index(caret, "^"); w != at {
		t.Errorf("the caret stands at column %d, the text at %d", at, w)
	}
}

func TestPlacesThatCannotBeShownStillGetTheirMessage(t *testing.T) {
	for _, pos := range []Pos{{}, {File: "plain.md"}, {"absent.md", 3, 1}, {"gbk.md", 1, 1}, {"plain.md", 9, 1}, {"plain.md", 1, 99}} {
		got := printed(t, Printer{Files: testFiles}, testYAML.At(pos))
		if !strings.Contains(got, "error: the line cannot be read [bad-yaml]\n") {
			t.Errorf("%v: got %q", pos, got)
		}
	}
}

func TestByteOrderMarkIsNotACharacter(t *testing.T) {
	got := printed(t, Printer{Files: testFiles}, testYAML.At(Pos{"bom.md", 1, 2}).Span(3))
	if !strings.Contains(got, "| 见[此](y)\n") || !strings.Contains(got, "|   ^^^^\n") {
		t.Errorf("got\n%s", got)
	}
}

func TestEscapesInManuscriptsAreDisarmed(t *testing.T) {
	k := NewKind("named", Error, "no file %s", "没有文件 %s")
	got := printed(t, Printer{Files: testFiles}, testYAML.At(Pos{"esc.md", 1, 1}), k.At(Pos{}, "a\x1b]0;x\x07b"))
	if strings.ContainsAny(got, "\x1b\x07") {
		t.Errorf("an escape reaches the terminal: %q", got)
	}
}

func TestTheSameHintIsGivenOnce(t *testing.T) {
	a, b := testDead.At(Pos{"plain.md", 1, 1}, "x", "y"), testDead.At(Pos{"plain.md", 1, 2}, "x", "z")
	if got := printed(t, Printer{Files: testFiles}, a, a, b); strings.Count(got, "hint: ") != 2 {
		t.Errorf("got\n%s", got)
	}
}

func TestSummaryCountsInWords(t *testing.T) {
	ms := []Message{testYAML.At(Pos{}), testDead.At(Pos{}, 1, 2), testDead.At(Pos{}, 1, 2)}
	if got := Summary(ms, "en"); got != "1 error, 2 warnings" {
		t.Error(got)
	}
	if got := Summary(ms, "zh"); got != "1 个错误，2 个警告" {
		t.Error(got)
	}
	if got := Summary(nil, "en"); got != "" {
		t.Error(got)
	}
}

func FuzzWindowStaysInItsRoom(f *testing.F) {
	f.Add("正文见[上章](x.md)。", 4, 10, 40)
	f.Add("\t\tx", 3, 1, 20)
	f.Fuzz(func(t *testing.T, line string, col, n, room int) {
		room = 20 + (room&0xff)%100
		if n > 1<<20 || !utf8.ValidString(line) {
			return
		}
		text, before, under := window(line, col, n, room)
		if w := widthOf([]rune(text)); w > room+1 {
			t.Errorf("%d columns in %d: %q", w, room, text)
		}
		if under > 0 && before+under > room+1 {
			t.Errorf("caret ends at %d of %d", before+under, room)
		}
	})
}

func TestExcerptsOfLongLinesAreThoseOfShortOnes(t *testing.T) {
	for _, unit := range []string{"文", "a", "文a“"} {
		long := strings.Repeat(unit, 30_000)
		n := utf8.RuneCountInString(long)
		src := NewSource("a", []byte("短\n"+long+"\r\n短\n"))
		for _, col := range []int{0, 1, 2, 50, 100, 101, 5000, n - 1, n, n + 1, n + 2, n + 500} {
			for _, length := range []int{0, 1, 30} {
				part, at := near(src, long, Pos{File: "a", Line: 2, Col: col}, length+80)
				text, before, under := window(part, at, length, 80)
				wantText, wantBefore, wantUnder := window(long, col, length, 80)
				if text != wantText || before != wantBefore || under != wantUnder {
					t.Fatalf("%s at %d: %q %d %d, want %q %d %d", unit, col, text, before, under, wantText, wantBefore, wantUnder)
				}
			}
		}
	}
}

func TestForwardCountsCharacters(t *testing.T) {
	text := strings.Repeat("文a字\n", 1000)
	s := NewSource("a", []byte(text))
	want := []int{}
	for i := range text {
		want = append(want, i)
	}
	want = append(want, len(text))
	for _, from := range []int{0, 1, 2, 500, 1700, len(want) - 2} {
		for _, n := range []int{0, 1, 3, 511, 512, 2000, 5000} {
			if got, exp := s.Forward(want[from], n), want[min(from+n, len(want)-1)]; got != exp {
				t.Fatalf("%d characters from %d: %d, want %d", n, want[from], got, exp)
			}
		}
	}
}

func TestComparingNamesIsBounded(t *testing.T) {
	// The slow twin compares every name with every candidate.
	slow := func(name string, candidates []string) string {
		best, least := "", max(1, utf8.RuneCountInString(name)/3)+1
		for _, c := range slices.Sorted(slices.Values(candidates)) {
			n := &Names{}
			if d := n.distance([]rune(strings.ToLower(name)), []rune(strings.ToLower(c)), 1<<20); d < least && c != name {
				best, least = c, d
			}
		}
		return best
	}
	var all []string
	for i := range 300 {
		all = append(all, fmt.Sprintf("sec-%d-%c", i*7919%1000, 'a'+rune(i%26)), fmt.Sprintf("第%d节", i))
	}
	names := NewNames(all)
	for _, name := range append(all[:40:40], "sec-12-q", "sec", "第节", "SEC-70-b", "ces-70-b", "nothing", "") {
		got, _ := names.Nearest(name)
		if want := slow(name, all); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", name, got, want)
		}
	}
	steps := func(n int) int {
		var many []string
		for i := range n {
			many = append(many, fmt.Sprintf("heading-%d-of-the-chapter", i))
		}
		names := NewNames(many)
		for _, name := range many {
			names.Nearest(name + "-wrong")
		}
		return compareBudget - names.budget
	}
	if n := steps(20_000); n > compareBudget+100_000 {
		t.Errorf("%d steps", n)
	}
}
