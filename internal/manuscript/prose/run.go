package prose

import (
	"bytes"
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/script"
	"keben/internal/source"
)

// MaxInlines limits nesting, because every later stage walks the tree recursively.
var MaxInlines = budget.InlineNesting.Max // notes inside notes too

// MaxAhead is how many bytes one attribute list or formula may have.
const MaxAhead = 2_000

// Run collects the inlines of one block. Text is held back until another inline comes, so that adjacent nodes of a
// parser become one book.Text, and a line break sees its neighbours across the boundaries of emphasis and links.
type Run struct {
	Split bool // block inserts may stand here, and the paragraph is cut at them

	reading *Reading
	out     []book.Inline
	buf     []byte
	at, to  int // offsets in Options.Text of buf's first byte and behind its last
	last    script.Edge
	brk     lineBreak
	gaps    bool // an empty Text stands somewhere
	depth   int
}

// lineBreak is a line end whose right side is not yet known.
type lineBreak struct {
	open  bool
	left  script.Edge
	right script.Edge
	text  *book.Text // nil: in the run's buf
	at    int        // offset in either
}

// NewRun begins a block's text.
func (r *Reading) NewRun() *Run { return &Run{reading: r, depth: r.Depth} }

// End returns the inlines. trim removes the blank at their end, which stood before something that was
// taken from there.
func (r *Run) End(trim bool) []book.Inline {
	r.flush()
	if r.brk.open {
		r.settle()
	}
	if r.gaps {
		r.out = prune(r.out)
	}
	if trim {
		r.out = r.trimRight(r.out)
	}
	return r.out
}

// trimRight removes the blank between a title and the attribute list taken from its end.
func (r *Run) trimRight(ins []book.Inline) []book.Inline {
	if len(ins) == 0 {
		return ins
	}
	if t, ok := ins[len(ins)-1].(*book.Text); ok {
		kept := strings.TrimRight(t.Value, " \t")
		if kept == "" {
			return ins[:len(ins)-1]
		}
		blank := source.Range{From: t.To - int32(len(t.Value)-len(kept)), To: t.To}
		if string(blank.Of(r.reading.Source.Text)) == t.Value[len(kept):] {
			t.To = blank.From
		}
		t.Value = kept
	}
	return ins
}

// prune removes empty texts, which are left where a line break turned out to be nothing.
func prune(ins []book.Inline) []book.Inline {
	return slices.DeleteFunc(ins, func(in book.Inline) bool {
		if run := book.Content(in); run != nil {
			*run = prune(*run)
		}
		t, ok := in.(*book.Text)
		return ok && t.Value == ""
	})
}

// Inside returns the inlines that children adds, as a list of their own. If the nesting is over the limit, flat is
// called instead of children: it must add the text without markup.
func (r *Run) Inside(children, flat func()) []book.Inline {
	r.flush() // the text so far is outside
	outer, split := r.out, r.Split
	r.out, r.Split = nil, false
	r.Deeper(children, flat)
	r.flush()
	inner := r.out
	r.out, r.Split = outer, split
	return inner
}

// Deeper calls children one level down, or flat when that is too deep.
func (r *Run) Deeper(children, flat func()) {
	r.flush()
	r.depth++
	if r.depth > MaxInlines {
		r.reading.Limit(budget.InlineNesting, r.at)
		flat()
	} else {
		children()
	}
	r.depth--
}

// Apart begins a run of the same depth whose inlines stand elsewhere, such as the text of an image.
func (r *Run) Apart() *Run { return &Run{reading: r.reading, depth: r.depth} }

// Text takes source text with its escapes, references and inserts; at is the offset of its first byte.
func (r *Run) Text(s []byte, at int) {
	inserts := r.reading.Inserts
	for {
		i := bytes.Index(s, []byte(SentinelOpen))
		if i < 0 || len(inserts) == 0 {
			r.write(s, at, true)
			return
		}
		index, n := Sentinel(s[i:], inserts)
		if n == 0 {
			n = len(SentinelOpen)
			r.write(s[:i+n], at, true)
		} else {
			r.write(s[:i], at, true)
			r.insert(index, r.reading.Range(at+i, at+i+n))
		}
		s, at = s[i+n:], at+i+n
	}
}

