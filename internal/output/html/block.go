package html

import (
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/highlight"
	"keben/internal/rawhtml"
)

// Blocks writes blocks.
func (w *Writer) Blocks(blocks []book.Block) {
	for _, b := range blocks {
		w.block(b)
		w.standing(b.Common())
	}
}

// standing writes notes about the state of the translation at a block and after it.
func (w *Writer) standing(h *book.Head) {
	if !w.Standing {
		return
	}
	if h.State == book.Stale {
		w.aside(w.words.Words.TwinStale())
	}
	if h.Lacking > 0 {
		w.Untranslated()
	}
}

// Untranslated writes the note about blocks of the source that are not translated.
func (w *Writer) Untranslated() { w.aside(w.words.Words.TwinLacking()) }

func (w *Writer) aside(word string) {
	w.line()
	w.put(`<p class="twin-note">`)
	w.text(word)
	w.put("</p>\n")
}

func (w *Writer) block(b book.Block) {
	switch n := b.(type) {
	case *book.Paragraph:
		w.paragraph(n)
		return
	case *book.HTMLBlock:
		if w.AllowRawHTML || w.CommonMark {
			w.line()
			w.raw(n.Text)
			w.line()
		}
		return
	}
	w.line()
	switch n := b.(type) {
	case *book.Heading:
		w.heading(n)
	case *book.List:
		w.list(n)
	case *book.Quote:
		w.container("blockquote", elementOf(&n.Head), n.Blocks)
	case *book.Callout:
		w.callout(n)
	case *book.CodeBlock:
		w.code(n)
	case *book.Table:
		w.table(n)
	case *book.Figure:
		w.figure(n)
	case *book.ThematicBreak:
		w.put("<hr", given("id", n.ID), w.void())
	case *book.DefinitionList:
		w.definitions(n)
	case *book.Div:
		w.container("div", elementOf(&n.Head), n.Blocks)
	}
	w.line()
}

// raw writes an author's HTML, filtered.
func (w *Writer) raw(fragment string) {
	if !w.CommonMark {
		fragment, _ = rawhtml.Clean(fragment) // package manuscript has reported the removed parts
	}
	w.put(fragment)
}

func (w *Writer) paragraph(n *book.Paragraph) {
	if !w.loose {
		w.within(n.Lang, func() { w.Inlines(n.Content) })
		w.takeTail()
		return
	}
	w.line()
	w.open("p", elementOf(&n.Head))
	w.within(n.Lang, func() { w.Inlines(n.Content) })
	w.takeTail()
	w.put("</p>\n")
}

// takeTail writes the tail, which waits for the end of a paragraph.
func (w *Writer) takeTail() {
	if f := w.tail; f != nil {
		w.tail = nil
		f()
	}
}

// container writes an element that holds blocks.
func (w *Writer) container(name string, e element, blocks []book.Block) {
	w.open(name, e)
	w.put("\n")
	loose := w.loose
	w.loose = true
	w.within(e.lang, func() { w.Blocks(blocks) })
	w.loose = loose
	w.line()
	w.put("</", name, ">\n")
}

func (w *Writer) heading(n *book.Heading) {
	level := n.Level
	if n.Depth > 0 {
		level = n.Depth
	}
	if !w.CommonMark {
		level = min(level+w.HeadingOffset, 6)
	}
	tag := "h" + strconv.Itoa(max(level, 1))
	w.open(tag, elementOf(&n.Head))
	w.within(n.Lang, func() {
		w.number(n.Number)
		w.Inlines(n.Content)
	})
	w.put("</", tag, ">")
	if w.Elsewhere != nil && n.ID != "" && n.Depth > 0 {
		w.elsewhere(w.Elsewhere(n.ID))
	}
}

// elsewhere writes links to the same section in other editions, after its heading and not in it, because they are not
// part of its name.
func (w *Writer) elsewhere(places []Place) {
	if len(places) == 0 {
		return
	}
	w.put("\n<div class=\"elsewhere\">")
	for i, p := range places {
		if i > 0 {
			w.put(" ")
		}
		w.put(`<a href="`, url(p.Href), `"`, attr("lang", bcp47(p.Lang)))
		if p.HrefLang != "" {
			w.put(attr("hreflang", bcp47(p.HrefLang)))
		}
		w.put(given("title", p.Title), ">")
		w.text(p.Text)
		w.put("</a>")
	}
	w.put("</div>")
}

// number writes the number of a heading, figure or table and the space after it.
func (w *Writer) number(s string) {
	if s == "" {
		return
	}
	w.put(`<span class="number">`)
	w.text(s)
	w.put("</span>", w.words.Gap(s))
}

func (w *Writer) list(n *book.List) {
	tag, e := "ul", elementOf(&n.Head)
	var extra []string
	if n.Ordered {
		tag = "ol"
		if n.Start != 1 {
			extra = append(extra, attr("start", strconv.Itoa(n.Start)))
		}
	}
	tasks := false
	for _, item := range n.Items {
		tasks = tasks || item.Task != book.NoTask
	}
	if tasks {
		e.classes = append(e.classes, "task-list")
	}
	w.open(tag, e, extra...)
	w.put("\n")
	loose := w.loose
	w.within(n.Lang, func() {
		for _, item := range n.Items {
			w.loose = !n.Tight
			w.item(item)
		}
	})
	w.loose = loose
	w.put("</", tag, ">")
}

