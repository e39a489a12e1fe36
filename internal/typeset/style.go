package typeset

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"keben/internal/book"
	"keben/internal/design"
	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/font"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/shape"
	"keben/internal/typeset/linebreak"
	"keben/internal/typeset/page"
	"keben/internal/typeset/paragraph"
)

// master are the measures of a page.
type master struct {
	trim         geom.Size
	measure      geom.Length
	width        geom.Length // of the type area: the measure, or both columns and the gutter
	recto, verso geom.Length // left edge of the type area
	top          geom.Length // of the type area
	pitch        geom.Length
	area         page.Area
}

// spec is the specification of an edition in one language, which holds for all its sections. It is immutable, except
// that it caches looks and styles.
type spec struct {
	Brief
	tongue
	kind   book.Kind
	second bool // this is the second of two languages
	first  string
	words  *linebreak.Hyphenator // patterns and exceptions that the book asks for; nil leaves the choice to each run

	named    map[string]design.Style // styles of the language, by name
	leading  geom.Length             // of the body in the theme
	pitch    geom.Length             // of a parallel edition's common grid; 0: the style's own
	body     design.Style
	master   master
	messages []diag.Message

	looks, styles sync.Map // caches, by lookKey and styleKey
}

// tongue is the language of a specification.
type tongue struct {
	tag   string // as the edition has it
	lang  *lang.Language
	house *lang.Language   // the edition's, in whose forms numbers are; another one only where a chapter is not translated
	lent  map[string]*spec // the specifications for chapters that are not translated, by the tag of their language
}

// specify makes the specifications of an edition. An error means that a face of the theme cannot be read.
func specify(o Options) (specs, error) {
	made := func(ed *book.Edition) *spec {
		return &spec{
			Brief: o.Brief, kind: o.Edition.Kind, first: o.Edition.Lang, second: ed == o.Twin,
			tongue: tongue{tag: ed.Lang, lang: lang.Of(ed.Lang), house: lang.Of(ed.Lang)},
			words:  hyphenator(ed.Hyphenation),
		}
	}
	p := specs{first: made(o.Edition)}
	if o.Twin != nil {
		p.second = made(o.Twin)
		pitch := max(o.Theme.StylesOf(o.Edition.Lang)["body"].Leading, o.Theme.StylesOf(o.Twin.Lang)["body"].Leading)
		p.first.pitch, p.second.pitch = pitch, pitch
		if err := p.second.prepare(); err != nil {
			return specs{}, err
		}
	}
	if err := p.first.prepare(); err != nil {
		return specs{}, err
	}
	if c, t := p.first, p.second; t != nil {
		// Both type areas begin at the same height and have the same lines.
		t.master.top = c.master.top
		c.master.area.Lines = min(c.master.area.Lines, t.master.area.Lines)
		t.master.area.Lines = c.master.area.Lines
	}
	lend(p.first, o.Edition)
	return p, nil
}

// lend makes the specifications for the chapters of an edition that are not translated: the styles of the text's
// language on the pages and the grid of the edition.
func lend(c *spec, ed *book.Edition) {
	c.lent = map[string]*spec{}
	for _, tag := range untranslated(ed) {
		s := &spec{
			Brief: c.Brief, kind: c.kind, first: c.first, pitch: c.master.pitch,
			tongue: tongue{tag: tag, lang: lang.Of(tag), house: c.lang},
		}
		s.dress()
		s.master = c.master
		c.lent[tag] = s
	}
}

// untranslated are the languages of the chapters of an edition that are not translated.
func untranslated(ed *book.Edition) (tags []string) {
	for i := range ed.Sections {
		if s := &ed.Sections[i]; ed.Untranslated(s) && !slices.Contains(tags, s.Chapter.Lang) {
			tags = append(tags, s.Chapter.Lang)
		}
	}
	slices.Sort(tags)
	return tags
}

// dress resolves the body style, and returns the master.
func (c *spec) dress() design.Master {
	c.named = c.Theme.StylesOf(c.tag)
	c.body = c.named["body"]
	m, ok := c.Theme.MasterOf(c.tag, c.TrimName)
	if !ok {
		m = c.fitted()
	}
	if m.Size > 0 {
		c.body.Size = m.Size
	}
	if m.Leading > 0 {
		c.body.Leading = m.Leading
	}
	c.leading = c.body.Leading
	c.body = c.regrid(c.body)
	return m
}

