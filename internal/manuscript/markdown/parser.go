package markdown

import (
	"fmt"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/manuscript/prose"
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
	codes    prose.CodeRuns
	vain     vain     // what looking ahead in vain may still cost
	over     []excess // limits that the text has met
	said     map[excess]bool
	deep     bool                      // the nesting of blocks is among them
	outer    int                       // blocks around the cell whose text is parsed
	cell     *text.Segments            // its lines, or nil
	extents  map[ast.Node]extent       // of inlines; see extent.go
	typed    func(from, to int) []byte // returns the author's source of a piece of the text
	faults   []fault
	broken   map[int]string // messages about paragraphs, by where they begin
	steps    int            // bytes looked at ahead in vain, for the tests
}

// fault is a fault at an offset.
type fault struct {
	kind *diag.Kind
	at   int
}

// newParsing begins the parse of a text.
func newParsing(src []byte, chinese bool) *parsing {
	return &parsing{chinese: chinese, brackets: map[int]int{}, extents: map[ast.Node]extent{}, broken: map[int]string{}, codes: prose.NewCodeRuns(src), vain: newVain(len(src))}
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
		parser.WithInlineParsers(
			util.Prioritized(measure(codeParser{parser.NewCodeSpanParser()}), 100),
			util.Prioritized(measure(linkParser{parser.NewLinkParser()}), 200),
			util.Prioritized(measure(parser.NewAutoLinkParser()), 300),
			util.Prioritized(measure(parser.NewRawHTMLParser()), 400),
			util.Prioritized(boundedEmphasis{parser.NewEmphasisParser()}, 500),
		),
		parser.WithParagraphTransformers(util.Prioritized(linkDefinitions{parser.LinkReferenceParagraphTransformer}, 100)),
	)
})

// chapterParser reads the dialect of manuscripts.
var chapterParser = sync.OnceValue(func() parser.Parser {
	blocks := []util.PrioritizedValue{
		util.Prioritized(gridParser{}, 80),
		util.Prioritized(columnParser{}, 85),
		util.Prioritized(divParser{}, 90),
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(definitionParser{extension.NewDefinitionListParser()}, definitionPriority),
		util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), listPriority),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), codePriority),
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
			util.Prioritized(linkDefinitions{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(tableTransformer{}, 200),
			util.Prioritized(belowTransformer{}, 210),
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
		util.Prioritized(measure(extension.NewTaskCheckBoxParser()), 0),
		util.Prioritized(measure(codeParser{parser.NewCodeSpanParser()}), 100),
		util.Prioritized(measure(mathsParser{}), 110),
		util.Prioritized(measure(noteMarkParser{}), 120),
		util.Prioritized(measure(inlineNoteParser{}), 130),
		util.Prioritized(measure(spanParser{}), 140),
		util.Prioritized(measure(attributeParser{}), 150),
		util.Prioritized(measure(rubyParser{}), 160),
		util.Prioritized(measure(linkParser{parser.NewLinkParser()}), 200),
		util.Prioritized(measure(parser.NewAutoLinkParser()), 300),
		util.Prioritized(measure(parser.NewRawHTMLParser()), 400),
		util.Prioritized(emphasisParser{}, 500),
		util.Prioritized(strikeParser{}, 500),
		util.Prioritized(highlightParser{}, 500),
		util.Prioritized(measure(indexParser{}), 510),
		util.Prioritized(measure(refParser{}), 600),
		util.Prioritized(measure(bareLinkParser{}), 700),
	}
}

// The priorities of parsers that nested must know; all but the first are goldmark's own.
const (
	definitionPriority = 101
	listPriority       = 300
	codePriority       = 500
)

// nested refuses to open a block inside too many others. The text of such a block becomes a paragraph.
type nested struct {
	parser.BlockParser
	pair bool // it opens two blocks at once
}

func (n nested) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	switch parent.(type) {
	case *ast.List, *extast.DefinitionList:
		// A list holds items and nothing else: goldmark breaks on any other child.
		return n.BlockParser.Open(parent, reader, pc)
	}
	most := maxNesting
	if n.pair {
		most-- // a list opens with its first item
	}
	if s := stateOf(pc); len(pc.OpenedBlocks())+s.outer >= most {
		line, at := reader.PeekLine()
		if !s.deep && opens(line[min(max(pc.BlockOffset(), 0), len(line)):]) {
			s.deep = true
			s.exceed(budget.BlockNesting, at.Start+max(pc.BlockOffset(), 0), nil)
		}
		return nil, parser.NoChildren
	}
	return n.BlockParser.Open(parent, reader, pc)
}

// nesting limits every parser but those of the paragraph and of indented code, which are the way out: no other takes
// an indented line, and nothing is inside them.
func nesting(blocks []util.PrioritizedValue) []util.PrioritizedValue {
	for i, b := range blocks {
		if b.Priority < 1000 && b.Priority != codePriority {
			blocks[i].Value = nested{b.Value.(parser.BlockParser), b.Priority == listPriority || b.Priority == definitionPriority}
		}
	}
	return blocks
}

// linkParser is goldmark's within the limits.
type linkParser struct{ parser.InlineParser }

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	s := stateOf(pc)
	line, at := block.PeekLine()
	if line[0] != ']' {
		if s.links.next(parent) > maxLinks {
			s.exceed(budget.ParagraphBrackets, at.Start, parent)
			return nil
		}
		return p.InlineParser.Parse(parent, block, pc)
	}
	if len(line) < 2 || line[1] != '(' {
		return p.InlineParser.Parse(parent, block, pc)
	}
	if s.spent(parent) {
		s.exceed(budget.ParagraphScan, at.Start, parent)
		return nil
	}
	cost := addressLength(line[2:], rest(parent, at))
	n := p.InlineParser.Parse(parent, block, pc)
	if _, after := block.Position(); n == nil || after.Start <= at.Start+2 {
		s.spend(parent, cost)
	}
	return n
}

// CloseBlock turns brackets left open into text.
func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// fragment is a run of a block's text that is parsed as a block of its own: the text of a span, of an inline note, of
// an alert's title. Its pieces may be on several lines. It is read through the node that owns it. Its place in the tree
// does not matter, as long as goldmark has not reached it yet.
type fragment struct {
	ast.BaseBlock
	depth int // fragments that it is inside of
}

// tooDeep reports whether a fragment inside the block would be nested too deep. The text of one is cut out line by
// line, once more for each fragment around it.
func tooDeep(block ast.Node) bool {
	f, ok := block.(*fragment)
	return ok && f.depth >= prose.MaxInlines
}

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
	if outer, ok := parent.(*fragment); ok {
		f.depth = outer.depth + 1
	}
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
