package markdown

import (
	"keben/internal/book"
	"keben/internal/manuscript/prose"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// noteText is a definition: [^label]: text, with further paragraphs indented by four columns.
type noteText struct {
	ast.BaseBlock
	label string
}

var kindNoteText = ast.NewNodeKind("NoteText")

func (*noteText) Kind() ast.NodeKind              { return kindNoteText }
func (n *noteText) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type noteParser struct{}

func (noteParser) Trigger() []byte             { return []byte{'['} }
func (noteParser) CanInterruptParagraph() bool { return true }
func (noteParser) CanAcceptIndentedLine() bool { return false }

func (noteParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	label, length := prose.NoteStart(line[pos:])
	if length == 0 {
		return nil, parser.NoChildren
	}
	after := pos + length
	n := &noteText{label: string(label)}
	reader.Advance(after)
	if util.IsBlank(line[after:]) {
		reader.AdvanceToEOL()
	}
	return n, parser.HasChildren
}

func (noteParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if pos < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

func (noteParser) Close(ast.Node, text.Reader, parser.Context) {}

// noteMark is [^label] in running text.
type noteMark struct {
	ast.BaseInline
	label string
	at    int
}

var kindNoteMark = ast.NewNodeKind("NoteMark")

func (*noteMark) Kind() ast.NodeKind         { return kindNoteMark }
func (n *noteMark) Dump(_ []byte, level int) { dumpText("NoteMark", level, n.label) }

type noteMarkParser struct{}

func (noteMarkParser) Trigger() []byte { return []byte{'[', '!'} }

func (noteMarkParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	shout := line[0] == '!' // an exclamation before a mark is no image
	if shout {
		line = line[1:]
	}
	label, ok := prose.NoteLabel(line)
	if !ok {
		return nil
	}
	if shout {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+1))
		block.Advance(1)
		segment.Start++
	}
	block.Advance(len(label) + len("[^]"))
	return &noteMark{label: string(label), at: segment.Start}
}

// inlineNote is ^[text], a note written in the place of its mark.
type inlineNote struct {
	ast.BaseInline
	content *fragment
}

var kindInlineNote = ast.NewNodeKind("InlineNote")

func (*inlineNote) Kind() ast.NodeKind         { return kindInlineNote }
func (n *inlineNote) Dump(_ []byte, level int) { dumpText("InlineNote", level, n.content.Pos()) }

type inlineNoteParser struct{}

func (inlineNoteParser) Trigger() []byte { return []byte{'^'} }

func (inlineNoteParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 3 || line[1] != '[' {
		return nil
	}
	end, ok := closing(segment.Start+1-segment.Padding, parent, block, pc)
	if !ok || tooDeep(parent) {
		return nil
	}
	block.Advance(2)
	content := cut(block, end)
	block.Advance(1)
	return &inlineNote{content: queue(parent, content...)}
}

// define finds the definitions below n before anything is lowered.
func (l *lowering) define(n ast.Node) {
	for c := n.FirstChild(); c != nil && c.Type() == ast.TypeBlock; c = c.NextSibling() {
		if t, ok := c.(*noteText); ok {
			l.Define(t.label, start(t))
		}
		l.define(c)
	}
}

func (l *lowering) note(n *noteText) {
	e := l.blockExtent(n)
	l.Note(n.label, e.from, e.to, func() []book.Block { return l.blocks(n, nil) })
}

// inlineNote lowers ^[text] to a note and its mark. Where no note is allowed, the text is kept in its brackets.
func (r *inliner) inlineNote(n *inlineNote) {
	e := r.extent(n)
	if !r.TakesNotes() {
		r.Verbatim([]byte("^["), e.from)
		r.raw(n.content)
		r.Verbatim([]byte("]"), e.to-len("]"))
		return
	}
	r.InlineNote(e.from, e.to, func() []book.Inline { return r.inlines(n.content, leaf{}) })
}
