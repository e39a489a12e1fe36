package mmark

import (
	"bytes"
	"sort"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/diag"
	"keben/internal/manuscript/prose"
	"keben/internal/source"

	"github.com/gomarkdown/markdown/ast"
	"github.com/gomarkdown/markdown/parser"
)

// extensions are those of Mmark's own parser, but for footnotes, which are read here, includes, which
// would reach other files, and ids made from headings, which collation makes.
const extensions = parser.Tables | parser.FencedCode | parser.Autolink | parser.Strikethrough |
	parser.SpaceHeadings | parser.HeadingIDs | parser.BackslashLineBreak | parser.SuperSubscript |
	parser.DefinitionLists | parser.MathJax | parser.OrderedListStart | parser.Attributes | parser.Mmark

// Limits that no author meets and that keep any input within time and stack. gomarkdown drops what is
// nested more than 64 deep, blocks and inlines together.
var (
	maxBlocks  = budget.MmarkBlocks.Max
	maxInlines = budget.MmarkInlines.Max
	maxScan    = budget.MmarkScan.Max
)

const (
	maxImages = 4        // images in the text of images
	reach     = 32 << 10 // how far the parser of a block looks ahead, at least
)

// reader reads one text.
type reader struct {
	*prose.Reading
	input  *input
	trace  trace
	parser *parser.Parser
	abbrs  []abbreviation

	extents map[ast.Node]span    // of top-level blocks in the source
	pieces  map[ast.Node][]byte  // of the text that became inlines
	offsets map[source.Range]int // where the blocks lowered so far begin

	top     []byte // the source from the block being read on
	started bool   // the hook has seen the block's beginning
	stop    int    // where the block after it begins, in top
	last    []byte // what the hook saw last inside a block
	term    term   // see beforeTerm

	content []byte      // whose inlines are being parsed
	pairs   map[int]int // its brackets, by offset; nil until asked for
	nesting int
	images  int // images in the text of images
	scanned int
	tooMuch bool
	ticked  int // backticks are counted up to here
	refused int // a block that begins before this offset is kept as plain text
}

func newReader(o Options) *reader {
	r := &reader{input: newInput(o.Text), offsets: map[source.Range]int{}, extents: map[ast.Node]span{}, pieces: map[ast.Node][]byte{}}
	if o.Source == nil {
		o.Source = source.New("", o.Text)
	}
	o.Text, o.Map = r.input.text, r.input.from.After(o.Map)
	r.Reading = prose.NewReading(o)
	r.trace = newTrace(r.input.text)
	r.parser = r.newParser()
	r.abbrs = findAbbreviations(r.input)
	return r
}

func (r *reader) newParser() *parser.Parser {
	p := parser.NewWithExtensions(extensions)
	p.Opts.ParserHook = r.hook
	r.registerInlines(p)
	return p
}

// report adds a message about the character at an offset of the prepared text.
func (r *reader) report(k *diag.Kind, at int, args ...any) {
	r.Report(k, r.Place(max(at, 0)), args...)
}

// topBlock is a block that is in no other, with what gomarkdown made of it.
type topBlock struct {
	at, end int
	nodes   []ast.Node
}

// kept is a block whose source is shown unread.
type kept struct {
	ast.Leaf
	at, end int
	limit   *budget.Limit // that it would be over, or nil
}

// split reads the source block by block.
func (r *reader) split() []topBlock {
	var out []topBlock
	text := r.input.text
	for at := 0; at < len(text); {
		t := topBlock{at: at}
		large, _ := r.input.largeAt(at)
		tabled := large.end > 0 && large.start <= at
		end, ok := 0, false
		if limit := r.limit(at); !tabled && r.affordable(at, limit) {
			end, ok = r.one(at, limit)
		}
		switch {
		case tabled:
			t.end = large.end
			t.nodes = []ast.Node{&kept{at: at, end: t.end, limit: budget.TableCells}}
		case !ok || end <= at:
			r.renew()
			t.end = r.paragraphEnd(at)
			t.nodes = []ast.Node{&kept{at: at, end: t.end}}
		default:
			t.end, t.nodes = end, r.parser.Doc.GetChildren()
			if tooDeep(t.nodes, maxBlocks) {
				t.nodes = []ast.Node{&kept{at: at, end: end}}
			}
		}
		// The document's list of children is emptied for every block: gomarkdown goes through all of
		// it for each list.
		r.parser.Doc.SetChildren(nil)
		if len(t.nodes) > 0 {
			out = append(out, t)
		}
		at = t.end
	}
	return out
}

// affordable reports whether gomarkdown may look at the runs of backticks from an offset to its limit. Wherever a line
// could be the head of a table, it searches the pair of every backtick that it has not passed, and takes a part of a
// longer run for one. So a run of n without a closing run costs n searches through the rest of the text.
func (r *reader) affordable(at, limit int) bool {
	if from := max(at, r.ticked); limit > from {
		cost := 0
		runs := ticks(r.input.text[from:limit])
		for i := 0; i < len(runs); {
			n, k := runs[i].n, i+1
			for k < len(runs) && runs[k].n < n {
				k++
			}
			if k < len(runs) {
				cost += runs[k].at - runs[i].at
				runs[k].n -= n
				if i = k; runs[k].n == 0 {
					i++
				}
			} else {
				cost += n * (limit - from - runs[i].at)
				i++
			}
			if cost > maxScan {
				break
			}
		}
		r.ticked = limit
		if cost > limit-from && !r.scan(cost) {
			r.refused = limit
		}
	}
	return at >= r.refused
}

