package mmark

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"keben/internal/book"
	"keben/internal/manuscript/prose"

	"github.com/gomarkdown/markdown/ast"
)

// matterMark is called for {frontmatter}, {mainmatter} and {backmatter} where they divide the text: with
// the offset of the mark and the blocks before it.
type matterMark func(m book.Matter, at int, before []book.Block)

// head is the common part of a block that begins at an offset.
func (r *reader) head(at int) book.Head {
	pos := r.Place(at)
	r.offsets[pos] = at
	return book.Head{Lang: r.Lang, Range: pos}
}

// blocks lowers siblings. Captions and source lines beside a table, figure or quotation are taken by it.
func (r *reader) blocks(nodes []ast.Node, mark matterMark) []book.Block {
	var out []book.Block
	for i := 0; i < len(nodes); {
		if m, ok := nodes[i].(*ast.DocumentMatter); ok && mark != nil {
			r.enter(m)
			at, _ := r.trace.find([]byte(matterWords[m.Matter]), toLineEnd)
			mark(matters[m.Matter], at, out)
			i++
			continue
		}
		var took int
		out, took = r.block(out, nodes[i:])
		i += max(took, 1)
	}
	return out
}

var (
	matters = map[ast.DocumentMatters]book.Matter{
		ast.DocumentMatterFront: book.Front, ast.DocumentMatterMain: book.Main, ast.DocumentMatterBack: book.Back,
	}
	matterWords = map[ast.DocumentMatters]string{
		ast.DocumentMatterFront: "{frontmatter}", ast.DocumentMatterMain: "{mainmatter}", ast.DocumentMatterBack: "{backmatter}",
	}
)

// block appends what the first of the nodes becomes, and returns how many of them it took.
func (r *reader) block(out []book.Block, nodes []ast.Node) ([]book.Block, int) {
	r.enter(nodes[0])
	before := len(out)
	out, took := r.lower(out, nodes)
	for _, b := range out[before:] {
		r.end(b)
	}
	return out, took
}

// note reads the definition of a note, which ends with the last text that was found.
func (r *reader) note(n *noteText) {
	r.trace.at = max(r.trace.at, n.at)
	k := len(r.Notes)
	r.Note(n.label, n.at, n.at+len(n.label)+len("[^]"), func() []book.Block { return r.blocks(n.Children, nil) })
	r.Notes[k].Range = r.Notes[k].Range.Through(r.Range(n.at, r.found(n.at)))
}

// found is the offset after the last text that was found, without the blanks at its end, and at least from.
func (r *reader) found(from int) int {
	return from + len(bytes.TrimRight(r.input.text[from:max(r.trace.at, from)], blanks))
}

// end lets a block end with the last text that was found.
func (r *reader) end(b book.Block) {
	h := b.Common()
	at, ok := r.offsets[h.Range]
	if !ok {
		return
	}
	to := r.found(at)
	if to <= at {
		return
	}
	h.Range = r.Range(at, to)
	if p, ok := b.(*book.Paragraph); ok && len(p.Content) > 0 {
		h.Range = h.Range.Through(p.Content[len(p.Content)-1].Written()) // a blank of other alphabets may end it
	}
	r.offsets[h.Range] = at
}

func (r *reader) lower(out []book.Block, nodes []ast.Node) ([]book.Block, int) {
	switch n := nodes[0].(type) {
	case *kept:
		return append(out, r.asTyped(n)), 1
	case *ast.Paragraph:
		return r.paragraph(out, n, nodes[1:])
	case *ast.Heading:
		return append(out, r.heading(n)), 1
	case *ast.List:
		if n.ListFlags&ast.ListTypeDefinition != 0 {
			return append(out, r.definitions(n)), 1
		}
		return append(out, r.list(n)), 1
	case *ast.BlockQuote:
		b, took := r.quote(n, nodes[1:])
		return append(out, b), took
	case *ast.Aside:
		return append(out, r.aside(n)), 1
	case *ast.Table, *ast.CaptionFigure:
		b, took := r.captioned(n, nodes[1:])
		return append(out, b...), took
	case *code:
		return r.listing(out, r.fencedCode(n), nodes[1:])
	case *ast.CodeBlock:
		return append(out, r.codeBlock(n)), 1
	case *ast.HorizontalRule:
		at, _ := r.trace.find(n.Literal, toLineEnd)
		return append(out, &book.ThematicBreak{Head: r.attributes(r.head(at), n.Attribute)}), 1
	case *ast.HTMLBlock:
		return r.html(out, n), 1
	case *ast.MathBlock:
		return append(out, r.mathsBlock(n)), 1
	case *ast.DocumentMatter:
		at, _ := r.trace.find([]byte(matterWords[n.Matter]), toLineEnd)
		return append(out, &book.Paragraph{Head: r.head(at), Content: prose.Literal(matterWords[n.Matter], r.Range(at, at+len(matterWords[n.Matter])))}), 1
	case *noteText:
		r.note(n)
		return out, 1
	case *dropped:
		return out, 1
	}
	// No parser makes another block; should one, its text is kept.
	return append(out, r.blocks(nodes[0].GetChildren(), nil)...), 1
}

