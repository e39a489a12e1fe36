package markup

import (
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/hypertext"
	"keben/internal/lang"
	"keben/internal/manuscript/foreign"
	"keben/internal/manuscript/prose"
	"keben/internal/script"
	"keben/internal/source"
)

// blocks replaces the HTML in blocks. Open elements are on a stack, because a <details> may begin in one block of HTML
// and end in another, with Markdown between.
func (m *reading) blocks(bs []book.Block) []book.Block {
	if m.raw {
		return m.rawBlocks(bs)
	}
	s := m.builder()
	var table *book.Table // of HTML, to which the paragraph to come may belong
	for _, b := range bs {
		if n, ok := b.(*book.HTMLBlock); ok {
			s.html(n)
			s.flush()
			table = s.lastTable()
			continue
		}
		m.within(b)
		if table == nil || !below(table, b) {
			s.add(b)
			table = nil
		}
	}
	return s.end()
}

// lastTable is the table that has ended last, if nothing follows it.
func (s *builder) lastTable() *book.Table {
	bs := s.top().blocks
	if len(bs) == 0 {
		return nil
	}
	t, _ := bs[len(bs)-1].(*book.Table)
	return t
}

// below adds a paragraph of Markdown to the table before it if it is a note or the source line of the table. It reports
// whether it is.
func below(t *book.Table, b book.Block) bool {
	p, ok := b.(*book.Paragraph)
	if !ok || p.Explicit {
		return false
	}
	switch line := []byte(book.Plain(p.Content)); {
	case len(t.Source) == 0 && prose.StartsSource(line):
		t.Source = p.Content
	case prose.StartsNote(line):
		t.Notes = append(t.Notes, p.Content)
	default:
		return false
	}
	return true
}

// within replaces the HTML inside a block.
func (m *reading) within(b book.Block) {
	for _, p := range book.Inside(b) {
		switch {
		case p.Run != nil:
			*p.Run = m.inlines(*p.Run)
		case p.Blocks != nil:
			*p.Blocks = m.blocks(*p.Blocks)
		default:
			m.within(p.Item)
		}
	}
}

// builder makes blocks out of HTML.
type builder struct {
	*reading
	frames []*open

	line  []book.Inline // running text not yet in a block
	at    source.Range  // of line
	edge  script.Edge   // the end of line
	ended bool          // a line end of the source follows
	id    string        // of <p id>, for the next block

	n       *book.HTMLBlock
	typed   *source.Map
	skipped map[string]int // elements by name that are nested too deep and ignored
	strays  []stray        // of raw HTML: end tags whose elements began in another block, or nowhere
}

func (m *reading) builder() *builder {
	return &builder{reading: m, frames: []*open{{}}, skipped: map[string]int{}}
}

// open is an open element.
type open struct {
	name    string
	head    book.Head
	tag     source.Range
	title   []book.Inline // of <details>, <figure>
	blocks  []book.Block
	table   *htmlTable           // of <table>
	list    *book.List           // of <ul> and <ol>
	entries *book.DefinitionList // of <dl>
	task    book.Task            // of <li>
}

func (s *builder) top() *open { return s.frames[len(s.frames)-1] }

func (s *builder) add(b book.Block) {
	s.flush()
	s.put(b)
}

func (s *builder) put(bs ...book.Block) { s.top().blocks = append(s.top().blocks, bs...) }

// end closes the open elements.
func (s *builder) end() []book.Block {
	s.flush()
	for len(s.frames) > 1 {
		if f := s.top(); !hypertext.Implied(f.name) {
			s.meet(foreign.Unpaired, f.tag)
		}
		s.pop()
	}
	return s.frames[0].blocks
}

// written is the place in the file of a range of the block of HTML.
func (s *builder) written(r source.Range) source.Range {
	if s.typed == nil {
		return s.n.Range
	}
	return s.typed.Range(r)
}

// place is the place of a token.
func (s *builder) place(t *hypertext.Token) source.Range { return s.written(source.Span(t.From, t.To)) }

func (s *builder) head(t *hypertext.Token) book.Head {
	h := book.Head{Lang: s.n.Lang, Range: s.place(t), ID: t.Attr("id")}
	h.Explicit = h.ID != ""
	return h
}

