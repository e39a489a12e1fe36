package markdown

import (
	"strings"

	"keben/internal/book"
	"keben/internal/manuscript/prose"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// lowering turns goldmark's tree into blocks. It lives for one text.
type lowering struct {
	*prose.Reading
	src      []byte
	state    *parsing
	claimed  map[ast.Node]bool     // captions and sources that belong to a table or figure
	marked   map[ast.Node]string   // blocks that have met a limit, with its id
	captions map[ast.Node]ast.Node // of tables, from before them
}

func newLowering(o Options) *lowering {
	return &lowering{Reading: prose.NewReading(o), claimed: map[ast.Node]bool{}, marked: map[ast.Node]string{}, captions: map[ast.Node]ast.Node{}}
}

// head is the common part of the block that n becomes.
func (l *lowering) head(n ast.Node) book.Head {
	e := l.blockExtent(n)
	return book.Head{Lang: l.Lang, Range: l.Range(e.from, e.to)}
}

// start is the offset at which a block begins. goldmark does not set it on the blocks that it makes
// from others.
func start(n ast.Node) int {
	if p := n.Pos(); p >= 0 {
		return p
	}
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	if c := n.FirstChild(); c != nil {
		return start(c)
	}
	return -1
}

// blocks lowers the children of n. attrs are those of a division around them, some of which it passes on to its blocks.
func (l *lowering) blocks(n ast.Node, attrs *prose.Attributes) []book.Block {
	if attrs != nil {
		defer l.Within(attrs.Value("lang"))()
	}
	var out []book.Block
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if !l.claimed[c] && !l.captionBefore(c) {
			out = l.block(out, c)
		}
	}
	return out
}

// block lowers n and appends the result to out.
func (l *lowering) block(out []book.Block, n ast.Node) []book.Block {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return l.paragraph(out, n)
	case *ast.Heading:
		return append(out, l.heading(n))
	case *ast.List:
		return append(out, l.list(n))
	case *ast.Blockquote:
		return append(out, l.quote(n))
	case *ast.FencedCodeBlock:
		return append(out, l.fencedCode(n))
	case *ast.CodeBlock:
		return append(out, &book.CodeBlock{Head: l.head(n), Text: l.Plain(l.indentedCode(n))})
	case *ast.ThematicBreak:
		return append(out, &book.ThematicBreak{Head: l.head(n)})
	case *ast.HTMLBlock:
		return l.html(out, n)
	case *ast.LinkReferenceDefinition, *fragment:
		return out
	case *table:
		return append(out, l.table(n))
	case *div:
		return append(out, l.div(n)...)
	case *noteText:
		l.note(n)
		return out
	case *mathsBlock:
		return append(out, l.mathsBlock(n))
	case *extast.DefinitionList:
		return append(out, l.definitions(n))
	}
	// No parser makes another block; should one, its text is kept.
	return append(out, l.blocks(n, nil)...)
}

func (l *lowering) heading(n *ast.Heading) book.Block {
	h := &book.Heading{Head: l.head(n), Level: n.Level}
	var attrs *prose.Attributes
	h.Content, attrs = l.leaf(n, leaf{tail: true})
	attrs.Set(&h.Head)
	h.Unnumbered = h.Class("unnumbered")
	if attrs != nil && start(n) < len(l.src) && l.src[start(n)] == '#' {
		// goldmark takes the closing ## off a heading, but not when attributes follow it.
		if t, ok := last(h.Content).(*book.Text); ok {
			if cut := strings.TrimRight(t.Value, "#"); cut != t.Value && (cut == "" || strings.HasSuffix(cut, " ")) {
				t.Value = strings.TrimRight(cut, " ")
			}
		}
	}
	return h
}

func last(ins []book.Inline) book.Inline {
	if len(ins) == 0 {
		return nil
	}
	return ins[len(ins)-1]
}

func (l *lowering) list(n *ast.List) book.Block {
	list := &book.List{Head: l.head(n), Ordered: n.IsOrdered(), Tight: n.IsTight, Delim: n.Marker}
	if list.Ordered {
		list.Start = n.Start
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		item := &book.Item{Head: l.head(c)}
		if text := c.FirstChild(); text != nil {
			if box, ok := text.FirstChild().(*extast.TaskCheckBox); ok {
				item.Task = book.TaskOpen
				if box.IsChecked {
					item.Task = book.TaskDone
				}
			}
		}
		item.Blocks = l.blocks(c, nil)
		list.Items = append(list.Items, item)
	}
	return list
}

func (l *lowering) quote(n *ast.Blockquote) book.Block {
	if v, ok := n.Attribute(alertKey); ok {
		a := v.(*alert)
		c := &book.Callout{Head: l.head(n), Kind: a.kind}
		if a.title != nil {
			c.Title = l.inlines(a.title, leaf{})
		}
		c.Blocks = l.blocks(n, nil)
		return c
	}
	return &book.Quote{Head: l.head(n), Blocks: l.blocks(n, nil)}
}

