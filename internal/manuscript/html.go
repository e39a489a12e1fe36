package manuscript

import (
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/manuscript/foreign"
	"keben/internal/rawhtml"
	"keben/internal/source"
)

// inlineTags are the tags of HTML that say what a span or one of our own marks says: <sub> and its like.
var inlineTags = map[string]func(content []book.Inline, t tag) book.Inline{
	"sub": spanOf("sub"), "sup": spanOf("sup"), "kbd": spanOf("kbd"), "mark": spanOf("mark"), "small": spanOf("small"),
	"u": spanOf("underline"), "ins": spanOf("underline"),
	"b":      func(c []book.Inline, _ tag) book.Inline { return &book.Strong{Content: c} },
	"strong": func(c []book.Inline, _ tag) book.Inline { return &book.Strong{Content: c} },
	"i":      func(c []book.Inline, _ tag) book.Inline { return &book.Emph{Content: c} },
	"em":     func(c []book.Inline, _ tag) book.Inline { return &book.Emph{Content: c} },
	"s":      func(c []book.Inline, _ tag) book.Inline { return &book.Strike{Content: c} },
	"del":    func(c []book.Inline, _ tag) book.Inline { return &book.Strike{Content: c} },
	"strike": func(c []book.Inline, _ tag) book.Inline { return &book.Strike{Content: c} },
	"code":   func(c []book.Inline, t tag) book.Inline { return &book.CodeSpan{Text: book.Plain(c), Range: t.pos} },
	"tt":     func(c []book.Inline, t tag) book.Inline { return &book.CodeSpan{Text: book.Plain(c), Range: t.pos} },
	"a":      anchorOf,
}

func spanOf(class string) func([]book.Inline, tag) book.Inline {
	return func(c []book.Inline, _ tag) book.Inline { return &book.Span{Classes: []string{class}, Content: c} }
}

// anchorOf makes a link of <a href>, and a place to link to of <a id> or <a name>.
func anchorOf(c []book.Inline, t tag) book.Inline {
	if href := t.value("href"); href != "" {
		return &book.Link{Target: href, Title: t.value("title"), Content: c, Range: t.pos}
	}
	id := t.value("id")
	if id == "" {
		id = t.value("name")
	}
	return &book.Span{ID: id, Content: c}
}

// tag is <name attrs>, or </name>.
type tag struct {
	name, attrs string
	closing     bool
	pos         source.Range
}

var (
	tagForm  = regexp.MustCompile(`(?s)^<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>$`)
	attrForm = regexp.MustCompile(`(?s)([A-Za-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`)
)

func parseTag(s string, pos source.Range) (tag, bool) {
	m := tagForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return tag{}, false
	}
	return tag{name: strings.ToLower(m[2]), attrs: m[3], closing: m[1] != "", pos: pos}, true
}

// value returns an attribute.
func (t tag) value(name string) string {
	for _, m := range attrForm.FindAllStringSubmatch(t.attrs, -1) {
		if strings.EqualFold(m[1], name) {
			return html.UnescapeString(m[2] + m[3] + m[4])
		}
	}
	return ""
}

// picture makes the picture of <img>.
func (t tag) picture() *book.Image {
	img := &book.Image{Src: strings.TrimSpace(t.value("src")), Alt: t.value("alt"), Title: t.value("title"), Range: t.pos}
	for _, key := range []string{"width", "height"} {
		if v := strings.TrimSpace(t.value(key)); v != "" {
			img.Attrs = append(img.Attrs, book.Attr{Key: key, Value: v})
		}
	}
	return img
}

// markup turns the HTML of a chapter into what it says. Where book.yaml allows raw HTML only the tags that have
// a meaning in print, too, are taken, and what package rawhtml lets through stays.
func (j *job) markup(c *book.Chapter) {
	m := &markup{raw: j.project.RawHTML}
	c.Blocks = m.blocks(c.Blocks)
	for i := range c.Notes {
		c.Notes[i].Blocks = m.blocks(c.Notes[i].Blocks)
	}
	c.Title = m.inlines(c.Title)
	j.reportGone(m.gone)
	if len(m.kept) > 0 {
		j.report(foreign.Tags.At(j.at(m.kept[0]), len(m.kept)))
	}
	if len(m.deep) > 0 {
		j.report(budget.HTMLNesting.At(j.at(m.deep[0])))
	}
	if len(m.none) > 0 {
		j.report(foreign.NoTags.At(j.at(m.none[0]), len(m.none)))
	}
	if len(m.lost) > 0 {
		j.report(foreign.Devices.At(j.at(m.lost[0]), len(m.lost)))
	}
}

type markup struct {
	raw        bool
	kept, lost []source.Range // of tags that are left out
	none       []source.Range // of what only looks like a tag
	deep       []source.Range // of tags that are nested too deep
	depth      int            // elements that are open
	gone       []goneHTML     // of raw HTML: what does not pass
}

// goneHTML is something in raw HTML that does not pass.
type goneHTML struct {
	what string
	pos  source.Range
}

var htmlRemoved = diag.NewKind("html-removed", diag.Warning,
	"raw HTML in this chapter is published without what could run or reach outside: %[1]s", "本章的原始 HTML 发布时去掉了可能运行或引用外部内容的部分：%[2]s",
	"link to what is elsewhere; let classes and templates/website/style/ dress it", "外部内容请用链接；样式请用 class 与 templates/website/style/")

