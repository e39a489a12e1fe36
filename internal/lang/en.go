package lang

import "strings"

// English is the English of books: American in its quotation marks and serial commas (Chicago), British in its dates.
var English = &Language{
	Tag: "en", BCP47: "en", Name: "English", ShortName: "EN", EnglishName: "English", ChineseName: "英文",
	Aliases: []string{"en-US", "en-GB"}, Folders: []string{"english", "eng", "en-au", "en-ca", "en-in"},
	Words: english{}, Nouns: englishNouns{}, Forms: englishForms{},
	Others:   map[string]string{"zh": "Chinese", "zh-Hant": "traditional Chinese"},
	Untitled: "Untitled",
	Script:   Latn, Quotes: curly, Punctuation: Proportional, Numerals: EnglishNumerals, RangeDash: "–",
	Indents: ButFirst, Emphasis: Italic, Notes: ByChapter, Heads: SmallCapitals, Openings: Plain, LastLine: 4,
	Patterns: AmericanPatterns,
	Order:    ByLetter, Articles: []string{"the", "a", "an"}, // Chicago 16.51
	Dictionary: "en", Locale: "en", Plurals: "nplurals=2; plural=(n != 1);",
	Quantities: Quantities{
		About: "about ", Decimal: ".", Group: ",", Places: 3,
		Scales: []Scale{{12, "trillion"}, {9, "billion"}, {6, "million"}},
	},
}

type english struct{}

// Parts of a book

func (english) Cover() string         { return "Cover" }
func (english) HalfTitle() string     { return "Half title" }
func (english) TitlePage() string     { return "Title page" }
func (english) CopyrightPage() string { return "Copyright page" }
func (english) Preface() string       { return "Preface" }
func (english) Contents() string      { return "Contents" }
func (english) Figures() string       { return "List of Figures" }
func (english) Tables() string        { return "List of Tables" }
func (english) References() string    { return "References" }
func (english) Glossary() string      { return "Glossary" }
func (english) GlossaryNames() string { return "Glossary and Names" }
func (english) Index() string         { return "Index" }
func (english) Colophon() string      { return "Colophon" }
func (english) Appendix() string      { return "Appendix" }
func (english) Notes() string         { return "Notes" }
func (english) Note() string          { return "Note" }
func (english) Part() string          { return "Part" }
func (english) Chapter() string       { return "Chapter" }
func (english) Section() string       { return "Section" }
func (english) MainText() string      { return "Main text" }
func (english) Stroke() string        { return "stroke" }

// Blocks

func (english) Figure() string         { return "Figure" }
func (english) Table() string          { return "Table" }
func (english) Continued() string      { return "%s (continued)" }
func (english) Source() string         { return "Source" }
func (english) Code() string           { return "Code" }
func (english) TaskDone() string       { return "done" }
func (english) TaskOpen() string       { return "not done" }
func (english) Footnote() string       { return "Footnote" }
func (english) BackToText() string     { return "Back to the text" }
func (english) MissingPicture() string { return "Missing picture" }
func (english) RemotePicture() string  { return "Picture on the web" }
func (english) DeadLink() string       { return "Dead link" }
func (english) Fault() string          { return "Something is wrong here" }

// An article

func (english) Author() string       { return "Author" }
func (english) Abstract() string     { return "Abstract" }
func (english) Keywords() string     { return "Keywords" }
func (english) CLC() string          { return "CLC number" }
func (english) DocumentCode() string { return "Document code" }
func (english) ArticleID() string    { return "Article ID" }
func (english) Funding() string      { return "Funding" }
func (english) AboutAuthor() string  { return "About the author" }

// Imprint

func (english) Published() string   { return "Published" }
func (english) Publisher() string   { return "Publisher" }
func (english) Institution() string { return "Institution" }
func (english) Date() string        { return "Date" }
func (english) Licence() string     { return "Licence" }
func (english) ISBN() string        { return "ISBN" }
func (english) Cite() string        { return "How to cite" }
func (english) Summary() string     { return "Summary" }
func (english) Rights() string      { return "All rights reserved" }
func (english) MadeWith() string    { return "Set by Keben" }

