package markdown

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"

	"keben/internal/manuscript/prose"
	"keben/internal/source"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// PartKind says what a Part is, in the words of CommonMark and its extensions.
type PartKind string

// The kinds of parts. Code, Raw and Rule have no running text; the others have, or hold parts that have.
const (
	DocumentPart   PartKind = "document"
	ParagraphPart  PartKind = "paragraph" // also the caption or source line of a table
	FigurePart     PartKind = "figure"    // a paragraph of one picture
	HeadingPart    PartKind = "heading"
	ListPart       PartKind = "list"
	ItemPart       PartKind = "item"
	QuotePart      PartKind = "quote" // also an alert
	DivPart        PartKind = "div"
	NotePart       PartKind = "note"
	TablePart      PartKind = "table"
	RowPart        PartKind = "row"
	DefinitionPart PartKind = "definitions"
	TermPart       PartKind = "term"
	BodyPart       PartKind = "body" // of a definition
	CodePart       PartKind = "code"
	RawPart        PartKind = "raw"  // HTML, a formula
	RulePart       PartKind = "rule" // a thematic break
	LinkPart       PartKind = "link" // a link reference definition
)

// Part is a block with its place in a manuscript's text, and the running text in it. It is for tools that change parts
// of a manuscript in place and leave every other byte as it is. Offsets are in bytes.
type Part struct {
	Kind     PartKind
	At, Stop int     // from its marker or first character to the end of its last line, without the line end
	Marker   byte    // of a list: '-', '+', '*', '.' or ')'
	Tight    bool    // of a list
	Inset    int     // of an item or a definition: the columns by which its text is indented
	Inner    int     // of a division: the offset after the line that opens it
	Sign     string  // of a quotation: the prefix of its lines
	Texts    []*Text // a paragraph's, a heading's or a term's one; the cells of a row; a title
	Parts    []*Part
	Parent   *Part
}

// Text is the source of a run of running text, without the syntax of its block: quotation marks, indentation, heading
// signs, attributes.
type Text struct {
	Lines  []source.Range // where its lines are; one empty range for an empty cell
	Typed  string         // the lines, joined by "\n"
	Markup []Markup
	Part   *Part
}

// Start is the offset of its first byte.
func (t *Text) Start() int { return int(t.Lines[0].From) }

// Stop is the offset after its last byte.
func (t *Text) Stop() int { return int(t.Lines[len(t.Lines)-1].To) }

// Markup is a piece of inline markup in a Text: either a pair of marks around text, or a single piece that has no text
// to change. The ranges are of Typed.
type Markup struct {
	Kind  MarkupKind
	Open  source.Range
	Close source.Range // empty for a single piece
}

// Alone reports whether the markup has nothing inside.
func (m Markup) Alone() bool { return !m.Close.Known() }

// MarkupKind says what inline markup is for.
type MarkupKind string

// The kinds of markup. The first group encloses text, the others have none.
const (
	EmphMarkup      MarkupKind = "emph"
	StrongMarkup    MarkupKind = "strong"
	StrikeMarkup    MarkupKind = "strike"
	HighlightMarkup MarkupKind = "highlight"
	LinkMarkup      MarkupKind = "link"
	ImageMarkup     MarkupKind = "image" // around its alternative text
	SpanMarkup      MarkupKind = "span"
	NoteMarkup      MarkupKind = "note" // around an inline note's text

	CodeMarkup     MarkupKind = "code"
	IndexMarkup    MarkupKind = "index" // a subscript or superscript
	MarkMarkup     MarkupKind = "mark"  // of a note
	RubyMarkup     MarkupKind = "ruby"
	RefMarkup      MarkupKind = "ref"
	CitationMarkup MarkupKind = "citation"
	MathsMarkup    MarkupKind = "maths"
	AddressMarkup  MarkupKind = "address"
	HTMLMarkup     MarkupKind = "html"
	BreakMarkup    MarkupKind = "break"
	ActionMarkup   MarkupKind = "action" // of a template
)

// OutlineOptions say what to outline. Actions are the template actions in Text, in order: they are one piece of
// markup each, whatever is inside them. Asides says that lines may begin with A>, Mmark's aside.
type OutlineOptions struct {
	Text    []byte
	Lang    string
	Actions []source.Range
	Asides  bool
}

