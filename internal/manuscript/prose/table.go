package prose

import (
	"bytes"

	"keben/internal/book"
	"keben/internal/lang"
	"keben/internal/source"
)

var captionWords = [...]string{"Table:", "table:", "表：", "表:"}

// CaptionPrefix returns the length of what marks a line as the caption of a table, or 0: Pandoc's
// ": caption" and "Table: caption", and 表：.
func CaptionPrefix(line []byte) int {
	trimmed := bytes.TrimLeft(line, " \t")
	indent := len(line) - len(trimmed)
	for _, w := range captionWords {
		if bytes.HasPrefix(trimmed, []byte(w)) {
			return indent + len(w)
		}
	}
	if len(trimmed) > 2 && trimmed[0] == ':' && (trimmed[1] == ' ' || trimmed[1] == '\t') {
		return indent + 1
	}
	return 0
}

// StartsSource reports whether a line says where the data of the table or figure above it come from.
func StartsSource(line []byte) bool {
	return lang.HasSourceLabel(string(bytes.TrimLeft(line, " \t*_")))
}

// SplitRow cuts a line at its bars, returning where the text of each cell begins and ends; \| is a bar
// of the text.
func SplitRow(line []byte) [][2]int {
	start, stop := 0, len(line)
	for start < stop && blankByte(line[start]) {
		start++
	}
	for start < stop && blankByte(line[stop-1]) {
		stop--
	}
	if start < stop && line[start] == '|' {
		start++
	}
	if start < stop && line[stop-1] == '|' && !(stop-1 > start && line[stop-2] == '\\') {
		stop--
	}
	var out [][2]int
	from := start
	for i := start; i <= stop; i++ {
		if i < stop && (line[i] != '|' || i > start && line[i-1] == '\\') {
			continue
		}
		cell := [2]int{from, i}
		for cell[0] < cell[1] && blankByte(line[cell[0]]) {
			cell[0]++
		}
		for cell[0] < cell[1] && blankByte(line[cell[1]-1]) {
			cell[1]--
		}
		out = append(out, cell)
		from = i + 1
	}
	return out
}

func blankByte(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'
}

// Square gives every row of a table as many cells as its longest.
func Square(t *book.Table) {
	width := len(t.Aligns)
	for _, rows := range [...][]book.Row{t.Header, t.Body} {
		for _, row := range rows {
			width = max(width, columns(row))
		}
	}
	for len(t.Aligns) < width {
		t.Aligns = append(t.Aligns, book.AlignDefault)
	}
	for _, rows := range [...][]book.Row{t.Header, t.Body} {
		for i := range rows {
			for n := columns(rows[i]); n < width; n++ {
				rows[i] = append(rows[i], book.Cell{})
			}
		}
	}
}

// columns is the number of columns a row covers.
func columns(row book.Row) int {
	n := 0
	for _, cell := range row {
		n += max(cell.ColSpan, 1)
	}
	return n
}

// Furnish gives a table or figure its source line: the one that stands below it, or else that of its
// attribute source, with the label of the language.
func (r *Reading) Furnish(b book.Block, line []book.Inline) {
	if len(line) == 0 {
		if s := b.Common().Attr("source"); s != "" {
			line = Literal(lang.Of(r.Lang).Source(s), source.Range{})
		}
	}
	if len(line) == 0 {
		return
	}
	switch n := b.(type) {
	case *book.Table:
		n.Source = line
	case *book.Figure:
		n.Source = line
	}
}
