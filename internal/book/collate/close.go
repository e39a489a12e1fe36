package collate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"keben/internal/book"
)

// closeUp takes out the spaces an author has to type round a reference between Han characters: 见 @fig-x 所示
// reads 见图 1-1所示, since what is printed begins with Han. Where the reference or its neighbour is not
// Han, the space stays.
func closeUp(run []book.Inline) {
	for i, in := range run {
		closeUp(book.Children(in))
		ref, ok := in.(*book.Ref)
		if !ok || ref.Text == "" {
			continue
		}
		first, _ := utf8.DecodeRuneInString(ref.Text)
		if i > 0 && wide(first) {
			if t, ok := run[i-1].(*book.Text); ok {
				if rest, ok := strings.CutSuffix(t.Value, " "); ok && wide(lastRune(rest)) {
					t.Value = rest
				}
			}
		}
		if i+1 < len(run) {
			if t, ok := run[i+1].(*book.Text); ok {
				// A number at the end of the reference has its gap from the typesetter and the browser.
				if rest, ok := strings.CutPrefix(t.Value, " "); ok && wide(firstRune(rest)) {
					t.Value = rest
				}
			}
		}
	}
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// wide reports whether r is Han or a full-width mark.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFF60
}
