package manuscript

import (
	"bytes"
	"sort"
	"strconv"
	"text/template"
	"text/template/parse"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/manuscript/foreign"
	"keben/internal/manuscript/markdown"
	"keben/internal/stint"
)

// expanded is a chapter's text after its templates ran, and where each piece of it came from.
type expanded struct {
	text    []byte
	src     *diag.Source
	pieces  []piece
	inserts []markdown.Insert

	rewritten *foreign.Result // from the syntax of other tools, or nil
}

// piece is a run of the expanded text from offset at on. What the author wrote is the same in the source, from
// its offset from on; what an action printed came all from that place.
type piece struct {
	at, from int
	same     bool
}

// pos maps an offset of the expanded text to a place in the file.
func (e *expanded) pos(offset int) diag.Pos {
	if e.rewritten != nil {
		offset = e.rewritten.At(offset)
	}
	i := sort.Search(len(e.pieces), func(i int) bool { return e.pieces[i].at > offset }) - 1
	if i < 0 {
		return e.src.Pos(0)
	}
	p := e.pieces[i]
	if p.same {
		p.from += offset - p.at
	}
	return e.src.Pos(p.from)
}

// overrun is the error of an expansion that is over a limit.
type overrun struct{ *budget.Limit }

func (o overrun) Error() string { return "over the limit " + o.Name }

// expand runs the chapter's text, from offset at on, through text/template. After a fault there is one message
// and the text as it was written, so that everything else in the chapter is still checked.
func (j *job) expand(src *diag.Source, at int, c *book.Chapter) expanded {
	out := expanded{text: src.Text[at:], src: src, pieces: []piece{{at: 0, from: at, same: true}}}
	if !bytes.Contains(out.text, []byte("{{")) {
		return out
	}
	masked := mask(out.text)
	if !bytes.Contains(masked, []byte("{{")) {
		return out
	}
	if deep := nestedActions(masked, budget.TemplateNesting.Max); deep >= 0 {
		j.report(budget.TemplateNesting.At(src.Pos(at + deep)))
		return out
	}
	r := &run{job: j, out: expanded{src: src}, original: src.Text, base: at, masked: masked, marks: map[string]mark{},
		meter: stint.New(stint.Limits{Steps: budget.TemplateSteps.Max, Text: budget.TemplateString.Max})}
	t, err := template.New("").Option("missingkey=error").Funcs(r.funcs()).Parse(string(masked))
	if err == nil {
		for _, part := range t.Templates() {
			if part.Tree != nil {
				r.mark(part.Root)
			}
		}
		err = t.Execute(r, r.values(c))
	}
	if err != nil {
		j.report(r.fault(err))
		return out
	}
	j.report(r.messages...)
	return r.out
}

// nestedActions returns the offset of the first action that opens a block inside more than most others, or -1. It
// looks before the template is parsed: text/template parses blocks recursively, and a stack that overflows ends the
// program.
func nestedActions(text []byte, most int) int {
	depth := 0
	for at := 0; ; {
		open := bytes.Index(text[at:], []byte("{{"))
		if open < 0 {
			return -1
		}
		at += open
		word := bytes.TrimLeft(bytes.TrimPrefix(text[at+2:min(len(text), at+200)], []byte("- ")), " \t\r\n")
		switch string(word[:letters(word)]) {
		case "if", "range", "with", "block", "define":
			if depth++; depth > most {
				return at
			}
		case "end":
			depth = max(depth-1, 0)
		}
		at += 2
	}
}

// letters is how many small letters s begins with.
func letters(s []byte) int {
	n := 0
	for n < len(s) && 'a' <= s[n] && s[n] <= 'z' {
		n++
	}
	return n
}

// mask replaces code and formulas by letters of the same length, line ends kept, so that the template never
// sees them and every offset stays true.
func mask(text []byte) []byte {
	out := bytes.Clone(text)
	for _, r := range markdown.Verbatim(text) {
		for i := r.Start; i < r.Stop; i++ {
			if out[i] != '\n' {
				out[i] = 'x'
			}
		}
	}
	return out
}

// mark says what comes next in the output.
type mark struct {
	from int  // offset in the source
	size int  // of a text node
	text bool // what follows is the author's text, not an action's
}

// markPrefix begins the text of a mark. U+0000 is in no chapter.
const markPrefix = "\x00"

// run is one expansion. As the template's writer it is told by marks, text nodes put before every node, what
// comes next: that is how the offsets of the output are known, and which action is calling a function.
type run struct {
	*job
	out      expanded
	original []byte
	base     int // offset of the template's text in the source
	masked   []byte

	marks    map[string]mark
	now      mark
	meter    *stint.Meter
	messages []diag.Message
}

// mark puts a mark before every node of a list and of the lists in it; an empty list gets one too, so that a
// loop without output is counted.
func (r *run) mark(list *parse.ListNode) {
	if list == nil {
		return
	}
	nodes := make([]parse.Node, 0, 2*len(list.Nodes)+1)
	for _, n := range list.Nodes {
		m := mark{from: r.base + r.action(int(n.Position()))}
		switch n := n.(type) {
		case *parse.TextNode:
			m = mark{from: r.base + int(n.Pos), size: len(n.Text), text: true}
		case *parse.IfNode:
			r.mark(n.List)
			r.mark(n.ElseList)
		case *parse.RangeNode:
			r.mark(n.List)
			r.mark(n.ElseList)
		case *parse.WithNode:
			r.mark(n.List)
			r.mark(n.ElseList)
		}
		nodes = append(nodes, r.node(m), n)
	}
	if len(nodes) == 0 {
		nodes = append(nodes, r.node(mark{from: r.base + r.action(int(list.Pos))}))
	}
	list.Nodes = nodes
}

// node makes the text node of a mark.
func (r *run) node(m mark) *parse.TextNode {
	text := markPrefix + strconv.Itoa(len(r.marks))
	r.marks[text] = m
	return &parse.TextNode{NodeType: parse.NodeText, Text: []byte(text)}
}

// action returns the offset of the {{ before a node's position.
func (r *run) action(pos int) int {
	pos = min(max(pos, 0), len(r.masked))
	if open := bytes.LastIndex(r.masked[:pos], []byte("{{")); open >= 0 {
		return open
	}
	return pos
}

// Write takes a mark, a text node or what an action prints. A text node is written from the original, which
// has the code and formulas.
func (r *run) Write(p []byte) (int, error) {
	if len(p) > 0 && p[0] == markPrefix[0] {
		if m, ok := r.marks[string(p)]; ok {
			r.now = m
			if err := r.meter.Spend(1); err != nil {
				return 0, err
			}
			return len(p), nil
		}
	}
	if len(p) == 0 {
		return 0, nil
	}
	r.out.pieces = append(r.out.pieces, piece{at: len(r.out.text), from: r.now.from, same: r.now.text})
	if r.now.text && r.now.size == len(p) {
		r.out.text = append(r.out.text, r.original[r.now.from:r.now.from+len(p)]...)
	} else {
		r.out.text = append(r.out.text, bytes.ReplaceAll(p, []byte{0}, []byte("\uFFFD"))...)
	}
	if budget.TemplateOutput.Over(len(r.out.text)) {
		return 0, overrun{budget.TemplateOutput}
	}
	return len(p), nil
}

// pos is where the action now running stands.
func (r *run) pos() diag.Pos { return r.out.src.Pos(r.now.from) }
