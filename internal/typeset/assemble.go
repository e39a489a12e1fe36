package typeset

import (
	"maps"
	"slices"
	"strconv"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/figure/draw"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// opening says on which side a signature of sheets begins.
type opening uint8

const (
	anywhere opening = iota
	recto
	verso
)

// gathering is a section's sheets and how they stand in the book.
type gathering struct {
	section *book.Section // nil for display pages
	sheets  []page.Sheet
	by      []*compositor // who set each sheet, in a parallel edition; nil: c did
	opens   opening
	matter  book.Matter
	display bool // no running heads, no folios
	tag     int32
	twinTag int32
}

// maxPasses bounds how often the contents are set again because setting them moved pages. Two suffice
// unless the contents' own length changes.
const maxPasses = 5

// assemble sets every section and puts the sheets in order.
func (c *compositor) assemble() {
	var gs []gathering
	add := func(g gathering) { gs = append(gs, g) }
	contents := -1
	if c.Edition.Kind != book.KindArticle {
		for _, d := range c.displays() {
			add(d)
		}
	}
	pages := 0
	firstMain := true
	for i := range c.Edition.Sections {
		sec := &c.Edition.Sections[i]
		tag := c.doc.Structure.Add(draw.Element{Role: "Sect", Parent: 0, Title: book.Plain(sec.Title)})
		g := gathering{section: sec, matter: sec.Matter, tag: tag}
		switch {
		case sec.Role == book.RoleContents:
			contents = len(gs)
		case sec.Role == book.RolePart:
			g.sheets = []page.Sheet{c.partPage(sec, tag)}
			g.opens, g.display = recto, true
		case sec.Chapter != nil && c.twin != nil:
			g = c.parallelSection(g)
		case sec.Chapter != nil:
			g.sheets = page.Make(c.master.area, c.sectionGalley(sec, tag))
		case sec.Role == book.RoleColophon:
			sheet := c.displayPage("colophon", tag)
			sheet.Dests = append(sheet.Dests, page.Dest{Name: c.dest(sec.Slug, "")})
			g.sheets, g.display = []page.Sheet{sheet}, true
		default:
			continue // generated sections without content have no page
		}
		if sec.Matter == book.Main && firstMain {
			if g.opens == anywhere {
				g.opens = recto
			}
			firstMain = false
		}
		add(g)
		if pages += len(g.sheets); c.Progress != nil {
			c.Progress(pages)
		}
	}
	if c.Screen {
		for i := range gs {
			if gs[i].opens == recto {
				gs[i].opens = anywhere
			}
		}
	}
	c.setContents(gs, contents)
	c.bind(gs)
}

// displays are the half-title, title and copyright pages.
func (c *compositor) displays() []gathering {
	var out []gathering
	one := func(name string, o opening) {
		tag := c.doc.Structure.Add(draw.Element{Role: "Sect", Parent: 0})
		s := c.displayPage(name, tag)
		if name != "copyright" || len(s.Ops) > 0 || !c.Screen {
			out = append(out, gathering{sheets: []page.Sheet{s}, opens: o, display: true, tag: tag})
		}
	}
	if !c.Screen {
		one("half-title", recto)
	}
	if c.twin == nil {
		one("title", recto)
		one("copyright", anywhere)
		return out
	}
	for _, name := range []string{"title", "copyright"} {
		g := gathering{opens: verso, display: true, by: []*compositor{c, c.twin}}
		if c.Parallel != Facing {
			g.opens = anywhere
		}
		for _, k := range g.by {
			tag := c.doc.Structure.Add(draw.Element{Role: "Sect", Parent: 0, Lang: k.lang.BCP47})
			g.sheets = append(g.sheets, k.displayPage(name, tag))
		}
		out = append(out, g)
	}
	return out
}

// partPage sets the opening of a part: its title inside the frame line.
func (c *compositor) partPage(sec *book.Section, tag int32) page.Sheet {
	s := c.begin(sec.Slug, nil, tag)
	s.add(page.Item{Ops: c.frameLine()})
	s.blank(c.master.area.Lines * 2 / 7)
	h := c.element("H1", tag)
	if sec.Number != "" {
		st := c.style("title-author")
		s.add(c.set([]paragraph.Piece{c.plain(sec.Number, st, face{color: "red"}, h)}, st, frame{})...)
		s.blank(1)
	}
	st := c.style("part")
	st.Lines = 1
	s.add(c.set(c.pieces(sec.Title, st, h), st, frame{})...)
	sheet := c.spread(s.items, -1)
	sheet.Dests = append(sheet.Dests, page.Dest{Name: c.dest(sec.Slug, "")})
	return sheet
}

// setContents sets the contents until the page numbers it prints are those its own length leads to.
func (c *compositor) setContents(gs []gathering, at int) {
	if at < 0 {
		return
	}
	if c.twin != nil {
		gs[at].twinTag = c.sect(c.twin)
	}
	elements, undo := len(c.doc.Structure.Elements), c.undo()
	folios := c.folios(gs)
	for range maxPasses {
		c.doc.Structure.Elements = c.doc.Structure.Elements[:elements]
		undo()
		folio := func(d string) string { return folios[d] }
		if c.twin != nil {
			gs[at] = c.parallelContents(gs[at], folio)
		} else {
			gs[at].sheets = page.Make(c.master.area, c.contentsGalley(gs[at].section, gs[at].tag, folio))
		}
		now := c.folios(gs)
		if maps.Equal(folios, now) {
			return
		}
		folios = now
	}
}

// undo remembers how much has been set, and returns what goes back there.
func (c *compositor) undo() func() {
	galleys, messages := len(c.galleys), len(c.messages)
	twin := func() {}
	if c.twin != nil {
		twin = c.twin.undo()
	}
	return func() {
		c.galleys, c.messages = c.galleys[:galleys], c.messages[:messages]
		twin()
	}
}

// numbered is a sheet with its place in the book. A blank has no sheet.
type placed struct {
	sheet *page.Sheet
	g     *gathering
	by    *compositor
	first bool
	label string
	verso bool
}

// order lays the sheets out in page order, with blank versos where a section opens on a recto, and numbers
// them: roman through the front matter, arabic from 1 from the first page of the main matter.
func (c *compositor) order(gs []gathering) []placed {
	var out []placed
	number, main := 0, false
	put := func(p placed) {
		number++
		p.label = strconv.Itoa(number)
		if !main {
			p.label = lang.LowerRoman(number)
		}
		p.verso = len(out)%2 == 1
		out = append(out, p)
	}
	for i := range gs {
		g := &gs[i]
		starts := g.matter != book.Front && !main && g.section != nil
		if g.opens == recto && len(out)%2 == 1 || g.opens == verso && len(out)%2 == 0 {
			put(placed{g: g})
		}
		if starts {
			main, number = true, 0
		}
		for k := range g.sheets {
			p := placed{sheet: &g.sheets[k], g: g, by: c, first: k == 0}
			if g.by != nil {
				p.by = g.by[k]
				p.first = k < 2 && c.Parallel == Facing || k == 0
			}
			put(p)
		}
	}
	return out
}

// folios maps every destination to the label of its page.
func (c *compositor) folios(gs []gathering) map[string]string {
	out := map[string]string{}
	for _, p := range c.order(gs) {
		if p.sheet == nil {
			continue
		}
		for _, d := range p.sheet.Dests {
			out[d.Name] = p.label
		}
	}
	return out
}

// bind makes the document's pages: sheets in their margins, with running heads and folios.
func (c *compositor) bind(gs []gathering) {
	for i, p := range c.order(gs) {
		by := p.by
		if by == nil {
			by = c
		}
		m := by.master
		left := m.recto
		if p.verso {
			left = m.verso
		}
		at := geom.Point{X: left, Y: m.top}
		pg := draw.Page{Trim: m.trim, Label: p.label}
		if p.sheet != nil {
			pg.Ops = draw.Move(p.sheet.Ops, at)
			for _, l := range p.sheet.Links {
				l.Area = l.Area.Move(at)
				pg.Links = append(pg.Links, l)
			}
			for _, d := range p.sheet.Dests {
				c.doc.Dests[d.Name] = draw.Dest{Page: i, At: geom.Point{X: left, Y: m.top + d.Y}}
			}
			for _, f := range p.sheet.Figures {
				c.doc.Structure.Elements[f.Tag].Box = f.Area.Move(at)
			}
			if !p.g.display {
				pg.Ops = append(pg.Ops, draw.Move(by.furniture(p), at)...)
			}
		}
		c.doc.Pages = append(c.doc.Pages, pg)
	}
	c.pruneLinks()
	c.outline()
}

// furniture is what stands around the type area: an opening has its folio at the foot and nothing above.
func (c *compositor) furniture(p placed) []draw.Op {
	m, st := c.master, c.style("running")
	st.Lines = 1
	if p.first {
		ops, w := c.artifact(p.label, st, face{tabular: true})
		x := (m.width - w) / 2
		return draw.Move(ops, geom.Point{X: x, Y: m.area.Height() + m.pitch})
	}
	baseline := -m.pitch * 9 / 8
	folio, w := c.artifact(p.label, st, face{tabular: true})
	text := c.Edition.Title
	if (!p.verso || c.Screen) && p.sheet.Running != nil {
		text = p.sheet.Running.Chapter
	}
	f := face{}
	if c.Edition.Lang == "en" {
		f.smallCaps = true
	}
	head, tw := c.artifact(c.shortened(text, st), st, f)
	gap := 2 * st.Size
	fx, tx := m.width-w, m.width-w-gap-tw
	if p.verso && !c.Screen {
		fx, tx = 0, w+gap
	}
	ops := draw.Move(folio, geom.Point{X: fx, Y: baseline})
	ops = append(ops, draw.Move(head, geom.Point{X: tx, Y: baseline})...)
	rule := draw.Rectangle(geom.Rect{Y: baseline + st.Size*5/8, W: m.width, H: geom.Pt / 2}, c.color("rule"))
	return append(ops, draw.Op{Tag: draw.Artifact, Path: rule})
}

// mostHead is the longest running head that is measured: none of more characters fits.
const mostHead = 2000

// shortened cuts a running head that is wider than three quarters of the measure.
func (c *compositor) shortened(text string, st design.Style) string {
	if short, ok := c.heads[text]; ok {
		return short
	}
	whole, rs := text, []rune(text)
	for len(rs) > 1 {
		if len(rs) <= mostHead {
			if _, w := c.artifact(text, st, face{}); w <= c.master.measure*3/4 {
				break
			}
		}
		rs = rs[:len(rs)*9/10]
		text = ""
		if len(rs) <= mostHead {
			text = string(rs) + "…"
		}
	}
	if c.heads == nil {
		c.heads = map[string]string{}
	}
	c.heads[whole] = text
	return text
}

// artifact sets a short text that is not part of the text: baseline at 0, left edge at 0.
func (c *compositor) artifact(text string, st design.Style, f face) ([]draw.Op, geom.Length) {
	st.Align, st.Indent = "left", -1
	ps := *c.paragraphStyle(st, frame{})
	ps.Measure = c.master.trim.W * 4
	lines := c.setter.Set([]paragraph.Piece{c.plain(text, st, f, draw.Artifact)}, &ps)
	if len(lines) == 0 {
		return nil, 0
	}
	return lines[0].Ops, lines[0].Width
}

// pruneLinks takes out links to places that are on no page.
func (c *compositor) pruneLinks() {
	for i := range c.doc.Pages {
		c.doc.Pages[i].Links = slices.DeleteFunc(c.doc.Pages[i].Links, func(l draw.Link) bool {
			_, ok := c.doc.Dests[l.Dest]
			return l.URI == "" && !ok
		})
	}
}

// outline makes the bookmarks from the contents. A title keeps its text; gaps are the viewer's affair.
func (c *compositor) outline() {
	base := 9
	for _, e := range c.Edition.Contents {
		base = min(base, e.Depth)
	}
	for _, e := range c.Edition.Contents {
		d := c.dest(e.Slug, e.ID)
		if _, ok := c.doc.Dests[d]; !ok {
			continue
		}
		title := book.Plain(e.Title)
		if e.Number != "" {
			title = c.lang.Join(e.Number, title)
		}
		c.doc.Outline = append(c.doc.Outline, draw.Bookmark{Title: title, Depth: e.Depth - base, Dest: d})
	}
}

// findTargets collects the places that contents, links and references point to.
func (c *compositor) findTargets() {
	c.targets = map[string]bool{}
	for _, e := range c.Edition.Contents {
		c.targets[c.dest(e.Slug, e.ID)] = true
	}
	for i := range c.Edition.Sections {
		if ch := c.Edition.Sections[i].Chapter; ch != nil {
			ch.Walk(book.Visitor{Run: c.target})
			for _, n := range ch.Notes {
				book.Walk(n.Blocks, book.Visitor{Run: c.target})
			}
		}
	}
}

func (c *compositor) target(_ book.Block, run []book.Inline) {
	book.WalkInlines(run, func(in book.Inline) {
		switch n := in.(type) {
		case *book.Link:
			c.targets[c.dest(n.Slug, n.ID)] = true
		case *book.Ref:
			c.targets[c.dest(n.Slug, n.ID)] = true
		}
	})
}
