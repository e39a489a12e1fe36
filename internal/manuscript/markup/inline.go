package markup

import (
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/hypertext"
	"keben/internal/lang"
	"keben/internal/manuscript/foreign"
	"keben/internal/rawhtml"
	"keben/internal/script"
	"keben/internal/source"
)

// phrase makes an inline of an element in running text.
type phrase func(content []book.Inline, t *hypertext.Token, at source.Range) book.Inline

// phrases are the elements with the meaning of a span or of another inline, a row each.
var phrases = map[string]phrase{
	"sub": subOf, "sup": supOf, "mark": markOf,
	"kbd": spanOf("kbd"), "small": spanOf("small"), "u": spanOf("underline"), "ins": spanOf("underline"),
	"cite": spanOf("cite"), "dfn": spanOf("dfn"), "var": spanOf("var"), "abbr": spanOf("abbr"), "acronym": spanOf("abbr"), "span": spanOf(""),
	"b": strongOf, "strong": strongOf, "i": emphOf, "em": emphOf, "s": strikeOf, "del": strikeOf, "strike": strikeOf,
	"code": codeOf, "tt": codeOf, "samp": codeOf,
	"a": anchorOf,
}

func strongOf(c []book.Inline, _ *hypertext.Token, at source.Range) book.Inline {
	return &book.Strong{Content: c, Range: at}
}
func emphOf(c []book.Inline, _ *hypertext.Token, at source.Range) book.Inline {
	return &book.Emph{Content: c, Range: at}
}
func strikeOf(c []book.Inline, _ *hypertext.Token, at source.Range) book.Inline {
	return &book.Strike{Content: c, Range: at}
}

func subOf(c []book.Inline, t *hypertext.Token, at source.Range) book.Inline {
	return attributed(&book.Subscript{Content: c, Range: at}, t)
}
func supOf(c []book.Inline, t *hypertext.Token, at source.Range) book.Inline {
	return attributed(&book.Superscript{Content: c, Range: at}, t)
}
func markOf(c []book.Inline, t *hypertext.Token, at source.Range) book.Inline {
	return attributed(&book.Highlight{Content: c, Range: at}, t)
}

func codeOf(c []book.Inline, _ *hypertext.Token, at source.Range) book.Inline {
	return &book.CodeSpan{Text: book.Plain(c), Range: at}
}

// attributed puts a span around an inline if its tag has attributes that the inline cannot have.
func attributed(in book.Inline, t *hypertext.Token) book.Inline {
	s := spanOf("")([]book.Inline{in}, t, in.Written()).(*book.Span)
	if len(s.Classes)+len(s.Attrs) == 0 {
		return in
	}
	return s
}

// spanOf makes a span of a class, with the attributes of the tag.
func spanOf(class string) phrase {
	return func(c []book.Inline, t *hypertext.Token, at source.Range) book.Inline {
		s := &book.Span{Content: c, Range: at}
		if class != "" {
			s.Classes = []string{class}
		}
		s.Classes = append(s.Classes, strings.Fields(t.Attr("class"))...)
		for _, key := range []string{"lang", "title"} {
			if v := t.Attr(key); v != "" {
				s.Attrs = append(s.Attrs, book.Attr{Key: key, Value: v})
			}
		}
		return s
	}
}

// anchorOf makes a link of <a href>, and a place to link to of <a id> or <a name>.
func anchorOf(c []book.Inline, t *hypertext.Token, at source.Range) book.Inline {
	if href := strings.TrimSpace(t.Attr("href")); href != "" {
		return &book.Link{Target: href, Title: t.Attr("title"), Content: c, Range: at}
	}
	id := t.Attr("id")
	if id == "" {
		id = t.Attr("name")
	}
	return &book.Span{ID: id, Content: c, Range: at}
}

// named gives an inline the id of its tag.
func named(in book.Inline, t *hypertext.Token) book.Inline {
	id := t.Attr("id")
	if id == "" {
		return in
	}
	if s, ok := in.(*book.Span); ok {
		s.ID = id
		return s
	}
	return &book.Span{ID: id, Content: []book.Inline{in}, Range: in.Written()}
}

// pictureOf makes the picture of <img>.
func pictureOf(t *hypertext.Token, at source.Range) *book.Image {
	img := &book.Image{Src: strings.TrimSpace(t.Attr("src")), Alt: t.Attr("alt"), Title: t.Attr("title"), Range: at}
	for _, key := range []string{"width", "height"} {
		if v := strings.TrimSpace(t.Attr(key)); v != "" {
			img.Attrs = append(img.Attrs, book.Attr{Key: key, Value: v})
		}
	}
	return img
}

// inlines pairs tags in running text and replaces them. A tag without a partner or a meaning stays raw if that is
// allowed, and is left out otherwise.
func (m *reading) inlines(ins []book.Inline) []book.Inline {
	if !slices.ContainsFunc(ins, concerns) {
		return ins
	}
	return m.phrases(m.pair(ins), 0, len(ins))
}

// keeps reports whether tags stay in the text.
func (m *reading) keeps() bool { return m.raw && !m.print }

