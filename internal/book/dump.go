package book

import (
	"bufio"
	"fmt"
	"io"
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

// DumpInlines writes inlines in the form of Dump.
func DumpInlines(w io.Writer, file *source.File, ins []Inline) {
	d := newDumper(w, file)
	defer d.w.Flush()
	d.inlines(0, ins)
}

type dumper struct {
	w    *bufio.Writer
	file *source.File // where the ranges lie
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
	head := d.head(b.Common())
	switch n := b.(type) {
	case *Heading:
		words := fmt.Sprintf("heading %d", n.Level)
		if n.Depth > 0 {
			words += fmt.Sprintf(" depth=%d", n.Depth)
		}
		d.line(depth, words, quoted("number", n.Number), flag("unnumbered", n.Unnumbered), head)
		d.inlines(depth+1, n.Content)
	case *Paragraph:
		d.line(depth, "paragraph", head)
		d.inlines(depth+1, n.Content)
	case *List:
		words := "list"
		if n.Ordered {
			words += fmt.Sprintf(" start=%d", n.Start)
		}
		d.line(depth, words, strconv.QuoteRune(rune(n.Delim)), flag("tight", n.Tight), head)
		for _, item := range n.Items {
			d.line(depth+1, "item", [...]string{"", "open", "done"}[item.Task], d.head(&item.Head))
			d.blocks(depth+2, item.Blocks)
		}
	case *Quote:
		d.line(depth, "quote", head)
		d.blocks(depth+1, n.Blocks)
	case *Callout:
		d.line(depth, "callout", n.Kind, head)
		d.part(depth+1, "title", n.Title)
		d.blocks(depth+1, n.Blocks)
	case *CodeBlock:
		d.line(depth, "code", quoted("language", n.Language), quoted("info", n.Info), head)
		d.lines(depth+1, n.Text)
	case *Table:
		d.table(depth, n, head)
	case *Figure:
		d.line(depth, "figure", strconv.Quote(n.Src), quoted("alt", n.Alt), quoted("number", n.Number), flag("missing", n.Missing), head)
		d.part(depth+1, "caption", n.Caption)
		d.part(depth+1, "source", n.Source)
	case *ThematicBreak:
		d.line(depth, "thematic-break", head)
	case *DefinitionList:
		d.line(depth, "definitions", head)
		for _, item := range n.Items {
			for _, term := range item.Terms {
				d.line(depth+1, "term")
				d.inlines(depth+2, term)
			}
			for _, body := range item.Bodies {
				d.line(depth+1, "definition")
				d.blocks(depth+2, body)
			}
		}
	case *Div:
		d.line(depth, "div", head)
		d.blocks(depth+1, n.Blocks)
	case *HTMLBlock:
		d.line(depth, "html", head)
		d.lines(depth+1, n.Text)
		if n.Open > 0 {
			d.line(depth+1, fmt.Sprintf("encloses %d", n.Encloses))
		}
		if len(n.Blocks) > 0 {
			d.line(depth+1, "print")
			d.blocks(depth+2, n.Blocks)
		}
	default:
		d.line(depth, fmt.Sprintf("%T", b), head)
	}
}

func (d *dumper) part(depth int, name string, ins []Inline) {
	if len(ins) > 0 {
		d.line(depth, name)
		d.inlines(depth+1, ins)
	}
}

func (d *dumper) lines(depth int, text string) {
	for line := range strings.Lines(text) {
		d.line(depth, strconv.Quote(line))
	}
}

// table writes a table row by row. Where cells span others every cell says its place, "row,column" from 0.
func (d *dumper) table(depth int, n *Table, head string) {
	aligns := make([]byte, len(n.Columns))
	var columns string
	for i, c := range n.Columns {
		aligns[i] = "-lcr"[c.Align]
		if c.Share > 0 || len(c.Classes) > 0 {
			columns += fmt.Sprintf(" %d:%s%s", i, number(c.Share), attributes("", c.Classes, nil))
		}
	}
	d.line(depth, "table", "aligns="+string(aligns), quoted("columns", strings.TrimSpace(columns)), quoted("number", n.Number), head)
	d.part(depth+1, "caption", n.Caption)
	plain := n.Plain()
	for i, g := range n.Groups {
		if i > 0 && g.Part == BodyPart && n.Groups[i-1].Part == BodyPart {
			d.line(depth+1, "group")
		}
		for _, row := range g.Rows {
			d.line(depth+1, [...]string{"row", "header", "foot"}[g.Part])
			for i := range row {
				d.cell(depth+2, &row[i], g.Part, plain)
			}
		}
	}
	for _, note := range n.Notes {
		d.part(depth+1, "note", note)
	}
	d.part(depth+1, "source", n.Source)
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

func (d *dumper) inline(depth int, in Inline) {
	switch n := in.(type) {
	case *Text:
		d.line(depth, "text", strconv.Quote(n.Value), d.at(n.Range))
	case *Emph:
		d.line(depth, "emph")
	case *Strong:
		d.line(depth, "strong")
	case *Strike:
		d.line(depth, "strike")
	case *CodeSpan:
		d.line(depth, "code", strconv.Quote(n.Text), d.at(n.Range))
	case *Link:
		d.line(depth, "link", strconv.Quote(n.Target), quoted("title", n.Title), place(n.Slug, n.ID),
			flag("auto", n.Auto), flag("dead", n.Dead), d.at(n.Range))
	case *Image:
		d.line(depth, "image", strconv.Quote(n.Src), quoted("alt", n.Alt), quoted("title", n.Title),
			attributes("", nil, n.Attrs), flag("missing", n.Missing), d.at(n.Range))
	case *NoteRef:
		d.line(depth, "note-mark", strconv.Quote(n.Label), number(n.Number), d.at(n.Range))
	case *HardBreak:
		d.line(depth, "hard-break")
	case *Ruby:
		d.line(depth, "ruby", strconv.Quote(n.Base), strconv.Quote(n.Reading), d.at(n.Range))
	case *Span:
		d.line(depth, "span", attributes(n.ID, n.Classes, n.Attrs))
	case *RawHTML:
		encloses := ""
		if n.As != nil {
			encloses = fmt.Sprintf("encloses %d", n.Encloses)
		}
		d.line(depth, "html", strconv.Quote(n.Text), encloses, d.at(n.Range))
	case *Ref:
		d.line(depth, "ref", n.Target, quoted("text", n.Text), place(n.Slug, n.ID), flag("dead", n.Dead), d.at(n.Range))
	case *Quantity:
		d.line(depth, "quantity", n.Key, quoted("value", n.Amount.Num.Plain()), quoted("unit", string(n.Amount.Unit)), quoted("text", n.Text), d.at(n.Range))
	case *Fault:
		d.line(depth, "fault", n.ID)
	default:
		d.line(depth, fmt.Sprintf("%T", in))
	}
}

func place(slug, id string) string {
	if slug == "" && id == "" {
		return ""
	}
	return "→" + slug + "#" + id
}
