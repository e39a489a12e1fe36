package exchange

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"keben/internal/book"
	"keben/internal/book/collate"
	"keben/internal/book/twins"
	"keben/internal/diag"
	"keben/internal/lang"
	"keben/internal/manuscript"
	"keben/internal/manuscript/markdown"
	"keben/internal/plaintext"
	"keben/internal/source"
)

var unreadable = diag.NewKind("unreadable", diag.Error,
	"the file cannot be read: %v", "文件无法读取：%v")

// Survey finds the units of a book's chapters. A chapter that the source language lacks has none.
func Survey(in Input) (*Text, []diag.Message) {
	from := in.Book.Languages[0]
	t := &Text{Title: in.Book.Meta[from].Title, From: from, To: in.To, templates: in.Templates}
	var ms []diag.Message
	for _, slug := range in.Book.Slugs() {
		if in.Slugs != nil && !slices.Contains(in.Slugs, slug) {
			continue
		}
		ch := in.Book.Chapters[from][slug]
		if ch == nil {
			continue
		}
		c := &Chapter{Slug: slug, File: ch.File(), byText: map[*markdown.Text]*Unit{}}
		s := &surveyor{Input: in, Chapter: c}
		if m := s.survey(ch); m != nil {
			ms = append(ms, *m)
			continue
		}
		ms = append(ms, s.source.drawn(s.units)...)
		t.Chapters = append(t.Chapters, c)
	}
	return t, ms
}

// side is a chapter's file in one language, with the places of the aligned units.
type side struct {
	lang, file string
	raw        []byte
	layout     manuscript.Layout
	texts      []*markdown.Text
	runs       map[*twins.Unit][]run
	parts      map[*twins.Unit]*markdown.Part
	units      map[*markdown.Part]*twins.Unit
	taken      map[*markdown.Text]bool
	title      []place
}

// run is a running text of a unit. The role is unique in the unit.
type run struct {
	role, kind string
	place      place
}

// surveyor finds the units of one chapter.
type surveyor struct {
	Input
	*Chapter
	ids      map[book.Block]string
	findings map[*twins.Pair]*twins.Finding
	numbers  map[*twins.Unit]int // of rows and definitions in their table or list
	known    map[string]bool     // ids in use
	units    []*twins.Unit       // of the source
}

func (s *surveyor) survey(ch *book.Chapter) *diag.Message {
	var aligned *twins.Chapter
	for _, c := range s.Alignment.Chapters(s.Slug) {
		if c.A == ch && c.B.Lang == s.To {
			aligned = c
		}
	}
	s.ids = collate.IDs(s.Book, s.Alignment, s.Slug)
	s.findings, s.numbers, s.known = map[*twins.Pair]*twins.Finding{}, map[*twins.Unit]int{}, map[string]bool{}
	var us, vs []*twins.Unit
	var m *diag.Message
	if twin := s.Book.Chapters[s.To][s.Slug]; twin != nil && aligned != nil {
		us, vs = aligned.Units()
		for _, f := range aligned.Findings {
			s.findings[f.Pair] = f
		}
		s.Twin = twin.File()
		if s.target, m = s.side(twin, vs); m != nil {
			return m
		}
	} else {
		us = twins.Units(ch)
		s.New, s.Twin = true, twinFile(ch.File(), ch.Lang, s.To)
	}
	if s.source, m = s.side(ch, us); m != nil {
		return m
	}
	s.units = us
	s.front()
	for _, u := range us {
		s.unit(u)
	}
	slices.SortStableFunc(s.Units, func(a, b *Unit) int { return cmp.Compare(a.source[0].start(), b.source[0].start()) })
	return nil
}

// twinFile is the file that a translation would have, or "": the source's in the folder of the other language.
func twinFile(file, from, to string) string {
	parts := strings.Split(file, "/")
	for i, p := range parts[:len(parts)-1] {
		if p == from {
			parts[i] = to
			return path.Join(parts...)
		}
	}
	return ""
}

// side reads a chapter's file and finds the places of its units.
func (s *surveyor) side(ch *book.Chapter, units []*twins.Unit) (*side, *diag.Message) {
	raw, err := fs.ReadFile(s.Files, ch.File())
	if err != nil {
		m := unreadable.At(source.Whole(ch.File()), err)
		return nil, &m
	}
	src, ms := plaintext.Read(ch.File(), raw)
	if src == nil {
		return nil, &ms[0]
	}
	return newSide(ch, units, sideOptions{raw, src, s.Templates}), nil
}

