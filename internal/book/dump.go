package book

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"keben/internal/source"
)

// Dump writes a chapter as indented text, one block or inline a line, for golden files and for
// `keben dump --stage=book`. The form is for reading and comparing; it is never parsed.
func Dump(w io.Writer, ch *Chapter) {
	d := newDumper(w, ch.Source)
	defer d.w.Flush()
	d.line(0, "chapter", ch.Lang+"/"+ch.Slug)
	d.field("title", ch.Title)
	if t := ch.TitleHead; t != nil && t.ID != "" {
		d.line(1, "title-id", t.ID)
	}
	d.field("subtitle", ch.Subtitle)
	for _, p := range ch.Authors {
		d.line(1, "author", strconv.Quote(p.Name), quoted("note", p.Note))
	}
	if len(ch.Abstract) > 0 {
		d.line(1, "abstract")
		d.blocks(2, ch.Abstract)
	}
	if len(ch.Keywords) > 0 {
		d.line(1, "keywords", strings.Join(ch.Keywords, "; "))
	}
	for _, f := range [...]struct{ key, value string }{
		{"clc", ch.CLC}, {"document-code", ch.DocumentCode}, {"article-id", ch.ArticleID},
	} {
		if f.value != "" {
			d.line(1, f.key, f.value)
		}
	}
	d.field("funding", ch.Funding)
	if ch.Signed != "" || ch.Date != "" {
		d.line(1, "signed", ch.Signed, ch.Date)
	}
	if e := ch.InEnglish; e != nil {
		d.line(1, "in-english", strconv.Quote(e.Title), strings.Join(e.Authors, "; "), quoted("keywords", e.Keywords))
		d.blocks(2, e.Abstract)
	}
	for _, a := range ch.Addresses {
		d.line(1, "address", strconv.Quote(a))
	}
	if ch.Unnumbered {
		d.line(1, "unnumbered")
	}
	d.blocks(0, ch.Blocks)
	d.notes(ch.Notes)
}

// DumpBlocks writes blocks and then notes in the form of Dump; their ranges lie in file.
func DumpBlocks(w io.Writer, file *source.File, blocks []Block, notes []Note) {
	d := newDumper(w, file)
	defer d.w.Flush()
	d.blocks(0, blocks)
	d.notes(notes)
}

type dumper struct {
	w    *bufio.Writer
	file *source.File // the text of the ranges
}

func newDumper(w io.Writer, file *source.File) *dumper { return &dumper{bufio.NewWriter(w), file} }

// line writes one line of words, leaving out empty ones.
func (d *dumper) line(depth int, words ...string) {
	for range depth {
		d.w.WriteString("  ")
	}
	first := true
	for _, word := range words {
		if word == "" {
			continue
		}
		if !first {
			d.w.WriteByte(' ')
		}
		first = false
		d.w.WriteString(word)
	}
	d.w.WriteByte('\n')
}

func (d *dumper) field(name string, ins []Inline) {
	if len(ins) > 0 {
		d.line(1, name)
		d.inlines(2, ins)
	}
}

func (d *dumper) notes(notes []Note) {
	for _, n := range notes {
		d.line(0, "note", strconv.Quote(n.Label), number(n.Number), d.at(n.Range))
		d.blocks(1, n.Blocks)
	}
}

// at writes where a range begins.
func (d *dumper) at(r source.Range) string {
	if !r.Known() || d.file == nil {
		return ""
	}
	p := d.file.Position(int(r.From))
	return fmt.Sprintf("@%d:%d", p.Line, p.Col)
}

func quoted(key, value string) string {
	if value == "" {
		return ""
	}
	return key + "=" + strconv.Quote(value)
}

