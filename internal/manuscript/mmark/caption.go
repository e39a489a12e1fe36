package mmark

import (
	"bytes"

	"keben/internal/book"
	"keben/internal/manuscript/prose"
	"keben/internal/source"

	"github.com/gomarkdown/markdown/ast"
)

// Captions and source lines. Mmark has a line "Table: …", "Figure: …" or "Quote: …" below what it is
// about, with an id at its end; gomarkdown reads some of them itself and leaves the rest as paragraphs,
// and the captions that other notations know are paragraphs too.

// captionText is a caption that has been read.
type captionText struct {
	head    book.Head
	content []book.Inline
	attrs   *prose.Attributes
}

// give puts a caption and its attributes on a table or figure.
func (c *captionText) give(b book.Block) {
	if c == nil {
		return
	}
	switch n := b.(type) {
	case *book.Table:
		n.Caption = c.content
	case *book.Figure:
		n.Caption = c.content
		if n.Alt == "" {
			n.Alt = book.Plain(c.content)
		}
	}
	c.attrs.Set(b.Common())
}

// isCaption reports whether a paragraph is the caption of a table.
func isCaption(n ast.Node) bool {
	p, ok := n.(*ast.Paragraph)
	return ok && prose.CaptionPrefix(p.Content) > 0
}

// captionOf returns the first of the nodes when it is a paragraph that begins with a word.
func captionOf(nodes []ast.Node, word string) *ast.Paragraph {
	if len(nodes) == 0 {
		return nil
	}
	if p, ok := nodes[0].(*ast.Paragraph); ok && bytes.HasPrefix(p.Content, []byte(word)) {
		return p
	}
	return nil
}

// caption reads a paragraph that is a caption.
func (r *reader) caption(p *ast.Paragraph) *captionText {
	r.enter(p)
	content, attrs := cutAttributes(bytes.TrimRight(p.Content, "\n"))
	place := r.trace.locate(content, toMarkup)
	skip := prose.CaptionPrefix(content)
	for _, word := range [...]string{captionFigure, captionQuote} {
		if bytes.HasPrefix(content, []byte(word)) {
			skip = len(word)
		}
	}
	for skip < len(content) && (content[skip] == ' ' || content[skip] == '\t') {
		skip++
	}
	c := &captionText{content: r.inlinesFrom(place, skip), attrs: r.Resolve(attrs)}
	c.head = r.captionHead(place.start(), c.content)
	return c
}

// captionHead is the head of a caption that begins at an offset and ends with the last text that was found.
func (r *reader) captionHead(at int, content []book.Inline) book.Head {
	p := &book.Paragraph{Head: r.head(at), Content: content}
	r.end(p)
	return p.Head
}

// parsedCaption is a caption that gomarkdown has read with what it belongs to.
func (r *reader) parsedCaption(n *ast.Caption, id string) *captionText {
	c := &captionText{}
	if id != "" {
		c.attrs, _ = prose.ParseAttributes([]byte("{#" + id + "}"))
		if c.attrs == nil {
			c.attrs = &prose.Attributes{ID: id}
		}
	}
	// Its text is in the pieces already; the first gives its place.
	place := &stretch{lines: []int{0}, places: []int{r.trace.at}}
	if t, ok := ast.GetFirstChild(n).(*ast.Text); ok && len(bytes.TrimSpace(t.Literal)) > 0 {
		lead := len(t.Literal) - len(bytes.TrimLeft(t.Literal, " \n"))
		first := t.Literal[lead:]
		line := bytes.TrimRight(first[:lineLength(first)], " \n")
		at, _ := r.trace.find(line, anything)
		place = &stretch{content: first[:cap(first):cap(first)], lines: []int{0}, places: []int{at}}
	}
	in := r.inliner(place)
	in.children(n.Children)
	c.content = in.End(true)
	r.trace.at = max(r.trace.at, in.Here())
	c.head = r.captionHead(place.start(), c.content)
	return c
}

// captioned lowers a table, or what gomarkdown has put together with its caption.
func (r *reader) captioned(n ast.Node, after []ast.Node) ([]book.Block, int) {
	figure, ok := n.(*ast.CaptionFigure)
	if !ok {
		b, took := r.table(n.(*ast.Table), nil, after)
		return []book.Block{b}, took
	}
	nodes := figure.Children
	var caption *ast.Caption
	if k := len(nodes); k > 0 {
		if caption, ok = nodes[k-1].(*ast.Caption); ok {
			nodes = nodes[:k-1]
		}
	}
	if len(nodes) == 1 {
		if t, ok := nodes[0].(*ast.Table); ok {
			b, took := r.table(t, func() *captionText { return r.captionOrNil(caption, figure.HeadingID) }, after)
			return []book.Block{b}, took
		}
	}
	return r.figureBlock(figure, figureContents{nodes, caption}, after)
}

func (r *reader) captionOrNil(n *ast.Caption, id string) *captionText {
	if n == nil {
		return nil
	}
	return r.parsedCaption(n, id)
}

