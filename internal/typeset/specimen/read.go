package specimen

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"keben/internal/draw"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/typeset/linebreak"
	"keben/internal/typeset/paragraph"
)

// ems writes a length in ems of the examples, to the hundredth.
func (s *Sheet) ems(l geom.Length) string {
	return strconv.FormatFloat(math.Round(float64(l)/float64(s.size)*100)/100+0, 'f', -1, 64)
}

// Lines tells where the lines end: 天气很|好。
func Lines(_ *Sheet, lines []paragraph.Line) string {
	var out []string
	for i := range lines {
		out = append(out, strings.Trim(strings.ReplaceAll(lines[i].Breaks.Text, "\u00ad", "-"), " "))
	}
	return strings.Join(out, "|")
}

// Width tells how wide the first line is.
func Width(s *Sheet, lines []paragraph.Line) string { return s.ems(lines[0].Width) + " em" }

// Gaps tells the white space between characters: 甲，[0.5]乙. A full-width mark itself counts as half an em.
func Gaps(s *Sheet, lines []paragraph.Line) string {
	var out []string
	for i := range lines {
		out = append(out, s.gaps(&lines[i]))
	}
	return strings.Join(out, "|")
}

// cell is a glyph of the text with its place and the width it has by nature.
type cell struct {
	text     string
	x, width geom.Length
}

func (s *Sheet) cells(l *paragraph.Line) (out []cell) {
	for _, op := range runs(l) {
		zh := lang.Of(op.Run.Lang).Script.Han()
		for _, g := range op.Run.Glyphs {
			c := cell{text: g.Text, x: op.At.X + g.X}
			r := []rune(g.Text)
			switch {
			case g.Text == "":
				continue // a further glyph of the same character
			case strings.TrimSpace(g.Text) == "":
				out = append(out, c)
				continue
			case zh && linebreak.ClassOf(r[0], true).IsWide() && slices.Contains(hanFaces, op.Run.Face.PostScriptName):
				rules := linebreak.Rules{Squeeze: linebreak.Quanjiao}
				class := linebreak.ClassOf(r[0], true)
				c.width = op.Run.Size.Em(rules.Cell(class))
				if class == linebreak.Open { // its ink is at the right of its place, which is where it stands
					c.x = op.At.X + g.X
					if x0, _, _, _, ok := op.Run.Face.Bounds(g.ID); ok {
						if ink := c.x + op.Run.Size.Mul(int64(x0), int64(op.Run.Face.UnitsPerEm)); ink-c.x > c.width {
							c.x += c.width
						}
					}
				}
				if class == linebreak.Dot { // it stands in the middle of its place
					if x0, _, x1, _, ok := op.Run.Face.Bounds(g.ID); ok {
						c.x += op.Run.Size.Mul(int64(x0+x1), 2*int64(op.Run.Face.UnitsPerEm)) - c.width/2
					}
				}
				if len(r) == 2 {
					c.width = op.Run.Size * 2
				}
			default:
				c.width = op.Run.Size.Mul(int64(op.Run.Face.Advance(g.ID)), int64(op.Run.Face.UnitsPerEm))
			}
			out = append(out, c)
		}
	}
	return out
}

var hanFaces = []string{"KebenSong-Regular", "KebenSong-Bold", "KebenHei-Medium", "KebenKai-Regular"}

// kern is the largest gap that is ignored as kerning inside words.
const kern = 40 // thousandths of an em

func (s *Sheet) gaps(l *paragraph.Line) string {
	var b strings.Builder
	cells := s.cells(l)
	for i, c := range cells {
		if strings.TrimSpace(c.text) != "" {
			b.WriteString(c.text)
		}
		if i+1 == len(cells) {
			break
		}
		if gap := cells[i+1].x - c.x - c.width; strings.TrimSpace(c.text) == "" || strings.TrimSpace(cells[i+1].text) != "" {
			if gap > s.size.Em(kern) || gap < -s.size.Em(kern) {
				fmt.Fprintf(&b, "[%s]", s.ems(gap))
			}
		}
	}
	return strings.ReplaceAll(b.String(), "\u00ad", "-")
}

// Order tells what justification did to each line, in its order: comma −0.3.
func Order(s *Sheet, lines []paragraph.Line) string {
	var out []string
	for i := range lines {
		line := []string{}
		for _, g := range lines[i].Breaks.Glue {
			line = append(line, g.Class+" "+s.signed(g.Each*geom.Length(g.Places)))
		}
		if len(line) == 0 {
			line = append(line, "as it is")
		}
		out = append(out, strings.Trim(lines[i].Breaks.Text, " ")+": "+strings.Join(line, ", "))
	}
	return strings.ReplaceAll(strings.Join(out, " | "), "\u00ad", "-")
}

func (s *Sheet) signed(l geom.Length) string {
	if l < 0 {
		return "−" + s.ems(-l)
	}
	return "+" + s.ems(l)
}

// Starts tells where the ink of each line begins, from the left edge of the measure.
func Starts(s *Sheet, lines []paragraph.Line) string {
	var out []string
	for i := range lines {
		ops := runs(&lines[i])
		if len(ops) == 0 {
			continue
		}
		op, g := ops[0], ops[0].Run.Glyphs[0]
		x0, _, _, _, _ := op.Run.Face.Bounds(g.ID)
		x := op.At.X + g.X
		if linebreak.ClassOf([]rune(g.Text + " ")[0], true) == linebreak.Open {
			x += op.Run.Size.Mul(int64(x0), int64(op.Run.Face.UnitsPerEm))
		}
		out = append(out, fmt.Sprintf("%s %.1f", g.Text, float64(x)/float64(s.size)))
	}
	return strings.Join(out, ", ")
}

