package markdown

import (
	"fmt"
	"strings"
	"testing"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/runaway"
)

// stairs are lists or quotations that each begin inside the one before.
func stairs(n int, step, mark string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s%s文%d\n", strings.Repeat(step, i), mark, i)
	}
	return b.String()
}

func TestBlocksNestedTooDeepAreKeptAndNamed(t *testing.T) {
	for name, src := range map[string]string{
		"bullets":     stairs(120, "  ", "- "),
		"numbers":     stairs(120, "   ", "1. "),
		"tabs":        stairs(120, "\t", "* "),
		"one line":    strings.Repeat("- ", 120) + "文119",
		"mixed":       strings.Repeat("> - ", 60) + "文119",
		"quotations":  stairs(120, ">", "> "),
		"definitions": "词\n" + stairs(120, "  ", ": "),
		"divisions":   strings.Repeat("::: a\n", 120) + "文119",
		"indented":    strings.Repeat("::: a\n", 120) + strings.Repeat(" ", 40) + "文119",
		"notes":       "[^a]\n\n" + strings.Repeat("[^a]: ", 120) + "文119",
	} {
		t.Run(name, func(t *testing.T) {
			doc, ms := Read(Options{Text: []byte(src), Lang: "zh"})
			var b strings.Builder
			book.DumpBlocks(&b, nil, doc.Blocks, doc.Notes)
			if !strings.Contains(b.String(), "文119") {
				t.Errorf("the text is lost:\n%.2000s", b.String())
			}
			n := 0
			for _, m := range ms {
				if m.Kind == budget.BlockNesting.Kind {
					n++
					if m.Place.Line() == 0 {
						t.Error("no place")
					}
				}
			}
			if n != 1 {
				t.Errorf("%d messages about nesting", n)
			}
			if d := depth(doc.Blocks); d > budget.BlockNesting.Max+1 { // and the paragraph in them
				t.Errorf("blocks are nested %d deep", d)
			}
		})
	}
}

// depth is how deep blocks are nested.
func depth(blocks []book.Block) int {
	deepest := 0
	for _, b := range blocks {
		inner := 0
		switch b := b.(type) {
		case *book.List:
			for _, it := range b.Items {
				inner = max(inner, depth(it.Blocks)+1)
			}
		case *book.Quote:
			inner = depth(b.Blocks)
		case *book.Div:
			inner = depth(b.Blocks)
		case *book.Callout:
			inner = depth(b.Blocks)
		case *book.DefinitionList:
			for _, d := range b.Items {
				for _, body := range d.Bodies {
					inner = max(inner, depth(body))
				}
			}
		}
		deepest = max(deepest, inner+1)
	}
	return deepest
}

func TestEveryLimitOfAParagraphIsNamed(t *testing.T) {
	rep := strings.Repeat
	for limit, src := range map[*budget.Limit]string{
		budget.ParagraphMarks:    rep("*文 ", budget.ParagraphMarks.Max+1),
		budget.ParagraphBrackets: rep("[文", budget.ParagraphBrackets.Max+1),
		budget.ParagraphScan:     rep("[文](", 1000) + rep("a", 200_000),
		budget.TableCells:        rep("|文", 1000) + "|\n" + rep("|-", 1000) + "|\n" + rep("|b|\n", 1000),
		budget.InlineNesting:     rep("*文 ", 200) + rep(" 文*", 200),
	} {
		t.Run(limit.Name, func(t *testing.T) {
			doc, ms := Read(Options{Text: []byte(src), Lang: "zh"})
			found := false
			for _, m := range ms {
				found = found || m.Kind == limit.Kind
			}
			if !found {
				t.Errorf("%d messages, none about the limit", len(ms))
			}
			var b strings.Builder
			book.DumpBlocks(&b, nil, doc.Blocks, doc.Notes)
			if got, want := strings.Count(b.String(), "文"), strings.Count(src, "文"); got < want {
				t.Errorf("%d of %d characters are kept", got, want)
			}
			if limit != budget.InlineNesting && !strings.Contains(b.String(), "fault=") {
				t.Errorf("the place is not marked: %.300s", b.String())
			}
		})
	}
}

// vainSteps is what looking ahead in vain costs in a text.
func vainSteps(text string) int {
	l := newLowering(Options{Text: []byte(text), Lang: "zh"})
	l.parse(chapterParser())
	return l.state.steps
}

func TestLookingAheadInVainIsLinear(t *testing.T) {
	for _, in := range runaway.Inputs() {
		if in.Ext != "md" {
			continue
		}
		n := in.Size / 8
		if testing.Short() {
			n /= 4
		}
		once, twice := vainSteps(in.Text(n)), vainSteps(in.Text(2*n))
		if twice > 3*once+budget.ParagraphScan.Max {
			t.Errorf("%s: %d steps, %d for twice as many", in.Name, once, twice)
		}
	}
}

func TestLinkDefinitionsOfALongParagraphAreAllFound(t *testing.T) {
	var b strings.Builder
	for i := range 3 * definitionLines {
		fmt.Fprintf(&b, "[a%d]: /b%d\n", i, i)
	}
	b.WriteString("文字\n\n[a0] [a300] [a767]\n")
	got := dump(Options{Text: []byte(b.String()), Lang: "zh"})
	for _, want := range []string{"/b0", "/b300", "/b767", "文字"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is lost:\n%.1000s", want, got)
		}
	}
	if strings.Contains(got, "/b1\"") {
		t.Errorf("a definition is text:\n%.1000s", got)
	}
}

func TestRowsWithoutOuterBarsCountAllTheirCells(t *testing.T) {
	rows := budget.TableCells.Max/3 + 1
	doc, ms := Read(Options{Text: []byte("a|b\n-|-\n" + strings.Repeat("x|y|文\n", rows)), Lang: "zh"})
	if len(doc.Blocks) != 1 || len(ms) == 0 || ms[0].Kind != budget.TableCells.Kind {
		t.Fatalf("%d blocks, messages %v", len(doc.Blocks), ms)
	}
	if _, isTable := doc.Blocks[0].(*book.Table); isTable {
		t.Error("a table over the limit")
	}
}

// An index is as deep as what stands in it: nothing is lost where it is one level too many.
func TestIndicesAtTheDeepestLevelAreKept(t *testing.T) {
	for n := budget.InlineNesting.Max - 3; n < budget.InlineNesting.Max+3; n++ {
		got := dump(Options{Text: []byte(strings.Repeat("[", n) + "H~文~O x^字^" + strings.Repeat("]{.a}", n)), Lang: "zh"})
		if !strings.Contains(got, "文") || !strings.Contains(got, "字") {
			t.Errorf("in %d spans: %.300s", n, got[max(0, len(got)-300):])
		}
	}
}
