package svg

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
)

// Written are the options of [Write].
type Written struct {
	// Block returns the id of the block of an operation with a tag, or "". Consecutive operations of one block are in
	// one <g data-block="…">. Painting order is kept, so that a block may have several groups.
	Block func(tag int32) string
	// Image returns the address of an image. Without it images are embedded.
	Image func(*draw.Image) string
	// Text puts the texts of the runs over their outlines, unpainted, so that a reader can find, select and copy them
	// and a screen reader reads them. A label per block would be read, but neither found nor copied.
	Text bool
	// Title names a picture such as a chart. A screen reader says it instead of the texts inside.
	Title string
	// Lang is the language of the picture: BCP 47.
	Lang string
}

// perPoint is how many units of the viewBox a point has. A unit is 3.5 µm, a pixel at 7200 dpi, so that rounding to
// whole units is invisible.
const perPoint = 100

// Write writes a picture as an SVG drawing that looks the same everywhere: text is outlines, each glyph defined once.
// It has only presentation attributes and no styles, because any Content-Security-Policy allows those. All coordinates
// are whole numbers, and the same picture gives the same bytes.
//
// [Parse] reads back what Write writes, with outlines in the place of runs.
func Write(p *draw.Picture, how Written) []byte {
	w := &writer{how: how, glyphs: map[glyph]string{}}
	for _, op := range p.Ops {
		w.op(op)
	}
	w.enter("")
	var out bytes.Buffer
	width, height := units(p.Size.W), units(p.Size.H)
	fmt.Fprintf(&out, `<svg xmlns="%s" width="%spt" height="%spt" viewBox="0 0 %d %d"`, namespace, points(width), points(height), width, height)
	if how.Lang != "" {
		fmt.Fprintf(&out, ` lang="%s"`, attribute(how.Lang))
	}
	if how.Title != "" {
		fmt.Fprintf(&out, ` role="img" aria-label="%s"`, attribute(how.Title))
	}
	out.WriteByte('>')
	if w.defs.Len() > 0 {
		out.WriteString("<defs>")
		out.Write(w.defs.Bytes())
		out.WriteString("</defs>")
	}
	out.Write(w.body.Bytes())
	out.WriteString("</svg>\n")
	return out.Bytes()
}

// glyph is a glyph of a face.
type glyph struct {
	face *font.Face
	id   font.GlyphID
}

type writer struct {
	how        Written
	defs, body bytes.Buffer
	glyphs     map[glyph]string // ids of outlines; "" for a glyph without ink
	block      string           // the group that is open
	line       line             // begun, not yet written
}

func (w *writer) op(op draw.Op) {
	block := ""
	if w.how.Block != nil {
		block = w.how.Block(op.Tag)
	}
	if block != w.block {
		w.enter(block)
	}
	switch {
	case op.Run != nil:
		w.run(op)
	case op.Path != nil:
		w.path(op)
	case op.Image != nil:
		w.image(op)
	}
}

// enter ends the group of one block and begins that of another.
func (w *writer) enter(block string) {
	w.endLine()
	if w.block != "" {
		w.body.WriteString("</g>")
	}
	if w.block = block; block != "" {
		fmt.Fprintf(&w.body, `<g data-block="%s">`, attribute(block))
	}
}

