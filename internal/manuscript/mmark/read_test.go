package mmark

import (
	"bytes"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/source"

	"github.com/gomarkdown/markdown/ast"
	"github.com/google/go-cmp/cmp"
)

func TestPlacesCountTheCarriageReturnsOfWindows(t *testing.T) {
	src := "# 题\r\n\r\n一\r\n**二**\r\n\r\n- 三\r\n\r\n```\r\n码\r\n```\r\n"
	unix := dump(Options{Text: []byte(strings.ReplaceAll(src, "\r", "")), Lang: "zh"})
	if got := dump(Options{Text: []byte(src), Lang: "zh"}); got != unix {
		t.Errorf("%s\nwant\n%s", got, unix)
	}
}

func TestRepeatedWordsAreFoundInOrder(t *testing.T) {
	src := source.New("", []byte("1. 1\n2. 2\n\n1\n\n# 1 {#1}\n\n> 1\n\n| 1 | 1 |\n|---|---|\n| 1 | 11 |\n\n11\n1\n"))
	doc, _ := Read(Options{Text: src.Text, Source: src, Lang: "zh"})
	var got []source.Position
	book.Walk(doc.Blocks, book.Visitor{Run: func(_ book.Block, run []book.Inline) {
		got = append(got, src.At(run[0].Written()).Position())
	}})
	want := []source.Position{{1, 4}, {2, 4}, {4, 1}, {6, 3}, {8, 3}, {10, 3}, {10, 7}, {12, 3}, {12, 7}, {14, 1}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestInputIsNotChanged(t *testing.T) {
	src := "文[^1]\n\n[^1]: 注\n"
	text := []byte(src)
	Read(Options{Text: text})
	if string(text) != src {
		t.Errorf("%q", text)
	}
}

// TestWhatIsNestedTooDeepIsKept: gomarkdown drops what is more than 64 levels deep.
func TestWhatIsNestedTooDeepIsKept(t *testing.T) {
	for name, src := range map[string]string{
		"quotes": strings.Repeat("> ", 80) + "文",
		"lists":  nestedList(80),
		"marks":  strings.Repeat("*a **b ", 60) + "文" + strings.Repeat(" b** a*", 60),
	} {
		got := dump(Options{Text: []byte(src), Lang: "zh"})
		if !strings.Contains(got, "文") {
			t.Errorf("%s: lost\n%.400s", name, got)
		}
		if name != "marks" && !strings.Contains(got, "mmark") && !strings.Contains(got, "shown as typed") {
			t.Errorf("%s: no message", name)
		}
	}
}

// TestPanicCostsOneBlock makes the parser panic, as gomarkdown has done on inputs of its own fuzzers.
func TestPanicCostsOneBlock(t *testing.T) {
	r := newReader(Options{Text: []byte("[一][a]\n\n[a]: b.md\n\n坏**块**\n第二行\n\n[三][a]^[注]\n"), Lang: "zh"})
	hook := r.parser.Opts.ParserHook
	r.parser.Opts.ParserHook = func(data []byte) (ast.Node, []byte, int) {
		if bytes.HasPrefix(data, []byte("坏")) {
			panic("坏")
		}
		return hook(data)
	}
	doc := r.document(r.split())
	var b strings.Builder
	book.DumpBlocks(&b, r.Source, doc.Blocks, doc.Notes)
	want := `paragraph @1:1
  link "b.md" @1:1
    text "一" @1:2
code fault="mmark-unread" @5:1
  "坏**块**\n"
  "第二行\n"
paragraph @8:1
  link "b.md" @8:1
    text "三" @8:2
  note-mark "^1" @8:7
note "^1" @8:7
  paragraph @8:9
    text "注" @8:9
`
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
	if len(r.Messages) != 1 || r.Messages[0].Kind != unread {
		t.Error(r.Messages)
	}
}
