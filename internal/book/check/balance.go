package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/lang"
)

var (
	openAlone = diag.NewKind("unbalanced", diag.Warning,
		"opening %s has no closing %s", "%s 缺后%[3]s")
	closeAlone = diag.NewKind("unbalanced", diag.Warning,
		"closing %s has no opening %s", "%s 缺前%[3]s")
	closeOther = diag.NewKind("unbalanced", diag.Warning,
		"opening %[2]s is closed with %[1]s", "%[2]s 与 %[1]s 不配对")
	wrongWay = diag.NewKind("quote-direction", diag.Warning,
		"the quotation marks point the wrong way: %q", "引号方向反了：“%s”",
		"write “ before and ” after the quotation", "请将前引号改为“，后引号改为”")
	nested = diag.NewKind("quote-nesting", diag.Note,
		"double quotation marks inside double quotation marks", "双引号之内又用双引号",
		"write ‘ and ’ inside", "内层请改用单引号‘…’")
)

// closing has the other half of each opening mark.
var closing = pairs("“”（）《》〈〉【】「」『』()[]")

// pairs reads a table of which every second character belongs to the one before it.
func pairs(table string) map[rune]rune {
	m := map[rune]rune{}
	rs := []rune(table)
	for i := 0; i < len(rs); i += 2 {
		m[rs[i]] = rs[i+1]
	}
	return m
}

var opening = func() map[rune]rune {
	m := map[rune]rune{}
	for a, b := range closing {
		m[b] = a
	}
	return m
}()

// opened is a mark that waits for its other half.
type opened struct {
	r    rune
	spot spot
}

// balance finds marks without their other half. A quotation of several paragraphs has “ at the beginning of each and ”
// at the end of the last only (rule I6), so a “ that begins a paragraph and stays open waits for the next paragraph
// that begins with one.
func balance(p *proof, t *text) {
	var waiting *opened
	for _, pa := range t.passages {
		rest := p.pairUp(pa)
		goesOn := pa.use == running && strings.HasPrefix(strings.TrimSpace(pa.text), "“")
		if pa.use == running && waiting != nil && !goesOn {
			p.reportAlone(openAlone, *waiting)
			waiting = nil
		}
		open := false
		for _, o := range rest {
			if goesOn && o.r == '“' && strings.TrimSpace(pa.text[:o.spot.at]) == "" {
				open = true
				if waiting == nil {
					waiting = &opened{o.r, o.spot}
				}
				continue
			}
			p.reportAlone(openAlone, o)
		}
		if goesOn && !open {
			waiting = nil
		}
	}
	if waiting != nil {
		p.reportAlone(openAlone, *waiting)
	}
}

// pairUp reports the marks of a passage that close nothing and returns those that stay open.
func (p *proof) pairUp(pa *passage) []opened {
	s := pa.text
	var stack []opened
	double := 0                           // of “ open now
	open := map[rune]int{}                // how many of each are in the stack
	doubles := ahead(s)                   // the “ and ” from here on
	turned := pa.lang.Quotes.Close == "“" // as in German, where “ and ” say nothing by themselves
	for i, r := range s {
		if turned && (r == '“' || r == '”') {
			continue
		}
		here := spot{pa, i, i + utf8.RuneLen(r)}
		if _, ok := closing[r]; ok {
			if r == '“' {
				if double > 0 && pa.lang.Script.Han() && doubles.closed() && doubles.close > doubles.open {
					p.report(here, nested)
				}
				double++
				doubles.open--
			}
			stack = append(stack, opened{r, here})
			open[r]++
			continue
		}
		if r == '”' {
			doubles.close--
		}
		mate, ok := opening[r]
		if !ok || marker(s, i, r) {
			continue
		}
		if r == '”' && double > 0 {
			double--
		}
		k := -1
		if open[mate] > 0 {
			for k = len(stack) - 1; stack[k].r != mate; k-- {
				open[stack[k].r]--
			}
			open[mate]--
		}
		switch {
		case k >= 0:
			for _, lost := range stack[k+1:] {
				p.reportAlone(openAlone, lost)
			}
			stack = stack[:k]
		case r == '”' && doubles.open > 0 && !doubles.closed():
			end := i + strings.IndexRune(s[i:], '“') + len("“")
			p.report(spot{pa, i, end}, wrongWay, excerpt(s[i:end]))
			return nil
		case len(stack) > 0 && alike(stack[len(stack)-1].r, r):
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			open[o.r]--
			if pa.lang.Punctuation != lang.FullWidth || !(bracketsHan(s, i, r) || bracketsHan(s, o.spot.at, o.r)) { // else halfWidth tells
				p.report(here, closeOther, string(r), string(o.r))
			}
		default:
			p.reportAlone(closeAlone, opened{r, here})
		}
	}
	return stack
}

