package check

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/lang"
	"keben/internal/number"
	"keben/internal/source"
)

// passage is a run of text of one block: a paragraph, a title, a cell. Checks read it as one string, in which each
// piece of code, formula, picture or reference is one character, object.
type passage struct {
	lang  *lang.Language
	file  *source.File
	text  string
	owner book.Block   // nil for the title matter of a chapter
	place source.Range // of a cell
	run   []book.Inline
	use   use
	runs  []segment
	notes []mark         // note marks in the text
	cited []string       // keys of citations
	given []number.Given // quantities of data/, in the order of the text
}

// numbers reads the numbers of text[from:to]; their places are counted from there. A quantity of data/ has the value in
// the data, not the one that is printed.
func (p *passage) numbers(from, to int) []number.Value {
	var given []number.Given
	for _, g := range p.given[p.firstGiven(from):] {
		if g.End > to {
			break
		}
		g.Start, g.End = g.Start-from, g.End-from
		given = append(given, g)
	}
	return number.Read(p.lang.Tag, p.text[from:to], given...)
}

// use is the use of a passage, as far as checks need it.
type use int

const (
	running use = iota
	title       // of a chapter or section, a callout or a term: no sentence
	cell
	caption
	note
)

// object stands for code, a formula, a picture or a reference.
const object = '\uFFFC'

// segment is a part of the text whose place in the source is known.
type segment struct {
	at, end int // in text
	written source.Range
	literal bool // the source has the same text, apart from escapes
}

// mark is a note mark at a place in the text.
type mark struct {
	at    int
	label string
}

// undefinedNote is the fault of a footnote mark whose footnote has no text: manuscript/prose tells it.
const undefinedNote = "note-undefined"

// flattener makes the text of a passage.
type flattener struct {
	b strings.Builder
	p *passage
}

func (f *flattener) run(ins []book.Inline) {
	for _, in := range ins {
		switch n := in.(type) {
		case *book.Text:
			f.write(n.Value, n.Range, true)
		case *book.Quantity:
			if n.Text != "" {
				f.p.given = append(f.p.given, number.Given{Quantity: n.Amount, Start: f.b.Len(), End: f.b.Len() + len(n.Text)})
			}
			f.write(n.Text, n.Range, false)
		case *book.Ruby:
			f.write(n.Base, n.Range, false)
		case *book.HardBreak:
			f.b.WriteByte('\n')
		case *book.NoteRef:
			f.p.notes = append(f.p.notes, mark{f.b.Len(), n.Label})
		case *book.Fault:
			if n.ID == undefinedNote {
				f.p.notes = append(f.p.notes, mark{f.b.Len(), ""}) // it is told where it is read, and is no text
				continue
			}
			f.run(n.Content)
		case *book.Strike, *book.RawHTML:
			// Text that is struck out is meant to be wrong.
		case *book.Link:
			if n.Auto || len(n.Content) == 0 {
				f.b.WriteRune(object)
			} else {
				f.run(n.Content)
			}
		default:
			if kids := book.Children(in); kids != nil && !formula(in) {
				f.run(kids)
			} else {
				f.b.WriteRune(object)
			}
		}
	}
}

// formula reports whether a span holds maths.
func formula(in book.Inline) bool {
	s, ok := in.(*book.Span)
	return ok && slices.Contains(s.Classes, "math")
}

func (f *flattener) write(s string, written source.Range, literal bool) {
	at := f.b.Len()
	f.b.WriteString(s)
	if s != "" {
		f.p.runs = append(f.p.runs, segment{at, f.b.Len(), written, literal})
	}
}

// flat makes a passage of a run of inlines.
func flat(ch *book.Chapter, owner book.Block, run []book.Inline) *passage {
	p := &passage{lang: lang.Of(ch.Lang), file: ch.Source, owner: owner, run: run}
	f := &flattener{p: p}
	f.run(run)
	p.text = mask(f.b.String())
	p.cited = citations(f.b.String())
	switch owner.(type) {
	case nil, *book.Heading, *book.Callout, *book.DefinitionList:
		p.use = title
	case *book.Table:
		p.use = cell
	case *book.Figure:
		p.use = caption
	}
	return p
}

// passages returns the texts of a chapter in its order, notes last.
func passages(ch *book.Chapter) (out []*passage) {
	add := func(owner book.Block, run []book.Inline) { out = append(out, flat(ch, owner, run)) }
	v := book.Visitor{Run: add}
	main := *ch
	main.InEnglish = nil // checked against the abstract, in the other language
	main.Walk(v)
	for i := range ch.Notes {
		from := len(out)
		book.Walk(ch.Notes[i].Blocks, v)
		for _, p := range out[from:] {
			if p.use == running {
				p.use = note
			}
		}
	}
	return out
}

// shows reports whether a quantity of data/ is printed at a place of the text.
func (p *passage) shows(at int) bool {
	i := p.firstGiven(at)
	return i < len(p.given) && p.given[i].Start <= at
}

// firstGiven is the first quantity of data/ that ends after a place of the text.
func (p *passage) firstGiven(at int) int {
	return sort.Search(len(p.given), func(i int) bool { return at < p.given[i].End })
}

// locator finds places of a passage in the source files.
type locator struct{ last aligned }

