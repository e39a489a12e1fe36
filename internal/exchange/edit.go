package exchange

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"keben/internal/manuscript"
	"keben/internal/manuscript/markdown"
	"keben/internal/source"
)

// edit is a change of a file that is made completely or not at all: replaced texts, a new line of the front matter, or
// an inserted block.
type edit struct {
	unit   *Unit
	places []place // to be replaced
	texts  []string

	line string // of the front matter
	key  string

	block *block
}

// units are the units whose translations an edit contains.
func (e *edit) units() []*Unit {
	if e.block != nil {
		return e.block.units
	}
	return []*Unit{e.unit}
}

// block is a block to insert.
type block struct {
	at     int      // the end of the line after which it is inserted, or the beginning of the line before which
	before bool     // it is inserted before a line
	lines  []string // with the prefix of lines at that place
	blank  string   // the empty line that separates it from others; "-" for none, in tight lists and tables
	units  []*Unit
	texts  []text // all its texts in order
}

// text is a text of an inserted block. unit is nil for one that is not translated.
type text struct {
	typed string
	kind  markdown.PartKind
	unit  *Unit
	line  int // of the block, from 0
}

// span is a piece of a file to replace.
type span struct {
	source.Range
	text string
	unit *Unit
	old  string
	in   []text // the texts of an inserted block
}

// spans are the pieces of the file that edits replace, in order.
func (d *side) spans(edits []edit) []span {
	var out []span
	src := d.layout.Source.Text
	blocks := map[int][]*block{}
	var ats []int
	for i := range edits {
		e := &edits[i]
		for k, p := range e.places {
			s := span{unit: e.unit, old: p.typed()}
			if p.front != nil {
				s.Range, s.text = p.front.Range, p.front.Write(src[p.front.From:p.front.To], e.texts[k])
			} else {
				s.Range, s.text = source.Span(p.text.Start(), p.text.Stop()), d.continued(p.text, e.texts[k])
			}
			out = append(out, s)
		}
		if e.line != "" {
			out = append(out, span{Range: source.Span(d.layout.Fence, d.layout.Fence), text: e.line, unit: e.unit})
		}
		if e.block != nil {
			if blocks[e.block.at] == nil {
				ats = append(ats, e.block.at)
			}
			blocks[e.block.at] = append(blocks[e.block.at], e.block)
		}
	}
	for _, at := range ats {
		out = append(out, d.put(at, blocks[at]))
	}
	slices.SortStableFunc(out, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) // insertions before a text come first
	})
	return out
}

// put writes the blocks to be inserted at one place.
func (d *side) put(at int, blocks []*block) span {
	src := d.layout.Source.Text
	s := span{Range: source.Span(at, at)}
	var b strings.Builder
	lines := 0
	write := func(line string) {
		b.WriteString(line)
		lines += strings.Count(line, "\n")
	}
	before := blocks[0].before
	for i, k := range blocks {
		sep := k.blank != "-"
		switch {
		case !before:
			write("\n")
			if sep {
				write(k.blank + "\n")
			}
		case sep && (i > 0 || at > 0 && at == d.layout.Body):
			write(k.blank + "\n")
		}
		for _, t := range k.texts {
			t.line += lines
			s.in = append(s.in, t)
		}
		write(strings.Join(k.lines, "\n"))
		if before {
			write("\n")
		}
	}
	last := blocks[len(blocks)-1]
	if last.blank != "-" {
		next := src[at:]
		if !before {
			next = bytes.TrimPrefix(next, []byte("\n"))
		}
		line, _, _ := bytes.Cut(next, []byte("\n"))
		switch blank := len(bytes.Trim(line, " \t>")) == 0; {
		case blank || len(next) == 0:
		case before:
			write(last.blank + "\n")
		default:
			write("\n" + last.blank)
		}
	}
	s.text = b.String()
	return s
}

// continued writes a text with the prefix of its block at the beginning of every line but the first.
func (d *side) continued(t *markdown.Text, s string) string {
	if !strings.Contains(s, "\n") {
		return s
	}
	prefix := prefixOf(t.Part.Parent)
	if len(t.Lines) > 1 {
		at := int(t.Lines[1].From)
		prefix = string(d.layout.Source.Text[lineStart(d.layout.Source.Text, at):at])
	}
	return strings.ReplaceAll(s, "\n", "\n"+prefix)
}

// prefixOf is the prefix of lines inside a part: quotation marks and indentation.
func prefixOf(p *markdown.Part) string {
	if p == nil {
		return ""
	}
	outer := prefixOf(p.Parent)
	switch p.Kind {
	case markdown.QuotePart:
		return outer + p.Sign
	case markdown.ItemPart, markdown.NotePart, markdown.BodyPart:
		return outer + strings.Repeat(" ", p.Inset)
	}
	return outer
}

// apply replaces pieces of a text.
func apply(src []byte, spans []span) []byte {
	var out []byte
	at := 0
	for _, s := range spans {
		out = append(append(out, src[at:s.From]...), s.text...)
		at = int(s.To)
	}
	return append(out, src[at:]...)
}

