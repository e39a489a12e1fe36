package markdown

import (
	"bytes"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/manuscript/prose"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// alert is a block quotation that begins with [!NOTE] and perhaps a title.
type alert struct {
	kind  string
	title *fragment // nil without a title
}

var alertKey = []byte("alert")

// alertParser is goldmark's block quotation; when it closes, the marker line of an alert is taken from
// its first paragraph, before inlines are parsed.
type alertParser struct{ parser.BlockParser }

func (p alertParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(node, reader, pc)
	first, ok := node.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return
	}
	line := first.Lines().At(0)
	marker := line.Value(reader.Source())
	kind, from, to := prose.AlertMarker(marker)
	if kind == "" {
		return
	}
	base := line.Stop - len(marker) // padding comes before the text
	title := text.NewSegment(base+from, base+to)
	a := &alert{kind: kind}
	node.SetAttribute(alertKey, a)
	if n := first.Lines().Len(); n > 1 {
		first.Lines().SetSliced(1, n)
	} else {
		node.RemoveChild(node, first)
	}
	if !title.IsEmpty() {
		a.title = newFragment(title)
		node.AppendChild(node, a.title)
	}
}

// fenceParser is goldmark's fenced code, remembering whether the closing fence came.
type fenceParser struct{ parser.BlockParser }

func (p fenceParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	_, at := reader.Position()
	state := p.BlockParser.Continue(node, reader, pc)
	if state&parser.Close != 0 {
		closes(node, reader.Source(), at)
	}
	return state
}

// definitionParser is goldmark's definition list, but for the caption of a table that comes before it
// and would else be a definition of the paragraph above.
type definitionParser struct{ parser.BlockParser }

func (p definitionParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	if bytes.Contains(line, []byte("{#tbl-")) {
		return nil, parser.NoChildren
	}
	return p.BlockParser.Open(parent, reader, pc)
}

// div lowers a fenced division: a callout when a class names one, a figure or table when it is Quarto's
// way to give one an id and a caption, else a division for templates and CSS.
func (l *lowering) div(n *div) []book.Block {
	head, attrs := l.head(n), *l.Resolve(n.attrs)
	if !closed(n) {
		l.Report(divUnclosed, l.line(start(n)))
		head.Fault = divUnclosed.ID
	}
	var title []book.Inline
	if n.title != nil {
		title = l.inlines(n.title, leaf{})
	}
	blocks := l.blocks(n, &attrs)
	kind := ""
	for i, class := range attrs.Classes {
		if kind = prose.CalloutKind(class); kind != "" {
			attrs.Classes = slices.Delete(slices.Clone(attrs.Classes), i, i+1)
			break
		}
	}
	attrs.Set(&head)
	switch {
	case kind != "":
		title, blocks = calloutTitle(title, head.Attr("title"), blocks)
		return []book.Block{&book.Callout{Head: head, Kind: kind, Title: title, Blocks: blocks}}
	case floated(&head, blocks):
		return blocks[:1]
	}
	if len(title) > 0 {
		// A title is the author's text; only a callout has a place for it.
		written := title[0].Written().Through(last(title).Written())
		blocks = slices.Insert(blocks, 0, book.Block(&book.Paragraph{
			Head: book.Head{Lang: head.Lang, Range: written}, Content: []book.Inline{&book.Strong{Content: title, Range: written}},
		}))
	}
	return []book.Block{&book.Div{Head: head, Blocks: blocks}}
}

// calloutTitle finds a callout's title: on the fence, in its title attribute, or in a heading that is
// its first block (Quarto).
func calloutTitle(title []book.Inline, attr string, blocks []book.Block) ([]book.Inline, []book.Block) {
	if len(title) > 0 {
		return title, blocks
	}
	if attr != "" {
		return []book.Inline{&book.Text{Value: attr}}, blocks
	}
	if len(blocks) > 0 {
		if h, ok := blocks[0].(*book.Heading); ok {
			return h.Content, blocks[1:]
		}
	}
	return nil, blocks
}

// floated gives the id and caption of ::: {#fig-x} to the figure or table in it, whose last paragraph
// is the caption. It reports whether the division was such a one.
func floated(head *book.Head, blocks []book.Block) bool {
	if !strings.HasPrefix(head.ID, "fig-") && !strings.HasPrefix(head.ID, "tbl-") || len(blocks) == 0 || len(blocks) > 2 {
		return false
	}
	var caption []book.Inline
	if len(blocks) == 2 {
		p, ok := blocks[1].(*book.Paragraph)
		if !ok {
			return false
		}
		caption = p.Content
	}
	inner := blocks[0].Common()
	switch b := blocks[0].(type) {
	case *book.Figure:
		if caption != nil {
			if len(b.Caption) > 0 {
				return false
			}
			b.Caption = caption
			if b.Alt == "" {
				b.Alt = book.Plain(caption)
			}
		}
	case *book.Table:
		if caption != nil {
			if len(b.Caption) > 0 {
				return false
			}
			b.Caption = caption
		}
	default:
		return false
	}
	inner.ID, inner.Explicit = head.ID, true
	inner.Classes = append(inner.Classes, head.Classes...)
	inner.Attrs = append(inner.Attrs, head.Attrs...)
	if inner.Fault == "" {
		inner.Fault = head.Fault
	}
	return true
}
