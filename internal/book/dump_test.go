package book

import (
	"io"
	"strings"
	"testing"

	"keben/internal/source"
)

func TestADumpTellsTheBodiesOfATableApart(t *testing.T) {
	row := func(s string) []Row { return []Row{{{Content: []Inline{&Text{Value: s}}, Rows: 1, Cols: 1}}} }
	table := &Table{Groups: []Group{{Part: BodyPart, Rows: row("one")}, {Part: BodyPart, Rows: row("two")}, {Part: FootPart, Rows: row("sum")}}}
	table.Form()
	var out strings.Builder
	DumpBlocks(&out, source.New("a.md", nil), []Block{table}, nil)
	if n := strings.Count(out.String(), "group"); n != 1 {
		t.Errorf("%d groups begin, want 1:\n%s", n, out.String())
	}
}

func TestRangesThatCannotBeAreCounted(t *testing.T) {
	file := source.New("a.md", []byte("港口很大"))
	for name, c := range map[string]struct {
		block, text source.Range
		wrong       int
	}{
		"right":                 {source.Span(0, 12), source.Span(0, 6), 0},
		"behind its block":      {source.Span(0, 6), source.Span(3, 9), 1},
		"before its block":      {source.Span(6, 12), source.Span(3, 9), 1},
		"inside of a character": {source.Span(0, 12), source.Span(0, 4), 1},
	} {
		x := &Text{Value: "x"}
		x.Range = c.text
		p := &Paragraph{Content: []Inline{x}}
		p.Range = c.block
		if wrong := DumpRanges(io.Discard, file, []Block{p}, nil); wrong != c.wrong {
			t.Errorf("%s: %d ranges are wrong, want %d", name, wrong, c.wrong)
		}
	}
}