func flag(name string, on bool) string {
	if on {
		return name
	}
	return ""
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func attributes(id string, classes []string, attrs []Attr) string {
	var b strings.Builder
	if id != "" {
		b.WriteString(" #" + id)
	}
	for _, c := range classes {
		b.WriteString(" ." + c)
	}
	for _, a := range attrs {
		b.WriteString(" " + a.Key + "=" + strconv.Quote(a.Value))
	}
	return strings.TrimPrefix(b.String(), " ")
}

func (d *dumper) head(h *Head) string {
	words := attributes(h.ID, h.Classes, h.Attrs)
	if h.ID != "" && !h.Explicit {
		words = "~" + words // an id the author did not write
	}
	for _, word := range [...]string{quoted("fault", h.Fault), d.at(h.Range)} {
		if word != "" {
			words = strings.TrimPrefix(words+" "+word, " ")
		}
	}
	if h.State != "" {
		words += " " + string(h.State)
	}
	if h.Lacking > 0 {
		words += fmt.Sprintf(" lacking=%d", h.Lacking)
	}
	if t := h.Twin; t != nil {
		at := &dumper{file: t.Place.File}
		words += fmt.Sprintf(" twin=%s:%s%s", t.Lang, t.Place.Name(), at.at(t.Place.Range))
		if t.ID != h.ID {
			words += "#" + t.ID
		}
	}
	return words
}

func (d *dumper) blocks(depth int, blocks []Block) {
	for _, b := range blocks {
		d.block(depth, b)
	}
}

func (d *dumper) block(depth int, b Block) {
	d.line(depth, slices.Concat([]string{b.name()}, b.words(), []string{d.head(b.Common())})...)
	switch b := b.(type) {
	case *CodeBlock:
		d.lines(depth+1, b.Text)
	case *HTMLBlock:
		d.lines(depth+1, b.Text)
		if b.Open > 0 {
			d.line(depth+1, fmt.Sprintf("encloses %d", b.Encloses))
		}
		if len(b.Blocks) > 0 {
			d.line(depth+1, "print")
			d.blocks(depth+2, b.Blocks)
		}
	case *Table:
		d.table(depth+1, b)
	default:
		d.pieces(depth+1, Inside(b))
	}
}

// pieces writes the pieces inside a block, leaving out empty titles, captions and lines below.
func (d *dumper) pieces(depth int, pieces []Piece) {
	for _, p := range pieces {
		inner := depth
		if p.Kind != "" && (p.Kind == TermPiece || p.Kind == BodyPiece || len(*p.Run) > 0) {
			d.line(depth, string(p.Kind))
			inner++
		}
		switch {
		case p.Item != nil:
			d.block(inner, p.Item)
		case p.Blocks != nil:
			d.blocks(inner, *p.Blocks)
		default:
			d.inlines(inner, *p.Run)
		}
	}
}

func (d *dumper) lines(depth int, text string) {
	for line := range strings.Lines(text) {
		d.line(depth, strconv.Quote(line))
	}
}

// table writes a table row by row. Where cells span others every cell says its place, "row,column" from 0.
func (d *dumper) table(depth int, n *Table) {
	pieces, plain := Inside(n), n.Plain()
	cells := slices.IndexFunc(pieces, func(p Piece) bool { return p.Cell == nil && p.Kind != CaptionPiece })
	d.pieces(depth, pieces[:1])
	for i, g := range n.Groups {
		if i > 0 && g.Part == BodyPart && n.Groups[i-1].Part == BodyPart {
			d.line(depth, "group")
		}
		for _, row := range g.Rows {
			d.line(depth, [...]string{"row", "header", "foot"}[g.Part])
			for i := range row {
				d.cell(depth+1, &row[i], g.Part, plain)
			}
		}
	}
	d.pieces(depth, pieces[cells:])
}

func (d *dumper) cell(depth int, c *Cell, part Part, plain bool) {
	place, span := "", ""
	if !plain {
		place = fmt.Sprintf("%d,%d", c.Row, c.Col)
	}
	if c.Spans() {
		span = fmt.Sprintf("span=%dx%d", c.Cols, c.Rows)
	}
	scope := ""
	if part != HeadPart || c.Scope != ColumnHead {
		scope = [...]string{"", "column-head", "row-head", "group-head"}[c.Scope]
	}
	align := [...]string{"", "left", "center", "right"}[c.Align]
	d.line(depth, "cell", place, span, scope, align, d.at(c.Range))
	d.inlines(depth+1, c.Content)
	d.blocks(depth+1, c.Blocks)
}

func (d *dumper) inlines(depth int, ins []Inline) {
	for _, in := range ins {
		d.inline(depth, in)
		d.inlines(depth+1, Children(in))
	}
}

// inline writes one line, without its range: DumpRanges shows those.
func (d *dumper) inline(depth int, in Inline) {
	words := in.words()
	switch in.(type) {
	case *HardBreak:
	case *Link:
		words = append(words, d.at(in.Written()))
	default:
		if in.inside() == nil {
			words = append(words, d.at(in.Written()))
		}
	}
	d.line(depth, words...)
}

func place(slug, id string) string {
	if slug == "" && id == "" {
		return ""
	}
	return "→" + slug + "#" + id
}