// run paints a run in font units, so that its glyphs need no scale of their own.
func (w *writer) run(op draw.Op) {
	r := op.Run
	if w.how.Text {
		w.words(op)
	}
	if r.Face == nil || r.Face.UnitsPerEm <= 0 || r.Size <= 0 {
		return
	}
	em := int64(r.Face.UnitsPerEm)
	inUnits := func(l geom.Length) int64 {
		return whole(float64(l) / float64(r.Size) * float64(em))
	}
	type use struct {
		id   string
		x, y int64
	}
	var uses []use
	for _, g := range r.Glyphs {
		if id := w.outline(glyph{r.Face, g.ID}); id != "" {
			uses = append(uses, use{id, inUnits(g.X), inUnits(g.Y)})
		}
	}
	if len(uses) == 0 {
		return
	}
	fmt.Fprintf(&w.body, `<g%s transform="translate(%d %d)`, fill(r.Color), units(op.At.X), units(op.At.Y))
	if turn := op.Turn % 4; turn != 0 {
		fmt.Fprintf(&w.body, "rotate(%d)", -90*int(turn))
	}
	scale := r.Size.Points() * perPoint / float64(em)
	fmt.Fprintf(&w.body, `scale(%s)">`, strconv.FormatFloat(scale, 'g', 8, 64))
	for _, u := range uses {
		fmt.Fprintf(&w.body, `<use href="#%s"`, u.id)
		if u.x != 0 {
			fmt.Fprintf(&w.body, ` x="%d"`, u.x)
		}
		if u.y != 0 {
			fmt.Fprintf(&w.body, ` y="%d"`, u.y)
		}
		w.body.WriteString("/>")
	}
	w.body.WriteString("</g>")
}

// outline returns the id of a glyph's outline, defined where it is first used.
func (w *writer) outline(g glyph) string {
	id, known := w.glyphs[g]
	if known {
		return id
	}
	var s steps
	s.outline(g.face.Outline(g.id))
	if len(s.buf) > 0 {
		id = "g" + strconv.FormatInt(int64(len(w.glyphs)), 36)
		fmt.Fprintf(&w.defs, `<path id="%s" d="%s"/>`, id, s.buf)
	}
	w.glyphs[g] = id
	return id
}

func (w *writer) path(op draw.Op) {
	p := op.Path
	if p.Fill == nil && p.Stroke == nil {
		return
	}
	var s steps
	s.segments(op)
	if len(s.buf) == 0 {
		return
	}
	fmt.Fprintf(&w.body, `<path d="%s"`, s.buf)
	alpha := ""
	if p.Opacity != 0 && p.Opacity != 255 {
		alpha = fraction(p.Opacity)
	}
	switch {
	case p.Fill == nil:
		w.body.WriteString(` fill="none"`)
	default:
		w.body.WriteString(fill(*p.Fill))
		if p.EvenOdd {
			w.body.WriteString(` fill-rule="evenodd"`)
		}
		if alpha != "" {
			fmt.Fprintf(&w.body, ` fill-opacity="%s"`, alpha)
		}
	}
	if p.Stroke != nil {
		w.stroke(p)
		if alpha != "" {
			fmt.Fprintf(&w.body, ` stroke-opacity="%s"`, alpha)
		}
	}
	w.body.WriteString("/>")
}

// stroke writes the stroke of a path. As in PDF (ISO 32000-1 §8.4.3), a line without width is the thinnest that a
// device can draw, and a mitre has the same limit.
func (w *writer) stroke(p *draw.Path) {
	fmt.Fprintf(&w.body, ` stroke="%s" stroke-width="%d"`, strings.ToLower(p.Stroke.String()), max(units(p.LineWidth), 1))
	switch p.Cap {
	case 1:
		w.body.WriteString(` stroke-linecap="round"`)
	case 2:
		w.body.WriteString(` stroke-linecap="square"`)
	}
	switch p.Join {
	case 1:
		w.body.WriteString(` stroke-linejoin="round"`)
	case 2:
		w.body.WriteString(` stroke-linejoin="bevel"`)
	default:
		w.body.WriteString(` stroke-miterlimit="10"`)
	}
	var dashes []string
	sum := int64(0)
	for _, d := range p.Dash {
		if d < 0 {
			return
		}
		sum += units(d)
		dashes = append(dashes, strconv.FormatInt(units(d), 10))
	}
	if sum > 0 { // a pattern without length is a solid line
		fmt.Fprintf(&w.body, ` stroke-dasharray="%s"`, strings.Join(dashes, " "))
	}
}

