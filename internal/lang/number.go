package lang

import "strings"

// Scheme is a way of numbering headings.
type Scheme string

// The schemes of book.yaml.
//
//	Humanities  第一章 › 一、 › （一） › 1. › （1） › ①        Chapter 1 › I. › A. › 1. › a) › (1)
//	Science     第1章 › 1.1 › 1.1.1 › 1.1.1.1             Chapter 1 › 1.1 › 1.1.1 › 1.1.1.1
//	None        no numbers
//
// The Chinese humanities forms and their punctuation follow GB/T 15834 (、 after a Han number, nothing after
// brackets, a full point after an Arabic one); the science forms CY/T 35—2001. English prose numbers no
// subheadings (Chicago 1.56 tells them apart by type alone), so where a Chinese book has numbers its English
// twin takes the series of an outline (Chicago 6.132).
const (
	Humanities Scheme = "humanities"
	Science    Scheme = "science"
	None       Scheme = "none"
)

// Chapter returns the number of chapter n: "第一章", "第1章", "Chapter 1"; "" when the scheme is None.
func (l *Language) Chapter(s Scheme, n int) string {
	if s == None {
		return ""
	}
	return l.Forms.ChapterNumber(s, n)
}

// Heading returns the number of a heading. path holds the chapter's number and then the heading's place at
// each depth; the chapter's number is 0 where chapters have none, as in an article. The result is "" when
// the scheme is None or path has no heading in it.
func (l *Language) Heading(s Scheme, path []int) string {
	if s == None || len(path) < 2 {
		return ""
	}
	return l.Forms.HeadingNumber(s, path)
}

// Part returns the number of part n: "第一编", "Part I".
func (l *Language) Part(n int) string { return l.Forms.PartNumber(n) }

// Appendix returns the number of appendix n: "附录一" (science: "附录 A"), "Appendix A". n = 0 is an only
// appendix: "附录", "Appendix".
func (l *Language) Appendix(s Scheme, n int) string { return l.Forms.AppendixNumber(s, n) }

// Figure returns a figure's label: "图 1-1", "Figure 1.1". chapter is the chapter's short number ("1", "A"),
// or "" where chapters have none: "图 1", "Figure 1".
func (l *Language) Figure(chapter string, n int) string {
	return l.Forms.Label(l.Words.Figure(), chapter, n)
}

// Table returns a table's label, as Figure does.
func (l *Language) Table(chapter string, n int) string {
	return l.Forms.Label(l.Words.Table(), chapter, n)
}

// Continued returns the label of a table that goes on on another page: "续表 1-1", "Table 1.1 (continued)".
func (l *Language) Continued(label string) string {
	return strings.Replace(l.Words.Continued(), "%s", label, 1)
}

// Section returns the text of a reference to a section. A science number is unique in the book and enough: "第 1.2 节",
// "Section 1.2". A humanities number (一、) is not unique, so the title is quoted: “走廊与节点”一节, “Corridors”. chapter is
// the number of the section's chapter, or "" if the reference is in the same one: 第一章“走廊与节点”一节, “Corridors” in
// Chapter 1.
func (l *Language) Section(s Scheme, number, title, chapter string) string {
	if s == Science && number != "" {
		return l.Forms.SectionNumbered(number)
	}
	text := l.Forms.SectionTitled(title)
	if chapter == "" {
		return text
	}
	return l.Forms.SectionWithin(chapter, text)
}

// Join puts a number before a title, with the space that the form of the number needs.
func (l *Language) Join(number, title string) string {
	if number == "" {
		return title
	}
	return number + l.Gap(number) + title
}

// Gap returns the space between a number and the title after it: none after 一、 and （一）, an ideographic
// space after 第一章, an ordinary one in English.
func (l *Language) Gap(number string) string { return l.Forms.Gap(number) }

// NoteMark returns the mark of note n: "①" in Chinese, "1" in English.
func (l *Language) NoteMark(n int) string { return l.Forms.NoteMark(n) }

// pick returns series[depth-1], and the last of the series for greater depths.
func pick(series []func(int) string, depth int) func(int) string {
	return series[min(depth, len(series))-1]
}

// dotted writes 1.2.3, leaving out a leading 0: the chapter's number where chapters have none.
func dotted(path []int, digits func(int) string) string {
	if path[0] == 0 {
		path = path[1:]
	}
	parts := make([]string, len(path))
	for i, n := range path {
		parts[i] = digits(n)
	}
	return strings.Join(parts, ".")
}
