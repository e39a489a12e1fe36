package proof

import (
	"fmt"
	"slices"
	"strings"

	"keben/internal/diag"
	"keben/internal/draw"
	"keben/internal/geom"
	"keben/internal/lang"
	"keben/internal/script"
	"keben/internal/source"
)

// The sheet is A4. The text is 115 mm wide, the margin beside it 50 mm, and there is room for a pencil between lines.
const (
	barAt      = 14 * geom.Mm
	numbersEnd = 22 * geom.Mm // line numbers end here
	textLeft   = 25 * geom.Mm
	textWidth  = 115 * geom.Mm
	asideLeft  = 146 * geom.Mm
	asideWidth = 54 * geom.Mm

	headLine  = 13 * geom.Mm
	headWidth = 142 * geom.Mm // of the head on the left; the number of the sheet is on the right
	top       = 22 * geom.Mm
	bottom    = 284 * geom.Mm

	step = 7 * geom.Mm // an indent

	asideSize    = 7 * geom.Pt
	asideLeading = 9*geom.Pt + geom.Pt/2
	headSize     = 8 * geom.Pt
	numberSize   = 7*geom.Pt + geom.Pt/2
)

// lookSheet are the measures of a look.
type lookSheet struct {
	size, leading, above geom.Length
	role                 role
}

var looks = map[look]lookSheet{
	body:       {10*geom.Pt + geom.Pt/2, 19 * geom.Pt, 4 * geom.Pt, prose},
	chapter:    {16 * geom.Pt, 26 * geom.Pt, 0, prose},
	heading:    {13 * geom.Pt, 22 * geom.Pt, 9 * geom.Pt, prose},
	subheading: {11 * geom.Pt, 20 * geom.Pt, 7 * geom.Pt, prose},
	label:      {8*geom.Pt + geom.Pt/2, 14 * geom.Pt, 5 * geom.Pt, prose},
	note:       {8*geom.Pt + geom.Pt/2, 15 * geom.Pt, 2 * geom.Pt, prose},
	caption:    {9 * geom.Pt, 15 * geom.Pt, 3 * geom.Pt, prose},
	listing:    {9 * geom.Pt, 14 * geom.Pt, 4 * geom.Pt, program},
	grid:       {8*geom.Pt + geom.Pt/2, 14 * geom.Pt, 4 * geom.Pt, prose},
	figure:     {8*geom.Pt + geom.Pt/2, 14 * geom.Pt, 6 * geom.Pt, prose},
	rule:       {10*geom.Pt + geom.Pt/2, 19 * geom.Pt, 4 * geom.Pt, prose},
	twinText:   {8*geom.Pt + geom.Pt/2, 14 * geom.Pt, 1 * geom.Pt, prose},
}

// sheet is one sheet of a proof.
type sheet struct {
	running  string // the section that is on it
	lines    []line
	aside    []line
	pictures []placed
	opens    []opening
	numbered int
}

// line is a line of type with its baseline. Number is printed before it; 0 means none.
type line struct {
	y      geom.Length
	height geom.Length // of the line, from the one before it
	number int
	change byte
	quoted geom.Length // the x of the bar of a quotation, 0: none
	grey   bool        // it is not part of the edition
	words  []word
	rules  []geom.Rect
}

type placed struct {
	draw.Figure
	src  string
	rect geom.Rect
}

// opening is the beginning of a section, for the bookmarks.
type opening struct {
	title string
	y     geom.Length
}

// position is a place in the flow of sheets.
type position struct {
	sheet int
	y     geom.Length
}

func (p position) before(q position) bool {
	return p.sheet < q.sheet || p.sheet == q.sheet && p.y < q.y
}

// setter sets the sheets of one proof.
type setter struct {
	in       Input
	lang     *lang.Language
	words    lang.Words
	faces    *typecase
	breaker  lineBreaker
	sections [][]*item
	rest     []diag.Message // that belong to no item
	lost     []diag.Message // about pictures

	sheets  []*sheet
	text    position // of the next line
	aside   position // of the next line of the margin
	running string
	head    string             // the id of the heading above
	index   map[string][]*item // by file
	exact   map[source.Range][]*item
}

func newSetter(in Input) *setter {
	s := &setter{in: in, lang: lang.Of(in.Edition.Lang)}
	s.words = s.lang.Words
	s.faces = newCase(in.Faces, in.Builtin)
	s.breaker.faces = s.faces
	twin := ""
	if in.Twin != nil {
		twin = in.Twin.Lang
	}
	s.sections = read(in.Edition, twin)
	s.index, s.exact = map[string][]*item{}, map[source.Range][]*item{}
	for _, section := range s.sections {
		for _, it := range section {
			if it.file != nil {
				s.index[it.file.Name] = append(s.index[it.file.Name], it)
			}
			if it.at.Known() {
				s.exact[it.at] = append(s.exact[it.at], it)
			}
		}
	}
	return s
}

func (s *setter) messages() []diag.Message {
	return slices.Concat(s.faces.messages(), s.breaker.over, s.lost)
}

