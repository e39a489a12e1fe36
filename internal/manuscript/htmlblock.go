package manuscript

import (
	"html"
	"regexp"
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/source"
)

// blocks replaces the HTML in blocks. A <details> may begin in one block of HTML and end in another, with
// Markdown between: so what is open is kept on a stack.
func (m *markup) blocks(bs []book.Block) []book.Block {
	s := &builder{markup: m, frames: []*open{{}}}
	for _, b := range bs {
		n, ok := b.(*book.HTMLBlock)
		if !ok {
			m.within(b)
			s.add(b)
			continue
		}
		if m.raw {
			m.passes(n.Text, n.Range)
			s.add(b)
			continue
		}
		s.html(n)
		s.flush()
	}
	for len(s.frames) > 1 {
		s.close("")
	}
	return s.frames[0].blocks
}

// within replaces the HTML inside a block.
func (m *markup) within(b book.Block) {
	switch n := b.(type) {
	case *book.Heading:
		n.Content = m.inlines(n.Content)
	case *book.Paragraph:
		n.Content = m.inlines(n.Content)
	case *book.List:
		for _, it := range n.Items {
			it.Blocks = m.blocks(it.Blocks)
		}
	case *book.Quote:
		n.Blocks = m.blocks(n.Blocks)
	case *book.Callout:
		n.Title, n.Blocks = m.inlines(n.Title), m.blocks(n.Blocks)
	case *book.Div:
		n.Blocks = m.blocks(n.Blocks)
	case *book.Table:
		n.Caption, n.Source = m.inlines(n.Caption), m.inlines(n.Source)
		for c := range n.Cells() {
			c.Content, c.Blocks = m.inlines(c.Content), m.blocks(c.Blocks)
		}
		for i := range n.Notes {
			n.Notes[i] = m.inlines(n.Notes[i])
		}
	case *book.Figure:
		n.Caption, n.Source = m.inlines(n.Caption), m.inlines(n.Source)
	case *book.DefinitionList:
		for _, d := range n.Items {
			for i := range d.Terms {
				d.Terms[i] = m.inlines(d.Terms[i])
			}
			for i := range d.Bodies {
				d.Bodies[i] = m.blocks(d.Bodies[i])
			}
		}
	}
}

// open is an element that has begun.
type open struct {
	name   string
	head   book.Head
	title  []book.Inline // of <details>
	blocks []book.Block
	table  *tableRows // of <table>
	level  int        // of <h1> to <h6>
}

// builder makes blocks out of HTML.
type builder struct {
	*markup
	frames []*open
	line   []book.Inline // running text not yet in a block
	head   book.Head

	skipped map[string]int // elements by name that have begun too deep
}

func (s *builder) top() *open { return s.frames[len(s.frames)-1] }

func (s *builder) add(b book.Block) {
	s.flush()
	s.put(b)
}

// put appends a block to the cell that is open, or to what the element holds.
func (s *builder) put(b book.Block) {
	f := s.top()
	if f.table != nil {
		if c := f.table.open(); c != nil {
			c.Blocks = append(c.Blocks, b)
			return
		}
		if p, ok := b.(*book.Paragraph); ok && len(f.table.table.Groups) == 0 {
			f.table.table.Caption = append(f.table.table.Caption, p.Content...) // no tag ends it
			return
		}
	}
	f.blocks = append(f.blocks, b)
}

// flush ends a paragraph. A paragraph of one picture is a figure.
func (s *builder) flush() {
	line := trimmed(s.inlines(s.line))
	s.line = nil
	if len(line) == 0 {
		return
	}
	t := s.top().table
	if img, ok := line[0].(*book.Image); ok && len(line) == 1 && (t == nil || t.open() == nil) {
		f := &book.Figure{Head: s.head, Src: img.Src, Alt: img.Alt}
		f.Attrs = img.Attrs
		if img.Title != "" {
			f.Attrs = append(f.Attrs, book.Attr{Key: "title", Value: img.Title})
		}
		s.put(f)
		return
	}
	s.put(&book.Paragraph{Head: s.head, Content: line})
}

// trimmed takes the white from both ends of a line.
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

// htmlParts are tags, comments, declarations and processing instructions.
const htmlParts = `(?s)<!--.*?-->|<![^>]*>|<\?.*?\?>|</?[A-Za-z][A-Za-z0-9-]*(?:[^>"']|"[^"]*"|'[^']*')*>`

var htmlWhite = regexp.MustCompile(`[ \t\r\n]+`)

