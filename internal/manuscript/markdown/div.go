package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"keben/internal/manuscript/prose"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// div is a fenced division: ::: {.callout-note} or ::: note, up to a line of colons. As in Pandoc a
// fence with attributes opens and one without closes the innermost; the numbers of colons need not
// agree. A title after the word is VitePress's way: ::: tip 小窍门.
type div struct {
	ast.BaseBlock
	attrs *prose.Attributes
	title *fragment
}

var kindDiv = ast.NewNodeKind("FencedDiv")

func (*div) Kind() ast.NodeKind              { return kindDiv }
func (n *div) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type divParser struct{}

func (divParser) Trigger() []byte             { return []byte{':'} }
func (divParser) CanInterruptParagraph() bool { return true }
func (divParser) CanAcceptIndentedLine() bool { return false }

func (divParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	colons := prose.Count(line[pos:], ':')
	if colons < 3 {
		return nil, parser.NoChildren
	}
	at := pos + colons
	for at < len(line) && (line[at] == ' ' || line[at] == '\t') {
		at++
	}
	n := &div{}
	rest := line[at:]
	if attrs, length := prose.ParseAttributes(rest); length > 0 {
		n.attrs = attrs
		rest = rest[length:]
		if tail := bytes.Trim(rest, " \t\r\n"); len(tail) != prose.Count(tail, ':') {
			return nil, parser.NoChildren
		}
	} else {
		length := prose.NameLength(rest)
		r, _ := utf8.DecodeRune(rest)
		if length == 0 || !unicode.IsLetter(r) {
			return nil, parser.NoChildren
		}
		n.attrs = &prose.Attributes{Classes: []string{string(rest[:length])}}
		title := bytes.TrimRight(bytes.TrimSpace(rest[length:]), ": ")
		if len(title) > 0 {
			start := segment.Start - segment.Padding + at + bytes.Index(rest[length:], title) + length
			n.title = newFragment(text.NewSegment(start, start+len(title)))
			n.AppendChild(n, n.title)
		}
	}
	reader.AdvanceToEOL()
	return n, parser.HasChildren
}

func (divParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*div)
	line, _ := reader.PeekLine()
	indent, pos := util.IndentWidth(line, reader.LineOffset())
	if !closesDiv(line, indent, pos) || !innermost(n, indent, pc) {
		return parser.Continue | parser.HasChildren
	}
	_, at := reader.Position()
	closes(n, reader.Source(), at)
	reader.AdvanceToEOL()
	return parser.Close
}

func (divParser) Close(ast.Node, text.Reader, parser.Context) {}

func closesDiv(line []byte, indent, pos int) bool {
	if indent > 3 || pos >= len(line) || line[pos] != ':' {
		return false
	}
	colons := prose.Count(line[pos:], ':')
	return colons >= 3 && util.IsBlank(line[pos+colons:])
}

// innermost reports whether a closing fence is n's: no division inside it is open, and the line is not
// the text of a code block inside it. Containers are asked from the outside in, so n must look ahead.
func innermost(n *div, indent int, pc parser.Context) bool {
	inside, reaches := false, true
	for _, b := range pc.OpenedBlocks() {
		switch block := b.Node.(type) {
		case *div:
			if block == n {
				inside = true
			} else if inside && reaches {
				return false
			}
		case *ast.ListItem:
			// A line that is not indented enough ends the item and what is in it.
			reaches = reaches && (!inside || indent >= block.Offset)
		case *ast.Blockquote:
			reaches = reaches && !inside
		case *ast.FencedCodeBlock, *ast.HTMLBlock, *mathsBlock:
			if inside && reaches {
				return false
			}
		}
	}
	return true
}