// aligned is the last place found. The next search begins there, because a check goes forward through a passage, and a
// paragraph may have as many faults as characters.
type aligned struct {
	p       *passage
	run     int  // index into runs
	at      int  // in the passage's text
	offset  int  // in the source
	strayed bool // text and source differ from here on, so that places are searched
	missed  int  // searches in vain in this run
}

// at is the place of text[at:end] of p.
func (l *locator) at(p *passage, at, end int) source.Place {
	place, _ := l.find(p, at, end)
	return place
}

// find locates text[at:end] of p. exact means that the source has the same characters there, so that they may be
// replaced.
func (l *locator) find(p *passage, at, end int) (place source.Place, exact bool) {
	i := sort.Search(len(p.runs), func(i int) bool { return at < p.runs[i].end })
	if i == len(p.runs) {
		if len(p.runs) == 0 {
			if p.owner == nil {
				return p.lookUp(at, end), false
			}
			at := p.owner.Common().Range
			if p.place.Known() {
				at = p.place
			}
			return source.Place{File: p.file, Range: at}, false
		}
		i = len(p.runs) - 1
	}
	s := p.runs[i]
	at = max(at, s.at)
	whole := end <= s.end
	end = min(max(end, at), s.end)
	place = source.Place{File: p.file, Range: s.written}
	if !s.literal || !place.Within() {
		return place, false
	}
	_, size := utf8.DecodeLastRuneInString(p.text[at:end])
	if from, ok := l.align(p, i, at); ok {
		if whole && bytes.HasPrefix(p.file.Text[from:], []byte(p.text[at:end])) {
			return p.file.At(source.Span(from, from+end-at)), true
		}
		place = p.file.Point(from)
		begin := l.last // the next part may begin inside this one
		if to, ok := l.align(p, i, end-size); ok && to > from {
			place.To = int32(to + size)
		}
		l.last = begin
		return place, false
	}
	// No more characters are counted than were typed for the run, because it may have as many faults as characters.
	typed := int(s.written.To - s.written.From)
	from := p.file.Forward(int(s.written.From), utf8.RuneCountInString(p.text[s.at:min(at, s.at+typed)]))
	return p.file.Point(from).Chars(utf8.RuneCountInString(p.text[at:end])), false
}

// lookUp finds a text whose place is not known, such as a title of the front matter.
func (p *passage) lookUp(at, end int) source.Place {
	if p.file == nil {
		return source.Place{}
	}
	from, to := back(p.text, at, 0, 12), forward(p.text, end, len(p.text), 12)
	if i := bytes.Index(p.file.Text, []byte(p.text[from:to])); i >= 0 && to > from {
		return p.file.At(source.Span(i+at-from, i+end-from))
	}
	return source.Place{File: p.file}
}

// reach is how far a text is searched for, in bytes, after the last of its places that was found, because of a text
// that YAML has folded and unescaped only the beginning is known.
const reach = 1 << 16

// align returns the offset in the source of the character at text[at:] of a passage, which belongs to one of its runs.
// It goes along both, from the last place found: the source has escapes, line ends and the marks of quotations besides.
func (l *locator) align(p *passage, run, at int) (int, bool) {
	s, src := p.runs[run], p.file
	if l.last.p != p || l.last.run != run || at < l.last.at {
		l.last = aligned{p: p, run: run, at: s.at, offset: int(s.written.From)}
	}
	for !l.last.strayed && l.last.offset < len(src.Text) {
		r, size := utf8.DecodeRuneInString(p.text[l.last.at:])
		q, width := utf8.DecodeRune(src.Text[l.last.offset:])
		switch {
		case r == q && l.last.at == at:
			return l.last.offset, true
		case r == q:
			l.last.at += size
			l.last.offset += width
		case q == '\\':
			l.last.offset++
		case q == '\n' || q == '\r':
			l.last.offset += lineEnd(src.Text[l.last.offset:])
			if r == ' ' && l.last.at < at {
				l.last.at += size
			}
		default:
			l.last.strayed = true
		}
	}
	return l.search(s, at)
}

// lineEnd is the length of a line end with the indent and the quotation marks of the next line.
func lineEnd(b []byte) int {
	n := 0
	for n < len(b) && (b[n] == '\n' || b[n] == '\r' || b[n] == ' ' || b[n] == '\t' || b[n] == '>') {
		n++
	}
	return n
}

// mostMissed is how many searches without result are made for a run of text.
const mostMissed = 100

// search finds the character by the text around it.
func (l *locator) search(s segment, at int) (int, bool) {
	if l.last.missed > mostMissed {
		return 0, false
	}
	src, text, from := l.last.p.file, l.last.p.text, l.last.offset
	body := src.Text[from:min(from+reach, len(src.Text))]
	for _, around := range [...]int{12, 5, 2} {
		begin, end := back(text, at, s.at, around), forward(text, at, s.end, around)
		if i := bytes.Index(body, []byte(text[begin:end])); i >= 0 && end-begin > 3 {
			found := from + i + at - begin
			l.last.at, l.last.offset = at, from+i
			return found, true
		}
	}
	l.last.missed++
	return 0, false
}

func back(s string, at, least, n int) int {
	for ; n > 0 && at > least; n-- {
		_, size := utf8.DecodeLastRuneInString(s[least:at])
		at -= size
	}
	return at
}

func forward(s string, at, most, n int) int {
	for ; n > 0 && at < most; n-- {
		_, size := utf8.DecodeRuneInString(s[at:most])
		at += size
	}
	return at
}
