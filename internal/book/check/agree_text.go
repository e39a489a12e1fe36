package check

import (
	"slices"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
)

var (
	notTranslated = diag.NewKind("untranslated", diag.Warning,
		"this is not translated: %q", "尚未译出：“%s”")
	copied = diag.NewKind("untranslated", diag.Warning,
		"this is the same text as at %s", "与 %s 处的文字相同",
		"translate it", "请译出")
	tooShort = diag.NewKind("length-ratio", diag.Note,
		"much shorter than %s, which it translates: %d words for %d Han characters", "比所译的 %s 短得多：%[3]d 个汉字对 %[2]d 个英文词",
		"look for a sentence that was left out", "请核对是否漏译")
	tooLong = diag.NewKind("length-ratio", diag.Note,
		"much longer than %s, which it translates: %d words for %d Han characters", "比所译的 %s 长得多：%[3]d 个汉字对 %[2]d 个英文词",
		"look for a sentence that was added", "请核对是否多译")
)

// The usual number of English words for one Han character, and how far from the usual of the book a text may be. A
// text that has lost a sentence as well needs less to be suspect.
const (
	usual      = .68
	enough     = 8 // texts from which the book's own usual ratio is taken
	far, near  = 1.75, 1.3
	leastHan   = 24
	foreignHan = 5 // Latin letters that weigh as much as a Han character
)

// untranslated reports texts that are in the language of the other side. There is nothing else to compare in them.
func untranslated(p *proof, c *couple) bool {
	if len(c.a) == 0 || len(c.b) == 0 || c.a[0].lang == c.b[0].lang {
		return false
	}
	a, b := textOf(c.a), textOf(c.b)
	ha, la := letters(a)
	hb, lb := letters(b)
	if strings.TrimSpace(a) == strings.TrimSpace(b) && (ha > 3 || wordCount(a) >= 8 && strings.HasSuffix(strings.TrimSpace(a), ".")) && c.prose() {
		p.report(start(c.b[0]), copied, p.beginning(c.a))
		return true
	}
	for i, ps := range c.sides() {
		h, l := [2]int{ha, hb}[i], [2]int{la, lb}[i]
		wrong := ps[0].lang.Script.Han() && h == 0 && wordCount(textOf(ps)) >= 8 && endMark(textOf(ps)) != 0 || !ps[0].lang.Script.Han() && h > 3 && h*3 > l
		if wrong && c.prose() {
			p.report(start(ps[0]), notTranslated, excerpt(ps[0].text))
			return true
		}
	}
	return false
}

// ratio is words of the other side for one Han character, 0 where the text is too short to tell.
func ratio(c *couple) (r float64, words, h int) {
	han, other := c.in(true), c.in(false)
	if han == nil || other == nil || !c.prose() {
		return 0, 0, 0
	}
	h, l := letters(textOf(han))
	h += l / foreignHan
	words = wordCount(textOf(other))
	if h < leastHan || words == 0 {
		return 0, words, h
	}
	return float64(words) / float64(h), words, h
}

// usualRatio is the median of a book's texts: some books are translated closely and some at length.
func usualRatio(cs []*couple) float64 {
	var rs []float64
	for _, c := range cs {
		if r, _, _ := ratio(c); r > 0 {
			rs = append(rs, r)
		}
	}
	if len(rs) < enough {
		return usual
	}
	slices.Sort(rs)
	return rs[len(rs)/2]
}

// lengths finds translations that are too short or too long, by their length and the number of their sentences.
func lengths(p *proof, c *couple) {
	r, words, h := ratio(c)
	if r == 0 || c.a[0].lang == c.b[0].lang {
		return
	}
	r /= p.usual
	more := sentences(textOf(c.in(true))) - sentences(textOf(c.in(false)))
	short := r < 1/far || r < 1/near && more > 0
	long := r > far || r > near && more < 0
	if !short && !long {
		return
	}
	kind := tooShort
	if short == (c.b[0].lang.Script.Han()) {
		kind = tooLong
	}
	p.report(start(c.b[0]), kind, p.beginning(c.a), words, h)
}

// sentences counts the ends of sentences.
func sentences(s string) (n int) {
	for i, r := range s {
		switch r {
		case '。', '！', '？':
			n++
		case '.', '!', '?':
			next := after(s, i+1)
			if strings.ContainsRune(" \n”’)\ufffd", next) && !(r == '.' && i > 1 && s[i-1] < 'a') {
				n++
			}
		}
	}
	return max(n, 1)
}