// concerns reports whether an inline has HTML in it.
func concerns(in book.Inline) bool {
	if _, ok := in.(*book.RawHTML); ok {
		return true
	}
	return slices.ContainsFunc(book.Children(in), concerns)
}

// tagRun are inlines with their tags and the pairs of these.
type tagRun struct {
	ins     []book.Inline
	tags    []*hypertext.Token // nil where there is no tag
	partner []int              // the index of the tag that belongs to the one here, or -1
}

// pair reads the tags of a run, one behind the other, and pairs them.
func (m *reading) pair(ins []book.Inline) *tagRun {
	r := &tagRun{ins: ins, tags: make([]*hypertext.Token, len(ins))}
	var text strings.Builder
	index := map[int]int{} // by the offset of the tag in text
	for i, in := range ins {
		raw, ok := in.(*book.RawHTML)
		if !ok {
			continue
		}
		if t := m.tags[raw]; t != nil {
			r.tags[i] = t
			continue
		}
		index[text.Len()] = i
		text.WriteString(raw.Text)
	}
	for _, t := range hypertext.Tags(text.String()) {
		i, ok := index[t.From]
		if ok && (t.Kind == hypertext.Start || t.Kind == hypertext.End) && t.To-t.From == len(ins[i].(*book.RawHTML).Text) {
			r.tags[i] = &t
		}
	}
	tokens := make([]hypertext.Token, len(ins))
	for i, t := range r.tags {
		if t != nil {
			tokens[i] = *t
		}
	}
	r.partner = hypertext.Partners(tokens)
	return r
}

// phrases replaces the tags of the inlines of a run from one index to another.
func (m *reading) phrases(r *tagRun, from, to int) []book.Inline {
	var out []book.Inline
	for i := from; i < to; i++ {
		raw, ok := r.ins[i].(*book.RawHTML)
		if !ok {
			out = append(out, m.inside(r.ins[i]))
			continue
		}
		t, end := r.tags[i], r.partner[i]
		if t == nil || end >= to || end < from {
			end = -1
		}
		if t != nil && t.Kind == hypertext.Start {
			if in, next := m.phrase(r, i, end); next > i {
				m.dressed(t, raw.Range)
				out = append(out, in...)
				i = next - 1
				continue
			}
		}
		if t != nil && r.partner[i] < 0 && !m.keeps() && comparison(r, i) {
			m.meet(foreign.NoTags, raw.Range)
			out = append(out, &book.Text{Value: raw.Text, Range: raw.Range})
			continue
		}
		left, skip := m.left(r, i, end)
		out = append(out, left...)
		if skip && end > i {
			i = end // the content is not text
		}
	}
	return out
}

// phrase makes the inline of an element of running text, and returns the index after it; for an element without a known
// meaning, that of its tag.
func (m *reading) phrase(r *tagRun, i, end int) (out []book.Inline, next int) {
	raw, t := r.ins[i].(*book.RawHTML), r.tags[i]
	form := phrases[t.Name]
	switch {
	case t.Name == "img":
		return []book.Inline{named(pictureOf(t, raw.Range), t)}, i + 1
	case t.Name == "br":
		return []book.Inline{&book.HardBreak{Range: raw.Range}}, i + 1
	case t.Name == "a" && t.Closed:
		return []book.Inline{named(anchorOf(nil, t, raw.Range), t)}, i + 1
	case form == nil && t.Name != "q" && t.Name != "ruby":
		return nil, i
	}
	if end < 0 || m.tooDeep(raw.Range) {
		return nil, i
	}
	m.depth++
	defer func() { m.depth-- }()
	switch t.Name {
	case "ruby":
		return m.ruby(r, i, end), end + 1
	case "q":
		return m.quoted(r, i, end), end + 1
	}
	content := m.phrases(r, i+1, end)
	if m.keeps() && (len(t.Attrs) > 0 || t.Name == "a") {
		return m.kept(r, i, end, content), end + 1
	}
	in := named(form(content, t, raw.Through(r.ins[end].Written())), t)
	if s, ok := in.(*book.Span); ok && s.ID == "" && len(s.Classes)+len(s.Attrs) == 0 {
		return content, end + 1
	}
	return []book.Inline{in}, end + 1
}

// kept keeps the tags of an element for the website, with their meaning for print.
func (m *reading) kept(r *tagRun, i, end int, content []book.Inline) []book.Inline {
	raw, t := r.ins[i].(*book.RawHTML), r.tags[i]
	raw.As, raw.Encloses = named(phrases[t.Name](nil, t, raw.Range), t), len(content)
	m.passes(raw.Text, func(source.Range) source.Range { return raw.Range })
	return append(append([]book.Inline{raw}, content...), r.ins[end])
}