type sideOptions struct {
	raw       []byte
	src       *source.File
	templates bool
}

func newSide(ch *book.Chapter, units []*twins.Unit, o sideOptions) *side {
	d := &side{
		lang: ch.Lang, file: ch.File(), raw: o.raw, layout: manuscript.Lay(o.src, ch.Lang, o.templates),
		runs: map[*twins.Unit][]run{}, parts: map[*twins.Unit]*markdown.Part{}, units: map[*markdown.Part]*twins.Unit{}, taken: map[*markdown.Text]bool{},
	}
	d.layout.Text.EachText(func(t *markdown.Text) { d.texts = append(d.texts, t) })
	at := map[int][]*markdown.Part{}
	var index func(p *markdown.Part)
	index = func(p *markdown.Part) {
		for _, q := range p.Parts {
			at[q.At] = append(at[q.At], q)
			index(q)
		}
	}
	index(d.layout.Text)
	d.entitle(ch)
	for _, u := range units {
		d.locate(u, at)
		for _, r := range runsOf(u) {
			if t := d.find(r.inlines); t != nil && !d.taken[t] {
				d.taken[t] = true
				d.runs[u] = append(d.runs[u], run{r.role, r.kind, place{text: t}})
				if u.Kind == twins.Row && d.parts[u] == nil {
					d.parts[u], d.units[t.Part] = t.Part, u
				}
			}
		}
	}
	return d
}

// drawn reports tables whose cells cannot be exchanged, because a text of another length would break their drawing.
func (d *side) drawn(units []*twins.Unit) (ms []diag.Message) {
	var last *twins.Unit
	for _, u := range units {
		t := u.Parent()
		if u.Kind != twins.Row || t == last || len(d.runs[u]) > 0 || len(u.Cells) == 0 || !u.Cells[0].Known() || u.Cells[0].Range == t.Block.Common().Range {
			continue
		}
		last = t
		ms = append(ms, drawnTable.At(t.Place.Chars(1)))
	}
	return ms
}

// entitle finds the chapter's title: in the front matter, in its first heading, or in both.
func (d *side) entitle(ch *book.Chapter) {
	for i := range d.layout.Front {
		if f := &d.layout.Front[i]; f.Key == "title" {
			d.title = append(d.title, place{front: f})
		}
	}
	for _, p := range d.layout.Text.Parts {
		if p.Kind != markdown.HeadingPart {
			continue
		}
		if len(p.Texts) == 1 && (len(d.title) == 0 && d.find(ch.Title) == p.Texts[0] || len(d.title) > 0 && d.title[0].typed() == p.Texts[0].Typed) {
			d.title = append(d.title, place{text: p.Texts[0]})
			d.taken[p.Texts[0]] = true
		}
		break
	}
}

// find returns the text in which running text begins, or nil.
func (d *side) find(ins []book.Inline) *markdown.Text {
	var found *markdown.Text
	book.WalkInlines(ins, func(in book.Inline) {
		at := int(in.Written().From)
		if found != nil || !in.Written().Known() || at < d.layout.Body {
			return
		}
		i, ok := slices.BinarySearchFunc(d.texts, at, func(t *markdown.Text, at int) int { return cmp.Compare(t.Start(), at) })
		if !ok {
			i--
		}
		if i >= 0 && at <= d.texts[i].Stop() {
			found = d.texts[i]
		}
	})
	return found
}

// partKinds are the kinds of parts that a unit of a kind may be in the text.
var partKinds = map[twins.Kind][]markdown.PartKind{
	twins.Heading: {markdown.HeadingPart}, twins.Paragraph: {markdown.ParagraphPart, markdown.RawPart}, twins.List: {markdown.ListPart},
	twins.Item: {markdown.ItemPart}, twins.Quote: {markdown.QuotePart}, twins.Callout: {markdown.QuotePart, markdown.DivPart},
	twins.Code: {markdown.CodePart}, twins.Table: {markdown.TablePart, markdown.ParagraphPart},
	twins.Figure: {markdown.FigurePart}, twins.Break: {markdown.RulePart}, twins.Definitions: {markdown.DefinitionPart},
	twins.Definition: {markdown.TermPart}, twins.Div: {markdown.DivPart, markdown.QuotePart}, twins.HTML: {markdown.RawPart, markdown.CodePart}, twins.Note: {markdown.NotePart},
}

