package check

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/diag"
	"keben/internal/number"
	"keben/internal/script"
)

var (
	noStop = diag.NewKind("no-stop", diag.Note,
		"the paragraph ends without a full stop: %q", "段末缺少标点：“%s”")
	noStopItem = diag.NewKind("no-stop", diag.Note,
		"this list item ends without a mark, most beside it with one: %q", "本项末尾没有标点，同级各项多有：“%s”")
)

// ends are the marks a sentence may end with, besides closing ones.
const ends = "。！？…：；.!?:;—"

// closers may follow the mark.
const closers = "”’）)》」』】\"'* "

// endMark returns the mark at the end of a text, or 0.
func endMark(s string) rune {
	s = strings.TrimRight(s, closers+"\n"+hidden)
	r, _ := utf8.DecodeLastRuneInString(s)
	if strings.ContainsRune(ends, r) {
		return r
	}
	return 0
}

// sentenceEnd finds paragraphs of prose that end without a mark, and points of a list that do where the others
// do not. Verse, names, addresses and lines that lead to what follows are left alone.
func sentenceEnd(p *proof, t *text) {
	for i, pa := range t.passages {
		if pa.use != running && pa.use != note || !sentence(pa) || endMark(pa.text) != 0 {
			continue
		}
		if _, ok := pa.owner.(*book.Paragraph); !ok || inList(t.chapter, pa.owner) {
			continue
		}
		if i+1 < len(t.passages) && leadsOn(t.chapter, pa.owner) {
			continue
		}
		p.report(spot{pa, back(pa.text, len(pa.text), 0, 8), len(pa.text)}, noStop, tail(pa.text))
	}
	book.Walk(t.chapter.Blocks, book.Visitor{Block: func(b book.Block) bool {
		if l, ok := b.(*book.List); ok {
			p.listEnds(t, l)
		}
		return true
	}})
}

// tail is the end of a text, for a message.
func tail(s string) string { return excerpt(s[back(s, len(s), 0, 12):]) }

// sentence reports whether a passage is prose long enough to be a sentence.
func sentence(pa *passage) bool {
	s := strings.TrimRight(strings.TrimSpace(pa.text), closers)
	if strings.Contains(s, "\n") || strings.HasPrefix(s, "——") || strings.HasPrefix(s, "—") || strings.HasSuffix(s, string(object)) || strings.HasSuffix(s, hidden) {
		return false
	}
	if par, ok := pa.owner.(*book.Paragraph); ok && len(par.Content) == 1 {
		switch par.Content[0].(type) {
		case *book.Strong, *book.Emph, *book.Link, *book.Span:
			return false // a line that is meant as a heading or stands alone
		}
	}
	h, _ := letters(s)
	if pa.lang.Script.Han() {
		return h >= 20 && strings.ContainsAny(s, "，。；")
	}
	return wordCount(s) >= 10
}

// inList reports whether a paragraph stands in a list.
func inList(ch *book.Chapter, owner book.Block) (in bool) {
	book.Walk(ch.Blocks, book.Visitor{Block: func(b book.Block) bool {
		if l, ok := b.(*book.List); ok {
			book.Walk([]book.Block{l}, book.Visitor{Block: func(b book.Block) bool {
				in = in || b == owner
				return true
			}})
			return false
		}
		return !in
	}})
	return in
}

// leadsOn reports whether something other than prose follows a paragraph directly.
func leadsOn(ch *book.Chapter, owner book.Block) bool {
	for i, b := range ch.Blocks {
		if b != owner || i+1 == len(ch.Blocks) {
			continue
		}
		switch ch.Blocks[i+1].(type) {
		case *book.Paragraph, *book.Heading:
			return false
		}
		return true
	}
	return false
}

// listEnds compares the ends of a list's points. The last may end otherwise.
func (p *proof) listEnds(t *text, l *book.List) {
	if len(l.Items) < 3 {
		return
	}
	var with, without []*passage
	for _, item := range l.Items {
		if len(item.Blocks) != 1 {
			return
		}
		par, ok := item.Blocks[0].(*book.Paragraph)
		if !ok {
			return
		}
		for _, pa := range t.passages {
			if pa.owner == book.Block(par) {
				if s := strings.TrimRight(pa.text, closers); endMark(s) != 0 || strings.HasSuffix(s, string(object)) || strings.HasSuffix(s, hidden) {
					with = append(with, pa)
				} else {
					without = append(without, pa)
				}
			}
		}
	}
	if len(without) == 0 || len(with) < 2*len(without) {
		return
	}
	for _, pa := range without {
		p.report(spot{pa, back(pa.text, len(pa.text), 0, 8), len(pa.text)}, noStopItem, tail(pa.text))
	}
}

