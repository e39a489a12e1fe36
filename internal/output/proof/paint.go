package proof

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/source"
)

// painter writes sheets as a PDF.
type painter struct {
	*fpdf.Fpdf
	fonts  map[*typeface][2]string // the two fonts of a face, by fpdf's names
	second map[*typeface]map[rune]bool
	set    struct {
		name string
		size geom.Length
	}
	images map[string]bool
	grey   bool
}

// madeUp is the time that fpdf gets instead of the clock's, and that is removed from the file again. The date of a
// proof is printed on its sheets.
var madeUp = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// paint writes the sheets.
func (s *setter) paint() ([]byte, error) {
	heads := make([][2][]word, len(s.sheets))
	numbers := map[int][]word{}
	for i, sh := range s.sheets {
		left, right := s.headOf(i)
		l, r := s.oneLine(left, headSize), s.oneLine(right, headSize)
		heads[i] = [2][]word{shift(l, textLeft), shift(r, asideLeft+asideWidth-wide(r))}
		for n := 1; n <= sh.numbered; n++ {
			if numbers[n] == nil {
				words := s.oneLine(strconv.Itoa(n), numberSize)
				numbers[n] = shift(words, numbersEnd-wide(words))
			}
		}
	}
	p := painter{Fpdf: fpdf.New("P", "pt", "A4", ""), fonts: map[*typeface][2]string{}, second: map[*typeface]map[rune]bool{}, images: map[string]bool{}}
	p.SetCatalogSort(true)
	p.SetCreationDate(madeUp)
	p.SetModificationDate(madeUp)
	p.SetProducer("Keben", true)
	p.SetTitle(basic(s.in.Edition.Title)+" · "+s.words.Proof(), true)
	p.SetLang(s.lang.BCP47)
	p.SetAutoPageBreak(false, 0)
	p.SetMargins(0, 0, 0)
	p.SetCompression(true)
	if err := p.addFonts(s.faces); err != nil {
		return nil, err
	}
	for i, sh := range s.sheets {
		p.AddPage()
		for _, o := range sh.opens {
			p.Bookmark(basic(o.title), 0, o.y.Points())
		}
		p.ink(false)
		p.words(heads[i][0], headLine)
		p.words(heads[i][1], headLine)
		p.box(geom.Rect{X: textLeft, Y: headLine + 2*geom.Mm, W: asideLeft + asideWidth - textLeft, H: geom.Pt * 4 / 10})
		for _, pic := range sh.pictures {
			if err := p.picture(pic); err != nil {
				s.lost = append(s.lost, unshown.At(source.Whole(pic.src), pic.src))
				p.frame(pic.rect)
			}
		}
		for _, l := range sh.lines {
			p.line(l, numbers[l.number])
		}
		p.ink(true)
		for _, l := range sh.aside {
			p.words(l.words, l.y)
		}
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		return nil, err
	}
	return sealed(undated(out.Bytes())), nil
}

// seal begins the line of a file with its sum.
const seal = "%Keben proof "

// sealed puts the sum of a file into it, as a comment before the last lines, after which no object of a PDF has its
// offset.
func sealed(data []byte) []byte {
	at := bytes.LastIndex(data, []byte("startxref"))
	if at < 0 {
		return data
	}
	return slices.Concat(data[:at], sealOf(data), data[at:])
}

func sealOf(data []byte) []byte { return fmt.Appendf(nil, "%s%x\n", seal, sha256.Sum256(data)) }

// Untouched reports whether a file is a proof that nobody has changed, for example by adding remarks.
func Untouched(data []byte) bool {
	at := bytes.LastIndex(data, []byte(seal))
	if at < 0 {
		return false
	}
	line := data[at:min(at+len(seal)+2*sha256.Size+1, len(data))]
	return bytes.Equal(line, sealOf(slices.Concat(data[:at], data[at+len(line):])))
}

// undated replaces the two times that fpdf must write by white space of the same length, so that offsets stay right.
func undated(data []byte) []byte {
	stamp := "(D:" + madeUp.Format("20060102150405") + ")"
	for _, key := range []string{"/CreationDate ", "/ModDate "} {
		if i := bytes.LastIndex(data, []byte(key+stamp)); i >= 0 {
			copy(data[i:], strings.Repeat(" ", len(key+stamp)))
		}
	}
	return data
}

// basic leaves out characters beyond the basic plane, which fpdf cannot write in titles.
func basic(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0xFFFF || r < ' ' {
			return '\uFFFD'
		}
		return r
	}, text)
}