// prepare resolves the master and the body style.
func (c *spec) prepare() error {
	m := c.dress()
	c.master = master{trim: geom.Size{W: c.Trim.Width, H: c.Trim.Height}, measure: m.Measure, pitch: c.body.Leading}
	if c.master.measure == 0 {
		c.master.measure = c.body.Size * geom.Length(m.Characters)
	}
	c.master.recto = m.Inner
	c.master.verso = c.Trim.Width - m.Inner - c.master.measure
	if c.Screen {
		c.master.recto = (c.Trim.Width - c.master.measure) / 2
		c.master.verso = c.master.recto
	}
	c.master.width = c.master.measure
	m = c.share(m)
	// The head margin is to the top of the first line's characters, which stand in the middle of their line.
	c.master.top = m.Head - (c.body.Leading-c.body.Size)/2
	c.master.area = page.Area{Pitch: c.body.Leading, Lines: m.Lines, Foot: c.noteRule()}
	if a := c.master.area; m.Inner+c.master.width > c.Trim.Width || m.Head+a.Height() > c.Trim.Height {
		c.messages = append(c.messages, offPage.At(c.Theme.At("print", "styles", c.tag, "body", "size"),
			millimetres(c.master.width), millimetres(a.Height()), millimetres(m.Inner), millimetres(m.Head), millimetres(c.Trim.Width), millimetres(c.Trim.Height)))
	}
	return checkFaces(c.Theme, c.Foundry)
}

var offPage = diag.NewKind("type-area", diag.Warning,
	"the type area of %[1]s × %[2]s mm, %[3]s mm from the spine and %[4]s mm from the head, is larger than the page of %[5]s × %[6]s mm",
	"版心 %[1]s × %[2]s 毫米（订口 %[3]s、天头 %[4]s 毫米）超出了 %[5]s × %[6]s 毫米的开本",
	"make `lines`, `measure` or the margins smaller", "请减小 lines、measure 或页边距")

func millimetres(l geom.Length) string { return strconv.FormatFloat(l.Millimetres(), 'f', 1, 64) }

// regrid adapts a style to the grid of a parallel edition: its leading and white stay the same number of lines.
func (c *spec) regrid(s design.Style) design.Style {
	if c.pitch > 0 && c.leading > 0 && s.Leading%c.leading == 0 {
		s.Leading = s.Leading / c.leading * c.pitch
	}
	return s
}

// share adapts the master to the room of this language in a parallel edition. Both languages have type areas with as
// many lines as the first language's master.
func (c *spec) share(m design.Master) design.Master {
	if c.pitch == 0 {
		return m
	}
	if first, ok := c.Theme.MasterOf(c.first, c.TrimName); ok && first.Lines > 0 {
		m.Lines = min(m.Lines, first.Lines)
	}
	for m.Lines > 1 && m.Head+c.body.Leading*geom.Length(m.Lines) > c.details().Parallel.Height.Of(c.Trim.Height) {
		m.Lines--
	}
	if c.Parallel == Facing {
		return m
	}
	// Both languages are on one page: the measure is that of the page, or half of it less the gutter.
	margin := c.details().Parallel.Margin.Of(c.Trim.Width)
	width := c.Trim.Width - 2*margin
	c.master.recto, c.master.verso = margin, margin
	c.master.measure, c.master.width = width, width
	if c.Parallel == Columns {
		c.master.measure = (width - c.details().Parallel.Gutter.Of(c.Trim.Width)) / 2
		c.master.measure -= c.master.measure % c.body.Size
	}
	return m
}

// details are the measures of the look that no style has.
func (c *spec) details() *design.Details { return &c.Theme.Print.Details }

// fitted makes a master for a page size that the theme does not have: margins of an eighth of the width, and as many
// whole characters and lines as fit (clreq "Kihon-hanmen": the measure is a multiple of the size).
func (c *spec) fitted() design.Master {
	d := &c.details().Fitted
	w, h := d.Width.Of(c.Trim.Width), d.Height.Of(c.Trim.Height)
	m := design.Master{Inner: d.Inner.Of(c.Trim.Width), Head: d.Head.Of(c.Trim.Height), Lines: max(1, int(h/c.body.Leading))}
	m.Characters = max(4, int(w/c.body.Size))
	if !c.lang.Script.Han() {
		m.Measure = min(w, d.Measure.Of(c.body.Size))
	}
	return m
}

