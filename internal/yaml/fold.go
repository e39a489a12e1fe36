package yaml

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// unfold takes out the spaces that YAML has put for line breaks between Han characters or full-width marks:
// there a line break is nothing (clreq "Line breaking"; as in the text of chapters). A space the author
// typed stands in the file as it is; one that does not was a line break.
func unfold(value string, file []byte) string {
	if !strings.Contains(value, " ") {
		return value
	}
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] != ' ' {
			b.WriteByte(value[i])
			continue
		}
		before, n := utf8.DecodeLastRuneInString(value[:i])
		after, m := utf8.DecodeRuneInString(value[i+1:])
		if wide(before) && wide(after) && !bytes.Contains(file, []byte(value[i-n:i+1+m])) {
			continue
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// wide reports whether r is Han or a mark as wide as Han; the curly quotation marks count, as they are in
// Chinese text.
func wide(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '…', '—', '·':
		return true
	}
	return unicode.Is(unicode.Han, r) || r >= 0x3001 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60
}
