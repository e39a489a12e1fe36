// Package lang has everything that differs between the languages of a book. A [Language] is data: its words, the forms
// of its numbers, dates and names, and the decisions about typesetting, checking and sorting. Other packages do not ask
// which language a text is in; they ask for the property they need. So a new language is one file here and its rows in
// table.go.
//
// Tags follow BCP 47 (RFC 5646, lookup by RFC 4647), scripts ISO 15924, dates ISO 8601. Chinese forms follow GB/T 15834
// (punctuation), GB/T 15835 (numbers) and CY/T 35 (numbering of headings), English ones the Chicago Manual of Style,
// sizes of files IEC 80000-13.
//
// Words are methods of an interface and decisions are fields, because the compiler names a missing method and not a
// missing field; a test finds the fields ([Language.Undecided]). A theme that has no rows for a language uses those of
// its model ([Like]). A Language is immutable and shared.
package lang

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Language is one language of a book and of its interface. Every field must be set but Aliases, Folders, Model, Others,
// Beside, Signs, Articles and Quantities.Units; [Language.Undecided] names what is missing.
type Language struct {
	Tag       string   // as in book.yaml and in paths: "zh", "en", "zh-Hant"
	BCP47     string   // for lang attributes and PDF /Lang: "zh-Hans", "en" (RFC 5646)
	Aliases   []string // other tags that mean it, as BCP 47 writes them: "zh-TW"
	Folders   []string // what folders and files in it are called beside its tags, in small letters: "cn"
	Model     string   // tag of the language whose rows of a theme serve it; "" is English, for a Latin script
	Name      string   // in the language itself: "中文", "English"
	ShortName string   // for a narrow switch: "中", "EN"

	// Its names in the two languages of messages: "Chinese" and "中文".
	EnglishName, ChineseName string

	Words    Words
	Nouns    Nouns
	Forms    Forms
	Others   map[string]string // what it calls other languages, by tag; else as they call themselves
	Untitled string            // the title of a book without one
	Beside   map[string]string // names of an edition with another language, by the other's tag; else Words.Parallel

	Script      Script
	Signs       string // of a language whose script another shares: common characters that only it writes so
	Quotes      Quotes
	Punctuation Punctuation
	Numerals    Numerals
	RangeDash   string // between two numbers: "—" (GB/T 15835 §5.1.4), "–"

	Indents  Indents
	Emphasis Emphasis
	Notes    Notes
	Heads    Heads
	Openings Openings
	LastLine int // the fewest characters of a paragraph's last line (rules Q1, S10)
	Patterns Patterns

	Order    Order
	Articles []string // ignored at the beginning of an entry when it is sorted: "the"

	Dictionary string // prefix of its Hunspell dictionaries: "en" for en_US and en_GB
	Locale     string // as gettext names it: "zh_CN"
	Plurals    string // gettext's rule of plural forms (gettext manual, 12.6)
	Quantities Quantities
}

// Script is the script of a language, an ISO 15924 code.
type Script string

// The scripts.
const (
	Hans Script = "Hans"
	Hant Script = "Hant"
	Latn Script = "Latn"
)

// Han reports whether text is a row of characters of one width without spaces between words: a page is measured in
// them, a line may end after any, and a text's length is counted in them.
func (s Script) Han() bool { return s == Hans || s == Hant }

// Punctuation is the width of the marks between sentences.
type Punctuation uint8

// Full-width marks include their own white space; —— and …… are two characters each (clreq, GB/T 15834).
const (
	FullWidth Punctuation = iota + 1
	Proportional
)

// Numerals are the number words of a language, by which its prose is read to compare it with its translation.
type Numerals uint8

// The numerals. For a language whose words are not known, numbers are only hints.
const (
	HanNumerals Numerals = iota + 1
	EnglishNumerals
	DigitsOnly
)

// Indents are the paragraphs whose first line is indented.
type Indents uint8

// The indents: Chinese indents every paragraph (clreq "Paragraphs"), English leaves the first after a heading flush.
const (
	EveryParagraph Indents = iota + 1
	ButFirst
)

// Emphasis is the style of stressed words.
type Emphasis uint8

