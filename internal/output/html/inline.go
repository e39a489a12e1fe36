package html

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"keben/internal/book"
)

// Inlines writes running text.
func (w *Writer) Inlines(ins []book.Inline) {
	for _, in := range ins {
		w.inline(in)
	}
}

func (w *Writer) wrapped(tag string, ins []book.Inline) {
	w.put("<", tag, ">")
	w.Inlines(ins)
	w.put("</", tag, ">")
}

func (w *Writer) inline(in book.Inline) {
	switch n := in.(type) {
	case *book.Text:
		w.text(n.Value)
	case *book.Emph:
		w.wrapped("em", n.Content)
	case *book.Strong:
		w.wrapped("strong", n.Content)
	case *book.Strike:
		w.wrapped("del", n.Content)
	case *book.Subscript:
		w.wrapped("sub", n.Content)
	case *book.Superscript:
		w.wrapped("sup", n.Content)
	case *book.Highlight:
		w.wrapped("mark", n.Content)
	case *book.CodeSpan:
		w.put("<code>")
		w.text(n.Text)
		w.put("</code>")
	case *book.Link:
		w.link(n)
	case *book.Image:
		w.image(n)
	case *book.NoteRef:
		w.noteRef(n)
	case *book.HardBreak:
		w.put("<br", w.void(), "\n")
	case *book.Ruby:
		w.ruby(n)
	case *book.Span:
		w.span(n)
	case *book.RawHTML:
		if w.AllowRawHTML || w.CommonMark {
			w.raw(n.Text)
		}
	case *book.Ref:
		w.ref(n)
	case *book.Quantity:
		w.put("<data", attr("value", strings.TrimSpace(n.Amount.Num.Plain()+" "+string(n.Amount.Unit))), ">")
		w.text(n.Text)
		w.put("</data>")
	case *book.Fault:
		w.put(`<mark class="fault"`, attr("title", w.faultTitle(n.ID)), ">")
		w.Inlines(n.Content)
		w.put("</mark>")
	}
}

func (w *Writer) link(n *book.Link) {
	href := url(n.Target)
	switch {
	case w.CommonMark:
		w.put(`<a href="`, href, `"`, given("title", n.Title), ">")
		w.Inlines(n.Content)
		w.put("</a>")
		return
	case n.Dead || dangerous(n.Target) || n.File != "" && w.file(n.File) == "":
		w.dead(func() { w.Inlines(n.Content) })
		return
	case n.Slug != "" || n.ID != "":
		href = url(w.place(n.Slug, n.ID))
	}
	rel, save := "", ""
	if n.File != "" {
		href, save = url(w.file(n.File)), path.Base(n.File)
	}
	if s := scheme(n.Target); n.Slug == "" && n.ID == "" && (s == "http" || s == "https") {
		rel = "external"
	}
	w.put(`<a href="`, href, `"`, given("rel", rel), given("download", save), given("title", n.Title), ">")
	w.Inlines(n.Content)
	w.put("</a>")
}

func (w *Writer) file(name string) string {
	if w.File == nil {
		return ""
	}
	return w.File(name)
}

// dead writes a link that leads nowhere: HTML's placeholder, an a element without an address.
func (w *Writer) dead(content func()) {
	w.put(`<a class="dead-link"`, attr("title", w.words.Words.DeadLink()), ` role="link" aria-disabled="true">`)
	content()
	w.put("</a>")
}

func (w *Writer) place(slug, id string) string {
	if w.Href != nil {
		return w.Href(slug, id)
	}
	s := ""
	if slug != "" {
		s = slug + ".html"
	}
	if id != "" {
		s += "#" + id
	}
	return s
}

func (w *Writer) ref(n *book.Ref) {
	if n.Dead || n.Text == "" {
		w.dead(func() { w.text("@" + n.Target) })
		return
	}
	w.put(`<a class="ref" href="`, url(w.place(n.Slug, n.ID)), `">`)
	w.text(n.Text)
	w.put("</a>")
}

func (w *Writer) image(n *book.Image) {
	if w.CommonMark {
		w.put(`<img src="`, url(n.Src), `"`, attr("alt", n.Alt), given("title", n.Title), " />")
		return
	}
	if n.Missing || w.lost(n.Src) {
		w.put(`<span class="missing-picture">`)
		w.missing(n.Src, n.Alt)
		w.put("</span>")
		return
	}
	id, classes := "", []string(nil)
	for _, a := range n.Attrs {
		switch a.Key {
		case "id":
			id = a.Value
		case "class":
			classes = append(classes, a.Value)
		}
	}
	w.put("<img")
	if id != "" {
		w.put(attr("id", w.IDPrefix+id))
	}
	w.picture(n.Src, n.Alt, n.Attrs, classes...)
	w.put(given("title", n.Title), ">")
}