// place sets all sheets: the first, the sections, and what belongs to no block.
func (s *setter) place() {
	s.first()
	for _, section := range s.sections {
		s.running = clean(plainAll(section[0].text))
		s.open(s.running)
		for _, g := range groups(section) {
			s.group(g)
		}
	}
	s.last()
}

// plainAll is the text of spans with the additions of Keben.
func plainAll(spans []span) string {
	var b strings.Builder
	for _, sp := range spans {
		b.WriteString(sp.text)
	}
	return b.String()
}

// open begins a new sheet for a section.
func (s *setter) open(title string) {
	s.fresh()
	sh := s.sheets[len(s.sheets)-1]
	sh.opens = append(sh.opens, opening{title, top})
}

// fresh begins a new sheet for text and margin, after all others.
func (s *setter) fresh() {
	s.sheets = append(s.sheets, &sheet{running: s.running})
	s.text = position{len(s.sheets) - 1, top}
	s.aside = s.text
}

// at returns the sheet of a position, which may be the next one.
func (s *setter) at(p position) *sheet {
	for p.sheet >= len(s.sheets) {
		s.sheets = append(s.sheets, &sheet{running: s.running})
	}
	return s.sheets[p.sheet]
}

// need moves a position to the next sheet unless the height fits below it.
func (s *setter) need(p *position, height geom.Length) {
	if p.y+height > bottom && p.y > top {
		p.sheet, p.y = p.sheet+1, top
	}
	s.at(*p)
}

// first sets the first sheet: the title page's data, and how to read the proof.
func (s *setter) first() {
	e := s.in.Edition
	s.fresh()
	say := func(l look, as style, text string) {
		if text != "" {
			s.group([]*item{{look: l, lang: s.lang, text: []span{{text: text, style: as}}}})
		}
	}
	s.unnumbered(&item{look: label, lang: s.lang, text: []span{{text: s.words.Proof() + " · " + s.lang.Name, style: made}}})
	say(chapter, bold, e.Title)
	say(heading, 0, e.Subtitle)
	say(body, 0, s.lang.Byline(e.Authors, e.AuthorRole))
	for _, f := range []struct{ name, text string }{
		{s.words.Institution(), e.Institution}, {s.words.Publisher(), e.Publisher}, {s.words.Date(), dated(e)},
		{s.words.ISBN(), e.ISBN}, {s.words.Licence(), e.Licence}, {s.words.Summary(), e.Summary},
	} {
		if f.text != "" {
			say(body, 0, f.name+s.words.Colon()+f.text)
		}
	}
	s.text.y += 12 * geom.Pt
	s.need(&s.text, 0)
	guide := []string{s.words.ProofPlain(), s.words.ProofLines(), s.words.ProofMargin()}
	if s.in.Twin != nil {
		guide = append(guide, fmt.Sprintf(s.words.ProofTwin(), lang.Of(s.in.Twin.Lang).Name))
	}
	if s.in.Since != nil {
		guide = append(guide, fmt.Sprintf(s.words.ProofSince(), s.in.Since.Name))
	}
	for _, text := range guide {
		s.unnumbered(&item{look: label, lang: s.lang, text: []span{{text: text, style: made}}})
	}
}

// last lists the messages that belong to no block, on a sheet of their own.
func (s *setter) last() {
	if len(s.rest) == 0 {
		return
	}
	s.running = s.words.ProofRest()
	s.open(s.running)
	s.unnumbered(&item{look: heading, lang: s.lang, text: []span{{text: s.running, style: bold | made}}})
	for _, m := range s.rest {
		s.unnumbered(&item{look: note, lang: s.lang, text: remarkSpans(s.located(m))})
	}
}

// group sets the items of one block, with the remarks in the margin beside the first. It begins where both text and
// margin are free, so that every remark is beside its block.
func (s *setter) group(g []*item) {
	aside := s.remarks(g)
	if g[0].heads() && g[0].id != "" {
		s.head = g[0].id
	}
	look := looks[g[0].look]
	s.text.y += look.above
	if len(aside) > 0 && s.text.before(s.aside) {
		s.text = s.aside
	}
	keep := look.leading
	if g[0].look == caption && len(g) > 1 {
		keep = 5 * look.leading // with the head of the table
	}
	if g[0].look == heading || g[0].look == subheading || g[0].look == chapter || g[0].look == label {
		keep = 3 * look.leading // with some of what it stands over
	}
	if g[0].look == figure {
		keep = s.pictureHeight(g[0]) + 2*look.leading
	}
	keep = max(keep, geom.Length(min(len(aside), 6))*asideLeading) // with a short remark whole
	s.need(&s.text, keep)
	if len(aside) > 0 {
		s.aside = s.text
		s.remark(aside, look)
	}
	for i, it := range g {
		if i > 0 {
			s.text.y += looks[it.look].above
		}
		s.item(it, true)
	}
	for _, it := range g {
		s.below(it.below)
	}
	for _, it := range g {
		s.below(it.record)
	}
}

