package check

import (
	"slices"
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
	blocks [2]book.Block // the twins; nil for a title, a cell or a row
}

// sides returns the passages in both roles.
func (c *couple) sides() [2][]*passage { return [2][]*passage{c.a, c.b} }

// chapter returns the chapter that a side of the couple is from.
func (c *couple) chapter(ps []*passage) *book.Chapter {
	if u := c.pair.A[0]; ps[0].lang.Tag == u.Lang {
		return u.Chapter()
	}
	return c.pair.B[0].Chapter()
}

// in returns the side in Han characters, or the other one; nil if there is no such side.
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
		"this %[1]s has no %[2]s translation", "此处%[1]s没有%[3]s译文",
		"translate it; if it is translated, give both the same id: {#…}", "请补译；若已译出，请为两处写上相同的标识：{#…}")
	twinsMissing = diag.NewKind("twin-missing", diag.Note,
		"%s from here have no %s translation", "自此起%[1]s没有%[3]s译文",
		"translate them; if they are translated, give both the same id: {#…}", "请补译；若已译出，请为两处写上相同的标识：{#…}")
	sourceMissing = diag.NewKind("twin-missing", diag.Note,
		"this %[1]s has no %[2]s original", "此处%[1]s没有%[3]s原文",
		"add it to the original; if it is there, give both the same id: {#…}", "请在原文中补上；若原文已有，请为两处写上相同的标识：{#…}")
	sourcesMissing = diag.NewKind("twin-missing", diag.Note,
		"%s from here have no %s original", "自此起%[1]s没有%[3]s原文",
		"add them to the original; if they are there, give both the same id: {#…}", "请在原文中补上；若原文已有，请为两处写上相同的标识：{#…}")
	twinMoved = diag.NewKind("twin-moved", diag.Warning,
		"this %s is out of order: it translates %s", "此处%s与原文次序不同：译自 %s",
		"put both in the same order", "请统一两处的次序")
	twinMerged = diag.NewKind("twin-merged", diag.Note,
		"this %s translates %s at %s", "此处%s译自 %[3]s 处的%[2]s",
		"divide the text the same way in both languages", "请使两种文字的分段一致")
	twinSplit = diag.NewKind("twin-merged", diag.Note,
		"%s here translate %s at %s", "此处%s译自 %[3]s 处的%[2]s",
		"divide the text the same way in both languages", "请使两种文字的分段一致")
)