// flush ends a paragraph. A paragraph of one picture is a figure.
func (s *builder) flush() {
	s.print = true
	line := trimmed(s.inlines(s.line))
	s.print = false
	s.line, s.edge, s.ended = nil, script.Edge{}, false
	if len(line) == 0 {
		return
	}
	head := book.Head{Range: s.at, ID: s.id, Explicit: s.id != ""}
	if s.n != nil {
		head.Lang = s.n.Lang
	}
	s.id = ""
	if img, ok := line[0].(*book.Image); ok && len(line) == 1 {
		f := &book.Figure{Head: head, Src: img.Src, Alt: img.Alt}
		f.Attrs = img.Attrs
		if img.Title != "" {
			f.Attrs = append(f.Attrs, book.Attr{Key: "title", Value: img.Title})
		}
		s.put(f)
		return
	}
	s.put(&book.Paragraph{Head: head, Content: line})
}

// trimmed removes white space from both ends of a line.
func trimmed(ins []book.Inline) []book.Inline {
	blank := func(in book.Inline, cut func(string) string) bool {
		switch n := in.(type) {
		case *book.Text:
			n.Value = cut(n.Value)
			return n.Value == ""
		case *book.HardBreak:
			return true
		}
		return false
	}
	left := func(s string) string { return strings.TrimLeft(s, " ") }
	right := func(s string) string { return strings.TrimRight(s, " ") }
	for len(ins) > 0 && blank(ins[0], left) {
		ins = ins[1:]
	}
	for len(ins) > 0 && blank(ins[len(ins)-1], right) {
		ins = ins[:len(ins)-1]
	}
	return ins
}

// html takes the tokens of a block of HTML one by one.
func (s *builder) html(n *book.HTMLBlock) {
	s.n, s.typed = n, s.reading.typed[n]
	tokens := hypertext.Tokens(n.Text)
	partner := hypertext.Partners(tokens)
	for i := 0; i < len(tokens); i++ {
		t := &tokens[i]
		switch t.Kind {
		case hypertext.Text:
			if t.Broken {
				s.meet(foreign.Cut, s.place(t))
			}
			s.text(t.Value, t)
		case hypertext.Declaration:
			s.meet(foreign.Tags, s.place(t))
		case hypertext.Instruction:
			s.meet(foreign.Devices, s.place(t))
		case hypertext.Start:
			switch {
			case !elements[t.Name]:
				s.unknown(t)
			case s.checkBox(t):
			case silent[t.Name]:
				s.meet(foreign.Devices, s.place(t))
				i = max(i, partner[i])
			case preformatted[t.Name] && partner[i] > i:
				s.program(tokens[i:partner[i]])
				i = partner[i]
			default:
				s.start(t, partner[i] > i)
			}
		case hypertext.End:
			switch {
			case !elements[t.Name]:
				s.unknown(t)
			case silent[t.Name]:
			default:
				s.close(t, partner[i] >= 0)
			}
		}
	}
}

// unknown keeps as text what only looks like a tag.
func (s *builder) unknown(t *hypertext.Token) {
	s.meet(foreign.NoTags, s.place(t))
	s.text(s.n.Text[t.From:t.To], t)
}

// text takes running text: white space is one space, and a line end is a space or nothing by the rules of the language.
func (s *builder) text(v string, t *hypertext.Token) {
	const white = " \t\r\n\f"
	chinese := lang.Of(s.n.Lang).Script.Han()
	typed := s.n.Text[t.From:t.To]
	from, to := t.To-len(strings.TrimLeft(typed, white)), t.From+len(strings.TrimRight(typed, white))
	var b strings.Builder
	for at := 0; at < len(v); {
		word := strings.IndexAny(v[at:], white)
		if word < 0 {
			word = len(v) - at
		}
		if word > 0 {
			if s.ended && script.Spaced(s.edge, script.Head(near(v[at:])), chinese) {
				b.WriteByte(' ')
				s.edge = script.Edge{Facing: ' '}
			}
			s.ended = false
			b.WriteString(v[at : at+word])
			s.edge = script.Tail(v[at:at+word], s.edge)
			at += word
			continue
		}
		n := len(v[at:]) - len(strings.TrimLeft(v[at:], white))
		gap := v[at : at+n]
		at += n
		switch {
		case b.Len() == 0 && len(s.line) == 0: // before the text
		case strings.Contains(gap, "\n"):
			s.ended = s.edge.Facing != ' '
		case !s.ended && s.edge.Facing != ' ':
			b.WriteByte(' ')
			s.edge = script.Edge{Facing: ' '}
		}
	}
	if b.Len() > 0 {
		at := s.written(source.Span(from, max(from, to)))
		s.append(&book.Text{Value: b.String(), Range: at}, at)
	}
}

// near is the beginning of a text, as far as a line end needs it. It is bounded, because a row of shared marks may be
// long.
func near(s string) string {
	const most = 120
	return strings.ToValidUTF8(s[:min(len(s), most)], "") // the last character may be cut in two
}