// addFonts gives fpdf the faces, each with only the characters that are set in it.
func (p *painter) addFonts(c *typecase) error {
	for i, t := range c.all {
		first, second := t.parts()
		for k, chars := range [][]rune{first, second} {
			if len(chars) == 0 {
				continue
			}
			data, err := t.face.SubsetChars(chars)
			if err != nil {
				return err
			}
			name := fmt.Sprintf("f%d%c", i, 'a'+k)
			p.AddUTF8FontFromBytes(name, "", data)
			names := p.fonts[t]
			names[k] = name
			p.fonts[t] = names
		}
		if len(second) > 0 {
			p.second[t] = map[rune]bool{}
			for _, r := range second {
				p.second[t][r] = true
			}
		}
	}
	return p.Error()
}

// ink chooses black, or the grey of the margin.
func (p *painter) ink(grey bool) {
	p.grey = grey
	level := 0
	if grey {
		level = 70
	}
	p.SetTextColor(level, level, level)
	p.SetDrawColor(level, level, level)
	p.SetFillColor(level, level, level)
}

func (p *painter) box(r geom.Rect) {
	p.Rect(r.X.Points(), r.Y.Points(), r.W.Points(), r.H.Points(), "F")
}

func (p *painter) frame(r geom.Rect) {
	p.SetLineWidth(.5)
	p.Rect(r.X.Points(), r.Y.Points(), r.W.Points(), r.H.Points(), "D")
}

// line paints a line of text with the number before it.
func (p *painter) line(l line, number []word) {
	if l.number > 0 {
		p.ink(true)
		p.words(number, l.y)
	}
	p.ink(false)
	if l.change != 0 {
		p.box(geom.Rect{X: barAt, Y: l.y - l.height.Mul(7, 10), W: 2 * geom.Pt, H: l.height})
	}
	p.ink(l.grey)
	if l.quoted != 0 {
		p.box(geom.Rect{X: l.quoted, Y: l.y - l.height.Mul(7, 10), W: geom.Pt / 2, H: l.height})
	}
	for _, r := range l.rules {
		p.box(r)
	}
	p.words(l.words, l.y)
}

// words paints words on a baseline, with the lines through and below them.
func (p *painter) words(words []word, y geom.Length) {
	for _, w := range words {
		base := y - w.rise
		if w.style&marked != 0 {
			p.SetFillColor(225, 225, 225)
			p.box(geom.Rect{X: w.x, Y: base - w.size.Mul(88, 100), W: w.width, H: w.size.Mul(115, 100)})
			p.ink(p.grey)
		}
		p.run(w, base)
		if w.style&(strike|gone) != 0 {
			p.box(geom.Rect{X: w.x, Y: base - w.size.Mul(36, 100), W: w.width, H: geom.Pt * 6 / 10})
		}
		if w.style&fresh != 0 {
			p.box(geom.Rect{X: w.x, Y: base + w.size.Mul(20, 100), W: w.width, H: geom.Pt * 8 / 10})
		}
	}
}

// run paints a word, in pieces where its characters are in both fonts of its face.
func (p *painter) run(w word, y geom.Length) {
	if w.face == nil {
		return
	}
	second := p.second[w.face]
	if second == nil {
		p.text(w.text, p.fonts[w.face][0], w.size, geom.Point{X: w.x, Y: y})
		return
	}
	x, from := w.x, 0
	piece := w.x
	part := 0
	for i, r := range w.text {
		k := 0
		if second[r] {
			k = 1
		}
		if k != part {
			p.text(w.text[from:i], p.fonts[w.face][part], w.size, geom.Point{X: piece, Y: y})
			from, piece, part = i, x, k
		}
		x += w.face.advance(r, w.size)
	}
	p.text(w.text[from:], p.fonts[w.face][part], w.size, geom.Point{X: piece, Y: y})
}

// text paints a text in one of fpdf's fonts. A text without characters has none.
func (p *painter) text(text, name string, size geom.Length, at geom.Point) {
	if text == "" {
		return
	}
	if p.set.name != name || p.set.size != size {
		p.SetFont(name, "", size.Points())
		p.set.name, p.set.size = name, size
	}
	p.Text(at.X.Points(), at.Y.Points(), text)
}

// picture paints a photograph or a drawing. An error is that of fpdf about a photograph.
func (p *painter) picture(pic placed) error {
	if pic.Image != nil {
		return p.image(pic.Image, pic.rect)
	}
	d := pic.Drawing
	scale := pic.rect.W.Points() / d.Size.W.Points()
	p.TransformBegin()
	p.TransformTranslate(pic.rect.X.Points(), pic.rect.Y.Points())
	p.TransformScale(scale*100, scale*100, 0, 0)
	for _, op := range d.Ops {
		p.op(op)
	}
	p.TransformEnd()
	p.SetDashPattern(nil, 0)
	p.SetLineCapStyle("butt")
	p.SetLineJoinStyle("miter")
	p.ink(false)
	return p.Error()
}

