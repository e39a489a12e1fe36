package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// hanForms are the forms of Chinese, which are the same in simplified and traditional characters except for a few
// words.
type hanForms struct {
	quotes                                 Quotes
	numeral                                func(int) string
	part, section, sectionTitled, appendix string
}

func (f hanForms) ChapterNumber(s Scheme, n int) string {
	if s == Science {
		return "第" + itoa(n) + "章"
	}
	return "第" + f.numeral(n) + "章"
}

func (hanForms) HeadingNumber(s Scheme, path []int) string {
	if s == Science {
		return dotted(path, itoa)
	}
	depth := len(path) - 1
	return pick(chineseSeries, depth)(path[depth])
}

func (f hanForms) PartNumber(n int) string { return "第" + f.numeral(n) + f.part }

func (f hanForms) AppendixNumber(s Scheme, n int) string {
	switch {
	case n == 0:
		return f.appendix
	case s == Science:
		return f.appendix + " " + Alphabetic(n)
	}
	return f.appendix + f.numeral(n)
}

func (f hanForms) SectionNumbered(number string) string { return "第 " + number + " " + f.section }

func (f hanForms) SectionTitled(title string) string { return f.quotes.around(title) + f.sectionTitled }

func (hanForms) SectionWithin(chapter, section string) string { return chapter + section }

func (hanForms) Label(word, chapter string, n int) string {
	if chapter != "" {
		chapter += "-"
	}
	return word + " " + chapter + itoa(n)
}

func (hanForms) NoteMark(n int) string { return Circled(n) }

func (hanForms) Date(d Date) string {
	s := itoa(d.Year) + "年"
	if d.Month > 0 {
		s += itoa(d.Month) + "月"
	}
	if d.Day > 0 {
		s += itoa(d.Day) + "日"
	}
	return s
}

func (hanForms) Authors(names []string) string { return strings.Join(names, "、") }

func (hanForms) Byline(authors, role string) string {
	if strings.HasPrefix(role, "等") {
		return authors + role
	}
	return authors + " " + role
}

func (hanForms) Gap(number string) string {
	last, _ := utf8.DecodeLastRuneInString(number)
	switch {
	case last == '、' || last == '）':
		return ""
	case last == '.' || unicode.Is(unicode.No, last):
		return " "
	}
	return "　"
}

// chineseSeries are the forms of heading numbers below a chapter, by depth.
var chineseSeries = []func(int) string{
	func(n int) string { return Han(n) + "、" },
	func(n int) string { return "（" + Han(n) + "）" },
	func(n int) string { return itoa(n) + "." },
	func(n int) string { return "（" + itoa(n) + "）" },
	Circled,
}