// attributes gives a block the attributes in braces before it. gomarkdown has lost the order of keys.
func (r *reader) attributes(h book.Head, a *ast.Attribute) book.Head {
	if a == nil {
		return h
	}
	list := &prose.Attributes{ID: string(a.ID)}
	for _, c := range a.Classes {
		list.Classes = append(list.Classes, string(c))
	}
	for key, value := range a.Attrs {
		list.Pairs = append(list.Pairs, book.Attr{Key: key, Value: string(value)})
	}
	slices.SortFunc(list.Pairs, func(a, b book.Attr) int { return cmp.Compare(a.Key, b.Key) })
	r.Resolve(list).Set(&h)
	return h
}

func (r *reader) heading(n *ast.Heading) book.Block {
	content, attrs := cutAttributes(n.Content)
	place := r.trace.locate(content, toMarkup)
	at := place.start()
	lines := 2 // the second is that of = or - below it
	if mark := r.trace.lastMark(at, func(m []byte) bool { return m[0] == '#' || m[0] == '.' }); mark >= 0 {
		at, lines = mark, 1
	}
	h := &book.Heading{Head: r.attributes(r.head(at), n.Attribute), Level: n.Level}
	h.Content = r.inlines(place)
	r.trace.skipLines(lines) // the signs that close it and its attributes are its own
	if n.HeadingID != "" {
		list, length := prose.ParseAttributes([]byte("{#" + n.HeadingID + "}"))
		if length == 0 {
			list = &prose.Attributes{ID: n.HeadingID}
		}
		r.Resolve(list).Set(&h.Head)
	}
	r.Resolve(attrs).Set(&h.Head)
	if n.IsSpecial { // .# Abstract, .# Preface
		h.Classes = append(h.Classes, "special")
	}
	h.Unnumbered = n.IsSpecial || h.Class("unnumbered")
	return h
}

// cutAttributes takes the attribute list from the end of a title or caption.
func cutAttributes(content []byte) ([]byte, *prose.Attributes) {
	s := bytes.TrimRight(content, " \t\n")
	if len(s) == 0 || s[len(s)-1] != '}' {
		return content, nil
	}
	from := max(len(s)-prose.MaxAhead, 0)
	open := bytes.LastIndexByte(s[from:], '{') + from
	if open < from {
		return content, nil
	}
	attrs, n := prose.ParseAttributes(s[open:])
	if n == 0 || open+n != len(s) {
		return content, nil
	}
	return bytes.TrimRight(s[:open], " \t"), attrs
}

// paragraph lowers a paragraph, which may turn out to be a figure, an insert, or the caption of the table
// after it.
func (r *reader) paragraph(out []book.Block, n *ast.Paragraph, after []ast.Node) ([]book.Block, int) {
	if isCaption(n) && len(after) > 0 {
		if _, ok := after[0].(*ast.Table); ok {
			c := r.caption(n)
			r.enter(after[0])
			b, took := r.table(after[0].(*ast.Table), func() *captionText { return c }, after[1:])
			return append(out, b), took + 1
		}
	}
	if blank(n.Content) {
		return out, 1
	}
	content := bytes.TrimLeft(n.Content, " \t\n") // that of an item may begin below its mark
	place := r.trace.locate(content, toLineEnd)
	r.checkItems(place)
	head := r.attributes(r.head(place.start()), n.Attribute)
	nodes := r.parse(content)
	if img, attrs := onlyImage(nodes); img != nil {
		return r.figure(out, figureParts{img, attrs, place, head}, after)
	}
	in := r.inliner(place)
	in.Split = true
	in.children(nodes)
	p := &book.Paragraph{Head: head, Content: in.End(false)}
	if len(p.Content) == 0 {
		return out, 1 // of comments only
	}
	if !r.HasBlocks() {
		return append(out, p), 1
	}
	took := 0
	out = append(out, r.Cut(p, func(b book.Block) { took = r.furnish(b, after) })...)
	return out, 1 + took
}