// locate finds the part of a unit. A part inside a loop of a template belongs to several units.
func (d *side) locate(u *twins.Unit, parts map[int][]*markdown.Part) {
	at := int(u.Place.From)
	if !u.Place.Within() || at < d.layout.Body || u.Kind == twins.Title {
		return
	}
	for _, p := range parts[at] {
		if slices.Contains(partKinds[u.Kind], p.Kind) {
			d.parts[u] = p
			if d.units[p] == nil {
				d.units[p] = u
				return
			}
		}
	}
}

// inlines is running text of a unit.
type inlines struct {
	role, kind string
	inlines    []book.Inline
}

// pieceNames are the names of a block's texts for translators.
var pieceNames = map[book.PieceKind]string{
	book.TitlePiece: "title of a callout", book.CaptionPiece: "caption", book.NotePiece: "note below a table", book.SourcePiece: "source line",
}

// runsOf returns the running texts that a unit has itself.
func runsOf(u *twins.Unit) (out []inlines) {
	switch b := u.Block.(type) {
	case nil:
	case *book.Heading, *book.Paragraph, *book.Callout, *book.Figure, *book.Table:
		notes := 0
		for _, p := range book.Inside(b) {
			if p.Run == nil || p.Cell != nil {
				continue
			}
			r := inlines{"." + string(p.Kind), pieceNames[p.Kind], *p.Run}
			switch {
			case p.Kind == "" || p.Kind == book.CaptionPiece && book.Name(b) == "figure":
				r.role, r.kind = "", book.Name(b) // the main text of the block
			case p.Kind == book.NotePiece:
				notes++
				r.role += strconv.Itoa(notes)
			}
			out = append(out, r)
		}
		return out
	}
	switch u.Kind {
	case twins.Row:
		if len(u.Cells) == 0 || u.Cells[0].Range != u.Place.Range {
			return nil // a table from data/
		}
		for _, cell := range u.Cells {
			content := []book.Inline{&book.Text{Range: cell.Range}}
			cell.Runs(func(run []book.Inline) { content = append(content, run...) })
			out = append(out, inlines{fmt.Sprintf(".c%d", cell.Col+1), "cell", content})
		}
		return out
	case twins.Definition:
		if l, ok := u.Parent().Block.(*book.DefinitionList); ok {
			for _, d := range l.Items {
				if len(d.Terms) == 0 || book.Begins(d.Terms[0]) != u.Place.Range {
					continue
				}
				for i, term := range d.Terms {
					out = append(out, inlines{fmt.Sprintf(".t%d", i+1), "term", term})
				}
				return out
			}
		}
	}
	return out
}

// front makes the units of the front matter, and of the title even if it is a heading.
func (s *surveyor) front() {
	at := map[string]place{}
	if s.target != nil {
		for i := range s.target.layout.Front {
			f := &s.target.layout.Front[i]
			at[f.Key] = place{front: f}
		}
	}
	for i := range s.source.layout.Front {
		f := &s.source.layout.Front[i]
		if f.Key == "title" || !translatable(f.Value, nil) {
			continue
		}
		u := &Unit{ID: "front." + f.Key, Kind: "front matter: " + f.Key, source: []place{{front: f}}, key: f.Key, State: book.Unrecorded}
		if t, ok := at[f.Key]; ok {
			u.target = []place{t}
		}
		if f.Key == "abstract" {
			s.abstract(u)
		}
		s.add(u)
	}
}

// abstract gives the unit of the abstract the worst state of its paragraphs.
func (s *surveyor) abstract(u *Unit) {
	for _, c := range s.Alignment.Chapters(s.Slug) {
		if c.B.Lang != s.To {
			continue
		}
		for _, f := range c.Findings {
			if len(f.A) > 0 && len(f.B) > 0 && f.A[0].Block != nil && slices.Contains(c.A.Abstract, f.A[0].Block) && worse(f.State, u.State) {
				u.State, u.Was = f.State, f.Was
			}
		}
	}
}

func worse(a, b book.State) bool {
	order := []book.State{book.Done, book.Unrecorded, book.Unsure, book.Stale}
	return slices.Index(order, a) > slices.Index(order, b)
}