// The kinds of emphasis: dots below the characters, or whatever the theme has for that, against italics.
const (
	Dots Emphasis = iota + 1
	Italic
)

// Notes are numbered anew on each page (rule L1) or through the chapter (Chicago 14.20).
type Notes uint8

// The two ways to number notes.
const (
	ByPage Notes = iota + 1
	ByChapter
)

// Heads are the letters of running heads.
type Heads uint8

// The running heads.
const (
	Text Heads = iota + 1
	SmallCapitals
)

// Openings are the style in which a chapter, the contents and the title page begin.
type Openings uint8

// FishTail is the style of Chinese books: a fish-tail 鱼尾 before a chapter's number, the title on a slip 题签 in a frame,
// the heading of the contents centred. Plain has none of these.
const (
	FishTail Openings = iota + 1
	Plain
)

// Patterns divide words at the ends of lines.
type Patterns uint8

// The patterns. A book may ask for British ones; a language without patterns keeps its words whole.
const (
	NoPatterns Patterns = iota + 1
	AmericanPatterns
)

// Order is the order of entries unless the book asks for another.
type Order uint8

// The orders, all of the Unicode CLDR.
const (
	ByLetter Order = iota + 1
	ByPinyin
	ByStrokes
)

// NoDictionary is the Dictionary of a language that is not checked for spelling.
const NoDictionary = "none"

// Quantities are the forms of numbers and units in a language.
type Quantities struct {
	About   string // before an approximate number: "约", "about "
	Decimal string // "." or ","
	Group   string // between thousands
	Places  int    // the most decimals before a word of Scales
	Scales  []Scale

	// Units are the words after a number, by the unit's id, if the table of units has no words of the language. A unit
	// that is missing here is written as in the model language, with a message.
	Units map[string]Noun
}

// Digits writes a number of digits, given as English has it (1,234.5), with the marks of the language.
func (q Quantities) Digits(s string) string {
	return strings.NewReplacer(".", q.Decimal, ",", q.Group).Replace(s)
}

// Scale is a power of ten with its word: 12 is 万亿 or trillion.
type Scale struct {
	Exp  int
	Word string
}

// Quotes are the quotation marks of a language: the outer pair and the pair used inside it.
type Quotes struct{ Open, Close, InnerOpen, InnerClose string }

var (
	// curly are the quotation marks of both simplified Chinese (GB/T 15834 4.8) and American English.
	curly = Quotes{"“", "”", "‘", "’"}
	// corner are those of traditional Chinese (Taiwan's 重訂標點符號手冊 5).
	corner = Quotes{"「", "」", "『", "』"}
)

// Forms are the forms of a language that are rules, not words.
type Forms interface {
	ChapterNumber(s Scheme, n int) string
	HeadingNumber(s Scheme, path []int) string // path is that of [Language.Heading]
	PartNumber(n int) string
	AppendixNumber(s Scheme, n int) string
	SectionNumbered(number string) string // a reference to a numbered section
	SectionTitled(title string) string    // a reference to a section by its title
	SectionWithin(chapter, section string) string
	Label(word, chapter string, n int) string
	NoteMark(n int) string
	Date(d Date) string
	Authors(names []string) string
	Byline(authors, role string) string
	Gap(number string) string
}

// Of returns the language of a tag. Subtags that make no difference are ignored ("zh-CN", "en-AU"); an unknown tag
// gives English, because a page must be labelled in some language.
func Of(tag string) *Language {
	if l, ok := Find(tag); ok {
		return l
	}
	return English
}

// BritishEnglish is the tag by which a book asks for British spelling, and for British patterns of hyphenation.
const BritishEnglish = "en-GB"

// Spellings are the regional tags among which a book chooses how its words are spelt: the aliases of a language that
// has dictionaries, because Hunspell names a dictionary by language and region. Other languages have none.
func (l *Language) Spellings() []string {
	if l.Dictionary == NoDictionary {
		return nil
	}
	return l.Aliases
}