// sound separates the edits after which the file has the expected texts from the others.
func (d *side) sound(edits []edit, templates bool) (good, bad []edit) {
	var try func(es []edit)
	try = func(es []edit) {
		if len(es) == 0 || d.holds(append(good[:len(good):len(good)], es...), templates) {
			good = append(good, es...)
			return
		}
		if len(es) == 1 {
			bad = append(bad, es[0])
			return
		}
		try(es[:len(es)/2])
		try(es[len(es)/2:])
	}
	try(edits)
	return good, bad
}

// holds reports whether the file after the edits has exactly the expected texts, in blocks of the expected kinds.
func (d *side) holds(edits []edit, templates bool) bool {
	spans := d.spans(edits)
	for i := 1; i < len(spans); i++ {
		if spans[i].From < spans[i-1].To {
			return false
		}
	}
	after := manuscript.Lay(source.New(d.file, apply(d.layout.Source.Text, spans)), d.lang, templates)
	return d.sameFront(after, edits) && slices.Equal(textsOf(after), d.expected(edits, spans))
}

// shape are the properties of a text that are compared.
type shape struct {
	typed string
	kind  markdown.PartKind
}

func textsOf(l manuscript.Layout) (out []shape) {
	l.Text.EachText(func(t *markdown.Text) { out = append(out, shape{t.Typed, t.Part.Kind}) })
	return out
}

// expected are the texts that the file should have after the edits.
func (d *side) expected(edits []edit, spans []span) (out []shape) {
	fresh := map[*markdown.Text]string{}
	for _, e := range edits {
		for k, p := range e.places {
			if p.text != nil {
				fresh[p.text] = e.texts[k]
			}
		}
	}
	i := 0
	put := func(before int) {
		for ; i < len(spans) && int(spans[i].From) < before; i++ {
			for _, t := range spans[i].in {
				out = append(out, shape{t.typed, t.kind})
			}
		}
	}
	for _, t := range d.texts {
		put(t.Start() + 1)
		if s, ok := fresh[t]; ok {
			out = append(out, shape{s, t.Part.Kind})
		} else {
			out = append(out, shape{t.Typed, t.Part.Kind})
		}
	}
	put(len(d.layout.Source.Text) + 1)
	return out
}

// sameFront reports whether the front matter has the expected values after the edits.
func (d *side) sameFront(after manuscript.Layout, edits []edit) bool {
	want := map[string]string{}
	for _, f := range d.layout.Front {
		want[f.Key] = f.Value
	}
	for _, e := range edits {
		for k, p := range e.places {
			if p.front != nil {
				want[p.front.Key] = e.texts[k]
			}
		}
		if e.line != "" {
			want[e.key] = e.texts[0]
		}
	}
	for _, f := range after.Front {
		if want[f.Key] != f.Value {
			return false
		}
		delete(want, f.Key)
	}
	return len(want) == 0
}

// write makes the edits in the file's bytes and returns the new places of the changed texts.
func (d *side) write(edits []edit) (data []byte, changes []Change) {
	spans := d.spans(edits)
	after := source.New(d.file, apply(d.layout.Source.Text, spans))
	moved := 0
	done := map[*Unit]bool{}
	for _, s := range spans {
		at := int(s.From) + moved
		moved += len(s.text) - int(s.To-s.From)
		if s.unit != nil && !done[s.unit] {
			done[s.unit] = true
			changes = append(changes, Change{Unit: s.unit, Line: after.Position(at).Line, Old: s.unit.Target})
		}
		for _, t := range s.in {
			if t.unit == nil || done[t.unit] {
				continue
			}
			done[t.unit] = true
			changes = append(changes, Change{Unit: t.unit, Line: after.Position(at).Line + t.line, New: t.typed})
		}
	}
	for _, e := range edits {
		for i := range changes {
			if changes[i].Unit == e.unit {
				changes[i].New = strings.Join(e.texts, between)
				if e.unit.key == "title" {
					changes[i].New = e.texts[0]
				}
			}
		}
	}
	return raw(d.raw, d.layout.Source.Text, spans), changes
}

// raw makes the replacements in the bytes of the file, which may have a byte order mark, other line ends and U+0000,
// which the text as read does not have.
func raw(file, text []byte, spans []span) []byte {
	if bytes.Equal(file, text) {
		return apply(file, spans)
	}
	ending := "\n"
	if i := bytes.IndexAny(file, "\r\n"); i >= 0 && file[i] == '\r' {
		if ending = "\r"; i+1 < len(file) && file[i+1] == '\n' {
			ending = "\r\n"
		}
	}
	at := bytesBefore(file, text)
	moved := make([]span, len(spans))
	for i, s := range spans {
		s.text = strings.ReplaceAll(s.text, "\n", ending)
		s.Range = source.Span(at(int(s.From)), at(int(s.To)))
		moved[i] = s
	}
	return apply(file, moved)
}

// bytesBefore returns a function from offsets of the text to those of the file. It is asked in order.
func bytesBefore(file, text []byte) func(offset int) int {
	f, t := len(file)-len(bytes.TrimPrefix(file, []byte("\xEF\xBB\xBF"))), 0
	return func(offset int) int {
		for t < offset && f < len(file) {
			switch {
			case file[f] == '\r' && f+1 < len(file) && file[f+1] == '\n':
				f, t = f+2, t+1
			case file[f] == 0:
				f, t = f+1, t+len("\uFFFD")
			default:
				f, t = f+1, t+1
			}
		}
		return f
	}
}