// unit makes the units of exchange of an aligned unit. Two units that are merged make one.
func (s *surveyor) unit(u *twins.Unit) {
	if u.Kind == twins.Row || u.Kind == twins.Definition {
		s.numbers[u.Parent()]++
		s.numbers[u] = s.numbers[u.Parent()]
	}
	as, bs := []*twins.Unit{u}, []*twins.Unit(nil)
	held := false
	if p := u.Pair(); p != nil {
		as, bs = p.A, p.B
		held = len(bs) > 0 && bs[0].Kind != u.Kind
	}
	if as[0] != u {
		return // part of the first unit's text
	}
	if u.Kind == twins.Title {
		t := &Unit{ID: "title", Kind: "title of the chapter", source: s.source.title, key: "title"}
		if s.target != nil {
			t.target = s.target.title
		}
		if len(t.source) > 0 {
			t.source, t.paired = t.source[:1], len(t.target) > 0
			s.state(t, u)
			s.add(t)
			for _, p := range s.source.title {
				if p.text != nil {
					s.byText[p.text] = t
				}
			}
		}
		return
	}
	for _, r := range s.source.runs[u] {
		t := &Unit{ID: s.base(u) + r.role, Kind: r.kind, source: []place{r.place}, paired: len(bs) > 0, held: held || s.held(u)}
		if r.role == "" {
			for _, other := range as[1:] {
				for _, q := range s.source.runs[other] {
					t.source = append(t.source, q.place)
				}
			}
		}
		for _, v := range bs {
			if s.target == nil || held {
				break
			}
			for _, q := range s.target.runs[v] {
				if q.role == r.role && (len(t.target) == 0 || r.role == "") {
					t.target = append(t.target, q.place)
				}
			}
		}
		if !slices.ContainsFunc(t.source, func(p place) bool { return translatable(p.text.Typed, p.text.Markup) }) {
			continue
		}
		s.state(t, u)
		s.add(t)
	}
}

// held reports whether a unit is inside one whose twin is of another kind.
func (s *surveyor) held(u *twins.Unit) bool {
	for p := u.Parent(); p != nil; p = p.Parent() {
		if q := p.Pair(); q != nil && len(q.A) > 0 && len(q.B) > 0 && q.A[0].Kind != q.B[0].Kind {
			return true
		}
	}
	return false
}

// base is the id of a unit's block, or of the block around it.
func (s *surveyor) base(u *twins.Unit) string {
	switch {
	case u.Block != nil:
		return s.ids[u.Block]
	case u.Kind == twins.Row:
		return fmt.Sprintf("%s.r%d", s.base(u.Parent()), s.numbers[u])
	case u.Kind == twins.Definition:
		return fmt.Sprintf("%s.d%d", s.base(u.Parent()), s.numbers[u])
	}
	return string(u.Kind)
}

// state copies the state of a pair. A cell or a term, which has no state of its own, has that of its block.
func (s *surveyor) state(t *Unit, u *twins.Unit) {
	t.State = book.Unrecorded
	for ; u != nil; u = u.Parent() {
		if f := s.findings[u.Pair()]; f != nil {
			t.State, t.Was = f.State, f.Was
			return
		}
	}
}

// add completes a unit and gives it an id of its own.
func (s *surveyor) add(u *Unit) {
	u.Slug, u.Source, u.Target = s.Slug, joined(u.source), joined(u.target)
	if u.key == "title" && len(u.target) > 0 {
		u.Target = u.target[0].typed()
	}
	if u.Target == "" {
		u.State, u.Was = book.Missing, ""
	} else if u.State == book.Missing || u.State == book.Extra {
		u.State = book.Unrecorded
	}
	u.At = s.source.layout.Source.Point(u.source[0].start())
	for id, n := u.ID, 2; s.known[u.ID]; n++ {
		u.ID = fmt.Sprintf("%s-%d", id, n)
	}
	s.known[u.ID] = true
	s.Units = append(s.Units, u)
	for _, p := range u.source {
		if p.text != nil {
			s.byText[p.text] = u
		}
	}
}

// translatable reports whether a text has a letter or a digit beside its markup.
func translatable(typed string, markup []markdown.Markup) bool {
	rest := []byte(typed)
	for _, m := range markup {
		for _, r := range [...]source.Range{m.Open, m.Close} {
			for i := int(r.From); i < int(r.To); i++ {
				rest[i] = ' '
			}
		}
	}
	return strings.ContainsFunc(string(rest), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// bcp47 is the tag of a language in the form that tools expect.
func bcp47(tag string) string {
	if l := lang.Of(tag); l.Tag == tag {
		return l.BCP47
	}
	return tag
}

func lineStart(text []byte, at int) int { return bytes.LastIndexByte(text[:at], '\n') + 1 }