// figureContents are the nodes between two lines !---, and the caption below them.
type figureContents struct {
	nodes   []ast.Node
	caption *ast.Caption
}

// figureBlock lowers !--- … !---. With one picture in it this is a figure; several, or a picture beside
// other things, are a division of class figure with the caption as its last paragraph.
func (r *reader) figureBlock(n *ast.CaptionFigure, f figureContents, after []ast.Node) ([]book.Block, int) {
	blocks, at := r.within(f.nodes)
	blocks = pictures(blocks)
	c := r.captionOrNil(f.caption, n.HeadingID)
	if len(blocks) == 1 {
		if b, ok := blocks[0].(*book.Figure); ok {
			b.Head = r.attributes(b.Head, n.Attribute)
			if c != nil && len(b.Caption) > 0 && b.Alt == "" {
				b.Alt = book.Plain(b.Caption)
			}
			c.give(b)
			return blocks, 1 + r.furnish(b, after)
		}
	}
	if len(blocks) == 0 && c == nil {
		return nil, 1
	}
	d := &book.Div{Head: r.attributes(r.head(at), n.Attribute), Blocks: blocks}
	d.Classes = append(d.Classes, "figure")
	return []book.Block{c.below(d)}, 1
}

// pictures makes figures of the images in paragraphs that hold nothing else.
func pictures(blocks []book.Block) []book.Block {
	var out []book.Block
	for _, b := range blocks {
		p, ok := b.(*book.Paragraph)
		var figures []book.Block
		for i := 0; ok && i < len(p.Content); i++ {
			if img, isImage := p.Content[i].(*book.Image); isImage {
				f := &book.Figure{Head: book.Head{Lang: p.Lang, Range: img.Range}, Src: img.Src, Alt: img.Alt}
				f.Attrs = append(f.Attrs, img.Attrs...)
				if f.Caption = []book.Inline{&book.Text{Value: img.Title, Range: img.Range}}; img.Title == "" {
					f.Caption = []book.Inline{&book.Text{Value: img.Alt, Range: img.Range}}
				}
				figures = append(figures, f)
			} else {
				ok = prose.Blank(p.Content[i : i+1])
			}
		}
		if ok && len(figures) > 0 {
			out = append(out, figures...)
		} else {
			out = append(out, b)
		}
	}
	return out
}

// below makes a caption the last paragraph of a division, which takes its attributes.
func (c *captionText) below(d *book.Div) *book.Div {
	if c == nil {
		return d
	}
	c.attrs.Set(&d.Head)
	p := &book.Paragraph{Head: c.head, Content: c.content}
	p.Classes = append(p.Classes, "caption")
	d.Blocks = append(d.Blocks, p)
	return d
}

// listing appends code, in a division of class listing when a line "Figure: …" gives it a caption.
func (r *reader) listing(out []book.Block, b *book.CodeBlock, after []ast.Node) ([]book.Block, int) {
	p := captionOf(after, captionFigure)
	if p == nil {
		return append(out, b), 1
	}
	d := &book.Div{Head: book.Head{Lang: b.Lang, Range: b.Range, Classes: []string{"listing"}}, Blocks: []book.Block{b}}
	return append(out, r.caption(p).below(d)), 2
}

// figureParts are a paragraph that is one image.
type figureParts struct {
	image *ast.Image
	attrs *prose.Attributes
	place *stretch
	head  book.Head
}

// onlyImage returns the image that a paragraph consists of, and the attributes after it.
func onlyImage(nodes []ast.Node) (*ast.Image, *prose.Attributes) {
	var img *ast.Image
	var attrs *prose.Attributes
	for _, n := range nodes {
		switch n := n.(type) {
		case *ast.Image:
			if img != nil {
				return nil, nil
			}
			img = n
		case *attributed:
			if img == nil || attrs != nil {
				return nil, nil
			}
			attrs = n.attrs
		case *ast.Text:
			if !blank(n.Literal) {
				return nil, nil
			}
		default:
			return nil, nil
		}
	}
	return img, attrs
}

// figure lowers ![alt](file "caption"): in Mmark the title is the caption and the text in brackets describes the
// picture; without a title that text is the caption, as in Pandoc. A line "Figure: …" below is the caption too.
func (r *reader) figure(out []book.Block, p figureParts, after []ast.Node) ([]book.Block, int) {
	f := &book.Figure{Head: p.head, Src: r.target(p.image.Destination)}
	r.Resolve(p.attrs).Set(&f.Head)
	for _, key := range [...]string{"alt", "fig-alt"} {
		if f.Alt == "" {
			f.Alt = f.Attr(key)
		}
	}
	text := r.altText(p.image, p.place)
	if title := r.target(p.image.Title); title != "" {
		written := source.Range{}
		if from, to, ok := p.place.span(p.image.Title); ok {
			written = r.Range(from, to)
		}
		f.Caption = prose.Literal(title, written)
		if f.Alt == "" {
			f.Alt = book.Plain(text)
		}
	} else {
		f.Caption = text
	}
	took := 0
	if c := captionOf(after, captionFigure); c != nil {
		if f.Alt == "" {
			f.Alt = book.Plain(text)
		}
		r.caption(c).give(f)
		took, after = 1, after[1:]
	}
	if f.Alt == "" {
		f.Alt = book.Plain(f.Caption)
	}
	return append(out, f), 1 + took + r.furnish(f, after)
}

