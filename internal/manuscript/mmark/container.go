package mmark

import (
	"bytes"
	"math"
	"slices"
	"sort"

	"keben/internal/manuscript/prose"

	"github.com/gomarkdown/markdown/ast"
)

// Blocks read here rather than by gomarkdown, through its parser hook. It looks for the end of fenced
// code in the lines of a quotation without taking off the signs of the quotation, so that quoted code
// swallows the text up to the next fence in the chapter; it takes no longer fence for a closing one; and
// it forgets notes that nothing marks.

type (
	// noteText is a definition [^label]: with its text.
	noteText struct {
		ast.Container
		label string
		at    int // in the source; set by define
	}
	// code is a fenced code block.
	code struct {
		ast.Leaf
		info   []byte
		fence  []byte
		lines  int // of the source that it takes
		closed bool
	}
	// dropped is a definition of an abbreviation, which is read beforehand.
	dropped struct{ ast.Leaf }
)

// container reads the block at the beginning of data when it is one of those.
func (r *reader) container(data []byte) (ast.Node, []byte, int) {
	lead := min(indent(data), 4)
	if lead > 3 || lead >= len(data) {
		return nil, nil, 0
	}
	if r.input.gaps {
		if n := paragraphLength(data); hasLongGap(data[:n]) {
			return &ast.Paragraph{Container: ast.Container{Content: data[:n]}}, nil, n
		}
	}
	if n := r.beforeTerm(data); n > 0 {
		return &ast.Paragraph{Container: ast.Container{Content: data[:n]}}, nil, n
	}
	switch line := data[lead:]; line[0] {
	case '>':
		return r.prefixed(&ast.BlockQuote{}, data, quotePrefix)
	case 'A':
		if asidePrefix(data) > 0 {
			return r.prefixed(&ast.Aside{}, data, asidePrefix)
		}
	case '`', '~':
		if marker := fenceMarker(data[:lineLength(data)]); marker != nil {
			return r.fenced(data, marker)
		}
	case hidden:
		if label, n := noteStart(line); n > 0 {
			text, consumed := noteLines(data, lead+n)
			return &noteText{label: string(label)}, text, consumed
		}
	case ':':
		// A definition has its term above it. Without one this is the caption of a table, or text.
		if lead == 0 && isDefinition(line) {
			n := paragraphLength(data)
			return &ast.Paragraph{Container: ast.Container{Content: data[:n]}}, nil, n
		}
	case '*':
		if short, long, n := parseAbbreviation(line); n > 0 && slices.Contains(r.abbrs, abbreviation{short, long}) {
			return &dropped{}, nil, lead + n
		}
	}
	return nil, nil, 0
}

// beforeTerm is the length of the lines of a paragraph that come before the term of a definition:
// gomarkdown takes the last line for the term and drops those above it. It is 0 when the paragraph has
// no term or no such lines.
func (r *reader) beforeTerm(data []byte) int {
	first := data[:lineLength(data)]
	if blank(first) || opensBlock(first) || interrupts(first, data[len(first):]) {
		return 0
	}
	// The same paragraph is asked about for every line of it that is a link reference.
	if last := &data[len(data)-1]; r.term.last != last || len(data) <= r.term.stop || len(data) > r.term.start {
		r.term.last, r.term.start = last, len(data)
		r.term.stop, r.term.before = findTerm(data, len(first))
	}
	return max(len(data)-r.term.before, 0)
}

// term is where the paragraph ends that was looked at last, counted from the end of its data.
type term struct {
	last        *byte
	start, stop int
	before      int // the line before the definition; math.MaxInt when there is none
}

// findTerm goes through the lines of a paragraph from an offset on. It returns how much of the data is left where it
// stops, and where the term's line begins.
func findTerm(data []byte, at int) (stop, before int) {
	previous := 0
	for at < len(data) {
		line := data[at : at+lineLength(data[at:])]
		empty := blank(line)
		next := data[at+len(line):]
		switch {
		case isDefinition(line) || empty && len(next) > 0 && next[0] == ':':
			return len(data) - at, len(data) - previous
		case empty || interrupts(line, next):
			return len(data) - at, math.MaxInt
		}
		previous = at
		at += len(line)
	}
	return 0, math.MaxInt
}

func isDefinition(line []byte) bool {
	return len(line) > 1 && line[0] == ':' && (line[1] == ' ' || line[1] == '\t')
}

