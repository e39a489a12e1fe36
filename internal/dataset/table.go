package dataset

import (
	"slices"
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/quantity"
	"keben/internal/source"
	"keben/internal/yaml"
)

var (
	notTable = diag.NewKind("not-a-table", diag.Error,
		"`%s` is not a table: it needs `columns` and `rows`", "`%s` 不是表格：须有 `columns` 和 `rows`",
		"write {caption: …, columns: [{key: year, title: …}], rows: [{year: 2024}]}", "请写成 {caption: …, columns: [{key: year, title: …}], rows: [{year: 2024}]}")
	columnTwice = diag.NewKind("table-column", diag.Error,
		"two columns have the key `%s`", "有两列的 key 都是 `%s`")
	rowLong = diag.NewKind("table-row", diag.Error,
		"the row has %d cells, the table %d columns", "本行有 %d 个单元格，而表格只有 %d 列")
	rowKey = diag.NewKind("table-row", diag.Warning,
		"there is no column `%s`: did you mean `%s`?", "没有 `%s` 这一列：是否想写 `%s`？")
	textMissing = diag.NewKind("data-language", diag.Warning,
		"this text has no %s; the %s one is shown", "此处缺少语言 %s 的文字，暂用 %s 的")
)

// grid is a table in data, whatever its language.
type grid struct {
	caption, source *yaml.Node
	id              string
	columns         []column
	rows            [][]*yaml.Node // a cell for each column; nil where there is none
}

type column struct {
	key    string
	title  *yaml.Node
	align  book.Align
	unit   quantity.Row
	exp    int // the power of ten the column's numbers are in
	digits int // -1: those of the source
}

// tableSpec is a table as written, columnSpec one of its columns.
type tableSpec struct {
	Caption *yaml.Node   `yaml:"caption"`
	Source  *yaml.Node   `yaml:"source"`
	ID      string       `yaml:"id"`
	Unit    *yaml.Node   `yaml:"unit"`
	Columns []*yaml.Node `yaml:"columns"`
	Rows    []*yaml.Node `yaml:"rows"`
}

type columnSpec struct {
	Key    string     `yaml:"key"`
	Title  *yaml.Node `yaml:"title"`
	Unit   *yaml.Node `yaml:"unit"`
	Align  string     `yaml:"align"`
	Digits *yaml.Node `yaml:"digits"`
}

// readGrid reads {caption, columns, rows, source, id}.
func readGrid(n *yaml.Node) (grid, []diag.Message) {
	var s tableSpec
	ms := tableSchema.Decode(n, &s, nil)
	g := grid{caption: s.Caption, source: s.Source, id: s.ID}
	for _, c := range s.Columns {
		col, found := readColumn(c, s.Unit)
		ms = append(ms, found...)
		if slices.ContainsFunc(g.columns, func(o column) bool { return o.key == col.key }) && col.key != "" {
			ms = append(ms, c.At(columnTwice, col.key))
		}
		g.columns = append(g.columns, col)
	}
	for _, r := range s.Rows {
		row, found := g.row(r)
		ms = append(ms, found...)
		g.rows = append(g.rows, row)
	}
	return g, ms
}

var alignments = map[string]book.Align{"left": book.AlignLeft, "center": book.AlignCenter, "centre": book.AlignCenter, "right": book.AlignRight}

// readColumn reads a column that has passed the schema.
func readColumn(n *yaml.Node, tableUnit *yaml.Node) (column, []diag.Message) {
	c := column{digits: -1}
	if n.Kind == yaml.Scalar {
		c.key, c.title = n.Value, n
		return c, nil
	}
	var s columnSpec
	n.Fill(&s)
	c.key, c.title, c.align = s.Key, s.Title, alignments[s.Align]
	if s.Unit == nil && s.Digits != nil {
		s.Unit = tableUnit // a column that asks for digits holds numbers
	}
	var ms []diag.Message
	c.unit, c.exp, ms = readUnit(s.Unit)
	s.Digits.Fill(&c.digits)
	return c, ms
}