// lost reports whether no address can be written for a picture.
func (w *Writer) lost(src string) bool {
	return dangerous(src) || w.Asset != nil && scheme(src) == "" && w.Asset(src) == ""
}

// picture writes the attributes of an img element.
func (w *Writer) picture(src, alt string, attrs []book.Attr, classes ...string) {
	if class, _ := WidthClass(attrs); class != "" {
		classes = append(classes, class)
	}
	w.put(given("class", strings.Join(classes, " ")))
	width, height := 0, 0
	if scheme(src) == "" {
		if w.Size != nil {
			width, height = w.Size(src)
		}
		if w.Asset != nil {
			src = w.Asset(src)
		}
	}
	w.put(` src="`, url(src), `"`, attr("alt", alt))
	sized := func(a book.Attr) bool { return a.Key == "width" || a.Key == "height" }
	if width > 0 && height > 0 && !slices.ContainsFunc(attrs, sized) {
		w.put(attr("width", strconv.Itoa(width)), attr("height", strconv.Itoa(height)))
	}
	if book.Remote(src) {
		w.put(` loading="lazy" referrerpolicy="no-referrer"`) // another site learns no more of readers than it must
	}
	for _, a := range attrs {
		if a.Key != "width" && a.Key != "height" {
			continue
		}
		if value, pixels, ok := length(a.Value); ok && pixels {
			w.put(attr(a.Key, value))
		}
	}
}

// WidthClass returns the class of a picture whose author gave it a width that is not in pixels, and the width as
// CSS writes it; "" when there is none. A page has no style attributes, which its Content-Security-Policy forbids:
// the stylesheet of the site must have a rule for the class.
func WidthClass(attrs []book.Attr) (class, width string) {
	for _, a := range attrs {
		if value, pixels, ok := length(a.Value); ok && !pixels && a.Key == "width" {
			return "width-" + strings.NewReplacer(".", "_", "%", "pc").Replace(value), value
		}
	}
	return "", ""
}

// missing writes the text in place of a missing picture.
func (w *Writer) missing(src, alt string) {
	w.text(w.words.Words.MissingPicture() + w.words.Words.Colon() + src)
	if alt != "" {
		w.text(w.words.Words.OpenParen() + alt + w.words.Words.CloseParen())
	}
}

// ruby writes each character with its own reading when there are as many readings as characters, so
// that a line can break inside (clreq, interlinear annotation), else the whole with the whole.
func (w *Writer) ruby(n *book.Ruby) {
	readings := strings.Fields(n.Reading)
	w.put("<ruby>")
	if len(readings) > 1 && len(readings) == utf8.RuneCountInString(n.Base) {
		i := 0
		for _, r := range n.Base {
			w.text(string(r))
			w.put("<rt>")
			w.text(readings[i])
			w.put("</rt>")
			i++
		}
	} else {
		w.text(n.Base)
		w.put("<rt>")
		w.text(n.Reading)
		w.put("</rt>")
	}
	w.put("</ruby>")
}

// spanElements are the classes of spans for which HTML has an element.
var spanElements = map[string]string{"sub": "sub", "sup": "sup", "kbd": "kbd", "mark": "mark", "small": "small", "underline": "u"}

func (w *Writer) span(n *book.Span) {
	e, name := element{id: n.ID, classes: n.Classes, attrs: n.Attrs}, "span"
	if len(n.Classes) > 0 {
		if own := spanElements[n.Classes[0]]; own != "" {
			name, e.classes = own, n.Classes[1:]
		}
	}
	for _, a := range n.Attrs {
		if a.Key == "lang" {
			e.lang = a.Value
		}
	}
	w.open(name, e)
	w.within(e.lang, func() { w.Inlines(n.Content) })
	w.put("</", name, ">")
}

// noteRef writes the mark of a note. The second and later marks of one note have ids of their own.
func (w *Writer) noteRef(n *book.NoteRef) {
	number := w.noteNumber(n.Label, n.Number)
	w.marks[n.Label]++
	target := w.IDPrefix + "fn-" + strconv.Itoa(number)
	w.put(`<sup class="note-mark"><a role="doc-noteref" href="#`, url(target), `"`,
		attr("id", w.IDPrefix+markID(number, w.marks[n.Label])), ">")
	w.text(w.words.NoteMark(number))
	w.put("</a></sup>")
}

func markID(number, mark int) string {
	id := "fnref-" + strconv.Itoa(number)
	if mark > 1 {
		id += "-" + strconv.Itoa(mark)
	}
	return id
}

// noteNumber is the number that collation gave a note, or else its place among the marks.
func (w *Writer) noteNumber(label string, number int) int {
	if number > 0 {
		return number
	}
	if w.order[label] == 0 {
		w.order[label] = w.highest + len(w.order) + 1
	}
	return w.order[label]
}
