package markdown

import (
	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/manuscript/prose"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// goldmark takes linear time for texts that authors write. For some others it does not, and wrappers around its parsers
// refuse those first: see also nested and linkParser in parser.go, and tableTransformer.

// excess is a limit that a text has met at an offset. The block is that of a paragraph's limit.
type excess struct {
	limit *budget.Limit
	at    int
	block ast.Node
}

// exceed notes that a limit is met, once for a block.
func (s *parsing) exceed(l *budget.Limit, at int, block ast.Node) {
	k := excess{limit: l, block: block}
	if s.said[k] {
		return
	}
	if s.said == nil {
		s.said = map[excess]bool{}
	}
	s.said[k] = true
	s.over = append(s.over, excess{l, at, block})
}

// opens reports whether a line begins with the mark of a block. It is asked where none may be opened any more, and
// only for the message: the parsers themselves change their state when they look.
func opens(line []byte) bool {
	n := 0
	for n < len(line) && '0' <= line[n] && line[n] <= '9' {
		n++
	}
	if len(line) == 0 || n == len(line) {
		return false
	}
	blank := func(i int) bool {
		return i >= len(line) || line[i] == ' ' || line[i] == '\t' || line[i] == '\n' || line[i] == '\r'
	}
	switch c := line[n]; c {
	case '.', ')':
		return n > 0 && blank(n+1)
	case '-', '+', '*':
		return n == 0 && blank(1)
	case ':':
		return blank(1) || prose.Count(line, ':') >= 3
	case '[':
		_, length := prose.NoteStart(line)
		return length > 0
	case '`', '~', '$':
		return prose.Count(line, c) >= 2
	}
	return n == 0
}

// report says which limits the text has met, and remembers which blocks to mark.
func (l *lowering) report(s *parsing) {
	for _, f := range s.faults {
		l.Report(f.kind, l.line(f.at))
	}
	for _, e := range s.over {
		l.Report(e.limit.Kind, l.Place(max(e.at, 0)), e.limit.Shown())
		if e.block != nil {
			l.marked[e.block] = e.limit.Kind.ID
		}
	}
}

// faulted is the head of a block with the mark of the limit that it has met.
func (l *lowering) faulted(n ast.Node) book.Head {
	h := l.head(n)
	h.Fault = l.marked[n]
	if h.Fault == "" && n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		h.Fault = l.state.broken[n.Lines().At(0).Start]
	}
	if h.Fault == "" && l.state.deep && n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		for _, e := range l.state.over {
			if e.limit == budget.BlockNesting && n.Lines().At(0).Start <= e.at && e.at < n.Lines().At(n.Lines().Len()-1).Stop {
				h.Fault = e.limit.Kind.ID
			}
		}
	}
	return h
}

// vain is how many bytes may be looked at without result: in a block, and in the whole text.
type vain struct {
	block     ast.Node
	left, all int
}

// vainRate is how often each byte of a text may be looked at without result.
const vainRate = 32

func newVain(size int) vain { return vain{all: 2*vainRate*size + 1<<20} }

// spent reports whether the block may not look ahead any more.
func (s *parsing) spent(block ast.Node) bool {
	if s.vain.block != block {
		size := 0
		if n := block.Lines().Len(); n > 0 {
			size = block.Lines().At(n-1).Stop - block.Lines().At(0).Start
		}
		s.vain.block, s.vain.left = block, budget.ParagraphScan.Max+vainRate*size
	}
	return s.vain.left <= 0 || s.vain.all <= 0
}

// spend adds the cost of looking ahead without result.
func (s *parsing) spend(block ast.Node, n int) {
	if !s.spent(block) {
		s.vain.left -= n
		s.vain.all -= n
		s.steps += n
	}
}

// rest is how much of a block comes after the line at a place.
func rest(block ast.Node, at text.Segment) int {
	n := block.Lines().Len()
	return max(block.Lines().At(n-1).Stop-at.Stop, 0)
}

// addressLength is how far goldmark looks, at most, for the end of a link whose address and title begin at line;
// after is what follows the line in the block.
func addressLength(line []byte, after int) int {
	i := 0
	for i < len(line) && (line[i] == ' ' || line[i] == '\t' || line[i] == '\n') {
		i++
	}
	if i == len(line) {
		return i + after
	}
	opened := 0
scan:
	for ; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '(':
			opened++
		case ')':
			if opened--; opened < 0 {
				return i
			}
		case ' ', '\t', '\n', '\r', '\v', '\f':
			break scan
		}
	}
	for i < len(line) && (line[i] == ' ' || line[i] == '\t' || line[i] == '\n' || line[i] == '\r') {
		i++
	}
	if i < len(line) && line[i] != '"' && line[i] != '\'' && line[i] != '(' {
		return i
	}
	return len(line) + after // a title ends with the block when nothing closes it
}

// codeParser is goldmark's parser of code spans, which searches the whole block for the end. Here it is known
// beforehand whether there is an end, so that unclosed runs of many lengths cost one look each.
type codeParser struct{ parser.InlineParser }

func (p codeParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	n := prose.Count(line, '`')
	from := at.Start - at.Padding + n
	lines := parent.Lines()
	if stop := lines.At(lines.Len() - 1).Stop; stateOf(pc).codes.End(from, stop, n) == 0 {
		block.Advance(n)
		return ast.NewTextSegment(at.WithStop(at.Start + n))
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// boundedEmphasis is goldmark's emphasis within the limit.
type boundedEmphasis struct{ parser.InlineParser }

func (p boundedEmphasis) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	s := stateOf(pc)
	if _, at := block.PeekLine(); s.marks.next(parent) > maxMarks {
		s.exceed(budget.ParagraphMarks, at.Start, parent)
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// linkDefinitions is goldmark's transformer of [label]: address. It moves all lines that follow a definition for
// each, so a long paragraph is shown to it in pieces, which end before a line that begins with a bracket.
type linkDefinitions struct{ parser.ParagraphTransformer }

const definitionLines = 256

func (t linkDefinitions) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, src := p.Lines(), reader.Source()
	first := lines.At(0)
	if s := first.TrimLeftSpace(src); s.IsEmpty() || src[s.Start] != '[' {
		return
	}
	parent := p.Parent()
	for from := 0; ; {
		to := piece(lines, src, from)
		if to == lines.Len() && from == 0 {
			t.ParagraphTransformer.Transform(p, reader, pc)
			return
		}
		part := ast.NewParagraph()
		part.SetPos(p.Pos())
		part.SetBlankPreviousLines(from == 0 && p.HasBlankPreviousLines())
		part.Lines().AppendAll(lines.Sliced(from, to))
		parent.InsertBefore(parent, p, part)
		t.ParagraphTransformer.Transform(part, reader, pc)
		if part.Parent() == nil {
			if from = to; from < lines.Len() {
				continue
			}
			parent.RemoveChild(parent, p)
			return
		}
		// Text begins here, and definitions end.
		left := text.NewSegments()
		left.AppendAll(part.Lines().Sliced(0, part.Lines().Len()))
		left.AppendAll(lines.Sliced(to, lines.Len()))
		parent.RemoveChild(parent, part)
		p.SetLines(left)
		return
	}
}

// piece is where a piece of the lines ends that begins with the one at from.
func piece(lines *text.Segments, src []byte, from int) int {
	for to := from + definitionLines; to < lines.Len(); to++ {
		line := lines.At(to)
		if s := line.TrimLeftSpace(src); !s.IsEmpty() && src[s.Start] == '[' {
			return to
		}
	}
	return lines.Len()
}
