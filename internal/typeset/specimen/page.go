package specimen

import (
	"io"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/pdf"
	"keben/internal/typeset/paragraph"
)

// The specimen's page: A4, a column of ids, then the rules with their examples.
const (
	pageWidth    = 210 * geom.Mm
	pageHeight   = 297 * geom.Mm
	margin       = 22 * geom.Mm
	indention    = 34 * geom.Pt
	examplePitch = 22 * geom.Pt
	smallPitch   = 12 * geom.Pt
	ruleGap      = 22 * geom.Pt
	columnGap    = 26 * geom.Pt
	resultWidth  = 150 * geom.Pt
)

// titles are the sections of the rules.
var titles = map[byte]string{
	'B': "B 行首行末禁则", 'C': "C 不断开", 'D': "D 标点相遇", 'E': "E 行首与行末", 'F': "F 中西之间", 'G': "G 两端对齐",
	'H': "H 标点悬挂", 'I': "I 段落", 'M': "M 行间标示", 'N': "N 注音", 'O': "O 引号、破折号、省略号", 'P': "P 中文里的西文", 'S': "S English",
}

// composer puts the specimen on pages.
type composer struct {
	s       *Sheet
	doc     *forme.Document
	part    *forme.Part // all of it
	y       geom.Length
	section int32
}

// Write writes the specimen as a PDF.
func (s *Sheet) Write(w io.Writer) error { return pdf.Write(w, s.document(), pdf.Options{}) }

// document is the specimen as pages: each rule with its id, its examples between hairlines that show the
// measure, and the result in words below.
func (s *Sheet) document() *forme.Document {
	c := &composer{s: s, doc: &forme.Document{Lang: lang.Chinese.BCP47, Title: "Keben 刻本 · 排版样张", Dests: map[string]forme.Dest{}}}
	c.part = &forme.Part{}
	c.doc.Parts = []*forme.Part{c.part}
	c.turn()
	rules := Rules()
	for i := range rules {
		if letter := rules[i].ID[0]; i == 0 || letter != rules[i-1].ID[0] {
			c.heading(letter)
		}
		c.rule(&rules[i])
	}
	return c.doc
}

// turn begins a page.
func (c *composer) turn() {
	c.doc.Pages = append(c.doc.Pages, forme.Page{Trim: geom.Size{W: pageWidth, H: pageHeight}, Part: c.part, Body: len(c.part.Bodies)})
	c.part.Bodies = append(c.part.Bodies, forme.Body{})
	c.y = margin
}

// room turns the page unless there is room for a height.
func (c *composer) room(h geom.Length) {
	if c.y+h > pageHeight-margin {
		c.turn()
	}
}

func (c *composer) put(ops []draw.Op, x geom.Length) {
	body := &c.part.Bodies[len(c.part.Bodies)-1]
	body.Ops = append(body.Ops, draw.Move(ops, geom.Point{X: x, Y: c.y})...)
}

// words is a line or more of the specimen's own text.
type words struct {
	text string
	han  string
	size geom.Length
	at   geom.Length // of the left edge
	tag  int32
	gray bool
}

func (c *composer) write(w words) {
	for _, line := range c.small(w, pageWidth-margin-w.at) {
		c.room(smallPitch)
		c.put(line.Ops, w.at)
		c.y += smallPitch
	}
}

// small sets words in lines of a width.
func (c *composer) small(w words, width geom.Length) []paragraph.Line {
	l := &paragraph.Look{
		Han: faces(c.s, w.han, "Song-Regular"), Latin: faces(c.s, "Sans-Regular", "Serif-Regular"), Size: w.size, LatinSize: w.size, Lang: lang.Chinese.Tag,
	}
	if w.gray {
		l.Color = draw.Color{R: 0x5c, G: 0x58, B: 0x50}
	}
	st := c.s.style(&Show{Ems: 1})
	st.Measure, st.Em, st.Align = width, w.size, paragraph.Left
	return c.s.setter.Set([]paragraph.Piece{{Look: l, Text: w.text, Tag: w.tag}}, st)
}

func faces(s *Sheet, names ...string) (out []*font.Face) {
	for _, n := range names {
		out = append(out, s.fonts[n])
	}
	return out
}

