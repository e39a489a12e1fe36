package check

import (
	"strings"

	"keben/internal/book"
	"keben/internal/book/twins"
	"keben/internal/diag"
	"keben/internal/lang"
)

// couple is a text and its translation. Where one paragraph was made of two, a side has several passages.
type couple struct {
	a, b   []*passage // a of the earlier language of the book
	pair   *twins.Pair
	blocks [2]book.Block // the twins, nil for what has no block of its own
}

// sides returns the passages in both roles.
func (c *couple) sides() [2][]*passage { return [2][]*passage{c.a, c.b} }

// in returns the side that is written in Han characters, or the one that is not; nil when there is none.
func (c *couple) in(han bool) []*passage {
	for _, ps := range c.sides() {
		if len(ps) > 0 && ps[0].lang.Script.Han() == han {
			return ps
		}
	}
	return nil
}

// prose reports whether both sides are running text and not a title or a cell.
func (c *couple) prose() bool {
	for _, ps := range c.sides() {
		for _, pa := range ps {
			if pa.use != running && pa.use != note {
				return false
			}
		}
	}
	return true
}

// textOf returns the text of a side.
func textOf(ps []*passage) string {
	var parts []string
	for _, pa := range ps {
		parts = append(parts, pa.text)
	}
	return strings.Join(parts, "\n")
}

// inlines calls f for every inline of a side.
func inlines(ps []*passage, f func(book.Inline)) {
	for _, pa := range ps {
		book.WalkInlines(pa.run, f)
	}
}

var (
	twinMissing = diag.NewKind("twin-missing", diag.Note,
		"what begins here has no counterpart in %[2]s (blocks: %[1]d)", "自此起有 %[1]d 块在%[3]s中没有对应的文字",
		"translate them, or give both the same id: {#…}", "请补译；若已译出，请为两处写上相同的标识：{#…}")
	twinMoved = diag.NewKind("twin-moved", diag.Warning,
		"this block stands in another place than its twin at %s", "本块与 %s 处的对应块次序不同",
		"put both in the same order", "请统一两处的次序")
	twinMerged = diag.NewKind("twin-merged", diag.Note,
		"the text is divided otherwise than its twin: blocks here %d, at %[3]s %[2]d", "此处 %d 块对应 %[3]s 处的 %[2]d 块",
		"divide the text alike in both languages", "请使两种文字的分段一致")
)

// translations compares the chapters of the book with their translations.
func (p *proof) translations() {
	type chapter struct {
		slug    string
		couples []*couple
	}
	var chapters []chapter
	var all []*couple
	for _, slug := range p.Book.Slugs() {
		ch := chapter{slug: slug}
		for _, c := range p.Twins.Chapters(slug) {
			for _, pair := range c.Pairs {
				if len(pair.A) > 0 && len(pair.B) > 0 && pair.Confidence >= twins.Sure {
					ch.couples = append(ch.couples, couples(pair)...)
				}
			}
		}
		chapters = append(chapters, ch)
		all = append(all, ch.couples...)
	}
	p.usual = usualRatio(all)
	for _, ch := range chapters {
		for _, c := range p.Twins.Chapters(ch.slug) {
			p.order(c)
		}
		for _, c := range ch.couples {
			for _, check := range pairChecks {
				check(p, c)
			}
		}
		for _, tag := range p.Book.Languages {
			if text := p.Book.Chapters[tag][ch.slug]; text != nil {
				p.inEnglish(text)
			}
		}
	}
}

// order reports blocks that are missing, moved or divided otherwise.
func (p *proof) order(c *twins.Chapter) {
	alone := func(units func(*twins.Pair) []*twins.Unit, other *book.Chapter) {
		var first *twins.Unit
		n := 0
		flush := func() {
			if first != nil {
				p.ms = append(p.ms, twinMissing.At(first.Place, n, lang.Of(other.Lang).EnglishName, lang.Of(other.Lang).ChineseName))
			}
			first, n = nil, 0
		}
		for _, pair := range c.Pairs {
			us := units(pair)
			if len(us) == 0 {
				continue
			}
			if len(pair.A) > 0 && len(pair.B) > 0 {
				flush()
				continue
			}
			for _, u := range us {
				if top := u.Parent(); top != nil || u.Kind == twins.Div || u.Kind == twins.HTML || u.Kind == twins.Break {
					continue
				}
				if first == nil {
					first = u
				}
				n++
			}
		}
		flush()
	}
	alone(func(pair *twins.Pair) []*twins.Unit { return pair.A }, c.B)
	alone(func(pair *twins.Pair) []*twins.Unit { return pair.B }, c.A)
	for _, pair := range c.Pairs {
		if len(pair.A) == 0 || len(pair.B) == 0 || pair.A[0].Kind == twins.Note {
			continue
		}
		if pair.Moved && pair.A[0].Parent() == nil {
			p.ms = append(p.ms, twinMoved.At(pair.B[0].Place, pair.A[0].Place.String()))
		}
		if len(pair.A) != len(pair.B) {
			p.ms = append(p.ms, twinMerged.At(pair.B[0].Place, len(pair.B), len(pair.A), pair.A[0].Place.String()))
		}
	}
}

