package markdown

import (
	"fmt"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"keben/internal/budget"
)

// stateKey is where parsers of this package find what they share during one parse.
var stateKey = parser.NewContextKey()

// parsing is shared by the parsers of this package while one text is parsed.
type parsing struct {
	chinese  bool
	brackets map[int]int // '[' to its ']', by offset; see brackets.go
	scanned  ast.Node    // the block whose brackets are known
	marks    tally       // emphasis delimiters in the block
	links    tally       // '[' in the block
}

func stateOf(pc parser.Context) *parsing { return pc.Get(stateKey).(*parsing) }

// tally counts something within one block.
type tally struct {
	block ast.Node
	n     int
}

func (t *tally) next(block ast.Node) int {
	if t.block != block {
		t.block, t.n = block, 0
	}
	t.n++
	return t.n
}

// Limits that no author meets and that keep any input within time and stack: goldmark pairs delimiters
// by searching backwards, and every stage after it walks the tree recursively.
var (
	maxNesting = budget.BlockNesting.Max
	maxMarks   = budget.ParagraphMarks.Max    // delimiters
	maxLinks   = budget.ParagraphBrackets.Max // opening ones
)

// plainParser reads CommonMark and nothing else.
var plainParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(nesting(parser.DefaultBlockParsers())...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
})

// chapterParser reads the dialect of manuscripts.
var chapterParser = sync.OnceValue(func() parser.Parser {
	blocks := []util.PrioritizedValue{
		util.Prioritized(divParser{}, 90),
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(definitionParser{extension.NewDefinitionListParser()}, 101),
		util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(mathsBlockParser{}, 650),
		util.Prioritized(fenceParser{parser.NewFencedCodeBlockParser()}, 700),
		util.Prioritized(alertParser{parser.NewBlockquoteParser()}, 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(noteParser{}, 950),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
	return parser.NewParser(
		parser.WithBlockParsers(nesting(blocks)...),
		parser.WithInlineParsers(inlineParsers()...),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(tableTransformer{}, 200),
		),
	)
})

// titleParser reads inlines only.
var titleParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(inlineParsers()...),
	)
})

func inlineParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(mathsParser{}, 110),
		util.Prioritized(noteMarkParser{}, 120),
		util.Prioritized(inlineNoteParser{}, 130),
		util.Prioritized(spanParser{}, 140),
		util.Prioritized(attributeParser{}, 150),
		util.Prioritized(rubyParser{}, 160),
		util.Prioritized(linkParser{parser.NewLinkParser()}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(emphasisParser{}, 500),
		util.Prioritized(strikeParser{}, 500),
		util.Prioritized(refParser{}, 600),
		util.Prioritized(bareLinkParser{}, 700),
	}
}

// nested refuses to open a block inside too many others; its text is then a paragraph's, as typed.
type nested struct{ parser.BlockParser }

func (n nested) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= maxNesting {
		return nil, parser.NoChildren
	}
	return n.BlockParser.Open(parent, reader, pc)
}

// nesting limits every parser but the paragraph's, which is the way out.
func nesting(blocks []util.PrioritizedValue) []util.PrioritizedValue {
	for i, b := range blocks {
		if b.Priority < 1000 {
			blocks[i].Value = nested{b.Value.(parser.BlockParser)}
		}
	}
	return blocks
}

// linkParser is goldmark's within the limit.
type linkParser struct{ parser.InlineParser }

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if s, ok := pc.Get(stateKey).(*parsing); ok && block.Peek() != ']' && s.links.next(parent) > maxLinks {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// CloseBlock turns brackets left open into text.
func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// fragment is a run of a block's text that is parsed as a block of its own: the text of a span, of an
// inline note, of an alert's title. Its pieces may lie on several lines. It is read through the node
// that owns it; where it hangs in the tree only has to be a place that goldmark has yet to reach.
type fragment struct{ ast.BaseBlock }

var kindFragment = ast.NewNodeKind("Fragment")

func (*fragment) Kind() ast.NodeKind              { return kindFragment }
func (f *fragment) Dump(source []byte, level int) { ast.DumpHelper(f, source, level, nil, nil) }

// Pos is where the fragment's text begins.
func (f *fragment) Pos() int {
	if f.Lines().Len() == 0 {
		return -1
	}
	return f.Lines().At(0).Start
}

func newFragment(segments ...text.Segment) *fragment {
	f := &fragment{}
	for _, s := range segments {
		f.Lines().Append(s)
	}
	return f
}

// queue makes a fragment while the inlines of the block parent are parsed. It hangs at the end of the
// document, which goldmark reaches last.
func queue(parent ast.Node, segments ...text.Segment) *fragment {
	f, top := newFragment(segments...), parent
	for top.Parent() != nil {
		top = top.Parent()
	}
	top.AppendChild(top, f)
	return f
}

// cut takes the text from the reader's place up to the offset stop, leaving the reader there.
func cut(block text.Reader, stop int) []text.Segment {
	var out []text.Segment
	for {
		line, seg := block.PeekLine()
		if line == nil {
			return out
		}
		if stop < seg.Stop {
			if stop > seg.Start {
				out = append(out, seg.WithStop(stop))
			}
			block.Advance(stop - seg.Start + seg.Padding)
			return out
		}
		out = append(out, seg)
		block.AdvanceLine()
	}
}

// dumpText is what the nodes of this package print when goldmark dumps a tree for debugging.
func dumpText(name string, level int, s any) { fmt.Printf("%*s%s %v\n", level*4, "", name, s) }