// checkFaces loads every face of the theme, so that a missing file is known before the work begins.
func checkFaces(th *design.Theme, foundry *Foundry) error {
	for _, f := range th.Fonts {
		for _, name := range []string{f.Regular, f.Bold, f.Italic, f.BoldItalic} {
			if name == "" {
				continue
			}
			if _, err := foundry.Face(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// style returns a named style; values that it leaves open are those of the body. Three names are variations: the text
// of a quotation, without the indents, which its frame has already, and the body centred or set right.
func (c *spec) style(name string) design.Style {
	switch name {
	case "quote-text":
		s := c.style("quote")
		s.Left, s.Right, s.Above, s.Below = 0, 0, 0, 0
		return s
	case "center", "right":
		s := c.body
		s.Align = name
		return s
	}
	s, ok := c.named[name]
	if !ok || name == "body" {
		return c.body
	}
	b := c.body
	s = c.regrid(s)
	if s.Family == "" {
		s.Family = b.Family
	}
	if s.Size == 0 {
		s.Size = b.Size
	}
	if s.Leading == 0 {
		s.Leading = b.Leading
	}
	if s.Align == "" {
		s.Align = b.Align
	}
	if s.Indent == 0 {
		s.Indent = b.Indent
	}
	if s.Figures == "" {
		s.Figures = b.Figures
	}
	if s.Squeeze == "" {
		s.Squeeze = b.Squeeze
	}
	if s.Kinsoku == "" {
		s.Kinsoku = b.Kinsoku
	}
	if s.Habits == nil {
		s.Habits = b.Habits
	}
	return s
}

// face has the properties in which a run may differ from its paragraph's style.
type face struct {
	bold, italic, code bool
	raised, kai        bool
	lowered            bool // with raised: below the line, H₂O
	smallCaps, tabular bool
	decor              paragraph.Decor
	color              string // role of the palette; "" is ink
	lang               string
}

type lookKey struct {
	family, figures string
	size            geom.Length
	face            face
	noHyphen        bool
}

// look returns the Look of text in a style with a face.
func (c *spec) look(s design.Style, f face) *paragraph.Look {
	f.bold = f.bold || s.Bold
	f.italic = f.italic || s.Italic
	if s.Second && f.color == "" {
		f.color = "second"
	}
	if f.lang == "" {
		f.lang = c.tag
	}
	if f.code {
		s.Family, s.Figures = "code", "lining"
	}
	if f.kai {
		s.Family = "quote"
	}
	key := lookKey{s.Family, s.Figures, s.Size, f, s.Lines > 0}
	if l, ok := c.looks.Load(key); ok {
		return l.(*paragraph.Look)
	}
	fam := c.Theme.Families[s.Family]
	scale := int64(max(fam.Size, 1))
	l := &paragraph.Look{
		Han: c.faces(fam.Han, f.bold, false), Latin: c.faces(fam.Latin, f.bold, f.italic),
		Size: s.Size, LatinSize: s.Size.Mul(scale, 1000), Lang: f.lang,
		Color: c.color(f.color), NoHyphen: s.Lines > 0, Solid: f.code, Decor: f.decor,
		Readings: paragraph.Readings(c.details().Readings), Decoration: paragraph.Decoration(c.details().Decoration),
	}
	if !c.lang.Script.Han() {
		// The style's size is that of Latin letters; Han characters in an English text are matched to them.
		l.LatinSize, l.Size = s.Size, s.Size.Mul(1000, scale)
	}
	if f.code && s.Family == "code" && c.body.Size == s.Size {
		// Code within text is smaller, because the monospaced face looks large beside the text face.
		l.LatinSize = c.details().Text.Code.Rounded(l.LatinSize)
	}
	if f.raised {
		d := &c.details().Text
		l.Rise = d.SuperiorRise.Rounded(s.Size)
		if f.lowered {
			l.Rise = -d.InferiorDrop.Rounded(s.Size)
		}
		l.Size, l.LatinSize = d.Superior.Rounded(l.Size), d.Superior.Rounded(l.LatinSize)
	}
	switch {
	case f.tabular, s.Figures == "tabular":
		l.Features = append(l.Features, shape.Feature{Tag: "tnum", Value: 1}, shape.Feature{Tag: "lnum", Value: 1})
	case s.Figures == "old-style" && !f.raised:
		l.Features = append(l.Features, shape.Feature{Tag: "onum", Value: 1})
	default:
		l.Features = append(l.Features, shape.Feature{Tag: "lnum", Value: 1})
	}
	if f.smallCaps { // spaced, and without ligatures (rules S4, S6)
		l.Features = append(l.Features, shape.Feature{Tag: "smcp", Value: 1}, shape.Feature{Tag: "liga", Value: 0})
		l.Spread = c.details().Text.SmallCapitals.Rounded(l.LatinSize)
	}
	kept, _ := c.looks.LoadOrStore(key, l) // looks are compared by address
	return kept.(*paragraph.Look)
}

// faces returns the faces to try for a font: the font's own first and Song Regular, which has the most characters,
// last. Han characters have no italic (rule M5).
func (c *spec) faces(name string, bold, italic bool) []*font.Face {
	f := c.Theme.Fonts[name]
	file := f.Regular
	switch {
	case bold && italic && f.BoldItalic != "":
		file = f.BoldItalic
	case bold && f.Bold != "":
		file = f.Bold
	case bold && f.Bold == "" && name == c.Theme.Families["quote"].Han:
		// Kai has no bold, so strong text in Kai is set in Hei, as is usual.
		file = c.Theme.Fonts[c.Theme.Families["head"].Han].Bold
	case italic && f.Italic != "":
		file = f.Italic
	}
	var out []*font.Face
	for _, n := range []string{file, f.Regular, c.Theme.Fonts[c.Theme.Families["text"].Han].Regular} {
		if n == "" {
			continue
		}
		face, err := c.Foundry.Face(n)
		if err != nil {
			continue // checkFaces reports it
		}
		if len(out) == 0 || out[len(out)-1] != face {
			out = append(out, face)
		}
	}
	return out
}

// color returns a colour of the light palette. In print every text and rule is black, so that the book is printed in
// one ink.
func (c *spec) color(role string) draw.Color {
	if !c.Screen || role == "" {
		return draw.Color{}
	}
	p := c.Theme.Colors["light"]
	hex := map[string]string{"second": p.Second, "rule": p.Rule, "red": p.Red, "indigo": p.Indigo}[role]
	v, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		return draw.Color{}
	}
	return draw.Color{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v)}
}

type styleKey struct {
	size, measure, left, right, indent geom.Length
	align, squeeze, kinsoku, lang      string
	habits                             string
	hyphens                            bool
}

// frame is the room for a block: its indents from the edges of the type area.
type frame struct{ left, right geom.Length }

// paragraphStyle turns a style into the terms of package paragraph for text set in a frame.
func (c *spec) paragraphStyle(s design.Style, f frame) *paragraph.Style {
	em := func(n int) geom.Length { return s.Size.Em(int64(n)) }
	k := styleKey{
		size: s.Size, measure: c.master.measure, left: f.left + em(s.Left), right: f.right + em(s.Right),
		align: s.Align, squeeze: s.Squeeze, kinsoku: s.Kinsoku, lang: c.tag, hyphens: s.Lines == 0,
		habits: strings.Join(s.Habits, " "),
	}
	if s.Indent > 0 {
		k.indent = em(s.Indent)
	}
	if p, ok := c.styles.Load(k); ok {
		return p.(*paragraph.Style)
	}
	p := &paragraph.Style{
		Measure: k.measure, Indent: k.indent, Left: k.left, Right: k.right, Lang: k.lang, Em: s.Size,
		Align: aligns[s.Align], Rules: linebreak.Rules{Squeeze: squeezes[s.Squeeze], Kinsoku: kinsokus[s.Kinsoku], Hyphens: c.words},
		LastMin: lang.Of(k.lang).LastLine,
	}
	for _, h := range s.Habits {
		if set, ok := habits[h]; ok {
			set(&p.Rules)
		}
	}
	if k.hyphens {
		p.HyphenBefore, p.HyphenAfter = 2, 3
	}
	kept, _ := c.styles.LoadOrStore(k, p)
	return kept.(*paragraph.Style)
}

// habits are the theme's names for the choices of linebreak.Rules.
var habits = map[string]func(*linebreak.Rules){
	"hanging":       func(r *linebreak.Rules) { r.Hang = true },
	"full-start":    func(r *linebreak.Rules) { r.FullStart = true },
	"rigid-stops":   func(r *linebreak.Rules) { r.RigidStops = true },
	"narrow-gap":    func(r *linebreak.Rules) { r.NarrowGap = true },
	"tight-numbers": func(r *linebreak.Rules) { r.TightNumbers = true },
	"relaxed":       func(r *linebreak.Rules) { r.Relaxed = true },
}

// hyphenator returns the patterns and exceptions the book asks for; nil leaves the choice to the language
// of each run.
func hyphenator(h book.Hyphenation) *linebreak.Hyphenator {
	if h.Lang == "" && len(h.Words) == 0 {
		return nil
	}
	words := linebreak.American()
	if h.Lang == lang.BritishEnglish {
		words = linebreak.British()
	}
	return words.WithExceptions(h.Words)
}

var aligns = map[string]paragraph.Align{
	"justify": paragraph.Justify, "left": paragraph.Left, "center": paragraph.Center, "right": paragraph.Right,
}

var squeezes = map[string]linebreak.Squeeze{
	"quanjiao": linebreak.Quanjiao, "kaiming": linebreak.Kaiming, "banjiao": linebreak.Banjiao,
	"hangmobanjiao": linebreak.Hangmobanjiao, "plain": linebreak.Plain,
}

var kinsokus = map[string]linebreak.Level{
	"none": linebreak.None, "basic": linebreak.Basic, "gb": linebreak.GB, "strict": linebreak.Strict,
}
