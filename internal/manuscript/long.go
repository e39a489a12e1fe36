package manuscript

import (
	"strings"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/budget"
	"keben/internal/source"
)

// bound reports paragraphs and lines of listings that are longer than any author writes, such as a file without line
// ends. It cuts them, so that the checks and the outputs, which still run for their messages, do not take long. The
// messages are errors, so nothing of a cut text is published.
func (j *job) bound(c *book.Chapter) {
	visitor := book.Visitor{Block: func(b book.Block) bool {
		switch b := b.(type) {
		case *book.Paragraph:
			if over(budget.ParagraphText, book.Plain(b.Content)) {
				j.tooLong(budget.ParagraphText, b.Range)
				b.Content = nil
			}
		case *book.CodeBlock:
			if b.Fault != "" && over(budget.ParagraphText, b.Text) { // a text shown as typed, not a listing
				j.tooLong(budget.ParagraphText, b.Range)
				b.Text = ""
			}
			for line := range strings.Lines(b.Text) {
				if over(budget.ListingLine, line) {
					j.tooLong(budget.ListingLine, b.Range)
					b.Text = ""
					break
				}
			}
		}
		return true
	}}
	book.Walk(c.Blocks, visitor)
	for _, n := range c.Notes {
		book.Walk(n.Blocks, visitor)
	}
}

// over reports whether a text has more characters than a limit.
func over(l *budget.Limit, text string) bool {
	return l.Over(len(text)) && l.Over(utf8.RuneCountInString(text))
}

func (j *job) tooLong(l *budget.Limit, pos source.Range) { j.report(l.At(j.at(pos))) }
