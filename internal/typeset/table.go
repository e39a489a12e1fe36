package typeset

import (
	"regexp"
	"strings"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/figure/draw"
	"keben/internal/geom"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

var tableTooWide = diag.NewKind("table-too-wide", diag.Warning,
	"the table is too wide for the page even in the smallest type", "表格过宽，用最小字号也排不进版心",
	"leave out a column, or shorten what stands in the cells", "请减少列数，或缩短单元格文字")

// Rules of a three-line table (三线表): thick, thin, thick.
const (
	thickRule = geom.Pt
	thinRule  = geom.Pt / 2
)

// cell is a table cell being set. whole and part are the widths of a number before and from its decimal
// point on.
type cell struct {
	pieces      []paragraph.Piece
	natural     geom.Length
	least       geom.Length
	whole, part geom.Length
	items       []page.Item
}

// grid is a table being set.
type grid struct {
	c       *compositor
	table   *book.Table
	at      setting
	tag     int32        // of the Table
	caption int32        // element of the caption, if any
	style   design.Style // of body cells
	head    design.Style
	gutter  geom.Length
	left    geom.Length
	width   geom.Length
	rows    [][]cell // header rows first
	cols    []column
}

// column is a column of a grid. Numbers are aligned on the decimal point.
type column struct {
	x, width    geom.Length
	align       string
	numeric     bool
	whole, part geom.Length
}

// table sets a table: caption above, three rules, source below. It breaks between rows and repeats its
// header; a row breaks only when it must. One too wide for the page is turned.
func (s *stack) table(n *book.Table, at setting) {
	c := s.c
	g := &grid{c: c, table: n, at: at, left: at.left, width: c.master.measure - at.left - at.right}
	g.tag = c.doc.Structure.Add(draw.Element{Role: "Table", Parent: at.parent})
	if n.Number != "" || len(n.Caption) > 0 {
		g.caption = c.element("Caption", g.tag)
	}
	switch {
	case g.fit():
	case !at.notes && s.turned(g):
		return
	default:
		// Words are broken wherever a column ends.
		c.report(tableTooWide, n.Range)
		c.setter.Crowded = true
		defer func() { c.setter.Crowded = false }()
		if !at.notes {
			s.lying(g)
			return
		}
		g.attempt(smallest)
	}
	s.padded(g.set())
}

// set returns the table with what belongs to it.
func (g *grid) set() []page.Item {
	in := &stack{c: g.c}
	in.caption(g.table.Number, g.table.Caption, captioned{at: g.at, tag: g.caption, keep: true})
	g.place()
	in.add(g.lines()...)
	if len(g.table.Source) > 0 {
		in.keep()
		in.source(g.table.Source, g.at, g.tag)
	}
	return in.items
}

// captioned is where a caption stands.
type captioned struct {
	at   setting
	tag  int32 // its element
	keep bool  // with what follows
}

// caption sets the number and the caption of a table or figure.
func (s *stack) caption(number string, ins []book.Inline, k captioned) {
	if number == "" && len(ins) == 0 {
		return
	}
	c, tag := s.c, k.tag
	st := c.style("caption")
	var pieces []paragraph.Piece
	if number != "" {
		pieces = append(pieces, c.plain(number, st, face{bold: true}, tag))
		if len(ins) > 0 {
			pieces = append(pieces, c.gap(st, 1000, tag))
		}
	}
	pieces = append(pieces, c.pieces(ins, st, tag)...)
	items := c.set(pieces, st, k.at.frame)
	if k.keep {
		for i := range items {
			items[i].Penalty = page.Forbidden
		}
	}
	s.add(items...)
	if k.keep {
		s.space(geom.Pt * 3)
	}
}

// source sets the line that says where the data come from.
func (s *stack) source(ins []book.Inline, at setting, parent int32) {
	st := s.c.style("source")
	tag := s.c.element("P", s.c.doc.Structure.Elements[parent].Parent)
	s.space(geom.Pt * 2)
	s.add(s.c.set(s.c.pieces(ins, st, tag), st, at.frame)...)
}

// smallest is the smallest type of a table, in hundredths of the cell's style.
const smallest = 68

// fit makes the cells and finds column widths, in smaller type as long as the table is too wide. It reports
// whether the table fits; if not, nothing is left of the attempts.
func (g *grid) fit() bool {
	for _, percent := range [...]int64{100, 92, 84, 76, smallest} {
		before := g.c.state()
		if g.attempt(percent) {
			return true
		}
		g.c.restore(before)
	}
	return false
}

// attempt makes the cells in a share of their size and reports whether the table fits.
func (g *grid) attempt(percent int64) bool {
	g.style, g.head = g.c.style("cell"), g.c.style("cell-head")
	for _, st := range [...]*design.Style{&g.style, &g.head} {
		st.Size, st.Leading = st.Size.Mul(percent, 100), st.Leading.Mul(percent, 100)
	}
	g.gutter = g.style.Size
	g.cells(g.tag)
	return g.widths()
}

// state is what setting text leaves behind in the compositor.
type state struct{ elements, links, notes, lines int }

func (c *compositor) state() state {
	return state{len(c.doc.Structure.Elements), len(c.links), len(c.galley.Notes), len(c.lines)}
}

// restore forgets an attempt, with the notes it was the first to set.
func (c *compositor) restore(s state) {
	c.doc.Structure.Elements, c.links, c.lines = c.doc.Structure.Elements[:s.elements], c.links[:s.links], c.lines[:s.lines]
	c.galley.Notes = c.galley.Notes[:s.notes]
	for label, index := range c.notes {
		if index >= s.notes {
			delete(c.notes, label)
		}
	}
}

// cells turns the cells into pieces and measures them.
func (g *grid) cells(tag int32) {
	c := g.c
	g.rows, g.cols = nil, nil
	thead, tbody := c.element("THead", tag), c.element("TBody", tag)
	add := func(rows []book.Row, parent int32, header bool) {
		for _, r := range rows {
			tr := c.element("TR", parent)
			var out []cell
			for _, cl := range r {
				out = append(out, g.cell(cl, tr, header))
			}
			g.rows = append(g.rows, out)
		}
	}
	add(g.table.Header, thead, true)
	add(g.table.Body, tbody, false)
	for _, r := range g.rows {
		for len(g.cols) < len(r) {
			g.cols = append(g.cols, column{})
		}
	}
	for i := range g.cols {
		g.column(i)
	}
}

func (g *grid) cell(cl book.Cell, tr int32, header bool) cell {
	c, st := g.c, g.style
	e := draw.Element{Role: "TD", Parent: tr, ColSpan: cl.ColSpan, RowSpan: cl.RowSpan}
	if header {
		st = g.head
		e.Role, e.Scope = "TH", "Column"
	}
	tag := c.doc.Structure.Add(e)
	out := cell{pieces: c.pieces(cl.Content, st, tag)}
	ps := c.paragraphStyle(st, frame{})
	out.least, out.natural = c.setter.Natural(out.pieces, ps)
	text := strings.TrimSpace(book.Plain(cl.Content))
	if !header && number.MatchString(text) {
		i := strings.IndexByte(text, '.')
		if i < 0 {
			i = len(strings.TrimRight(text, "%％"))
		}
		_, out.whole = c.setter.Natural([]paragraph.Piece{c.plain(text[:i], st, face{}, tag)}, ps)
		out.part = out.natural - out.whole
	}
	return out
}

var number = regexp.MustCompile(`^[+\-−–~约]?[¥$€£]?\d[\d,  ]*(\.\d+)?\s?[%％]?$`)

// column settles the alignment of column i: as written, else numbers on the decimal point.
func (g *grid) column(i int) {
	col := &g.cols[i]
	if i < len(g.table.Aligns) {
		switch g.table.Aligns[i] {
		case book.AlignLeft:
			col.align = "left"
		case book.AlignCenter:
			col.align = "center"
		case book.AlignRight:
			col.align = "right"
		}
	}
	if col.align != "" {
		return
	}
	col.align = "left"
	numbers, others := 0, 0
	for k := len(g.table.Header); k < len(g.rows); k++ {
		if i >= len(g.rows[k]) || len(g.rows[k][i].pieces) == 0 {
			continue
		}
		cl := g.rows[k][i]
		if cl.whole > 0 {
			numbers++
			col.whole, col.part = max(col.whole, cl.whole), max(col.part, cl.part)
		} else if text := cl.pieces[0].Text; text != "—" && text != "-" {
			others++
		}
	}
	if numbers > 0 && others == 0 {
		col.numeric, col.align = true, "center"
	}
}

// widths shares the width among the columns: what each needs on one line when there is room, and then the
// rest evenly; else between its narrowest and its widest in proportion. It reports whether all fits.
func (g *grid) widths() bool {
	n := len(g.cols)
	least, natural := make([]geom.Length, n), make([]geom.Length, n)
	var sumLeast, sumNatural geom.Length
	for i := range g.cols {
		natural[i] = g.cols[i].whole + g.cols[i].part
		least[i] = natural[i]
		for _, r := range g.rows {
			if i < len(r) {
				least[i], natural[i] = max(least[i], r[i].least), max(natural[i], r[i].natural)
			}
		}
		sumLeast += least[i]
		sumNatural += natural[i]
	}
	if sumLeast+g.gutter*geom.Length(n) > g.width {
		g.gutter /= 2
	}
	room := g.width - g.gutter*geom.Length(n)
	x := g.left + g.gutter/2
	for i := range g.cols {
		w := natural[i]
		switch {
		case sumNatural <= room:
			w += (room - sumNatural) / geom.Length(n)
		case sumLeast < room && sumNatural > sumLeast:
			w = least[i] + (natural[i]-least[i]).Mul(int64(room-sumLeast), int64(sumNatural-sumLeast))
		default:
			w = least[i].Mul(int64(max(room, 0)), int64(max(sumLeast, 1)))
		}
		g.cols[i].x, g.cols[i].width = x, w
		x += w + g.gutter
	}
	return sumLeast <= room
}

// place sets every cell in its column.
func (g *grid) place() {
	for k := range g.rows {
		st := g.style
		if k < len(g.table.Header) {
			st = g.head
		}
		for i := range g.rows[k] {
			cl := &g.rows[k][i]
			if len(cl.pieces) == 0 {
				continue
			}
			col := g.cols[i]
			st.Align = col.align
			f := frame{left: col.x, right: g.c.master.measure - col.x - col.width}
			if col.numeric && cl.whole > 0 {
				st.Align = "left"
				f.left += max(0, (col.width-col.whole-col.part)/2+col.whole-cl.whole)
			}
			cl.items = g.c.set(cl.pieces, st, f)
		}
	}
}

// lines returns the set table as items: line by line, each with the lines of all its cells.
func (g *grid) lines() []page.Item {
	var out []page.Item
	pad := g.style.Size.Em(250)
	rule := func(w, above, below geom.Length) page.Item {
		return page.Item{Height: above + w + below, Penalty: page.Forbidden, Ops: []draw.Op{{
			Tag: draw.Artifact, Path: draw.Rectangle(geom.Rect{X: g.left, Y: above, W: g.width, H: w}, draw.Color{}),
		}}}
	}
	out = append(out, rule(thickRule, 0, pad))
	header := len(g.table.Header)
	for k := range g.rows[:min(header, len(g.rows))] {
		out = append(out, g.row(k)...)
	}
	if header > 0 {
		out = append(out, rule(thinRule, pad, pad))
	}
	for i := range out {
		out[i].Penalty = page.Forbidden
	}
	repeat := merged(out)
	for k := header; k < len(g.rows); k++ {
		row := g.row(k)
		for i := range row {
			if k > header || i > 0 {
				row[i].Repeat = repeat
			}
			row[i].Penalty = 2500
		}
		if n := len(row); n > 0 {
			// Two rows stay together at either end of the table.
			row[n-1].Penalty = 0
			if k == header || k >= len(g.rows)-2 {
				row[n-1].Penalty = page.Forbidden
			}
			row[n-1].Height += pad
		}
		out = append(out, row...)
	}
	end := rule(thickRule, 0, 0)
	end.Penalty = 0
	return append(out, end)
}

// row joins the cells of row k line by line.
func (g *grid) row(k int) []page.Item {
	var out []page.Item
	for i := range g.rows[k] {
		for j, it := range g.rows[k][i].items {
			if j >= len(out) {
				out = append(out, page.Item{})
			}
			join(&out[j], it)
		}
	}
	if len(out) == 0 {
		out = []page.Item{{Height: g.style.Leading}}
	}
	return out
}

// join puts what stands on b beside what stands on a.
func join(a *page.Item, b page.Item) {
	for _, m := range b.Marks {
		m.Op += len(a.Ops)
		a.Marks = append(a.Marks, m)
	}
	a.Ops = append(a.Ops, b.Ops...)
	a.Links = append(a.Links, b.Links...)
	a.Dests = append(a.Dests, b.Dests...)
	a.Figures = append(a.Figures, b.Figures...)
	a.Height = max(a.Height, b.Height)
	a.Text = strings.TrimSpace(a.Text + "  " + b.Text)
}

// merged stacks items into one.
func merged(items []page.Item) *page.Item {
	out := &page.Item{}
	for _, it := range items {
		below := geom.Point{Y: out.Height}
		h := out.Height + it.Height
		moved := it
		moved.Ops = draw.Move(it.Ops, below)
		moved.Links = append([]draw.Link{}, it.Links...)
		for i := range moved.Links {
			moved.Links[i].Area = moved.Links[i].Area.Move(below)
		}
		moved.Dests = append([]page.Dest{}, it.Dests...)
		for i := range moved.Dests {
			moved.Dests[i].Y += below.Y
		}
		moved.Figures = append([]page.FigureBox{}, it.Figures...)
		for i := range moved.Figures {
			moved.Figures[i].Area = moved.Figures[i].Area.Move(below)
		}
		join(out, moved)
		out.Height = h
	}
	return out
}