// Find returns the language of a tag by the lookup of RFC 4647 §3.4: zh-Hant-TW is zh-Hant, zh-TW means it too, zh-CN
// is zh. It reports false when no part of the tag names a language.
func Find(tag string) (*Language, bool) {
	for _, l := range languages {
		if l.Tag == tag {
			return l, true
		}
	}
	tag = strings.ReplaceAll(tag, "_", "-")
	for tag != "" {
		for _, l := range languages {
			if strings.EqualFold(l.Tag, tag) || slices.ContainsFunc(l.Aliases, func(a string) bool { return strings.EqualFold(a, tag) }) {
				return l, true
			}
		}
		tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)]
	}
	return nil, false
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

// Like returns the tags under which a table written by authors may have rows for a language: its own, and its
// model's. A language of Latin letters without a model is like English.
func Like(tag string) []string {
	l := Of(tag)
	out := []string{l.Tag}
	for model := l; model.Model != ""; {
		model = Of(model.Model)
		out = append(out, model.Tag)
	}
	if !l.Script.Han() && l != English {
		out = append(out, English.Tag)
	}
	return out
}

// With adds a language until the function it returns is called. It is for tests, which try a language before it is in
// the table. Values that were computed from the table before do not have it.
func With(l *Language) (without func()) {
	if missing := l.Undecided(); len(missing) > 0 {
		panic("lang: " + l.Tag + " does not say its " + strings.Join(missing, ", "))
	}
	before := languages
	languages = append(slices.Clip(before), l)
	return func() { languages = before }
}

// Undecided names the fields that must be set and are not.
func (l *Language) Undecided() (missing []string) {
	free := []string{"Aliases", "Folders", "Model", "Articles", "Units", "Signs", "Beside", "Others"}
	var visit func(v reflect.Value)
	visit = func(v reflect.Value) {
		for i := range v.NumField() {
			switch f, name := v.Field(i), v.Type().Field(i).Name; {
			case slices.Contains(free, name):
			case f.IsZero():
				missing = append(missing, name)
			case f.Kind() == reflect.Struct:
				visit(f)
			}
		}
	}
	visit(reflect.ValueOf(l).Elem())
	return missing
}

// Bilingual is what l calls an edition in two languages, one of which it may be: 中英对照.
func (l *Language) Bilingual(a, b *Language) string {
	other := a
	switch l {
	case a:
		other = b
	case b:
	default:
		return l.Words.Parallel()
	}
	return cmp.Or(l.Beside[other.Tag], l.Words.Parallel())
}

// Named is what l calls another language: 英文, "Chinese".
func (l *Language) Named(other *Language) string { return cmp.Or(l.Others[other.Tag], other.Name) }

// SourceFollows is the notice over a chapter that is shown in the source's language because it is not translated.
func (l *Language) SourceFollows(source *Language) string {
	return strings.Replace(l.Words.SourceFollows(), "%s", l.Named(source), 1)
}

// WrittenIn is the mark after a title in another language: （英文）, "(in Chinese)".
func (l *Language) WrittenIn(other *Language) string {
	return strings.Replace(l.Words.WrittenIn(), "%s", l.Named(other), 1)
}

// Count writes a number of things: "6 章", "1 chapter", "6 chapters". The noun is a method of Nouns:
// Count(6, lang.Nouns.Chapter).
func (l *Language) Count(n int, noun func(Nouns) Noun) string {
	form := noun(l.Nouns).Many
	if n == 1 {
		form = noun(l.Nouns).One
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
	var open []string // the closing marks still to come
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
func (l *Language) Authors(names []string) string { return l.Forms.Authors(names) }

// Byline joins names and their role: "胡必亮、刘倩等著", "刘倩 主编", "edited by A and B", "A and B, editors".
func (l *Language) Byline(names []string, role string) string {
	authors := l.Authors(names)
	if role == "" || authors == "" {
		return authors
	}
	return l.Forms.Byline(authors, role)
}

// FileSize writes a number of bytes for a person, in decimal units (in IEC 80000-13 k, M and G are powers of ten): "512
// bytes", "640 kB", "1.2 MB", "2 GB", and 512 字节 in Chinese. Numbers below ten have one decimal unless it is 0. Halves
// are rounded up, and a thousand of a unit is written as one of the next.
func (l *Language) FileSize(bytes int64) string {
	if bytes < 1000 {
		return l.Count(int(bytes), Nouns.Byte)
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