// reportAlone tells of a mark that lacks its other half, which is named.
func (p *proof) reportAlone(kind *diag.Kind, o opened) {
	other := closing[o.r]
	if other == 0 {
		other = opening[o.r]
	}
	name := "括号"
	switch o.r {
	case '“', '”', '「', '」', '『', '』':
		name = "引号"
	case '《', '》', '〈', '〉':
		name = "书名号"
	}
	p.report(o.spot, kind, string(o.r), string(other), name)
}

// quotes counts the “ and ” in the rest of a text.
type quotes struct{ open, close int }

func ahead(s string) quotes { return quotes{strings.Count(s, "“"), strings.Count(s, "”")} }

// closed reports whether the first “ is followed by its ”, or there is a ” with its own “.
func (q quotes) closed() bool { return q.open > 0 && q.close >= q.open }

// alike reports whether a narrow and a full-width bracket were taken for each other.
func alike(open, close rune) bool {
	return open == '（' && close == ')' || open == '(' && close == '）'
}

// marker reports whether a closing bracket belongs to the number of a point: 1) or a).
func marker(s string, i int, r rune) bool {
	if r != ')' && r != '）' {
		return false
	}
	number := strings.TrimRightFunc(s[:i], unicode.IsDigit)
	if n := i - len(number); n > 0 {
		return n <= 2 && (number == "" || strings.ContainsRune(" ，。；：\n", before(number, len(number))))
	}
	r = before(s, i)
	if r == utf8.RuneError {
		return false
	}
	prev := before(s, i-utf8.RuneLen(r))
	return (r < utf8.RuneSelf && unicode.IsLower(r) || strings.ContainsRune("一二三四五六七八九十", r)) && (i == utf8.RuneLen(r) || strings.ContainsRune(" ，。；：\n", prev))
}

var straightFound = diag.NewKind("straight-quote", diag.Note,
	"straight quotation marks in prose (%d in this chapter)", "正文用了直引号（本章 %d 处）",
	"write “ and ”", "请改用弯引号“…”")

// straightQuotes finds typewriter quotation marks: one message per chapter (rule S11).
func straightQuotes(p *proof, t *text) {
	var first *spot
	n := 0
	for _, pa := range append(t.passages, english(t.chapter)...) {
		for i := 0; i < len(pa.text); i++ {
			if pa.text[i] == '"' && !unicode.IsDigit(before(pa.text, i)) {
				if first == nil {
					first = &spot{pa, i, i + 1}
				}
				n++
			}
		}
	}
	if first != nil {
		p.report(*first, straightFound, n)
	}
}

// english returns the texts of the English title matter of a Chinese article.
func english(ch *book.Chapter) (out []*passage) {
	if ch.InEnglish == nil {
		return nil
	}
	en := &book.Chapter{Lang: lang.English.Tag, Source: ch.Source}
	if s := ch.InEnglish.Title; s != "" {
		out = append(out, &passage{lang: lang.English, file: ch.Source, text: s, use: title})
	}
	book.Walk(ch.InEnglish.Abstract, book.Visitor{Run: func(owner book.Block, run []book.Inline) {
		out = append(out, flat(en, owner, run))
	}})
	return out
}
