// Package markup gives a meaning to the HTML that an author typed in a chapter (HTML Standard, Living Standard): a
// table becomes a table of the book, <sub> a subscript, and tags without a meaning are left out with their text kept.
// So the HTML of a manuscript is printed, translated and checked like any other text.
//
// It reads tags and no tree, because each block and inline must keep the place that was typed for it, and because HTML
// and Markdown alternate: a <details> may begin in one block of HTML and end in another. An end tag that is missing is
// implied by the rules of §13.1.2.4 or reported. Whatever it cannot place is kept as text.
package markup

import (
	"slices"
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/hypertext"
	"keben/internal/lang"
	"keben/internal/manuscript/foreign"
	"keben/internal/rawhtml"
	"keben/internal/source"
)

// Options says what becomes of a chapter's HTML.
type Options struct {
	Raw   bool                            // the website has the author's HTML, filtered by package rawhtml
	Print bool                            // there is a PDF, which has its meaning
	Typed map[*book.HTMLBlock]*source.Map // from the texts of blocks of HTML to the file
}

// Replace replaces the HTML of a chapter by blocks and inlines with its meaning. Where raw HTML is allowed it stays, and
// has its meaning beside it: see [book.HTMLBlock].
func Replace(c *book.Chapter, o Options) (ms []diag.Message) {
	m := &reading{raw: o.Raw, lang: c.Lang, typed: o.Typed, tags: map[*book.RawHTML]*hypertext.Token{}}
	c.Title, c.Subtitle, c.Funding = m.inlines(c.Title), m.inlines(c.Subtitle), m.inlines(c.Funding)
	c.Abstract = m.blocks(c.Abstract)
	c.Blocks = m.blocks(c.Blocks)
	for i := range c.Notes {
		c.Notes[i].Blocks = m.blocks(c.Notes[i].Blocks)
	}
	if c.InEnglish != nil {
		m.lang = lang.English.Tag
		c.InEnglish.Abstract = m.blocks(c.InEnglish.Abstract)
	}
	at := func(r source.Range) source.Place { return source.Place{File: c.Source, Range: r} }
	ms = append(m.goneMessages(at), m.tableMessages(at)...)
	if len(m.deep) > 0 {
		ms = append(ms, budget.HTMLNesting.At(at(m.deep[0])))
	}
	for _, met := range m.met {
		if construct := m.forPrint(met.construct); construct != nil && (o.Print || !m.raw) {
			ms = append(ms, construct.At(at(met.first), met.n))
		}
	}
	return ms
}

// reading is the reading of a chapter's HTML.
type reading struct {
	raw   bool // the website has the author's HTML
	print bool // inside a block of raw HTML: the result is for print
	lang  string
	typed map[*book.HTMLBlock]*source.Map
	tags  map[*book.RawHTML]*hypertext.Token // of the inlines that come from blocks of HTML
	met   []*meeting
	deep  []source.Range // of tags that are nested too deep
	depth int            // elements that are open
	quote int            // of <q> that are open
	gone  []goneHTML     // parts of raw HTML that do not pass
	slips []book.Slip    // of tables
	large []source.Range // of tables over the limit
}

// meeting counts a construct.
type meeting struct {
	construct *foreign.Construct
	first     source.Range
	n         int
}

// meet counts one more of a construct.
func (m *reading) meet(c *foreign.Construct, at source.Range) {
	i := slices.IndexFunc(m.met, func(met *meeting) bool { return met.construct == c })
	if i < 0 {
		m.met = append(m.met, &meeting{c, at, 1})
		return
	}
	m.met[i].n++
}

// forPrint is the wording of a construct that only print loses; nil if nothing is lost.
func (m *reading) forPrint(c *foreign.Construct) *foreign.Construct {
	if !m.raw {
		return c
	}
	switch c {
	case foreign.Tags:
		return foreign.PrintTags
	case foreign.Devices:
		return foreign.PrintDevices
	case foreign.Dress:
		return foreign.PrintDress
	}
	return c
}

