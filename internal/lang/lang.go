// Package lang holds what differs between the languages of a book: interface words, numerals, the forms
// of numbers on headings, figures and tables, dates, lists of names, quotation marks. One file a language.
//
// A Language is immutable and shared.
package lang

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// Language is one language of a book and of its interface.
type Language struct {
	Tag       string // as in book.yaml and in paths: "zh", "en"
	BCP47     string // for lang attributes and PDF /Lang: "zh-Hans", "en" (RFC 5646)
	Name      string // in the language itself: "中文", "English"
	ShortName string // for a narrow switch: "中", "EN"
	Quotes    Quotes

	names map[string]string // of the languages, in this one
	words map[string]string
	nouns map[string][2]string // singular and plural, after the number
	forms forms
}

// Quotes are the quotation marks of a language: the outer pair and the pair used inside it.
type Quotes struct{ Open, Close, InnerOpen, InnerClose string }

// curly are the quotation marks of both Chinese (GB/T 15834 4.8) and American English.
var curly = Quotes{"“", "”", "‘", "’"}

// forms are the parts of a language that are rules, not words.
type forms struct {
	chapter, heading func(s Scheme, path []int) string
	part             func(n int) string
	appendix         func(s Scheme, n int) string
	section          func(number string) string // a reference to a numbered section
	titled           func(title string) string  // a reference to a section by its title
	within           func(chapter, section string) string
	label            func(word, chapter string, n int) string
	noteMark         func(n int) string
	date             func(d date) string
	authors          func(names []string) string
	byline           func(authors, role string) string
	gap              func(number string) string
}

// languages in the order in which a door page lists them.
var languages = []*Language{chinese, english}

// Of returns the language of a tag. Subtags are ignored ("zh-Hans", "en-GB"); an unknown tag gives English,
// because a page must be labelled in some language.
func Of(tag string) *Language {
	primary, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	for _, l := range languages {
		if strings.EqualFold(l.Tag, primary) {
			return l
		}
	}
	return english
}

// Known reports whether there is a language of exactly this tag.
func Known(tag string) bool { return Of(tag).Tag == tag }

// Tags returns the tags of all languages, in a fixed order.
func Tags() []string {
	tags := make([]string, len(languages))
	for i, l := range languages {
		tags[i] = l.Tag
	}
	return tags
}

// Word returns an interface word. An unknown key is a programmer's slip: it panics in tests, and shows
// itself between brackets in a built book rather than stopping the author's work.
func (l *Language) Word(key string) string {
	if w, ok := l.words[key]; ok {
		return w
	}
	if testing.Testing() {
		panic("lang: no word for " + strconv.Quote(key) + " in " + l.Tag)
	}
	return "〔" + key + "〕"
}

// NameOf returns what l calls another language: English calls zh "Chinese". A language without a name here is
// called by its tag.
func (l *Language) NameOf(tag string) string {
	if name, ok := l.names[Of(tag).Tag]; ok && Known(tag) {
		return name
	}
	return tag
}

// Count writes a number of things: "6 章", "1 chapter", "6 chapters". The nouns are chapter, section, page,
// figure, table, note, character, word, error, warning,
// remark (a message that is neither), file, correction, text, block, byte.
func (l *Language) Count(n int, noun string) string {
	forms, ok := l.nouns[noun]
	if !ok && testing.Testing() {
		panic("lang: no noun " + strconv.Quote(noun) + " in " + l.Tag)
	}
	form := forms[1]
	if n == 1 {
		form = forms[0]
	}
	return strconv.Itoa(n) + " " + form
}

// Quote puts s between quotation marks; marks of the outer pair already in s become the inner pair.
func (l *Language) Quote(s string) string {
	return l.Quotes.around(s)
}

// around follows the nesting, so that an apostrophe (China’s) is not taken for a closing mark.
func (q Quotes) around(s string) string {
	var b strings.Builder
	pairs := [...][2]string{{q.Open, q.Close}, {q.InnerOpen, q.InnerClose}}
	var open []string // the closing marks that s still owes
	b.WriteString(q.Open)
next:
	for s != "" {
		for _, p := range pairs {
			if rest, ok := strings.CutPrefix(s, p[0]); ok {
				open = append(open, p[1])
				b.WriteString(pairs[len(open)%2][0])
				s = rest
				continue next
			}
		}
		if n := len(open); n > 0 {
			if rest, ok := strings.CutPrefix(s, open[n-1]); ok {
				b.WriteString(pairs[n%2][1])
				open = open[:n-1]
				s = rest
				continue next
			}
		}
		_, size := utf8.DecodeRuneInString(s)
		b.WriteString(s[:size])
		s = s[size:]
	}
	b.WriteString(q.Close)
	return b.String()
}

// Authors joins names: "胡必亮、刘倩"; "A", "A and B", "A, B, and C" (Chicago 6.19, the serial comma).
func (l *Language) Authors(names []string) string { return l.forms.authors(names) }

// Byline joins names and their role: "胡必亮、刘倩等著", "刘倩 主编", "edited by A and B", "A and B, editors".
func (l *Language) Byline(names []string, role string) string {
	authors := l.Authors(names)
	if role == "" || authors == "" {
		return authors
	}
	return l.forms.byline(authors, role)
}

// FileSize writes a number of bytes for a person, in decimal units (IEC 80000-13 keeps k, M and G for powers of ten):
// "512 bytes", "640 kB", "1.2 MB", "2 GB", and 512 字节 in Chinese. Below ten there is one decimal where it says
// something. Halves round up, and what rounds to a thousand of a unit is one of the next.
func (l *Language) FileSize(bytes int64) string {
	if bytes < 1000 {
		return l.Count(int(bytes), "byte")
	}
	units := [...]string{"kB", "MB", "GB", "TB"}
	unit, size := 0, int64(1000)
	for ; unit < len(units)-1 && rounded(bytes, size) >= 1000; size *= 1000 {
		unit++
	}
	whole := strconv.FormatInt(rounded(bytes, size), 10)
	if tenths := rounded(bytes, size/10); unit > 0 && tenths < 100 && tenths%10 > 0 {
		whole = strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10)
	}
	return whole + " " + units[unit]
}

// rounded is n in units of a size, halves up.
func rounded(n, size int64) int64 {
	q := n / size
	if n%size >= size-size/2 {
		q++
	}
	return q
}