// interrupts reports whether a line ends a paragraph for gomarkdown.
func interrupts(line, next []byte) bool {
	i := min(indent(line), 3)
	if i >= len(line) {
		return false
	}
	switch rest := line[i:]; rest[0] {
	case '>':
		return true
	case '#', '.':
		return i == 0 && (rest[0] == '.' || rest[min(prose.Count(rest, '#'), 6)] == ' ') && oneMark(rest) > 1
	case '=', '-', '*', '_':
		body := bytes.TrimSpace(rest)
		return len(bytes.Trim(body, string(rest[0])+" ")) == 0 && (i == 0 && rest[0] != '*' && rest[0] != '_' || prose.Count(bytes.ReplaceAll(body, []byte(" "), nil), rest[0]) >= 3)
	case '`', '~':
		marker := fenceMarker(line)
		return marker != nil && bytes.Contains(next, append([]byte("\n"), marker...))
	case '!':
		return bytes.HasPrefix(rest, []byte("!---"))
	}
	under := bytes.TrimSpace(next[:lineLength(next)])
	return bytes.IndexByte(line, '|') >= 0 && len(under) > 0 && len(bytes.Trim(under, "-:| ")) == 0 && bytes.IndexByte(under, '-') >= 0
}

// paragraphLength is the length of the lines up to an empty one.
func paragraphLength(data []byte) int {
	n := 0
	for n < len(data) {
		length := lineLength(data[n:])
		if blank(data[n : n+length]) {
			break
		}
		n += length
	}
	return n
}

// quotePrefix is the length of "> " at the beginning of a line.
func quotePrefix(line []byte) int { return prefixLength(line, ">") }

// asidePrefix is the length of "A> " at the beginning of a line.
func asidePrefix(line []byte) int { return prefixLength(line, "A>") }

func prefixLength(line []byte, sign string) int {
	i := indent(line)
	if i > 3 || !bytes.HasPrefix(line[i:], []byte(sign)) {
		return 0
	}
	i += len(sign)
	if i < len(line) && line[i] == ' ' {
		i++
	}
	return i
}

// prefixed reads a quotation or an aside: the lines with its sign, and those that go on with a paragraph
// in it without one (CommonMark 5.1). An empty line ends it.
func (r *reader) prefixed(n ast.Node, data []byte, prefix func([]byte) int) (ast.Node, []byte, int) {
	text := []byte{}
	var open []byte // fence of code inside
	goesOn := false // the last line can be gone on with
	end := 0
	for end < len(data) {
		line := data[end : end+lineLength(data[end:])]
		if k := prefix(line); k > 0 {
			inner := line[k:]
			if k == len(line) { // the sign alone at the end of the text
				inner = []byte("\n")
			}
			goesOn = open == nil && !blank(inner) && !startsBlock(inner)
			switch {
			case open != nil && closesFence(inner, open):
				open = nil
			case open == nil:
				open = fenceMarker(inner)
			}
			text = append(text, inner...)
		} else {
			if blank(line) || !goesOn || startsBlock(line) {
				break
			}
			text = append(text, line...)
		}
		end += len(line)
	}
	if len(text) > 0 && text[len(text)-1] != '\n' {
		text = append(text, '\n')
	}
	return n, text, end
}

// startsBlock reports whether a line begins a block that ends the paragraph before it.
func startsBlock(line []byte) bool {
	rest := bytes.TrimLeft(line, " ")
	return opensBlock(line) || bytes.HasPrefix(rest, []byte("|")) || bytes.HasPrefix(rest, []byte("!---")) ||
		bytes.HasPrefix(rest, []byte(captionQuote)) || bytes.HasPrefix(rest, []byte(captionFigure))
}

// opensBlock reports whether a line by itself begins something that is not a paragraph.
func opensBlock(line []byte) bool {
	i := indent(line)
	if i > 3 || i >= len(line) {
		return i > 3
	}
	rest := line[i:]
	switch rest[0] {
	case '>':
		return true
	case hidden, '#', '.':
		return oneMark(rest) > 0
	case '`', '~':
		return fenceMarker(line) != nil
	case 'A':
		return len(rest) > 1 && rest[1] == '>'
	case '-', '*', '+', '_':
		if n := len(bytes.Trim(rest, string(rest[0])+" \t\n")); n == 0 && len(bytes.TrimSpace(rest)) >= 3 {
			return true
		}
		return rest[0] != '_' && oneMark(rest) > 0
	}
	return '0' <= rest[0] && rest[0] <= '9' && oneMark(rest) > 0
}

// fenced reads code. Without a closing fence it goes on to the end of its container (CommonMark 4.5).
func (r *reader) fenced(data, marker []byte) (ast.Node, []byte, int) {
	first := lineLength(data)
	lead := indent(data)
	n := &code{fence: marker, info: bytes.TrimSpace(data[lead+len(marker) : first])}
	end := first
	for n.lines = 1; end < len(data); n.lines++ {
		line := data[end : end+lineLength(data[end:])]
		end += len(line)
		if closesFence(line, marker) {
			n.closed = true
			n.lines++
			break
		}
		strip := min(indent(line), lead)
		n.Literal = append(n.Literal, line[strip:]...)
	}
	return n, nil, end
}

