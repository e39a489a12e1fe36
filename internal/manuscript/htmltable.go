package manuscript

import (
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/manuscript/prose"
	"keben/internal/source"
)

// tableRows gathers the rows of an HTML table as its tags come, whichever of them are left out.
type tableRows struct {
	table  *book.Table
	group  bool // rows go to the last group
	cell   bool // text goes to the last cell of the last row
	inRow  bool
	column int // columns that <col> has described
}

// begin takes an opening tag of a group, row, cell or column. at is where the tag stands.
func (t *tableRows) begin(name string, value func(attr string) string, at source.Range) {
	t.cell = false
	switch name {
	case "thead", "tbody", "tfoot":
		part := map[string]book.Part{"thead": book.HeadPart, "tbody": book.BodyPart, "tfoot": book.FootPart}[name]
		t.table.Groups = append(t.table.Groups, book.Group{Part: part})
		t.group, t.inRow = true, false
	case "tr":
		t.row()
	case "td", "th":
		if !t.inRow {
			t.row()
		}
		c := book.Cell{Range: at, Cols: span(value("colspan")), Rows: span(value("rowspan")), Align: alignments[typedAlign(value)]}
		if strings.TrimSpace(value("rowspan")) == "0" {
			c.Rows = book.ToEnd
		}
		if name == "th" {
			c.Scope = book.RowHead
			switch strings.ToLower(value("scope")) {
			case "col", "colgroup":
				c.Scope = book.ColumnHead
			case "rowgroup":
				c.Scope = book.GroupHead
			}
		}
		rows := t.rows()
		last := &(*rows)[len(*rows)-1]
		*last = append(*last, c)
		t.cell = true
	case "col":
		c := book.Column{Align: alignments[typedAlign(value)], Classes: strings.Fields(value("class"))}
		for n := min(max(span(value("span")), 1), maxColumns-t.column); n > 0; n-- {
			t.table.Columns = append(t.table.Columns, c)
			t.column++
		}
	}
}

// maxColumns is how many columns <col> describes (WHATWG HTML §4.9.4).
const maxColumns = 1000

// end takes a closing tag.
func (t *tableRows) end(name string) {
	t.cell = false
	switch name {
	case "tr":
		t.inRow = false
	case "thead", "tbody", "tfoot":
		t.group, t.inRow = false, false
	}
}

func (t *tableRows) rows() *[]book.Row {
	g := t.table.Groups
	return &g[len(g)-1].Rows
}

func (t *tableRows) row() {
	if !t.group {
		t.table.Groups, t.group = append(t.table.Groups, book.Group{}), true
	}
	rows := t.rows()
	*rows, t.inRow = append(*rows, book.Row{}), true
}

// open is the cell that text goes to, or nil.
func (t *tableRows) open() *book.Cell {
	if !t.cell {
		return nil
	}
	rows := *t.rows()
	last := rows[len(rows)-1]
	return &last[len(last)-1]
}

// formed gives the cells of a table their places. One that has no cells is nothing, one that is over the limit the paragraphs of its rows.
func (m *markup) formed(t *book.Table) []book.Block {
	for c := range t.Cells() {
		if len(c.Blocks) == 1 { // a cell of one paragraph is a line of text
			if p, ok := c.Blocks[0].(*book.Paragraph); ok && len(p.Classes) == 0 && p.ID == "" {
				c.Content, c.Blocks = p.Content, nil
			}
		}
	}
	if t.Height() == 0 {
		return nil
	}
	slips, ok := t.Form()
	if !ok {
		m.large = append(m.large, t.Range)
		return rowsAsText(t)
	}
	for _, s := range slips {
		if !s.Known() {
			s.Range = t.Range
		}
		m.slips = append(m.slips, s)
	}
	if t.Height() == 0 {
		return nil // nothing but rows without cells
	}
	return []book.Block{t}
}

// rowsAsText makes a paragraph of every row.
func rowsAsText(t *book.Table) (out []book.Block) {
	if len(t.Caption) > 0 {
		out = append(out, &book.Paragraph{Head: t.Head, Content: t.Caption})
	}
	for _, row := range t.Rows() {
		p := &book.Paragraph{Head: t.Head}
		for i := range row {
			row[i].Runs(func(run []book.Inline) {
				if len(p.Content) > 0 {
					p.Content = append(p.Content, &book.Text{Value: " | "})
				}
				p.Content = append(p.Content, run...)
			})
		}
		if len(p.Content) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// tableMessages are what is to be said of the tables of a chapter.
func (m *markup) tableMessages(at func(source.Range) source.Place) (ms []diag.Message) {
	for _, s := range m.slips {
		ms = append(ms, prose.SlipMessage(s, at(s.Range)))
	}
	for _, r := range m.large {
		ms = append(ms, budget.TableCells.Kind.At(at(r), budget.TableCells.Shown()))
	}
	return ms
}

// span reads colspan or rowspan: the digits at its beginning (WHATWG HTML §2.3.4.2).
func span(typed string) int {
	s := strings.TrimPrefix(strings.TrimSpace(typed), "+")
	end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if end >= 0 {
		s = s[:end]
	}
	n, err := strconv.Atoi(s)
	if err != nil && s != "" {
		return 1 << 20 // more digits than a number has: the form of the table cuts it
	}
	return n
}

var alignments = map[string]book.Align{"left": book.AlignLeft, "center": book.AlignCenter, "right": book.AlignRight}

// typedAlign is the alignment that a cell or column was given, by attribute or by style.
func typedAlign(value func(string) string) string {
	if a := strings.ToLower(strings.TrimSpace(value("align"))); a != "" {
		return a
	}
	for rule := range strings.SplitSeq(strings.ToLower(value("style")), ";") {
		if key, v, _ := strings.Cut(rule, ":"); strings.TrimSpace(key) == "text-align" {
			return strings.TrimSpace(v)
		}
	}
	return ""
}
