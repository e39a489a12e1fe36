package typeset

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// cell is a table cell being set. whole and part are the widths of a number before its decimal point, and from it on.
type cell struct {
	*book.Cell
	tag         int32
	head        bool              // in the table's head
	pieces      []paragraph.Piece // of all its texts
	natural     geom.Length
	least       geom.Length
	whole, part geom.Length
	items       []page.Item
}

// column is a column of a grid. Numbers are aligned on the decimal point.
type column struct {
	x, width       geom.Length
	least, natural geom.Length
	align          string
	numeric        bool
	whole, part    geom.Length
	numbers, other int // how many cells have numbers, and anything else
}

var partRoles = [...]string{book.HeadPart: "THead", book.BodyPart: "TBody", book.FootPart: "TFoot"}

var scopes = [...]string{book.NoHead: "", book.ColumnHead: "Column", book.RowHead: "Row", book.GroupHead: "Row"}

// cells turns the cells into pieces and measures them.
func (g *grid) cells(tag int32) {
	c := g.c
	g.rows = make([][]cell, 0, g.table.Height())
	g.cols = make([]column, len(g.table.Columns))
	parts := make([]int32, len(g.table.Groups))
	body := slices.ContainsFunc(g.table.Groups, func(group book.Group) bool { return group.Part == book.BodyPart })
	for i, group := range g.table.Groups {
		role := partRoles[group.Part]
		if !body { // a head or foot is that of a body (ISO 32000-1 table 337)
			role = partRoles[book.BodyPart]
		}
		parts[i] = c.element(role, tag)
	}
	for i, group := range g.table.Groups {
		for _, row := range group.Rows {
			tr := c.element("TR", parts[i])
			out := make([]cell, len(row))
			for k := range row {
				out[k] = g.cell(&row[k], tr, group.Part == book.HeadPart)
			}
			g.rows = append(g.rows, out)
		}
	}
	for i := range g.cols {
		g.column(i)
	}
	g.headers()
}

// styleOf is the style of a cell's text.
func (g *grid) styleOf(cl *cell) design.Style {
	if cl.head || cl.Scope == book.ColumnHead {
		return g.head
	}
	return g.style
}

func (g *grid) cell(b *book.Cell, tr int32, header bool) cell {
	c := g.c
	e := forme.Element{Role: "TD", Parent: tr, ColSpan: b.Cols, RowSpan: b.Rows}
	if b.Scope != book.NoHead {
		e.Role, e.Scope = "TH", scopes[b.Scope]
	}
	out := cell{Cell: b, head: header, tag: c.part.Add(e)}
	st := g.styleOf(&out)
	ps := c.paragraphStyle(st, frame{})
	if len(b.Blocks) > 0 {
		g.measure(&out, ps)
	} else {
		out.pieces = c.pieces(b.Content, st, out.tag)
		out.least, out.natural = c.setter.Natural(out.pieces, ps)
	}
	if b.Cols > 1 {
		return out // a cell over several columns is not aligned on the decimal point
	}
	col := &g.cols[b.Col]
	if text := strings.TrimSpace(book.Plain(b.Content)); !header && number.MatchString(text) {
		i := strings.IndexByte(text, '.')
		if i < 0 {
			i = len(strings.TrimRight(text, "%％"))
		}
		_, out.whole = c.setter.Natural([]paragraph.Piece{c.plain(text[:i], st, face{}, out.tag)}, ps)
		out.part = out.natural - out.whole
		col.numbers++
		col.whole, col.part = max(col.whole, out.whole), max(col.part, out.part)
	} else if !header && len(out.pieces) > 0 && text != "—" && text != "-" {
		col.other++
	}
	col.least, col.natural = max(col.least, out.least), max(col.natural, out.natural)
	return out
}

var number = regexp.MustCompile(`^[+\-−–~约]?[¥$€£]?\d[\d,  ]*(\.\d+)?\s?[%％]?$`)

