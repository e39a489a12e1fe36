// Package stint bounds the work of templates that authors write. A template is a program: a slip in a range runs for
// days, one that calls itself fills the stack, and a string that is doubled in a loop fills the memory. None of this
// can be stopped from outside, because text/template takes no context, so the work is counted inside.
//
// Work is counted in steps (nodes of templates that are carried out), output and strings in bytes, depth in templates
// that run inside each other; never in seconds, which differ between machines.
//
//   - [Meter.Watch] puts at the beginning of every loop and of every template an {{if}} that prints nothing and counts;
//     an {{if}} without content is allowed in every context of html/template;
//   - [Meter.Writer] counts what is printed;
//   - [Meter.Funcs] replaces the functions of the language that make strings by ones of bounded length;
//   - [Meter.Watch] also refuses templates that take html/template too long to parse, because it reads the body of a
//     range twice, and so a range in a range in a range eight times.
package stint

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"text/template/parse"
)

// Bound is the kind of a limit.
type Bound int

// The bounds. Steps is a loop that does not end, Output prints too much, Text makes too long a string, Depth is a
// template that calls itself without end; Nesting and Loops are of its text and are known before it runs.
const (
	Steps Bound = iota
	Output
	Text
	Depth
	Nesting
	Loops
)

// String names the bound, for tests.
func (b Bound) String() string {
	return [...]string{"steps", "output", "text", "depth", "nesting", "loops"}[b]
}

// Stop is the error of a template that was stopped. Name and Pos are its place: the template, and the offset in its
// text of the loop or template that was last begun. Name is "" when that is unknown; an error of Text is wrapped in the
// place of its action.
type Stop struct {
	Bound Bound
	Name  string
	Pos   parse.Pos
}

// Error implements error. It is for developers: authors are told by whoever runs the template.
func (s *Stop) Error() string { return "the template was stopped: " + s.Bound.String() }

// Limits are the most of each bound.
type Limits struct {
	Steps   int // nodes of templates carried out, and characters of strings made by 64
	Output  int // bytes
	Text    int // bytes of a string that a function makes
	Depth   int // templates that run inside each other
	Nesting int // actions and templates inside each other
	Loops   int // nodes as html/template reads them, those in a range twice
}

// Meter counts the work of templates that run one after the other. It is not safe for concurrent use.
type Meter struct {
	limits       Limits
	steps, depth int
	output       int
	places       []spot
	at           int // index into places, −1: nothing has begun
}

// spot is a loop or a template, with the number of nodes that it carries out each time.
type spot struct {
	name  string
	pos   parse.Pos
	nodes int
}

// New returns a meter.
func New(limits Limits) *Meter { return &Meter{limits: limits, at: -1} }

// Begin sets the count back: a new template runs.
func (m *Meter) Begin() { m.steps, m.depth, m.output, m.at = 0, 0, 0, -1 }

// stop makes the error of bound b at the place that was begun last.
func (m *Meter) stop(b Bound) error {
	s := &Stop{Bound: b}
	if m.at >= 0 {
		s.Name, s.Pos = m.places[m.at].name, m.places[m.at].pos
	}
	return s
}

// Spend counts n steps.
func (m *Meter) Spend(n int) error {
	if m.steps += n; m.steps > m.limits.Steps {
		return m.stop(Steps)
	}
	return nil
}

// Writer returns a writer to w that counts the bytes. The error at the limit ends the template.
func (m *Meter) Writer(w io.Writer) io.Writer { return counter{m, w} }

type counter struct {
	*Meter
	w io.Writer
}

func (c counter) Write(p []byte) (int, error) {
	if c.output += len(p); c.output > c.limits.Output {
		return 0, c.stop(Output)
	}
	return c.w.Write(p)
}

// The functions that the nodes of Watch call. Their names have letters that the language allows and nobody types, so
// that they cannot be an author's.
const (
	stepFunc  = "ʘstep"
	enterFunc = "ʘenter"
	leaveFunc = "ʘleave"
)

// counting is the cost of a counting node, which calls a function, in ordinary nodes.
const counting = 5

func (m *Meter) step(i int) (bool, error) {
	m.at = i
	return false, m.Spend(m.places[i].nodes + counting)
}

func (m *Meter) enter(i int) (bool, error) {
	m.at = i
	if m.depth++; m.depth > m.limits.Depth {
		return false, m.stop(Depth)
	}
	return false, m.Spend(m.places[i].nodes + counting)
}

func (m *Meter) leave() bool {
	m.depth--
	return false
}