func (p *painter) image(im *draw.Image, r geom.Rect) error {
	options := fpdf.ImageOptions{ImageType: im.Format}
	if !p.images[im.Key] {
		p.RegisterImageOptionsReader(im.Key, options, bytes.NewReader(im.Data))
		if err := p.Error(); err != nil {
			p.ClearError()
			return err
		}
		p.images[im.Key] = true
	}
	p.ImageOptions(im.Key, r.X.Points(), r.Y.Points(), r.W.Points(), r.H.Points(), false, options, 0, "")
	return p.Error()
}

// op paints an operation of a drawing. Its text is painted as outlines, because nobody copies the text of a picture.
func (p *painter) op(op draw.Op) {
	p.TransformBegin()
	defer p.TransformEnd()
	p.TransformTranslate(op.At.X.Points(), op.At.Y.Points())
	if op.Turn != 0 {
		p.TransformRotate(float64(op.Turn)*90, 0, 0)
	}
	switch {
	case op.Run != nil:
		p.glyphs(op.Run)
	case op.Path != nil:
		p.path(op.Path)
	case op.Image != nil:
		_ = p.image(op.Image.Image, geom.Rect{W: op.Image.Size.W, H: op.Image.Size.H}) // after an error the rest of the drawing is painted
	}
}

// path paints an outline. Colours come first, because PDF allows no other operator between its steps and its painting.
func (p *painter) path(path *draw.Path) {
	how := ""
	if path.Fill != nil {
		p.SetFillColor(int(path.Fill.R), int(path.Fill.G), int(path.Fill.B))
		how = "F"
	}
	if path.Stroke != nil {
		p.SetDrawColor(int(path.Stroke.R), int(path.Stroke.G), int(path.Stroke.B))
		p.SetLineWidth(path.LineWidth.Points())
		dash := make([]float64, len(path.Dash))
		for i, d := range path.Dash {
			dash[i] = d.Points()
		}
		p.SetDashPattern(dash, 0)
		p.SetLineCapStyle([]string{"butt", "round", "square"}[min(max(path.Cap, 0), 2)])
		p.SetLineJoinStyle([]string{"miter", "round", "bevel"}[min(max(path.Join, 0), 2)])
		how += "D"
	}
	if how == "" || len(path.Segments) == 0 {
		return
	}
	if path.EvenOdd && path.Fill != nil {
		how += "*"
	}
	if path.Opacity != 0 && path.Opacity != 255 {
		p.SetAlpha(float64(path.Opacity)/255, "Normal")
		defer p.SetAlpha(1, "Normal")
	}
	for _, s := range path.Segments {
		a, b, c := s.P[0], s.P[1], s.P[2]
		p.step(s.Verb, [6]float64{a.X.Points(), a.Y.Points(), b.X.Points(), b.Y.Points(), c.X.Points(), c.Y.Points()})
	}
	p.DrawPath(how)
}

// step makes a step of a path.
func (p *painter) step(verb draw.Verb, at [6]float64) {
	switch verb {
	case draw.MoveTo:
		p.MoveTo(at[0], at[1])
	case draw.LineTo:
		p.LineTo(at[0], at[1])
	case draw.CubicTo:
		p.CurveBezierCubicTo(at[0], at[1], at[2], at[3], at[4], at[5])
	case draw.Close:
		p.ClosePath()
	}
}

// glyphs paints a run as the outlines of its glyphs.
func (p *painter) glyphs(r *draw.Run) {
	if r.Face == nil {
		return
	}
	p.SetFillColor(int(r.Color.R), int(r.Color.G), int(r.Color.B))
	unit := r.Size.Points() / float64(r.Face.UnitsPerEm)
	for _, g := range r.Glyphs {
		outline := r.Face.Outline(g.ID)
		for _, s := range outline {
			var at [6]float64
			for i, q := range s.P {
				at[2*i], at[2*i+1] = g.X.Points()+float64(q.X)*unit, g.Y.Points()-float64(q.Y)*unit
			}
			p.step(verbs[s.Verb], at)
		}
		if len(outline) > 0 {
			p.DrawPath("F")
		}
	}
}

// verbs are the steps of a glyph's outline as those of a path.
var verbs = map[font.Verb]draw.Verb{font.MoveTo: draw.MoveTo, font.LineTo: draw.LineTo, font.CubicTo: draw.CubicTo, font.Close: draw.Close}