// html takes the parts of a block of HTML one by one.
func (s *builder) html(n *book.HTMLBlock) {
	s.head = book.Head{Lang: n.Lang, Range: n.Range}
	text, at := n.Text, 0
	scan := newPartScanner(text)
	counted := false
	for at < len(text) {
		from, to, ok := scan.next(at)
		if !ok {
			s.text(text[at:], n.Range)
			return
		}
		s.text(text[at:from], n.Range)
		part := text[from:to]
		at = to
		t, ok := parseTag(part, n.Range)
		switch {
		case !ok: // a comment or a declaration
		case !elements[t.name]:
			s.none = append(s.none, n.Range)
			s.text(part, n.Range)
		case silent[t.name] || t.name == "pre":
			if t.closing {
				continue
			}
			body := ""
			if end := scan.closer(t.name, at); end >= 0 {
				body, at = text[at:end], end
			}
			if t.name == "pre" {
				s.program(body)
			} else {
				s.lost = append(s.lost, n.Range)
			}
		default:
			if !s.tag(t) && !counted {
				counted = true
				s.kept = append(s.kept, n.Range)
			}
		}
	}
}

// text takes running text: white is one space.
func (s *builder) text(v string, pos source.Range) {
	if v = html.UnescapeString(htmlWhite.ReplaceAllString(v, " ")); v == "" || v == " " && len(s.line) == 0 {
		return
	}
	s.line = append(s.line, &book.Text{Value: v, Range: pos})
}

func (s *builder) program(body string) {
	body = strings.Trim(html.UnescapeString(withoutParts(body)), "\r\n")
	if body != "" {
		s.add(&book.CodeBlock{Head: s.head, Text: body + "\n"})
	}
}

// tag takes a tag. It reports whether the tag means something here.
func (s *builder) tag(t tag) bool {
	if t.name == "img" {
		s.line = append(s.line, t.picture())
		return true
	}
	if _, ok := inlineTags[t.name]; ok {
		mark := "<" + t.name + t.attrs + ">"
		if t.closing {
			mark = "</" + t.name + ">"
		}
		s.line = append(s.line, &book.RawHTML{Text: mark, Range: t.pos})
		return true
	}
	switch t.name {
	case "br":
		s.line = append(s.line, &book.HardBreak{})
	case "hr":
		s.add(&book.ThematicBreak{Head: s.head})
	case "summary", "caption":
		s.named(t)
	case "details", "blockquote", "table", "h1", "h2", "h3", "h4", "h5", "h6":
		s.flush()
		if t.closing {
			if s.skipped[t.name] > 0 {
				s.skipped[t.name]--
				return true
			}
			s.close(t.name)
			return true
		}
		if s.tooDeep(t.pos) {
			if s.skipped == nil {
				s.skipped = map[string]int{}
			}
			s.skipped[t.name]++
			return true
		}
		s.depth++
		f := &open{name: t.name, head: s.head}
		if t.name == "table" {
			f.table = &tableRows{table: &book.Table{Head: s.head}}
		}
		if len(t.name) == 2 {
			f.level, _ = strconv.Atoi(t.name[1:])
		}
		s.frames = append(s.frames, f)
	case "tr", "td", "th", "thead", "tbody", "tfoot", "col", "colgroup":
		s.cell(t)
	case "p", "div", "center", "figure", "picture", "section", "article", "li", "ul", "ol", "dl", "dt", "dd", "figcaption", "header", "footer", "main":
		s.flush()
		return t.name == "p" || t.name == "center" || t.name == "div" || t.name == "figure" || t.name == "picture"
	default:
		return t.closing
	}
	return true
}

// named takes the title of <details> or <table>.
func (s *builder) named(t tag) {
	if !t.closing {
		s.flush()
		return
	}
	line := trimmed(s.inlines(s.line))
	s.line = nil
	switch f := s.top(); {
	case f.name == "details":
		f.title = line
	case f.table != nil:
		f.table.table.Caption = line
	default:
		s.line = line
		s.flush()
	}
}

// cell takes the tags of a table's groups, rows and cells.
func (s *builder) cell(t tag) {
	s.flush()
	f := s.top()
	switch {
	case f.table == nil:
	case t.closing:
		f.table.end(t.name)
	default:
		f.table.begin(t.name, t.value, s.head.Range)
	}
}

// close ends the innermost element of a name, and those in it; "" is the innermost of any.
func (s *builder) close(name string) {
	at := len(s.frames) - 1
	for at > 0 && name != "" && s.frames[at].name != name {
		at--
	}
	if at == 0 {
		return
	}
	for len(s.frames) > at {
		s.flush()
		f := s.top()
		s.frames = s.frames[:len(s.frames)-1]
		s.depth--
		for _, b := range s.done(f) {
			s.put(b)
		}
	}
}

// done makes the blocks of an element that has ended.
func (s *builder) done(f *open) []book.Block {
	switch {
	case f.name == "details":
		f.head.Classes = []string{"details"}
		return []book.Block{&book.Callout{Head: f.head, Kind: "note", Title: f.title, Blocks: f.blocks}}
	case f.name == "blockquote":
		return []book.Block{&book.Quote{Head: f.head, Blocks: f.blocks}}
	case f.table != nil:
		return append(s.formed(f.table.table), f.blocks...) // what stood between rows stands after the table
	case f.level > 0 && len(f.blocks) > 0:
		if p, ok := f.blocks[0].(*book.Paragraph); ok {
			f.blocks[0] = &book.Heading{Head: f.head, Level: f.level, Content: p.Content}
		}
	}
	return f.blocks
}
