package diag

import (
	"strings"
	"testing"
	"unicode/utf8"

	"keben/internal/source"
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

var testFiles = map[string]string{
	"zh/a.md":  "第一行\n正文见[上章](x.md)。\n\tindented line\n",
	"gbk.md":   "\xd6\xd0\xce\xc4\n",
	"esc.md":   "a\x1b[31mred\n",
	"long.md":  strings.Repeat("长", 500) + "错字" + strings.Repeat("尾", 500) + "\n",
	"plain.md": "abc",
}

// spot is the place of n characters of a test file.
func spot(name string, line, col, n int) source.Place {
	f := source.New(name, []byte(testFiles[name]))
	at, _ := f.Offset(source.Position{Line: line, Col: col})
	return f.Point(at).Chars(n)
}

func TestCaretStandsBelowWideCharacters(t *testing.T) {
	m := testDead.At(spot("zh/a.md", 2, 4, 10), "x.md", "y.md")
	got := printed(t, Printer{Lang: "en"}, m)
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
	got := printed(t, Printer{Lang: "zh"}, testDead.At(spot("zh/a.md", 2, 4, 1), "x.md", "y.md"))
	for _, want := range []string{"zh/a.md:2:4: 警告：书中没有“x.md”这一页", "建议：是否要写“y.md”？"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestPipesGetNoColours(t *testing.T) {
	m := testYAML.At(spot("plain.md", 1, 2, 1))
	if got := printed(t, Printer{}, m); strings.Contains(got, "\x1b") {
		t.Errorf("escape in %q", got)
	}
	if got := printed(t, Printer{Color: true}, m); !strings.Contains(got, "\x1b[1;31merror\x1b[0m") {
		t.Errorf("no red in %q", got)
	}
}

func TestLongLinesAreCutAroundThePlace(t *testing.T) {
	got := printed(t, Printer{Width: 60}, testYAML.At(spot("long.md", 1, 501, 2)))
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
	for _, pos := range []source.Place{{}, source.Whole("plain.md"), spot("absent.md", 3, 1, 1), spot("gbk.md", 1, 1, 1), spot("plain.md", 9, 1, 1), spot("plain.md", 1, 99, 1)} {
		got := printed(t, Printer{}, testYAML.At(pos))
		if !strings.Contains(got, "error: the line cannot be read [bad-yaml]\n") {
			t.Errorf("%v: got %q", pos, got)
		}
	}
}

func TestEscapesInManuscriptsAreDisarmed(t *testing.T) {
	k := NewKind("named", Error, "no file %s", "没有文件 %s")
	got := printed(t, Printer{}, testYAML.At(spot("esc.md", 1, 1, 1)), k.At(source.Place{}, "a\x1b]0;x\x07b"))
	if strings.ContainsAny(got, "\x1b\x07") {
		t.Errorf("an escape reaches the terminal: %q", got)
	}
}

func TestTheSameHintIsGivenOnce(t *testing.T) {
	a, b := testDead.At(spot("plain.md", 1, 1, 1), "x", "y"), testDead.At(spot("plain.md", 1, 2, 1), "x", "z")
	if got := printed(t, Printer{}, a, a, b); strings.Count(got, "hint: ") != 2 {
		t.Errorf("got\n%s", got)
	}
}

func TestSummaryCountsInWords(t *testing.T) {
	ms := []Message{testYAML.At(source.Place{}), testDead.At(source.Place{}, 1, 2), testDead.At(source.Place{}, 1, 2)}
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
		src := source.New("a", []byte("短\n"+long+"\r\n短\n"))
		for _, col := range []int{0, 1, 2, 50, 100, 101, 5000, n - 1, n, n + 1, n + 2, n + 500} {
			for _, length := range []int{0, 1, 30} {
				part, at := near(src, long, source.Position{Line: 2, Col: col}, length+80)
				text, before, under := window(part, at, length, 80)
				wantText, wantBefore, wantUnder := window(long, col, length, 80)
				if text != wantText || before != wantBefore || under != wantUnder {
					t.Fatalf("%s at %d: %q %d %d, want %q %d %d", unit, col, text, before, under, wantText, wantBefore, wantUnder)
				}
			}
		}
	}
}
