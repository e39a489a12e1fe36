package check

import (
	"regexp"
	"strings"

	"keben/internal/book"
	"keben/internal/diag"
)

var numberingMixed = diag.NewKind("numbering-style", diag.Warning,
	"this list item is numbered %q, most beside it %q", "本项序号写作“%s”，同级各项多写作“%s”",
	"number all of them the same way", "请统一序号的写法")

// runInNumber is the number of a point at the beginning of a paragraph or heading.
var runInNumber = regexp.MustCompile(`^\s*(?:([0-9]{1,2})([、.．）)]|\)、)|([（(])([0-9]{1,2}|[一二三四五六七八九十]{1,3})([）)])|([一二三四五六七八九十]{1,3})([、.．，])|(第[一二三四五六七八九十]{1,3})([、，,：:])|([①-⑳])([、.]?))`)

// numberForm returns the form of a text's number: the sort of numeral, and the marks around it.
func numberForm(s string) (numeral, form string) {
	m := runInNumber.FindStringSubmatch(s)
	switch {
	case m == nil:
		return "", ""
	case m[1] != "":
		return "1", "1" + m[2]
	case m[4] != "" && m[4][0] < 0x80:
		return "(1)", m[3] + "1" + m[5]
	case m[4] != "":
		return "(一)", m[3] + "一" + m[5]
	case m[6] != "":
		return "一", "一" + m[7]
	case m[8] != "":
		return "第一", "第一" + m[9]
	}
	return "①", "①" + m[11]
}

// numberingStyle finds points of one series that are numbered in different ways: 1、 beside 2. (GB/T 15834
// §5.9). A series is the paragraphs between two headings, or the headings of one level in a section.
func numberingStyle(p *proof, t *text) {
	type series map[string][]spot // by numeral
	run := series{}
	heads := map[int]series{}
	for _, pa := range t.passages {
		if h, ok := pa.owner.(*book.Heading); ok {
			for _, s := range run {
				p.oneForm(s)
			}
			run = series{}
			for level, s := range heads {
				if level > h.Level {
					for _, spots := range s {
						p.oneForm(spots)
					}
					delete(heads, level)
				}
			}
			if numeral, _ := numberForm(pa.text); numeral != "" {
				if heads[h.Level] == nil {
					heads[h.Level] = series{}
				}
				heads[h.Level][numeral] = append(heads[h.Level][numeral], whole(pa))
			}
			continue
		}
		if pa.use != running || !pa.lang.Script.Han() {
			continue
		}
		if numeral, _ := numberForm(pa.text); numeral != "" {
			run[numeral] = append(run[numeral], whole(pa))
		}
	}
	for _, numeral := range [...]string{"1", "(1)", "(一)", "一", "第一", "①"} {
		p.oneForm(run[numeral])
		for level := 1; level <= 6; level++ {
			p.oneForm(heads[level][numeral])
		}
	}
}

// oneForm reports the points of a series that are not numbered as most of it.
func (p *proof) oneForm(points []spot) {
	count := map[string]int{}
	most := ""
	for _, s := range points {
		_, form := numberForm(s.text())
		if count[form]++; most == "" || count[form] > count[most] {
			most = form
		}
	}
	if len(count) < 2 {
		return
	}
	for _, s := range points {
		if _, form := numberForm(s.text()); form != most {
			m := runInNumber.FindString(s.text())
			p.report(spot{s.p, s.at, s.at + len(m)}, numberingMixed, strings.TrimSpace(m), most)
		}
	}
}

var (
	spacingMixed = diag.NewKind("digit-spacing", diag.Note,
		"Han characters and digits are spaced in %d places and not in %d", "汉字与数字之间，本章有 %d 处加了空格，%d 处没有加",
		"write all of them the same way", "请统一写法")
	unitMixed = diag.NewKind("unit-spacing", diag.Note,
		"digits and units are spaced in %d places and not in %d", "数字与单位之间，本章有 %d 处加了空格，%d 处没有加",
		"write all of them the same way", "请统一写法")
)

var (
	digitHan    = regexp.MustCompile(`[0-9]( ?)\p{Han}|\p{Han}( ?)[0-9]`)
	digitUnit   = regexp.MustCompile(`[0-9]([ \x{00a0}]?)(?:km²|km|kg|MW|GW|kW|TEU|cm|mm|°C|℃)(?:[^A-Za-z]|$)`)
	digitShares = regexp.MustCompile(`[0-9]([ \x{00a0}]?)%`)
)

// digitSpacing finds chapters that write 2013 年 in some places and 2025年 in others: one message per chapter.
func digitSpacing(p *proof, t *text) {
	for _, c := range [...]struct {
		re   *regexp.Regexp
		kind *diag.Kind
		han  bool
	}{{digitHan, spacingMixed, true}, {digitUnit, unitMixed, false}, {digitShares, unitMixed, false}} {
		var with, without []spot
		for _, pa := range t.passages {
			if c.han && !pa.lang.Script.Han() {
				continue
			}
			for at := 0; ; {
				m := c.re.FindStringSubmatchIndex(pa.text[at:])
				if m == nil {
					break
				}
				s := spot{pa, at + m[0], at + m[1]}
				if !p.written(s) {
					at += m[1] - 1
					continue
				}
				gap := m[2]
				end := m[3]
				if gap < 0 {
					gap, end = m[4], m[5]
				}
				if end > gap {
					with = append(with, s)
				} else {
					without = append(without, s)
				}
				at += max(end, m[0]+1)
			}
		}
		if len(with) == 0 || len(without) == 0 {
			continue
		}
		rare := with
		if len(without) < len(with) {
			rare = without
		}
		p.report(rare[0], c.kind, len(with), len(without))
	}
}

// written reports whether a part of a passage is as the author typed it, and not made of data.
func (p *proof) written(s spot) bool {
	for _, r := range s.p.runs {
		if r.at < s.end && s.at < r.end && !r.literal {
			return false
		}
	}
	return true
}