func (g grid) row(n *yaml.Node) ([]*yaml.Node, []diag.Message) {
	cells := make([]*yaml.Node, len(g.columns))
	var ms []diag.Message
	switch n.Kind {
	case yaml.Sequence:
		if len(n.Items) > len(cells) {
			return cells, []diag.Message{n.At(rowLong, len(n.Items), len(cells))}
		}
		copy(cells, n.Items)
	case yaml.Mapping:
		var keys, unset []string
		for i, c := range g.columns {
			cells[i] = n.Get(c.key)
			if keys = append(keys, c.key); cells[i] == nil {
				unset = append(unset, c.key)
			}
		}
		// A row may know more than the table shows; a slip shows in the cell that it leaves empty.
		for _, p := range n.Pairs {
			if near, ok := diag.Nearest(p.Key.Value, unset); ok && !slices.Contains(keys, p.Key.Value) {
				ms = append(ms, p.Key.At(rowKey, p.Key.Value, near))
			}
		}
	}
	for _, c := range cells {
		_, found := cellSchema.Check(c, nil)
		ms = append(ms, found...)
	}
	return cells, ms
}

// Table returns the table of a key with its words and numbers in one language. Its id is the one in the data,
// else tbl- and the last step of the key, so that @tbl-investment refers to it. A cell without a value shows
// a dash. A table of the wrong shape is nil.
func (d *Dataset) Table(u Use) (*book.Table, []diag.Message) {
	f, ms := d.find(u)
	if len(ms) > 0 {
		return nil, ms
	}
	n := f.node()
	if n.Get("columns") == nil || n.Get("rows") == nil {
		return nil, []diag.Message{notTable.At(u.Place, f.key)}
	}
	g, ms := readGrid(n)
	if diag.HasErrors(ms) {
		return nil, ms
	}
	if g.id == "" {
		g.id = "tbl-" + u.Key[strings.LastIndexByte(u.Key, '.')+1:]
	}
	p := printer{use: u, at: u.Place.Range}
	t := &book.Table{Head: book.Head{ID: g.id, Explicit: true, Lang: u.Lang, Range: p.at}}
	t.Caption = p.text(g.caption)
	if line := lang.Of(u.Lang).Source(p.words(g.source)); line != "" {
		t.Source = []book.Inline{&book.Text{Value: line, Range: p.at}}
	}
	head, body := make(book.Row, len(g.columns)), make([]book.Row, len(g.rows))
	for r := range body {
		body[r] = make(book.Row, len(g.columns))
	}
	for i, c := range g.columns {
		figures := g.figures(i)
		s := c.scale(lang.Of(u.Lang).Quantities, figures)
		p.ms = append(p.ms, wordless(u.Lang, u.Place, c.unit)...)
		head[i].Content = p.heading(c, s)
		t.Columns = append(t.Columns, book.Column{Align: g.alignment(i, figures)})
		for r, row := range g.rows {
			key := f.key + ".rows." + strconv.Itoa(r) + "." + c.key
			if figures[r] != nil {
				body[r][i].Content = []book.Inline{p.figure(key, c, *figures[r], s)}
			} else {
				body[r][i].Content = p.cell(key, row[i])
			}
		}
	}
	t.Groups = []book.Group{{Part: book.HeadPart, Rows: []book.Row{head}}, {Rows: body}}
	if _, ok := t.Form(); !ok {
		return nil, append(ms, budget.TableCells.Kind.At(u.Place, budget.TableCells.Shown()))
	}
	return t, append(ms, p.ms...)
}

// figures returns the bare numbers of a column, nil where the cell is something else.
func (g grid) figures(i int) []*quantity.Decimal {
	out := make([]*quantity.Decimal, len(g.rows))
	for r, row := range g.rows {
		if n := row[i]; n != nil && n.Kind == yaml.Scalar && !n.Quoted {
			if v, ok := quantity.Parse(n.Value); ok {
				out[r] = &v
			}
		}
	}
	return out
}

// alignment sets a column of numbers to the right, so that units are below units, tens below tens.
func (g grid) alignment(i int, figures []*quantity.Decimal) book.Align {
	numbers, others := 0, 0
	for r, row := range g.rows {
		switch {
		case figures[r] != nil:
			numbers++
		case row[i] != nil && row[i].Kind != yaml.Null:
			others++
		}
	}
	if g.columns[i].align == book.AlignDefault && numbers > others {
		return book.AlignRight
	}
	return g.columns[i].align
}

