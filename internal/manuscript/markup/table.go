package markup

import (
	"strings"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/hypertext"
	"keben/internal/manuscript/prose"
	"keben/internal/source"
)

// htmlTable collects the rows of a <table> from its tags, some of which may be left out.
type htmlTable struct {
	table *book.Table
	open  bool         // rows go to the last group
	inRow bool         // cells go to the last row
	after []book.Block // blocks between its rows
}

var htmlParts = map[string]book.Part{"thead": book.HeadPart, "tbody": book.BodyPart, "tfoot": book.FootPart}

// part begins a group of rows.
func (t *htmlTable) part(name string) {
	t.table.Groups = append(t.table.Groups, book.Group{Part: htmlParts[name]})
	t.open, t.inRow = true, false
}

// end ends a row or a group of rows.
func (t *htmlTable) end(name string) {
	t.inRow = false
	if name != "tr" {
		t.open = false
	}
}

// row begins a row.
func (t *htmlTable) row() {
	if !t.open {
		t.part("tbody")
	}
	rows := t.rows()
	*rows, t.inRow = append(*rows, book.Row{}), true
}

func (t *htmlTable) rows() *[]book.Row {
	g := t.table.Groups
	return &g[len(g)-1].Rows
}

// cell begins a cell.
func (t *htmlTable) cell(tag *hypertext.Token, at source.Range) {
	if !t.inRow {
		t.row()
	}
	c := book.Cell{Range: at, Cols: spanned(tag, "colspan"), Rows: spanned(tag, "rowspan"), Align: alignOf(tag)}
	if strings.TrimSpace(tag.Attr("rowspan")) == "0" {
		c.Rows = book.ToEnd
	}
	if tag.Name == "th" {
		c.Scope = book.RowHead
		switch strings.ToLower(strings.TrimSpace(tag.Attr("scope"))) {
		case "col", "colgroup":
			c.Scope = book.ColumnHead
		case "rowgroup":
			c.Scope = book.GroupHead
		}
	}
	rows := t.rows()
	last := &(*rows)[len(*rows)-1]
	*last = append(*last, c)
}

// last returns the last cell, and begins a row and a cell if there is none.
func (t *htmlTable) last() *book.Cell {
	if len(t.table.Groups) == 0 || len(*t.rows()) == 0 {
		t.row()
	}
	rows := *t.rows()
	row := &rows[len(rows)-1]
	if len(*row) == 0 {
		*row = append(*row, book.Cell{})
	}
	return &(*row)[len(*row)-1]
}

// maxColumns is how many columns <col> describes (HTML §4.9.4).
const maxColumns = 1000

// column takes <col>.
func (t *htmlTable) column(tag *hypertext.Token) {
	c := book.Column{Align: alignOf(tag), Classes: strings.Fields(tag.Attr("class"))}
	for n := min(max(spanned(tag, "span"), 1), maxColumns-len(t.table.Columns)); n > 0; n-- {
		t.table.Columns = append(t.table.Columns, c)
	}
}

// spanned is how many columns or rows a cell spans, or 0 if the tag has no such attribute. The number ends at the first
// character that is not a digit (HTML §4.9.11).
func spanned(tag *hypertext.Token, key string) int {
	const most = 1 << 20 // Table.Form bounds it further
	n := 0
	for _, c := range strings.TrimLeft(tag.Attr(key), " \t\r\n+") {
		if c < '0' || c > '9' {
			break
		}
		n = min(10*n+int(c-'0'), most)
	}
	return n
}

// alignOf is how a cell's text is aligned.
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

// holds puts blocks into a cell. A cell of one paragraph, or of a picture, is a line of text.
func holds(c *book.Cell, blocks []book.Block) {
	if len(blocks) == 1 && len(c.Blocks) == 0 && len(c.Content) == 0 {
		switch b := blocks[0].(type) {
		case *book.Paragraph:
			c.Content = b.Content
			return
		case *book.Figure:
			if len(b.Caption)+len(b.Source) == 0 {
				c.Content = []book.Inline{&book.Image{Src: b.Src, Alt: b.Alt, Attrs: b.Attrs, Range: b.Range}}
				return
			}
		}
	}
	c.Blocks = append(c.Blocks, blocks...)
}

// formed gives the cells of a table their places. A table without cells becomes its caption, one over the limit the
// paragraphs of its rows.
func (m *reading) formed(t *book.Table) []book.Block {
	slips, ok := t.Form()
	if !ok {
		m.large = append(m.large, t.Range)
		return rowsAsText(t)
	}
	if t.Height() == 0 {
		if len(t.Caption) == 0 {
			return nil
		}
		return []book.Block{&book.Paragraph{Head: t.Head, Content: t.Caption}}
	}
	alignColumns(t)
	for _, s := range slips {
		if !s.Known() {
			s.Range = t.Range
		}
		m.slips = append(m.slips, s)
	}
	return []book.Block{t}
}

// alignColumns gives a column the alignment of its body cells if all that have one agree, and removes it from them.
func alignColumns(t *book.Table) {
	said := make([]book.Align, len(t.Columns))
	mixed := make([]bool, len(t.Columns))
	for part, row := range t.Rows() {
		for i := range row {
			c := &row[i]
			if part == book.HeadPart || c.Cols > 1 || c.Align == book.AlignDefault {
				continue
			}
			mixed[c.Col] = mixed[c.Col] || said[c.Col] != book.AlignDefault && said[c.Col] != c.Align
			said[c.Col] = c.Align
		}
	}
	for i, a := range said {
		if a != book.AlignDefault && !mixed[i] && t.Columns[i].Align == book.AlignDefault {
			t.Columns[i].Align = a
		}
	}
	for c := range t.Cells() {
		if c.Cols == 1 && c.Align == t.Columns[c.Col].Align {
			c.Align = book.AlignDefault
		}
	}
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

// tableMessages are the messages about the tables of a chapter.
func (m *reading) tableMessages(at func(source.Range) source.Place) (ms []diag.Message) {
	for _, s := range m.slips {
		ms = append(ms, prose.SlipMessage(s, at(s.Range)))
	}
	for _, r := range m.large {
		ms = append(ms, budget.TableCells.Kind.At(at(r), budget.TableCells.Shown()))
	}
	return ms
}
