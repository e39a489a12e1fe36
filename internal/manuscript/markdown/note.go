package markdown

import (
	"bytes"
	"strconv"

	"keben/internal/book"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// goldmark's footnote extension forgets notes that nothing refers to and marks that have no note. Both
// are an author's slip and must be seen, so marks and notes are read without regard to each other and
// brought together while lowering.

// noteText is a definition: [^label]: text, with further paragraphs indented by four columns.
type noteText struct {
	ast.BaseBlock
	label string
}

var kindNoteText = ast.NewNodeKind("NoteText")

func (*noteText) Kind() ast.NodeKind              { return kindNoteText }
func (n *noteText) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// noteLabel returns the label of [^label] at the beginning of s. As in Pandoc it has no space.
func noteLabel(s []byte) ([]byte, bool) {
	if len(s) < 4 || s[0] != '[' || s[1] != '^' {
		return nil, false
	}
	end := bytes.IndexAny(s[2:min(len(s), 300)], "[]^ \t\n")
	if end <= 0 || s[2+end] != ']' {
		return nil, false
	}
	return s[2 : 2+end], true
}

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
	label, ok := noteLabel(line[pos:])
	after := pos + len(label) + len("[^]")
	if !ok || after >= len(line) {
		return nil, parser.NoChildren
	}
	switch {
	case line[after] == ':':
		after++
	case bytes.HasPrefix(line[after:], []byte("：")): // typed with a Chinese input method on
		after += len("：")
	default:
		return nil, parser.NoChildren
	}
	for after < len(line) && line[after] == ' ' {
		after++
	}
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
	label, ok := noteLabel(line)
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

// inlineNote is ^[text], a note written where its mark stands.
type inlineNote struct {
	ast.BaseInline
	content *fragment
	at      int
}

var kindInlineNote = ast.NewNodeKind("InlineNote")

func (*inlineNote) Kind() ast.NodeKind         { return kindInlineNote }
func (n *inlineNote) Dump(_ []byte, level int) { dumpText("InlineNote", level, n.at) }

type inlineNoteParser struct{}

func (inlineNoteParser) Trigger() []byte { return []byte{'^'} }

func (inlineNoteParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 3 || line[1] != '[' {
		return nil
	}
	end, ok := closing(segment.Start+1-segment.Padding, parent, block, pc)
	if !ok {
		return nil
	}
	block.Advance(2)
	content := cut(block, end)
	block.Advance(1)
	return &inlineNote{content: queue(parent, content...), at: segment.Start}
}

// define finds the definitions below n before anything is lowered, so that a mark knows whether its
// note exists.
func (l *lowering) define(n ast.Node) {
	for c := n.FirstChild(); c != nil && c.Type() == ast.TypeBlock; c = c.NextSibling() {
		if t, ok := c.(*noteText); ok {
			if _, ok := l.defined[t.label]; !ok {
				l.defined[t.label] = start(t)
			}
		}
		l.define(c)
	}
}

// note lowers a definition. The second of one label keeps its text under a label that nothing marks.
func (l *lowering) note(n *noteText) {
	label := n.label
	if start(n) != l.defined[label] {
		l.report(noteDuplicate, start(n), label)
		label = l.freshLabel(label)
	}
	l.addNote(book.Note{Label: label, Pos: l.pos(start(n))}, func() []book.Block { return l.blocks(n, nil) })
}

// addNote keeps the place of a note among the others while its text, which may hold notes, is lowered.
func (l *lowering) addNote(n book.Note, lower func() []book.Block) {
	at := len(l.notes)
	l.notes = append(l.notes, n)
	blocks := lower()
	l.notes[at].Blocks = blocks
}

// freshLabel makes a label that no author can have typed: labels have no '^'.
func (l *lowering) freshLabel(label string) string {
	l.inline++
	return label + "^" + strconv.Itoa(l.inline)
}

func (r *inliner) noteMark(n *noteMark) {
	ref := &book.NoteRef{Label: n.label, Pos: r.pos(n.at)}
	if _, ok := r.defined[n.label]; ok || r.title {
		r.marked[n.label] = true
		r.flush()
		r.out = append(r.out, ref)
		return
	}
	r.report(noteUndefined, n.at, n.label)
	typed := &book.Text{Value: "[^" + r.plain(n.label) + "]", Pos: ref.Pos}
	r.add(&book.Fault{ID: noteUndefined.ID, Content: []book.Inline{typed}})
}

// inlineNote lowers ^[text] to a note and its mark. A title has nowhere to keep a note: there the text
// stands between brackets, as typed.
func (r *inliner) inlineNote(n *inlineNote) {
	if r.title || r.depth >= maxInlines {
		r.write([]byte("^["), n.at, false)
		r.raw(n.content)
		r.write([]byte("]"), n.at, false)
		return
	}
	label := r.freshLabel("")
	r.flush()
	r.out = append(r.out, &book.NoteRef{Label: label, Pos: r.pos(n.at)})
	r.addNote(book.Note{Label: label, Pos: r.pos(n.at)}, func() []book.Block {
		outer := r.lowering.depth
		r.lowering.depth = r.depth + 1
		content := r.inlines(n.content, leaf{})
		r.lowering.depth = outer
		return []book.Block{&book.Paragraph{Head: r.head(n.content), Content: content}}
	})
}