var asideLine = regexp.MustCompile(`(?m)^ {0,3}A>`)

// Outline returns the blocks of a manuscript with their places in its text. It uses the reader's own parser, so that
// the two cannot disagree.
func Outline(opts OutlineOptions) *Part {
	src, actions := opts.Text, opts.Actions
	masked := bytes.Clone(prose.Clean(src)) // see planted
	if len(actions) > 0 || opts.Asides {
		if opts.Asides {
			for _, m := range asideLine.FindAllIndex(masked, -1) {
				masked[m[1]-2] = ' ' // it is a quotation then
			}
		}
		for _, r := range actions {
			for i := int(r.From); i < int(r.To) && i < len(masked); i++ {
				if masked[i] != '\n' {
					masked[i] = 'x'
				}
			}
		}
	}
	pc := parser.NewContext()
	state := newParsing(masked, prose.NewReading(Options{Lang: opts.Lang}).Chinese)
	pc.Set(stateKey, state)
	root := chapterParser().Parse(text.NewReader(masked), parser.WithContext(pc))
	o := &outliner{src: src, masked: masked, actions: actions, captions: map[ast.Node]bool{}, state: state}
	doc := &Part{Kind: DocumentPart, Stop: len(src)}
	o.parts(doc, root)
	doc.enclose()
	doc.order(0)
	o.end(doc, len(src))
	return doc
}

// EachText calls f with the running texts of a part and of those inside it, in the order of the manuscript.
func (p *Part) EachText(f func(*Text)) {
	for _, t := range p.Texts {
		f(t)
	}
	for _, q := range p.Parts {
		q.EachText(f)
	}
}

// outliner makes the outline of one text.
type outliner struct {
	src, masked []byte
	actions     []source.Range
	captions    map[ast.Node]bool
	state       *parsing
}

func (o *outliner) parts(p *Part, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Type() == ast.TypeBlock {
			o.part(p, c)
		}
	}
}

func (o *outliner) part(parent *Part, n ast.Node) {
	p := &Part{At: min(start(n), len(o.src)), Parent: parent} // a tab counts for more than a byte
	if _, ok := n.(*fragment); ok || p.At < 0 {
		return // a node inside a line, or an item without text
	}
	parent.Parts = append(parent.Parts, p)
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		p.Kind = ParagraphPart
		if onlyImage(n) != nil {
			p.Kind = FigurePart
		}
		o.text(p, n)
	case *ast.Heading:
		p.Kind = HeadingPart
		o.text(p, n)
	case *ast.List:
		p.Kind, p.Marker, p.Tight = ListPart, n.Marker, n.IsTight
		o.parts(p, n)
	case *ast.ListItem:
		p.Kind, p.Inset = ItemPart, n.Offset
		o.parts(p, n)
	case *ast.Blockquote:
		p.Kind, p.Sign = QuotePart, "> "
		if p.At > 0 && o.masked[p.At-1] != o.src[p.At-1] {
			p.At--
			p.Sign = string(o.src[p.At:p.At+1]) + "> "
		}
		if v, ok := n.Attribute(alertKey); ok && v.(*alert).title != nil {
			o.text(p, v.(*alert).title)
		}
		o.parts(p, n)
	case *div:
		p.Kind, p.Inner = DivPart, o.nextLine(p.At)
		if n.title != nil {
			o.text(p, n.title)
		}
		o.parts(p, n)
	case *noteText:
		p.Kind, p.Inset = NotePart, 4
		o.parts(p, n)
	case *table:
		p.Kind = TablePart
		if n.drawn == 0 { // in a drawn table a text of another length would break the drawing
			o.parts(p, n)
		}
	case *tableRow:
		p.Kind = RowPart
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			o.text(p, c)
		}
		if n.PreviousSibling() == nil {
			p.At = parent.At // it may follow the marker of an item
			break
		}
		for p.At = o.lineOf(p.At); p.At < len(o.src) && bytes.IndexByte([]byte(" \t>"), o.src[p.At]) >= 0; {
			p.At++
		}
	case *extast.DefinitionList:
		p.Kind = DefinitionPart
		o.parts(p, n)
	case *extast.DefinitionTerm:
		p.Kind = TermPart
		o.text(p, n)
	case *extast.DefinitionDescription:
		p.Kind, p.Inset = BodyPart, 2
		o.parts(p, n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		p.Kind = CodePart
	case *ast.ThematicBreak:
		p.Kind = RulePart
	case *ast.LinkReferenceDefinition:
		p.Kind = LinkPart
	default:
		p.Kind = RawPart
	}
}