// goneHTML is something in raw HTML that does not pass.
type goneHTML struct {
	what string
	pos  source.Range
}

var htmlRemoved = diag.NewKind("html-removed", diag.Warning,
	"parts of the raw HTML in this chapter that could run code or load from elsewhere are left out: %[1]s", "本章的原始 HTML 发布时去掉了可能运行或引用外部内容的部分：%[2]s",
	"link to what is elsewhere; put styles into templates/website/style/", "外部内容请改用链接；样式请写入 templates/website/style/")

// goneMessages is one message about everything in a chapter that does not pass, by kind, with the line of the first of
// each, or none.
func (m *reading) goneMessages(at func(source.Range) source.Place) []diag.Message {
	if len(m.gone) == 0 {
		return nil
	}
	const most = 12
	var kinds []string
	count, first := map[string]int{}, map[string]source.Range{}
	for _, g := range m.gone {
		if count[g.what]++; count[g.what] == 1 {
			kinds, first[g.what] = append(kinds, g.what), g.pos
		}
	}
	var en, zh []string
	for i, what := range kinds {
		if i == most {
			more := strconv.Itoa(len(kinds) - i)
			en, zh = append(en, more+" more kinds"), append(zh, "另有 "+more+" 种")
			break
		}
		line, times := strconv.Itoa(at(first[what]).Line()), ""
		if count[what] > 1 {
			times = " × " + strconv.Itoa(count[what])
		}
		en, zh = append(en, what+times+" (line "+line+")"), append(zh, what+times+"（第 "+line+" 行）")
	}
	return []diag.Message{htmlRemoved.At(at(m.gone[0].pos), strings.Join(en, ", "), strings.Join(zh, "、"))}
}

// passes records the parts of a piece of raw HTML that do not pass. where returns the place of a range of it.
func (m *reading) passes(fragment string, where func(source.Range) source.Range) {
	_, gone := rawhtml.Clean(fragment)
	for _, g := range gone {
		m.gone = append(m.gone, goneHTML{g.What, where(source.Span(g.From, g.To))})
	}
}

// tooDeep reports whether one more element would be nested too deep. Nesting is limited because all later stages walk
// the tree recursively.
func (m *reading) tooDeep(pos source.Range) bool {
	if !budget.HTMLNesting.Over(m.depth + 1) {
		return false
	}
	m.deep = append(m.deep, pos)
	return true
}

// names makes the sets below.
var names = hypertext.Names

// silent are elements whose content is not text of the book.
var silent = names("script style iframe video audio object embed canvas svg form input button select template noscript noembed noframes applet math")

// dress are elements that only change how something looks.
var dress = names("font center big basefont blink marquee nobr multicol spacer bgsound col colgroup")

// elements are the names of HTML's elements, obsolete ones too. <T> in a text on generics is not one of them.
var elements = names("a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br " +
	"button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure " +
	"font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link listing main map mark " +
	"marquee math menu meta meter multicol nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext pre progress q rb " +
	"rp rt rtc ruby s samp script search section select slot small source spacer span strike strong style sub summary sup svg table tbody td template " +
	"textarea tfoot th thead time title tr track tt u ul var video wbr xmp")

// dressAttributes are attributes that only change how something looks.
var dressAttributes = names("style align valign bgcolor background color face border cellpadding cellspacing nowrap bordercolor clear hspace vspace")

// dressed records the attributes of looks that a tag has.
func (m *reading) dressed(t *hypertext.Token, at source.Range) {
	if t.Kind != hypertext.Start {
		return
	}
	sized := func(a hypertext.Attribute) bool { return t.Name != "img" && (a.Name == "width" || a.Name == "height") }
	if dress[t.Name] || slices.ContainsFunc(t.Attrs, func(a hypertext.Attribute) bool { return dressAttributes[a.Name] || sized(a) }) {
		m.meet(foreign.Dress, at)
	}
}