var yearWordFound = diag.NewKind("year-word", diag.Note,
	"the word for “year” is missing after the number: %q", "年份后缺“年”字：“%s”",
	"write %[2]s", "请改为“%[2]s”")

var bareYear = regexp.MustCompile(`((?:19|20)[0-9]{2})(\p{Han}{1,4})`)

// afterYear are characters that may follow four digits: counting words, or 年 itself.
const afterYear = "年万亿千百个人名家项条种次座位国省市县岁层章节卷批组份列艘架台辆吨公里米元美欧日英港户件张本支页号级所只头天多余倍度克升亩届集字房室路型系款平立标千克兆瓦桶株颗分秒小世株间首幅套处集" + "至到和与或、一"

// yearWord finds years in Chinese prose that lack 年 (GB/T 15835 §4.1.2): 2035基本建成, 2022版.
func yearWord(p *proof, pa *passage) {
	if !pa.lang.Script.Han() || pa.use == title || pa.use == cell {
		return
	}
	for _, m := range bareYear.FindAllStringSubmatchIndex(pa.text, -1) {
		left, right := before(pa.text, m[0]), after(pa.text, m[4])
		if strings.ContainsRune(afterYear, right) || !script.Han(left) && !strings.ContainsRune("，。；：、（“《", left) || strings.ContainsRune("约共达近有超第满逾计", left) {
			continue
		}
		year := pa.text[m[2]:m[3]]
		p.report(spot{pa, m[0], m[5]}, yearWordFound, pa.text[m[0]:m[5]], year+"年")
	}
}

var noteDateFound = diag.NewKind("note-date", diag.Warning,
	"the footnote says %s, the text it belongs to %s", "脚注的日期是%s，所注的正文却是%s",
	"correct one; if both are right, add `<!-- keben: ignore note-date -->`", "请改正其中一处；如果两处都对，请加 `<!-- keben: ignore note-date -->`")

// date is a day in the calendar with its place.
type date struct {
	y, m, d int64
	at, end int
}

// dates reads the full dates of a text.
func dates(pa *passage) (out []date) {
	vs := pa.numbers(0, len(pa.text))
	for i := 0; i+2 < len(vs); i++ {
		var d date
		for _, v := range vs[i : i+3] {
			n, _ := v.Num.Int64()
			switch v.Kind {
			case number.Year:
				d.y = n
			case number.Month:
				d.m = n
			case number.Day:
				d.d = n
			}
		}
		if d.y > 0 && d.m > 0 && d.d > 0 {
			d.at, d.end = vs[i].Start, vs[i+2].End
			if d.end-d.at < 40 {
				out = append(out, d)
			}
		}
	}
	return out
}

// noteDate finds dates in a note that differ in the month, or in the year, alone from the date in the text
// that the note is about: 1 月 19 日 beside 11 月 19 日. A report of the next day differs in the day.
func noteDate(p *proof, t *text) {
	for _, pa := range t.passages {
		if len(pa.notes) == 0 {
			continue
		}
		here := dates(pa)
		for _, mk := range pa.notes {
			for _, note := range t.note(mk.label) {
				there := dates(note)
				for _, d := range there {
					if o, ok := slip(d, here); ok && !agrees(here, there) {
						p.report(spot{note, d.at, d.end}, noteDateFound, note.text[d.at:d.end], pa.text[o.at:o.end])
					}
				}
			}
		}
	}
}

// slip returns the date of which d is likely a slip.
func slip(d date, in []date) (date, bool) {
	for _, o := range in {
		if o.d == d.d && (o.y == d.y) != (o.m == d.m) {
			return o, true
		}
	}
	return date{}, false
}

func agrees(a, b []date) bool {
	for _, x := range a {
		for _, y := range b {
			if x.y == y.y && x.m == y.m && x.d == y.d {
				return true
			}
		}
	}
	return false
}

// note returns the texts of a note.
func (t *text) note(label string) []*passage {
	if t.notes == nil {
		t.notes = map[string][]*passage{}
		labels := map[book.Block]string{}
		for i := range t.chapter.Notes {
			n := &t.chapter.Notes[i]
			book.Walk(n.Blocks, book.Visitor{Block: func(b book.Block) bool { labels[b] = n.Label; return true }})
		}
		for _, pa := range t.passages {
			if label, ok := labels[pa.owner]; ok {
				t.notes[label] = append(t.notes[label], pa)
			}
		}
	}
	return t.notes[label]
}