// measure finds the widths of a cell of blocks: those of its widest run, with the indent of lists. The pieces are made
// again when the width is known; the present ones show which notes the cell has.
func (g *grid) measure(out *cell, ps *paragraph.Style) {
	c, st := g.c, g.styleOf(out)
	em := st.Size
	take := func(pieces []paragraph.Piece, inset geom.Length) {
		least, natural := c.setter.Natural(pieces, ps)
		out.least, out.natural = max(out.least, least+inset), max(out.natural, natural+inset)
		out.pieces = append(out.pieces, pieces...)
	}
	var visit func(b book.Block, inset geom.Length)
	visit = func(b book.Block, inset geom.Length) {
		switch n := b.(type) {
		case *book.List, *book.Quote, *book.DefinitionList:
			inset = min(inset+2*em, 6*em)
		case *book.CodeBlock:
			out.natural = max(out.natural, inset+em/2*geom.Length(longest(n.Text)))
		}
		for _, p := range book.Inside(b) {
			switch {
			case p.Run != nil:
				take(c.pieces(*p.Run, st, out.tag), inset)
			case p.Blocks != nil:
				for _, inner := range *p.Blocks {
					visit(inner, inset)
				}
			default:
				visit(p.Item, inset)
			}
		}
	}
	for _, b := range out.Blocks {
		visit(b, 0)
	}
}

// longest is the number of bytes of the longest line.
func longest(text string) (n int) {
	for line := range strings.Lines(text) {
		n = max(n, len(line))
	}
	return n
}

// headers lists the heads of every cell where the scopes of heads do not determine them: below a head that spans
// columns, or below several heads (ISO 32000-1 §14.8.5.7; Matterhorn Protocol 15-003).
func (g *grid) headers() {
	if !g.manyHeads() {
		return
	}
	e := g.c.part.Elements
	columns := make([][]int32, len(g.cols)) // heads of each column so far
	rows := make(map[int][]int32)           // heads of the rows below
	var group []int32
	k := 0
	for _, gr := range g.table.Groups {
		group = nil
		for range gr.Rows {
			own := rows[k]
			for i := range g.rows[k] {
				if cl := &g.rows[k][i]; cl.Scope == book.RowHead {
					for r := k; r < cl.Bottom(); r++ {
						rows[r] = append(rows[r], cl.tag)
					}
					own = rows[k]
				}
			}
			for i := range g.rows[k] {
				cl := &g.rows[k][i]
				if cl.Scope != book.NoHead {
					e[cl.tag].ID = "th-" + g.c.dest(g.c.slug, strconv.Itoa(int(cl.tag)))
				}
				var heads []int32
				for col := cl.Col; col < cl.Right(); col++ {
					heads = appendNew(heads, columns[col])
				}
				heads = appendNew(heads, group)
				if cl.Scope == book.NoHead {
					heads = appendNew(heads, own)
				}
				e[cl.tag].Headers = heads
			}
			for i := range g.rows[k] {
				switch cl := &g.rows[k][i]; cl.Scope {
				case book.ColumnHead:
					for col := cl.Col; col < cl.Right(); col++ {
						columns[col] = appendNew(columns[col], []int32{cl.tag})
					}
				case book.GroupHead:
					group = []int32{cl.tag}
				}
			}
			delete(rows, k)
			k++
		}
	}
}

// manyHeads reports whether there is a cell whose heads do not follow from scopes.
func (g *grid) manyHeads() bool {
	if g.table.HeadRows() > 1 {
		return true
	}
	for k, row := range g.rows {
		for i := range row {
			if s := row[i].Scope; s == book.GroupHead || s == book.ColumnHead && k >= g.table.HeadRows() || s != book.NoHead && row[i].Spans() {
				return true
			}
		}
	}
	return false
}

// maxHeads is how many heads a cell lists, because more do not help somebody who listens.
const maxHeads = 24

func appendNew(to, tags []int32) []int32 {
	for _, tag := range tags {
		if len(to) == maxHeads {
			break
		}
		if !slices.Contains(to, tag) {
			to = append(to, tag)
		}
	}
	return to
}

