package markdown

import (
	"testing"

	"keben/internal/book"
)

func TestColonsAlignTheColumnsOfAGrid(t *testing.T) {
	for name, text := range map[string]string{
		"in its first line": "+:----:+-----:+\n| 文   | 字   |\n+------+------+\n",
		"below its head":    "+------+------+\n| 文   | 字   |\n+:====:+=====:+\n| 文   | 字   |\n+------+------+\n",
		"above a last line": "+:----:+-----:+\n| 文   | 字   |\n+======+======+\n",
	} {
		doc, ms := Read(Options{Text: []byte(text), Lang: "zh"})
		table, ok := doc.Blocks[0].(*book.Table)
		if !ok || len(ms) > 0 || len(table.Columns) != 2 {
			t.Errorf("%s: %T, %v", name, doc.Blocks[0], ms)
			continue
		}
		if table.Columns[0].Align != book.AlignCenter || table.Columns[1].Align != book.AlignRight {
			t.Errorf("%s: %v", name, table.Columns)
		}
	}
}