// The website

func (english) Home() string              { return "Home" }
func (english) Read() string              { return "Read in English" }
func (english) ReadIn() string            { return "Read in English" }
func (english) Parallel() string          { return "Bilingual" }
func (english) ParallelShort() string     { return "Side by side" }
func (english) Alone() string             { return "English only" }
func (english) Untranslated() string      { return "Not translated yet" }
func (english) Language() string          { return "Language" }
func (english) Languages() string         { return "Languages" }
func (english) Editions() string          { return "Language versions" }
func (english) Download() string          { return "Download" }
func (english) Previous() string          { return "Previous" }
func (english) Next() string              { return "Next" }
func (english) ContentsMenu() string      { return "Open contents" }
func (english) Close() string             { return "Close" }
func (english) OnThisPage() string        { return "On this page" }
func (english) SkipToContent() string     { return "Skip to content" }
func (english) Appearance() string        { return "Appearance" }
func (english) Light() string             { return "Light" }
func (english) Dark() string              { return "Dark" }
func (english) Sepia() string             { return "Sepia" }
func (english) System() string            { return "System" }
func (english) Search() string            { return "Search" }
func (english) Print() string             { return "For print" }
func (english) Screen() string            { return "For the screen" }
func (english) Chapters() string          { return "Chapters" }
func (english) Top() string               { return "Back to top" }
func (english) TwinStale() string         { return "The original has changed since this was translated." }
func (english) TwinLacking() string       { return "Part of the original is not translated here yet." }
func (english) NotTranslated() string     { return "This chapter has no English version yet" }
func (english) NotFound() string          { return "Page not found" }
func (english) Page() string              { return "page" }
func (english) Pages() string             { return "pages" }
func (english) SiteNavigation() string    { return "Book" }
func (english) ChapterNavigation() string { return "Previous and next chapter" }

func (english) SourceFollows() string {
	return "This chapter has not been translated yet; it follows in %s."
}
func (english) WrittenIn() string { return "(in %s)" }

// Proof sheets

func (english) Proof() string      { return "Proof sheets" }
func (english) ProofSheet() string { return "sheet %d of %d" }
func (english) ProofPlain() string {
	return "These sheets are for reading and marking. They are set plainly; the book will look different."
}
func (english) ProofLines() string {
	return "Lines are numbered from 1 on each sheet. Refer to a line by sheet and number: 3/12."
}
func (english) ProofMargin() string {
	return "The margin shows the id of each paragraph, the state of its translation, and what keben check says about it."
}
func (english) ProofTwin() string {
	return "Small type without line numbers is the text in the other language (%s)."
}
func (english) ProofSince() string {
	return "Compared with %s: a bar marks each paragraph that has changed; new text is underlined, deleted text is struck through."
}
func (english) ProofRecord() string   { return "the translation record" }
func (english) ProofRevision() string { return "revision %s (%s)" }
func (english) ProofSource() string   { return "Changes of the source since it was translated (%s)" }
func (english) ProofNew() string      { return "new" }
func (english) ProofChanged() string  { return "changed" }
func (english) ProofGone() string     { return "deleted" }
func (english) ProofRest() string     { return "Problems outside the text" }
func (english) ProofUpToDate() string { return "translation up to date" }
func (english) ProofStale() string    { return "source changed since it was translated" }
func (english) ProofUnsure() string   { return "not certain what it translates" }
func (english) ProofMissing() string  { return "untranslated" }
func (english) ProofExtra() string    { return "only in the translation" }

// Punctuation between parts of a line

func (english) AuthorSep() string  { return ", " }
func (english) KeywordSep() string { return "; " }
func (english) ListSep() string    { return ", " }
func (english) Colon() string      { return ": " }
func (english) Comma() string      { return ", " }
func (english) Stop() string       { return ". " }
func (english) OpenParen() string  { return " (" }
func (english) CloseParen() string { return ")" }
func (english) TitleSep() string   { return ": " }