func (w *writer) image(op draw.Op) {
	img, size := op.Image.Image, op.Image.Size
	if img == nil || size.W <= 0 || size.H <= 0 || img.Format != "png" && img.Format != "jpeg" {
		return
	}
	href := ""
	if w.how.Image != nil {
		href = w.how.Image(img)
	} else {
		href = "data:image/" + img.Format + ";base64," + base64.StdEncoding.EncodeToString(img.Data)
	}
	x, y := units(op.At.X), units(op.At.Y)
	fmt.Fprintf(&w.body, `<image href="%s"`, attribute(href))
	if turn := op.Turn % 4; turn != 0 {
		fmt.Fprintf(&w.body, ` transform="translate(%d %d)rotate(%d)"`, x, y, -90*int(turn))
	} else {
		fmt.Fprintf(&w.body, ` x="%d" y="%d"`, x, y)
	}
	fmt.Fprintf(&w.body, ` width="%d" height="%d" preserveAspectRatio="none"/>`, max(units(size.W), 1), max(units(size.H), 1))
}

// line is the text of consecutive runs on one baseline. It is one element, so that a reader can find words that are in
// several runs, and is written after their outlines.
type line struct {
	text bytes.Buffer
	y    int64
	lang string
}

// words writes the text of a run over its outlines, unpainted and stretched to their width, because the reader's font
// is another one.
func (w *writer) words(op draw.Op) {
	r, l := op.Run, &w.line
	text := strings.Map(spoken, clean(r.Text()))
	if text == "" || r.Size <= 0 {
		return
	}
	x, y, turn := units(op.At.X), units(op.At.Y), op.Turn%4
	if turn != 0 || l.y != y || l.lang != r.Lang {
		w.endLine()
	}
	if l.text.Len() == 0 {
		l.y, l.lang = y, r.Lang
		fmt.Fprintf(&l.text, `<text fill="none" pointer-events="all" font-size="%d"`, max(units(r.Size), 1))
		if r.Lang != "" && r.Lang != w.how.Lang {
			fmt.Fprintf(&l.text, ` lang="%s"`, attribute(r.Lang))
		}
		if turn != 0 {
			fmt.Fprintf(&l.text, ` transform="translate(%d %d)rotate(%d)"`, x, y, -90*int(turn))
		} else {
			fmt.Fprintf(&l.text, ` y="%d"`, y)
		}
		l.text.WriteByte('>')
	}
	if turn != 0 {
		x = 0
	}
	var width geom.Length
	for _, g := range r.Glyphs {
		width = max(width, g.X+g.Advance)
	}
	fmt.Fprintf(&l.text, `<tspan x="%d"`, x)
	if n := units(width); n > 0 {
		fmt.Fprintf(&l.text, ` textLength="%d" lengthAdjust="spacingAndGlyphs"`, n)
	}
	fmt.Fprintf(&l.text, `>%s</tspan>`, escapeText(text))
	if turn != 0 {
		l.y = math.MinInt64 // nothing else is on its baseline
	}
}

func (w *writer) endLine() {
	if w.line.text.Len() > 0 {
		w.line.text.WriteString("</text>")
		w.line.text.WriteTo(&w.body)
	}
}

// spoken leaves out characters that have no meaning in copied text.
func spoken(r rune) rune {
	if r == '\u00AD' || r == '\u2060' {
		return -1
	}
	return r
}

// clean leaves out characters that XML does not allow (XML 1.0 §2.2).
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

func attribute(s string) string { return escapeValue(clean(s)) }

// fill is the attribute of a fill that is not black.
func fill(c draw.Color) string {
	if c == (draw.Color{}) {
		return ""
	}
	return ` fill="` + strings.ToLower(c.String()) + `"`
}

// fraction is an opacity with as many digits as distinguish 255 of them.
func fraction(opacity uint8) string {
	return strings.TrimPrefix(strconv.FormatFloat(float64(opacity)/255, 'g', 3, 64), "0")
}

// farthest bounds coordinates, in units: up to it a viewer that computes in single precision is exact.
const farthest = 1 << 24

// units rounds a length to units of the viewBox.
func units(l geom.Length) int64 { return whole(l.Points() * perPoint) }

func whole(v float64) int64 {
	if math.IsNaN(v) {
		return 0
	}
	return int64(math.Round(min(max(v, -farthest), farthest)))
}

// points writes units as points, with two decimals at most.
func points(n int64) string {
	return strconv.FormatFloat(float64(n)/perPoint, 'f', -1, 64)
}