func (w *Writer) item(n *book.Item) {
	w.open("li", elementOf(&n.Head))
	if n.Task != book.NoTask {
		checked, word := "", w.words.Words.TaskOpen()
		if n.Task == book.TaskDone {
			checked, word = " checked", w.words.Words.TaskDone()
		}
		w.put(`<input type="checkbox" disabled`, checked, attr("aria-label", word), "> ")
	}
	w.within(n.Lang, func() { w.Blocks(n.Blocks) })
	w.put("</li>\n")
}

func (w *Writer) callout(n *book.Callout) {
	e := elementOf(&n.Head, "callout", "callout-"+n.Kind)
	element, title := "aside", "p"
	if n.Class("details") {
		element, title = "details", "summary" // to be opened by the reader
		w.open(element, withoutTitle(e))
	} else {
		w.open(element, withoutTitle(e), ` role="note"`)
	}
	w.put("\n")
	loose := w.loose
	w.loose = true
	w.within(n.Lang, func() {
		w.put("<", title, ` class="callout-title">`)
		if len(n.Title) > 0 {
			w.Inlines(n.Title)
		} else {
			w.text(w.words.Callout(n.Kind))
		}
		w.put("</", title, ">\n")
		w.Blocks(n.Blocks)
	})
	w.loose = loose
	w.line()
	w.put("</", element, ">")
}

// withoutTitle is an element whose title attribute is shown as text.
func withoutTitle(e element) element {
	var attrs []book.Attr
	for _, a := range e.attrs {
		if a.Key != "title" {
			attrs = append(attrs, a)
		}
	}
	e.attrs = attrs
	return e
}

func (w *Writer) code(n *book.CodeBlock) {
	w.open("pre", elementOf(&n.Head), w.scrolls())
	w.put("<code")
	if n.Language != "" {
		w.put(attr("class", "language-"+n.Language))
	}
	w.put(">")
	if w.CommonMark {
		w.text(n.Text)
	} else {
		w.tokens(n)
	}
	w.put("</code></pre>")
}

// tokens writes program text with the kinds of its tokens as classes; plain text has none.
func (w *Writer) tokens(n *book.CodeBlock) {
	divide := w.Tokens
	if divide == nil {
		divide = highlight.Tokens
	}
	for _, t := range divide(n.Language, n.Text) {
		if t.Kind == highlight.Plain {
			w.text(t.Text)
			continue
		}
		w.put("<span", attr("class", "code-"+t.Kind.String()), ">")
		w.text(t.Text)
		w.put("</span>")
	}
}

// scrolls are the attributes of an element that may be wider than the page: a keyboard must reach it to move it
// sideways (WCAG 2.2 SC 2.1.1).
func (w *Writer) scrolls() string {
	if w.CommonMark {
		return ""
	}
	return ` tabindex="0"`
}

var alignClasses = [...]string{book.AlignDefault: "", book.AlignLeft: "align-left", book.AlignCenter: "align-center", book.AlignRight: "align-right"}

// table writes a table in a division that can scroll, with the source line.
func (w *Writer) table(n *book.Table) {
	name := w.words.Join(n.Number, book.Plain(n.Caption))
	if name == "" {
		name = w.words.Words.Table()
	}
	w.open("div", elementOf(&n.Head, "table"), ` role="group"`, attr("aria-label", name), w.scrolls())
	w.put("\n<table>\n")
	w.within(n.Lang, func() {
		if n.Number != "" || len(n.Caption) > 0 {
			w.put("<caption>")
			w.number(n.Number)
			w.Inlines(n.Caption)
			w.put("</caption>\n")
		}
		for _, g := range n.Groups {
			w.rows(n, g)
		}
		w.put("</table>\n")
		for _, note := range n.Notes {
			w.below("p", "table-note", note)
		}
		w.source("p", n.Source)
	})
	w.put("</div>")
}

var (
	partTags   = [...]string{book.HeadPart: "thead", book.BodyPart: "tbody", book.FootPart: "tfoot"}
	scopeNames = [...]string{book.NoHead: "", book.ColumnHead: "col", book.RowHead: "row", book.GroupHead: "rowgroup"}
)

func (w *Writer) rows(n *book.Table, g book.Group) {
	part := partTags[g.Part]
	w.put("<", part, ">\n")
	for _, row := range g.Rows {
		w.put("<tr>")
		for i := range row {
			c := &row[i]
			var classes []string
			if i == 0 && c.Col > 0 {
				classes = append(classes, "inner-start")
			}
			if i == len(row)-1 && c.Right() < len(n.Columns) {
				classes = append(classes, "inner-end")
			}
			w.cell(n, c, classes)
		}
		w.put("</tr>\n")
	}
	w.put("</", part, ">\n")
}