// below sets the items below a block.
func (s *setter) below(items []*item) {
	for i, b := range items {
		if i == 0 {
			s.text.y += 3 * geom.Pt
		}
		s.item(b, false)
	}
}

// unnumbered sets an item that is not text of the book.
func (s *setter) unnumbered(it *item) {
	s.text.y += looks[it.look].above
	s.item(it, false)
}

// item sets one item.
func (s *setter) item(it *item, numbered bool) {
	look := looks[it.look]
	left := textLeft + geom.Length(min(it.indent, 8))*step
	if it.look == twinText || it.look == grid && !numbered {
		left += step / 2
	}
	if it.look == grid {
		s.grid(it, left, numbered)
		return
	}
	if it.picture != "" {
		s.picture(it, left)
	}
	m := measure{
		width: textLeft + textWidth - left, size: look.size, role: look.role, han: it.lang.Script.Han(),
		keep: it.look == listing, place: source.Place{File: it.file, Range: it.at},
	}
	lines := s.breaker.lines(it.text, m)
	if len(lines) == 0 && it.mark != "" {
		lines = [][]word{nil}
	}
	for i, words := range lines {
		l := line{change: it.change, words: shift(words, left), grey: !numbered}
		if it.mark != "" && i == 0 {
			mark := s.oneLine(it.mark, look.size)
			at := max(left-wide(mark)-look.size.Mul(1, 3), textLeft)
			l.words = append(shift(mark, at), l.words...)
		}
		if it.quoted > 0 {
			l.quoted = left - geom.Length(min(it.indent, 8)-min(it.quoted, 8))*step - 3*geom.Mm
		}
		s.line(l, look.leading, numbered)
	}
}

// short sets a text of ours that is to have one line.
func (s *setter) short(text string, size geom.Length) [][]word {
	return s.breaker.lines([]span{{text: text}}, measure{width: headWidth, size: size, role: aside, han: s.lang.Script.Han()})
}

// oneLine is its first line.
func (s *setter) oneLine(text string, size geom.Length) []word {
	for _, line := range s.short(text, size) {
		return line
	}
	return nil
}

// line puts a line of text on its sheet.
func (s *setter) line(l line, leading geom.Length, numbered bool) {
	s.need(&s.text, leading)
	s.text.y += leading
	l.y, l.height = s.text.y-leading.Mul(3, 10), leading
	for i := range l.rules {
		l.rules[i].Y += s.text.y - leading
	}
	sh := s.at(s.text)
	if numbered {
		sh.numbered++
		l.number = sh.numbered
	}
	sh.lines = append(sh.lines, l)
}

// The largest picture.
const (
	pictureWidth  = 100 * geom.Mm
	pictureHeight = 75 * geom.Mm

	pixelsPerInch = 96 // of an image that does not say: as a browser shows it
)

// pictureSize is the size of a picture: its own, or smaller to fit.
func pictureSize(p draw.Figure) geom.Size {
	size := p.Size(pixelsPerInch)
	if size.W <= 0 || size.H <= 0 {
		return geom.Size{}
	}
	if size.W > pictureWidth {
		size.W, size.H = pictureWidth, size.H.Mul(int64(pictureWidth), int64(size.W))
	}
	if size.H > pictureHeight {
		size.W, size.H = size.W.Mul(int64(pictureHeight), int64(size.H)), pictureHeight
	}
	return geom.Size{W: max(size.W, geom.Pt), H: max(size.H, geom.Pt)}
}

func (s *setter) pictureHeight(it *item) geom.Length {
	p, ok := s.in.Picture(it.picture)
	if !ok {
		return 0
	}
	return pictureSize(p).H
}

// picture sets the picture of an item. One that cannot be read is named in the item's text.
func (s *setter) picture(it *item, left geom.Length) {
	p, ok := s.in.Picture(it.picture)
	size := pictureSize(p)
	if !ok || size.W == 0 {
		return
	}
	s.need(&s.text, size.H)
	sh := s.at(s.text)
	sh.pictures = append(sh.pictures, placed{p, it.picture, geom.Rect{X: left, Y: s.text.y, W: size.W, H: size.H}})
	s.text.y += size.H + 3*geom.Pt
}

// headOf is the head of sheet n: what is set on its left and its right.
func (s *setter) headOf(n int) (left, right string) {
	e := s.in.Edition
	running := s.sheets[n].running
	if clean(running) == clean(e.Title) { // of an article
		running = ""
	}
	for most := 60; most > 10; most -= 4 { // until it fits
		parts := []string{clip(e.Title, most), s.lang.Name, dated(e), clip(running, most)}
		parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
		if left = strings.Join(parts, " · "); len(s.short(left, headSize)) <= 1 {
			break
		}
	}
	return left, fmt.Sprintf(s.words.ProofSheet(), n+1, len(s.sheets))
}

// clip shortens a text to so many columns.
func clip(text string, most int) string {
	text = clean(text)
	n := 0
	for i, r := range text {
		if n += script.Columns(r); n > most {
			return text[:i] + "…"
		}
	}
	return text
}
