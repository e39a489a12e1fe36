package specimen

import (
	"keben/internal/figure/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/typeset/paragraph"
)

// The specimen's page: A4, a column of ids, then the rules with their examples.
const (
	pageWidth    = 210 * geom.Mm
	pageHeight   = 297 * geom.Mm
	margin       = 22 * geom.Mm
	indention    = 34 * geom.Pt
	examplePitch = 24 * geom.Pt
	smallPitch   = 14 * geom.Pt
	ruleGap      = 12 * geom.Pt
)

// titles are the sections of the rules.
var titles = map[byte]string{
	'B': "B 行首行末禁则", 'C': "C 不断开", 'D': "D 标点相遇", 'E': "E 行首与行末", 'F': "F 中西之间", 'G': "G 两端对齐",
	'H': "H 标点悬挂", 'I': "I 段落", 'M': "M 行间标示", 'N': "N 注音", 'O': "O 引号、破折号、省略号", 'P': "P 中文里的西文", 'S': "S English",
}

// composer puts the specimen on pages.
type composer struct {
	s       *Sheet
	doc     *draw.Document
	y       geom.Length
	section int32
}

// Document is the specimen as pages: each rule with its id, its examples between hairlines that show the
// measure, and the result in words below.
func (s *Sheet) Document() *draw.Document {
	c := &composer{s: s, doc: &draw.Document{Lang: "zh-Hans", Title: "Keben 刻本 · 排版样张", Dests: map[string]draw.Dest{}}}
	c.doc.Structure.Add(draw.Element{Role: "Document", Parent: -1})
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

func (c *composer) page() *draw.Page { return &c.doc.Pages[len(c.doc.Pages)-1] }

// turn begins a page.
func (c *composer) turn() {
	c.doc.Pages = append(c.doc.Pages, draw.Page{Trim: geom.Size{W: pageWidth, H: pageHeight}})
	c.y = margin
}

// room turns the page unless there is room for a height.
func (c *composer) room(h geom.Length) {
	if c.y+h > pageHeight-margin {
		c.turn()
	}
}

func (c *composer) put(ops []draw.Op, x geom.Length) {
	c.page().Ops = append(c.page().Ops, draw.Move(ops, geom.Point{X: x, Y: c.y})...)
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
	l := &paragraph.Look{
		Han: faces(c.s, w.han, "Song-Regular"), Latin: faces(c.s, "Sans-Regular", "Serif-Regular"), Size: w.size, LatinSize: w.size, Lang: "zh",
	}
	if w.gray {
		l.Color = draw.Color{R: 0x5c, G: 0x58, B: 0x50}
	}
	st := c.s.style(&Show{Ems: 1})
	st.Measure, st.Em, st.Align = pageWidth-margin-w.at, w.size, paragraph.Left
	for _, line := range c.s.setter.Set([]paragraph.Piece{{Look: l, Text: w.text, Tag: w.tag}}, st) {
		c.room(smallPitch)
		c.put(line.Ops, w.at)
		c.y += smallPitch
	}
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
		c.y += 2 * ruleGap
	}
	c.y += examplePitch
	title := titles[letter]
	c.section = c.doc.Structure.Add(draw.Element{Role: "Sect", Parent: 0, Title: title})
	h := c.doc.Structure.Add(draw.Element{Role: "H1", Parent: c.section})
	c.doc.Dests[string(letter)] = draw.Dest{Page: len(c.doc.Pages) - 1, At: geom.Point{X: margin, Y: c.y - examplePitch}}
	c.doc.Outline = append(c.doc.Outline, draw.Bookmark{Title: title, Dest: string(letter)})
	c.write(words{text: title, han: "Hei-Medium", size: 13 * geom.Pt, at: margin, tag: h})
	c.y += ruleGap
}

func (c *composer) rule(r *Rule) {
	c.room(examplePitch*2 + smallPitch*2)
	left := margin + indention
	p := c.doc.Structure.Add(draw.Element{Role: "P", Parent: c.section})
	y := c.y
	c.write(words{text: r.ID, han: "Hei-Medium", size: 9 * geom.Pt, at: margin, tag: p})
	c.y = y
	lang := "Hei-Medium"
	c.write(words{text: r.Text, han: lang, size: 9 * geom.Pt, at: left, tag: p})
	for i := range r.Shows {
		c.show(&r.Shows[i], left)
	}
	c.y += ruleGap
}

// show sets an example with hairlines at both ends of its measure, and its result below.
func (c *composer) show(w *Show, left geom.Length) {
	lines := c.s.Set(w)
	c.room(examplePitch*geom.Length(min(len(lines), 4)) + smallPitch)
	tag := c.doc.Structure.Add(draw.Element{Role: "P", Parent: c.section, Lang: bcp47[w.lang()]})
	for i := range lines {
		c.room(examplePitch)
		c.y += examplePitch
		ops := draw.Move(lines[i].Ops, geom.Point{})
		for k := range ops {
			if ops[k].Tag >= 0 {
				ops[k].Tag = tag
			}
		}
		if w.Ems > 0 {
			measure := c.s.size * geom.Length(w.Ems)
			c.put(hairline(-geom.Pt/4), left)
			c.put(hairline(measure), left)
		}
		c.put(ops, left)
	}
	c.y += smallPitch
	c.write(words{text: c.s.Result(w), han: "Song-Regular", size: 7 * geom.Pt, at: left, tag: tag, gray: true})
}

var bcp47 = map[string]string{"zh": "", "en": "en"}

// hairline is a thin line as high as a line of the examples.
func hairline(x geom.Length) []draw.Op {
	red := draw.Color{R: 0x95, G: 0x2a, B: 0x1b}
	box := geom.Rect{X: x, Y: -Size, W: geom.Pt / 4, H: Size * 5 / 4}
	return []draw.Op{{Tag: draw.Artifact, Path: draw.Rectangle(box, red)}}
}