// end finds where parts end: before the line on which the next begins, without blank lines. limit is the end
// of what p may hold.
func (o *outliner) end(p *Part, limit int) {
	p.Stop = max(o.lastLine(p.At, limit), p.last())
	inner := p.Stop
	if p.Kind == DivPart {
		// The closing fence belongs to the division, not to the last block inside.
		line := o.lineOf(inner)
		s := bytes.TrimLeft(o.src[line:inner], " \t>")
		if line >= p.Inner && prose.Count(s, ':') >= 3 && len(bytes.Trim(s, ": \t")) == 0 {
			inner = max(line-1, p.Inner)
		}
	}
	for i, q := range p.Parts {
		stop := inner
		if i+1 < len(p.Parts) {
			stop = o.lineOf(p.Parts[i+1].At) - 1
		}
		o.end(q, max(stop, q.At))
	}
}

// enclose moves the beginning of a part before its content, because after a tab the parser takes columns for bytes.
func (p *Part) enclose() {
	for _, t := range p.Texts {
		p.At = min(p.At, t.Start())
	}
	for _, q := range p.Parts {
		q.enclose()
		p.At = min(p.At, q.At)
	}
}

// order leaves out parts that the parser made from the same text twice, or out of order, because it moves lines when a
// paragraph turns out to be the term of a definition. It returns the end of p's text.
func (p *Part) order(at int) int {
	p.At = max(p.At, at)
	p.Texts = slices.DeleteFunc(p.Texts, func(t *Text) bool {
		bad := t.Start() < at
		if !bad {
			at = t.Stop()
		}
		return bad
	})
	p.Parts = slices.DeleteFunc(p.Parts, func(q *Part) bool {
		if q.At < at && len(p.Texts) == 0 {
			return true
		}
		at = q.order(at)
		return false
	})
	return at
}

// last is where the last thing in p begins that has a place: a part of nothing but quotation marks looks blank.
func (p *Part) last() int {
	at := p.At
	for _, t := range p.Texts {
		at = max(at, t.Stop())
	}
	for _, q := range p.Parts {
		at = max(at, q.last())
	}
	return at
}

// lastLine is the end of the last line before limit that is not blank, or of the line of at.
func (o *outliner) lastLine(at, limit int) int {
	for limit > at {
		line := o.lineOf(limit)
		if line <= at || len(bytes.Trim(o.src[line:limit], " \t>")) > 0 {
			return limit
		}
		limit = line - 1
	}
	return max(at, limit)
}

// lineOf is the offset at which the line of an offset begins.
func (o *outliner) lineOf(offset int) int { return bytes.LastIndexByte(o.src[:offset], '\n') + 1 }

// nextLine is the offset after the line that contains an offset.
func (o *outliner) nextLine(offset int) int {
	if i := bytes.IndexByte(o.src[offset:], '\n'); i >= 0 {
		return offset + i + 1
	}
	return len(o.src)
}