// append adds to the running text.
func (s *builder) append(in book.Inline, at source.Range) {
	if len(s.line) == 0 {
		s.at = at
	}
	s.at = s.at.Through(at)
	s.line = append(s.line, in)
}

// show adds an inline without text, such as a picture.
func (s *builder) show(in book.Inline, at source.Range) {
	if s.ended && len(s.line) > 0 {
		s.append(&book.Text{Value: " ", Range: at}, at)
	}
	s.ended, s.edge = false, script.Edge{}
	s.append(in, at)
}

// preformatted are elements whose text is kept as typed.
var preformatted = names("pre listing xmp")

// program takes the text of <pre>, of which tokens[0] is the tag.
func (s *builder) program(tokens []hypertext.Token) {
	code := &book.CodeBlock{Head: s.head(&tokens[0])}
	var b strings.Builder
	for i := range tokens {
		t := &tokens[i]
		switch {
		case t.Kind == hypertext.Text:
			b.WriteString(t.Value)
		case t.Kind == hypertext.Start && t.Name == "br":
			b.WriteString("\n")
		case t.Kind == hypertext.Start && (t.Name == "code" || i == 0):
			for class := range strings.FieldsSeq(t.Attr("class")) {
				if name, ok := strings.CutPrefix(class, "language-"); ok {
					code.Language, code.Info = name, name
				}
			}
		case t.Kind == hypertext.Start && elements[t.Name]:
			s.meet(foreign.Tags, s.place(t))
		case t.Kind == hypertext.Start || t.Kind == hypertext.End && !elements[t.Name]:
			b.WriteString(s.n.Text[t.From:t.To])
		}
	}
	if body := strings.Trim(b.String(), "\r\n"); body != "" {
		code.Text = body + "\n"
		s.add(code)
	}
}

// checkBox takes the box of a task before the text of an item.
func (s *builder) checkBox(t *hypertext.Token) bool {
	f := s.top()
	if t.Name != "input" || !strings.EqualFold(t.Attr("type"), "checkbox") || f.name != "li" || len(f.blocks)+len(s.line) > 0 {
		return false
	}
	f.task = book.TaskOpen
	for _, a := range t.Attrs {
		if a.Name == "checked" {
			f.task = book.TaskDone
		}
	}
	return true
}

// otherInlines are the other elements of running text, besides phrases. All elements that are in neither begin or end a
// paragraph.
var otherInlines = names("bdi bdo big blink br data font img label map meter nobr output progress q rb rp rt rtc ruby textarea time wbr legend")

// inLine reports whether an element is part of running text.
func inLine(name string) bool { return phrases[name] != nil || otherInlines[name] }

// framed are the elements that make a block, or a part of one, with their possible parents; nil means any.
var framed = map[string]map[string]bool{
	"details": nil, "blockquote": nil, "table": nil, "h1": nil, "h2": nil, "h3": nil, "h4": nil, "h5": nil, "h6": nil,
	"ul": nil, "ol": nil, "menu": nil, "dl": nil, "figure": nil,
	"summary": names("details"), "caption": names("table"), "figcaption": names("figure"),
	"li": names("ul ol menu"), "dt": names("dl"), "dd": names("dl"), "td": names("table"), "th": names("table"),
}

// plainBlocks are elements that only end a paragraph.
var plainBlocks = names("p div picture tr thead tbody tfoot center figure figcaption html body article section main header footer col colgroup source")

// start takes a start tag. paired means that its end tag is in the same block.
func (s *builder) start(t *hypertext.Token, paired bool) {
	at := s.place(t)
	switch {
	case t.Name == "img":
		s.dressed(t, at)
		s.show(named(pictureOf(t, at), t), at)
		return
	case t.Name == "br":
		s.ended, s.edge = false, script.Edge{Facing: ' '}
		s.append(&book.HardBreak{Range: at}, at)
		return
	case inLine(t.Name):
		raw := &book.RawHTML{Text: s.n.Text[t.From:t.To], Range: at}
		s.tags[raw] = t
		s.append(raw, at)
		return
	}
	s.endImplied(t.Name)
	in, isFrame := framed[t.Name]
	cell := t.Name == "td" || t.Name == "th"
	switch {
	case t.Name == "hr":
		s.add(&book.ThematicBreak{Head: s.head(t)})
	case isFrame && (in == nil || in[s.top().name]):
		if s.tooDeep(at) {
			s.flush()
			s.skipped[t.Name]++
			return
		}
		s.push(t)
	case s.top().table != nil && (t.Name == "tr" || t.Name == "thead" || t.Name == "tbody" || t.Name == "tfoot"):
		s.flush()
		if t.Name == "tr" {
			s.top().table.row()
		} else {
			s.top().table.part(t.Name)
		}
	case s.top().table != nil && t.Name == "col":
		s.flush()
		s.top().table.column(t)
	default:
		s.flush()
		if id := t.Attr("id"); id != "" {
			s.id = id
		}
		if !plainBlocks[t.Name] && !dress[t.Name] {
			s.meet(foreign.Tags, at)
		}
	}
	if !cell || alignOf(t) == book.AlignDefault {
		s.dressed(t, at)
	}
	if preformatted[t.Name] && !paired {
		s.meet(foreign.Unpaired, at)
	}
}