// Nouns after a number

type englishNouns struct{}

func (englishNouns) Chapter() Noun    { return Noun{"chapter", "chapters"} }
func (englishNouns) Section() Noun    { return Noun{"section", "sections"} }
func (englishNouns) Page() Noun       { return Noun{"page", "pages"} }
func (englishNouns) Sheet() Noun      { return Noun{"sheet", "sheets"} }
func (englishNouns) Figure() Noun     { return Noun{"figure", "figures"} }
func (englishNouns) Table() Noun      { return Noun{"table", "tables"} }
func (englishNouns) Note() Noun       { return Noun{"footnote", "footnotes"} }
func (englishNouns) Character() Noun  { return Noun{"character", "characters"} }
func (englishNouns) Word() Noun       { return Noun{"word", "words"} }
func (englishNouns) Error() Noun      { return Noun{"error", "errors"} }
func (englishNouns) Warning() Noun    { return Noun{"warning", "warnings"} }
func (englishNouns) Remark() Noun     { return Noun{"note", "notes"} }
func (englishNouns) File() Noun       { return Noun{"file", "files"} }
func (englishNouns) Correction() Noun { return Noun{"correction", "corrections"} }
func (englishNouns) Text() Noun       { return Noun{"text", "texts"} }
func (englishNouns) Block() Noun      { return Noun{"paragraph", "paragraphs"} }
func (englishNouns) Byte() Noun       { return Noun{"byte", "bytes"} }

type englishForms struct{}

func (englishForms) ChapterNumber(_ Scheme, n int) string { return "Chapter " + itoa(n) }

func (englishForms) HeadingNumber(s Scheme, path []int) string {
	if s == Science {
		return dotted(path, itoa)
	}
	depth := len(path) - 1
	return pick(englishSeries, depth)(path[depth])
}

func (englishForms) PartNumber(n int) string { return "Part " + Roman(n) }

func (englishForms) AppendixNumber(_ Scheme, n int) string {
	if n == 0 {
		return "Appendix"
	}
	return "Appendix " + Alphabetic(n)
}

func (englishForms) SectionNumbered(number string) string         { return "Section " + number }
func (englishForms) SectionTitled(title string) string            { return curly.around(title) }
func (englishForms) SectionWithin(chapter, section string) string { return section + " in " + chapter }

func (englishForms) Label(word, chapter string, n int) string {
	if chapter != "" {
		chapter += "."
	}
	return word + " " + chapter + itoa(n)
}

func (englishForms) NoteMark(n int) string { return itoa(n) }

func (englishForms) Date(d Date) string {
	s := itoa(d.Year)
	if d.Month > 0 {
		s = months[d.Month-1] + " " + s
	}
	if d.Day > 0 {
		s = itoa(d.Day) + " " + s
	}
	return s
}

func (englishForms) Authors(names []string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	case 2:
		return names[0] + " and " + names[1]
	default:
		return strings.Join(names[:n-1], ", ") + ", and " + names[n-1]
	}
}

func (englishForms) Byline(authors, role string) string {
	switch {
	case strings.HasSuffix(role, " by") || role == "by":
		return role + " " + authors
	case strings.HasPrefix(role, "et al"):
		return authors + " " + role
	}
	return authors + ", " + role
}

func (englishForms) Gap(string) string { return " " }

var months = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September",
	"October", "November", "December"}

// englishSeries are the forms of heading numbers below a chapter, by depth.
var englishSeries = []func(int) string{
	func(n int) string { return Roman(n) + "." },
	func(n int) string { return Alphabetic(n) + "." },
	func(n int) string { return itoa(n) + "." },
	func(n int) string { return LowerAlphabetic(n) + ")" },
	func(n int) string { return "(" + itoa(n) + ")" },
}