func (l *lowering) fencedCode(n *ast.FencedCodeBlock) book.Block {
	head, text := l.head(n), l.Plain(lines(n.Lines(), l.src))
	if !closed(n) && !l.CommonMark {
		at := max(start(n), 0)
		fence := "```"
		if at < len(l.src) {
			fence = strings.Repeat(string(l.src[at]), prose.Count(l.src[at:], l.src[at]))
		}
		l.Report(prose.CodeUnclosed, l.line(at), fence)
		head.Fault = prose.CodeUnclosed.ID
	}
	info := ""
	if n.Info != nil {
		info = l.Plain(string(prose.Unescape(nil, n.Info.Segment.Value(l.src))))
	}
	language, _, _ := strings.Cut(info, " ")
	if l.CommonMark {
		return &book.CodeBlock{Head: head, Info: info, Language: language, Text: text}
	}
	language, attrs := prose.CodeInfo(info)
	if attrs != nil && attrs.Value("=") == "html" {
		if b := l.HTML(head, l.typed(n.Lines())); b != nil {
			return b
		}
		return &book.HTMLBlock{Head: head}
	}
	attrs.Set(&head)
	return &book.CodeBlock{Head: head, Info: info, Language: language, Text: text}
}

// lines joins the lines of a raw block; every line ends with LF.
func lines(segments *text.Segments, src []byte) string {
	var b strings.Builder
	for i := range segments.Len() {
		s := segments.At(i)
		writeLine(&b, s.Value(src))
	}
	return b.String()
}

func writeLine(b *strings.Builder, line []byte) {
	if n := len(line); n >= 2 && line[n-2] == '\r' && line[n-1] == '\n' {
		b.Write(prose.Nulls(line[:n-2]))
		b.WriteByte('\n')
		return
	}
	b.Write(prose.Nulls(line))
}

// indentedCode drops empty lines at the end, which CommonMark does not count (4.4).
func (l *lowering) indentedCode(n *ast.CodeBlock) string {
	s := lines(n.Lines(), l.src)
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	return s
}

// html keeps raw HTML but its comments, which are the author's notes to himself. Text on the line on
// which a comment ends is the author's all the same, though CommonMark counts it to the comment.
func (l *lowering) html(out []book.Block, n *ast.HTMLBlock) []book.Block {
	t := l.typed(n.Lines())
	if n.HasClosure() {
		l.typedLine(t, n.ClosureLine)
	}
	if l.CommonMark {
		return append(out, &book.HTMLBlock{Head: l.head(n), Text: t.String()})
	}
	b := l.HTML(l.head(n), t)
	switch {
	case b == nil:
		return out
	case n.HTMLBlockType == ast.HTMLBlockType2 && !strings.Contains(b.Text, "<"):
		return append(out, &book.Paragraph{Head: b.Head, Content: prose.Literal(strings.TrimSpace(b.Text), b.Range)})
	}
	return append(out, b)
}

// typed collects the source of some lines of a block.
func (l *lowering) typed(lines *text.Segments) *prose.Typed {
	t := l.NewTyped()
	for i := range lines.Len() {
		l.typedLine(t, lines.At(i))
	}
	return t
}

func (l *lowering) typedLine(t *prose.Typed, s text.Segment) {
	t.Add(strings.Repeat(" ", s.Padding), s.Start)
	s.Padding = 0
	t.Add(oneLine(s, l.src), s.Start)
}

func oneLine(s text.Segment, src []byte) string {
	var b strings.Builder
	writeLine(&b, s.Value(src))
	return b.String()
}

func (l *lowering) mathsBlock(n *mathsBlock) book.Block {
	p := &book.Paragraph{Head: l.head(n)}
	l.Formulas.Add(p.Range)
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		if i > 0 {
			p.Content = append(p.Content, &book.HardBreak{Range: l.Range(s.Start-1, s.Start)})
		}
		line := strings.TrimRight(oneLine(s, l.src), " \t\n")
		p.Content = append(p.Content, prose.Literal(l.Plain(line), l.Range(s.Start, s.Start+len(line)))...)
	}
	return p
}

func (l *lowering) definitions(n *extast.DefinitionList) book.Block {
	list := &book.DefinitionList{Head: l.head(n)}
	var d book.Definition
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.(type) {
		case *extast.DefinitionTerm:
			if len(d.Bodies) > 0 {
				list.Items, d = append(list.Items, d), book.Definition{}
			}
			d.Terms = append(d.Terms, l.inlines(c, leaf{}))
		default:
			d.Bodies = append(d.Bodies, l.blocks(c, nil))
		}
	}
	if len(d.Terms)+len(d.Bodies) > 0 {
		list.Items = append(list.Items, d)
	}
	return list
}