// checkItems reports the first line of a paragraph that other notations take for a list's.
func (r *reader) checkItems(place *stretch) {
	for i, from := range place.lines {
		line := place.content[from:]
		if i > 0 && len(line) > 1 && (line[0] == '-' || line[0] == '*' || line[0] == '+') && line[1] == ' ' {
			r.report(listInText, place.places[i])
			return
		}
	}
}

// list lowers a list. The number it starts with and the kind of its marks are read from the source:
// gomarkdown gives 0 the meaning of 1.
func (r *reader) list(n *ast.List) book.Block {
	list := &book.List{Ordered: n.ListFlags&ast.ListTypeOrdered != 0, Tight: n.Tight, Delim: n.Delimiter, Start: n.Start}
	begin := r.trace.at
	for i, c := range n.Children {
		item, ok := c.(*ast.ListItem)
		if !ok {
			continue
		}
		it, mark := r.item(item)
		if i == 0 {
			begin = mark.at
			if list.Ordered {
				list.Start = max(n.Start, 1)
				if digits, err := strconv.Atoi(mark.number); err == nil {
					list.Start = digits
				}
				list.Delim = item.Delimiter
			} else {
				list.Start, list.Delim = 0, item.BulletChar
			}
		}
		list.Items = append(list.Items, it)
	}
	list.Head = r.attributes(r.head(begin), n.Attribute)
	return list
}

// itemMark is where an item begins and the number it is typed with.
type itemMark struct {
	at     int
	number string
}

func (r *reader) item(n *ast.ListItem) (*book.Item, itemMark) {
	item := &book.Item{}
	if p, ok := ast.GetFirstChild(n).(*ast.Paragraph); ok {
		if done, ok := taskBox(p.Content); ok {
			item.Task = book.TaskOpen
			if done {
				item.Task = book.TaskDone
			}
			p.Content = p.Content[4:]
		}
	}
	var at int
	item.Blocks, at = r.within(n.Children)
	if item.Task != book.NoTask && len(item.Blocks) > 0 {
		if box := at - len("[ ] "); box >= 0 && r.input.text[box] == '[' { // the box is part of the paragraph
			at = box
			h := item.Blocks[0].Common()
			h.Range = r.Place(at).Through(h.Range)
			r.offsets[h.Range] = at
		}
	}
	mark := itemMark{at: at}
	if from := r.trace.lastMark(at, listMark); from >= 0 {
		mark.at = from
		text := r.input.text[from:]
		for i := 0; i < len(text) && '0' <= text[i] && text[i] <= '9'; i++ {
			mark.number = string(text[:i+1])
		}
	}
	item.Head = r.head(mark.at)
	r.end(item)
	return item, mark
}

// within lowers the blocks of a container and returns where the first of them begins: its own offset, or
// that of a caption or note before it.
func (r *reader) within(nodes []ast.Node) (blocks []book.Block, at int) {
	before, outer := r.trace.at, r.trace.first
	r.trace.first = -1
	blocks = r.blocks(nodes, nil)
	first := r.trace.first
	if outer >= 0 {
		r.trace.first = outer
	}
	at = before
	ok := false
	if len(blocks) > 0 {
		var begin int
		if begin, ok = r.offsets[blocks[0].Common().Range]; ok {
			at = begin
		}
	}
	if first >= 0 && (!ok || first < r.trace.lineStart(at)) {
		at = first
	}
	if first < 0 && !ok {
		at = r.trace.emptyLine()
	}
	return blocks, at
}

