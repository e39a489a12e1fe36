package proof

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/lang"
	"keben/internal/source"
)

// item is a part of the text that an editor may refer to: a paragraph, a heading, a caption, a listing, the cells of a
// table, a picture. Items of one block are consecutive and share its id.
type item struct {
	look    look
	lang    *lang.Language
	slug    string
	id      string
	file    *source.File
	at      source.Range
	around  []source.Range // of the blocks that begin with it
	opening bool           // it begins a section
	indent  int
	quoted  int    // the indent of the quotation that it is in; 0: none
	mark    string // before its first line: a bullet, a number
	text    []span
	cells   *book.Table
	rows    [][]cell // of cells, as they are printed
	picture string
	twin    string // the id of its twin
	lacks   bool   // the next blocks of the source are not translated

	change byte // '+' new, '~' changed, '-' gone
	remark []string
	below  []*item // its twin
	record []*item // from the translation record, after the twin
}

// look is how an item is set.
type look uint8

const (
	body look = iota
	chapter
	heading
	subheading
	label // a line about the items after or before it
	note
	caption
	listing
	grid
	figure
	rule
	twinText
)

// spans are the pieces of a text in one style.
type span struct {
	text   string
	style  style
	at     source.Range
	record *string // how the translation record has it, unless as it is
}

// style is a set of styles of a text.
type style uint16

const (
	bold style = 1 << iota
	italic
	code
	strike
	lower
	raised
	marked // with a felt pen
	small
	made   // by Keben, and not compared
	fresh  // new
	gone   // removed
	joined // not broken unless it is longer than a line
)

// cell is a cell of a table as text.
type cell struct {
	of   *book.Cell
	text []span
}

// plain is the text of spans that an author wrote.
func plain(spans []span) string { return inForm(spans, printedForm) }

func inForm(spans []span, form func(span) string) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(form(s))
	}
	return b.String()
}

// printedForm is the author's text of a span, which is compared with another edition.
func printedForm(sp span) string {
	if sp.style&made != 0 {
		return ""
	}
	return sp.text
}

// recordForm is the text of a span in the translation record.
func recordForm(sp span) string {
	if sp.record != nil {
		return *sp.record
	}
	return printedForm(sp)
}

// words is the text of an item that an author wrote.
func (it *item) words() string {
	if it.cells == nil {
		return plain(it.text)
	}
	var b strings.Builder
	for _, row := range it.rows {
		b.WriteString(rowText(row))
		b.WriteByte('\n')
	}
	return b.String()
}

func rowText(row []cell) string {
	parts := make([]string, len(row))
	for i, c := range row {
		parts[i] = plain(c.text)
	}
	return strings.Join(parts, " | ")
}

// reader makes items of sections.
type reader struct {
	lang   *lang.Language
	twin   string // the language of twins
	sec    *book.Section
	ch     *book.Chapter
	notes  map[string]*book.Note
	noted  map[string]bool
	marks  []string // the labels of note marks met since notes were last shown
	around []source.Range
	indent int
	quoted int // the indent of the current quotation; 0: none
	bullet string
	small  bool   // in a note
	under  string // the key of the front matter below which title matter is
	out    []*item
}

// read returns the items of an edition, section by section.
func read(ed *book.Edition, twin string) (sections [][]*item) {
	for i := range ed.Sections {
		r := &reader{lang: lang.Of(ed.Lang), twin: twin, sec: &ed.Sections[i], ch: ed.Sections[i].Chapter}
		if r.ch == nil && r.sec.Role != book.RolePart {
			continue // generated
		}
		if ed.Untranslated(r.sec) {
			continue // read in the source's proof
		}
		r.section()
		sections = append(sections, r.out)
	}
	return sections
}

