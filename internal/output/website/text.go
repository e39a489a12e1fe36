package website

import (
	"strings"
	"unicode/utf8"

	"keben/internal/book"
	"keben/internal/script"
)

// paragraphs splits plain text at blank lines.
func paragraphs(s string) []string {
	var out []string
	for _, p := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// slipLength is the most characters of a title slip. A longer column does not fit on the screen of a phone.
const slipLength = 12

// isSlip reports whether a title fits upright in one column: it has only Han characters and is not long.
func isSlip(title string) bool {
	for _, r := range title {
		if !script.Han(r) {
			return false
		}
	}
	n := utf8.RuneCountInString(title)
	return n > 0 && n <= slipLength
}

// firstText returns the plain text of the first paragraph in blocks, or "".
func firstText(blocks []book.Block) string {
	for _, b := range blocks {
		switch n := b.(type) {
		case *book.Paragraph:
			if s := strings.TrimSpace(book.Plain(n.Content)); s != "" {
				return s
			}
		case *book.Quote:
			if s := firstText(n.Blocks); s != "" {
				return s
			}
		case *book.Div:
			if s := firstText(n.Blocks); s != "" {
				return s
			}
		}
	}
	return ""
}

// descriptionLength is about how much of a description search engines show, in columns. A Han character counts two.
const descriptionLength = 300

// description shortens s for a meta element: after the last sentence that ends past the middle, or else at a space or
// between Han characters.
func description(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	columns, sentence, word := 0, 0, 0
	for i, r := range s {
		width := script.Columns(r)
		if r == ' ' || width == 2 {
			word = i
		}
		if columns += width; columns > descriptionLength-2 {
			if sentence > 0 {
				return s[:sentence]
			}
			if word == 0 {
				word = i
			}
			return strings.TrimRight(s[:word], " ，、；：,;:") + "…"
		}
		if columns > descriptionLength/2 && (strings.ContainsRune("。！？", r) || strings.ContainsRune(".!?", r) && followedBySpace(s[i+1:])) {
			sentence = i + utf8.RuneLen(r)
		}
	}
	return s
}

func followedBySpace(s string) bool { return s == "" || s[0] == ' ' }
