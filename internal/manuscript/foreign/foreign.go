// Package foreign rewrites the syntax of other tools, so that chapters written for mdBook, MkDocs, MyST, Quarto and others
// can be read: as Keben's own Markdown where there is an equivalent, otherwise as readable text. Every construct is one
// row of a table; what only one tool's authors mean by it is read in books of that tool only.
//
// It works on text, before Markdown is parsed, because most of these tools do so, too. Offsets are bytes; a
// [source.Map] leads back to the file. The work grows with the text: what ends a construct is looked for once, and not
// again for every one that is open.
//
// It is used where the book's syntax is another tool's: in a book of Keben {{ is a template and nothing else. Attributes
// are never printed: what readers see is a title, a caption or what is between two tags.
package foreign

import (
	"sort"

	"keben/internal/source"
	"keben/internal/tool"
)

// Options say what to rewrite.
type Options struct {
	Text []byte    // UTF-8
	Tool tool.Name // for which it was written
	// Value returns the value that the front matter gives to a key, as text. Nil: there is none.
	Value func(key string) (string, bool)
	// Open returns the text of a file by its path relative to the chapter, as include directives name it.
	Open func(name string) ([]byte, bool)
}

// Result is a text that has been rewritten.
type Result struct {
	Text   []byte
	Found  []Found
	Absent []Absent

	Map *source.Map // from Text to the original
}

// Found counts a construct of another tool.
type Found struct {
	Construct *Construct
	Count     int
	Offset    int // of the first, in the original text
}

// Absent is a file that an include directive names and that is not there, or a part that the file has not.
type Absent struct {
	Name, Part string
	Offset     int
}

// Rewrite rewrites a chapter's text.
func Rewrite(o Options) Result {
	r := &rewriter{Options: o, counts: map[*Construct]*Found{}, named: map[naming]*Construct{}}
	text := r.pass(o.Text, r.blocks)
	text = r.pass(text, r.inlines)
	out := Result{Text: text, Absent: r.absent, Map: r.from}
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

// rewriter is the state of one rewriting.
type rewriter struct {
	Options
	counts map[*Construct]*Found
	named  map[naming]*Construct
	absent []Absent
	from   *source.Map // of the passes so far
	depth  int         // of includes
}

// pass runs one pass over a text and keeps its table.
func (r *rewriter) pass(text []byte, run func(*editor)) []byte {
	e := &editor{src: text, Editor: source.Edit(text)}
	run(e)
	r.from = e.Map().After(r.from)
	return e.Text()
}

// found counts a construct at an offset of the text being rewritten.
func (r *rewriter) found(k *Construct, offset int) {
	if k == quiet {
		return
	}
	offset = r.from.Offset(offset)
	f := r.counts[k]
	if f == nil {
		f = &Found{Construct: k, Offset: offset}
		r.counts[k] = f
	}
	f.Count++
	f.Offset = min(f.Offset, offset)
}

// editor writes a new text from an old one.
type editor struct {
	src []byte
	*source.Editor
}

// keep copies src[from:to].
func (e *editor) keep(from, to int) { e.Keep(source.Span(from, to)) }

// put writes a text that stands for what is at offset from.
func (e *editor) put(s string, from int) { e.Put([]byte(s), source.Span(from, from)) }
