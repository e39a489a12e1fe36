package typeset

import (
	"bytes"
	"io/fs"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/plaintext"
	"keben/internal/shape"
	"keben/internal/source"
	"keben/internal/stint"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

var (
	printTemplate = diag.NewKind("print-template", diag.Error,
		"the template cannot be used: %s", "模板无法使用：%s")
	printDirective = diag.NewKind("print-directive", diag.Error,
		"expected a style or directive, found %q", "应为样式或指令，实为 %q",
		"write \"style: text\", \"space N\", \"fill\", \"frame\" or \"slip: title | subtitle\"",
		"请写“样式: 文字”“space N”“fill”“frame”或“slip: 书名 | 副书名”")
)

// display is the data of the templates of display pages (title page, copyright page …).
type display struct {
	Lang, Title, Subtitle, Byline, Institution, Publisher, Date, ISBN, Licence, Dash, MadeWith string
	Authors                                                                                    []string
	Slip                                                                                       bool // the title stands on a title slip 题签, in a frame
}

func displayed(e *book.Edition) display {
	l := lang.Of(e.Lang)
	return display{
		Lang: e.Lang, Title: e.Title, Subtitle: e.Subtitle, Byline: l.Byline(e.Authors, e.AuthorRole), Authors: e.Authors,
		Institution: e.Institution, Publisher: e.Publisher, Date: l.Date(e.Date), ISBN: e.ISBN, Licence: e.Licence,
		Dash: l.Words.TitleSep(), MadeWith: l.Words.MadeWith(), Slip: l.Openings == lang.FishTail,
	}
}

// displayText returns the lines that the template print/name.txt prints for an edition. If the template cannot be run,
// it reports that and returns none.
func (a *assembly) displayText(name string, ed *book.Edition) string {
	file := "print/" + name + ".txt"
	raw, err := fs.ReadFile(a.Templates, file)
	if err != nil {
		return ""
	}
	src, ms := plaintext.Read("templates/"+file, raw)
	a.said = append(a.said, ms...)
	if src == nil {
		return ""
	}
	text, fault := expand(name, src, displayed(ed))
	if fault != nil {
		a.said = append(a.said, *fault)
	}
	return text
}

// displayer sets display pages.
type displayer struct{ *section }

// page sets lines of display text on one sheet.
func (c displayer) page(name, text string, root int32) page.Sheet {
	c.begin(&book.Section{Slug: name}, root)
	var items []page.Item
	fill := -1
	for _, l := range strings.Split(text, "\n") {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		if l == "fill" {
			fill = len(items)
			continue
		}
		items = append(items, c.directive(l, root)...)
	}
	return c.spread(items, fill)
}

// expand returns the output of a template, bounded by package stint.
func expand(name string, src *source.File, data display) (string, *diag.Message) {
	var out bytes.Buffer
	meter := stint.Page()
	t, err := template.New(name).Option("missingkey=error").Funcs(meter.Funcs()).Parse(string(src.Text))
	if err == nil {
		trees := map[string]*parse.Tree{}
		for _, part := range t.Templates() {
			trees[part.Name()] = part.Tree
		}
		if stops := meter.Watch(trees); len(stops) > 0 {
			m := stops[0].In(src)
			return "", &m
		}
		err = t.Execute(meter.Writer(&out), data)
	}
	if err == nil {
		return out.String(), nil
	}
	m := stint.Message(err, printTemplate, func(string) *source.File { return src }, src)
	return "", &m
}

// mostSpace is the most lines that a directive may leave free: more than any page has.
const mostSpace = 500

// directive sets one line of a display template.
func (c displayer) directive(l string, section int32) []page.Item {
	if n, ok := strings.CutPrefix(l, "space "); ok {
		lines, err := strconv.Atoi(strings.TrimSpace(n))
		if err != nil || lines < 0 || lines > mostSpace {
			c.messages = append(c.messages, printDirective.At(source.Whole("templates/print"), l))
			return nil
		}
		return []page.Item{{Height: c.master.pitch * geom.Length(lines)}}
	}
	if l == "frame" {
		return []page.Item{{Ops: c.frameLine()}}
	}
	name, text, ok := strings.Cut(l, ":")
	text = strings.TrimSpace(text)
	if ok && name == "slip" {
		title, sub, _ := strings.Cut(text, " | ")
		return c.slip(title, sub, section)
	}
	if _, known := c.named[name]; !ok || !known {
		c.messages = append(c.messages, printDirective.At(source.Whole("templates/print"), name))
		return nil
	}
	st := c.style(name)
	st.Lines = 1
	return c.set([]paragraph.Piece{c.plain(text, st, face{}, c.element("P", section))}, st, frame{})
}

// spread places items down a sheet, the ones from fill on at its foot.
func (c *spec) spread(items []page.Item, fill int) page.Sheet {
	var total geom.Length
	for _, it := range items {
		total += it.Height
	}
	var y geom.Length
	s := page.Sheet{}
	for i, it := range items {
		if i == fill {
			y += max(0, c.master.area.Height()-total)
		}
		s.Ops = append(s.Ops, draw.Move(it.Ops, geom.Point{Y: y})...)
		if it.Text != "" {
			s.Rows = append(s.Rows, page.Row{Y: y, Text: it.Text})
		}
		y += it.Height
	}
	s.Used = y
	return s
}

// frameLine is the 版框 of a block-printed page: a thick and a thin rule together, round the type area.
func (c *spec) frameLine() []draw.Op {
	m := c.master
	d := &c.details().Frame
	out := d.Distance.Of(m.pitch)
	col := c.color("")
	ring := func(off, w geom.Length) []draw.Op {
		x0, y0 := -off, -off
		x1, y1 := m.measure+off, m.area.Height()+off
		var ops []draw.Op
		for _, r := range []geom.Rect{{X: x0, Y: y0, W: x1 - x0, H: w}, {X: x0, Y: y1 - w, W: x1 - x0, H: w}, {X: x0, Y: y0, W: w, H: y1 - y0}, {X: x1 - w, Y: y0, W: w, H: y1 - y0}} {
			ops = append(ops, draw.Op{Tag: draw.Artifact, Path: draw.Rectangle(r, col)})
		}
		return ops
	}
	return append(ring(out, d.Outer), ring(out-d.Apart, d.Inner)...)
}

// slip is the 题签: the title upright in one column inside a double rule, the subtitle smaller in a second
// column at its left. A title too long for a column is set in lines.
func (c displayer) slip(title, sub string, section int32) []page.Item {
	st := c.style("title")
	n := utf8.RuneCountInString(title)
	d := &c.details().Slip
	room := d.Height.Of(c.master.area.Height())
	step := d.Step.Of(st.Size)
	if n == 0 || n > 16 {
		items := c.directive("title: "+title, section)
		if sub != "" {
			items = append(items, c.directive("title-sub: "+sub, section)...)
		}
		return items
	}
	step = min(step, room/geom.Length(n))
	size := min(st.Size, d.Step.Inverse().Of(step))
	tag := c.element("P", section)
	bold := c.look(st, face{})
	ops, h := c.column(title, uprights{look: bold, size: size, step: step, tag: tag})
	subSize := d.Subtitle.Of(size)
	var subOps []draw.Op
	var subH geom.Length
	if sub != "" {
		st := c.style("title-sub")
		k := geom.Length(utf8.RuneCountInString(sub))
		subStep := min(d.Step.Of(subSize), room/max(k, 1))
		subSize = d.Step.Inverse().Of(subStep)
		subOps, subH = c.column(sub, uprights{look: c.look(st, face{}), size: subSize, step: subStep, tag: c.element("P", section)})
	}
	pad := d.Pad.Of(size)
	width := size + 2*pad
	gap := geom.Length(0)
	if sub != "" {
		gap = subSize + d.Gap.Of(size)
		width += gap
	}
	height := max(h, subH) + 2*pad
	x := (c.master.measure - width) / 2
	var out []draw.Op
	for _, r := range [...]struct{ off, w geom.Length }{{0, d.Outer}, {d.Apart, d.Inner}} {
		x0, y0, w, hh := x+r.off, r.off, width-2*r.off, height-2*r.off
		for _, b := range []geom.Rect{{X: x0, Y: y0, W: w, H: r.w}, {X: x0, Y: y0 + hh - r.w, W: w, H: r.w}, {X: x0, Y: y0, W: r.w, H: hh}, {X: x0 + w - r.w, Y: y0, W: r.w, H: hh}} {
			out = append(out, draw.Op{Tag: draw.Artifact, Path: draw.Rectangle(b, c.color(""))})
		}
	}
	out = append(out, draw.Move(ops, geom.Point{X: x + pad + gap, Y: pad + (height-2*pad-h)/2})...)
	out = append(out, draw.Move(subOps, geom.Point{X: x + pad, Y: height - pad - subH})...)
	return []page.Item{{Height: height + c.master.pitch, Ops: out, Text: strings.TrimSpace(title + " " + sub)}}
}

// uprights says how a column of upright characters is set.
type uprights struct {
	look       *paragraph.Look
	size, step geom.Length
	tag        int32
}

// column sets characters one below the other, with their vertical forms (OpenType vert). The characters
// of one face are one cluster: a reader of the text gets the title whole, not a letter a line.
func (c displayer) column(text string, k uprights) ([]draw.Op, geom.Length) {
	var ops []draw.Op
	var y geom.Length
	var run *draw.Run
	rs := []rune(text)
	for i, r := range rs {
		f := k.look.Han[0]
		for _, g := range k.look.Han {
			if _, ok := g.GID(r); ok {
				f = g
				break
			}
		}
		gs := c.shaper.Shape(f, string(r), shape.Options{Script: "Hani", Lang: lang.Chinese.BCP47, Features: []shape.Feature{{Tag: "vert", Value: 1}}})
		if len(gs) == 0 {
			continue
		}
		if run == nil || run.Face != f {
			run = &draw.Run{Face: f, Size: k.size, Color: k.look.Color, Lang: c.lang.BCP47}
			ops = append(ops, draw.Op{Tag: k.tag, Run: run})
		}
		adv := k.size.Mul(int64(gs[0].Advance), int64(f.UnitsPerEm))
		run.Glyphs = append(run.Glyphs, draw.Glyph{ID: gs[0].ID, X: (k.size - adv) / 2, Y: y + k.size.Em(880), Advance: adv})
		run.Glyphs[0].Text += string(r)
		if r == '—' && i+1 < len(rs) && rs[i+1] == '—' {
			y += k.size // one joined line of two ems (GB/T 15834 5.1.4)
		} else {
			y += k.step
		}
	}
	return ops, y
}