// Ends tells the ink edge of each line's last character before the measure, and its text.
func Ends(s *Sheet, lines []paragraph.Line) string {
	var out []string
	for i := range lines {
		cells := s.cells(&lines[i])
		for k := len(cells) - 1; k >= 0; k-- {
			if strings.TrimSpace(cells[k].text) != "" {
				out = append(out, fmt.Sprintf("%s %s", strings.ReplaceAll(cells[k].text, "\u00ad", "-"), s.ems(cells[k].x+cells[k].width)))
				break
			}
		}
	}
	return strings.Join(out, ", ")
}

// Faces tells the face and width of each quotation mark, dash and ellipsis.
func Faces(s *Sheet, lines []paragraph.Line) string {
	var out []string
	for i := range lines {
		for _, op := range runs(&lines[i]) {
			for _, g := range op.Run.Glyphs {
				if strings.ContainsAny(g.Text, "“”‘’—–…") {
					name := strings.TrimSuffix(strings.TrimPrefix(op.Run.Face.PostScriptName, "Keben"), "-Regular")
					out = append(out, fmt.Sprintf("%s %s", g.Text, name))
				}
			}
		}
	}
	return strings.Join(out, ", ")
}

// Marks tells the drawings besides the text: dots, lines, waves, readings, with their places.
func Marks(s *Sheet, lines []paragraph.Line) string {
	var out []string
	for i := range lines {
		for _, op := range lines[i].Ops {
			switch {
			case op.Run != nil && op.Tag < 0:
				out = append(out, fmt.Sprintf("%s over %s–%s", op.Run.Text(), s.ems(op.At.X), s.ems(op.At.X+extent(op.Run))))
			case op.Path == nil:
			case op.Path.Fill != nil && len(op.Path.Segments) == 6:
				out = append(out, fmt.Sprintf("dot %s", s.ems(op.At.X)))
			case op.Path.Fill != nil:
				a, b := op.Path.Segments[0].P[0].X, op.Path.Segments[1].P[0].X
				out = append(out, fmt.Sprintf("line %s–%s", s.ems(op.At.X+a), s.ems(op.At.X+b)))
			default:
				last := op.Path.Segments[len(op.Path.Segments)-1]
				out = append(out, fmt.Sprintf("wave %s–%s", s.ems(op.At.X), s.ems(op.At.X+last.P[2].X)))
			}
		}
	}
	return strings.Join(out, ", ")
}

func extent(r *draw.Run) geom.Length {
	last := r.Glyphs[len(r.Glyphs)-1]
	return last.X + last.Advance
}

// Glyphs tells how many glyphs the text became, and that its letters are all there.
func Glyphs(_ *Sheet, lines []paragraph.Line) string {
	n := 0
	for i := range lines {
		for _, op := range runs(&lines[i]) {
			n += len(op.Run.Glyphs)
		}
	}
	return fmt.Sprintf("%d glyphs, text %q", n, Lines(nil, lines))
}

// Copied tells the text as it is copied from the page.
func Copied(_ *Sheet, lines []paragraph.Line) string {
	var b strings.Builder
	for i := range lines {
		for _, op := range runs(&lines[i]) {
			b.WriteString(op.Run.Text())
		}
	}
	return strconv.Quote(strings.ReplaceAll(b.String(), "\u00ad", ""))
}

// Joint tells the distance between the inks of the dashes.
func Joint(s *Sheet, lines []paragraph.Line) string {
	var ink [][2]geom.Length
	for _, op := range runs(&lines[0]) {
		dash := false
		for _, g := range op.Run.Glyphs {
			if dash = strings.Contains(g.Text, "—") || strings.Contains(g.Text, "⸺") || dash && g.Text == ""; !dash {
				continue
			}
			x0, _, x1, _, _ := op.Run.Face.Bounds(g.ID)
			at := func(x int) geom.Length {
				return op.At.X + g.X + op.Run.Size.Mul(int64(x), int64(op.Run.Face.UnitsPerEm))
			}
			ink = append(ink, [2]geom.Length{at(x0), at(x1)})
		}
	}
	gap := geom.Length(0)
	for i := 1; i < len(ink); i++ {
		gap = max(gap, ink[i][0]-ink[i-1][1])
	}
	if len(ink) == 0 {
		return "no dash"
	}
	return fmt.Sprintf("ink %s em, gap %s", s.ems(ink[len(ink)-1][1]-ink[0][0]), s.ems(gap))
}

// Slants tells the face of each Han and whether it is upright.
func Slants(_ *Sheet, lines []paragraph.Line) string {
	var out []string
	for i := range lines {
		for _, op := range runs(&lines[i]) {
			out = append(out, op.Run.Text()+" "+strings.TrimPrefix(op.Run.Face.PostScriptName, "Keben"))
		}
	}
	return strings.Join(out, ", ")
}

// Shapes tells which characters have a glyph that is not their common one.
func Shapes(_ *Sheet, lines []paragraph.Line) string {
	var out []string
	for i := range lines {
		for _, op := range runs(&lines[i]) {
			other := 0
			for _, g := range op.Run.Glyphs {
				if common, ok := op.Run.Face.GID([]rune(g.Text + " ")[0]); ok && common != g.ID {
					other++
				}
			}
			if strings.TrimSpace(op.Run.Text()) != "" {
				out = append(out, fmt.Sprintf("%s: %d of %d drawn otherwise", op.Run.Text(), other, len(op.Run.Glyphs)))
			}
		}
	}
	return strings.Join(out, ", ")
}