// couples returns the texts of a pair that are compared one by one: cells of tables of one shape, terms of
// lists of one length, else all of both.
func couples(pair *twins.Pair) []*couple {
	if len(pair.A) == 1 && len(pair.B) == 1 {
		u, v := pair.A[0], pair.B[0]
		if x, ok := u.Block.(*book.Table); ok {
			if y, ok := v.Block.(*book.Table); ok && sameGrid(x, y) {
				return tableCouples(pair, x, y)
			}
		}
	}
	c := &couple{pair: pair, blocks: [2]book.Block{pair.A[0].Block, pair.B[0].Block}}
	for _, u := range pair.A {
		c.a = append(c.a, unitTexts(u)...)
	}
	for _, u := range pair.B {
		c.b = append(c.b, unitTexts(u)...)
	}
	if len(c.a) == 0 && len(c.b) == 0 && c.blocks[0] == nil {
		return nil
	}
	return []*couple{c}
}

// unitTexts returns the texts that a unit holds itself; what is inside it has pairs of its own.
func unitTexts(u *twins.Unit) (out []*passage) {
	ch := u.Chapter()
	add := func(run []book.Inline) {
		if len(run) > 0 {
			pa := flat(ch, u.Block, run)
			if u.Parent() != nil && pa.use == running {
				for up := u.Parent(); up != nil; up = up.Parent() {
					if up.Kind == twins.Note {
						pa.use = note
					}
				}
			}
			out = append(out, pa)
		}
	}
	switch b := u.Block.(type) {
	case nil:
		if u.Kind == twins.Title {
			add(ch.Title)
			add(ch.Subtitle)
		}
	case *book.Heading:
		add(b.Content)
	case *book.Paragraph:
		add(b.Content)
	case *book.Callout:
		add(b.Title)
	case *book.Figure:
		add(b.Caption)
		add(b.Source)
		if b.Alt != "" {
			out = append(out, &passage{lang: lang.Of(ch.Lang), file: ch.Source, text: b.Alt, owner: b, use: caption})
		}
	case *book.Table:
		book.Walk([]book.Block{b}, book.Visitor{Run: func(_ book.Block, run []book.Inline) { add(run) }})
	case *book.DefinitionList:
		for _, d := range b.Items {
			for _, term := range d.Terms {
				add(term)
			}
		}
	}
	return out
}

func sameGrid(x, y *book.Table) bool {
	same := func(a, b []book.Row) bool {
		if len(a) != len(b) {
			return false
		}
		for i := range a {
			if len(a[i]) != len(b[i]) {
				return false
			}
		}
		return true
	}
	return same(x.Header, y.Header) && same(x.Body, y.Body)
}

func tableCouples(pair *twins.Pair, x, y *book.Table) (out []*couple) {
	chA, chB := pair.A[0].Chapter(), pair.B[0].Chapter()
	add := func(a, b []book.Inline) {
		if len(a) > 0 || len(b) > 0 {
			out = append(out, &couple{pair: pair, a: []*passage{flat(chA, x, a)}, b: []*passage{flat(chB, y, b)}})
		}
	}
	add(x.Caption, y.Caption)
	for k, rows := range [...][]book.Row{x.Header, x.Body} {
		for i, row := range rows {
			for j := range row {
				other := [...][]book.Row{y.Header, y.Body}[k]
				add(row[j].Content, other[i][j].Content)
			}
		}
	}
	add(x.Source, y.Source)
	return out
}

// inEnglish compares the abstract of a Chinese article with its English one.
func (p *proof) inEnglish(ch *book.Chapter) {
	if ch.InEnglish == nil || len(ch.Abstract) == 0 || len(ch.InEnglish.Abstract) == 0 {
		return
	}
	c := &couple{}
	for _, pa := range english(ch) {
		if pa.use != title {
			c.b = append(c.b, pa)
		}
	}
	book.Walk(ch.Abstract, book.Visitor{Run: func(owner book.Block, run []book.Inline) { c.a = append(c.a, flat(ch, owner, run)) }})
	for _, pa := range english(ch) {
		for _, check := range []func(*proof, *passage){doubledWord, blanks} {
			check(p, pa)
		}
	}
	numbersAgree(p, c)
	termsAgree(p, c)
	endMarkAgrees(p, c)
}