// quoted puts the content of <q> between the quotation marks of the language.
func (m *reading) quoted(r *tagRun, i, end int) []book.Inline {
	marks := lang.Of(m.lang).Quotes
	opening, closing := marks.Open, marks.Close
	if m.quote%2 == 1 {
		opening, closing = marks.InnerOpen, marks.InnerClose
	}
	m.quote++
	content := m.phrases(r, i+1, end)
	m.quote--
	out := append([]book.Inline{&book.Text{Value: opening, Range: r.ins[i].(*book.RawHTML).Range}}, content...)
	return append(out, &book.Text{Value: closing, Range: r.ins[end].(*book.RawHTML).Range})
}

// ruby makes readings of <ruby>: base texts, each followed by its <rt>, or several <rb> by as many (HTML §4.5.10 and
// the Ruby extension). <rp> is for browsers without ruby.
func (m *reading) ruby(r *tagRun, i, end int) []book.Inline {
	var out []book.Inline
	var bases, readings [][]book.Inline
	at := r.ins[i].Written().Through(r.ins[end].Written())
	settle := func() {
		switch {
		case len(readings) == 0:
			out = append(out, slices.Concat(bases...)...)
		case len(bases) == len(readings):
			for k := range bases {
				out = append(out, &book.Ruby{Base: strings.TrimSpace(book.Plain(bases[k])), Reading: strings.TrimSpace(book.Plain(readings[k])), Range: at})
			}
		default:
			out = append(out, &book.Ruby{Base: strings.TrimSpace(book.Plain(slices.Concat(bases...))), Reading: joined(readings), Range: at})
		}
		bases, readings = nil, nil
	}
	part, from := "rb", i+1
	take := func(to int) {
		switch content := m.phrases(r, from, to); {
		case part == "rp" || strings.TrimSpace(book.Plain(content)) == "" && part != "rt":
		case part == "rt":
			readings = append(readings, content)
		default:
			if len(readings) > 0 {
				settle()
			}
			bases = append(bases, content)
		}
	}
	for k := i + 1; k < end; k++ {
		t := r.tags[k]
		if t == nil || t.Name != "rt" && t.Name != "rp" && t.Name != "rb" && t.Name != "rtc" {
			continue
		}
		take(k)
		part, from = "rb", k+1
		if t.Kind == hypertext.Start && t.Name != "rtc" {
			part = t.Name
		}
	}
	take(end)
	settle()
	return out
}

// joined are the texts of readings.
func joined(runs [][]book.Inline) string {
	var words []string
	for _, run := range runs {
		if s := strings.TrimSpace(book.Plain(run)); s != "" {
			words = append(words, s)
		}
	}
	return strings.Join(words, " ")
}

// left handles a tag, a declaration or an instruction without meaning for the book. skip means that the content up to
// its closing tag is left out, too.
func (m *reading) left(r *tagRun, i, end int) (out []book.Inline, skip bool) {
	raw, t := r.ins[i].(*book.RawHTML), r.tags[i]
	at := raw.Range
	opens := t != nil && t.Kind == hypertext.Start
	skip = opens && end >= 0
	switch {
	case t == nil && strings.HasPrefix(raw.Text, "<?"):
		m.meet(foreign.Devices, at)
	case t == nil:
		m.meet(foreign.Tags, at)
	case m.keeps() && rawhtml.Devices[t.Name]:
		m.passes(raw.Text, func(source.Range) source.Range { return raw.Range })
		return nil, skip
	case silent[t.Name]:
		if opens {
			m.meet(foreign.Devices, at)
		}
		if !m.keeps() {
			return nil, skip
		}
	case !elements[t.Name]:
		m.meet(foreign.NoTags, at)
		shown := &book.Text{Value: raw.Text, Range: raw.Range}
		if !m.keeps() {
			return []book.Inline{shown}, false
		}
		raw.As = shown
	case !opens && (r.partner[i] >= 0 || hypertext.Implied(t.Name)):
	case end < 0 && !t.Closed && !hypertext.Void(t.Name) && !hypertext.Implied(t.Name):
		m.meet(foreign.Unpaired, at)
	case dress[t.Name]:
		m.dressed(t, at)
	default:
		m.meet(foreign.Tags, at)
	}
	if m.keeps() {
		m.passes(raw.Text, func(source.Range) source.Range { return raw.Range })
		return []book.Inline{raw}, false
	}
	return nil, false
}

// comparison reports whether the tag at i is one letter between characters of a word: a<b>c is a comparison.
func comparison(r *tagRun, i int) bool {
	ins := r.ins
	if i == 0 || i+1 == len(ins) || r.tags[i].Kind != hypertext.Start || len(ins[i].(*book.RawHTML).Text) != len("<b>") {
		return false
	}
	before, ok1 := ins[i-1].(*book.Text)
	after, ok2 := ins[i+1].(*book.Text)
	if !ok1 || !ok2 || before.Value == "" || after.Value == "" {
		return false
	}
	letter := func(c byte) bool { return script.ASCIILetter(c) || script.ASCIIDigit(c) }
	return letter(before.Value[len(before.Value)-1]) && letter(after.Value[0])
}

// inside replaces tags within an inline's content.
func (m *reading) inside(in book.Inline) book.Inline {
	if run := book.Content(in); run != nil {
		*run = m.inlines(*run)
	}
	return in
}
