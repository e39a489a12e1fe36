package manuscript

import (
	"bytes"
	"strconv"
	"text/template"
	"text/template/parse"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
	"keben/internal/stint"
)

// expanded is a chapter's text after its templates ran, and where each piece of it came from.
type expanded struct {
	text    []byte
	from    *source.Map
	inserts []markdown.Insert
}

// overrun is the error of an expansion that is over a limit.
type overrun struct{ *budget.Limit }

func (o overrun) Error() string { return "over the limit " + o.Name }

// expand runs the chapter's text, from offset at on, through text/template. Actions with undefined names come out as
// typed, each with a warning. After any other fault the whole text does, with one message, so that the rest of the
// chapter is still checked.
func (j *job) expand(src *source.File, at int, c *book.Chapter) expanded {
	out := expanded{text: src.Text[at:], from: source.Tail(at)}
	if !bytes.Contains(out.text, []byte("{{")) {
		return out
	}
	masked := mask(out.text)
	if !bytes.Contains(masked, []byte("{{")) {
		return out
	}
	if deep := nestedActions(masked, budget.TemplateNesting.Max); deep >= 0 {
		j.report(budget.TemplateNesting.At(src.Point(at + deep)))
		return out
	}
	r := &run{job: j, src: src, base: at, masked: masked,
		meter: stint.New(stint.Limits{Steps: budget.TemplateSteps.Max, Text: budget.TemplateString.Max})}
	values := r.values(c)
	r.undefined(values)
	err := r.execute(values)
	for err != nil && r.missed(err) {
		err = r.execute(values) // without that action; the meter counts on
	}
	if err != nil {
		j.report(r.fault(err))
		return out
	}
	j.report(r.messages...)
	return expanded{text: r.out.Text(), from: r.out.Map(), inserts: r.inserts}
}

// execute runs the template from its beginning.
func (r *run) execute(values map[string]any) error {
	r.out, r.marks, r.now, r.inserts, r.messages = source.Edit(r.src.Text), map[string]mark{}, mark{}, nil, nil
	t, err := template.New("").Option("missingkey=error").Funcs(r.funcs()).Parse(string(r.masked))
	if err != nil {
		return err
	}
	for _, part := range t.Templates() {
		if part.Tree != nil {
			r.mark(part.Root)
		}
	}
	return t.Execute(r, values)
}

// nestedActions returns the offset of the first action that opens a block inside more than most others, or -1. It runs
// before the template is parsed, because text/template parses blocks recursively, and a stack overflow ends the
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

// mask replaces code and formulas by letters of the same length, so that the template does not see them. Line ends and
// offsets stay the same.
func mask(text []byte) []byte {
	out := bytes.Clone(text)
	for _, r := range markdown.Verbatim(text) {
		for i := int(r.From); i < int(r.To); i++ {
			if out[i] != '\n' {
				out[i] = 'x'
			}
		}
	}
	return out
}

// mark announces the next piece of the output: a text of the author's, or the output of an action.
type mark struct {
	source.Range // of either, in the source
	text         bool
}

// markPrefix begins the text of a mark. U+0000 is in no chapter.
const markPrefix = "\x00"

// run is one expansion. It is the template's writer. Marks, which are text nodes inserted before every node, tell it
// which piece comes next, and so the offset of every output and the action that calls a function.
type run struct {
	*job
	src     *source.File
	base    int // offset of the template's text in the source
	masked  []byte
	out     *source.Editor
	inserts []markdown.Insert

	marks    map[string]mark
	now      mark
	meter    *stint.Meter
	messages []diag.Message
	ends     map[int]int       // where the block ends that an action opens, by the action's offset
	near     map[string]string // the nearest key to one that is not there, "" for none
}

// mark puts a mark before every node of a list and of the lists in it. An empty list gets one, too, so that a loop
// without output is counted.
func (r *run) mark(list *parse.ListNode) {
	if list == nil {
		return
	}
	nodes := make([]parse.Node, 0, 2*len(list.Nodes)+1)
	for _, n := range list.Nodes {
		m := r.action(int(n.Position()))
		switch n := n.(type) {
		case *parse.TextNode:
			at := r.base + int(n.Pos)
			m = mark{source.Span(at, at+len(n.Text)), true}
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
		nodes = append(nodes, r.node(r.action(int(list.Pos))))
	}
	list.Nodes = nodes
}

// node makes the text node of a mark.
func (r *run) node(m mark) *parse.TextNode {
	text := markPrefix + strconv.Itoa(len(r.marks))
	r.marks[text] = m
	return &parse.TextNode{NodeType: parse.NodeText, Text: []byte(text)}
}

// action is the mark of the action in which a node's position is.
func (r *run) action(pos int) mark {
	from := r.opening(pos)
	to := actionEnd(r.masked, min(from+2, len(r.masked)))
	if to < 0 {
		to = from
	}
	return mark{Range: source.Span(r.base+from, r.base+to)}
}

// opening returns the offset of the {{ before a node's position.
func (r *run) opening(pos int) int {
	pos = min(max(pos, 0), len(r.masked))
	if open := bytes.LastIndex(r.masked[:pos], []byte("{{")); open >= 0 {
		return open
	}
	return pos
}

// Write takes a mark, a text node or the output of an action. A text node is replaced by the original text, which has
// the code and formulas.
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
	if r.now.text && int(r.now.To-r.now.From) == len(p) {
		r.out.Keep(r.now.Range)
	} else {
		r.out.Put(bytes.ReplaceAll(p, []byte{0}, []byte("\uFFFD")), r.now.Range)
	}
	if budget.TemplateOutput.Over(r.out.Len()) {
		return 0, overrun{budget.TemplateOutput}
	}
	return len(p), nil
}

// place is the place of the action that is running.
func (r *run) place() source.Place { return r.src.At(r.now.Range) }