func (r *reader) section() {
	title := r.run(r.sec.Title, bold)
	if r.sec.Number != "" {
		title = append([]span{{text: r.sec.Number + r.lang.Gap(r.sec.Number), style: bold | made}}, title...)
	}
	first := r.add(&item{look: chapter, text: title, opening: true, at: book.Begins(r.sec.Title), lacks: r.sec.Lacking > 0})
	if r.ch == nil {
		return
	}
	r.notes, r.noted = map[string]*book.Note{}, map[string]bool{}
	for i := range r.ch.Notes {
		r.notes[r.ch.Notes[i].Label] = &r.ch.Notes[i]
	}
	first.file = r.ch.Source
	w := r.lang.Words
	r.line(heading, "", r.run(r.ch.Subtitle, 0))
	for _, p := range r.ch.Authors {
		text := []span{{text: p.Name}}
		if p.Note != "" {
			text = append(text, span{text: w.OpenParen() + p.Note + w.CloseParen(), style: small})
		}
		r.line(body, w.Author(), text)
	}
	if len(r.ch.Abstract) > 0 {
		r.line(label, "", []span{{text: w.Abstract(), style: bold | made}})
		r.abstract(r.ch.Abstract)
	}
	if len(r.ch.Keywords) > 0 {
		r.line(body, w.Keywords(), []span{{text: strings.Join(r.ch.Keywords, w.KeywordSep())}})
	}
	for _, f := range []struct{ name, text string }{
		{w.CLC(), r.ch.CLC}, {w.DocumentCode(), r.ch.DocumentCode}, {w.ArticleID(), r.ch.ArticleID},
	} {
		r.line(body, f.name, []span{{text: f.text}})
	}
	r.line(body, w.Funding(), r.run(r.ch.Funding, 0))
	r.endnotes()
	r.blocks(r.ch.Blocks)
	r.line(body, "", []span{{text: clean(r.ch.Signed + " " + r.ch.Date)}})
	if e := r.ch.InEnglish; e != nil {
		r.under = "in-english"
		r.line(heading, "", []span{{text: e.Title, style: bold}})
		r.line(body, "", []span{{text: strings.Join(e.Authors, ", ")}})
		r.abstract(e.Abstract)
		r.line(body, "", []span{{text: e.Keywords}})
		r.under = ""
	}
	for _, n := range r.ch.Notes { // without a mark
		r.marks = append(r.marks, n.Label)
	}
	r.endnotes()
}

// line adds a line of the title matter, unless it is empty.
func (r *reader) line(l look, name string, text []span) {
	if strings.TrimSpace(plain(text)) == "" && l != label {
		return
	}
	at, known := r.matter(r.under, text)
	if name != "" {
		text = append([]span{{text: name + r.lang.Words.Colon(), style: made}}, text...)
	}
	it := r.add(&item{look: l, text: text})
	if known {
		it.around = append(it.around, at)
	}
}

// abstract adds the blocks of an abstract.
func (r *reader) abstract(blocks []book.Block) {
	n := len(r.out)
	r.blocks(blocks)
	for _, it := range r.out[n:] {
		if at, ok := r.matter(r.under, it.text); ok {
			it.around = append(it.around, at)
		}
	}
}

// add appends an item and sets the fields that depend on its surroundings.
func (r *reader) add(it *item) *item {
	it.lang, it.slug, it.indent, it.quoted = r.lang, r.sec.Slug, r.indent, r.quoted
	it.around, r.around = r.around, nil
	it.mark, r.bullet = r.bullet, ""
	if r.ch != nil {
		it.file = r.ch.Source
	}
	if r.small && it.look == body {
		it.look = note
	}
	r.out = append(r.out, it)
	return it
}

// of adds an item that shows a block, or a part of it.
func (r *reader) of(h *book.Head, it *item) *item {
	it.id, it.at, it.lacks = h.ID, h.Range, h.Lacking > 0
	if h.Twin != nil && h.Twin.Lang == r.twin {
		it.twin = h.Twin.ID
	}
	return r.add(it)
}

// blocks adds the items of blocks; the notes that they mark follow each block of the chapter itself.
func (r *reader) blocks(blocks []book.Block) {
	for _, b := range book.Printed(blocks) {
		r.block(b)
		if r.indent == 0 && r.quoted == 0 && !r.small {
			r.endnotes()
		}
	}
}

// within adds the items of blocks inside a block.
func (r *reader) within(h *book.Head, blocks []book.Block, step int) {
	if h != nil {
		r.around = append(r.around, h.Range)
	}
	r.indent += step
	for _, b := range book.Printed(blocks) {
		r.block(b)
	}
	r.indent -= step
}