// run is a run of backticks.
type run struct{ at, n int }

func ticks(text []byte) []run {
	var out []run
	for i := 0; i < len(text); {
		j := bytes.IndexByte(text[i:], '`')
		if j < 0 {
			break
		}
		n := prose.Count(text[i+j:], '`')
		out = append(out, run{i + j, n})
		i += j + n
	}
	return out
}

// one has gomarkdown parse the block at an offset and returns where the next one begins. It looks no
// farther than limit. A panic of the parser is a block that cannot be read.
func (r *reader) one(at, limit int) (end int, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	r.top = r.input.text[at:limit:limit]
	r.started, r.stop, r.last = false, limit-at, nil
	r.parser.Block(r.top)
	return at + r.stop, true
}

// renew takes a new parser after a panic has left the old one in disorder, and shows it the link
// references that the old one knew.
func (r *reader) renew() {
	r.parser = r.newParser()
	hook := r.parser.Opts.ParserHook
	r.parser.Opts.ParserHook = nil
	for line := range bytes.Lines(r.input.text) {
		lead := bytes.TrimLeft(line, " ")
		if len(lead) > 0 && lead[0] == '[' && bytes.Contains(lead, []byte("]:")) {
			r.reference(line)
		}
	}
	r.parser.Doc.SetChildren(nil)
	r.parser.Opts.ParserHook = hook
}

func (r *reader) reference(line []byte) {
	defer func() { _ = recover() }()
	r.parser.Block(line)
}

// limit is how far the parser may look for the end of the block at an offset: to the next fence of code in the first
// column, which ends every other block, and in a long text to another place that ends all blocks. Without a limit each
// unclosed mark would be searched to the end of the text.
func (r *reader) limit(at int) int {
	text, fences := r.input.text, r.input.fences
	i := sort.Search(len(fences), func(i int) bool { return fences[i].end > at })
	end := len(text)
	if large, ok := r.input.largeAt(at); ok && large.start > at {
		end = large.start
	}
	if i < len(fences) && fences[i].start < end {
		if end = fences[i].start; end <= at {
			return fences[i].end
		}
	}
	stops := r.input.stops
	if i := sort.SearchInts(stops, at+reach+2); i < len(stops) {
		return min(stops[i], end)
	}
	return end
}

// paragraphEnd is the end of the lines up to an empty one.
func (r *reader) paragraphEnd(at int) int {
	text := r.input.text
	if i := bytes.Index(text[at:], []byte("\n\n")); i >= 0 {
		return at + i + 1
	}
	return len(text)
}

// enter moves the trace to the top-level block that a node is, if it is one.
func (r *reader) enter(n ast.Node) {
	if s, ok := r.extents[n]; ok {
		r.trace.window(s.start, s.end)
	}
}

// tooDeep reports whether nodes are nested more than limit deep.
func tooDeep(nodes []ast.Node, limit int) bool {
	for _, n := range nodes {
		if children := n.GetChildren(); len(children) > 0 && (limit == 0 || tooDeep(children, limit-1)) {
			return true
		}
	}
	return false
}

// asTyped keeps the text of a block that cannot be read.
func (r *reader) asTyped(t *kept) book.Block {
	text := typed(r.input.text[t.at:t.end])
	lead := len(text) - len(bytes.TrimLeft(text, "\n"))
	head := r.head(t.at + lead)
	if t.limit != nil {
		r.report(t.limit.Kind, t.at+lead, t.limit.Shown())
		head.Fault = t.limit.Kind.ID
	} else {
		r.report(unread, t.at+lead)
		head.Fault = unread.ID
	}
	r.trace.at = t.end
	return &book.CodeBlock{Head: head, Text: r.plain(bytes.Trim(text, "\n")) + "\n"}
}

// hook is asked by gomarkdown at the beginning of every block. It ends the parsing at the second block
// of the top level, and reads those blocks that are read here.
func (r *reader) hook(data []byte) (ast.Node, []byte, int) {
	if len(data) == 0 {
		return nil, nil, 0
	}
	if len(data) <= len(r.top) && &data[len(data)-1] == &r.top[len(r.top)-1] {
		if r.started {
			r.stop = len(r.top) - len(data)
			return nil, nil, len(data)
		}
		r.started = true
	} else if len(r.last) == len(data) && &r.last[0] == &data[0] {
		// No parser took the line, and none ever would.
		n := lineLength(data)
		return &ast.Paragraph{Container: ast.Container{Content: data[:n]}}, nil, n
	}
	r.last = data
	return r.container(data)
}

func lineLength(data []byte) int {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1
	}
	return len(data)
}

// plain is raw text as the author wrote it, with the values of template functions.
func (r *reader) plain(text []byte) string { return r.Plain(string(prose.Nulls(typed(text)))) }