func (c *composer) heading(letter byte) {
	c.room(6 * examplePitch)
	if c.y > margin {
		c.y += ruleGap
	}
	c.y += examplePitch
	title := titles[letter]
	c.section = c.part.Add(forme.Element{Role: "Sect", Parent: -1, Title: title})
	h := c.part.Add(forme.Element{Role: "H1", Parent: c.section})
	c.doc.Dests[string(letter)] = forme.Dest{Page: len(c.doc.Pages) - 1, At: geom.Point{X: margin, Y: c.y - examplePitch}}
	c.doc.Outline = append(c.doc.Outline, forme.Bookmark{Title: title, Dest: string(letter)})
	c.write(words{text: title, han: "Hei-Medium", size: 13 * geom.Pt, at: margin, tag: h})
	c.y += ruleGap
}

func (c *composer) rule(r *Rule) {
	left := margin + indention
	_, height := c.fits(r.Shows)
	c.room(smallPitch + height)
	p := c.part.Add(forme.Element{Role: "P", Parent: c.section})
	y := c.y
	c.write(words{text: r.ID, han: "Hei-Medium", size: 9 * geom.Pt, at: margin, tag: p})
	c.y = y
	c.write(words{text: r.Text, han: "Hei-Medium", size: 9 * geom.Pt, at: left, tag: p})
	for row := r.Shows; len(row) > 0; {
		n, height := c.fits(row)
		c.room(height)
		y, x := c.y, left
		for i := range row[:n] {
			c.y = y
			c.show(&row[i], x)
			x += c.width(&row[i]) + columnGap
		}
		c.y = y + height
		row = row[n:]
	}
	c.y += ruleGap
}

// fits returns how many of the examples stand side by side, and their height.
func (c *composer) fits(row []Show) (n int, height geom.Length) {
	x := margin + indention
	for i := range row {
		w := c.width(&row[i])
		if i > 0 && x+w > pageWidth-margin {
			break
		}
		x += w + columnGap
		n = i + 1
		h := examplePitch*geom.Length(len(c.s.Set(&row[i]))) + smallPitch*geom.Length(len(c.result(&row[i])))
		height = max(height, h)
	}
	return n, height
}

// width is the room an example takes; its result runs on below it to at least a third of the page.
func (c *composer) width(w *Show) geom.Length {
	width := geom.Length(w.Ems) * c.s.size
	for _, l := range c.s.Set(w) {
		width = max(width, l.Start+l.Width)
	}
	for _, l := range c.result(w) {
		width = max(width, l.Width)
	}
	return width
}

// result is the result of an example, set small in lines that are not wider than need be.
func (c *composer) result(w *Show) []paragraph.Line {
	return c.small(words{text: c.s.Result(w), han: "Song-Regular", size: 7 * geom.Pt, gray: true}, max(geom.Length(w.Ems)*c.s.size, resultWidth))
}

// show sets an example at x with hairlines at both ends of its measure, and its result below.
func (c *composer) show(w *Show, x geom.Length) {
	tag := c.part.Add(forme.Element{Role: "P", Parent: c.section, Lang: other(lang.Of(w.lang()).BCP47)})
	tagged := func(ops []draw.Op) []draw.Op {
		ops = draw.Move(ops, geom.Point{})
		for k := range ops {
			if ops[k].Tag >= 0 {
				ops[k].Tag = tag
			}
		}
		return ops
	}
	for _, l := range c.s.Set(w) {
		c.y += examplePitch
		if w.Ems > 0 {
			c.put(hairline(-geom.Pt/4), x)
			c.put(hairline(c.s.size*geom.Length(w.Ems)), x)
		}
		c.put(tagged(l.Ops), x)
	}
	for _, l := range c.result(w) {
		c.y += smallPitch
		c.put(tagged(l.Ops), x)
	}
}

// other is the tag of a language that is not the document's, else "".
func other(tag string) string {
	if tag == lang.Chinese.BCP47 {
		return ""
	}
	return tag
}

// hairline is a thin line as high as a line of the examples.
func hairline(x geom.Length) []draw.Op {
	red := draw.Color{R: 0x95, G: 0x2a, B: 0x1b}
	box := geom.Rect{X: x, Y: -Size, W: geom.Pt / 4, H: Size * 5 / 4}
	return []draw.Op{{Tag: draw.Artifact, Path: draw.Rectangle(box, red)}}
}
