package address

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Slug makes an id of a text: letters and digits of any script in NFC, Latin ones in lower case, everything
// else dropped, words joined by hyphens. It is a valid HTML id, PDF destination name and, in URLs, is
// shown as written. A text without letters gives "section".
func Slug(s string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '_':
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			hyphen = false
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsSpace(r), unicode.Is(unicode.Pd, r), r == '/', r == '.', r == '·':
			hyphen = true
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return norm.NFC.String(b.String()) // a mark may have come to stand by another letter
}