var quotationsDiffer = diag.NewKind("quote-mismatch", diag.Note,
	"quotations: %d here, %d at %s", "此处有 %d 处引文，而 %[3]s 处有 %[2]d 处",
	"look for a quotation that was lost", "请核对是否漏了引文")

// quotationsAgree compares quotations of some length. Short ones are not compared, because Chinese puts quotation marks
// on names and new terms that English sets without.
func quotationsAgree(p *proof, c *couple) {
	if len(c.a) == 0 || len(c.b) == 0 || c.a[0].lang == c.b[0].lang || !c.prose() {
		return
	}
	count := func(ps []*passage, least int) (n int) {
		for _, q := range quotations(textOf(ps)) {
			h, _ := letters(q)
			if ps[0].lang.Script.Han() && h >= least || !ps[0].lang.Script.Han() && wordCount(q) >= least*2/3 {
				n++
			}
		}
		return n
	}
	long := [2]int{count(c.a, 12), count(c.b, 12)}
	some := [2]int{count(c.a, 6) + strings.Count(textOf(c.a), "《"), count(c.b, 6) + strings.Count(textOf(c.b), "《")}
	if long[0] > some[1] || long[1] > some[0] {
		p.report(start(c.b[0]), quotationsDiffer, long[1], long[0], p.beginning(c.a))
	}
}

// quotations returns the texts between “ and ”, or 「 and 」. A quotation inside another is part of it.
func quotations(s string) (out []string) {
	depth, at := 0, 0
	for i, r := range s {
		switch r {
		case '“', '「':
			if depth == 0 {
				at = i + len("“")
			}
			depth++
		case '”', '」':
			if depth--; depth == 0 {
				out = append(out, s[at:i])
			}
			depth = max(depth, 0)
		}
	}
	return out
}

var (
	itemsDiffer = diag.NewKind("structure", diag.Warning,
		"list items: %d here, %[3]d at %[2]s", "此处列表有 %[1]d 项，而 %[2]s 处有 %[3]d 项")
	gridDiffers = diag.NewKind("structure", diag.Warning,
		"rows and columns: %d × %d here, %[4]d × %[5]d at %[3]s", "此处的表有 %[1]d 行 %[2]d 列，而 %[3]s 处有 %[4]d 行 %[5]d 列")
	spansDiffer = diag.NewKind("structure", diag.Warning,
		"the table joins other cells than the one at %s", "此表与 %s 处的表合并的单元格不同",
		"join the same cells in both", "请使两处合并的单元格一致")
	kindDiffers = diag.NewKind("structure", diag.Warning,
		"the callout is a %s, the one at %s a %s", "此处的提示框为 %s，而 %s 处为 %s")
	taskDiffers = diag.NewKind("structure", diag.Warning,
		"the task is ticked in one language only; the other is at %s", "任务项只在一种文字中打了勾，另一处在 %s")
)

// shapeAgrees compares lists, tables, callouts and check boxes.
func shapeAgrees(p *proof, c *couple) {
	if c.pair == nil || len(c.pair.A) != 1 || len(c.pair.B) != 1 {
		return
	}
	here, there := c.pair.B[0].Place.Chars(1), c.pair.A[0].Place.String()
	switch a := c.blocks[0].(type) {
	case *book.List:
		if b, ok := c.blocks[1].(*book.List); ok && len(a.Items) != len(b.Items) {
			p.ms = append(p.ms, itemsDiffer.At(here, len(b.Items), there, len(a.Items)))
		}
	case *book.Item:
		if b, ok := c.blocks[1].(*book.Item); ok && a.Task != b.Task {
			p.ms = append(p.ms, taskDiffers.At(here, there))
		}
	case *book.Table:
		b, ok := c.blocks[1].(*book.Table)
		switch {
		case !ok:
		case a.Height() == b.Height() && len(a.Columns) == len(b.Columns):
			p.ms = append(p.ms, spansDiffer.At(here, there))
		default:
			p.ms = append(p.ms, gridDiffers.At(here, b.Height(), len(b.Columns), there, a.Height(), len(a.Columns)))
		}
	case *book.Callout:
		if b, ok := c.blocks[1].(*book.Callout); ok && a.Kind != b.Kind {
			p.ms = append(p.ms, kindDiffers.At(here, b.Kind, there, a.Kind))
		}
	}
}