// text takes the running text of a block.
func (o *outliner) text(p *Part, n ast.Node) {
	t := &Text{Part: p}
	lines := n.Lines()
	for i := range lines.Len() {
		s := lines.At(i)
		r := source.Span(s.Start, s.Start+len(bytes.TrimRight(o.src[s.Start:s.Stop], "\n")))
		t.Lines = append(t.Lines, r)
	}
	if len(t.Lines) == 0 {
		if n.Pos() < 0 {
			return
		}
		at := min(n.Pos(), len(o.src))
		t.Lines = []source.Range{source.Span(at, at)}
	}
	last := &t.Lines[len(t.Lines)-1]
	last.To = last.From + trimmedLength(last.Of(o.src), " \t")
	skip := 0
	if _, ok := n.FirstChild().(*extast.TaskCheckBox); ok {
		skip = len("[ ]")
	} else if o.isCaption(n) {
		skip = prose.CaptionPrefix(t.Lines[0].Of(o.src))
	}
	_, heading := n.(*ast.Heading)
	if tail, ok := n.LastChild().(*attributeList); ok && (heading || skip > 0) && !attachable(tail.PreviousSibling()) {
		t.cut(o.src, tail.segment.Start)
		if heading && o.src[p.At] == '#' {
			t.closing(o.src)
		}
	}
	first := &t.Lines[0]
	for first.From += min(int32(skip), first.To-first.From); skip > 0 && first.From < first.To && (o.src[first.From] == ' ' || o.src[first.From] == '\t'); {
		first.From++
	}
	var b []byte
	for i, r := range t.Lines {
		if i > 0 {
			b = append(b, '\n')
		}
		b = append(b, r.Of(o.src)...)
	}
	t.Typed = string(b)
	o.markup(t, n)
	p.Texts = append(p.Texts, t)
}

// cut ends the text before an offset.
func (t *Text) cut(src []byte, stop int) {
	for len(t.Lines) > 1 && int(t.Lines[len(t.Lines)-1].From) >= stop {
		t.Lines = t.Lines[:len(t.Lines)-1]
	}
	r := &t.Lines[len(t.Lines)-1]
	r.To = max(r.From, min(r.To, int32(stop)))
	r.To = r.From + trimmedLength(r.Of(src), " \t")
}

// closing takes the signs that close a heading off its end; goldmark leaves them when attributes follow.
func (t *Text) closing(src []byte) {
	r := &t.Lines[len(t.Lines)-1]
	s := bytes.TrimRight(r.Of(src), "#")
	if len(s) == 0 || s[len(s)-1] == ' ' {
		r.To = r.From + trimmedLength(s, " \t")
	}
}

// trimmedLength is how long a piece of a line is without what of cutset is at its end.
func trimmedLength(s []byte, cutset string) int32 { return int32(len(bytes.TrimRight(s, cutset))) }

// attachable reports whether attributes after n are n's.
func attachable(n ast.Node) bool {
	switch n.(type) {
	case *ast.Link, *ast.Image, *ast.CodeSpan:
		return true
	}
	return false
}

// isCaption reports whether a paragraph is the caption of a table beside it.
func (o *outliner) isCaption(n ast.Node) bool {
	p, ok := n.(*ast.Paragraph)
	if !ok || p.Lines().Len() == 0 {
		return false
	}
	first := p.Lines().At(0)
	if prose.CaptionPrefix(first.Value(o.src)) == 0 {
		return false
	}
	if before := n.PreviousSibling(); o.isTable(before) && !o.captions[before] {
		o.captions[before] = true
		return true
	}
	if after := n.NextSibling(); o.isTable(after) {
		o.captions[after] = true
		return true
	}
	return false
}

// isTable reports whether a block is a table, or an action that may become one.
func (o *outliner) isTable(n ast.Node) bool {
	switch n := n.(type) {
	case *table:
		return true
	case *ast.Paragraph:
		if n.Lines().Len() != 1 {
			return false
		}
		line := n.Lines().At(0)
		i, found := slices.BinarySearchFunc(o.actions, line.Start, startsAt)
		return found && int(o.actions[i].To) >= line.Start+len(bytes.TrimSpace(line.Value(o.src)))
	}
	return false
}

// startsAt orders a range and an offset by where the range begins.
func startsAt(r source.Range, at int) int { return cmp.Compare(int(r.From), at) }

// Shift moves a part and all in it by so many bytes: a chapter's text begins after its front matter.
func (p *Part) Shift(by int) {
	p.At, p.Stop, p.Inner = p.At+by, p.Stop+by, p.Inner+by
	for _, t := range p.Texts {
		for i := range t.Lines {
			t.Lines[i].From += int32(by)
			t.Lines[i].To += int32(by)
		}
	}
	for _, q := range p.Parts {
		q.Shift(by)
	}
}
