// Package foreign rewrites what authors of other tools type and this program does not know, so that a folder
// made for mdBook, GitBook, MkDocs, VitePress, Hugo, Jekyll or Obsidian can be read: as our own Markdown where we have
// the same thing, else as something readable. Every construct is one row of a table.
//
// It works on text, before Markdown is parsed, because most of these tools work so themselves. Positions stay
// those of the file.
package foreign

import (
	"sort"
)

// Options say what to rewrite.
type Options struct {
	Text []byte // UTF-8
	// Open returns the text of a file by its path relative to the chapter, as include directives name it.
	Open func(name string) ([]byte, bool)
}

// Result is a text that has been rewritten.
type Result struct {
	Text   []byte
	Found  []Found
	Absent []Absent

	tables []table // of the passes, the first first
}

// Found counts a construct of another tool.
type Found struct {
	Construct *Construct
	Count     int
	Offset    int // of the first, in the original text
}

// Absent is a file that an include directive names and that is not there.
type Absent struct {
	Name   string
	Offset int
}

// Rewrite rewrites a chapter's text.
func Rewrite(o Options) Result {
	r := &rewriter{Options: o, counts: map[*Construct]*Found{}}
	text := r.pass(o.Text, r.blocks)
	text = r.pass(text, r.inlines)
	out := Result{Text: text, Absent: r.absent, tables: r.tables}
	for _, f := range r.counts {
		out.Found = append(out.Found, *f)
	}
	sort.Slice(out.Found, func(i, j int) bool {
		a, b := out.Found[i], out.Found[j]
		if a.Offset != b.Offset {
			return a.Offset < b.Offset
		}
		return a.Construct.En < b.Construct.En
	})
	return out
}

// At maps an offset of the rewritten text to one of the original.
func (r *Result) At(offset int) int { return trace(r.tables, offset) }

// rewriter is the state of one rewriting.
type rewriter struct {
	Options
	counts map[*Construct]*Found
	absent []Absent
	tables []table
	depth  int // of includes
}

// pass runs one pass over a text and keeps its table.
func (r *rewriter) pass(text []byte, run func(*editor)) []byte {
	e := &editor{src: text}
	run(e)
	r.tables = append(r.tables, e.pieces)
	return e.out
}

// found counts a construct at an offset of the text being rewritten.
func (r *rewriter) found(k *Construct, offset int) {
	if k == quiet {
		return
	}
	offset = trace(r.tables, offset)
	f := r.counts[k]
	if f == nil {
		f = &Found{Construct: k, Offset: offset}
		r.counts[k] = f
	}
	f.Count++
	f.Offset = min(f.Offset, offset)
}

// table tells where the pieces of a text came from, in order of their offsets.
type table []piece

// piece is a run of a new text from offset at on: the same as the old one's from offset from on, or all made at
// that place.
type piece struct {
	at, from int
	same     bool
}

func (t table) at(offset int) int {
	i := sort.Search(len(t), func(i int) bool { return t[i].at > offset }) - 1
	if i < 0 {
		return 0
	}
	if t[i].same {
		return t[i].from + offset - t[i].at
	}
	return t[i].from
}

func trace(tables []table, offset int) int {
	for i := len(tables) - 1; i >= 0; i-- {
		offset = tables[i].at(offset)
	}
	return offset
}

// editor writes a new text from an old one.
type editor struct {
	src    []byte
	out    []byte
	pieces table
}

// keep copies src[from:to].
func (e *editor) keep(from, to int) {
	if from >= to {
		return
	}
	e.pieces = append(e.pieces, piece{at: len(e.out), from: from, same: true})
	e.out = append(e.out, e.src[from:to]...)
}

// put writes a text that stands for what is at offset from.
func (e *editor) put(s string, from int) {
	if s == "" {
		return
	}
	e.pieces = append(e.pieces, piece{at: len(e.out), from: from})
	e.out = append(e.out, s...)
}