// furnish gives a table its caption and a table or figure its source line, from the paragraphs after it,
// and returns how many it took.
func (r *reader) furnish(b book.Block, after []ast.Node) int {
	took := 0
	if t, ok := b.(*book.Table); ok && len(t.Caption) == 0 && len(after) > 0 && isCaption(after[0]) {
		r.caption(after[0].(*ast.Paragraph)).give(t)
		took, after = 1, after[1:]
	}
	var below prose.Below
	_, isTable := b.(*book.Table)
	for len(after) > 0 {
		p, ok := after[0].(*ast.Paragraph)
		if !ok {
			break
		}
		source := len(below.Source) == 0 && prose.StartsSource(p.Content)
		if !source && !(isTable && prose.StartsNote(p.Content)) {
			break
		}
		r.enter(p)
		for _, part := range labelled(p.Content, isTable) {
			line := r.inlines(r.trace.locate(part, toLineEnd))
			if len(below.Source) == 0 && prose.StartsSource(part) {
				below.Source = line
			} else {
				below.Notes = append(below.Notes, line)
			}
		}
		took, after = took+1, after[1:]
	}
	r.Furnish(b, below)
	return took
}

// labelled divides a paragraph below a table where a line begins a note or the source line.
func labelled(content []byte, isTable bool) (out [][]byte) {
	from := 0
	for at := range content {
		if rest := content[at+1:]; isTable && content[at] == '\n' && (prose.StartsSource(rest) || prose.StartsNote(rest)) {
			out = append(out, content[from:at])
			from = at + 1
		}
	}
	return append(out, content[from:])
}

// table lowers a table. Cells that gomarkdown has joined because of ||, or left out because the header
// has fewer, are cells here: the book's pages have columns of one width.
func (r *reader) table(n *ast.Table, caption func() *captionText, after []ast.Node) (book.Block, int) {
	t := &book.Table{}
	begin := -1
	for _, part := range n.Children {
		g := book.Group{}
		switch part.(type) {
		case *ast.TableHeader:
			g.Part = book.HeadPart
		case *ast.TableFooter:
			g.Part = book.FootPart
		}
		for _, row := range part.GetChildren() {
			g.Rows = append(g.Rows, r.row(t, row.GetChildren()))
			if begin < 0 {
				begin = r.trace.rowStart()
			}
		}
		t.Groups = append(t.Groups, g)
	}
	t.Head = r.attributes(r.head(max(begin, 0)), n.Attribute)
	r.Form(t)
	if caption != nil {
		caption().give(t)
	}
	return t, 1 + r.furnish(t, after)
}

var aligns = map[ast.CellAlignFlags]book.Align{
	ast.TableAlignmentLeft: book.AlignLeft, ast.TableAlignmentRight: book.AlignRight, ast.TableAlignmentCenter: book.AlignCenter,
}

// row lowers the cells of a row, and those after the last one that gomarkdown read.
func (r *reader) row(t *book.Table, cells []ast.Node) book.Row {
	var out book.Row
	var rest []byte
	for i, c := range cells {
		cell, ok := c.(*ast.TableCell)
		if !ok {
			continue
		}
		for len(t.Columns) <= i {
			t.Columns = append(t.Columns, book.Column{Align: aligns[cell.Align]})
		}
		out = append(out, r.cell(cell.Content))
		for k := 1; k < cell.ColSpan && len(out) < len(cells); k++ {
			out = append(out, book.Cell{})
		}
		if cell.Content != nil { // the rest of the row follows it in memory
			rest = cell.Content[len(cell.Content):cap(cell.Content)]
			rest = rest[:lineEnd(rest)]
		}
	}
	for _, span := range extraCells(rest) {
		out = append(out, r.cell(rest[span[0]:span[1]]))
	}
	return out
}

// lineEnd is the offset of the line end in s.
func lineEnd(s []byte) int {
	if i := bytes.IndexByte(s, '\n'); i >= 0 {
		return i
	}
	return len(s)
}

// extraCells finds the text in what follows the last cell of a row.
func extraCells(rest []byte) [][2]int {
	lead := len(rest) - len(bytes.TrimLeft(rest, " "))
	if lead >= len(rest) || rest[lead] != '|' || blank(bytes.Trim(rest, "| \t")) {
		return nil
	}
	spans := prose.SplitRow(rest[lead:])
	for i := range spans {
		spans[i][0] += lead
		spans[i][1] += lead
	}
	return spans
}

func (r *reader) cell(content []byte) book.Cell {
	if blank(content) {
		return book.Cell{}
	}
	place := r.trace.locate(bytes.TrimSpace(content), toBar)
	in := r.inliner(place)
	in.cell = true
	in.children(r.parse(place.content))
	return book.Cell{Content: in.End(false), Range: r.Place(place.start())}
}
