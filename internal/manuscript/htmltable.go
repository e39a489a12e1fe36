package manuscript

import (
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/hypertext"
	"keben/internal/manuscript/prose"
	"keben/internal/source"
)

// htmlTable is a <table> as its tags come, whichever of them are left out.
type htmlTable struct {
	book.Table
	group  bool // rows go to the last group
	inRow  bool
	column int // columns that <col> has described
}

// begin takes the start tag of a group, row, cell or column. at is where the tag stands.
func (t *htmlTable) begin(tag *hypertext.Token, at source.Range) {
	switch tag.Name {
	case "thead", "tbody", "tfoot":
		part := map[string]book.Part{"thead": book.HeadPart, "tbody": book.BodyPart, "tfoot": book.FootPart}[tag.Name]
		t.Groups = append(t.Groups, book.Group{Part: part})
		t.group, t.inRow = true, false
	case "tr":
		t.row()
	case "td", "th":
		if !t.inRow {
			t.row()
		}
		c := book.Cell{Range: at, Cols: span(tag.Attr("colspan")), Rows: span(tag.Attr("rowspan")), Align: alignOf(tag)}
		if strings.TrimSpace(tag.Attr("rowspan")) == "0" {
			c.Rows = book.ToEnd
		}
		if tag.Name == "th" {
			c.Scope = book.RowHead
			switch strings.ToLower(tag.Attr("scope")) {
			case "col", "colgroup":
				c.Scope = book.ColumnHead
			case "rowgroup":
				c.Scope = book.GroupHead
			}
		}
		row := t.lastRow()
		*row = append(*row, c)
	case "col":
		c := book.Column{Align: alignOf(tag), Classes: strings.Fields(tag.Attr("class"))}
		for n := min(max(span(tag.Attr("span")), 1), maxColumns-t.column); n > 0; n-- {
			t.Columns = append(t.Columns, c)
			t.column++
		}
	}
}

// maxColumns is how many columns <col> describes (WHATWG HTML §4.9.4).
const maxColumns = 1000

// end takes the end tag of a group or row.
func (t *htmlTable) end(name string) {
	t.inRow = false
	if name != "tr" {
		t.group = false
	}
}

func (t *htmlTable) row() {
	if !t.group {
		t.Groups, t.group = append(t.Groups, book.Group{}), true
	}
	g := &t.Groups[len(t.Groups)-1]
	g.Rows, t.inRow = append(g.Rows, book.Row{}), true
}

func (t *htmlTable) lastRow() *book.Row {
	rows := t.Groups[len(t.Groups)-1].Rows
	return &rows[len(rows)-1]
}

// last is the cell that began last.
func (t *htmlTable) last() *book.Cell {
	row := *t.lastRow()
	return &row[len(row)-1]
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

// alignOf is how a tag aligns the text of a cell or column, by attribute or by style.
func alignOf(tag *hypertext.Token) book.Align {
	value := tag.Attr("align")
	for declaration := range strings.SplitSeq(tag.Attr("style"), ";") {
		if name, v, ok := strings.Cut(declaration, ":"); ok && strings.EqualFold(strings.TrimSpace(name), "text-align") {
			value = v
		}
	}
	switch strings.ToLower(strings.TrimSpace(value)) {
	case "left", "start":
		return book.AlignLeft
	case "center":
		return book.AlignCenter
	case "right", "end":
		return book.AlignRight
	}
	return book.AlignDefault
}
