package check

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/diag"
)

var typedNumberFound = diag.NewKind("typed-number", diag.Warning,
	"the title has a typed number, %q, and would also be numbered %[2]q", "标题已自带序号“%s”，又会编为“%[2]s”",
	"delete the typed number, or set `numbering: none` in book.yaml", "请删去自带的序号，或在 book.yaml 中写 `numbering: none`")

// numberTyped matches a number at the beginning of a title: 第一章, 一、, （一）, 1., 1.2, Chapter 1, Part I, but not 2025年 or
// “3D printing”.
var numberTyped = regexp.MustCompile(`^(第[一二三四五六七八九十百零〇0-9]+[编篇部章节](?:分)?[\s　、：:]*` +
	`|[一二三四五六七八九十]{1,3}、|[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]` +
	`|[0-9]{1,2}(?:\.[0-9]{1,2})+[.、．]?[\s　]+|[0-9]{1,2}(?:[.．][\s　]+|、)` +
	`|(?i:chapter|part|section|appendix)\s+(?:[0-9]{1,3}|[IVXLC]+|[A-Z])\b[.:]?\s*)`)

// amount matches a title that begins with a quantity: 1.5 亿人, 2.5 million people.
var amount = regexp.MustCompile(`^[0-9.]+\s*(?:[万亿倍成米吨%％°]|千米|公里|percent|thousand|million|billion|trillion|times|k?m\b|USD)`)

// typedNumber finds titles whose number would be printed twice.
func typedNumber(ed *book.Edition) (ms []diag.Message) {
	find := func(ch *book.Chapter, title []book.Inline, number string) {
		if number == "" {
			return
		}
		text := book.Plain(title)
		if m := numberTyped.FindString(text); m != "" && !amount.MatchString(text) {
			at := ch.At(book.Begins(title)) // all of a text of the front matter, which may be in quotation marks
			if strings.HasPrefix(at.Text(), m) {
				at = at.Chars(utf8.RuneCountInString(m))
			}
			ms = append(ms, typedNumberFound.At(at, m, number))
		}
	}
	for i := range ed.Sections {
		s := &ed.Sections[i]
		if s.Chapter == nil || ed.Untranslated(s) {
			continue
		}
		find(s.Chapter, s.Title, s.Number)
		for _, h := range book.Headings(s.Chapter.Blocks) {
			find(s.Chapter, h.Content, h.Number)
		}
	}
	return ms
}