// scale chooses the power of ten a column is written in: that of its unit where the language has a word for
// it (亿 in Chinese, billion in English), else the largest that leaves no number of the column below one and
// none with more than two decimals that it did not have.
func (c column) scale(by lang.Quantities, figures []*quantity.Decimal) lang.Scale {
	if c.unit.Style != quantity.Scaled || c.unit.Zh == "" && c.exp == 0 {
		return lang.Scale{}
	}
	for _, s := range by.Scales {
		if s.Exp == c.exp {
			return s
		}
	}
	least, finest, any := 0, 0, false
	for _, v := range figures {
		if v == nil || v.Sign() == 0 {
			continue
		}
		if m := v.Magnitude() + c.exp; !any || m < least {
			least = m
		}
		if e := v.Last() + c.exp; !any || e < finest {
			finest = e
		}
		any = true
	}
	for _, s := range by.Scales {
		// In a unit that is scaled already decimals are the author's, and cannot be helped.
		if any && least >= s.Exp && (c.exp > 0 || s.Exp-finest <= 2) {
			return s
		}
	}
	return lang.Scale{}
}

// printer writes the parts of a table in one language.
type printer struct {
	use Use
	at  source.Range
	ms  []diag.Message
}

// text returns a text of the data in the language, falling back to another with a warning.
func (p *printer) text(n *yaml.Node) []book.Inline {
	s := p.words(n)
	if s == "" {
		return nil
	}
	return []book.Inline{&book.Text{Value: s, Range: p.at}}
}

func (p *printer) words(n *yaml.Node) string {
	if n == nil || n.Kind == yaml.Null {
		return ""
	}
	if n.Kind != yaml.Mapping {
		return strings.TrimSpace(n.Value)
	}
	if v := n.Get(p.use.Lang); v != nil && v.Kind == yaml.Scalar {
		return strings.TrimSpace(v.Value)
	}
	for _, tag := range lang.Tags() {
		if v := n.Get(tag); v != nil && v.Kind == yaml.Scalar {
			p.ms = append(p.ms, n.At(textMissing, p.use.Lang, tag))
			return strings.TrimSpace(v.Value)
		}
	}
	return ""
}

// figure writes a number of a column, without its unit: the heading says it.
func (p *printer) figure(key string, c column, v quantity.Decimal, s lang.Scale) book.Inline {
	l := lang.Of(p.use.Lang)
	shown := v.Shift(c.exp - s.Exp)
	if c.digits >= 0 {
		// The digits asked for are those of the unit in the data.
		shown = shown.Round(max(0, c.digits-(c.exp-s.Exp)))
	}
	grouped := shown.Magnitude() > 3 || !l.Script.Han() && c.unit.Zh != "" && c.unit.Style != quantity.Calendar
	typed := quantity.Quantity{Num: v.Shift(c.exp), Unit: c.unit.ID}
	return &book.Quantity{Key: key, Amount: typed, Text: l.Quantities.Digits(shown.Text(grouped && c.unit.Style != quantity.Calendar)), Range: p.at}
}

// cell writes anything but a bare number.
func (p *printer) cell(key string, n *yaml.Node) []book.Inline {
	switch {
	case n == nil || n.Kind == yaml.Null || n.Kind == yaml.Scalar && n.Value == "":
		return []book.Inline{&book.Text{Value: "—", Range: p.at}}
	case n.Get("value") != nil:
		q, ms := readQuantity(found{key, []*yaml.Node{n}})
		if p.ms = append(p.ms, ms...); len(ms) > 0 {
			return nil
		}
		return []book.Inline{q.inline(key, p.use)}
	case n.Kind == yaml.Scalar && !n.Quoted:
		if q, ms := number(n); len(ms) == 0 {
			return []book.Inline{q.inline(key, p.use)} // 3.1万亿美元
		}
	}
	return p.text(n)
}

// heading writes a column's title with its unit, unless the title ends in brackets already.
func (p *printer) heading(c column, s lang.Scale) []book.Inline {
	title := p.words(c.title)
	if title == "" {
		title = c.key
	}
	if u := c.unitWords(lang.Of(p.use.Lang), s); u != "" && !strings.HasSuffix(title, "）") && !strings.HasSuffix(title, ")") {
		w := lang.Of(p.use.Lang).Words
		title += w.OpenParen() + u + w.CloseParen()
	}
	return []book.Inline{&book.Text{Value: title, Range: p.at}}
}

// unitWords is a unit as a heading says it: 亿美元, US$ billion, million people.
func (c column) unitWords(l *lang.Language, s lang.Scale) string {
	if c.unit.Style == quantity.Calendar {
		return ""
	}
	word, _ := unitIn(l, c.unit)
	if l.Script.Han() {
		return s.Word + word.Many
	}
	if sign := signIn(l, c.unit); sign != "" {
		return strings.TrimSpace(sign + noBreak + s.Word)
	}
	return strings.TrimSpace(s.Word + " " + word.Many)
}
