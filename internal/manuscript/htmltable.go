package manuscript

import (
	"strings"

	"keben/internal/book"
	"keben/internal/hypertext"
	"keben/internal/source"
)

// htmlTable is a <table> as its tags say it: rows of cells in groups.
type htmlTable struct {
	caption []book.Inline
	rows    []htmlRow
	group   string       // of the rows that follow: "thead", "tbody", "tfoot" or ""
	after   []book.Block // what no cell can hold
}

type htmlRow struct {
	group string
	cells []htmlCell
}

type htmlCell struct {
	book.Cell
	header bool // <th>
	align  book.Align
}

// row begins a row.
func (t *htmlTable) row() { t.rows = append(t.rows, htmlRow{group: t.group}) }

// last returns the cell that is open, and begins a row and a cell where there is none.
func (t *htmlTable) last() *htmlCell {
	if len(t.rows) == 0 {
		t.row()
	}
	r := &t.rows[len(t.rows)-1]
	if len(r.cells) == 0 {
		r.cells = append(r.cells, htmlCell{})
	}
	return &r.cells[len(r.cells)-1]
}

// cell begins a cell.
func (t *htmlTable) cell(tag *hypertext.Token, at source.Range) {
	if len(t.rows) == 0 {
		t.row()
	}
	r := &t.rows[len(t.rows)-1]
	c := htmlCell{header: tag.Name == "th", align: alignOf(tag)}
	c.Range, c.ColSpan, c.RowSpan = at, spanned(tag, "colspan"), spanned(tag, "rowspan")
	r.cells = append(r.cells, c)
}

// spanned is how many columns or rows a cell takes, 0 where the tag does not say it. HTML §4.9.11 ends the number at
// the first character that is no digit.
func spanned(tag *hypertext.Token, key string) int {
	const most = 99
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

// table makes the table of the model. Rows of <thead> are its header; without any, rows of nothing but <th> at its
// beginning are. Rows of <tfoot> come last, wherever they were typed (HTML §4.9.7).
func (t *htmlTable) table(head book.Head) *book.Table {
	n := &book.Table{Head: head, Caption: t.caption, Aligns: t.aligns()}
	headed := false
	for _, r := range t.rows {
		headed = headed || r.group == "thead" && len(r.cells) > 0
	}
	var foot []book.Row
	leading := true
	for i, r := range t.rows {
		row, all := make(book.Row, 0, len(r.cells)), true
		for _, c := range r.cells {
			row, all = append(row, c.Cell), all && c.header
		}
		leading = leading && all && i+1 < len(t.rows) && r.group != "tfoot"
		switch {
		case len(row) == 0:
		case r.group == "thead" || !headed && (leading || i == 0 && all):
			n.Header = append(n.Header, row)
		case r.group == "tfoot":
			foot = append(foot, row)
		default:
			n.Body = append(n.Body, row)
		}
	}
	n.Body = append(n.Body, foot...)
	return n
}

// aligns are the alignments of the columns in which all cells of the body that say one say the same. In a table with
// cells that take several rows or columns no column has one.
func (t *htmlTable) aligns() []book.Align {
	var aligns []book.Align
	said := false
	mixed := map[int]bool{}
	for _, r := range t.rows {
		for i, c := range r.cells {
			if c.ColSpan > 1 || c.RowSpan > 1 {
				return nil
			}
			if i == len(aligns) {
				aligns = append(aligns, book.AlignDefault)
			}
			if c.header || c.align == book.AlignDefault {
				continue
			}
			mixed[i] = mixed[i] || aligns[i] != book.AlignDefault && aligns[i] != c.align
			aligns[i], said = c.align, true
		}
	}
	if !said {
		return nil
	}
	for i := range mixed {
		if mixed[i] {
			aligns[i] = book.AlignDefault
		}
	}
	return aligns
}