// push begins an element.
func (s *builder) push(t *hypertext.Token) {
	s.flush()
	f := &open{name: t.Name, head: s.head(t), tag: s.place(t)}
	switch t.Name {
	case "table":
		f.table = &htmlTable{table: &book.Table{Head: f.head}}
	case "td", "th":
		s.top().table.cell(t, f.head.Range)
	case "ul", "menu":
		f.list = &book.List{Head: f.head, Tight: true, Delim: '-'}
	case "ol":
		f.list = &book.List{Head: f.head, Tight: true, Delim: '.', Ordered: true, Start: 1}
		if n, err := strconv.Atoi(t.Attr("start")); err == nil && n >= 0 && n <= 999_999_999 {
			f.list.Start = n
		}
	case "dl":
		f.entries = &book.DefinitionList{Head: f.head}
	}
	s.depth++
	s.frames = append(s.frames, f)
}

// ends are the open elements that a start tag ends (HTML §13.1.2.4), up to the element that bounds them.
var ends = map[string]struct{ what, within map[string]bool }{
	"li": {names("li"), names("ul ol menu")},
	"dt": {names("dt dd"), names("dl")}, "dd": {names("dt dd"), names("dl")},
	"td": {names("td th caption"), names("table")}, "th": {names("td th caption"), names("table")}, "tr": {names("td th caption"), names("table")},
	"thead": {names("td th caption"), names("table")}, "tbody": {names("td th caption"), names("table")}, "tfoot": {names("td th caption"), names("table")},
}

// endImplied ends the elements that a start tag ends.
func (s *builder) endImplied(name string) {
	e, ok := ends[name]
	if !ok {
		return
	}
	for i := len(s.frames) - 1; i > 0 && !e.within[s.frames[i].name]; i-- {
		if e.what[s.frames[i].name] {
			s.closeTo(i)
			return
		}
	}
}

// close takes an end tag. paired means that its start tag is in the same block.
func (s *builder) close(t *hypertext.Token, paired bool) {
	at := s.place(t)
	switch {
	case t.Name == "br": // </br> is <br> (HTML §13.2.6.4.7)
		s.append(&book.HardBreak{Range: at}, at)
		return
	case inLine(t.Name):
		raw := &book.RawHTML{Text: s.n.Text[t.From:t.To], Range: at}
		s.tags[raw] = t
		s.append(raw, at)
		return
	case s.skipped[t.Name] > 0:
		s.flush()
		s.skipped[t.Name]--
		return
	}
	s.flush()
	switch t.Name {
	case "tr", "thead", "tbody", "tfoot":
		s.endImplied("tr")
		if f := s.top(); f.table != nil {
			f.table.end(t.Name)
		}
		return
	}
	bound := ends[t.Name].within
	if _, isFrame := framed[t.Name]; isFrame {
		for i := len(s.frames) - 1; i > 0 && !bound[s.frames[i].name]; i-- {
			if s.frames[i].name == t.Name {
				s.closeTo(i)
				return
			}
		}
	}
	switch {
	case s.raw && hollow[t.Name]:
		s.strays = append(s.strays, stray{t.Name, at})
	case !paired && !plainBlocks[t.Name] && !hypertext.Implied(t.Name):
		s.meet(foreign.Unpaired, at)
	}
}

// closeTo ends the element at an index of the stack, and those inside it. A missing end tag of the latter is reported.
func (s *builder) closeTo(at int) {
	for len(s.frames) > at {
		if f := s.top(); len(s.frames) > at+1 && !hypertext.Implied(f.name) {
			s.meet(foreign.Unpaired, f.tag)
		}
		s.pop()
	}
}

// pop ends the innermost element.
func (s *builder) pop() {
	s.flush()
	f := s.top()
	s.frames = s.frames[:len(s.frames)-1]
	s.depth--
	s.done(f, s.top())
}