// quote lowers a quotation: a callout when it begins with [!NOTE], with the words "Quote: …" after it as
// its last paragraph, of class attribution.
func (r *reader) quote(n *ast.BlockQuote, after []ast.Node) (book.Block, int) {
	if p, ok := ast.GetFirstChild(n).(*ast.Paragraph); ok {
		line := p.Content[:lineLength(p.Content)]
		if kind, from, to := prose.AlertMarker(line); kind != "" {
			return r.alert(n, p, alertLine{kind, line, from, to}), 1
		}
	}
	blocks, at := r.within(n.Children)
	q := &book.Quote{Blocks: blocks}
	if mark := r.trace.lastMark(at, quoteMark); mark >= 0 {
		at = mark
	}
	q.Head = r.attributes(r.head(at), n.Attribute)
	if p := captionOf(after, captionQuote); p != nil {
		c := r.caption(p)
		by := &book.Paragraph{Head: c.head, Content: c.content}
		by.Classes = append(by.Classes, "attribution")
		q.Blocks = append(q.Blocks, by)
		c.attrs.Set(&q.Head)
		return q, 2
	}
	return q, 1
}

// alertLine is the first line of a callout.
type alertLine struct {
	kind     string
	line     []byte
	from, to int // of the title
}

func (r *reader) alert(n *ast.BlockQuote, p *ast.Paragraph, a alertLine) book.Block {
	at, _ := r.trace.find(bytes.TrimSpace(a.line), toLineEnd)
	begin := at
	if mark := r.trace.lastMark(at, quoteMark); mark >= 0 {
		begin = mark
	}
	c := &book.Callout{Head: r.attributes(r.head(begin), n.Attribute), Kind: a.kind}
	if a.from < a.to {
		r.trace.at = at
		c.Title = r.inlines(r.trace.locateFrom(a.line[a.from:a.to], at))
	}
	nodes := n.Children
	if rest := p.Content[len(a.line):]; blank(rest) {
		nodes = nodes[1:]
	} else {
		p.Content = rest
	}
	c.Blocks = r.blocks(nodes, nil)
	return c
}

// aside lowers A> text to a division of class aside, because the model has no block for the margin.
func (r *reader) aside(n *ast.Aside) book.Block {
	blocks, at := r.within(n.Children)
	d := &book.Div{Blocks: blocks}
	if mark := r.trace.lastMark(at, asideMark); mark >= 0 {
		at = mark
	}
	d.Head = r.attributes(r.head(at), n.Attribute)
	d.Classes = append(d.Classes, "aside")
	return d
}

// fencedCode lowers code. The numbers <<1>> in it, which the text below explains, become ①.
func (r *reader) fencedCode(n *code) *book.CodeBlock {
	at := r.fenceLine(n.fence)
	r.trace.at = at
	r.trace.skipLines(n.lines)
	head := r.attributes(r.head(at), n.Attribute)
	if !n.closed {
		r.report(prose.CodeUnclosed, at, string(n.fence))
		head.Fault = prose.CodeUnclosed.ID
	}
	b := &book.CodeBlock{Text: numbered(r.plain(n.Literal)), Info: r.plain(prose.Unescape(nil, n.info))}
	language, attrs := prose.CodeInfo(b.Info)
	attrs.Set(&head)
	b.Head, b.Language = head, language
	return b
}

// fenceLine finds the next line that opens code with a fence.
func (r *reader) fenceLine(fence []byte) int {
	text := r.input.text
	for at := r.trace.at; at < r.trace.end; {
		end := at + bytes.IndexByte(text[at:], '\n') + 1
		from := at
		if lead := markup(text[at:end]); at+lead < end {
			from = at + lead
		}
		if bytes.HasPrefix(text[from:end], fence) {
			return from
		}
		at = end
	}
	return r.trace.at
}

// numbered shows the numbers of call-outs as the book prints them.
func numbered(text string) string {
	if !strings.Contains(text, "<<") {
		return text
	}
	var b strings.Builder
	for {
		i := strings.Index(text, "<<")
		if i < 0 {
			break
		}
		b.WriteString(text[:i])
		text = text[i:]
		m := callout.FindStringSubmatch(text)
		if m == nil {
			b.WriteString("<<")
			text = text[2:]
			continue
		}
		b.WriteString(circled(m[1]))
		text = text[len(m[0]):]
	}
	b.WriteString(text)
	return b.String()
}

