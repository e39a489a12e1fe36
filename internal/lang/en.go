package lang

import "strings"

var english = &Language{
	Tag: "en", BCP47: "en", Name: "English", ShortName: "EN",
	Quotes: curly,
	names:  map[string]string{"zh": "Chinese", "en": "English"},
	words: map[string]string{
		// Parts of a book
		"cover": "Cover", "half-title": "Half title", "title-page": "Title page", "copyright-page": "Copyright page",
		"preface": "Preface", "contents": "Contents", "references": "References", "glossary": "Glossary", "glossary-names": "Glossary and Names",
		"index": "Index", "colophon": "Colophon", "appendix": "Appendix", "notes": "Notes", "note": "Note",
		"part": "Part", "chapter": "Chapter", "section": "Section", "main-text": "Main text",
		// Blocks
		"figure": "Figure", "table": "Table", "continued": "%s (continued)", "source": "Source", "code": "Code",
		"callout-note": "Note", "callout-tip": "Tip", "callout-important": "Important",
		"callout-warning": "Warning", "callout-caution": "Caution",
		"task-done": "done", "task-open": "not done", "footnote": "Footnote", "back-to-text": "Back to the text",
		"missing-picture": "Missing picture", "dead-link": "Dead link", "fault": "Something is wrong here",
		// An article
		"author": "Author", "abstract": "Abstract", "keywords": "Keywords", "clc": "CLC number",
		"document-code": "Document code", "article-id": "Article ID", "funding": "Funding",
		"about-author": "About the author",
		// Imprint
		"published": "Published", "publisher": "Publisher", "institution": "Institution", "date": "Date",
		"licence": "Licence", "isbn": "ISBN", "cite": "How to cite", "summary": "Summary",
		"rights": "All rights reserved", "made-with": "Set by Keben",
		// The website
		"home": "Home", "read": "Read in English", "read-in": "Read in English", "parallel": "Bilingual", "parallel-short": "Both",
		"alone": "English only", "untranslated": "Not translated yet",
		"language": "Language", "languages": "Languages", "editions": "Editions", "download": "Download",
		"previous": "Previous", "next": "Next", "contents-menu": "Open contents", "close": "Close",
		"on-this-page": "On this page", "skip-to-content": "Skip to content",
		"appearance": "Appearance", "light": "Light", "dark": "Dark", "sepia": "Sepia", "system": "As the system",
		"search": "Search", "print": "Print edition", "screen": "Screen edition", "chapters": "Chapters",
		"top": "Back to top", "twin-stale": "The original has changed since this was translated.", "twin-lacking": "Part of the original is not translated here yet.",
		"not-translated": "This chapter has no English version yet", "not-found": "There is no such page",
		"page": "page", "pages": "pages", "site-navigation": "Book", "chapter-navigation": "Chapters before and after",
		// Punctuation between parts of a line
		"author-sep": ", ", "keyword-sep": "; ", "list-sep": ", ", "colon": ": ", "comma": ", ", "stop": ". ",
		"open-paren": " (", "close-paren": ")",
	},
	nouns: map[string][2]string{
		"chapter": {"chapter", "chapters"}, "section": {"section", "sections"}, "page": {"page", "pages"},
		"figure": {"figure", "figures"}, "table": {"table", "tables"}, "note": {"note", "notes"},
		"character": {"character", "characters"}, "word": {"word", "words"},
		"error": {"error", "errors"}, "warning": {"warning", "warnings"}, "remark": {"note", "notes"},
		"file": {"file", "files"}, "correction": {"correction", "corrections"}, "text": {"text", "texts"}, "block": {"block", "blocks"}, "byte": {"byte", "bytes"},
	},
	forms: forms{
		chapter: func(_ Scheme, path []int) string { return "Chapter " + itoa(path[0]) },
		heading: func(s Scheme, path []int) string {
			if s == Science {
				return dotted(path, itoa)
			}
			depth := len(path) - 1
			return pick(englishSeries, depth)(path[depth])
		},
		part: func(n int) string { return "Part " + Roman(n) },
		appendix: func(_ Scheme, n int) string {
			if n == 0 {
				return "Appendix"
			}
			return "Appendix " + Alphabetic(n)
		},
		section: func(number string) string { return "Section " + number },
		titled:  func(title string) string { return curly.around(title) },
		within:  func(chapter, section string) string { return section + " in " + chapter },
		label: func(word, chapter string, n int) string {
			if chapter != "" {
				chapter += "."
			}
			return word + " " + chapter + itoa(n)
		},
		noteMark: itoa,
		date: func(d date) string {
			s := itoa(d.year)
			if d.month > 0 {
				s = months[d.month-1] + " " + s
			}
			if d.day > 0 {
				s = itoa(d.day) + " " + s
			}
			return s
		},
		authors: func(names []string) string {
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
		},
		byline: func(authors, role string) string {
			switch {
			case strings.HasSuffix(role, " by") || role == "by":
				return role + " " + authors
			case strings.HasPrefix(role, "et al"):
				return authors + " " + role
			}
			return authors + ", " + role
		},
		gap: func(string) string { return " " },
	},
}

var months = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September",
	"October", "November", "December"}

// englishSeries is the numbers of headings below a chapter by depth.
var englishSeries = []func(int) string{
	func(n int) string { return Roman(n) + "." },
	func(n int) string { return Alphabetic(n) + "." },
	func(n int) string { return itoa(n) + "." },
	func(n int) string { return LowerAlphabetic(n) + ")" },
	func(n int) string { return "(" + itoa(n) + ")" },
}
