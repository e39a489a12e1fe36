package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"sync"
	"testing"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/forme"
	"keben/internal/geom"
	"keben/templates"
)

var (
	facesMu sync.Mutex
	faces   = map[string]*font.Face{}
)

// face returns a built-in face: "Song-Regular", "Serif-Italic".
func face(t testing.TB, name string) *font.Face {
	t.Helper()
	facesMu.Lock()
	defer facesMu.Unlock()
	if f := faces[name]; f != nil {
		return f
	}
	data, err := templates.FS.ReadFile("fonts/Keben" + name + ".ttf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := font.Parse(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	faces[name] = f
	return f
}

// builder sets documents by hand, one line after the other.
type builder struct {
	t    testing.TB
	doc  *forme.Document
	part *forme.Part
	at   geom.Point // of the bodies
	y    geom.Length
	font string
	size geom.Length
}

func newBuilder(t testing.TB) *builder {
	b := &builder{t: t, at: geom.Point{X: 30 * geom.Pt, Y: 50 * geom.Pt}, font: "Song-Regular", size: 10 * geom.Pt, doc: &forme.Document{
		Title: "两种文字的书", Subject: "A book in two languages", Authors: []string{"胡必亮", "A. Author"},
		Keywords: []string{"排版", "type"}, Lang: "zh-Hans", Date: "2025-09", Dests: map[string]forme.Dest{},
	}}
	b.begin()
	return b
}

// begin begins a part.
func (b *builder) begin() {
	b.part = &forme.Part{}
	b.doc.Parts = append(b.doc.Parts, b.part)
}

func (b *builder) add(parent int32, e forme.Element) int32 {
	e.Parent = parent
	return b.part.Add(e)
}

func (b *builder) element(parent int32, role string) int32 {
	return b.add(parent, forme.Element{Role: role})
}

func (b *builder) page(label string) *forme.Page {
	b.part.Bodies = append(b.part.Bodies, forme.Body{})
	b.doc.Pages = append(b.doc.Pages, forme.Page{
		Trim: geom.Size{W: 148 * geom.Mm, H: 210 * geom.Mm}, Label: label, Part: b.part, Body: len(b.part.Bodies) - 1, At: b.at,
	})
	b.y = 60 * geom.Pt
	return b.last()
}

func (b *builder) last() *forme.Page { return &b.doc.Pages[len(b.doc.Pages)-1] }

// dest names the place of the next line.
func (b *builder) dest(name string) {
	b.doc.Dests[name] = forme.Dest{Page: len(b.doc.Pages) - 1, At: geom.Point{X: 40 * geom.Pt, Y: b.y - b.size}}
}

// put sets text at x on the current line and returns where it ends.
func (b *builder) put(tag int32, x geom.Length, text string) geom.Length {
	run := b.run(text)
	b.op(draw.Op{Tag: tag, At: geom.Point{X: x, Y: b.y}, Run: run})
	for _, g := range run.Glyphs {
		x += g.Advance
	}
	return x
}

func (b *builder) line(tag int32, text string) {
	b.put(tag, 40*geom.Pt, text)
	b.skip()
}

func (b *builder) skip() { b.y += b.size * 2 }

func (b *builder) body() *forme.Body { return &b.part.Bodies[len(b.part.Bodies)-1] }

// op adds an operation to the body, by its place on the page.
func (b *builder) op(op draw.Op) {
	op.At = op.At.Add(b.back())
	b.body().Ops = append(b.body().Ops, op)
}

// back leads from the corner of the page to that of the body.
func (b *builder) back() geom.Point { return geom.Point{X: -b.last().At.X, Y: -b.last().At.Y} }

// around sets text outside the body.
func (b *builder) around(x, y geom.Length, text string) {
	b.last().Around = append(b.last().Around, draw.Op{Tag: draw.Artifact, At: geom.Point{X: x, Y: y}, Run: b.run(text)})
}

// box gives a figure its area.
func (b *builder) box(tag int32, area geom.Rect) {
	b.body().Boxes = append(b.body().Boxes, forme.Box{Tag: tag, Area: area.Move(b.back())})
}

// link makes the box of a line from x to end active.
func (b *builder) link(tag int32, from, to geom.Length, l forme.Link) {
	l.Tag, l.Area = tag, geom.Rect{X: from, Y: b.y - b.size, W: to - from, H: b.size * 5 / 4}.Move(b.back())
	b.body().Links = append(b.body().Links, l)
}

// run sets text with natural advances; "ffi" becomes the ligature where the face has one. Characters
// the face lacks come from the Chinese face's .notdef, as the typesetter's visible box would.
func (b *builder) run(text string) *draw.Run {
	f := face(b.t, b.font)
	run := &draw.Run{Face: f, Size: b.size, Lang: "zh-Hans"}
	if strings.HasPrefix(b.font, "S") && b.font != "Song-Regular" && b.font != "Song-Bold" {
		run.Lang = "en"
	}
	var x geom.Length
	for text != "" {
		part, glyph := "ffi", font.GlyphID(0)
		if g, ok := f.GID('ﬃ'); ok && strings.HasPrefix(text, part) {
			glyph = g
		} else {
			r := []rune(text)[0]
			part = string(r)
			if r == 0xAD {
				r = '-'
			}
			glyph, _ = f.GID(r)
		}
		advance := b.size.Mul(int64(f.Advance(glyph)), int64(f.UnitsPerEm))
		run.Glyphs = append(run.Glyphs, draw.Glyph{ID: glyph, X: x, Advance: advance, Text: part})
		x += advance
		text = text[len(part):]
	}
	return run
}

func (b *builder) write(opt Options) []byte {
	b.t.Helper()
	var out bytes.Buffer
	if err := Write(&out, b.doc, opt); err != nil {
		b.t.Fatal(err)
	}
	return out.Bytes()
}

// tiny returns a small PNG with the given model of colours.
func tiny(t testing.TB, transparent bool) *draw.Image {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, 24, 16))
	for y := range 16 {
		for x := range 24 {
			c := color.NRGBA{R: uint8(x * 10), G: uint8(y * 15), B: 90, A: 255}
			if transparent {
				c.A = uint8(x * 10)
			}
			m.SetNRGBA(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	key := "opaque"
	if transparent {
		key = "transparent"
	}
	return &draw.Image{Key: key, Format: "png", Data: out.Bytes(), Width: 24, Height: 16}
}

// sample is a short book with every kind of element.
func sample(t testing.TB) *forme.Document {
	b := newBuilder(t)
	pt := func(v float64) geom.Length { return geom.FromPoints(v) }

	// Contents.
	b.page("i")
	sect := b.element(-1, "Sect")
	b.size, b.font = 16*geom.Pt, "Hei-Bold"
	b.line(b.element(sect, "H1"), "目录")
	b.size, b.font = 10*geom.Pt, "Song-Regular"
	toc := b.element(sect, "TOC")
	for _, entry := range [...][3]string{{"第一章 共同现代化", "ch1", "1"}, {"第二章 数字", "ch2", "2"}} {
		reference := b.element(b.element(toc, "TOCI"), "Reference")
		link := b.element(reference, "Link")
		end := b.put(link, pt(40), entry[0])
		end = b.put(draw.Artifact, end, "……………………")
		end = b.put(link, end, " "+entry[2])
		b.link(link, pt(40), end, forme.Link{Dest: entry[1], Text: entry[0]})
		b.skip()
	}

	// A chapter, after a blank page.
	b.doc.Pages = append(b.doc.Pages, forme.Page{Trim: b.last().Trim})
	b.begin()
	b.page("1")
	b.around(pt(40), b.y, "书眉")
	b.last().Around = append(b.last().Around, draw.Op{Tag: draw.Artifact, At: geom.Point{X: pt(40), Y: b.y + pt(4)}, Path: draw.Rectangle(geom.Rect{W: pt(300), H: pt(.5)}, draw.Color{})})
	b.skip()
	sect = b.element(-1, "Sect")
	b.dest("ch1")
	b.size, b.font = 16*geom.Pt, "Hei-Bold"
	b.line(b.element(sect, "H1"), "第一章 共同现代化")
	b.size, b.font = 10*geom.Pt, "Song-Regular"

	p := b.element(sect, "P")
	x := b.put(p, pt(60), "共建“一带一路”，见《共同现代化》")
	reference := b.element(p, "Reference")
	link := b.element(reference, "Link")
	b.size = 6 * geom.Pt
	end := b.put(link, x, "①")
	b.size = 10 * geom.Pt
	b.link(link, x, end, forme.Link{Dest: "note1", Text: "注释 1"})
	b.put(p, end, "；古字𠮷与𪚥。")
	b.skip()

	english := b.add(sect, forme.Element{Role: "P", Lang: "en"})
	b.font = "Serif-Regular"
	b.put(english, pt(40), "An efficient office makes dif\u00ad")
	b.skip()
	x = b.put(english, pt(40), "ferent fluff; see ")
	link = b.element(english, "Link")
	end = b.put(link, x, "the site")
	b.link(link, x, end, forme.Link{URI: "https://example.org/书?q=a(b)", Text: "The site"})
	b.put(english, end, ".")
	b.skip()

	mixed := b.element(sect, "P")
	b.font = "Song-Regular"
	x = b.put(mixed, pt(60), "其中")
	b.font = "Serif-Italic"
	x = b.put(mixed, x, " growth ")
	b.font = "Song-Regular"
	b.put(mixed, x, "一词最常见。")
	b.skip()

	quote := b.element(b.element(sect, "BlockQuote"), "P")
	b.font = "Kai-Regular"
	b.line(quote, "学而时习之，不亦说乎？")

	b.font, b.size = "Hei-Medium", 12*geom.Pt
	b.line(b.element(sect, "H2"), "一、清单")
	b.font, b.size = "Song-Regular", 10*geom.Pt
	list := b.add(sect, forme.Element{Role: "L", List: "Decimal"})
	for _, item := range [...][2]string{{"1.", "先挤进"}, {"2.", "后推出"}} {
		li := b.element(list, "LI")
		b.put(b.element(li, "Lbl"), pt(50), item[0])
		b.put(b.element(li, "LBody"), pt(65), item[1])
		b.skip()
	}

	code := b.element(sect, "Code")
	b.font = "Mono-Regular"
	b.line(code, `fmt.Println("hi") // <&>`)
	b.font = "Song-Regular"

	figure := b.add(sect, forme.Element{Role: "Figure", Alt: "一块渐变的颜色"})
	b.box(figure, geom.Rect{X: pt(40), Y: b.y, W: pt(60), H: pt(40)})
	for i, transparent := range [...]bool{false, true, false} {
		b.op(draw.Op{Tag: figure, At: geom.Point{X: pt(40 + 70*float64(i)), Y: b.y},
			Image: &draw.Placed{Image: tiny(t, transparent), Size: geom.Size{W: pt(60), H: pt(40)}}})
	}
	red := draw.Color{R: 0x95, G: 0x2A, B: 0x1B}
	b.op(draw.Op{Tag: figure, At: geom.Point{X: pt(250), Y: b.y}, Path: &draw.Path{
		Segments: []draw.Segment{
			{Verb: draw.MoveTo}, {Verb: draw.CubicTo, P: [3]geom.Point{{X: pt(30)}, {X: pt(60), Y: pt(10)}, {X: pt(60), Y: pt(40)}}},
			{Verb: draw.LineTo, P: [3]geom.Point{{Y: pt(40)}}}, {Verb: draw.Close},
		},
		Fill: &red, Stroke: &draw.Color{B: 255}, LineWidth: pt(1.5), Dash: []geom.Length{pt(3), pt(2)}, Cap: 1, Join: 1, Opacity: 128,
	}})
	b.y += pt(55)
	b.line(b.element(sect, "Caption"), "图 1 颜色")

	note := b.add(sect, forme.Element{Role: "Note", ID: "note1"})
	b.size = 8 * geom.Pt
	b.dest("note1")
	x = b.put(b.element(note, "Lbl"), pt(40), "①")
	b.put(b.element(note, "P"), x, " 商务印书馆，2025年。")
	b.size = 10 * geom.Pt

	// A table, and a paragraph over two pages, on the other side.
	b.begin()
	b.at = geom.Point{X: pt(35), Y: pt(50)}
	b.page("2")
	sect = b.element(-1, "Sect")
	b.dest("ch2")
	b.size, b.font = 16*geom.Pt, "Hei-Bold"
	b.line(b.element(sect, "H1"), "第二章 数字")
	b.size, b.font = 10*geom.Pt, "Song-Regular"
	table := b.element(sect, "Table")
	b.line(b.element(table, "Caption"), "表 1 贸易")
	var rows int32
	for r, row := range [...][]string{{"年份", "亿元", "增长"}, {"2023", "417,568", ""}, {"2024", "438,468", "5.0%"}} {
		role, group := "TD", "TBody"
		if r == 0 {
			role, group = "TH", "THead"
		}
		if r < 2 {
			rows = b.element(table, group)
		}
		tr := b.element(rows, "TR")
		for c, cell := range row {
			e := forme.Element{Role: role}
			if role == "TH" {
				e.Scope = "Column"
			}
			tag := b.add(tr, e)
			if cell != "" {
				b.put(tag, pt(40+80*float64(c)), cell)
			}
		}
		b.skip()
	}
	p = b.element(sect, "P")
	b.line(p, "这一段从这一页")
	b.page("3")
	b.line(p, "排到下一页。")
	b.element(sect, "P") // never set: pruned

	b.doc.Outline = []forme.Bookmark{
		{Title: "第一章 共同现代化", Dest: "ch1"}, {Title: "一、清单", Depth: 1, Dest: "ch1"}, {Title: "深", Depth: 5, Dest: "note1"},
		{Title: "Chapter (2)", Dest: "ch2"},
	}
	return b.doc
}