// circled is a number as ①; Unicode has them up to 20.
func circled(number string) string {
	if n, err := strconv.Atoi(number); err == nil && 1 <= n && n <= 20 {
		return string(rune('①' + n - 1))
	}
	return "(" + number + ")"
}

// codeBlock lowers indented code.
func (r *reader) codeBlock(n *ast.CodeBlock) book.Block {
	at := r.trace.at
	first := true
	for line := range bytes.Lines(n.Literal) {
		if s := bytes.TrimSpace(line); len(s) > 0 {
			i, _ := r.trace.find(s, toLineEnd)
			if first {
				at, first = i, false
			}
		}
	}
	info := r.plain(n.Info)
	language, _ := prose.CodeInfo(info)
	return &book.CodeBlock{
		Head: r.attributes(r.head(at), n.Attribute), Text: numbered(r.plain(n.Literal)), Info: info, Language: language,
	}
}

// html keeps raw HTML but its comments.
func (r *reader) html(out []book.Block, n *ast.HTMLBlock) []book.Block {
	place := r.trace.locate(n.Literal, toLineEnd)
	b := r.HTML(r.attributes(r.head(place.start()), n.Attribute), r.typedLines(place))
	if b == nil {
		return out
	}
	return append(out, b)
}

// typedLines collects the source of a node's lines.
func (r *reader) typedLines(place *stretch) *prose.Typed {
	t := r.NewTyped()
	for i, from := range place.lines {
		to := len(place.content)
		if i+1 < len(place.lines) {
			to = place.lines[i+1]
		}
		if i == 0 {
			from = 0 // only blanks are before the first text
		}
		t.Add(string(prose.Nulls(typed(place.content[from:to]))), place.source(from))
	}
	return t
}

// mathsBlock shows the source of a formula.
func (r *reader) mathsBlock(n *ast.MathBlock) book.Block {
	place := r.trace.locate(n.Literal, toMarkup)
	at := place.start()
	if i := bytes.LastIndex(r.input.text[:at], []byte("$$")); i >= 0 && blank(r.input.text[i+2:at]) {
		at = i
	}
	p := &book.Paragraph{Head: r.attributes(r.head(at), n.Attribute)}
	for i, line := range strings.Split("$$"+string(n.Literal)+"$$", "\n") {
		if i > 0 {
			p.Content = append(p.Content, &book.HardBreak{})
		}
		line = strings.TrimRight(line, " \t")
		if k := bytes.Index(r.input.text[at:max(r.trace.end, at)], []byte(line)); k >= 0 {
			at += k
			p.Content = append(p.Content, prose.Literal(r.plain([]byte(line)), r.Range(at, at+len(line)))...)
			at += len(line)
		} else {
			p.Content = append(p.Content, prose.Literal(r.plain([]byte(line)), p.Range)...)
		}
	}
	r.trace.at = max(r.trace.at, at)
	r.end(p)
	r.Formulas.Add(p.Range)
	return p
}

// definitions lowers a definition list: gomarkdown gives terms and definitions in one row.
func (r *reader) definitions(n *ast.List) book.Block {
	list := &book.DefinitionList{}
	begin := -1
	var d book.Definition
	for _, c := range n.Children {
		item, ok := c.(*ast.ListItem)
		if !ok {
			continue
		}
		if item.ListFlags&ast.ListTypeTerm != 0 {
			if len(d.Bodies) > 0 {
				list.Items, d = append(list.Items, d), book.Definition{}
			}
			for _, t := range item.Children {
				p, ok := t.(*ast.Paragraph)
				if !ok { // a note, or what gomarkdown makes of an indented term
					if rest := r.blocks([]ast.Node{t}, nil); len(rest) > 0 {
						d.Bodies = append(d.Bodies, rest)
					}
					continue
				}
				if blank(p.Content) {
					continue
				}
				place := r.trace.locate(p.Content, toLineEnd)
				if begin < 0 {
					begin = place.start()
				}
				d.Terms = append(d.Terms, r.inlines(place))
			}
			continue
		}
		body, at := r.within(item.Children)
		if begin < 0 {
			begin = at
		}
		d.Bodies = append(d.Bodies, body)
	}
	if len(d.Terms)+len(d.Bodies) > 0 {
		list.Items = append(list.Items, d)
	}
	list.Head = r.attributes(r.head(max(begin, 0)), n.Attribute)
	return list
}