func (r *reader) block(b book.Block) {
	h := b.Common()
	switch b := b.(type) {
	case *book.Heading:
		l := heading
		if b.Level > 2 {
			l = subheading
		}
		text := r.run(b.Content, bold)
		if b.Number != "" {
			text = append([]span{{text: b.Number + r.lang.Gap(b.Number), style: bold | made}}, text...)
		}
		r.of(h, &item{look: l, text: text})
	case *book.Paragraph:
		r.of(h, &item{look: body, text: r.run(b.Content, 0)})
	case *book.List:
		r.around = append(r.around, h.Range)
		for i, it := range b.Items {
			r.bullet = bullet(b, i)
			r.within(&it.Head, it.Blocks, 1)
			if r.bullet != "" { // an empty item
				r.indent++
				r.of(&it.Head, &item{look: body})
				r.indent--
			}
		}
	case *book.Item:
		r.within(h, b.Blocks, 1)
	case *book.Quote:
		outer := r.quoted
		r.quoted = r.indent + 1
		r.within(h, b.Blocks, 1)
		r.quoted = outer
	case *book.Callout:
		title := r.run(b.Title, bold)
		if len(title) == 0 {
			title = []span{{text: r.lang.Callout(b.Kind), style: bold | made}}
		}
		outer := r.quoted
		r.indent++
		r.quoted = r.indent
		r.of(h, &item{look: label, text: title})
		r.indent--
		r.within(nil, b.Blocks, 1)
		r.quoted = outer
	case *book.CodeBlock:
		if info := cmp.Or(b.Info, b.Language); info != "" {
			r.of(h, &item{look: label, text: []span{{text: info, style: code}}})
		}
		r.of(h, &item{look: listing, text: []span{{text: strings.TrimSuffix(expandTabs(b.Text), "\n"), style: code, at: h.Range}}})
	case *book.Figure:
		r.figure(b)
	case *book.Table:
		r.table(b)
	case *book.ThematicBreak:
		r.of(h, &item{look: rule, text: []span{{text: "＊　＊　＊", style: made}}})
	case *book.DefinitionList:
		r.around = append(r.around, h.Range)
		for _, d := range b.Items {
			for _, term := range d.Terms {
				it := r.of(h, &item{look: body, text: r.run(term, bold)})
				if at := book.Begins(term); at.Known() {
					it.at = at
				}
			}
			for _, b := range d.Bodies {
				r.within(nil, b, 1)
			}
		}
	case *book.Div:
		r.within(h, b.Blocks, 0)
	default: // HTML, for which Printed has its meaning
		for _, p := range book.Inside(b) {
			switch {
			case p.Run != nil:
				r.of(h, &item{look: body, text: r.run(*p.Run, 0)})
			case p.Blocks != nil:
				r.within(h, *p.Blocks, 0)
			}
		}
	}
}

// bullet is the mark before an item of a list.
func bullet(l *book.List, i int) string {
	mark := "•"
	if l.Ordered {
		mark = strconv.Itoa(l.Start+i) + string(rune(l.Delim))
	}
	switch l.Items[i].Task {
	case book.TaskOpen:
		return mark + " [ ]"
	case book.TaskDone:
		return mark + " [x]"
	}
	return mark
}

func (r *reader) figure(b *book.Figure) {
	w := r.lang.Words
	var text []span
	if book.Remote(b.Src) {
		text = append(text, span{text: w.RemotePicture() + w.Colon() + b.Src + w.Stop(), style: made})
	}
	if b.Missing {
		text = append(text, span{text: w.MissingPicture() + w.Colon() + b.Src + w.Stop(), style: bold | made})
	}
	if b.Alt != book.Plain(b.Caption) {
		text = append(text, span{text: b.Alt, style: small})
	}
	r.of(&b.Head, &item{look: figure, picture: b.Src, text: text})
	r.captioned(&b.Head, b.Number, b.Caption)
	if len(b.Source) > 0 {
		r.of(&b.Head, &item{look: caption, text: r.run(b.Source, 0)})
	}
}

// captioned adds a caption with its number.
func (r *reader) captioned(h *book.Head, number string, run []book.Inline) {
	if number == "" && len(run) == 0 {
		return
	}
	text := r.run(run, 0)
	if number != "" {
		text = append([]span{{text: number + r.lang.Gap(number), style: bold | made}}, text...)
	}
	r.of(h, &item{look: caption, text: text})
}

func (r *reader) table(b *book.Table) {
	r.captioned(&b.Head, b.Number, b.Caption)
	it := &item{look: grid, cells: b}
	for part, row := range b.Rows() {
		var face style
		if part == book.HeadPart {
			face = bold
		}
		cells := make([]cell, len(row))
		for i := range row {
			c := &row[i]
			own := face
			if c.Scope != book.NoHead {
				own = bold
			}
			cells[i] = cell{of: c, text: r.run(c.Content, own)}
			if len(c.Blocks) > 0 {
				cells[i].text = r.boxed(c.Blocks, own)
			}
		}
		it.rows = append(it.rows, cells)
	}
	r.of(&b.Head, it)
	for _, n := range b.Notes {
		r.of(&b.Head, &item{look: caption, text: r.run(n, 0)})
	}
	if len(b.Source) > 0 {
		r.of(&b.Head, &item{look: caption, text: r.run(b.Source, 0)})
	}
}

