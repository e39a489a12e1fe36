package prose

import (
	"bytes"
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/source"
)

// CaptionPrefix returns the length of the prefix that makes a line the caption of a table, or 0: Pandoc's ": caption"
// and "Table: caption", 表：, and the word of any language of Keben.
func CaptionPrefix(line []byte) int {
	trimmed := bytes.TrimLeft(line, " \t")
	indent := len(line) - len(trimmed)
	if n := lang.TableLabel(beginning(trimmed)); n > 0 {
		return indent + n
	}
	if len(trimmed) > 2 && trimmed[0] == ':' && (trimmed[1] == ' ' || trimmed[1] == '\t') {
		return indent + 1
	}
	return 0
}

// StartsSource reports whether a line is the source line of the table or figure above it.
func StartsSource(line []byte) bool {
	return lang.HasSourceLabel(beginning(bytes.TrimLeft(line, " \t*_")))
}

// StartsNote reports whether a line is a note on the table above it.
func StartsNote(line []byte) bool {
	return lang.HasNoteLabel(beginning(bytes.TrimLeft(line, " \t*_")))
}

// beginning is as much of a line as a label may take.
func beginning(line []byte) string {
	const most = 64
	return string(line[:min(len(line), most)])
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

// Form gives the cells of a table their places and reports the errors in its form. A row longer than the head is
// marked. It returns whether the table is within its limit.
func (r *Reading) Form(t *book.Table) bool {
	slips, ok := t.Form()
	for _, s := range slips {
		at := r.Source.At(s.Range)
		switch s.Kind {
		case book.Long:
			t.Fault = TableWide.ID
			r.Messages = append(r.Messages, TableWide.At(at))
		case book.Short: // GFM 4.10 lets rows end early
		default:
			r.Messages = append(r.Messages, SlipMessage(s, at))
		}
	}
	return ok
}

var slipKinds = [...]*diag.Kind{
	book.Overlap: tableOverlap, book.PastEnd: tablePastEnd, book.Beyond: tableBeyond, book.Covered: tableCovered, book.Short: tableShort, book.Long: tableLong,
}

// SlipMessage is the message about an error in the form of a table.
func SlipMessage(s book.Slip, at source.Place) diag.Message {
	if s.N > 0 {
		return slipKinds[s.Kind].At(at, s.N)
	}
	return slipKinds[s.Kind].At(at)
}

// Below are the lines below a table or figure that belong to it.
type Below struct {
	Notes  [][]book.Inline
	Source []book.Inline
}

// Furnish gives a table or figure its notes and its source line, or that of its attribute source, with the label of the
// language. It also applies a table's other attributes.
func (r *Reading) Furnish(b book.Block, below Below) {
	line := below.Source
	if len(line) == 0 {
		if s := b.Common().Attr("source"); s != "" {
			line = Literal(lang.Of(r.Lang).Source(s), source.Range{})
		}
	}
	switch n := b.(type) {
	case *book.Table:
		if len(line) > 0 {
			n.Source = line
		}
		n.Notes = append(n.Notes, below.Notes...)
		rowHeads(n)
		shares(n)
	case *book.Figure:
		if len(line) > 0 {
			n.Source = line
		}
	}
}

// rowHeads makes heads of the first cells of rows: {row-heads=1} is one column of them.
func rowHeads(t *book.Table) {
	n, err := strconv.Atoi(t.Attr("row-heads"))
	if err != nil || n <= 0 {
		return
	}
	for part, row := range t.Rows() {
		for i := range row {
			if part != book.HeadPart && row[i].Right() <= n {
				row[i].Scope = book.RowHead
			}
		}
	}
}

// shares reads the widths of columns as Quarto's authors write them: {tbl-colwidths="[60,40]"}.
func shares(t *book.Table) {
	typed := strings.Trim(t.Attr("tbl-colwidths"), "[] ")
	if typed == "" {
		return
	}
	var widths []int
	for word := range strings.SplitSeq(typed, ",") {
		w, err := strconv.ParseFloat(strings.TrimSpace(word), 64)
		if err != nil || !(w > 0 && w <= 1000) {
			return
		}
		widths = append(widths, int(w*1000))
	}
	SetShares(t, widths)
}

// SetShares gives the columns of a table widths in any unit, one for each.
func SetShares(t *book.Table, widths []int) {
	sum := 0
	for _, w := range widths {
		sum += w
	}
	if len(widths) != len(t.Columns) || sum <= 0 {
		return
	}
	for i, w := range widths {
		t.Columns[i].Share = max(1, w*1000/sum)
	}
}