var alignNames = [...]string{book.AlignDefault: "", book.AlignLeft: "left", book.AlignCenter: "center", book.AlignRight: "right"}

// column decides the alignment of column i: as the author wrote, otherwise numbers on the decimal point.
func (g *grid) column(i int) {
	col := &g.cols[i]
	if col.align = alignNames[g.table.Columns[i].Align]; col.align != "" {
		col.whole, col.part = 0, 0
		return
	}
	col.align = "left"
	if col.numbers > 0 && col.other == 0 {
		col.numeric, col.align = true, "center"
	}
}

// align is the alignment of a cell's text. A head over several columns is centred.
func (g *grid) align(cl *cell) string {
	if a := alignNames[g.table.AlignOf(cl.Cell)]; a != "" {
		return a
	}
	switch {
	case cl.Cols == 1:
		return g.cols[cl.Col].align
	case cl.head:
		return "center"
	}
	return "left"
}

// widths divides the width among the columns. If there is room, each gets the width of its longest line and an equal
// share of the rest, otherwise a width between its narrowest and its widest, in proportion. It reports whether the
// columns fit.
func (g *grid) widths() bool {
	n := geom.Length(max(len(g.cols), 1))
	for i := range g.cols {
		col := &g.cols[i]
		numeric := col.whole + col.part
		col.least, col.natural = max(col.least, numeric), max(col.natural, numeric)
	}
	g.spread()
	var sumLeast, sumNatural geom.Length
	for i := range g.cols {
		sumLeast += g.cols[i].least
	}
	if sumLeast+g.gutter*n > g.width {
		g.gutter /= 2
	}
	room := g.width - g.gutter*n
	shared := g.shares(room)
	for i := range g.cols {
		sumNatural += g.cols[i].natural
	}
	x := g.left + g.gutter/2
	for i := range g.cols {
		col := &g.cols[i]
		w := col.natural
		switch {
		case sumNatural <= room && !shared:
			w += (room - sumNatural) / n
		case sumNatural <= room:
		case sumLeast < room && sumNatural > sumLeast:
			w = col.least + (col.natural-col.least).Mul(int64(room-sumLeast), int64(sumNatural-sumLeast))
		default:
			w = col.least.Mul(int64(max(room, 0)), int64(max(sumLeast, 1)))
		}
		col.x, col.width = x, w
		x += w + g.gutter
	}
	return sumLeast <= room
}

// spread makes columns wide enough for the cells that span them. Cells of fewer columns come first; the width that a
// cell lacks is divided evenly among its columns.
func (g *grid) spread() {
	var wide []*cell
	for _, row := range g.rows {
		for i := range row {
			if row[i].Cols > 1 {
				wide = append(wide, &row[i])
			}
		}
	}
	slices.SortStableFunc(wide, func(a, b *cell) int { return cmp.Compare(a.Cols, b.Cols) })
	for _, cl := range wide {
		cols := g.cols[cl.Col:cl.Right()]
		n := geom.Length(len(cols))
		// Gutters may be halved later, so the narrowest width counts half of them.
		least, natural := cl.least-g.gutter/2*(n-1), cl.natural-g.gutter*(n-1)
		for i := range cols {
			least -= cols[i].least
			natural -= cols[i].natural
		}
		for i := range cols {
			if least > 0 {
				cols[i].least += (least + n - 1) / n
			}
			if natural > 0 {
				cols[i].natural += (natural + n - 1) / n
			}
			cols[i].natural = max(cols[i].natural, cols[i].least)
		}
	}
}

// shares sets the widths that the author gave to all columns. It reports whether the author gave any.
func (g *grid) shares(room geom.Length) bool {
	for i := range g.cols {
		if g.table.Columns[i].Share == 0 {
			return false
		}
	}
	for i := range g.cols {
		g.cols[i].natural = max(g.cols[i].least, room.Mul(int64(g.table.Columns[i].Share), 1000))
	}
	return len(g.cols) > 0
}
