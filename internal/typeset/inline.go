package typeset

import (
	"path"
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/source"
	"keben/internal/typeset/paragraph"
)

// inliner turns the inlines of a run into pieces of a paragraph.
type inliner struct {
	c     *section
	style design.Style
	out   []paragraph.Piece
}

// text is the state of the inliner: the look of the text, its element, its link.
type text struct {
	face face
	tag  int32
	link int32
}

// pieces returns the pieces of inlines set in a style.
func (c *section) pieces(ins []book.Inline, s design.Style, tag int32) []paragraph.Piece {
	i := &inliner{c: c, style: s}
	i.all(ins, text{tag: tag})
	return i.out
}

// plain returns the piece of a string set in a style.
func (c *spec) plain(s string, st design.Style, f face, tag int32) paragraph.Piece {
	return paragraph.Piece{Kind: paragraph.Text, Text: s, Look: c.look(st, f), Tag: tag}
}

func (i *inliner) all(ins []book.Inline, t text) {
	for _, in := range book.PrintedRun(ins) {
		i.one(in, t)
	}
}

func (i *inliner) text(s string, t text, written source.Range) {
	if s == "" {
		return
	}
	i.out = append(i.out, paragraph.Piece{
		Kind: paragraph.Text, Text: s, Look: i.c.look(i.style, t.face), Tag: t.tag, Link: t.link, Place: i.c.at(written),
	})
}

func (i *inliner) one(in book.Inline, t text) {
	c := i.c
	switch n := in.(type) {
	case *book.Text:
		i.text(n.Value, t, n.Range)
	case *book.Quantity:
		i.text(n.Text, t, n.Range)
	case *book.Emph:
		// English emphasis is italic and turns roman inside italic; Chinese takes dots under the
		// characters or Kai (rule M5) while its Latin letters turn italic.
		t.face.italic = !(t.face.italic || i.style.Italic)
		switch {
		case c.lang.Emphasis == lang.Italic:
		case c.body.Emphasis == "kai":
			t.face.kai = true
		default:
			t.face.decor |= paragraph.EmphasisDot
		}
		i.all(n.Content, t)
	case *book.Strong:
		t.face.bold = true
		i.all(n.Content, t)
	case *book.Strike:
		t.face.decor |= paragraph.Strikeout
		i.all(n.Content, t)
	case *book.Subscript:
		t.face.raised, t.face.lowered = true, true
		i.all(n.Content, t)
	case *book.Superscript:
		t.face.raised, t.face.lowered = true, false
		i.all(n.Content, t)
	case *book.Highlight:
		t.face.decor |= paragraph.Underline
		i.all(n.Content, t)
	case *book.CodeSpan:
		t.face.code = true
		t.tag = c.element("Code", t.tag)
		i.text(n.Text, t, n.Range)
	case *book.Link:
		i.link(n, t)
	case *book.Ref:
		i.ref(n, t)
	case *book.NoteRef:
		i.mark(n, t)
	case *book.Image:
		i.image(n, t)
	case *book.HardBreak:
		i.out = append(i.out, paragraph.Piece{Kind: paragraph.Break, Look: c.look(i.style, t.face), Tag: t.tag})
	case *book.Ruby:
		i.out = append(i.out, paragraph.Piece{
			Kind: paragraph.Ruby, Text: n.Base, Ruby: n.Reading, Look: c.look(i.style, t.face), Tag: t.tag, Link: t.link, Place: c.at(n.Range),
		})
	case *book.Span:
		i.span(n, t)
	case *book.Fault:
		t.face.decor |= paragraph.FaultMark
		i.all(n.Content, t)
	}
}

func (i *inliner) span(n *book.Span, t text) {
	for _, a := range n.Attrs {
		if a.Key == "lang" && a.Value != "" {
			t.face.lang = a.Value
			if l, ok := lang.Find(a.Value); ok && l.Script.Han() {
				t.face.lang = l.Tag
			}
			t.tag = i.c.element("Span", t.tag)
			i.c.part.Elements[t.tag].Lang = a.Value
		}
	}
	for _, k := range n.Classes {
		switch k {
		case "underline", "mark":
			t.face.decor |= paragraph.Underline
		case "sup":
			t.face.raised, t.face.lowered = true, false
		case "sub":
			t.face.raised, t.face.lowered = true, true
		case "kbd":
			t.face.code = true
		case "name":
			t.face.decor |= paragraph.ProperName
		case "book-title":
			t.face.decor |= paragraph.BookTitle
		case "smallcaps", "small-caps":
			t.face.smallCaps = true
		}
	}
	i.all(n.Content, t)
}

// dest is the name of the destination of a place in the book. In the second language of a parallel edition it contains
// the tag of the language, because twins share their ids.
func (c *spec) dest(slug, id string) string {
	if id != "" {
		slug += "#" + id
	}
	if c.second {
		return c.tag + ":" + slug
	}
	return slug
}