// cell writes a cell. A head that spans columns is centred above the rule that joins them.
func (w *Writer) cell(n *book.Table, c *book.Cell, classes []string) {
	tag := "td"
	if c.Scope != book.NoHead {
		tag = "th"
	}
	if class := alignClasses[n.AlignOf(c)]; class != "" {
		classes = append(classes, class)
	}
	if c.Cols > 1 && c.Scope == book.ColumnHead {
		classes = append(classes, "spanner")
	}
	if c.Cols == 1 && c.Col < len(n.Columns) {
		classes = append(classes, n.Columns[c.Col].Classes...)
	}
	w.put("<", tag, given("scope", scopeNames[c.Scope]), given("class", strings.Join(classes, " ")), spanned("colspan", c.Cols), spanned("rowspan", c.Rows), ">")
	w.Inlines(c.Content)
	if len(c.Blocks) > 0 {
		loose := w.loose
		w.loose = true
		w.put("\n")
		w.Blocks(c.Blocks)
		w.loose = loose
	}
	w.put("</", tag, ">")
}

func spanned(key string, n int) string {
	if n < 2 {
		return ""
	}
	return attr(key, strconv.Itoa(n))
}

func (w *Writer) source(tag string, ins []book.Inline) { w.below(tag, "source", ins) }

// below writes a line below a table or figure.
func (w *Writer) below(tag, class string, ins []book.Inline) {
	if len(ins) == 0 {
		return
	}
	w.put("<", tag, attr("class", class), ">")
	w.Inlines(ins)
	w.put("</", tag, ">\n")
}

func (w *Writer) figure(n *book.Figure) {
	w.open("figure", withoutTitle(elementOf(&n.Head)))
	w.put("\n")
	w.within(n.Lang, func() {
		if n.Missing || w.lost(n.Src) {
			w.put(`<p class="missing-picture">`)
			w.missing(n.Src, n.Alt)
			w.put("</p>\n")
		} else {
			w.put("<img")
			w.picture(n.Src, n.Alt, n.Attrs)
			w.put(given("title", n.Attr("title")), ">\n")
		}
		if n.Number == "" && len(n.Caption) == 0 && len(n.Source) == 0 {
			return
		}
		w.put("<figcaption>")
		w.number(n.Number)
		w.Inlines(n.Caption)
		if len(n.Source) > 0 {
			w.put("\n")
			w.source("p", n.Source)
		}
		w.put("</figcaption>\n")
	})
	w.put("</figure>")
}

// definitions writes a definition list; a definition of one paragraph is written without its element.
func (w *Writer) definitions(n *book.DefinitionList) {
	w.open("dl", elementOf(&n.Head))
	w.put("\n")
	loose := w.loose
	w.within(n.Lang, func() {
		for _, d := range n.Items {
			for _, term := range d.Terms {
				w.wrapped("dt", term)
				w.put("\n")
			}
			for _, body := range d.Bodies {
				w.put("<dd>")
				w.loose = len(body) > 1
				w.Blocks(body)
				w.put("</dd>\n")
			}
		}
	})
	w.loose = loose
	w.put("</dl>")
}

// Notes writes the notes of a chapter as the section that ends it, with a way back to every mark that
// this writer has written. It writes nothing when there are none.
func (w *Writer) Notes(notes []book.Note) {
	if len(notes) == 0 {
		return
	}
	for i := range notes {
		w.highest = max(w.highest, notes[i].Number)
	}
	w.line()
	w.put(`<section role="doc-endnotes" class="notes"`, attr("aria-label", w.words.Words.Notes()), ">\n<ol>\n")
	for i := range notes {
		w.note(&notes[i])
	}
	w.put("</ol>\n</section>\n")
}

func (w *Writer) note(n *book.Note) {
	number := w.noteNumber(n.Label, n.Number)
	w.put("<li", attr("id", w.IDPrefix+"fn-"+strconv.Itoa(number)), attr("value", strconv.Itoa(number)), ">")
	if len(n.Blocks) > 0 {
		w.Blocks(n.Blocks[:len(n.Blocks)-1])
		back := func() {
			if n.Number > 0 || w.highest == 0 { // a note without a mark has no way back
				w.wayBack(n.Label, number)
			}
		}
		if p, ok := n.Blocks[len(n.Blocks)-1].(*book.Paragraph); ok {
			w.tail = back
			w.block(p)
		} else {
			w.Blocks(n.Blocks[len(n.Blocks)-1:])
			w.line()
			w.put("<p>")
			back()
			w.put("</p>\n")
		}
	}
	w.put("</li>\n")
}

func (w *Writer) wayBack(label string, number int) {
	for mark := 1; mark <= w.marks[label]; mark++ {
		name := w.words.Words.BackToText()
		if w.marks[label] > 1 {
			name += " " + strconv.Itoa(mark)
		}
		w.put(` <a role="doc-backlink" href="#`, url(w.IDPrefix+markID(number, mark)), `"`, attr("aria-label", name), ">")
		w.put("↩\uFE0E</a>") // U+FE0E: as text, not as an emoji
	}
}