// Watch puts the counting nodes into trees, which are the templates that can call each other, by name. It must be
// called once, after all are parsed and before the first runs, because html/template then rewrites them. Templates for
// which it returns a Stop must not be run.
func (m *Meter) Watch(trees map[string]*parse.Tree) []*Stop {
	w := watcher{m: m, trees: trees, costs: map[string]cost{}}
	names := slices.Sorted(maps.Keys(trees))
	for _, name := range names {
		if trees[name] != nil && trees[name].Root != nil {
			w.template(name)
		}
	}
	if len(w.stops) > 0 {
		return w.stops
	}
	for _, name := range names {
		tree := trees[name]
		if tree == nil || tree.Root == nil {
			continue
		}
		n := m.watch(tree, tree.Root)
		i := m.place(tree, tree.Root.Pos, n)
		tree.Root.Nodes = slices.Concat([]parse.Node{call(enterFunc, i)}, tree.Root.Nodes, []parse.Node{call(leaveFunc, -1)})
	}
	return nil
}

func (m *Meter) place(tree *parse.Tree, pos parse.Pos, nodes int) int {
	m.places = append(m.places, spot{fileOf(tree), pos, nodes})
	return len(m.places) - 1
}

// fileOf is the name of the template in whose text tree stands.
func fileOf(tree *parse.Tree) string {
	if tree.ParseName != "" {
		return tree.ParseName
	}
	return tree.Name
}

// watch puts a counting node at the head of every loop in list, and returns how many nodes are in the list outside
// its loops.
func (m *Meter) watch(tree *parse.Tree, list *parse.ListNode) (n int) {
	if list == nil {
		return 0
	}
	for _, node := range list.Nodes {
		n++
		switch node := node.(type) {
		case *parse.IfNode:
			n += m.watch(tree, node.List) + m.watch(tree, node.ElseList)
		case *parse.WithNode:
			n += m.watch(tree, node.List) + m.watch(tree, node.ElseList)
		case *parse.RangeNode:
			n += m.watch(tree, node.ElseList)
			i := m.place(tree, node.Pos, m.watch(tree, node.List))
			if node.List != nil {
				node.List.Nodes = slices.Insert(node.List.Nodes, 0, call(stepFunc, i))
			}
		}
	}
	return n
}

// call makes {{if name i}}{{end}}; without i if that is negative.
func call(name string, i int) parse.Node {
	text := "{{if " + name + "}}{{end}}"
	if i >= 0 {
		text = fmt.Sprintf("{{if %s %d}}{{end}}", name, i)
	}
	known := map[string]any{stepFunc: true, enterFunc: true, leaveFunc: true}
	trees, err := parse.Parse("count", text, "", "", known)
	if err != nil {
		panic("stint: " + err.Error())
	}
	return trees["count"].Root.Nodes[0]
}

// watcher measures templates before they run.
type watcher struct {
	m     *Meter
	trees map[string]*parse.Tree
	costs map[string]cost
	stops []*Stop
	now   *parse.Tree
}

// cost is how many nodes html/template reads, and how deep they are in one another.
type cost struct{ nodes, depth int }

// template measures the template name with those it calls; one that is being measured costs nothing more, because
// html/template reads a recursive call once.
func (w *watcher) template(name string) cost {
	if c, ok := w.costs[name]; ok {
		return c
	}
	tree := w.trees[name]
	if tree == nil || tree.Root == nil {
		return cost{}
	}
	w.costs[name] = cost{}
	before := w.now
	w.now = tree
	c := w.list(tree.Root)
	w.now = before
	w.costs[name] = c
	return c
}

func (w *watcher) list(list *parse.ListNode) (c cost) {
	if list == nil {
		return c
	}
	for _, node := range list.Nodes {
		var inside cost
		switch node := node.(type) {
		case *parse.IfNode:
			inside = w.both(node.List, node.ElseList)
		case *parse.WithNode:
			inside = w.both(node.List, node.ElseList)
		case *parse.RangeNode:
			inside = w.both(node.List, node.ElseList)
			inside.nodes *= 2
		case *parse.TemplateNode:
			inside = w.template(node.Name)
			inside.depth++
		}
		c = cost{w.within(Loops, node, c.nodes+1+inside.nodes, w.m.limits.Loops), max(c.depth, w.within(Nesting, node, inside.depth, w.m.limits.Nesting))}
	}
	return c
}

func (w *watcher) both(a, b *parse.ListNode) cost {
	x, y := w.list(a), w.list(b)
	return cost{x.nodes + y.nodes, max(x.depth, y.depth) + 1}
}

// within returns n. If n is more than most, it records a stop at node and returns a number with which the nodes around
// pass, so that there is one message per fault.
func (w *watcher) within(b Bound, node parse.Node, n, most int) int {
	if n <= most {
		return n
	}
	w.stops = append(w.stops, &Stop{Bound: b, Name: fileOf(w.now), Pos: node.Position()})
	return 0
}