// mostURI is the longest address of a link, in bytes. RFC 9110 §4.1 asks servers to support that many, and every line
// of the link's text repeats it.
const mostURI = 8000

var longLink = diag.NewKind("long-link", diag.Note,
	"the address of this link has more than %s characters; the PDF has its text without a link", "此链接的地址超过 %s 个字符，PDF 中只排文字、不作链接",
	"use a shorter address", "请改用较短的地址")

func (i *inliner) link(n *book.Link, t text) {
	if n.Dead {
		t.face.decor |= paragraph.FaultMark
		i.all(n.Content, t)
		return
	}
	l := link{uri: n.Target, text: book.Plain(n.Content)}
	if n.Slug != "" || n.ID != "" {
		l = link{dest: i.c.dest(n.Slug, n.ID), text: l.text}
	}
	if len(l.uri) > mostURI {
		i.c.messages = append(i.c.messages, longLink.At(i.c.at(n.Range), strconv.Itoa(mostURI)))
		i.all(n.Content, t)
		return
	}
	if l.dest == "" && !strings.Contains(l.uri, ":") { // a file of the manuscript, which the PDF does not have
		i.all(n.Content, t)
		if name := path.Base(n.File); n.File != "" && !strings.Contains(l.text, name) {
			i.text(i.c.lang.Words.OpenParen()+name+i.c.lang.Words.CloseParen(), t, n.Range)
		}
		return
	}
	t.face.color = "indigo"
	i.all(n.Content, i.linked(l, t))
}

// linked returns t inside a new link.
func (i *inliner) linked(l link, t text) text {
	t.tag = i.c.element("Link", t.tag)
	l.tag = t.tag
	i.c.links = append(i.c.links, l)
	t.link = int32(len(i.c.links))
	return t
}

func (i *inliner) ref(n *book.Ref, t text) {
	if n.Dead {
		t.face.decor |= paragraph.FaultMark
		i.text(or(n.Text, "@"+n.Target), t, n.Range)
		return
	}
	i.text(n.Text, i.linked(link{dest: i.c.dest(n.Slug, n.ID), text: n.Text}, t), n.Range)
}

// mark sets a footnote mark and, the first time, the note.
func (i *inliner) mark(n *book.NoteRef, t text) {
	c := i.c
	number := c.house.NoteMark(c.counted + n.Number)
	t.face.raised, t.face.color, t.face.decor = true, "", 0
	index, known := c.notes[n.Label]
	if !known {
		var ok bool
		if index, ok = c.note(n.Label); !ok {
			i.text(number, t, n.Range)
			return
		}
	}
	t = i.linked(link{dest: c.noteDest(index), text: c.lang.Words.Footnote() + " " + number}, text{face: t.face, tag: c.element("Reference", t.tag)})
	piece := paragraph.Piece{
		Kind: paragraph.Mark, Text: number, Look: c.look(i.style, t.face), Tag: t.tag, Link: t.link, Note: int32(index), Place: c.at(n.Range),
	}
	if c.perPage() {
		// The line is broken before the number is known. Every circled number is as wide as the first.
		piece.Text = c.house.NoteMark(1)
	}
	i.out = append(i.out, piece)
}

// image sets a picture within a line, scaled down to the height of the line.
func (i *inliner) image(n *book.Image, t text) {
	c := i.c
	pic, ok := c.picture(n.Src)
	switch {
	case ok:
	case book.Remote(n.Src) && t.link != 0:
		i.text(or(n.Alt, path.Base(n.Src)), t, n.Range) // a badge: its text is the link
		return
	case book.Remote(n.Src):
		i.text("["+strings.TrimSpace(c.lang.Words.RemotePicture()+" "+n.Src+" "+n.Alt)+"]", t, n.Range)
		return
	default:
		t.face.decor |= paragraph.FaultMark
		i.text("["+strings.TrimSpace(c.lang.Words.MissingPicture()+" "+n.Src+" "+n.Alt)+"]", t, n.Range)
		return
	}
	s := i.style
	tag := c.element("Figure", t.tag)
	c.part.Elements[tag].Alt = or(n.Alt, n.Title, n.Src)
	size := fit(pic.Size(pixelsPerInch), geom.Size{W: c.details().Text.Picture.Of(c.master.measure), H: s.Size})
	i.out = append(i.out, paragraph.Piece{
		Kind: paragraph.Boxed, Look: c.look(s, t.face), Tag: tag, Link: t.link,
		Box: &paragraph.Box{Size: size, Depth: s.Size.Em(120), Ops: drawn(pic, size, tag)},
	})
}

// or returns the first string that is not empty.
func or(ss ...string) string {
	for _, s := range ss {
		if s != "" {
			return s
		}
	}
	return ""
}