// Verbatim takes source text as it was typed.
func (r *Run) Verbatim(s []byte, at int) {
	for {
		line, rest, more := bytes.Cut(s, []byte("\n"))
		r.write([]byte(r.reading.Plain(string(Nulls(bytes.TrimSuffix(line, []byte("\r")))))), at, false)
		r.to = at + len(line)
		if !more {
			return
		}
		r.SoftBreak()
		at += len(line) + 1
		s = rest
	}
}

// Here is the offset after the last text, the best guess for an inline without a place; 0 before any text.
func (r *Run) Here() int { return r.to }

func (r *Run) write(s []byte, at int, escapes bool) {
	if !r.reading.CommonMark && (r.brk.open && r.brk.right.Facing == 0 || len(r.buf) == 0 && len(r.out) == 0 && r.depth == r.reading.Depth) {
		// The blank at the beginning of a paragraph is layout, not text (clreq, paragraph indent).
		for bytes.HasPrefix(s, []byte("\u3000")) {
			s, at = s[len("\u3000"):], at+len("\u3000")
		}
	}
	if len(s) == 0 {
		return
	}
	if len(r.buf) == 0 {
		r.at = at
	}
	r.to = at + len(s)
	from := len(r.buf)
	if escapes {
		r.buf = Unescape(r.buf, s)
	} else {
		r.buf = append(r.buf, s...)
	}
	if r.brk.open {
		r.meet(r.buf[from:])
	}
}

// flush ends the text that is being gathered.
func (r *Run) flush() {
	waiting := r.brk.open && r.brk.text == nil
	if len(r.buf) == 0 && !waiting {
		return
	}
	t := &book.Text{Value: string(r.buf)}
	if len(r.buf) > 0 {
		t.Range = r.reading.Range(r.at, r.to)
	}
	if waiting {
		r.brk.text = t
		r.gaps = r.gaps || len(r.buf) == 0
	}
	r.last = script.Tail(r.buf, r.last)
	r.out = append(r.out, t)
	r.buf = r.buf[:0]
}

// Append appends an inline that shows nothing of its own, or whose text has been gathered by Inside.
func (r *Run) Append(in book.Inline) {
	r.flush()
	r.out = append(r.out, in)
}

// Add appends an inline that shows text of its own.
func (r *Run) Add(in book.Inline) {
	r.flush()
	visible := []byte(book.Plain([]book.Inline{in}))
	if len(visible) == 0 {
		visible = r.unknown(in)
	}
	if r.brk.open {
		r.meet(visible)
	}
	if r.brk.open {
		r.settle()
	}
	if len(visible) > 0 {
		r.last = script.Tail(visible, script.Edge{})
	}
	r.out = append(r.out, in)
}

// unknown returns a text in place of that of an inline without one: a picture, or a reference before collation (图 1-1,
// Figure 1).
func (r *Run) unknown(in book.Inline) []byte {
	switch in.(type) {
	case *book.Ref:
		if r.reading.Chinese {
			return []byte("图1")
		}
		return []byte("Figure 1")
	case *book.Image:
		if r.reading.Chinese {
			return []byte("图")
		}
		return []byte("x")
	}
	return nil
}

// SoftBreak notes a line end of the source.
func (r *Run) SoftBreak() {
	if r.reading.CommonMark {
		r.buf = append(r.buf, '\n')
		return
	}
	if r.brk.open {
		r.settle()
	}
	r.brk = lineBreak{open: true, left: script.Tail(r.buf, r.last), at: len(r.buf)}
}

// HardBreak appends a forced line break and where it is written.
func (r *Run) HardBreak(written source.Range) {
	r.flush()
	if r.brk.open {
		r.settle()
	}
	r.out = append(r.out, &book.HardBreak{Range: written})
	r.last = script.Edge{}
}

// meet shows an open break the text that follows it.
func (r *Run) meet(s []byte) {
	e := script.Head(s)
	if r.brk.right.Facing == 0 {
		r.brk.right.Facing = e.Facing
	}
	if r.brk.right.Firm = e.Firm; e.Firm != 0 {
		r.settle()
	}
}

// settle decides an open break.
func (r *Run) settle() {
	b := r.brk
	r.brk = lineBreak{}
	if !script.Spaced(b.left, b.right, r.reading.Chinese) {
		return
	}
	if b.text != nil {
		b.text.Value = b.text.Value[:b.at] + " " + b.text.Value[b.at:]
		return
	}
	r.buf = slices.Insert(r.buf, b.at, ' ')
}