// reportGone makes one message of what does not pass in a chapter, by kind, with the line of the first of each.
func (j *job) reportGone(gone []goneHTML) {
	if len(gone) == 0 {
		return
	}
	const most = 12
	var kinds []string
	count, first := map[string]int{}, map[string]source.Range{}
	for _, g := range gone {
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
		line, times := strconv.Itoa(j.at(first[what]).Line()), ""
		if count[what] > 1 {
			times = " × " + strconv.Itoa(count[what])
		}
		en, zh = append(en, what+times+" (line "+line+")"), append(zh, what+times+"（第 "+line+" 行）")
	}
	j.report(htmlRemoved.At(j.at(gone[0].pos), strings.Join(en, ", "), strings.Join(zh, "、")))
}

// passes notes what of a piece of raw HTML does not pass.
func (m *markup) passes(fragment string, pos source.Range) {
	_, gone := rawhtml.Clean(fragment)
	for _, g := range gone {
		m.gone = append(m.gone, goneHTML{g.What, pos})
	}
}

// inlines pairs tags in running text and replaces them; what is left without a partner or a meaning stays raw
// where that is allowed, and goes where it is not.
func (m *markup) inlines(ins []book.Inline) []book.Inline {
	if !slices.ContainsFunc(ins, m.concerns) {
		return ins
	}
	r := pairTags(ins)
	return m.tags(r, 0, len(ins))
}

// tags replaces the tags of the inlines of a run from one index to another.
func (m *markup) tags(r *tagRun, from, to int) []book.Inline {
	var out []book.Inline
	for i := from; i < to; i++ {
		raw, ok := r.ins[i].(*book.RawHTML)
		if !ok {
			out = append(out, m.inside(r.ins[i]))
			continue
		}
		t, ok := r.parsed[i], r.parsed[i].name != ""
		end := r.partner[i]
		if end >= to {
			end = 0
		}
		if ok && !t.closing {
			if t.name == "img" {
				out = append(out, t.picture())
				continue
			}
			if form, known := inlineTags[t.name]; known && (!m.raw || t.name != "a") && end > 0 && !m.tooDeep(raw.Range) {
				m.depth++
				out = append(out, form(m.tags(r, i+1, end), t))
				m.depth--
				i = end
				continue
			}
		}
		switch {
		case m.raw && ok && rawhtml.Devices[t.name]:
			m.passes(raw.Text, raw.Range)
			if end > 0 && !t.closing {
				i = end // what stands between is no text
			}
		case m.raw:
			m.passes(raw.Text, raw.Range)
			out = append(out, raw)
		case ok && !elements[t.name]:
			m.none = append(m.none, raw.Range)
			out = append(out, &book.Text{Value: raw.Text, Range: raw.Range})
		case ok && silent[t.name]:
			m.lost = append(m.lost, raw.Range)
			if end > 0 && !t.closing {
				i = end
			}
		case !ok || !t.closing:
			m.kept = append(m.kept, raw.Range)
		}
	}
	return out
}

// tooDeep reports whether one more element would be nested too deep: every stage after this one walks the tree
// recursively.
func (m *markup) tooDeep(pos source.Range) bool {
	if !budget.HTMLNesting.Over(m.depth + 1) {
		return false
	}
	m.deep = append(m.deep, pos)
	return true
}

// concerns reports whether an inline has HTML in it.
func (m *markup) concerns(in book.Inline) bool {
	if _, ok := in.(*book.RawHTML); ok {
		return true
	}
	return slices.ContainsFunc(book.Children(in), m.concerns)
}

// inside replaces tags within an inline's content.
func (m *markup) inside(in book.Inline) book.Inline {
	switch n := in.(type) {
	case *book.Emph:
		n.Content = m.inlines(n.Content)
	case *book.Strong:
		n.Content = m.inlines(n.Content)
	case *book.Strike:
		n.Content = m.inlines(n.Content)
	case *book.Link:
		n.Content = m.inlines(n.Content)
	case *book.Span:
		n.Content = m.inlines(n.Content)
	case *book.Fault:
		n.Content = m.inlines(n.Content)
	}
	return in
}

// tagRun are inlines with their tags parsed, and where the tags close that close.
type tagRun struct {
	ins     []book.Inline
	parsed  []tag // without a name where there is none
	partner []int // the index of the tag that closes the one here, or 0
}

// pairTags pairs the tags of one name like brackets, in one pass.
func pairTags(ins []book.Inline) *tagRun {
	r := &tagRun{ins, make([]tag, len(ins)), make([]int, len(ins))}
	open := map[string][]int{}
	for i, in := range ins {
		raw, ok := in.(*book.RawHTML)
		if !ok {
			continue
		}
		t, ok := parseTag(raw.Text, raw.Range)
		if !ok {
			continue
		}
		r.parsed[i] = t
		of := open[t.name]
		switch {
		case !t.closing:
			open[t.name] = append(of, i)
		case len(of) > 0:
			r.partner[of[len(of)-1]] = i
			open[t.name] = of[:len(of)-1]
		}
	}
	return r
}

// silent are elements without text of the book's.
var silent = map[string]bool{
	"script": true, "style": true, "iframe": true, "video": true, "audio": true, "object": true, "embed": true, "canvas": true,
	"svg": true, "form": true, "input": true, "button": true, "select": true, "template": true, "noscript": true,
}

// elements are the names of HTML's elements, those of long ago too: <T> in a text on generics is none.
var elements = func() map[string]bool {
	names := map[string]bool{}
	for name := range strings.FieldsSeq("a abbr acronym address area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br " +
		"button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure " +
		"font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark " +
		"marquee menu meta meter nav nobr noframes noscript object ol optgroup option output p param picture plaintext pre progress q rb rp rt rtc ruby " +
		"s samp script search section select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th " +
		"thead time title tr track tt u ul var video wbr xmp") {
		names[name] = true
	}
	return names
}()