// noteLines gathers the text of a note whose first line begins at offset from: the lines that go on with
// it, and after empty ones those indented by four columns, without their indentation.
func noteLines(data []byte, from int) (text []byte, consumed int) {
	end := max(lineLength(data), from)
	text = append(text, data[from:end]...)
	goesOn := !blank(text) && !startsBlock(text)
	var open []byte
	for end < len(data) {
		stop := end
		for stop < len(data) && blank(data[stop:stop+lineLength(data[stop:])]) {
			stop += lineLength(data[stop:])
		}
		if stop == len(data) {
			break
		}
		line := data[stop : stop+lineLength(data[stop:])]
		inner, ok := dedent(line)
		if !ok {
			if stop > end || !goesOn || startsBlock(line) {
				break
			}
			inner = line
		}
		text = append(text, bytes.Repeat([]byte("\n"), bytes.Count(data[end:stop], []byte("\n")))...)
		text = append(text, inner...)
		switch {
		case open != nil && closesFence(inner, open):
			open = nil
		case open == nil:
			open = fenceMarker(inner)
		}
		goesOn = open == nil && !startsBlock(inner)
		end = stop + len(line)
	}
	if len(text) == 0 || text[len(text)-1] != '\n' {
		text = append(text, '\n')
	}
	return text, end
}

// dedent takes four columns from the beginning of a line, which has to have them.
func dedent(line []byte) ([]byte, bool) {
	switch n := min(indent(line), 4); {
	case n == 4:
		return line[4:], true
	case n < len(line) && line[n] == '\t':
		return line[n+1:], true
	}
	return line, false
}

// define finds the notes among the nodes and makes them known, before anything is lowered, so that a
// mark knows whether its note exists. Definitions on the lines of a paragraph are parted from it.
func (r *reader) define(blocks []topBlock) {
	next := 0
	for i := range blocks {
		known := r.input.notes
		next = max(next, sort.Search(len(known), func(k int) bool { return known[k].at >= blocks[i].at }))
		blocks[i].nodes = r.defineIn(blocks[i].nodes, &next)
	}
}

func (r *reader) defineIn(nodes []ast.Node, next *int) []ast.Node {
	var out []ast.Node
	for i, n := range nodes {
		var parts []ast.Node
		switch n := n.(type) {
		case *ast.Paragraph:
			parts = partNotes(n)
		case *noteText:
			n.at = r.known(n.label, next)
			r.Define(n.label, n.at)
		}
		if _, isParagraph := n.(*ast.Paragraph); !isParagraph && len(n.GetChildren()) > 0 {
			n.SetChildren(r.defineIn(n.GetChildren(), next))
		}
		for _, p := range parts {
			if t, ok := p.(*noteText); ok {
				t.at = r.known(t.label, next)
				r.Define(t.label, t.at)
			}
		}
		if len(parts) > 0 && out == nil {
			out = append(out, nodes[:i]...)
		}
		switch {
		case len(parts) > 0:
			out = append(out, parts...)
		case out != nil:
			out = append(out, n)
		}
	}
	if out == nil {
		return nodes
	}
	return out
}

// known returns the offset of the next definition of a label.
func (r *reader) known(label string, next *int) int {
	for i := *next; i < len(r.input.notes); i++ {
		if r.input.notes[i].label == label {
			*next = i + 1
			return r.input.notes[i].at
		}
	}
	return r.trace.at
}

// partNotes cuts a paragraph at the definitions that begin its lines; nil when there are none.
func partNotes(p *ast.Paragraph) []ast.Node {
	content := p.Content
	if bytes.IndexByte(content, hidden) < 0 {
		return nil
	}
	var out []ast.Node
	from := 0
	var note *noteText
	flush := func(end int) {
		piece := content[from:end]
		if note == nil && blank(piece) {
			return
		}
		part := &ast.Paragraph{Container: ast.Container{Content: piece}}
		if note == nil {
			out = append(out, part)
			return
		}
		if !blank(piece) {
			note.SetChildren([]ast.Node{part})
		}
		out = append(out, note)
	}
	for at := 0; at < len(content); at += lineLength(content[at:]) {
		lead := at + indent(content[at:])
		if label, n := noteStart(content[min(lead, len(content)):]); n > 0 {
			flush(at)
			note, from = &noteText{label: string(label)}, min(lead+n, len(content))
		}
	}
	if note == nil {
		return nil
	}
	flush(len(content))
	return out
}

const (
	captionFigure = "Figure: "
	captionQuote  = "Quote: "
)

// quoteMark reports whether a mark is that of a quotation.
func quoteMark(mark []byte) bool { return mark[0] == '>' }

// asideMark reports whether a mark is that of an aside.
func asideMark(mark []byte) bool { return mark[0] == 'A' }

// listMark reports whether a mark is that of a list's item.
func listMark(mark []byte) bool {
	switch c := mark[0]; {
	case c == '-' || c == '*' || c == '+':
		return true
	default:
		return '0' <= c && c <= '9'
	}
}

// taskBox reads [ ] or [x] at the beginning of an item.
func taskBox(s []byte) (done, ok bool) {
	if len(s) < 4 || s[0] != '[' || s[2] != ']' || s[3] != ' ' && s[3] != '\t' {
		return false, false
	}
	switch s[1] {
	case ' ':
		return false, true
	case 'x', 'X':
		return true, true
	}
	return false, false
}