// translations compares the chapters of the book with their translations.
func (p *proof) translations() {
	type chapter struct {
		slug    string
		couples []*couple
	}
	var chapters []chapter
	var all []*couple
	same := grids{}
	for _, slug := range p.Book.Slugs() {
		ch := chapter{slug: slug}
		for _, c := range p.Twins.Chapters(slug) {
			for _, pair := range c.Pairs {
				if len(pair.A) > 0 && len(pair.B) > 0 && pair.Confidence >= twins.Sure {
					ch.couples = append(ch.couples, couples(pair, same)...)
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
			if untranslated(p, c) {
				continue
			}
			before := len(p.ms)
			for _, check := range pairChecks {
				check(p, c)
			}
			if len(p.ms) == before { // else the editor is sent here already, and what is lost is named
				lengths(p, c)
			}
		}
		for _, tag := range p.Book.Languages {
			if text := p.Book.Chapters[tag][ch.slug]; text != nil {
				p.inEnglish(text)
			}
		}
	}
}

// order reports blocks that are missing, moved, or divided differently.
func (p *proof) order(c *twins.Chapter) {
	alone := func(units []*twins.Unit, other *book.Chapter, one, several *diag.Kind) {
		var run []*twins.Unit
		flush := func() {
			l := lang.Of(other.Lang)
			switch {
			case len(run) == 0:
			case run[0].Kind == twins.Heading && run[0].Block == book.Block(loneHeading(p.Twins, run[0].Chapter(), other.Lang)):
				// headingTwin tells, and what is below the heading is missing with it.
			case len(run) == 1:
				p.ms = append(p.ms, one.At(run[0].Place.Chars(1), run[0].Kind.Word(), l.EnglishName, l.ChineseName))
			default:
				p.ms = append(p.ms, several.At(run[0].Place.Chars(1), twins.Count(run), l.EnglishName, l.ChineseName))
			}
			run = nil
		}
		for _, u := range units {
			switch pair := u.Pair(); {
			case pair != nil && len(pair.A) > 0 && len(pair.B) > 0:
				flush()
			case u.Parent() != nil || u.Kind == twins.Div || u.Kind == twins.HTML || u.Kind == twins.Break:
			default:
				run = append(run, u)
			}
		}
		flush()
	}
	as, bs := c.Units()
	alone(as, c.B, twinMissing, twinsMissing)
	alone(bs, c.A, sourceMissing, sourcesMissing)
	for _, pair := range c.Pairs {
		if len(pair.A) == 0 || len(pair.B) == 0 || pair.A[0].Kind == twins.Note {
			continue
		}
		if pair.Moved && pair.A[0].Parent() == nil {
			p.ms = append(p.ms, twinMoved.At(pair.B[0].Place.Chars(1), pair.B[0].Kind.Word(), pair.A[0].Place.String()))
		}
		at, from := pair.B[0].Place.Chars(1), pair.A[0].Place.String()
		switch {
		case len(pair.A) == len(pair.B):
		case len(pair.B) == 1:
			p.ms = append(p.ms, twinMerged.At(at, pair.B[0].Kind.Word(), twins.Count(pair.A), from))
		default:
			p.ms = append(p.ms, twinSplit.At(at, twins.Count(pair.B), twins.Count(pair.A), from))
		}
	}
}

// couples returns the texts of a pair that are compared with each other: cell by cell for tables and rows of one shape,
// otherwise all texts of both.
func couples(pair *twins.Pair, g grids) []*couple {
	if len(pair.A) == 1 && len(pair.B) == 1 {
		u, v := pair.A[0], pair.B[0]
		if u.Kind == twins.Row && v.Kind == twins.Row {
			if g.alike(u.Parent().Block, v.Parent().Block) {
				return nil // compared with their table
			}
			return cellCouples(pair, u, v)
		}
		if g.alike(u.Block, v.Block) {
			return tableCouples(pair)
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

// unitTexts returns the texts that a unit has itself. The units inside it have pairs of their own.
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
		for i := range u.Cells {
			out = append(out, cellTexts(ch, u.Parent().Block, &u.Cells[i])...)
		}
	default:
		for _, p := range book.Inside(b) {
			if p.Run != nil && p.Cell == nil { // cells belong to their row
				add(*p.Run)
			}
		}
		if f, ok := b.(*book.Figure); ok && f.Alt != "" {
			out = append(out, &passage{lang: lang.Of(ch.Lang), file: ch.Source, text: f.Alt, owner: b, use: caption})
		}
	}
	return out
}

// cellTexts returns the texts of a cell: one, or those of its blocks.
func cellTexts(ch *book.Chapter, table book.Block, c *book.Cell) (out []*passage) {
	c.Runs(func(run []book.Inline) {
		pa := flat(ch, table, run)
		pa.place = c.Range
		out = append(out, pa)
	})
	return out
}

// grids remembers which tables have the same cells as their translations.
type grids map[[2]book.Block]bool

// alike reports whether two blocks are tables with cells in the same places.
func (g grids) alike(a, b book.Block) bool {
	x, isTable := a.(*book.Table)
	y, too := b.(*book.Table)
	if !isTable || !too {
		return false
	}
	key := [2]book.Block{a, b}
	if same, known := g[key]; known {
		return same
	}
	same := x.HeadRows() == y.HeadRows() && slices.EqualFunc(slices.Collect(x.Cells()), slices.Collect(y.Cells()), func(c, d *book.Cell) bool {
		return c.Row == d.Row && c.Col == d.Col && c.Rows == d.Rows && c.Cols == d.Cols
	})
	g[key] = same
	return same
}

// tableCouples returns the texts of two tables of one shape: of each cell with the cell in its place.
func tableCouples(pair *twins.Pair) (out []*couple) {
	u, v := pair.A[0], pair.B[0]
	x, y := u.Block.(*book.Table), v.Block.(*book.Table)
	add := func(a, b []book.Inline) {
		if len(a) > 0 || len(b) > 0 {
			out = append(out, &couple{pair: pair, a: []*passage{flat(u.Chapter(), x, a)}, b: []*passage{flat(v.Chapter(), y, b)}})
		}
	}
	add(x.Caption, y.Caption)
	cells := slices.Collect(y.Cells())
	i := 0
	for c := range x.Cells() {
		if k := cellCouple(pair, tableCell{u, c}, tableCell{v, cells[i]}); k != nil {
			out = append(out, k)
		}
		i++
	}
	for i := range max(len(x.Notes), len(y.Notes)) {
		add(nth(x.Notes, i), nth(y.Notes, i))
	}
	add(x.Source, y.Source)
	return out
}

func nth(runs [][]book.Inline, i int) []book.Inline {
	if i < len(runs) {
		return runs[i]
	}
	return nil
}

// tableCell is a cell of a table that is a unit.
type tableCell struct {
	table *twins.Unit
	*book.Cell
}

// texts returns the texts of a cell: one, or those of its blocks. An empty cell has a place all the same.
func (c tableCell) texts() []*passage {
	out := cellTexts(c.table.Chapter(), c.table.Block, c.Cell)
	if len(out) == 0 {
		pa := flat(c.table.Chapter(), c.table.Block, nil)
		pa.place = c.Range
		out = append(out, pa)
	}
	return out
}

func cellCouple(pair *twins.Pair, c, d tableCell) *couple {
	if c.Empty() && d.Empty() {
		return nil
	}
	return &couple{pair: pair, a: c.texts(), b: d.texts()}
}

// cellCouples returns the cells of two rows, each with the one in the same columns. If the rows have different columns,
// it returns all texts of both as one couple.
func cellCouples(pair *twins.Pair, u, v *twins.Unit) (out []*couple) {
	alike := slices.EqualFunc(u.Cells, v.Cells, func(c, d book.Cell) bool { return c.Col == d.Col && c.Cols == d.Cols })
	if !alike {
		return []*couple{{pair: pair, a: unitTexts(u), b: unitTexts(v)}}
	}
	for i := range u.Cells {
		if k := cellCouple(pair, tableCell{u.Parent(), &u.Cells[i]}, tableCell{v.Parent(), &v.Cells[i]}); k != nil {
			out = append(out, k)
		}
	}
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