// boxed is the text of the blocks in a cell, each on lines of its own.
func (r *reader) boxed(blocks []book.Block, own style) (text []span) {
	inner := *r
	inner.out, inner.around, inner.bullet = nil, nil, ""
	inner.within(nil, blocks, 0)
	r.marks = inner.marks
	for _, it := range inner.out {
		if len(text) > 0 {
			text = append(text, span{text: "\n", style: made})
		}
		if it.mark != "" {
			text = append(text, span{text: it.mark + " ", style: made})
		}
		for _, row := range it.rows {
			text = append(text, span{text: rowText(row) + "\n", style: own})
		}
		for _, s := range it.text {
			s.style |= own
			text = append(text, s)
		}
	}
	return text
}

// endnotes adds the notes whose marks have been met, each once, and the notes that these refer to.
func (r *reader) endnotes() {
	for len(r.marks) > 0 {
		mark := r.marks[0]
		r.marks = r.marks[1:]
		n := r.notes[mark]
		if n == nil || r.noted[mark] {
			continue
		}
		r.noted[mark] = true
		before := *r
		r.indent, r.quoted, r.small = 1, 0, true
		r.around = append(r.around, n.Range)
		r.bullet = noteMark(n.Number, mark)
		r.within(nil, n.Blocks, 0)
		if r.bullet != "" {
			r.add(&item{look: note, at: n.Range})
		}
		r.indent, r.quoted, r.small = before.indent, before.quoted, before.small
	}
}

func noteMark(number int, label string) string {
	if number > 0 {
		label = strconv.Itoa(number)
	}
	return "[" + label + "]"
}

// run makes spans of running text.
func (r *reader) run(run []book.Inline, as style) (out []span) {
	for _, in := range book.PrintedRun(run) {
		at := in.Written()
		put := func(text string, more style) {
			if text != "" {
				out = append(out, span{text: text, style: as | more, at: at})
			}
		}
		other := func(text string, more style, record string) {
			out = append(out, span{text: text, style: as | more, at: at, record: &record})
		}
		whole := func(text string, more style) { other(text, more, twins.SourceOf(in)) }
		inside := func(more style) { out = append(out, r.run(book.Children(in), as|more)...) }
		switch n := in.(type) {
		case *book.Text:
			put(n.Value, 0)
		case *book.Emph:
			inside(italic)
		case *book.Strong:
			inside(bold)
		case *book.Strike:
			inside(strike)
		case *book.Subscript:
			inside(lower)
		case *book.Superscript:
			inside(raised)
		case *book.Highlight:
			inside(marked)
		case *book.CodeSpan:
			whole(n.Text, code)
		case *book.Link:
			before, after, _ := strings.Cut(twins.SourceOf(n), twins.SourceOf(n.Content...))
			other("", 0, before)
			inside(0)
			shown := ""
			if !n.Auto {
				shown = address(n.Target, n.Title)
				if len(n.Content) > 0 && !r.lang.Script.Han() {
					shown = " " + shown
				}
			}
			other(shown, small, after)
		case *book.Image:
			whole("["+clean(n.Alt)+" "+address(n.Src, n.Title)+"]", small)
			if n.Missing {
				put(r.lang.Words.OpenParen()+r.lang.Words.MissingPicture()+r.lang.Words.CloseParen(), small|made)
			}
		case *book.NoteRef:
			whole(noteMark(n.Number, n.Label), raised|made)
			r.marks = append(r.marks, n.Label)
		case *book.HardBreak:
			whole("\n", 0)
		case *book.Ruby:
			put(n.Base, 0)
			other("("+n.Reading+")", small, "")
		case *book.Ref:
			whole(cmp.Or(n.Text, "@"+n.Target), made)
		case *book.Quantity:
			whole(n.Text, 0)
		case *book.Fault:
			inside(marked)
		default: // a span, or a tag
			inside(0)
		}
	}
	return out
}

// address is the target of a link, with its title.
func address(target, title string) string {
	if title != "" {
		return fmt.Sprintf("<%s %q>", target, title)
	}
	return "<" + target + ">"
}

// expandTabs puts spaces in the place of tabs, to every fourth column.
func expandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	column := 0
	for _, r := range s {
		switch r {
		case '\n':
			column = 0
			b.WriteRune(r)
		case '\t':
			n := 4 - column%4
			b.WriteString(strings.Repeat(" ", n))
			column += n
		default:
			column++
			b.WriteRune(r)
		}
	}
	return b.String()
}

// groups cuts items into rows of those that show one block.
func groups(items []*item) (out [][]*item) {
	for i, it := range items {
		if n := len(out); n > 0 && it.id != "" && items[i-1].id == it.id && items[i-1].look != heading {
			out[n-1] = append(out[n-1], it)
			continue
		}
		out = append(out, slices.Clip(items[i:i+1]))
	}
	return out
}
